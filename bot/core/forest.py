"""A forest: trees that were learnt from questions whose answer is known, and what they make of measures.

`tools/learn.py` learns them; the trees are kept beside this module as plain arrays. Each tree asks for one measure after
another and ends in a leaf; the sum of the leaves is the log-odds of the record being right.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_FILE = Path(__file__).parent / "forest.json"


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth. A node asks whether *measure* is above *bound*; a leaf gives log-odds.

    *measure* and *bound* have a row a tree and a column a node, breadth first; *leaf* a column a leaf.
    """

    names: tuple[str, ...]
    measure: NDArray[np.int32]
    bound: NDArray[np.float32]
    leaf: NDArray[np.float32]

    @classmethod
    @lru_cache(maxsize=1)
    def shipped(cls) -> Forest:
        """Return the forest that stands beside this module."""
        return cls.load(_FILE)

    @classmethod
    def load(cls, path: Path) -> Forest:
        """Return the forest that is kept at *path*."""
        raw = json.loads(path.read_text(encoding="ascii"))
        return cls(
            tuple(raw["names"]),
            np.array(raw["measure"], np.int32),
            np.array(raw["bound"], np.float32),
            np.array(raw["leaf"], np.float32),
        )

    def chances(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return for each of *rows*, measures in the order of *names*, how likely the record is right: 0 to 1."""
        if not rows:
            return []
        x = np.array(rows, np.float32)
        count, inner = self.measure.shape
        first = (np.arange(count, dtype=np.int32) * inner)[None, :]  # where the nodes of each tree begin
        row = (np.arange(len(x), dtype=np.int32) * x.shape[1])[:, None]
        at = np.zeros((len(x), count), np.int32)
        for _ in range((inner + 1).bit_length() - 1):
            node = first + at
            above = x.take(row + self.measure.take(node)) > self.bound.take(node)
            at = 2 * at + 1 + above
        ends = at - inner + (np.arange(count, dtype=np.int32) * (inner + 1))[None, :]
        odds = self.leaf.take(ends).sum(1)
        chances: list[float] = (1 / (1 + np.exp(-odds))).tolist()
        return chances
