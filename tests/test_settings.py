"""The settings are read once and say what is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings

ROOT = Path(__file__).parent.parent


def test_without_anything_there_are_defaults() -> None:
    settings = Settings.read({}, None)
    assert (settings.knowledge_dir, settings.token, settings.log_level) == (ROOT / "knowledge", None, "INFO")
    assert (settings.editor_users, settings.channels) == (frozenset(), frozenset())


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "# a comment\nDISCORD_TOKEN=from-file  # behind\nexport EDITOR_USERS='1, 2 3'\nHOME_GUILD=\"7\"\nCHANNELS=\n\nLOG_LEVEL=debug\n"
    )
    settings = Settings.read({"LOG_LEVEL": "WARNING", "EDITOR_ROLES": "9"}, tmp_path / ".env")
    assert (settings.token, settings.log_level, settings.home_guild) == ("from-file", "WARNING", 7)
    assert (settings.editor_users, settings.editor_roles, settings.channels) == ({1, 2, 3}, {9}, frozenset())


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("HOME_GUILD", "my server", "'my'"),
        ("HOME_GUILD", "1,2", "one id"),
        ("EDITOR_USERS", "1,ann", "'ann'"),
        ("LOG_LEVEL", "LOUD", "LOUD"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}.*{says}"):
        Settings.read({name: text}, None)


def test_a_line_that_is_no_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=x\nwhat\n")
    with pytest.raises(SettingsError, match=r"\.env:2"):
        Settings.read({}, tmp_path / ".env")


def test_the_token_is_asked_for_in_one_plain_sentence_and_never_shown() -> None:
    with pytest.raises(SettingsError, match=r"discord\.com/developers.*make demo"):
        Settings.read({}, None).need_token()
    settings = Settings.read({"DISCORD_TOKEN": "secret"}, None)
    assert settings.need_token() == "secret"
    assert "secret" not in repr(settings)


def test_every_setting_is_explained_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    read = set(re.findall(r'"([A-Z][A-Z_]+)"', (ROOT / "bot" / "settings.py").read_text(encoding="utf-8"))) - {
        "DEBUG",
        "INFO",
        "WARNING",
        "ERROR",
        "CRITICAL",
    }
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == read
    for block in re.split(r"\n\n", example):
        assert block.lstrip().startswith("#"), block
