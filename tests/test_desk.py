"""The desk: an edit is answered with at once, is never half made, and a bad file changes nothing."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.core import kinds
from bot.core.edits import Change, Revision
from bot.core.problems import Problem
from bot.desk import Desk, Reloaded
from bot.errors import EditError, InvalidEdit, StaleEdit, UnknownRecord
from bot.stores.files import FilesStore

FIGURE, FACT, FILE = "export-volume/2012-customs-2013", "why-exports-fell", "series/export-volume.yaml"


class SlowStore(FilesStore):
    """Stops between the journal and the file until it is let go."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.reached, self.go_on = threading.Event(), threading.Event()

    def _put(self, file: str, text: bytes) -> None:
        self.reached.set()
        assert self.go_on.wait(20)
        super()._put(file, text)


def change(desk: Desk, record: str = FIGURE, **values: Any) -> Change:
    before = kinds.entry(desk.knowledge, record)
    assert before is not None
    return Change(record, before, {**before, **values})


def value(desk: Desk) -> float | None:
    return desk.knowledge.observations[FIGURE][1].value


def spoil(root: Path, old: str, new: str, file: str = FILE) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def desk(small: Path) -> Desk:
    return Desk.open(FilesStore(small))


# --- being cancelled


async def test_an_edit_that_is_cancelled_half_way_is_whole(small: Path) -> None:
    store = SlowStore(small)
    desk = Desk.open(store)
    editing = asyncio.create_task(desk.edit(change(desk, value=16266), "me", "why"))
    await asyncio.to_thread(store.reached.wait, 20)
    editing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await editing
    store.go_on.set()
    await desk.edit(change_after(desk, 16266, 16267), "me", "after the one that was cancelled")
    assert value(desk) == 16267
    assert "value: 16267" in (small / FILE).read_text(encoding="utf-8")
    assert [r.number for r in desk.history()] == [2, 1]


def change_after(desk: Desk, old: float, new: float) -> Change:
    """Return a change that is only good when an edit to *old*, which nobody waits for any more, was made."""
    before = kinds.entry(desk.knowledge, FIGURE) or {}
    return Change(FIGURE, {**before, "value": old}, {**before, "value": new})


async def test_an_edit_that_is_cancelled_before_its_turn_is_not_made(small: Path) -> None:
    store = SlowStore(small)
    desk = Desk.open(store)
    first = asyncio.create_task(desk.edit(change(desk, value=16266), "me", "why"))
    await asyncio.to_thread(store.reached.wait, 20)
    second = asyncio.create_task(desk.edit(change_after(desk, 16266, 16267), "me", "why"))
    await asyncio.sleep(0)
    second.cancel()
    store.go_on.set()
    await first
    with pytest.raises(asyncio.CancelledError):
        await second
    assert value(desk) == 16266
    assert len(desk.history()) == 1


# --- editing


async def test_the_next_question_gets_the_new_answer(desk: Desk, small: Path) -> None:
    revision = await desk.edit(change(desk, value=16266), "ann", "typing error")
    assert value(desk) == 16266
    assert (revision.number, revision.by, revision.why, revision.change.file) == (1, "ann", "typing error", FILE)
    assert value(Desk.open(FilesStore(small))) == 16266


async def test_a_stale_edit_is_refused(desk: Desk) -> None:
    first, second = change(desk, value=1), change(desk, value=2)
    await desk.edit(first, "ann", "why")
    with pytest.raises(StaleEdit):
        await desk.edit(second, "bob", "why")
    with pytest.raises(StaleEdit):
        desk.preview(second)
    assert value(desk) == 1


