"""The desk: the one object that Discord, the command line and the tests share.

Asking is synchronous and works on one immutable snapshot; editing builds the next snapshot aside and swaps one reference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bot.errors import InvalidEdit, UnknownRecord
from bot.sessions import Sessions
from bot.stores import Snapshot, Store

if TYPE_CHECKING:
    import asyncio

    from bot.core.answer import Answer, Question
    from bot.core.chart import Picture
    from bot.core.edits import Change, Preview, Revision, Shift
    from bot.core.library import Library
    from bot.core.models import Knowledge
    from bot.core.problems import Problem
    from bot.core.reply import Reply
    from bot.core.verify import Verified

POLL_SECONDS = 0.5
"""How often the desk looks whether somebody changed a file."""
SETTLE_SECONDS = 0.2
"""How long it lets an editor finish writing before it reads the file."""


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The knowledge was read again; *changed* tells whether it says anything new."""

    changed: bool


class _State:
    """One snapshot and what is built from it; replaced as a whole."""

    def __init__(self, snapshot: Snapshot, store: Store, before: _State | None = None) -> None:
        self.knowledge = snapshot.knowledge
        self.problems = snapshot.problems
        self._store = store
        self._before = before

    @cached_property
    def library(self) -> Library:
        """Return what answering needs, made from that of the state before where there is one."""
        before, self._before = self._before, None
        return self._store.library(self.knowledge, before.library if before is not None and before.is_ready else None)

    @property
    def is_ready(self) -> bool:
        """Tell whether the library has been made."""
        return "library" in self.__dict__

    def after(self, snapshot: Snapshot) -> _State:
        """Return the state of *snapshot* with everything built, so that the next question does not wait for it."""
        state = _State(snapshot, self._store, self)
        _ = state.library
        return state

    def trial(self, knowledge: Knowledge) -> _State:
        """Return the state of *knowledge* as it might become, which is kept nowhere."""
        from bot.core.library import Library

        state = _State(Snapshot(knowledge), self._store)
        state.library = Library.build(knowledge, self.library)
        return state


