"""The saved library: it answers as a fresh one does, and what is stale or damaged is built again."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.answer import Question, answer
from bot.core.library import Library
from bot.core.models import Knowledge
from bot.core.reply import Reply, reply
from bot.core.why import explain
from bot.stores import _library
from bot.stores.files import FilesStore
from tests.knowledge_small import small as small_knowledge

QUESTIONS = [
    "exports in 2012",
    "exprots 2010 vs 2011",
    "highest exports",
    "exports to chile 2012",
    "who owns the islands",
    "why did exports fall in 2012",
    "when did japan buy the islands",
    "2012年の輸出量は？",
    "2012年中国出口了多少稀土",
    "尖閣諸島は誰のもの",
    "ジスプロシウムの用途",
    "what is dysprosium",
    "how does tokyo argue its case",
    "hello",
]
FILES = ("library.msgpack", "index.bin")


def told(library: Library) -> list[tuple[Reply, str]]:
    """Return what *library* answers to each question, and why."""
    made = [answer(library, Question(q)) for q in QUESTIONS]
    return [(reply(m, library.knowledge), explain(m)) for m in made]


@pytest.fixture
def knowledge_and_folder(small: Path) -> tuple[Knowledge, Path]:
    """Return the small knowledge base of the tests' files, with its library saved beside it."""
    store = FilesStore(small)
    knowledge = store.load().knowledge
    store.library(knowledge)
    return knowledge, small / ".cache"


def test_a_saved_library_answers_as_a_fresh_one(knowledge_and_folder: tuple[Knowledge, Path]) -> None:
    knowledge, folder = knowledge_and_folder
    assert {name for name in FILES if (folder / name).exists()} == set(FILES)
    assert told(FilesStore(folder.parent).library(knowledge)) == told(Library.build(knowledge))


def test_a_library_in_code_survives_being_saved(tmp_path: Path, library: Library) -> None:
    _library.save(tmp_path, "stamp", library)
    loaded = _library.load(tmp_path, "stamp", small_knowledge())
    assert loaded is not None
    assert told(loaded) == told(library)
    assert set(loaded.readings) == set(library.readings)
    assert loaded.newest == library.newest
    assert loaded.weights == library.weights


def test_a_library_of_other_knowledge_or_code_is_refused(tmp_path: Path, library: Library) -> None:
    _library.save(tmp_path, "stamp", library)
    assert _library.load(tmp_path, "another", library.knowledge) is None
    assert _library.load(tmp_path / "nowhere", "stamp", library.knowledge) is None


def test_an_index_of_another_time_is_not_used(tmp_path: Path, library: Library) -> None:
    other = replace(library.knowledge, records={}, series={})
    _library.save(tmp_path / "old", "old", Library.build(other))
    _library.save(tmp_path / "new", "new", library)
    (tmp_path / "old" / "index.bin").replace(tmp_path / "new" / "index.bin")
    loaded = _library.load(tmp_path / "new", "new", library.knowledge)
    assert loaded is None or told(loaded) == told(library)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _scribble(path: Path) -> None:
    path.write_bytes(b"\xff" * 4096)


@pytest.mark.parametrize("damage", [_cut, _empty, _scribble, os.remove])
@pytest.mark.parametrize("name", FILES)
def test_what_is_damaged_is_built_again(
    knowledge_and_folder: tuple[Knowledge, Path], name: str, damage: Callable[[Path], None]
) -> None:
    knowledge, folder = knowledge_and_folder
    sound = told(Library.build(knowledge))
    damage(folder / name)
    assert told(FilesStore(folder.parent).library(knowledge)) == sound
    assert told(FilesStore(folder.parent).library(knowledge)) == sound


def test_an_edited_figure_is_answered_with_though_a_library_is_saved(small: Path) -> None:
    store = FilesStore(small)
    store.library(store.load().knowledge)
    path = small / "series" / "export-volume.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("value: 16265", "value: 16999"), encoding="utf-8")
    again = FilesStore(small)
    library = again.library(again.load().knowledge)
    assert "16,999" in reply(answer(library, Question("exports in 2012")), library.knowledge).text


def test_what_did_not_change_is_taken_over_from_the_library_before(knowledge_and_folder: tuple[Knowledge, Path]) -> None:
    knowledge, _ = knowledge_and_folder
    before = Library.build(knowledge)
    assert told(Library.build(knowledge, before)) == told(before)


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(tmp_path: Path, library: Library) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    _library.save(blocked, "stamp", library)
    assert _library.load(blocked, "stamp", library.knowledge) is None


def test_nothing_is_saved_where_no_cache_is_wanted(small: Path) -> None:
    store = FilesStore(small, cached=False)
    store.library(store.load().knowledge)
    assert not (small / ".cache").exists()
