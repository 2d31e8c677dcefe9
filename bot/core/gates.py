"""Gates: what puts a record out as the answer to a question, however alike the two are.

Likeness cannot tell a swapped year, country or commodity, nor who did it to whom, nor that something did not happen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.core import agents, wanted
from bot.core.cover import has_words
from bot.core.library import Library
from bot.core.measures import Asked
from bot.core.models import Position, Series
from bot.core.profile import Profile
from bot.core.sides import is_flow
from bot.core.slots import Slots
from bot.core.stats import MEASURES
from bot.core.text import stem

if TYPE_CHECKING:
    from bot.core.search import Hit

DISTINCT = frozenset(
    {
        *("quota", "mining", "smelting", "price", "share-price", "reserves", "tariff", "import"),
        *("visitors", "car-sales", "scramble", "contiguous-zone", "territorial-sea", "drones", "height"),
    }
)
"""Measures that a record in words has to speak of."""
AMOUNTS = frozenset({"tonnes", "percent"})
"""What a record in words has to tell where it is asked for."""
_GATED = ("actor", "commodity", "place", "org", "unit", "other")
_SOFT = frozenset({"rare-earths"})
SPEAKING = frozenset(
    {"mofcom", "customs", "miit", "usgs", "meti", "jogmec", "coast-guard-china", "coast-guard-japan", "seed-article"}
)
"""Who announces or counts: a record may well leave them unnamed."""
ENOUGH_CJK = 5
"""Han characters and kana from which a message says something even where no term is known."""
_CJK = re.compile(r"[\u3400-\u9fff\u30a1-\u30fa]")
FORBIDDEN = 0.85
"""Likeness to a question that must not lead to a record from which it does not."""
NEAR = 6
"""Characters within which an actor stands next to what it says."""
_FUTURE = re.compile(
    r"^(?:and |so |but |ok |well )?(?:will|is .{1,40} going to)\b|明年.*(?:会|吗|多少)|来年.*(?:か\W*$|と思|予想|どうなる)|今后会"
)
_JUDGES = re.compile(
    r"\bshould (?:i|we|you|they|the us|the usa|us|america|japan|china|taiwan|tokyo|beijing|washington)\b"
    r"(?! (?:get|receive|have|reach|see))|\bout of (?:10|ten)\b"
    r"|\b(?:is|are|was|were) .{1,40} (?:right|wrong|justified|stupid|brave|fair|evil|crazy) to\b"
    r"|\bwho(?:'s| is|s) (?:right|wrong)\b"
    r"|\bhonest(?:ly)? (?:opinion|whose)\b|该不该|应不应该|べきですか|べき\?|するべきか"
)
_COUNTED = re.compile(r"\bhow many (?:kg of |tonnes of )?([a-z]{3,})")
_DOCUMENT = re.compile(
    r"\b(?:announcement|notice|decree|order|ds|no\.?|number|#)\s?(?:no\.? ?|number )?(\d{1,3})\b"
    r"(?!\s?(?:%|percent|t\b|tonnes|tons|days))|第?(\d{1,3})号"
)
_PEOPLE = frozenset({"ppl", "people", "guys", "persons", "folks", "men"})
_NEGATIVE = re.compile(
    r"\b(?:not|never|no|didn'?t|doesn'?t|isn'?t|wasn'?t|without|deny|denied|refus\w*|un\w+)\b|ない|なかった|否|没|未|不"
)


def gates(library: Library, asked: Slots, whole: Slots, about: Asked, hit: Hit) -> Iterator[str]:
    """Yield the gates that the record of *hit* fails.

    *whole* is a follow-up with the words of the question before; *about* is what was read of it once for all records.
    """
    record, profile = library.record(hit.record), library.profile(hit.record)
    strange = tuple(sorted(strangers(asked, profile)))
    yield from (f"lacks {name}" for name in strange)
    yield from (f"not about {actor}" for actor in _doing(asked) if actor not in profile.asked and actor not in strange)
    if isinstance(record, Series):
        yield from _of_another_side(record, asked)
        yield from (f"rules out {word}" for word in sorted(asked.excluded & _matter(record)))
    else:
        yield from _wrong_time(asked, profile)
        yield from _turned(library, asked, profile, hit)
        yield from _uncounted(asked, profile)
        yield from _other_document(asked, profile)
        yield from (f"not {name}" for name in sorted(asked.concepts & DISTINCT - profile.ids))
        yield from (f"tells no {kind}" for kind in sorted(about.wants & AMOUNTS - profile.tells))
        yield from (f"tells no {trait}" for trait in wanted.traits(asked.text) if trait not in profile.words)
    if any(_likeness(about.text, text) >= max(FORBIDDEN, hit.score) for text in profile.forbids):
        yield "forbidden"
    if asked.negated and not _NEGATIVE.search(hit.phrasing):
        yield "negated"
    if _FUTURE.search(asked.text) and not _FUTURE.search(hit.phrasing):
        yield "nobody knows the future"
    if "opinion" in asked.ids("other") or (_JUDGES.search(asked.text) and not _JUDGES.search(hit.phrasing)):
        yield "asks for a verdict"
    yield from (f"of {word}" for word in _of_something_else(library, asked))
    if _says_nothing(whole):
        yield "nothing asked"
    if isinstance(record, Position) and record.actor != "all":
        speaker = record.actor.lower().replace(" ", "-")
        yield from (f"said by {record.actor}" for asked_of in _speakers(asked) if not speaker.startswith(asked_of))


def _likeness(a: str, b: str) -> float:
    from rapidfuzz import fuzz  # late: figures alone need none

    return fuzz.token_sort_ratio(a, b) / 100


def strangers(asked: Slots, profile: Profile) -> Iterator[str]:
    """Yield the things that the question names and the record does not."""
    for spot in asked.spots:
        if (spot.term.kind == "other" and not has_words(spot.surface, profile)) or (
            spot.term.kind in _GATED and spot.term.id not in profile.ids and spot.term.id not in _SOFT | SPEAKING
        ):
            yield spot.term.id


def _matter(series: Series) -> set[str]:
    """Return the terms that have to be named for *series*."""
    return {word for group in series.needs for word in group} | {series.commodity or ""}


def _doing(asked: Slots) -> Iterator[str]:
    """Yield the actors that the question has doing something: "when did Japan publish"."""
    yield from (actor.id for actor in asked.actors if actor.role == "to")
    yield from agents.before_verb(asked.text, asked.spots)


def _turned(library: Library, asked: Slots, profile: Profile, hit: Hit) -> Iterator[str]:
    """Yield that somebody else does in the record what the question asks of an actor."""
    said = set(agents.before_verb(asked.text, asked.spots))
    if not said:
        return
    doing = agents.of_phrasing(hit.phrasing, library.actors) or profile.subjects
    if doing and not said & doing and not said & profile.subjects:
        yield f"done by {' and '.join(sorted(doing))}"


def _of_another_side(series: Series, asked: Slots) -> Iterator[str]:
    """Yield that the question has the other side do what *series* counts: Chinese jets against Japanese ones."""
    if series.partner and not is_flow(series) and series.partner in agents.before_verb(asked.text, asked.spots):
        yield f"done by {series.subject}"


def _wrong_time(asked: Slots, profile: Profile) -> Iterator[str]:
    for mention in asked.mentions:
        period = mention.period
        if not mention.yearless and not set(range(period.start.year, period.end.year + 1)) & profile.years:
            yield f"year {period.start.year}"
        elif mention.yearless and not any(month == period.start.month for _, month in profile.dates):
            yield f"month {period.start.month}"
        elif period.grain in ("day", "month") and not mention.yearless:
            if (period.start.year, period.start.month) not in profile.dates:
                yield f"month {period.start.year}-{period.start.month:02}"
            elif period.grain == "day" and profile.days and period.start.isoformat() not in profile.days:
                yield f"day {period.start}"


def _uncounted(asked: Slots, profile: Profile) -> Iterator[str]:
    counted = _COUNTED.search(asked.text)
    if counted and counted[1] in asked.rest and counted[1] not in _PEOPLE and stem(counted[1]) not in profile.words:
        yield f"counts no {counted[1]}"


def _other_document(asked: Slots, profile: Profile) -> Iterator[str]:
    """Yield the number of a document that the question names and the record does not: "announcement no. 5"."""
    for match in _DOCUMENT.finditer(asked.text):
        number = match[1] or match[2]
        if number not in profile.numbers and not any(
            m.start <= match.start(match.lastindex or 0) < m.end for m in asked.mentions
        ):
            yield f"not no. {number}"


def _of_something_else(library: Library, asked: Slots) -> Iterator[str]:
    """Yield the word before a measure that no record knows: zeppelin in "zeppelin exports"."""
    starts = {spot.start for spot in asked.spots if spot.term.kind == "concept"}
    for word in asked.rest:
        if word.isascii() and word.isalpha() and stem(word) not in library.weights:
            at = asked.text.find(word) + len(word) + 1
            if at in starts and asked.text[at - 1] == " ":
                yield word


def _says_nothing(asked: Slots) -> bool:
    """Tell whether a question is a single word, or a number, without a subject that is known."""
    if len(_CJK.findall(asked.text)) >= ENOUGH_CJK:
        return False
    kinds = ("concept", "commodity", "place", "org", "action", "segment")
    empty = MEASURES.keys() | {"why", "where"}
    if any(spot.term.kind in kinds and spot.term.id not in empty for spot in asked.spots):
        return False
    return len(asked.rest) + len(asked.mentions) + len(asked.values) < 2  # noqa: PLR2004


def _speakers(asked: Slots) -> Iterator[str]:
    """Yield the actor whose position is asked for: the one that stands next to "say", "position", 立場 ..."""
    said = [spot for spot in asked.spots if spot.term.id == "position"]
    actors = [spot for spot in asked.spots if spot.term.kind == "actor"]
    for spot in said:
        near = min(actors, key=lambda a: min(abs(a.end - spot.start), abs(spot.end - a.start)), default=None)
        if near is not None and min(abs(near.end - spot.start), abs(spot.end - near.start)) <= NEAR:
            yield near.term.id
