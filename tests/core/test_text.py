"""Text: width, case, spacing and script are one thing once folded; the language is told from the letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import MAX_CHARS, clean, fold, is_cjk, language, stem, to_simplified, to_traditional, tokens, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Rare  EARTH\texports\n", "rare earth exports"),
        ("ｒａｒｅ　ｅａｒｔｈ　２０１２", "rare earth 2012"),
        ("what’s China’s “quota”", "what's china's \"quota\""),
        ("2010–2012", "2010-2012"),
        ("2010〜2012", "2010~2012"),
        ("５０％", "50%"),
        ("ﾚｱｱｰｽ", "レアアース"),
        ("輸出枠", "输出枠"),
        ("釣魚臺", "钓鱼台"),
        ("ex\u200bports\u2060", "exports"),
        ("\u202eexports\u202c", "exports"),
        ("<@123456789012345678> exports", "exports"),
        ("<@!123> <#456> <:smile:789> <a:wave:42> exports", "exports"),
        ("see https://example.org/a?b=2012 exports", "see exports"),
        ("www.example.org exports", "exports"),
        ("Straße", "strasse"),
        ("", ""),
        (" \u3000\u00a0 ", ""),
        ("\0quota", "quota"),
    ],
)
def test_what_looks_alike_is_folded_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "writings",
    [
        ("尖閣諸島", "尖阁诸岛"),
        ("釣魚島", "钓鱼岛"),
        ("中国の輸出量", "中國の輸出量"),
        ("稀土出口配额", "稀土出口配額"),
    ],
)
def test_one_word_in_two_scripts_is_one_word(writings: tuple[str, str]) -> None:
    assert fold(writings[0]) == fold(writings[1])


@given(st.text(max_size=200))
def test_a_folded_text_is_short_and_stays_what_it_is(text: str) -> None:
    folded = fold(text)
    assert len(clean(text)) <= MAX_CHARS
    assert tokens(folded) == [t for t in tokens(folded) if folded[t.start : t.end] == t.text]
    assert words(folded) == [t.text for t in tokens(folded)]


@pytest.mark.parametrize(
    "text", ["quota " * 5000, "x" * 100_000, "\u200b" * 50_000 + "quota", "稀土" * 20_000, "https://" + "a" * 50_000]
)
def test_a_long_text_is_cut(text: str) -> None:
    assert len(fold(text)) <= MAX_CHARS


@pytest.mark.parametrize(
    ("folded", "split"),
    [
        ("rare-earth exports, 2012", ["rare", "earth", "exports", "2012"]),
        ("16,265.5 t", ["16,265.5", "t"]),
        ("china's quota", ["china's", "quota"]),
        ("2012年输出量は何トン", ["2012", "年输出量", "は", "何", "トン"]),
        ("レアアースの价", ["レアアース", "の", "价"]),
        ("50%", ["50", "%"]),
        ("@export of @china", ["@export", "of", "@china"]),
        ("😀 !!", []),
    ],
)
def test_a_text_is_split_into_words_numbers_and_runs(folded: str, split: list[str]) -> None:
    assert words(folded) == split


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("how much did china export in 2012", "en"),
        ("", "en"),
        ("12345 ???", "en"),
        ("😀", "en"),
        ("Senkaku (尖閣) islands ownership history", "en"),
        ("2012年の輸出量は？", "ja"),
        ("レアアース 2012", "ja"),
        ("輸出枠 2012", "ja"),
        ("2012 輸出量", "ja"),
        ("尖閣諸島 面積", "ja"),
        ("2012年中国出口了多少稀土", "zh-CN"),
        ("钓鱼岛属于谁", "zh-CN"),
        ("2012年中國出口了多少稀土", "zh-TW"),
        ("釣魚臺列嶼屬於誰", "zh-TW"),
        ("日本有沒有道歉", "zh-TW"),
        ("REO是什么", "zh-CN"),
    ],
)
def test_the_language_is_told_from_the_letters(text: str, lang: str) -> None:
    assert language(text) == lang


@pytest.mark.parametrize("text", ["稀土", "レア", "ひらがな", "x 稀"])
def test_han_and_kana_are_cjk(text: str) -> None:
    assert is_cjk(text)


@pytest.mark.parametrize("text", ["", "rare earth", "Länder", "😀", "한국"])
def test_other_scripts_are_not_cjk(text: str) -> None:
    assert not is_cjk(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("export", "exports"),
        ("export", "exported"),
        ("export", "exporting"),
        ("ship", "shipped"),
        ("country", "countries"),
        ("nationalise", "nationalized"),
        ("nationalise", "nationalisation"),
        ("china", "china's"),
        ("price", "prices"),
        ("decline", "declined"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("import", "export"), ("mine", "mineral"), ("2011", "2012"), ("@china", "@chin"), ("the", "them")]
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_simplified_text_is_worded_in_traditional_characters() -> None:
    assert to_traditional("中国稀土出口配额") == "中國稀土出口配額"
    assert to_simplified("中國稀土出口配額") == "中国稀土出口配额"
    assert to_simplified("exports") == "exports"
