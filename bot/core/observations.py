"""Observations: which of them answers first, what they count, and which may be compared.

A value is only ever converted where that is exact; units and bases are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.core import spans
from bot.core.models import Observation, Series
from bot.core.spans import Period

_ORDER_OF_STATUS = {"actual": 0, "derived": 1, "estimate": 2, "plan": 3, "forecast": 4}
_ORDER_OF_RANK = {"preferred": 0, "normal": 1, "deprecated": 2}
_EXACT = {
    ("kg", "t"): 0.001,
    ("t", "kg"): 1000.0,
    ("USD/t", "USD/kg"): 0.001,
    ("USD/kg", "USD/t"): 1000.0,
    ("USD billion", "USD million"): 1000.0,
    ("USD million", "USD billion"): 0.001,
    ("Mt", "t"): 1e6,
    ("t", "Mt"): 1e-6,
    ("Mt REO", "t REO"): 1e6,
    ("JPY billion", "JPY million"): 1000.0,
    ("JPY million", "JPY billion"): 0.001,
}


def convert(value: float, unit: str, wanted: str) -> float:
    """Return *value* in *wanted*; ValueError where that is not an exact conversion (gross tonnes are not tonnes of REO)."""
    if unit == wanted:
        return value
    if (unit, wanted) not in _EXACT:
        raise ValueError(f"{unit} cannot be converted to {wanted} exactly")
    return value * _EXACT[unit, wanted]


def period_of(observation: Observation) -> Period:
    """Return the days that *observation* is about."""
    return spans.parse(observation.period)


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


@lru_cache(maxsize=4096)
def _newest_first(date: str) -> tuple[int, ...]:
    return tuple(-ord(c) for c in date)


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
            _newest_first(o.as_of or ""),
        ),
    )


def trusted(observations: Iterable[Observation]) -> list[Observation]:
    """Return those that may be answered with."""
    return [o for o in observations if o.rank != "deprecated"]


def settled(observations: Iterable[Observation]) -> list[Observation]:
    """Return those that may be answered with and say what came, not what was expected."""
    return [o for o in observations if o.rank != "deprecated" and not o.is_expected]


def comparable(series: Series, a: Observation, b: Observation) -> bool:
    """Tell whether two observations count the same thing in the same unit."""
    if unit_of(series, a) != unit_of(series, b):
        return False
    one, two = series.basis_of(a), series.basis_of(b)
    return one.id == two.id or (one.family is not None and one.family == two.family)
