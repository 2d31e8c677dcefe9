"""Doubts: what speaks against a record without putting it out."""

from __future__ import annotations

import pytest

from bot.core import slots
from bot.core.cover import cover
from bot.core.doubts import doubts
from bot.core.library import Library
from bot.core.profile import canonical
from bot.core.text import language


def doubted(library: Library, question: str, record: str) -> set[str]:
    """Return what speaks against *record* as the answer to *question*."""
    asked = slots.read(question, library.lexicon, language(question), library.newest)
    hits = library.index.search(canonical(asked.text, asked.spots), limit=16)
    hit = next(hit for hit in hits if hit.record == record)
    return set(doubts(library, asked, asked, hit, cover(library, asked, library.profile(record))))


@pytest.mark.parametrize(
    ("question", "record", "against"),
    [
        ("10 million yen for the islands", "purchase-2012", {"number 10 million yen"}),
        ("2.05 billion yen for the islands", "purchase-2012", set()),
        ("were there 2 ships at the collision", "collision-2010", set()),
        ("who says that 24 ships collided", "collision-2010", {"number 24 ships"}),
        ("did 24 ships sail to the islands, whose are they", "ownership", set()),
        ("the price in 2012", "dysprosium-price", {"of dysprosium"}),
        ("the price of dysprosium in 2012", "dysprosium-price", set()),
        ("exports to chile", "export-volume", {"not of chile"}),
        ("exports to japan", "export-volume", set()),
        ("the islands", "purchase-2012", {"too little said"}),
        ("who owns the islands", "ownership", set()),
        ("what happened on 7 september 2010", "export-quota", {"its metric is not named", "too little said"}),
    ],
)
def test_what_does_not_fit_is_named(library: Library, question: str, record: str, against: set[str]) -> None:
    assert doubted(library, question, record) == against
