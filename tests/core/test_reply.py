"""Replies: three languages and traditional characters, each figure with its period, basis and source."""

from __future__ import annotations

import re

import pytest

from bot.core import wording
from bot.core.answer import Answered, Choices, Option, Question, TimelineAnswer, Why, answer
from bot.core.library import Library
from bot.core.models import Event, Text
from bot.core.reply import MAX_SOURCES, Reply, reply
from bot.core.slots import Slots, read
from bot.core.spans import parse
from tests.knowledge_small import EXPORTS

FIGURES = [
    "exports 2012",
    "exports 2010 vs 2011",
    "exports 2008 vs 2009",
    "highest exports",
    "average exports 2009 to 2012",
    "total exports 2010 to 2012",
    "export trend 2009-2012",
    "what exports were expected for 2012",
    "exports as of august 2012",
    "were 2012 exports 16,265 t",
    "were 2012 exports 18,000 t",
    "were 2012 exports 16,500 t",
    "were 2012 exports 10,000 t",
    "were 2011 exports 24,000 t",
    "quota 2012 by batch",
    "quota 2011 light and heavy",
    "other figures for 2012 exports",
    "exports to japan and the us in 2011",
    "what share of the quota was used in 2012",
    "how much of the 2011 quota was unused",
    "did exports exceed the quota in 2010",
    "did exports exceed the quota in 2012",
    "did china ever exceed the quota",
    "scrambles 2012",
    "dysprosium price 2010 vs 2011",
    "exports 2013",
]
PROSE = [
    "why did exports fall in 2012",
    "who owns the islands",
    "what does china say about the islands",
    "when did japan buy the islands",
]
LANGUAGES = ["en", "ja", "zh-CN", "zh-TW"]


