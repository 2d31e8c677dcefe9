"""Measures: in what respects a record that was found fits a question, each as a number.

`forest` makes of them how likely the record is right. They say nothing about one set of facts in particular: likeness,
coverage, margins, what is asked for and what is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.core import agents, wanted
from bot.core.cover import Cover
from bot.core.leftovers import FUNCTION_WORDS
from bot.core.models import Dispute, Element, Event, Fact, Position, Record, Series
from bot.core.profile import Profile, canonical
from bot.core.slots import Slots, question_word
from bot.core.text import stem, words

if TYPE_CHECKING:
    from bot.core.search import Hit

_ASKS = ("when", "who", "how-many", "outcome", "money", "how-long")
_RECORDS: tuple[type[Record | Series], ...] = (Fact, Event, Position, Dispute, Element, Series)
_GATES = (
    "lacks",
    "not about",
    "not of",
    "its metric",
    "of",
    "not",
    "year",
    "month",
    "number",
    "said by",
    "done by",
    "asks for",
    "day",
    "forbidden",
    "tells no",
    "rules out",
    "nothing asked",
    "counts no",
    "negated",
    "nobody knows",
    "too little",
    "not money",
)
"""How the reasons against a record begin; each is counted by itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a question is the same for all records."""

    text: str
    wants: frozenset[str]
    nouns: tuple[str, ...]
    attributes: tuple[str, ...]
    agents: frozenset[str]
    actors: tuple[str, ...]
    """The actors in the order in which they are first named."""
    said: frozenset[str]
    """The stems of all words, and the terms."""
    rest: tuple[str, ...]
    """The stems of the English words that nothing known explains."""
    row: tuple[float, ...]


SAME = 0.995
"""Likeness of the same words in another order."""
NAMES = (
    *("score", "second", "whole", "margin", "lead", "place"),
    *("coverage", "covered", "unmatched", "unasked", "strange", "numbers", "telling", "known"),
    *("profile-coverage", "unseen", "weight", "undated", "lacking", "answered", "in-answer", "told", "titled", "wh-same"),
    *("asks-same", "asks-lacking", "asks-extra", "wants-told", "wants-untold", "nouns-told", "nouns-untold"),
    *("attributes-told", "attributes-untold", "agent-same", "agent-other", "turned", "foreign"),
    *(f"gate-{name.replace(' ', '-')}" for name in _GATES),
    *(f"is-{kind.__name__.lower()}" for kind in _RECORDS),
    *("figure", "figure-lacking", "selfish", "laughs", "question", "words", "content", "cjk", "values", "dated", "negated"),
    *(f"wh-{name}" for name in ("when", "who", "many", "why", "where", "yes", "which", "how", "none")),
)
"""What each measure is called, in the order of `measures`."""


_SELF = re.compile(r"\b(?:i|i'm|im|i've|me|my|mine|we|our|us all)\b|我们?|俺|僕|私|うち")
_LAUGH = re.compile(r"\b(?:lol|lmao|rofl|haha\w*|omg|ffs|wtf|bro|dude|lads|yay|ugh|xd)\b|[笑草哈]{2}|www?$|ｗ|😂|🤣")


def of_question(asked: Slots, figure: float) -> Asked:
    """Return what of *asked* is the same for all records; *figure* is 1 where a figure was found, -1 where one is lacking."""
    wh = asked.wh
    row = (
        float(figure > 0),
        float(figure < 0),
        float(min(len(_SELF.findall(asked.text)), 3)),
        float(bool(_LAUGH.search(asked.text))),
        float(bool(wh) or "?" in asked.text),
        min(len(words(asked.text)), 40) / 10,
        min(len(asked.spots) + len(asked.rest), 14) / 6,
        float(asked.lang != "en"),
        float(bool(asked.values)),
        float(bool(asked.mentions)),
        float(asked.negated),
        *(float(wh == name) for name in ("when", "who")),
        float(wh in ("how many", "how long")),
        *(float(wh == name) for name in ("why", "where", "yes or no", "which", "how", "")),
    )
    return Asked(
        canonical(asked.text, asked.spots),
        wanted.wants(asked.text),
        tuple(wanted.nouns(asked.text)),
        tuple(wanted.attributes(asked.text)),
        frozenset(agents.before_verb(asked.text, asked.spots)),
        _actors(asked),
        frozenset(stem(word) for word in words(asked.text)) | {f"@{spot.term.id}" for spot in asked.spots},
        tuple(stem(word) for word in asked.rest if word.isascii()),
        row,
    )


def _actors(asked: Slots) -> tuple[str, ...]:
    inside = sorted((spot for spot in asked.spots if spot.term.kind == "actor"), key=lambda spot: spot.start)
    return tuple(dict.fromkeys(spot.term.id for spot in inside))


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found, with what is known of how it fits."""

    record: Record | Series
    profile: Profile
    hit: Hit
    cover: Cover
    against: tuple[str, ...]


