"""The lexicon: which known words stand where in a question.

Built from the terms of the knowledge. Latin words match by stem, several words before one; Han and kana by the longest
surface. A word that is not known is corrected to a known one when that is a likely slip of the finger, never a digit and
never a word that is English already.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.models import Term
from bot.core.text import Token, fold, is_cjk, stem, tokens

MAX_WORDS = 64
"""Distinct words of a message that are looked at."""
MAX_CORRECTIONS = 10
"""Words of a message that are corrected; the rest of a message full of slips stays as it is."""

# What wins when one surface belongs to several terms.
_PRIORITY = (
    "concept",
    "commodity",
    "place",
    "actor",
    "org",
    "segment",
    "other",
    "action",
    "status",
    "operation",
    "asks",
    "unit",
    "filler",
    "chatter",
)
_FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "but",
        "if",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "do",
        "does",
        "did",
        "done",
        "doing",
        "have",
        "has",
        "had",
        "having",
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "he",
        "him",
        "his",
        "she",
        "her",
        "it",
        "its",
        "they",
        "them",
        "their",
        "this",
        "that",
        "these",
        "those",
        "there",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "not",
        "no",
        "nor",
        "than",
        "then",
        "so",
        "up",
        "down",
        "out",
        "over",
        "under",
        "again",
        "further",
        "into",
        "about",
        "against",
        "between",
        "through",
        "during",
        "before",
        "after",
        "above",
        "below",
        "off",
        "once",
        "each",
        "all",
        "both",
        "few",
        "more",
        "most",
        "other",
        "some",
        "such",
        "only",
        "own",
        "same",
        "too",
        "very",
        "just",
        "s",
        "t",
        "d",
        "ll",
        "m",
        "re",
        "ve",
        "whats",
        "wats",
        "hows",
        "whens",
        "wheres",
        "whos",
        "thats",
        "theres",
        "cuz",
        "coz",
        "u",
        "ur",
        "r",
        "n",
        "im",
        "ive",
        "id",
        "isnt",
        "wasnt",
        "didnt",
        "dont",
        "doesnt",
        "arent",
        "werent",
        "hasnt",
        "havent",
        "wont",
        "cant",
        "couldnt",
        "wouldnt",
        "shouldnt",
        "let",
        "lets",
        "per",
        "via",
        "since",
        "until",
        "till",
        "upon",
        "amid",
        "despite",
        "versus",
        "ever",
        "much",
        "many",
        "what's",
        "it's",
        "that's",
        "who's",
        "how's",
        "where's",
        "when's",
        "i'm",
        "i've",
        "don't",
        "didn't",
        "isn't",
        "wasn't",
        "doesn't",
    ]
)
# Question words and particles of Chinese and Japanese as they are left after folding.
_CJK_FUNCTION = re.compile(
    "什么时候|什么时间|啥时候|什么|怎么样|怎么|怎样|如何|为什么|哪一年|哪一天|哪一个|哪一|哪些|哪个|哪国|哪家|哪天|哪年|哪|多少|多久|几个|几月|几号|几|何时|何年|何月|何日|何人|何|谁|啥"
    "|的时候|时候|那次|那个|这个|这些|那些|是不是|有没有|是否|可以|可不可以|能不能|请|一下|一个|一共|总共|目前|现在|曾经|已经|还是|或者|以及|因为|所以|但是|不过|如果|就是|之后|之前|以后|以前|当中|其中|之间|对于|关于"
    "|[的了是在吗呢吧啊呀嘛么和与及就都也还又再被把让向从由于之其此该这那有没不我你他她它们个些着过得地给为以而且后前中上下间里内外等们件者性化式点名年月日号号码今昨明]"
)
_KATAKANA_OR_HAN = re.compile(r"[\u3400-\u9fff\u3005]+|[\u30a1-\u30fa\u30fc]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A term found in the folded text; *surface* is what was written."""

    term: Term
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The folded text after correction, the terms in it, and the words that no term explains."""

    text: str
    spots: tuple[Spot, ...]
    rest: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Return the common English words, which are never taken for a slip of another."""
    return frozenset((Path(__file__).parent / "english.txt").read_text(encoding="ascii").split())


