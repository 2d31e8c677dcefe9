"""The vocabulary: every feature of the indexed phrasings, and which of them an unknown word may be a slip of.

Related forms of a word are found by their triples of characters. A short word with one slip is found by leaving out a
letter on both sides, a longer one with two by its triples and its edit distance. Numbers and typed terms are never taken
for a slip of another.
"""

from __future__ import annotations

import math
from operator import itemgetter
from typing import NamedTuple
from zlib import crc32

import numpy as np
from rapidfuzz.distance import OSA

from bot.core.arrays import Array, Ints, ranges

MOST_NEAR = 8
"""Features that one unknown word may stand for."""
_LETTERS = 64
_TRIPLES = _LETTERS**3
_LONG = 7
"""Letters from which on a word may have two slips."""
_SHORTEST = 3
_ALIKE = 0.4
_PROMISING = 0.2
_SHORTLIST = 16
_POSTINGS = 4_000
"""Holders of triples that are looked at for one word; its commonest triples are left out beyond it."""


class Near(NamedTuple):
    """A feature that an unknown word may stand for, and how alike the two are."""

    id: int
    likeness: float


class Vocabulary:
    """Features by number; feature 0 is the empty one, which every text without words has."""

    def __init__(self, tables: dict[str, Array]) -> None:
        self.words = bytes(tables["vocabulary"]).decode().split("\n")
        self.ids = {word: i for i, word in enumerate(self.words)}
        self._starts, self._holders, self._weights = (tables[name] for name in ("gram_starts", "gram_holders", "gram_weights"))
        self._lengths = tables["word_lengths"]
        self._shortest = float(self._lengths.min(initial=9.0))
        self._cuts, self._cut_of = tables["cuts"], tables["cut_of"]

    @staticmethod
    def tables(words: list[str]) -> dict[str, Array]:
        """Return *words* with the tables that find the like of a word."""
        return {"vocabulary": np.frombuffer("\n".join(words).encode(), np.uint8), **_triples(words), **_cuts(words)}

    def near(self, word: str, *, slips: bool) -> list[Near]:
        """Return the features most like the unknown *word*, at most MOST_NEAR; with *slips* it may be mistyped."""
        if not _spells(word) or len(word) < _SHORTEST:
            return []
        likeness = self._alike(word)
        if slips:
            self._add_slips(word, likeness)
        near = [Near(i, value) for i, value in likeness.items() if value >= _ALIKE]
        return sorted(near, key=itemgetter(1), reverse=True)[:MOST_NEAR]

    def _alike(self, word: str) -> dict[int, float]:
        """Return the features that share most triples with *word*, and their cosines."""
        codes = np.array([*set(_codes(f" {word} "))])
        squares = self._weights[codes] ** 2
        sizes = self._starts[codes + 1] - self._starts[codes]
        if sizes.sum() > _POSTINGS:
            order = np.argsort(sizes)
            few = order[: max(_SHORTEST, int(np.searchsorted(sizes[order].cumsum(), _POSTINGS)))]
            codes, sizes = codes[few], sizes[few]
        first = self._starts[codes]
        shared = np.repeat(self._weights[codes] ** 2, sizes)
        sums = np.bincount(self._holders[ranges(first, first + sizes)], shared, minlength=len(self.words))
        length = math.sqrt(squares.sum())
        found = np.flatnonzero(sums > _PROMISING * length * self._shortest)
        cosines = sums[found] / (self._lengths[found] * length)
        if len(found) > _SHORTLIST:
            best = np.argpartition(cosines, -_SHORTLIST)[-_SHORTLIST:]
            found, cosines = found[best], cosines[best]
        return dict(zip(found.tolist(), cosines.tolist(), strict=True))

    def _add_slips(self, word: str, likeness: dict[int, float]) -> None:
        """Add to *likeness* the part of the letters that are right, where *word* may be a slip of a feature."""
        allowed = 1 if len(word) < _LONG else 2
        for i in {*likeness, *self._cut_alike(word)} if allowed == 1 else [*likeness]:
            edits = OSA.distance(word, self.words[i], score_cutoff=allowed)
            if edits <= allowed:
                likeness[i] = max(likeness.get(i, 0.0), 1 - edits / len(word))

    def _cut_alike(self, word: str) -> Ints:
        """Return the features that are the same as *word* when a letter is left out of either or both."""
        wanted = np.array([_print(cut) for cut in (word, *_cut(word))], np.uint32)
        first, last = np.searchsorted(self._cuts, wanted), np.searchsorted(self._cuts, wanted, "right")
        return self._cut_of[ranges(first, last)]


def _spells(word: str) -> bool:
    """Tell whether *word* has letters that can be mistyped: no number, no typed term, no Han."""
    return bool(word) and word.replace("'", "").isalpha() and not "\u3040" <= word[0] <= "\u9fff"


def _codes(word: str) -> list[int]:
    """Return the codes of the triples of characters of *word*."""
    letters = [ord(letter) % _LETTERS for letter in word]
    return [(a * _LETTERS + b) * _LETTERS + c for a, b, c in zip(letters, letters[1:], letters[2:], strict=False)]


def _triples(words: list[str]) -> dict[str, Array]:
    """Return which of *words* hold each triple, and the weights of triples and lengths of words as vectors."""
    spelled = [f" {word} " if _spells(word) else "" for word in words]
    letters = np.frombuffer("".join(spelled).encode("utf-32-le"), np.uint32).astype(np.int64) % _LETTERS
    owners = np.repeat(np.arange(len(words)), np.fromiter(map(len, spelled), np.int64, len(words)))
    codes = (letters[:-2] * _LETTERS + letters[1:-1]) * _LETTERS + letters[2:]
    within = owners[:-2] == owners[2:]
    held = np.unique(codes[within] * len(words) + owners[:-2][within])
    codes, owners = held // len(words), held % len(words)
    holders = np.bincount(codes, minlength=_TRIPLES)
    weights = np.log(1 + len(words) / np.maximum(holders, 1)).astype(np.float32)
    squares = np.bincount(owners, weights[codes] ** 2, minlength=len(words))
    return {
        "gram_starts": np.concatenate([[0], np.cumsum(holders)]).astype(np.int32),
        "gram_holders": owners.astype(np.int32),
        "gram_weights": weights,
        "word_lengths": np.sqrt(np.where(squares > 0, squares, 1e9)).astype(np.float32),
    }


def _cuts(words: list[str]) -> dict[str, Array]:
    """Return the fingerprints of the short ones of *words*, whole and with each letter left out, and whose they are."""
    short = [(i, word) for i, word in enumerate(words) if _SHORTEST <= len(word) <= _LONG and _spells(word)]
    found = [(_print(cut), i) for i, word in short for cut in (word, *_cut(word))]
    prints = np.fromiter((p for p, _ in found), np.uint32, len(found))
    order = np.argsort(prints, kind="stable")
    return {"cuts": prints[order], "cut_of": np.fromiter((i for _, i in found), np.int32, len(found))[order]}


def _cut(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _print(word: str) -> int:
    return crc32(word.encode())
