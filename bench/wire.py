"""A message on a local socket, answered: the bot with all that it knows against a discord.py bot that only echoes.

Both run in this process, each with a stand-in for Discord of its own, and take turns message by message.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import discord

from bench.table import Table, against
from bot.cogs import create_bot
from bot.desk import Desk
from bot.settings import Settings
from bot.stores.files import FilesStore
from tests.wire.discord import BOT, CHANNEL, Discord
from tests.wire.spec import Spec

ROUNDS = 400
WARM_UP = 40
GOAL = 1.5
QUESTIONS = (
    "how much did china export in 2012?",
    "2012 rare earth export quota?",
    "what was japan's share",
    "did exports really fall to 10,000 tons?",
    "why did exports fall",
    "export quota 2031",
    "2012年の中国の輸出量は？",
    "2012年中国出口了多少稀土？",
)


class Unchecked(Spec):
    """Takes every request: checking is for the tests, and takes longer than answering."""

    def problems(self, *_: object) -> list[str]:
        """Find nothing."""
        return []


class Echo(discord.Client):
    """The least that a bot can be."""

    async def on_message(self, message: discord.Message) -> None:
        """Send back what was said."""
        if not message.author.bot:
            await message.channel.send(message.content)


def tables() -> Iterator[Table]:
    """Yield the table of this part."""
    ours, echo = asyncio.run(measure())
    ratio = statistics.median(ours) / statistics.median(echo)
    rows = [[name, *_figures(times)] for name, times in (("the bot", ours), ("discord.py echo", echo))]
    notes = (
        f"Ratio of the medians {ratio:.2f}, goal {against(ratio, GOAL)}.",
        f"{ROUNDS} messages each in turns, {len(QUESTIONS)} questions in three languages.",
        "Measured from the gateway event to the request that answers it.",
    )
    yield Table("A message on the wire", ("", "median ms", "p90 ms", "p99 ms"), rows, notes)


def _figures(times: list[float]) -> list[str]:
    cuts = statistics.quantiles(times, n=100)
    return [f"{1000 * value:.2f}" for value in (statistics.median(times), cuts[89], cuts[98])]


async def measure() -> tuple[list[float], list[float]]:
    """Return the seconds of each answer of the bot, and of the echo."""
    desk = Desk.open(FilesStore(Settings().knowledge_dir))
    intents = discord.Intents(guilds=True, guild_messages=True)
    async with contextlib.AsyncExitStack() as stack:
        ours = await stack.enter_async_context(_running(lambda **options: create_bot(Settings(), desk, **options)))
        echo = await stack.enter_async_context(_running(lambda **options: Echo(intents=intents, **options)))
        times: tuple[list[float], list[float]] = ([], [])
        for n in range(WARM_UP + ROUNDS):
            content = f"<@{BOT}> {QUESTIONS[n % len(QUESTIONS)]}"
            for stand_in, taken in zip((ours, echo), times, strict=True):
                seconds = await _answered(stand_in, content)
                if n >= WARM_UP:
                    taken.append(seconds)
        return times


async def _answered(stand_in: Discord, content: str) -> float:
    """Return how long *content* waits for its answer."""
    stand_in.requests.clear()
    started = time.perf_counter()
    await stand_in.say(content)
    await stand_in.request("POST", f"/channels/{CHANNEL}/messages")
    return time.perf_counter() - started


@contextlib.asynccontextmanager
async def _running(make) -> AsyncIterator[Discord]:  # noqa: ANN001 - a client from its options
    with tempfile.TemporaryDirectory() as folder:
        stand_in = Discord(Path(folder) / "s", spec=Unchecked())
        await stand_in.start()
        client = make(connector=aiohttp.UnixConnector(str(stand_in.path), limit=0), guild_ready_timeout=0.05)
        task = asyncio.create_task(client.start("token"))
        await stand_in.ready.wait()
        await client.wait_until_ready()
        yield stand_in
        await client.close()
        await task
        await stand_in.stop()
