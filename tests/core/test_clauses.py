"""Clauses: talk before and after a question is left out, and nothing that the question is about."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core import slots
from bot.core.clauses import clause_of, core_question, matter
from bot.core.lexicon import Lexicon
from bot.core.slots import Slots
from bot.core.text import fold, language
from tests.knowledge_small import TERMS

LEXICON = Lexicon.of(TERMS)


def read(text: str) -> Slots:
    return slots.read(text, LEXICON, language(text), date(2014, 3, 31))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("hi all, my teacher wants me to know: who bought the islands", "who bought the islands"),
        ("i love trains, what was the export quota in 2012, thanks a lot my friends", "what was the export quota in 2012"),
        ("our professor says hello. when did japan buy the islands?", "when did japan buy the islands"),
        ("すみません、2012年の輸出量は？", fold("2012年の輸出量は")),
        ("你好，我是学生，中国出口了多少稀土", "中国出口了多少稀土"),
        ("我的老师问我，2012年中国出口了多少稀土", "2012年中国出口了多少稀土"),
    ],
)
def test_talk_is_left_out(text: str, kept: str) -> None:
    assert matter(read(text)) == kept


@pytest.mark.parametrize(
    "text",
    [
        "how large was the quota in 2012",
        "in 2010, how much did china export",
        "exports in 2012; i mean from china",
        "i heard of 18,000 t, was it that",
        "hi there, you two",
        "my friends in chile, who bought the islands",
    ],
)
def test_what_names_a_thing_a_time_or_a_number_is_kept(text: str) -> None:
    assert matter(read(text)) == text


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("just back from skiing... anyway, what is the price of dysprosium", "what is the price of dysprosium"),
        ("my friends in chile argue: who bought the islands", "who bought the islands"),
        ("who bought the islands, and when did japan buy them", "who bought the islands"),
        ("who bought the islands", None),
        ("who bought the islands, when did china claim the senkakus", None),
        ("it rained, why did japan do that", None),
        ("nice day, what is it", None),
    ],
)
def test_the_core_is_the_one_clause_that_is_a_whole_question(text: str, core: str | None) -> None:
    assert core_question(read(text)) == core


@pytest.mark.parametrize(
    ("text", "place", "clause"),
    [
        ("one, two; three", 0, "one"),
        ("one, two; three", 6, "two"),
        ("one, two; three", 14, "three"),
        ("12,000 t left, 4.5 came", 3, "12,000 t left"),
        ("notice no. 5 was kept. what is it", 12, "notice no. 5 was kept"),
        ("plain", 2, "plain"),
        ("", 0, ""),
    ],
)
def test_a_place_lies_in_its_clause(text: str, place: int, clause: str) -> None:
    start, end = clause_of(text, place)
    assert text[start:end].strip() == clause
