"""Reading YAML: fast, and with line numbers when something is wrong.

ryaml reads a megabyte in 50 ms but forgets the lines, so they come from a second look, with PyYAML, that is taken only
when there is something to report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import ryaml

from bot.core.schema import Path

_ID = re.compile(r"""^ *(?:- )? *\{?["']?(?:id|row)["']?: *(?:"([^"]+)"|'([^']+)'|([^\s,}]+))""", re.MULTILINE)
_AT_LINE = re.compile(r" at line (\d+) column \d+")


class BadYamlError(Exception):
    """The text is no YAML; *line* is where the reader noticed."""

    def __init__(self, message: str, line: int) -> None:
        """Keep the reader's *message* without its place, which is *line*."""
        super().__init__(message)
        self.line = line


def read(text: str) -> Any:
    """Return the data in *text*; an empty text is None."""
    if not text.strip():
        return None
    try:
        return ryaml.loads(text)
    except ryaml.InvalidYamlError as error:
        message = str(error)
        found = _AT_LINE.search(message)
        raise BadYamlError(_AT_LINE.sub("", message), int(found[1]) if found else 1) from None


def lines_of_ids(text: str) -> dict[str, int]:
    """Return the line on which each id of *text* stands, the first of two."""
    lines: dict[str, int] = {}
    line, at = 1, 0
    for match in _ID.finditer(text):
        line += text.count("\n", at, match.start(match.lastindex or 0))
        at = match.start(match.lastindex or 0)
        lines.setdefault(match[match.lastindex or 0], line)
    return lines


def lines_of_paths(text: str, paths: Iterable[Path]) -> Mapping[Path, int]:
    """Return the line of each of *paths* in *text*, or of the deepest part of it that is there."""
    import yaml  # late: only needed when something is wrong

    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {path: _line(root, path) for path in paths}


def _line(node: Any, path: Path) -> int:
    line: int = node.start_mark.line + 1
    for part in path:
        if isinstance(node.value, str):
            return line
        pairs = node.value if node.id == "mapping" else enumerate(node.value)
        found = [(key, value) for key, value in pairs if getattr(key, "value", key) == part]
        if not found:
            return line
        key, node = found[-1]
        line = (node if isinstance(key, int) else key).start_mark.line + 1
    return line
