"""What was read of the knowledge and its index, kept beside the files so that the next start need not read it again.

Like the cache of the knowledge only ever a copy: written when it can be, ignored when it does not fit.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.core.lexicon import Lexicon, Surface
from bot.core.library import Library, Reading, index_of
from bot.core.models import Knowledge

if TYPE_CHECKING:
    from bot.core.search import Index

_READINGS = "library.msgpack"
_INDEX = "index.bin"


@dataclass(frozen=True, slots=True)
class _Saved:
    """A library without its knowledge and index; *surfaces* name their terms by id."""

    stamp: str
    surfaces: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]
    vocabulary: tuple[str, ...]
    readings: dict[str, msgspec.Raw]
    newest: date
    weights: dict[str, float]


class _Readings(Mapping[str, Reading]):
    """The readings as they were saved, each decoded when it is first asked for: a question needs a dozen of a thousand."""

    def __init__(self, saved: dict[str, msgspec.Raw]) -> None:
        self._saved = saved
        self._decoded: dict[str, Reading] = {}

    def __getitem__(self, ident: str) -> Reading:
        if ident not in self._decoded:
            self._decoded[ident] = msgspec.msgpack.decode(self._saved[ident], type=Reading)
        return self._decoded[ident]

    def __iter__(self) -> Iterator[str]:
        return iter(self._saved)

    def __len__(self) -> int:
        return len(self._saved)


def load(folder: Path, stamp: str, knowledge: Knowledge) -> Library | None:
    """Return the library of *knowledge* saved in *folder* under *stamp*, or None."""
    try:
        saved = msgspec.msgpack.decode((folder / _READINGS).read_bytes(), type=_Saved)
    except (OSError, msgspec.MsgspecError):
        return None
    if saved.stamp != stamp:
        return None
    terms, readings = knowledge.terms, _Readings(saved.readings)
    lexicon = Lexicon(
        (Surface(text, terms[ident], words, stems) for text, ident, words, stems in saved.surfaces), saved.vocabulary
    )
    return Library(knowledge, lexicon, readings, lambda: _index(folder, stamp, readings), saved.newest, saved.weights)


def _index(folder: Path, stamp: str, readings: Mapping[str, Reading]) -> Index:
    """Return the saved index, or a new one where the saved one does not fit."""
    from bot.core.search import Index

    return Index.load(folder / _INDEX, stamp) or index_of(readings)


def save(folder: Path, stamp: str, library: Library) -> None:
    """Save *library* in *folder* under *stamp*, or do nothing where nothing can be written."""
    lexicon = library.lexicon
    surfaces = tuple((s.text, s.term.id, s.words, s.stems) for s in lexicon.surfaces)
    readings = {ident: msgspec.Raw(msgspec.msgpack.encode(reading)) for ident, reading in library.readings.items()}
    saved = _Saved(stamp, surfaces, lexicon.vocabulary, readings, library.newest, library.weights)
    try:
        folder.mkdir(exist_ok=True)
        library.index.save(folder / _INDEX, stamp)
        aside = folder / f"{_READINGS}.{os.getpid()}"
        aside.write_bytes(msgspec.msgpack.encode(saved))
        aside.replace(folder / _READINGS)
    except OSError:
        return  # a read-only volume, for one; it is built again at the next start
