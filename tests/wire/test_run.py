"""The process: it watches the files, tells the moderators, and stops when it is told to."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot.cogs import _run
from tests.wire.conftest import HOME
from tests.wire.discord import BOT, CHANNEL

ROOT = Path(__file__).parents[2]
QUESTION = f"<@{BOT}> how much did china export in 2012?"
MESSAGES = f"/channels/{CHANNEL}/messages"
ROOM = 3002
PROCESS = """
import sys, aiohttp
from bot.cogs import _run
from bot.desk import Desk
from bot.settings import Settings
from bot.stores.files import FilesStore

real = _run.main

async def main(settings, desk):
    await real(settings, desk, connector=aiohttp.UnixConnector(sys.argv[1], limit=0), guild_ready_timeout=0.02)

_run.main = main
sys.exit(_run.run(Settings(token="secret-token", log_level="DEBUG"), Desk.open(FilesStore(sys.argv[2]))))
"""


@pytest.fixture
async def process(discord, small) -> AsyncIterator[asyncio.subprocess.Process]:
    arguments = (sys.executable, "-c", PROCESS, str(discord.path), str(small))
    made = await asyncio.create_subprocess_exec(*arguments, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
    await asyncio.wait_for(discord.ready.wait(), 60)
    yield made
    if made.returncode is None:
        made.kill()
        await made.wait()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
async def test_the_process_answers_and_stops_cleanly(process, discord, sign) -> None:
    await discord.say(f"{QUESTION} tell nobody")
    await discord.request("POST", MESSAGES, timeout=20)
    process.send_signal(sign)
    _, log = await asyncio.wait_for(process.communicate(), 20)
    text = log.decode()
    assert process.returncode == 0, text
    assert "Stopped." in text
    assert "Traceback" not in text
    assert "secret-token" not in text
    assert "tell nobody" not in text


@pytest.fixture
async def running(discord, desk) -> AsyncIterator[asyncio.Task[None]]:
    """Run everything that `bot run` runs, in this process."""
    settings = replace(HOME, token="x", moderator_channel=ROOM)  # noqa: S106 - a stand-in takes any
    options = {"connector": aiohttp.UnixConnector(str(discord.path), limit=0), "guild_ready_timeout": 0.02}
    task = asyncio.create_task(_run.main(settings, desk, **options))
    await asyncio.wait_for(discord.ready.wait(), 10)
    yield task
    task.cancel()
    await asyncio.wait((task,))


async def test_a_file_that_is_changed_in_an_editor_is_answered_from_within_two_seconds(running, discord, small) -> None:
    file = small / "series" / "export-volume.yaml"
    file.write_text(file.read_text().replace("16265", "17000"))
    await asyncio.sleep(2)
    await discord.say(QUESTION)
    assert "17,000 t" in (await discord.request("POST", MESSAGES)).body["content"]


async def test_a_file_that_was_broken_is_told_to_the_moderators_and_the_old_facts_go_on(running, discord, small) -> None:
    file = small / "series" / "export-volume.yaml"
    file.write_text(file.read_text().replace("value: 16265", "valu: 16265"))
    told = await discord.request("POST", f"/channels/{ROOM}/messages", timeout=10)
    assert "series/export-volume.yaml" in told.body["content"]
    assert "valu" in told.body["content"]
    await discord.say(QUESTION)
    assert "16,265 t" in (await discord.request("POST", MESSAGES)).body["content"]
