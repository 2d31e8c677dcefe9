"""Cover: what of a question's words a record has, by how telling they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.library import Library
from bot.core.profile import Profile
from bot.core.slots import Slots
from bot.core.surfaces import Spot
from bot.core.text import is_cjk, stem

_CONTENT = ("concept", "commodity", "actor", "place", "org", "segment", "action")
YEAR = 1.5
"""The most that a year counts among the words of a question: one in which little else happened says no more than another."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The *part* of a question's content that a record has, and what it lacks.

    *weight* is that of what it has, 1 for a word of one record only; *unseen* counts what no record at all has.
    """

    part: float
    lacking: tuple[str, ...]
    weight: float
    unseen: int
    undated: float = 0.0
    """The weight of what it has, without the years and months."""
    told: float = 0.0
    """The part by weight that the record's own title and answer have, not only its phrasings."""


def cover(library: Library, asked: Slots, profile: Profile) -> Cover:
    """Return what of the question's content the record has."""
    total = matched = undated = told = 0.0
    unmatched: list[str] = []
    for feature, has in _features(asked, profile):
        weight = library.weights.get(feature, library.unseen)
        weight = min(weight, YEAR) if feature[0] == "#" else weight
        total += weight
        told += weight if feature in profile.said or (feature[0] == "#" and has) else 0.0
        if has:
            matched += weight
            undated += 0.0 if feature[0] == "#" else weight
        else:
            unmatched.append(feature)
    unseen = sum(feature not in library.weights for feature in unmatched)
    most = library.unseen  # so that few records and many give weights of one size
    part, said = (matched / total, told / total) if total else (0.0, 0.0)
    return Cover(part, tuple(unmatched), matched / most, unseen, undated / most, said)


def own_coverage(library: Library, asked: Slots, record: str) -> float:
    """Return the part of the question's own content that *record* has; 1 when it has none of its own."""
    whole = cover(library, asked, library.profile(record))
    return whole.part if whole.weight or whole.lacking else 1.0


def _features(asked: Slots, profile: Profile) -> Iterator[tuple[str, bool]]:
    """Yield what the question names, and whether the record has it."""
    for mention in asked.mentions if profile.dated else ():
        period = mention.period
        if not mention.yearless:
            yield f"#{period.start.year}", period.start.year in profile.years
        if period.grain in ("month", "day"):
            yield f"#-{period.start.month}", any(month == period.start.month for _, month in profile.dates)
    for value in asked.values:
        yield f"={value.number:g}", bool({f"{value.number:g}", str(int(value.number))} & profile.numbers)
    for spot in asked.spots:
        yield from _features_of_spot(spot, profile)
    for word in asked.rest:
        yield from _features_of_word(word, profile)


def _features_of_spot(spot: Spot, profile: Profile) -> Iterator[tuple[str, bool]]:
    kind, ident = spot.term.kind, spot.term.id
    if kind == "asks":
        yield "@" + ident, ident in profile.asked
    elif kind in _CONTENT:
        yield "@" + ident, ident in profile.ids or has_words(spot.surface, profile)
    elif kind in ("status", "operation") and not is_cjk(spot.surface):
        for word in spot.surface.split():
            yield stem(word), stem(word) in profile.words or (kind == "operation" and not profile.dated)


def _features_of_word(word: str, profile: Profile) -> Iterator[tuple[str, bool]]:
    if is_cjk(word):
        yield from ((gram, gram in profile.grams) for gram in _grams(word))
    elif word[0].isdigit():
        yield word, word.replace(",", "") in profile.numbers
    else:
        yield stem(word), stem(word) in profile.words


def has_words(surface: str, profile: Profile) -> bool:
    """Tell whether a record has every word of *surface*."""
    if is_cjk(surface):
        return all(gram in profile.grams for gram in _grams(surface))
    return all(stem(word) in profile.words for word in surface.split())


def _grams(run: str) -> Iterable[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
