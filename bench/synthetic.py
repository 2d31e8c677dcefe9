"""Phrasings in any number, made reproducibly, with words as unequally common as in a language.

Words are made of syllables; the word of rank r has a chance of about 1 / (r + 2.7), as Zipf and Mandelbrot found, and the
vocabulary grows with the square root of the text, as Heaps found (about 13,000, 41,000 and 130,000 words). A phrasing has
4 to 12 words. A record has five phrasings: the first is drawn afresh, the others keep most of its words in another order
and draw the rest. A question is a phrasing with one word changed, two words swapped, or one or two slips of the finger.
"""

from __future__ import annotations

import itertools
import random

import numpy as np

from bench.calibrate import mistyped
from bot.core.search import Entry

PHRASINGS_A_RECORD = 5
_KEPT = 0.65
_ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "z",
]
_NUCLEI = ["a", "e", "i", "o", "u", "ai", "ea", "io", "ou"]
_CODAS = ["", "", "l", "n", "r", "s", "t", "nd", "x"]


def entries(count: int, seed: int = 0) -> list[Entry]:
    """Return *count* phrasings of count / 5 records."""
    return [Entry(f"record-{i // PHRASINGS_A_RECORD}", text) for i, text in enumerate(phrasings(count, seed))]


def phrasings(count: int, seed: int = 0) -> list[str]:
    """Return *count* texts, those of one record together."""
    rng = np.random.default_rng(seed)
    words = _vocabulary(int(130 * count**0.5), rng)
    chances = 1 / (np.arange(len(words)) + 2.7)
    lengths = np.repeat(rng.integers(4, 13, -(-count // PHRASINGS_A_RECORD)), PHRASINGS_A_RECORD)[:count]
    drawn = rng.choice(len(words), (count, 12), p=chances / chances.sum())
    kept = rng.random(drawn.shape) < _KEPT
    first = np.arange(count) // PHRASINGS_A_RECORD * PHRASINGS_A_RECORD
    kept[first == np.arange(count)] = False
    texts = []
    for row, length in zip(np.where(kept, drawn[first], drawn), lengths.tolist(), strict=True):
        line = row[:length]
        texts.append(" ".join(words[i] for i in (line if rng.random() < 0.5 else rng.permutation(line)).tolist()))
    return texts


def questions(texts: list[str], count: int, seed: int = 1) -> list[tuple[str, str]]:
    """Return *count* questions near to some of *texts*, each with its record: a word or the order changed, one or two slips."""
    rng = np.random.default_rng(seed)
    slips = random.Random(seed)
    chosen = rng.integers(0, len(texts), count).tolist()
    asked = []
    for i, place in enumerate(chosen):
        words = texts[place].split()
        a, b = rng.integers(0, len(words), 2).tolist()
        if i % 4 == 0:
            words[a] = texts[chosen[i - 1]].split()[0]
        elif i % 4 == 1:
            words[a], words[b] = words[b], words[a]
        text = mistyped(" ".join(words), slips, max(0, i % 4 - 1))
        asked.append((text, f"record-{place // PHRASINGS_A_RECORD}"))
    return asked


def _vocabulary(size: int, rng: np.random.Generator) -> list[str]:
    """Return *size* different words, shorter ones first as the commoner ones mostly are."""
    syllables = ["".join(parts) for parts in itertools.product(_ONSETS, _NUCLEI, _CODAS)]
    words: dict[str, None] = {}
    while len(words) < size:
        several = 1 + min(2, int(np.log10(len(words) + 1) / 1.5)) + int(rng.random() < 0.3)
        words["".join(syllables[i] for i in rng.integers(0, len(syllables), several).tolist())] = None
    return list(words)
