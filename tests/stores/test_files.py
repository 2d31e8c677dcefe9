"""The files: what is wrong in them is named with its place, what is right is loaded, and no edit is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.core import edits, kinds
from bot.core.edits import Change, Revision
from bot.errors import BrokenFile, KnowledgeError, StaleEdit
from bot.stores.files import FilesStore

FIGURE, FILE = "export-volume/2012-customs-2013", "series/export-volume.yaml"


def spoil(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def revision(store: FilesStore, value: float, record: str = FIGURE, **more: Any) -> Revision:
    knowledge = store.load().knowledge
    before = kinds.entry(knowledge, record)
    assert before is not None
    return Revision(
        0,
        edits.located(knowledge, Change(record, before, {**before, "value": value})),
        "me",
        "why",
        "2026-01-01T00:00:00+00:00",
        **more,
    )


# --- loading


def test_every_kind_of_record_is_loaded(small: Path) -> None:
    knowledge = FilesStore(small).load().knowledge
    assert {type(record).__name__ for record in knowledge.records.values()} == {"Fact", "Event", "Position", "Dispute", "Element"}
    assert (
        len(knowledge.series),
        len(knowledge.observations),
        len(knowledge.sources),
        len(knowledge.terms),
        len(knowledge.left_out),
    ) == (1, 3, 3, 7, 1)
    assert knowledge.places[FIGURE] == (FILE, 55)


@pytest.mark.parametrize("cached", [False, True])
def test_the_cache_says_the_same_as_the_files(small: Path, cached: bool) -> None:
    spoil(small, "facts/trade.yaml", "sources: [customs-2013]", "sources: [nobody]")
    first, second = FilesStore(small, cached=cached).load(), FilesStore(small, cached=cached).load()
    assert second == first
    assert (small / ".cache").exists() == cached
    assert [problem.rule for problem in second.problems] == ["unknown-source"]


def test_a_damaged_or_outdated_cache_is_ignored(small: Path) -> None:
    first = FilesStore(small).load()
    cache = small / ".cache" / "knowledge.msgpack"
    cache.write_bytes(cache.read_bytes()[:-40])
    assert FilesStore(small).load() == first
    spoil(small, FILE, "16265", "16266")
    assert FilesStore(small).load().knowledge.observations[FIGURE][1].value == 16266


def test_a_folder_that_cannot_be_written_is_enough(small: Path) -> None:
    (small / ".cache").write_text("in the way")
    assert FilesStore(small).load().problems == ()


def test_no_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="KNOWLEDGE_DIR"):
        FilesStore(tmp_path / "nowhere").load()


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "rule", "says"),
    [
        ("facts/trade.yaml", "  topics: [exports]\n", "  topic: [exports]\n", (5, "why-exports-fell"), "unknown-key", "'topic'"),
        (FILE, "    value: 16265\n", "    value: 16,265\n", (57, FIGURE), "wrong-type", "value"),
        (FILE, "    status: forecast\n", "    status: hope\n", (67, "export-volume/2012-paper-2012"), "unknown-word", "'hope'"),
        (FILE, 'period: "2011"', "period: 2011", (48, "export-volume/2011-customs-2013"), "wrong-type", "period"),
        ("events/trade.yaml", "- id: count-published", "- id: why-exports-fell", (3, "why-exports-fell"), "duplicate-id", "events/trade.yaml:3"),
        ("terms.yaml", "- {id: export, ", "- {id: export ", (4, "terms.yaml"), "yaml", "no valid YAML"),
        ("positions.yaml", "  topic: sovereignty\n", "  topic: sovereignty\n  topic: x\n", (3, "positions.yaml"), "yaml", "duplicate"),
        ("elements.yaml", "  number: 66\n", "  number: sixty-six\n", (5, "element-dysprosium"), "wrong-type", "number"),
    ],
)  # fmt: skip
def test_a_problem_has_a_place_and_a_remedy(
    small: Path, file: str, old: str, new: str, place: tuple[int, str], rule: str, says: str
) -> None:
    spoil(small, file, old, new)
    found = [p for p in FilesStore(small).load().problems if p.rule == rule]
    assert found, FilesStore(small).load().problems
    problem = found[0]
    assert says in problem.message
    assert problem.remedy or rule == "wrong-type"
    if rule == "duplicate-id":
        assert {problem.file, problem.message.split()[-1].rpartition(":")[0]} == {file, "facts/trade.yaml"}
    else:
        assert (problem.file, problem.record) == (file, place[1])
        assert abs(problem.line - place[0]) <= (1 if rule == "yaml" else 0), problem


def test_all_problems_are_named_at_once(small: Path) -> None:
    spoil(small, "facts/trade.yaml", "sources: [customs-2013]", "sources: [nobody]")
    spoil(small, "positions.yaml", "actor: japan", "actr: japan")
    spoil(small, FILE, 'period: "2011"', 'period: "2011-13"')
    rules = {problem.rule for problem in FilesStore(small).load().problems}
    assert {"unknown-source", "unknown-key", "missing-key", "bad-period"} <= rules


def test_a_bad_record_leaves_the_others_of_its_file(small: Path) -> None:
    spoil(small, "positions.yaml", "actor: japan", "actr: japan")
    records = FilesStore(small).load().knowledge.records
    assert "position-china-sovereignty" in records
    assert "position-japan-sovereignty" not in records


@pytest.mark.parametrize("content", [b"\xff\xfe", b"just a text", b"a: 1\n", b""])
def test_a_file_of_the_wrong_shape_stops_nothing(small: Path, content: bytes) -> None:
    (small / "facts" / "odd.yaml").write_bytes(content)
    snapshot = FilesStore(small).load()
    assert "why-exports-fell" in snapshot.knowledge.records
    assert [problem.rule for problem in snapshot.problems] == ["yaml"]


# --- noticing changes


def test_a_change_by_somebody_else_is_noticed(small: Path) -> None:
    store = FilesStore(small)
    store.load()
    assert not store.changed()
    spoil(small, FILE, "16265", "16266")
    assert store.changed()
    store.load()
    assert not store.changed()
    (small / "facts" / "trade.yaml").unlink()
    assert store.changed()


# --- editing


def test_an_edit_changes_its_line_and_nothing_else(small: Path) -> None:
    before = (small / FILE).read_text(encoding="utf-8").splitlines()
    store = FilesStore(small)
    made = store.commit(revision(store, 16266))
    after = (small / FILE).read_text(encoding="utf-8").splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [("    value: 16265", "    value: 16266")]
    assert made.number == 1
    assert FilesStore(small).load().knowledge.observations[FIGURE][1].value == 16266
    assert FilesStore(small).journal() == [made]


def test_a_stale_edit_writes_nothing(small: Path) -> None:
    store = FilesStore(small)
    stale = revision(store, 1)
    spoil(small, FILE, "16265", "16266")
    with pytest.raises(StaleEdit):
        store.commit(stale)
    assert "value: 16266" in (small / FILE).read_text(encoding="utf-8")
    assert store.journal() == []


def test_an_edit_keeps_what_somebody_else_changed_in_the_same_file(small: Path) -> None:
    store = FilesStore(small)
    made = revision(store, 16266)
    spoil(small, FILE, "16861", "16862")
    store.commit(made)
    text = (small / FILE).read_text(encoding="utf-8")
    assert "value: 16266" in text
    assert "value: 16862" in text


def test_a_broken_file_is_not_rewritten(small: Path) -> None:
    store = FilesStore(small)
    made = revision(store, 16266)
    spoil(small, FILE, "unit: t\n", "unit: t\nuntil: x\n")
    with pytest.raises(BrokenFile, match="until"):
        store.commit(made)
    assert "until: x" in (small / FILE).read_text(encoding="utf-8")


def test_a_new_record_and_its_undoing(small: Path) -> None:
    store = FilesStore(small)
    knowledge = store.load().knowledge
    data = {**(kinds.entry(knowledge, "source:paper-2012") or {}), "id": "another"}
    made = store.commit(
        Revision(0, edits.located(knowledge, Change("source:another", None, data, kind="sources")), "me", "why", "now")
    )
    assert list(store.load().knowledge.sources) == ["another", "customs-2013", "ministry-2012", "paper-2012"]
    store.commit(Revision(0, edits.undo(made), "me", "why", "now", undoes=1))
    assert list(store.load().knowledge.sources) == ["customs-2013", "ministry-2012", "paper-2012"]


def test_a_file_comes_and_goes_with_its_only_record(small: Path) -> None:
    store = FilesStore(small)
    knowledge = store.load().knowledge
    data = {**(kinds.entry(knowledge, "why-exports-fell") or {}), "id": "new"}
    made = store.commit(Revision(0, edits.located(knowledge, Change("new", None, data, kind="facts")), "me", "why", "now"))
    assert (small / "facts" / "added.yaml").exists()
    store.commit(Revision(0, edits.undo(made), "me", "why", "now"))
    assert not (small / "facts" / "added.yaml").exists()


# --- being cut short

KILLED = """
import os, signal, sys
from bot.core import edits, kinds
from bot.core.edits import Change, Revision
from bot.stores.files import FilesStore

