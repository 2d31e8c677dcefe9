"""Validation of plain data from outside (a file, a form) against the models, with every fault and its place in the data.

This is the only module of the core that imports pydantic; answering a question never needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any

import msgspec
from pydantic import TypeAdapter, ValidationError

from bot.core import models
from bot.core.kinds import KINDS, Entry, Kind, Plain

Path = tuple[str | int, ...]

_RULES = {
    "extra_forbidden": "unknown-key",
    "unexpected_keyword_argument": "unknown-key",
    "missing": "missing-key",
    "missing_argument": "missing-key",
    "literal_error": "unknown-word",
}
_REMEDIES = {
    "unknown-key": "take it out, or correct its spelling",
    "missing-key": "add it",
    "string_type": "write a text, in quotes when it looks like a number",
    "unknown-word": "use one of the words given",
    "float_type": "write a number without quotes, unit or thousands comma",
    "int_type": "write a whole number",
    "tuple_type": "write a list",
    "dataclass_type": "write a mapping of keys and values",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one piece of data; *path* leads to it from the top of the entry."""

    path: Path
    rule: str
    message: str
    remedy: str


_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def _adapter(model: Any) -> TypeAdapter[Any]:
    """Return the reader of *model*, or of a list of it, made when it is first needed."""
    if not _ADAPTERS:
        _forbid_unknown_keys()
    if model not in _ADAPTERS:
        _ADAPTERS[model] = TypeAdapter(model)
    return _ADAPTERS[model]


def _forbid_unknown_keys() -> None:
    for model in vars(models).values():
        if isinstance(model, type) and is_dataclass(model) and model is not models.Knowledge:
            model.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]


def read(model: type[Any], data: object) -> tuple[Any | None, list[Fault]]:
    """Return *data* as a record of *model*, or None and what is wrong with it."""
    try:
        # As JSON, because there a list is a tuple while a number in quotes stays a text.
        return _adapter(model).validate_json(msgspec.json.encode(data), strict=True), []
    except ValidationError as error:
        return None, [_fault(item) for item in error.errors(include_url=False, include_context=True)]


def read_all(kind: Kind, entries: Sequence[object]) -> tuple[list[tuple[int, Entry]], list[tuple[int, Fault]]]:
    """Return the good records among *entries* and the faults of the others, each with its place in the list."""
    try:
        good = _adapter(list[kind.model]).validate_json(msgspec.json.encode(entries), strict=True)  # type: ignore[name-defined]
        return list(enumerate(good)), []
    except ValidationError:
        return _read_each(kind, entries)


def _read_each(kind: Kind, entries: Sequence[object]) -> tuple[list[tuple[int, Entry]], list[tuple[int, Fault]]]:
    good: list[tuple[int, Entry]] = []
    bad: list[tuple[int, Fault]] = []
    for index, data in enumerate(entries):
        record, faults = read(kind.model, data)
        if record is not None:
            good.append((index, record))
        bad += [(index, fault) for fault in faults]
    return good, bad


def _fault(item: Any) -> Fault:
    path, kind = tuple(item["loc"]), str(item["type"])
    rule = _RULES.get(kind, "wrong-type")
    name = ".".join(str(part) for part in path) or "the record"
    expected = item.get("ctx", {}).get("expected", "")
    words = {
        "unknown-key": f"unknown key {name!r}",
        "missing-key": f"{name!r} is missing",
        "unknown-word": f"{name!r} is {item['input']!r}; expected {expected}",
        "wrong-type": f"{name!r}: {item['msg']}",
    }
    return Fault(path, rule, words[rule], _REMEDIES.get(rule) or _REMEDIES.get(kind, ""))


def json_schema(kind: Kind) -> Plain:
    """Return the JSON Schema of the files of *kind*, for editors."""
    schema = _adapter(kind.model if kind.single else list[kind.model]).json_schema()  # type: ignore[name-defined]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"knowledge: {kind.name}",
        **_without_null(schema),
    }


def _without_null(node: Any) -> Any:
    """Leave out what pydantic says about None: in the files a key that says nothing is left out."""
    if isinstance(node, list):
        return [_without_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    options = [option for option in node.get("anyOf", ()) if option != {"type": "null"}]
    kept = {key: _without_null(value) for key, value in node.items() if not (key == "default" and value is None)}
    if "anyOf" in kept and len(options) == 1:
        del kept["anyOf"]
        kept |= _without_null(options[0])
    if isinstance(kept.get("title"), str):
        del kept["title"]
    return kept


def schemas() -> dict[str, Plain]:
    """Return the JSON Schema of each kind of file by its file name."""
    return {f"{kind.name}.json": json_schema(kind) for kind in KINDS.values()}
