"""Every rule of the check can fail, and a sound knowledge base breaks none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.core.check import check, rule_ids
from bot.core.models import Knowledge, LeftOut, Phrasings, Side, Text
from bot.core.rules import Finding

Spoil = Callable[[Knowledge], Knowledge]


def record(name: str, **changes: Any) -> Spoil:
    def spoil(k: Knowledge) -> Knowledge:
        return replace(k, records={**k.records, name: replace(k.records[name], **changes)})

    return spoil


def answer(name: str, **wordings: str) -> Spoil:
    def spoil(k: Knowledge) -> Knowledge:
        return record(name, answer=replace(k.records[name].answer, **wordings))(k)

    return spoil


def series(**changes: Any) -> Spoil:
    def spoil(k: Knowledge) -> Knowledge:
        return replace(k, series={"export-volume": replace(k.series["export-volume"], **changes)})

    return spoil


def figure(index: int, **changes: Any) -> Spoil:
    def spoil(k: Knowledge) -> Knowledge:
        figures = list(k.series["export-volume"].observations)
        figures[index] = replace(figures[index], **changes)
        return series(observations=tuple(figures))(k)

    return spoil


def more(index: int, **changes: Any) -> Spoil:
    """Add a figure that is like the one at *index* but for *changes*."""

    def spoil(k: Knowledge) -> Knowledge:
        figures = k.series["export-volume"].observations
        return series(observations=(*figures, replace(figures[index], **changes)))(k)

    return spoil


def source(name: str, **changes: Any) -> Spoil:
    def spoil(k: Knowledge) -> Knowledge:
        return replace(k, sources={**k.sources, name: replace(k.sources.get(name, k.sources["paper-2012"]), **changes)})

    return spoil


def both(*spoils: Spoil) -> Spoil:
    def spoil(k: Knowledge) -> Knowledge:
        for each in spoils:
            k = each(k)
        return k

    return spoil


def without(name: str) -> Spoil:
    return lambda k: replace(k, records={key: value for key, value in k.records.items() if key != name})


FACT, EVENT, JAPAN, CHINA = "why-exports-fell", "count-published", "position-japan-sovereignty", "position-china-sovereignty"
RIVAL = {"id": "export-volume/2012-rival", "value": 16000.0}

CASES: list[tuple[str, str, Spoil]] = [
    ("no-whole", "export-volume", series(whole="all-exports")),
    ("unknown-source", FACT, record(FACT, sources=("nobody",))),
    ("unknown-source", "export-volume/2011-customs-2013", figure(0, source="nobody")),
    ("unknown-source", "export-volume/2011-customs-2013", figure(0, derived_from="nobody")),
    ("unknown-source", "source:paper-2012", source("paper-2012", origin="nobody")),
    ("unknown-source", "exports-2012-dispute", record("exports-2012-dispute", sides=(Side(claim=Text("a", "b", "c"), sources=("nobody",)),))),
    ("no-source", FACT, record(FACT, sources=())),
    ("unused-source", "source:new", source("new", id="new", url="https://example.org/new")),
    ("unlinked-source", "source:paper-2012", source("paper-2012", url=None)),
    ("same-address", "source:paper-2012", source("paper-2012", url="https://example.org/customs-2013")),
    ("circular-origin", "source:paper-2012", source("paper-2012", origin="paper-2012")),
    ("circular-origin", "source:paper-2012", both(source("paper-2012", origin="ministry-2012"), source("ministry-2012", origin="paper-2012"))),
    ("circular-origin", "export-volume/2011-customs-2013", figure(0, derived_from="customs-2013")),
    ("contradicted-source", "export-volume/2012-customs-2013", both(
        figure(0, rank="deprecated", reason="wrong"), more(0, id="export-volume/2010", period="2010", rank="deprecated", reason="wrong"))),
    ("unknown-unit", "export-volume", series(unit="bushels")),
    ("unknown-unit", "export-volume/2011-customs-2013", figure(0, unit="bushels")),
    ("bad-period", "export-volume/2011-customs-2013", figure(0, period="after 2011")),
    ("bad-period", "export-volume/2011-customs-2013", figure(0, period="2012/2011")),
    ("bad-period", "exports-2012-dispute", record("exports-2012-dispute", period="3012")),
    ("bad-date", FACT, record(FACT, as_of="January 2013")),
    ("bad-date", EVENT, record(EVENT, date="2013-02-30")),
    ("bad-date", "source:paper-2012", source("paper-2012", published="2012/10/24")),
    ("bad-date", "export-volume", series(next_due="soon")),
    ("ends-before-start", EVENT, record(EVENT, end="2012")),
    ("said-too-early", "export-volume/2011-customs-2013", figure(0, as_of="2010-12-31")),
    ("no-value", "export-volume/2011-customs-2013", figure(0, value=None)),
    ("no-value", "export-volume/2012-paper-2012", figure(2, low=10000.0, high=9000.0)),
    ("unknown-basis", "export-volume", series(basis="guess")),
    ("unknown-basis", "export-volume/2011-customs-2013", figure(0, basis="guess")),
    ("unused-basis", "export-volume", lambda k: series(bases=(*k.series["export-volume"].bases, replace(k.series["export-volume"].bases[0], id="guess")))(k)),
    ("misplaced-id", "quota/2011", figure(0, id="quota/2011")),
    ("preferred-twice", "export-volume/2012-rival", more(1, **RIVAL)),
    ("preferred-missing", "export-volume/2012-customs-2013", both(figure(1, rank="normal"), more(1, rank="normal", **RIVAL))),
    ("preferred-forecast", "export-volume/2012-paper-2012", figure(2, rank="preferred", reason="hope")),
    ("preferred-older", "export-volume/2011-customs-2013", both(
        figure(0, status="estimate"), more(0, id="export-volume/2011-b", value=1.0, rank="normal", status="actual", as_of="2014-01-01"))),
    ("no-reason", "export-volume/2011-customs-2013", figure(0, rank="deprecated")),
    ("no-reason", "export-volume/2011-customs-2013", more(0, id="export-volume/2011-b", value=17000.0, rank="normal")),
    ("no-reason", "row:x", lambda k: replace(k, left_out=(LeftOut("x", " "),))),
    ("missing-language", FACT, answer(FACT, ja="")),
    ("missing-language", "export-volume", series(title=Text("China's exports", None, "中国出口"))),
    ("few-phrasings", FACT, record(FACT, ask=Phrasings(en=("why",)))),
    ("phrasing-twice", EVENT, lambda k: record(EVENT, ask=k.records[FACT].ask)(k)),
    ("phrasing-twice", FACT, record(FACT, ask=Phrasings(en=("Why did it fall?", "why did it FALL")))),
    ("no-golden-question", FACT, record(FACT, must=())),
    ("no-golden-question", FACT, record(FACT, must=("Why did exports fall in 2012?",))),
    ("must-and-must-not", FACT, record(FACT, must_not=("explain the 2012 export slump?",))),
    ("bad-id", "Why So", lambda k: replace(k, records={**k.records, "Why So": replace(k.records[FACT], id="Why So")})),
    ("no-topic", FACT, record(FACT, topics=())),
    ("unknown-term", "export-volume", series(needs=(("exprot",),))),
    ("too-long", FACT, answer(FACT, en="x" * 2000)),
    ("link-in-text", FACT, answer(FACT, en="See https://example.org for more, the customs said.")),
    ("one-name", FACT, answer(FACT, en="The Senkaku Islands are far away.")),
    ("one-name", FACT, answer(FACT, en="The Diaoyu Islands are far away.")),
    ("verdict", FACT, answer(FACT, en="The Senkaku/Diaoyu Islands belong to Japan.")),
    ("verdict", FACT, answer(FACT, en="Customs said so. The Senkaku/Diaoyu Islands are inherent Chinese territory.")),
    ("verdict", FACT, answer(FACT, ja="尖閣諸島は日本の固有の領土です。")),
    ("verdict", FACT, answer(FACT, zh="钓鱼岛是中国固有领土。")),
    ("unattributed", JAPAN, answer(JAPAN, en="The Senkaku/Diaoyu Islands are far away.")),
    ("unattributed", FACT, both(record(FACT, topics=("sovereignty",)), answer(FACT, zh="很远。"))),
    ("one-sided", JAPAN, without(CHINA)),
]  # fmt: skip


def test_a_sound_base_breaks_no_rule(knowledge: Knowledge) -> None:
    assert check(knowledge) == []


@pytest.mark.parametrize(("rule", "name", "spoil"), CASES, ids=[f"{rule}-{n}" for n, (rule, _, _) in enumerate(CASES)])
def test_a_rule_can_fail(knowledge: Knowledge, rule: str, name: str, spoil: Spoil) -> None:
    found = [problem for problem in check(spoil(knowledge)) if problem.rule == rule]
    assert name in [problem.record for problem in found], check(spoil(knowledge))
    assert all(problem.message and problem.remedy for problem in found)


def test_every_rule_is_proven_here() -> None:
    assert set(rule_ids()) == {rule for rule, _, _ in CASES}


@pytest.mark.parametrize(
    "text",
    [
        "Japan says that the Senkaku/Diaoyu Islands are inherent Japanese territory.",
        "According to China, Japan stole the Senkaku/Diaoyu Islands.",
        "Japan administers the Senkaku/Diaoyu Islands.",
    ],
)
def test_a_claim_that_names_its_owner_is_no_verdict(knowledge: Knowledge, text: str) -> None:
    assert not [p for p in check(answer(FACT, en=text)(knowledge)) if p.rule == "verdict"]


def test_rivals_of_another_basis_may_both_be_preferred(knowledge: Knowledge) -> None:
    spoilt = both(more(1, id="export-volume/2012-reo", value=9000.0, basis="reo"), series_with_basis("reo"))(knowledge)
    assert [p.rule for p in check(spoilt)] == []


def series_with_basis(name: str) -> Spoil:
    return lambda k: series(bases=(*k.series["export-volume"].bases, replace(k.series["export-volume"].bases[0], id=name)))(k)


def test_rules_can_be_handed_in(knowledge: Knowledge) -> None:
    def lonely(knowledge: Knowledge) -> Iterator[Finding]:
        yield Finding(next(iter(knowledge.records)), "it is lonely", "give it company")

    (problem,) = check(knowledge, more=[lonely])
    assert (problem.rule, problem.record, problem.remedy) == ("lonely", FACT, "give it company")


def test_a_problem_names_its_place(knowledge: Knowledge) -> None:
    (problem,) = check(figure(0, rank="deprecated")(knowledge))
    assert (problem.file, problem.line) == ("series/export-volume.yaml", 47)
    assert str(problem).startswith("series/export-volume.yaml:47: export-volume/2011-customs-2013: it is deprecated")
