"""A table of results, printed as it will stand in RESULTS.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title; *notes* say how they were measured."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the table in Markdown, in columns that also read well as plain text."""
        cells = [self.columns, *[[_cell(value) for value in row] for row in self.rows]]
        widths = [max(len(row[i]) for row in cells) for i in range(len(self.columns))]
        lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join([f"## {self.title}", "", *lines, "", *[f"- {note}" for note in self.notes]]).rstrip() + "\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def against(value: float, goal: float, *, least: bool = False) -> str:
    """Return *goal* and whether *value* meets it: at most, or at least, the goal."""
    met = value >= goal if least else value <= goal
    return f"{'>=' if least else '<='} {goal:g}: {'met' if met else 'NOT met'}"
