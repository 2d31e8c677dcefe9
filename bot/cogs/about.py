"""What the bot is, and how to ask it."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs._client import Client
from bot.cogs._words import lang_of, say
from bot.core.models import Knowledge


class About(commands.Cog):
    """Tells whoever asks; nobody else sees it."""

    def __init__(self, bot: Client) -> None:
        """Tell about the desk of *bot*."""
        self.bot = bot

    @app_commands.command(description="What this bot knows, and from where")
    async def about(self, interaction: discord.Interaction[Any]) -> None:
        """Say what is held."""
        text = say("about", lang_of(interaction.locale), **_counts(self.bot.desk.knowledge))
        await interaction.response.send_message(text, ephemeral=True)

    @app_commands.command(description="How to ask, with examples")
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Say how to ask."""
        await interaction.response.send_message(say("help", lang_of(interaction.locale)), ephemeral=True)


def _counts(knowledge: Knowledge) -> dict[str, str]:
    dates = [o.as_of for _, o in knowledge.observations.values() if o.as_of]
    return {
        "records": f"{len(knowledge.records):,}",
        "figures": f"{len(knowledge.observations):,}",
        "series": f"{len(knowledge.series):,}",
        "sources": f"{len(knowledge.sources):,}",
        "newest": max(dates, default="–"),
        "digest": knowledge.digest[:8] or "–",
    }


async def setup(bot: Client) -> None:
    """Add the group to *bot*."""
    await bot.add_cog(About(bot))
