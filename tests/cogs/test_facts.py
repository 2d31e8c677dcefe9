"""Editors edit; nobody else does, at any step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from simcord import InteractionResult

from bot.cogs import _forms

RECORD = "export-volume/2012-customs-2013"
QUESTION = "how much did china export in 2012?"


def typed(form, **changed: str) -> dict[str, object]:
    """Return what a person sends who changes some fields of *form* and leaves the others as they are."""
    shown = {row["component"]["custom_id"]: _value(row["component"]) for row in form.modal["components"]}
    return {**shown, "why": "a test", **changed}


def _value(component: dict) -> object:
    if "options" in component:
        return [option["value"] for option in component["options"] if option.get("default")]
    return component.get("value", "")


async def edit(town, record: str = RECORD, **changed: str) -> InteractionResult:
    form = await town.moderator.slash(town.channel, "facts edit", record=record)
    return await town.moderator.submit_modal(form, typed(form, **changed))


def labels(message) -> list[str]:
    return [button["label"] for row in message.components for button in row["components"]]


async def test_a_correction_goes_all_the_way_and_back(town) -> None:
    shown = await edit(town, figure="17,000")
    assert shown.ephemeral
    assert "-value: 16265" in shown.response.content
    assert "+value: 17000" in shown.response.content
    assert labels(shown.response) == ["Confirm", "Change again", "Cancel"]
    assert "16,265 t" in await town.ask(QUESTION)

    await town.moderator.click(shown.response.message, label="Confirm")
    note = town.channel.last_message
    assert "Revision 1" in note.content
    assert "a test" in note.content
    assert "17,000 t" in await town.ask(QUESTION)

    await town.moderator.click(note, label="Undo")
    assert "takes revision 1 back" in town.channel.last_message.content
    assert "16,265 t" in await town.ask(QUESTION)
    assert [r.number for r in town.desk.history()] == [2, 1]


async def test_the_form_shows_the_record_within_the_limits_of_discord(town) -> None:
    form = (await town.moderator.slash(town.channel, "facts edit", record=RECORD)).modal
    rows = form["components"]
    assert 1 <= len(rows) <= 5
    assert len(form["title"]) <= 45
    assert all(len(row["label"]) <= 45 for row in rows)
    by_id = {row["component"]["custom_id"]: row["component"] for row in rows}
    assert list(by_id) == ["figure", "status", "source", "phrasings", "why"]
    assert by_id["figure"]["value"] == "16265"
    assert [o["value"] for o in by_id["status"]["options"] if o.get("default")] == ["actual"]


async def test_phrasings_are_edited_in_the_same_form(town) -> None:
    shown = await edit(
        town,
        phrasings="how much did china export\nwhat was shipped out by beijing\nchinese exports\nexport total\nyearly exports",
    )
    await town.moderator.click(shown.response.message, label="Confirm")
    assert "what was shipped out by beijing" in town.desk.knowledge.series["export-volume"].ask.en
    assert [r.change.id for r in town.desk.history()] == ["export-volume"]


async def test_figure_and_phrasings_make_two_revisions(town) -> None:
    shown = await edit(
        town, figure="17000", phrasings="how much did china export\nchinese exports\nexport total\nyearly exports\nexport tons"
    )
    await town.moderator.click(shown.response.message, label="Confirm")
    assert [r.change.id for r in town.desk.history()] == ["export-volume", RECORD]


async def test_a_prose_record_has_its_own_form(town) -> None:
    shown = await edit(town, "why-exports-fell", answer="Demand was weak, the customs said.")
    await town.moderator.click(shown.response.message, label="Confirm")
    assert town.desk.knowledge.records["why-exports-fell"].answer.en == "Demand was weak, the customs said."
    assert town.desk.knowledge.records["why-exports-fell"].answer.ja


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"figure": "a lot"}, "is no figure"),
        ({"figure": "9000-100"}, "ends below"),
        ({"source": "nobody"}, "nobody"),
    ],
)
async def test_what_breaks_a_rule_is_refused_and_can_be_corrected(town, changed, said) -> None:
    shown = await edit(town, **changed)
    assert said in shown.response.content
    assert labels(shown.response) == ["Change again"]
    again = await town.moderator.click(shown.response.message, label="Change again")
    fields = {row["component"]["custom_id"]: row["component"] for row in again.modal["components"]}
    key, value = next(iter(changed.items()))
    assert fields[key]["value"] == value
    await town.moderator.submit_modal(again, typed(again, figure="17000"))
    assert town.desk.history() == []


async def test_nothing_changed_is_said(town) -> None:
    shown = await edit(town)
    assert "nothing was changed" in shown.response.content
    assert shown.response.components == []


async def test_cancel_forgets_the_edit(town) -> None:
    shown = await edit(town, figure="17000")
    message = shown.response.message
    result = await town.moderator.click(message, label="Cancel")
    assert result.acknowledged
    assert town.desk.history() == []


async def test_confirm_works_once(town) -> None:
    shown = await edit(town, figure="17000")
    message = shown.response.message
    drafts = {token for token, draft in town.bot.drafts._kept.items() if draft.changes}
    await town.moderator.click(message, label="Confirm")
    assert len(town.desk.history()) == 1
    assert drafts.isdisjoint(town.bot.drafts._kept)


async def test_a_stale_edit_is_refused(town) -> None:
    one = await edit(town, figure="17000")
    two = await edit(town, figure="18000")
    await town.moderator.click(one.response.message, label="Confirm")
    await town.moderator.click(two.response.message, label="Confirm")
    assert "changed by somebody else" in two.response.content
    assert len(town.desk.history()) == 1


async def test_a_member_is_refused_at_the_command(town) -> None:
    for command, options in (("facts edit", {"record": RECORD}), ("facts history", {}), ("facts undo", {"revision": 1})):
        result = await town.member.slash(town.channel, command, **options)
        assert result.modal is None
        assert result.ephemeral
        assert "Only the editors" in result.response.content


async def test_another_server_and_a_direct_message_are_refused(town) -> None:
    elsewhere = town.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("general")
    town.bot.settings = replace(town.bot.settings, editor_users=frozenset({town.moderator.id}))
    there = elsewhere.add_member(town.moderator.user)
    result = await there.slash(channel, "facts edit", record=RECORD)
    assert "home server" in result.response.content
    result = await town.moderator.user.slash("facts edit", record=RECORD)
    assert "home server" in result.response.content
    assert result.modal is None


async def test_without_a_home_server_nobody_edits(town) -> None:
    town.bot.settings = replace(town.bot.settings, home_guild=None, editor_users=frozenset({town.moderator.id}))
    result = await town.moderator.slash(town.channel, "facts edit", record=RECORD)
    assert "home server" in result.response.content


async def test_a_named_user_may_edit_without_a_role(town) -> None:
    town.bot.settings = replace(town.bot.settings, editor_roles=frozenset(), editor_users=frozenset({town.member.id}))
    assert (await town.member.slash(town.channel, "facts edit", record=RECORD)).modal
    assert (await town.moderator.slash(town.channel, "facts edit", record=RECORD)).modal is None


async def test_who_loses_the_right_is_refused_at_submit_and_at_confirm(town) -> None:
    form = await town.moderator.slash(town.channel, "facts edit", record=RECORD)
    shown = await edit(town, figure="17000")
    town.bot.settings = replace(town.bot.settings, editor_roles=frozenset())
    result = await town.moderator.submit_modal(form, typed(form, figure="18000"))
    assert "Only the editors" in result.response.content
    result = await town.moderator.click(shown.response.message, label="Confirm")
    assert "Only the editors" in result.response.content
    assert town.desk.history() == []


async def test_a_member_cannot_press_undo(town) -> None:
    shown = await edit(town, figure="17000")
    await town.moderator.click(shown.response.message, label="Confirm")
    note = town.channel.last_message
    result = await town.member.click(note, label="Undo")
    assert "Only the editors" in result.response.content
    assert len(town.desk.history()) == 1


async def test_after_a_restart_undo_works_and_an_old_preview_says_so(town) -> None:
    shown = await edit(town, figure="17000")
    preview = shown.response.message
    other = await edit(town, figure="18000")
    await town.moderator.click(other.response.message, label="Confirm")
    note = town.channel.last_message
    await town.restart()
    result = await town.moderator.click(preview, label="Confirm")
    assert "expired" in result.response.content
    await town.moderator.click(note, label="Undo")
    assert "16,265 t" in await town.ask(QUESTION)


async def test_a_form_of_an_earlier_run_is_answered(town) -> None:
    form = await town.moderator.slash(town.channel, "facts edit", record=RECORD)
    await town.restart()
    result = await town.moderator.submit_modal(form, typed(form, figure="17000"))
    assert "expired" in result.response.content


async def test_undo_by_command_twice_is_refused_the_second_time(town) -> None:
    shown = await edit(town, figure="17000")
    await town.moderator.click(shown.response.message, label="Confirm")
    assert "revision 2" in (await town.moderator.slash(town.channel, "facts undo", revision=1)).response.content
    result = await town.moderator.slash(town.channel, "facts undo", revision=1)
    assert any("changed by somebody else" in m.content for m in (result.response, *result.followups))
    result = await town.moderator.slash(town.channel, "facts undo", revision=99)
    assert any("no record" in m.content for m in (result.response, *result.followups))


async def test_history_tells_who_and_why(town) -> None:
    assert "Nothing" in (await town.moderator.slash(town.channel, "facts history")).response.content
    shown = await edit(town, figure="17000")
    await town.moderator.click(shown.response.message, label="Confirm")
    result = await town.moderator.slash(town.channel, "facts history", record=RECORD)
    assert "moderator" in result.response.content
    assert "a test" in result.response.content
    assert result.ephemeral


async def test_the_note_goes_where_the_moderators_look(town) -> None:
    room = town.guild.create_text_channel("moderators")
    town.bot.settings = replace(town.bot.settings, moderator_channel=room.id)
    shown = await edit(town, figure="17000")
    await town.moderator.click(shown.response.message, label="Confirm")
    assert "Revision 1" in room.last_message.content


async def test_records_are_suggested_by_year_word_and_id(town) -> None:
    async def suggested(text: str) -> list[str]:
        found = await town.moderator.autocomplete(town.channel, "facts edit", "record", text)
        assert len(found) <= 25
        assert all(len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in found)
        return [choice["value"] for choice in found]

    assert (await suggested("exports 2012"))[:2] == ["export-volume", RECORD]
    assert RECORD in await suggested("2012 customs")
    assert await suggested(RECORD) == [RECORD]
    assert await suggested("no such thing") == []
    assert "why-exports-fell" in await suggested("")


@pytest.mark.parametrize(("record", "said"), [("nonsense", "There is no record"), ("customs-2013", "cannot be edited in a form")])
async def test_what_has_no_form_is_said(town, record, said) -> None:
    result = await town.moderator.slash(town.channel, "facts edit", record=record)
    assert said in result.response.content


def test_drafts_belong_to_one_user_and_are_forgotten_in_time(knowledge) -> None:
    drafts = _forms.Drafts()
    tokens = [drafts.add(_forms.Draft(n, "r", "en", knowledge)) for n in range(_forms.MAX_DRAFTS + 1)]
    assert drafts.get(tokens[0], 0) is None
    assert drafts.get(tokens[1], 1) is not None
    assert drafts.get(tokens[1], 2) is None
