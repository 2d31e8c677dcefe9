"""CLINC150 as facts to find: ten phrasings an intent, asked the test questions and those of no intent."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bench.calibrate import mistyped

PHRASINGS = 10
Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Clinc:
    """One draw: the *known* phrasings, and questions to set the threshold with (val) and to report (test)."""

    known: Rows
    val: Rows
    val_outside: Rows
    test: Rows
    test_mistyped: Rows
    test_outside: Rows


def read(path: Path, seed: int = 0, every: int = 1) -> Clinc:
    """Return draw *seed* of the phrasings, and every *every*-th question; validation has all of the few outside questions."""
    sets = {name: [(text, intent) for text, intent in rows] for name, rows in json.loads(path.read_text("utf-8")).items()}
    test = sets["test"][::every]
    rng = random.Random(1)
    return Clinc(
        known=_drawn(sets["train"], random.Random(seed)),
        val=sets["val"][::every],
        val_outside=[*sets["oos_train"], *sets["oos_val"]],
        test=test,
        test_mistyped=[(mistyped(text, rng, 2), intent) for text, intent in test],
        test_outside=sets["oos_test"][::every],
    )


def _drawn(rows: Rows, rng: random.Random) -> Rows:
    by_intent: dict[str, list[str]] = defaultdict(list)
    for text, intent in rows:
        by_intent[intent].append(text)
    return [(text, intent) for intent in sorted(by_intent) for text in rng.sample(by_intent[intent], PHRASINGS)]
