"""Cover: the part of a question that a record has, and what of it the record lacks."""

from __future__ import annotations

import pytest

from bot.core import slots
from bot.core.cover import Cover, cover, has_words, own_coverage
from bot.core.library import Library
from bot.core.slots import Slots
from bot.core.text import language


def read(library: Library, question: str) -> Slots:
    return slots.read(question, library.lexicon, language(question), library.newest)


def covered(library: Library, question: str, record: str) -> Cover:
    return cover(library, read(library, question), library.profile(record))


@pytest.mark.parametrize(
    ("question", "record", "lacking"),
    [
        ("who bought the islands in 2012", "purchase-2012", ()),
        ("who bought the islands in 2011", "purchase-2012", ("#2011",)),
        ("when was the collision in october 2010", "collision-2010", ("#-10",)),
        ("when did china buy the islands", "purchase-2012", ("@china",)),
        ("why did the exports of bonbons fall", "why-exports-fell", ("bonbon",)),
        ("10 million yen for the islands", "purchase-2012", ("=1e+07", "million")),
        ("exports in 1985", "export-volume", ()),
    ],
)
def test_what_a_record_lacks_is_named(library: Library, question: str, record: str, lacking: tuple[str, ...]) -> None:
    found = covered(library, question, record)
    assert found.lacking == lacking
    assert (found.part == 1) is (not lacking)


def test_only_what_no_record_has_is_unseen(library: Library) -> None:
    assert covered(library, "when did china buy the islands", "purchase-2012").unseen == 0
    assert covered(library, "when did bonbons buy the islands", "purchase-2012").unseen == 1


def test_a_rare_word_weighs_more_than_a_common_one(library: Library) -> None:
    rare = covered(library, "trawler", "collision-2010").weight
    assert rare > covered(library, "islands", "collision-2010").weight > 0


def test_the_year_alone_leaves_no_weight_without_it(library: Library) -> None:
    found = covered(library, "in 2010", "collision-2010")
    assert found.weight > 0
    assert found.undated == 0


def test_what_only_a_phrasing_has_is_not_told(library: Library) -> None:
    phrased = covered(library, "the boat", "collision-2010")
    told = covered(library, "the trawler", "collision-2010")
    assert (phrased.part, phrased.told) == (1, 0)
    assert (told.part, told.told) == (1, 1)


def test_a_follow_up_without_words_of_its_own_is_covered_by_all(library: Library) -> None:
    assert own_coverage(library, read(library, "and that"), "ownership") == 1
    assert own_coverage(library, read(library, "and the bonbons"), "ownership") == 0


@pytest.mark.parametrize(
    ("surface", "has"),
    [("patrol ships", True), ("patrol submarines", False), ("渔船", True), ("潜水", False)],
)
def test_a_record_has_every_word_or_not_the_term(library: Library, surface: str, *, has: bool) -> None:
    assert has_words(surface, library.profile("collision-2010")) is has
