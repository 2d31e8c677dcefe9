"""Periods: what a record's period means, and which periods a question names.

A period is two dates. Two periods are the same when both dates are, however they were written: `2012-H1` is
`2012-01/2012-06`. Japanese fiscal years (`FY2012`) run from April to March.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal

Grain = Literal["day", "month", "quarter", "half", "year", "fiscal", "span"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from *start* to *end*, both included, and how the period was named."""

    start: date
    end: date
    grain: Grain = "span"

    def same(self, other: Period) -> bool:
        """Tell whether both are the same days."""
        return self.start == other.start and self.end == other.end

    def within(self, other: Period) -> bool:
        """Tell whether no day lies outside *other*."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Period) -> bool:
        """Tell whether any day is in both."""
        return self.start <= other.end and other.start <= self.end

    @property
    def year(self) -> int:
        """Return the calendar year in which the period starts."""
        return self.start.year


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named in a question, and where; *yearless* when a day or month names no year, *relative* for "last year"."""

    period: Period
    start: int
    end: int
    yearless: bool = False
    relative: bool = False


def year(y: int) -> Period:
    """Return calendar year *y*."""
    return Period(date(y, 1, 1), date(y, 12, 31), "year")


def months(y: int, first: int, last: int, grain: Grain = "span") -> Period:
    """Return the months *first* to *last* of year *y*."""
    return Period(date(y, first, 1), date(y, last, monthrange(y, last)[1]), grain)


def month(y: int, m: int) -> Period:
    """Return month *m* of year *y*."""
    return months(y, m, m, "month")


def half(y: int, which: int) -> Period:
    """Return the first or second half of year *y*."""
    return months(y, 1 if which == 1 else 7, 6 if which == 1 else 12, "half")


def quarter(y: int, which: int) -> Period:
    """Return quarter 1 to 4 of year *y*."""
    return months(y, which * 3 - 2, which * 3, "quarter")


def fiscal(y: int) -> Period:
    """Return the Japanese fiscal year *y*: April *y* to March *y* + 1."""
    return Period(date(y, 4, 1), date(y + 1, 3, 31), "fiscal")


def to_date(period: Period) -> Period:
    """Return the months of the year up to the end of *period*: January to May for "May, year to date"."""
    if period.grain != "month" or period.start.month == 1:
        return period
    whole = months(period.start.year, 1, period.start.month)
    return _named(whole.start, whole.end)


_RECORDED = re.compile(r"(?P<fy>FY)?(?P<y>\d{4})(?:-(?:H(?P<h>[12])|Q(?P<q>[1-4])|(?P<m>\d\d)(?:-(?P<d>\d\d))?))?")


@lru_cache(maxsize=8192)
def parse(text: str) -> Period:
    """Return the period that a record names; ValueError when it is none."""
    first, _, last = text.partition("/")
    if last:
        a, b = parse(first), parse(last)
        if b.end < a.start:
            raise ValueError(f"period {text!r} ends before it starts")
        return _named(a.start, b.end)
    found = _RECORDED.fullmatch(text)
    if not found:
        raise ValueError(f"period {text!r} is not YYYY, YYYY-MM, YYYY-MM-DD, YYYY-H1, YYYY-Q1, FYyyyy or a span A/B")
    y = int(found["y"])
    if found["fy"]:
        return fiscal(y)
    if found["h"]:
        return half(y, int(found["h"]))
    if found["q"]:
        return quarter(y, int(found["q"]))
    if found["d"]:
        day = date(y, int(found["m"]), int(found["d"]))
        return Period(day, day, "day")
    return month(y, int(found["m"])) if found["m"] else year(y)


def _named(start: date, end: date) -> Period:
    """Return the span under its ordinary name where it has one (a half, a quarter, a year)."""
    y = start.year
    for known in (year(y), half(y, 1), half(y, 2), *(quarter(y, n) for n in (1, 2, 3, 4))):
        if (known.start, known.end) == (start, end):
            return known
    return Period(start, end, "span")


