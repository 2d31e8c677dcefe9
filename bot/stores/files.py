"""The default store: YAML files that people edit by hand, with a journal beside them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.kinds import kind_of
from bot.errors import KnowledgeError
from bot.stores import Snapshot, _cache

if TYPE_CHECKING:
    from bot.core.assemble import Parsed
    from bot.core.edits import Revision

Stat = tuple[int, int]


class FilesStore:
    """Keeps the knowledge in the folder *root*."""

    def __init__(self, root: Path | str, *, cached: bool = True) -> None:
        """Look at *root*, and do nothing yet; with *cached* false no copy of the loaded knowledge is kept."""
        self.root = Path(root)
        self._cached = cached
        self._seen: dict[str, Stat] = {}
        self._parsed: dict[str, tuple[Stat, str, Parsed]] = {}

    def load(self) -> Snapshot:
        """Return what the files say, from the cache when they have not changed."""
        self._seen = files = self._files()
        stamp = hashlib.blake2b(repr((_cache.code_stamp(), sorted(files.items()))).encode(), digest_size=16).hexdigest()
        path = self.root / ".cache" / "knowledge.msgpack"
        snapshot = _cache.load(path, stamp) if self._cached else None
        if snapshot is None:
            snapshot = self._read(files)
            if self._cached:
                _cache.save(path, stamp, snapshot)
        return snapshot

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
        raise NotImplementedError

    def commit(self, revision: Revision) -> Revision:
        """Write *revision* to the journal and then to its file."""
        raise NotImplementedError


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
