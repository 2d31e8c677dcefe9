"""Han: the terms that are written in Han characters or kana, by the longest surface, mistyped ones too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from bot.core.leftovers import KATAKANA_OR_HAN
from bot.core.models import Term
from bot.core.surfaces import Spot, Surface

MAX_CORRECTIONS = 10
"""Words of a message that are corrected; the rest of a message full of slips stays as it is."""
PAIR = 2
"""Characters of the shortest word that may be mistyped; a single one is no word."""
_PAIRED = frozenset({"rare-earths", "quota", "magnets", "mining", "smelting", "price", "senkaku"})
"""Terms of two characters that a question about a figure turns on."""
_NEAR_END = 24
"""Characters of a stretch within which its last surface is looked for."""


_SHORT = 3
"""Characters up to which a katakana word counts only where no longer one goes on."""
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]+")


class Han:
    """Every surface without spaces between its words."""

    def __init__(self, surfaces: Iterable[Surface], vocabulary: Iterable[str]) -> None:
        """Index *surfaces*; pairs of characters in *vocabulary* are known words."""
        self._surfaces = [s for s in surfaces if not s.words]
        self._vocabulary = vocabulary
        self._by_first: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        for surface in self._surfaces:
            self._by_first[surface.text[0]].append((surface.text, surface.term))
        for entries in self._by_first.values():
            entries.sort(key=lambda e: -len(e[0]))  # stable: the first kind stays first among equals

    def spot(self, text: str, free: bytearray) -> list[Spot]:
        """Find the surfaces in *text* where it is *free*, and take their places."""
        spots: list[Spot] = []
        i = 0
        while i < len(text):
            if free[i] and text[i] in self._by_first:
                for surface, term in self._by_first.get(text[i], ()):
                    end = i + len(surface)
                    if text.startswith(surface, i) and all(free[i:end]) and not _is_inside(text, i, end):
                        spots.append(Spot(term, i, end, surface))
                        free[i:end] = b"\0" * (end - i)
                        i = end - 1
                        break
            i += 1
        return spots

    def spot_near(self, text: str, free: bytearray) -> list[Spot]:
        """Find a surface of three or more characters in which one was mistyped (a wrong conversion of an input method)."""
        spots: list[Spot] = []
        for run in KATAKANA_OR_HAN.finditer(text):
            if len(spots) >= MAX_CORRECTIONS:
                break
            for start, end in _free_stretches(free, run.start(), run.end()):
                if _KATAKANA.fullmatch(text, start, end) and end - start > _SHORT and not self._is_whole(text[start:end]):
                    continue  # a part of another word: トン in ボストン
                near = self._near(text[start:end]) if end - start > PAIR else self._near_pair(text[start:end])
                if near:
                    at = start + near[0]
                    spots.append(Spot(near[2], at, at + near[1], text[at : at + near[1]]))
        return spots

    def _is_whole(self, run: str) -> bool:
        """Tell whether some surface is about as long as *run*."""
        return any(
            sum(a == b for a, b in zip(run, surface, strict=True)) >= max(PAIR, len(run) - 1)
            for surface, _ in self._long.get(len(run), ())
        )

    def _near_pair(self, pair: str) -> tuple[int, int, Term] | None:
        """Return the term of two characters of which exactly one stands in *pair*, where there is only one such term."""
        if len(pair) != PAIR or pair in self._pairs_known:
            return None
        near = {term.id: term for surface, term in self._pairs if (surface[0] == pair[0]) != (surface[1] == pair[1])}
        return (0, 2, next(iter(near.values()))) if len(near) == 1 else None

    @cached_property
    def _pairs(self) -> list[tuple[str, Term]]:
        return [(s.text, s.term) for s in self._surfaces if len(s.text) == PAIR and s.term.id in _PAIRED]

    @cached_property
    def _pairs_known(self) -> frozenset[str]:
        return frozenset(word for word in (*(s.text for s in self._surfaces), *self._vocabulary) if len(word) == PAIR)

    @cached_property
    def _long(self) -> dict[int, list[tuple[str, Term]]]:
        sizes: dict[int, list[tuple[str, Term]]] = defaultdict(list)
        for entries in self._by_first.values():
            for surface, term in entries:
                if len(surface) > PAIR and term.kind in ("concept", "commodity", "place", "org"):
                    sizes[len(surface)].append((surface, term))
        return sizes

    def _near(self, run: str) -> tuple[int, int, Term] | None:
        for size in sorted(self._long, reverse=True):
            for at in {0, min(len(run), _NEAR_END) - size} if len(run) >= size else ():  # at either end of the stretch
                window = run[at : at + size]
                for surface, term in self._long[size]:
                    if sum(a == b for a, b in zip(window, surface, strict=True)) >= max(2, size - 1):
                        return at, size, term
        return None


def _is_inside(text: str, start: int, end: int) -> bool:
    """Tell whether a short katakana word is only a part of a longer one: チリ in リストのウォッチリスト."""
    if end - start > _SHORT or not _KATAKANA.fullmatch(text, start, end):
        return False
    return bool(_KATAKANA.match(text, end)) or bool(start and _KATAKANA.match(text, start - 1))


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
