"""Question sets: reading them, and what an answer is worth.

A line of a set has the question and patterns that a right answer matches; questions with one *session* are a dialogue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent / "questions"
Row = Mapping[str, Any]
Verdict = Literal["correct", "wrong", "deferred", "missed"]


def read(path: Path) -> list[Row]:
    """Return the questions of the set at *path*."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def sets(folder: Path = FOLDER) -> dict[str, list[Row]]:
    """Return every set of *folder* by its name."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.jsonl"))}


def verdict(row: Row, kind: str, text: str, *, cited: bool) -> Verdict:
    """Return what an answer to *row* is worth: one that says what it must not is wrong, and so is any where none is known."""
    if row["expect"] == "abstain":
        return "wrong" if kind == "answer" else "correct"
    if any(_found(pattern, text) for pattern in row.get("none", ())):
        return "wrong"
    if row["expect"] == "either":
        return "correct"
    if kind != "answer":
        return "deferred" if kind == "choices" else "missed"
    right = all(_found(pattern, text) for pattern in row.get("all", ())) and _any(row.get("any", ()), text)
    return "correct" if right and (cited or not row.get("cite", True)) else "wrong"


def _any(patterns: Iterable[str], text: str) -> bool:
    found = [_found(pattern, text) for pattern in patterns]
    return not found or any(found)


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE | re.DOTALL) is not None
