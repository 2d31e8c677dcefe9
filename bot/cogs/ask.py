"""Questions: by mention, in a direct message, with /ask, and about any message."""

from __future__ import annotations

import logging
import re
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs import _send
from bot.cogs._client import Client
from bot.cogs._errors import sentence
from bot.cogs._words import lang_of, say
from bot.core.answer import Question
from bot.core.text import language

log = logging.getLogger(__name__)

_LANGS = [
    app_commands.Choice(name=name, value=value)
    for name, value in (("English", "en"), ("日本語", "ja"), ("简体中文", "zh"), ("繁體中文", "zh-TW"))
]

_TYPED = (discord.MessageType.default, discord.MessageType.reply)
"""What a person types; joins, boosts and pins are messages too."""


class Ask(commands.Cog):
    """Answers questions, one reply to each."""

    def __init__(self, bot: Client) -> None:
        """Answer with the desk of *bot*, and offer "Answer this" on messages."""
        self.bot = bot
        self._menu = app_commands.ContextMenu(name="Answer this", callback=self.answer_this)

    async def cog_load(self) -> None:
        """Add what a class cannot declare."""
        self.bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take it away again."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(description="Ask about rare earths, export quotas, Japan, or the Senkaku/Diaoyu Islands")
    @app_commands.describe(
        question="The question, in English, Japanese or Chinese",
        lang="The language of the answer; that of the question when left out",
    )
    @app_commands.choices(lang=_LANGS)
    async def ask(
        self, interaction: discord.Interaction[Any], question: app_commands.Range[str, 1, 500], lang: str | None = None
    ) -> None:
        """Answer *question*."""
        await self._answer(interaction, question, lang)

    async def answer_this(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Answer what *message* asks."""
        await self._answer(interaction, self._without_mention(message.content))

    async def _answer(self, interaction: discord.Interaction[Any], text: str, lang: str | None = None) -> None:
        text = _send.question_text(text)
        if not text:
            hello = say("hello", lang_of(interaction.locale), mention=self._mention)
            await interaction.response.send_message(hello, ephemeral=True)
            return
        named = _send.session(interaction.channel_id, interaction.user.id)
        known = lang if lang in {c.value for c in _LANGS} else None
        await _send.send(interaction, Question(text, known, named))

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a question that is meant for the bot."""
        if message.author.bot or message.webhook_id is not None or message.type not in _TYPED or not self._is_asked(message):
            return
        text = _send.question_text(self._without_mention(message.content))
        try:
            await self._reply(message, text)
        except discord.HTTPException as error:  # cannot write there, or the channel is gone: nobody to tell
            log.warning("A message could not be answered: %s", error)
        except Exception as error:
            log.exception("A message could not be answered")
            lang = language(text)
            await message.channel.send(sentence(error, lang) or say("failed", lang))

    async def _reply(self, message: discord.Message, text: str) -> None:
        if not text:
            await message.channel.send(
                say("hello", "en", mention=self._mention), reference=message.to_reference(fail_if_not_exists=False)
            )
            return
        question = Question(text, None, _send.session(message.channel.id, message.author.id))
        await _send.answer(message, question, self.bot.desk)

    def _is_asked(self, message: discord.Message) -> bool:
        return self._is_addressed(message) or (message.channel.id in self.bot.settings.channels and _is_for_all(message))

    def _is_addressed(self, message: discord.Message) -> bool:
        return message.guild is None or self.bot.user in message.mentions

    @property
    def _mention(self) -> str:
        return self.bot.user.mention if self.bot.user else "@bot"

    def _without_mention(self, content: str) -> str:
        return re.sub(rf"<@!?{self.bot.user.id}>", " ", content) if self.bot.user else content


def _is_for_all(message: discord.Message) -> bool:
    """Tell whether *message* is not part of a talk between other people."""
    return bool(message.content) and message.reference is None and not message.mentions and not message.mention_everyone


async def setup(bot: Client) -> None:
    """Add the group to *bot*."""
    await bot.add_cog(Ask(bot))