async def test_of_two_edits_at_once_one_is_stale(desk: Desk) -> None:
    outcomes = await asyncio.gather(*(desk.edit(change(desk, value=n), "x", "y") for n in (1, 2)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Revision", "StaleEdit"]


async def test_an_edit_that_would_break_a_rule_is_refused(desk: Desk, small: Path) -> None:
    before = (small / FILE).read_text(encoding="utf-8")
    for spoilt in ({"source": "nobody"}, {"period": "2012-13"}, {"rank": "normal", "value": "many"}, {"basis": "guess"}):
        with pytest.raises(InvalidEdit) as caught:
            await desk.edit(change(desk, **spoilt), "me", "why")
        assert caught.value.problems
    assert (small / FILE).read_text(encoding="utf-8") == before
    assert desk.history() == []


async def test_an_old_problem_elsewhere_does_not_stop_an_edit(small: Path) -> None:
    spoil(small, "sources: [customs-2013]", "sources: [nobody]", "facts/trade.yaml")
    desk = Desk.open(FilesStore(small))
    assert [problem.rule for problem in desk.problems] == ["unknown-source"]
    await desk.edit(change(desk, value=16266), "me", "why")
    assert value(desk) == 16266


async def test_undo_is_a_new_revision(desk: Desk, small: Path) -> None:
    before = (small / FILE).read_text(encoding="utf-8")
    await desk.edit(change(desk, value=1), "ann", "why")
    undone = await desk.undo(1, "bob", "wrong")
    assert (undone.number, undone.undoes, undone.by) == (2, 1, "bob")
    assert (small / FILE).read_text(encoding="utf-8") == before
    redone = await desk.undo(2, "ann", "it was right")
    assert (redone.number, value(desk)) == (3, 1)


async def test_undo_of_what_has_changed_since_is_refused(desk: Desk) -> None:
    await desk.edit(change(desk, value=1), "ann", "why")
    await desk.edit(change(desk, value=2), "ann", "why")
    with pytest.raises(StaleEdit):
        await desk.undo(1, "bob", "why")
    with pytest.raises(UnknownRecord):
        await desk.undo(99, "bob", "why")


async def test_history_is_newest_first_and_of_one_record_if_wanted(desk: Desk) -> None:
    await desk.edit(change(desk, value=1), "ann", "a")
    await desk.edit(change(desk, FACT, as_of="2013-02"), "ann", "b")
    await desk.edit(change(desk, value=2), "ann", "c")
    assert [r.why for r in desk.history()] == ["c", "b", "a"]
    assert [r.why for r in desk.history(FIGURE)] == ["c", "a"]
    assert [r.why for r in desk.history(limit=1)] == ["c"]


def test_a_preview_shows_difference_and_problems_and_writes_nothing(desk: Desk, small: Path) -> None:
    preview = desk.preview(change(desk, value=16266, source="nobody"))
    assert "-value: 16265" in preview.difference
    assert "+value: 16266" in preview.difference
    assert [problem.rule for problem in preview.problems] == ["unknown-source"]
    assert value(desk) == 16265
    assert not (small / ".journal").exists()


def test_a_preview_names_the_questions_that_would_be_answered_otherwise(desk: Desk) -> None:
    answer = {"en": "Nobody knows, the customs said.", "ja": "税関は不明だと述べました。", "zh": "海关表示不清楚。"}
    shifts = desk.preview(change(desk, FACT, answer=answer)).impact
    assert "reason for the drop in exports" in [shift.question for shift in shifts]
    assert all("Nobody knows" in s.after or "不明" in s.after or "不清楚" in s.after for s in shifts)


async def test_an_edit_is_told_to_the_listeners(desk: Desk) -> None:
    heard: list[object] = []
    desk.listen(heard.append)
    revision = await desk.edit(change(desk, value=1), "ann", "a")
    with pytest.raises(EditError):
        await desk.edit(change(desk, value=1, source="nobody"), "ann", "a")
    assert heard == [revision]


# --- reloading


@pytest.fixture
async def watched(desk: Desk) -> AsyncIterator[tuple[Desk, asyncio.Queue[Revision | Sequence[Problem] | Reloaded]]]:
    """Return a desk that watches its files, and what it tells."""
    heard: asyncio.Queue[Revision | Sequence[Problem] | Reloaded] = asyncio.Queue()
    desk.listen(heard.put_nowait)
    watching = asyncio.create_task(desk.watch(0.05))
    yield desk, heard
    watching.cancel()


async def test_a_file_changed_in_an_editor_is_picked_up(watched: tuple[Desk, asyncio.Queue[Any]], small: Path) -> None:
    desk, heard = watched
    started = time.monotonic()
    spoil(small, "16265", "16266")
    assert await asyncio.wait_for(heard.get(), 5) == Reloaded(changed=True)
    assert value(desk) == 16266
    assert time.monotonic() - started < 2


async def test_a_bad_file_is_refused_and_the_last_good_knowledge_answers(
    watched: tuple[Desk, asyncio.Queue[Any]], small: Path
) -> None:
    desk, heard = watched
    spoil(small, "unit: t\n", "unit: t\nuntil: x\n")
    (problem, *_) = await asyncio.wait_for(heard.get(), 5)
    assert (problem.file, problem.rule) == (FILE, "unknown-key")
    assert value(desk) == 16265
    assert problem in desk.problems
    spoil(small, "until: x\n", "")
    assert await asyncio.wait_for(heard.get(), 5) == Reloaded(changed=False)
    assert desk.problems == ()


async def test_an_edit_elsewhere_is_made_while_a_file_is_bad(watched: tuple[Desk, asyncio.Queue[Any]], small: Path) -> None:
    desk, heard = watched
    spoil(small, "actor: japan", "actr: japan", "positions.yaml")
    await asyncio.wait_for(heard.get(), 5)
    await desk.edit(change(desk, value=16266), "me", "why")
    assert value(desk) == 16266
    assert "position-japan-sovereignty" in desk.knowledge.records
    assert desk.problems


async def test_its_own_edit_is_no_change_by_somebody_else(desk: Desk) -> None:
    await desk.edit(change(desk, value=1), "me", "why")
    assert not desk._store.changed()


def test_a_preview_of_a_figure_asks_for_its_period(desk: Desk) -> None:
    (shift,) = [s for s in desk.preview(change(desk, value=16266)).impact if s.question == "China's rare earth exports 2012"]
    assert "16,265" in shift.before
    assert "16,266" in shift.after
