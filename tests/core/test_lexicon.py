"""The lexicon: known words are found in three scripts, slips of the finger are put right, and other words are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.lexicon import MAX_CORRECTIONS, Lexicon
from bot.core.models import Term, Text
from bot.core.text import fold
from tests.knowledge_small import TERMS

LEXICON = Lexicon.of(TERMS, ["trawler", "collided", "warships"])


def found(text: str) -> list[str]:
    return [spot.term.id for spot in LEXICON.read(fold(text)).spots]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("exports of rare earths", ["export", "rare-earths"]),
        ("EXPORTED", ["export"]),
        ("exporting rare-earth", ["export", "rare-earths"]),
        ("China's quotas", ["china", "quota"]),
        ("rare earth export quota", ["rare-earths", "export", "quota"]),
        ("heavy rare earths", ["heavy-rare-earths"]),
        ("heavy metals", ["heavy"]),
        ("the first batch", ["batch-1"]),
        ("中国のレアアース輸出量", ["china", "rare-earths", "export"]),
        ("中国稀土出口配额", ["china", "rare-earths", "quota"]),
        ("中國稀土出口配額", ["china", "rare-earths", "quota"]),
        ("尖閣諸島は誰のもの", ["senkaku", "own"]),
        ("釣魚島", ["senkaku"]),
        ("釣魚島 islands exports ジスプロシウム", ["senkaku", "senkaku", "export", "dysprosium"]),
        ("重希土類", ["heavy-rare-earths"]),
        ("nothing known", []),
        ("", []),
    ],
)
def test_terms_are_found_the_longest_first(text: str, terms: list[str]) -> None:
    assert found(text) == terms


@pytest.mark.parametrize(
    ("slip", "term"),
    [
        ("exprots", "export"),
        ("exportss", "export"),
        ("qouta", "quota"),
        ("quotta", "quota"),
        ("dysprosum", "dysprosium"),
        ("disprosium", "dysprosium"),
        ("senkakku", "senkaku"),
        ("scrambels", "scramble"),
        ("tungstn", "tungsten"),
        ("chian", "china"),
    ],
)
def test_a_slip_of_the_finger_is_put_right(slip: str, term: str) -> None:
    reading = LEXICON.read(f"the {slip} then")
    assert [spot.term.id for spot in reading.spots] == [term]
    assert [wrong for wrong, _ in reading.corrected] == [slip]


@pytest.mark.parametrize(
    "word",
    ["quote", "chin", "expert", "import", "tungs", "2011", "16,265", "abc", "zzzzzz", "experts", "prince", "japan", "chili"],
)
def test_a_word_or_number_of_its_own_is_no_slip(word: str) -> None:
    assert LEXICON.correct(word) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("how lng is the island", "how long is the island"),
        ("how mny boats", "how many boats"),
        ("how mch", "how much"),
        ("how oftn", "how often"),
        ("how tall", "how tall"),
        ("how now", "how now"),
        ("lng exports", "lng exports"),
    ],
)
def test_a_short_slip_is_put_right_behind_how_alone(text: str, read: str) -> None:
    assert LEXICON.read(text).text == read


@pytest.mark.parametrize(
    ("names", "read"), [(["jeju"], "the jeou"), (["okinawa"], "the okinawa"), (["okinawa", "jeju"], "the okinawa")]
)
def test_only_a_long_name_of_the_records_is_corrected_to(names: list[str], read: str) -> None:
    slip = "the jeou" if "okinawa" not in names else "the okinwaa"
    assert Lexicon.of(TERMS, names).read(slip).text == read


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("チリの輸出", ["chile", "export"]),
        ("リストとチリ", ["chile"]),
        ("ウォッチリストの輸出", ["export"]),
        ("チリペッパー", []),
        ("レアアースリスト", ["rare-earths"]),
        ("カントンの話", []),
    ],
)
def test_a_short_katakana_word_is_no_part_of_a_longer_one(text: str, terms: list[str]) -> None:
    assert found(text) == terms


def test_a_number_is_never_corrected() -> None:
    assert LEXICON.read("exports 2o12 in 2013").text == "exports 2o12 in 2013"


@pytest.mark.parametrize(("text", "terms"), [("尖閣諸鳥の面積", ["senkaku"]), ("ジスプロシウマ", ["dysprosium"])])
def test_a_wrong_character_of_an_input_method_is_forgiven(text: str, terms: list[str]) -> None:
    assert found(text) == terms


def test_what_no_term_explains_is_left_without_the_words_that_make_a_sentence() -> None:
    assert LEXICON.read("what were the exports of the zeppelin trade").rest == ("zeppelin", "trade")
    assert LEXICON.read(fold("中国稀土飞艇出口是多少")).rest == (fold("飞艇"),)
    assert LEXICON.read(fold("ツェッペリンの輸出量は")).rest == ("ツェッペリン",)


def test_a_period_is_not_read_as_a_word() -> None:
    text = "exports first batch 2012"
    taken = [(text.index("first"), len(text))]
    assert [spot.term.id for spot in LEXICON.read(text, taken).spots] == ["export"]


def test_a_taken_span_moves_with_a_correction() -> None:
    text = "exportss in 2012 zzz"
    reading = LEXICON.read(text, [(text.index("2012"), text.index("2012") + 4)])
    assert reading.text == "exports in 2012 zzz"
    assert reading.rest == ("zzz",)


def test_spots_stand_where_they_say() -> None:
    reading = LEXICON.read(fold("How much RARE earth did 中国 export？"))
    for spot in reading.spots:
        assert fold(reading.text[spot.start : spot.end]) == fold(spot.surface)


def test_a_concept_wins_over_an_action_of_the_same_spelling() -> None:
    terms = [Term("sell", "action", Text("sell"), ("ship",)), Term("export", "concept", Text("export"), ("ship",))]
    assert [Lexicon.of(order).read("ship").spots[0].term.id for order in (terms, terms[::-1])] == ["export", "export"]


def test_only_so_many_slips_are_put_right() -> None:
    text = " ".join(f"exprots{chr(97 + i)}" for i in range(20)) + " exprots" * 20
    assert len(LEXICON.read(text).corrected) <= MAX_CORRECTIONS


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    reading = LEXICON.read(fold(text))
    ends = [0]
    for spot in reading.spots:
        assert ends[-1] <= spot.start < spot.end <= len(reading.text)
        ends.append(spot.end)


@given(st.text(alphabet="稀土出口配額尖閣諸島輸入中国日本レアアース量exportqua ", max_size=60))
def test_no_mix_of_scripts_raises(text: str) -> None:
    LEXICON.read(fold(text))


def test_a_lexicon_without_terms_knows_nothing() -> None:
    assert Lexicon.of(()).read("exports of 稀土").spots == ()
