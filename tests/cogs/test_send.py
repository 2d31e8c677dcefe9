"""Replies fit into a message, keep their sources, and cannot break out of a link."""

from __future__ import annotations

import pytest

from bot.cogs._buttons import choices
from bot.cogs._send import LIMIT, MAX_QUESTION, clamp, content, escape, question_text, session
from bot.core.reply import Choice, Citation, Reply


def reply(text: str, *citations: Citation, lang: str = "en") -> Reply:
    named = "Sources: " + "; ".join(c.publisher for c in citations)
    return Reply("answer", f"{text}\n{named}" if citations else text, lang, 1.0, citations=citations)


def citation(title: str = "Exports of 2012", url: str | None = "https://example.org/a", publisher: str = "Customs") -> Citation:
    return Citation("a", publisher, title, url, "2013-01-22")


def test_sources_are_titled_links_without_previews() -> None:
    text = content(reply("**16,265 t**", citation()))
    assert text == "**16,265 t**\n-# Source: [Customs: Exports of 2012](<https://example.org/a>) (22 January 2013)"


def test_a_source_without_an_address_is_plain_text() -> None:
    assert content(reply("x", citation(url=None))).endswith("-# Source: Customs: Exports of 2012 (22 January 2013)")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org", "example.org", ""])
def test_only_web_addresses_are_linked(url) -> None:
    assert "](" not in content(reply("x", citation(url=url)))


def test_an_address_cannot_end_its_link() -> None:
    text = content(reply("x", citation(url="https://example.org/a>) @everyone <b c")))
    assert "(<https://example.org/a%3E%29%20@everyone%20%3Cb%20c>)" in text


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("a](http://evil.example) b", "a)(evil.example) b"),
        ("*bold* _it_ ~~no~~ `code` ||spoiler||", r"\*bold\* \_it\_ \~\~no\~\~ \`code\` \|\|spoiler\|\|"),
        ("<@1> <t:1>", r"\<@1> \<t:1>"),
        ("two\nlines", "two lines"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_a_title_is_shown_as_it_is(title, shown) -> None:
    assert f"[Customs: {shown}](<" in content(reply("x", citation(title)))


def test_a_long_answer_loses_its_end_and_never_its_sources() -> None:
    text = content(reply("**word** " * 1000, citation()))
    assert len(text) <= LIMIT
    assert "…\n-# Source: [Customs: Exports" in text
    assert text.count("**") % 2 == 0


def test_many_long_sources_lose_their_titles_first() -> None:
    text = content(reply("figure", *(citation("t" * 300, f"https://example.org/{n}", f"P{n}") for n in range(6))))
    assert "ttt" not in text
    assert all(f"[P{n}](<https://example.org/{n}>)" in text for n in range(6))


def test_sources_take_at_most_half_of_a_message() -> None:
    text = content(reply("figure", *(citation("t", f"https://example.org/{'u' * 400}{n}", f"P{n}") for n in range(6))))
    assert text.startswith("figure\n")
    assert "[P0](<" in text
    assert len(text) <= LIMIT // 2 + 10


def test_an_endless_address_is_left_out() -> None:
    text = content(reply("figure", citation(url="https://example.org/" + "u" * 3000)))
    assert text == "figure\n-# Source: Customs (22 January 2013)"


def test_without_sources_the_text_is_all() -> None:
    assert content(reply("I don't know.")) == "I don't know."


@pytest.mark.parametrize("text", ["x" * 5000, "日本" * 3000, "a b " * 2000, "**" + "x " * 2000, "\n" * 4000])
def test_whatever_is_clamped_fits(text) -> None:
    assert len(clamp(text, LIMIT)) <= LIMIT


def test_questions_are_one_line_of_bounded_length() -> None:
    assert question_text("  a\n b\t c ") == "a b c"
    assert len(question_text("x " * 5000)) <= MAX_QUESTION


def test_a_session_names_nobody() -> None:
    assert session(1, 2) == session(1, 2)
    assert session(1, 2) != session(2, 1)
    assert "2" * 18 not in session(1, int("2" * 18))


def test_escaping_leaves_ordinary_text_alone() -> None:
    assert escape("Exports of 2012 (final): 16,265 t") == "Exports of 2012 (final): 16,265 t"


async def test_buttons_keep_to_the_limits_of_discord() -> None:
    offered = [Choice("l" * 200, "q" * 300 + str(n)) for n in range(40)] + [
        Choice("", "same"),
        Choice("x", "same"),
        Choice("x", " "),
    ]
    buttons = [b.item for b in choices(offered, "zh-TW").children]
    assert len(buttons) == 25
    assert len({b.custom_id for b in buttons}) == 25
    assert all(1 <= len(b.label) <= 80 and len(b.custom_id) <= 100 for b in buttons)


async def test_equal_choices_are_one_button() -> None:
    assert len(choices([Choice("a", "same"), Choice("b", "same")], "en").children) == 1
    assert choices([], "en") is None
