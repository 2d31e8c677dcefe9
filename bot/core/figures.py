"""The answer to a question about figures: which operation on which observations, or what is lacking.

`figure` returns a value that says what was found and from which observations; it words nothing. What it cannot answer
exactly it returns as `Lacking`, never as a neighbour's figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.core import periods, stats
from bot.core.models import Knowledge, Observation, Series
from bot.core.periods import Period
from bot.core.slots import Slots, Value
from bot.core.stats import View


@dataclass(frozen=True, slots=True)
class Lookup:
    """One figure; *rivals* are what other sources say for the same period. *partial* when it covers a part of what was asked."""

    series: Series
    best: Observation
    rivals: tuple[Observation, ...] = ()
    wrong: tuple[Observation, ...] = ()
    forecasts: tuple[Observation, ...] = ()
    partial: bool = False
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """From *before* to *after*; *stated* are changes that a source itself gives."""

    series: Series
    before: Observation
    after: Observation
    stated: tuple[tuple[Series, Observation], ...] = ()


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure over another of the same period: the share of the quota that was used."""

    top: tuple[Series, Observation]
    bottom: tuple[Series, Observation]
    stated: tuple[tuple[Series, Observation], ...] = ()
    asks: Literal["share", "left", "over"] = "share"


@dataclass(frozen=True, slots=True)
class Over:
    """Every year in which one series exceeded another."""

    top: Series
    bottom: Series
    years: tuple[tuple[Period, Observation, Observation], ...]
    compared: int


@dataclass(frozen=True, slots=True)
class Extreme:
    """The highest or lowest of the full years held; *counted* is that of the series' own basis, where *best* is on another."""

    series: Series
    which: Literal["highest", "lowest"]
    best: Observation
    rivals: tuple[Observation, ...]
    rows: tuple[Observation, ...]
    counted: Observation | None = None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The mean or the sum of several periods."""

    series: Series
    operation: Literal["average", "total"]
    rows: tuple[Observation, ...]
    value: float
    lacking: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """The figures of several periods, oldest first."""

    series: Series
    rows: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What was expected, and what came."""

    series: Series
    forecasts: tuple[Observation, ...]
    outcome: Observation | None
    known_by: Period | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A figure that the question states, against ours."""

    series: Series
    value: Value
    verdict: Literal["agrees", "differs", "forecast", "wrong", "rival"]
    found: Observation | None
    best: Observation | None


@dataclass(frozen=True, slots=True)
class Parts:
    """A period by its batches, or by light and heavy."""

    series: Series
    period: Period
    rows: tuple[Observation, ...]
    whole: Observation | None


@dataclass(frozen=True, slots=True)
class Rivals:
    """Every figure that is held for one period, wrong ones too."""

    series: Series
    period: Period
    rows: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Two periods whose figures count different things, so that no difference is computed."""

    series: Series
    rows: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The newest figures of several partners or subjects side by side."""

    series: Series
    rows: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What there is no figure for. *what* names the cause: period, actor, commodity, measure, segment, forecast."""

    series: Series
    what: str
    wanted: tuple[str, ...] = ()
    period: Period | None = None
    closest: tuple[Observation, ...] = ()


Figure = (
    Lookup | Change | Ratio | Over | Extreme | Aggregate | Trend | Expected | Check | Parts | Rivals | Apart | Listing | Lacking
)


def figure(knowledge: Knowledge, slots: Slots) -> Figure | None:
    """Return what the series say to *slots*; None when the question names no measure that is kept."""
    found = stats.matches(knowledge, slots)
    if not found:
        return None
    ratio = _ratio(knowledge, slots, found[0].series)
    if ratio:
        return ratio
    best = found[0]
    if best.missing:
        kind, _, wanted = best.missing[0].partition(":")
        names = tuple(m.partition(":")[2] for m in best.missing if m.startswith(kind))
        closest = stats.view(best.series, replace(slots, actors=())).nearest(_first_period(slots), 1) if slots.periods else []
        return Lacking(best.series, kind, names or (wanted,), slots.periods[0] if slots.periods else None, tuple(closest))
    return _within(knowledge, slots, best.series)


