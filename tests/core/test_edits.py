"""Edits on values: what one makes of the knowledge, when it is refused, and how it is undone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core import edits, kinds
from bot.core.edits import Change, Revision
from bot.core.models import Knowledge
from bot.errors import InvalidEdit, StaleEdit, UnknownRecord

FIGURE, FACT, SERIES = "export-volume/2012-customs-2013", "why-exports-fell", "export-volume"


def change(knowledge: Knowledge, record: str, **values: Any) -> Change:
    before = kinds.entry(knowledge, record)
    assert before is not None
    return Change(record, before, {**before, **values})


def test_a_figure_is_changed_in_its_series(knowledge: Knowledge) -> None:
    after = edits.apply(knowledge, change(knowledge, FIGURE, value=16266))
    assert after.observations[FIGURE][1].value == 16266
    assert knowledge.observations[FIGURE][1].value == 16265, "the snapshot before is as it was"
    assert after.digest != knowledge.digest


@pytest.mark.parametrize(
    "record",
    [FIGURE, FACT, SERIES, "source:paper-2012", "paper-2012", "term:china", "element-dysprosium", "exports-2012-dispute"],
)
def test_whatever_is_changed_can_be_changed_back(knowledge: Knowledge, record: str) -> None:
    key = {"term:china": "covered", FIGURE: "reason"}.get(record, "title")
    value = {"covered": False, "reason": "so", "title": "new" if "paper" in record else {"en": "new", "ja": "新", "zh": "新"}}[
        key
    ]
    made = change(knowledge, record, **{key: value})
    after = edits.apply(knowledge, made)
    assert kinds.entry(after, record) == made.after
    back = edits.apply(after, edits.undo(Revision(1, made, "me", "why", "now")))
    assert (back.records, back.series, back.sources, back.terms) == (
        knowledge.records,
        knowledge.series,
        knowledge.sources,
        knowledge.terms,
    )


def test_a_series_is_edited_without_its_figures(knowledge: Knowledge) -> None:
    after = edits.apply(knowledge, change(knowledge, SERIES, frequency="month"))
    assert after.series[SERIES].frequency == "month"
    assert after.series[SERIES].observations == knowledge.series[SERIES].observations
    with pytest.raises(InvalidEdit, match="one by one"):
        edits.apply(knowledge, change(knowledge, SERIES, observations=[]))


def test_a_new_figure_finds_its_place_among_the_periods(knowledge: Knowledge) -> None:
    new = {
        "id": "export-volume/2010-customs-2013",
        "period": "2010",
        "value": 39813,
        "status": "actual",
        "source": "customs-2013",
        "rank": "preferred",
    }
    made = edits.located(knowledge, Change(new["id"], None, new))
    assert (made.kind, made.file) == ("series", "series/export-volume.yaml")
    after = edits.apply(knowledge, made)
    assert [o.period for o in after.series[SERIES].observations] == ["2010", "2011", "2012", "2012"]
    assert edits.apply(after, edits.undo(Revision(1, made, "me", "why", "now"))).series == knowledge.series


def test_a_new_record_needs_a_kind(knowledge: Knowledge) -> None:
    data = {**(kinds.entry(knowledge, FACT) or {}), "id": "new"}
    with pytest.raises(UnknownRecord):
        edits.apply(knowledge, Change("new", None, data))
    made = edits.located(knowledge, Change("new", None, data, kind="facts"))
    assert made.file == "facts/added.yaml"
    assert "new" in edits.apply(knowledge, made).records


def test_a_stale_edit_is_refused(knowledge: Knowledge) -> None:
    first, second = change(knowledge, FIGURE, value=1), change(knowledge, FIGURE, value=2)
    with pytest.raises(StaleEdit, match="changed by somebody else"):
        edits.apply(edits.apply(knowledge, first), second)
    with pytest.raises(StaleEdit):
        edits.apply(knowledge, Change(FIGURE, None, first.after))


@pytest.mark.parametrize("spoilt", [{"value": "1"}, {"valeu": 1}, {"status": "final"}, {"id": "export-volume/other"}])
def test_what_is_no_record_is_refused(knowledge: Knowledge, spoilt: dict[str, Any]) -> None:
    with pytest.raises(InvalidEdit) as caught:
        edits.apply(knowledge, change(knowledge, FIGURE, **spoilt))
    assert caught.value.problems


def test_a_series_with_figures_is_not_taken_away(knowledge: Knowledge) -> None:
    with pytest.raises(InvalidEdit, match="take its figures away"):
        edits.apply(knowledge, Change(SERIES, kinds.entry(knowledge, SERIES), None))


def test_the_difference_is_shown_line_by_line(knowledge: Knowledge) -> None:
    lines = edits.describe(change(knowledge, FIGURE, value=16266)).splitlines()
    assert [line for line in lines if line[0] in "+-"] == ["-value: 16265", "+value: 16266"]


def test_problems_that_were_there_before_are_not_new(knowledge: Knowledge) -> None:
    from dataclasses import replace

    from bot.core.check import check

    spoilt = edits.apply(knowledge, change(knowledge, FACT, sources=["nobody"]))
    old = check(spoilt)
    moved = [replace(problem, line=problem.line + 7) for problem in old]
    assert old
    assert edits.new_problems(old, moved) == ()
    assert edits.new_problems([], old) == tuple(old)


def test_the_impact_are_the_questions_that_are_answered_otherwise() -> None:
    shifts = edits.impact(["a", "b"], lambda q: q, lambda q: "x" if q == "b" else q)
    assert [(s.question, s.before, s.after) for s in shifts] == [("b", "b", "x")]


def test_what_an_edit_may_shift_starts_with_its_own_questions(knowledge: Knowledge) -> None:
    questions = edits.likely_shifted(knowledge, change(knowledge, FACT, answer={"en": "x"}))
    assert "why did exports fall in 2012" in questions
    assert "explain the 2012 export slump" in questions


def test_a_revision_survives_the_journal(knowledge: Knowledge) -> None:
    revision = Revision(3, change(knowledge, FIGURE, value=1), "me", "why", "now", "d", "b", undoes=2)
    assert edits.revision_from(edits.revision_data(revision)) == revision
