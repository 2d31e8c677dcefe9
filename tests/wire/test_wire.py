"""What goes over the wire: one request for a question, in the shape that Discord describes."""

from __future__ import annotations

from collections import deque

import pytest

from bot.core.chart import Picture
from bot.errors import ChartError
from bot.settings import Settings
from tests.wire.discord import BOT, CHANNEL, DM, EDITORS, MESSAGE_CONTENT, MODERATOR, limited, reply, user

QUESTION = "how much did china export in 2012?"
MESSAGES = f"/channels/{CHANNEL}/messages"
RECORD = "export-volume/2012-customs-2013"


def option(name, value, **more: object) -> dict[str, object]:
    return {"name": name, "type": 4 if isinstance(value, int) else 3, "value": value, **more}


async def test_the_bot_starts_with_the_requests_it_needs_and_no_other(bot, discord) -> None:
    assert [f"{r.method} {r.path}" for r in discord.requests] == [
        "GET /users/@me",
        "GET /oauth2/applications/@me",
        "GET /applications/1001/commands",
        "PUT /applications/1001/commands",
    ]
    assert len(discord.identifies) == 1


async def test_no_privileged_intent_is_asked_for(bot, discord) -> None:
    assert discord.identifies[0]["intents"] & ((1 << 1) | (1 << 8) | MESSAGE_CONTENT) == 0


async def test_a_mention_is_answered_by_one_request(bot, discord) -> None:
    before = len(discord.requests)
    asked = await discord.say(f"<@{BOT}> {QUESTION}")
    answer = await discord.request("POST", MESSAGES)
    assert "16,265 t" in answer.body["content"]
    assert answer.body["message_reference"]["message_id"] == int(asked["id"])
    assert answer.body["message_reference"]["fail_if_not_exists"] is False
    assert answer.body["allowed_mentions"]["parse"] == []
    assert not answer.body["allowed_mentions"].get("replied_user")
    assert answer.body["flags"] & 4
    await discord.quiet()
    assert len(discord.requests) == before + 1


async def test_a_direct_message_is_answered(bot, discord) -> None:
    await discord.say(QUESTION, channel=DM)
    assert "16,265 t" in (await discord.request("POST", f"/channels/{DM}/messages")).body["content"]


async def test_what_is_not_meant_for_the_bot_stays_unanswered(bot, discord) -> None:
    await discord.say(QUESTION)
    await discord.say(f"<@{BOT}> {QUESTION}", author=user("6000", "other", bot=True))
    await discord.say(f"<@{BOT}> {QUESTION}", webhook_id="7000", author=user("7000", "hook"))
    await discord.say(f"<@{BOT}> {QUESTION}", author=user(BOT, "bot", bot=True))
    await discord.say("@everyone hello", mention_everyone=True)
    await discord.say(f"<@{BOT}> {QUESTION}", type=7)
    await discord.quiet()
    assert discord.sent("POST", MESSAGES) == []


@pytest.mark.parametrize("content", [f"<@{BOT}>", f"<@!{BOT}>  ", f"<@{BOT}>\n\n"])
async def test_an_empty_mention_gets_the_help(bot, discord, content) -> None:
    await discord.say(content)
    assert "/help" in (await discord.request("POST", MESSAGES)).body["content"]


async def test_everyone_in_a_question_mentions_nobody(bot, discord) -> None:
    await discord.say(f"<@{BOT}> @everyone @here <@&{EDITORS}> {QUESTION}", mention_everyone=True)
    answer = await discord.request("POST", MESSAGES)
    assert answer.body["allowed_mentions"]["parse"] == []


async def test_a_command_is_answered_by_one_callback(bot, discord) -> None:
    answer = await discord.command("exports", [option("year", 2012)])
    assert answer["type"] == 4
    assert "16,265 t" in answer["data"]["content"]
    assert not answer["data"]["flags"] & 64


