"""The client: what it listens to, which command groups it has, and when it tells Discord about them.

A module of this folder without an underscore is a command group: it is found by being there, and has `async def setup(bot)`.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import pkgutil
import time
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs import _buttons, _errors, _forms, _sync
from bot.cogs._backoff import Backoff
from bot.core.answer import Question

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.settings import Settings

log = logging.getLogger(__name__)

STEADY_SECONDS = 60.0
"""A connection that lasted this long was a good one; the next failure waits the shortest time again."""


class Tree(app_commands.CommandTree[Any]):
    """The commands, with one place for everything that goes wrong in them."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Answer in a sentence and log the rest."""
        await _errors.report(interaction, error)


class Client(commands.Bot):
    """The bot on one connection; *settings* and *desk* are what a command group works with."""

    def __init__(self, settings: Settings, desk: Desk, **options: Any) -> None:
        """Prepare the bot; nothing is connected or loaded yet."""
        self.settings = settings
        self.desk = desk
        self.drafts = _forms.Drafts()
        self._reconnects = Backoff(first=5.0)
        self._identified = 0.0
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(**{**_defaults(settings), **options})

    async def setup_hook(self) -> None:
        """Load the command groups, take over the buttons of earlier runs, and tell Discord what has changed."""
        await asyncio.to_thread(self.desk.respond, Question("hello"))  # builds what answering needs, before anybody waits
        self.add_dynamic_items(*_buttons.ALL, *_forms.BUTTONS)
        for name in groups():
            await importlib.import_module(name).setup(self)
        if self._is_first_process():
            await _sync.sync(self)

    def _is_first_process(self) -> bool:
        """Tell whether the first shard is here, so that one process of several speaks for the commands."""
        shards = getattr(self, "shard_ids", None) or ([self.shard_id] if self.shard_id is not None else [0])
        return 0 in shards

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """Wait longer each time a connection breaks soon: Discord allows 1,000 sessions a day."""
        if not initial:
            if time.monotonic() - self._identified > STEADY_SECONDS:
                self._reconnects.reset()
            await self._reconnects.wait()
        self._identified = time.monotonic()

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the command groups; there are no commands with a prefix."""

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Log what went wrong, without what was said or by whom."""
        log.exception("%s failed", event_method)  # noqa: LOG004 - discord.py calls this from its handler


class ShardedClient(Client, commands.AutoShardedBot):
    """The bot on several connections."""


def groups() -> list[str]:
    """Return the names of the modules that are command groups."""
    import bot.cogs as package

    return sorted(f"{package.__name__}.{m.name}" for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))


def _defaults(settings: Settings) -> dict[str, Any]:
    return {
        "command_prefix": commands.when_mentioned,
        "help_command": None,
        "intents": _intents(settings),
        "allowed_mentions": discord.AllowedMentions.none(),
        "tree_cls": Tree,
        "allowed_contexts": app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        "allowed_installs": app_commands.AppInstallationType(guild=True, user=True),
    }


def _intents(settings: Settings) -> discord.Intents:
    """Return what the bot listens to; the privileged message content only where it answers without being mentioned."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    intents.message_content = bool(settings.channels)
    return intents
