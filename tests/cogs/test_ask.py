"""Questions reach the desk in every way, and answers come back as Discord wants them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cogs import create_bot
from bot.core.reply import Choice, Reply
from bot.settings import Settings

QUESTION = "how much did china export in 2012?"


async def test_a_mention_is_answered_in_the_message_itself(town) -> None:
    text = await town.ask(QUESTION)
    assert "16,265 t" in text
    assert "2012" in text
    assert not town.channel.last_message.embeds


async def test_the_answer_refers_to_the_question_and_shows_no_link_previews(town) -> None:
    message = await town.member.send(town.channel, f"<@{town.bot.user.id}> {QUESTION}")
    answer = town.channel.last_message
    assert answer.reference.message_id == message.id
    assert answer.flags.suppress_embeds


async def test_sources_are_links_with_their_titles(town) -> None:
    assert "](<https://" in (await town.ask(QUESTION)).splitlines()[-1]


async def test_a_direct_message_needs_no_mention(town) -> None:
    user = town.env.create_user("stranger")
    await user.send_dm(QUESTION)
    assert "16,265 t" in user.dm_channel.last_message.content


async def test_slash_ask_answers_for_everybody(town) -> None:
    result = await town.member.slash(town.channel, "ask", question=QUESTION)
    assert "16,265 t" in result.response.content
    assert not result.ephemeral


async def test_what_is_not_known_is_said_to_the_asker_only(town) -> None:
    result = await town.member.slash(town.channel, "ask", question="tungsten quota 2012")
    assert "tungsten" in result.response.content
    assert result.ephemeral


async def test_the_language_can_be_chosen(town) -> None:
    result = await town.member.slash(town.channel, "ask", question=QUESTION, lang="ja")
    assert "16,265トン" in result.response.content


async def test_any_message_can_be_answered_from_its_menu(town) -> None:
    message = await town.moderator.send(town.channel, QUESTION)
    result = await town.member.context_menu(town.channel, "Answer this", message)
    assert "16,265 t" in result.response.content


async def test_a_message_that_is_not_for_the_bot_stays_unanswered(town) -> None:
    await town.member.send(town.channel, QUESTION)
    assert town.channel.last_message.content == QUESTION


async def test_in_its_own_channel_the_bot_needs_no_mention(town) -> None:
    settings = replace(town.bot.settings, channels=frozenset({town.channel.id}))
    await town.env.restart_bot(create_bot(settings, town.desk))  # the intent is asked for at start
    await town.member.send(town.channel, QUESTION)
    assert "16,265 t" in town.channel.last_message.content


async def test_in_its_own_channel_the_bot_keeps_out_of_talk_between_people(town) -> None:
    settings = replace(town.bot.settings, channels=frozenset({town.channel.id}))
    await town.env.restart_bot(create_bot(settings, town.desk))
    message = await town.member.send(town.channel, f"{town.moderator.mention} {QUESTION}")
    await town.moderator.send(town.channel, QUESTION, reply_to=message)
    assert town.channel.last_message.author.id == town.moderator.id


def test_no_privileged_intent_is_asked_for_unless_a_channel_needs_it(desk) -> None:
    assert not create_bot(Settings(), desk).intents.message_content
    assert create_bot(Settings(channels=frozenset({1})), desk).intents.message_content
    for bot in (create_bot(Settings(), desk), create_bot(Settings(channels=frozenset({1})), desk)):
        assert not bot.intents.members
        assert not bot.intents.presences


async def test_bots_and_webhooks_are_not_answered(town) -> None:
    other = town.guild.add_member(town.env.create_user("other", bot=True))
    said = f"<@{town.bot.user.id}> {QUESTION}"
    await other.send(town.channel, said)
    assert town.channel.last_message.content == said


@pytest.mark.parametrize("text", ["", "   ", "\n"])
async def test_an_empty_mention_gets_a_short_help(town, text) -> None:
    answer = await town.ask(text)
    assert "/ask" in answer
    assert town.bot.user.mention in answer


async def test_an_empty_context_menu_target_gets_the_help(town) -> None:
    message = await town.moderator.send(town.channel, "", attachments=[("a.txt", b"a")])
    result = await town.member.context_menu(town.channel, "Answer this", message)
    assert "/ask" in result.response.content


async def test_five_thousand_characters_are_read_as_far_as_needed(town) -> None:
    command = town.bot.tree.get_command("ask")
    answer = await town.ask(QUESTION + " " + "x" * 1500)
    assert 0 < len(answer) <= 2000
    assert command.parameters[0].max_value == 500


async def test_everyone_is_never_mentioned(town) -> None:
    await town.ask(f"@everyone <@&{town.guild.default_role.id}> {QUESTION}")
    message = town.channel.last_message
    assert message.author.id == town.bot.user.id
    assert not message.mention_everyone
    assert not message.role_mentions
    assert town.bot.allowed_mentions.to_dict() == {"parse": []}


async def test_an_unsent_answer_does_not_disturb_the_bot(town, caplog) -> None:
    town.env.inject_error("POST", "/channels/*/messages", status=403)
    await town.member.send(town.channel, f"<@{town.bot.user.id}> {QUESTION}")
    assert town.channel.last_message.author.id == town.member.id
    assert "could not be answered" in caplog.text
    assert "16,265 t" in await town.ask(QUESTION)


async def test_an_error_is_told_in_a_sentence_and_logged_without_what_was_said(town, monkeypatch, caplog) -> None:
    monkeypatch.setattr(town.desk, "ask", lambda _: 1 / 0)
    assert "logged" in await town.ask("a secret question")
    assert "ZeroDivisionError" in caplog.text
    assert "secret" not in caplog.text
    assert "member" not in caplog.text


async def test_an_error_of_a_command_is_told_in_a_sentence(town, monkeypatch, caplog) -> None:
    monkeypatch.setattr(town.desk, "ask", lambda _: 1 / 0)
    result = await town.member.slash(town.channel, "ask", question="a secret question")
    assert "logged" in result.response.content
    assert result.ephemeral
    assert "secret" not in caplog.text
    assert len(town.env.errors) == 1


def offering(*choices: Choice) -> Reply:
    return Reply("choices", "Which of these do you mean?", "en", 0.5, choices=choices)


async def test_choices_are_buttons_that_survive_a_restart(town, monkeypatch) -> None:
    offer = offering(Choice("Exports of 2012", QUESTION), Choice("Something else", "why did exports fall in 2012"))
    with monkeypatch.context() as patch:
        patch.setattr(town.desk, "word", lambda _: offer)
        await town.ask("exports?")
    message = town.channel.last_message
    assert [button.label for button in message.components[0].children] == ["Exports of 2012", "Something else"]
    await town.restart()
    result = await town.member.click(message, label="Exports of 2012")
    assert "16,265 t" in result.response.content


async def test_a_long_question_is_found_again_by_its_digest(town, monkeypatch) -> None:
    known = "how much did china export"
    monkeypatch.setattr("bot.cogs._buttons.MAX_CUSTOM_ID", 10)
    with monkeypatch.context() as patch:
        patch.setattr(town.desk, "word", lambda _: offering(Choice("Exports", known), Choice("Gone", "a phrasing of no record")))
        await town.ask("exports?")
    message = town.channel.last_message
    result = await town.member.click(message, label="Exports")
    assert "16,265 t" in result.response.content
    result = await town.member.click(message, label="Gone")
    assert "out of date" in result.response.content


async def test_a_follow_up_belongs_to_its_user_and_channel(town, monkeypatch) -> None:
    asked = []
    ask = town.desk.ask
    monkeypatch.setattr(town.desk, "ask", lambda question: asked.append(question.session) or ask(question))
    elsewhere = town.guild.create_text_channel("elsewhere")
    for who, where in (
        (town.member, town.channel),
        (town.member, town.channel),
        (town.moderator, town.channel),
        (town.member, elsewhere),
    ):
        await who.send(where, f"<@{town.bot.user.id}> {QUESTION}")
    assert asked[0] == asked[1]
    assert len(set(asked)) == 3
    assert str(town.member.id) not in asked[0]