async def test_five_thousand_characters_in_a_command_are_taken(bot, discord) -> None:
    answer = await discord.command("ask", [option("question", "x" * 5000)])
    assert answer["data"]["flags"] & 64


@pytest.mark.parametrize("locale", ["ja", "zh-CN", "zh-TW", "de"])
async def test_figures_come_in_the_language_of_the_user(bot, discord, locale) -> None:
    content = (await discord.command("exports", [option("year", 2012)], locale=locale))["data"]["content"]
    assert {"ja": "トン", "zh-CN": "吨", "zh-TW": "噸", "de": " t"}[locale] in content


async def test_an_unknown_command_is_answered_in_a_sentence(bot, discord) -> None:
    answer = await discord.command("gone", [option("year", 2012)])
    assert "changed" in answer["data"]["content"]
    assert answer["data"]["flags"] & 64


@pytest.mark.parametrize(
    "options",
    [[option("gone", "x")], [], [option("question", 7)]],
    ids=["unknown option", "missing option", "wrong type"],
)
async def test_a_stale_form_of_a_command_is_answered_in_a_sentence(bot, discord, options) -> None:
    answer = await discord.command("ask", options)
    assert answer["type"] == 4
    assert answer["data"]["content"]


async def test_an_unknown_context_menu_is_answered_in_a_sentence(bot, discord) -> None:
    ident = await discord.interact(2, {"id": "1", "name": "Gone", "type": 3, "target_id": "1", "resolved": {}})
    assert "changed" in (await discord.callback(ident))["data"]["content"]


async def test_answer_this_reads_the_message_that_was_chosen(bot, discord) -> None:
    target = discord.message(QUESTION)
    data = {
        "id": "1",
        "name": "Answer this",
        "type": 3,
        "target_id": target["id"],
        "resolved": {"messages": {target["id"]: target}},
    }
    assert "16,265 t" in (await discord.callback(await discord.interact(2, data)))["data"]["content"]


async def test_years_are_suggested(bot, discord) -> None:
    ident = await discord.interact(4, {"id": "1", "name": "exports", "type": 1, "options": [option("year", "20", focused=True)]})
    answer = await discord.callback(ident)
    assert answer["type"] == 8
    assert [choice["value"] for choice in answer["data"]["choices"]] == [2012, 2011]


async def test_suggestions_for_an_unknown_command_are_none(bot, discord) -> None:
    ident = await discord.interact(4, {"id": "1", "name": "gone", "type": 1, "options": [option("x", "y", focused=True)]})
    assert (await discord.callback(ident)) == {"type": 8, "data": {"choices": []}}


async def test_a_button_of_an_earlier_run_is_answered(bot, discord) -> None:
    button = {"type": 2, "style": 2, "label": "Exports", "custom_id": f"ask:en:{QUESTION}"}
    message = discord.message("Which?", author=user(BOT, "bot", bot=True), components=[{"type": 1, "components": [button]}])
    ident = await discord.interact(3, {"custom_id": button["custom_id"], "component_type": 2}, message=message)
    assert "16,265 t" in (await discord.callback(ident))["data"]["content"]


def pressed(custom_id) -> dict[str, object]:
    return {"type": 2, "style": 2, "label": "x", "custom_id": custom_id}


async def test_why_is_one_callback_for_the_presser(bot, discord) -> None:
    await discord.say(f"<@{BOT}> {QUESTION}")
    answer = await discord.request("POST", MESSAGES)
    (why,) = answer.body["components"][0]["components"]
    assert (why["label"], why["custom_id"], why["style"]) == ("Why this answer?", f"why::{QUESTION}", 2)
    told = await discord.callback(await press(discord, why))
    assert told["type"] == 4
    assert "Period: 2012." in told["data"]["content"]
    assert told["data"]["flags"] == 64 | 4
    assert told["data"]["allowed_mentions"]["parse"] == []


