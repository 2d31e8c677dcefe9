"""Series queries: which series a question is about, and what its observations say.

Everything here works on one snapshot and returns observations or values computed from them, never words. A computed value
keeps its inputs; units and bases are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core import periods
from bot.core.models import Knowledge, Observation, Series
from bot.core.periods import Period
from bot.core.slots import Slots

# The concept that names a measure, and the units that it fits.
MEASURES: dict[str, frozenset[str]] = {
    "volume": frozenset({"t", "t REO", "Mt", "Mt REO", "t/year", "t/month", "kg", "kg per car", "tonnes of mud per day"}),
    "share": frozenset({"percent", "percent yoy", "% since start of year", "% of GDP"}),
    "value": frozenset(
        {"USD million", "USD billion", "JPY million", "JPY billion", "CNY million", "EUR million", "AUD million", "USD"}
    ),
    "price": frozenset({"USD/t", "USD/kg", "CNY/t"}),
    "days": frozenset({"days"}),
    "vessels": frozenset({"vessels", "vessel-days"}),
    "cases": frozenset({"cases", "times", "scrambles", "patrols"}),
    "hours": frozenset({"hours"}),
    "area": frozenset({"km2"}),
    "distance": frozenset({"km"}),
}
_ORDER_OF_STATUS = {"actual": 0, "derived": 1, "estimate": 2, "plan": 3, "forecast": 4}
_ORDER_OF_RANK = {"preferred": 0, "normal": 1, "deprecated": 2}
_EXACT = {("kg", "t"): 0.001, ("t", "kg"): 1000.0, ("USD/t", "USD/kg"): 0.001, ("USD/kg", "USD/t"): 1000.0, ("USD billion", "USD million"): 1000.0,
          ("USD million", "USD billion"): 0.001, ("Mt", "t"): 1e6, ("t", "Mt"): 1e-6, ("Mt REO", "t REO"): 1e6, ("JPY billion", "JPY million"): 1000.0,
          ("JPY million", "JPY billion"): 0.001}  # fmt: skip
_TRADING = frozenset({"china", "japan", "united-states", "european-union", "world"})
"""Subjects for which another country in the question is another subject; a firm or an island may be named with its country."""
_GENERIC = frozenset({"rare-earths"})


@dataclass(frozen=True, slots=True)
class Match:
    """A series that a question may be about; *missing* says what the question names and the series does not have."""

    series: Series
    score: float
    missing: tuple[str, ...] = ()


def convert(value: float, unit: str, wanted: str) -> float:
    """Return *value* in *wanted*; ValueError where that is not an exact conversion (gross tonnes are not tonnes of REO)."""
    if unit == wanted:
        return value
    if (unit, wanted) not in _EXACT:
        raise ValueError(f"{unit} cannot be converted to {wanted} exactly")
    return value * _EXACT[unit, wanted]


def period_of(observation: Observation) -> Period:
    """Return the days that *observation* is about."""
    return periods.parse(observation.period)


def middle(observation: Observation) -> float | None:
    """Return the value, or the middle of a range with both ends."""
    if observation.value is not None:
        return observation.value
    if observation.low is not None and observation.high is not None:
        return (observation.low + observation.high) / 2
    return observation.low if observation.low is not None else observation.high


def unit_of(series: Series, observation: Observation) -> str:
    """Return the unit in which *observation* is counted."""
    return observation.unit or series.unit


def best_first(series: Series, observations: Iterable[Observation]) -> list[Observation]:
    """Return *observations* with the one that answers first at the front."""
    return sorted(
        observations,
        key=lambda o: (
            _ORDER_OF_RANK[o.rank],
            _ORDER_OF_STATUS[o.status],
            (o.basis or series.basis) != series.basis,
            (o.unit or series.unit) != series.unit,
            o.value is None,
            tuple(-ord(c) for c in (o.as_of or "")),
        ),
    )


def trusted(observations: Iterable[Observation]) -> list[Observation]:
    """Return those that may be answered with."""
    return [o for o in observations if o.rank != "deprecated"]


# --- which series ---------------------------------------------------------------------------------------------------------


def matches(knowledge: Knowledge, slots: Slots) -> list[Match]:
    """Return the series whose needed concepts the question names, best first; a reason in *missing* where it still does not fit."""
    said = slots.ids("concept", "commodity", "segment", "place", "org", "operation") - slots.excluded
    if (
        slots.operations & {"change", "compare"}
        and not any(actor.id != "china" for actor in slots.actors)
        and not said & {"dependence", "reserves", "import"}
    ):
        said -= {"share"}  # "by what percentage did it fall" asks for a change, not for a share
    said |= _implied(slots, said)
    found = []
    for series in _needing(knowledge, said):
        match = _match(series, slots, said)
        if match:
            found.append(match)
    return sorted(found, key=lambda m: (bool(m.missing), -m.score, m.series.id))


def _needing(knowledge: Knowledge, said: frozenset[str]) -> Iterator[Series]:
    """Yield the series that need one of the concepts that were said, each once."""
    memo: dict[str, object] = knowledge.memo
    by_concept = memo.get("needing")
    if by_concept is None:
        by_concept = memo["needing"] = _by_concept(knowledge)
    found = {series.id: series for word in said for series in by_concept.get(word, ())}  # type: ignore[attr-defined]
    yield from found.values()


def _by_concept(knowledge: Knowledge) -> dict[str, list[Series]]:
    table: dict[str, list[Series]] = {}
    for series in knowledge.series.values():
        for word in series.needs[0] if series.needs else ():
            table.setdefault(word, []).append(series)
    return table


def named_by(series: Series, slots: Slots) -> bool:
    """Tell whether the question names every concept that *series* needs."""
    said = slots.ids("concept", "commodity", "segment", "place", "org", "operation")
    return all(any(word in said for word in group) for group in series.needs)


def _implied(slots: Slots, said: frozenset[str]) -> frozenset[str]:
    """Return the flow that is meant without being named: "magnets from China to India", "magnets to Japan in May"."""
    if said & {"export", "import", "dependence", "price", "production", "share", "reserves", "demand"} or not slots.commodities:
        return frozenset()
    if "money" in slots.ids("asks") and slots.commodities - {"rare-earths", "magnets"}:
        return frozenset({"price"})
    roles = {actor.role for actor in slots.actors}
    if {"from", "to"} <= roles or ("to" in roles and slots.periods):
        return frozenset({"export"})
    return frozenset({"export"}) if "magnets" in slots.commodities and (slots.periods or slots.actors) else frozenset()


def _match(series: Series, slots: Slots, said: frozenset[str]) -> Match | None:
    if not series.needs or not all(any(word in said for word in group) for group in series.needs):
        return None
    explained = {word for group in series.needs for word in group} | set(series.helps) | _GENERIC
    explained |= {series.commodity or "", series.subject or "", series.partner or ""}
    parts = {o.segment for o in series.observations if o.segment}
    explained |= parts
    explained |= {f"{weight}-rare-earths" for weight in ("light", "heavy") if any(weight in part for part in parts)}
    missing = [
        f"measure:{word}"
        for word in sorted(slots.concepts - slots.excluded - explained)
        if not _fits_measure(word, series, slots)
    ]
    missing += [f"commodity:{word}" for word in sorted(slots.commodities - explained)]
    if series.commodity and series.commodity not in _GENERIC and series.commodity not in slots.commodities | said:
        return None
    missing += [f"place:{word}" for word in sorted(slots.ids("place") - explained - _places(series))]
    missing += [f"actor:{actor}" for actor in strangers(series, slots)]
    helped = len(said & set(series.helps))
    weight = sum(2 if any(word in said for word in group) else 0 for group in series.needs)
    weight += 1 if series.commodity in slots.commodities else 0
    named = {actor.id for actor in slots.actors}
    weight += 1 if series.subject in named else 0
    partners = {o.partner for o in series.observations}
    subjects = {o.subject or series.subject for o in series.observations}
    several = len(named - {series.subject}) > 1 and not named <= subjects and not named - {series.subject} <= partners
    if several and _group(sorted(named), partners) is None:
        missing += [f"actor:{name}" for name in sorted(named - {series.subject, series.partner})]
    weight += 1 if any(series.unit in units for name, units in MEASURES.items() if name in said) else 0
    weight -= 0.4 if series.partner and not any(actor.id == series.partner for actor in slots.actors) else 0
    return Match(series, weight + 0.5 * helped, tuple(missing))


def _fits_measure(concept: str, series: Series, slots: Slots) -> bool:
    if concept not in MEASURES:
        return False
    if concept == "share" and (slots.operations & {"change", "compare", "exceed"}):
        return True
    if concept == "cases" and "how many times" not in slots.text:
        return True
    units = {series.unit, *(o.unit for o in series.observations if o.unit)}
    if concept in ("value", "volume") and MEASURES["price"] & units:
        return True
    if concept == "area" and not slots.ids("place"):
        return True  # "how big was the quota"
    return bool(MEASURES[concept] & units)


def _places(series: Series) -> frozenset[str]:
    named = (
        {o.subject for o in series.observations}
        | {o.segment for o in series.observations}
        | {o.partner for o in series.observations}
    )
    return frozenset(name for name in (*named, series.subject, series.partner) if name)


def is_import(series: Series) -> bool:
    """Tell whether the goods of *series* come to its subject and from its partner."""
    words = {word for group in series.needs for word in group}
    return bool(words & {"import", "dependence", "visitors"}) and "export" not in words


def is_flow(series: Series) -> bool:
    """Tell whether *series* has a direction at all."""
    words = {word for group in series.needs for word in group} | set(series.helps)
    return bool(words & {"import", "dependence", "export", "visitors"})


def strangers(series: Series, slots: Slots) -> list[str]:
    """Return the actors in the question that stand nowhere in *series*, or on the wrong side of it."""
    subjects = {o.subject or series.subject for o in series.observations}
    partners = {o.partner or series.partner for o in series.observations}
    known = {name for group in (*subjects, *partners) if group for name in group.split("+")} | {
        s for s in (*subjects, *partners) if s
    }
    if series.subject not in _TRADING and not is_flow(series):
        return []
    strangers = []
    for actor in slots.actors:
        if actor.id not in known:
            strangers.append(actor.id)
        elif is_flow(series) and _wrong_side(actor.id, actor.role, subjects, partners, incoming=is_import(series)):
            strangers.append(f"{actor.id}:{actor.role}")
    return strangers


def _wrong_side(actor: str, role: str, subjects: set[str | None], partners: set[str | None], *, incoming: bool) -> bool:
    if role == "any":
        return False
    side = subjects if (role == "to") == incoming else partners
    return not any(actor == name or (name and actor in name.split("+")) for name in side)


# --- which observations ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class View:
    """The observations of one series that concern the subject, partner and segment of a question."""

    series: Series
    observations: tuple[Observation, ...]
    partner: str | None = None
    subject: str | None = None
    segments: tuple[str, ...] = ()

    def at(self, period: Period) -> list[Observation]:
        """Return the observations of exactly *period*, best first, wrong ones included at the end."""
        return best_first(self.series, (o for o in self.observations if period_of(o).same(period)))

    def inside(self, period: Period) -> list[Observation]:
        """Return the observations whose period lies within *period*, oldest first."""
        return sorted(
            (o for o in self.observations if period_of(o).within(period)), key=lambda o: (period_of(o).start, period_of(o).end)
        )

    def yearly(self, *, within: Period | None = None, mixed: bool = False) -> dict[Period, Observation]:
        """Return the best settled figure of each full year (or fiscal year), oldest first, one unit and one family of bases.

        With *mixed* other bases in the same unit are let in; whoever uses that has to say so.
        """
        rows: dict[Period, list[Observation]] = {}
        for o in trusted(self.observations):
            period = period_of(o)
            if (
                period.grain in ("year", "fiscal")
                and o.status not in ("forecast", "plan")
                and (within is None or period.within(within))
            ):
                rows.setdefault(period, []).append(o)
        best = {period: best_first(self.series, group)[0] for period, group in sorted(rows.items())}
        if not best:
            return {}
        common = _commonest(self.series, best.values())
        return {
            p: o
            for p, o in best.items()
            if comparable(self.series, o, common) or (mixed and unit_of(self.series, o) == unit_of(self.series, common))
        }

    def latest(self) -> Observation | None:
        """Return the best figure of the newest period that is not a forecast."""
        settled = [o for o in trusted(self.observations) if o.status not in ("forecast", "plan")]
        if not settled:
            return None
        newest = max((period_of(o) for o in settled), key=lambda p: (p.end, p.start.toordinal() * -1))
        return next(o for o in self.at(newest) if o in settled)

    def nearest(self, period: Period, count: int = 2) -> list[Observation]:
        """Return up to *count* best figures of the periods closest to *period*, parts of it first."""
        rows = {period_of(o): o for o in reversed(best_first(self.series, trusted(self.observations)))}

        def gap(p: Period) -> tuple[bool, int, int]:
            days = abs((p.start - period.start).days) + abs((p.end - period.end).days)
            return (not p.overlaps(period), days, -p.start.toordinal())

        return [rows[p] for p in sorted(rows, key=gap)[:count]]


def _commonest(series: Series, observations: Iterable[Observation]) -> Observation:
    rows = list(observations)
    return max(rows, key=lambda a: sum(comparable(series, a, b) for b in rows))


def comparable(series: Series, a: Observation, b: Observation) -> bool:
    """Tell whether two observations count the same thing in the same unit."""
    if unit_of(series, a) != unit_of(series, b):
        return False
    one, two = series.basis_of(a), series.basis_of(b)
    return one.id == two.id or (one.family is not None and one.family == two.family)


def view(series: Series, slots: Slots) -> View:
    """Return what *series* has for the actors and segments that the question names."""
    subjects = {o.subject or series.subject for o in series.observations}
    named = [a.id for a in slots.actors]
    extra = sorted(word for word in slots.ids("place", "org", "commodity") if word in subjects)
    subject = next((a for a in (*extra, *named) if a in subjects and a != series.subject), series.subject)
    partners = {o.partner for o in series.observations}
    partner = next((a for a in named if a in partners and a != subject), None)
    if len(named) > 1:
        partner = _group(named, partners) or partner
    places = {word for word in slots.ids("place", "org") if word in partners}
    partner = partner or next(iter(sorted(places)), None) or series.partner
    segments = tuple(sorted(_segments(series, slots)))
    rows = [
        o for o in series.observations if (o.subject or series.subject) == subject and (o.partner or series.partner) == partner
    ]
    if segments:
        rows = [o for o in rows if o.segment and all(s in _parts(o.segment) for s in segments)]
        rows = [o for o in rows if o.segment == "-".join(segments)] or rows
    else:
        rows = [o for o in rows if o.segment is None]
    return View(series, tuple(rows), partner, subject, segments)


def named_subjects(series: Series, slots: Slots) -> tuple[str, ...]:
    """Return the subjects of *series* that the question sets side by side, when it names several."""
    subjects = {o.subject or series.subject for o in series.observations}
    named = [a.id for a in slots.actors] + sorted(slots.ids("org", "place"))
    found = tuple(dict.fromkeys(name for name in named if name in subjects))
    return found if len(found) > 1 and all(name in subjects for name in [a.id for a in slots.actors]) else ()


def named_partners(series: Series, slots: Slots) -> tuple[str, ...]:
    """Return the partners of *series* that the question sets side by side, when it names several."""
    partners = {o.partner for o in series.observations}
    named = tuple(a.id for a in slots.actors if a.id in partners and a.id != series.subject)
    return named if len(named) > 1 and _group(named, partners) is None else ()


def _group(named: Sequence[str], partners: Iterable[str | None]) -> str | None:
    """Return the group of partners ("japan+european-union+united-states") that the question names whole."""
    return next((p for p in partners if p and "+" in p and set(p.split("+")) <= set(named)), None)


def _segments(series: Series, slots: Slots) -> set[str]:
    wanted = set(slots.segments) - {"batches"} - slots.excluded
    wanted |= {word for word in slots.ids("place", "commodity") if any(o.segment == word for o in series.observations)}
    wanted |= {weight for weight in ("light", "heavy") if f"{weight}-rare-earths" in slots.commodities}
    kept = {part for o in series.observations if o.segment for part in _parts(o.segment)}
    return {part for part in wanted if part in kept or part not in ("light", "heavy")}


def _parts(segment: str) -> tuple[str, ...]:
    """Return the plain segments of a combined one: light-batch-1 is light and batch-1."""
    return (segment, *(name for name in ("light", "heavy", "batch-1", "batch-2", "batch-3") if name in segment))


def breakdown(series: Series, slots: Slots, period: Period) -> dict[str, Observation]:
    """Return the best figure of each part (batch, light or heavy) of *period*, in the order of the parts."""
    rows: dict[str, list[Observation]] = {}
    for o in trusted(series.observations):
        if o.segment and o.partner is None and (o.subject or series.subject) == series.subject and _part_of(o, period):
            rows.setdefault(o.segment, []).append(o)
    return {segment: best_first(series, group)[0] for segment, group in sorted(rows.items())}


def _part_of(observation: Observation, period: Period) -> bool:
    return period_of(observation).within(period)
