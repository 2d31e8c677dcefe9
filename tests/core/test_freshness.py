"""A reply says when newer figures come out where the reader asked for the newest, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.answer import Question
from bot.desk import Desk
from bot.stores.files import FilesStore


@pytest.mark.parametrize(
    ("question", "lang", "said"),
    [
        ("how much did china export?", "en", "Newer figures from 22 January 2014: annual table."),
        ("中国のレアアース輸出量は", "ja", "より新しい数字は2014年1月22日以降：annual table。"),
        ("中国稀土出口量是多少", "zh-CN", "更新的数字自2014年1月22日起：annual table。"),
        ("how much did china export in 2014?", "en", "Newer figures from 22 January 2014: annual table."),
        ("how much did china export in 2012?", "en", None),
        ("how much did china export in 2005?", "en", None),
    ],
)
def test_newer_figures_are_promised_where_they_are_asked_for(small: Path, question: str, lang: str, said: str | None) -> None:
    text = Desk.open(FilesStore(small)).respond(Question(question, lang)).text
    assert said in text if said else "annual table" not in text
