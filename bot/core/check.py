"""Rules across the records: every problem of a snapshot at once."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.models import Knowledge
from bot.core.problems import Problem

Places = Mapping[str, tuple[str, int]]


def check(knowledge: Knowledge, places: Places | None = None) -> list[Problem]:
    """Return every broken rule in *knowledge*."""
    return []