async def test_a_chart_is_deferred_and_then_sent_with_its_description(bot, discord, monkeypatch) -> None:
    monkeypatch.setattr(bot.desk, "picture", lambda _: Picture(b"\x89PNG", "Chart of exports"))
    ident = await press(discord, pressed(f"chart::{QUESTION}"))
    assert (await discord.callback(ident)) == {"type": 6}
    sent = (await discord.request("POST", f"/webhooks/1001/token-{ident}")).body
    assert [(file["filename"], file["description"]) for file in sent["attachments"]] == [("chart.png", "Chart of exports")]
    assert not sent.get("flags", 0) & 64
    assert sent["allowed_mentions"]["parse"] == []


@pytest.mark.parametrize(
    ("locale", "words"), [("en-US", "cannot draw"), ("ja", "描けません"), ("zh-CN", "画不了"), ("zh-TW", "畫不了")]
)
async def test_where_no_chart_can_be_drawn_the_presser_is_told_in_their_language(
    bot, discord, monkeypatch, locale, words
) -> None:
    def fail(_: object) -> None:
        raise ChartError

    monkeypatch.setattr(bot.desk, "picture", fail)
    ident = await press(discord, pressed(f"chart:en:{QUESTION}"), locale=locale)
    told = (await discord.request("POST", f"/webhooks/1001/token-{ident}")).body
    assert words in told["content"]
    assert told["flags"] & 64


async def test_unknown_buttons_and_events_do_no_harm(bot, discord) -> None:
    message = discord.message("Old", author=user(BOT, "bot", bot=True))
    await discord.interact(3, {"custom_id": "whatever", "component_type": 2}, message=message)
    await discord.interact(5, {"custom_id": "whatever", "components": []})
    await discord.dispatch("SOMETHING_NEW", {"a": 1})
    await discord.say(f"<@{BOT}> {QUESTION}")
    assert "16,265 t" in (await discord.request("POST", MESSAGES)).body["content"]


async def edit(discord, figure, **more: object) -> str:
    """Open the form, change the figure, send it in; return the id of the interaction."""
    command = {"name": "edit", "type": 1, "options": [option("record", RECORD)]}
    form = await discord.command("facts", [command], who=MODERATOR, roles=(EDITORS,))
    assert form["type"] == 9
    values = []
    for row in form["data"]["components"]:
        part = row["component"]
        value = {"figure": figure, "why": "a test"}.get(part["custom_id"], part.get("value", ""))
        chosen = {"values": ["actual"]} if part["type"] == 3 else {"value": value}
        values.append({"type": 18, "component": {"type": part["type"], "custom_id": part["custom_id"], **chosen}})
    sent = {"custom_id": form["data"]["custom_id"], "components": values}
    return await discord.interact(5, sent, **{"who": MODERATOR, "roles": (EDITORS,), **more})


async def press(discord, button, **more: object) -> str:
    message = discord.message("x", author=user(BOT, "bot", bot=True), components=[{"type": 1, "components": [button]}])
    return await discord.interact(3, {"custom_id": button["custom_id"], "component_type": 2}, message=message, **more)


async def test_an_edit_goes_over_the_wire_and_back(bot, discord) -> None:
    ident = await edit(discord, "17000")
    assert (await discord.callback(ident)) == {"type": 5, "data": {"flags": 64}}
    preview = (await discord.request("PATCH", f"/webhooks/1001/token-{ident}/messages/@original")).body
    assert "+value: 17000" in preview["content"]
    confirm = preview["components"][0]["components"][0]

    ident = await press(discord, confirm, who=MODERATOR, roles=(EDITORS,))
    assert (await discord.callback(ident))["type"] == 6
    note = (await discord.request("POST", f"/webhooks/1001/token-{ident}")).body
    assert "Revision 1" in note["content"]
    await discord.say(f"<@{BOT}> {QUESTION}")
    assert "17,000 t" in (await discord.request("POST", MESSAGES)).body["content"]

    undo = note["components"][0]["components"][0]
    refused = await discord.callback(await press(discord, undo))
    assert "Only the editors" in refused["data"]["content"]
    ident = await press(discord, undo, who=MODERATOR, roles=(EDITORS,))
    await discord.request("POST", f"/webhooks/1001/token-{ident}")
    await discord.say(f"<@{BOT}> {QUESTION}")
    assert "16,265 t" in (await discord.request("POST", MESSAGES, after=1)).body["content"]


