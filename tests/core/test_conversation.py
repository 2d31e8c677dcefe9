"""Conversations: a follow-up takes over what it leaves out, and a full question takes over nothing."""

from __future__ import annotations

import re

import pytest

from bot.core.answer import Answer, Answered, ProseAnswer, Question, Unknown, answer, context_after
from bot.core.conversation import Context
from bot.core.library import Library
from bot.core.models import Observation
from bot.core.reply import reply


def talk(library: Library, *turns: str) -> Answer:
    """Ask *turns* one after another, and return the answer to the last."""
    context: Context | None = None
    made: Answer | None = None
    for turn in turns:
        made = answer(library, Question(turn), context)
        context = context_after(context, made)
    assert made is not None
    return made


def best(made: Answer) -> str:
    """Return the id of the figure or the record that *made* answers with, or what kind of answer it is."""
    if not isinstance(made, Answered):
        return type(made).__name__
    found = made.found
    if isinstance(found, ProseAnswer):
        return found.record.id
    figure = getattr(found, "best", None)
    return figure.id if isinstance(figure, Observation) else type(found).__name__


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("exports in 2012", "and 2011?"), "e/2011"),
        (("exports in 2012", "2010?"), "e/2010"),
        (("exports in 2012", "what about 2011"), "e/2011"),
        (("exports in 2012", "and in the first half of 2012?"), "e/2012-h1"),
        (("exports in 2011", "to japan?"), "e/2011-jp"),
        (("exports in 2011", "and to the us?"), "e/2011-us"),
        (("exports to japan in 2011", "and 2010?"), "e/2010-jp"),
        (("exports in 2012", "what about the quota?"), "q/2012"),
        (("quota in 2011", "what about exports?"), "e/2011"),
        (("exports in 2012", "what about the quota?", "and 2011?"), "q/2011"),
        (("exports in 2012", "and 2011?", "to japan?"), "e/2011-jp"),
        (("quota in 2012", "and the second batch?"), "q/2012-2"),
        (("exports in 2012", "thanks", "and 2011?"), "e/2011"),
        (("exports in 2012", "what is the meaning of life", "and 2011?"), "e/2011"),
        (("2012年の輸出量は？", "2011年は？"), "e/2011"),
        (("2012年の輸出量は？", "では枠は？"), "q/2012"),
        (("2012年出口多少？", "那2011年呢？"), "e/2011"),
        (("2011年出口多少？", "对日本呢？"), "e/2011-jp"),
        (("2012年出口多少？", "配额呢？"), "q/2012"),
        (("2012年出口多少？", "and 2011?"), "e/2011"),
    ],
)
def test_a_follow_up_takes_over_what_it_leaves_out(library: Library, turns: tuple[str, ...], expected: str) -> None:
    assert best(talk(library, *turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("exports 2011", "compared to 2010?"), "Change"),
        (("exports in 2012", "what was expected?"), "Expected"),
        (("exports in 2012", "and the highest?"), "Extreme"),
    ],
)
def test_a_follow_up_may_ask_for_something_to_be_done(library: Library, turns: tuple[str, ...], expected: str) -> None:
    made = talk(library, *turns)
    assert isinstance(made, Answered)
    assert type(made.found).__name__ == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("why did exports fall in 2012", "exports in 2011"), "e/2011"),
        (("exports to japan in 2011", "how much did china export in 2010"), "e/2010"),
        (("exports to japan in 2010", "what was china's rare earth export quota in 2012"), "q/2012"),
        (("exports in 2011", "who owns the islands"), "ownership"),
        (("when did japan buy the islands", "dysprosium price in 2011"), "p/2011"),
        (("2011年对日本出口多少", "2010年中国稀土出口量是多少"), "e/2010"),
    ],
)
def test_a_full_question_takes_over_nothing(library: Library, turns: tuple[str, ...], expected: str) -> None:
    made = talk(library, *turns)
    assert best(made) == expected
    assert made.why.inherited is None


def test_a_partner_is_asked_for_after_another(library: Library) -> None:
    made = reply(talk(library, "exports to japan in 2011", "and the us?"), library.knowledge)
    assert "4,200 t" in made.text
    assert not {"2010", "2012"} & set(re.findall(r"\b20\d\d\b", made.text.splitlines()[0]))


def test_a_partner_of_another_year_is_no_answer(real_library: Library) -> None:
    made = reply(talk(real_library, "exports to japan in 2011", "and the us?"), real_library.knowledge)
    assert made.kind == "unknown" or not re.search(r"201[345]", made.text.rpartition("\n")[0])


@pytest.mark.parametrize(
    "turns",
    [
        ("exports in 2012", "and 1985?"),
        ("exports in 2012", "to chile?"),
        ("exports in 2012", "and tungsten?"),
        ("quota in 2012", "and in 2013?"),
        ("exports to japan in 2011", "and chile?"),
        ("2012年の輸出量は？", "1985年は？"),
        ("2012年出口多少？", "智利呢？"),
    ],
)
def test_a_follow_up_to_what_is_not_held_is_not_answered(library: Library, turns: tuple[str, ...]) -> None:
    assert isinstance(talk(library, *turns), Unknown)


@pytest.mark.parametrize("turns", [("why did exports fall in 2012", "why?"), ("exports fell in 2012", "why was that?")])
def test_why_asks_for_the_reason_of_what_was_just_said(library: Library, turns: tuple[str, ...]) -> None:
    assert best(talk(library, *turns)) == "why-exports-fell"


def test_without_a_conversation_there_is_nothing_to_take_over(library: Library) -> None:
    for text in ("and 2011?", "to japan?", "2011年は？", "那2011年呢？"):
        assert not isinstance(talk(library, text), Answered)


def test_why_alone_is_no_question(library: Library) -> None:
    assert not isinstance(talk(library, "why?"), Answered)


def test_a_follow_up_says_what_it_was_read_with(library: Library) -> None:
    made = talk(library, "exports in 2012", "and 2011?")
    assert made.why.inherited == "exports in 2012"


def test_what_was_not_answered_changes_no_conversation(library: Library) -> None:
    first = context_after(None, answer(library, Question("exports in 2012")))
    assert context_after(first, answer(library, Question("who was napoleon"), first)) == first


def test_the_same_words_get_the_same_answer_in_any_conversation(library: Library) -> None:
    question = "how much rare earth did china export in 2010"
    alone = reply(talk(library, question), library.knowledge)
    for before in ("exports to japan in 2011", "when did japan buy the islands", "dysprosium price in 2012", "hello"):
        assert reply(talk(library, before, question), library.knowledge).text == alone.text


def test_a_real_conversation_is_followed(real_library: Library) -> None:
    turns = ("how much rare earth did china export in 2012?", "and 2011?", "what about the quota?")
    texts = [reply(talk(real_library, *turns[: n + 1]), real_library.knowledge).text for n in range(len(turns))]
    assert ["2012: 16,265 t" in texts[0], "exports, 2011: 16," in texts[1], "quota, 2011: 30," in texts[2]] == [True, True, True]
