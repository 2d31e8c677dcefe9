"""Outcomes: a question, and what can come of it: an answer, a choice, or nothing that answers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.evidence import Evidence
from bot.core.models import Event, Record, Series, Text
from bot.core.results import Figure, Lacking
from bot.core.slots import Slots
from bot.core.spans import Period


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks. Questions with the same *session* are one conversation."""

    text: str
    lang: str | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True)
class ProseAnswer:
    """A prose record that answers; *also* is another that answers about as well, in a close call."""

    record: Record
    also: Record | None = None


@dataclass(frozen=True, slots=True)
class TimelineAnswer:
    """The events of a period, oldest first; *more* are not shown."""

    period: Period
    events: tuple[Event, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One of several records that a question may mean, with a complete question that leads to it."""

    record: str
    label: Text
    q: str


@dataclass(frozen=True, slots=True)
class Why:
    """How the answer came about: what was read, which records were weighed, and what spoke against them."""

    path: str
    evidence: tuple[Evidence, ...] = ()
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """Something was found."""

    slots: Slots
    found: Figure | ProseAnswer | TimelineAnswer
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True)
class Choices:
    """A close call."""

    slots: Slots
    options: tuple[Option, ...]
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing that answers is held."""

    slots: Slots
    confidence: float
    why: Why
    lacking: Lacking | None = None
    names: tuple[str, ...] = ()
    wanted: tuple[Text, ...] = ()
    nearest: Record | Series | None = None
    small_talk: bool = False


Answer = Answered | Choices | Unknown
