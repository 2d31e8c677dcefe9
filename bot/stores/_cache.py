"""The loaded knowledge, kept beside its files so that the next start need not read them again.

The cache is only ever a copy: it is written when it can be and ignored when it does not fit.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bot.core import models
from bot.core.models import Knowledge
from bot.core.problems import Problem
from bot.stores import Snapshot


@dataclass(frozen=True, slots=True)
class _Saved:
    """A snapshot with each kind of record by itself, since a list can hold one kind only."""

    stamp: str
    digest: str
    sources: tuple[models.Source, ...]
    series: tuple[models.Series, ...]
    terms: tuple[models.Term, ...]
    left_out: tuple[models.LeftOut, ...]
    facts: tuple[models.Fact, ...]
    events: tuple[models.Event, ...]
    positions: tuple[models.Position, ...]
    disputes: tuple[models.Dispute, ...]
    elements: tuple[models.Element, ...]
    places: dict[str, tuple[str, int]]
    problems: tuple[Problem, ...]


_PROSE = {
    "facts": models.Fact,
    "events": models.Event,
    "positions": models.Position,
    "disputes": models.Dispute,
    "elements": models.Element,
}


def code_stamp() -> str:
    """Return what changes when the code that reads and checks the files does."""
    core = Path(models.__file__).parent
    folders = (core, core / "rules")
    entries = (entry for folder in folders for entry in os.scandir(folder) if entry.is_file())
    found = sorted((entry.path, (s := entry.stat()).st_size, s.st_mtime_ns) for entry in entries)
    return hashlib.blake2b(repr(found).encode(), digest_size=16).hexdigest()


def load(path: Path, stamp: str) -> Snapshot | None:
    """Return the snapshot saved at *path* under *stamp*, or None."""
    try:
        saved = msgspec.msgpack.decode(path.read_bytes(), type=_Saved)
    except (OSError, msgspec.MsgspecError):
        return None
    return _snapshot(saved) if saved.stamp == stamp else None


def _snapshot(saved: _Saved) -> Snapshot:
    records = {record.id: record for name in _PROSE for record in getattr(saved, name)}
    knowledge = Knowledge(
        sources={source.id: source for source in saved.sources},
        series={series.id: series for series in saved.series},
        records=records,
        terms={term.id: term for term in saved.terms},
        left_out=saved.left_out,
        digest=saved.digest,
        places=saved.places,
    )
    return Snapshot(knowledge, saved.problems)


def save(path: Path, stamp: str, snapshot: Snapshot) -> None:
    """Save *snapshot* under *stamp*, or do nothing where nothing can be written."""
    knowledge = snapshot.knowledge
    prose = {name: tuple(r for r in knowledge.records.values() if isinstance(r, kind)) for name, kind in _PROSE.items()}
    saved = _Saved(
        stamp=stamp,
        digest=knowledge.digest,
        sources=tuple(knowledge.sources.values()),
        series=tuple(knowledge.series.values()),
        terms=tuple(knowledge.terms.values()),
        left_out=knowledge.left_out,
        places=knowledge.places,
        problems=snapshot.problems,
        **prose,  # type: ignore[arg-type]
    )
    try:
        path.parent.mkdir(exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.write_bytes(msgspec.msgpack.encode(saved))
        aside.replace(path)
    except OSError:
        return  # a read-only volume, for one; the files themselves are still there
