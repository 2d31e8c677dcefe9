"""Why this answer: what was read in the question, which records were weighed, and why the others lost.

For people who doubt an answer and for bug reports; in English, since it names the parts of the program.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.answer import Answer, Answered, ProseAnswer, TimelineAnswer, Unknown
from bot.core.evidence import Evidence
from bot.core.figures import Lacking
from bot.core.periods import label
from bot.core.slots import Slots

SHOWN = 4
"""Records that are shown with what spoke for and against them."""
_SILENT = ("filler", "chatter")


def explain(answer: Answer) -> str:
    """Return in a few lines how *answer* came about."""
    return "\n".join([*_reading(answer.slots), *_path(answer), *_weighed(answer.why.evidence[:SHOWN])])


def _reading(slots: Slots) -> Iterator[str]:
    words = [f"{spot.surface} = {spot.term.id} ({spot.term.kind})" for spot in slots.spots if spot.term.kind not in _SILENT]
    yield f"Language: {slots.lang}. Read: {'; '.join(words) or 'no known word'}."
    if slots.corrected:
        yield "Corrected: " + ", ".join(f"{wrong} → {right}" for wrong, right in slots.corrected) + "."
    if slots.periods:
        yield "Period: " + ", ".join(label(period, "en") for period in slots.periods) + "."
    sides = [f"{actor.id} ({actor.role})" for actor in slots.actors if actor.role != "any"]
    if sides:
        yield "Direction: " + ", ".join(sides) + "."
    if slots.rest:
        yield "Words that no term explains: " + ", ".join(slots.rest) + "."


def _path(answer: Answer) -> Iterator[str]:
    if answer.why.inherited is not None:
        yield f"Read as a follow-up of: {answer.why.inherited}"
    match answer:
        case Answered(found=ProseAnswer(record=record)):
            yield f"Answered with the record {record.id}, probability {answer.confidence:.2f}."
        case Answered(found=TimelineAnswer(events=events)):
            yield f"Answered with the {len(events)} events of the period."
        case Answered():
            yield f"Answered from figures ({type(answer.found).__name__.lower()}); every word of the question is understood."
        case Unknown(lacking=Lacking() as lacking):
            yield f"Not answered: {lacking.series.id} is the nearest series, and it lacks the {lacking.what}."
        case _:
            yield f"Not answered: no record is sure enough (best {answer.confidence:.2f})."


def _weighed(evidence: tuple[Evidence, ...]) -> Iterator[str]:
    for one in evidence:
        gates = "; ".join(one.against) if one.against else "passed every gate"
        lacks = f"; lacks {', '.join(one.unmatched[:6])}" if one.unmatched else ""
        alike = f"likeness {one.similarity:.2f} to “{one.phrasing}”, coverage {one.coverage:.2f}"
        yield f"- {one.record}: {alike}{lacks}; {gates}; probability {one.probability:.2f}"
