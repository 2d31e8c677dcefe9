"""The figure reader: what the series say to a question, when every word of it is understood."""

from __future__ import annotations

import re

from bot.core import agents
from bot.core.clauses import clause_of
from bot.core.cover import has_words
from bot.core.figures import figure
from bot.core.gates import SPEAKING
from bot.core.library import Library
from bot.core.models import Series
from bot.core.profile import Profile
from bot.core.results import Figure, Lacking, Listing, Lookup, Over, Ratio
from bot.core.sides import is_flow, sides_of
from bot.core.slots import Slots
from bot.core.surfaces import Spot
from bot.core.text import is_cjk, stem

_WEAK = frozenset(
    {"begin", "finish", "claim", "nationalise", "publish", "announcement", "supply", "establish", "position", "release"}
)
"""Actions in the talk around a figure ("my boss claims", "bought by the US") once it is plain what it is of."""
_DOING = re.compile(
    r"\b(?:what|how) (?:did|does|do|has|have|can|could|will|would) .+ (?:do|done|doing|reacted?|respond(?:ed)?)\b"
)
_PREPOSITION = re.compile(r"\b(?:per|from|by|via|in|at|for|of|to|with|through) (?:the |a )?$")
_COUNTRY = re.compile("[日美台欧德韩印越法俄英澳]")
"""One character may stand for a country (輸美, 訪日), which a figure must not pass over."""


def read_figure(library: Library, asked: Slots) -> Figure | None:
    """Return what the series say, when every word of the question is understood."""
    found = likely_figure(library, asked)
    return None if found is None or unexplained(library, asked, series_of(found)) else found


def likely_figure(library: Library, asked: Slots) -> Figure | None:
    """Return what the series say to a question that asks for a figure, though some of its words may be talk around it."""
    found = figure(library.knowledge, asked)
    if found is None or (asked.negated and not isinstance(found, Lacking)):
        return None
    series = series_of(found)
    if isinstance(found, Lacking) and _DOING.search(asked.text):
        return None  # "what did Japan do to need less" asks for no figure
    if asked.wh == "when" and isinstance(found, Lookup | Lacking) and not asked.mentions:
        return None  # when something came or went is told in words; the figures are of some time
    elsewhere = asked.wh in ("who", "where") and not (
        is_anchored(asked, series) and (asked.concepts & {"price", "export", "import"} or isinstance(found, Listing))
    )
    if elsewhere or (asked.wh == "why" and "rivals" not in asked.operations):
        return None
    if series.partner and not is_flow(series) and series.partner in agents.before_verb(asked.text, asked.spots):
        return Lacking(series, "actor", (series.partner,))
    outside = _outside(library, asked, series)
    return found if not outside or isinstance(found, Lacking) else Lacking(series, "actor", outside)


def is_talk_around(library: Library, asked: Slots, found: Figure) -> bool:
    """Tell whether what of *asked* the figure does not explain stands outside the clause that names thing and time."""
    series = series_of(found)
    own = library.profile(series.id)
    if any(_is_foreign(spot, own) for spot in asked.spots) or not asked.mentions or not is_anchored(asked, series):
        return False
    start, end = clause_of(asked.text, asked.mentions[0].start)
    needed = {word for group in series.needs for word in group}
    if not any(start <= s.start < end and s.term.id in needed for s in asked.spots):
        return False
    inside = asked.text[start:end]
    return not any(word in inside for word in asked.rest if not _explained(word, own))


def _outside(library: Library, asked: Slots, series: Series) -> tuple[str, ...]:
    """Return the countries that the question names and that *series* has nothing to do with."""
    own, sides = library.profile(series.id), sides_of(library.knowledge, series)
    return tuple(a.id for a in asked.actors if a.id not in own.ids and a.id not in sides.known)


def series_of(found: Figure) -> Series:
    """Return the series that *found* is mainly of."""
    if isinstance(found, Ratio):
        return found.top[0]
    return found.top if isinstance(found, Over) else found.series


def unexplained(library: Library, asked: Slots, series: Series) -> list[str]:
    """Return the words of the question that neither the lexicon nor *series*' own words explain.

    Where commodity and period are named, words that no record knows are taken for talk when they stand around the question.
    """
    own = library.profile(series.id)
    weak = _WEAK if is_anchored(asked, series) else frozenset()
    foreign = [spot.surface for spot in asked.spots if _is_foreign(spot, own) and spot.term.id not in weak]
    rest = [word for word in asked.rest if not _explained(word, own)]
    if is_anchored(asked, series):
        rest = [word for word in rest if _is_telling(library, word) or _is_inside(asked, word)]
    return [*foreign, *rest]


def _is_inside(asked: Slots, word: str) -> bool:
    """Tell whether a word stands among what is named, or behind a preposition: exports *per capita*, shipped *from Ningbo*."""
    if not word.isascii():
        return False
    at = asked.text.find(word)
    named = [(s.start, s.end) for s in asked.spots if s.term.kind not in ("chatter", "filler")] + [
        (m.start, m.end) for m in asked.mentions
    ]
    among = min(start for start, _ in named) < at < max(end for _, end in named)
    return among or bool(_PREPOSITION.search(asked.text[:at]))


def _is_foreign(spot: Spot, own: Profile) -> bool:
    """Tell whether a term is of something that a series has nothing to do with."""
    if spot.term.kind == "other":
        return not has_words(spot.surface, own)
    return spot.term.kind in ("action", "org") and spot.term.id not in own.ids | SPEAKING


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
