"""The figures of a text are compared with ours, and what was found is said in the language of the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.library import Library
from bot.core.models import Knowledge
from bot.core.reply import verified
from bot.core.verify import verify


def checked(knowledge: Knowledge, text: str, lang: str = "en") -> str:
    return verified(verify(Library.build(knowledge), text), knowledge, lang).text


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("China exported 16,265 t of rare earths in 2012.", "en", "**16,265 t** agrees."),
        ("China exported 20,000 t of rare earths in 2012.", "en", "**20,000 t** differs. Ours for"),
        ("China exported 10,000 t of rare earths in 2012.", "en", "**10,000 t** was a forecast of"),
        ("China exported 10,000 t of rare earths in 2012.", "en", "The outcome: 16,265 t"),
        ("China exported 16,265 t of rare earths in 1987.", "en", "**16,265 t** cannot be checked"),
        ("中国2012年出口稀土16,265吨。", "zh-CN", "**16,265吨** 相符。"),
        ("中国2012年出口稀土20,000吨，2011年出口16,861吨。", "zh-CN", "**16,861吨** 相符。"),
        ("中国は2012年にレアアースを20,000トン輸出した。", "ja", "**20,000トン** 一致しません。"),
        ("中國2012年出口稀土20,000噸。", "zh-TW", "不符。我們的數字"),
        ("nothing to see here", "en", "I found no figure"),
    ],
)
def test_each_figure_is_said_to_agree_or_not(knowledge: Knowledge, text: str, lang: str, said: str) -> None:
    assert said in checked(knowledge, text, lang)


def test_the_sources_of_ours_stand_below(knowledge: Knowledge) -> None:
    found = verified(verify(Library.build(knowledge), "China exported 20,000 t of rare earths in 2012."), knowledge, "en")
    assert found.kind == "check"
    assert [c.id for c in found.citations] == ["customs-2013"]
    assert found.records == ("export-volume/2012-customs-2013",)


def test_a_figure_known_to_be_wrong_is_said_to_be(knowledge: Knowledge) -> None:
    series = knowledge.series["export-volume"]
    wrong = replace(series.observations[2], rank="deprecated", status="actual", reason="A slip of the pen.")
    spoiled = replace(knowledge, series={series.id: replace(series, observations=(*series.observations[:2], wrong))})
    said = checked(spoiled, "China exported 10,000 t of rare earths in 2012.")
    assert "known to be wrong" in said
    assert "A slip of the pen." in said
    assert "Better supported: 16,265 t" in said
