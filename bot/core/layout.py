"""The canonical layout of the files: one way to write each record, so that one edit is a difference of a few lines.

A writer for our few shapes only, not a YAML library. Comments that stand on lines of their own are kept, above the record
that they precede; a comment behind a value moves above its record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.kinds import Kind, Plain

# Lists under these keys stand on one line; all others have a line for each item.
_INLINE = frozenset({"topics", "sources", "also", "helps", "needs"})
_PLAIN = re.compile(r"[A-Za-z\u00a1-\u2017\u2020-\uffef][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*\Z")
# What starts with a digit may be a number, a date or a time to some reader, unless a character in it never is in one.
_DIGIT_FIRST = re.compile(r"\d.*[^0-9A-Fa-fHQTXYZehoqtxyz_.,:+/ \-]")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"})
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|(?<![^\s\[{,:])\'(?:\'\'|[^\'])*\'')
_ANCHOR = re.compile(r"""^(?: *- \{?["']?(?:id|row)["']?: *(?:"([^"]+)"|'([^']+)'|([^\s,}]+))|([A-Za-z_]+):)""")


@dataclass(slots=True)
class Comments:
    """The comments of a file: those at its top, those above each record, and those at its end."""

    top: list[str] = field(default_factory=list)
    above: dict[str, list[str]] = field(default_factory=dict)
    end: list[str] = field(default_factory=list)


def hint(kind: Kind, file: str) -> str:
    """Return the line by which editors find the schema of *file*."""
    return f"# yaml-language-server: $schema={'../' * file.count('/')}schema/{kind.name}.json"


def text(kind: Kind, file: str, entries: Sequence[Plain], comments: Comments | None = None) -> str:
    """Return the content of *file* with *entries* in the canonical layout."""
    comments = comments or Comments()
    top = [line for line in comments.top if "yaml-language-server" not in line]
    lines = [hint(kind, file), *top]
    if kind.single:
        for entry in entries:
            lines += _single(entry, comments)
    elif kind.name in ("terms", "left_out"):
        for entry in entries:
            above = _above(comments, entry)
            lines += [*([""] if above else []), *above, f"- {_flow(entry)}"]
    else:
        for entry in entries:
            lines += ["", *_above(comments, entry), *_item(entry)]
    return "\n".join([*lines, *comments.end]) + "\n"


def record(data: Plain) -> str:
    """Return one record by itself, for showing it and for comparing it."""
    return "\n".join(_mapping(data)) + "\n"


def _above(comments: Comments, entry: Plain) -> list[str]:
    return comments.above.get(str(entry.get("id") or entry.get("row")), [])


def _single(entry: Plain, comments: Comments) -> list[str]:
    lines: list[str] = []
    for key, value in entry.items():
        lines += comments.above.get(key, [])
        if key in ("observations", "bases"):
            lines.append(f"{key}:")
            for item in value:
                lines += ["  " + line for line in [*_above(comments, item), *_item(item)]]
        else:
            lines += _pair(key, value)
    return lines


def _item(data: Plain) -> list[str]:
    first, *rest = _mapping(data)
    return [f"- {first}", *("  " + line for line in rest)]


def _mapping(data: Plain) -> list[str]:
    return [line for key, value in data.items() for line in _pair(key, value)]


def _pair(key: str, value: Any) -> list[str]:
    if isinstance(value, dict) and value:
        return [f"{key}:", *("  " + line for line in _mapping(value))]
    if not isinstance(value, list) or key in _INLINE or not value:
        return [f"{key}: {_flow(value) if isinstance(value, list | dict) else scalar(value)}"]
    items = [_item(item) if isinstance(item, dict) else [f"- {scalar(item)}"] for item in value]
    return [f"{key}:", *("  " + line for item in items for line in item)]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return scalar(value, flow=True)


def scalar(value: object, *, flow: bool = False) -> str:
    """Return *value* as YAML reads it back, in every version of YAML; in quotes only when it has to be."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else _number(value)
    if isinstance(value, int):
        return str(value)
    word = str(value)
    return word if _is_plain(word, flow=flow) else json.dumps(word, ensure_ascii=False)


def _number(value: float) -> str:
    short = repr(value)
    return f"{value:.12f}".rstrip("0") if "e" in short else short


def _is_plain(word: str, *, flow: bool) -> bool:
    if (
        not (_PLAIN.match(word) or (_DIGIT_FIRST.match(word) and _PLAIN.match("x" + word)))
        or word.casefold() in _RESERVED
        or word != word.strip()
    ):
        return False
    if ": " in word or " #" in word or word.endswith(":"):
        return False
    return not (flow and any(c in word for c in ",[]{}:#\"'"))


# --- comments ----------------------------------------------------------------------------------------------------------


def comments_of(content: str) -> Comments:
    """Return the comments in *content*, each with the record that it belongs to."""
    found = Comments()
    waiting: list[str] = []
    current: str | None = None
    for line in content.splitlines():
        bare = line.strip()
        if bare.startswith("#"):
            waiting.append(bare)
        elif bare:
            if current is None and not found.top:
                found.top, waiting = waiting, []
            current = _anchor(line, current)
            if current is not None and (comments := waiting + _behind(bare)):
                found.above.setdefault(current, []).extend(comments)
            waiting = []
        elif current is None:
            found.top, waiting = found.top + waiting, []
    found.end = waiting
    return found


def _anchor(line: str, current: str | None) -> str | None:
    """Return the record or key that starts on *line*, or *current* while that goes on."""
    match = _ANCHOR.match(line)
    return next(group for group in match.groups() if group) if match else current


def _behind(line: str) -> list[str]:
    """Return the comment behind a value on *line*, if there is one."""
    if " #" not in line:
        return []
    masked = _QUOTED.sub(lambda m: "x" * len(m[0]), line)
    at = masked.find(" #")
    return [line[at:].strip()] if at >= 0 else []
