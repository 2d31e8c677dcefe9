"""Periods: the same days however they are written, in three languages, and no date where there is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import periods, spans
from bot.core.labels import date_label, label
from bot.core.periods import read
from bot.core.spans import Period, parse
from bot.core.text import fold

NEWEST = date(2026, 6, 30)


def named(text: str) -> list[Period]:
    """Return the periods with a year that *text* names, each once."""
    return list(dict.fromkeys(m.period for m in read(fold(text), NEWEST) if not m.yearless))


def days(found: list[Period]) -> list[tuple[date, date]]:
    return [(p.start, p.end) for p in found]


# --- what records hold


@pytest.mark.parametrize(
    ("text", "start", "end", "grain"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31), "year"),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), "month"),
        ("2012-09-11", date(2012, 9, 11), date(2012, 9, 11), "day"),
        ("2012-H1", date(2012, 1, 1), date(2012, 6, 30), "half"),
        ("2012-H2", date(2012, 7, 1), date(2012, 12, 31), "half"),
        ("2012-Q3", date(2012, 7, 1), date(2012, 9, 30), "quarter"),
        ("FY2012", date(2012, 4, 1), date(2013, 3, 31), "fiscal"),
        ("2012-01/2012-09", date(2012, 1, 1), date(2012, 9, 30), "span"),
        ("2012-01/2012-06", date(2012, 1, 1), date(2012, 6, 30), "half"),
        ("2012-01/2012-12", date(2012, 1, 1), date(2012, 12, 31), "year"),
        ("2010/2012", date(2010, 1, 1), date(2012, 12, 31), "span"),
        ("2012-09-11/2012-09-18", date(2012, 9, 11), date(2012, 9, 18), "span"),
    ],
)
def test_a_recorded_period_is_its_days(text: str, start: date, end: date, grain: str) -> None:
    assert parse(text) == Period(start, end, grain)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "2012-13",
        "2012-02-30",
        "2012-H3",
        "2012-Q5",
        "fy2012",
        "2012/2010",
        "2012-1",
        "last year",
        "2012/",
        "２０１２-99",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|month|day|date"):
        parse(text)


def test_a_period_lies_within_and_overlaps_another() -> None:
    year, month, other = parse("2012"), parse("2012-05"), parse("2013")
    assert month.within(year)
    assert not year.within(month)
    assert year.overlaps(month)
    assert not year.overlaps(other)
    assert parse("FY2012").overlaps(other)
    assert parse("2012-H1").same(parse("2012-01/2012-06"))
    assert not year.same(month)


# --- what questions name

ENGLISH = [
    ("exports in 2012", ["2012"]),
    ("2010 vs 2011", ["2010", "2011"]),
    ("from 2009 to 2012", ["2009", "2012"]),
    ("exports 2020-23", ["2020/2023"]),
    ("may 2012", ["2012-05"]),
    ("in May, 2012", ["2012-05"]),
    ("sept 2010", ["2010-09"]),
    ("2010 september", ["2010-09"]),
    ("2012-09", ["2012-09"]),
    ("11 September 2012", ["2012-09-11"]),
    ("September 11th, 2012", ["2012-09-11"]),
    ("the 7th of september 2010", ["2010-09-07"]),
    ("2012-09-11", ["2012-09-11"]),
    ("2012/9/11", ["2012-09-11"]),
    ("first half of 2012", ["2012-H1"]),
    ("H2 2012", ["2012-H2"]),
    ("2012 h1", ["2012-H1"]),
    ("third quarter of 2012", ["2012-Q3"]),
    ("Q1 2026", ["2026-Q1"]),
    ("2012Q4", ["2012-Q4"]),
    ("q3 '12", ["2012-Q3"]),
    ("january to september 2012", ["2012-01/2012-09"]),
    ("Jan-Jun 2012", ["2012-H1"]),
    ("first nine months of 2012", ["2012-01/2012-09"]),
    ("first 6 months of 2012", ["2012-H1"]),
    ("FY2012", ["FY2012"]),
    ("fiscal year 2012", ["FY2012"]),
    ("fy12", ["FY2012"]),
    ("in '98", ["1998"]),
    ("in the 1990s", ["1990/1999"]),
    ("in the 70s", ["1970/1979"]),
    ("early 2012", ["2012-Q1"]),
    ("end of 2012", ["2012-12"]),
    ("price at end 2012", ["2012-12"]),
    ("year-end 2011", ["2011-12"]),
    ("first half year of 2018", ["2018-H1"]),
    ("2nd half-year 2018", ["2018-H2"]),
    ("weekend 2012", ["2012"]),
    ("in 2010, on 7 September", ["2010-09-07"]),
    ("september, in 2010", ["2010-09"]),
    ("2150", ["2150"]),
    ("in 1895", ["1895"]),
]
JAPANESE = [
    ("2012年の輸出量", ["2012"]),
    ("２０１２年の輸出量", ["2012"]),
    ("2012年5月", ["2012-05"]),
    ("2012年9月11日", ["2012-09-11"]),
    ("二〇一二年", ["2012"]),
    ("平成24年", ["2012"]),
    ("平成元年", ["1989"]),
    ("昭和47年", ["1972"]),
    ("令和7年", ["2025"]),
    ("令和元年", ["2019"]),
    ("2012年度", ["FY2012"]),
    ("2012年上半期", ["2012-H1"]),
    ("2012年下期", ["2012-H2"]),
    ("2012年第3四半期", ["2012-Q3"]),
    ("2012年第三四半期", ["2012-Q3"]),
    ("2012年1月から9月", ["2012-01/2012-09"]),
    ("2012年1〜6月", ["2012-H1"]),
    ("2010年から2012年まで", ["2010", "2012"]),
    ("12年の輸出", ["2012"]),
    ("98年", ["1998"]),
    ("1990年代", ["1990/1999"]),
    ("2012年末", ["2012-12"]),
    ("25年11月の輸出", ["2025-11"]),
    ("2010年と2011年を比べて", ["2010", "2011"]),
]
CHINESE = [
    ("2012年出口多少", ["2012"]),
    ("二零一二年", ["2012"]),
    ("2012年5月份", ["2012-05"]),
    ("2012年十二月", ["2012-12"]),
    ("2012年9月11号", ["2012-09-11"]),
    ("2012年上半年", ["2012-H1"]),
    ("2012年下半年", ["2012-H2"]),
    ("2012年前三季度", ["2012-01/2012-09"]),
    ("2012年前9个月", ["2012-01/2012-09"]),
    ("2012年前九个月", ["2012-01/2012-09"]),
    ("2012年第三季度", ["2012-Q3"]),
    ("2012年1至9月", ["2012-01/2012-09"]),
    ("2012年1-6月", ["2012-H1"]),
    ("2010年到2012年", ["2010", "2012"]),
    ("2012財年", ["FY2012"]),
    ("12年出口", ["2012"]),
    ("2012年底", ["2012-12"]),
    ("九十年代2012年", ["2012"]),
]
RELATIVE = [
    ("last year", ["2025"]),
    ("this year", ["2026"]),
    ("the year before last", ["2024"]),
    ("去年", ["2025"]),
    ("昨年", ["2025"]),
    ("一昨年", ["2024"]),
    ("今年", ["2026"]),
    ("来年", ["2027"]),
    ("明年", ["2027"]),
    ("was last year, 2012, better", ["2012"]),
]


@pytest.mark.parametrize(("text", "expected"), [*ENGLISH, *JAPANESE, *CHINESE, *RELATIVE])
def test_a_question_names_these_periods(text: str, expected: list[str]) -> None:
    assert days(named(text)) == days([parse(period) for period in expected])


@pytest.mark.parametrize(
    ("text", "grain"),
    [("FY2012", "fiscal"), ("2012", "year"), ("h1 2012", "half"), ("q1 2012", "quarter"), ("may 2012", "month")],
)
def test_a_period_keeps_the_way_in_which_it_was_named(text: str, grain: str) -> None:
    assert [p.grain for p in named(text)] == [grain]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "exports to japan",
        "18,000 t",
        "16,2012 t",
        "$2012",
        "2012.5 percent",
        "2012km2",
        "2000吨",
        "1972人",
        "20123",
        "may i ask",
        "march of the vessels",
        "five years ago it was the 3 islands",
        "3年間",
        "announcement 61",
    ],
)
def test_a_number_is_not_always_a_year(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("in september", 9, None),
        ("on 7 september", 9, 7),
        ("September 11", 9, 11),
        ("9月7日", 9, 7),
        ("九月", 9, None),
        ("5月份", 5, None),
        ("in may", 5, None),
    ],
)
def test_a_month_of_no_year_is_yearless(text: str, month: int, day: int | None) -> None:
    (mention,) = read(fold(text), NEWEST)
    assert mention.yearless
    assert mention.period.start.month == month
    assert mention.period.grain == ("month" if day is None else "day")
    assert day is None or mention.period.start.day == day


def test_months_of_no_year_make_a_span() -> None:
    (mention,) = read("january to may", NEWEST)
    assert mention.yearless
    assert (mention.period.start.month, mention.period.end.month) == (1, 5)
    assert days([periods.moved(mention.period, 2012)]) == days([parse("2012-01/2012-05")])


def test_last_year_is_told_from_a_year() -> None:
    assert [m.relative for m in read("last year", NEWEST)] == [True]
    assert [m.relative for m in read("in 2012", NEWEST)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "30 february 2012",
        "2012-02-31",
        "2012年13月",
        "february 30, 2012",
        "99 september 2012",
        "平成99年",
        "0000年0月0日",
        "2012年00月",
    ],
)
def test_an_impossible_date_is_no_day(text: str) -> None:
    assert all(p.grain != "day" for p in named(text))


@given(st.text(alphabet="0123456789年月日-/.~ qhQ平成元昭和令fy janmrsept'", max_size=60))
def test_no_digits_raise(text: str) -> None:
    folded = fold(text)
    for mention in read(folded, NEWEST):
        assert 0 <= mention.start < mention.end <= len(folded)
        assert mention.period.start <= mention.period.end


def test_a_month_is_moved_to_a_year_and_counted_from_january() -> None:
    assert periods.moved(parse("2000-09"), 2012) == parse("2012-09")
    assert periods.moved(parse("2000-02-29"), 2011) == parse("2011-02")
    assert spans.to_date(parse("2012-06")) == parse("2012-H1")
    assert spans.to_date(parse("2012-05")) == parse("2012-01/2012-05")
    assert spans.to_date(parse("2012")) == parse("2012")


# --- how they are worded


@pytest.mark.parametrize(
    ("text", "en", "ja", "zh"),
    [
        ("2012", "2012", "2012年", "2012年"),
        ("2012-05", "May 2012", "2012年5月", "2012年5月"),
        ("2012-09-11", "11 September 2012", "2012年9月11日", "2012年9月11日"),
        ("2012-H1", "first half of 2012", "2012年上半期", "2012年上半年"),
        ("2012-Q4", "fourth quarter of 2012", "2012年第4四半期", "2012年第4季度"),
        (
            "FY2012",
            "fiscal year 2012 (April 2012 to March 2013)",
            "2012年度（2012年4月〜2013年3月）",
            "2012年度（2012年4月至2013年3月）",
        ),
        ("2012-01/2012-09", "January to September 2012", "2012年1〜9月", "2012年1至9月"),
        ("2010/2012", "2010 to 2012", "2010〜2012年", "2010至2012年"),
        ("2010-05/2012-04", "May 2010 to April 2012", "2010年5月〜2012年4月", "2010年5月至2012年4月"),
        (
            "2012-09-11/2012-09-18",
            "11 September 2012 to 18 September 2012",
            "2012年9月11日〜2012年9月18日",
            "2012年9月11日至2012年9月18日",
        ),
    ],
)
def test_a_period_is_worded_in_three_languages(text: str, en: str, ja: str, zh: str) -> None:
    assert [label(parse(text), lang) for lang in ("en", "ja", "zh")] == [en, ja, zh]
    assert date_label(text, "en") == en


def test_a_date_that_is_none_is_shown_as_it_stands() -> None:
    assert date_label("undated", "en") == "undated"


@given(st.dates(date(1890, 1, 1), date(2100, 12, 31)))
def test_a_worded_period_is_read_as_itself(day: date) -> None:
    for period in (spans.year(day.year), spans.month(day.year, day.month), Period(day, day, "day")):
        for lang in ("en", "ja", "zh"):
            assert days(named(label(period, lang))) == days([period])
