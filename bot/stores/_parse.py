"""From the bytes of one file to its records, with a place for every fault."""

from __future__ import annotations

from typing import Any

from bot.core.assemble import Parsed
from bot.core.kinds import Kind, kind_of
from bot.core.problems import Problem
from bot.core.schema import Fault, read_all
from bot.stores import _yaml


def parse(file: str, raw: bytes) -> Parsed:
    """Return the records in *raw*, the bytes of *file*; what is wrong with the others is among its problems."""
    kind = kind_of(file)
    if kind is None:
        raise ValueError(f"{file} is no file of records")
    try:
        text = raw.decode("utf-8")
        data = _yaml.read(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Parsed(file, kind, (), {}, (_broken(file, line, "the file is not UTF-8", "save it as UTF-8"),))
    except _yaml.BadYamlError as error:
        remedy = "mind the indentation, and quote texts with a colon or a # in them"
        return Parsed(file, kind, (), {}, (_broken(file, error.line, f"the file is no valid YAML: {error}", remedy),))
    return _records(file, kind, text, data)


def _broken(file: str, line: int, message: str, remedy: str) -> Problem:
    return Problem(file, line, file, "yaml", message, remedy)


def _records(file: str, kind: Kind, text: str, data: Any) -> Parsed:
    entries = _entries(kind, data)
    if entries is None:
        wanted = "one mapping of keys and values" if kind.single else "a list, each record starting with '- '"
        return Parsed(file, kind, (), {}, (_broken(file, 1, f"the file should hold {wanted}", "see knowledge/README.md"),))
    if not entries:  # an editor may be in the middle of writing it, and nothing is to be forgotten for that
        return Parsed(file, kind, (), {}, (_broken(file, 1, "the file holds no record", "add one, or delete the file"),))
    good, bad = read_all(kind, entries)
    problems = _problems(file, kind, text, entries, bad) if bad else ()
    return Parsed(file, kind, tuple(entry for _, entry in good), _yaml.lines_of_ids(text), problems)


def _entries(kind: Kind, data: Any) -> list[Any] | None:
    if data is None:
        return []
    if kind.single:
        return [data] if isinstance(data, dict) else None
    return data if isinstance(data, list) else None


def _problems(file: str, kind: Kind, text: str, entries: list[Any], bad: list[tuple[int, Fault]]) -> tuple[Problem, ...]:
    paths = [fault.path if kind.single else (index, *fault.path) for index, fault in bad]
    lines = _yaml.lines_of_paths(text, paths)
    return tuple(
        Problem(file, lines[path], _record(entries[index], fault), fault.rule, fault.message, fault.remedy)
        for path, (index, fault) in zip(paths, bad, strict=True)
    )


def _record(data: Any, fault: Fault) -> str:
    """Return the id of the record that *fault* is in: the observation's where it is in one."""
    name = _id(data)
    if fault.path[:1] == ("observations",) and len(fault.path) > 1:
        return _id(data["observations"][fault.path[1]]) or name
    return name or "?"


def _id(data: Any) -> str:
    return str(data.get("id") or data.get("row") or "") if isinstance(data, dict) else ""
