"""A simulated Discord with the real bot in it: one server with a member and a moderator, and a server elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from simcord import Env

from bot.cogs import Client, create_bot
from bot.desk import Desk
from bot.settings import Settings
from bot.stores.files import FilesStore


@dataclass
class Town:
    """Everything that a test needs to act as somebody and to see what happened."""

    env: Any
    bot: Client
    desk: Desk
    guild: Any
    channel: Any
    member: Any
    moderator: Any

    async def ask(self, text: str) -> str:
        """Mention the bot as the member, and return its newest message."""
        await self.member.send(self.channel, f"<@{self.bot.user.id}> {text}")
        return self.channel.last_message.content

    async def restart(self) -> None:
        """Replace the bot by a new one on the same desk, as a restart of the process does."""
        bot = create_bot(self.bot.settings, self.desk)
        await self.env.restart_bot(bot)
        self.bot = bot


@pytest.fixture
def desk(small: Path) -> Desk:
    return Desk.open(FilesStore(small))


@pytest.fixture
async def env(desk: Desk) -> AsyncIterator[Env]:
    """Yield the simulated Discord; what the bot swallowed and nobody looked at fails the test."""
    env = Env(create_bot(Settings(), desk), settle_timeout=30)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()
        env._raise_errors_since(env._errors_acknowledged)


@pytest.fixture
async def town(env: Env, desk: Desk) -> Town:
    bot = env.bot
    assert isinstance(bot, Client)
    guild = env.create_guild("Home")
    channel = guild.create_text_channel("rare-earths")
    editors = guild.create_role("Editors")
    member = guild.add_member(env.create_user("member"))
    moderator = guild.add_member(env.create_user("moderator"), roles=[editors])
    bot.settings = replace(bot.settings, home_guild=guild.id, editor_roles=frozenset({editors.id}))
    return Town(env, bot, desk, guild, channel, member, moderator)
