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
                    "frequency", "total", "next_due", "where", "topics", "pitfalls", "needs", "helps", "ask", "must", "must_not",
                    "observations"),
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
            if (item := getattr(value, name)) is not None and item != () and item != {} and item != default
        }
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def id_of(entry: Entry) -> str:
    """Return what names *entry*: its id, or the row of a figure that was left out."""
    return entry.row if isinstance(entry, models.LeftOut) else entry.id


def find(knowledge: Knowledge, record: str) -> Entry | None:
    """Return what has the id *record*, of whatever kind, or None."""
    if record in knowledge.observations:
        return knowledge.observations[record][1]
    for table in (knowledge.series, knowledge.records, knowledge.sources, knowledge.terms):
        if record in table:
            return table[record]  # type: ignore[no-any-return,attr-defined]
    return None


def entry(knowledge: Knowledge, record: str) -> Plain | None:
    """Return what has the id *record* as plain data; of a series the head only, without its observations."""
    found = find(knowledge, record)
    return None if found is None else head(plain(found))


def head(data: Plain) -> Plain:
    """Return *data* of a series without the observations, which are records of their own; other data as it is."""
    return {key: value for key, value in data.items() if key != "observations"}
