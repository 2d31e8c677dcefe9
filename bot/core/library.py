"""Everything that answering needs from one snapshot: the knowledge, its lexicon, its index and its profiles.

Built in one pass from the knowledge; what takes time to build is saved beside it and loaded again.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from bot.core import stats
from bot.core.lexicon import Lexicon
from bot.core.models import Knowledge, Observation, Record, Series
from bot.core.profile import Profile, canonical, profile
from bot.core.spelling import english
from bot.core.text import fold, is_cjk, stem, tokens

if TYPE_CHECKING:
    from bot.core.forest import Forest
    from bot.core.search import Index


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one record: what it is about, and its phrasings as the index has them."""

    profile: Profile
    phrasings: tuple[str, ...]


@dataclass(frozen=True)
class Library:
    """One immutable snapshot, ready to be asked."""

    knowledge: Knowledge
    lexicon: Lexicon
    readings: Mapping[str, Reading]
    open_index: Callable[[], Index]
    """Gives the index when the first question needs it; many are answered from figures alone."""
    newest: date
    """The last day that any settled figure covers."""
    weights: dict[str, float]
    """How telling each word, pair of characters or term id is: high where few records have it."""

    @classmethod
    def build(cls, knowledge: Knowledge, before: Library | None = None) -> Library:
        """Read every record of *knowledge* once; what has not changed since *before* is not read again."""
        knowledge = _sound(knowledge)
        same_terms = before is not None and before.knowledge.terms == knowledge.terms
        lexicon = (
            before.lexicon if before is not None and same_terms else Lexicon.of(knowledge.terms.values(), _vocabulary(knowledge))
        )
        known = _unchanged(knowledge, before) if before is not None and same_terms else {}
        newest = _newest(knowledge)
        readings = {record.id: known.get(record.id) or _read(record, lexicon, newest) for record in askable(knowledge)}
        index = index_of(readings)
        return cls(knowledge, lexicon, readings, lambda: index, newest, _weights(readings))

    @cached_property
    def index(self) -> Index:
        """Return the index over every phrasing."""
        return self.open_index()

    def profile(self, ident: str) -> Profile:
        """Return what the record *ident* is about."""
        return self.readings[ident].profile

    def speaks_of(self, term: str) -> bool:
        """Tell whether any record names *term*."""
        return f"@{term}" in self.weights

    def foreign(self, word: str) -> bool:
        """Tell whether a folded *word* is neither common English nor in any record: probably the name of something else."""
        return word.isascii() and word.isalpha() and word not in english() and stem(word) not in self.weights

    @cached_property
    def actors(self) -> frozenset[str]:
        """Return the ids of all countries and the like."""
        return frozenset(term.id for term in self.knowledge.terms.values() if term.kind == "actor")

    @cached_property
    def forest(self) -> Forest:
        """Return what makes of measures how likely a record is right."""
        from bot.core.forest import Forest  # late: numpy takes as long to import as all the rest

        return Forest.shipped()

    @cached_property
    def unseen(self) -> float:
        """Return the weight of a word that no record has."""
        return math.log(len(self.readings) + 1)

    def record(self, ident: str) -> Record | Series:
        """Return the prose record or series *ident*."""
        return self.knowledge.records.get(ident) or self.knowledge.series[ident]


def _sound(knowledge: Knowledge) -> Knowledge:
    """Return *knowledge* without the figures whose period cannot be read; the check names them."""
    if all(_is_dated(o) for _, o in knowledge.observations.values()):
        return knowledge
    series = {i: replace(s, observations=tuple(o for o in s.observations if _is_dated(o))) for i, s in knowledge.series.items()}
    return replace(knowledge, series=series)


def _is_dated(observation: Observation) -> bool:
    try:
        stats.period_of(observation)
    except ValueError:
        return False
    return True


def _newest(knowledge: Knowledge) -> date:
    """Return the last day that a figure covers which was counted by the time it was given (contracts run on for years)."""
    ends = [(stats.period_of(o).end, o.as_of or "") for _, o in knowledge.observations.values() if o.status == "actual"]
    return max((end for end, said in ends if end.isoformat()[: len(said)] <= said), default=date(2000, 1, 1))


def _weights(readings: Mapping[str, Reading]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for reading in readings.values():
        one = reading.profile
        seen.update(one.words)
        seen.update(one.grams)
        seen.update("@" + ident for ident in one.ids)
        seen.update(f"#{year}" for year in one.years)
        seen.update({f"#-{month}" for _, month in one.dates})
    n = len(readings) + 1
    return {feature: math.log(n / count) for feature, count in seen.items()}


def index_of(readings: Mapping[str, Reading]) -> Index:
    """Return the index over the phrasings of *readings*."""
    from bot.core.search import Entry, Index  # late: numpy takes as long to import as all the rest

    return Index.build(Entry(ident, text) for ident, reading in readings.items() for text in reading.phrasings)


def askable(knowledge: Knowledge) -> list[Record | Series]:
    """Return everything that a question can lead to."""
    return [*knowledge.records.values(), *knowledge.series.values()]


def _read(record: Record | Series, lexicon: Lexicon, newest: date) -> Reading:
    folded = dict.fromkeys(fold(text) for text in _asked(record))
    return Reading(profile(record, lexicon, newest), tuple(canonical(text, lexicon.spot(text)) for text in folded))


def _unchanged(knowledge: Knowledge, before: Library) -> dict[str, Reading]:
    was = {record.id: record for record in askable(before.knowledge)}
    return {record.id: before.readings[record.id] for record in askable(knowledge) if was.get(record.id) == record}


def _asked(record: Record | Series) -> Iterable[str]:
    yield from (text for _, text in record.ask.all())
    yield from (title for title in (record.title.en, record.title.ja, record.title.zh) if title)


def _vocabulary(knowledge: Knowledge) -> Iterable[str]:
    """Yield the words of the records, and their pairs of Han characters."""
    for record in (*knowledge.records.values(), *knowledge.series.values()):
        for text in (*record.ask.en, record.title.en, getattr(record, "answer", record.title).en):
            for token in tokens(fold(text)):
                if token.text.isascii() and token.text.isalpha() and len(token.text) > 3:  # noqa: PLR2004
                    yield token.text
        for lang, text in record.ask.all():
            if lang != "en":
                yield from (pair for token in tokens(fold(text)) if is_cjk(token.text) for pair in _pairs(token.text))


def _pairs(run: str) -> Iterable[str]:
    return (run[i : i + 2] for i in range(len(run) - 1))
