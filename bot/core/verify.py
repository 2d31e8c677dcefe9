"""Checking the figures of a text: for each one whether ours agrees, differs, or it was a forecast.

Deterministic and cautious: a figure whose metric or period is not plain from the text cannot be checked, and is said so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.core import slots, stats
from bot.core.figures import Check, figure
from bot.core.library import Library
from bot.core.models import Observation, Series
from bot.core.periods import Period
from bot.core.slots import Slots, Value
from bot.core.text import clean, fold, language

MAX_FIGURES = 12
"""Figures of one text that are looked at."""

Finding = Literal["agrees", "differs", "forecast", "wrong", "rival", "cannot check"]

_SENTENCE = re.compile(r"(?<=[.!?。！？;；\n])\s*(?=\D)|\n+")
_CLAUSE = re.compile(r"(?<!\d),\s*|,(?!\d{3}(?!\d))\s*|、|;\s*")  # a cleaned text has no full-width commas
_FRACTIONS = {"less than half": (0.0, 0.5), "half": (0.45, 0.55), "a third": (0.30, 0.37), "one third": (0.30, 0.37), "a quarter": (0.22, 0.28),
              "two thirds": (0.62, 0.71), "twice": (1.9, 2.1), "double": (1.9, 2.1), "半分": (0.45, 0.55), "一半": (0.45, 0.55), "半": (0.45, 0.55)}  # fmt: skip
_FRACTION = re.compile(
    r"(less than half|two thirds|one third|a third|a quarter|half|twice|double)\b(?: (?:of|the|its|that|as much as|level|figure|figures|in|s))*"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """One figure of a text: *stated* as it stands there, *ours* what answers first for the same thing, *found* what it matches."""

    stated: str
    finding: Finding
    series: Series | None = None
    period: Period | None = None
    found: Observation | None = None
    ours: Observation | None = None
    formula: str | None = None


def verify(library: Library, text: str) -> list[Verified]:
    """Return what is to be said of each figure in *text*, in order, at most MAX_FIGURES of them."""
    lang = language(text)
    found: list[Verified] = []
    before: Slots | None = None
    for sentence in _SENTENCE.split(clean(text)):
        for clause in _CLAUSE.split(sentence):
            read = _with(slots.read(clause, library.lexicon, lang, library.newest), before)
            found += _figures(library, read, before)
            before = read if read.concepts - stats.MEASURES.keys() else before
    return found[:MAX_FIGURES]


def _with(read: Slots, before: Slots | None) -> Slots:
    """Return *read* with the metric, actors and period that an earlier clause gave and this one leaves out."""
    if before is None:
        return read
    own = read.concepts - stats.MEASURES.keys()  # "9,000 t" names the unit of a metric, not a metric
    spots = read.spots if own else (*read.spots, *(s for s in before.spots if s.term.kind in ("concept", "commodity")))
    return replace(read, spots=spots, actors=read.actors or before.actors, mentions=read.mentions or before.mentions)


def _figures(library: Library, read: Slots, before: Slots | None) -> Iterator[Verified]:
    for value in read.values:
        yield _one(library, read, value)
    if before is not None:
        yield from _fractions(library, read, before)


def _one(library: Library, read: Slots, value: Value) -> Verified:
    """Compare one stated figure with the series that it is about."""
    bare = tuple(s for s in read.spots if s.term.kind not in ("operation", "status", "action", "asks"))
    found = figure(library.knowledge, replace(read, values=(value,), spots=bare, wh=""))
    if not isinstance(found, Check) or not read.periods:
        return Verified(value.text, "cannot check")
    shown = found.best or found.found
    period = stats.period_of(shown) if shown else None
    return Verified(value.text, found.verdict, found.series, period, found.found, found.best)


def _fractions(library: Library, read: Slots, before: Slots) -> Iterator[Verified]:
    """Check "half of 2010" against the figure of the clause before."""
    match = _FRACTION.search(fold(read.text))
    if not match or not read.periods or not before.periods or read.periods[0].same(before.periods[0]):
        return
    series = next((m.series for m in stats.matches(library.knowledge, before) if not m.missing), None)
    if series is None:
        return
    view = stats.view(series, before)
    a, b = (next(iter(stats.settled(view.at(p))), None) for p in (before.periods[0], read.periods[0]))
    x, y = (stats.middle(o) if o else None for o in (a, b))
    if a is None or b is None or x is None or not y or not stats.comparable(series, a, b):
        yield Verified(match.group().strip(), "cannot check")
        return
    low, high = _FRACTIONS[match.group(1)]
    share = x / y
    yield Verified(
        match.group().strip(),
        "agrees" if low <= share <= high else "differs",
        series,
        before.periods[0],
        b,
        a,
        f"{x:g} ÷ {y:g} = {share:.2f}",
    )
