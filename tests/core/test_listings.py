"""Listings: partners, subjects and parts by the size of their figures, where a question asks which of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.core import figures, slots, wording
from bot.core.lexicon import Lexicon
from bot.core.models import Observation, Series
from bot.core.phrases import say
from bot.core.results import Listing
from bot.core.text import language
from tests.knowledge_small import EXPORTS, QUOTAS, TERMS, o, small

LEXICON = Lexicon.of(TERMS)
KNOWLEDGE = small()


def ask(text: str, *others: Series) -> Any:
    """Return the figure that answers *text*, with *others* in place of the series of their name."""
    knowledge = replace(KNOWLEDGE, series={**KNOWLEDGE.series, **{series.id: series for series in others}})
    return figures.figure(knowledge, slots.read(text, LEXICON, language(text), date(2014, 3, 31)))


def ids(rows: tuple[Observation, ...]) -> list[str]:
    return [row.id for row in rows]


@pytest.mark.parametrize(
    ("question", "which", "rows"),
    [
        ("who got the most exports", None, ["e/2011-jp", "e/2011-us"]),
        ("which country bought most of the rare earth exports in 2011", None, ["e/2011-jp", "e/2011-us"]),
        ("who got the least exports in 2011", None, ["e/2011-us", "e/2011-jp"]),
        ("main buyers of rare earth exports", None, ["e/2011-jp", "e/2011-us"]),
        ("where do rare earth exports go", None, ["e/2011-jp", "e/2011-us"]),
        ("どの国への輸出が一番多い", None, ["e/2011-jp", "e/2011-us"]),
        ("哪国出口最多", None, ["e/2011-jp", "e/2011-us"]),
    ],
)
def test_of_two_partners_none_is_called_the_highest(question: str, which: str | None, rows: list[str]) -> None:
    found = ask(question)
    assert isinstance(found, Listing)
    assert (found.which, ids(found.rows)) == (which, rows)


@pytest.mark.parametrize(
    ("question", "which", "rows"),
    [
        ("who got the most exports", "highest", ["e/chile", "e/us", "e/jp"]),
        ("who got the least exports in 2011", "lowest", ["e/jp", "e/us", "e/chile"]),
        ("どの国への輸出が一番多い", "highest", ["e/chile", "e/us", "e/jp"]),
        ("哪国出口最多", "highest", ["e/chile", "e/us", "e/jp"]),
    ],
)
def test_three_partners_are_ranked_among_those_held(question: str, which: str, rows: list[str]) -> None:
    sizes = {"jp": ("japan", 10), "us": ("united-states", 20), "chile": ("chile", 30)}
    held = tuple(o(f"e/{name}", "2011", n, "customs", partner=partner) for name, (partner, n) in sizes.items())
    # A later forecast neither ranks nor moves the ranking to its own period.
    other = replace(EXPORTS, observations=(*held, o("e/guess", "2012", 99, "customs", partner="japan", status="forecast")))
    found = ask(question, other)
    assert (found.which, ids(found.rows)) == (which, rows)
    assert say("among-held", "en", n=3) in wording.figure(found, "en").lines


@pytest.mark.parametrize(
    "question",
    [
        "which year had the most exports",
        "who got the most exports in 2010",
        "which country got most exports in 2012",
        "who got most exports, japan",
        "who got most exports from chile",
        "who exports rare earths",
        "exports to japan in 2011",
    ],
)
def test_nobody_is_ranked_where_one_is_named_or_one_alone_is_held(question: str) -> None:
    assert not isinstance(ask(question), Listing)


def test_a_year_is_no_country() -> None:
    assert type(ask("which country got the most exports in 2012")).__name__ != "Extreme"


def test_figures_of_several_times_are_not_ranked_together() -> None:
    other = replace(
        EXPORTS,
        observations=(
            o("e/jp", "2011", 10, "customs", partner="japan"),
            o("e/us", "2011", 20, "customs", partner="united-states"),
            o("e/cl", "2012", 90, "customs", partner="chile"),
        ),
    )
    assert ids(ask("who got the most exports", other).rows) == ["e/us", "e/jp"]


def test_figures_on_several_bases_are_not_ranked_together() -> None:
    other = replace(
        EXPORTS,
        observations=(
            o("e/jp", "2011", 10, "customs", partner="japan"),
            o("e/us", "2011", 20, "customs", partner="united-states"),
            o("e/cl", "2011", 90, "customs", partner="chile", basis="kyodo"),
        ),
        bases=(*EXPORTS.bases, replace(EXPORTS.bases[0], id="kyodo")),
    )
    assert ids(ask("who got the most exports", other).rows) == ["e/us", "e/jp"]


def test_what_was_forecast_is_not_ranked() -> None:
    other = replace(
        EXPORTS,
        observations=(
            o("e/jp", "2011", 10, "customs", partner="japan"),
            o("e/us", "2011", 20, "customs", partner="united-states", status="forecast"),
        ),
    )
    assert ask("who got the most exports", other).which is None


def test_subjects_are_ranked_where_the_series_has_several() -> None:
    rows = {"china": 30, "japan": 5, "chile": 50}
    other = replace(
        QUOTAS,
        subject=None,
        observations=tuple(replace(o(f"q/{who}", "2011", n, "ministry"), subject=who) for who, n in rows.items()),
    )
    assert ids(ask("which country has the highest quota", other).rows) == ["q/chile", "q/china", "q/japan"]