class Surface(NamedTuple):
    """One way of writing a term, folded: its words and their stems, none for Han and kana."""

    text: str
    term: Term
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


def surface(folded: str, term: Term) -> Surface | None:
    """Return the surface *folded* of *term*; None when nothing is left of it."""
    if not folded:
        return None
    if is_cjk(folded):
        return Surface(folded, term)
    words = tuple(t.text for t in tokens(folded)) or (folded,)
    return Surface(folded, term, words, tuple(stem(word) for word in words))


class Lexicon:
    """Every surface of every term, ready for looking up."""

    def __init__(self, surfaces: Iterable[Surface], vocabulary: Iterable[str] = ()) -> None:
        """Index *surfaces*; *vocabulary* are further known words (of the records), to which a slip may be corrected."""
        self._words: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Term]]] = defaultdict(list)
        self._han: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        self._known: dict[str, int] = {}
        self.surfaces = tuple(surfaces)
        self.vocabulary = tuple(dict.fromkeys(vocabulary))
        for surface in self.surfaces:
            self._add(surface)
        for entries in (*self._words.values(), *self._han.values()):
            entries.sort(key=lambda e: -len(e[0]))  # stable: the first kind stays first among equals
        for word in self.vocabulary:
            self._known.setdefault(word, 1)

    @classmethod
    def of(cls, terms: Iterable[Term], vocabulary: Iterable[str] = ()) -> Lexicon:
        """Return the lexicon of *terms*, what wins among equal surfaces first."""
        ranked = sorted(terms, key=lambda t: _PRIORITY.index(t.kind) if t.kind in _PRIORITY else len(_PRIORITY))
        return cls(
            (s for term in ranked for text in (*term.en, *term.ja, *term.zh) if (s := surface(fold(text), term))), vocabulary
        )

    def _add(self, surface: Surface) -> None:
        if not surface.words:
            self._han[surface.text[0]].append((surface.text, surface.term))
            return
        for word in surface.words:
            if len(word) > 3:  # noqa: PLR2004 - shorter ones are too close to everything
                self._known[word] = 2
        self._words[surface.stems[0]].append((surface.stems, surface.words, surface.term))

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        lengths: dict[int, list[str]] = defaultdict(list)
        for word in self._known:
            if word.isascii() and word.isalpha():
                lengths[len(word)].append(word)
        return lengths

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self._known)

    def correct(self, word: str) -> str | None:
        """Return the known word that *word* is probably a slip of, or None."""
        if len(word) < 4 or not word.isalpha() or not word.isascii():  # noqa: PLR2004
            return None
        if word in self._known or stem(word) in self._stems or word in english() or word in _FUNCTION_WORDS:
            return None
        return self._nearest(word)

    @lru_cache(maxsize=4096)  # noqa: B019 - a lexicon lives as long as its snapshot
    def _nearest(self, word: str) -> str | None:
        allowed = 1 if len(word) < 7 else 2  # noqa: PLR2004 - measured: one slip below seven letters
        pool = [w for n in range(len(word) - allowed, len(word) + allowed + 1) for w in self._by_length.get(n, ())]
        found = process.extract(word, pool, scorer=OSA.distance, score_cutoff=allowed, limit=5)
        letters = sorted(word)  # two letters swapped is the likeliest slip
        best = sorted(found, key=lambda f: (f[1], -self._known[f[0]], sorted(f[0]) != letters, -_shared_ends(f[0], word)))
        return best[0][0] if best else None

    def read(self, folded: str, taken: Sequence[tuple[int, int]] = ()) -> Reading:
        """Find the terms in *folded*, leaving out the spans in *taken* (periods), and say what is left."""
        text, spans, corrected = self._corrected(folded, taken)
        free = bytearray(b"\1" * len(text))
        for start, end in spans:
            free[start:end] = b"\0" * (end - start)
        words = [t for t in tokens(text)[: MAX_WORDS * 2] if free[t.start]]
        spots = self._spot_words(words) + self._spot_han(text, free)
        spots += self._spot_near_han(text, free)
        for spot in spots:
            free[spot.start : spot.end] = b"\0" * (spot.end - spot.start)
        spots.sort(key=lambda spot: spot.start)
        return Reading(text, tuple(spots), tuple(_rest(words, text, free)), tuple(corrected))

    def spot(self, folded: str) -> list[Spot]:
        """Find the terms in a text of our own, which needs no correction and may be long."""
        free = bytearray(b"\1" * len(folded))
        return self._spot_words(tokens(folded)) + self._spot_han(folded, free)

    def _corrected(
        self, folded: str, taken: Sequence[tuple[int, int]]
    ) -> tuple[str, list[tuple[int, int]], list[tuple[str, str]]]:
        """Return the text with slips corrected, and *taken* moved along."""
        out: list[str] = []
        corrected: list[tuple[str, str]] = []
        at, shift = 0, 0
        spans = [list(span) for span in taken]
        for token in tokens(folded)[: MAX_WORDS * 2]:
            if len(corrected) >= MAX_CORRECTIONS or any(s <= token.start < e for s, e in taken):
                continue
            better = self.correct(token.text)
            if better:
                out += [folded[at : token.start], better]
                at = token.end
                for span, (start, _) in zip(spans, taken, strict=True):
                    if start >= token.end:
                        span[0] += len(better) - len(token.text)
                        span[1] += len(better) - len(token.text)
                shift += len(better) - len(token.text)
                corrected.append((token.text, better))
        return "".join([*out, folded[at:]]), [(s, e) for s, e in spans], corrected

    def _spot_words(self, words: Sequence[Token]) -> list[Spot]:
        spots: list[Spot] = []
        stems = [stem(word.text) for word in words]
        i = 0
        while i < len(words):
            match = self._longest(words, stems, i)
            if match:
                size, term = match
                first, last = words[i], words[i + size - 1]
                spots.append(Spot(term, first.start, last.end, " ".join(w.text for w in words[i : i + size])))
                i += size
            else:
                i += 1
        return spots

    def _longest(self, words: Sequence[Token], stems: Sequence[str], i: int) -> tuple[int, Term] | None:
        """Return the longest surface at *i*; among equals the one written just so ("ships" is no form of "shipped")."""
        best: tuple[int, Term] | None = None
        for surface, exact, term in self._words.get(stems[i], ()):
            if best is not None and len(surface) < best[0]:
                break
            if tuple(stems[i : i + len(surface)]) == surface:
                if exact == tuple(word.text for word in words[i : i + len(surface)]):
                    return len(surface), term
                best = best or (len(surface), term)
        return best

    def _spot_han(self, text: str, free: bytearray) -> list[Spot]:
        spots: list[Spot] = []
        i = 0
        while i < len(text):
            if free[i] and text[i] in self._han:
                for surface, term in self._han.get(text[i], ()):
                    end = i + len(surface)
                    if text.startswith(surface, i) and all(free[i:end]):
                        spots.append(Spot(term, i, end, surface))
                        free[i:end] = b"\0" * (end - i)
                        i = end - 1
                        break
            i += 1
        return spots

    def _spot_near_han(self, text: str, free: bytearray) -> list[Spot]:
        """Find a surface of three or more characters in which one was mistyped (a wrong conversion of an input method)."""
        spots = []
        for run in _KATAKANA_OR_HAN.finditer(text):
            if len(spots) >= MAX_CORRECTIONS:
                break
            for start, end in _free_stretches(free, run.start(), run.end()):
                near = self._near_han(text[start:end]) if end - start > 2 else self._near_pair(text[start:end])  # noqa: PLR2004
                if near:
                    at = start + near[0]
                    spots.append(Spot(near[2], at, at + near[1], text[at : at + near[1]]))
        return spots

    def _near_pair(self, pair: str) -> tuple[int, int, Term] | None:
        """Return the term of two characters of which exactly one stands in *pair*, where there is only one such term."""
        if len(pair) != 2 or pair in self._pairs_known:  # noqa: PLR2004
            return None
        near = {term.id: term for surface, term in self._pairs if (surface[0] == pair[0]) != (surface[1] == pair[1])}
        return (0, 2, next(iter(near.values()))) if len(near) == 1 else None

    @cached_property
    def _pairs(self) -> list[tuple[str, Term]]:
        """Return the words of two characters that a question about a figure turns on."""
        core = {"rare-earths", "quota", "magnets", "mining", "smelting", "price", "senkaku"}
        return [(s.text, s.term) for s in self.surfaces if len(s.text) == 2 and not s.words and s.term.id in core]  # noqa: PLR2004

    @cached_property
    def _pairs_known(self) -> frozenset[str]:
        return frozenset(s.text for s in self.surfaces if len(s.text) == 2) | frozenset(w for w in self.vocabulary if len(w) == 2)  # noqa: PLR2004

    @cached_property
    def _long_han(self) -> dict[int, list[tuple[str, Term]]]:
        sizes: dict[int, list[tuple[str, Term]]] = defaultdict(list)
        for entries in self._han.values():
            for surface, term in entries:
                if len(surface) >= 3 and term.kind in ("concept", "commodity", "place", "org"):  # noqa: PLR2004
                    sizes[len(surface)].append((surface, term))
        return sizes

    def _near_han(self, run: str) -> tuple[int, int, Term] | None:
        for size in sorted(self._long_han, reverse=True):
            for at in {0, min(len(run), 24) - size} if len(run) >= size else ():  # at either end of the stretch
                window = run[at : at + size]
                for surface, term in self._long_han[size]:
                    if sum(a == b for a, b in zip(window, surface, strict=True)) >= max(2, size - 1):
                        return at, size, term
        return None


