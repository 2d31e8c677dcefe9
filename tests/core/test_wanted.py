"""Wanted: what a question asks for and what a text tells are named alike, so that the two can be held against each other."""

from __future__ import annotations

import pytest

from bot.core.text import fold, stem
from bot.core.wanted import attributes, counted, kinds, nouns, traits, wants


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("how much did the buyer pay", {"money"}),
        ("いくら払った", {"money"}),
        ("what share went to japan", {"percent"}),
        ("占比多少", {"percent"}),
        ("how many tonnes were sold", {"tonnes"}),
        ("何トン", {"tonnes"}),
        ("when was it", {"date"}),
        ("哪年", {"date"}),
        ("which company owns it", {"name"}),
        ("why did it sink", {"reason"}),
        ("how long did it last", {"duration"}),
        ("how many times", set()),
    ],
)
def test_a_question_wants_a_kind_of_thing(text: str, wanted: set[str]) -> None:
    assert wants(fold(text)) == wanted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The boat sank in May with six crew and two tonnes of fish.", {"date", "number", "tonnes"}),
        ("It cost 2.05 billion yen because of a quarrel.", {"money", "number", "reason"}),
        ("Minister Taro Yamada said that half was left.", {"name", "percent"}),
        ("It crossed within 17 days.", {"duration", "number"}),
        ("Nothing.", set()),
    ],
)
def test_a_text_tells_kinds_of_things(text: str, told: set[str]) -> None:
    assert kinds(text) == told


@pytest.mark.parametrize(
    ("text", "thing", "is_counted"),
    [
        ("They rescued six crew.", "crew", True),
        ("Three large red boats left.", "boats", True),
        ("40 percent of households bought some.", "households", True),
        ("The crew was rescued.", "crew", False),
    ],
)
def test_a_text_counts_what_stands_behind_a_number(text: str, thing: str, *, is_counted: bool) -> None:
    assert (stem(thing) in counted(text)) is is_counted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("how many sailors were rescued", ["sailors"]),
        ("how many of the trawlers sank", ["trawlers"]),
        ("几家公司被列入", ["firm"]),
        ("何社が対象", ["firm"]),
        ("how many tonnes were sold", []),
        ("many sailors", []),
        ("how many of the chinese fishermen came", ["fishermen"]),
    ],
)
def test_what_is_to_be_counted_is_a_noun(text: str, found: list[str]) -> None:
    assert list(nouns(fold(text))) == [stem(word) for word in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("how old is the captain", ["old"]),
        ("what model was the drone", ["model"]),
        ("what is the half-life of promethium", ["half", "life"]),
        ("how many captains", []),
    ],
)
def test_a_trait_is_asked_for(text: str, found: list[str]) -> None:
    assert list(traits(text)) == [stem(word) for word in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who was the minister then", ["minister"]),
        ("what colour was the boat", ["colour"]),
        ("how deep is the sea", ["deep"]),
        ("what price was paid", []),
        ("which country was it", []),
    ],
)
def test_an_attribute_is_asked_for_unless_it_is_a_plain_one(text: str, found: list[str]) -> None:
    assert list(attributes(text)) == [stem(word) for word in found]
