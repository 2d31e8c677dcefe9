"""Profiles: who acts in a record, on which days, what it tells and counts, and what must not lead to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.library import Library
from bot.core.models import Event, Series
from bot.core.profile import Profile, profile
from tests.knowledge_small import EVENTS, EXPORTS, FACTS, o


@pytest.mark.parametrize(
    ("record", "part", "expected"),
    [
        ("purchase-2012", "agents", {"japan"}),
        ("purchase-2012", "subjects", {"japan"}),
        ("never-sold", "subjects", {"japan"}),
        ("collision-2010", "subjects", set()),
        ("collision-2010", "agents", set()),
        ("position-china", "agents", {"china"}),
        ("purchase-2012", "days", {"2012-09-11"}),
        ("why-exports-fell", "days", set()),
        ("purchase-2012", "tells", {"money", "date", "number", "name"}),
        ("why-exports-fell", "tells", {"date", "number", "reason"}),
        ("export-volume", "tells", {"date", "number", "tonnes"}),
        ("dysprosium-price", "tells", {"date", "number", "money", "tonnes"}),
        ("scrambles", "tells", {"date", "number"}),
    ],
)
def test_a_record_is_read_for_who_acts_and_what_it_tells(library: Library, record: str, part: str, expected: set[str]) -> None:
    assert getattr(library.profile(record), part) == expected


def test_what_is_counted_is_in_the_answer(library: Library) -> None:
    assert {"patrol", "ship"} <= library.profile("collision-2010").counted
    assert not {"trawler", "island"} & library.profile("collision-2010").counted


def test_words_of_phrasings_are_not_said(library: Library) -> None:
    own = library.profile("collision-2010")
    assert "boat" in own.words
    assert "boat" not in own.said
    assert {"trawler", "@collision", "@china"} <= own.said
    assert {"trawler", "@collision"} <= own.titled
    assert "@china" not in own.titled


def read(library: Library, record: Event | Series) -> Profile:
    return profile(record, library.lexicon, library.newest)


def test_what_must_not_lead_to_a_record_is_kept_with_its_terms_as_tokens(library: Library) -> None:
    assert library.profile(FACTS[0].id).forbids == ("@why did @import fall in 2012",)
    other = replace(EVENTS[0], must_not=("When did the trawler sink?", "日本はいつ売った"))
    assert read(library, other).forbids == ("@when did the trawler sink?", "@japan は @when @sell")


def test_a_series_is_about_the_partners_and_parts_of_its_figures(library: Library) -> None:
    other = replace(EXPORTS, observations=(o("e/cl", "2011", 5, "customs", partner="chile", segment="light"),))
    assert {"chile", "light"} <= read(library, other).ids
    assert not {"chile", "light"} & library.profile("export-volume").ids
    assert not read(library, other).dated