def _first_period(slots: Slots) -> Period:
    return slots.periods[0]


def _within(knowledge: Knowledge, slots: Slots, series: Series) -> Figure | None:
    seen = stats.view(series, slots)
    if {"light", "heavy"} <= set(seen.segments) and slots.periods:
        return _parts(series, slots, slots.periods[0])
    side_by_side = _side_by_side(slots, series)
    if side_by_side:
        return side_by_side
    if not seen.observations:
        return _listing(slots, series) or _no_rows(slots, series, seen)
    asked = list(dict.fromkeys(_fitting(period, seen) for period in slots.periods))
    operations = slots.operations
    if not asked and slots.mentions:
        return None  # a month of no year
    if "ytd" in operations:
        asked = [periods.to_date(period) for period in asked]
    if slots.values:
        checked = _which_of(slots, seen, asked) or _check(slots, seen, asked)
        if checked:
            return checked
    if asked and ("batches" in slots.segments or {"light", "heavy"} <= set(seen.segments)):
        return _parts(series, slots, asked[0])
    if (
        (_says_by(slots) or "asof" in operations)
        and asked
        and asked[-1].grain in ("month", "day", "half", "quarter", "year")
        and _asks_as_of(slots)
    ):
        return _as_of(slots, seen, asked[-1])
    if slots.statuses & {"forecast"} and not (slots.statuses & {"actual"} and not asked):
        return _expected(seen, asked)
    if "rivals" in operations and asked:
        rows = tuple(seen.at(asked[0]))
        return Rivals(series, asked[0], rows) if rows else _lacking(seen, asked[0])
    if {"highest", "lowest"} & operations or (slots.concepts & {"streak", "stay"} and not asked):
        return _extreme(seen, "lowest" if "lowest" in operations else "highest", _span(asked))
    if {"average", "total"} & operations and (len(asked) >= 2 or not asked or slots.ranged):  # noqa: PLR2004
        return _aggregate(seen, "average" if "average" in operations else "total", _span(asked))
    if len(asked) >= 2:  # noqa: PLR2004
        return _several(knowledge, slots, seen, asked)
    if "trend" in operations:
        return _trend(seen, _span(asked))
    if "change" in operations and asked:
        return _since_before(knowledge, seen, asked[0])
    return _lookup(slots, seen, asked[0]) if asked else _newest(seen, operations)


def _side_by_side(slots: Slots, series: Series) -> Listing | None:
    """Return the figure of each partner that the question names, where there is one for all of them."""
    subjects = stats.named_subjects(series, slots)
    named = subjects or stats.named_partners(series, slots)
    if not named:
        return None
    kept = () if subjects else (series.subject,)
    views = [stats.view(series, _about(slots, (name, *kept), named)) for name in named]
    rows = [next(iter(_settled(v, slots.periods[0])), None) if slots.periods else v.latest() for v in views]
    held = tuple(o for o in rows if o is not None)
    return Listing(series, held) if len(held) == len(named) else None


def _about(slots: Slots, names: tuple[str | None, ...], all_named: tuple[str, ...]) -> Slots:
    """Return *slots* with only *names* of those that stand side by side."""
    spots = tuple(s for s in slots.spots if s.term.id in names or s.term.id not in all_named)
    return replace(slots, actors=tuple(a for a in slots.actors if a.id in names), spots=spots)


def _listing(slots: Slots, series: Series) -> Listing | None:
    """Return the newest figure of each partner or subject, where the series has nothing but such parts and none is named."""
    if any(a.id not in (series.subject, series.partner) for a in slots.actors) or slots.segments:
        return None
    rows: dict[tuple[str | None, str | None], Observation] = {}
    for o in reversed(stats.best_first(series, stats.trusted(series.observations))):
        key = (o.subject or series.subject, o.partner)
        if not slots.periods or stats.period_of(o).same(slots.periods[0]):
            if key not in rows or stats.period_of(o) >= stats.period_of(rows[key]):
                rows[key] = o
    return Listing(series, tuple(rows.values())) if 1 < len(rows) <= 12 else None  # noqa: PLR2004


