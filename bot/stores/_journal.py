"""The journal: one line of JSON for each edit, written before the file is, and one more once the file is written.

A line without its second is an edit that was cut short; the store finishes it when it starts. Lines are only ever added.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.core.edits import Revision


class Journal:
    """The journal in the folder *root*."""

    def __init__(self, root: Path) -> None:
        self.path = root / "journal.jsonl"
        self._lock = root / "lock"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep every other process from writing meanwhile."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("a") as handle:
            _lock(handle.fileno())
            yield  # closing the file gives the lock back

    def read(self) -> tuple[list[Revision], Revision | None]:
        """Return the edits, oldest first, and the one that was cut short, if there is one."""
        from bot.core.edits import revision_from  # late: a start with nothing to finish needs no edits

        revisions: list[Revision] = []
        done: set[int] = set()
        for data in self._lines():
            if "done" in data:
                done.add(data["done"])
            elif "dropped" in data:
                revisions = [revision for revision in revisions if revision.number != data["dropped"]]
            else:
                revisions.append(revision_from(data))
        unfinished = revisions[-1] if revisions and revisions[-1].number not in done else None
        return revisions, unfinished

    def _lines(self) -> Iterator[dict[str, Any]]:
        if not self.path.exists():
            return
        lines = self.path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            try:
                yield json.loads(line)
            except ValueError:
                if number < len(lines):
                    raise KnowledgeError(f"{self.path}:{number}: the journal is damaged; mend or remove this line.") from None
                # The last line was cut off while it was written: that edit never began.

    def append(self, revision: Revision) -> None:
        """Write *revision* and wait until it is on the disk."""
        from bot.core.edits import revision_data

        self._write(revision_data(revision))

    def done(self, number: int) -> None:
        """Note that the file of revision *number* is written."""
        self._write({"done": number}, wait=False)

    def drop(self, number: int, why: str) -> None:
        """Note that revision *number* could not be finished and never took effect."""
        self._write({"dropped": number, "why": why})

    def _write(self, data: object, *, wait: bool = True) -> None:
        line = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        with self.path.open("ab+") as handle:
            handle.truncate(_whole(handle))
            handle.write(line)
            handle.flush()
            if wait:
                os.fsync(handle.fileno())

    def settled(self) -> bool:
        """Tell whether no edit was cut short, looking at the end of the journal only."""
        try:
            with self.path.open("rb") as handle:
                handle.seek(max(0, handle.seek(0, os.SEEK_END) - 4096))
                last = handle.read().rstrip(b"\n").rpartition(b"\n")[2]
        except FileNotFoundError:
            return True
        return last.startswith((b'{"done":', b'{"dropped":')) and last.endswith(b"}")


def _whole(handle: BinaryIO) -> int:
    """Return the length of *handle* without a last line that was cut off while it was written."""
    end = handle.seek(0, os.SEEK_END)
    if end == 0:
        return 0
    handle.seek(0)
    content = handle.read()
    return end if content.endswith(b"\n") else content.rfind(b"\n") + 1


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: one process is all that is looked after there
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)
