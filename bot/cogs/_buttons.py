"""Buttons that go on working after a restart: what they do stands in their custom_id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.cogs import _errors
from bot.cogs._words import lang_of, say
from bot.core.answer import Question

if TYPE_CHECKING:
    from bot.core.models import Knowledge
    from bot.core.reply import Choice

MAX_CUSTOM_ID = 100
MAX_LABEL = 80
MAX_BUTTONS = 25


class Guarded(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"$^"):
    """A button whose errors end where all others do."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for."""
        try:
            await self.press(interaction)
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the user gets a sentence
            await _errors.report(interaction, error)

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for, or raise."""
        raise NotImplementedError


class AskButton(Guarded, template=r"ask:(?P<lang>[A-Za-z-]*):(?P<text>.+)"):
    """Asks a complete question in the language of the reply that it stands under."""

    def __init__(self, label: str, question: str, lang: str, custom_id: str | None = None) -> None:
        """Make a button for *question* that says *label*."""
        custom_id = custom_id or f"ask:{lang}:{question}"
        if len(custom_id) > MAX_CUSTOM_ID:
            custom_id = f"ask:{lang}:#{_digest(question)}"
        super().__init__(discord.ui.Button(label=(label.strip() or question)[:MAX_LABEL], custom_id=custom_id))
        self.question = question
        self.lang = lang

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, perhaps one of an earlier run."""
        text = match["text"]
        if text.startswith("#"):
            text = _find(interaction.client.desk.knowledge, text.removeprefix("#")) or ""
        return cls(getattr(item, "label", None) or "?", text, match["lang"], match[0])

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the question behind the button."""
        from bot.cogs._send import send, session  # the sending of replies makes these buttons

        if not self.question:
            raise _errors.Refused(say("stale-button", lang_of(interaction.locale)))
        named = session(interaction.channel_id, interaction.user.id)
        await send(interaction, interaction.client.desk.respond(Question(self.question, self.lang or None, named)))


def choices(offered: Sequence[Choice], lang: str) -> discord.ui.View | None:
    """Return a button for each of the choices *offered*, or None when there are none."""
    buttons = {b.item.custom_id: b for b in (AskButton(c.label, c.q, lang) for c in offered[:MAX_BUTTONS] if c.q.strip())}
    return view(*buttons.values()) if buttons else None


def view(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """Return *items* as a view that discord.py need not remember: they are all found by their custom_id."""
    made = discord.ui.View(timeout=None)
    for item in items:
        made.add_item(item)
    made.stop()
    return made


def _digest(question: str) -> str:
    return hashlib.blake2b(question.encode(), digest_size=16).hexdigest()


def _find(knowledge: Knowledge, digest: str) -> str | None:
    return next((text for text in _questions(knowledge) if _digest(text) == digest), None)


def _questions(knowledge: Knowledge) -> Iterator[str]:
    """Yield every question that a choice may carry: the phrasings and titles of all that can be asked for."""
    for record in (*knowledge.records.values(), *knowledge.series.values()):
        yield from (text for _, text in record.ask.all())
        yield from (text for text in (record.title.en, record.title.ja, record.title.zh) if text)


ALL: tuple[type[Guarded], ...] = (AskButton,)