def _no_rows(slots: Slots, series: Series, seen: View) -> Lacking:
    wanted = tuple(a.id for a in slots.actors if a.id not in (series.subject, series.partner)) or seen.segments
    anything = stats.view(series, replace(slots, actors=(), spots=()))
    period = slots.periods[0] if slots.periods else None
    closest = anything.nearest(period, 1) if period and anything.observations else []
    return Lacking(series, "segment" if seen.segments and not seen.partner else "partner", wanted, period, tuple(closest))


def _fitting(period: Period, seen: View) -> Period:
    """Return the fiscal year for a plain year where the series counts in fiscal years only."""
    if seen.at(period):
        return period
    grains = {stats.period_of(o).grain for o in seen.observations}
    if period.grain == "year" and "year" not in grains and "fiscal" in grains:
        return periods.fiscal(period.year)
    if seen.segments and period.grain in ("month", "day") and not seen.at(period):
        return periods.year(period.year)  # "the second batch of August 2012": batches are kept by their year
    return period


def _lacking(seen: View, period: Period) -> Lacking:
    return Lacking(seen.series, "period", (), period, tuple(seen.nearest(period)))


def _lookup(slots: Slots, seen: View, period: Period) -> Figure:
    rows = seen.at(period)
    settled = [o for o in stats.trusted(rows) if o.status not in ("forecast", "plan")]
    if settled:
        return _found(seen.series, rows, settled)
    planned = [o for o in stats.trusted(rows) if o.status == "plan"] or [o for o in stats.trusted(rows) if o.status == "forecast"]
    so_far = _so_far(slots, seen, period)
    if so_far:
        return so_far
    if planned:
        return Lookup(seen.series, planned[0], rivals=tuple(planned[1:]))
    once = _in_passing(seen, period)
    if once:
        return once
    batches = _parts(seen.series, slots, period) if not seen.segments and period.grain == "year" else None
    if isinstance(batches, Parts) and seen.partner is None:
        return batches
    return _lacking(seen, period)


def _in_passing(seen: View, period: Period) -> Lookup | None:
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


def _found(series: Series, rows: list[Observation], settled: list[Observation]) -> Lookup:
    best = settled[0]
    return Lookup(
        series,
        best,
        rivals=tuple(o for o in settled[1:] if not _says_the_same(series, o, best)),
        wrong=tuple(o for o in rows if o.rank == "deprecated"),
        forecasts=tuple(o for o in stats.trusted(rows) if o.status == "forecast"),
    )


def _says_the_same(series: Series, a: Observation, b: Observation) -> bool:
    return (a.value, a.low, a.high, a.unit, a.basis) == (b.value, b.low, b.high, b.unit, b.basis)


def _so_far(slots: Slots, seen: View, period: Period) -> Lookup | None:
    """Return the newest part of a year that has no full-year figure, when the question asks for what there is so far."""
    latest = seen.latest()
    if latest is None or period.grain not in ("year", "fiscal"):
        return None
    newest = stats.period_of(latest)
    parts = [
        o
        for o in stats.trusted(seen.inside(period))
        if o.status not in ("forecast", "plan") and not stats.period_of(o).same(period)
    ]
    if not parts or not ("latest" in slots.operations or newest.within(period)) or "total" in slots.operations:
        return None
    longest = max(parts, key=lambda o: (stats.period_of(o).end, -stats.period_of(o).start.toordinal()))
    rows = [o for o in seen.at(stats.period_of(longest)) if o in parts]
    return replace(_found(seen.series, rows, rows), partial=True)


def _newest(seen: View, operations: frozenset[str]) -> Figure:
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
    settled = [o for o in stats.trusted(rows) if o.status not in ("forecast", "plan")]
    return replace(_found(seen.series, rows, settled), newest=True)


