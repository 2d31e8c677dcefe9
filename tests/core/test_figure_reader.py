"""The figure reader: every word of a question is understood, or it is plain that what is not is talk around it."""

from __future__ import annotations

import pytest

from bot.core import slots
from bot.core.figure_reader import is_talk_around, likely_figure, read_figure
from bot.core.library import Library
from bot.core.results import Lacking
from bot.core.slots import Slots
from bot.core.text import language


def read(library: Library, text: str) -> Slots:
    return slots.read(text, library.lexicon, language(text), library.newest)


@pytest.mark.parametrize(
    ("question", "talk"),
    [
        ("the ships brought this up: what were rare earth exports in 2012", True),
        ("a boat question, rare earth exports in 2012?", True),
        ("what were rare earth boat exports in 2012", False),
        ("the trawler brought this up: what were exports", False),
        ("in 2012, the boat asked about rare earth exports", False),
    ],
)
def test_words_outside_the_clause_of_thing_and_time_are_talk(library: Library, question: str, *, talk: bool) -> None:
    asked = read(library, question)
    found = likely_figure(library, asked)
    assert found is not None
    assert is_talk_around(library, asked, found) is talk


@pytest.mark.parametrize(
    "question",
    [
        "when were rare earths exported",
        "why did exports fall in 2012",
        "who exported in 2012",
        "what did china not export in 2012",
        "rare earth boat exports in 2012",
    ],
)
def test_what_figures_do_not_tell_is_not_read_from_them(library: Library, question: str) -> None:
    assert read_figure(library, read(library, question)) is None


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("dysprosium price in japan in 2011", ("japan",)),
        ("how often did china scramble in 2012", ("china",)),
        ("exports to chile in 2012", ("chile",)),
    ],
)
def test_a_country_that_the_figures_know_nothing_of_is_lacking(library: Library, question: str, wanted: tuple[str, ...]) -> None:
    found = read_figure(library, read(library, question))
    assert isinstance(found, Lacking)
    assert (found.what, found.wanted) == ("actor", wanted)


@pytest.mark.parametrize(
    ("question", "asked_for"),
    [("exports to chile in 2012", True), ("what did chile do about exports in 2012", False)],
)
def test_what_somebody_did_is_no_figure_that_is_lacking(library: Library, question: str, *, asked_for: bool) -> None:
    assert isinstance(likely_figure(library, read(library, question)), Lacking) is asked_for
