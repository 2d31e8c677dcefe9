"""Evidence: how well each record that the index found answers a question, and what speaks against it.

`gates` put a record out; what else speaks for and against it becomes `measures`, and `forest` makes a probability of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.core.cover import Cover, cover, own_coverage
from bot.core.doubts import doubts
from bot.core.gates import gates, strangers
from bot.core.library import Library
from bot.core.measures import Asked, Found, measures, of_question
from bot.core.models import Series
from bot.core.slots import Slots

if TYPE_CHECKING:
    from bot.core.search import Hit

EXACT = 1.0
"""Likeness of a question that is, word for word and in the same order, one that the record is kept under."""
CERTAIN = 0.99
"""The probability of a record that is asked for word for word."""
OWN = 0.7
"""The weight of a follow-up's own words against those of the question before."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record weighed. *coverage* is the part of the question's words that the record has, by how telling they are.

    *against* names the gates that it failed, which no likeness outweighs; *doubts* what else speaks against it; *strange*
    the terms of the question that it lacks.
    """

    record: str
    phrasing: str
    similarity: float
    coverage: float
    probability: float
    against: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def weigh(library: Library, asked: Slots, hits: Sequence[Hit], figure: float = 0.0, whole: Slots | None = None) -> list[Evidence]:
    """Return the evidence for each of *hits* as the answer to *asked*, in their order.

    *figure* is 1 where the figures answer, -1 where they lack what is asked; *whole* is a follow-up with the words of the
    question before.
    """
    about = of_question(whole or asked, figure)
    drafts = [_draft(library, asked, about, hits, hit, whole) for hit in hits]
    chances = iter(library.forest.chances([draft.measures for draft in drafts if not draft.against]))
    return [_evidence(library, asked, draft, 0.0 if draft.against else next(chances)) for draft in drafts]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What speaks for and against a record, before it is known how much that is."""

    hit: Hit
    cover: Cover
    against: tuple[str, ...]
    doubts: tuple[str, ...]
    measures: tuple[float, ...]


def _draft(library: Library, asked: Slots, about: Asked, hits: Sequence[Hit], hit: Hit, whole: Slots | None) -> _Draft:
    profile, record = library.profile(hit.record), library.record(hit.record)
    covered = cover(library, whole or asked, profile)
    if whole is not None:
        covered = replace(covered, part=(1 - OWN) * covered.part + OWN * own_coverage(library, asked, hit.record))
    exact = hit.score >= EXACT and not isinstance(record, Series)
    against = () if exact else tuple(gates(library, asked, whole or asked, about, hit))
    doubted = () if exact else tuple(doubts(library, asked, whole or asked, hit, covered))
    found = Found(record, profile, hit, covered, (*against, *doubted))
    return _Draft(hit, covered, against, doubted, measures(whole or asked, about, found, hits, library.foreign))


def _evidence(library: Library, asked: Slots, draft: _Draft, chance: float) -> Evidence:
    hit = draft.hit
    strange = tuple(sorted(strangers(asked, library.profile(hit.record))))
    likely = CERTAIN if hit.score >= EXACT else chance
    return Evidence(
        hit.record, hit.phrasing, hit.score, draft.cover.part, likely, draft.against, strange, draft.cover.lacking, draft.doubts
    )
