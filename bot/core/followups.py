"""Follow-ups: the answer to a question that leans on the one before."""

from __future__ import annotations

from dataclasses import replace

from bot.core import conversation, slots
from bot.core.conversation import Context
from bot.core.cover import own_coverage
from bot.core.figure_reader import read_figure
from bot.core.library import Library
from bot.core.outcome import Answer, Answered, Why
from bot.core.prose_reader import answer_with, lacking_figure, read_prose, unknown
from bot.core.results import Lacking
from bot.core.slots import Slots

ENOUGH = 0.4
"""Probability from which a record answers a follow-up: what was said before speaks for it besides."""
OWN = 0.5
"""Part of a follow-up's own words that a record needs to have; the question before may not carry it alone."""


def follow(library: Library, asked: Slots, context: Context) -> Answer:
    """Return the answer to *asked* with what it leaves out taken from *context*."""
    figures = context.figure or bool(asked.concepts)
    if figures and asked.wh not in ("why", "who", "where", "how"):
        found = _figure(library, asked, context)
        if found is not None:
            return found
    about = asked.ids("concept", "action", "asks", "commodity", "place", "org", "actor", "segment")
    if not (asked.rest or about or asked.mentions):
        return unknown(library, asked, [])  # a pronoun alone: "what is he doing these days"
    both = whole(library, asked, context)
    prose = [e for e in read_prose(library, asked, whole=both) if own_coverage(library, asked, e.record) >= OWN]
    best = prose[0] if prose else None
    if best is not None and not best.against and best.probability >= ENOUGH:
        made = answer_with(library, both, best, prose)
        return replace(made, why=replace(made.why, inherited=context.text))
    for merged in conversation.merges(asked, context) if figures else []:
        lacking = read_figure(library, merged)
        if isinstance(lacking, Lacking):
            return lacking_figure(library, merged, lacking, prose)
    return unknown(library, both, prose)


def whole(library: Library, asked: Slots, context: Context) -> Slots:
    """Return *asked* with the content words of the question before, read as one question."""
    read = slots.read(conversation.joined(asked, context), library.lexicon, asked.lang, library.newest)
    return replace(read, wh=asked.wh, negated=asked.negated, values=asked.values)


def _figure(library: Library, asked: Slots, context: Context) -> Answer | None:
    """Return what the series say to the likeliest reading that they say something to."""
    lacking: Lacking | None = None
    for merged in conversation.merges(asked, context):
        found = read_figure(library, merged)
        if isinstance(found, Lacking):
            lacking = lacking or found
        elif found is not None:
            return Answered(merged, found, 0.9, Why("figure", inherited=context.text))
    if lacking is None or not context.figure or asked.rest or asked.ids("action"):
        return None
    return lacking_figure(library, asked, lacking, [])
