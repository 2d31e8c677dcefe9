"""Figures: each operation takes the figures that it should, and what is not held is lacking, never a neighbour's figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.core import figures, slots
from bot.core.lexicon import Lexicon
from bot.core.models import Basis, Observation, Series, Text
from bot.core.text import language
from tests.knowledge_small import EXPORTS, PRICES, TERMS, o, small

LEXICON = Lexicon.of(TERMS)
KNOWLEDGE = small()


def ask(text: str) -> Any:
    """Return the figure that answers *text*."""
    return figures.figure(KNOWLEDGE, slots.read(text, LEXICON, language(text), date(2014, 3, 31)))


def kind(found: Any) -> str:
    """Return what was done with the figures: Lookup, Change, Lacking ..."""
    return type(found).__name__


def ids(rows: tuple[Observation, ...]) -> list[str]:
    return [row.id for row in rows]


# --- one figure


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("exports in 2012", "e/2012"),
        ("how much did china export in 2011", "e/2011"),
        ("exports in the first half of 2012", "e/2012-h1"),
        ("exports january to june 2012", "e/2012-h1"),
        ("exports in the first nine months of 2012", "e/2012-9m"),
        ("exports to japan in 2011", "e/2011-jp"),
        ("china to japan exports 2010", "e/2010-jp"),
        ("export quota 2012", "q/2012"),
        ("second batch of the quota 2012", "q/2012-2"),
        ("quota for heavy rare earths 2011", "q/2011-heavy"),
        ("dysprosium price 2011", "p/2011"),
        ("scrambles FY2012", "s/2012"),
        ("scrambles 2012", "s/2012"),
        ("2012年の輸出量は何トン", "e/2012"),
        ("2012年中国出口多少吨", "e/2012"),
        ("2011年中国对日本出口", "e/2011-jp"),
        ("平成24年の輸出枠", "q/2012"),
        ("2012年度の緊急発進", "s/2012"),
    ],
)
def test_one_figure_is_looked_up(question: str, best: str) -> None:
    found = ask(question)
    assert kind(found) == "Lookup"
    assert found.best.id == best


def test_a_figure_comes_with_its_rivals_and_forecasts_and_the_wrong_ones() -> None:
    found = ask("exports 2012")
    assert (ids(found.rivals), set(ids(found.forecasts))) == (["e/2012-rival"], {"e/2012-august", "e/2012-october"})
    assert ids(ask("exports 2011").wrong) == ["e/2011-wrong"]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("exports", "e/2012"),
        ("latest quota", "q/2012"),
        ("dysprosium price", "p/2012"),
        ("earliest exports", "e/2009"),
        ("scrambles", "s/2013"),
    ],
)
def test_without_a_period_the_newest_year_answers(question: str, best: str) -> None:
    assert ask(question).best.id == best


def test_a_forecast_is_all_that_a_coming_year_has() -> None:
    found = ask("exports 2013")
    assert (found.best.id, found.best.status) == ("e/2013", "forecast")


# --- two and more


@pytest.mark.parametrize(
    ("question", "before", "after"),
    [
        ("exports 2010 vs 2011", "e/2010", "e/2011"),
        ("exports 2012 compared to 2010", "e/2010", "e/2012"),
        ("by how much did exports fall from 2010 to 2012", "e/2010", "e/2012"),
        ("how did exports change in 2011", "e/2010", "e/2011"),
        ("exports to japan 2010 vs 2011", "e/2010-jp", "e/2011-jp"),
        ("dysprosium price 2010 vs 2011", "p/2010", "p/2011"),
        ("scrambles 2011 vs 2012", "s/2011", "s/2012"),
        ("2010年と2011年の輸出を比べて", "e/2010", "e/2011"),
        ("2010年和2011年出口相比", "e/2010", "e/2011"),
    ],
)
def test_two_years_are_compared_the_earlier_first(question: str, before: str, after: str) -> None:
    found = ask(question)
    assert kind(found) == "Change"
    assert (found.before.id, found.after.id) == (before, after)


def test_figures_on_two_bases_are_not_set_against_each_other() -> None:
    assert kind(ask("exports 2008 vs 2009")) != "Change"


@pytest.mark.parametrize(
    ("question", "year"),
    [("exports 2005 vs 2011", 2005), ("exports 2010 vs 2015", 2015), ("how did exports change from 1985 to 2012", 1985)],
)
def test_a_comparison_lacks_the_year_that_is_not_held(question: str, year: int) -> None:
    found = ask(question)
    assert kind(found) == "Lacking"
    assert (found.what, found.period.year if found.period else None) == ("period", year)


@pytest.mark.parametrize(
    ("question", "which", "best"),
    [
        ("highest exports", "highest", "e/2009"),
        ("lowest exports", "lowest", "e/2012"),
        ("highest exports 2010-2012", "highest", "e/2010"),
        ("lowest quota", "lowest", "q/2011"),
        ("highest dysprosium price", "highest", "p/2011"),
        ("most scrambles", "highest", "s/2013"),
        ("一番多かった輸出は", "highest", "e/2009"),
        ("出口最少", "lowest", "e/2012"),
    ],
)
def test_the_highest_and_lowest_are_found_among_full_years(question: str, which: str, best: str) -> None:
    found = ask(question)
    assert kind(found) == "Extreme"
    assert (found.which, found.best.id) == (which, best)


@pytest.mark.parametrize(
    ("question", "operation", "value", "rows"),
    [
        ("average exports 2009 to 2012", "average", (43918 + 39813 + 16861 + 16265) / 4, 4),
        ("total exports 2010 to 2012", "total", 39813 + 16861 + 16265, 3),
        ("combined exports 2011 and 2012", "total", 16861 + 16265, 2),
        ("average dysprosium price 2010-2012", "average", (231.6 + 1449.8 + 1035.6) / 3, 3),
        ("total scrambles 2010 to 2013", "total", 96 + 156 + 306 + 415, 4),
    ],
)
def test_years_are_added_and_averaged(question: str, operation: str, value: float, rows: int) -> None:
    found = ask(question)
    assert kind(found) == "Aggregate"
    assert (found.operation, found.value, len(found.rows)) == (operation, pytest.approx(value), rows)


def test_a_sum_says_which_years_it_lacks() -> None:
    assert ask("total exports 2009 to 2014").lacking == (2013, 2014)


def test_prices_are_never_added() -> None:
    assert kind(ask("total dysprosium price 2010 to 2012")) != "Aggregate"


def test_a_trend_has_each_year_oldest_first() -> None:
    found = ask("export trend 2009-2012")
    assert kind(found) == "Trend"
    assert ids(found.rows) == ["e/2009", "e/2010", "e/2011", "e/2012"]
    assert ids(ask("exports 2010 to 2012").rows) == ["e/2010", "e/2011", "e/2012"]


# --- what was expected, and what was known


@pytest.mark.parametrize(
    ("question", "forecasts", "outcome"),
    [
        ("what exports were expected for 2012", ["e/2012-august", "e/2012-october"], "e/2012"),
        ("export forecast 2013", ["e/2013"], None),
        ("2012年の輸出の予測", ["e/2012-august", "e/2012-october"], "e/2012"),
        ("2012年出口预测", ["e/2012-august", "e/2012-october"], "e/2012"),
    ],
)
def test_what_was_expected_stands_beside_what_came(question: str, forecasts: list[str], outcome: str | None) -> None:
    found = ask(question)
    assert kind(found) == "Expected"
    assert ids(found.forecasts) == forecasts
    assert (found.outcome.id if found.outcome else None) == outcome


def test_only_what_had_been_published_was_known() -> None:
    assert ask("exports as of august 2012").best.id == "e/2012-h1"
    assert ask("exports as of november 2012").best.id == "e/2012-9m"
    assert kind(ask("exports as of march 2012")) == "Lacking"


def test_a_later_forecast_was_not_known_earlier() -> None:
    assert ids(ask("what exports were expected as of august 2012").forecasts) == ["e/2012-august"]
    assert ids(ask("what exports were expected as of november 2012").forecasts) == ["e/2012-october", "e/2012-august"]


def test_a_forecast_that_nobody_made_is_lacking() -> None:
    found = ask("quota forecast 2012")
    assert kind(found) == "Lacking"
    assert found.what == "forecast"


# --- figures that a question states


@pytest.mark.parametrize(
    ("question", "verdict", "found", "best"),
    [
        ("were 2012 exports 16,265 t", "agrees", "e/2012", "e/2012"),
        ("were 2012 exports 18,000 t", "differs", None, "e/2012"),
        ("were 2012 exports 16,500 t", "rival", "e/2012-rival", "e/2012"),
        ("were 2012 exports 10,000 t", "forecast", "e/2012-august", "e/2012"),
        ("were 2012 exports 12,500 t", "forecast", "e/2012-october", "e/2012"),
        ("were 2011 exports 24,000 t", "wrong", "e/2011-wrong", "e/2011"),
        ("was the 2012 quota 30,996 t", "agrees", "q/2012", "q/2012"),
        ("was the 2011 quota 31 thousand t", "differs", None, "q/2011"),
        ("were exports to japan 15,378 t in 2011", "agrees", "e/2011-jp", "e/2011-jp"),
        ("2012年の輸出は18,000トンですか", "differs", None, "e/2012"),
        ("2012年出口是1.6265万吨吗", "agrees", "e/2012", "e/2012"),
    ],
)
def test_a_stated_figure_is_checked(question: str, verdict: str, found: str | None, best: str) -> None:
    check = ask(question)
    assert kind(check) == "Check"
    assert (check.verdict, check.found.id if check.found else None, check.best.id if check.best else None) == (
        verdict,
        found,
        best,
    )


def test_a_stated_figure_of_a_year_not_held_is_not_checked() -> None:
    assert kind(ask("were 1985 exports 18,000 t")) == "Lacking"


def test_two_stated_figures_bring_all_that_is_held() -> None:
    found = ask("were 2012 exports 10,000 t or 16,265 t")
    assert kind(found) == "Rivals"
    assert {"e/2012", "e/2012-august"} <= set(ids(found.rows))


@pytest.mark.parametrize(
    "question", ["why do sources differ on 2012 exports", "other figures for 2012 exports", "2012年出口哪个数字"]
)
def test_every_figure_of_a_year_is_listed(question: str) -> None:
    found = ask(question)
    assert kind(found) == "Rivals"
    assert len(found.rows) == 4


# --- parts, partners, and one series over another


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("quota 2012 by batch", ["q/2012-1", "q/2012-2"]),
        ("quota 2011 light and heavy", ["q/2011-heavy", "q/2011-light"]),
        ("2012年配额分批", ["q/2012-1", "q/2012-2"]),
    ],
)
def test_a_year_is_split_into_its_parts(question: str, rows: list[str]) -> None:
    found = ask(question)
    assert kind(found) == "Parts"
    assert (ids(found.rows), found.whole.period if found.whole else None) == (rows, str(found.period.year))


def test_parts_that_are_not_held_are_lacking() -> None:
    assert kind(ask("quota 2010 by batch")) == "Lacking"


def test_partners_stand_side_by_side() -> None:
    found = ask("exports to japan and the us in 2011")
    assert kind(found) == "Listing"
    assert set(ids(found.rows)) == {"e/2011-jp", "e/2011-us"}


def test_partners_that_are_not_all_held_are_not_set_side_by_side() -> None:
    assert kind(ask("exports to japan and the us in 2010")) != "Listing"


@pytest.mark.parametrize(
    ("question", "asks", "top", "bottom"),
    [
        ("what share of the quota was used in 2012", "share", "e/2012", "q/2012"),
        ("exports as a share of the quota 2011", "share", "e/2011", "q/2011"),
        ("how much of the 2011 quota was unused", "left", "e/2011", "q/2011"),
        ("did exports exceed the quota in 2010", "over", "e/2010", "q/2010"),
        ("did exports exceed the quota in 2012", "over", "e/2012", "q/2012"),
        ("2012年配额用掉百分之几", "share", "e/2012", "q/2012"),
    ],
)
def test_exports_are_set_against_the_quota(question: str, asks: str, top: str, bottom: str) -> None:
    found = ask(question)
    assert kind(found) == "Ratio"
    assert (found.asks, found.top[1].id, found.bottom[1].id) == (asks, top, bottom)


@pytest.mark.parametrize(
    "question",
    [
        "did the quota exceed exports in 2012",
        pytest.param(
            "did china's export quota exceed exports in 2012",
            marks=pytest.mark.xfail(reason="the sides of the comparison are taken the other way round (bug 8)"),
        ),
    ],
)
def test_the_quota_may_exceed_exports(question: str) -> None:
    found = ask(question)
    assert kind(found) == "Ratio"
    assert found.asks == "share"


def test_the_years_above_the_quota_are_found() -> None:
    found = ask("did china ever exceed the quota")
    assert kind(found) == "Over"
    assert [(p.year, a.id, b.id) for p, a, b in found.years] == [(2010, "e/2010", "q/2010")]
    assert found.compared == 3


def test_a_share_of_a_year_that_one_side_lacks_is_lacking() -> None:
    assert kind(ask("what share of the quota was used in 2009")) == "Lacking"


# --- what is not held


@pytest.mark.parametrize(
    ("question", "what", "wanted"),
    [
        ("exports in 1985", "period", ()),
        ("exports in 2014", "period", ()),
        ("exports in may 2012", "period", ()),
        ("exports in the third quarter of 2012", "period", ()),
        ("quota 2013", "period", ()),
        ("dysprosium price FY2011", "period", ()),
        ("scrambles 1999", "period", ()),
        ("tungsten exports 2012", "commodity", ("tungsten",)),
        ("exports to chile 2012", "actor", ("chile",)),
        ("chile's export quota 2012", "actor", ("chile",)),
        ("import quota 2012", "measure", ("import",)),
        ("scrambles against chile 2012", "actor", ("chile",)),
        ("2012年のタングステン輸出量", "commodity", ("tungsten",)),
        ("2012年智利出口", "actor", ("chile",)),
        ("1985年出口配额", "period", ()),
    ],
)
def test_what_is_not_held_is_named(question: str, what: str, wanted: tuple[str, ...]) -> None:
    found = ask(question)
    assert kind(found) == "Lacking"
    assert (found.what, found.wanted) == (what, wanted)


def test_the_closest_figures_are_offered() -> None:
    assert [row.period for row in ask("exports in 2007").closest] == ["2008", "2009"]


@pytest.mark.parametrize(
    "question", ["who owns the islands", "rare earths in 2012", "price of rare earths 2011", "", "hello", "tungsten price 2012"]
)
def test_a_question_about_no_measure_is_answered_by_no_figure(question: str) -> None:
    assert ask(question) is None


def test_a_single_happening_answers_for_its_year() -> None:
    once = replace(EXPORTS, frequency="once", observations=(o("e/once", "2011-03", 250, "paper"),))
    knowledge = replace(KNOWLEDGE, series={once.id: once})
    found = figures.figure(knowledge, slots.read("exports in 2011", LEXICON, "en", date(2014, 3, 31)))
    assert kind(found) == "Lookup"
    assert found.best.id == "e/once"


# --- months, parts of a year, shares and series that stand in for each other


def ask_with(text: str, *others: Series) -> Any:
    """Return the figure that answers *text*, with *others* in place of the series of their name."""
    knowledge = replace(KNOWLEDGE, series={**KNOWLEDGE.series, **{series.id: series for series in others}})
    return figures.figure(knowledge, slots.read(text, LEXICON, language(text), date(2014, 3, 31)))


MONTHLY = replace(
    EXPORTS,
    observations=(
        *(o(f"m/{n}", f"2012-{n:02}", value, "customs") for n, value in enumerate((900, 1200, 700, 1500, 800, 1100), 1)),
        o("m/2011-12", "2011-12", 2000, "customs"),
        o("m/2011", "2011", 16861, "customs"),
        o("m/2012", "2012", 16265, "customs"),
    ),
)


@pytest.mark.parametrize(
    ("question", "which", "best", "rows"),
    [
        ("which month of 2012 had the highest exports", "highest", "m/4", 6),
        ("in which month were exports lowest in 2012", "lowest", "m/3", 6),
        ("record month of exports", "highest", "m/2011-12", 7),
        ("2012年に輸出が一番多かったのは何月", "highest", "m/4", 6),
        ("2012年出口最多的是哪个月", "highest", "m/4", 6),
        ("highest exports", "highest", "m/2011", 2),
    ],
)
def test_the_highest_and_lowest_month_are_found(question: str, which: str, best: str, rows: int) -> None:
    found = ask_with(question, MONTHLY)
    assert kind(found) == "Extreme"
    assert (found.which, found.best.id, len(found.rows)) == (which, best, rows)


@pytest.mark.parametrize("question", ["highest month of exports in 2011", "lowest month of exports in 2010"])
def test_one_month_is_no_highest_one(question: str) -> None:
    assert kind(ask_with(question, MONTHLY)) == "Lacking"


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("exports from february to april 2012", ["m/2", "m/3", "m/4"]),
        ("exports in the second quarter of 2012", ["m/4", "m/5", "m/6"]),
        ("exports in the first half year of 2012", ["m/1", "m/2", "m/3", "m/4", "m/5", "m/6"]),
    ],
)
def test_a_few_months_are_shown_one_by_one(question: str, rows: list[str]) -> None:
    found = ask_with(question, MONTHLY)
    assert (kind(found), ids(found.rows)) == ("Trend", rows)


def test_months_of_which_one_is_not_held_are_lacking() -> None:
    assert kind(ask_with("exports from june to august 2012", MONTHLY)) == "Lacking"


IN_PASSING = replace(
    PRICES,
    observations=(
        o("p/2009-06", "2009-06", 120, "paper"),
        o("p/2010-03", "2010-03", 900, "paper"),
        o("p/2010-09", "2010-09", 700, "paper"),
        o("p/2012", "2012", 1035.6, "paper"),
    ),
)


def test_a_price_of_months_answers_for_its_year() -> None:
    assert ids(ask_with("dysprosium price in 2010", IN_PASSING).rows) == ["p/2010-03", "p/2010-09"]
    assert ask_with("dysprosium price in 2009", IN_PASSING).best.id == "p/2009-06"
    assert kind(ask_with("dysprosium price in 2008", IN_PASSING)) == "Lacking"


def test_tonnes_of_months_do_not_answer_for_their_year() -> None:
    assert kind(ask_with("exports in 2010", replace(MONTHLY, observations=IN_PASSING.observations))) == "Lacking"


@pytest.mark.parametrize(
    ("question", "part", "whole"),
    [
        ("what share of exports went to japan in 2011", "e/2011-jp", "e/2011"),
        ("what percentage of the exports in 2011 went to the united states", "e/2011-us", "e/2011"),
        ("2011年の輸出に占める日本の割合", "e/2011-jp", "e/2011"),
    ],
)
def test_the_share_of_a_partner_is_computed(question: str, part: str, whole: str) -> None:
    found = ask(question)
    assert kind(found) == "Share"
    assert (found.part.id, found.whole.id) == (part, whole)


@pytest.mark.parametrize(
    "question",
    [
        "what percentage of exports went to chile in 2011",
        "what share of exports went to the united states in 2010",
        "what percent of the exports goes to japan",
        "what share of exports in 2011",
    ],
)
def test_a_share_of_which_one_side_is_not_held_is_lacking(question: str) -> None:
    assert kind(ask(question)) == "Lacking"


OF_DYSPROSIUM = replace(
    EXPORTS,
    id="export-dysprosium",
    commodity="dysprosium",
    whole="export-volume",
    observations=(o("d/2011", "2011", 500, "customs"), o("d/2012", "2012", 20000, "customs")),
)


def test_a_series_that_counts_a_part_has_a_share_in_the_whole() -> None:
    found = ask_with("share of dysprosium exports in 2011", OF_DYSPROSIUM)
    assert kind(found) == "Share"
    assert (found.part.id, found.whole.id) == ("d/2011", "e/2011")


def test_no_part_is_larger_than_the_whole() -> None:
    assert kind(ask_with("share of dysprosium exports in 2012", OF_DYSPROSIUM)) == "Lacking"


def test_a_series_without_a_whole_has_no_share() -> None:
    assert kind(ask_with("share of dysprosium exports in 2011", replace(OF_DYSPROSIUM, whole=None))) == "Lacking"


IN_DOLLARS = replace(EXPORTS, id="export-value", unit="USD", observations=(o("v/2015", "2015", 50, "customs"),))


@pytest.mark.parametrize(("question", "best"), [("exports in 2015", "v/2015"), ("exports in 2012", "e/2012")])
def test_another_unit_answers_where_the_best_series_lacks_the_year(question: str, best: str) -> None:
    assert ask_with(question, IN_DOLLARS).best.id == best


def test_another_series_in_the_same_unit_counts_another_thing_and_answers_not() -> None:
    other = replace(IN_DOLLARS, unit="t")
    assert sorted(kind(ask_with(f"exports in {year}", other)) for year in (2012, 2015)) == ["Lacking", "Lookup"]


# --- bases that are named after a country

ABROAD = replace(
    PRICES,
    bases=(Basis("fob", Text("free on board, China")), Basis("us", Text("import price, America"))),
    observations=(
        o("p/2011", "2011", 1449.8, "paper"),
        o("p/2011-us", "2011", 1600, "paper", basis="us"),
        o("p/2012", "2012", 1035.6, "paper"),
    ),
)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("dysprosium price in america 2011", "p/2011-us"),
        ("2011年美国镝价格", "p/2011-us"),
        ("chinese dysprosium price 2011", "p/2011"),
        ("dysprosium price in 2011", "p/2011"),
    ],
)
def test_a_country_means_the_basis_that_is_named_after_it(question: str, best: str) -> None:
    assert ask_with(question, ABROAD).best.id == best


def test_a_year_that_this_basis_lacks_is_lacking() -> None:
    assert kind(ask_with("dysprosium price in america 2012", ABROAD)) == "Lacking"
