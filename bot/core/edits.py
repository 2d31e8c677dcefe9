"""Edits: what one changes, what it would do, and how it is undone.

An edit is about one record in plain data, the shape of the files. The observations of a series are records of their own, and
a series is edited without them. Nothing here writes.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.core import kinds, layout, periods
from bot.core.kinds import Entry, KindName, Plain
from bot.core.models import Knowledge, Observation, Series
from bot.core.problems import Problem
from bot.errors import InvalidEdit, StaleEdit, UnknownRecord


@dataclass(frozen=True, slots=True)
class Change:
    """From *before* to *after*; without *before* a new record, without *after* one less.

    *kind* has to be said for a new record that is no observation; *file* may name the file that a new record goes to.
    """

    id: str
    before: Plain | None
    after: Plain | None
    kind: KindName | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A change that was made: its number, by whom, why and when (UTC, ISO 8601), and what its file was before and became."""

    number: int
    change: Change
    by: str
    why: str
    at: str
    digest: str = ""
    digest_before: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A known question that would be answered otherwise."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an edit would do: the *difference* in the file, the *problems* that forbid it, the questions that it shifts."""

    difference: str
    problems: tuple[Problem, ...] = ()
    impact: tuple[Shift, ...] = ()


Asker = Callable[[str], str]
"""Says in a few words what a question is answered with; two that are equal are the same answer."""


def located(knowledge: Knowledge, change: Change) -> Change:
    """Return *change* with the kind of its record, and with the file that holds it or will hold it."""
    kind, file = _kind(knowledge, change), change.file or kinds.place(knowledge, change.id)[0]
    series = series_of(knowledge, change.id)
    if not file and series is not None:
        file = kinds.place(knowledge, series.id)[0]
    return replace(change, kind=kind, file=file or _home(knowledge, kind, change.id))


def _kind(knowledge: Knowledge, change: Change) -> KindName:
    found = kinds.find(knowledge, change.id)
    if found is not None:
        return found[0]
    if series_of(knowledge, change.id) is not None:
        return "series"
    if change.kind is None:
        raise UnknownRecord(change.id)
    return change.kind


def _home(knowledge: Knowledge, kind: KindName, record: str) -> str:
    """Return the file for a new *record* of *kind*: its own for a series, else the one file of the kind, or one for additions."""
    if kind == "series":
        return f"series/{record}.yaml"
    in_folders = any(file.startswith(f"{kind}/") for file, _ in knowledge.places.values())
    return f"{kind}/added.yaml" if in_folders else f"{kind}.yaml"


def series_of(knowledge: Knowledge, observation: str) -> Series | None:
    """Return the series in which *observation* stands, or would stand by its id: `<series>/<period>-<source>`."""
    if observation in knowledge.observations:
        return knowledge.observations[observation][0]
    return knowledge.series.get(observation.partition("/")[0]) if "/" in observation else None


def apply(knowledge: Knowledge, change: Change) -> Knowledge:
    """Return *knowledge* with *change* made; `EditError` when it is stale, or its data is no record."""
    if kinds.entry(knowledge, change.id) != change.before:
        raise StaleEdit(change.id)
    if change.after is not None and change.after.get("id") != kinds.bare(change.id):
        raise InvalidEdit(change.id, [_problem(knowledge, change.id, "id", "the id of a record does not change")])
    kind, record = _kind(knowledge, change), kinds.bare(change.id)
    series = series_of(knowledge, change.id)
    if series is not None:
        return _with(knowledge, kind, series.id, _series_with(knowledge, series, change))
    if kind == "series":
        return _with(knowledge, kind, record, _series_head(knowledge, change))
    model = kinds.KINDS[kind].model
    return _with(knowledge, kind, record, None if change.after is None else _read(knowledge, model, change.id, change.after))


def _series_head(knowledge: Knowledge, change: Change) -> Series | None:
    """Return the series that *change* is about with its observations as they were; an empty one may be taken away."""
    known = knowledge.series.get(change.id)
    kept = known.observations if known else ()
    if change.after is None:
        if kept:
            raise InvalidEdit(change.id, [_problem(knowledge, change.id, "not-empty", "take its figures away first")])
        return None
    if "observations" in change.after:
        raise InvalidEdit(
            change.id, [_problem(knowledge, change.id, "observations", "the figures of a series are edited one by one")]
        )
    head: Series = _read(knowledge, Series, change.id, {**change.after, "observations": []})
    return replace(head, observations=kept)


def _series_with(knowledge: Knowledge, series: Series, change: Change) -> Series:
    """Return *series* with the observation that *change* is about replaced, added or taken away."""
    kept = {o.id: o for o in series.observations}
    if change.after is None:
        del kept[change.id]
        return replace(series, observations=tuple(kept.values()))
    new = change.id not in kept
    kept[change.id] = _read(knowledge, Observation, change.id, change.after)
    return replace(series, observations=tuple(in_order(kept.values()) if new else kept.values()))


