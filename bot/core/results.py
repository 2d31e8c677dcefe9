"""Results: what a question about figures found, each a value with the observations that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.models import Observation, Series
from bot.core.slots import Value
from bot.core.spans import Period


@dataclass(frozen=True, slots=True)
class Lookup:
    """One figure; *rivals* are what other sources say for the same period. *partial* when it covers a part of what was asked."""

    series: Series
    best: Observation
    rivals: tuple[Observation, ...] = ()
    wrong: tuple[Observation, ...] = ()
    forecasts: tuple[Observation, ...] = ()
    partial: bool = False
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """From *before* to *after*; *stated* are changes that a source itself gives."""

    series: Series
    before: Observation
    after: Observation
    stated: tuple[tuple[Series, Observation], ...] = ()


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure over another of the same period: the share of the quota that was used."""

    top: tuple[Series, Observation]
    bottom: tuple[Series, Observation]
    stated: tuple[tuple[Series, Observation], ...] = ()
    asks: Literal["share", "left", "over"] = "share"


@dataclass(frozen=True, slots=True)
class Over:
    """Every year in which one series exceeded another."""

    top: Series
    bottom: Series
    years: tuple[tuple[Period, Observation, Observation], ...]
    compared: int


@dataclass(frozen=True, slots=True)
class Extreme:
    """The highest or lowest of the full years held; *counted* is that of the series' own basis, where *best* is on another."""

    series: Series
    which: Literal["highest", "lowest"]
    best: Observation
    rivals: tuple[Observation, ...]
    rows: tuple[Observation, ...]
    counted: Observation | None = None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The mean or the sum of several periods."""

    series: Series
    operation: Literal["average", "total"]
    rows: tuple[Observation, ...]
    value: float
    lacking: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """The figures of several periods, oldest first."""

    series: Series
    rows: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What was expected, and what came."""

    series: Series
    forecasts: tuple[Observation, ...]
    outcome: Observation | None
    known_by: Period | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A figure that the question states, against ours."""

    series: Series
    value: Value
    verdict: Literal["agrees", "differs", "forecast", "wrong", "rival"]
    found: Observation | None
    best: Observation | None


@dataclass(frozen=True, slots=True)
class Parts:
    """A period by its batches, or by light and heavy."""

    series: Series
    period: Period
    rows: tuple[Observation, ...]
    whole: Observation | None


@dataclass(frozen=True, slots=True)
class Rivals:
    """Every figure that is held for one period, wrong ones too."""

    series: Series
    period: Period
    rows: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Two periods whose figures count different things, so that no difference is computed."""

    series: Series
    rows: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The figures of several partners, subjects or parts side by side; with *which* the highest or lowest comes first."""

    series: Series
    rows: tuple[Observation, ...]
    which: Literal["highest", "lowest"] | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A figure as a part of another of the same period and basis: what went to one partner, of all that went out."""

    series: Series
    part: Observation
    whole: Observation


@dataclass(frozen=True, slots=True)
class Lacking:
    """What there is no figure for. *what* names the cause: period, actor, commodity, measure, segment, forecast."""

    series: Series
    what: str
    wanted: tuple[str, ...] = ()
    period: Period | None = None
    closest: tuple[Observation, ...] = ()


Figure = (
    Lookup
    | Change
    | Ratio
    | Over
    | Extreme
    | Aggregate
    | Trend
    | Expected
    | Check
    | Parts
    | Rivals
    | Apart
    | Listing
    | Share
    | Lacking
)
