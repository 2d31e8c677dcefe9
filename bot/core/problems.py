"""A problem of the knowledge: where it is, which rule it breaks, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

ADVICE = frozenset({"unused-source", "unused-basis", "phrasing-not-first", "phrasing-astray", "must-missed"})
"""Rules about tidiness and finding: they never stand in the way of an edit, and a check with nothing else is clean."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One broken rule, with its place and its remedy."""

    file: str
    line: int
    record: str
    rule: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return the problem as one line that an editor can jump to."""
        place = f"{self.file}:{self.line}" if self.file else "knowledge"
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{place}: {self.record}: {self.message}{remedy} [{self.rule}]"

    @property
    def is_advice(self) -> bool:
        """Tell whether it is only advice."""
        return self.rule in ADVICE

    @property
    def cause(self) -> tuple[str, str, str]:
        """Return what makes it the same problem after lines have moved."""
        return (self.record, self.rule, self.message)
