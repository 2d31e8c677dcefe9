"""Editing a record in Discord: form, check, confirmation, note, undo.

Whether somebody may edit is asked at every step: roles change, and buttons stay where they are.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.cogs import _errors, _options
from bot.cogs._buttons import Guarded, view
from bot.cogs._fields import Field, changes, fields
from bot.cogs._words import lang_of, say
from bot.core import kinds
from bot.core.edits import describe
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.core.edits import Change, Preview, Revision
    from bot.core.models import Knowledge
    from bot.desk import Desk
    from bot.settings import Settings

log = logging.getLogger(__name__)

LIMIT = 2000
MAX_DIFFERENCE = 1200
MAX_DRAFTS = 200
FORM = "facts:form:"

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit that somebody is typing: the record as it was shown to them, and what they typed so far."""

    user: int
    record: str
    lang: str
    knowledge: Knowledge = field(repr=False)
    typed: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()


class Drafts:
    """The drafts of this run, by token; the oldest are forgotten, and all of them at a restart."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Draft] = OrderedDict()

    def add(self, draft: Draft) -> str:
        """Keep *draft* and return its token."""
        token = secrets.token_hex(8)
        self._kept[token] = draft
        while len(self._kept) > MAX_DRAFTS:
            self._kept.popitem(last=False)
        return token

    def get(self, token: str, user: int) -> Draft | None:
        """Return the draft of *token* when it is that of *user*."""
        draft = self._kept.get(token)
        return draft if draft is not None and draft.user == user else None

    def drop(self, token: str) -> None:
        """Forget the draft of *token*."""
        self._kept.pop(token, None)


def require_editor(interaction: Interaction) -> None:
    """Raise `Refused` unless the user may edit facts here."""
    settings: Settings = interaction.client.settings
    lang = lang_of(interaction.locale)
    if settings.home_guild is None or interaction.guild_id != settings.home_guild:
        raise _errors.Refused(say("elsewhere", lang))
    user = interaction.user
    roles = {role.id for role in user.roles} if isinstance(user, discord.Member) else set()
    if user.id not in settings.editor_users and roles.isdisjoint(settings.editor_roles):
        raise _errors.Refused(say("no-editor", lang))


async def open_form(interaction: Interaction, record: str) -> None:
    """Show the form for *record*, to whoever may edit."""
    require_editor(interaction)
    knowledge: Knowledge = interaction.client.desk.knowledge
    draft = Draft(interaction.user.id, record.strip(), lang_of(interaction.locale), knowledge)
    await _show(interaction, draft)


async def _show(interaction: Interaction, draft: Draft) -> None:
    made = fields(draft.knowledge, draft.record, draft.lang)
    if made is None:
        held = kinds.find(draft.knowledge, draft.record)
        file = draft.knowledge.places.get(draft.record, (f"{held[0]}.yaml" if held else "", 0))[0]
        key = "no-form" if held else "no-record"
        raise _errors.Refused(say(key, draft.lang, record=draft.record[:100], file=file))
    typed = tuple(replace(one, value=draft.typed.get(one.key, one.value)) for one in made)
    await interaction.response.send_modal(Form(draft, interaction.client.drafts.add(draft), typed))


class Form(discord.ui.Modal):
    """The fields of one record."""

    def __init__(self, draft: Draft, token: str, shown: Sequence[Field]) -> None:
        """Show the fields *shown* of *draft*."""
        super().__init__(title=say("form-title", draft.lang), custom_id=FORM + token, timeout=15 * 60)
        self.draft = draft
        self.inputs: dict[str, discord.ui.TextInput[Self] | discord.ui.Select[Any]] = {}
        for one in shown:
            self.inputs[one.key] = made = _input(one)
            hint = one.hint[:100] or None
            self.add_item(discord.ui.Label(text=one.label[:45], description=hint, component=made))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Check what was typed, and show what it would change."""
        async with _errors.answered(interaction):
            require_editor(interaction)
            await self._check(interaction)

    async def _check(self, interaction: Interaction) -> None:
        # A form that was opened from the preview takes its place; the others get a message of their own.
        await interaction.response.defer(ephemeral=True, thinking=interaction.message is None)
        draft = replace(self.draft, typed={key: _typed(made) for key, made in self.inputs.items()})
        text, buttons = await asyncio.to_thread(_checked, interaction.client.desk, interaction.client.drafts, draft)
        await interaction.edit_original_response(content=text, view=view(*buttons) if buttons else None)

    async def on_error(self, interaction: Interaction, error: Exception, /) -> None:  # type: ignore[override] # as Modal has it
        """End where all errors end."""
        await _errors.report(interaction, error)


