"""Listings: the figures of several partners or subjects side by side."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from bot.core import stats
from bot.core.lookups import settled_at
from bot.core.models import Knowledge, Observation, Series
from bot.core.results import Listing
from bot.core.sides import sides_of
from bot.core.slots import Slots
from bot.core.spans import Period

WHOM = re.compile(
    r"\bwhich (?:is|was|are|were) the \w+est\b|\bwhere\b.*\b(?:go|went|come|came)\b"
    r"|\b(?:buyers?|customers?|destinations?|suppliers?|origins?|recipients?|consumers?|importers?)\b"
    r"|\b(?:who|which countr(?:y|ies)|which islands?|which (?:\w+ )?(?:car ?makers?|brands?|firms?|compan(?:y|ies)))\b"
    r"|输出先|输入元|相手国|买い手|どの国|どこの国|どこ|どの岛|出口目的地|去向|来源国|买家|客户|哪国|哪些?国家|哪家|谁|哪个岛"
)
"""Words that ask for one of the partners, subjects or parts of a series."""
RANKED = 3
"""Figures side by side from which the first is called the highest, among those that are held."""
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
    if any(a.id not in (series.subject, series.partner, *series.helps) for a in slots.actors) or slots.segments:
        return None
    rows: dict[tuple[str | None, str | None], Observation] = {}
    for o in reversed(stats.best_first(series, stats.trusted(series.observations))):
        key = (o.subject or series.subject, o.partner)
        if slots.periods and not stats.period_of(o).same(slots.periods[0]):
            continue
        if key not in rows or stats.period_of(o) >= stats.period_of(rows[key]):
            rows[key] = o
    return Listing(series, tuple(rows.values())) if 1 < len(rows) <= MAX_LISTED else None


def ranking(knowledge: Knowledge, slots: Slots, series: Series) -> Listing | None:
    """Return partners, subjects or parts of *series* by the size of their figure, where the question asks which of them.

    None where it names one of them, where it asks for something else, or where fewer than two are held for one time.
    """
    if not WHOM.search(slots.text) or not (slots.operations & {"highest", "lowest"} or _WHOM_ALONE.search(slots.text)):
        return None
    fell = bool(_FELL.search(slots.text)) and any((stats.middle(o) or 0) < 0 for o in series.observations)
    which: Literal["highest", "lowest"] = "lowest" if fell or "lowest" in slots.operations else "highest"
    sides = sides_of(knowledge, series)
    named = {a.id for a in slots.actors} | slots.ids("place", "org", "segment")
    for axis in ("partner", "subject", "segment"):
        names = {getattr(o, axis) for o in series.observations} - {None, getattr(series, axis, None)}
        strange = named - sides.subjects - {series.partner, series.subject, *series.helps} if axis == "partner" else set()
        rows = [] if names & named or strange else _at_one_time(series, axis, slots.periods[0] if slots.periods else None)
        if len(names) > 1 and len(rows) > 1:
            rows.sort(key=lambda o: stats.middle(o) or 0.0, reverse=which == "highest")
            # Of two alone none is called the highest: those that are not held may be higher.
            return Listing(series, tuple(rows[:MAX_LISTED]), which if len(rows) >= RANKED else None)
    return None


_FELL = re.compile(r"\b(?:fell|fall|dropped|drop|declined|lost|plunged|hit|hurt|suffered)\b|落ち|減|下が|跌|降|减")
_WHOM_ALONE = re.compile(
    r"\b(?:main|biggest|largest|top|major|chief|key) (?:\w+ ){0,2}(?:buyers?|customers?|destinations?|suppliers?|sources?)\b"
    r"|\bwhere\b.*\b(?:go|went|come|came)\b"
    r"|主な(?:输出先|输入元|买い手|相手国)|主要(?:买家|客户|出口目的地|目的地|来源国)"
)


def _at_one_time(series: Series, axis: str, period: Period | None) -> list[Observation]:
    """Return the best settled figure for each name on *axis*, all of one period, basis and unit: *period*, or the newest."""
    other = {"partner": "segment", "subject": "segment", "segment": "partner"}[axis]
    groups: dict[tuple[Period, str, str], dict[str, Observation]] = {}
    for o in stats.best_first(series, stats.settled(series.observations)):
        name, when = getattr(o, axis) or (series.subject if axis == "subject" else None), stats.period_of(o)
        if name is None or "+" in name or getattr(o, other) is not None or stats.middle(o) is None:
            continue
        if period is None or when.same(period):
            groups.setdefault((when, series.basis_of(o).id, stats.unit_of(series, o)), {}).setdefault(name, o)
    best = max(groups, key=lambda key: (min(len(groups[key]), RANKED), key[0].end, len(groups[key])), default=None)
    return list(groups[best].values()) if best else []
