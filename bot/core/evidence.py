"""Evidence: how well a record that the index found answers a question, and what speaks against it.

Likeness alone cannot tell a swapped year, country or commodity, so typed gates stand beside it: a record that lacks a
year, actor, place or good of the question is out, whatever its score.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.core.library import Library
from bot.core.models import Dispute, Element, Position, Record, Series
from bot.core.profile import Profile
from bot.core.sides import Sides, sides_of, strangers
from bot.core.slots import Slots
from bot.core.stats import MEASURES, named_by
from bot.core.surfaces import Spot
from bot.core.text import is_cjk, stem

if TYPE_CHECKING:
    from bot.core.search import Hit

_GATED = ("actor", "commodity", "place", "org", "unit", "other")
_CONTENT = ("concept", "commodity", "actor", "place", "org", "segment", "action")
_SOFT = frozenset({"rare-earths"})
MEASURED = frozenset(
    {
        "quota",
        "mining",
        "smelting",
        "price",
        "value",
        "reserves",
        "tariff",
        "visitors",
        "car-sales",
        "scramble",
        "contiguous-zone",
        "territorial-sea",
        "import",
    }
)
DISTINCT = frozenset(
    {
        "import",
        "price",
        "share-price",
        "scramble",
        "visitors",
        "car-sales",
        "tariff",
        "smelting",
        "mining",
        "reserves",
        "contiguous-zone",
        "territorial-sea",
        "drones",
        "height",
        "quota",
    }
)
ENOUGH = 2.2
"""Weight of the shared words below which a question says too little to be about anything."""
PLAIN = 0.75
"""Likeness from which a phrasing of a series stands for its metric."""
EXACT = 0.995
"""Likeness from which a question is, word for word, one that the record is kept under."""
YEAR = 1.5
"""The most that a year counts among the words of a question: one in which little else happened says no more than another."""
NEAR = 6
"""Characters within which an actor stands next to what it says."""
ALIKE = 0.55
"""Likeness from which a question of few and common words ("what are rare earths") may still be answered."""
_AGENT = re.compile(r"\b(?:did|does|do|has|have|will|would|can|could|is|are|was|were) (?:the )?$")
_AGENT_CJK = re.compile(r"^(?:は|が|哪|几时|什么时候|何时|为什么|为何|是否|有没有|哪年|怎么)")
_FUTURE = re.compile(r"^(?:and |so |but )?(?:will|is .{1,40} going to)\b")
_COUNTED = re.compile(r"\bhow many (?:kg of |tonnes of )?([a-z]{3,})")
_NEGATIVE = re.compile(
    r"\b(?:not|never|no|didn'?t|doesn'?t|isn'?t|wasn'?t|without|deny|denied|refus\w*|un\w+)\b|ない|なかった|否|没|未|不"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record weighed. *coverage* is the part of the question's words that the record has, by how telling they are.

    *against* names the gates that it failed, *strange* the terms of the question that it lacks.
    """

    record: str
    phrasing: str
    similarity: float
    coverage: float
    probability: float
    against: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


def weigh(library: Library, asked: Slots, hit: Hit, whole: Slots | None = None) -> Evidence:
    """Return the evidence for *hit* as the answer to *asked*; *whole* is a follow-up with the words of the question before."""
    profile, record = library.profile(hit.record), library.record(hit.record)
    exact = hit.score >= EXACT and not isinstance(record, Series)
    strange = tuple(sorted(_strange(asked, profile)))
    against = [f"lacks {name}" for name in strange]
    against += (
        [] if exact else [f"not about {actor}" for actor in _agents(asked) if actor not in profile.asked and actor not in strange]
    )
    if isinstance(record, Series):
        against += _against_series(sides_of(library.knowledge, record), asked, hit, profile)
    else:
        against += _against_prose(record, asked, profile, exact=exact)
    if asked.negated and not _NEGATIVE.search(hit.phrasing):
        against.append("negated")
    if hit.score < PLAIN and _FUTURE.search(asked.text):
        against.append("nobody knows the future")
    covered, unmatched, weight = _coverage(library, whole or asked, profile)
    if whole is not None:
        covered = 0.3 * covered + 0.7 * own_coverage(library, asked, hit.record)
    says_enough = weight >= ENOUGH or _is_plain(whole or asked, hit, covered)
    if not exact and (not says_enough or _says_little(whole or asked)):
        against.append("too little said")
    likely = 0.99 if exact else _probability(hit, covered, unmatched, library)
    if isinstance(record, Element) and record.names.en.lower() in asked.commodities:
        likely = min(0.99, likely + 0.1)  # the element itself, before a record that names it among others
    return Evidence(hit.record, hit.phrasing, hit.score, covered, likely, tuple(against), strange, unmatched)


def _against_series(sides: Sides, asked: Slots, hit: Hit, profile: Profile) -> Iterator[str]:
    series = sides.series
    yield from (f"not of {name}" for name in strangers(sides, asked))
    if series.needs and hit.score < PLAIN and not named_by(series, asked):
        yield "its metric is not named"
    if series.commodity not in (None, "rare-earths") and series.commodity not in asked.commodities:
        yield f"of {series.commodity}"
    yield from (f"not {name}" for name in sorted(asked.concepts & MEASURED - profile.ids))
    if "money" in asked.ids("asks") and series.unit not in MEASURES["value"] | MEASURES["price"]:
        yield "not money"


