"""A period: the days that a record's period means, however it was written.

Two periods are the same when both dates are: `2012-H1` is `2012-01/2012-06`. Japanese fiscal years (`FY2012`) run from
April to March.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

DECEMBER = 12
"""The last month of a year."""
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
    return named(whole.start, whole.end)


_RECORDED = re.compile(r"(?P<fy>FY)?(?P<y>\d{4})(?:-(?:H(?P<h>[12])|Q(?P<q>[1-4])|(?P<m>\d\d)(?:-(?P<d>\d\d))?))?")


@lru_cache(maxsize=8192)
def parse(text: str) -> Period:
    """Return the period that a record names; ValueError when it is none."""
    first, _, last = text.partition("/")
    if last:
        a, b = parse(first), parse(last)
        if b.end < a.start:
            raise ValueError(f"period {text!r} ends before it starts")
        return named(a.start, b.end)
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


def named(start: date, end: date) -> Period:
    """Return the span under its ordinary name where it has one (a half, a quarter, a year)."""
    y = start.year
    for known in (year(y), half(y, 1), half(y, 2), *(quarter(y, n) for n in (1, 2, 3, 4))):
        if (known.start, known.end) == (start, end):
            return known
    return Period(start, end, "span")


def named_months(y: int, first: int, last: int) -> Period:
    """Return the months *first* to *last* of year *y* under their ordinary name."""
    whole = months(y, first, last)
    return named(whole.start, whole.end)


def day_of(y: int | None, m: int, d: int | None) -> Period | None:
    """Return the day, or without *d* the month; None where the calendar has none."""
    if y is None or not 1 <= m <= DECEMBER:
        return None
    if d is None:
        return month(y, m)
    return Period(date(y, m, d), date(y, m, d), "day") if 1 <= d <= monthrange(y, m)[1] else None
