"""Look-ups: the figure of one period, or what of it there is: a part, a plan, its batches."""

from __future__ import annotations

from dataclasses import replace

from bot.core import spans, stats
from bot.core.models import Observation, Series
from bot.core.results import Figure, Lacking, Lookup, Parts, Trend
from bot.core.slots import Slots
from bot.core.spans import Period
from bot.core.stats import View


def settled_at(seen: View, period: Period) -> list[Observation]:
    """Return the figures of *period* that say what came, best first."""
    return [o for o in stats.settled(seen.at(period)) if stats.middle(o) is not None]


def lacking(seen: View, period: Period) -> Lacking:
    """Return that there is no figure of *period*, with the nearest."""
    return Lacking(seen.series, "period", (), period, tuple(seen.nearest(period)))


def lookup(slots: Slots, seen: View, period: Period) -> Figure:
    """Return the figure of *period*: what came, a part of it, a plan, its months, or its batches."""
    rows = seen.at(period)
    settled = stats.settled(rows)
    if settled:
        return found_at(seen.series, rows, settled)
    made = (step(slots, seen, period) for step in (_so_far, _planned, _in_passing, _month_by_month, _within_year, _in_batches))
    return next((found for found in made if found is not None), None) or lacking(seen, period)


def _planned(_slots: Slots, seen: View, period: Period) -> Lookup | None:
    trusted = stats.trusted(seen.at(period))
    planned = [o for o in trusted if o.status == "plan"] or [o for o in trusted if o.status == "forecast"]
    return Lookup(seen.series, planned[0], rivals=tuple(planned[1:])) if planned else None


def _in_batches(slots: Slots, seen: View, period: Period) -> Parts | None:
    if seen.segments or seen.partner is not None or period.grain != "year":
        return None
    found = parts(seen.series, slots, period)
    return found if isinstance(found, Parts) else None


def _month_by_month(_slots: Slots, seen: View, period: Period) -> Trend | None:
    """Return the figure of each month of *period*, where that is a few months and all of them are held."""
    if period.grain not in ("span", "quarter", "half") or period.start.year != period.end.year:
        return None
    wanted = [spans.month(period.year, m) for m in range(period.start.month, period.end.month + 1)]
    rows = [held[0] for month in wanted if (held := settled_at(seen, month))]
    return Trend(seen.series, tuple(rows)) if 1 < len(rows) == len(wanted) else None


def _within_year(_slots: Slots, seen: View, period: Period) -> Trend | Lookup | None:
    """Return what is held of the days of a year, where nothing adds up: the prices of two months for "the price in 2012"."""
    if period.grain != "year" or seen.series.total == "sum":
        return None
    rows = [held[0] for p in dict.fromkeys(stats.period_of(o) for o in seen.inside(period)) if (held := settled_at(seen, p))]
    if len(rows) > 1:
        return Trend(seen.series, tuple(rows))
    return found_at(seen.series, seen.at(stats.period_of(rows[0])), rows) if rows else None


def _in_passing(_slots: Slots, seen: View, period: Period) -> Lookup | None:
    """Return the figure of a single happening that lies in *period* (a loan of March 2011 for "2011")."""
    if seen.series.frequency not in ("once", "irregular"):
        return None
    rows = [o for o in stats.trusted(seen.observations) if stats.period_of(o).within(period) or _runs_over(o, period)]
    if not rows or len({stats.period_of(o) for o in rows}) > 1:
        return None
    best = stats.best_first(seen.series, rows)
    return Lookup(seen.series, best[0], rivals=tuple(best[1:]))


def _runs_over(observation: Observation, period: Period) -> bool:
    """Tell whether a figure of several years (a contract from 2026 to 2038) covers *period*."""
    whole = stats.period_of(observation)
    return period.within(whole) and whole.end.year > whole.start.year and whole.grain == "span"


def found_at(series: Series, rows: list[Observation], settled: list[Observation]) -> Lookup:
    """Return the first of *settled*, with what else is said among *rows*."""
    best = settled[0]
    return Lookup(
        series,
        best,
        rivals=tuple(o for o in settled[1:] if not says_the_same(o, best)),
        wrong=tuple(o for o in rows if o.rank == "deprecated"),
        forecasts=tuple(o for o in stats.trusted(rows) if o.status == "forecast"),
    )


def says_the_same(a: Observation, b: Observation) -> bool:
    """Tell whether two figures of one period differ in nothing but who says them."""
    return (a.value, a.low, a.high, a.unit, a.basis) == (b.value, b.low, b.high, b.unit, b.basis)


def _so_far(slots: Slots, seen: View, period: Period) -> Lookup | None:
    """Return the newest part of a year that has no full-year figure, when the question asks for what there is so far."""
    latest = seen.latest()
    if latest is None or period.grain not in ("year", "fiscal"):
        return None
    newest = stats.period_of(latest)
    parts = [o for o in stats.settled(seen.inside(period)) if not stats.period_of(o).same(period)]
    if not parts or not ("latest" in slots.operations or newest.within(period)) or "total" in slots.operations:
        return None
    longest = max(parts, key=lambda o: (stats.period_of(o).end, -stats.period_of(o).start.toordinal()))
    rows = [o for o in seen.at(stats.period_of(longest)) if o in parts]
    return replace(found_at(seen.series, rows, rows), partial=True)


def newest(seen: View, operations: frozenset[str]) -> Figure:
    """Return the newest figure; the oldest where the first is asked for."""
    if "first" in operations:
        rows = list(seen.yearly().values())
        if rows:
            return Lookup(seen.series, rows[0])
    best = seen.latest()
    if best is None:
        forecasts = stats.best_first(seen.series, stats.trusted(seen.observations))
        return Lookup(seen.series, forecasts[0], rivals=tuple(forecasts[1:])) if forecasts else Lacking(seen.series, "figure")
    yearly = list(seen.yearly().values())
    if yearly and "latest" not in operations and stats.period_of(best).grain not in ("year", "fiscal"):
        best = yearly[-1]  # the newest whole year says more than the newest month
    rows = seen.at(stats.period_of(best))
    settled = stats.settled(rows)
    return replace(found_at(seen.series, rows, settled), newest=True)


def parts(series: Series, slots: Slots, period: Period) -> Figure:
    """Return *period* by its batches, or by light and heavy."""
    rows = stats.breakdown(series, period)
    wanted = [part for part in ("light", "heavy", "batch-1", "batch-2", "batch-3") if part in stats.view(series, slots).segments]
    batch = next((part for part in wanted if part.startswith("batch")), None)
    if {"light", "heavy"} <= set(wanted):
        rows = {name: o for name, o in rows.items() if name.startswith(("light", "heavy")) and (batch or "") in name}
    whole = next(
        (
            o
            for o in stats.best_first(series, stats.settled(series.observations))
            if o.segment is None and o.partner is None and stats.period_of(o).same(period)
        ),
        None,
    )
    if not rows:
        return Lacking(series, "segment", ("batches",), period, (whole,) if whole else ())
    return Parts(series, period, tuple(rows.values()), whole)
