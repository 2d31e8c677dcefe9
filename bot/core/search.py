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

from bot.core import arrays, ranking
from bot.core.arrays import Array, Floats, Ints, Strings
from bot.core.indexing import Entry, fingerprint, index
from bot.core.query import Query, read
from bot.core.ranking import Match
from bot.core.text import tokens
from bot.core.vocabulary import Vocabulary

__all__ = ["Entry", "Hit", "Index"]

_GROUPS = 48
"""Groups whose phrasings are weighed one by one."""
_LED = 8_000
"""Entries of those lists that lead to groups; the lists beyond, of commoner words, only add to what was found."""
_POSTINGS = 120_000
"""Entries of the lists of groups that are added up; the commonest words of a question are left out beyond it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found, by its best phrasing.

    *score* is how alike the two are, from 0 to 1 (the same words in the same order); *second* is the score of the record's
    next phrasing, *whole* the likeness to all its phrasings together, *rank* what hits are ordered by. *coverage* is the
    part of the question that the phrasing has, *covered* the part of the phrasing that the question has, by how telling
    the words are. *unmatched* is how telling the rarest word is that the question has and the phrasing lacks, *unasked*
    the reverse, *strange* that of the question's words that no phrasing of the record has. *numbers* counts the numbers
    that only one of the two has.
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


class Index:
    """The phrasings of all records, ready for looking up; it never changes."""

    def __init__(self, tables: dict[str, Array]) -> None:
        """Read the *tables* that indexing.index made."""
        self._tables = tables
        self._vocabulary = Vocabulary(tables)
        self._texts = Strings(tables["texts"], tables["text_ends"])
        self._keys = Strings(tables["keys"], tables["key_ends"])
        self._idf: Floats = tables["idf"]
        self._most = float(np.log(1 + max(1, len(tables["record_of"]))))

    @classmethod
    def build(cls, entries: Iterable[Entry]) -> Index:
        """Return the index over *entries*, whose texts are folded."""
        return cls(index(entries))

    @classmethod
    def load(cls, path: Path, digest: str | None = None) -> Index | None:
        """Return the index saved at *path*, or None unless it was made from *digest*."""
        tables = arrays.load(path, digest)
        return None if tables is None else cls(tables)

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
        query = read(text, self._vocabulary, self._idf, self._most)
        exact = self._exact(query.words)
        groups = self._groups(query, exact, allow)
        if not len(groups):
            return []
        return self._hits(query, ranking.matches(self._tables, self._keys, query, groups, frozenset(exact)), limit)

    def _exact(self, words: Sequence[str]) -> list[int]:
        """Return the phrasings with the same words in the same order."""
        if not words:
            return []
        wanted = " ".join(words)
        prints, value = self._tables["prints"], np.uint64(fingerprint(wanted))
        first, last = np.searchsorted(prints, value), np.searchsorted(prints, value, "right")
        found: list[int] = self._tables["printed"][first : min(last, first + _GROUPS)].tolist()
        return [i for i in found if " ".join(t.text for t in tokens(self._texts[i])) == wanted]

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

    def _added(self, query: Query) -> tuple[Floats, Ints]:
        """Return the likeness of every group as far as it is added up, and the groups that the rarest words lead to."""
        starts, holders, weights = (self._tables[name] for name in ("holder_starts", "holders", "holder_weights"))
        sums = np.zeros(len(self._tables["record_of"]), np.float32)
        spans = sorted((int(starts[i + 1] - starts[i]), int(starts[i]), weight) for i, weight in query.wanted.items() if i)
        led: list[Ints] = []
        spent = 0
        for size, start, weight in spans:
            if spent and spent + size > _POSTINGS:
                break
            groups = holders[start : start + size]
            sums[groups] += weights[start : start + size] * np.float32(weight)
            if spent <= _LED:
                led.append(groups)
            spent += size
        return sums, _once(led, len(sums))

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
        lacks = ranking.difference(self._tables, query, match, self._most)
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
        )


def _once(lists: Sequence[Ints], size: int) -> Ints:
    """Return the numbers below *size* that are in any of *lists*, each once."""
    if len(lists) < 2:  # noqa: PLR2004 - a list by itself has no number twice
        return lists[0] if lists else np.zeros(0, np.int32)
    every = np.concatenate(lists)
    last = np.empty(size, np.int32)
    places = np.arange(len(every), dtype=np.int32)
    last[every] = places
    once: Ints = every[last[every] == places]
    return once