def _shared_ends(a: str, b: str) -> int:
    """Return how many letters two words share at the start and at the end."""
    size = min(len(a), len(b))
    start = next((i for i in range(size) if a[i] != b[i]), size)
    end = next((i for i in range(size - start) if a[-1 - i] != b[-1 - i]), size - start)
    return start + end


def _free_stretches(free: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """Return the unbroken stretches from *start* to *end* that no term takes."""
    stretches: list[tuple[int, int]] = []
    at = start
    while at < end:
        last = at
        while last < end and free[last]:
            last += 1
        if last > at:
            stretches.append((at, last))
        at = last + 1
    return stretches


def _rest(words: Iterable[Token], text: str, free: bytearray) -> list[str]:
    rest: list[str] = _inflected(text, free)
    for word in words:
        if word.text.isascii():
            if free[word.start] and word.text not in _FUNCTION_WORDS and word.text != "%":
                rest.append(word.text)
            continue
        for run in _KATAKANA_OR_HAN.finditer(word.text):
            rest += _free_pieces(text, free, word.start + run.start(), word.start + run.end())
    return rest


def _free_pieces(text: str, free: bytearray, start: int, end: int) -> list[str]:
    """Return the stretches of a run that no term takes, without the words that only make a sentence."""
    left = "".join(text[i] if free[i] else " " for i in range(start, end))
    # One character by itself is more often the end of a mistyped word than a word.
    return [piece for piece in _CJK_FUNCTION.sub(" ", left).split() if len(piece) > 1 and not _is_hiragana(piece)]


_INFLECTED = re.compile(r"([\u3400-\u9fff])[\u3041-\u3096]{1,2}([\u3400-\u9fff])[\u3041-\u3096]")


def _inflected(text: str, free: bytearray) -> list[str]:
    """Return the Japanese words of two Han characters with kana between them that no term takes ("割り宛て")."""
    return [m.group(1) + m.group(2) for m in _INFLECTED.finditer(text) if all(free[m.start() : m.end()])]


def _is_hiragana(text: str) -> bool:
    return all("\u3041" <= c <= "\u309f" or c == "ー" for c in text)
