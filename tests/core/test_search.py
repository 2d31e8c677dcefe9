from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import arrays
from bot.core.features import features
from bot.core.query import MAX_UNKNOWN, MAX_WORDS, read
from bot.core.search import Entry, Hit, Index, _affordable
from bot.core.text import fold, words
from bot.core.vocabulary import Vocabulary

PHRASINGS = {
    "exports": [
        "how much did @china @export in 2011",
        "@china @export volume 2011",
        "中国 2011 年出口了多少",
        "中国の 2011 年の輸出量は",
    ],
    "quota": ["what was the export quota in 2012", "how large was the quota of 2012", "2012 年出口配额是多少"],
    "owner": ["who owns the islands", "to whom do the islands belong", "島は誰のもの", "岛屿属于谁"],
    "purchase": ["why did japan buy the islands", "what did japan pay for the islands"],
    "magnets": ["what are permanent magnets made of", "which rare earths are in magnets", "ネオジム磁石の材料"],
    "ceremony": ["accommodation during the ceremony"],
}
ENTRIES = [Entry(record, fold(text)) for record, texts in PHRASINGS.items() for text in texts]
INDEX = Index.build(ENTRIES)
ASKED = [entry.text for entry in ENTRIES]


def found(text: str) -> list[str]:
    return [hit.record for hit in INDEX.search(fold(text))]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.text)
def test_a_phrasing_finds_its_record_and_is_wholly_alike(entry: Entry) -> None:
    best = INDEX.search(entry.text)[0]
    assert (best.record, best.phrasing, best.score) == (entry.record, entry.text, 1.0)
    assert best.coverage == pytest.approx(1)
    assert best.covered == pytest.approx(1)
    assert (best.unmatched, best.unasked, best.strange, best.numbers) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("question", "record"),
    [
        ("why were the islands bought by japan", "purchase"),
        ("whose islands are they, who owns them", "owner"),
        ("waht are permanant magnts mdae of", "magnets"),
        ("which rare earths do permanent magnets have", "magnets"),
        ("how big was the qouta", "quota"),
        ("中国出口了多少", "exports"),
        ("2012年的配额", "quota"),
        ("ネオジム磁石は何でできている", "magnets"),
        ("この島は誰の島ですか", "owner"),
        ("acommodation at the ceremony", "ceremony"),
        ("@export of @china", "exports"),
    ],
)
def test_other_words_find_the_record(question: str, record: str) -> None:
    assert found(question)[0] == record


def test_the_same_words_in_another_order_are_not_the_same() -> None:
    first, second = Entry("there", "from japan to china"), Entry("back", "from china to japan")
    hits = Index.build([first, second]).search("from china to japan")
    assert [(h.record, h.score == 1) for h in hits] == [("back", True), ("there", False)]


def test_a_number_is_never_taken_for_another() -> None:
    best = INDEX.search("what was the export quota in 2013")[0]
    assert best.record == "quota"
    assert best.numbers == 2
    assert best.score < 1


@pytest.mark.parametrize("word", ["2013", "@chine", "sentai2", "中国", "ab", ""])
def test_numbers_terms_and_stubs_stand_for_nothing_else(word: str) -> None:
    assert Vocabulary(dict(INDEX._tables)).near(word, slips=True) == []


def test_a_word_of_english_is_no_slip() -> None:
    entries = [Entry("a", "the quota of the year"), Entry("b", "nothing to see")]
    index = Index.build(entries)
    assert index.search("quotn")[0].record == "a"
    assert index.search("quote")[:1] == [] or index.search("quote")[0].coverage < index.search("quotn")[0].coverage


def test_words_that_nothing_has_are_strange() -> None:
    best = INDEX.search("who owns the zeppelins")[0]
    assert best.record == "owner"
    assert best.strange == pytest.approx(1)
    assert best.coverage < 0.8


@given(st.sets(st.sampled_from(sorted(PHRASINGS))), st.sampled_from(ASKED))
def test_only_allowed_records_are_found(allowed: set[str], question: str) -> None:
    assert {hit.record for hit in INDEX.search(question, allow=allowed.__contains__)} <= allowed


def test_an_allowed_record_is_found_among_many_that_are_not() -> None:
    crowd = [Entry(f"r{i}", f"the price of metal number {i} in the year") for i in range(500)]
    index = Index.build([*crowd, Entry("wanted", "some price")])
    assert [hit.record for hit in index.search("the price of metal in the year", allow="wanted".__eq__)] == ["wanted"]


def test_no_more_than_the_limit_are_found() -> None:
    assert len(INDEX.search("the islands", limit=2)) == 2


def test_each_record_is_found_once() -> None:
    records = found("2011 中国 @china @export 出口")
    assert len(records) == len(set(records))


def test_an_empty_index_finds_nothing() -> None:
    assert Index.build([]).search("anything") == []
    assert list(Index.build([]).entries) == []


def test_the_phrasings_are_kept() -> None:
    assert sorted(INDEX.entries, key=repr) == sorted(ENTRIES, key=repr)
    assert len(INDEX) == len(ENTRIES)


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    for hit in INDEX.search(fold(text)):
        assert_sound(hit)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=40)), max_size=8), st.text(max_size=40))
def test_no_phrasing_raises(phrasings: list[tuple[str, str]], text: str) -> None:
    index = Index.build(Entry(record, fold(phrasing)) for record, phrasing in phrasings)
    for hit in index.search(fold(text)):
        assert_sound(hit)


