"""Figures by slash command: exports and quota of a year."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs import _options, _send
from bot.cogs._client import Client
from bot.cogs._words import lang_of, say
from bot.core.answer import Question

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""What is read as a year; 99999 in a question is anything but."""

EXPORTS = {"en": "China's rare earth exports", "ja": "中国のレアアース輸出量", "zh": "中国的稀土出口量"}
QUOTA = {"en": "China's rare earth export quota", "ja": "中国のレアアース輸出枠", "zh": "中国的稀土出口配额"}


@_options.quiet
def exports_years(interaction: discord.Interaction[Any], typed: str) -> list[tuple[str, int]]:
    """Suggest the years for which exports are held."""
    return _options.years(interaction.client.desk, EXPORTS["en"], typed)


@_options.quiet
def quota_years(interaction: discord.Interaction[Any], typed: str) -> list[tuple[str, int]]:
    """Suggest the years for which a quota is held."""
    return _options.years(interaction.client.desk, QUOTA["en"], typed)


class Stats(commands.Cog):
    """Answers with one figure, in the language of the user's Discord."""

    def __init__(self, bot: Client) -> None:
        """Answer with the desk of *bot*."""
        self.bot = bot

    @app_commands.command(description="China's rare earth exports in a year")
    @app_commands.describe(year="The year; the newest when left out")
    @app_commands.autocomplete(year=exports_years)
    async def exports(self, interaction: discord.Interaction[Any], year: int | None = None) -> None:
        """Answer with the exports of *year*."""
        await self._figure(interaction, EXPORTS, year)

    @app_commands.command(description="China's rare earth export quota for a year")
    @app_commands.describe(year="The year; the newest when left out")
    @app_commands.autocomplete(year=quota_years)
    async def quota(self, interaction: discord.Interaction[Any], year: int | None = None) -> None:
        """Answer with the quota of *year*."""
        await self._figure(interaction, QUOTA, year)

    async def _figure(self, interaction: discord.Interaction[Any], metric: dict[str, str], year: int | None) -> None:
        lang = lang_of(interaction.locale)
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            await interaction.response.send_message(say("no-year", lang, year=year), ephemeral=True)
            return
        text = worded(metric, lang, year)
        named = _send.session(interaction.channel_id, interaction.user.id)
        await _send.send(interaction, Question(text, lang, named))


def worded(metric: dict[str, str], lang: str, year: int | None) -> str:
    """Return the question for *metric* in *year*, in *lang*."""
    code = "zh" if lang.startswith("zh") else lang
    if year is None:
        return metric[code]
    return f"{metric[code]} in {year}" if code == "en" else f"{year}年 {metric[code]}"


async def setup(bot: Client) -> None:
    """Add the group to *bot*."""
    await bot.add_cog(Stats(bot))