def measures(asked: Slots, about: Asked, found: Found, hits: Sequence[Hit], foreign: Callable[[str], bool]) -> tuple[float, ...]:
    """Return the measures of *found* among *hits*, in the order of NAMES; *foreign* tells words that nothing is about."""
    record, profile, hit, cover, against = found.record, found.profile, found.hit, found.cover, found.against
    best = hits[0].rank
    rival = next((other.rank for other in hits if other.record != hit.record), 0.0)
    said, phrased = asked.ids("asks"), set(hit.phrasing.split())
    asks = {name for name in _ASKS if f"@{name}" in phrased}
    own = [word for word in about.attributes if word in profile.said or f"@{word}" in profile.said]
    rest = [w for w in cover.lacking if not w.startswith(("#", "="))]
    return (
        *(hit.score, hit.second, hit.whole, hit.rank - rival, hit.rank - best, float(hits.index(hit))),
        *(hit.coverage, hit.covered, hit.unmatched, hit.unasked, hit.strange, float(hit.numbers), hit.telling, hit.known),
        *(
            cover.part,
            float(min(cover.unseen, 4)),
            min(cover.weight, 6.0),
            min(cover.undated, 6.0),
            float(len(rest)),
            float(hit.score >= SAME),
        ),
        *(_in_answer(about, profile), cover.told, _titled(about, profile), _same_word(asked, hit)),
        *(float(len(said & asks)), float(len(said - profile.asked)), float(len(asks - said))),
        *(float(len(about.wants & profile.tells)), float(len(about.wants - profile.tells))),
        *(float(sum(n in profile.counted for n in about.nouns)), float(sum(n not in profile.counted for n in about.nouns))),
        *(float(len(own)), float(len(about.attributes) - len(own))),
        *(float(len(about.agents & profile.agents)), float(len(about.agents - profile.agents) if profile.agents else 0)),
        *(float(turned(hit, about.actors)), float(sum(foreign(word) for word in asked.rest))),
        *_gates(against),
        *(float(isinstance(record, kind)) for kind in _RECORDS),
        *about.row,
    )


def turned(hit: Hit, named: Sequence[str]) -> bool:
    """Tell whether the actors *named* by the question, in its order, stand in the phrasing in the opposite order."""
    if len(named) < 2:  # noqa: PLR2004 - one actor has no order
        return False
    words = hit.phrasing.split()
    places = [words.index(f"@{name}") for name in named if f"@{name}" in words]
    return len(places) > 1 and places == sorted(places, reverse=True)


def _titled(about: Asked, profile: Profile) -> float:
    """Return the part of the title's content words and terms that the question has."""
    content = {word for word in profile.titled if word[0] == "@" or (word not in FUNCTION_WORDS and len(word) > 2)}  # noqa: PLR2004
    return len(content & about.said) / len(content) if content else 0.0


def _same_word(asked: Slots, hit: Hit) -> float:
    """Return 1 where question and phrasing have one question word, -1 where they have two different ones."""
    other = question_word(hit.phrasing.replace("@", ""))
    return 0.0 if not asked.wh or not other else 1.0 if asked.wh == other else -1.0


def _in_answer(about: Asked, profile: Profile) -> float:
    """Return the part of the question's leftover words that the record's own text has."""
    return sum(word in profile.said for word in about.rest) / len(about.rest) if about.rest else 1.0


def _gates(against: Sequence[str]) -> list[float]:
    counts = dict.fromkeys(_GATES, 0.0)
    for reason in against:
        counts[max((gate for gate in _GATES if reason.startswith(gate)), key=len)] += 1
    return list(counts.values())
