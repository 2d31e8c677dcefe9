"""Expectations: what was forecast, and what was known by a day."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core import spans, stats
from bot.core.lookups import found_at, lacking, settled_at
from bot.core.results import Expected, Figure, Lacking
from bot.core.slots import Slots
from bot.core.spans import Period
from bot.core.stats import View

_BY = re.compile(r"\b(?:by|until|till|up to|as of|before)(?: the)?(?: end of| end| mid| middle of| early| late)?\W*$")


def says_by(slots: Slots) -> bool:
    """Tell whether a day or month is named as the point up to which is counted ("by mid March 2026")."""
    return any(m.period.grain in ("day", "month") and _BY.search(slots.text[: m.start]) for m in slots.mentions)


def asks_as_of(slots: Slots) -> bool:
    """Tell whether the question is about what was known at a day, rather than about that day."""
    return (
        "latest" in slots.operations
        or bool(slots.statuses)
        or "as of" in slots.text
        or slots.periods[-1].grain != "year"
        or "halfway" in slots.text
        or "时点" in slots.text
        or "截至" in slots.text
    )


def as_of(slots: Slots, seen: View, known_by: Period) -> Figure:
    """Return what had been published by the end of *known_by* about its year."""
    year = spans.year(known_by.year)
    if "halfway" in slots.text or "midway" in slots.text:
        known_by = spans.half(known_by.year, 1)
    if slots.statuses & {"forecast"}:
        said = [
            o
            for o in stats.trusted(seen.at(year))
            if o.status == "forecast" and (o.as_of or "9999")[:7] <= known_by.end.isoformat()[:7]
        ]
        if said:
            outcome = next(iter(settled_at(seen, year)), None)
            return Expected(seen.series, tuple(sorted(said, key=lambda o: o.as_of or "", reverse=True)), outcome, known_by)
    parts = [
        o
        for o in stats.settled(seen.inside(year))
        if stats.period_of(o).start == year.start and stats.period_of(o).end <= known_by.end
    ]
    if not parts:
        return lacking(seen, known_by)
    longest = max((stats.period_of(o) for o in parts), key=lambda p: p.end)
    rows = [o for o in seen.at(longest) if o in parts]
    return replace(found_at(seen.series, rows, rows), partial=True)


def expected(seen: View, asked: list[Period]) -> Figure:
    """Return the forecasts for the first of *asked*, or for the last period that has any, and what came."""
    forecasts = [o for o in stats.trusted(seen.observations) if o.is_expected]
    if asked:
        forecasts = [o for o in forecasts if stats.period_of(o).within(asked[0])]
    if not forecasts:
        return Lacking(
            seen.series, "forecast", (), asked[0] if asked else None, tuple(settled_at(seen, asked[0])[:1]) if asked else ()
        )
    target = max(stats.period_of(o) for o in forecasts)
    chosen = [o for o in forecasts if stats.period_of(o).same(target)]
    outcome = next(iter(settled_at(seen, target)), None)
    return Expected(seen.series, tuple(sorted(chosen, key=lambda o: o.as_of or "")), outcome)
