"""The kinds of record: the model of each, the files it lives in, and its shape as plain data.

Plain data is what stands in the files: mappings, lists, texts and numbers, in a fixed order of keys, without what is empty.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Literal

from bot.core import models
from bot.core.models import Knowledge

KindName = Literal["sources", "terms", "series", "facts", "events", "positions", "disputes", "elements", "left_out"]
Entry = models.Source | models.Term | models.Series | models.Observation | models.Record | models.LeftOut
Plain = dict[str, Any]

_PROSE = ("topics", "title", "answer", "sources", "ask", "must", "must_not")
# Order of keys in the files; a class that is not here keeps the order of its fields.
_KEYS: dict[type, tuple[str, ...]] = {
    models.Fact: ("id", "also", "as_of", *_PROSE),
    models.Event: ("id", "also", "date", "end", "status", *_PROSE),
    models.Position: ("id", "also", "actor", "topic", "date", *_PROSE),
    models.Dispute: ("id", "also", "period", "sides", "better", "confidence", *_PROSE),
    models.Element: ("id", "also", "symbol", "number", "group", "names", "uses", "control", *_PROSE),
    models.Series: ("id", "title", "definition", "unit", "basis", "bases", "subject", "commodity", "partner", "publisher",
                    "frequency", "total", "whole", "next_due", "where", "topics", "pitfalls", "needs", "helps", "ask", "must",
                    "must_not", "observations"),
    models.Observation: ("id", "period", "value", "low", "high", "unit", "subject", "partner", "segment", "basis", "status",
                         "as_of", "source", "rank", "reason", "derived_from", "note"),
}  # fmt: skip
# Written even when they are what they would be anyway, so that a reader of the file sees them.
_SAID: dict[type, frozenset[str]] = {
    models.Observation: frozenset({"status", "rank"}),
    models.Series: frozenset({"total"}),
    models.Source: frozenset({"kind", "language"}),
    models.Dispute: frozenset({"confidence"}),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record; *single* when a file holds one mapping and not a list of them."""

    name: KindName
    model: type[Any]
    single: bool = False


KINDS: dict[KindName, Kind] = {
    "sources": Kind("sources", models.Source),
    "terms": Kind("terms", models.Term),
    "series": Kind("series", models.Series, single=True),
    "facts": Kind("facts", models.Fact),
    "events": Kind("events", models.Event),
    "positions": Kind("positions", models.Position),
    "disputes": Kind("disputes", models.Dispute),
    "elements": Kind("elements", models.Element),
    "left_out": Kind("left_out", models.LeftOut),
}
_BY_STEM: dict[str, KindName] = {name: name for name in KINDS} | {"gazetteer": "terms"}
PROSE: tuple[KindName, ...] = ("facts", "events", "positions", "disputes", "elements")


def kind_of(file: str) -> Kind | None:
    """Return the kind of record in *file* (relative to the knowledge folder), or None when it is no file of records."""
    path = PurePosixPath(file)
    if path.suffix != ".yaml":
        return None
    name = _BY_STEM.get(path.parts[0] if len(path.parts) > 1 else path.stem)
    return KINDS[name] if name else None


def kind_of_entry(entry: Entry) -> Kind:
    """Return the kind of *entry*; an observation is kept in its series."""
    model = models.Series if isinstance(entry, models.Observation) else type(entry)
    return next(kind for kind in KINDS.values() if kind.model is model)


@cache
def _shape(model: type[Any]) -> tuple[tuple[str, Any], ...]:
    """Return the fields of *model* in the order of the file, each with the value at which it is left out."""
    always = _SAID.get(model, frozenset())
    default = {f.name: MISSING if f.name in always else f.default for f in fields(model)}
    order = _KEYS.get(model) or tuple(default)
    return tuple((name, default[name]) for name in order)


def plain(value: Any) -> Any:
    """Return *value* (a record or a part of one) as it stands in a file."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: plain(item)
            for name, default in _shape(type(value))
            if (item := getattr(value, name)) is not None and item not in ((), {}, default)
        }
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def id_of(entry: Entry) -> str:
    """Return what names *entry*: its id, or the row of a figure that was left out."""
    return entry.row if isinstance(entry, models.LeftOut) else entry.id


_PREFIX = {"terms": "term:", "sources": "source:", "left_out": "row:"}


def name_of(kind: KindName, record: str) -> str:
    """Return the name of *record* that no record of another kind has: `term:quota`, `source:jdp-2012`, or its id."""
    return _PREFIX.get(kind, "") + record


def bare(name: str) -> str:
    """Return the id in *name*, which `name_of` made."""
    return next((name.removeprefix(prefix) for prefix in _PREFIX.values() if name.startswith(prefix)), name)


def find(knowledge: Knowledge, name: str) -> tuple[KindName, Entry] | None:
    """Return what is called *name*, an id or one with its prefix, and its kind; an observation is of the kind `series`."""
    if name in knowledge.observations:
        return "series", knowledge.observations[name][1]
    tables = {"": (knowledge.series, knowledge.records), "source:": (knowledge.sources,), "term:": (knowledge.terms,)}
    for prefix, candidates in tables.items():
        for table in candidates:
            entry = table.get(name.removeprefix(prefix))
            if entry is not None:
                return kind_of_entry(entry).name, entry
    return None


def entry(knowledge: Knowledge, name: str) -> Plain | None:
    """Return what is called *name* as plain data; of a series the head only, without its observations."""
    found = find(knowledge, name)
    return None if found is None else head(plain(found[1]))


def head(data: Plain) -> Plain:
    """Return *data* of a series without the observations, which are records of their own; other data as it is."""
    return {key: value for key, value in data.items() if key != "observations"}


def place(knowledge: Knowledge, name: str) -> tuple[str, int]:
    """Return the file and line of what is called *name*; ("", 0) when it is not from a file."""
    names = (name, *(prefix + name for prefix in _PREFIX.values()))
    return next((knowledge.places[n] for n in names if n in knowledge.places), ("", 0))
