"""Follow-ups: which questions lean on the one before, and what they take over from it.

A full question never inherits. What leans is read again with the words of the earlier question that it leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.core.periods import Mention, moved
from bot.core.slots import Actor, Slots

MAX_LEANING_WORDS = 7
"""Content words up to which a question without a subject of its own may lean on the one before."""
MAX_BARE = 3
"""Things that a question may name and still be no more than "and the US?"."""

_CUE = re.compile(
    r"^(?:and|but|so|then|ok(?:ay)?|what about|how about|what of|also|same for|or)\b|\b(?:tho|though|then)\W*$"
    r"|^(?:で[、,は ]|では|じゃ|それ|そして|あと|ちなみに|また|その|なら)|^(?:那|还有|那么|另外|然后|同样|其|这)|(?:呢|は)[??]?$"
)
_NEXT = (
    (re.compile(r"\b(?:the )?(?:next|following) year\b|\byear after\b|翌年|次の年|第二年|下一年|后一年|隔年"), 1),
    (re.compile(r"\b(?:the )?(?:previous|prior) year\b|\byear before\b|前年|前の年|前一年|上一年"), -1),
)
_PRONOUN = re.compile(
    r"\b(?:it|its|that|this|they|them|their|those|these|he|his|him|she|her|there|the same|one)\b|それ|その|これ|この|彼|そこ|同じ|它|他|她|这|那|其中|该"
)
_TOPIC = frozenset({"place", "org", "commodity"})
_EVERYWHERE = frozenset({"rare-earths", "senkaku"})
_STAGES = frozenset({"mining", "smelting", "production", "export", "import"})
_PASSING = frozenset({"begin", "finish", "why", "where", "resume", "publish", "establish", "sue"})
_MEASURES = frozenset(
    {"days", "vessels", "cases", "hours", "volume", "value", "share", "price", "streak", "stay", "entries", "presence"}
)

_OVER_TIME = frozenset({"highest", "lowest", "average", "total", "trend", "latest", "first", "streak", "stay"})
"""What is asked of a metric over all its periods, whichever the question before named."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the conversation was about: the last question as it was understood, and what answered it."""

    text: str
    slots: Slots
    records: tuple[str, ...] = ()
    figure: bool = False


def leans(asked: Slots) -> bool:
    """Tell whether a question is incomplete without the one before."""
    words = [w for w in asked.text.split() if w]
    topic = any(s.term.kind in _TOPIC and s.term.id not in _EVERYWHERE for s in asked.spots)
    concept = bool(asked.concepts)
    complete = bool(asked.wh and asked.ids("action", "asks") and asked.ids("place"))  # "who owns the islands"
    topic = topic or complete
    if _CUE.search(asked.text) and not (concept and topic and asked.mentions):
        return True
    if _PRONOUN.search(asked.text) and not topic and len(words) <= 2 * MAX_LEANING_WORDS:
        return True
    return not topic and not (concept and asked.mentions) and len(asked.rest) + len(asked.spots) <= MAX_LEANING_WORDS


def is_bare(asked: Slots) -> bool:
    """Tell whether a question names nothing but another good, country or period ("holmium?", "and the tungsten one")."""
    named = [s for s in asked.spots if s.term.kind not in ("filler", "chatter")]
    return (
        not asked.rest
        and len(named) + len(asked.mentions) <= MAX_BARE
        and all(s.term.kind in ("commodity", "actor", "segment", "place") for s in named)
    )


def merges(asked: Slots, context: Context) -> list[Slots]:
    """Return the readings of *asked* with what it leaves out taken from *context*, the most likely first."""
    before = context.slots
    mentions = _dated(asked, before) or before.mentions
    if asked.operations & {"compare", "change"} and len(asked.mentions) == 1 and len(before.mentions) == 1:
        mentions = (*before.mentions, *mentions)  # "compared to 2010?" after a question about 2011
    carried = [
        s
        for s in before.spots
        if s.term.kind in ("place", "org", "commodity", "segment", "actor") and not _replaced(s.term.kind, asked)
    ]
    old_concepts = [s for s in before.spots if s.term.kind == "concept"]
    old_operations = [s for s in before.spots if s.term.kind in ("operation", "status")]
    if not asked.concepts:
        kept = [*old_concepts, *([] if asked.operations or asked.mentions else old_operations)]
        options = [kept]
    elif asked.concepts & {"quota", "export", "import", "mining", "smelting", "price", "production", "reserves"}:
        options = [[], [s for s in old_concepts if s.term.id not in _STAGES], old_concepts]
    else:
        options = [old_concepts, [s for s in old_concepts if s.term.id not in _MEASURES], []]
    made = [
        replace(
            asked,
            spots=(*asked.spots, *carried, *more),
            mentions=mentions,
            actors=actors,
            ranged=asked.ranged or (not asked.mentions and before.ranged),
        )
        for more in options
        for actors in _actors(asked, before)
    ]
    undated = not asked.mentions and (asked.operations | asked.concepts) & _OVER_TIME
    return [*made, *(replace(one, mentions=()) for one in made)] if undated else made


def _actors(asked: Slots, before: Slots) -> list[tuple[Actor, ...]]:
    """Return whom the question is about: with those from before ("to Japan?"), or instead of the last one ("and the US?")."""
    own = {actor.id for actor in asked.actors}
    kept = tuple(a for a in before.actors if a.id not in own)
    if not own or not kept:
        return [asked.actors + kept]
    return [asked.actors + kept[:-1], asked.actors + kept, asked.actors] if len(kept) > 1 else [asked.actors + kept, asked.actors]


def _dated(asked: Slots, before: Slots) -> tuple[Mention, ...]:
    """Return the periods of *asked*; a month without a year is one of the year that the conversation is about."""
    if not before.periods:
        return asked.mentions
    year = before.periods[0].year
    for pattern, step in _NEXT:
        if pattern.search(asked.text) and before.periods[0].grain in ("year", "fiscal"):
            moved_on = replace(
                before.periods[0],
                start=before.periods[0].start.replace(year=year + step),
                end=before.periods[0].end.replace(year=before.periods[0].end.year + step),
            )
            return (replace(before.mentions[0], period=moved_on),)
    return tuple(replace(m, period=moved(m.period, year), yearless=False) if m.yearless else m for m in asked.mentions)


def _replaced(kind: str, asked: Slots) -> bool:
    """Tell whether the question names its own thing of *kind* (actors add up: "to Japan?" keeps China)."""
    return kind != "actor" and any(s.term.kind == kind for s in asked.spots)


def joined(asked: Slots, context: Context) -> str:
    """Return *asked* with the content words of the question before, to be read as one question."""
    before = context.slots
    words = [
        s.surface
        for s in before.spots
        if s.term.kind not in ("filler", "chatter", "operation", "status", "asks") and not _own(s.term.id, asked)
    ]
    words += [w for w in before.rest if w not in asked.rest]
    if not asked.mentions:
        words += [before.text[m.start : m.end] for m in before.mentions]
    return f"{asked.text} {' '.join(words)}"


def _own(ident: str, asked: Slots) -> bool:
    """Tell whether the question says *ident* itself, or it was about the moment and not the matter."""
    return ident in _PASSING or any(s.term.id == ident for s in asked.spots)