def _several(knowledge: Knowledge, slots: Slots, seen: View, asked: list[Period]) -> Figure:
    operations = slots.operations
    if "trend" in operations or (slots.ranged and not operations & {"change", "compare"}):
        return _trend(seen, _span(asked))
    if len(asked) > 2:  # noqa: PLR2004
        return _trend_of(seen, asked)
    first, last = sorted(asked[:2])
    return _change(knowledge, seen, first, last)


def _change(knowledge: Knowledge, seen: View, first: Period, last: Period) -> Figure:
    before, after = _settled(seen, first), _settled(seen, last)
    if after and not before and _previous(last) == first and after[0].note and "percent" in after[0].note.en:
        return _found(seen.series, seen.at(last), after)  # the source itself gives the change on the year
    if not before or not after:
        return _lacking(seen, last if before else first)
    pair = next(((a, b) for a in before for b in after if stats.comparable(seen.series, a, b)), None)
    if pair is None:
        return Apart(seen.series, (before[0], after[0]))
    return Change(seen.series, pair[0], pair[1], _stated_change(knowledge, seen, last))


def _settled(seen: View, period: Period) -> list[Observation]:
    return [o for o in stats.trusted(seen.at(period)) if o.status not in ("forecast", "plan") and stats.middle(o) is not None]


def _since_before(knowledge: Knowledge, seen: View, period: Period) -> Figure:
    previous = _previous(period)
    stated = _stated_change(knowledge, seen, period)
    if previous and _settled(seen, previous) and _settled(seen, period):
        return _change(knowledge, seen, previous, period)
    if stated:
        series, observation = stated[0]
        return Lookup(series, observation, rivals=tuple(o for s, o in stated[1:] if s is series))
    settled = _settled(seen, period)
    if settled:
        return _found(seen.series, seen.at(period), settled)
    return _lacking(seen, period)


def _previous(period: Period) -> Period | None:
    s, e = period.start, period.end
    if period.grain == "day" or s.year <= 1:
        return None
    if period.grain == "year":
        return periods.year(s.year - 1)
    if period.grain == "fiscal":
        return periods.fiscal(s.year - 1)
    return periods.months(s.year - 1, s.month, e.month, period.grain)


def _stated_change(knowledge: Knowledge, seen: View, period: Period) -> tuple[tuple[Series, Observation], ...]:
    series = knowledge.series.get(f"{seen.series.id}-change")
    if series is None:
        return ()
    rows = [
        o
        for o in stats.trusted(series.observations)
        if stats.period_of(o).same(period) and o.partner in (seen.partner, series.partner)
    ]
    return tuple((series, o) for o in stats.best_first(series, rows))


def _span(asked: list[Period]) -> Period | None:
    if not asked:
        return None
    return Period(min(p.start for p in asked), max(p.end for p in asked))


def _extreme(seen: View, which: Literal["highest", "lowest"], within: Period | None) -> Figure:
    span = within if within and within.grain == "span" else None
    own, rows = seen.yearly(within=span), seen.yearly(within=span, mixed=True)
    if within is not None and within.grain != "span":
        months = {stats.period_of(o): o for o in stats.trusted(seen.inside(within)) if stats.period_of(o).grain == "month"}
        rows = rows if len(months) < 3 else months  # noqa: PLR2004 - two months make no extreme
    if not rows:
        spans = [
            o
            for o in stats.trusted(seen.observations)
            if o.status not in ("forecast", "plan") and (within is None or stats.period_of(o).within(within))
        ]
        rows = {stats.period_of(o): o for o in sorted(spans, key=stats.period_of)}
    usable = {p: o for p, o in rows.items() if stats.middle(o) is not None}
    if not usable:
        best = seen.latest()
        return Lookup(seen.series, best) if best and len(seen.observations) == 1 else Lacking(seen.series, "figure", (), within)
    pick = max if which == "highest" else min
    best = pick(usable.values(), key=lambda o: stats.middle(o) or 0.0)
    same = [o for o in stats.trusted(seen.at(stats.period_of(best))) if o.status not in ("forecast", "plan")]
    best = pick(same, key=lambda o: stats.middle(o) or 0.0) if best.rank != "preferred" else best
    others = [o for o in same if o is not best and not _says_the_same(seen.series, o, best)]
    ours = {p: o for p, o in own.items() if p in usable}
    counted = pick(ours.values(), key=lambda o: stats.middle(o) or 0.0) if ours and stats.period_of(best) not in ours else None
    return Extreme(seen.series, which, best, tuple(others), tuple(usable.values()), counted)


