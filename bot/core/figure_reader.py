"""The figure reader: what the series say to a question, when every word of it is understood."""

from __future__ import annotations

import re

from bot.core.figures import figure
from bot.core.library import Library
from bot.core.models import Series
from bot.core.profile import Profile
from bot.core.results import Figure, Lacking, Over, Ratio
from bot.core.slots import Slots
from bot.core.text import is_cjk, stem

_WEAK = frozenset(
    {"begin", "finish", "claim", "nationalise", "publish", "announcement", "supply", "establish", "position", "release"}
)
"""Actions in the talk around a figure ("my boss claims", "bought by the US") once it is plain what it is of."""
_COUNTRY = re.compile("[日美台欧德韩印越法俄英澳]")
"""One character may stand for a country (輸美, 訪日), which a figure must not pass over."""


def read_figure(library: Library, asked: Slots) -> Figure | None:
    """Return what the series say, when every word of the question is understood."""
    found = figure(library.knowledge, asked)
    if found is None or (asked.negated and not isinstance(found, Lacking)):
        return None
    series = _series_of(found)
    elsewhere = asked.wh in ("who", "where") and not (
        is_anchored(asked, series) and asked.concepts & {"price", "export", "import"}
    )
    if elsewhere or (asked.wh == "why" and "rivals" not in asked.operations):
        return None
    return None if unexplained(library, asked, series) else found


def _series_of(found: Figure) -> Series:
    if isinstance(found, Ratio):
        return found.top[0]
    return found.top if isinstance(found, Over) else found.series


def unexplained(library: Library, asked: Slots, series: Series) -> list[str]:
    """Return the words of the question that neither the lexicon nor *series*' own words explain.

    Where commodity and period are named, words that no record knows are taken for talk around the question.
    """
    own = library.profile(series.id)
    weak = _WEAK if is_anchored(asked, series) else frozenset()
    foreign = [
        s.surface
        for s in asked.spots
        if s.term.kind in ("action", "other") and s.term.id not in own.ids and s.term.id not in weak
    ]
    rest = [word for word in asked.rest if not _explained(word, own)]
    if is_anchored(asked, series):
        rest = [word for word in rest if _is_telling(library, word)]
    return [*foreign, *rest]


def is_anchored(asked: Slots, series: Series) -> bool:
    """Tell whether a question names what the figure is of, and when, so that nothing else can be meant by the metric."""
    of = series.commodity in asked.commodities or (series.commodity == "rare-earths" and "rare-earths" in asked.commodities)
    where = (
        bool(asked.ids("place") or asked.concepts & {"contiguous-zone", "territorial-sea", "scramble"})
        and series.commodity is None
    )
    return (of or where) and bool(asked.mentions or asked.operations)


def _is_telling(library: Library, word: str) -> bool:
    """Tell whether some record uses *word*: then it may turn the question into another one."""
    if is_cjk(word):
        if _COUNTRY.search(word):
            return True
        grams = [word[i : i + 2] for i in range(len(word) - 1)]
        return sum(gram in library.weights for gram in grams) * 2 > len(grams)
    return stem(word) in library.weights or word[0].isdigit()


def _explained(word: str, own: Profile) -> bool:
    if is_cjk(word):
        return len(word) == 1 or all(word[i : i + 2] in own.grams for i in range(len(word) - 1))
    return len(word) == 1 or stem(word) in own.words
