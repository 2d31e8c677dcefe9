"""The knowledge base: how long it takes to read, check and index all files, and what it weighs."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.table import Table

ROOT = Path(__file__).parents[1]
_STEPS = {"cold": "from the files, nothing cached", "warm": "from the cache"}


def tables() -> Iterator[Table]:
    """Yield the table of this part."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "knowledge"
        shutil.copytree(ROOT / "knowledge", copy, ignore=shutil.ignore_patterns(".cache", ".journal"))
        found = {step: _fresh(copy) for step in _STEPS}
    rows = [[_STEPS[step], f["load"], f["library"], f["memory"]] for step, f in found.items()]
    f = found["cold"]
    note = (
        f"{f['records']:,} records and series, {f['figures']:,} figures, {f['phrasings']:,} phrasings; each row a fresh process."
    )
    yield Table("The knowledge", ("", "load and check s", "index and profiles s", "memory MB"), rows, (note,))


def _fresh(folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.knowledge", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(folder: Path) -> dict[str, float]:
    """Load the knowledge in *folder* in this process."""
    from bot.stores.files import FilesStore

    before = _memory()
    start = perf_counter()
    store = FilesStore(folder)
    knowledge = store.load().knowledge
    loaded = perf_counter()
    library = store.library(knowledge)
    indexed = perf_counter()
    return {
        "load": loaded - start,
        "library": indexed - loaded,
        "memory": _memory() - before,
        "records": len(knowledge.records) + len(knowledge.series),
        "figures": len(knowledge.observations),
        "phrasings": len(library.index),
    }


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
