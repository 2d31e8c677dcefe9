"""A chart shows what is held and no more, says so in words, and is the same bytes each time."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO

import pytest

from bot.core import chart
from bot.core.models import Basis, Knowledge, Observation, Series, Text
from bot.core.wording import Chart
from bot.errors import ChartError

YEARS = (("2009", 43918.0), ("2010", 39813.0), ("2011", 16861.0), ("2014", 27769.0), ("2015", 34832.0))


def figure(period: str, value: float | None, **more: object) -> Observation:
    return Observation(f"export-volume/{period}-x", period, "customs-2013", value, **{"as_of": "2016-01", **more})  # type: ignore[arg-type]


@pytest.fixture
def series(knowledge: Knowledge) -> Series:
    """Return a series with a gap, an estimate and a range."""
    rows = [figure(period, value) for period, value in YEARS]
    rows[1] = replace(rows[1], status="estimate")
    rows.append(figure("2016", None, low=46000.0, high=48000.0, status="forecast"))
    return replace(knowledge.series["export-volume"], observations=tuple(rows))


@pytest.fixture
def asked() -> Chart:
    """Return the chart of all figures."""
    return Chart("export-volume", (*YEARS, ("2016", 47000.0)))


def draw(asked: Chart, series: Series, knowledge: Knowledge, lang: str = "en") -> chart.Picture:
    pytest.importorskip("matplotlib", reason="charts are an optional part: pip install 'rare-earth-bot[charts]'")
    return chart.draw(asked, series, knowledge.sources, lang)


# --- in words


def test_the_words_name_first_last_highest_and_lowest(asked: Chart, series: Series) -> None:
    said = chart.alt(chart.points(asked, series), series, "en")
    assert said.startswith("Chart of China's rare earth exports, 2009 to 2016, 6 figures.")
    assert "First 2009: 43,918 t; last 2016: 46,000–48,000 t; highest 2016: 46,000–48,000 t; lowest 2011: 16,861 t." in said


def test_the_words_name_gaps_and_what_was_not_counted(asked: Chart, series: Series) -> None:
    said = chart.alt(chart.points(asked, series), series, "en")
    assert "No figure between 2011 and 2014." in said
    assert "Marked as estimate: 2010." in said
    assert "Marked as forecast: 2016." in said


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", "最低2011年は16,861トン"), ("zh-CN", "最低2011年为16,861吨"), ("zh-TW", "最低2011年為16,861噸")]
)
def test_the_words_are_in_the_language_of_the_reader(asked: Chart, series: Series, lang: str, words: str) -> None:
    assert words in chart.alt(chart.points(asked, series), series, lang)


def test_the_words_fit_into_a_message(series: Series) -> None:
    many = tuple((str(year), float(year)) for year in range(1900, 2100, 2))
    rows = tuple(figure(period, value, status="estimate") for period, value in many)
    shown = chart.points(Chart("export-volume", many), replace(series, observations=rows))
    assert len(chart.alt(shown, series, "en")) <= chart.MAX_ALT


# --- what is drawn


def test_figures_in_another_unit_are_not_drawn_among_the_others(series: Series) -> None:
    mixed = replace(series, observations=(*series.observations, figure("2017", 51000.0, unit="t REO")))
    shown = chart.points(Chart("export-volume", (*YEARS, ("2017", 51000.0))), mixed)
    assert [point.text for point in shown] == [period for period, _ in YEARS]


def test_points_are_joined_neither_over_a_gap_nor_between_bases(series: Series) -> None:
    estimated = replace(series.observations[4], basis="estimate")
    bases = (*series.bases, Basis("estimate", Text("estimate of the trade", "推計", "估计")))
    mixed = replace(series, bases=bases, observations=(*series.observations[:4], estimated))
    runs = chart._runs(chart.points(Chart("export-volume", YEARS), mixed), mixed)
    assert [[point.text for point in run] for run in runs] == [["2009", "2010", "2011"], ["2014"], ["2015"]]


def test_the_footer_names_the_sources_and_the_date(asked: Chart, series: Series, knowledge: Knowledge) -> None:
    shown = chart.points(asked, series)
    footer = chart._footer(shown, series, knowledge.sources, "en", plain=False)
    assert footer == "Counted: customs, gross weight\nSource: General Administration of Customs\nFigures as of January 2016"


def test_a_figure_known_as_a_bound_is_drawn_as_one(series: Series) -> None:
    rows = (*series.observations[:4], figure("2015", None, low=34832.0))
    shown = chart.points(Chart("export-volume", YEARS), replace(series, observations=rows))
    assert [chart._short(point) for point in shown[-2:]] == ["27,769", "≥34,832"]


@pytest.mark.parametrize(("text", "lines"), [("one two three", ["one two", "three"]), ("一二三四五六", ["一二三四", "五六"])])
def test_long_text_is_broken_into_lines(text: str, lines: list[str]) -> None:
    assert chart._wrapped(text, 8).split("\n") == lines


# --- the picture


@pytest.mark.parametrize("total", ["sum", "none"])
@pytest.mark.parametrize("lang", ["en", "ja", "zh-CN", "zh-TW"])
def test_a_chart_is_a_picture_of_fit_size(asked: Chart, series: Series, knowledge: Knowledge, lang: str, total: str) -> None:
    picture = draw(asked, replace(series, total=total), knowledge, lang)  # type: ignore[arg-type]
    image = pytest.importorskip("PIL.Image")
    with image.open(BytesIO(picture.png)) as opened:
        assert opened.format == "PNG"
        assert opened.size == (960, 540)
    assert len(picture.png) < 200_000


def test_the_same_points_give_the_same_bytes(asked: Chart, series: Series, knowledge: Knowledge) -> None:
    assert draw(asked, series, knowledge) == draw(asked, series, knowledge)


def test_a_mark_for_what_was_not_counted_changes_the_picture(asked: Chart, series: Series, knowledge: Knowledge) -> None:
    counted = replace(series, observations=tuple(replace(o, status="actual") for o in series.observations))
    assert draw(asked, series, knowledge).png != draw(asked, counted, knowledge).png


def test_without_a_font_the_labels_are_english_and_the_words_are_not(
    asked: Chart, series: Series, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart, "_installed", lambda: frozenset({"DejaVu Sans"}))
    picture = draw(asked, series, knowledge, "ja")
    assert picture.png == draw(asked, series, knowledge, "en").png
    assert picture.alt.startswith("中国のレアアース輸出量の図")


def test_a_dollar_sign_is_no_formula(asked: Chart, series: Series, knowledge: Knowledge) -> None:
    assert draw(asked, replace(series, title=Text("Worth $1 of $2 and \\frac")), knowledge).png


def test_drawing_sets_nothing_for_other_charts(asked: Chart, series: Series, knowledge: Knowledge) -> None:
    settings = pytest.importorskip("matplotlib").rcParams
    names = [name for name in settings if name != "backend"]  # looking at that one makes it choose one
    before = [settings[name] for name in names]
    draw(asked, series, knowledge)
    assert [settings[name] for name in names] == before


def test_without_the_library_one_sentence_says_what_to_install(
    asked: Chart, series: Series, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("matplotlib", "matplotlib.figure", "matplotlib.backends.backend_agg"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ChartError, match="rare-earth-bot\\[charts\\]"):
        chart.draw(asked, series, knowledge.sources)
