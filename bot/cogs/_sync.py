"""Telling Discord which commands there are, only when it has others."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord.http import Route

from bot.cogs._names import Names

if TYPE_CHECKING:
    from bot.cogs._client import Client

log = logging.getLogger(__name__)

_KEYS = frozenset(
    {"name", "description", "type", "options", "choices", "value", "required", "autocomplete", "min_length", "max_length",
     "min_value", "max_value", "channel_types", "contexts", "integration_types", "name_localizations",
     "description_localizations", "default_member_permissions", "nsfw"}
)  # fmt: skip
"""What makes a command; Discord adds ids, versions and deprecated keys of its own."""


async def sync(bot: Client) -> bool:
    """Bring Discord's commands up to date and tell whether they differed; a failure is logged, the bot answers all the same."""
    try:
        ours = await _payload(bot)
        theirs = await _registered(bot)
        if same(ours, theirs):
            return False
        await bot.http.bulk_upsert_global_commands(_application(bot), payload=ours)
    except discord.HTTPException:
        log.exception("The commands could not be synchronised; those that Discord has go on working")
        return False
    log.info("Synchronised %d commands", len(ours))
    return True


def _application(bot: Client) -> int:
    if bot.application_id is None:
        raise discord.MissingApplicationID
    return bot.application_id


async def _payload(bot: Client) -> list[Any]:
    names = Names()
    commands = bot.tree._get_all_commands(guild=None)  # noqa: SLF001 - what `sync` itself uses; there is no public way
    return [await command.get_translated_payload(bot.tree, names) for command in commands]


async def _registered(bot: Client) -> list[Any]:
    # `fetch_commands` leaves the translations out.
    route = Route("GET", "/applications/{application_id}/commands", application_id=_application(bot))
    return list(await bot.http.request(route, params={"with_localizations": "true"}))


def same(ours: list[Any], theirs: list[Any]) -> bool:
    """Tell whether two lists of commands mean the same, in whatever order."""
    return _by_name(ours) == _by_name(theirs)


def _by_name(commands: list[Any]) -> dict[tuple[int, str], Any]:
    return {(command.get("type") or 1, command["name"]): _essence(command) for command in commands}


def _essence(node: Any) -> Any:
    """Return *node* without what Discord adds, and without what is so anyway."""
    if isinstance(node, list):
        return [_essence(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _part(key, value) for key, value in node.items() if key in _KEYS and not _says_nothing(value)}
    return {**kept, "type": kept.get("type", 1)} if "name" in kept and "value" not in kept else kept


def _part(key: str, value: Any) -> Any:
    if key.endswith("_localizations"):
        return dict(value)
    return sorted(value) if key in ("contexts", "integration_types", "channel_types") else _essence(value)


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})
