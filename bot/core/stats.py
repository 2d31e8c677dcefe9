"""Series queries: which series a question is about.

`observations` has what a figure is and `views` which figures of a series a question is about; both can be had from here.
Computed values keep their inputs; units and bases are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.models import Knowledge, Series
from bot.core.observations import best_first, comparable, convert, middle, period_of, settled, trusted, unit_of
from bot.core.sides import Sides, is_flow, is_import, sides_of, strangers
from bot.core.slots import Slots
from bot.core.views import View, breakdown, group_of, named_partners, named_subjects, view

__all__ = [
    "MEASURES",
    "Match",
    "View",
    "best_first",
    "breakdown",
    "comparable",
    "convert",
    "is_flow",
    "is_import",
    "matches",
    "middle",
    "named_by",
    "named_partners",
    "named_subjects",
    "period_of",
    "settled",
    "trusted",
    "unit_of",
    "view",
]

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
_GENERIC = frozenset({"rare-earths"})


@dataclass(frozen=True, slots=True)
class Match:
    """A series that a question may be about; *missing* says what the question names and the series does not have."""

    series: Series
    score: float
    missing: tuple[str, ...] = ()


def matches(knowledge: Knowledge, slots: Slots) -> list[Match]:
    """Return the series whose needed concepts the question names, best first; *missing* says where one still does not fit."""
    said = _said(slots) - slots.excluded
    if (
        slots.operations & {"change", "compare"}
        and not any(actor.id != "china" for actor in slots.actors)
        and not said & {"dependence", "reserves", "import"}
    ):
        said -= {"share"}  # "by what percentage did it fall" asks for a change, not for a share
    said |= _implied(slots, said)
    found = []
    for series in _needing(knowledge, said):
        match = _match(sides_of(knowledge, series), slots, said)
        if match:
            found.append(match)
    return sorted(found, key=lambda m: (bool(m.missing), -m.score, m.series.id))


def _needing(knowledge: Knowledge, said: frozenset[str]) -> Iterator[Series]:
    """Yield the series that need one of the concepts that were said, each once."""
    by_concept = knowledge.memo.get("needing")
    if not isinstance(by_concept, dict):
        by_concept = knowledge.memo["needing"] = _by_concept(knowledge)
    found = {series.id: series for word in said for series in by_concept.get(word, ())}
    yield from found.values()


def _by_concept(knowledge: Knowledge) -> dict[str, list[Series]]:
    table: dict[str, list[Series]] = {}
    for series in knowledge.series.values():
        for word in series.needs[0] if series.needs else ():
            table.setdefault(word, []).append(series)
    return table


def named_by(series: Series, slots: Slots) -> bool:
    """Tell whether the question names every concept that *series* needs."""
    return _names_all(series, _said(slots))


def _said(slots: Slots) -> frozenset[str]:
    """Return every term of the question that a series may need."""
    return slots.ids("concept", "commodity", "segment", "place", "org", "operation")


def _names_all(series: Series, said: frozenset[str]) -> bool:
    return all(any(word in said for word in group) for group in series.needs)


def _implied(slots: Slots, said: frozenset[str]) -> frozenset[str]:
    """Return the flow that is meant without being named: "magnets from China to India", "magnets to Japan in May"."""
    if "partners" in slots.ids("asks") or (slots.wh == "where" and said & {"import", "export"}):
        return frozenset({"dependence", "share"}) if "import" in said else frozenset({"export", "share"})
    if said & {"export", "import", "dependence", "price", "production", "share", "reserves", "demand"} or not slots.commodities:
        return frozenset()
    if "money" in slots.ids("asks") and slots.commodities - {"rare-earths", "magnets"}:
        return frozenset({"price"})
    roles = {actor.role for actor in slots.actors}
    if {"from", "to"} <= roles or ("to" in roles and slots.periods):
        return frozenset({"export"})
    return frozenset({"export"}) if "magnets" in slots.commodities and (slots.periods or slots.actors) else frozenset()


def _match(sides: Sides, slots: Slots, said: frozenset[str]) -> Match | None:
    series = sides.series
    if not series.needs or not _names_all(series, said):
        return None
    if series.commodity and series.commodity not in _GENERIC and series.commodity not in slots.commodities | said:
        return None
    return Match(series, _weight(series, slots, said), tuple(_missing(sides, slots)))


def _missing(sides: Sides, slots: Slots) -> Iterator[str]:
    """Yield what the question names and the series does not have."""
    series, explained = sides.series, sides.explained
    for word in sorted(slots.concepts - slots.excluded - explained):
        if not _fits_measure(word, sides, slots):
            yield f"measure:{word}"
    yield from (f"commodity:{word}" for word in sorted(slots.commodities - explained))
    places = slots.ids("place") - explained
    yield from (f"place:{word}" for word in sorted(places - sides.places if places else ()))
    if not slots.actors:
        return
    yield from (f"actor:{actor}" for actor in strangers(sides, slots))
    named = {actor.id for actor in slots.actors}
    others = named - {series.subject}
    several = len(others) > 1 and not named <= sides.subjects and not others <= sides.partners
    if several and group_of(sorted(named), sides.partners) is None:
        yield from (f"actor:{name}" for name in sorted(others - {series.partner}))


def _weight(series: Series, slots: Slots, said: frozenset[str]) -> float:
    """Return how much of *series* the question names; one of several is answered with."""
    named = {actor.id for actor in slots.actors}
    weight = 2.0 * sum(any(word in said for word in group) for group in series.needs)
    weight += series.commodity in slots.commodities
    weight += series.subject in named
    weight += any(series.unit in units for name, units in MEASURES.items() if name in said)
    weight -= 0.4 if series.partner and series.partner not in named else 0.0
    return weight + 0.5 * len(said & set(series.helps))


def _fits_measure(concept: str, sides: Sides, slots: Slots) -> bool:
    """Tell whether the word for a measure says no more than in what the series is counted."""
    if concept not in MEASURES:
        return False
    talk = {
        "share": slots.operations & {"change", "compare", "exceed"},
        "cases": "how many times" not in slots.text,
        "value": MEASURES["price"] & sides.units,
        "volume": MEASURES["price"] & sides.units,
        "area": not slots.ids("place"),  # "how big was the quota"
    }
    return bool(talk.get(concept) or MEASURES[concept] & sides.units)
