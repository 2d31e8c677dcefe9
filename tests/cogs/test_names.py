"""Commands as Discord gets them: names, descriptions and translations within its rules."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.cogs import _sync, create_bot
from bot.cogs._client import groups
from bot.cogs._names import DESCRIPTIONS, NAMES
from bot.settings import Settings

NAME = re.compile(r"[-_'\w]{1,32}")
LOCALES = {"ja", "zh-CN", "zh-TW"}


@pytest.fixture
async def payload(env) -> list[Any]:
    return await _sync._payload(env.bot)


def nodes(node: Any) -> list[dict[str, Any]]:
    """Return every command and option in *node*."""
    if isinstance(node, list):
        return [each for item in node for each in nodes(item)]
    return [node, *nodes(node.get("options") or [])]


async def test_every_name_and_description_is_translated(payload) -> None:
    for node in nodes(payload):
        assert set(node.get("name_localizations") or ()) == LOCALES, node["name"]
        if node.get("description"):
            assert set(node["description_localizations"]) == LOCALES, node["description"]


async def test_no_translation_is_left_over(payload) -> None:
    assert set(NAMES) == {node["name"] for node in nodes(payload)}
    assert set(DESCRIPTIONS) == {node["description"] for node in nodes(payload) if node.get("description")}


async def test_names_keep_to_the_rules_of_discord(payload) -> None:
    for node in nodes(payload):
        menu = node.get("type") == 3 and "options" not in node
        for name in (node["name"], *(node.get("name_localizations") or {}).values()):
            assert menu or NAME.fullmatch(name), name
            assert menu or name == name.lower(), name
            assert len(name) <= 32
        for text in (node.get("description", ""), *(node.get("description_localizations") or {}).values()):
            assert len(text) <= 100


async def test_commands_work_everywhere_and_for_every_kind_of_install(payload) -> None:
    for command in payload:
        assert sorted(command["contexts"]) == [0, 1, 2]
        assert sorted(command["integration_types"]) == [0, 1]


def test_a_group_is_found_by_being_there() -> None:
    assert groups() == [f"bot.cogs.{name}" for name in ("about", "ask", "facts", "stats")]


async def test_what_discord_adds_makes_no_difference(payload) -> None:
    theirs = [
        {**command, "id": "1", "version": "2", "application_id": "3", "dm_permission": None} for command in reversed(payload)
    ]
    assert _sync.same(payload, theirs)


@pytest.mark.parametrize("key", ["description", "options", "contexts", "name_localizations"])
async def test_any_difference_that_matters_is_seen(payload, key) -> None:
    theirs = [dict(command) for command in payload]
    theirs[0].pop(key, None)
    theirs[0][key] = {"description": "other", "options": [{"name": "x", "type": 3}], "contexts": [0], "name_localizations": {}}[
        key
    ]
    assert not _sync.same(payload, theirs)
    assert not _sync.same(payload, payload[1:])


def test_options_go_unchanged_to_the_client(desk) -> None:
    bot = create_bot(Settings(), desk, heartbeat_timeout=7.0, guild_ready_timeout=0.0)
    assert bot._connection.heartbeat_timeout == 7.0
    assert bot._connection.guild_ready_timeout == 0.0
    sharded = create_bot(Settings(), desk, shard_ids=[1], shard_count=2)
    assert sharded.shard_ids == [1]
    assert sharded.shard_count == 2
    assert not sharded._is_first_process()
    assert bot._is_first_process()
