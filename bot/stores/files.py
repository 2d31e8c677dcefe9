"""The default store: YAML files that people edit by hand, with a journal beside them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.kinds import kind_of
from bot.core.problems import Problem
from bot.errors import EditError, KnowledgeError
from bot.stores import Snapshot, _cache
from bot.stores._journal import Journal
from bot.stores._rewrite import is_made, rewritten, sha256, write

if TYPE_CHECKING:
    from bot.core.assemble import Parsed
    from bot.core.edits import Change, Revision
    from bot.core.library import Library
    from bot.core.models import Knowledge

Stat = tuple[int, int]


class FilesStore:
    """Keeps the knowledge in the folder *root*."""

    def __init__(self, root: Path | str, *, cached: bool = True) -> None:
        """Look at *root*, and do nothing yet; with *cached* false no copy of the loaded knowledge is kept."""
        self.root = Path(root)
        self._cached = cached
        self._seen: dict[str, Stat] = {}
        self._parsed: dict[str, tuple[Stat, str, Parsed]] = {}
        self._journal = Journal(self.root / ".journal")

    def load(self) -> Snapshot:
        """Return what the files say, once an edit that was cut short is finished; from the cache when they have not changed."""
        lost = self._recover()
        self._seen = files = self._files()
        stamp = hashlib.blake2b(repr((_cache.code_stamp(), sorted(files.items()))).encode(), digest_size=16).hexdigest()
        path = self.root / ".cache" / "knowledge.msgpack"
        snapshot = _cache.load(path, stamp) if self._cached else None
        if snapshot is None:
            snapshot = self._read(files)
            if self._cached:
                _cache.save(path, stamp, snapshot)
        return replace(snapshot, problems=(*lost, *snapshot.problems)) if lost else snapshot

    def library(self, knowledge: Knowledge, before: Library | None = None) -> Library:
        """Return *knowledge* ready to be asked, from the cache where it was read before."""
        from bot.core.library import Library
        from bot.stores import _library

        folder, stamp = self.root / ".cache", f"{knowledge.digest}-{_cache.code_stamp()}"
        library = _library.load(folder, stamp, knowledge) if self._cached else None
        if library is None:
            library = Library.build(knowledge, before)
            if self._cached:
                _library.save(folder, stamp, library)
        return library

    def changed(self) -> bool:
        """Tell whether a file was added, changed or taken away since the last load."""
        return self._files() != self._seen

    def _files(self) -> dict[str, Stat]:
        """Return the files of records by their name in the folder, with size and time of change."""
        if not self.root.is_dir():
            raise KnowledgeError(f"There is no folder {self.root}. KNOWLEDGE_DIR says where the knowledge is.")
        return {name: (s.st_size, s.st_mtime_ns) for name, s in _walk(self.root) if kind_of(name)}

    def _read(self, files: dict[str, Stat]) -> Snapshot:
        from bot.core.assemble import assemble  # late, like everything that only reading needs
        from bot.core.check import check

        parsed = [self._parse(name, stat) for name, stat in sorted(files.items())]
        digest = hashlib.blake2b(repr([(p.file, d) for d, p in parsed]).encode(), digest_size=16).hexdigest()
        knowledge, problems = assemble((p for _, p in parsed), digest)
        return Snapshot(knowledge, tuple(sorted([*problems, *check(knowledge, knowledge.places)])))

    def _parse(self, name: str, stat: Stat) -> tuple[str, Parsed]:
        """Return the digest and the records of the file *name*, read again only when *stat* is new."""
        from bot.stores._parse import parse

        known = self._parsed.get(name)
        if known is None or known[0] != stat:
            raw = (self.root / name).read_bytes()
            known = (stat, hashlib.blake2b(raw, digest_size=16).hexdigest(), parse(name, raw))
            self._parsed[name] = known
        return known[1], known[2]

    def journal(self) -> Sequence[Revision]:
        """Return every edit ever made, oldest first."""
        return self._journal.read()[0]

    def commit(self, revision: Revision) -> Revision:
        """Write *revision* to the journal and then to its file, and return it with its number."""
        with self._journal.writing():
            self._finish()
            revisions, _ = self._journal.read()
            file, before = self._file_of(revision.change)
            text = rewritten(file, before, revision.change)
            number = revisions[-1].number + 1 if revisions else 1
            numbered = replace(revision, number=number, digest=sha256(text), digest_before=sha256(before))
            self._journal.append(numbered)
            self._put(file, text)
            self._journal.done(number)
        return numbered

    def _put(self, file: str, text: bytes) -> None:
        """Make *text* the content of *file*; a place where tests stop a process."""
        write(self.root / file, text)

    def _file_of(self, change: Change) -> tuple[str, bytes]:
        if change.file is None or kind_of(change.file) is None:
            raise EditError(f"{change.id!r} has no file to go to.")
        path = self.root / change.file
        return change.file, path.read_bytes() if path.exists() else b""

    def _recover(self) -> tuple[Problem, ...]:
        """Finish an edit that was cut short between the journal and the file; say so when that is not possible."""
        if self._journal.settled():
            return ()
        try:
            with self._journal.writing():
                return self._finish()
        except OSError as error:
            place = (".journal/journal.jsonl", 0, "journal", "journal")
            return (
                Problem(*place, f"an edit is not finished, and the folder cannot be written: {error}", "check its permissions"),
            )

    def _finish(self) -> tuple[Problem, ...]:
        _, unfinished = self._journal.read()
        if unfinished is None:
            return ()
        file, before = self._file_of(unfinished.change)
        if sha256(before) != unfinished.digest and not is_made(file, before, unfinished.change):
            try:
                self._put(file, rewritten(file, before, unfinished.change))
            except EditError as error:
                self._journal.drop(unfinished.number, str(error))
                return (_lost(unfinished, file, error),)
        self._journal.done(unfinished.number)
        return ()


def _lost(revision: Revision, file: str, error: EditError) -> Problem:
    message = f"edit {revision.number} by {revision.by} was cut short and could not be finished: {error}"
    return Problem(file, 1, revision.change.id, "journal", message, "make the edit again if it is still wanted")


def _walk(root: Path, prefix: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Yield the YAML files of *root* and of its folders, leaving out hidden ones."""
    with os.scandir(root / prefix) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if not prefix:
                    yield from _walk(root, f"{entry.name}/")
            elif entry.name.endswith(".yaml"):
                yield prefix + entry.name, entry.stat()