class Tell:
    """Asks the small knowledge base."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, question: str, lang: str | None = None) -> Reply:
        """Return the reply to *question* in *lang*."""
        return reply(answer(self._library, Question(question, lang)), self._library.knowledge)


@pytest.fixture
def told(library: Library) -> Tell:
    """Return a way to ask a question in a language."""
    return Tell(library)


def asked(library: Library, text: str) -> Slots:
    return read(text, library.lexicon, "en", library.newest)


# --- what every answer has


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", [*FIGURES, *PROSE])
def test_every_answer_names_its_sources(told: Tell, question: str, lang: str) -> None:
    made = told(question, lang)
    assert made.kind == "answer"
    assert made.records
    assert made.citations
    last = made.text.splitlines()[-1]
    assert last.startswith({"en": "Source", "ja": "出典：", "zh-CN": "来源：", "zh-TW": "來源："}[lang])
    assert all(citation.publisher in last for citation in made.citations)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", FIGURES)
def test_no_frame_is_left_unfilled_and_no_language_is_mixed_in(told: Tell, question: str, lang: str) -> None:
    made = told(question, lang)
    lines = made.text.splitlines()[:-1]
    assert not re.search(r"\{\w*\}|None|nan\b|\d\.\d{5,}", made.text)
    if lang != "en":
        own = [word for line in lines for word in re.findall(r"[A-Za-z]{3,}", line) if word not in ("FOB", "REO")]
        assert [word for word in own if word not in EXPORTS.title.en + "It counts magnets too."] == []


@pytest.mark.parametrize("question", FIGURES)
def test_each_figure_of_the_text_stands_in_a_cited_figure_or_a_formula(told: Tell, library: Library, question: str) -> None:
    made = told(question)
    rows = [library.knowledge.observations[i][1] for i in made.records if i in library.knowledge.observations]
    known = {f"{v:,.1f}".removesuffix(".0") for row in rows for v in (row.value, row.low, row.high) if v is not None}
    formulas = " ".join(line for line in made.text.splitlines() if "=" in line)
    stated = set(re.findall(r"\d[\d,]*\d(?:\.\d+)?(?= t\b| scrambles)", "\n".join(made.text.splitlines()[:-1])))
    derived = {figure for figure in stated - known if figure not in formulas and figure not in question}
    assert len(derived) <= (1 if "→" in made.text or "Average" in made.text or "exceeded" in made.text else 0), derived


# --- the words of each operation


@pytest.mark.parametrize(
    ("question", "lang", "first"),
    [
        ("exports 2012", "en", "**China's rare earth exports, 2012: 16,265 t**"),
        ("exports 2012", "ja", "**中国のレアアース輸出量（2012年）：16,265トン**"),
        ("exports 2012", "zh-CN", "**中国稀土出口量（2012年）：16,265吨**"),
        ("exports 2012", "zh-TW", "**中國稀土出口量（2012年）：16,265噸**"),
        ("exports to japan 2011", "en", "**China's rare earth exports (Japan), 2011: 15,378 t**"),
        ("second batch of the quota 2012", "en", "**China's rare earth export quota (second batch), 2012: 9,770 t**"),
        ("exports 2010 vs 2011", "en", "**China's rare earth exports: 39,813 t (2010) → 16,861 t (2011): down 22,952 t (57.6%)**"),
        ("dysprosium price 2010 vs 2011", "en", "**Price of dysprosium oxide: USD 231.6 per kg (2010) → USD 1,449.8 per kg (2011): up USD 1,218.2 per kg (526.0%)**"),
        ("highest exports", "en", "**Highest: 2009, 43,918 t** (China's rare earth exports)."),
        ("total exports 2010 to 2012", "en", "**Total of China's rare earth exports, 2010 to 2012: 72,939 t.**"),
        ("what share of the quota was used in 2012", "en", "**52.5% of the quota was exported, 2012**: 16,265 t of 30,996 t."),
        ("how much of the 2011 quota was unused", "en", "**13,385 t of the quota went unused, 2011**: exports of 16,861 t against a quota of 30,246 t (55.7% used)."),
        ("were 2012 exports 16,265 t", "en", "**Yes, 16,265 t agrees**: China's rare earth exports, 2012: 16,265 t."),
        ("were 2012 exports 18,000 t", "en", "**No, not 18,000 t**: China's rare earth exports, 2012: 16,265 t."),
        ("were 2012 exports 10,000 t", "en", "**No: 10,000 t was a forecast for 2012** (2 August 2012)."),
        ("were 2011 exports 24,000 t", "en", "**No: 24,000 t is known to be wrong for 2011.** It counts magnets too."),
        ("were 2012 exports 16,500 t", "en", "**16,500 t is given by one source for 2012** (23 January 2013); the better supported figure is 16,265 t."),
    ],
)  # fmt: skip
def test_the_first_line_answers(told: Tell, question: str, lang: str, first: str) -> None:
    assert told(question, lang).text.splitlines()[0] == first


def test_a_figure_says_what_is_counted_whether_it_is_so_and_when_it_was_said(told: Tell) -> None:
    assert "customs, gross weight; actual; as of 22 January 2013." in told("exports 2012").text
    assert "forecast" in told("exports 2013").text


def test_other_sources_are_shown(told: Tell) -> None:
    made = told("exports 2012")
    assert "16,500 t (23 January 2013)" in made.text
    assert "paper" in {citation.id for citation in made.citations}


def test_a_wrong_figure_is_not_shown_beside_the_right_one(told: Tell) -> None:
    assert "24,000" not in told("exports 2011").text


def test_a_computed_value_shows_its_formula(told: Tell) -> None:
    assert "(16,861 − 39,813) ÷ 39,813 = -57.6%" in told("exports 2010 vs 2011").text
    assert "(39,813 + 16,861 + 16,265) = 72,939" in told("total exports 2010 to 2012").text
    assert "16,265 ÷ 30,996 = 52.5%" in told("what share of the quota was used in 2012").text


def test_a_pair_that_cannot_be_compared_names_both_years(told: Tell) -> None:
    text = told("exports 2008 vs 2009").text
    assert "34,600 t" in text
    assert "2008" in text
    assert "Sources differ" not in text


def test_a_trend_offers_a_chart_and_a_look_up_does_not(told: Tell) -> None:
    chart = told("export trend 2009-2012").chart
    assert chart == wording.Chart("export-volume", (("2009", 43918.0), ("2010", 39813.0), ("2011", 16861.0), ("2012", 16265.0)))
    assert told("exports 2012").chart is None


def test_the_newest_figure_says_when_the_next_is_due(told: Tell) -> None:
    assert "Newer figures from 22 January 2014: annual table." in told("exports").text


# --- what is not held


@pytest.mark.parametrize(
    ("question", "lang", "said"),
    [
        ("exports in 1985", "en", "I have no figure for China's rare earth exports for 1985."),
        ("exports in 1985", "ja", "中国のレアアース輸出量の1985年の数字は持っていません。"),
        ("exports in 1985", "zh-TW", "我沒有中國稀土出口量1985年的數字。"),
        ("exports to chile 2012", "en", "I have no figure on Chile here; what I have is China's rare earth exports."),
        ("tungsten exports 2012", "en", "I have no figure on tungsten here; what I have is China's rare earth exports."),
        ("quota forecast 2012", "en", "I have no forecast for China's rare earth export quota."),
        ("takeshima claims", "en", "I have nothing sourced about Takeshima."),
        ("what is the meaning of life", "en", "I don't know. I have no sourced record that answers this."),
    ],
)
def test_what_is_not_held_is_said(told: Tell, question: str, lang: str, said: str) -> None:
    made = told(question, lang)
    assert made.kind == "unknown"
    assert made.text.splitlines()[0] == said


def test_the_closest_figure_comes_with_its_period_and_source(told: Tell) -> None:
    made = told("exports in 2007")
    assert "The closest I have: 2008: 34,600 t; 2009: 43,918 t." in made.text
    assert {citation.id for citation in made.citations} == {"paper", "customs"}


def test_small_talk_is_told_what_can_be_asked(told: Tell) -> None:
    for text in ("hello", "thanks!", "こんにちは", "你好", "", "😀"):
        made = told(text)
        assert made.kind == "unknown"
        assert re.search(r"2012", made.text)
        assert not made.citations


# --- prose and choices


def test_prose_has_its_title_its_words_and_its_date(told: Tell) -> None:
    lines = told("why did exports fall in 2012").text.splitlines()
    assert lines[:3] == ["**Why exports fell in 2012**", "Demand was weak and prices had fallen.", "As of January 2013."]
    assert told("なぜ2012年に輸出は減った").text.splitlines()[1] == "需要が弱く、価格が下がったためです。"
    assert told("2012年出口为什么下降").text.splitlines()[1] == "原因是需求疲软、价格下跌。"
    assert told("2012年出口為什麼下降").text.splitlines()[1] == "原因是需求疲軟、價格下跌。"


def test_an_event_says_on_which_day(told: Tell) -> None:
    assert "7 September 2010" in told("when was the trawler collision").text.splitlines()[0]


def test_an_undated_source_is_said_to_be_undated(told: Tell) -> None:
    assert "Foreign Ministry (undated)" in told("who owns the islands").text


def test_choices_are_numbered_and_carry_whole_questions(library: Library) -> None:
    options = (Option("a", Text("One", "一", "壹国"), "what is one"), Option("b", Text("x" * 200), "what is two"))
    made = reply(Choices(asked(library, "one"), options, 0.5, Why("choices")), library.knowledge)
    assert made.text.splitlines() == ["Which of these do you mean?", "1. One", f"2. {'x' * 80}"]
    assert [choice.q for choice in made.choices] == ["what is one", "what is two"]
    assert made.records == ("a", "b")


def test_no_more_than_a_few_sources_are_named(library: Library) -> None:
    events = tuple(r for r in library.knowledge.records.values() if isinstance(r, Event)) * 9
    timeline = TimelineAnswer(parse("2010/2012"), events, 3)
    made = reply(Answered(asked(library, "x"), timeline, 0.9, Why("timeline")), library.knowledge)
    assert 0 < len(made.citations) <= MAX_SOURCES
    assert "… and 3 more." in made.text
