"""Gates: one wrong year, actor, good or kind puts a record out, and the same question without it does not."""

from __future__ import annotations

import pytest

from bot.core import slots
from bot.core.gates import gates
from bot.core.library import Library
from bot.core.measures import of_question
from bot.core.profile import canonical
from bot.core.text import language


def failed(library: Library, question: str, record: str) -> set[str]:
    """Return the gates that *record* fails as the answer to *question*."""
    asked = slots.read(question, library.lexicon, language(question), library.newest)
    hits = library.index.search(canonical(asked.text, asked.spots), limit=16)
    hit = next(hit for hit in hits if hit.record == record)
    return set(gates(library, asked, asked, of_question(asked, 0.0), hit))


@pytest.mark.parametrize(
    ("question", "record", "against"),
    [
        ("who bought the islands in 2011", "purchase-2012", {"year 2011"}),
        ("when was the collision in october 2010", "collision-2010", {"month 2010-10"}),
        ("when was the collision on 9 september 2010", "collision-2010", {"day 2010-09-09"}),
        ("when did japan buy takeshima", "purchase-2012", {"lacks takeshima"}),
        ("how much tungsten did china export", "export-volume", {"lacks tungsten"}),
        ("when did china buy the islands", "purchase-2012", {"lacks china", "done by japan"}),
        ("what does china say about the islands", "position-japan", {"lacks china", "done by japan"}),
        ("when did china scramble", "scrambles", {"done by japan"}),
        ("why did the quota fall in 2012", "why-exports-fell", {"not quota"}),
        ("why did imports fall in 2012", "why-exports-fell", {"not import", "forbidden"}),
        ("exports in 2012 not the quota", "export-quota", {"rules out quota"}),
        ("how many tonnes did japan buy the islands for", "purchase-2012", {"tells no tonnes"}),
        ("how old is the owner of the islands that japan bought", "purchase-2012", {"tells no old"}),
        ("how many submarines were at the trawler collision", "collision-2010", {"counts no submarines"}),
        ("announcement no. 7 when japan bought the islands", "purchase-2012", {"not no. 7"}),
        ("who did not buy the islands", "purchase-2012", {"negated"}),
        ("will the trawler be at the islands again", "collision-2010", {"nobody knows the future"}),
        ("should japan buy the islands", "purchase-2012", {"asks for a verdict"}),
        ("zeppelin exports", "why-exports-fell", {"of zeppelin"}),
        ("price", "dysprosium-price", {"nothing asked"}),
    ],
)
def test_what_turns_the_question_into_another_one_puts_the_record_out(
    library: Library, question: str, record: str, against: set[str]
) -> None:
    assert failed(library, question, record) == against


@pytest.mark.parametrize(
    ("question", "record"),
    [
        ("who bought the islands in 2012", "purchase-2012"),
        ("when was the collision in september 2010", "collision-2010"),
        ("when was the collision on 7 september 2010", "collision-2010"),
        ("when did japan buy the senkakus", "purchase-2012"),
        ("what does japan say about the islands", "position-japan"),
        ("how many scrambles against chinese jets", "scrambles"),
        ("when did japan scramble", "scrambles"),
        ("why did exports fall in 2012", "why-exports-fell"),
        ("exports in 2012 not the quota", "export-volume"),
        ("how many ships were at the trawler collision", "collision-2010"),
        ("who bought the islands", "purchase-2012"),
        ("did japan not buy the islands", "purchase-2012"),
        ("price of dysprosium", "dysprosium-price"),
    ],
)
def test_what_the_record_is_about_puts_it_not_out(library: Library, question: str, record: str) -> None:
    assert failed(library, question, record) == set()


@pytest.mark.parametrize(
    ("question", "record"),
    [
        ("when did china ban seafood from japan", "seafood-2023-08-24"),
        ("日本の水産物を中国が禁輸したのはいつ", "seafood-2023-08-24"),
    ],
)
def test_the_real_facts_tell_who_did_it_to_whom(real_library: Library, question: str, record: str) -> None:
    assert not {reason for reason in failed(real_library, question, record) if reason.startswith("done by")}
