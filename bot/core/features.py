"""Features: what of a text is looked up in the index: stems, typed terms, numbers, and pieces of Han and kana.

Japanese and Chinese need no tokenizer: Han runs give single characters and pairs, katakana runs the whole and triples;
hiragana is mostly grammar and counts only where a text has nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.text import is_cjk, stem

_HIRAGANA = ("\u3041", "\u3096")
_KATAKANA = ("\u30a1", "\u30ff")


def features(words: Iterable[str]) -> list[str]:
    """Return the features of the *words* of a folded text, in order, repeated where they are."""
    found: list[str] = []
    hiragana: list[str] = []
    for word in words:
        if is_hiragana(word):
            hiragana += _grams(word, 2)
        else:
            found += pieces(word)
    return found or hiragana


def pieces(word: str) -> list[str]:
    """Return the features of one *word* that is not hiragana."""
    if not is_cjk(word):
        return [stem(word)]
    if _KATAKANA[0] <= word[0] <= _KATAKANA[1]:
        return [word, *_grams(word, 3)] if len(word) > 3 else [word]  # noqa: PLR2004 - a short run is its own triple
    return [*word, *_grams(word, 2)] if len(word) > 1 else [word]


def is_hiragana(word: str) -> bool:
    """Tell whether *word* is a run of hiragana."""
    return _HIRAGANA[0] <= word[0] <= _HIRAGANA[1]


def is_number(feature: str) -> bool:
    """Tell whether *feature* is a number, which is right or wrong but never nearly right."""
    return feature[:1].isdigit()


def _grams(run: str, size: int) -> list[str]:
    return [run[i : i + size] for i in range(len(run) - size + 1)] or [run]
