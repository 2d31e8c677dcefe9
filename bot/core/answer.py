"""The decision: from a question and its conversation to an answer, a choice, or "I don't know".

Two readers look at a question. The figure reader answers when every word of it is understood; the prose reader answers
when one record shares the question's years, actors, goods and places, and nearly all of its words. What neither can
answer is said to be unknown, with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core import clauses, conversation, slots
from bot.core.conversation import Context
from bot.core.evidence import Evidence
from bot.core.figure_reader import is_talk_around, likely_figure, series_of, unexplained
from bot.core.figures import of_series
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
from bot.core.prose_reader import CLOSE, MAX_CHOICES, MAYBE, answer_with, decide, lacking_figure, read_prose, sure
from bot.core.results import Figure, Lacking, Lookup
from bot.core.slots import Slots
from bot.core.text import language
from bot.core.timelines import timeline
from bot.core.wanted import nouns

__all__ = [
    "CLOSE",
    "MAX_CHOICES",
    "MAYBE",
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

CLEARLY = 0.12
"""How much likelier another series has to be than the one that the figure is of."""
TELLING = 0.9
"""Probability from which one record answers before a timeline does."""
MORE_THAN_MEASURE, MORE_THAN_FIGURE = 0.7, 0.85
"""Probability from which a record is meant where a figure is lacking: for want of a measure, place or good, or of a period."""
DISPUTED = 0.8
"""Probability from which two stated figures are taken for a question about the dispute between them."""
SAME_WORDS = 0.93
"""Likeness from which a record that was asked for in its own words answers before a figure."""
ALIKE, CERTAIN = 0.78, 0.97
"""Likeness and probability from which a record answers before a figure when several firms or places are named."""


_TO_THE_BOT = re.compile(
    r"^(?:this|the|that|you|ur|u|stupid|dumb|good|bad|nice|great|useless|silly) (?:\w+ )?bot\b"
    r"(?! (?:what|who|when|how|why|where))"
    r"|\bignore\b.{0,30}\b(?:rules?|instructions?|prompts?)\b|\byou are (?:now )?\w*(?:bot|dan)\b|\bsystem prompt\b|\bno rules\b"
    r"|^机器人(?:真|好|太)|(?:忽略|无视|忘掉).{0,10}(?:规则|指令|提示|设定)|系统提示|指示.{0,6}无视"
)
"""A message that judges the bot, or orders it about, asks nothing."""


def answer(library: Library, question: Question, context: Context | None = None) -> Answer:
    """Return the answer to *question*, which may lean on *context*."""
    lang = question.lang or language(question.text)
    asked = slots.read(question.text, library.lexicon, lang, library.newest)
    told = is_small_talk(asked)
    asks = clauses.matter(asked)
    if asks != asked.text and not told:
        asked = slots.read(asks, library.lexicon, lang, library.newest)
    if not asked.text or (is_small_talk(asked) and not (context is not None and asked.wh)):
        return Unknown(asked, 0.0, Why("small talk"), small_talk=True)
    if context is not None and context.text and (conversation.leans(asked) or (context.figure and conversation.is_bare(asked))):
        return follow(library, asked, context)
    made = _alone(library, asked)
    core = clauses.core_question(asked) if isinstance(made, Unknown) else None
    if core is None:
        return made
    other = _alone(library, slots.read(core, library.lexicon, lang, library.newest))
    return made if isinstance(other, Unknown) else other


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


def is_small_talk(asked: Slots) -> bool:
    """Tell whether a message holds nothing but greetings, thanks and the like."""
    if _TO_THE_BOT.search(asked.text):
        return True
    return (
        not asked.mentions
        and not asked.rest
        and all(s.term.kind in ("chatter", "filler") for s in asked.spots)
        and not asked.values
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What the two readers see in a question: *figure* where some words may be talk, *found* where all are understood."""

    library: Library
    asked: Slots
    figure: Figure | None
    found: Figure | None
    prose: list[Evidence]

    @property
    def best(self) -> Evidence | None:
        """Return the likeliest record that no gate puts out."""
        return next((evidence for evidence in self.prose if not evidence.against), None)

    def figures(self, found: Figure, confidence: float = 0.95) -> Answered:
        """Return *found* as the answer."""
        return Answered(self.asked, found, confidence, Why("figure", tuple(self.prose[:3])))


def _alone(library: Library, asked: Slots) -> Answer:
    figure = likely_figure(library, asked)
    found = None if figure is None or unexplained(library, asked, series_of(figure)) else figure
    if found is not None and not isinstance(found, Lacking) and not _may_be_prose(asked):
        return Answered(asked, found, 0.95, Why("figure"))
    prose = read_prose(library, asked, 0.0 if found is None else -1.0 if isinstance(found, Lacking) else 1.0)
    look = _Look(library, asked, figure, found, prose)
    return next(made for step in _STEPS if (made := step(look)) is not None)


