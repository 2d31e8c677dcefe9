"""A stand-in for Discord: its REST API and its gateway on one Unix socket, as far as the bot uses them.

Every request is held against Discord's own description; what does not fit is kept in `problems`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web

from tests.wire.spec import Spec

BOT, APPLICATION, GUILD, CHANNEL, DM = "1000", "1001", "2000", "3000", "3001"
EDITORS, MEMBER, MODERATOR = "4000", "5000", "5001"
MESSAGE_CONTENT = 1 << 15


@dataclass
class Request:
    """What the bot sent."""

    method: str
    path: str
    query: dict[str, str]
    body: Any


@dataclass
class Discord:
    """The state of the stand-in, and the means to act on the bot."""

    path: Path
    guilds: bool = True
    spec: Spec = field(default_factory=Spec)
    requests: list[Request] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    commands: list[dict[str, Any]] = field(default_factory=list)
    identifies: list[dict[str, Any]] = field(default_factory=list)
    resumes: list[dict[str, Any]] = field(default_factory=list)
    failures: dict[tuple[str, str], deque[web.Response | Any]] = field(default_factory=dict)
    gateways: deque[Any] = field(default_factory=deque)
    connections: int = 0

    def __post_init__(self) -> None:
        self._next = 10_000
        self._sequence = 0
        self._socket: web.WebSocketResponse | None = None
        self._news = asyncio.Condition()
        self.ready = asyncio.Event()

    # --- the server -----------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Listen on the socket."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.UnixSite(self._runner, str(self.path)).start()

    async def stop(self) -> None:
        """Hang up on everybody."""
        if self._socket is not None:
            await self._socket.close()
        await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return await self._gateway(request)
        path = request.path.removeprefix("/api/v10")
        made = Request(request.method, path, dict(request.query), await _body(request))
        self.requests.append(made)
        self.problems += self.spec.problems(made.method, made.path, made.query, made.body)
        waiting = next(
            (q for (method, start), q in self.failures.items() if method == made.method and path.startswith(start) and q), None
        )
        response = waiting.popleft() if waiting else self._answer(made)
        async with self._news:
            self._news.notify_all()
        return response

    def _answer(self, request: Request) -> web.Response:  # noqa: PLR0911 - a table
        match request.method, request.path.strip("/").split("/"):
            case "GET", ["users", "@me"]:
                return reply(user(BOT, "bot", bot=True))
            case "GET", ["oauth2", "applications", "@me"]:
                return reply(application())
            case "GET", ["gateway", "bot"]:
                limits = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
                return reply({"url": "wss://gateway.discord.gg", "shards": 1, "session_start_limit": limits})
            case "GET", ["applications", _, "commands"]:
                return reply(self.commands)
            case "PUT", ["applications", _, "commands"]:
                stored = [
                    {**c, "id": self.id(), "application_id": APPLICATION, "version": self.id(), "nsfw": False}
                    for c in request.body
                ]
                self.commands = [{**c, "default_member_permissions": None} for c in stored]
                return reply(self.commands)
            case "POST", ["channels", channel, "messages"]:
                return reply(self.message(request.body.get("content", ""), channel=channel, author=user(BOT, "bot", bot=True)))
            case "POST", ["interactions", ident, _, "callback"]:
                return reply({"interaction": {"id": ident, "type": 2}, "resource": self._resource(request.body)})
            case (("POST" | "PATCH"), ["webhooks", *_]):
                return reply(self.message(request.body.get("content") or "", author=user(BOT, "bot", bot=True)))
        return reply({"message": "404: Not Found", "code": 0}, 404)

    def _resource(self, body: dict[str, Any]) -> dict[str, Any]:
        resource: dict[str, Any] = {"type": body["type"]}
        if body["type"] in (4, 7):
            resource["message"] = self.message(body["data"].get("content", ""), author=user(BOT, "bot", bot=True))
        return resource

    # --- the gateway ----------------------------------------------------------------------------------------------------

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        fault = self.gateways.popleft() if self.gateways else None
        if isinstance(fault, web.Response):
            return fault
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if isinstance(fault, int):
            await socket.close(code=fault)
            return socket
        self._socket = socket
        await self._put(10, {"heartbeat_interval": 41250})
        with contextlib.suppress(ConnectionError):
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(json.loads(message.data), fault)
        return socket

    async def _hear(self, payload: dict[str, Any], fault: Any) -> None:
        match payload["op"]:
            case 1:
                await self._put(11, None)
            case 2:
                self.identifies.append(payload["d"])
                await self._welcome(fault)
            case 6:
                self.resumes.append(payload["d"])
                await self.dispatch("RESUMED", {})

    async def _welcome(self, fault: Any) -> None:
        if callable(fault):
            await fault(self)
            return
        session = {"session_id": "session", "resume_gateway_url": "wss://gateway.discord.gg"}
        guilds = [{"id": GUILD, "unavailable": True}] if self.guilds else []
        me = {"user": user(BOT, "bot", bot=True), "application": {"id": APPLICATION, "flags": 0}}
        await self.dispatch("READY", {"v": 10, **me, "guilds": guilds, **session, "shard": [0, 1]})
        if self.guilds:
            await self.dispatch("GUILD_CREATE", guild())
        self.ready.set()

    async def _put(self, op: int, data: Any, *, event: str | None = None, sequence: int | None = None) -> None:
        assert self._socket is not None
        await self._socket.send_str(json.dumps({"op": op, "d": data, "s": sequence, "t": event}))

    async def dispatch(self, event: str, data: Any) -> None:
        """Send *event* to the bot."""
        self._sequence += 1
        await self._put(0, data, event=event, sequence=self._sequence)

    async def close(self, code: int) -> None:
        """End the connection with *code*."""
        assert self._socket is not None
        await self._socket.close(code=code)

    # --- acting ---------------------------------------------------------------------------------------------------------

    def id(self) -> str:
        """Return a new id."""
        self._next += 1
        return str(self._next)

    def message(
        self, content: str, *, channel: str = CHANNEL, author: dict[str, Any] | None = None, **more: Any
    ) -> dict[str, Any]:
        """Return a message as Discord describes it."""
        base = {"mention_everyone": False, "mention_roles": [], "attachments": [], "embeds": [], "components": [], "flags": 0}
        sender = author or user(MEMBER, "member")
        stamp = {"timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False, "type": 0}
        return {
            "id": self.id(),
            "channel_id": channel,
            "author": sender,
            "content": content,
            "mentions": [],
            **base,
            **stamp,
            **more,
        }

    async def say(self, content: str, *, channel: str = CHANNEL, **more: Any) -> dict[str, Any]:
        """Send a message of a member, with its content blanked where the bot may not read it."""
        mentioned = f"<@{BOT}>" in content or f"<@!{BOT}>" in content
        if channel != DM:
            more = {"guild_id": GUILD, "member": member(), **more}
        mentions = [user(BOT, "bot", bot=True)] if mentioned else []
        readable = mentioned or channel == DM or bool(self.identifies[-1]["intents"] & MESSAGE_CONTENT)
        made = self.message(content if readable else "", channel=channel, **{"mentions": mentions, **more})
        await self.dispatch("MESSAGE_CREATE", made)
        return made

    async def interact(
        self, kind: int, data: Any, *, who: str = MEMBER, roles: tuple[str, ...] = (), locale: str = "en-US", **more: Any
    ) -> str:
        """Send an interaction and return its id; without a guild it comes from a direct message."""
        ident = self.id()
        place = {"guild_id": GUILD, "member": {**member(*roles), "user": user(who, "user")}, "guild_locale": "en-US"}
        base = {
            "id": ident,
            "application_id": APPLICATION,
            "token": f"token-{ident}",
            "version": 1,
            "type": kind,
            "locale": locale,
        }
        channel = {
            "channel_id": CHANNEL,
            "channel": {"id": CHANNEL, "type": 0, "name": "rare-earths", "permissions": "0", "position": 0},
        }
        rights = {"app_permissions": "0", "entitlements": [], "authorizing_integration_owners": {}, "attachment_size_limit": 1}
        await self.dispatch("INTERACTION_CREATE", {**base, "data": data, **channel, **rights, "context": 0, **place, **more})
        return ident

    async def command(self, name: str, options: Any = (), **more: Any) -> dict[str, Any]:
        """Use the slash command *name* and return the callback that answers it."""
        ident = await self.interact(2, {"id": "1", "name": name, "type": 1, "options": list(options)}, **more)
        return await self.callback(ident)

    async def callback(self, ident: str) -> dict[str, Any]:
        """Return the answer to the interaction *ident*."""
        return (await self.request("POST", f"/interactions/{ident}/")).body

    async def request(self, method: str, start: str, *, after: int = 0, timeout: float = 5.0) -> Request:  # noqa: ASYNC109
        """Wait for a request and return it, the first beyond *after* of its kind."""

        def found() -> Request | None:
            fitting = [r for r in self.requests if r.method == method and r.path.startswith(start)]
            return fitting[after] if len(fitting) > after else None

        async with asyncio.timeout(timeout), self._news:
            await self._news.wait_for(found)
        made = found()
        assert made is not None
        return made

    def sent(self, method: str, start: str) -> list[Request]:
        """Return the requests so far."""
        return [r for r in self.requests if r.method == method and r.path.startswith(start)]

    async def quiet(self, seconds: float = 0.2) -> None:
        """Wait as long as the bot would need for anything it does."""
        await asyncio.sleep(seconds)


def reply(data: Any, status: int = 200, **headers: str) -> web.Response:
    """Return *data* as Discord sends it; with a charset discord.py would take it for text."""
    return web.Response(body=json.dumps(data).encode(), status=status, headers={"Content-Type": "application/json", **headers})


def limited(seconds: float) -> web.Response:
    """Return a 429; without Via discord.py takes it for a ban by Cloudflare."""
    return reply({"message": "You are being rate limited.", "retry_after": seconds, "global": False}, 429, Via="1.1 google")


def user(ident: str, name: str, *, bot: bool = False) -> dict[str, Any]:
    """Return a user."""
    return {"id": ident, "username": name, "discriminator": "0", "global_name": None, "avatar": None, "bot": bot}


def member(*roles: str) -> dict[str, Any]:
    """Return a member without the user."""
    times = {"joined_at": "2026-01-01T00:00:00+00:00", "premium_since": None}
    return {
        "roles": list(roles),
        "nick": None,
        "avatar": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": "0",
        **times,
    }


def guild() -> dict[str, Any]:
    """Return the server with its one channel."""
    roles = [{"id": ident, "name": name, "permissions": "0", "position": n, "color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
             for n, (ident, name) in enumerate(((GUILD, "@everyone"), (EDITORS, "Editors")))]  # fmt: skip
    channel = {"id": CHANNEL, "type": 0, "name": "rare-earths", "position": 0, "permission_overwrites": [], "nsfw": False}
    empty = {
        key: []
        for key in (
            "emojis",
            "stickers",
            "features",
            "threads",
            "presences",
            "voice_states",
            "stage_instances",
            "guild_scheduled_events",
        )
    }
    levels = dict.fromkeys(
        (
            "verification_level",
            "default_message_notifications",
            "explicit_content_filter",
            "mfa_level",
            "premium_tier",
            "nsfw_level",
        ),
        0,
    )
    me = {**member(), "user": user(BOT, "bot", bot=True)}
    head = {
        "id": GUILD,
        "name": "Home",
        "owner_id": MODERATOR,
        "member_count": 3,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
    }
    return {
        **head,
        "roles": roles,
        "channels": [channel],
        "members": [me],
        "large": False,
        "unavailable": False,
        **empty,
        **levels,
    }


def application() -> dict[str, Any]:
    """Return the bot's application."""
    owner = {"owner": user(MODERATOR, "moderator"), "team": None}
    return {"id": APPLICATION, "name": "bot", "icon": None, "description": "", "bot_public": True, "bot_require_code_grant": False,
            "verify_key": "", "flags": 0, "rpc_origins": [], **owner}  # fmt: skip


async def _body(request: web.Request) -> Any:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return json.loads(str(form["payload_json"]))
    text = await request.text()
    return json.loads(text) if text else None
