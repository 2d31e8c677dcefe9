"""Checking a text: each figure in it agrees, differs, was a forecast, is known to be wrong, or cannot be checked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.library import Library
from bot.core.verify import MAX_FIGURES, verify
from tests.knowledge_small import small

LIBRARY = Library.build(small())


def findings(text: str) -> list[tuple[str, str]]:
    return [(one.stated, one.finding) for one in verify(LIBRARY, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China exported 16,265 t in 2012.", ["agrees"]),
        ("China exported 18,000 t in 2012.", ["differs"]),
        ("China exported 10,000 t in 2012.", ["forecast"]),
        ("China exported 24,000 t in 2011.", ["wrong"]),
        ("China exported 16,500 t in 2012.", ["rival"]),
        ("China exported 18,000 t in 1985.", ["cannot check"]),
        ("China exported 18,000 t.", ["cannot check"]),
        ("Chile exported 16,265 t in 2012.", ["cannot check"]),
        ("China exported 16,265 t of tungsten in 2012.", ["cannot check"]),
        ("The mayor weighs 18,000 t.", ["cannot check"]),
        ("The quota was 30,996 t in 2012.", ["agrees"]),
        ("Exports to Japan were 15,378 t in 2011.", ["agrees"]),
        ("Exports to Japan were 16,861 t in 2011.", ["differs"]),
        ("In 2012 exports were 16,265 t and in 2011 they were 16,861 t.", None),
        ("China exported 16,861 t in 2011. The quota was 30,996 t in 2012.", ["agrees", "agrees"]),
        ("中国は2012年に16,265トンを輸出した。", ["agrees"]),
        ("中国は2012年に18,000トンを輸出した。", ["differs"]),
        ("2012年中国出口1.6265万吨。", ["agrees"]),
        ("2012年中國出口18,000噸。", ["differs"]),
        ("Nothing is counted here.", []),
        ("", []),
        ("😀", []),
    ],
)
def test_each_figure_of_a_text_is_checked(text: str, expected: list[str] | None) -> None:
    found = [finding for _, finding in findings(text)]
    assert found == expected if expected is not None else len(found) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Exports were 39,813 in 2010, 16,861 in 2011, 18,000 in 2012.",
        "The exports of China: 39,813 in 2010; 16,861 in 2011; 18,000 in 2012.",
    ],
)
def test_a_clause_takes_the_metric_of_the_one_before(text: str) -> None:
    assert [f for _, f in findings(text)] == ["agrees", "agrees", "differs"]


def test_a_unit_is_no_metric_of_its_own() -> None:
    assert [f for _, f in findings("Exports were 39,813 t in 2010, 16,861 t in 2011, 18,000 t in 2012.")] == [
        "agrees",
        "agrees",
        "differs",
    ]


def test_ours_stands_beside_what_was_stated() -> None:
    (one,) = verify(LIBRARY, "China exported 18,000 t in 2012.")
    assert (one.stated, one.ours and one.ours.id, one.found) == ("18,000 t", "e/2012", None)
    assert one.series is not None
    assert one.period is not None
    assert (one.series.id, one.period.year) == ("export-volume", 2012)


def test_a_forecast_is_shown_with_its_outcome() -> None:
    (one,) = verify(LIBRARY, "China exported 10,000 t in 2012.")
    assert (one.found and one.found.id, one.ours and one.ours.id) == ("e/2012-august", "e/2012")


@pytest.mark.parametrize(
    ("text", "finding", "formula"),
    [
        ("China exported 16,861 t in 2011, less than half of 2010.", "agrees", "16861 ÷ 39813 = 0.42"),
        ("China exported 16,861 t in 2011, half of 2010.", "differs", "16861 ÷ 39813 = 0.42"),
        ("China exported 39,813 t in 2010, twice 2011.", "differs", "39813 ÷ 16861 = 2.36"),
        ("China exported 16,861 t in 2011, half of 1985.", "cannot check", None),
    ],
)
def test_a_fraction_of_another_year_is_computed(text: str, finding: str, formula: str | None) -> None:
    second = verify(LIBRARY, text)[1]
    assert (second.finding, second.formula) == (finding, formula)


def test_only_so_many_figures_are_checked() -> None:
    assert len(verify(LIBRARY, "Exports were 18,000 t in 2012. " * 40)) <= MAX_FIGURES


def test_the_same_text_is_judged_alike_every_time() -> None:
    text = "China exported 18,000 t in 2011, half of 2010; the quota was 30,996 t in 2012."
    assert verify(LIBRARY, text) == verify(LIBRARY, text)


def test_a_real_claim_is_checked(real_library: Library) -> None:
    found = {
        one.stated: one.finding
        for one in verify(real_library, "China exported 16,265 t of rare earths in 2012. The export quota was 99,999 t in 2012.")
    }
    assert found == {"16,265 t": "agrees", "99,999 t": "differs"}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="0123456789,.%t 年吨トンexports quota china half of;。", max_size=200))
def test_no_text_raises(text: str) -> None:
    assert len(verify(LIBRARY, text)) <= MAX_FIGURES
