"""Timelines: the events of a period, when that is what a question asks for."""

from __future__ import annotations

from bot.core import spans
from bot.core.library import Library
from bot.core.models import Event
from bot.core.outcome import TimelineAnswer
from bot.core.slots import Slots
from bot.core.text import fold

MAX_EVENTS = 10
"""Events that are shown of a period."""
_TIMELINE_WORDS = (
    "happen",
    "event",
    "timeline",
    "going on",
    "took place",
    "what's new",
    "on this day",
    "chronolog",
    "出来事",
    "何があ",
    "何が起",
    "年表",
    "时间线",
    "发生",
    "大事",
)


def timeline(library: Library, asked: Slots) -> TimelineAnswer | None:
    """Return the events of the one period that *asked* names; None when it asks for something else."""
    if len(asked.periods) != 1 or not any(word in asked.text for word in map(fold, _TIMELINE_WORDS)):
        return None
    period = asked.periods[0]
    named = asked.ids("actor", "place", "org", "commodity") - {"rare-earths", "senkaku"}
    if asked.ids("concept", "action", "other") or [
        w for w in asked.rest if not w.startswith(("happen", "event", "timeline", "chronolog", "发生", "出", "事"))
    ]:
        return None
    events = [r for r in library.knowledge.records.values() if isinstance(r, Event) and spans.parse(r.date).within(period)]
    events = [e for e in events if named <= library.profile(e.id).ids]
    if not events:
        return None
    events.sort(key=lambda e: e.date)
    shown = events[:MAX_EVENTS]
    return TimelineAnswer(period, tuple(shown), len(events) - len(shown))