class Dying(FilesStore):
    def _put(self, file, text):
        if sys.argv[2] == "after":
            super()._put(file, text)
        os.kill(os.getpid(), signal.SIGKILL)

store = Dying(sys.argv[1])
knowledge = store.load().knowledge
name = "export-volume/2012-customs-2013"
before = kinds.entry(knowledge, name)
store.commit(Revision(0, edits.located(knowledge, Change(name, before, {**before, "value": 16266})), "me", "why", "now"))
"""


@pytest.fixture
def cut_short(small: Path) -> Callable[[str], Path]:
    """Return what edits the small base in a process that dies before or after it writes the file."""

    def kill(when: str) -> Path:
        here = Path(__file__).parents[2]
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(small), when], cwd=here, check=False, capture_output=True, timeout=60
        )
        assert done.returncode == -9, done.stderr.decode()
        return small

    return kill


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("when", ["before", "after"])
def test_an_edit_that_was_cut_short_is_finished_at_the_next_start(cut_short: Callable[[str], Path], when: str) -> None:
    root = cut_short(when)
    assert ("16266" in (root / FILE).read_text(encoding="utf-8")) == (when == "after")
    store = FilesStore(root)
    snapshot = store.load()
    assert snapshot.problems == ()
    assert snapshot.knowledge.observations[FIGURE][1].value == 16266
    assert "value: 16266" in (root / FILE).read_text(encoding="utf-8")
    assert [r.number for r in store.journal()] == [1]
    assert store.commit(revision(store, 16267)).number == 2


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_an_edit_that_cannot_be_finished_is_reported(cut_short: Callable[[str], Path]) -> None:
    root = cut_short("before")
    spoil(root, FILE, "16265", "16000")
    store = FilesStore(root)
    (problem,) = store.load().problems
    assert (problem.rule, problem.record) == ("journal", FIGURE)
    assert "edit 1 by me was cut short" in problem.message
    assert store.journal() == []
    assert "dropped" in (root / ".journal" / "journal.jsonl").read_text(encoding="utf-8"), "it is still on the disk"


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_an_edit_that_somebody_made_by_hand_meanwhile_is_done(cut_short: Callable[[str], Path]) -> None:
    root = cut_short("before")
    spoil(root, FILE, "16265", "16266  # by hand")
    store = FilesStore(root)
    assert store.load().problems == ()
    assert "# by hand" in (root / FILE).read_text(encoding="utf-8")


def test_a_line_of_the_journal_that_was_cut_off_never_was(small: Path) -> None:
    store = FilesStore(small)
    store.commit(revision(store, 16266))
    with (small / ".journal" / "journal.jsonl").open("a") as journal:
        journal.write('{"number":2,"change":{"id":"exp')
    again = FilesStore(small)
    assert again.load().problems == ()
    assert [r.number for r in again.journal()] == [1]
    assert again.commit(revision(again, 16267)).number == 2
    assert [r.number for r in FilesStore(small).journal()] == [1, 2]


def test_a_damaged_journal_is_said_and_not_overwritten(small: Path) -> None:
    store = FilesStore(small)
    store.commit(revision(store, 16266))
    path = small / ".journal" / "journal.jsonl"
    path.write_text("rubbish\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"journal\.jsonl:1"):
        FilesStore(small).journal()


def test_two_processes_take_turns(small: Path) -> None:
    here = Path(__file__).parents[2]
    script = KILLED.replace("os.kill(os.getpid(), signal.SIGKILL)", "super()._put(file, text)").replace(
        '"value": 16266', '"note": {"en": sys.argv[2], "ja": "a", "zh": "b"}'
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(small), str(n)], cwd=here, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for n in range(2)
    ]
    codes = [process.wait(60) for process in running]
    assert 0 in codes
    journal = FilesStore(small).journal()
    assert [r.number for r in journal] == list(range(1, codes.count(0) + 1)), "the other one was stale, or came after"


def test_the_real_base_loads(real: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(real, tmp_path / "knowledge", ignore=shutil.ignore_patterns(".*")))
    snapshot = FilesStore(copy).load()
    assert [str(problem) for problem in snapshot.problems if not problem.is_advice] == []
