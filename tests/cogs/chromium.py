"""A headless Chromium, driven over its debugging protocol: as much of a browser as the demo page needs."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any, Self

import aiohttp

NAME = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--window-size=1280,900", "--remote-debugging-port=0")  # fmt: skip


class Page:
    """One page in a browser of its own."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers = itertools.count(1)
        self._session: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        assert NAME is not None
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        arguments = (*FLAGS, f"--user-data-dir={self._folder.name}", "about:blank")
        self._process = await asyncio.create_subprocess_exec(NAME, *arguments, stderr=asyncio.subprocess.PIPE)
        self._client = aiohttp.ClientSession()
        self._socket = await self._client.ws_connect(await self._address(), max_msg_size=0)
        target = await self.call("Target.createTarget", url=self._url)
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()
        await self._client.close()
        self._process.terminate()
        await self._process.communicate()
        self._folder.cleanup()

    async def _address(self) -> str:
        assert self._process.stderr is not None
        async with asyncio.timeout(60):
            while line := (await self._process.stderr.readline()).decode():
                if found := re.search(r"ws://\S+", line):
                    return found[0]
        raise RuntimeError("Chromium did not start")

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call *method* of the protocol and return its result."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters, **self._session})
        async for message in self._socket:
            answer = json.loads(message.data)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
        raise RuntimeError("Chromium hung up")

    async def js(self, expression: str) -> Any:
        """Return the value of *expression* in the page."""
        found = await self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"])
        return found["result"].get("value")

    async def until(self, expression: str, seconds: float = 60) -> None:
        """Wait until *expression* is true."""
        async with asyncio.timeout(seconds):
            while not await self.js(expression):  # noqa: ASYNC110 - the page does not tell
                await asyncio.sleep(0.05)

    async def text(self) -> str:
        """Return what the conversation says."""
        return str(await self.js("document.querySelector('#channel-timeline').innerText"))

    async def sees(self, words: str, times: int = 1) -> None:
        """Wait until the conversation has *words*, so many times."""
        await self.until(
            f"(document.querySelector('#channel-timeline')?.innerText ?? '').split({json.dumps(words)}).length > {times}"
        )

    async def click(self, words: str, within: str = "document") -> None:
        """Press the last button that says *words*."""
        buttons = (
            f"[...{within}.querySelectorAll('button')].filter(b => b.innerText.trim() === {json.dumps(words)} && !b.disabled)"
        )
        await self.until(f"{buttons}.length > 0")
        await self.js(f"{buttons}.at(-1).click()")

    async def fill(self, selector: str, text: str) -> None:
        """Put *text* into the field *selector*."""
        await self.until(f"!!document.querySelector({json.dumps(selector)})")
        await self.js(
            f"(f => {{ f.focus(); f.value = {json.dumps(text)}; f.dispatchEvent(new Event('input', {{bubbles: true}})) }})"
            f"(document.querySelector({json.dumps(selector)}))"
        )

    async def type(self, text: str) -> None:
        """Type *text* where the cursor is."""
        await self.call("Input.insertText", text=text)

    async def press(self, key: str) -> None:
        """Press *key*."""
        code = {"Enter": 13, "Escape": 27}[key]
        for kind in ("keyDown", "keyUp"):
            more = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more)

    async def photograph(self, path: Path) -> None:
        """Save what the page looks like."""
        shot = await self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))  # noqa: ASYNC240 - nothing else is going on
