"""The bot stays connected, says why when it cannot, and never hammers Discord."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

import pytest

from bot.cogs import _run
from bot.cogs._backoff import Backoff
from bot.errors import SettingsError
from tests.wire.discord import BOT, CHANNEL, Discord, reply

QUESTION = f"<@{BOT}> how much did china export in 2012?"
MESSAGES = f"/channels/{CHANNEL}/messages"


@pytest.fixture
def supervise(make_bot) -> Callable[[], asyncio.Task[None]]:
    """Return the supervisor with a backoff that a test can wait for."""
    return lambda: asyncio.create_task(_run.supervise(make_bot, "token", Backoff(0.02, 0.08)))


async def stop(task) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 5)


async def answers(discord) -> None:
    """Fail unless the bot is there and answers."""
    await asyncio.wait_for(discord.ready.wait(), 10)
    before = len(discord.sent("POST", MESSAGES))
    for _ in range(50):  # READY was sent; the bot may still be reading it
        await discord.say(QUESTION)
        await discord.quiet(0.05)
        if len(discord.sent("POST", MESSAGES)) > before:
            return
    pytest.fail("the bot does not answer")


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4001, 4007, 4008, 4009])
async def test_a_lost_connection_comes_back(bot, discord, code) -> None:
    discord.ready.clear()
    await discord.close(code)
    for _ in range(100):
        if discord.resumes or len(discord.identifies) > 1:
            break
        await discord.quiet(0.05)
    await discord.quiet(0.05)
    await discord.say(QUESTION)
    await discord.request("POST", MESSAGES)


@pytest.mark.parametrize(
    ("code", "said"), [(4004, "refused the token"), (4013, "intents"), (4014, "message content intent"), (4011, "shard_count")]
)
async def test_a_final_refusal_ends_with_a_sentence(discord, supervise, code, said) -> None:
    discord.gateways.append(code)
    with pytest.raises(SettingsError, match=said):
        await asyncio.wait_for(supervise(), 10)
    assert discord.connections == 1


async def test_a_wrong_token_ends_with_a_sentence(discord, supervise) -> None:
    discord.failures[("GET", "/users/@me")] = deque([reply({"message": "401: Unauthorized", "code": 0}, 401)])
    with pytest.raises(SettingsError, match="refused the token"):
        await asyncio.wait_for(supervise(), 10)
    assert len(discord.requests) == 1


async def test_a_first_connection_that_fails_is_tried_again(discord, supervise) -> None:
    discord.gateways += [reply({}, 503), reply({}, 503)]
    task = supervise()
    await answers(discord)
    assert discord.connections >= 3
    await stop(task)


async def test_a_login_while_discord_is_down_is_tried_again(discord, supervise) -> None:
    discord.failures[("GET", "/users/@me")] = deque(reply({"message": "down", "code": 0}, 503) for _ in range(3))
    task = supervise()
    await answers(discord)
    assert len(discord.sent("GET", "/users/@me")) == 4
    await stop(task)


async def test_a_message_that_cannot_be_read_is_survived(discord, supervise) -> None:
    async def garbage(stand_in: Discord) -> None:
        await stand_in.dispatch("READY", {"nothing": "of use"})

    discord.gateways += [garbage, garbage]
    task = supervise()
    await answers(discord)
    assert discord.connections == 3
    await stop(task)


async def test_attempts_get_rarer_and_never_run_hot(discord, supervise) -> None:
    discord.gateways += [1011] * 100
    discord.failures[("GET", "/users/@me")] = deque(reply({"message": "down", "code": 0}, 503) for _ in range(1000))
    task = supervise()
    await asyncio.sleep(1)
    assert 5 < len(discord.requests) < 50
    await stop(task)


async def test_a_bot_that_is_stopped_leaves_nothing_behind(discord, supervise) -> None:
    before = asyncio.all_tasks()
    task = supervise()
    await answers(discord)
    started = time.monotonic()
    await stop(task)
    assert time.monotonic() - started < 2
    await discord.quiet(0.1)
    left = {t for t in asyncio.all_tasks() - before if "aiohttp" not in repr(t)}
    assert not left, left


def test_waiting_doubles_up_to_a_limit_and_is_never_the_same() -> None:
    backoff = Backoff(1.0, 300.0)
    waits = [backoff.next() for _ in range(40)]
    assert all(0.5 * 2**n <= wait <= 2**n for n, wait in enumerate(waits[:8]))
    assert all(150 <= wait <= 300 for wait in waits[9:])
    assert len(set(waits[9:])) > 20
    backoff.reset()
    assert backoff.next() <= 1.0


async def test_reconnecting_waits_longer_each_time_a_connection_breaks_soon(make_bot, monkeypatch) -> None:
    bot = make_bot()
    bot._reconnects = Backoff(5.0)
    waits = []

    async def wait() -> None:
        waits.append(bot._reconnects.next())

    monkeypatch.setattr(bot._reconnects, "wait", wait)
    await bot.before_identify_hook(None, initial=True)
    for _ in range(3):
        await bot.before_identify_hook(None)
    assert len(waits) == 3
    assert waits[0] < waits[1] < waits[2] or waits[2] >= 10
    bot._identified -= 120
    await bot.before_identify_hook(None)
    assert waits[3] <= 5.0
