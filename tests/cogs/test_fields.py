"""Forms show what is held, and change only what was changed."""

from __future__ import annotations

import pytest

from bot.cogs._fields import changes, fields, figure, parse_figure
from bot.core.models import Observation
from bot.errors import InvalidEdit

RECORD = "export-volume/2012-customs-2013"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("16265", {"value": 16265}),
        ("16,265", {"value": 16265}),
        (" 39.75 ", {"value": 39.75}),
        ("-3.5", {"value": -3.5}),
        ("9000-10000", {"low": 9000, "high": 10000}),
        ("9,000 – 10,000", {"low": 9000, "high": 10000}),
        ("12000 to 13000", {"low": 12000, "high": 13000}),
        (">= 9000", {"low": 9000}),
        ("≤10000", {"high": 10000}),
        ("9500 (9000-10000)", {"value": 9500, "low": 9000, "high": 10000}),
    ],
)
def test_a_figure_is_read_as_people_type_it(text, figures) -> None:
    assert parse_figure("r", text) == figures


@pytest.mark.parametrize("text", ["", "lots", "1e5x", "10-5", "1 2 3 t", "9000-", "NaN", "inf"])
def test_what_is_no_figure_is_refused(text) -> None:
    with pytest.raises(InvalidEdit):
        parse_figure("r", text)


@pytest.mark.parametrize(
    "figures",
    [
        {"value": 16265.0},
        {"value": 0.5},
        {"low": 1.0, "high": 2.0},
        {"low": 1.0},
        {"high": 2.0},
        {"value": 1.0, "low": 0.0, "high": 2.0},
    ],
)
def test_a_figure_that_is_shown_can_be_read_again(figures) -> None:
    assert parse_figure("r", figure(Observation("o", "2012", "s", **figures))) == figures


@pytest.mark.parametrize("lang", ["en", "ja", "zh", "zh-TW"])
def test_a_form_that_is_sent_in_as_it_was_changes_nothing(knowledge, lang) -> None:
    for ident in (*knowledge.observations, *knowledge.records, *knowledge.series):
        shown = fields(knowledge, ident, lang)
        assert 1 <= len(shown) <= 5
        assert changes(knowledge, ident, lang, {field.key: field.value for field in shown}) == ()


def test_every_real_record_has_a_form_that_discord_takes(real) -> None:
    from bot.stores.files import FilesStore

    knowledge = FilesStore(real).load().knowledge
    for ident in (*knowledge.observations, *knowledge.records, *knowledge.series):
        shown = fields(knowledge, ident, "en")
        assert shown is not None, ident
        assert len(shown) <= 5
        assert all(len(field.value) <= (4000 if field.long else 300) for field in shown), ident


def test_only_the_changed_key_changes(knowledge) -> None:
    shown = {field.key: field.value for field in fields(knowledge, RECORD, "en")}
    (change,) = changes(knowledge, RECORD, "en", {**shown, "figure": "17000"})
    assert change.after == {**change.before, "value": 17000}
    assert list(change.after) == list(change.before)


def test_phrasings_belong_to_the_series(knowledge) -> None:
    shown = {field.key: field.value for field in fields(knowledge, RECORD, "ja")}
    (change,) = changes(knowledge, RECORD, "ja", {**shown, "phrasings": "輸出\n 輸出量 \n\n"})
    assert change.id == "export-volume"
    assert change.after["ask"]["ja"] == ["輸出", "輸出量"]
    assert change.after["ask"]["en"] == change.before["ask"]["en"]


def test_an_unknown_record_has_no_form(knowledge) -> None:
    assert fields(knowledge, "nothing", "en") is None
    assert fields(knowledge, "customs-2013", "en") is None


def test_what_does_not_fit_into_a_form_is_left_to_the_file(knowledge) -> None:
    from dataclasses import replace

    fact = knowledge.records["why-exports-fell"]
    long = replace(fact, answer=replace(fact.answer, en="x" * 4001))
    assert fields(replace(knowledge, records={**knowledge.records, fact.id: long}), fact.id, "en") is None