def in_order(observations: Iterable[Observation]) -> list[Observation]:
    """Return *observations* by period, the preferred ones first."""
    return sorted(observations, key=lambda o: (_start(o.period), ("preferred", "normal", "deprecated").index(o.rank)))


def _start(period: str) -> str:
    try:
        return periods.parse(period).start.isoformat()
    except ValueError:
        return period


def _read(knowledge: Knowledge, model: type[Any], record: str, data: Plain) -> Any:
    from bot.core import schema  # late: only an edit needs validation

    entry, faults = schema.read(model, data)
    if entry is None:
        raise InvalidEdit(record, [_problem(knowledge, record, f.rule, f.message, f.remedy) for f in faults])
    return entry


def _problem(knowledge: Knowledge, record: str, rule: str, message: str, remedy: str = "") -> Problem:
    return Problem(*kinds.place(knowledge, record), record, rule, message, remedy)


def _with(knowledge: Knowledge, kind: KindName, record: str, entry: Entry | None) -> Knowledge:
    """Return *knowledge* with *entry* as what has the id *record*, or without it."""
    name = {"sources": "sources", "terms": "terms", "series": "series"}.get(kind, "records")
    table: dict[str, Any] = dict(getattr(knowledge, name))
    if entry is None:
        del table[record]
    else:
        table[record] = entry
    return replace(knowledge, digest=_digest(knowledge.digest, record, entry), **{name: table})  # type: ignore[arg-type]


def _digest(before: str, record: str, entry: Entry | None) -> str:
    return hashlib.blake2b(repr((before, record, entry)).encode(), digest_size=16).hexdigest()


def entries(knowledge: Knowledge, kind: KindName) -> list[Entry]:
    """Return every record of *kind* in the order in which a file has them."""
    tables = {"sources": knowledge.sources, "terms": knowledge.terms, "series": knowledge.series}
    table: Iterable[Any] = tables.get(kind, knowledge.records).values()  # type: ignore[attr-defined]
    model = kinds.KINDS[kind].model
    found = [entry for entry in table if isinstance(entry, model)]
    return sorted(found, key=kinds.id_of) if kind == "sources" else found


def undo(revision: Revision) -> Change:
    """Return the change that takes *revision* back."""
    change = revision.change
    return replace(change, before=change.after, after=change.before)


def describe(change: Change) -> str:
    """Return the difference that *change* makes to its record, line by line."""
    before, after = ([] if data is None else layout.record(data).splitlines() for data in (change.before, change.after))
    lines = difflib.unified_diff(before, after, lineterm="", n=1)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def new_problems(before: Iterable[Problem], after: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of *after* that are not among those *before*, wherever their lines have moved to; no advice."""
    known = {problem.cause for problem in before}
    return tuple(problem for problem in after if problem.cause not in known and not problem.is_advice)


def known_questions(knowledge: Knowledge) -> tuple[str, ...]:
    """Return every question to which the knowledge itself says what should answer it."""
    askable = (*knowledge.records.values(), *knowledge.series.values())
    return tuple(dict.fromkeys(text for record in askable for text in (*(t for _, t in record.ask.all()), *record.must)))


def likely_shifted(knowledge: Knowledge, change: Change, *, limit: int = 120) -> tuple[str, ...]:
    """Return the known questions nearest to what *change* touches, since asking all of them would take minutes."""
    from rapidfuzz import fuzz, process  # late: only a preview needs it

    series = series_of(knowledge, change.id)
    touched = [text for data in (change.before, change.after) for text in asked_in(data or {})]
    touched += asked_in(kinds.plain(series)) if series else []
    questions = known_questions(knowledge)
    best = dict.fromkeys([*_of_period(series, change), *(text for text in touched if text in questions)])
    for text in dict.fromkeys(touched):
        best |= dict.fromkeys(found[0] for found in process.extract(text, questions, scorer=fuzz.token_set_ratio, limit=8))
    return tuple(best)[:limit]


def _of_period(series: Series | None, change: Change) -> list[str]:
    """Return what asks for the very figure that *change* is about: the series and the period."""
    data = change.after or change.before or {}
    return [f"{series.title.en} {data['period']}"] if series is not None and "period" in data else []


def asked_in(data: Plain) -> list[str]:
    """Return the questions and the title in *data* of a record."""
    asked = [text for texts in data.get("ask", {}).values() for text in texts]
    title = data.get("title") or {}
    return [*asked, *data.get("must", ()), *title.values()]


def impact(questions: Iterable[str], before: Asker, after: Asker) -> tuple[Shift, ...]:
    """Return those of *questions* that *after* answers otherwise than *before*."""
    pairs = ((question, before(question), after(question)) for question in questions)
    return tuple(Shift(*pair) for pair in pairs if pair[1] != pair[2])


def revision_data(revision: Revision) -> Plain:
    """Return *revision* as plain data, as it stands in a journal."""
    return asdict(revision)


def revision_from(data: Mapping[str, Any]) -> Revision:
    """Return the revision in *data*, which `revision_data` made."""
    return Revision(**{**data, "change": Change(**data["change"])})
