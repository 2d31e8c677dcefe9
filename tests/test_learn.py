"""The tool that learns the forest: its trees say the same in the shape in which they are kept."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest

from bench.questions import Row
from bot.core.forest import Forest
from bot.core.library import Library
from bot.core.measures import NAMES
from tools.learn import DEPTH, FALLING, FORESTS, RISING, _complete, _swapped

Node = dict[str, Any]


def leaf(value: float) -> Node:
    return {"leaf_value": value}


def split(measure: int, bound: float, below: Node, above: Node) -> Node:
    return {"split_feature": measure, "threshold": bound, "left_child": below, "right_child": above}


STUMP = split(0, 0.5, leaf(-1.0), leaf(1.0))
LOPSIDED = split(1, 0.25, leaf(-0.5), split(0, 0.75, split(1, 0.5, leaf(0.1), leaf(0.2)), leaf(0.4)))
TREES = [STUMP, LOPSIDED, leaf(0.3)]


def walked(node: Node, row: tuple[float, ...]) -> float:
    """Return the leaf of *row*, the way in which the tree was learnt, as a part of the mean of all forests."""
    while "leaf_value" not in node:
        node = node["left_child" if row[node["split_feature"]] <= node["threshold"] else "right_child"]
    return float(node["leaf_value"]) / FORESTS


@pytest.mark.parametrize("trees", [[STUMP], [LOPSIDED], [leaf(0.3)], TREES], ids=["stump", "lopsided", "leaf alone", "all"])
def test_complete_trees_say_what_walking_them_says(trees: list[Node]) -> None:
    raw = _complete([{"tree_structure": tree} for tree in trees])
    forest = Forest(("a", "b"), np.array(raw["measure"]), np.array(raw["bound"]), np.array(raw["leaf"]))
    rows = list(itertools.product((0.0, 0.25, 0.3, 0.5, 0.6, 0.75, 1.0), repeat=2))
    odds = [sum(walked(tree, row) for tree in trees) for row in rows]
    assert forest.measure.shape == (len(trees), 2**DEPTH - 1)
    assert forest.chances(rows) == pytest.approx([1 / (1 + math.exp(-one)) for one in odds])


def test_what_may_only_speak_one_way_is_measured() -> None:
    assert {*RISING, *FALLING} <= set(NAMES)
    assert not set(RISING) & set(FALLING)


def row(question: str, expect: str = "answer") -> Row:
    return {"q": question, "expect": expect, "id": "own", "lang": "en"}


def test_a_question_of_another_year_or_with_its_actors_swapped_has_no_answer(library: Library) -> None:
    years = [*_swapped(library, row("what was the export quota in 2012"))]
    assert [one["expect"] for one in years] == ["abstain", "abstain"]
    assert all("2012" not in one["q"] and one["q"].startswith("what was the export quota in 19") for one in years)
    actors = [one["q"] for one in _swapped(library, row("when did japan buy the islands from china"))]
    assert actors == ["when did China buy the islands from Japan"]


@pytest.mark.parametrize(
    ("question", "expect"),
    [("when did japan buy the islands from china", "abstain"), ("who owns the islands", "answer"), ("exports", "answer")],
)
def test_what_cannot_be_swapped_is_left_as_it_is(library: Library, question: str, expect: str) -> None:
    assert [*_swapped(library, row(question, expect))] == []