def _where_a_figure_is_lacking(look: _Look) -> Answer | None:
    """Return the likely record, else what is lacking; a single day is more often that of an event."""
    found, best = look.found, look.best
    if not isinstance(found, Lacking) or (found.what == "period" and found.period and found.period.grain == "day"):
        return None
    enough = MORE_THAN_FIGURE if found.what == "period" else MORE_THAN_MEASURE
    if best is not None and best.probability >= enough and best.record != found.series.id:
        return answer_with(look.library, look.asked, best, look.prose)
    return lacking_figure(look.library, look.asked, found, look.prose)


def _figure(look: _Look) -> Answer | None:
    """Return the figure that was found, unless another series or a record answers better."""
    found, best = look.found, look.best
    if found is None or isinstance(found, Lacking):
        return None
    if best is not None and _is_other_series(look, best, found):
        return answer_with(look.library, look.asked, best, look.prose)
    return None if best is not None and _prose_wins(look.library, look.asked, best, found) else look.figures(found)


def _happened(look: _Look) -> Answer | None:
    """Return the events of the period that is asked about."""
    made = timeline(look.library, look.asked)
    if made is None:
        return None
    why = Why("timeline", tuple(look.prose[:3]))
    if len(made.events) == 1 and made.period.grain == "day":
        return Answered(look.asked, ProseAnswer(made.events[0]), 0.9, why)
    return Answered(look.asked, made, 0.85, why) if look.best is None or look.best.probability < TELLING else None


def _amid_talk(look: _Look) -> Answer | None:
    """Return the figure of a question with talk around it, where no record answers."""
    figure = look.figure
    if figure is None or look.found is not None or isinstance(figure, Lacking):
        return None
    answers = look.best is not None and look.best.probability >= sure(look.asked.lang)
    return None if answers or not is_talk_around(look.library, look.asked, figure) else look.figures(figure, 0.8)


def _prose(look: _Look) -> Answer:
    """Return the best record's answer, a choice, or that nothing is known."""
    return decide(look.library, look.asked, look.prose)


_STEPS: tuple[Callable[[_Look], Answer | None], ...] = (_where_a_figure_is_lacking, _figure, _happened, _amid_talk, _prose)


def _is_other_series(look: _Look, best: Evidence, found: Figure) -> bool:
    """Tell whether another series is clearly more like the question than the one that the figure is of, and answers too."""
    record = look.library.record(best.record)
    own = next((e.probability for e in look.prose if e.record == series_of(found).id), 0.0)
    if not isinstance(found, Lookup) or not isinstance(record, Series) or best.probability < max(TELLING, own + CLEARLY):
        return False
    other = of_series(look.library.knowledge, look.asked, record)
    return other is not None and not isinstance(other, Lacking)


def _may_be_prose(asked: Slots) -> bool:
    """Tell whether a question that a figure answers may be better answered in prose."""
    return bool(
        asked.values
        or asked.rest
        or asked.statuses
        or asked.wh in ("why", "how", "yes or no", "which")
        or not asked.mentions
        or asked.ids("org", "action")
        or any(nouns(asked.text))
    )


def _prose_wins(library: Library, asked: Slots, best: Evidence, found: Figure) -> bool:
    """Tell whether a record answers better than the figure that was found."""
    record = library.record(best.record)
    if isinstance(record, Series) and not (asked.wh in ("why", "how") or best.similarity >= SAME_WORDS):
        return False
    if not asked.mentions and not asked.operations and isinstance(found, Lookup) and best.probability >= TELLING:
        return True  # "what is a general licence for magnets"
    if asked.wh in ("why", "how"):
        return _asks_in_words(asked) and best.probability >= sure(asked.lang)
    if asked.wh == "yes or no" and "change" in asked.operations and asked.periods and not (asked.rest or asked.ids("action")):
        return False  # whether it fell is said by the figures
    if len(asked.values) > 1 and isinstance(record, Dispute):
        return best.probability >= DISPUTED
    alike = best.similarity >= ALIKE and best.probability >= CERTAIN
    return best.similarity >= SAME_WORDS or (alike and len(asked.ids("org", "place")) > 1)


def _asks_in_words(asked: Slots) -> bool:
    """Tell whether "why" or "how" asks for more than figures: not "why do sources differ", "how did it change"."""
    if asked.wh == "why":
        return "rivals" not in asked.operations
    return not (asked.periods and asked.operations & {"change", "compare", "rivals"})
