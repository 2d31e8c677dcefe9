"""The one place where errors of the edge end: a sentence for the user, the rest for the log.

Nothing that is logged here names a user, repeats what they said, or holds a token.
"""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands

from bot.cogs._words import lang_of, say
from bot.errors import BotError

log = logging.getLogger(__name__)

_GONE = {10008, 10062, 40060}
"""Unknown message, unknown interaction, already acknowledged: the user is not waiting any more."""


class Refused(app_commands.AppCommandError):
    """The user may not do this, or it cannot be done; the text is for them."""


def sentence(error: BaseException, lang: str) -> str | None:
    """Return what a user is told about *error*, or None when it is one of ours that only the log can explain."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, Refused | BotError):
        return str(error)
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch | app_commands.TransformerError):
        return say("stale-command", lang)
    return None


class answered:  # noqa: N801 - used like a function
    """Around what may be refused: the refusal is answered and goes no further; what is unexpected does."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        """Answer *interaction*."""
        self._interaction = interaction

    async def __aenter__(self) -> None:
        """Do nothing yet."""

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Answer a refusal."""
        if not isinstance(error, Refused | BotError):
            return False
        await report(self._interaction, error)
        return True


async def report(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the user of *interaction* about *error*, and log what they cannot help."""
    lang = lang_of(interaction.locale)
    told = sentence(error, lang)
    if told is None:
        log.error("An interaction (%s) failed", interaction.type.name, exc_info=error)
    try:
        await _tell(interaction, (told or say("failed", lang))[:2000])
    except discord.HTTPException as failure:
        if failure.code not in _GONE:
            log.error("A user could not be told of an error: %s", failure)  # noqa: TRY400 - the trace says no more


async def _tell(interaction: discord.Interaction[Any], text: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        if not interaction.response.is_done():
            await interaction.response.autocomplete([])
    elif interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True, suppress_embeds=True)
    else:
        await interaction.response.send_message(text, ephemeral=True, suppress_embeds=True)
