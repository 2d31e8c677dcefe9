"""Suggestions while a command is typed: years, records and revisions, from what is held at this moment."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Coroutine, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.cogs._words import lang_of
from bot.core.answer import Question
from bot.core.phrases import STATUS, base, value_of
from bot.core.stats import period_of

if TYPE_CHECKING:
    from bot.core.edits import Revision
    from bot.core.models import Knowledge
    from bot.desk import Desk

log = logging.getLogger(__name__)

MAX_CHOICES = 25
MAX_NAME = 100

Suggest = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[Any]]]]


def quiet(suggest: Callable[[discord.Interaction[Any], str], Iterable[tuple[str, Any]]]) -> Suggest:
    """Return *suggest* as a callback for discord.py that offers nothing where it fails, and logs no names."""

    async def callback(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[Any]]:
        try:
            found = list(suggest(interaction, typed[:MAX_NAME]))
        except Exception:
            log.exception("Suggestions for %s failed", suggest.__name__)
            return []
        return [app_commands.Choice(name=name[:MAX_NAME], value=value) for name, value in found[:MAX_CHOICES]]

    return callback


def years(desk: Desk, question: str, typed: str) -> list[tuple[str, int]]:
    """Return the years that the series answering *question* has, newest first, that start with what is *typed*."""
    knowledge = desk.knowledge
    series = next((knowledge.series[r] for r in desk.respond(Question(question, "en")).records if r in knowledge.series), None)
    if series is None:
        return []
    held = {period_of(o).start.year for o in series.observations if o.rank != "deprecated"}
    return [(str(year), year) for year in sorted(held, reverse=True) if str(year).startswith(typed.strip())]


@quiet
def record(interaction: discord.Interaction[Any], typed: str) -> Iterable[tuple[str, str]]:
    """Suggest records: first those that would answer what is typed, then those whose label or id has every word of it."""
    desk: Desk = interaction.client.desk
    labels = _labels(desk.knowledge, lang_of(interaction.locale))
    answering = desk.respond(Question(typed)).records if typed.strip() else ()
    known = {ident: text for text, ident, _ in labels}
    words = _plain(typed).split()
    matching = (ident for _, ident, plain in labels if all(word in plain for word in words))
    found = dict.fromkeys((*(r for r in answering if r in known), *matching))
    return ((known[ident], ident) for ident in found)


@quiet
def revision(interaction: discord.Interaction[Any], typed: str) -> Iterable[tuple[str, int]]:
    """Suggest the newest revisions."""
    found = ((name(r), r.number) for r in interaction.client.desk.history(limit=MAX_CHOICES * 4))
    return (pair for pair in found if _plain(typed) in _plain(pair[0]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def name(made: Revision) -> str:
    """Return a line that tells *made* from other revisions."""
    return f"{made.number} · {made.change.id} · {made.why}"


def label(knowledge: Knowledge, ident: str, lang: str) -> str:
    """Return what the record *ident* is about, in *lang*."""
    return next((text for text, known, _ in _labels(knowledge, lang) if known == ident), ident)


@lru_cache(maxsize=4)
def _labels_of(kept: _ByDigest, lang: str) -> tuple[tuple[str, str, str], ...]:
    knowledge = kept.knowledge
    found = [*_figures(knowledge, lang), *((r.title.in_(lang), r.id) for r in knowledge.records.values())]
    found += [(f"{s.title.in_(lang)} ({s.id})", s.id) for s in knowledge.series.values()]
    return tuple((text, ident, _plain(f"{text} {ident}")) for text, ident in found if len(ident) <= MAX_NAME)


def _labels(knowledge: Knowledge, lang: str) -> tuple[tuple[str, str, str], ...]:
    return _labels_of(_ByDigest(knowledge), lang)


def _figures(knowledge: Knowledge, lang: str) -> Iterable[tuple[str, str]]:
    ranked = sorted(knowledge.observations.values(), key=lambda pair: ("preferred", "normal", "deprecated").index(pair[1].rank))
    for series, o in ranked:
        source = knowledge.sources.get(o.source)
        who = source.publisher if source else o.source
        part = f" {o.segment}" if o.segment else ""
        status = STATUS[o.status][base(lang)]
        yield f"{o.period}{part} · {value_of(series, o, lang)} · {series.title.in_(lang)} ({status}, {who})", o.id


class _ByDigest:
    """A snapshot that equals another of the same content, so that its labels are made once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __hash__(self) -> int:
        return hash(self.knowledge.digest)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _ByDigest):
            return False
        mine, theirs = self.knowledge, other.knowledge
        return mine is theirs or (bool(mine.digest) and mine.digest == theirs.digest)
