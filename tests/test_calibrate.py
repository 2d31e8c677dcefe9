from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.calibrate import DEFAULT, Calibration, fit, measures, mistyped
from bot.core.search import Entry, Hit, Index

THINGS = {
    "price": "price of {} per kilo",
    "owner": "who owns the {}",
    "export": "how much {} was exported in 2011",
    "history": "since when is there {}",
    "use": "what is {} used for",
    "law": "which law rules {}",
}
NAMES = ("yttrium", "scandium", "cerium", "lanthanum", "samarium", "gadolinium", "terbium", "holmium", "erbium", "thulium")
FRAMES = ("tell me the {}", "{}", "please say {}", "i want to know {}", "do you know {}")
ENTRIES = [
    Entry(f"{kind}-{name}", frame.format(text.format(name)))
    for kind, text in THINGS.items()
    for name in NAMES
    for frame in FRAMES
]


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    return fit(ENTRIES, samples=120)


def probability(calibration: Calibration, index: Index, text: str) -> float:
    hits = index.search(text, limit=2)
    return calibration.probability(*hits) if hits else 0.0


def test_a_question_with_an_answer_is_surer_than_one_without(calibration: Calibration) -> None:
    index = Index.build(ENTRIES)
    inside = ["say me the price of cerium per kilo", "who owns samarium", "what is terbium mostly used for"]
    outside = ["how do i bake bread", "who owns the moon rocket", "price of a house in the city"]
    assert min(probability(calibration, index, q) for q in inside) > max(probability(calibration, index, q) for q in outside)


def test_a_record_that_is_gone_is_hardly_ever_likely(calibration: Calibration) -> None:
    gone = {f"use-{name}" for name in NAMES}
    index = Index.build(entry for entry in ENTRIES if entry.record not in gone)
    sure = [probability(calibration, index, entry.text) for entry in ENTRIES if entry.record in gone]
    assert sum(p > 0.5 for p in sure) / len(sure) < 0.3


def test_the_same_entries_give_the_same_weights(calibration: Calibration) -> None:
    assert fit(ENTRIES, samples=120) == calibration


def test_too_few_phrasings_take_the_weights_that_come_with_the_code() -> None:
    assert fit([]) == DEFAULT
    assert fit([Entry("a", "one phrasing"), Entry("b", "another one")]) == DEFAULT


def test_the_weights_that_come_with_the_code_tell_likely_from_unlikely() -> None:
    good = Hit("a", "x", score=0.95, second=0.8, coverage=1.0, covered=1.0, whole=0.9, rank=0.95, telling=0.8, known=1.0)
    poor = Hit("a", "x", score=0.3, second=0.2, coverage=0.3, covered=0.2, whole=0.2, rank=0.25, unmatched=1.0, strange=1.0)
    assert DEFAULT.probability(good) > 0.85
    assert DEFAULT.probability(poor, poor) < 0.15


def test_two_records_that_are_as_likely_leave_the_question_answerable(calibration: Calibration) -> None:
    hits = Index.build(ENTRIES).search("the price of cerium per kilo and of terbium per kilo", limit=2)
    assert calibration.answerable(*hits) > calibration.probability(*hits)


def test_a_gate_is_heeded() -> None:
    asked: set[tuple[str, str]] = set()

    def gate(text: str, record: str) -> bool:
        asked.add((text, record))
        return record.split("-")[1] in text

    assert fit(ENTRIES, gate=gate, samples=60) != fit(ENTRIES, samples=60)
    assert asked <= {(entry.text, other.record) for entry in ENTRIES for other in ENTRIES}


share = st.floats(0, 1)
hits = st.builds(
    Hit,
    record=st.just("a"),
    phrasing=st.just("x"),
    score=share,
    second=share,
    coverage=share,
    covered=share,
    whole=share,
    rank=st.floats(0, 2),
    unmatched=share,
    unasked=share,
    strange=share,
    telling=share,
    known=share,
    numbers=st.integers(0, 9),
)


@given(hits, st.none() | hits)
def test_a_probability_is_between_nothing_and_one(hit: Hit, runner_up: Hit | None) -> None:
    assert 0 <= DEFAULT.probability(hit, runner_up) <= 1
    assert 0 <= DEFAULT.answerable(hit, runner_up) <= 1
    assert len(measures(hit, runner_up)) == len(DEFAULT.right) - 1 == len(DEFAULT.known) - 1


@given(st.text(max_size=40), st.integers(0, 5), st.integers())
def test_slips_never_touch_numbers_and_other_scripts(text: str, times: int, seed: int) -> None:
    def kept(one: str) -> list[str]:
        return [c for c in one if not (c.isascii() and c.isalpha())]

    assert sorted(kept(mistyped(text, random.Random(seed), times))) == sorted(kept(text))
