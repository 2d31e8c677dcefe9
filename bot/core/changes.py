"""Changes: from one period to another, as computed and as a source states it."""

from __future__ import annotations

from bot.core import spans, stats
from bot.core.lookups import found_at, lacking, settled_at
from bot.core.models import Knowledge, Observation, Series
from bot.core.results import Apart, Change, Figure, Lookup
from bot.core.spans import Period
from bot.core.stats import View


def change(knowledge: Knowledge, seen: View, first: Period, last: Period) -> Figure:
    """Return the change from *first* to *last*; no difference where the two count different things."""
    before, after = settled_at(seen, first), settled_at(seen, last)
    if after and not before and _previous(last) == first and after[0].note and "percent" in after[0].note.en:
        return found_at(seen.series, seen.at(last), after)  # the source itself gives the change on the year
    if not before or not after:
        return lacking(seen, last if before else first)
    pair = next(((a, b) for a in before for b in after if stats.comparable(seen.series, a, b)), None)
    if pair is None:
        return Apart(seen.series, (before[0], after[0]))
    return Change(seen.series, pair[0], pair[1], _stated_change(knowledge, seen, last))


def since_before(knowledge: Knowledge, seen: View, period: Period) -> Figure:
    """Return the change to *period* from the one before it, computed or as a source states it."""
    previous = _previous(period)
    stated = _stated_change(knowledge, seen, period)
    if previous and settled_at(seen, previous) and settled_at(seen, period):
        return change(knowledge, seen, previous, period)
    if stated:
        series, observation = stated[0]
        return Lookup(series, observation, rivals=tuple(o for s, o in stated[1:] if s is series))
    settled = settled_at(seen, period)
    if settled:
        return found_at(seen.series, seen.at(period), settled)
    return lacking(seen, period)


def _previous(period: Period) -> Period | None:
    s, e = period.start, period.end
    if period.grain == "day" or s.year <= 1:
        return None
    if period.grain == "year":
        return spans.year(s.year - 1)
    if period.grain == "fiscal":
        return spans.fiscal(s.year - 1)
    return spans.months(s.year - 1, s.month, e.month, period.grain)


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