# --- reading a question ------------------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january janu", "feb february febr", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september",
         "oct october", "nov november", "dec december decemeber"), 1)
    for name in names.split()
}  # fmt: skip
_M = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_GUARD = r"(?!\d|[.,]\d|\s?(?:tons?|tonnes?|t|gb|mb|km2?|kg|mt|kt|dollars|yen|usd)\b)"
_Y = r"(?<![\d.,$])(?:1[89]|20|21)\d\d" + _GUARD
# 2000吨, 1972人 and the like are counts; escaped, so that the pattern stays one that English questions use.
_YC = _Y + r"(?!\s?(?:\u5428|\u30c8\u30f3|\u5143|\u5186|\u5706|\u8258|\u53ea|\u4eba|\u5343\u514b|\u4e07))"
_YM = r"(?<![\d.,])(?:1[89]|20|21)\d\d(?!\d)"
_YM_NAMED, _YM_NAMED2 = rf"(?P<y>{_YM})", rf"(?P<z>{_YM})"
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4, "final": 4,
             "一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "前": 1, "后": 2, "1": 1, "2": 2, "3": 3, "4": 4}  # fmt: skip
_COUNTS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_CJK_COUNTS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}
_CM = r"(?P<%s>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_ERA = {"昭和": 1925, "平成": 1988, "令和": 2018}
_Found = Callable[[re.Match[str], int], Period | None]


def _year_of(text: str | None, latest: int) -> int | None:
    if not text:
        return None
    digits = text.translate(_DIGITS).strip("'年 ")
    if digits.isdigit():
        y = int(digits)
        return y if y > 100 else 2000 + y if y <= latest % 100 + 10 else 1900 + y
    return None


def _m(text: str) -> int:
    text = text.rstrip(".")
    return _MONTHS.get(text) or _CJK_COUNTS.get(text) or int(text)


def _ymd(y: int | None, m: int, d: int | None) -> Period | None:
    if y is None or not 1 <= m <= 12:
        return None
    if d is None:
        return month(y, m)
    return Period(date(y, m, d), date(y, m, d), "day") if 1 <= d <= monthrange(y, m)[1] else None


def _span(f: re.Match[str], latest: int) -> Period | None:
    y, a, b = _year_of(f["y"], latest), _m(f["a"]), _m(f["b"])
    return _named_months(y, a, b) if y and a < b else None


def _named_months(y: int, a: int, b: int) -> Period:
    whole = months(y, a, b)
    return _named(whole.start, whole.end)


