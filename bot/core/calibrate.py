"""Calibration: how likely a hit is right, learnt from the phrasings alone.

A phrasing that is left out shows what a question looks like that has an answer; a phrasing whose record is left out shows
one that has none. Both are also asked with slips of the finger. A logistic regression on how the two kinds are found then
gives a probability. Weights of one set of facts say little about another, so they are fitted whenever the facts change.
"""

from __future__ import annotations

import math
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.search import Entry, Hit, Index

SAMPLES = 900
"""Phrasings that are left out, one a record at a time."""
UNANSWERABLE = 0.25
"""The part of all questions that is taken to have no answer."""
_ROUNDS = 12
_STEPS = 25
_SHRINK = 1e-3
_TWIN = 0.9
"""Likeness from which another record's phrasing asks for the same thing, and is neither right nor wrong."""
_SETTLED = 1e-6
_MOST_NUMBERS = 2
_TERM = re.compile(r"@[a-z0-9-]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted weights, the constant first."""

    weights: tuple[float, ...]

    def probability(self, hit: Hit, runner_up: Hit | None = None) -> float:
        """Return how likely *hit* is right, given the next best record."""
        z = self.weights[0] + sum(w * x for w, x in zip(self.weights[1:], measures(hit, runner_up), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


# Fitted to 1,500 phrasings of 150 intents; used where there are too few phrasings to learn from.
DEFAULT = Calibration((-8.39, 0.38, 2.06, 0.57, 8.67, 1.94, 1.83, 0.35, 1.91, 4.58))


def measures(hit: Hit, runner_up: Hit | None = None) -> tuple[float, ...]:
    """Return what the probability is computed from."""
    margin = hit.rank - (runner_up.rank if runner_up else 0.0)
    numbers = float(min(hit.numbers, _MOST_NUMBERS))
    return hit.score, hit.second, hit.whole, margin, hit.covered, hit.strange, numbers, hit.telling, hit.known


Gate = Callable[[str, str], bool]
"""Tells whether what a folded question names (years, goods, places) lets a record be its answer."""


def fit(entries: Iterable[Entry], *, gate: Gate | None = None, samples: int = SAMPLES, seed: int = 0) -> Calibration:
    """Return weights learnt from *entries*, or DEFAULT where they are too few to learn from.

    Where a *gate* stands before the answers, the weights are those of what passes it.
    """
    rows, labels, weights = _observed(list(entries), gate or _open, samples, random.Random(seed))
    if min(sum(labels), len(labels) - sum(labels)) < len(DEFAULT.weights):
        return DEFAULT
    return Calibration(tuple(_regress(np.array(rows), np.array(labels, float), np.array(weights))))


def mistyped(text: str, rng: random.Random, times: int = 1) -> str:
    """Return *text* with slips of the finger: a letter left out, put in, replaced, or swapped with the next."""
    for _ in range(times):
        terms = [m.span() for m in _TERM.finditer(text)]
        places = [i for i, c in enumerate(text) if c.isascii() and c.isalpha() and not any(a <= i < b for a, b in terms)]
        if not places:
            return text
        i, letter = rng.choice(places), rng.choice(_LETTERS)
        left, here, right = text[:i], text[i], text[i + 1 :]
        text = rng.choice(
            (left + right, left + letter + here + right, left + letter + right, left + right[:1] + here + right[1:])
        )
    return text


def _observed(
    entries: Sequence[Entry], gate: Gate, samples: int, rng: random.Random
) -> tuple[list[tuple[float, ...]], list[bool], list[float]]:
    """Return what was found for phrasings that are left out: the measures, whether it was right, and what that counts."""
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for index, left_out in _rounds(entries, samples, rng):
        for entry in left_out:
            for text in (entry.text, mistyped(entry.text, rng, 2)):
                for gone, weight in (("", 1 - UNANSWERABLE), (entry.record, UNANSWERABLE)):
                    hits = index.search(text, limit=2, allow=_passing(gate, entry.text, gone))
                    right = bool(hits) and hits[0].record == entry.record
                    if hits and (right or hits[0].score < _TWIN):
                        rows.append(measures(*hits))
                        labels.append(right)
                        weights.append(weight)
    return rows, labels, weights


def _rounds(entries: Sequence[Entry], samples: int, rng: random.Random) -> Iterator[tuple[Index, list[Entry]]]:
    """Yield indexes that lack one phrasing of some records, with those phrasings, until there are *samples*."""
    by_record: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_record[entry.record].append(entry)
    several = [members for members in by_record.values() if len(members) > 1]
    for _ in range(_ROUNDS if several else 0):
        if samples <= 0:
            return
        left_out = [rng.choice(members) for members in rng.sample(several, min(len(several), samples))]
        gone = {id(entry) for entry in left_out}
        samples -= len(left_out)
        yield Index.build(entry for entry in entries if id(entry) not in gone), left_out


def _passing(gate: Gate, text: str, gone: str) -> Callable[[str], bool]:
    return lambda record: record != gone and gate(text, record)


def _open(_text: str, _record: str) -> bool:
    return True


def _regress(rows: Matrix, labels: Matrix, weights: Matrix) -> list[float]:
    """Return the weights of a logistic regression by Newton's method, the constant first."""
    mean, spread = rows.mean(0), np.maximum(rows.std(0), 1e-6)
    x = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    ridge = np.diag([0.0] + [_SHRINK * weights.sum()] * rows.shape[1])
    w = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (weights * (labels - p)) - ridge @ w
        curve = (x * (weights * p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(w))
        step = np.linalg.solve(curve, slope)
        w += step
        if np.abs(step).max() < _SETTLED:
            break
    plain = w[1:] / spread
    return [float(w[0] - plain @ mean), *map(float, plain)]
