"""Ranking: how alike a question and the phrasings of some groups are, and in what they differ.

Likeness has three parts: by words (cosine, weighted by how telling they are), by letters (the sorted words as one string),
and to all phrasings of the group together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from rapidfuzz import fuzz, process

from bot.core.arrays import Array, Floats, Ints, Strings, ranges
from bot.core.features import is_number
from bot.core.query import Part, Query

_EACH = 3
"""Phrasings of a group that are compared letter by letter."""
_COMPARED = 32
"""Phrasings in all that are compared letter by letter."""
_LETTERS = 0.6
"""The weight of letters against words in the likeness of a phrasing."""
_WHOLE = 0.42
"""The weight of a group as a whole against its best two phrasings."""
_ALMOST = 0.999
"""The likeness of phrasings that are not the same; their sorted words may be."""


@dataclass(slots=True)
class Match:
    """A group found: its best phrasing, how alike that, the next one and the group as a whole are, and the sum of it."""

    group: int
    phrasing: int
    score: float
    second: float
    whole: float
    rank: float


@dataclass(slots=True)
class Difference:
    """What a question and a phrasing do not share; see search.Hit."""

    coverage: float
    covered: float
    unmatched: float
    unasked: float
    strange: float
    numbers: int
    telling: float
    known: float


class Ranking:
    """The phrasings of an index, ready for comparing."""

    def __init__(self, tables: dict[str, Array]) -> None:
        self._ids, self._weights, self._idf, self._starts = (tables[name] for name in ("ids", "weights", "idf", "starts"))
        self._lengths, self._group_starts = tables["lengths"], tables["group_starts"]
        self._keys = Strings(tables["keys"], tables["key_ends"])
        self.most = float(np.log(1 + max(1, len(self._lengths))))
        # Single values are read some times faster through a view than from an array.
        self._id, self._idf_of, self._start = (memoryview(a.data) for a in (self._ids, self._idf, self._starts))
        self._group_start, self._numeric = memoryview(self._group_starts.data), memoryview(tables["numeric"].data)

    def matches(self, query: Query, groups: Ints, exact: frozenset[int]) -> list[Match]:
        """Return how alike *query* and each of *groups* are, the likest first; *exact* phrasings are wholly alike."""
        first, last = self._group_starts[groups], self._group_starts[groups + 1]
        sizes = last - first
        phrasings, owners = ranges(first, last), np.repeat(np.arange(len(groups)), sizes)
        by_words = self._by_words(query, phrasings)
        whole = np.bincount(owners, by_words, minlength=len(groups)) / self._lengths[groups]
        order = _promising(by_words + np.isin(phrasings, list(exact)) if exact else by_words, whole, owners, sizes)
        chosen = phrasings[order].tolist()
        scores = self._scores(query, chosen, by_words[order], exact)
        rows: dict[int, list[tuple[float, int]]] = {}
        for owner, score, phrasing in zip(owners[order].tolist(), scores, chosen, strict=True):
            rows.setdefault(owner, []).append((score, phrasing))
        names, likeness = groups.tolist(), whole.tolist()
        found = [_match(names[owner], row, likeness[owner]) for owner, row in rows.items()]
        return sorted(found, key=attrgetter("rank"), reverse=True)

    def difference(self, query: Query, match: Match) -> Difference:
        """Return what *query* and the best phrasing of *match* do not share."""
        held = self._id[self._start[match.phrasing] : self._start[match.phrasing + 1]].tolist()
        shared, telling, lacking = _shared(query.parts, set(held))
        more, _, strange = _shared(lacking, self._held_by(match.group)) if lacking else (0.0, 0.0, lacking)
        own = covered = unasked = 0.0
        numbers = 0
        for i in held:
            weight, likeness = self._idf_of[i], query.asked.get(i)
            own += weight
            if likeness is not None:
                covered += weight * likeness
                continue
            unasked = max(unasked, weight)
            numbers += self._numeric[i]
        return Difference(
            coverage=shared / query.total if query.total else 0.0,
            covered=covered / own if own else 0.0,
            unmatched=_rarest(lacking) / self.most,
            unasked=unasked / self.most,
            strange=_rarest(strange) / self.most,
            numbers=numbers + sum([is_number(part.feature) for part in lacking]),
            telling=telling / self.most,
            known=(shared + more) / query.total if query.total else 0.0,
        )

    def _held_by(self, group: int) -> set[int]:
        """Return the features that any phrasing of *group* has."""
        first, last = self._start[self._group_start[group]], self._start[self._group_start[group + 1]]
        return set(self._id[first:last].tolist())

    def _by_words(self, query: Query, phrasings: Ints) -> Floats:
        """Return the cosine between *query* and each of *phrasings* by the words they share."""
        wanted = np.zeros(len(self._idf), np.float32)
        wanted[query.ids] = query.weights
        first, last = self._starts[phrasings], self._starts[phrasings + 1]
        places = ranges(first, last)
        shared = wanted[self._ids[places]] * self._weights[places]
        sizes = last - first
        sums: Floats = np.add.reduceat(shared, sizes.cumsum() - sizes)
        return sums / np.float32(query.length)

    def _scores(self, query: Query, phrasings: list[int], by_words: Floats, exact: frozenset[int]) -> list[float]:
        """Return how alike *query* and each of *phrasings* are by words and letters together."""
        keys = [self._keys[i] for i in phrasings]
        by_letters = process.cdist([" ".join(sorted(query.words))], keys, scorer=fuzz.ratio, dtype=np.float32)[0]
        scores = np.minimum((_LETTERS / 100) * by_letters + (1 - _LETTERS) * by_words, _ALMOST).tolist()
        return [1.0 if i in exact else score for i, score in zip(phrasings, scores, strict=True)] if exact else scores


def _promising(by_words: Floats, whole: Floats, owners: Ints, sizes: Ints) -> Ints:
    """Return the places of the best few phrasings of each group, and of those the most promising."""
    order = np.argsort(4.0 * owners - by_words)  # by group, then the likest first: a cosine is below 4
    place = np.arange(len(order)) - np.repeat(sizes.cumsum() - sizes, sizes)
    order = order[place < _EACH]
    if len(order) <= _COMPARED:
        return order
    promise = by_words[order] + whole[owners[order]]
    return order[np.argpartition(promise, -_COMPARED)[-_COMPARED:]]


def _match(group: int, row: list[tuple[float, int]], whole: float) -> Match:
    row.sort(reverse=True)
    score, phrasing = row[0]
    second = row[1][0] if len(row) > 1 else 0.0
    best = (score + second) / 2 if len(row) > 1 else score
    whole = min(1.0, whole)
    return Match(group, phrasing, score, second, whole, (score == 1.0) + (1 - _WHOLE) * best + _WHOLE * whole)


def _shared(parts: Sequence[Part], held: set[int]) -> tuple[float, float, list[Part]]:
    """Return the weight of those of *parts* that are *held*, that of the rarest of them, and the parts that are not held."""
    shared = telling = 0.0
    lacking: list[Part] = []
    for part in parts:
        for near in part.near:  # the likest first
            if near.id in held:
                shared += part.weight * near.likeness
                telling = max(telling, part.weight)
                break
        else:
            lacking.append(part)
    return shared, telling, lacking


def _rarest(parts: list[Part]) -> float:
    """Return how telling the rarest of *parts* is."""
    return max([part.weight for part in parts], default=0.0)
