"""Why: the words read, the path taken, and what spoke against the records that lost."""

from __future__ import annotations

import pytest

from bot.core.answer import Question, answer, context_after
from bot.core.library import Library
from bot.core.why import SHOWN, explain


def why(library: Library, *turns: str) -> str:
    context = None
    made = answer(library, Question(turns[0]))
    for turn in turns:
        made = answer(library, Question(turn), context)
        context = context_after(context, made)
    return explain(made)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "exports from china to japan in 2011",
            ["export (concept)", "Period: 2011.", "Direction: china (from), japan (to).", "Answered from figures (lookup)"],
        ),
        ("exports 2010 vs 2011", ["Period: 2010, 2011.", "Answered from figures (change)"]),
        (
            "who owns the islands",
            ["senkaku (place)", "Answered with the record ownership, probability 0.", "- ownership: likeness"],
        ),
        ("exports in 1985", ["Not answered: export-volume is the nearest series, and it lacks the period."]),
        ("exports to chile in 2012", ["Not answered: export-volume is the nearest series, and it lacks the actor."]),
        ("who owns takeshima", ["takeshima (place)", "Not answered", "lacks takeshima"]),
        ("why did zeppelin exports fall in 1999", ["Words that no term explains: zeppelin", "year 1999"]),
        ("2012年の輸出量は", ["Language: ja", "Answered from figures"]),
        ("hello", ["Read: no known word.", "Not answered"]),
        ("", ["Read: no known word.", "Not answered"]),
    ],
)
def test_the_way_to_an_answer_is_told(library: Library, question: str, lines: list[str]) -> None:
    text = why(library, question)
    assert [line for line in lines if line not in text] == []


def test_a_follow_up_names_the_question_before(library: Library) -> None:
    assert "Read as a follow-up of: exports in 2012" in why(library, "exports in 2012", "and 2011?")


def test_a_correction_is_shown(library: Library) -> None:
    assert "Corrected: exprots → exports." in why(library, "exprots in 2012")


def test_only_a_few_records_are_shown(library: Library) -> None:
    assert (
        sum(line.startswith("- ") for line in why(library, "why did the islands fall in 2012 when japan exported").splitlines())
        <= SHOWN
    )


def test_the_winner_passed_every_gate(library: Library) -> None:
    lines = why(library, "when did japan buy the islands").splitlines()
    assert "passed every gate" in next(line for line in lines if line.startswith("- purchase-2012"))


@pytest.mark.parametrize(
    "question", ["exports 2012", "who owns the islands", "exports in 1985", "😀", "x" * 4000, "quota " * 1000]
)
def test_every_answer_can_be_explained(library: Library, question: str) -> None:
    assert why(library, question).startswith("Language: ")
