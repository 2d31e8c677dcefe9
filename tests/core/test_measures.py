"""Measures: each has its name, and says what it is called after."""

from __future__ import annotations

import pytest

from bot.core import slots
from bot.core.cover import cover
from bot.core.library import Library
from bot.core.measures import NAMES, Found, measures, of_question
from bot.core.profile import canonical
from bot.core.text import language


def measured(library: Library, question: str, record: str, against: tuple[str, ...] = (), figure: float = 0) -> dict[str, float]:
    """Return every measure of *record* for *question* by its name."""
    asked = slots.read(question, library.lexicon, language(question), library.newest)
    hits = library.index.search(canonical(asked.text, asked.spots), limit=16)
    hit = next(hit for hit in hits if hit.record == record)
    profile = library.profile(record)
    found = Found(library.record(record), profile, hit, cover(library, asked, profile), against)
    return dict(zip(NAMES, measures(asked, of_question(asked, figure), found, hits, library.foreign), strict=True))


@pytest.mark.parametrize(
    ("question", "record", "expected"),
    [
        (
            "when was the trawler collision",
            "collision-2010",
            {"answered": 1, "place": 0, "wh-same": 1, "wh-when": 1, "is-event": 1},
        ),
        ("why was the trawler collision", "collision-2010", {"answered": 0, "wh-same": -1, "wh-why": 1, "asks-extra": 1}),
        ("a trawler collides with two patrol ships", "collision-2010", {"titled": 1, "question": 0, "wh-none": 1}),
        ("who owns the islands", "ownership", {"is-dispute": 1, "wants-told": 0, "wants-untold": 1}),
        ("how much did japan pay for the islands", "purchase-2012", {"wants-told": 1, "agent-same": 1, "agent-other": 0}),
        ("when did china buy the islands", "purchase-2012", {"agent-same": 0, "agent-other": 1, "unseen": 0, "lacking": 1}),
        ("when did china sell the islands to japan", "never-sold", {"turned": 1, "is-fact": 1}),
        ("when did japan sell the islands to china", "never-sold", {"turned": 0}),
        ("how many ships collided near the islands", "collision-2010", {"nouns-told": 1, "nouns-untold": 0, "wh-many": 1}),
        ("how many sailors collided near the islands", "collision-2010", {"nouns-told": 0, "nouns-untold": 1}),
        ("what was the name of the trawler", "collision-2010", {"attributes-told": 0, "attributes-untold": 1}),
        ("lol my dog asks who owns the islands", "ownership", {"laughs": 1, "selfish": 1}),
        ("is xyzzy at the islands", "ownership", {"foreign": 1, "question": 1, "wh-yes": 1}),
        ("尖閣諸島は誰のもの", "ownership", {"cjk": 1, "dated": 0}),
        ("2012年の輸出量は", "export-volume", {"cjk": 1, "dated": 1, "is-series": 1}),
    ],
)
def test_a_measure_says_what_it_is_called_after(library: Library, question: str, record: str, expected: dict[str, float]) -> None:
    found = measured(library, question, record)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("figure", "measure"),
    [
        (1.0, {"figure": 1, "figure-lacking": 0}),
        (-1.0, {"figure": 0, "figure-lacking": 1}),
        (0.0, {"figure": 0, "figure-lacking": 0}),
    ],
)
def test_whether_the_figures_answer_is_measured(library: Library, figure: float, measure: dict[str, float]) -> None:
    found = measured(library, "how much did china export in 2012", "export-volume", figure=figure)
    assert {name: found[name] for name in measure} == measure


def test_each_reason_is_counted_under_its_longest_name(library: Library) -> None:
    against = ("not about japan", "not of china", "not no. 7", "not money", "not quota", "of dysprosium", "number 5")
    found = measured(library, "who owns the islands", "ownership", against)
    assert {name: count for name, count in found.items() if name.startswith("gate-") and count} == {
        "gate-not-about": 1,
        "gate-not-of": 1,
        "gate-not-money": 1,
        "gate-not": 2,
        "gate-of": 1,
        "gate-number": 1,
    }


def test_the_lead_is_nothing_for_the_first_and_less_for_the_rest(library: Library) -> None:
    best = measured(library, "when was the trawler collision", "collision-2010")
    other = measured(library, "when was the trawler collision", "export-quota")
    assert best["lead"] == 0 < best["margin"]
    assert other["lead"] < 0 < other["place"]
