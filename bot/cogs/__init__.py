"""The Discord edge: the only part that imports discord."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cogs._client import Client, ShardedClient
from bot.cogs._run import run

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.settings import Settings

__all__ = ["Client", "create_bot", "run"]


def create_bot(settings: Settings, desk: Desk, **discord_options: Any) -> Client:
    """Return the bot, not yet connected; *discord_options* go unchanged to the discord.py client."""
    sharded = "shard_id" not in discord_options and not {"shard_ids", "shard_count"}.isdisjoint(discord_options)
    return (ShardedClient if sharded else Client)(settings, desk, **discord_options)
