"""The vocabulary: every feature of the indexed phrasings, and which of them an unknown word may be a slip of.

A word is compared by its pairs and triples of characters first and by edit distance after; numbers, typed terms and words
of English are never taken for a slip of another, though related forms of a word are still found by their triples.
"""

from __future__ import annotations

import math
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from bot.core.arrays import Array, ranges

_LETTERS = 64
_PAIRS = _LETTERS**2
SPACE = _PAIRS + _LETTERS**3
"""Codes of pairs come first, codes of triples after."""

MOST_NEAR = 8
_SHORTLIST = 16
_ALIKE = 0.4
_PROMISING = 0.2
_LONG = 7
_SHORTEST = 3


class Near(NamedTuple):
    """A feature that an unknown word may stand for, and how alike the two are."""

    id: int
    likeness: float


class Vocabulary:
    """Features by number; feature 0 is the empty one, which every text without words has."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self.words = bytes(arrays["vocabulary"]).decode().split("\n")
        self.ids = {word: i for i, word in enumerate(self.words)}
        self._starts = arrays["gram_starts"]
        self._holders = arrays["gram_holders"]
        self._weights = arrays["gram_weights"]
        self._lengths = arrays["word_lengths"]
        self._shortest = float(self._lengths[1:].min(initial=9.0))

    @staticmethod
    def arrays(words: list[str]) -> dict[str, Array]:
        """Return *words* with the index of their characters."""
        codes, owners = _codes([f" {word} " if _spells(word) else "" for word in words])
        pairs = np.unique(codes.astype(np.int64) * len(words) + owners)
        codes, owners = pairs // len(words), (pairs % len(words)).astype(np.int32)
        holders = np.bincount(codes, minlength=SPACE)
        weights = np.log(1 + len(words) / np.maximum(holders, 1)).astype(np.float32)
        squares = np.bincount(owners, weights[codes] ** 2, minlength=len(words))
        return {
            "vocabulary": np.frombuffer("\n".join(words).encode(), np.uint8),
            "gram_starts": np.concatenate([[0], np.cumsum(holders)]).astype(np.int32),
            "gram_holders": owners,
            "gram_weights": weights,
            "word_lengths": np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32),
        }

    def near(self, word: str, *, slips: bool) -> list[Near]:
        """Return the features most like the unknown *word*, at most MOST_NEAR; with *slips* it may be mistyped."""
        if not _spells(word) or len(word) < _SHORTEST:
            return []
        found, cosines = self._alike(word)
        near = [Near(i, self._likeness(word, i, cosine, slips=slips)) for i, cosine in zip(found, cosines, strict=True)]
        return sorted([n for n in near if n.likeness >= _ALIKE], key=itemgetter(1), reverse=True)[:MOST_NEAR]

    def _alike(self, word: str) -> tuple[list[int], list[float]]:
        """Return the features that share most characters with *word*, and their cosines."""
        codes = np.array([*set(_codes_of(f" {word} "))])
        squares = self._weights[codes] ** 2
        first, last = self._starts[codes], self._starts[codes + 1]
        sums = np.bincount(self._holders[ranges(first, last)], np.repeat(squares, last - first), minlength=len(self.words))
        length = math.sqrt(squares.sum())
        found = np.flatnonzero(sums > _PROMISING * length * self._shortest)
        cosines = sums[found] / (self._lengths[found] * length)
        if len(found) > _SHORTLIST:
            best = np.argpartition(cosines, -_SHORTLIST)[-_SHORTLIST:]
            found, cosines = found[best], cosines[best]
        return found.tolist(), cosines.tolist()

    def _likeness(self, word: str, i: int, cosine: float, *, slips: bool) -> float:
        """Return the larger of the cosine and, where a slip is likely, the part of the letters that are right."""
        if not slips:
            return cosine
        allowed = 1 if len(word) < _LONG else 2
        edits = OSA.distance(word, self.words[i], score_cutoff=allowed)
        return cosine if edits > allowed else max(cosine, 1 - edits / len(word))


def _spells(word: str) -> bool:
    """Tell whether *word* has letters that can be mistyped: no number, no typed term, no Han."""
    return bool(word) and word.replace("'", "").isalpha() and not "\u3040" <= word[0] <= "\u9fff"


def _codes_of(word: str) -> list[int]:
    """Return the codes of the pairs and triples of characters of one *word*."""
    letters = [ord(letter) % _LETTERS for letter in word]
    pairs = [a * _LETTERS + b for a, b in pairwise(letters)]
    return pairs + [pair * _LETTERS + c + _PAIRS for pair, c in zip(pairs, letters[2:], strict=False)]


def _codes(words: list[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the codes of the pairs and triples of characters of all *words*, and which word each is of."""
    letters = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32).astype(np.int32) % _LETTERS
    sizes = np.fromiter(map(len, words), np.int32, len(words))
    owners = np.repeat(np.arange(len(words), dtype=np.int32), sizes)
    pairs = letters[:-1] * _LETTERS + letters[1:]
    triples = pairs[:-1] * _LETTERS + letters[2:] + _PAIRS
    within2, within3 = owners[:-1] == owners[1:], owners[:-2] == owners[2:]
    return np.concatenate([pairs[within2], triples[within3]]), np.concatenate([owners[:-1][within2], owners[:-2][within3]])