async def test_who_is_no_editor_any_more_is_refused_when_the_form_comes_in(bot, discord, desk) -> None:
    ident = await edit(discord, "17000", roles=())
    assert "Only the editors" in (await discord.callback(ident))["data"]["content"]
    assert desk.history() == []


async def test_editing_is_refused_in_another_server_and_in_a_direct_message(bot, discord) -> None:
    command = {"name": "edit", "type": 1, "options": [option("record", RECORD)]}
    editor = {"who": MODERATOR, "roles": (EDITORS,)}
    answer = await discord.command("facts", [command], guild_id="2999", **editor)
    assert "home server" in answer["data"]["content"]
    ident = await discord.interact(
        2, {"id": "1", "name": "facts", "type": 1, "options": [command]}, guild_id=None, member=None, user=user(MODERATOR, "m")
    )
    assert "home server" in (await discord.callback(ident))["data"]["content"]


async def test_a_rate_limit_is_waited_out(bot, discord) -> None:
    discord.failures[("POST", MESSAGES)] = deque([limited(0.05)])
    await discord.say(f"<@{BOT}> {QUESTION}")
    await discord.request("POST", MESSAGES, after=1)


@pytest.mark.parametrize("status", [403, 404, 400])
async def test_an_answer_that_cannot_be_sent_is_given_up(bot, discord, status) -> None:
    gone = reply({"message": "no", "code": 10062}, status)
    discord.failures[("POST", MESSAGES)] = deque([gone])
    await discord.say(f"<@{BOT}> {QUESTION}")
    discord.failures[("POST", "/interactions/")] = deque([reply({"message": "no", "code": 10062}, status)])
    await discord.command("exports")
    answer = await discord.command("exports", [option("year", 2012)])
    assert "16,265 t" in answer["data"]["content"]


async def test_commands_are_sent_only_when_they_differ(discord, make_bot, run) -> None:
    for _ in range(2):
        async with run(make_bot(), discord):
            pass
    assert len(discord.sent("GET", "/applications/")) == 2
    assert len(discord.sent("PUT", "/applications/")) == 1
    assert discord.sent("GET", "/applications/")[0].query == {"with_localizations": "true"}
    discord.commands[0]["description"] = "something else"
    async with run(make_bot(), discord):
        pass
    assert len(discord.sent("PUT", "/applications/")) == 2


async def test_commands_are_left_alone_by_every_process_but_the_first(discord, make_bot, run) -> None:
    async with run(make_bot(shard_ids=[1], shard_count=2), discord):
        pass
    assert discord.sent("GET", "/applications/") == []
    assert discord.identifies[0]["shard"] == [1, 2]


async def test_commands_that_cannot_be_sent_do_not_stop_the_bot(discord, make_bot, run, caplog) -> None:
    discord.failures[("GET", "/applications/")] = deque([reply({"message": "no", "code": 0}, 403)])
    async with run(make_bot(), discord):
        await discord.say(f"<@{BOT}> {QUESTION}")
        assert "16,265 t" in (await discord.request("POST", MESSAGES)).body["content"]
    assert "could not be synchronised" in caplog.text


async def test_a_channel_of_its_own_needs_the_message_content(discord, make_bot, run) -> None:
    async with run(make_bot(Settings(channels=frozenset({int(CHANNEL)}))), discord):
        assert discord.identifies[0]["intents"] & MESSAGE_CONTENT
        await discord.say(QUESTION)
        assert "16,265 t" in (await discord.request("POST", MESSAGES)).body["content"]
