"""Surfaces: the ways in which a term is written, and where one stands in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.models import Term
from bot.core.text import fold, is_cjk, stem, tokens

# What wins when one surface belongs to several terms.
_PRIORITY = (
    "concept",
    "commodity",
    "place",
    "actor",
    "org",
    "segment",
    "other",
    "action",
    "status",
    "operation",
    "asks",
    "unit",
    "filler",
    "chatter",
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A term found in the folded text; *surface* is what was written."""

    term: Term
    start: int
    end: int
    surface: str


class Surface(NamedTuple):
    """One way of writing a term, folded: its words and their stems, none for Han and kana."""

    text: str
    term: Term
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


def surface(folded: str, term: Term) -> Surface | None:
    """Return the surface *folded* of *term*; None when nothing is left of it."""
    if not folded:
        return None
    if is_cjk(folded):
        return Surface(folded, term)
    words = tuple(t.text for t in tokens(folded)) or (folded,)
    return Surface(folded, term, words, tuple(stem(word) for word in words))


def ranked(terms: Iterable[Term]) -> Iterator[Surface]:
    """Yield every surface of *terms*, what wins among equal ones first."""
    by_kind = sorted(terms, key=lambda t: _PRIORITY.index(t.kind) if t.kind in _PRIORITY else len(_PRIORITY))
    for term in by_kind:
        for text in (*term.en, *term.ja, *term.zh):
            found = surface(fold(text), term)
            if found:
                yield found
