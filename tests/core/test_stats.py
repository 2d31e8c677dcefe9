"""Series queries: which series a question is about, what it has, and that units and bases are never mixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.core import observations, slots, spans, stats, views
from bot.core.lexicon import Lexicon
from bot.core.models import Knowledge
from bot.core.slots import Slots
from bot.core.spans import parse
from bot.core.text import language
from bot.core.views import View
from tests.knowledge_small import EXPORTS, PRICES, QUOTAS, SCRAMBLES, TERMS, o, small

LEXICON = Lexicon.of(TERMS)
KNOWLEDGE: Knowledge = small()


def read(text: str) -> Slots:
    return slots.read(text, LEXICON, language(text), date(2014, 3, 31))


def seen(text: str) -> View:
    """Return the view of the series that *text* is about."""
    asked = read(text)
    return views.view(stats.matches(KNOWLEDGE, asked)[0].series, asked)


@pytest.mark.parametrize(
    ("question", "series"),
    [
        ("exports 2012", "export-volume"),
        ("export quota 2012", "export-quota"),
        ("quota 2012", "export-quota"),
        ("china's quota in tonnes", "export-quota"),
        ("dysprosium price 2011", "dysprosium-price"),
        ("scrambles 2012", "scrambles"),
        ("2012年の輸出量", "export-volume"),
        ("2012年输出枠", "export-quota"),
        ("出口配额", "export-quota"),
    ],
)
def test_a_question_is_about_the_series_whose_concepts_it_names(question: str, series: str) -> None:
    best = stats.matches(KNOWLEDGE, read(question))[0]
    assert (best.series.id, best.missing) == (series, ())


@pytest.mark.parametrize(
    "question", ["who owns the islands", "rare earths 2012", "hello", "2012", "price of rare earths", "price of tungsten"]
)
def test_a_question_that_names_no_measure_is_about_none(question: str) -> None:
    assert stats.matches(KNOWLEDGE, read(question)) == []


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("tungsten exports 2012", "commodity:tungsten"),
        ("exports to chile 2012", "actor:chile"),
        ("chile's exports 2012", "actor:chile"),
        ("japan's exports to china", "actor:china:to"),
        ("import quota 2012", "measure:import"),
        ("price of exports 2012", "measure:price"),
        ("exports of the senkaku islands", "place:senkaku"),
    ],
)
def test_what_a_series_does_not_have_is_named(question: str, missing: str) -> None:
    assert missing in stats.matches(KNOWLEDGE, read(question))[0].missing


@pytest.mark.parametrize(
    ("question", "partner", "ids"),
    [
        ("exports", None, 12),
        ("exports to japan", "japan", 2),
        ("exports from china to the us", "united-states", 1),
    ],
)
def test_a_view_has_the_figures_of_one_partner(question: str, partner: str | None, ids: int) -> None:
    view = seen(question)
    assert view.partner == partner
    assert len(view.observations) == ids
    assert {figure.partner for figure in view.observations} == {partner}


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("first batch of the quota", ["q/2012-1"]),
        ("quota for heavy rare earths", ["q/2011-heavy"]),
        ("light quota", ["q/2011-light"]),
    ],
)
def test_a_view_has_the_figures_of_one_part(question: str, ids: list[str]) -> None:
    assert [figure.id for figure in seen(question).observations] == ids


def test_the_better_figure_stands_first() -> None:
    assert [figure.id for figure in seen("exports").at(parse("2012"))][:2] == ["e/2012", "e/2012-rival"]
    assert seen("exports").at(parse("2011"))[-1].id == "e/2011-wrong"


def test_a_wrong_figure_is_not_trusted() -> None:
    assert "e/2011-wrong" not in {figure.id for figure in observations.trusted(EXPORTS.observations)}


def test_full_years_are_of_one_family_of_bases_and_settled() -> None:
    rows = seen("exports").yearly()
    assert [figure.id for figure in rows.values()] == ["e/2009", "e/2010", "e/2011", "e/2012"]
    assert [figure.id for figure in seen("exports").yearly(within=parse("2010/2011")).values()] == ["e/2010", "e/2011"]


def test_other_bases_are_let_in_only_when_asked_for() -> None:
    assert next(iter(seen("exports").yearly(mixed=True).values())).id == "e/2008"


def test_a_fiscal_year_is_a_full_year() -> None:
    assert [p.grain for p in views.view(SCRAMBLES, read("scrambles")).yearly()] == ["fiscal"] * 4


def test_the_newest_figure_is_no_forecast() -> None:
    latest = seen("exports").latest()
    assert latest is not None
    assert latest.id == "e/2012"


def test_nothing_is_the_newest_of_forecasts_alone() -> None:
    series = replace(EXPORTS, observations=tuple(f for f in EXPORTS.observations if f.status == "forecast"))
    assert views.view(series, read("exports")).latest() is None


def test_the_nearest_figures_are_named_the_closest_first() -> None:
    assert [figure.period for figure in seen("exports").nearest(spans.year(2007))] == ["2008", "2009"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("e/2011", "e/2012", True), ("e/2008", "e/2009", False)],
)
def test_figures_compare_within_one_family_of_bases(one: str, other: str, *, same: bool) -> None:
    rows = {figure.id: figure for figure in EXPORTS.observations}
    assert observations.comparable(EXPORTS, rows[one], rows[other]) is same


def test_figures_in_two_units_do_not_compare() -> None:
    tonnes, oxide = o("a", "2011", 1, "customs"), replace(o("b", "2012", 1, "customs"), unit="t REO")
    assert not observations.comparable(EXPORTS, tonnes, oxide)


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        (2500, "kg", "t", 2.5),
        (2.5, "t", "kg", 2500),
        (1500, "USD/t", "USD/kg", 1.5),
        (1.5, "USD billion", "USD million", 1500),
        (3, "t", "t", 3),
    ],
)
def test_exact_conversions_are_made(value: float, unit: str, wanted: str, expected: float) -> None:
    assert observations.convert(value, unit, wanted) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [("t", "t REO"), ("t REO", "t"), ("USD million", "JPY million"), ("percent", "t"), ("vessels", "days"), ("", "t")],
)
def test_gross_tonnes_are_no_tonnes_of_oxide(unit: str, wanted: str) -> None:
    with pytest.raises(ValueError, match="exactly"):
        observations.convert(1, unit, wanted)


def test_the_middle_of_a_range_stands_for_it() -> None:
    assert observations.middle(o("a", "2012", (12000, 13000), "paper")) == 12500
    assert observations.middle(replace(o("a", "2012", (12000, 13000), "paper"), high=None)) == 12000
    assert observations.middle(o("a", "2012", 7, "paper")) == 7


def test_parts_of_a_year_are_each_named_once() -> None:
    assert list(views.breakdown(QUOTAS, parse("2012"))) == ["batch-1", "batch-2"]
    assert views.breakdown(PRICES, parse("2012")) == {}


def test_partners_side_by_side_are_those_that_are_held() -> None:
    assert set(views.named_partners(EXPORTS, read("exports to japan and the us"))) == {"japan", "united-states"}
    assert views.named_partners(EXPORTS, read("exports to japan")) == ()
