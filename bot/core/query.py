"""A question as the index sees it: which features it wants, how much each counts, and what an unknown word may stand for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.arrays import Floats, Ints
from bot.core.features import features, is_hiragana, pieces
from bot.core.lexicon import english
from bot.core.text import MAX_CHARS, words
from bot.core.vocabulary import Near, Vocabulary

MAX_WORDS = 64
"""Distinct words of a question that are looked at."""
MAX_UNKNOWN = 10
"""Unknown words of a question that are compared with the vocabulary."""


@dataclass(frozen=True, slots=True)
class Part:
    """One feature of a question: how telling it is, and the features of the index that it may stand for."""

    feature: str
    weight: float
    times: int
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question read.

    *ids* and *weights* are the features that are wanted and how much, *asked* how alike each is to what was written;
    *length* is that of the question as a vector, *total* the weight of its parts.
    """

    words: tuple[str, ...]
    parts: tuple[Part, ...]
    ids: Ints
    weights: Floats
    asked: dict[int, float]
    length: float
    total: float


def read(text: str, vocabulary: Vocabulary, idf: memoryview, most: float) -> Query:
    """Return the folded *text* read with *vocabulary*; *most* is the weight of a word that no phrasing has."""
    said = _words(text)
    parts = tuple(_parts(said, vocabulary, idf, most))
    wanted: dict[int, float] = {}
    asked: dict[int, float] = {}
    for part in parts:
        weight = math.sqrt(part.times) * part.weight
        for near in part.near:
            wanted[near.id] = wanted.get(near.id, 0.0) + weight * near.likeness
            asked[near.id] = max(asked.get(near.id, 0.0), near.likeness)
    length = math.sqrt(sum([part.times * part.weight**2 for part in parts]))
    ids, weights = np.array([*wanted], np.int32), np.array([*wanted.values()], np.float32)
    return Query(said, parts, ids, weights, asked, length or 1.0, sum([part.weight for part in parts]))


def _words(text: str) -> tuple[str, ...]:
    """Return the words of *text* up to the last distinct one that is looked at."""
    found = words(text[:MAX_CHARS])
    distinct = list(dict.fromkeys(found))
    return tuple(found[: found.index(distinct[MAX_WORDS])] if len(distinct) > MAX_WORDS else found)


def _parts(said: Sequence[str], vocabulary: Vocabulary, idf: memoryview, most: float) -> Iterable[Part]:
    unknown = 0
    for feature, (word, times) in _counted(said).items():
        known = vocabulary.ids.get(feature)
        if known is not None:
            yield Part(feature, idf[known], times, (Near(known, 1.0),))
            continue
        unknown += 1
        near = vocabulary.near(feature, slips=word not in english()) if unknown <= MAX_UNKNOWN else []
        yield Part(feature, _weight(near, idf, most), times, tuple(near))


def _counted(said: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Return each feature of the words *said* with a word that has it and how often it is there."""
    spelled = [(feature, word) for word in said if not is_hiragana(word) for feature in pieces(word)]
    spelled = spelled or [(feature, feature) for feature in features(said)]
    times = Counter([feature for feature, _ in spelled])
    return {feature: (word, times[feature]) for feature, word in spelled[: 8 * MAX_WORDS]}


def _weight(near: list[Near], idf: memoryview, most: float) -> float:
    """Return how telling an unknown word is: as telling as what it may stand for, or as a word that nothing has."""
    if not near:
        return most
    return min(most, sum(idf[n.id] * n.likeness for n in near) / near[0].likeness)
