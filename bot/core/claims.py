"""Claims: a figure that the question itself states, against ours."""

from __future__ import annotations

from typing import Literal

from bot.core import stats
from bot.core.lookups import lacking, settled_at
from bot.core.models import Observation
from bot.core.results import Check, Figure, Rivals
from bot.core.slots import Slots, Value
from bot.core.spans import Period
from bot.core.stats import View


def which_of(slots: Slots, seen: View, asked: list[Period]) -> Rivals | None:
    """Return every figure of the period, where the question sets two of them against each other ("10,000 or 12,000 t?")."""
    stated = {value.number for value in slots.values if _same_kind(value, seen)}
    if len(stated) < 2 or not asked:  # noqa: PLR2004
        return None
    rows = seen.at(asked[0])
    return Rivals(seen.series, asked[0], tuple(rows)) if len(rows) > 1 else None


def check(slots: Slots, seen: View, asked: list[Period]) -> Figure | None:
    """Compare the figure that the question states with ours."""
    value = next((v for v in slots.values if _same_kind(v, seen)), None)
    if value is None:
        return None
    rows = [o for o in seen.observations if not asked or stats.period_of(o).same(asked[0])]
    if asked and not rows:
        return lacking(seen, asked[0])
    found = next((o for o in stats.best_first(seen.series, rows) if _equals(value, o)), None)
    period = asked[0] if asked else stats.period_of(found) if found else None
    settled = settled_at(seen, period) if period else []
    best = settled[0] if settled else None
    if found is None:
        return Check(seen.series, value, "differs", None, best) if asked and best else None
    if found.rank == "deprecated":
        return Check(seen.series, value, "wrong", found, best)
    if found.is_expected:
        return Check(seen.series, value, "forecast", found, best)
    verdict: Literal["agrees", "rival"] = "agrees" if best is None or _equals(value, best) else "rival"
    return Check(seen.series, value, verdict, found, best)


def _same_kind(value: Value, seen: View) -> bool:
    units = {stats.unit_of(seen.series, o) for o in seen.observations}
    if not value.unit:
        return value.number >= 1000  # noqa: PLR2004 - a bare small number may count anything
    return (
        value.unit in units
        or any(u.startswith(value.unit) for u in units)
        or (value.unit == "percent" and "percent yoy" in units)
    )


def _equals(value: Value, observation: Observation) -> bool:
    if observation.low is not None and observation.high is not None and observation.value is None:
        return observation.low <= value.number <= observation.high
    ours = stats.middle(observation)
    return ours is not None and abs(ours - value.number) <= abs(ours) * 0.0005
