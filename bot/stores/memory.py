"""A store that forgets: for tests and for trying things out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import edits
from bot.core.check import check
from bot.core.edits import Revision
from bot.core.library import Library
from bot.core.models import Knowledge
from bot.stores import Snapshot


class MemoryStore:
    """Keeps *knowledge* in memory."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Start with *knowledge* and an empty journal."""
        self._knowledge = knowledge
        self._journal: list[Revision] = []

    def load(self) -> Snapshot:
        """Return what is held now."""
        return Snapshot(self._knowledge, tuple(check(self._knowledge)))

    def library(self, knowledge: Knowledge, before: Library | None = None) -> Library:
        """Return *knowledge* ready to be asked."""
        return Library.build(knowledge, before)

    def changed(self) -> bool:
        """Tell that nobody else can change anything here."""
        return False

    def journal(self) -> Sequence[Revision]:
        """Return every edit ever made, oldest first."""
        return tuple(self._journal)

    def commit(self, revision: Revision) -> Revision:
        """Make the change of *revision* and return it with its number."""
        self._knowledge = edits.apply(self._knowledge, revision.change)
        numbered = replace(revision, number=len(self._journal) + 1, digest=self._knowledge.digest)
        self._journal.append(numbered)
        return numbered
