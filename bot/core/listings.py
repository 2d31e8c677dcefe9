"""Listings: the figures of several partners or subjects side by side."""

from __future__ import annotations

from dataclasses import replace

from bot.core import stats
from bot.core.lookups import settled_at
from bot.core.models import Observation, Series
from bot.core.results import Listing
from bot.core.slots import Slots

MAX_LISTED = 12
"""Figures that are listed side by side; more are no answer."""


def side_by_side(slots: Slots, series: Series) -> Listing | None:
    """Return the figure of each partner that the question names, where there is one for all of them."""
    subjects = stats.named_subjects(series, slots)
    named = subjects or stats.named_partners(series, slots)
    if not named:
        return None
    kept = () if subjects else (series.subject,)
    views = [stats.view(series, _about(slots, (name, *kept), named)) for name in named]
    rows = [next(iter(settled_at(v, slots.periods[0])), None) if slots.periods else v.latest() for v in views]
    held = tuple(o for o in rows if o is not None)
    return Listing(series, held) if len(held) == len(named) else None


def _about(slots: Slots, names: tuple[str | None, ...], all_named: tuple[str, ...]) -> Slots:
    """Return *slots* with only *names* of those that stand side by side."""
    spots = tuple(s for s in slots.spots if s.term.id in names or s.term.id not in all_named)
    return replace(slots, actors=tuple(a for a in slots.actors if a.id in names), spots=spots)


def listing(slots: Slots, series: Series) -> Listing | None:
    """Return the newest figure of each partner or subject, where the series has nothing but such parts and none is named."""
    if any(a.id not in (series.subject, series.partner) for a in slots.actors) or slots.segments:
        return None
    rows: dict[tuple[str | None, str | None], Observation] = {}
    for o in reversed(stats.best_first(series, stats.trusted(series.observations))):
        key = (o.subject or series.subject, o.partner)
        if slots.periods and not stats.period_of(o).same(slots.periods[0]):
            continue
        if key not in rows or stats.period_of(o) >= stats.period_of(rows[key]):
            rows[key] = o
    return Listing(series, tuple(rows.values())) if 1 < len(rows) <= MAX_LISTED else None
