"""Sessions: a conversation is remembered for ten minutes, and only so many of them."""

from __future__ import annotations

import pytest

from bot.core.answer import Question, answer, context_after
from bot.core.conversation import Context
from bot.core.library import Library
from bot.desk import Desk
from bot.sessions import FORGET_AFTER, MAX_SESSIONS, Sessions
from bot.stores.memory import MemoryStore
from tests.knowledge_small import small


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still."""
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    """Return sessions that go by *clock*."""
    return Sessions(clock)


@pytest.fixture
def context(library: Library) -> Context:
    """Return what a conversation about the exports of 2012 is about."""
    return context_after(None, answer(library, Question("exports in 2012")))


def test_what_was_said_is_remembered_by_its_session(sessions: Sessions, context: Context) -> None:
    sessions.remember("ann", context)
    assert sessions.recall("ann") is context
    assert sessions.recall("bob") is None


@pytest.mark.parametrize("session", [None, ""])
def test_a_question_of_no_session_is_not_remembered(sessions: Sessions, context: Context, session: str | None) -> None:
    sessions.remember(session, context)
    assert sessions.recall(session) is None
    assert len(sessions) == 0


def test_ten_minutes_of_silence_end_a_conversation(sessions: Sessions, clock: Clock, context: Context) -> None:
    sessions.remember("ann", context)
    clock.now += FORGET_AFTER
    assert sessions.recall("ann") is context
    clock.now += 1
    assert sessions.recall("ann") is None
    assert FORGET_AFTER == 600


def test_each_question_keeps_a_conversation_alive(sessions: Sessions, clock: Clock, context: Context) -> None:
    for _ in range(5):
        sessions.remember("ann", context)
        clock.now += FORGET_AFTER - 1
    assert sessions.recall("ann") is context


def test_only_asking_keeps_it_alive_not_looking(sessions: Sessions, clock: Clock, context: Context) -> None:
    sessions.remember("ann", context)
    clock.now += FORGET_AFTER - 1
    sessions.recall("ann")
    clock.now += 2
    assert sessions.recall("ann") is None


def test_there_are_only_so_many_and_the_longest_silent_go_first(sessions: Sessions, context: Context) -> None:
    for n in range(MAX_SESSIONS):
        sessions.remember(f"s{n}", context)
    sessions.remember("s0", context)
    sessions.remember("one more", context)
    assert len(sessions) == MAX_SESSIONS
    assert sessions.recall("s0") is context
    assert sessions.recall("s1") is None
    assert sessions.recall("s2") is context


def test_stale_conversations_are_dropped_when_another_speaks(sessions: Sessions, clock: Clock, context: Context) -> None:
    for n in range(50):
        sessions.remember(f"s{n}", context)
    clock.now += FORGET_AFTER + 1
    sessions.remember("new", context)
    assert len(sessions) == 1


def test_the_desk_keeps_conversations_apart() -> None:
    desk = Desk.open(MemoryStore(small()))
    desk.respond(Question("exports in 2012", session="ann"))
    desk.respond(Question("dysprosium price in 2012", session="bob"))
    assert "16,861 t" in desk.respond(Question("and 2011?", session="ann")).text
    assert "1,449.8" in desk.respond(Question("and 2011?", session="bob")).text
    assert desk.respond(Question("and 2011?", session="eve")).kind != "answer"
    assert desk.respond(Question("and 2011?")).kind != "answer"
