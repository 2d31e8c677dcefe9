"""The lexicon: which known words stand where in a question.

Built from the terms of the knowledge. Latin words match by stem, several words before one; Han and kana (`han`) by the
longest surface. A word that is not known is corrected to a known one (`spelling`) when that is a likely slip.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.han import MAX_CORRECTIONS, Han
from bot.core.leftovers import unexplained
from bot.core.models import Term
from bot.core.spelling import Spelling, english
from bot.core.surfaces import Spot, Surface, ranked, surface
from bot.core.text import Token, stem, tokens

__all__ = ["MAX_CORRECTIONS", "MAX_WORDS", "Lexicon", "Reading", "Spot", "Surface", "english", "surface"]

MAX_WORDS = 64
"""Distinct words of a message that are looked at."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The folded text after correction, the terms in it, and the words that no term explains."""

    text: str
    spots: tuple[Spot, ...]
    rest: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...] = ()


class Lexicon:
    """Every surface of every term, ready for looking up."""

    def __init__(self, surfaces: Iterable[Surface], vocabulary: Iterable[str] = ()) -> None:
        """Index *surfaces*; *vocabulary* are further known words (of the records), to which a slip may be corrected."""
        self.surfaces = tuple(surfaces)
        self.vocabulary = tuple(dict.fromkeys(vocabulary))
        self._spelling = Spelling(self.surfaces, self.vocabulary)
        self._han = Han(self.surfaces, self.vocabulary)
        self._words: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Term]]] = defaultdict(list)
        for one in self.surfaces:
            if one.words:
                self._words[one.stems[0]].append((one.stems, one.words, one.term))
        for entries in self._words.values():
            entries.sort(key=lambda e: -len(e[0]))  # stable: the first kind stays first among equals

    @classmethod
    def of(cls, terms: Iterable[Term], vocabulary: Iterable[str] = ()) -> Lexicon:
        """Return the lexicon of *terms*, what wins among equal surfaces first."""
        return cls(ranked(terms), vocabulary)

    def correct(self, word: str, before: str = "") -> str | None:
        """Return the known word that *word*, which stands behind *before*, is probably a slip of, or None."""
        return self._spelling.correct(word, before)

    def read(self, folded: str, taken: Sequence[tuple[int, int]] = ()) -> Reading:
        """Find the terms in *folded*, leaving out the spans in *taken* (periods), and say what is left."""
        text, spans, corrected = self._corrected(folded, taken)
        free = bytearray(b"\1" * len(text))
        for start, end in spans:
            free[start:end] = b"\0" * (end - start)
        words = [t for t in tokens(text)[: MAX_WORDS * 2] if free[t.start]]
        spots = self._spot_words(words)
        if not text.isascii():
            spots += self._han.spot(text, free)
            spots += self._han.spot_near(text, free)
        for spot in spots:
            free[spot.start : spot.end] = b"\0" * (spot.end - spot.start)
        spots.sort(key=lambda spot: spot.start)
        return Reading(text, tuple(spots), tuple(unexplained(words, text, free)), tuple(corrected))

    def spot(self, folded: str) -> list[Spot]:
        """Find the terms in a text of our own, which needs no correction and may be long."""
        free = bytearray(b"\1" * len(folded))
        return self._spot_words(tokens(folded)) + self._han.spot(folded, free)

    def _corrected(
        self, folded: str, taken: Sequence[tuple[int, int]]
    ) -> tuple[str, list[tuple[int, int]], list[tuple[str, str]]]:
        """Return the text with slips corrected, and *taken* moved along."""
        out: list[str] = []
        corrected: list[tuple[str, str]] = []
        at, shift = 0, 0
        spans = [list(span) for span in taken]
        before = ""
        for token in tokens(folded)[: MAX_WORDS * 2]:
            if len(corrected) >= MAX_CORRECTIONS or any(s <= token.start < e for s, e in taken):
                continue
            better = self.correct(token.text, before)
            before = token.text
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
        for wanted, exact, term in self._words.get(stems[i], ()):
            if best is not None and len(wanted) < best[0]:
                break
            if tuple(stems[i : i + len(wanted)]) == wanted:
                if exact == tuple(word.text for word in words[i : i + len(wanted)]):
                    return len(wanted), term
                best = best or (len(wanted), term)
        return best
