"""`python -m bench`: everything that is measured, in one run, printed and written to bench/RESULTS.md."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

PARTS = ("accuracy", "speed", "start", "knowledge", "wire")
RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)} (default: all, and RESULTS.md is written)")
    parser.add_argument("--eval", metavar="DIR", help="the folder with score.py, dev.jsonl and public/clinc150.json")
    options = parser.parse_args()
    if options.eval:
        os.environ["BENCH_EVAL"] = options.eval
    texts = [_heading()]
    print(texts[0], flush=True)
    for part in options.parts or PARTS:
        for text in _part(part):
            print(text, flush=True)
            texts.append(text)
    if not options.parts:
        RESULTS.write_text("\n".join(texts), encoding="utf-8")


def _part(name: str) -> list[str]:
    try:
        return [str(table) for table in importlib.import_module(f"bench.{name}").tables()]
    except Exception as error:  # noqa: BLE001 - one part that fails must not cost the others
        return [f"## {name}\n\n- Skipped: {type(error).__name__}: {error}\n"]


def _heading() -> str:
    numbers = f"Python {platform.python_version()}, {os.cpu_count()} cores ({platform.machine()}), {datetime.now(UTC):%Y-%m-%d}"
    return f"# Results\n\nMade by `make bench`, in one run: {numbers}. Cores may be shared: compare rows with each other.\n"


if __name__ == "__main__":
    main()
