"""Periods in words, in three languages."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from bot.core.spans import DECEMBER, Period, named, parse

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
    known = named(s, e) if period.grain == "span" else period
    if known.grain in _ENGLISH:
        return _FRAMES.get(lang, _CHINESE)[known.grain](s, e)
    return _english_span(s, e) if lang == "en" else _cjk_span(s, e, lang)


_ENGLISH: dict[str, Callable[[date, date], str]] = {
    "year": lambda s, _: str(s.year),
    "fiscal": lambda s, e: f"fiscal year {s.year} (April {s.year} to March {e.year})",
    "half": lambda s, _: f"{'first' if s.month == 1 else 'second'} half of {s.year}",
    "quarter": lambda s, _: f"{('first', 'second', 'third', 'fourth')[s.month // 3]} quarter of {s.year}",
    "month": lambda s, _: f"{_NAMES[s.month - 1]} {s.year}",
}
_JAPANESE: dict[str, Callable[[date, date], str]] = {
    "year": lambda s, _: f"{s.year}年",
    "fiscal": lambda s, e: f"{s.year}年度（{s.year}年4月〜{e.year}年3月）",
    "half": lambda s, _: f"{s.year}年{'上' if s.month == 1 else '下'}半期",
    "quarter": lambda s, _: f"{s.year}年第{s.month // 3 + 1}四半期",
    "month": lambda s, _: f"{s.year}年{s.month}月",
}
_CHINESE: dict[str, Callable[[date, date], str]] = {
    "year": lambda s, _: f"{s.year}年",
    "fiscal": lambda s, e: f"{s.year}年度（{s.year}年4月至{e.year}年3月）",
    "half": lambda s, _: f"{s.year}年{'上' if s.month == 1 else '下'}半年",
    "quarter": lambda s, _: f"{s.year}年第{s.month // 3 + 1}季度",
    "month": lambda s, _: f"{s.year}年{s.month}月",
}
_FRAMES = {"en": _ENGLISH, "ja": _JAPANESE, "zh": _CHINESE}


def _is_whole_months(s: date, e: date) -> bool:
    return s.day == 1 and e.day == monthrange(e.year, e.month)[1]


def _english_span(s: date, e: date) -> str:
    if not _is_whole_months(s, e):
        return f"{day_label(s, 'en')} to {day_label(e, 'en')}"
    if s.year == e.year:
        return f"{_NAMES[s.month - 1]} to {_NAMES[e.month - 1]} {s.year}"
    if s.month == 1 and e.month == DECEMBER:
        return f"{s.year} to {e.year}"
    return f"{_NAMES[s.month - 1]} {s.year} to {_NAMES[e.month - 1]} {e.year}"


def _cjk_span(s: date, e: date, lang: str) -> str:
    to = "〜" if lang == "ja" else "至"
    if not _is_whole_months(s, e):
        return f"{day_label(s, lang)}{to}{day_label(e, lang)}"
    if s.year == e.year:
        return f"{s.year}年{s.month}{to}{e.month}月"
    if s.month == 1 and e.month == DECEMBER:
        return f"{s.year}{to}{e.year}年"
    return f"{s.year}年{s.month}月{to}{e.year}年{e.month}月"