def _aggregate(seen: View, operation: Literal["average", "total"], within: Period | None) -> Figure:
    rows = seen.yearly(within=within) or _monthly(seen, within)
    values = [v for o in rows.values() if (v := stats.middle(o)) is not None]
    if len(values) < 2 or (operation == "total" and seen.series.total != "sum"):  # noqa: PLR2004
        return _lacking(seen, within) if within else _newest(seen, frozenset())
    wanted = range(within.start.year, within.end.year + 1) if within else range(0)
    lacking = tuple(y for y in wanted if y not in {p.year for p in rows})
    value = sum(values) / (len(values) if operation == "average" else 1)
    return Aggregate(seen.series, operation, tuple(rows.values()), value, lacking)


def _monthly(seen: View, within: Period | None) -> dict[Period, Observation]:
    """Return the figures of the months of *within*, when all of them are held."""
    if within is None or within.start.year != within.end.year:
        return {}
    wanted = [periods.month(within.start.year, m) for m in range(within.start.month, within.end.month + 1)]
    rows = {month: held[0] for month in wanted if (held := _settled(seen, month))}
    return rows if len(rows) == len(wanted) else {}


def _trend(seen: View, within: Period | None) -> Figure:
    rows = tuple(seen.yearly(within=within).values())
    if not rows and within:
        rows = tuple(o for o in stats.trusted(seen.inside(within)) if o.status not in ("forecast", "plan"))
    if len(rows) < 2:  # noqa: PLR2004
        return _lacking(seen, within) if within else _newest(seen, frozenset())
    return Trend(seen.series, rows)


def _trend_of(seen: View, asked: list[Period]) -> Figure:
    rows = [_settled(seen, period) for period in sorted(asked)]
    missing = next((p for p, row in zip(sorted(asked), rows, strict=True) if not row), None)
    return _lacking(seen, missing) if missing else Trend(seen.series, tuple(row[0] for row in rows))


def _parts(series: Series, slots: Slots, period: Period) -> Figure:
    rows = stats.breakdown(series, slots, period)
    wanted = [part for part in ("light", "heavy", "batch-1", "batch-2", "batch-3") if part in stats.view(series, slots).segments]
    batch = next((part for part in wanted if part.startswith("batch")), None)
    if {"light", "heavy"} <= set(wanted):
        rows = {name: o for name, o in rows.items() if name.startswith(("light", "heavy")) and (batch or "") in name}
    whole = next(
        (
            o
            for o in stats.best_first(series, stats.trusted(series.observations))
            if o.segment is None
            and o.partner is None
            and stats.period_of(o).same(period)
            and o.status not in ("forecast", "plan")
        ),
        None,
    )
    if not rows:
        return Lacking(series, "segment", ("batches",), period, (whole,) if whole else ())
    return Parts(series, period, tuple(rows.values()), whole)


# --- what was known, expected, claimed --------------------------------------------------------------------------------------


_BY = re.compile(r"\b(?:by|until|till|up to|as of|before)(?: the)?(?: end of| end| mid| middle of| early| late)?\W*$")


def _says_by(slots: Slots) -> bool:
    """Tell whether a day or month is named as the point up to which is counted ("by mid March 2026")."""
    return any(m.period.grain in ("day", "month") and _BY.search(slots.text[: m.start]) for m in slots.mentions)


def _asks_as_of(slots: Slots) -> bool:
    return (
        "latest" in slots.operations
        or bool(slots.statuses)
        or "as of" in slots.text
        or slots.periods[-1].grain != "year"
        or "halfway" in slots.text
        or "时点" in slots.text
        or "截至" in slots.text
    )


