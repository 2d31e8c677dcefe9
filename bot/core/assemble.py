"""Putting the records of all files together into one snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.core.kinds import KINDS, Entry, Kind, bare, id_of, name_of
from bot.core.models import Knowledge, Series
from bot.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Parsed:
    """The records of one file, the lines on which they start, and what was wrong with the others."""

    file: str
    kind: Kind
    entries: tuple[Entry, ...]
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def assemble(files: Iterable[Parsed], digest: str = "") -> tuple[Knowledge, list[Problem]]:
    """Return the snapshot of *files*, and the ids that were given twice."""
    tables: dict[str, Any] = {name: {} for name in KINDS}
    places: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    for parsed in files:
        problems += parsed.problems
        for entry in parsed.entries:
            problems += _place(entry, parsed, places)
            tables[parsed.kind.name].setdefault(id_of(entry), entry)
    records = {}
    for name in ("facts", "events", "positions", "disputes", "elements"):
        records.update({key: value for key, value in tables[name].items() if key not in records})
    knowledge = Knowledge(
        sources=tables["sources"], series=tables["series"], records=records, terms=tables["terms"],
        left_out=tuple(tables["left_out"].values()), digest=digest, places=places,
    )  # fmt: skip
    return knowledge, problems


def _place(entry: Entry, parsed: Parsed, places: dict[str, tuple[str, int]]) -> list[Problem]:
    """Note where *entry* and its observations stand; report those whose id is taken."""
    names = [name_of(parsed.kind.name, id_of(entry))]
    if isinstance(entry, Series):
        names += [observation.id for observation in entry.observations]
    twice = []
    for name in names:
        here = (parsed.file, parsed.lines.get(bare(name), 1))
        if name in places:
            twice.append(_duplicate(name, here, places[name]))
        else:
            places[name] = here
    return twice


def _duplicate(name: str, here: tuple[str, int], there: tuple[str, int]) -> Problem:
    return Problem(
        *here,
        bare(name),
        "duplicate-id",
        f"the id {bare(name)!r} is already that of {there[0]}:{there[1]}",
        "give it another id, or merge the two",
    )