def _input(one: Field) -> discord.ui.TextInput[Any] | discord.ui.Select[Any]:
    if one.options:
        options = [discord.SelectOption(label=label, value=value, default=value == one.value) for value, label in one.options]
        return discord.ui.Select(custom_id=one.key, options=options, required=True)
    style = discord.TextStyle.paragraph if one.long else discord.TextStyle.short
    return discord.ui.TextInput(
        custom_id=one.key, style=style, default=one.value or None, required=one.required, max_length=4000 if one.long else 300
    )


def _typed(made: discord.ui.TextInput[Any] | discord.ui.Select[Any]) -> str:
    return next(iter(made.values), "") if isinstance(made, discord.ui.Select) else made.value


def _checked(desk: Desk, drafts: Drafts, draft: Draft) -> tuple[str, list[discord.ui.Item[Any]]]:
    """Return what a moderator reads before confirming *draft*, and the buttons below; takes its time, so in a thread."""
    lang, record = draft.lang, _options.label(draft.knowledge, draft.record, draft.lang)
    try:
        made = changes(draft.knowledge, draft.record, lang, draft.typed)
        previews = [desk.preview(change) for change in made]
    except BotError as error:
        again: list[discord.ui.Item[Any]] = [AgainButton(drafts.add(draft), lang)]
        return f"{say('refused', lang, record=record)}\n{error}"[:LIMIT], again
    if not made:
        return say("unchanged", lang), []
    token = drafts.add(replace(draft, changes=made))
    if any(preview.problems for preview in previews):
        problems = "\n".join(f"- {problem}" for preview in previews for problem in preview.problems)
        return f"{say('refused', lang, record=record)}\n{problems}"[:LIMIT], [AgainButton(token, lang)]
    lines = [say("preview", lang, record=record), *(_difference(p.difference) for p in previews), _impact(previews, lang)]
    return "\n".join(lines)[:LIMIT], [ConfirmButton(token, lang), AgainButton(token, lang), CancelButton(token, lang)]


def _difference(text: str) -> str:
    safe = text.replace("```", "`\u200b``")
    return f"```diff\n{safe[:MAX_DIFFERENCE]}\n```"


def _impact(previews: Sequence[Preview], lang: str) -> str:
    shifts = list(dict.fromkeys(shift.question for preview in previews for shift in preview.impact))
    if not shifts:
        return say("impact-none", lang)
    shown = "; ".join(f"“{question[:80]}”" for question in shifts[:3])
    return say("impact", lang, n=len(shifts), list=shown)


class _DraftButton(Guarded, template=r"$^"):
    """A button under a preview; its draft is found by the token."""

    kind = ""
    style = discord.ButtonStyle.secondary

    def __init__(self, token: str, lang: str) -> None:
        """Make a button for the draft of *token*."""
        super().__init__(discord.ui.Button(label=say(self.kind, lang), style=self.style, custom_id=f"facts:{self.kind}:{token}"))
        self.token = token

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:  # noqa: ARG003
        """Return the button that was pressed."""
        return cls(match["token"], lang_of(interaction.locale))

    async def press(self, interaction: Interaction) -> None:
        """Go on with the draft, if the user may, and if it is still known."""
        require_editor(interaction)
        draft = interaction.client.drafts.get(self.token, interaction.user.id)
        if draft is None:
            raise _errors.Refused(say("stale-form", lang_of(interaction.locale)))
        await self.go_on(interaction, draft)

    async def go_on(self, interaction: Interaction, draft: Draft) -> None:
        """Go on with *draft*."""
        raise NotImplementedError


