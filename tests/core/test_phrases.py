"""Phrases: an amount is worded with its unit, and no language costs it a digit."""

from __future__ import annotations

import pytest

from bot.core.phrases import amount


@pytest.mark.parametrize(
    ("value", "unit", "lang", "worded"),
    [
        (488.8, "USD million", "ja", "4.888億ドル"),
        (488.8, "USD million", "zh-CN", "4.888亿美元"),
        (488.8, "USD million", "en", "USD 488.8 million"),
        (12345.6, "JPY million", "ja", "123.456億円"),
        (2050, "JPY million", "zh-CN", "20.5亿日元"),
        (3, "JPY billion", "ja", "30億円"),
        (1.234, "USD billion", "zh-CN", "12.34亿美元"),
        (0.5, "CNY million", "zh-CN", "0.005亿元"),
        ("1–2", "USD million", "ja", "1–2百万ドル"),
    ],
)
def test_money_keeps_its_digits_in_hundreds_of_millions(value: float | str, unit: str, lang: str, worded: str) -> None:
    assert amount(value, unit, lang) == worded
