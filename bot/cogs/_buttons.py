"""Buttons that go on working after a restart: what they do stands in their custom_id."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar, Self

import discord

from bot.cogs import _errors
from bot.cogs._words import lang_of, say
from bot.core.answer import Question
from bot.errors import ChartError

if TYPE_CHECKING:
    from bot.core.chart import Picture
    from bot.core.models import Knowledge, Record, Series
    from bot.core.reply import Choice, Reply
    from bot.desk import Desk

MAX_CUSTOM_ID = 100
MAX_LABEL = 80
MAX_BUTTONS = 25
MIN_POINTS = 3
"""Figures from which a chart shows more than the sentence does."""
_DIGEST = re.compile(r"#[0-9a-f]{32}")  # a question may begin with "#" too


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


def _template(key: str) -> str:
    return rf"{key}:(?P<lang>[A-Za-z-]*):(?P<text>.+)"


class QuestionButton(Guarded, template=r"$^"):
    """A button about a complete question; its custom_id holds the question, or the digest of one that is too long."""

    key: ClassVar[str]

    def __init__(self, label: str, question: str, lang: str, custom_id: str | None = None) -> None:
        """Make a button about *question* that says *label*."""
        custom_id = custom_id or _custom_id(self.key, lang, question)
        super().__init__(discord.ui.Button(label=(label.strip() or question)[:MAX_LABEL], custom_id=custom_id))
        self.question = question
        self.lang = lang

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, perhaps one of an earlier run."""
        text = match["text"]
        if _DIGEST.fullmatch(text):
            text = _find(interaction.client.desk.knowledge, text.removeprefix("#")) or ""
        return cls(getattr(item, "label", None) or "?", text, match["lang"], match[0])

    def asked(self, interaction: discord.Interaction[Any], session: str | None = None) -> Question:
        """Return the question behind the button, as part of *session*; `Refused` when it is not held any more."""
        if not self.question:
            raise _errors.Refused(say("stale-button", lang_of(interaction.locale)))
        return Question(self.question, self.lang or None, session)


class AskButton(QuestionButton, template=_template("ask")):
    """Asks its question in the language of the reply that it stands under."""

    key = "ask"

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the question behind the button."""
        from bot.cogs._send import send, session  # the sending of replies makes these buttons

        await send(interaction, self.asked(interaction, session(interaction.channel_id, interaction.user.id)))


class WhyButton(QuestionButton, template=_template("why")):
    """Tells whoever presses it how the answer to its question comes about, with the facts as they are now.

    The question is asked outside of every conversation, so that asking why changes none. Hence an answer that leaned on
    a conversation has no such button: that conversation is not kept, and the question alone would be explained wrongly.
    """

    key = "why"

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Explain the answer, to nobody else."""
        from bot.cogs._send import LIMIT, clamp, escape  # the sending of replies makes these buttons

        desk = interaction.client.desk
        text = desk.why(desk.ask(self.asked(interaction)))
        await interaction.response.send_message(clamp(escape(text), LIMIT), ephemeral=True, suppress_embeds=True)


class ChartButton(QuestionButton, template=_template("chart")):
    """Draws the answer to its question for everybody; where the answer leaned on a conversation there is none, as with why."""

    key = "chart"

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Send the chart, with what it shows in words for who does not see it."""
        desk, question = interaction.client.desk, self.asked(interaction)
        await interaction.response.defer()  # drawing takes a while; without "thinking" a refusal can still be for one alone
        picture = await _drawn(desk, desk.respond(question), lang_of(interaction.locale))
        file = discord.File(BytesIO(picture.png), "chart.png", description=picture.alt)
        await interaction.followup.send(file=file)


async def _drawn(desk: Desk, reply: Reply, lang: str) -> Picture:
    """Return the chart of *reply*; `Refused`, in *lang*, when there is none any more or nothing to draw it with."""
    try:
        picture = await asyncio.to_thread(desk.picture, reply)
    except ChartError:
        raise _errors.Refused(say("no-charts", lang)) from None
    if picture is None:
        raise _errors.Refused(say("stale-button", lang))
    return picture


def choices(offered: Sequence[Choice], lang: str) -> discord.ui.View | None:
    """Return a button for each of the choices *offered*, or None when there are none."""
    buttons = {b.item.custom_id: b for b in (AskButton(c.label, c.q, lang) for c in offered[:MAX_BUTTONS] if c.q.strip())}
    return view(*buttons.values()) if buttons else None


def beside(answer: Reply, question: Question, knowledge: Knowledge) -> discord.ui.View | None:
    """Return the buttons beside *answer*: why it is the answer, and its chart; None where *question* could not be found again."""
    kinds: tuple[type[QuestionButton], ...] = (WhyButton, ChartButton) if _has_chart(answer) else (WhyButton,)
    lang, text = question.lang or "", question.text
    held = [kind for kind in kinds if _fits(f"{kind.key}:{lang}:{text}") or text in _phrasings(knowledge, answer.records)]
    return view(*(kind(say(f"{kind.key}-button", answer.lang), text, lang) for kind in held)) if held else None


def _has_chart(answer: Reply) -> bool:
    return answer.chart is not None and len(answer.chart.points) >= MIN_POINTS


def view(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """Return *items* as a view that discord.py need not remember: they are all found by their custom_id."""
    made = discord.ui.View(timeout=None)
    for item in items:
        made.add_item(item)
    made.stop()
    return made


def _custom_id(key: str, lang: str, question: str) -> str:
    whole = f"{key}:{lang}:{question}"
    return whole if _fits(whole) else f"{key}:{lang}:#{_digest(question)}"


def _fits(custom_id: str) -> bool:
    """Tell whether Discord takes *custom_id*, even if it counts an emoji as two characters."""
    return len(custom_id) + sum(c > "\uffff" for c in custom_id) <= MAX_CUSTOM_ID


def _digest(question: str) -> str:
    return hashlib.blake2b(question.encode(), digest_size=16).hexdigest()


def _find(knowledge: Knowledge, digest: str) -> str | None:
    known = _phrasings(knowledge, (*knowledge.records, *knowledge.series))
    return next((text for text in known if _digest(text) == digest), None)


def _phrasings(knowledge: Knowledge, ids: Iterable[str]) -> Iterator[str]:
    """Yield every question that a choice may carry: the phrasings and titles of those of *ids* that can be asked for."""
    for i in ids:
        record: Record | Series | None = knowledge.records.get(i) or knowledge.series.get(i)
        if record is not None:
            yield from (text for _, text in record.ask.all())
            yield from (text for text in (record.title.en, record.title.ja, record.title.zh) if text)


ALL: tuple[type[Guarded], ...] = (AskButton, WhyButton, ChartButton)
