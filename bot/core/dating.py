"""The ways in which a question writes a period: patterns, each with what reads it.

Written for folded text: lower case, simplified Han characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from bot.core.spans import DECEMBER, Period, day_of, fiscal, half, month, months, named_months, quarter, year

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
_MONTH_NAMES = tuple(dict.fromkeys(name[:3] for name in _MONTHS))
"""How every name of a month begins."""
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
_FOUR_DIGITS = 100
"""Years from here on are written in full; "12" is one of two digits."""
Found = Callable[[re.Match[str], int], Period | None]


def _year_of(text: str | None, latest: int) -> int | None:
    if not text:
        return None
    digits = text.translate(_DIGITS).strip("'年 ")
    if digits.isdigit():
        y = int(digits)
        return y if y >= _FOUR_DIGITS else 2000 + y if y <= latest % 100 + 10 else 1900 + y
    return None


def month_number(text: str) -> int:
    """Return the number of the month that *text* names, in words or digits."""
    text = text.rstrip(".")
    return _MONTHS.get(text) or _CJK_COUNTS.get(text) or int(text)


def _span(f: re.Match[str], latest: int) -> Period | None:
    y, a, b = _year_of(f["y"], latest), month_number(f["a"]), month_number(f["b"])
    return named_months(y, a, b) if y and a < b else None


def _first_months(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    n = _COUNTS.get(f["n"]) or _CJK_COUNTS.get(f["n"]) or (int(f["n"]) if f["n"].isdigit() else 0)
    return named_months(y, 1, n) if y and 1 <= n <= DECEMBER else None


def _half_of(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return half(y, min(2, _ORDINALS[f["n"]])) if y else None


def _quarter_of(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return quarter(y, _ORDINALS[f["n"]]) if y else None


def _month_of(f: re.Match[str], latest: int) -> Period | None:
    groups = f.groupdict()
    day = groups.get("d")
    return day_of(_year_of(groups.get("y"), latest), month_number(f["m"]), int(day) if day else None)


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
    return month(y, DECEMBER) if y else None


def _last_quarter(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return quarter(y, 4) if y else None


def _first_quarter(f: re.Match[str], latest: int) -> Period | None:
    y = _year_of(f["y"], latest)
    return quarter(y, 1) if y else None


def _years_of(f: re.Match[str], _latest: int) -> Period | None:
    """Read 2020-23 as the years from 2020 to 2023."""
    first, last = int(f["y"]), int(f["y"][:2] + f["z"])
    return Period(date(first, 1, 1), date(last, 12, 31), "span") if last > first else None


def _era(f: re.Match[str], _latest: int) -> Period | None:
    return year(_ERA[f["era"]] + (1 if f["n"] == "元" else int(f["n"])))


def _decade(f: re.Match[str], _latest: int) -> Period | None:
    y = int(f["y"]) if int(f["y"]) >= _FOUR_DIGITS else 1900 + int(f["y"])
    return Period(date(y, 1, 1), date(y + 9, 12, 31), "span")


_CY = r"(?P<y>(?:1[89]|20|21)\d\d|(?<!\d)\d\d|[一二][〇零一二三四五六七八九]{3})年?的?(?:の|度の)?"
_OF = r"(?:\s?,?\s?(?:of|in)?\s?(?:the year )?|\s)"
_PATTERNS: tuple[tuple[str, Found, tuple[str, ...]], ...] = (
        (rf"\b(?P<a>{_M})\s?(?:-|~|to|through|thru|until|till|/|&|and)\s?(?P<b>{_M}){_OF}(?P<y>{_YM})", _span, _MONTH_NAMES),
        (rf"(?P<y>{_YM})\s(?P<a>{_M})\s?(?:-|~|to|through|/)\s?(?P<b>{_M})", _span, _MONTH_NAMES),
        (rf"{_CY}\s?" + _CM % "a" + r"月?份?\s?(?:-|~|から|到|至|、|和)\s?" + _CM % "b" + "月", _span, ()),
        (rf"\bfirst (?P<n>\w+) months(?: of| in)? (?P<y>{_YM})", _first_months, ("months",)),
        (rf"{_CY}前三季度?", _nine_months, ()),
        (rf"{_CY}(?:年?末|年?底)", _december, ()),
        (rf"\b(?:end|year[- ]end) (?P<y>{_YM})", _december, ("end",)),
        (r"(?<!\d)(?P<y>\d\d)年(?P<m>1[0-2]|[1-9])月", _month_of, ()),
        (rf"\b(?:end|close) of {_YM_NAMED}|\byear[- ]end {_YM_NAMED2}", _december, ("end", "close")),
        (rf"\blate {_YM_NAMED}", _last_quarter, ("late",)),
        (rf"\bearly {_YM_NAMED}", _first_quarter, ("early",)),
        (rf"{_CY}前(?P<n>\d\d?|十[一二]?|[一二三四五六七八九])(?:个|か|ヶ|カ)?月", _first_months, ()),
        (rf"\b(?P<n>first|second|1st|2nd|last) half(?:[ -]year)?(?: of)?(?: the year)? (?P<y>{_YM})", _half_of, ("half",)),
        (rf"\bh(?P<n>[12])[ -]?(?P<y>{_YM})", _half_of, ("h1", "h2")),
        (rf"(?P<y>{_YM})[ -]?h(?P<n>[12])\b", _half_of, ("h1", "h2")),
        (rf"(?P<y>{_YM})(?:'s)? (?P<n>first|second|1st|2nd) half", _half_of, ("half",)),
        (rf"{_CY}(?P<n>[上下前后])(?:半年|半期|半|期)", _half_of, ()),
        (rf"\b(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter(?: of)? (?P<y>{_YM})", _quarter_of, ("quarter",)),
        (rf"\bq(?P<n>[1-4])[ -]?(?:of )?(?P<y>{_YM})", _quarter_of, ("q1", "q2", "q3", "q4")),
        (rf"(?P<y>{_YM})[ -]?q(?P<n>[1-4])\b", _quarter_of, ("q1", "q2", "q3", "q4")),
        (r"\bq(?P<n>[1-4]) ?'?(?P<y>\d\d)\b", _quarter_of, ("q1", "q2", "q3", "q4")),
        (r"\bh(?P<n>[12]) ?'?(?P<y>\d\d)\b", _half_of, ("h1", "h2")),
        (r"(?<![\d.,])(?P<y>(?:19|20)\d\d) ?[-/] ?(?P<z>1[3-9]|[2-9]\d)(?!\d)", _years_of, ()),
        (rf"{_CY}第?(?P<n>[一二三四1-4])(?:季度|四半期|季)", _quarter_of, ()),
        (r"(?<!\d)(?P<y>(?:1[89]|20|21)\d\d)[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>3[01]|[12]\d|0?[1-9])(?!\d)", _month_of, ()),
        (rf"\b(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?: of)? (?P<m>{_M}),? ?(?:of )?(?P<y>{_YM})", _month_of, _MONTH_NAMES),
        (rf"\b(?P<m>{_M}) (?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,? (?:of )?(?P<y>{_YM})", _month_of, _MONTH_NAMES),
        (rf"{_CY}\s?" + _CM % "m" + r"月(?P<d>3[01]|[12]\d|0?[1-9])[日号]", _month_of, ()),
        (rf"\b(?P<m>{_M}){_OF}(?P<y>{_YM})", _month_of, _MONTH_NAMES),
        (rf"(?P<y>{_YM})['s]*,? ?(?P<m>{_M})", _month_of, _MONTH_NAMES),
        (r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/](?P<m>1[0-2]|0[1-9])(?![\d/-])", _month_of, ()),
        (rf"{_CY}\s?" + _CM % "m" + "月份?", _month_of, ()),
        (rf"\b(?:fy|fiscal(?: year)?|financial year) ?'?(?P<y>{_Y}|\d\d\b)", _fiscal_of, ("fy", "fiscal", "financial")),
        (rf"(?P<y>{_Y}) ?(?:年度|财年)", _fiscal_of, ()),
        (rf"(?P<y>{_Y}) fiscal year", _fiscal_of, ("fy", "fiscal", "financial")),
        (r"(?P<era>昭和|平成|令和)(?P<n>\d\d?|元)年?度?", _era, ()),
        (r"(?<!\d)(?P<y>(?:1[89]|20)\d0|\d0)'?s\b", _decade, ("0s", "0's")),
        (r"(?<!\d)(?P<y>(?:1[89]|20)\d0|\d0)年代", _decade, ()),
        (rf"(?P<y>{_YC})年", _year_only, ()),
        (rf"(?P<y>{_YC})", _year_only, ()),
        (r"(?<![\d.])(?P<y>\d\d)年(?!间|代|以|来|前|后|度|连)", _year_only, ()),
        (r"(?P<y>[一二][〇零一二三四五六七八九]{3})年", _year_only, ()),
        (r"(?<![\w'])'(?P<y>\d\d)\b", _year_only, ("'",)),
)  # fmt: skip


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def patterns(folded: str) -> Iterator[tuple[re.Pattern[str], Found]]:
    """Yield the patterns that can match *folded*; compiling and trying all of them would double the time of an answer."""
    cjk = not folded.isascii()
    for pattern, reader, needs in _PATTERNS:
        if (cjk or pattern.isascii()) and (not needs or any(need in folded for need in needs)):
            yield _compiled(pattern), reader


_DAY_ALONE = (
    rf"\b(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?: of)? (?P<m>{_M})(?! ?\d)",
    rf"\b(?P<m>{_M}) (?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?!\d| ?[,.]\d)",
    _CM % "m" + r"月(?P<d>3[01]|[12]\d|0?[1-9])[日号]",
)
_SPAN_ALONE = rf"\b(?P<a>{_M})\s?(?:-|~|to|through|/|&|and)\s?(?P<b>{_M})"
_MONTH_ALONE = (
    r"\b(?P<m>(?!may\b|mar\b)" + _M + ")",
    r"\bin (?P<m>may|march)\b",
    r"(?<!\d)" + _CM % "m" + "月份?(?!间|间)",
)
RELATIVE = (
    (re.compile(r"\b(?:the )?year before last\b|一昨年|前年(?!比)"), -2),
    (re.compile(r"\b(?:the )?(?:last|previous|past|prior) year\b(?!s)|去年|昨年|上一年"), -1),
    (re.compile(r"\bthis year\b|今年|本年"), 0),
    (re.compile(r"\bnext year\b|来年|明年"), 1),
)
LOOSE_YEAR = re.compile(r"(?<![\d.,$¥€])(?P<y>19[89]\d|20[0-3]\d) ?(?:tons?|tonnes?|t)\b")


def yearless(folded: str) -> Iterator[tuple[Period, re.Match[str]]]:
    """Yield the days, months and spans of months in *folded* that stand without a year, in the year 2000."""
    if "月" not in folded and not any(name in folded for name in _MONTH_NAMES):
        return
    for pattern in map(_compiled, _DAY_ALONE):
        for match in pattern.finditer(folded):
            period = day_of(2000, month_number(match["m"]), int(match["d"]))
            if period:
                yield period, match
    for match in _compiled(_SPAN_ALONE).finditer(folded):
        first, last = month_number(match["a"]), month_number(match["b"])
        if first < last:
            yield months(2000, first, last), match
    for pattern in map(_compiled, _MONTH_ALONE):
        for match in pattern.finditer(folded):
            yield month(2000, month_number(match["m"])), match
