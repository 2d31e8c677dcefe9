"""Doubts: what speaks against a record and may be outweighed; `forest` learns by how much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.core.cover import Cover
from bot.core.gates import SPEAKING
from bot.core.library import Library
from bot.core.models import Dispute, Series
from bot.core.profile import Profile
from bot.core.sides import Sides, sides_of, strangers
from bot.core.slots import Slots
from bot.core.stats import MEASURES, named_by

if TYPE_CHECKING:
    from bot.core.search import Hit

MEASURED = frozenset(
    {
        *("quota", "mining", "smelting", "price", "value", "reserves", "tariff", "import"),
        *("visitors", "car-sales", "scramble", "contiguous-zone", "territorial-sea"),
    }
)
"""Measures of which a series has one or has not."""
ENOUGH = 0.33
"""Weight of the shared words below which a question says too little to be about anything."""
PLAIN = 0.75
"""Likeness from which a phrasing of a series stands for its metric."""
ALIKE = 0.55
"""Likeness from which a question of few and common words ("what are rare earths") may still be answered."""


def doubts(library: Library, asked: Slots, whole: Slots, hit: Hit, cover: Cover) -> Iterator[str]:
    """Yield what speaks against the record of *hit*; *whole* is a follow-up with the words of the question before."""
    record, profile = library.record(hit.record), library.profile(hit.record)
    yield from (f"lacks {name}" for name in sorted(asked.ids("org") & SPEAKING - profile.ids))
    if isinstance(record, Series):
        yield from _of_series(sides_of(library.knowledge, record), asked, hit, profile)
    else:
        yield from _wrong_number(asked, profile, disputed=isinstance(record, Dispute))
    if cover.weight < ENOUGH and not _is_plain(whole, hit, cover.part):
        yield "too little said"


def _of_series(sides: Sides, asked: Slots, hit: Hit, profile: Profile) -> Iterator[str]:
    series = sides.series
    yield from (f"not of {name}" for name in strangers(sides, asked))
    if series.needs and hit.score < PLAIN and not named_by(series, asked):
        yield "its metric is not named"
    if series.commodity not in (None, "rare-earths") and series.commodity not in asked.commodities:
        yield f"of {series.commodity}"
    yield from (f"not {name}" for name in sorted(asked.concepts & MEASURED - profile.ids))
    if "money" in asked.ids("asks") and series.unit not in MEASURES["value"] | MEASURES["price"]:
        yield "not money"


def _wrong_number(asked: Slots, profile: Profile, *, disputed: bool) -> Iterator[str]:
    for value in asked.values:
        written = value.text.replace(",", "").split()[0]
        ways = {f"{value.number:g}", str(int(value.number)), written}  # 2.05 billion is held as it is written, and in full
        if not disputed and not ways & profile.numbers:
            yield f"number {value.text}"


def _is_plain(asked: Slots, hit: Hit, covered: float) -> bool:
    """Tell whether a question of few and common words is all covered and about something known."""
    known = any(s.term.kind in ("place", "commodity", "org") for s in asked.spots)
    return covered == 1.0 and hit.score >= ALIKE and known
