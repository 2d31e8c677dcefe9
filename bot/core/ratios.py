"""Ratios: one series over another, exports over their quota."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot.core import spans, stats
from bot.core.lookups import lacking, settled_at
from bot.core.models import Knowledge, Observation, Series
from bot.core.results import Figure, Over, Ratio, Share
from bot.core.sides import sides_of
from bot.core.slots import Slots
from bot.core.stats import View


def ratio(knowledge: Knowledge, slots: Slots) -> Figure | None:
    """Return exports over the quota, where the question sets one against the other."""
    asks = _ratio_asked(slots)
    top, bottom = knowledge.series.get("export-volume"), knowledge.series.get("export-quota")
    if asks is None or top is None or bottom is None or slots.commodities - {"rare-earths"} or _other_actor(slots):
        return None
    tops, bottoms = (stats.view(series, _plain(slots), sides_of(knowledge, series)) for series in (top, bottom))
    if not slots.periods:
        return _over(tops, bottoms) if asks == "over" else None
    period = slots.periods[0]
    if period.grain in ("month", "day"):  # "by November 2011": what went out by then, of the quota of the year
        period = spans.to_date(spans.month(period.year, period.end.month))
    a, b = settled_at(tops, period), settled_at(bottoms, spans.year(period.year))
    if not a or not b or not is_one_unit(top, a[0], bottom, b[0]):
        return lacking(tops if not a else bottoms, period)
    stated = knowledge.series.get("quota-use")
    rows = (
        [(stated, o) for o in stats.best_first(stated, stats.trusted(stated.observations)) if stats.period_of(o).same(period)]
        if stated
        else []
    )
    return Ratio((top, a[0]), (bottom, b[0]), tuple(rows), asks)


def is_one_unit(top: Series, a: Observation, bottom: Series, b: Observation) -> bool:
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
        (p, o, quota[p]) for p, o in tops.yearly().items() if p in quota and is_one_unit(tops.series, o, bottoms.series, quota[p])
    ]
    over = tuple((p, a, b) for p, a, b in both if (stats.middle(a) or 0) > (stats.middle(b) or 0))
    return Over(tops.series, bottoms.series, over, len(both))


def share(knowledge: Knowledge, slots: Slots) -> Share | None:
    """Return the share of one partner, or of a series in its whole, computed where no source is held that states it."""
    if "share" not in slots.concepts or not slots.periods or slots.operations & {"change", "compare", "highest", "lowest"}:
        return None
    plain = replace(slots, spots=tuple(s for s in slots.spots if s.term.id != "share"))
    for match in stats.matches(knowledge, plain):
        if not match.missing:
            found = _part_of(knowledge, plain, match.series)
            if found:
                return found
    return None


def _part_of(knowledge: Knowledge, slots: Slots, series: Series) -> Share | None:
    if series.total != "sum" and series.whole is None:
        return None
    seen = stats.view(series, slots, sides_of(knowledge, series))
    whole = knowledge.series.get(series.whole or "", series)
    if seen.partner in (None, series.partner) and whole is series:
        return None
    period = slots.periods[0] if seen.at(slots.periods[0]) else spans.fiscal(slots.periods[0].year)
    parts = settled_at(seen, period)
    alone = replace(slots, actors=tuple(a for a in slots.actors if a.id == series.subject), spots=())
    wholes = settled_at(stats.view(whole, alone, sides_of(knowledge, whole)), period)
    for a in parts:
        for b in wholes:
            one = whole is not series or stats.comparable(series, a, b)
            if one and is_one_unit(series, a, whole, b) and (stats.middle(b) or 0) >= (stats.middle(a) or 0) > 0:
                return Share(series, a, b)
    return None
