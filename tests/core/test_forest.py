"""The forest that is shipped: as many trees as it says, chances that are chances, and what speaks for a record never against."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest

from bot.core.forest import Forest
from bot.core.measures import NAMES

FOREST = Forest.shipped()
GATES = [name for name in NAMES if name.startswith("gate-")]


def rows(count: int = 200) -> list[list[float]]:
    """Return measures at either side of the bounds that the trees ask about."""
    rng = random.Random(7)
    bounds = [FOREST.bound[FOREST.measure == i].tolist() or [0.0] for i in range(len(NAMES))]
    return [[rng.choice(own) + rng.choice((-0.01, 0.01)) for own in bounds] for _ in range(count)]


ROWS = rows()


def chances_with(name: str, value: float) -> list[float]:
    """Return the chances of every row with the measure *name* set to *value*."""
    at = NAMES.index(name)
    return FOREST.chances([[*row[:at], value, *row[at + 1 :]] for row in ROWS])


def test_it_asks_for_the_measures_that_are_made() -> None:
    assert FOREST.names == NAMES
    assert 0 <= FOREST.measure.min() <= FOREST.measure.max() < len(NAMES)


def test_its_trees_are_complete_and_of_one_depth() -> None:
    trees, inner = FOREST.measure.shape
    assert trees > 0
    assert FOREST.bound.shape == (trees, inner)
    assert FOREST.leaf.shape == (trees, inner + 1)
    assert (inner + 1).bit_count() == 1


def test_no_rows_have_no_chances() -> None:
    assert FOREST.chances([]) == []


def test_chances_are_between_nothing_and_one_and_differ() -> None:
    chances = FOREST.chances(ROWS)
    assert all(0 < chance < 1 for chance in chances)
    assert max(chances) - min(chances) > 0.2


def test_a_row_has_the_same_chance_alone_and_among_others() -> None:
    assert FOREST.chances(ROWS)[:5] == pytest.approx([FOREST.chances([row])[0] for row in ROWS[:5]], abs=1e-6)


def test_likeness_alone_never_speaks_against_a_record() -> None:
    steps = [chances_with("score", value) for value in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]
    for lower, higher in itertools.pairwise(steps):
        assert all(after >= before - 1e-6 for before, after in zip(lower, higher, strict=True))
    assert any(after > before for before, after in zip(steps[0], steps[-1], strict=True))


@pytest.mark.parametrize("gate", GATES)
def test_a_gate_never_speaks_for_a_record(gate: str) -> None:
    for open_, shut in zip(chances_with(gate, 0.0), chances_with(gate, 1.0), strict=True):
        assert shut <= open_ + 1e-6


def test_the_chance_is_the_sum_of_the_leaves_as_odds() -> None:
    forest = Forest(
        ("a", "b"),
        np.array([[0, 1, 1], [1, 0, 0]], np.int32),
        np.array([[0.5, 0.1, 0.9], [0.5, 0.0, 0.0]], np.float32),
        np.array([[-2.0, -1.0, 1.0, 2.0], [0.5, 0.5, 0.25, 0.25]], np.float32),
    )
    cases = {(0.5, 0.1): -1.5, (0.5, 0.2): -0.5, (0.6, 0.9): 1.25, (0.6, 0.95): 2.25}
    assert forest.chances(list(cases)) == pytest.approx([1 / (1 + math.exp(-odds)) for odds in cases.values()], abs=1e-6)
