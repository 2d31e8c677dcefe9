"""The prose reader: how sure one record, or one of two, has to be to answer, and what stands beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core import slots
from bot.core.evidence import Evidence
from bot.core.library import Library
from bot.core.outcome import Answer, Answered, Choices, ProseAnswer, Unknown
from bot.core.prose_reader import CLOSE, EITHER, MAYBE, NEAREST, SECOND, SURE, SURE_CJK, decide
from bot.core.text import language


def weighed(record: str, probability: float, *against: str) -> Evidence:
    return Evidence(record, "", 0.5, 1.0, probability, against)


def decided(library: Library, *prose: Evidence, question: str = "who owns the islands") -> Answer:
    return decide(library, slots.read(question, library.lexicon, language(question), library.newest), list(prose))


def shown(made: Answer) -> list[str]:
    """Return the records that *made* shows, the answering one first."""
    if isinstance(made, Choices):
        return [option.record for option in made.options]
    assert isinstance(made, Answered)
    assert isinstance(made.found, ProseAnswer)
    return [record.id for record in (made.found.record, made.found.also) if record is not None]


@pytest.mark.parametrize(
    ("probability", "outcome"),
    [(SURE + 0.01, Answered), (SURE, Answered), (SURE - 0.01, Choices), (MAYBE, Choices), (MAYBE - 0.01, Unknown)],
)
def test_one_record_answers_is_offered_or_is_not_known(library: Library, probability: float, outcome: type) -> None:
    assert isinstance(decided(library, weighed("ownership", probability)), outcome)


@pytest.mark.parametrize("question", ["尖閣諸島は誰のもの", "钓鱼岛属于谁"])
@pytest.mark.parametrize(("probability", "outcome"), [(SURE_CJK, Answered), (SURE_CJK - 0.01, Choices)])
def test_japanese_and_chinese_have_a_bound_of_their_own(
    library: Library, question: str, probability: float, outcome: type
) -> None:
    assert isinstance(decided(library, weighed("ownership", probability), question=question), outcome)


@pytest.mark.parametrize(
    ("second", "beside"),
    [
        (weighed("purchase-2012", 0.7), ["purchase-2012"]),
        (weighed("purchase-2012", 0.75 - CLOSE - 0.01), []),
        (weighed("purchase-2012", 0.7, "year 2012"), []),
        (weighed("export-volume", 0.7), []),
    ],
    ids=["close", "far", "gated", "series"],
)
def test_a_record_about_as_likely_stands_beside_the_first(library: Library, second: Evidence, beside: list[str]) -> None:
    assert shown(decided(library, weighed("ownership", 0.75), second)) == ["ownership", *beside]


def test_a_second_record_needs_a_chance_of_its_own(library: Library) -> None:
    first = weighed("ownership", SURE)
    assert shown(decided(library, first, weighed("purchase-2012", SECOND))) == ["ownership", "purchase-2012"]
    assert shown(decided(library, first, weighed("purchase-2012", SECOND - 0.01))) == ["ownership"]


def test_two_records_of_which_neither_is_sure_answer_together_where_one_of_them_surely_does(library: Library) -> None:
    alone = 1 - (1 - EITHER) ** 0.5
    assert alone < SURE
    both = [weighed("ownership", alone + 0.001), weighed("purchase-2012", alone + 0.001)]
    assert shown(decided(library, *both)) == ["ownership", "purchase-2012"]
    made = decided(library, *(replace(one, probability=alone - 0.01) for one in both))
    assert isinstance(made, Choices)
    assert shown(made) == ["ownership", "purchase-2012"]


def test_a_gate_puts_the_likeliest_record_out(library: Library) -> None:
    made = decided(library, weighed("ownership", 0.99, "year 2012"), weighed("purchase-2012", 0.6))
    assert shown(made) == ["purchase-2012"]


@pytest.mark.parametrize(
    ("prose", "nearest"),
    [
        ([weighed("ownership", NEAREST)], "ownership"),
        ([weighed("ownership", NEAREST - 0.01)], None),
        ([weighed("ownership", 0.9, "year 2012")], None),
        ([], None),
    ],
)
def test_what_is_not_known_names_the_nearest_record(library: Library, prose: list[Evidence], nearest: str | None) -> None:
    made = decided(library, *prose)
    assert isinstance(made, Unknown)
    assert (made.nearest.id if made.nearest else None) == nearest
