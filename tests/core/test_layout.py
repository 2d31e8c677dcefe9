"""The canonical layout reads back as what was written, keeps comments, and changes little when little is changed."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import ryaml
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core import layout
from bot.core.kinds import KINDS, kind_of
from bot.stores._rewrite import formatted

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff"), max_size=40
)
TRICKY = ["", " ", "no", "Null", "~", "1", "1.5", "1e3", "0x10", "1_000", "12:30", "2012", "2012-01-02", "2012-H1", "FY2012", "a: b", "a:", "a #b", "#a", "-", "- a",
          "? a", "* a", "&a", "!a", "'a'", '"a"', "a'b", 'say "no"', "[a]", "{a}", "a, b", "%", "@a", "`a`", "a\nb", "a\\b", "どう: か", "何？", "钓鱼岛", " a", "a ", "2010年9月",
          "=", "<<", ".5", "+1", "-1", "1885 survey", "100 %", "http://a.example/b#c", "｜", "y", "Yes", "é"]  # fmt: skip


def read_both(text: str) -> tuple[object, object]:
    return ryaml.loads(text), yaml.safe_load(text)


@pytest.mark.parametrize("word", TRICKY)
@pytest.mark.parametrize("flow", [False, True])
def test_a_text_is_read_back_as_it_was(word: str, flow: bool) -> None:
    written = layout.scalar(word, flow=flow)
    text = f"- [{written}, x]\n" if flow else f"- - {written}\n  - x\n"
    assert read_both(text) == ([[word, "x"]], [[word, "x"]])


@given(WORDS)
def test_any_text_is(word: str) -> None:
    assert ryaml.loads(f"a: {layout.scalar(word)}\n") == {"a": word}
    assert ryaml.loads(f"a: [{layout.scalar(word, flow=True)}]\n") == {"a": [word]}


@pytest.mark.parametrize("number", [0, 1, -3, 16265, 0.5, 3.0, 1e-7, 93.3, 1234567.891])
def test_a_number_is_read_back_as_it_was(number: float) -> None:
    first, second = read_both(f"a: {layout.scalar(number)}\n")
    assert first == second == {"a": number}


@pytest.mark.parametrize(
    "file",
    [
        p.relative_to(Path(__file__).parents[1] / "small").as_posix()
        for p in (Path(__file__).parents[1] / "small").rglob("*.yaml")
    ],
)
def test_the_small_base_is_in_the_layout(small: Path, file: str) -> None:
    content = (small / file).read_bytes()
    assert formatted(file, content).decode() == content.decode()


def test_one_changed_value_is_one_changed_line(small: Path) -> None:
    file = "series/export-volume.yaml"
    before = (small / file).read_text(encoding="utf-8")
    after = formatted(file, before.replace("16265", "16266").encode()).decode()
    changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert changed == ["-     value: 16265", "+     value: 16266"]


def test_another_way_of_writing_becomes_the_layout() -> None:
    text = "- {title: {zh: c, ja: b, en: 'a: b'}, kind: news, id: x, language: en, publisher: p}\n"
    kind = KINDS["sources"]
    assert kind_of("sources.yaml") is kind
    source = '# yaml-language-server: $schema=schema/sources.json\n\n- id: x\n  publisher: p\n  title: "a: b"\n  kind: news\n  language: en\n'
    flat = text.replace("{zh: c, ja: b, en: 'a: b'}", "'a: b'")
    assert formatted("sources.yaml", flat.encode()).decode() == source


def test_comments_stay_with_their_record() -> None:
    text = """\
# top

# about a
- id: a
  publisher: p # behind
  # within
  title: "not # a comment"

# about b
- id: b
  publisher: p
  title: it's # there
# the end
"""
    comments = layout.comments_of(text)
    assert comments.top == ["# top"]
    assert comments.above == {"a": ["# about a", "# behind", "# within"], "b": ["# about b", "# there"]}
    assert comments.end == ["# the end"]
    once = formatted("sources.yaml", text.encode())
    assert [line for line in once.decode().splitlines() if line.strip().startswith("#")][1:] == [
        "# top", "# about a", "# behind", "# within", "# about b", "# there", "# the end",
    ]  # fmt: skip
    assert formatted("sources.yaml", once) == once
