"""Keeping the facts from Discord: edit, history, undo; for the editors of the home server."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs import _errors, _forms, _options
from bot.cogs._client import Client
from bot.cogs._words import lang_of, say
from bot.core.edits import Revision

MAX_LINES = 12


class Facts(commands.GroupCog, group_name="facts", group_description="Correct what the bot knows"):
    """The commands of the editors."""

    def __init__(self, bot: Client) -> None:
        """Edit with the desk of *bot*."""
        self.bot = bot

    @app_commands.command(description="Correct a record in a form")
    @app_commands.describe(record="The record; type a year, a word or its id")
    @app_commands.autocomplete(record=_options.record)
    async def edit(self, interaction: discord.Interaction[Any], record: str) -> None:
        """Open the form for *record*."""
        async with _errors.answered(interaction):
            await _forms.open_form(interaction, record)

    @app_commands.command(description="Show who changed what, when and why")
    @app_commands.describe(record="The record; type a year, a word or its id")
    @app_commands.autocomplete(record=_options.record)
    async def history(self, interaction: discord.Interaction[Any], record: str | None = None) -> None:
        """List the newest revisions, of one *record* or of all."""
        async with _errors.answered(interaction):
            _forms.require_editor(interaction)
            await self._list(interaction, record)

    async def _list(self, interaction: discord.Interaction[Any], record: str | None) -> None:
        lang = lang_of(interaction.locale)
        lines = [_line(revision) for revision in self.bot.desk.history(record, limit=MAX_LINES)]
        text = "\n".join([say("history", lang), *lines]) if lines else say("no-history", lang)
        await interaction.response.send_message(text[:2000], ephemeral=True, suppress_embeds=True)

    @app_commands.command(description="Take a revision back")
    @app_commands.describe(revision="The number of the revision", why="Why it is taken back")
    @app_commands.autocomplete(revision=_options.revision)
    async def undo(self, interaction: discord.Interaction[Any], revision: int, why: str | None = None) -> None:
        """Take *revision* back."""
        async with _errors.answered(interaction):
            await _forms.undo(interaction, revision, (why or say("by-command", lang_of(interaction.locale)))[:300])

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Tell whoever sends in a form of an earlier run that it has expired; discord.py says nothing."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: dict[str, Any] = {**(interaction.data or {})}
        name = str(data.get("custom_id", ""))
        if name.startswith(_forms.FORM) and self.bot.drafts.get(name.removeprefix(_forms.FORM), interaction.user.id) is None:
            await _errors.report(interaction, _errors.Refused(say("stale-form", lang_of(interaction.locale))))


def _line(revision: Revision) -> str:
    when = int(datetime.fromisoformat(revision.at).timestamp())
    undoes = f" ↩ {revision.undoes}" if revision.undoes is not None else ""
    return f"- **{revision.number}**{undoes} · <t:{when}:R> · {revision.by} · `{revision.change.id}`: {revision.why}"[:300]


async def setup(bot: Client) -> None:
    """Add the group to *bot*."""
    await bot.add_cog(Facts(bot))
