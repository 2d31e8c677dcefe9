"""Slots: what a question is about is read from it: who, to whom, when, how much, and what it rules out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import slots
from bot.core.lexicon import Lexicon
from bot.core.slots import Slots
from bot.core.spans import parse
from bot.core.text import language
from tests.knowledge_small import TERMS

LEXICON = Lexicon.of(TERMS)
NEWEST = date(2014, 3, 31)


def read(text: str) -> Slots:
    return slots.read(text, LEXICON, language(text), NEWEST)


def roles(text: str) -> dict[str, str]:
    return {actor.id: actor.role for actor in read(text).actors}


def values(text: str) -> list[tuple[float, str]]:
    return [(value.number, value.unit) for value in read(text).values]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("china's exports", {"china": "from"}),
        ("exports of china", {"china": "from"}),
        ("exports from china to japan", {"china": "from", "japan": "to"}),
        ("how much did china export to japan", {"china": "from", "japan": "to"}),
        ("china to japan exports", {"china": "any", "japan": "to"}),
        ("what did china ship to the us", {"china": "from", "united-states": "to"}),
        ("japan's imports from china", {"japan": "to", "china": "from"}),
        ("how much does japan import from china", {"japan": "to", "china": "from"}),
        ("imports of japan", {"japan": "to"}),
        ("exports by china", {"china": "any"}),
        ("shipped by china", {"china": "from"}),
        ("中国から日本への輸出", {"china": "from", "japan": "to"}),
        ("中国の日本向け輸出", {"china": "any", "japan": "to"}),
        ("日本の輸入", {"japan": "to"}),
        ("中国の輸出", {"china": "from"}),
        ("中国对日本出口", {"china": "any", "japan": "to"}),
        ("中国出口", {"china": "from"}),
        ("日本从中国进口", {"japan": "any", "china": "from"}),
        ("日本进口", {"japan": "to"}),
        ("中國對日本出口", {"china": "any", "japan": "to"}),
        ("china and japan", {"china": "any", "japan": "any"}),
    ],
)
def test_each_country_is_on_its_side_of_the_flow(text: str, expected: dict[str, str]) -> None:
    found = roles(text)
    assert set(found) == set(expected)
    assert all(role in ("any", found[name]) for name, role in expected.items())


def test_a_country_is_never_put_on_the_wrong_side() -> None:
    assert roles("exports from japan to china") == {"japan": "from", "china": "to"}
    assert roles("日本から中国への輸出") == {"japan": "from", "china": "to"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("was it 18,000 t", [(18000, "t")]),
        ("was it 18000", [(18000, "")]),
        ("was it 18,000", [(18000, "")]),
        ("about 18 thousand tonnes", [(18000, "t")]),
        ("18k tons", [(18000, "t")]),
        ("16,265.5 t", [(16265.5, "t")]),
        ("56 percent", [(56, "percent")]),
        ("56%", [(56, "percent")]),
        ("56.5 per cent", [(56.5, "percent")]),
        ("5割", [(50, "percent")]),
        ("3成", [(30, "percent")]),
        ("百分之五十六是56", []),
        ("百分之56", [(56, "percent")]),
        ("18,000トン", [(18000, "t")]),
        ("1.8万吨", [(18000, "t")]),
        ("１８，０００トン", [(18000, "t")]),
        ("2万吨", [(20000, "t")]),
        ("10,000 or 16,265 tonnes", [(10000, ""), (16265, "t")]),
        ("333 days", [(333, "days")]),
        ("333日間", [(333, "days")]),
        ("12 vessels", [(12, "vessels")]),
        ("$12 million", [(12_000_000, "")]),
        ("306 scrambles", [(306, "scrambles")]),
        ("in 2012", []),
        ("the 3 islands", []),
        ("exports 2010 vs 2011", []),
        ("element 66", []),
    ],
)
def test_a_stated_figure_is_a_value_with_its_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text", ["in 2012 exports fell by 56 percent to 18,000 t", "2012年は18,000トンで56%減", "2012年出口1.8万吨，下降56%"]
)
def test_values_and_years_stand_in_one_sentence(text: str) -> None:
    asked = read(text)
    assert {18000.0, 56.0} == {value.number for value in asked.values}
    assert asked.periods == (parse("2012"),)


@pytest.mark.parametrize("text", ["1 " * 400, "18,000 t " * 80])
def test_only_so_many_figures_are_looked_at(text: str) -> None:
    assert len(read(text).values) <= 8


@pytest.mark.parametrize(
    ("text", "wh"),
    [
        ("who owns the islands", "who"),
        ("which country owns the islands", "who"),
        ("when was the collision", "when"),
        ("what year was it", "when"),
        ("where are the islands", "where"),
        ("why did exports fall", "why"),
        ("how come exports fell", "why"),
        ("how many tonnes", "how many"),
        ("how much was exported", "how many"),
        ("what percentage was it", "how many"),
        ("how long did it last", "how long"),
        ("how did it end", "how"),
        ("what is a quota", "what"),
        ("did china exceed the quota", "yes or no"),
        ("was it 18,000 t", "yes or no"),
        ("exports 2012", ""),
        ("誰のもの", "who"),
        ("いつ購入した", "when"),
        ("なぜ減った", "why"),
        ("どこにある", "where"),
        ("何トン", "how many"),
        ("いくら", "how many"),
        ("谁的", "who"),
        ("什么时候", "when"),
        ("为什么下降", "why"),
        ("在哪里", "where"),
        ("多少吨", "how many"),
        ("超过配额了吗", "yes or no"),
    ],
)
def test_the_question_word_is_read(text: str, wh: str) -> None:
    assert read(text).wh == wh


@pytest.mark.parametrize(
    "text",
    [
        "which countries did not import rare earths",
        "who never exported",
        "which country other than japan bought",
        "輸出しなかった国はどこの国",
        "哪国没有出口",
        "哪些国家除了日本",
    ],
)
def test_a_question_for_what_did_not_happen_is_negated(text: str) -> None:
    assert read(text).negated


@pytest.mark.parametrize(
    "text",
    [
        "which countries import rare earths",
        "didn't china export 18,000 t",
        "wasn't it 2012",
        "was it not the quota, right?",
        "有没有出口",
        "why did exports not grow",
    ],
)
def test_a_tag_question_is_not_negated(text: str) -> None:
    assert not read(text).negated


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("exports, not the quota, in 2012", {"quota"}),
        ("the quota instead of exports", {"export"}),
        ("枠じゃなくて輸出量", {"quota"}),
        ("出口，不是配额", {"quota"}),
        ("exports and the quota", set()),
    ],
)
def test_what_is_ruled_out_is_told_from_what_is_asked(text: str, excluded: set[str]) -> None:
    assert read(text).excluded == excluded


@pytest.mark.parametrize(
    "text",
    [
        "exports 2009 to 2012",
        "exports from 2009 to 2012",
        "exports 2009-2012",
        "between 2009 and 2012",
        "2009年から2012年の輸出",
        "2009年到2012年出口",
        "2009年至2012年",
    ],
)
def test_two_years_may_be_a_range(text: str) -> None:
    assert read(text).ranged


@pytest.mark.parametrize(
    "text",
    [
        "exports 2009 vs 2012",
        "exports in 2009 and 2012",
        "exports 2012",
        "2009年と2012年の輸出",
        "2009年和2012年",
        "2009 2010 2011",
    ],
)
def test_two_years_may_be_two_years(text: str) -> None:
    assert not read(text).ranged


def test_terms_are_sorted_by_what_they_are() -> None:
    asked = read("forecast of heavy rare earth exports vs the first batch of the quota in 2012")
    assert asked.concepts == {"export", "quota"}
    assert asked.commodities == {"heavy-rare-earths"}
    assert asked.segments == {"batch-1"}
    assert asked.statuses == {"forecast"}
    assert asked.operations == {"compare"}
    assert asked.years == {2012}
    assert asked.rest == ()


def test_last_year_is_counted_from_the_newest_day() -> None:
    assert read("exports last year").periods == (parse("2013"),)


def test_a_slip_is_put_right() -> None:
    asked = read("exprots 2012")
    assert asked.text == "exports 2012"
    assert asked.concepts == {"export"}
    assert asked.periods == (parse("2012"),)


def test_a_slip_is_reported_with_its_correction() -> None:
    assert read("exprots 2012").corrected == (("exprots", "exports"),)


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    read(text)


@given(
    st.sampled_from(["exports of china to japan in 2012", "2012年中国对日本出口多少吨", "2012年の中国の輸出量は18,000トン"]),
    st.sampled_from([str.upper, str.title, str.lower]),
    st.sampled_from(["", "?", "？！", " ..."]),
)
def test_case_and_punctuation_change_nothing(text: str, dress: object, end: str) -> None:
    assert callable(dress)
    plain, dressed = read(text), read(dress(text) + end)
    assert (plain.spots, plain.periods, plain.actors, plain.values) == (
        dressed.spots,
        dressed.periods,
        dressed.actors,
        dressed.values,
    )
