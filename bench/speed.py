"""Speed and size over synthetic phrasings; each size is built in one fresh process and asked in another, as the bot would.

Cores are shared, so each question is asked in five passes and counts with the median of its times; the same goes for the
rivals. Folding the text is part of the time.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.table import Table, against

SIZES = (10_000, 100_000, 1_000_000)
GOALS = {10_000: 0.8, 100_000: 1.5, 1_000_000: 8.0}
MIDDLE = 100_000
QUESTIONS, FEW, WARM, PASSES, TIMES = 1_000, 20, 100, 5, 15
LONG = {
    "all-MiniLM-L6-v2, 8 bits": "the vectors of so many phrasings take a quarter of an hour",
    "multilingual-e5-small, 4 bits": "the vectors of so many phrasings take half an hour and more",
}
HOSTILE_GOAL, FASTER_GOAL = 5.0, 60.0
ROOT = Path(__file__).parents[1]


def tables(sizes: Sequence[int] = SIZES) -> Iterator[Table]:
    """Yield the tables of this part."""
    with tempfile.TemporaryDirectory() as folder:
        found = {size: {**_fresh("build", size, folder), **_fresh("ask", size, folder)} for size in sizes}
        yield _sizes(found)
        if MIDDLE in sizes:
            yield _rivals(found[MIDDLE], _fresh("rivals", MIDDLE, folder))
            yield _hostile(found[MIDDLE]["hostile"])


def _sizes(found: dict[int, dict[str, Any]]) -> Table:
    measured = {
        "build s": "build",
        "load ms": "load",
        "memory MB": "memory",
        "file MB": "file",
        "p50 ms": "p50",
        "p99 ms": "p99",
        "first p99": "first",
        "right first": "right",
    }
    columns = ("phrasings", *measured, "goal of p99")
    rows = [[size, *(f[key] for key in measured.values()), against(f["p99"], GOALS.get(size, 99.0))] for size, f in found.items()]
    notes = [
        "Synthetic phrasings, five a record; bench/synthetic.py says how they are made.",
        "Questions are phrasings with a word changed, two words swapped, one slip, or two slips.",
        "Memory: what a fresh process grows by from before the load to after all questions, mapped pages included.",
        f"{QUESTIONS:,} questions, each by the median of {PASSES} passes, folding included; first p99: of one pass alone.",
    ]
    if MIDDLE in found:
        f = found[MIDDLE]
        goals = f"build {against(f['build'], 3)}; load {against(f['load'], 100)}; memory {against(f['memory'], 150)}"
        notes.append(f"Goals at {MIDDLE:,}, in the units of the columns: {goals}.")
    return Table("Speed and size", columns, rows, tuple(notes))


def _rivals(ours: dict[str, Any], rivals: dict[str, Any]) -> Table:
    rows: list[list[object]] = [["this index", ours["build"], ours["p50"], ours["p99"], 1.0, ""]]
    for name, (built, p50, p99) in rivals["rivals"].items():
        goal = against(p50 / ours["p50"], FASTER_GOAL, least=True) if "token_set" in name else ""
        rows.append([name, built, p50, p99, p50 / ours["p50"], goal])
    notes = ("Both by the median; the same questions and phrasings, one after the other in one run.", *rivals["skipped"])
    columns = ("method", "build s", "p50 ms", "p99 ms", "times slower", "goal")
    return Table(f"Speed against rivals at {MIDDLE:,} phrasings", columns, rows, notes)


def _hostile(found: dict[str, float]) -> Table:
    rows = [[name, took, against(took, HOSTILE_GOAL)] for name, took in found.items()]
    return Table(f"Hostile messages at {MIDDLE:,} phrasings", ("message", "median ms", "goal"), rows)


def _fresh(step: str, size: int, folder: str) -> dict[str, Any]:
    """Run one step in a fresh process and return what it found."""
    command = [sys.executable, "-m", "bench.speed", step, str(size), folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def build(size: int, folder: Path) -> dict[str, Any]:
    """Build and save an index over *size* phrasings, with the questions to ask it."""
    from bench import synthetic
    from bot.core.search import Index

    entries = synthetic.entries(size)
    texts = [entry.text for entry in entries]
    (folder / f"{size}.json").write_text(json.dumps(synthetic.questions(texts, QUESTIONS)))
    gc.collect()
    gc.freeze()  # the synthetic phrasings are not the index's to look after
    start = perf_counter()
    index = Index.build(entries)
    took = perf_counter() - start
    index.save(folder / f"{size}.idx", str(size))
    return {"build": took, "file": (folder / f"{size}.idx").stat().st_size / 1e6}


def ask(size: int, folder: Path) -> dict[str, Any]:
    """Load the index saved by build and ask it."""
    from bot.core.search import Index
    from bot.core.text import fold

    asked = json.loads((folder / f"{size}.json").read_text())
    before = _memory()
    start = perf_counter()
    index = Index.load(folder / f"{size}.idx", str(size))
    load = (perf_counter() - start) * 1000
    assert index is not None
    texts = [text for text, _ in asked]
    found = _usual(lambda question: index.search(fold(question)), texts)
    memory = _memory() - before
    right = [index.search(fold(text), limit=1)[0].record == record for text, record in asked]
    hostile = {
        name: median([_once(lambda text: index.search(fold(text)), text) for _ in range(TIMES)])
        for name, text in messages(texts).items()
    }
    return {"load": load, "memory": memory, **found, "right": sum(right) / len(right), "hostile": hostile}


def rivals(size: int, folder: Path) -> dict[str, Any]:
    """Ask the rivals over the same phrasings, few questions where they are slow."""
    from bench import synthetic
    from bench.rivals import RIVALS

    texts = synthetic.phrasings(size)
    asked = [text for text, _ in json.loads((folder / f"{size}.json").read_text())]
    found, skipped = {}, [f"{name} is skipped: {why}." for name, why in LONG.items()]
    for name in [name for name in RIVALS if name not in LONG]:
        start = perf_counter()
        try:
            best = RIVALS[name](texts)
        except ImportError as error:
            skipped.append(f"{name} is skipped: {error}.")
            continue
        built = perf_counter() - start
        timed = _usual(best, asked if "bm25s" in name else asked[:FEW])
        found[name] = (built, timed["p50"], timed["p99"])
    return {"rivals": found, "skipped": skipped}


def messages(asked: Sequence[str]) -> dict[str, str]:
    """Return messages that are meant to cost much; *asked* are questions with slips of words that the index has."""
    return {
        "1,000 x quota": "quota " * 1000,
        "4,000 characters of slips": " ".join(asked[3:400:4])[:4000],
        "zero-width letters": "\u200b".join("rare earth quota ") * 120,
        "right-to-left marks": "\u202equota\u202c " * 500,
        "only emoji": "😀🇯🇵" * 1300,
        "one word of 4,000 letters": "a" * 4000,
        "a regular-expression bomb": "(((a+)+)+)$" * 360,
        "only a link": "https://example.org/" + "a/" * 1900,
        "4,000 Han characters": "稀土出口配额尖阁诸岛" * 400,
    }


def _usual(ask: Callable[[str], object], asked: Sequence[str]) -> dict[str, float]:
    """Return the middle and the slowest hundredth of the questions, each by the median of its passes."""
    for question in asked[: min(WARM, len(asked) // 5)]:
        ask(question)
    gc.collect()
    passes = [[_once(ask, question) for question in asked] for _ in range(PASSES)]
    usual = [median(times) for times in zip(*passes, strict=True)]
    return {"p50": median(usual), "p99": _slowest(usual), "first": _slowest(passes[0])}


def _once(ask: Callable[[str], object], question: str) -> float:
    start = perf_counter()
    ask(question)
    return (perf_counter() - start) * 1000


def _slowest(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def _memory() -> float:
    """Return the resident megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    step, size, folder = {"build": build, "ask": ask, "rivals": rivals}[sys.argv[1]], int(sys.argv[2]), Path(sys.argv[3])
    print(json.dumps(step(size, folder)))
