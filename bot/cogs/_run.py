"""Keeping the bot connected: what ends it for good is said in a sentence, everything else is tried again, ever more slowly.

discord.py reconnects by itself after a normal loss of connection. What it does not survive (a first connection that fails,
a login while Discord is down, a message from Discord that it cannot read) ends its client; a new one takes over here.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord.ext import commands

from bot.cogs._backoff import Backoff
from bot.cogs._send import LIMIT, clamp
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.core.problems import Problem
    from bot.desk import Desk
    from bot.settings import Settings

log = logging.getLogger(__name__)

STEADY_SECONDS = 60.0
"""A run that lasted this long was a good one; the next failure waits the shortest time again."""
CLOSING_SECONDS = 5.0

_FINAL = {
    4004: "Discord refused the token. Copy a new one from https://discord.com/developers/applications (your application, Bot, "
    "Reset Token) into DISCORD_TOKEN.",
    4010: "Discord refused the shard: check shard_ids and shard_count.",
    4011: "The bot is on so many servers that Discord wants several connections: set shard_count.",
    4012: "This version of discord.py is too old for Discord: update it.",
    4013: "Discord does not know one of the intents: update discord.py.",
    4014: "Discord does not allow the message content intent. Switch it on at https://discord.com/developers/applications (your "
    "application, Bot, Message Content Intent), or empty CHANNELS: mentions, commands and direct messages need no such intent.",
}


def final(error: BaseException) -> str | None:
    """Return why the bot cannot go on after *error*, or None when another attempt may succeed."""
    match error:
        case discord.LoginFailure():
            return _FINAL[4004]
        case discord.PrivilegedIntentsRequired():
            return _FINAL[4014]
        case discord.ConnectionClosed(code=code):
            return _FINAL.get(code)
        case _:
            return None


async def supervise(create: Callable[[], commands.Bot], token: str, backoff: Backoff | None = None) -> None:
    """Keep a bot made by *create* connected until it is closed or cancelled; `SettingsError` says why it cannot go on."""
    backoff = backoff or Backoff()
    while True:
        started = time.monotonic()
        error = await _run_once(create(), token)
        if error is None:
            return
        reason = final(error)
        if reason is not None:
            raise SettingsError(reason) from error
        if time.monotonic() - started > STEADY_SECONDS:
            backoff.reset()
        seconds = backoff.next()
        log.error("The connection ended (%s); trying again in %.1f s", _short(error), seconds)
        log.debug("The cause", exc_info=error)
        await asyncio.sleep(seconds)


async def _run_once(bot: commands.Bot, token: str) -> Exception | None:
    """Run *bot* to its end and return what ended it; None when it was closed on purpose."""
    try:
        await bot.start(token)
    except Exception as error:  # noqa: BLE001 - whatever it is, the supervisor decides
        return error
    finally:
        await _close(bot)
    return None


async def _close(bot: commands.Bot) -> None:
    """Close *bot*, which discord.py leaves half open after a failure, and never hang on it."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(bot.close(), CLOSING_SECONDS)
    with contextlib.suppress(Exception):
        await bot.http.close()  # `close` does not get this far where the first connection failed


def _short(error: Exception) -> str:
    """Return *error* in a line, without anything that came from Discord's users."""
    if isinstance(error, discord.HTTPException):
        return f"HTTP {error.status}"
    if isinstance(error, discord.ConnectionClosed):
        return f"close code {error.code}"
    return type(error).__name__ if not isinstance(error, aiohttp.ClientError | OSError) else f"{type(error).__name__}: {error}"


async def main(settings: Settings, desk: Desk, **discord_options: Any) -> None:
    """Run the bot with *settings*, reload changed files meanwhile, and stop cleanly when the process is told to."""
    from bot.cogs import create_bot

    running: list[commands.Bot] = []

    def create() -> commands.Bot:
        running[:] = [create_bot(settings, desk, **discord_options)]
        return running[0]

    told = _tell_moderators(settings, running)
    desk.listen(told)
    watching = asyncio.create_task(_watch(desk))
    try:
        with _stopping_on_term():
            await supervise(create, settings.need_token())
    finally:
        watching.cancel()


async def _watch(desk: Desk) -> None:
    """Watch the files whatever happens: a look that fails must not be the last one."""
    while True:
        try:
            await desk.watch()
        except Exception:
            log.exception("Looking at the files failed")
            await asyncio.sleep(10)


@contextlib.contextmanager
def _stopping_on_term() -> Any:
    """Stop at SIGTERM, which is what a container gets, as at Ctrl-C."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    try:
        loop.add_signal_handler(signal.SIGTERM, task.cancel if task else loop.stop)
    except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


def _tell_moderators(settings: Settings, running: Sequence[commands.Bot]) -> Callable[[object], None]:
    """Return a listener that posts what is wrong with the files where the moderators look."""
    posting: set[asyncio.Task[None]] = set()

    def listener(news: object) -> None:
        if isinstance(news, Sequence) and news:
            task = asyncio.get_running_loop().create_task(post_problems(running, settings.moderator_channel, news))
            posting.add(task)
            task.add_done_callback(posting.discard)

    return listener


async def post_problems(running: Sequence[commands.Bot], channel: int | None, problems: Sequence[Problem]) -> None:
    """Post *problems* in *channel*, and log them."""
    lines = [f"- {problem}" for problem in problems]
    log.warning("A changed file was not taken over:\n%s", "\n".join(lines))
    if channel is None or not running:
        return
    head = f"**A changed file was not taken over; I go on answering from what I had.** Problems: {len(lines)}"
    text = clamp("\n".join([head, *lines]), LIMIT)
    try:
        await running[0].get_partial_messageable(channel).send(text, suppress_embeds=True)
    except discord.DiscordException:
        log.exception("The moderators could not be told")


def run(settings: Settings, desk: Desk) -> int:
    """Run the bot until it is told to stop; return the exit code. `SettingsError` says why it cannot run."""
    settings.need_token()
    discord.utils.setup_logging(level=logging.getLevelName(settings.log_level), root=True)
    for name in ("discord.http", "discord.gateway", "discord.webhook"):  # at DEBUG these log tokens and what people say
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
    try:
        asyncio.run(main(settings, desk))
    except (KeyboardInterrupt, asyncio.CancelledError):
        log.info("Stopped.")
    return 0
