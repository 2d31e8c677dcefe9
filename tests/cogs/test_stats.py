"""Figures by slash command."""

from __future__ import annotations

import pytest

from bot.cogs.stats import EXPORTS, worded


async def test_exports_of_a_year(town) -> None:
    result = await town.member.slash(town.channel, "exports", year=2012)
    assert "16,265 t" in result.response.content
    assert not result.ephemeral


async def test_exports_without_a_year_are_the_newest(town) -> None:
    result = await town.member.slash(town.channel, "exports")
    assert "2012" in result.response.content


async def test_years_are_suggested_from_the_data_newest_first(town) -> None:
    choices = await town.member.autocomplete(town.channel, "exports", "year", "")
    assert [choice["value"] for choice in choices] == [2012, 2011]
    choices = await town.member.autocomplete(town.channel, "exports", "year", "2011")
    assert [choice["value"] for choice in choices] == [2011]


@pytest.mark.parametrize("year", [2031, -5, 0, 999999])
async def test_a_year_that_is_not_held_is_said_plainly(town, year) -> None:
    result = await town.member.slash(town.channel, "exports", year=year)
    assert "16,265 t**" not in result.response.content
    assert result.ephemeral


async def test_suggestions_that_fail_are_none(town, monkeypatch, caplog) -> None:
    monkeypatch.setattr(town.desk, "respond", lambda _: 1 / 0)
    assert await town.member.autocomplete(town.channel, "exports", "year", "2") == []
    assert "Suggestions" in caplog.text


@pytest.mark.parametrize("lang", ["en", "ja", "zh", "zh-TW"])
def test_the_question_is_in_the_language_of_the_user(lang) -> None:
    assert worded(EXPORTS, lang, None) in worded(EXPORTS, lang, 2012)
    assert "2012" in worded(EXPORTS, lang, 2012)