class ConfirmButton(_DraftButton, template=r"facts:confirm:(?P<token>\w+)"):
    """Makes the edit."""

    kind = "confirm"
    style = discord.ButtonStyle.success

    async def go_on(self, interaction: Interaction, draft: Draft) -> None:
        """Make the edit once, and tell everybody."""
        interaction.client.drafts.drop(self.token)
        await interaction.response.defer()
        made, error = await _edit(interaction, draft)
        texts = [*(say("saved", draft.lang, number=r.number) for r in made), *([str(error)] if error else [])]
        await interaction.edit_original_response(content="\n".join(texts)[:LIMIT], view=None)
        for revision in made:
            await announce(interaction, revision)


async def _edit(interaction: Interaction, draft: Draft) -> tuple[list[Revision], BotError | None]:
    """Make the changes of *draft* in turn, and stop at the first that is refused."""
    made: list[Revision] = []
    for change in draft.changes:
        try:
            made.append(
                await interaction.client.desk.edit(change, signature(interaction.user), draft.typed.get("why", "").strip())
            )
        except BotError as error:
            return made, error
    return made, None


class AgainButton(_DraftButton, template=r"facts:again:(?P<token>\w+)"):
    """Opens the form again with what was typed."""

    kind = "again"

    async def go_on(self, interaction: Interaction, draft: Draft) -> None:
        """Show the form."""
        await _show(interaction, draft)


class CancelButton(_DraftButton, template=r"facts:cancel:(?P<token>\w+)"):
    """Forgets the edit."""

    kind = "cancel"

    async def go_on(self, interaction: Interaction, draft: Draft) -> None:
        """Forget the draft."""
        interaction.client.drafts.drop(self.token)
        await interaction.response.edit_message(content=say("cancelled", draft.lang), view=None)


class UndoButton(Guarded, template=r"facts:undo:(?P<number>\d{1,9})"):
    """Takes a revision back; stands under the note about it."""

    def __init__(self, number: int, lang: str) -> None:
        """Make a button for revision *number*."""
        super().__init__(discord.ui.Button(label=say("undo", lang), custom_id=f"facts:undo:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:  # noqa: ARG003
        """Return the button that was pressed, perhaps one of an earlier run."""
        return cls(int(match["number"]), lang_of(interaction.locale))

    async def press(self, interaction: Interaction) -> None:
        """Take the revision back."""
        await undo(interaction, self.number, say("by-button", lang_of(interaction.locale)))


async def undo(interaction: Interaction, number: int, why: str) -> None:
    """Take revision *number* back and tell everybody."""
    require_editor(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    revision = await interaction.client.desk.undo(number, signature(interaction.user), why)
    await interaction.edit_original_response(content=say("saved", lang_of(interaction.locale), number=revision.number))
    await announce(interaction, revision)


async def announce(interaction: Interaction, revision: Revision) -> None:
    """Post the note about *revision*: where moderators look, or else where the edit was made."""
    lang = lang_of(interaction.locale)
    text, button = (
        note(interaction.client.desk.knowledge, revision, interaction.user.mention, lang),
        view(UndoButton(revision.number, lang)),
    )
    place = interaction.client.settings.moderator_channel
    if place is not None and place != interaction.channel_id:
        try:
            await interaction.client.get_partial_messageable(place).send(text, view=button, suppress_embeds=True)
        except discord.HTTPException:
            log.exception("The note about revision %d could not be posted in the moderators' channel", revision.number)
        else:
            return
    await interaction.followup.send(text, view=button, suppress_embeds=True)


def note(knowledge: Knowledge, revision: Revision, who: str, lang: str) -> str:
    """Return what everybody reads about *revision*."""
    key = "note" if revision.undoes is None else "undone"
    record = _options.label(knowledge, revision.change.id, lang)
    head = say(key, lang, number=revision.number, who=who, record=record, why=revision.why[:300], undoes=revision.undoes)
    return f"{head[:600]}\n{_difference(describe(revision.change))}"


def signature(user: discord.abc.User) -> str:
    """Return how the journal names *user*."""
    return f"{user.name} ({user.id})"


BUTTONS: tuple[type[Guarded], ...] = (ConfirmButton, AgainButton, CancelButton, UndoButton)
