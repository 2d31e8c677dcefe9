"""Spelling: the known word that an unknown one is probably a slip of.

Never a digit, never a word that is English already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from bot.core.leftovers import FUNCTION_WORDS
from bot.core.surfaces import Surface
from bot.core.text import stem

SHORTEST = 4
"""Letters from which a word is corrected or corrected to; shorter ones are too close to everything."""
SHORTEST_NAME = 6
"""Letters from which a name or other rare word of the records is corrected to: Jeju is no slip of Jeou."""
LONG = 7
"""Letters from which a word may hold two slips; measured: below that, one."""


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Return the common English words, which are never taken for a slip of another."""
    return frozenset((Path(__file__).parent / "english.txt").read_text(encoding="ascii").split())


class Spelling:
    """The words of the terms and of the records."""

    def __init__(self, surfaces: Iterable[Surface], vocabulary: Iterable[str]) -> None:
        """Know the words of *surfaces* well, and those of *vocabulary* too."""
        self._known = {word: 2 for surface in surfaces for word in surface.words if len(word) >= SHORTEST}
        for word in vocabulary:
            self._known.setdefault(word, int(len(word) >= SHORTEST_NAME or word in english()))

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        lengths: dict[int, list[str]] = defaultdict(list)
        for word, use in self._known.items():
            if use and word.isascii() and word.isalpha():
                lengths[len(word)].append(word)
        return lengths

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self._known)

    def correct(self, word: str, before: str = "") -> str | None:
        """Return the known word that *word*, which stands behind *before*, is probably a slip of, or None."""
        if before == "how" and word not in english() and word.isalpha():
            return _measure(word)
        if len(word) < SHORTEST or not word.isalpha() or not word.isascii():
            return None
        if word in self._known or word in FUNCTION_WORDS or stem(word) in self._stems or word in english():
            return None
        return self._nearest(word)

    @lru_cache(maxsize=4096)  # noqa: B019 - a lexicon lives as long as its snapshot
    def _nearest(self, word: str) -> str | None:
        from rapidfuzz import process  # late: most questions hold no slip
        from rapidfuzz.distance import OSA

        allowed = 1 if len(word) < LONG else 2
        pool = [w for n in range(len(word) - allowed, len(word) + allowed + 1) for w in self._by_length.get(n, ())]
        found = process.extract(word, pool, scorer=OSA.distance, score_cutoff=allowed, limit=5)
        letters = sorted(word)  # two letters swapped is the likeliest slip
        best = sorted(found, key=lambda f: (f[1], -self._known[f[0]], sorted(f[0]) != letters, -_shared_ends(f[0], word)))
        return best[0][0] if best else None


@lru_cache(maxsize=256)
def _measure(word: str) -> str | None:
    """Return the word behind "how" that *word* is a slip of: "how lng", "how mny"."""
    from rapidfuzz.distance import OSA  # late: most questions hold no slip

    return next((known for known in ("long", "many", "much", "often") if OSA.distance(word, known) == 1), None)


def _shared_ends(a: str, b: str) -> int:
    """Return how many letters two words share at the start and at the end."""
    size = min(len(a), len(b))
    start = next((i for i in range(size) if a[i] != b[i]), size)
    end = next((i for i in range(size - start) if a[-1 - i] != b[-1 - i]), size - start)
    return start + end
