"""What a user would pick instead of the index: each is built over phrasings and gives a score for every phrasing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from bot.core.text import fold, stem, words

Best = Callable[[str], tuple[int, float]]
"""From a question to the number of the best phrasing (-1: none) and its score."""
Rival = Callable[[Sequence[str]], Best]


def wratio(texts: Sequence[str]) -> Best:
    """Return rapidfuzz's extractOne as it is out of the box."""

    def best(question: str) -> tuple[int, float]:
        found = process.extractOne(question, texts, processor=utils.default_process)
        return (found[2], found[1] / 100) if found else (-1, 0.0)

    return best


def token_set(texts: Sequence[str]) -> Best:
    """Return rapidfuzz's token_set_ratio with a cutoff of 70."""
    plain = [utils.default_process(text) for text in texts]

    def best(question: str) -> tuple[int, float]:
        found = process.extractOne(utils.default_process(question), plain, scorer=fuzz.token_set_ratio, score_cutoff=70)
        return (found[2], found[1] / 100) if found else (-1, 0.0)

    return best


def bm25(texts: Sequence[str]) -> Best:
    """Return bm25s over the same stems that the index has."""
    import bm25s

    retriever = bm25s.BM25()
    retriever.index([_stems(text) or [""] for text in texts], show_progress=False)
    known = retriever.vocab_dict

    def best(question: str) -> tuple[int, float]:
        found = [word for word in _stems(question) if word in known]
        return _top(retriever.get_scores(found)) if found else (-1, 0.0)

    return best


def trigram(texts: Sequence[str]) -> Best:
    """Return SQLite's full-text search over triples of characters."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table t using fts5(x, tokenize='trigram')")
    base.executemany("insert into t(rowid, x) values (?, ?)", enumerate(texts))
    ask = "select rowid, -bm25(t) from t where t match ? order by rank limit 1"

    def best(question: str) -> tuple[int, float]:
        plain = " ".join(words(fold(question)))
        triples = {plain[i : i + 3] for i in range(len(plain) - 2)}
        row = base.execute(ask, (" OR ".join(f'"{t}"' for t in sorted(triples)),)).fetchone() if triples else None
        return (int(row[0]), float(row[1])) if row else (-1, 0.0)

    return best


def minilm(texts: Sequence[str]) -> Best:
    """Return all-MiniLM-L6-v2 by sentence-transformers, where that is installed."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer("all-MiniLM-L6-v2", device="cpu")
    vectors = model.encode(list(texts), normalize_embeddings=True)
    return lambda question: _top(vectors @ model.encode([question], normalize_embeddings=True)[0])


RIVALS: dict[str, Rival] = {
    "rapidfuzz extractOne (WRatio)": wratio,
    "rapidfuzz token_set_ratio, cutoff 70": token_set,
    "bm25s, stemmed": bm25,
    "SQLite FTS5 trigram": trigram,
    "all-MiniLM-L6-v2": minilm,
}


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(fold(text))]


def _top(scores: NDArray[Any]) -> tuple[int, float]:
    place = int(np.argmax(scores))
    return place, float(scores[place])
