"""The answer to a question about figures: which operation on which observations, or what is lacking.

`figure` returns a value (`results`) that says what was found and from which observations; it words nothing. What it
cannot answer exactly it returns as `Lacking`, never as a neighbour's figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.core import spans, stats
from bot.core.changes import change, since_before
from bot.core.claims import check, which_of
from bot.core.expectations import as_of, asks_as_of, expected, says_by
from bot.core.listings import WHOM, listing, ranking, side_by_side
from bot.core.lookups import lacking, lookup, newest, parts
from bot.core.models import Knowledge, Series
from bot.core.ratios import ratio, share
from bot.core.results import (
    Aggregate,
    Apart,
    Change,
    Check,
    Expected,
    Extreme,
    Figure,
    Lacking,
    Listing,
    Lookup,
    Over,
    Parts,
    Ratio,
    Rivals,
    Share,
    Trend,
)
from bot.core.sides import sides_of
from bot.core.slots import Slots
from bot.core.spans import Period
from bot.core.stats import View
from bot.core.summaries import aggregate, extreme, span_of, trend, trend_of

__all__ = [
    "Aggregate",
    "Apart",
    "Change",
    "Check",
    "Expected",
    "Extreme",
    "Figure",
    "Lacking",
    "Listing",
    "Lookup",
    "Over",
    "Parts",
    "Ratio",
    "Rivals",
    "Share",
    "Trend",
    "figure",
    "of_series",
]


def figure(knowledge: Knowledge, slots: Slots) -> Figure | None:
    """Return what the series say to *slots*; None when the question names no measure that is kept."""
    found = stats.matches(knowledge, slots)
    if not found:
        return None
    compared = ratio(knowledge, slots)
    if compared:
        return compared
    ranked = next((r for match in found if not match.missing and (r := ranking(knowledge, slots, match.series))), None)
    if ranked:
        return ranked
    best = found[0]
    if best.missing:
        computed = share(knowledge, slots)
        if computed:
            return computed
        kind, _, wanted = best.missing[0].partition(":")
        names = tuple(m.partition(":")[2] for m in best.missing if m.startswith(kind))
        period = slots.periods[0] if slots.periods else None
        closest = stats.view(best.series, replace(slots, actors=())).nearest(period, 1) if period else []
        return Lacking(best.series, kind, names or (wanted,), period, tuple(closest))
    told = of_series(knowledge, slots, best.series)
    return (share(knowledge, slots) or _another(knowledge, slots, found[1:], best) or told) if isinstance(told, Lacking) else told


def _another(knowledge: Knowledge, slots: Slots, matches: Sequence[stats.Match], best: stats.Match) -> Figure | None:
    """Return what the next series says that fits as well, where the best lacks the period: dependence by share, not by volume."""
    for match in matches:
        if match.missing or match.score < best.score - NEXT:
            return None
        if match.series.unit == best.series.unit:
            continue  # what is counted alike is another thing counted: all scrambles, and those against one country
        told = of_series(knowledge, slots, match.series)
        if told is not None and not isinstance(told, Lacking):
            return told
    return None


def of_series(knowledge: Knowledge, slots: Slots, series: Series) -> Figure | None:
    """Return what *series* says to *slots*; None when it says nothing."""
    seen = stats.view(series, slots, sides_of(knowledge, series))
    if {"light", "heavy"} <= set(seen.segments) and slots.periods:
        return parts(series, slots, slots.periods[0])
    together = side_by_side(slots, series)
    if together:
        return together
    if not seen.observations:
        return listing(slots, series) or _no_rows(slots, series, seen)
    asked = list(dict.fromkeys(_fitting(period, seen) for period in slots.periods))
    if not asked and slots.mentions:
        return None  # a month of no year
    if "ytd" in slots.operations:
        asked = [spans.to_date(period) for period in asked]
    query = _Query(knowledge, slots, seen, asked)
    return next((found for step in _STEPS if (found := step(query))), None)


NEXT = 0.6
"""How much less of a series a question may name and still be about it as well."""
_MONTHS = re.compile(
    r"\b(?:which|what|best|record|top|biggest|strongest|worst|weakest|lowest|highest|peak|busiest)(?: \w+)? month\b"
    r"|\bmonth (?:of|in)\b|何月|哪个?月|月.{0,4}最|最.{0,6}月"
)
"""Words that ask for one of the months."""


@dataclass(frozen=True, slots=True)
class _Query:
    """A question put to the figures that concern it; *asked* are its periods as the series counts them."""

    knowledge: Knowledge
    slots: Slots
    seen: View
    asked: list[Period]


def _stated(query: _Query) -> Figure | None:
    if not query.slots.values:
        return None
    return which_of(query.slots, query.seen, query.asked) or check(query.slots, query.seen, query.asked)


def _by_part(query: _Query) -> Figure | None:
    if not query.asked or not ("batches" in query.slots.segments or {"light", "heavy"} <= set(query.seen.segments)):
        return None
    return parts(query.seen.series, query.slots, query.asked[0])


def _known_by(query: _Query) -> Figure | None:
    slots, asked = query.slots, query.asked
    if not asked or asked[-1].grain not in ("month", "day", "half", "quarter", "year"):
        return None
    if not (says_by(slots) or "asof" in slots.operations) or not asks_as_of(slots):
        return None
    return as_of(slots, query.seen, asked[-1])


def _expected(query: _Query) -> Figure | None:
    statuses = query.slots.statuses
    if "forecast" not in statuses or ("actual" in statuses and not query.asked):
        return None
    return expected(query.seen, query.asked)


def _rivals(query: _Query) -> Figure | None:
    if "rivals" not in query.slots.operations or not query.asked:
        return None
    period = query.asked[0]
    rows = tuple(query.seen.at(period))
    return Rivals(query.seen.series, period, rows) if rows else lacking(query.seen, period)


def _extreme(query: _Query) -> Figure | None:
    operations, asked = query.slots.operations, query.asked
    if not operations & {"highest", "lowest"} and not (query.slots.concepts & {"streak", "stay"} and not asked):
        return None
    if WHOM.search(query.slots.text) and not _MONTHS.search(query.slots.text):
        return Lacking(query.seen.series, "partner")  # who or where is asked, and nobody is held beside another
    if query.seen.series.frequency == "once":
        return None  # one thing measured several times has no highest year
    which: Literal["highest", "lowest"] = "lowest" if "lowest" in operations else "highest"
    return extreme(query.seen, which, span_of(asked), by_month=bool(_MONTHS.search(query.slots.text)))


def _aggregate(query: _Query) -> Figure | None:
    operations, asked = query.slots.operations, query.asked
    if not operations & {"average", "total"} or (len(asked) == 1 and not query.slots.ranged):
        return None
    return aggregate(query.seen, "average" if "average" in operations else "total", span_of(asked))


def _several(query: _Query) -> Figure | None:
    operations, asked = query.slots.operations, query.asked
    if len(asked) < 2:  # noqa: PLR2004 - one period is not several
        return None
    whole = span_of(asked)
    if whole and query.slots.ranged and query.seen.at(whole):
        return lookup(query.slots, query.seen, whole)  # a figure of just these years: 2020-2023
    if "trend" in operations or (query.slots.ranged and not operations & {"change", "compare"}):
        return trend(query.seen, span_of(asked))
    if len(asked) > 2:  # noqa: PLR2004 - a change has two ends
        return trend_of(query.seen, asked)
    first, last = sorted(asked)
    return change(query.knowledge, query.seen, first, last)


def _one(query: _Query) -> Figure:
    operations, asked = query.slots.operations, query.asked
    if "trend" in operations:
        return trend(query.seen, span_of(asked))
    if "change" in operations and asked:
        return since_before(query.knowledge, query.seen, asked[0])
    return lookup(query.slots, query.seen, asked[0]) if asked else newest(query.seen, operations)


_STEPS: tuple[Callable[[_Query], Figure | None], ...] = (
    _stated,
    _by_part,
    _known_by,
    _expected,
    _rivals,
    _extreme,
    _aggregate,
    _several,
    _one,
)
"""What a question may ask of figures, the most special first; each gives None where it is not that."""


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
        return spans.fiscal(period.year)
    if seen.segments and period.grain in ("month", "day") and not seen.at(period):
        return spans.year(period.year)  # "the second batch of August 2012": batches are kept by their year
    return period
