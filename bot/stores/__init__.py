"""Where the knowledge is kept: the protocol that every store follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.core.edits import Revision
    from bot.core.library import Library
    from bot.core.models import Knowledge
    from bot.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a store holds at one moment, and what is wrong with it; records with a fault in their form are left out."""

    knowledge: Knowledge
    problems: tuple[Problem, ...] = ()


class Store(Protocol):
    """Keeps the knowledge and the journal of its edits. Blocking: the desk calls it from a thread where it may not block."""

    def load(self) -> Snapshot:
        """Return what is held now."""

    def library(self, knowledge: Knowledge, before: Library | None = None) -> Library:
        """Return *knowledge* ready to be asked; what *before* has read already is not read again."""

    def changed(self) -> bool:
        """Tell whether anything was changed since the last load."""

    def journal(self) -> Sequence[Revision]:
        """Return every edit ever made, oldest first."""

    def commit(self, revision: Revision) -> Revision:
        """Make *revision* durable and return it with its number; raise `EditError` and write nothing if it cannot be."""