class Desk:
    """Answers questions from the knowledge in a store, and edits it."""

    def __init__(self, store: Store, snapshot: Snapshot, today: Callable[[], date] = date.today) -> None:
        """Use `open`."""
        self._store = store
        self._state = _State(snapshot, store)
        self._today = today
        self._rejected: tuple[Problem, ...] = ()
        self._sessions = Sessions()
        self._listeners: list[Callable[[Revision | Sequence[Problem] | Reloaded], None]] = []

    @classmethod
    def open(cls, store: Store, *, today: Callable[[], date] = date.today) -> Desk:
        """Return a desk for *store*; records with a fault in their form are left out and named in `problems`."""
        return cls(store, store.load(), today)

    # --- asking ---------------------------------------------------------------------------------------------------------

    @property
    def knowledge(self) -> Knowledge:
        """Return the current snapshot."""
        return self._state.knowledge

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the current snapshot, and with a newer one that was rejected."""
        return (*self._state.problems, *self._rejected)

    def ask(self, question: Question) -> Answer:
        """Return the answer to *question*."""
        return self._ask(self._state, question)

    def respond(self, question: Question) -> Reply:
        """Return the answer to *question* in words."""
        from bot.core.reply import reply

        state = self._state
        return reply(self._ask(state, question), state.knowledge)

    def word(self, answer: Answer) -> Reply:
        """Return *answer* in words."""
        from bot.core.reply import reply

        return reply(answer, self.knowledge)

    def why(self, answer: Answer) -> str:
        """Return how *answer* came about: what was read, what was weighed, and why the others lost."""
        from bot.core.why import explain

        return explain(answer)

    def picture(self, reply: Reply) -> Picture | None:
        """Return the chart that *reply* offers, or None; it takes a while, so draw it in a thread. `ChartError` says why not."""
        from bot.core.chart import draw

        knowledge = self.knowledge
        series = knowledge.series.get(reply.chart.series) if reply.chart else None
        return draw(reply.chart, series, knowledge.sources, reply.lang) if reply.chart and series else None

    def verify(self, text: str) -> list[Verified]:
        """Return what is to be said of each figure in *text*: agrees, differs, was a forecast, cannot be checked."""
        from bot.core.verify import verify

        return verify(self._state.library, text)

    def check(self, text: str, lang: str | None = None) -> Reply:
        """Return in words what is to be said of each figure in *text*, with the sources of ours."""
        from bot.core.reply import verified
        from bot.core.text import language

        return verified(self.verify(text), self.knowledge, lang or language(text))

    def _ask(self, state: _State, question: Question) -> Answer:
        """Return the answer from *state*, and note what the conversation is about now."""
        from bot.core import answer  # late: the curator's commands never ask

        before = self._sessions.recall(question.session)
        made = answer.answer(state.library, question, before)
        self._sessions.remember(question.session, answer.context_after(before, made))
        return made

    # --- editing --------------------------------------------------------------------------------------------------------

    @cached_property
    def _lock(self) -> asyncio.Lock:
        import asyncio  # late: asking never waits, and `bot ask` should start quickly

        return asyncio.Lock()

    def preview(self, change: Change) -> Preview:
        """Return what *change* would do; `EditError` when it is stale or no record at all."""
        from bot.core import edits

        state = self._state
        after, problems = _checked(state, change)
        return edits.Preview(edits.describe(change), problems, () if problems else _impact(state, state.trial(after), change))

    async def edit(self, change: Change, by: str, why: str, *, undoes: int | None = None) -> Revision:
        """Make *change* durable and answer with it from now on; `EditError` says why not, and then nothing was written."""
        import asyncio

        await self._lock.acquire()
        # From here on a cancelled caller must not part the disk from the answers: the task finishes, then gives the lock back.
        task = asyncio.ensure_future(self._edit(change, by, why, undoes))
        task.add_done_callback(self._release)
        return await asyncio.shield(task)

    def _release(self, task: asyncio.Task[object]) -> None:
        self._lock.release()
        if not task.cancelled():
            task.exception()  # whoever asked for the edit has it too, unless they were cancelled

    async def _edit(self, change: Change, by: str, why: str, undoes: int | None) -> Revision:
        import asyncio

        revision, state = await asyncio.to_thread(self._commit, change, by, why, undoes)
        self._swap(state)
        self._tell(revision)
        return revision

    def _commit(self, change: Change, by: str, why: str, undoes: int | None) -> tuple[Revision, _State]:
        """Check and write *change*, in a thread; return the state that follows."""
        from bot.core import edits

        state = self._state
        change = edits.located(state.knowledge, change)
        after, problems = _checked(state, change)
        if problems:
            raise InvalidEdit(change.id, problems)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        revision = self._store.commit(edits.Revision(0, change, by, why, at, undoes=undoes))
        return revision, self._after(state, after)

    def _after(self, before: _State, expected: Knowledge) -> _State:
        """Return what the store holds now, or *expected* where somebody broke another file in the same moment."""
        from bot.core import edits

        snapshot = self._store.load()
        self._rejected = edits.new_problems(before.problems, snapshot.problems)
        return before.after(Snapshot(expected, before.problems) if self._rejected else snapshot)

    def _swap(self, state: _State) -> None:
        self._state = state

    async def undo(self, number: int, by: str, why: str) -> Revision:
        """Take revision *number* back, as a new revision; `StaleEdit` when the record has changed since."""
        import asyncio

        from bot.core import edits

        revisions = await asyncio.to_thread(self._store.journal)
        found = [revision for revision in revisions if revision.number == number]
        if not found:
            raise UnknownRecord(f"revision {number}")
        return await self.edit(edits.undo(found[0]), by, why, undoes=number)

    def history(self, record: str | None = None, *, limit: int = 20) -> list[Revision]:
        """Return the newest *limit* revisions, of one *record* or of all, newest first."""
        revisions = [r for r in self._store.journal() if record is None or r.change.id == record]
        return revisions[::-1][:limit]

    # --- reloading ------------------------------------------------------------------------------------------------------

    async def reload(self) -> Reloaded | list[Problem]:
        """Read the store again; where that brings new problems, keep what is known and return them."""
        import asyncio

        async with self._lock:
            before = self._state
            outcome = await asyncio.to_thread(self._load, before)
            if isinstance(outcome, _State):
                self._swap(outcome)
                return Reloaded(outcome.knowledge.digest != before.knowledge.digest)
            return outcome

    def _load(self, before: _State) -> _State | list[Problem]:
        from bot.core import edits

        snapshot = self._store.load()
        self._rejected = edits.new_problems(before.problems, snapshot.problems)
        return list(self._rejected) or before.after(snapshot)

    async def watch(self, every: float = POLL_SECONDS) -> None:
        """Reload whenever somebody changed a file, and tell the listeners, until cancelled."""
        import asyncio

        while True:
            await asyncio.sleep(every)
            if await asyncio.to_thread(self._store.changed):
                await asyncio.sleep(SETTLE_SECONDS)
                self._tell(await self.reload())

    def listen(self, listener: Callable[[Revision | Sequence[Problem] | Reloaded], None]) -> None:
        """Call *listener* after each edit and each reload, with the revision, the reload, or what was wrong."""
        self._listeners.append(listener)

    def _tell(self, news: Revision | Sequence[Problem] | Reloaded) -> None:
        for listener in self._listeners:
            listener(news)


def _checked(state: _State, change: Change) -> tuple[Knowledge, tuple[Problem, ...]]:
    """Return the knowledge after *change*, and the problems that it would bring in."""
    from bot.core import edits
    from bot.core.check import check

    after = edits.apply(state.knowledge, change)
    return after, edits.new_problems(state.problems, check(after, after.places))


def _impact(before: _State, after: _State, change: Change) -> tuple[Shift, ...]:
    """Return the known questions near *change* that *after* answers otherwise."""
    from bot.core import edits

    questions = edits.likely_shifted(after.knowledge, change)
    return edits.impact(questions, _asker(before), _asker(after))


def _asker(state: _State) -> Callable[[str], str]:
    from bot.core.answer import Question, answer
    from bot.core.reply import reply

    return lambda text: reply(answer(state.library, Question(text)), state.knowledge).text
