"""Views: the observations of one series that concern the actors and parts of a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.core.models import Observation, Series
from bot.core.observations import best_first, comparable, period_of, settled, trusted, unit_of
from bot.core.sides import Rows, Sides, by_days
from bot.core.slots import Slots
from bot.core.spans import Period


@dataclass(frozen=True, slots=True)
class View:
    """The observations of one series that concern the subject, partner and segment of a question."""

    series: Series
    observations: tuple[Observation, ...]
    partner: str | None = None
    subject: str | None = None
    segments: tuple[str, ...] = ()
    _rows: Rows = field(default_factory=dict, repr=False, compare=False)

    def at(self, period: Period) -> list[Observation]:
        """Return the observations of exactly *period*, best first, wrong ones included at the end."""
        if not self._rows:
            self._rows.update(by_days(self.observations))
        return best_first(self.series, self._rows.get((period.start, period.end), ()))

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
        for o in settled(self.observations):
            period = period_of(o)
            if period.grain in ("year", "fiscal") and (within is None or period.within(within)):
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
        rows = settled(self.observations)
        if not rows:
            return None
        newest = max((period_of(o) for o in rows), key=lambda p: (p.end, p.start.toordinal() * -1))
        return next(o for o in self.at(newest) if o in rows)

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


def view(series: Series, slots: Slots, sides: Sides | None = None) -> View:
    """Return what *series* has for the actors and segments that the question names; *sides* where they were read before."""
    sides = sides or Sides.of(series)
    subjects, partners = sides.subjects, sides.partners
    named = [a.id for a in slots.actors]
    extra = sorted(word for word in slots.ids("place", "org", "commodity") if word in subjects)
    subject = next((a for a in (*extra, *named) if a in subjects and a != series.subject), series.subject)
    partner = next((a for a in named if a in partners and a != subject), None)
    if len(named) > 1:
        partner = group_of(named, partners) or partner
    places = sorted(word for word in slots.ids("place", "org") if word in partners)
    partner = partner or next(iter(places), None) or series.partner
    segments = tuple(sorted(_segments(series, slots)))
    of_basis = next((ids for a in named if (ids := sides.based.get(a)) and a not in (subject, partner)), None)
    if not segments and of_basis:
        rows, _ = sides.whole(subject, partner)
        return View(series, tuple(o for o in rows if (o.basis or series.basis) in of_basis) or rows, partner, subject)
    if not segments:
        rows, table = sides.whole(subject, partner)
        return View(series, rows, partner, subject, (), table)
    found = [
        o
        for o in series.observations
        if o.segment
        and (o.subject or series.subject) == subject
        and (o.partner or series.partner) == partner
        and all(s in _parts(o.segment) for s in segments)
    ]
    found = [o for o in found if o.segment == "-".join(segments)] or found
    return View(series, tuple(found), partner, subject, segments)


def named_subjects(series: Series, slots: Slots) -> tuple[str, ...]:
    """Return the subjects of *series* that the question sets side by side, when it names several."""
    named = [a.id for a in slots.actors] + sorted(slots.ids("org", "place"))
    if len(named) < 2:  # noqa: PLR2004 - one does not stand beside another
        return ()
    subjects = {o.subject or series.subject for o in series.observations}
    found = tuple(dict.fromkeys(name for name in named if name in subjects))
    return found if len(found) > 1 and all(name in subjects for name in [a.id for a in slots.actors]) else ()


def named_partners(series: Series, slots: Slots) -> tuple[str, ...]:
    """Return the partners of *series* that the question sets side by side, when it names several."""
    if len(slots.actors) < 2:  # noqa: PLR2004 - one does not stand beside another
        return ()
    partners = {o.partner for o in series.observations}
    named = tuple(a.id for a in slots.actors if a.id in partners and a.id != series.subject)
    return named if len(named) > 1 and group_of(named, partners) is None else ()


def group_of(named: Sequence[str], partners: Iterable[str | None]) -> str | None:
    """Return the group of partners ("japan+european-union+united-states") that the question names whole."""
    return next((p for p in partners if p and "+" in p and set(p.split("+")) <= set(named)), None)


def _segments(series: Series, slots: Slots) -> set[str]:
    wanted = set(slots.segments) - {"batches"} - slots.excluded
    wanted |= {word for word in slots.ids("place", "commodity") if any(o.segment == word for o in series.observations)}
    wanted |= {weight for weight in ("light", "heavy") if f"{weight}-rare-earths" in slots.commodities}
    if not wanted & {"light", "heavy"}:
        return wanted
    kept = {part for o in series.observations if o.segment for part in _parts(o.segment)}
    return {part for part in wanted if part in kept or part not in ("light", "heavy")}


def _parts(segment: str) -> tuple[str, ...]:
    """Return the plain segments of a combined one: light-batch-1 is light and batch-1."""
    return (segment, *(name for name in ("light", "heavy", "batch-1", "batch-2", "batch-3") if name in segment))


def breakdown(series: Series, period: Period) -> dict[str, Observation]:
    """Return the best figure of each part (batch, light or heavy) of *period*, in the order of the parts."""
    rows: dict[str, list[Observation]] = {}
    for o in trusted(series.observations):
        if o.segment and o.partner is None and (o.subject or series.subject) == series.subject and period_of(o).within(period):
            rows.setdefault(o.segment, []).append(o)
    return {segment: best_first(series, group)[0] for segment, group in sorted(rows.items())}
