"""Indexing: from phrasings to the arrays that the index looks things up in.

The phrasings of one record in one script make a group. A group is found by the sum of its phrasings, so that every
phrasing helps the others; its phrasings are then weighed one by one. Phrasings are ordered by group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.arrays import Array, Floats, Ints, Strings
from bot.core.features import features, is_hiragana, is_number, pieces
from bot.core.text import is_cjk, words
from bot.core.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrasing of one record; *text* is folded."""

    record: str
    text: str


def index(entries: Iterable[Entry]) -> dict[str, Array]:
    """Return the arrays of an index over *entries*."""
    records, groups, ordered = _grouped(entries)
    vocabulary, flat, owners, spoken, keys = _read(ordered)
    size, count = len(vocabulary), len(groups)
    group_of = np.repeat(np.arange(count, dtype=np.int32), [n for _, n in groups])
    weights = _Weights(flat, owners, group_of, size, count)
    texts, sorted_words = Strings.of([entry.text for entry in ordered]), Strings.of(keys)
    return {
        **Vocabulary.tables(vocabulary),
        **weights.arrays(),
        "numeric": np.fromiter(map(is_number, vocabulary), np.bool_, size),
        "records": np.frombuffer("\n".join(records).encode(), np.uint8),
        "record_of": np.array([r for r, _ in groups], np.int32),
        "group_of": group_of,
        "group_starts": np.searchsorted(group_of, np.arange(count + 1)).astype(np.int32),
        "texts": texts.blob,
        "text_ends": texts.ends,
        "keys": sorted_words.blob,
        "key_ends": sorted_words.ends,
        **_exact(spoken),
    }


def fingerprint(text: str) -> int:
    """Return a number that stands for *text* in the table of exact matches."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _grouped(entries: Iterable[Entry]) -> tuple[list[str], list[tuple[int, int]], list[Entry]]:
    """Return the records, the groups as (record, number of phrasings), and the entries ordered by group."""
    groups: dict[tuple[str, bool], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.record, is_cjk(entry.text)), []).append(entry)
    records = {record: i for i, record in enumerate(dict.fromkeys(record for record, _ in groups))}
    sizes = [(records[record], len(members)) for (record, _), members in groups.items()]
    return list(records), sizes, [entry for members in groups.values() for entry in members]


def _read(entries: list[Entry]) -> tuple[list[str], Ints, Ints, list[str], list[str]]:
    """Return the vocabulary, the features of all entries in a row, whose they are, and each entry's words, also sorted."""
    ids: dict[str, int] = {"": 0}
    known: dict[str, list[int]] = {}
    flat: list[int] = []
    sizes: list[int] = []
    spoken: list[str] = []
    keys: list[str] = []
    for entry in entries:
        said = words(entry.text)
        before = len(flat)
        for word in said:
            if word not in known:
                known[word] = [] if is_hiragana(word) else [ids.setdefault(f, len(ids)) for f in pieces(word)]
            flat += known[word]
        if len(flat) == before:
            flat += [ids.setdefault(f, len(ids)) for f in features(said)] or [0]
        sizes.append(len(flat) - before)
        spoken.append(" ".join(said))
        keys.append(" ".join(sorted(said)))
    owners = np.repeat(np.arange(len(entries), dtype=np.int32), sizes)
    return list(ids), np.array(flat, np.int32), owners, spoken, keys


class _Weights:
    """How much each feature counts, in phrasings and in groups."""

    def __init__(self, flat: Ints, owners: Ints, group_of: Ints, size: int, groups: int) -> None:
        phrasings = len(group_of)
        pairs, counts = np.unique(owners.astype(np.int64) * size + flat, return_counts=True)
        rows, self.ids = (pairs // size).astype(np.int32), (pairs % size).astype(np.int32)
        of_groups = np.unique(group_of[rows].astype(np.int64) * size + self.ids)
        self.idf = np.log(1 + groups / np.maximum(np.bincount(of_groups % size, minlength=size), 1)).astype(np.float32)
        self.idf[0] = 0
        self.weights = _unit(np.sqrt(counts) * self.idf[self.ids], rows, phrasings)
        self.starts = np.searchsorted(rows, np.arange(phrasings + 1)).astype(np.int32)
        self._sum_up(group_of[rows], of_groups, size, groups)

    def _sum_up(self, group_of_pair: Ints, of_groups: NDArray[np.int64], size: int, groups: int) -> None:
        """Add the phrasings of each group and turn the sums into lists of groups by feature."""
        places = np.searchsorted(of_groups, group_of_pair.astype(np.int64) * size + self.ids)
        sums = np.bincount(places, self.weights, minlength=len(of_groups))
        owners, ids = (of_groups // size).astype(np.int32), (of_groups % size).astype(np.int32)
        self.lengths = np.sqrt(np.maximum(np.bincount(owners, sums**2, minlength=groups), 1e-9)).astype(np.float32)
        order = np.argsort(ids, kind="stable")
        self.holders = owners[order]
        self.holder_weights = (sums / self.lengths[owners])[order].astype(np.float32)
        self.holder_starts = np.searchsorted(ids[order], np.arange(size + 1)).astype(np.int32)

    def arrays(self) -> dict[str, Any]:
        return {
            "idf": self.idf,
            "ids": self.ids,
            "weights": self.weights,
            "starts": self.starts,
            "lengths": self.lengths,
            "holders": self.holders,
            "holder_weights": self.holder_weights,
            "holder_starts": self.holder_starts,
        }


def _unit(values: NDArray[np.float64], rows: Ints, count: int) -> Floats:
    """Return *values* so that those of each row make a vector of length one."""
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=count))
    return (values / np.maximum(lengths, 1e-9)[rows]).astype(np.float32)


def _exact(spoken: list[str]) -> dict[str, Array]:
    """Return the table of exact matches: the fingerprints of all phrasings, sorted, and the phrasing of each."""
    prints = np.fromiter(map(fingerprint, spoken), np.uint64, len(spoken))
    order = np.argsort(prints, kind="stable").astype(np.int32)
    return {"prints": prints[order], "printed": order}