def assert_sound(hit: Hit) -> None:
    shares = (hit.score, hit.second, hit.coverage, hit.covered, hit.whole, hit.unmatched, hit.unasked, hit.strange)
    assert all(-1e-6 <= share <= 1 + 1e-6 for share in shares)
    assert hit.numbers >= 0


@given(st.sampled_from(ASKED), st.randoms())
def test_case_width_spacing_and_punctuation_change_nothing(question: str, rng: random.Random) -> None:
    assert INDEX.search(fold(dressed(question, rng))) == INDEX.search(question)


def dressed(text: str, rng: random.Random) -> str:
    """Return *text* in other clothes."""
    text = " ".join(text.split())
    text = rng.choice([str.upper, str.title, str.lower])(text)
    text = text.replace(" ", rng.choice(["  ", " \n", ", ", " ... "]))
    if rng.random() < 0.5:
        text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return rng.choice(["", " ", "「", '"']) + text + rng.choice(["", "?", "!!", "？", " …"])


HOSTILE = {
    "repeated": "quota " * 1000,
    "slips": " ".join(f"quota{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(600)),
    "zero-width": "\u200b".join("who owns the islands ") * 200,
    "right-to-left": "\u202eislands\u202c" * 500,
    "emoji": "😀🇯🇵👨‍👩‍👧" * 500,
    "one word": "a" * 4000,
    "brackets": "(((a+)+)+)$" * 400,
    "surrogates": "\ud800 quota " * 300,
    "nulls": "\0quota" * 600,
    "han": "稀土出口配额" * 700,
    "kana": "ネオジムジシャクノザイリョウ" * 300,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_message_is_no_more_work_than_its_first_words(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = Vocabulary(dict(INDEX._tables))
    compared: list[str] = []
    near = Vocabulary.near
    monkeypatch.setattr(
        Vocabulary, "near", lambda self, word, *, slips: (compared.append(word), near(self, word, slips=slips))[1]
    )
    query = read(fold(text), vocabulary, memoryview(INDEX._tables["idf"].data), INDEX._ranking.most)
    assert len(set(query.words)) <= MAX_WORDS
    assert len(compared) <= MAX_UNKNOWN
    assert len(query.parts) <= 8 * MAX_WORDS
    INDEX.search(fold(text))


@pytest.mark.parametrize(
    ("sizes", "looked_at"),
    [([], []), ([5, 7], [5, 7]), ([5, 10**6], [5]), ([10**6], [10**6]), ([10, 10_000, 15_000, 90_000], [10, 10_000, 15_000])],
)
def test_the_lists_of_the_commonest_words_are_left_out_when_others_were_enough(sizes: list[int], looked_at: list[int]) -> None:
    spans = [(3, 3 + size, 1.0) for size in sizes]
    assert [last - first for first, last, _ in _affordable(spans)] == looked_at


def test_a_record_is_found_though_all_its_words_are_common() -> None:
    entries = [Entry(f"r{i}", f"the price of {'a' if i % 2 else 'the'} thing") for i in range(40_000)]
    index = Index.build([*entries, Entry("wanted", "the thing of a price")])
    assert index.search("the thing of a price")[0].record == "wanted"


def test_a_saved_index_finds_the_same(tmp_path: Path) -> None:
    INDEX.save(tmp_path / "index.bin", "abc")
    loaded = Index.load(tmp_path / "index.bin", "abc")
    assert loaded is not None
    assert all(loaded.search(text) == INDEX.search(text) for text in ASKED)
    assert list(loaded.entries) == list(INDEX.entries)


def test_an_index_of_other_knowledge_is_refused(tmp_path: Path) -> None:
    INDEX.save(tmp_path / "index.bin", "abc")
    assert Index.load(tmp_path / "index.bin", "abd") is None
    assert Index.load(tmp_path / "none.bin", "abc") is None


@pytest.mark.parametrize("raw", [b"", b"x", b"REBX0002", b"REBX0002" + bytes(8), b"REBX0002" + b"\xff" * 64, b"x" * 4096])
def test_a_file_that_is_no_index_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "index.bin").write_bytes(raw)
    assert Index.load(tmp_path / "index.bin") is None


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_half_a_file_is_refused(tmp_path: Path, part: float) -> None:
    path = tmp_path / "index.bin"
    INDEX.save(path, "abc")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    assert Index.load(path, "abc") is None


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    arrays.save(tmp_path / "index.bin", "abc", {"ids": np.arange(3)})
    assert Index.load(tmp_path / "index.bin", "abc") is None


@given(st.lists(st.text(max_size=20)))
def test_packed_strings_come_back(strings: list[str]) -> None:
    packed = arrays.Strings.of(strings)
    assert [packed[i] for i in range(len(packed))] == strings == packed.all()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prices of magnets in 2011", ["pric", "of", "magnet", "in", "2011"]),
        ("@china @export", ["@china", "@export"]),
        ("尖阁", ["尖", "阁", "尖阁"]),
        ("ネオジム磁石の価", ["ネオジム", "ネオジ", "オジム", "磁", "石", "磁石", "価"]),
        ("レア", ["レア"]),
        ("ありがとう", ["あり", "りが", "がと", "とう"]),
        ("", []),
    ],
)
def test_a_text_is_split_by_script(text: str, expected: list[str]) -> None:
    assert features(words(text)) == expected
