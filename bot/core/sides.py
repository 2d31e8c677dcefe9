"""Sides: whom and what the figures of a series are about, read from its observations once a snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from bot.core.models import Knowledge, Observation, Series, Term
from bot.core.observations import period_of
from bot.core.slots import Slots
from bot.core.text import fold

Names: TypeAlias = frozenset[str | None]
Rows: TypeAlias = dict[tuple[date, date], list[Observation]]

_TRADING = frozenset({"china", "japan", "united-states", "european-union", "world"})
"""Subjects for which another country in the question is another subject; a firm or an island may be named with its country."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The subjects, partners, parts and units of one series; *known* are their names, those of groups one by one besides."""

    series: Series
    subjects: Names
    partners: Names
    """As the observations name them; None where the series' own partner is meant."""
    segments: frozenset[str]
    units: frozenset[str]
    known: Names
    based: dict[str, frozenset[str]]
    """The countries that the labels of bases name (a European price), with those bases."""
    explained: frozenset[str]
    """The terms that a question may name without asking for more than the series has."""
    wholes: dict[tuple[str | None, str | None], tuple[tuple[Observation, ...], Rows]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """The figures of a subject and a partner that are of no part, by their days; filled when they are first asked for."""

    @classmethod
    def of(cls, series: Series, actors: Iterable[Term] = ()) -> Sides:
        """Read every observation of *series*; *actors* are the countries that the label of a basis may name."""
        rows = series.observations
        subjects = frozenset(o.subject or series.subject for o in rows)
        partners = frozenset(o.partner for o in rows)
        segments = frozenset(o.segment for o in rows if o.segment)
        known = subjects | {partner or series.partner for partner in partners}
        weights = {f"{weight}-rare-earths" for weight in ("light", "heavy") if any(weight in part for part in segments)}
        based = _based(series, actors)
        named = {word for group in series.needs for word in group} | {series.commodity or "", series.subject or ""}
        return cls(
            series,
            subjects,
            partners,
            segments,
            frozenset({series.unit, *(o.unit for o in rows if o.unit)}),
            known | set(based) | {name for group in known if group for name in group.split("+")},
            based,
            frozenset({*named, *series.helps, *segments, *weights, series.partner or "", "rare-earths"}),
        )

    def whole(self, subject: str | None, partner: str | None) -> tuple[tuple[Observation, ...], Rows]:
        """Return the figures of *subject* and *partner* that are of no part, and the same by their days."""
        found = self.wholes.get((subject, partner))
        if found is None:
            own = self.series
            rows = tuple(
                o
                for o in own.observations
                if o.segment is None and (o.subject or own.subject) == subject and (o.partner or own.partner) == partner
            )
            found = self.wholes[subject, partner] = (rows, by_days(rows))
        return found

    @property
    def places(self) -> frozenset[str]:
        """Return every name that stands in an observation or in the definition."""
        own = {o.subject for o in self.series.observations} | self.partners | self.segments
        return frozenset(name for name in (*own, self.series.subject, self.series.partner) if name)


def _based(series: Series, actors: Iterable[Term]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for basis in series.bases:
        words = set(fold(basis.label.en).replace(",", " ").split())
        for term in actors:
            if not words.isdisjoint(term.en):
                found.setdefault(term.id, set()).add(basis.id)
    return {actor: frozenset(ids) for actor, ids in found.items()}


def by_days(observations: Iterable[Observation]) -> Rows:
    """Return *observations* by the first and last day of their periods."""
    rows: Rows = {}
    for o in observations:
        days = period_of(o)
        rows.setdefault((days.start, days.end), []).append(o)
    return rows


def sides_of(knowledge: Knowledge, series: Series) -> Sides:
    """Return the sides of *series*, which *knowledge* remembers by its id."""
    key = f"sides:{series.id}"
    found = knowledge.memo.get(key)
    if not isinstance(found, Sides) or found.series is not series:
        actors = [term for term in knowledge.terms.values() if term.kind == "actor"]
        found = knowledge.memo[key] = Sides.of(series, actors)
    return found


def is_import(series: Series) -> bool:
    """Tell whether the goods of *series* come to its subject and from its partner."""
    words = {word for group in series.needs for word in group}
    return bool(words & {"import", "dependence", "visitors"}) and "export" not in words


def is_flow(series: Series) -> bool:
    """Tell whether *series* has a direction at all."""
    words = {word for group in series.needs for word in group} | set(series.helps)
    return bool(words & {"import", "dependence", "export", "visitors"})


def strangers(sides: Sides, slots: Slots) -> list[str]:
    """Return the actors in the question that stand nowhere in the series, or on the wrong side of it."""
    flow = is_flow(sides.series)
    if sides.series.subject not in _TRADING and not flow:
        return []
    found = []
    for actor in slots.actors:
        if actor.id not in sides.known:
            found.append(actor.id)
        elif flow and actor.role != "any" and _is_on_wrong_side(actor.id, actor.role, sides):
            found.append(f"{actor.id}:{actor.role}")
    return found


def _is_on_wrong_side(actor: str, role: str, sides: Sides) -> bool:
    partners = {partner or sides.series.partner for partner in sides.partners}
    side = sides.subjects if (role == "to") == is_import(sides.series) else partners
    return not any(actor == name or (name and actor in name.split("+")) for name in side)
