"""Periods: what a record's period means, and which periods a question names.

`spans` has what a period is, `dating` the ways of writing one, `labels` its wording; here a question is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.core.dating import LOOSE_YEAR, RELATIVE, patterns, yearless
from bot.core.labels import date_label, day_label, label
from bot.core.spans import (
    Grain,
    Period,
    day_of,
    fiscal,
    half,
    month,
    months,
    named_months,
    parse,
    quarter,
    to_date,
    year,
)

__all__ = [
    "Grain",
    "Mention",
    "Period",
    "date_label",
    "day_label",
    "fiscal",
    "half",
    "label",
    "month",
    "months",
    "moved",
    "parse",
    "quarter",
    "read",
    "to_date",
    "year",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named in a question, and where; *yearless* when a day or month names no year, *relative* for "last year"."""

    period: Period
    start: int
    end: int
    yearless: bool = False
    relative: bool = False


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


def _loose(folded: str) -> Iterator[Mention]:
    """Read "exports 2012 tonnes" as a year, where no other period is named."""
    for match in LOOSE_YEAR.finditer(folded):
        yield Mention(year(int(match["y"])), match.start("y"), match.end("y"))


def _all(folded: str, latest: int) -> Iterator[Mention]:
    for pattern, reader in patterns(folded):
        for match in pattern.finditer(folded):
            period = reader(match, latest)
            if period:
                yield Mention(period, match.start(), match.end())
    for pattern, offset in RELATIVE:
        for match in pattern.finditer(folded):
            yield Mention(year(latest + offset), match.start(), match.end(), relative=True)
    yield from (Mention(period, match.start(), match.end(), yearless=True) for period, match in yearless(folded))


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
        return named_months(y, period.start.month, period.end.month)
    same = day_of(y, period.start.month, period.start.day if period.grain == "day" else None)
    return same or month(y, period.start.month)
