"""The rules of the knowledge, each a small function that yields what breaks it; its name is the rule's id."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.core.models import Knowledge, Record, Series, Text


class Finding(NamedTuple):
    """Something that breaks a rule: the *name* of the record, what is wrong, and what to do about it."""

    name: str
    message: str
    remedy: str


Rule = Callable[[Knowledge], Iterator[Finding]]


def askable(knowledge: Knowledge) -> tuple[Record | Series, ...]:
    """Return everything that a question may lead to."""
    return (*knowledge.records.values(), *knowledge.series.values())


def texts(record: Record | Series) -> Iterator[tuple[str, Text]]:
    """Yield the wordings of *record* that a reader sees, each with the key that it stands under."""
    for name in ("title", "answer", "definition", "pitfalls", "better", "control", "names"):
        text = getattr(record, name, None)
        if text is not None:
            yield name, text
    for number, side in enumerate(getattr(record, "sides", ()), 1):
        yield f"side {number}", side.claim
    for basis in getattr(record, "bases", ()):
        yield f"basis {basis.id}", basis.label
    for observation in getattr(record, "observations", ()):
        if observation.note is not None:
            yield f"note of {observation.id}", observation.note