def _first_months(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    n = _COUNTS.get(f["n"]) or _CJK_COUNTS.get(f["n"]) or (int(f["n"]) if f["n"].isdigit() else 0)
    return _named_months(y, 1, n) if y and 1 <= n <= 12 else None


def _half_of(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return half(y, min(2, _ORDINALS[f["n"]])) if y else None


def _quarter_of(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return quarter(y, _ORDINALS[f["n"]]) if y else None


def _month_of(f: re.Match[str], latest: int) -> Period | None:
    groups = f.groupdict()
    day = groups.get("d")
    return _ymd(_year_of(groups.get("y"), latest), _m(f["m"]), int(day) if day else None)


def _fiscal_of(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return fiscal(y) if y else None


def _year_only(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return year(y) if y else None


def _nine_months(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return months(y, 1, 9) if y else None


def _december(f: re.Match[str], latest: int) -> Period | None:
    groups = f.groupdict()
    y = _year_of(groups.get("y") or groups.get("z"), latest)
    return month(y, 12) if y else None


def _last_quarter(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return quarter(y, 4) if y else None


def _first_quarter(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return quarter(y, 1) if y else None


def _years_of(f: re.Match[str], latest: int) -> Period | None:
    """Read 2020-23 as the years from 2020 to 2023."""
    first, last = int(f["y"]), int(f["y"][:2] + f["z"])
    return Period(date(first, 1, 1), date(last, 12, 31), "span") if last > first else None


def _era(f: re.Match[str], latest: int) -> Period | None:
    return year(_ERA[f["era"]] + (1 if f["n"] == "元" else int(f["n"])))


def _decade(f: re.Match[str], latest: int) -> Period | None:
    y = int(f["y"]) if len(f["y"]) == 4 else 1900 + int(f["y"])
    return Period(date(y, 1, 1), date(y + 9, 12, 31), "span")


_CY = r"(?P<y>(?:1[89]|20|21)\d\d|(?<!\d)\d\d|[一二][〇零一二三四五六七八九]{3})年?的?(?:の|度の)?"
_TO = r"\s?(?:-|~|to|through|thru|until|till|and|から|到|至)\s?"
_OF = r"(?:\s?,?\s?(?:of|in)?\s?(?:the year )?|\s)"
_PATTERNS: tuple[tuple[str, _Found], ...] = (
        (rf"\b(?P<a>{_M})\s?(?:-|~|to|through|thru|until|till|/|&|and)\s?(?P<b>{_M}){_OF}(?P<y>{_YM})", _span),
        (rf"(?P<y>{_YM})\s(?P<a>{_M})\s?(?:-|~|to|through|/)\s?(?P<b>{_M})", _span),
        (rf"{_CY}\s?" + _CM % "a" + r"月?份?\s?(?:-|~|から|到|至|、|和)\s?" + _CM % "b" + "月", _span),
        (rf"\bfirst (?P<n>\w+) months(?: of| in)? (?P<y>{_YM})", _first_months),
        (rf"{_CY}前三季度?", _nine_months),
        (rf"{_CY}(?:年?末|年?底)", _december),
        (rf"\b(?:end|close) of {_YM_NAMED}|\byear[- ]end {_YM_NAMED2}", _december),
        (rf"\blate {_YM_NAMED}", _last_quarter),
        (rf"\bearly {_YM_NAMED}", _first_quarter),
        (rf"{_CY}前(?P<n>\d\d?|十[一二]?|[一二三四五六七八九])(?:个|か|ヶ|カ)?月", _first_months),
        (rf"\b(?P<n>first|second|1st|2nd|last) half(?: of)?(?: the year)? (?P<y>{_YM})", _half_of),
        (rf"\bh(?P<n>[12])[ -]?(?P<y>{_YM})", _half_of),
        (rf"(?P<y>{_YM})[ -]?h(?P<n>[12])\b", _half_of),
        (rf"(?P<y>{_YM})(?:'s)? (?P<n>first|second|1st|2nd) half", _half_of),
        (rf"{_CY}(?P<n>[上下前后])(?:半年|半期|半|期)", _half_of),
        (rf"\b(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter(?: of)? (?P<y>{_YM})", _quarter_of),
        (rf"\bq(?P<n>[1-4])[ -]?(?:of )?(?P<y>{_YM})", _quarter_of),
        (rf"(?P<y>{_YM})[ -]?q(?P<n>[1-4])\b", _quarter_of),
        (r"\bq(?P<n>[1-4]) ?'?(?P<y>\d\d)\b", _quarter_of),
        (r"\bh(?P<n>[12]) ?'?(?P<y>\d\d)\b", _half_of),
        (r"(?<![\d.,])(?P<y>(?:19|20)\d\d) ?[-/] ?(?P<z>1[3-9]|[2-9]\d)(?!\d)", _years_of),
        (rf"{_CY}第?(?P<n>[一二三四1-4])(?:季度|四半期|季)", _quarter_of),
        (r"(?<!\d)(?P<y>(?:1[89]|20|21)\d\d)[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>3[01]|[12]\d|0?[1-9])(?!\d)", _month_of),
        (rf"\b(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?: of)? (?P<m>{_M}),? ?(?:of )?(?P<y>{_YM})", _month_of),
        (rf"\b(?P<m>{_M}) (?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,? (?:of )?(?P<y>{_YM})", _month_of),
        (rf"{_CY}\s?" + _CM % "m" + r"月(?P<d>3[01]|[12]\d|0?[1-9])[日号]", _month_of),
        (rf"\b(?P<m>{_M}){_OF}(?P<y>{_YM})", _month_of),
        (rf"(?P<y>{_YM})['s]*,? ?(?P<m>{_M})", _month_of),
        (r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/](?P<m>1[0-2]|0[1-9])(?![\d/-])", _month_of),
        (rf"{_CY}\s?" + _CM % "m" + "月份?", _month_of),
        (rf"\b(?:fy|fiscal(?: year)?|financial year) ?'?(?P<y>{_Y}|\d\d\b)", _fiscal_of),
        (rf"(?P<y>{_Y}) ?(?:年度|财年)", _fiscal_of),
        (rf"(?P<y>{_Y}) fiscal year", _fiscal_of),
        (r"(?P<era>昭和|平成|令和)(?P<n>\d\d?|元)年?度?", _era),
        (r"(?<!\d)(?P<y>(?:1[89]|20)\d0|\d0)'?s\b", _decade),
        (r"(?<!\d)(?P<y>(?:1[89]|20)\d0|\d0)年代", _decade),
        (rf"(?P<y>{_YC})年", _year_only),
        (rf"(?P<y>{_YC})", _year_only),
        (r"(?<![\d.])(?P<y>\d\d)年(?!间|代|以|来|前|后|度|连)", _year_only),
        (r"(?P<y>[一二][〇零一二三四五六七八九]{3})年", _year_only),
        (r"(?<![\w'])'(?P<y>\d\d)\b", _year_only),
)  # fmt: skip


@cache
def _patterns(*, cjk: bool) -> tuple[tuple[re.Pattern[str], _Found], ...]:
    """Return the patterns that can match; compiling those of a script that is not there would double the start."""
    return tuple((re.compile(pattern), reader) for pattern, reader in _PATTERNS if cjk or pattern.isascii())


_DAY_ALONE = tuple(
    re.compile(p)
    for p in (
        rf"\b(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?: of)? (?P<m>{_M})(?! ?\d)",
        rf"\b(?P<m>{_M}) (?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?!\d| ?[,.]\d)",
        _CM % "m" + r"月(?P<d>3[01]|[12]\d|0?[1-9])[日号]",
    )
)
_SPAN_ALONE = re.compile(rf"\b(?P<a>{_M})\s?(?:-|~|to|through|/|&|and)\s?(?P<b>{_M})")
_MONTH_ALONE = tuple(
    re.compile(p)
    for p in (r"\b(?P<m>(?!may\b|mar\b)" + _M + ")", r"\bin (?P<m>may|march)\b", r"(?<!\d)" + _CM % "m" + "月份?(?!间|间)")
)
_RELATIVE = (
    (re.compile(r"\b(?:the )?year before last\b|一昨年|前年(?!比)"), -2),
    (re.compile(r"\b(?:the )?(?:last|previous|past|prior) year\b(?!s)|去年|昨年|上一年"), -1),
    (re.compile(r"\bthis year\b|今年|本年"), 0),
    (re.compile(r"\bnext year\b|来年|明年"), 1),
)


def read(folded: str, latest: date) -> list[Mention]:
    """Return the periods that *folded* names, in order; *latest* is the newest day of the data, for "last year"."""
    found: list[Mention] = []
    taken = bytearray(len(folded))
    for mention in _all(folded, latest.year):
        if not any(taken[mention.start : mention.end]):
            found.append(mention)
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    found = _with_year(_absolute(found)) or list(_loose(folded))
    return sorted(found, key=lambda mention: mention.start)


def _absolute(found: list[Mention]) -> list[Mention]:
    """Leave out "last year" where a year is named besides."""
    if any(m.relative for m in found) and any(not m.relative and not m.yearless for m in found):
        return [m for m in found if not m.relative]
    return found


_LOOSE_YEAR = re.compile(r"(?<![\d.,$¥€])(?P<y>19[89]\d|20[0-3]\d) ?(?:tons?|tonnes?|t)\b")


def _loose(folded: str) -> Iterator[Mention]:
    """Read "exports 2012 tonnes" as a year, where no other period is named."""
    for match in _LOOSE_YEAR.finditer(folded):
        yield Mention(year(int(match["y"])), match.start("y"), match.end("y"))


def _all(folded: str, latest: int) -> Iterator[Mention]:
    for pattern, reader in _patterns(cjk=not folded.isascii()):
        for match in pattern.finditer(folded):
            period = reader(match, latest)
            if period:
                yield Mention(period, match.start(), match.end())
    for pattern, offset in _RELATIVE:
        for match in pattern.finditer(folded):
            yield Mention(year(latest + offset), match.start(), match.end(), relative=True)
    for pattern in _DAY_ALONE:
        for match in pattern.finditer(folded):
            period = _ymd(2000, _m(match["m"]), int(match["d"]))
            if period:
                yield Mention(period, match.start(), match.end(), yearless=True)
    for match in _SPAN_ALONE.finditer(folded):
        if _m(match["a"]) < _m(match["b"]):
            yield Mention(months(2000, _m(match["a"]), _m(match["b"])), match.start(), match.end(), yearless=True)
    for pattern in _MONTH_ALONE:
        for match in pattern.finditer(folded):
            yield Mention(month(2000, _m(match["m"])), match.start(), match.end(), yearless=True)


def _with_year(found: list[Mention]) -> list[Mention]:
    """Give a month or day without a year the one year that stands elsewhere in the question ("in 2010, on 7 September")."""
    years = {m.period.year for m in found if not m.yearless}
    if len(years) != 1 or not any(m.yearless for m in found):
        return found
    y = years.pop()
    dated = [Mention(moved(m.period, y), m.start, m.end) if m.yearless else m for m in found]
    if sorted(m.period.grain == "year" for m in dated) != [False, True]:
        return (
            [m for m in dated if m.period.grain != "year" or len(dated) == 1]
            if any(m.period.grain != "year" for m in dated)
            else dated
        )
    one = next(m.period for m in dated if m.period.grain != "year")
    return [replace(m, period=one) for m in dated]


def moved(period: Period, y: int) -> Period:
    """Return the same month or day in year *y*."""
    if period.grain == "span":
        return _named_months(y, period.start.month, period.end.month)
    same = _ymd(y, period.start.month, period.start.day if period.grain == "day" else None)
    return same or month(y, period.start.month)


# --- wording -----------------------------------------------------------------------------------------------------------

_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_label(day: date, lang: str) -> str:
    """Return *day* in words: 7 September 2010, 2010年9月7日."""
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}" if lang == "en" else f"{day.year}年{day.month}月{day.day}日"


def date_label(text: str, lang: str) -> str:
    """Return a record's date (YYYY, YYYY-MM or YYYY-MM-DD) in words."""
    try:
        return label(parse(text), lang)
    except ValueError:
        return text


def label(period: Period, lang: str) -> str:
    """Return *period* in words in *lang*."""
    s, e = period.start, period.end
    if s == e:
        return day_label(s, lang)
    named = _named(s, e) if period.grain == "span" else period
    return _english(named) if lang == "en" else _cjk(named, lang)


def _english(period: Period) -> str:
    s, e = period.start, period.end
    match period.grain:
        case "year":
            return str(s.year)
        case "fiscal":
            return f"fiscal year {s.year} (April {s.year} to March {e.year})"
        case "half":
            return f"{'first' if s.month == 1 else 'second'} half of {s.year}"
        case "quarter":
            return f"{('first', 'second', 'third', 'fourth')[s.month // 3]} quarter of {s.year}"
        case "month":
            return f"{_NAMES[s.month - 1]} {s.year}"
    if s.day > 1 or e.day < monthrange(e.year, e.month)[1]:
        return f"{day_label(s, 'en')} to {day_label(e, 'en')}"
    if s.year == e.year:
        return f"{_NAMES[s.month - 1]} to {_NAMES[e.month - 1]} {s.year}"
    if s.month == 1 and e.month == 12:  # noqa: PLR2004 - whole years
        return f"{s.year} to {e.year}"
    return f"{_NAMES[s.month - 1]} {s.year} to {_NAMES[e.month - 1]} {e.year}"


def _cjk(period: Period, lang: str) -> str:
    s, e = period.start, period.end
    ja = lang == "ja"
    match period.grain:
        case "year":
            return f"{s.year}年"
        case "fiscal":
            return f"{s.year}年度（{s.year}年4月{'〜' if ja else '至'}{e.year}年3月）"
        case "half":
            return f"{s.year}年" + (("上半期" if ja else "上半年") if s.month == 1 else ("下半期" if ja else "下半年"))
        case "quarter":
            return f"{s.year}年第{s.month // 3 + 1}" + ("四半期" if ja else "季度")
        case "month":
            return f"{s.year}年{s.month}月"
    to = "〜" if ja else "至"
    if s.day > 1 or e.day < monthrange(e.year, e.month)[1]:
        return f"{day_label(s, lang)}{to}{day_label(e, lang)}"
    if s.year == e.year:
        return f"{s.year}年{s.month}{to}{e.month}月"
    if s.month == 1 and e.month == 12:  # noqa: PLR2004 - whole years
        return f"{s.year}{to}{e.year}年"
    return f"{s.year}年{s.month}月{to}{e.year}年{e.month}月"
