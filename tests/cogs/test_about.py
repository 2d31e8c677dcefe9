"""What the bot says about itself."""

from __future__ import annotations


async def test_about_counts_what_is_held(town) -> None:
    result = await town.member.slash(town.channel, "about")
    assert "3 figures" in result.response.content
    assert result.ephemeral


async def test_help_shows_how_to_ask(town) -> None:
    result = await town.member.slash(town.channel, "help")
    assert "how much did China export in 2012?" in result.response.content
    assert result.ephemeral


async def test_help_works_in_a_direct_message(town) -> None:
    result = await town.env.create_user("stranger").slash("help")
    assert "/exports" in result.response.content
