"""Agents: the same words in another order have somebody else act."""

from __future__ import annotations

import pytest

from bot.core.agents import before_verb, of_phrasing, subject
from bot.core.lexicon import Lexicon
from bot.core.text import fold
from tests.knowledge_small import TERMS

LEXICON = Lexicon.of(TERMS)
ACTORS = frozenset(term.id for term in TERMS if term.kind == "actor")


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("when did japan ban fish from china", {"japan"}),
        ("when did china ban fish from japan", {"china"}),
        ("fish banned by china", {"china"}),
        ("has the us bought the islands", {"united-states"}),
        ("when did chinese jets fly near japan", set()),
        ("why was the ban lifted by the japanese", set()),
        ("japan and china in 2012", set()),
        ("日本はいつ尖閣を買った", {"japan"}),
        ("日本の輸出量は", set()),
        ("中国政府何时公布", {"china"}),
        ("中国对日本2026年1月禁止", {"china"}),
    ],
)
def test_who_stands_before_the_verb_acts(text: str, acting: set[str]) -> None:
    folded = fold(text)
    assert set(before_verb(folded, LEXICON.spot(folded))) == acting


@pytest.mark.parametrize(
    ("canonical", "acting"),
    [
        ("when did @japan buy the islands", {"japan"}),
        ("islands bought by the @japan", {"japan"}),
        ("did @china and @japan agree", set()),
        ("what are @china's claims", set()),
        ("@japan はいつ買った", {"japan"}),
        ("did @senkaku sink", set()),
    ],
)
def test_a_phrasing_tells_who_acts_in_it(canonical: str, acting: set[str]) -> None:
    assert of_phrasing(canonical, ACTORS) == acting


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("China tells its citizens to stay away", ["china"]),
        ("Fish from China is banned", []),
        ("The islands that Japan bought", []),
        ("Nobody acts", []),
    ],
)
def test_a_title_begins_with_its_subject(title: str, found: list[str]) -> None:
    folded = fold(title)
    assert list(subject(folded, LEXICON.spot(folded))) == found
