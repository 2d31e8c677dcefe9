"""Summaries: the highest, the lowest, the mean, the sum or the course of several periods."""

from __future__ import annotations

from typing import Literal

from bot.core import spans, stats
from bot.core.lookups import lacking, newest, says_the_same, settled_at
from bot.core.models import Observation
from bot.core.results import Aggregate, Extreme, Figure, Lacking, Lookup, Trend
from bot.core.spans import Period
from bot.core.stats import View


def span_of(asked: list[Period]) -> Period | None:
    """Return all days from the first to the last of *asked*."""
    if not asked:
        return None
    return Period(min(p.start for p in asked), max(p.end for p in asked))


def extreme(seen: View, which: Literal["highest", "lowest"], within: Period | None, *, by_month: bool = False) -> Figure:
    """Return the highest or lowest figure among the full years, or among the months of a year or of all time."""
    span = within if within and within.grain == "span" else None
    own, rows = seen.yearly(within=span), seen.yearly(within=span, mixed=True)
    if by_month or (within is not None and within.grain != "span"):
        months = _months(seen, within)
        if by_month and len(months) < 2:  # noqa: PLR2004 - one month is no extreme
            return lacking(seen, within) if within else Lacking(seen.series, "figure")
        rows = rows if len(months) < 3 and not by_month else months  # noqa: PLR2004 - two months make no extreme unasked
        own = {} if rows is months else own
    if not rows:
        spans = [o for o in stats.settled(seen.observations) if within is None or stats.period_of(o).within(within)]
        rows = {stats.period_of(o): o for o in sorted(spans, key=stats.period_of)}
    usable = {p: o for p, o in rows.items() if stats.middle(o) is not None}
    if not usable:
        best = seen.latest()
        return Lookup(seen.series, best) if best and len(seen.observations) == 1 else Lacking(seen.series, "figure", (), within)
    pick = max if which == "highest" else min
    best = pick(usable.values(), key=lambda o: stats.middle(o) or 0.0)
    same = stats.settled(seen.at(stats.period_of(best)))
    best = pick(same, key=lambda o: stats.middle(o) or 0.0) if best.rank != "preferred" else best
    others = [o for o in same if o is not best and not says_the_same(o, best)]
    ours = {p: o for p, o in own.items() if p in usable}
    counted = pick(ours.values(), key=lambda o: stats.middle(o) or 0.0) if ours and stats.period_of(best) not in ours else None
    return Extreme(seen.series, which, best, tuple(others), tuple(usable.values()), counted)


def _months(seen: View, within: Period | None) -> dict[Period, Observation]:
    """Return the best figure of each month *within* a period, on the series' own basis where most of them are."""
    inside = seen.inside(within) if within is not None else seen.observations
    months = sorted({stats.period_of(o) for o in stats.settled(inside) if stats.period_of(o).grain == "month"})
    best = {month: rows[0] for month in months if (rows := settled_at(seen, month))}
    own = {month: o for month, o in best.items() if o.basis in (None, seen.series.basis)}
    return own if len(own) * 2 > len(best) else best


def aggregate(seen: View, operation: Literal["average", "total"], within: Period | None) -> Figure:
    """Return the mean or the sum; a sum only of what adds up."""
    rows = seen.yearly(within=within) or _monthly(seen, within)
    values = [v for o in rows.values() if (v := stats.middle(o)) is not None]
    if len(values) < 2 or (operation == "total" and seen.series.total != "sum"):  # noqa: PLR2004
        return lacking(seen, within) if within else newest(seen, frozenset())
    wanted = range(within.start.year, within.end.year + 1) if within else range(0)
    without = tuple(y for y in wanted if y not in {p.year for p in rows})
    value = sum(values) / (len(values) if operation == "average" else 1)
    return Aggregate(seen.series, operation, tuple(rows.values()), value, without)


def _monthly(seen: View, within: Period | None) -> dict[Period, Observation]:
    """Return the figures of the months of *within*, when all of them are held."""
    if within is None or within.start.year != within.end.year:
        return {}
    wanted = [spans.month(within.start.year, m) for m in range(within.start.month, within.end.month + 1)]
    rows = {month: held[0] for month in wanted if (held := settled_at(seen, month))}
    return rows if len(rows) == len(wanted) else {}


def trend(seen: View, within: Period | None) -> Figure:
    """Return the figures of every year *within* a span."""
    rows = tuple(seen.yearly(within=within).values())
    if not rows and within:
        rows = tuple(stats.settled(seen.inside(within)))
    if len(rows) < 2:  # noqa: PLR2004
        return lacking(seen, within) if within else newest(seen, frozenset())
    return Trend(seen.series, rows)


def trend_of(seen: View, asked: list[Period]) -> Figure:
    """Return the figures of exactly *asked*; lacking when one of them is not held."""
    rows = [settled_at(seen, period) for period in sorted(asked)]
    missing = next((p for p, row in zip(sorted(asked), rows, strict=True) if not row), None)
    return lacking(seen, missing) if missing else Trend(seen.series, tuple(row[0] for row in rows))
