"""Start: from `python -m bot ask` to its answer, against merely importing two of the libraries it is built on."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.table import Table, against

ROOT = Path(__file__).parents[1]
TIMES = 15
GOAL = 0.2
_ASK = "How much did China export in 2011?"
_COMMANDS = {
    "python -m bot ask": ["-m", "bot", "ask", _ASK],
    'python -c "import pydantic, rapidfuzz"': ["-c", "import pydantic, rapidfuzz"],
    'python -c "import numpy"': ["-c", "import numpy"],
    'python -c ""': ["-c", ""],
}


def tables() -> Iterator[Table]:
    """Yield the table of this part."""
    took: dict[str, list[float]] = {name: [] for name in _COMMANDS}
    for name, arguments in _COMMANDS.items():  # once unmeasured, so that caches are written and files are in memory
        done = _timed(arguments)
        if done is None:
            yield Table("Start", ("command",), [], (f"Skipped: {name} fails.",))
            return
    for _ in range(TIMES):  # in turns, so that a busy moment meets all alike
        for name, arguments in _COMMANDS.items():
            took[name].append(_timed(arguments) or 0.0)
    medians = {name: statistics.median(times) for name, times in took.items()}
    base = medians['python -c "import pydantic, rapidfuzz"']
    goals = {"python -m bot ask": against(medians["python -m bot ask"], GOAL)}
    rows = [[name, median, median / base, goals.get(name, "")] for name, median in medians.items()]
    columns = ("command", "median s", "times the imports", "goal")
    yield Table("Start", columns, rows, (f"Process start to end, medians of {TIMES} in turns.",))


def _timed(arguments: list[str]) -> float | None:
    start = perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False, cwd=ROOT)  # noqa: S603
    return None if done.returncode else perf_counter() - start


if __name__ == "__main__":
    for table in tables():
        print(table)
