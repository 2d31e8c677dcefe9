"""Clauses: the part of a message that asks, without the talk before and after it.

"geography nerd here, where is the biggest mine" asks no more than its second half. What is left out names nothing that
any record is about, so that leaving it out cannot turn the question into another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.slots import Slots

_SPLIT = re.compile(
    r"(?<!\d)[,:]|[,:](?!\d)|\.{2,}|[;!?…、。;:!?]|,\s|(?<!\bno)\.(?:\s|$)|\s-+\s"
    r"|\b(?:lol|lmao|haha|btw|anyway|thanks|thx|pls|please)\b"
    r"|\b(?:but|so|and)\s(?=(?:what|when|who|how|why|where|which|did|do|does|is|are|was|were|has|have|had|can|could|would)\b)"
)
_ASKS = re.compile(
    r"\b(?:what|whats|when|who|whose|how|why|where|which)\b"
    r"|^\W*(?:and |so |but |then )?(?:did|does|do|is|are|was|were|has|had|can|could|would)\b"
    r"|何|谁|いつ|どこ|どの|どれ|なぜ|なんで|いくら|いくつ|什么|哪|几|多少|怎么|为什么|为何|吗|呢|か$"
)
_SELF = re.compile(
    r"\b(?:i|i'm|im|i've|ive|me|my|mine|we|our|us all|you|u|ya|y'all|your|someone|somebody|anyone|noob|newbie|sorry|help"
    r"|guys|folks|question|here|need this|need the|random|quick one|curious|confused|friend|teacher|boss|roommate|homework"
    r"|essay|project|class|quiz|trivia|hi|hello|hey|ok|okay|omg|ngl)\b"
    r"|私|僕|俺|すみません|教えて|ちょっと|友達|宿题|レポート|请问|我|老师|朋友|作业|大家|各位"
)
_LEANS = re.compile(r"\b(?:it|its|he|she|they|them|their|his|her|those|these|that|this)\b|それ|その|これ|この|它|他|她|其|这|那")
_NAMING = ("commodity", "place", "actor", "org", "segment", "other", "unit")
_OF_PEOPLE = frozenset({"demand", "area", "world", "hours"})
"""Measures whose words people also use of themselves: "I need", "how big", "all the world"."""
_TELLING = (*_NAMING, "concept", "action", "asks", "operation", "status")


def matter(asked: Slots) -> str:
    """Return the folded text of *asked* without the clauses that are talk; all of it where nothing is."""
    clauses = list(_clauses(asked.text))
    if len(clauses) < 2:  # noqa: PLR2004 - one clause is all there is
        return asked.text
    talk = [_is_talk(asked, start, end) for start, end in clauses]
    last = max((i for i, (a, b) in enumerate(clauses) if not talk[i] and _ASKS.search(asked.text[a:b])), default=-1)
    if last < 0 and "?" in asked.text:
        last = max((i for i in range(len(clauses)) if not talk[i]), default=-1)
    kept = [clause for i, clause in enumerate(clauses) if not (talk[i] and (i < last or _is_about_people(asked.text, clause)))]
    if last < 0 or len(kept) in (0, len(clauses)):
        return asked.text
    return " , ".join(asked.text[a:b].strip() for a, b in kept)


def core_question(asked: Slots) -> str | None:
    """Return the one clause of *asked* that is a whole question by itself; None where there is none, or several."""
    clauses = list(_clauses(asked.text))
    whole = [clause for clause in clauses if _is_whole(asked, *clause)]
    if len(clauses) < 2 or len(whole) != 1:  # noqa: PLR2004 - one clause is the question
        return None
    start, end = whole[0]
    return asked.text[start:end].strip()


def clause_of(text: str, place: int) -> tuple[int, int]:
    """Return where the clause of *text* begins and ends that has *place*."""
    return next(((start, end) for start, end in _clauses(text) if start <= place < end), (0, len(text)))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _SPLIT.finditer(text):
        if text[at : match.start()].strip():
            yield at, match.start()
        at = match.end()
    if text[at:].strip():
        yield at, len(text)


def _kinds(asked: Slots, start: int, end: int) -> set[str]:
    """Return the kinds of terms in a clause; "stupid question" judges nothing but itself."""
    return {spot.term.kind for spot in asked.spots if start <= spot.start < end and spot.term.id != "opinion"}


def _is_dated(asked: Slots, start: int, end: int) -> bool:
    return any(start <= m.start < end for m in asked.mentions) or any(v.text in asked.text[start:end] for v in asked.values)


def _measures(asked: Slots, start: int, end: int) -> bool:
    """Tell whether a clause names what is measured; "I need this for school" names no demand."""
    return any(s.term.kind == "concept" and s.term.id not in _OF_PEOPLE for s in asked.spots if start <= s.start < end)


def _is_talk(asked: Slots, start: int, end: int) -> bool:
    """Tell whether a clause names no thing, time or number, and is of a person or of common words alone."""
    kinds = _kinds(asked, start, end)
    if kinds & set(_NAMING) or _is_dated(asked, start, end) or _measures(asked, start, end):
        return False
    if _is_about_people(asked.text, (start, end)):
        return True
    clause = asked.text[start:end]
    return not kinds & set(_TELLING) and not _ASKS.search(clause) and not any(word in clause for word in asked.rest)


def _is_about_people(text: str, clause: tuple[int, int]) -> bool:
    return bool(_SELF.search(text[clause[0] : clause[1]]))


def _is_whole(asked: Slots, start: int, end: int) -> bool:
    """Tell whether a clause asks, names what it asks about, and points at nothing outside itself."""
    clause = asked.text[start:end]
    kinds = _kinds(asked, start, end)
    return bool(
        _ASKS.search(clause) and kinds & set(_NAMING) and kinds & {"concept", "action", "asks"} and not _LEANS.search(clause)
    )
