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
from typing import NamedTuple

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
    """Fitted weights, the constant first: of a hit being *right*, and of the question having an answer at all (*known*)."""

    right: tuple[float, ...]
    known: tuple[float, ...]

    def probability(self, hit: Hit, runner_up: Hit | None = None) -> float:
        """Return how likely *hit* is right, given the next best record."""
        return _chance(self.right, measures(hit, runner_up))

    def answerable(self, hit: Hit, runner_up: Hit | None = None) -> float:
        """Return how likely it is that any record answers, given the best two; a choice of records may be offered then."""
        return _chance(self.known, measures(hit, runner_up))


# The mean of what fits three draws of 1,500 phrasings of 150 intents; used where there are too few phrasings to learn from.
DEFAULT = Calibration(
    right=(-8.43, 0.54, 2.13, 0.54, 8.68, 1.97, 1.78, 0.35, 1.91, 4.53),
    known=(-4.96, 1.92, 0.22, 1.98, 1.91, 1.81, 0.81, 0.08, 1.57, 2.59),
)


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
    seen = _observed(list(entries), gate or _open, samples, random.Random(seed))
    right, known = [one.right for one in seen], [one.known for one in seen]
    if any(min(sum(labels), len(labels) - sum(labels)) < len(DEFAULT.right) for labels in (right, known)):
        return DEFAULT
    rows = np.array([one.measures for one in seen])
    return Calibration(_regress(rows, right, known), _regress(rows, known, known))


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


class _Seen(NamedTuple):
    """What was found for a phrasing that was left out; *known*: its record was still there."""

    measures: tuple[float, ...]
    right: bool
    known: bool


def _observed(entries: Sequence[Entry], gate: Gate, samples: int, rng: random.Random) -> list[_Seen]:
    """Return what is found for phrasings that are left out, and then for them without their record."""
    seen: list[_Seen] = []
    for index, left_out in _rounds(entries, samples, rng):
        for entry in left_out:
            for text in (entry.text, mistyped(entry.text, rng, 2)):
                for gone in ("", entry.record):
                    hits = index.search(text, limit=2, allow=_passing(gate, entry.text, gone))
                    right = bool(hits) and hits[0].record == entry.record
                    if hits and (right or hits[0].score < _TWIN):
                        seen.append(_Seen(measures(*hits), right, known=not gone))
    return seen


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


def _regress(rows: Matrix, labels: Sequence[bool], known: Sequence[bool]) -> tuple[float, ...]:
    """Return the weights of a logistic regression by Newton's method, the constant first."""
    y, counts = np.array(labels, float), np.where(known, 1 - UNANSWERABLE, UNANSWERABLE)
    mean, spread = rows.mean(0), np.maximum(rows.std(0), _SETTLED)
    x = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    ridge = np.diag([_SETTLED] + [_SHRINK * counts.sum()] * rows.shape[1])
    w = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        curve = (x * (counts * p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(curve, x.T @ (counts * (y - p)) - ridge @ w)
        w += step
        if np.abs(step).max() < _SETTLED:
            break
    plain = w[1:] / spread
    return (float(w[0] - plain @ mean), *map(float, plain))


def _chance(weights: Sequence[float], values: Sequence[float]) -> float:
    z = weights[0] + sum([w * x for w, x in zip(weights[1:], values, strict=True)])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
