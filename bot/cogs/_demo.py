"""The demo: the real bot in a Discord that exists only in this process, shown as a page in the browser.

It works on a copy of the knowledge, so that a visitor may edit as they like. simcord is imported late: it belongs to the demo
and to the tests, not to the bot.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.desk import Desk
from bot.errors import SettingsError
from bot.settings import Settings
from bot.stores.files import FilesStore

if TYPE_CHECKING:
    from bot.cogs._client import Client

CHANNEL = "rare-earths"
TOPIC = "Ask anything about rare earths, quotas, Japan, or the islands"
SETTLE_SECONDS = 60.0

WELCOME = """\
**Welcome to #rare-earths!** This is the real bot; only Discord is simulated. Type below, for example:
- how much did china export in 2012?
- did exports really fall to 10,000 tons?
- export quota 2031
- `/exports`, `/quota` or `/ask` (start with a slash)

**Correct a figure:** choose *moderator* under “Viewing as” (top of the page), run `/facts edit`, type `exports 2012`, \
pick a figure. Then ask as *member* again, and take it back with *Undo*. A member who tries to edit is refused.
-# You work on a copy: nothing that you change here is kept."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The simulated server: its channel and the two people whom a visitor can be."""

    channel: Any
    member: Any
    moderator: Any


@contextlib.contextmanager
def scratch(knowledge: Path) -> Iterator[Path]:
    """Yield a copy of *knowledge* without its history, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rare-earth-demo-") as folder:
        copy = Path(folder) / "knowledge"
        shutil.copytree(knowledge, copy, ignore=shutil.ignore_patterns(".journal"))
        yield copy


async def set_up(env: Any, bot: Client) -> Stage:
    """Build the server in *env*, and make *bot* at home in it."""
    await bot.user.edit(username="rare-earth-bot")  # type: ignore[union-attr] # it is logged in
    await env.advance_time(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))  # its clock starts in 2026
    guild = env.create_guild("Rare earths")
    channel = guild.create_text_channel(CHANNEL, topic=TOPIC)
    moderators = guild.create_role("Moderators")
    member = guild.add_member(env.create_user("member"))
    moderator = guild.add_member(env.create_user("moderator"), roles=[moderators])
    bot.settings = replace(
        bot.settings, home_guild=guild.id, editor_roles=frozenset({moderators.id}), channels=frozenset({channel.id})
    )
    await env.settle()
    await bot.get_channel(channel.id).send(WELCOME)  # type: ignore[union-attr] # it is a text channel
    await env.settle()
    return Stage(channel, member, moderator)


async def serve(desk: Desk, port: int, say: Callable[[str], None]) -> None:
    """Show the page on *port* until it is closed or this is cancelled; *say* gets its address."""
    import simcord

    from bot.cogs import create_bot  # late, because that module imports this folder's others

    bot = create_bot(Settings(channels=frozenset({1})), desk)  # which channel it is, is known later
    async with simcord.run(bot, settle_timeout=SETTLE_SECONDS, check_errors=False) as env:
        stage = await set_up(env, bot)
        watching = asyncio.create_task(desk.watch())
        try:
            viewers = [stage.member, stage.moderator]
            async with env.preview(stage.channel, viewers=viewers, layout="channel", port=port or None) as preview:
                say(_invitation(preview.url))
                await preview.wait_closed()
        finally:
            watching.cancel()


def _invitation(url: str) -> str:
    return f"\n  The bot is in a simulated Discord; open this in your browser:\n\n    {url}\n\n  Stop it with Ctrl-C.\n"


def run(settings: Settings, *, port: int = 0, say: Callable[[str], None] | None = None) -> int:
    """Serve the demo until it is stopped; return the exit code. `SettingsError` says what it lacks."""
    if find_spec("simcord") is None:
        raise SettingsError("The demo needs simcord: use `make demo`, or install rare-earth-bot[demo].")
    with scratch(settings.knowledge_dir) as folder, contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(serve(Desk.open(FilesStore(folder)), port, say or _print))
    (say or _print)("Stopped.")
    return 0


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
