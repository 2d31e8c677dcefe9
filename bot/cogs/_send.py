"""From a reply to what Discord takes: within 2,000 characters, with sources as links, and with buttons."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import discord

from bot.cogs._buttons import beside, choices
from bot.core.lines import day_of
from bot.core.phrases import bracketed, say

if TYPE_CHECKING:
    from bot.core.answer import Question
    from bot.core.reply import Citation, Reply
    from bot.desk import Desk

LIMIT = 2000
MAX_QUESTION = 500
"""Characters of a question that are read; Discord does not enforce the length that a command declares."""

_MARKS = re.compile(r"([\\*_~`|<])")
_BRACKETS = str.maketrans("[]", "()")  # not even escaped ones are safe inside the title of a link
_SCHEME = re.compile(r"\bhttps?://", re.IGNORECASE)


def question_text(text: str) -> str:
    """Return *text* as it is asked: on one line, and no longer than anybody needs."""
    return " ".join(text[: 4 * MAX_QUESTION].split())[:MAX_QUESTION]


def session(channel: int | None, user: int) -> str:
    """Return the name of a user's conversation in a channel, from which neither can be read."""
    return hashlib.blake2b(f"{channel}:{user}".encode(), digest_size=12).hexdigest()


async def send(interaction: discord.Interaction[Any], question: Question) -> None:
    """Answer *question*: for everybody when there is an answer, otherwise only for who asked."""
    reply, view = _answered(interaction.client.desk, question)
    private = reply.kind != "answer"
    if view is None:
        await interaction.response.send_message(content(reply), ephemeral=private, suppress_embeds=True)
    else:
        await interaction.response.send_message(content(reply), view=view, ephemeral=private, suppress_embeds=True)


async def answer(message: discord.Message, question: Question, desk: Desk) -> None:
    """Answer *question* below *message*, even when that was deleted in the meantime."""
    reply, view = _answered(desk, question)
    reference = message.to_reference(fail_if_not_exists=False)
    if view is None:
        await message.channel.send(content(reply), reference=reference, suppress_embeds=True)
    else:
        await message.channel.send(content(reply), reference=reference, view=view, suppress_embeds=True)


def _answered(desk: Desk, question: Question) -> tuple[Reply, discord.ui.View | None]:
    """Return the reply to *question*, and its buttons; an answer that leaned on the conversation has none (see `WhyButton`)."""
    made = desk.ask(question)
    reply = desk.word(made)
    if reply.kind != "answer":
        return reply, choices(reply.choices, reply.lang)
    return reply, beside(reply, question, desk.knowledge) if made.why.inherited is None else None


def content(reply: Reply) -> str:
    """Return the text of *reply* with links to its sources; what is too long loses its body first, never its sources."""
    if not reply.citations:
        return clamp(reply.text, LIMIT)
    body, _, _ = reply.text.rpartition("\n")  # the last line names the sources without links
    sources = _sources(reply.citations, reply.lang)
    return f"{clamp(body, LIMIT - len(sources) - 1)}\n{sources}" if body else clamp(sources, LIMIT)


def clamp(text: str, limit: int) -> str:
    """Return *text* cut at the end of a line or word so that it has at most *limit* characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at = max(cut.rfind("\n"), cut.rfind(" "), cut.rfind("。") + 1)
    cut = cut[:at] if at > limit // 2 else cut
    return f"{cut.rstrip()}…" if cut.count("**") % 2 == 0 else f"{cut[: limit - 3].rstrip()}…**"


@lru_cache(maxsize=512)  # the same few figures are asked for most
def _sources(citations: tuple[Citation, ...], lang: str) -> str:
    """Return the line of sources: with titles, else with publishers only, else the first of them; at most half a message."""
    for titled in (True, False):
        line = _line(citations, lang, titled=titled)
        if len(line) <= LIMIT // 2:
            return line
    kept = list(citations)
    while len(kept) > 1 and len(_line(kept, lang, titled=False)) > LIMIT // 2:
        kept.pop()
    line = _line(kept, lang, titled=False)
    return line if len(line) <= LIMIT // 2 else _line(kept, lang, titled=False, linked=False)[: LIMIT // 2]


def _line(citations: Sequence[Citation], lang: str, *, titled: bool, linked: bool = True) -> str:
    named = "; ".join(_named(c, lang, titled=titled, linked=linked) for c in citations)
    return "-# " + say("source" if len(citations) == 1 else "sources", lang, list=named)


def _named(citation: Citation, lang: str, *, titled: bool, linked: bool) -> str:
    name = f"{citation.publisher}: {citation.title}" if titled and citation.title else citation.publisher
    text = escape(" ".join(name.split()))
    url = _address(citation.url) if linked else None
    linked_text = f"[{text}](<{url}>)" if url else text
    return bracketed(linked_text, day_of(citation.published, lang), lang)


def escape(text: str) -> str:
    """Return *text* so that Discord shows it as it is; no link is taken for one inside a link's title."""
    return _MARKS.sub(r"\\\1", _SCHEME.sub("", text).translate(_BRACKETS))


def _address(url: str | None) -> str | None:
    """Return *url* as it may stand between the brackets of a link, or None when it is no web address."""
    if url is None or not _SCHEME.match(url):
        return None
    return quote(url, safe="%/:=&?~#+!$,;'@*[]-._")
