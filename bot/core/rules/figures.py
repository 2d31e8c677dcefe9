"""Rules about figures: period, unit, basis, rank and reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.core import periods
from bot.core.models import Knowledge, Observation, Series
from bot.core.rules import Finding

_UNITS = """
    t, t REO, Mt, Mt REO, kg, t/year, t/month, kg per car, tonnes of mud per day, percent, percent yoy, % of GDP,
    USD, USD million, USD billion, JPY million, JPY billion, CNY million, CNY billion, EUR million, AUD million,
    USD/t, USD/kg, CNY/t, USD/share, days, months, years, hours, vessels, vessel-days, cases, scrambles, patrols, times, ratio,
    drones, km, km2, metres, nautical miles, visitors, vehicles, people, cities, entities, companies, firms, mines, items,
    elements, facilities, importers, permits, bookings, billion barrels, million barrels, trillion cubic feet
"""
UNITS = frozenset(unit.strip() for unit in _UNITS.split(","))
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_EARLIEST, _LATEST = 1700, 2100
_TRUST = {"high": 2, "normal": 1, "low": 0}

Key = tuple[str, ...]


def unknown_unit(knowledge: Knowledge) -> Iterator[Finding]:
    """Find units that are not in the list."""
    named = [(series.id, series.unit) for series in knowledge.series.values()]
    named += [(o.id, o.unit) for _, o in knowledge.observations.values() if o.unit]
    for name, unit in named:
        if unit not in UNITS:
            yield Finding(
                name, f"{unit!r} is no unit that is known", "use one of the units in bot/core/rules/figures.py, or add it there"
            )


def no_whole(knowledge: Knowledge) -> Iterator[Finding]:
    """Find series that are said to be a part of one which there is not, or which is counted otherwise."""
    for series in knowledge.series.values():
        whole = knowledge.series.get(series.whole or "")
        if series.whole and (whole is None or whole.unit != series.unit):
            yield Finding(
                series.id, f"{series.whole!r} is no series in {series.unit}", "name the series of all, or take `whole` out"
            )


def bad_period(knowledge: Knowledge) -> Iterator[Finding]:
    """Find periods that are none."""
    named = [(o.id, o.period) for _, o in knowledge.observations.values()]
    named += [(r.id, period) for r in knowledge.records.values() if (period := getattr(r, "period", None))]
    for name, period in named:
        if not _is_period(period):
            yield Finding(
                name,
                f"{period!r} is no period",
                "write YYYY, YYYY-MM, YYYY-MM-DD, YYYY-H1, YYYY-Q1, FYyyyy, or a span of two with a / between",
            )


def _is_period(text: str) -> bool:
    try:
        found = periods.parse(text)
    except ValueError:
        return False
    return found.start.year >= _EARLIEST and found.end.year <= _LATEST


def bad_date(knowledge: Knowledge) -> Iterator[Finding]:
    """Find dates that are none."""
    for name, key, text in _dates(knowledge):
        if not (_DATE.fullmatch(text) and _is_period(text)):
            yield Finding(name, f"{key} {text!r} is no date", "write YYYY, YYYY-MM or YYYY-MM-DD")


def _dates(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    groups: tuple[Iterable[tuple[str, object]], ...] = (
        ((o.id, o) for _, o in knowledge.observations.values()),
        knowledge.records.items(),
        knowledge.series.items(),
        ((f"source:{source.id}", source) for source in knowledge.sources.values()),
    )
    for group in groups:
        for name, record in group:
            for key in ("as_of", "date", "end", "published", "next_due"):
                if text := getattr(record, key, None):
                    yield name, key, text


def ends_before_start(knowledge: Knowledge) -> Iterator[Finding]:
    """Find events that end before they start."""
    for record in knowledge.records.values():
        end, start = getattr(record, "end", None), getattr(record, "date", None)
        if end and start and end < start[: len(end)]:
            yield Finding(record.id, f"it ends on {end}, before it starts on {start}", "exchange the two, or correct one")


def said_too_early(knowledge: Knowledge) -> Iterator[Finding]:
    """Find actual figures that were said before their period had begun."""
    for _, o in knowledge.observations.values():
        if o.status == "actual" and o.as_of and _is_period(o.period) and _is_period(o.as_of):
            said = periods.parse(o.as_of).end
            if said < periods.parse(o.period).start and not _is_decision(o):
                yield Finding(
                    o.id, f"said on {o.as_of}, before {o.period} began", "make its status forecast or plan, or correct as_of"
                )


def _is_decision(observation: Observation) -> bool:
    """Tell whether the figure is a decision about a period to come (a quota, a tariff), which is actual once it is taken."""
    return any(word in observation.id.partition("/")[0] for word in ("quota", "tariff", "tax", "threshold", "floor", "offtake"))


def no_value(knowledge: Knowledge) -> Iterator[Finding]:
    """Find figures without a number, and ranges that are none."""
    for _, o in knowledge.observations.values():
        if o.value is None and o.low is None and o.high is None:
            yield Finding(o.id, "it has no number", "add value, or low and high")
        bounds = [bound for bound in (o.low, o.value, o.high) if bound is not None]
        if bounds != sorted(bounds):
            yield Finding(o.id, "low, value and high are not in order", "exchange them, or correct one")


def unknown_basis(knowledge: Knowledge) -> Iterator[Finding]:
    """Find bases that their series does not declare."""
    for series in knowledge.series.values():
        declared = {basis.id for basis in series.bases}
        used = [(series.id, series.basis), *((o.id, o.basis) for o in series.observations if o.basis)]
        for name, basis in used:
            if basis not in declared:
                yield Finding(
                    name, f"the basis {basis!r} is not declared", f"add it to the bases of {series.id}, or correct its spelling"
                )


def unused_basis(knowledge: Knowledge) -> Iterator[Finding]:
    """Find bases that no figure has."""
    for series in knowledge.series.values():
        used = {observation.basis or series.basis for observation in series.observations} | {series.basis}
        for basis in series.bases:
            if basis.id not in used:
                yield Finding(series.id, f"no figure has the basis {basis.id!r}", "take it out")


def misplaced_id(knowledge: Knowledge) -> Iterator[Finding]:
    """Find figures whose id does not begin with that of their series."""
    for series, observation in knowledge.observations.values():
        if not observation.id.startswith(f"{series.id}/"):
            yield Finding(observation.id, f"its id should begin with {series.id}/", "write the id as <series>/<period>-<source>")


def _grouped(knowledge: Knowledge) -> Iterator[tuple[Series, list[Observation]]]:
    """Yield the figures that are rivals: of one period, subject, partner, segment and unit, forecasts left out."""
    for series in knowledge.series.values():
        groups: dict[Key, list[Observation]] = defaultdict(list)
        for o in series.observations:
            if o.status != "forecast":
                key = (o.period, o.subject or "", o.partner or "", o.segment or "", o.unit or series.unit)
                groups[key].append(o)
        for group in groups.values():
            yield series, group


def _measure(series: Series, observation: Observation) -> str:
    """Return what *observation* counts: its basis, or the family of it."""
    wanted = observation.basis or series.basis
    family = next((basis.family for basis in series.bases if basis.id == wanted), None)
    return family or wanted


def preferred_twice(knowledge: Knowledge) -> Iterator[Finding]:
    """Find two rivals of one basis that are both preferred."""
    for series, group in _grouped(knowledge):
        first: dict[str, str] = {}
        for o in group:
            if o.rank == "preferred":
                other = first.setdefault(_measure(series, o), o.id)
                if other != o.id:
                    yield Finding(o.id, f"{other!r} is preferred for the same period and basis", "make one of the two normal")


def preferred_missing(knowledge: Knowledge) -> Iterator[Finding]:
    """Find rivals of which none is preferred though a trustworthy one is among them."""
    for _, group in _grouped(knowledge):
        good = [o for o in group if o.rank == "normal" and o.status == "actual" and _trust(knowledge, o) > 0]
        if good and len(group) > 1 and not any(o.rank == "preferred" for o in group):
            yield Finding(
                good[0].id,
                f"none of {len(group)} figures for {good[0].period} is preferred",
                "make the best one preferred, with a reason",
            )


def _trust(knowledge: Knowledge, observation: Observation) -> int:
    source = knowledge.sources.get(observation.source)
    return _TRUST[source.trust] if source else 1


def preferred_forecast(knowledge: Knowledge) -> Iterator[Finding]:
    """Find forecasts that are preferred: what was expected is not what happened."""
    for _, o in knowledge.observations.values():
        if o.status == "forecast" and o.rank == "preferred":
            yield Finding(o.id, "a forecast is preferred", "make it normal")


def preferred_older(knowledge: Knowledge) -> Iterator[Finding]:
    """Find preferred figures that are older and less settled than a rival of the same basis."""
    for series, group in _grouped(knowledge):
        for best in (o for o in group if o.rank == "preferred"):
            for rival in group:
                if (
                    rival.rank == "normal"
                    and _measure(series, rival) == _measure(series, best)
                    and _is_better(knowledge, rival, best)
                ):
                    yield Finding(
                        best.id,
                        f"{rival.id!r} is newer, and actual where this is {best.status}",
                        "prefer the newer one, or say in reason why not",
                    )


def _is_better(knowledge: Knowledge, rival: Observation, best: Observation) -> bool:
    newer = (rival.as_of or "") > (best.as_of or "") and _trust(knowledge, rival) >= _trust(knowledge, best)
    return newer and rival.status == "actual" and best.status != "actual" and best.reason is None


def no_reason(knowledge: Knowledge) -> Iterator[Finding]:
    """Find ranks and omissions without the reason for them."""
    for _, o in knowledge.observations.values():
        if o.rank == "deprecated" and not o.reason:
            yield Finding(o.id, "it is deprecated without a reason", "say in reason what is wrong with it")
    for series, group in _grouped(knowledge):
        for o in group:
            rivals = [r for r in group if r.id != o.id and _measure(series, r) == _measure(series, o) and _differs(r, o)]
            if o.rank == "preferred" and rivals and not o.reason:
                yield Finding(
                    o.id, f"it is preferred over {rivals[0].id!r} without a reason", "say in reason why it is the better one"
                )
    for row in knowledge.left_out:
        if not row.reason.strip():
            yield Finding(f"row:{row.row}", "it is left out without a reason", "say why")


def _differs(one: Observation, other: Observation) -> bool:
    return (one.value, one.low, one.high) != (other.value, other.low, other.high)


RULES = (
    unknown_unit, no_whole, bad_period, bad_date, ends_before_start, said_too_early, no_value, unknown_basis, unused_basis,
    misplaced_id,
    preferred_twice, preferred_missing, preferred_forecast, preferred_older, no_reason,
)  # fmt: skip
