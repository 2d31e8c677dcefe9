"""Recall: whether the phrasings of a record find it, as they stand, and each when it is taken out of the index.

As they stand is exact: a phrasing finds its own words before anything else, so only those that several records share need
be looked up. Taken out is measured in rounds; in each, every record lacks one phrasing, which is then asked.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from bot.core.library import Library, askable
from bot.core.models import Knowledge, Record, Series
from bot.core.profile import canonical
from bot.core.search import Entry, Index
from bot.core.text import fold, words

Answering = Callable[[str], Sequence[str]]
"""Gives the ids of the records that a question is answered with; none where it is not answered."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A phrasing as its record has it, and *said*, as the index does."""

    record: str
    lang: str
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A phrasing that finds the record *instead* before its own."""

    phrasing: Phrasing
    instead: str


@dataclass(frozen=True, slots=True)
class Recall:
    """How many of *asked* phrasings find their record first, among the first three, or first one that shares a source."""

    asked: int = 0
    first: int = 0
    third: int = 0
    related: int = 0


def phrasings(library: Library) -> list[Phrasing]:
    """Return every phrasing, titles left out."""
    return [phrasing for record in askable(library.knowledge) for phrasing in _of(library, record)]


def _of(library: Library, record: Record | Series) -> list[Phrasing]:
    """Return the phrasings of *record*, each once."""
    folded: dict[str, tuple[str, str]] = {}
    for lang, text in record.ask.all():
        folded.setdefault(fold(text), (lang, text))
    lexicon = library.lexicon
    return [Phrasing(record.id, lang, text, canonical(key, lexicon.spot(key))) for key, (lang, text) in folded.items()]


# --- as they stand --------------------------------------------------------------------------------------------------------


def misses(library: Library) -> Iterator[Miss]:
    """Yield the phrasings that find another record first."""
    owners: dict[str, set[str]] = defaultdict(set)
    for ident, reading in library.readings.items():
        for said in reading.phrasings:
            owners[_key(said)].add(ident)
    shared = {key for key, records in owners.items() if len(records) > 1}
    for ident in dict.fromkeys(ident for key in shared for ident in sorted(owners[key])):
        for phrasing in _of(library, library.record(ident)):
            if _key(phrasing.said) in shared:
                found = library.index.search(phrasing.said, limit=1)
                if found and found[0].record != ident:
                    yield Miss(phrasing, found[0].record)


def _key(said: str) -> str:
    return " ".join(words(said))


# --- taken out ------------------------------------------------------------------------------------------------------------


def left_out(library: Library, sample: int | None = None, seed: int = 0) -> dict[str, Recall]:
    """Return the recall of phrasings that are not in the index, by language and under "all"; of about *sample* of them."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for index, out in _rounds(library, sample, random.Random(seed)):
        for phrasing in out:
            found = [hit.record for hit in index.search(phrasing.said, limit=3)]
            seen = {"asked", *_outcomes(library.knowledge, phrasing.record, found)}
            for lang in ("all", phrasing.lang):
                counts[lang].update(seen)
    return {lang: Recall(**counts[lang]) for lang in ("all", "en", "ja", "zh") if lang in counts}


def _outcomes(knowledge: Knowledge, record: str, found: Sequence[str]) -> Iterator[str]:
    if found[:1] == [record]:
        yield "first"
    if record in found:
        yield "third"
    if found and related(knowledge, record, found[0]):
        yield "related"


def _rounds(library: Library, sample: int | None, rng: random.Random) -> Iterator[tuple[Index, list[Phrasing]]]:
    """Yield indexes that lack one phrasing of each record, with those phrasings, until all or *sample* were taken out."""
    every = {ident: [Entry(ident, said) for said in reading.phrasings] for ident, reading in library.readings.items()}
    queues = {ident: rng.sample(mine, len(mine)) for ident, mine in _by_record(phrasings(library)).items()}
    done = 0
    for n in count():
        out = [mine[n] for mine in queues.values() if n < len(mine)]
        if not out or (sample is not None and done >= sample):
            return
        out = out if sample is None else out[: sample - done]
        done += len(out)
        gone = {(phrasing.record, _key(phrasing.said)) for phrasing in out}
        yield Index.build(e for mine in every.values() for e in mine if (e.record, _key(e.text)) not in gone), out


def _by_record(every: Sequence[Phrasing]) -> dict[str, list[Phrasing]]:
    found: dict[str, list[Phrasing]] = defaultdict(list)
    for phrasing in every:
        found[phrasing.record].append(phrasing)
    return found


# --- answered -------------------------------------------------------------------------------------------------------------


def answered(library: Library, answers: Answering) -> tuple[dict[str, int], list[Miss]]:
    """Put every phrasing to the bot: return how many are answered by what, and those that a record of other sources answers."""
    counts: Counter[str] = Counter()
    astray: list[Miss] = []
    for phrasing in phrasings(library):
        found = answers(phrasing.text)
        outcome = _answered(library.knowledge, phrasing.record, found)
        counts[outcome] += 1
        if outcome == "other":
            astray.append(Miss(phrasing, found[0]))
    return dict(counts), astray


def _answered(knowledge: Knowledge, record: str, found: Sequence[str]) -> str:
    if not found:
        return "none"
    if record in found:
        return "own"
    return "related" if any(related(knowledge, record, other) for other in found) else "other"


def related(knowledge: Knowledge, record: str, other: str) -> bool:
    """Tell whether two records are the same, or name a source in common."""
    return record == other or bool(_sources(knowledge, record) & _sources(knowledge, other))


def _sources(knowledge: Knowledge, ident: str) -> frozenset[str]:
    record: Record | None = knowledge.records.get(ident)
    series: Mapping[str, Series] = knowledge.series
    if record is not None:
        return frozenset(record.sources)
    return frozenset(o.source for o in series[ident].observations) if ident in series else frozenset()
