"""One file with one change made in it, and putting it on the disk so that it is whole at every moment."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core import kinds
from bot.errors import BrokenFile

if TYPE_CHECKING:
    from bot.core.assemble import Parsed
    from bot.core.edits import Change


def sha256(content: bytes) -> str:
    """Return the digest by which the journal knows *content*."""
    return hashlib.sha256(content).hexdigest()


def rewritten(file: str, content: bytes, change: Change) -> bytes:
    """Return *content* of *file* in the canonical layout with *change* made; `EditError` when that cannot be."""
    from bot.core import assemble, edits  # late: only an edit needs them

    parsed = _whole(file, content)
    alone, _ = assemble.assemble([parsed])
    return _text(parsed, content, edits.entries(edits.apply(alone, change), parsed.kind.name))


def formatted(file: str, content: bytes) -> bytes:
    """Return *content* of *file* in the canonical layout; `BrokenFile` when something would be lost."""
    parsed = _whole(file, content)
    return _text(parsed, content, parsed.entries)


def _whole(file: str, content: bytes) -> Parsed:
    parsed = _parsed(file, content)
    if parsed.problems:
        raise BrokenFile(file, parsed.problems)
    return parsed


def _text(parsed: Parsed, content: bytes, entries: Sequence[kinds.Entry]) -> bytes:
    from bot.core import layout

    comments = layout.comments_of(content.decode("utf-8"))
    return layout.text(parsed.kind, parsed.file, [kinds.plain(entry) for entry in entries], comments).encode() if entries else b""


def is_made(file: str, content: bytes, change: Change) -> bool:
    """Tell whether *change* is in *content* already."""
    from bot.core.assemble import assemble

    return kinds.entry(assemble([_parsed(file, content)])[0], change.id) == change.after


def _parsed(file: str, content: bytes) -> Parsed:
    from bot.core.assemble import Parsed
    from bot.stores._parse import parse

    kind = kinds.kind_of(file)
    return Parsed(file, kind, ()) if kind and not content else parse(file, content)  # the first record makes the file


def write(path: Path, content: bytes) -> None:
    """Put *content* at *path*: a temporary file, on the disk, then one rename; nothing at all takes the file away."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not content:
        path.unlink(missing_ok=True)
    else:
        aside = path.with_name(f".{path.name}.new")
        with aside.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        if path.exists():
            aside.chmod(path.stat().st_mode)
        aside.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Wait until a rename in *folder* is on the disk."""
    if os.name == "nt":
        return  # a folder cannot be opened there
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
