"""The demo: the page is served, a visitor can ask and edit, and nothing of that is kept."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.cogs import _demo
from bot.desk import Desk
from bot.errors import SettingsError
from bot.settings import Settings
from bot.stores.files import FilesStore
from tests.cogs.chromium import NAME, Page

ROOT = Path(__file__).parents[2]
QUESTION = "how much did china export in 2012?"


@pytest.fixture
async def url(small) -> AsyncIterator[str]:
    """Yield the address of a demo that works on a copy of the small knowledge."""
    said: asyncio.Queue[str] = asyncio.Queue()
    with _demo.scratch(small) as folder:
        task = asyncio.create_task(_demo.serve(Desk.open(FilesStore(folder)), 0, said.put_nowait))
        text = await asyncio.wait_for(said.get(), 60)
        yield re.search(r"http://127\.0\.0\.1:\d+/#\S+", text)[0]
        task.cancel()
        await asyncio.wait((task,))
    assert not folder.exists()


async def test_the_page_is_served_on_this_machine_only(url) -> None:
    async with aiohttp.ClientSession() as client, client.get(url.partition("#")[0]) as response:
        assert response.status == 200
        assert "SimCord" in await response.text()


def test_a_visitor_gets_a_copy_without_the_history(small) -> None:
    (small / ".journal").mkdir()
    with _demo.scratch(small) as folder:
        assert (folder / "sources.yaml").read_bytes() == (small / "sources.yaml").read_bytes()
        assert not (folder / ".journal").exists()
    assert not folder.exists()


def test_without_simcord_it_says_what_to_do(monkeypatch) -> None:
    monkeypatch.setattr(_demo, "find_spec", lambda _: None)
    with pytest.raises(SettingsError, match="make demo"):
        _demo.run(Settings())


def test_the_welcome_fits_into_a_message() -> None:
    assert len(_demo.WELCOME) <= 2000


async def ask(page: Page, text: str) -> None:
    """Send *text*; the page takes nothing while it is busy with the message before."""
    await page.until("!document.querySelector('#channel-composer-input').disabled")
    await page.fill("#channel-composer-input", text)
    await page.until("!document.querySelector('#send-message').disabled")
    await page.js("document.querySelector('#send-message').click()")
    await page.until("document.querySelector('#channel-composer-input').value === ''")


async def be(page: Page, who: str) -> None:
    chosen = f"[...document.querySelector('#viewer-picker').options].find(o => o.text === {json.dumps(who)})"
    await page.until(f"!!({chosen})")
    await page.js(
        f"(p => {{ p.value = {chosen}.value; p.dispatchEvent(new Event('change')) }})(document.querySelector('#viewer-picker'))"
    )
    await page.until(f"document.querySelector('#viewer-picker').selectedOptions[0]?.text === {json.dumps(who)}")
    await asyncio.sleep(0.5)  # the page draws itself anew


async def open_form(page: Page, record: str) -> None:
    await page.js("document.querySelector('#channel-composer-input').focus()")
    await page.type("/facts edit")
    await asyncio.sleep(1)  # the list of commands comes up
    await page.press("Enter")
    await page.until("document.activeElement.dataset.option === 'record'")
    await page.type(record)
    await asyncio.sleep(1)  # suggestions come up; the page runs nothing while it waits for them
    while await page.js("!!document.querySelector('.command-option-input:enabled')"):
        await page.press("Escape")  # closes the suggestions: the id is complete
        await page.press("Enter")
        await asyncio.sleep(1)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(NAME is None, reason="there is no Chromium")
async def test_a_person_asks_corrects_and_takes_back(url, tmp_path: Path) -> None:
    async with Page(url) as page:
        await page.sees("Welcome to #rare-earths!")
        await ask(page, QUESTION)
        await page.sees("16,265 t")
        await ask(page, "tungsten quota 2012")
        await page.sees("tungsten", 3)
        await ask(page, "did exports really fall to 10,000 tons?")
        await page.sees("The lower figure was a forecast")
        await page.photograph(tmp_path / "asked.png")

        await open_form(page, "export-volume/2012-customs-2013")
        await page.sees("Only the editors of this server")

        await be(page, "moderator")
        await open_form(page, "export-volume/2012-customs-2013")
        await page.fill("#modal-root input[name=figure]", "17000")
        await page.fill("#modal-root input[name=why]", "trying the demo")
        await page.click("Submit", "document.querySelector('#modal-root')")
        await page.sees("Please check")
        await page.click("Confirm")
        await page.sees("Revision 1")

        await be(page, "member")
        await ask(page, QUESTION)
        await page.sees("17,000 t")

        await be(page, "moderator")
        await page.click("Undo")
        await page.sees("takes revision 1 back")
        await be(page, "member")
        await ask(page, QUESTION)
        await page.sees("2012: 16,265 t", 2)
        await page.photograph(tmp_path / "edited.png")


async def test_ctrl_c_stops_it_cleanly(small) -> None:
    arguments = (sys.executable, "-m", "bot", "--knowledge", str(small), "demo")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*arguments, cwd=ROOT, stdout=pipe, stderr=pipe)
    async with asyncio.timeout(60):
        while b"http://" not in await process.stdout.readline():
            pass
    process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    assert b"Stopped." in out
    assert err == b""
