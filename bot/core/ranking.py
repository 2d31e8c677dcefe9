"""Ranking: how alike a question and the phrasings of some groups are, and in what they differ.

Likeness has three parts: by words (cosine, weighted by how telling they are), by letters (the sorted words as one string),
and to all phrasings of the group together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from bot.core.arrays import Array, Floats, Ints, Strings, ranges
from bot.core.features import is_number
from bot.core.query import Part, Query

_EACH = 3
"""Phrasings of a group that are compared letter by letter."""
_COMPARED = 48
"""Phrasings in all that are compared letter by letter."""
_LETTERS = 0.6
"""The weight of letters against words in the likeness of a phrasing."""
_ALMOST = 0.999
"""The likeness of phrasings that are not the same; their sorted words may be."""
_WHOLE = 0.42
"""The weight of a group as a whole against its best two phrasings."""


@dataclass(frozen=True, slots=True)
class Match:
    """A group found: its best phrasing, how alike that, the next one and the group as a whole are, and the sum of it."""

    group: int
    phrasing: int
    score: float
    second: float
    whole: float
    rank: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What a question and a phrasing do not share; see search.Hit."""

    coverage: float
    covered: float
    unmatched: float
    unasked: float
    strange: float
    numbers: int


def matches(tables: dict[str, Array], keys: Strings, query: Query, groups: Ints, exact: frozenset[int]) -> list[Match]:
    """Return how alike *query* and each of *groups* are, the likest first; *exact* phrasings are wholly alike."""
    first, last = tables["group_starts"][groups], tables["group_starts"][groups + 1]
    phrasings, owners = ranges(first, last), np.repeat(np.arange(len(groups)), last - first)
    by_words = _by_words(tables, query, phrasings)
    whole = np.bincount(owners, by_words, minlength=len(groups)) / tables["lengths"][groups]
    order = _promising(by_words + np.isin(phrasings, list(exact)) if exact else by_words, whole, owners, last - first)
    scores = _scores(keys, query, phrasings[order], by_words[order], exact)
    rows: dict[int, list[tuple[float, int]]] = {}
    for score, place in zip(scores, order.tolist(), strict=True):
        rows.setdefault(int(owners[place]), []).append((score, int(phrasings[place])))
    found = [_match(int(groups[owner]), sorted(row, reverse=True), min(1.0, float(whole[owner]))) for owner, row in rows.items()]
    return sorted(found, key=lambda match: (-match.rank, match.group))


def difference(tables: dict[str, Array], query: Query, match: Match, most: float) -> Difference:
    """Return what *query* and the best phrasing of *match* do not share; *most* is the weight of an unknown word."""
    features = tables["ids"][tables["starts"][match.phrasing] : tables["starts"][match.phrasing + 1]]
    held = dict(zip(features.tolist(), tables["idf"][features].tolist(), strict=True))
    lacking: list[Part] = []
    shared = 0.0
    for part in query.parts:
        likeness = _likeness(part, held)
        shared += part.weight * likeness
        if not likeness:
            lacking.append(part)
    unasked = [i for i in held if i not in query.asked]
    total, own = query.total, sum(held.values())
    return Difference(
        coverage=shared / total if total else 0.0,
        covered=sum([weight * query.asked.get(i, 0.0) for i, weight in held.items()]) / own if own else 0.0,
        unmatched=max([part.weight for part in lacking], default=0.0) / most,
        unasked=max([held[i] for i in unasked], default=0.0) / most,
        strange=_strangest(tables, lacking, match.group) / most,
        numbers=sum([is_number(part.feature) for part in lacking]) + sum([bool(tables["numeric"][i]) for i in unasked]),
    )


def _likeness(part: Part, held: dict[int, float]) -> float:
    """Return how alike *part* and the likest of the features *held* are; the near ones of a part are in that order."""
    for near in part.near:
        if near.id in held:
            return near.likeness
    return 0.0


def _strangest(tables: dict[str, Array], lacking: list[Part], group: int) -> float:
    """Return how telling the rarest of the *lacking* is that no phrasing of *group* has."""
    if not lacking:
        return 0.0
    first, last = tables["group_starts"][group], tables["group_starts"][group + 1]
    held = set(tables["ids"][tables["starts"][first] : tables["starts"][last]].tolist())
    return max((part.weight for part in lacking if held.isdisjoint(near.id for near in part.near)), default=0.0)


def _by_words(tables: dict[str, Array], query: Query, phrasings: Ints) -> Floats:
    """Return the cosine between *query* and each of *phrasings* by the words they share."""
    wanted = np.zeros(len(tables["idf"]), np.float32)
    wanted[list(query.wanted)] = list(query.wanted.values())
    wanted[0] = 0
    first, last = tables["starts"][phrasings], tables["starts"][phrasings + 1]
    places = ranges(first, last)
    shared = wanted[tables["ids"][places]] * tables["weights"][places]
    sums: Floats = np.add.reduceat(shared, np.cumsum(last - first) - (last - first))
    return sums / np.float32(query.length)


def _promising(by_words: Floats, whole: Floats, owners: Ints, sizes: Ints) -> Ints:
    """Return the places of the best few phrasings of each group, and of those the most promising."""
    order = np.argsort(4.0 * owners - by_words)  # by group, then the likest first: a cosine is below 4
    place = np.arange(len(order)) - (np.cumsum(sizes) - sizes)[owners]
    order = order[place < _EACH]
    if len(order) <= _COMPARED:
        return order
    promise = by_words[order] + whole[owners[order]]
    return order[np.argpartition(promise, -_COMPARED)[-_COMPARED:]]


def _scores(keys: Strings, query: Query, phrasings: Ints, by_words: Floats, exact: frozenset[int]) -> list[float]:
    """Return how alike *query* and each of *phrasings* are by words and letters together."""
    chosen = phrasings.tolist()
    by_letters = process.cdist([" ".join(sorted(query.words))], [keys[i] for i in chosen], scorer=fuzz.ratio)[0] / 100
    scores = _LETTERS * by_letters + (1 - _LETTERS) * np.minimum(by_words, 1)
    return [1.0 if i in exact else min(score, _ALMOST) for i, score in zip(chosen, scores.tolist(), strict=True)]


def _match(group: int, row: list[tuple[float, int]], whole: float) -> Match:
    score, phrasing = row[0]
    second = row[1][0] if len(row) > 1 else 0.0
    best = (score + second) / 2 if len(row) > 1 else score
    return Match(group, phrasing, score, second, whole, (score == 1.0) + (1 - _WHOLE) * best + _WHOLE * whole)
