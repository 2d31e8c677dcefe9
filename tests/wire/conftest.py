"""The real client on a local socket; nothing can leave the machine."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.cogs import Client, create_bot
from bot.cogs._backoff import Backoff
from bot.desk import Desk
from bot.settings import Settings
from bot.stores.files import FilesStore
from tests.wire.discord import EDITORS, GUILD, Discord

HOME = Settings(home_guild=int(GUILD), editor_roles=frozenset({int(EDITORS)}))


@pytest.fixture
def desk(small: Path) -> Desk:
    return Desk.open(FilesStore(small))


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders make paths too long for a socket
        stand_in = Discord(Path(folder) / "s")
        await stand_in.start()
        yield stand_in
        await stand_in.stop()
    assert stand_in.problems == []


@pytest.fixture
def make_bot(discord: Discord, desk: Desk) -> Callable[..., Client]:
    def make(settings: Settings = HOME, **options: Any) -> Client:
        quick = {"guild_ready_timeout": 0.02, "connector": aiohttp.UnixConnector(str(discord.path), limit=0)}
        bot = create_bot(settings, desk, **{**quick, **options})
        bot._reconnects = Backoff(0.01, 0.02)
        return bot

    return make


@pytest.fixture
async def bot(discord: Discord, make_bot: Callable[..., Client]) -> AsyncIterator[Client]:
    async with running(make_bot(), discord) as bot:
        yield bot


@contextlib.asynccontextmanager
async def running(bot: Client, discord: Discord) -> AsyncIterator[Client]:
    """Run *bot* until the block ends."""
    discord.ready.clear()
    task = asyncio.create_task(bot.start("token"))
    ready = asyncio.create_task(discord.ready.wait())
    await asyncio.wait((task, ready), timeout=10, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        task.result()
    await bot.wait_until_ready()
    try:
        yield bot
    finally:
        await bot.close()
        await task


@pytest.fixture
def run() -> Callable[..., Any]:
    """Return the means to run a bot that a test has made itself."""
    return running
