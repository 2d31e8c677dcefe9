"""The decision: from a question and its conversation to an answer, a choice, or "I don't know".

Two readers look at a question. The figure reader answers when every word of it is understood; the prose reader answers
when one record shares the question's years, actors, goods and places, and nearly all of its words. What neither can
answer is said to be unknown, with what is missing.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core import conversation, slots
from bot.core.conversation import Context
from bot.core.evidence import EXACT, Evidence
from bot.core.figure_reader import read_figure, unexplained
from bot.core.followups import follow
from bot.core.library import Library
from bot.core.models import Dispute, Series
from bot.core.outcome import (
    Answer,
    Answered,
    Choices,
    Option,
    ProseAnswer,
    Question,
    TimelineAnswer,
    Unknown,
    Why,
)
from bot.core.prose_reader import ALONE, CLOSE, MAX_CHOICES, MAYBE, SURE, answer_with, decide, lacking_figure, read_prose
from bot.core.results import Lacking
from bot.core.slots import Slots
from bot.core.text import language
from bot.core.timelines import timeline

__all__ = [
    "ALONE",
    "CLOSE",
    "MAX_CHOICES",
    "MAYBE",
    "SURE",
    "Answer",
    "Answered",
    "Choices",
    "Option",
    "ProseAnswer",
    "Question",
    "TimelineAnswer",
    "Unknown",
    "Why",
    "answer",
    "context_after",
    "unexplained",
]

TELLING = 0.9
"""Probability from which one record answers before a timeline does."""
OTHER_METRIC = (0.95, 0.7)
"""Probability and likeness from which another series than the one that lacks the figure is meant."""
MORE_THAN_MEASURE, MORE_THAN_FIGURE = 0.75, 0.85
"""Probability from which a record is meant where a figure is lacking: for want of a measure, place or good, or of a period."""
DISPUTED = 0.8
"""Probability from which two stated figures are taken for a question about the dispute between them."""
SAME_WORDS = 0.93
"""Likeness from which a record that was asked for in its own words answers before a figure."""
ALIKE, CERTAIN = 0.78, 0.97
"""Likeness and probability from which a record answers before a figure when several firms or places are named."""


def answer(library: Library, question: Question, context: Context | None = None) -> Answer:
    """Return the answer to *question*, which may lean on *context*."""
    lang = question.lang or language(question.text)
    asked = slots.read(question.text, library.lexicon, lang, library.newest)
    if not asked.text or (_is_small_talk(asked) and not (context is not None and asked.wh)):
        return Unknown(asked, 0.0, Why("small talk"), small_talk=True)
    if context is not None and context.text and (conversation.leans(asked) or (context.figure and conversation.is_bare(asked))):
        return follow(library, asked, context)
    return _alone(library, asked)


def context_after(before: Context | None, made: Answer) -> Context:
    """Return what the conversation is about after *made*; what was not answered changes nothing."""
    if not isinstance(made, Answered):
        return before if before is not None else Context("", made.slots)
    found = made.found
    records = (found.record.id,) if isinstance(found, ProseAnswer) else ()
    figure = not isinstance(found, ProseAnswer | TimelineAnswer)
    if made.why.inherited is not None and before is not None and not figure:
        return replace(before, records=records)  # a prose follow-up keeps the matter of the full question before it
    return Context(made.slots.text, made.slots, records, figure)


def _is_small_talk(asked: Slots) -> bool:
    return (
        not asked.mentions
        and not asked.rest
        and all(s.term.kind in ("chatter", "filler") for s in asked.spots)
        and not asked.values
    )


def _alone(library: Library, asked: Slots) -> Answer:
    found = read_figure(library, asked)
    if found is not None and not isinstance(found, Lacking) and not _may_be_prose(asked):
        return Answered(asked, found, 0.95, Why("figure"))
    prose = read_prose(library, asked)
    best = prose[0] if prose else None
    if isinstance(found, Lacking):
        if best is not None and not best.against and _is_more_than_a_figure(library, asked, best, found):
            return answer_with(library, asked, best, prose)
        return lacking_figure(library, asked, found, prose)
    if found is not None and not _prose_wins(library, asked, best):
        return Answered(asked, found, 0.95, Why("figure", tuple(prose[:3])))
    happened = timeline(library, asked)
    if happened is not None and (best is None or best.probability < TELLING):
        return Answered(asked, happened, 0.85, Why("timeline", tuple(prose[:3])))
    return decide(library, asked, prose)


def _is_more_than_a_figure(library: Library, asked: Slots, best: Evidence, lacking: Lacking) -> bool:
    """Tell whether a question that no series answers may be about something else than the missing figure."""
    if isinstance(library.record(best.record), Series):
        probability, likeness = OTHER_METRIC
        return best.probability >= probability and best.similarity >= likeness and best.record != lacking.series.id
    if best.similarity >= EXACT:
        return True
    if asked.values:
        return False
    more = bool(asked.rest or asked.ids("action", "org"))
    enough = MORE_THAN_MEASURE if lacking.what in ("measure", "place", "commodity") else MORE_THAN_FIGURE
    return best.probability >= enough and more and asked.wh not in ("how many", "how long")


def _may_be_prose(asked: Slots) -> bool:
    """Tell whether a question that a figure answers may be better answered in prose."""
    return bool(
        asked.values
        or asked.rest
        or asked.statuses
        or asked.wh in ("why", "how", "yes or no", "which")
        or not asked.mentions
        or asked.ids("org", "action")
    )


def _prose_wins(library: Library, asked: Slots, best: Evidence | None) -> bool:
    """Tell whether a record answers better than the figure that was found."""
    if best is None or best.against:
        return False
    if asked.wh == "why" and "rivals" in asked.operations:
        return False
    if asked.wh == "why" or (asked.wh == "how" and not (asked.periods and asked.operations & {"change", "compare", "rivals"})):
        return best.probability >= SURE
    if asked.wh == "yes or no" and "change" in asked.operations and asked.periods and not (asked.rest or asked.ids("action")):
        return False  # whether it fell is said by the figures
    if len(asked.values) > 1 and isinstance(library.record(best.record), Dispute):
        return best.probability >= DISPUTED
    alike = best.similarity >= ALIKE and best.probability >= CERTAIN and not isinstance(library.record(best.record), Series)
    return best.similarity >= SAME_WORDS or (alike and len(asked.ids("org", "place")) > 1)
