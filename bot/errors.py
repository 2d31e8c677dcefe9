"""Every error that the bot raises on purpose; its text may be shown to a user.

BotError
├── SettingsError          a setting is missing or makes no sense
├── KnowledgeError         the knowledge folder cannot be read at all
├── ChartError             a chart cannot be drawn here
└── EditError              an edit was refused and nothing was written
    ├── UnknownRecord      there is no record of that id
    ├── StaleEdit          somebody changed the record in the meantime
    ├── InvalidEdit        the record would break a rule; carries the problems
    └── BrokenFile         the file of the record has problems that have to be mended by hand first
"""

from __future__ import annotations

from collections.abc import Sequence


class BotError(Exception):
    """Anything that goes wrong in a way we know."""


class SettingsError(BotError):
    """A setting is missing or makes no sense."""


class KnowledgeError(BotError):
    """The knowledge folder cannot be read at all."""


class ChartError(BotError):
    """A chart cannot be drawn here."""


class EditError(BotError):
    """An edit was refused and nothing was written."""


class UnknownRecord(EditError):  # noqa: N818 - reads as what it says
    """There is no record of that id."""

    def __init__(self, record: str) -> None:
        """Name the *record* that was asked for."""
        super().__init__(f"There is no record {record!r}.")
        self.record = record


class StaleEdit(EditError):  # noqa: N818 - the usual name for it
    """Somebody changed the record after it was opened."""

    def __init__(self, record: str) -> None:
        """Name the *record* that has moved on."""
        super().__init__(f"{record!r} was changed by somebody else in the meantime. Look at it again, then repeat the edit.")
        self.record = record


class InvalidEdit(EditError):  # noqa: N818 - reads as what it says
    """The edited record would break a rule of the knowledge."""

    def __init__(self, record: str, problems: Sequence[object]) -> None:
        """Carry the *problems* that the edit of *record* would bring in."""
        lines = "\n".join(f"- {problem}" for problem in problems)
        super().__init__(f"{record!r} was not saved:\n{lines}")
        self.record = record
        self.problems = tuple(problems)


class BrokenFile(EditError):  # noqa: N818 - reads as what it says
    """The file that holds the record cannot be rewritten without losing something."""

    def __init__(self, file: str, problems: Sequence[object]) -> None:
        """Carry the *problems* of *file*."""
        lines = "\n".join(f"- {problem}" for problem in problems)
        super().__init__(f"{file} has problems that have to be mended in the file first:\n{lines}")
        self.file = file
        self.problems = tuple(problems)
