"""The index: from the words of a question to the records whose phrasings are most like it.

Texts are folded (text.fold) and canonical on both sides. A question costs no more than its distinct words allow, however
long it is. What the likeness means, and whether it is enough for an answer, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.core import arrays
from bot.core.arrays import Array, Ints, Strings, ranges
from bot.core.indexing import Entry, fingerprint, index
from bot.core.query import Query, read
from bot.core.ranking import Match, Ranking
from bot.core.text import words
from bot.core.vocabulary import Vocabulary

__all__ = ["Entry", "Hit", "Index"]

_GROUPS = 24
"""Groups whose phrasings are weighed one by one."""
_LED = 8_000
"""Entries of those lists that lead to groups; the lists beyond, of commoner words, only add to what was found."""
_POSTINGS = 30_000
"""Entries of the lists of groups that are added up; the commonest words of a question are left out beyond it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found, by its best phrasing.

    *score* is how alike the two are, from 0 to 1 (the same words in the same order); *second* is the score of the record's
    next phrasing, *whole* the likeness to all its phrasings together, *rank* what hits are ordered by. *coverage* is the
    part of the question that the phrasing has, *known* the part that any phrasing of the record has, *covered* the part of
    the phrasing that the question has, by how telling the words are. *unmatched* is how telling the rarest word is that
    the question has and the phrasing lacks, *unasked* the reverse, *strange* that of the question's words that no phrasing
    of the record has, *telling* that of the words they share. *numbers* counts the numbers that only one of the two has.
    """

    record: str
    phrasing: str
    score: float
    second: float
    coverage: float
    covered: float
    whole: float = 0.0
    rank: float = 0.0
    unmatched: float = 0.0
    unasked: float = 0.0
    strange: float = 0.0
    numbers: int = 0
    telling: float = 0.0
    known: float = 0.0


class Index:
    """The phrasings of all records, ready for looking up; it never changes."""

    def __init__(self, tables: dict[str, Array]) -> None:
        """Read the *tables* that indexing.index made."""
        self._tables = tables
        self._vocabulary = Vocabulary(tables)
        self._texts = Strings(tables["texts"], tables["text_ends"])
        self._ranking = Ranking(tables)
        self._idf = memoryview(tables["idf"].data)
        self._holder_start = memoryview(tables["holder_starts"].data)

    @classmethod
    def build(cls, entries: Iterable[Entry]) -> Index:
        """Return the index over *entries*, whose texts are folded."""
        return cls(index(entries))

    @classmethod
    def load(cls, path: Path, digest: str | None = None) -> Index | None:
        """Return the index saved at *path*, or None unless it was made from *digest*."""
        tables = arrays.load(path, digest)
        try:
            return None if tables is None else cls(tables)
        except KeyError:  # saved by another version
            return None

    def save(self, path: Path, digest: str = "") -> None:
        """Save the index at *path*; *digest* names what it was made from."""
        arrays.save(path, digest, self._tables)

    def __len__(self) -> int:
        return len(self._texts)

    @cached_property
    def records(self) -> list[str]:
        """Return the ids of all records."""
        return bytes(self._tables["records"]).decode().split("\n") if len(self._texts) else []

    @property
    def entries(self) -> Iterator[Entry]:
        """Yield every phrasing, those of one record in one script together."""
        record_of = self._tables["record_of"][self._tables["group_of"]].tolist()
        return (Entry(self.records[r], self._texts[i]) for i, r in enumerate(record_of))

    def search(self, text: str, *, limit: int = 8, allow: Callable[[str], bool] | None = None) -> list[Hit]:
        """Return the records most like the folded *text*, the likest first, only such as *allow* lets pass."""
        if not len(self):
            return []
        query = read(text, self._vocabulary, self._idf, self._ranking.most)
        exact = self._exact(query.words)
        groups = self._groups(query, exact, allow)
        if not len(groups):
            return []
        return self._hits(query, self._ranking.matches(query, groups, frozenset(exact)), limit)

    def _exact(self, said: Sequence[str]) -> list[int]:
        """Return the phrasings with the same words in the same order."""
        if not said:
            return []
        wanted = " ".join(said)
        prints, value = self._tables["prints"], np.uint64(fingerprint(wanted))
        first = int(np.searchsorted(prints, value))
        if first == len(prints) or prints[first] != value:
            return []
        last = int(np.searchsorted(prints, value, "right"))
        found: list[int] = self._tables["printed"][first : min(last, first + _GROUPS)].tolist()
        return [i for i in found if " ".join(words(self._texts[i])) == wanted]

    def _groups(self, query: Query, exact: Sequence[int], allow: Callable[[str], bool] | None) -> Ints:
        """Return the groups that are most like *query*, those with *exact* phrasings among them."""
        sums, candidates = self._added(query)
        same = self._tables["group_of"][list(exact)]
        size = _GROUPS
        while True:
            best = candidates if len(candidates) <= size else candidates[np.argpartition(sums[candidates], -size)[-size:]]
            best = np.union1d(best, same) if exact else best
            if allow is None:
                return best
            allowed = best[[allow(self.records[r]) for r in self._tables["record_of"][best].tolist()]]
            if len(allowed) >= _GROUPS // 4 or len(best) >= len(candidates):
                return allowed[np.argsort(-sums[allowed], kind="stable")[: _GROUPS + len(exact)]]
            size *= 4

    def _added(self, query: Query) -> tuple[Array, Ints]:
        """Return the likeness of every group as far as it is added up, and the groups that the rarest words lead to."""
        starts, holders, weights = self._holder_start, self._tables["holders"], self._tables["holder_weights"]
        spans = [(starts[i], starts[i + 1], weight) for i, weight in zip(query.ids.tolist(), query.weights.tolist(), strict=True)]
        spans = _affordable(sorted(spans, key=lambda span: span[1] - span[0]))
        count = len(self._tables["record_of"])
        if not spans:
            return np.zeros(count), np.zeros(0, np.int32)
        first, last = np.array([span[0] for span in spans]), np.array([span[1] for span in spans])
        places = ranges(first, last)
        groups = holders[places]
        sums = np.bincount(groups, weights[places] * np.repeat([span[2] for span in spans], last - first), minlength=count)
        if count <= _LED:
            return sums, np.flatnonzero(sums)
        led = np.searchsorted((last - first).cumsum(), _LED) + 1
        return sums, _once(groups[: (last - first)[:led].sum()], count)

    def _hits(self, query: Query, matches: Iterable[Match], limit: int) -> list[Hit]:
        """Return the first *limit* records of *matches*, each by its best group."""
        hits: dict[str, Hit] = {}
        for match in matches:
            record = self.records[self._tables["record_of"][match.group]]
            if record in hits:
                continue
            if len(hits) >= limit:
                break
            hits[record] = self._hit(query, match, record)
        return list(hits.values())

    def _hit(self, query: Query, match: Match, record: str) -> Hit:
        lacks = self._ranking.difference(query, match)
        return Hit(
            record=record,
            phrasing=self._texts[match.phrasing],
            score=match.score,
            second=match.second,
            coverage=lacks.coverage,
            covered=lacks.covered,
            whole=match.whole,
            rank=match.rank,
            unmatched=lacks.unmatched,
            unasked=lacks.unasked,
            strange=lacks.strange,
            numbers=lacks.numbers,
            telling=lacks.telling,
            known=lacks.known,
        )


def _affordable(spans: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Return the first of *spans*, the shortest ones, as long as they are not too much together."""
    spent = 0
    for place, (first, last, _) in enumerate(spans):
        spent += last - first
        if place and spent > _POSTINGS:
            return spans[:place]
    return spans


def _once(numbers: Ints, below: int) -> Ints:
    """Return *numbers*, all smaller than *below*, each once."""
    places = np.arange(len(numbers), dtype=np.int32)
    last = np.empty(below, np.int32)
    last[numbers] = places
    once: Ints = numbers[last[numbers] == places]
    return once