def _against_prose(record: Record, asked: Slots, profile: Profile, *, exact: bool) -> Iterator[str]:
    yield from _wrong_time(asked, profile)
    yield from _wrong_number(asked, profile, disputed=isinstance(record, Dispute))
    if isinstance(record, Position) and record.actor != "all":
        speaker = record.actor.lower().replace(" ", "-")
        yield from (f"said by {record.actor}" for asked_of in _speakers(asked) if asked_of != speaker)
    if not exact:
        counted = _COUNTED.search(asked.text)
        if counted and counted[1] in asked.rest and stem(counted[1]) not in profile.words:
            yield f"counts no {counted[1]}"
        yield from (f"not {name}" for name in sorted(asked.concepts & DISTINCT - profile.ids))


def _is_plain(asked: Slots, hit: Hit, covered: float) -> bool:
    """Tell whether a question of few and common words is all covered and about something known."""
    known = any(s.term.kind in ("place", "commodity", "org") for s in asked.spots)
    return covered == 1.0 and hit.score >= ALIKE and known


def _speakers(asked: Slots) -> Iterator[str]:
    """Yield the actor whose position is asked for: the one that stands next to "say", "position", 立場 ..."""
    said = [spot for spot in asked.spots if spot.term.id == "position"]
    actors = [spot for spot in asked.spots if spot.term.kind == "actor"]
    for spot in said:
        near = min(actors, key=lambda a: min(abs(a.end - spot.start), abs(spot.end - a.start)), default=None)
        if near is not None and min(abs(near.end - spot.start), abs(spot.end - near.start)) <= NEAR:
            yield near.term.id


def _says_little(asked: Slots) -> bool:
    """Tell whether a question is a single word, or a number, without a subject that is known."""
    kinds = ("concept", "commodity", "place", "org", "action", "actor", "segment")
    empty = MEASURES.keys() | {"why", "where"}
    if any(spot.term.kind in kinds and spot.term.id not in empty for spot in asked.spots):
        return False
    return len(asked.rest) + len(asked.mentions) + len(asked.values) < 2  # noqa: PLR2004


def _agents(asked: Slots) -> Iterator[str]:
    """Yield the actors that the question has doing something: "when did Japan publish"."""
    yield from (actor.id for actor in asked.actors if actor.role == "to")
    for spot in asked.spots:
        if spot.term.kind == "actor":
            before, after = asked.text[: spot.start], asked.text[spot.end :]
            if (_AGENT.search(before) and after.startswith(" ")) or _AGENT_CJK.match(after):
                yield spot.term.id


def _strange(asked: Slots, profile: Profile) -> Iterator[str]:
    for spot in asked.spots:
        if (spot.term.kind == "other" and not _has_words(spot.surface, profile)) or (
            spot.term.kind in _GATED and spot.term.id not in profile.ids and spot.term.id not in _SOFT
        ):
            yield spot.term.id


def _wrong_time(asked: Slots, profile: Profile) -> Iterator[str]:
    for mention in asked.mentions:
        period = mention.period
        if not mention.yearless and not set(range(period.start.year, period.end.year + 1)) & profile.years:
            yield f"year {period.start.year}"
        elif mention.yearless and not any(month == period.start.month for _, month in profile.dates):
            yield f"month {period.start.month}"
        elif (
            period.grain in ("day", "month")
            and not mention.yearless
            and (period.start.year, period.start.month) not in profile.dates
        ):
            yield f"month {period.start.year}-{period.start.month:02}"


def _wrong_number(asked: Slots, profile: Profile, *, disputed: bool) -> Iterator[str]:
    for value in asked.values:
        digits = f"{value.number:g}"
        if not disputed and digits not in profile.numbers and str(int(value.number)) not in profile.numbers:
            yield f"number {value.text}"


def own_coverage(library: Library, asked: Slots, record: str) -> float:
    """Return the part of the question's own content that *record* has; 1 when it has none of its own."""
    covered, unmatched, weight = _coverage(library, asked, library.profile(record))
    return covered if weight or unmatched else 1.0


def _coverage(library: Library, asked: Slots, profile: Profile) -> tuple[float, tuple[str, ...], float]:
    """Return the weighted part of the question's content that the record has, what it lacks, and the weight it has."""
    total = matched = 0.0
    unmatched: list[str] = []
    for feature, has in _features(asked, profile):
        weight = library.weights.get(feature, library.unseen)
        weight = min(weight, YEAR) if feature[0] == "#" else weight
        total += weight
        if has:
            matched += weight
        else:
            unmatched.append(feature)
    return (matched / total if total else 0.0), tuple(unmatched), matched


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
        yield "@" + ident, ident in profile.ids or _has_words(spot.surface, profile)
    elif kind in ("status", "operation") and not is_cjk(spot.surface):
        for word in spot.surface.split():
            yield stem(word), stem(word) in profile.words or kind == "operation"


def _features_of_word(word: str, profile: Profile) -> Iterator[tuple[str, bool]]:
    if is_cjk(word):
        yield from ((gram, gram in profile.grams) for gram in _grams(word))
    elif word[0].isdigit():
        yield word, word.replace(",", "") in profile.numbers
    else:
        yield stem(word), stem(word) in profile.words


def _has_words(surface: str, profile: Profile) -> bool:
    if is_cjk(surface):
        return all(gram in profile.grams for gram in _grams(surface))
    return all(stem(word) in profile.words for word in surface.split())


def _grams(run: str) -> Iterable[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _probability(hit: Hit, covered: float, unmatched: tuple[str, ...], library: Library) -> float:
    """Return how likely the record is right, from likeness, coverage and the words that it lacks."""
    unseen = sum(1 for feature in unmatched if feature not in library.weights)
    z = -7.0 + 6.5 * hit.score + 5.0 * covered + 0.8 * hit.second - 0.9 * min(unseen, 3)
    return 1 / (1 + math.exp(-z))
