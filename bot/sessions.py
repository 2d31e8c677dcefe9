"""Conversations: what each person last asked in each place, bounded in number and in time, and kept nowhere else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.core.conversation import Context

MAX_SESSIONS = 1_000
FORGET_AFTER = 600.0
"""Seconds after which a conversation is forgotten."""


class Sessions:
    """The contexts of the conversations that are going on."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Count time with *clock*, in seconds."""
        self._clock = clock
        self._contexts: OrderedDict[str, tuple[float, Context]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._contexts)

    def recall(self, session: str | None) -> Context | None:
        """Return what *session* was about, unless that was too long ago."""
        said = self._contexts.get(session) if session else None
        if said is None or self._clock() - said[0] > FORGET_AFTER:
            return None
        return said[1]

    def remember(self, session: str | None, context: Context) -> None:
        """Note what *session* is about now, and forget the longest silent ones."""
        if not session:
            return
        self._contexts[session] = (self._clock(), context)
        self._contexts.move_to_end(session)
        while len(self._contexts) > MAX_SESSIONS or self._oldest_is_stale():
            self._contexts.popitem(last=False)

    def _oldest_is_stale(self) -> bool:
        oldest = next(iter(self._contexts.values()), None)
        return oldest is not None and self._clock() - oldest[0] > FORGET_AFTER