def _as_of(slots: Slots, seen: View, known_by: Period) -> Figure:
    """Return what had been published by the end of *known_by* about its year."""
    year = periods.year(known_by.year)
    if "halfway" in slots.text or "midway" in slots.text:
        known_by = periods.half(known_by.year, 1)
    if slots.statuses & {"forecast"}:
        said = [
            o
            for o in stats.trusted(seen.at(year))
            if o.status == "forecast" and (o.as_of or "9999")[:7] <= known_by.end.isoformat()[:7]
        ]
        if said:
            outcome = next(iter(_settled(seen, year)), None)
            return Expected(seen.series, tuple(sorted(said, key=lambda o: o.as_of or "", reverse=True)), outcome, known_by)
    parts = [
        o
        for o in stats.trusted(seen.inside(year))
        if o.status not in ("forecast", "plan")
        and stats.period_of(o).start == year.start
        and stats.period_of(o).end <= known_by.end
    ]
    if not parts:
        return _lacking(seen, known_by)
    newest = max(stats.period_of(o) for o in parts)
    longest = max((stats.period_of(o) for o in parts), key=lambda p: p.end)
    rows = [o for o in seen.at(longest or newest) if o in parts]
    return replace(_found(seen.series, rows, rows), partial=True)


def _expected(seen: View, asked: list[Period]) -> Figure:
    forecasts = [o for o in seen.observations if o.status in ("forecast", "plan") and o.rank != "deprecated"]
    if asked:
        forecasts = [o for o in forecasts if stats.period_of(o).within(asked[0])]
    if not forecasts:
        return Lacking(
            seen.series, "forecast", (), asked[0] if asked else None, tuple(_settled(seen, asked[0])[:1]) if asked else ()
        )
    target = max(stats.period_of(o) for o in forecasts)
    chosen = [o for o in forecasts if stats.period_of(o).same(target)]
    outcome = next(iter(_settled(seen, target)), None)
    return Expected(seen.series, tuple(sorted(chosen, key=lambda o: o.as_of or "")), outcome)


def _which_of(slots: Slots, seen: View, asked: list[Period]) -> Rivals | None:
    """Return every figure of the period, where the question sets two of them against each other ("16,900 or 18,600 t?")."""
    stated = {value.number for value in slots.values if _same_kind(value, seen)}
    if len(stated) < 2 or not asked:  # noqa: PLR2004
        return None
    rows = seen.at(asked[0])
    return Rivals(seen.series, asked[0], tuple(rows)) if len(rows) > 1 else None


def _check(slots: Slots, seen: View, asked: list[Period]) -> Figure | None:
    """Compare the figure that the question states with ours."""
    value = next((v for v in slots.values if _same_kind(v, seen)), None)
    if value is None:
        return None
    rows = [o for o in seen.observations if not asked or stats.period_of(o).same(asked[0])]
    if asked and not rows:
        return _lacking(seen, asked[0])
    found = next((o for o in stats.best_first(seen.series, rows) if _equals(value, seen.series, o)), None)
    settled = _settled(seen, asked[0] if asked else stats.period_of(found) if found else _no_period())
    best = settled[0] if settled else None
    if found is None:
        return Check(seen.series, value, "differs", None, best) if asked and best else None
    if found.rank == "deprecated":
        return Check(seen.series, value, "wrong", found, best)
    if found.status in ("forecast", "plan"):
        return Check(seen.series, value, "forecast", found, best)
    verdict: Literal["agrees", "rival"] = "agrees" if best is None or _equals(value, seen.series, best) else "rival"
    return Check(seen.series, value, verdict, found, best)


def _no_period() -> Period:
    return periods.year(1)


def _same_kind(value: Value, seen: View) -> bool:
    units = {stats.unit_of(seen.series, o) for o in seen.observations}
    if not value.unit:
        return value.number >= 1000  # noqa: PLR2004 - a bare small number may count anything
    return (
        value.unit in units
        or any(u.startswith(value.unit) for u in units)
        or (value.unit == "percent" and "percent yoy" in units)
    )


