"""The settings: read once, at the edge, from the environment and a `.env` file, and passed on from there."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SettingsError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_LINE = re.compile(
    r"""^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|'([^']*)'|(.*?))\s*(?:(?<=\s)\#.*|(?<=["'])\s*\#.*)?$"""
)
KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one place where the bot runs and another; `.env.example` explains each."""

    knowledge_dir: Path = KNOWLEDGE
    token: str | None = field(default=None, repr=False)
    home_guild: int | None = None
    editor_users: frozenset[int] = frozenset()
    editor_roles: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    moderator_channel: int | None = None
    log_level: str = "INFO"

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None, dotenv: Path | None = Path(".env")) -> Settings:
        """Return the settings in *environment* (that of the process, unless given) over those in the file *dotenv*."""
        given = {**_from_file(dotenv), **(os.environ if environment is None else environment)}
        values = {name: text.strip() for name, text in given.items() if text.strip()}
        return cls(
            knowledge_dir=Path(values.get("KNOWLEDGE_DIR", KNOWLEDGE)),
            token=values.get("DISCORD_TOKEN"),
            home_guild=_one_id(values, "HOME_GUILD"),
            editor_users=_ids(values, "EDITOR_USERS"),
            editor_roles=_ids(values, "EDITOR_ROLES"),
            channels=_ids(values, "CHANNELS"),
            moderator_channel=_one_id(values, "MODERATOR_CHANNEL"),
            log_level=_level(values),
        )

    def need_token(self) -> str:
        """Return the token; SettingsError says where to get one."""
        if self.token is None:
            raise SettingsError(
                "There is no DISCORD_TOKEN: create an application at https://discord.com/developers/applications, copy the "
                "token of its bot into .env (see .env.example), and try again; `make demo` needs none."
            )
        return self.token


def _from_file(path: Path | None) -> dict[str, str]:
    """Return the settings in the file *path*, or none when there is no such file."""
    if path is None or not path.is_file():
        return {}
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None:
            raise SettingsError(f"{path}:{number}: expected NAME=value")
        found[match[1]] = next((group for group in match.groups()[1:] if group is not None), "")
    return found


def _ids(values: Mapping[str, str], name: str) -> frozenset[int]:
    parts = re.split(r"[\s,]+", values.get(name, ""))
    wrong = [part for part in parts if part and not part.isdecimal()]
    if wrong:
        raise SettingsError(
            f"{name}: {wrong[0]!r} is no Discord id; ids are numbers, separated by commas (Developer Mode, then Copy ID)."
        )
    return frozenset(int(part) for part in parts if part)


def _one_id(values: Mapping[str, str], name: str) -> int | None:
    ids = _ids(values, name)
    if len(ids) > 1:
        raise SettingsError(f"{name}: expected one id, not {len(ids)}.")
    return next(iter(ids), None)


def _level(values: Mapping[str, str]) -> str:
    level = values.get("LOG_LEVEL", "INFO").upper()
    if level not in LEVELS:
        raise SettingsError(f"LOG_LEVEL: {level!r} is none of {', '.join(LEVELS)}.")
    return level