def _equals(value: Value, series: Series, observation: Observation) -> bool:
    if observation.low is not None and observation.high is not None and observation.value is None:
        return observation.low <= value.number <= observation.high
    ours = stats.middle(observation)
    return ours is not None and abs(ours - value.number) <= abs(ours) * 0.0005


# --- one series over another ------------------------------------------------------------------------------------------------


def _ratio(knowledge: Knowledge, slots: Slots, matched: Series) -> Figure | None:
    """Return exports over the quota, where the question sets one against the other."""
    asks = _ratio_asked(slots)
    top, bottom = knowledge.series.get("export-volume"), knowledge.series.get("export-quota")
    if asks is None or top is None or bottom is None or slots.commodities - {"rare-earths"} or _other_actor(slots):
        return None
    tops, bottoms = stats.view(top, _plain(slots)), stats.view(bottom, _plain(slots))
    if not slots.periods:
        return _over(tops, bottoms) if asks == "over" else None
    period = slots.periods[0]
    if period.grain in ("month", "day"):  # "by November 2011": what went out by then, of the quota of the year
        period = periods.to_date(periods.month(period.year, period.end.month))
    a, b = _settled(tops, period), _settled(bottoms, periods.year(period.year))
    if not a or not b or not stats_same_weight(top, a[0], bottom, b[0]):
        return _lacking(tops if not a else bottoms, period)
    stated = knowledge.series.get("quota-use")
    rows = (
        [(stated, o) for o in stats.best_first(stated, stats.trusted(stated.observations)) if stats.period_of(o).same(period)]
        if stated
        else []
    )
    return Ratio((top, a[0]), (bottom, b[0]), tuple(rows), asks)


def stats_same_weight(top: Series, a: Observation, bottom: Series, b: Observation) -> bool:
    """Tell whether both are in one unit (gross tonnes against gross tonnes)."""
    return stats.unit_of(top, a) == stats.unit_of(bottom, b)


def _ratio_asked(slots: Slots) -> Literal["share", "left", "over"] | None:
    said, operations = slots.concepts - slots.excluded, slots.operations
    if said & {"mining", "smelting", "import"}:
        return None
    if "unused" in said and said & {"quota", "export"}:
        return "left"
    if (
        "quota" in said
        and sum(s.term.id == "export" for s in slots.spots) > 1
        and (slots.statuses & {"actual"} or operations & {"change", "compare"})
    ):
        return "left"  # "the export quota minus what was really exported"
    if "exceed" in operations and "quota" in said | _hidden_quota(slots):
        return "share" if _is_reversed(slots) else "over"
    if "quota" in said and ("used" in said or ("share" in said and "export" in said and not operations & {"change", "compare"})):
        return "share"
    return None


def _is_reversed(slots: Slots) -> bool:
    """Tell whether the quota is asked to exceed the exports; then no yes or no is given, only the two figures."""
    places = {s.term.id: s.start for s in reversed(slots.spots)}
    return (
        places.get("quota", 0) < places.get("exceed", 0) < places.get("export", 0)
        if {"quota", "exceed", "export"} <= set(places)
        else False
    )


def _hidden_quota(slots: Slots) -> set[str]:
    """Return quota where "more than its quota" was read as one expression."""
    return {"quota"} if any("quota" in s.surface for s in slots.spots) else set()


def _other_actor(slots: Slots) -> bool:
    return any(actor.id != "china" for actor in slots.actors)


def _plain(slots: Slots) -> Slots:
    return replace(slots, actors=(), spots=())


def _over(tops: View, bottoms: View) -> Over:
    quota = bottoms.yearly()
    both = [
        (p, o, quota[p])
        for p, o in tops.yearly().items()
        if p in quota and stats_same_weight(tops.series, o, bottoms.series, quota[p])
    ]
    over = tuple((p, a, b) for p, a, b in both if (stats.middle(a) or 0) > (stats.middle(b) or 0))
    return Over(tops.series, bottoms.series, over, len(both))
