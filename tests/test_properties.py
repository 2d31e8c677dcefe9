"""Properties of every answer, whatever is asked: nothing raises, clothes do not matter, figures are sourced, swaps are seen."""

from __future__ import annotations

import itertools
import random
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answer import Answered, Question, answer
from bot.core.library import Library, askable
from bot.core.models import Observation, Series
from bot.core.reply import Reply, reply
from bot.core.text import language
from bot.core.why import explain
from bot.desk import Desk
from bot.stores.memory import MemoryStore
from tests.knowledge_small import small

FEW = settings(max_examples=60, deadline=None)
MANY = settings(max_examples=150, deadline=None)


class Bot:
    """Asks the facts that the bot answers from."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.phrasings = tuple(dict.fromkeys(text for record in askable(library.knowledge) for text in _asked(record)))
        self.dated = tuple(_dated(library))

    def __call__(self, text: str, lang: str | None = None) -> Reply:
        """Return the reply to *text*."""
        return reply(answer(self.library, Question(text, lang)), self.library.knowledge)


def _asked(record: object) -> Iterator[str]:
    yield from (text for _, text in record.ask.all())  # type: ignore[attr-defined]
    yield from record.must  # type: ignore[attr-defined]


def _dated(library: Library) -> Iterator[tuple[str, str]]:
    """Yield questions for the figures of each series: its title with the years that it has, and the operations."""
    for series in library.knowledge.series.values():
        years = sorted({o.period for o in series.observations if re.fullmatch(r"(FY)?\d{4}", o.period)})
        title = series.title.en
        for year in years[-3:]:
            yield series.id, f"{title} {year}"
        for a, b in itertools.pairwise(years[-4:]):
            yield series.id, f"{title} {a} vs {b}"
        if len(years) > 2:
            yield from ((series.id, f"{word} {title}") for word in ("highest", "lowest", "average", "trend of"))
            yield series.id, f"average {title} {years[0]} to {years[-1]}"
            yield series.id, f"total {title} {years[0]} to {years[-1]}"


@pytest.fixture(scope="session")
def bot(real_library: Library) -> Bot:
    """Return the bot with its real facts."""
    return Bot(real_library)


# --- no input raises

HOSTILE = {
    "4,000 characters": "why did china stop exports to japan in 2010 " * 91,
    "one word": "a" * 4000,
    "quota": "quota " * 1000,
    "slips": " ".join(f"qouta{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(600)),
    "zero width": "\u200b".join("who owns the islands ") * 190,
    "right to left": "\u202eexports in 2012\u202c " * 200,
    "arabic": "كم صدرت الصين من المعادن النادرة في عام ٢٠١٢؟",
    "emoji": "😀🇯🇵👨‍👩‍👧" * 400,
    "only a link": "https://example.org/exports?in=2012",
    "only a mention": "<@123456789012345678>",
    "brackets": "(((a+)+)+)$" * 360,
    "years": " ".join(str(y) for y in range(1800, 2199)),
    "figures": "18,000 t 56% " * 300,
    "months": "january to march to may to july " * 120,
    "han": "稀土出口配额多少吨" * 440,
    "kana": "ネオジムジシャクノザイリョウ" * 280,
    "near han": "尖閣諸鳥稀士出囗" * 500,
    "surrogates": "\ud800 exports \udfff" * 200,
    "nulls": "\0exports 2012\0" * 200,
    "combining": "e\u0301" * 2000,
    "markup": "**exports** ||2012|| `quota` @everyone <script>" * 80,
    "digits": "9" * 4000,
    "fullwidth": "２０１２年の輸出量は" * 400,
    "half a million": "exports in 2012 " * 30_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_message_is_answered_like_any_other(bot: Bot, text: str) -> None:
    start = time.perf_counter()
    made = bot(text)
    assert time.perf_counter() - start < 1  # bench/ measures; here only that it does not grow with the message
    assert made.text.strip()
    assert made.kind in ("answer", "choices", "unknown")


@FEW
@given(text=st.text(max_size=400))
def test_no_text_raises(bot: Bot, text: str) -> None:
    made = bot(text)
    assert made.text.strip()
    assert made.kind != "answer" or made.citations


FRAGMENTS = (
    "exports",
    "quota",
    "china",
    "japan",
    "to",
    "from",
    "in",
    "of",
    "2012",
    "2010",
    "1985",
    "18,000",
    "t",
    "56%",
    "vs",
    "highest",
    "average",
    "total",
    "why",
    "who",
    "when",
    "not",
    "expected",
    "as",
    "of",
    "august",
    "平成24年",
    "2012年",
    "輸出量",
    "枠",
    "は",
    "中国",
    "日本",
    "稀土",
    "出口",
    "配额",
    "多少",
    "为什么",
    "尖閣",
    "钓鱼岛",
    "tungsten",
    "chile",
    "batch",
    "first",
    "half",
    "\u200b",
    "\u202e",
    "😀",
    "?",
    ",",
    ".",
    "-",
)


@MANY
@given(words=st.lists(st.sampled_from(FRAGMENTS), max_size=14))
def test_no_mix_of_known_words_raises(bot: Bot, words: list[str]) -> None:
    text = " ".join(words)
    made = answer(bot.library, Question(text))
    told = reply(made, bot.library.knowledge)
    assert told.text.strip()
    assert told.kind != "answer" or told.citations
    assert explain(made)


@FEW
@given(turns=st.lists(st.lists(st.sampled_from(FRAGMENTS), max_size=6).map(" ".join) | st.text(max_size=40), max_size=6))
def test_no_conversation_raises(turns: list[str]) -> None:
    desk = _small_desk()
    for turn in turns:
        made = desk.respond(Question(turn, session="one"))
        assert made.kind != "answer" or made.citations


_DESKS: list[Desk] = []


def _small_desk() -> Desk:
    """Return a desk for the small knowledge base, made once."""
    if not _DESKS:
        _DESKS.append(Desk.open(MemoryStore(small())))
    return _DESKS[0]


# --- clothes


def dressed(text: str, rng: random.Random) -> str:
    """Return *text* in other case, spacing, width and with other punctuation at its end."""
    text = rng.choice([str.upper, str.lower, str.title, str])(text)
    text = text.replace(" ", rng.choice([" ", "  ", " \n ", "\u3000"]))
    if rng.random() < 0.5:
        text = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
    return rng.choice(["", " "]) + text.rstrip("?？ ") + rng.choice(["?", "？", "??", "?!", "? "])


@MANY
@given(data=st.data(), seed=st.integers(0, 2**16))
def test_clothes_do_not_matter(bot: Bot, data: st.DataObject, seed: int) -> None:
    text = data.draw(st.sampled_from(bot.phrasings)).rstrip("?？ ") + "?"
    other = dressed(text, random.Random(seed))
    one, two = bot(text, "en"), bot(other, "en")
    assert (one.kind, one.records, one.text) == (two.kind, two.records, two.text), other


@pytest.mark.parametrize(
    "text",
    [
        "exports in 2012",
        "did china exceed its rare earth export quota in 2010",
        "who owns the senkaku islands",
        "2012年の中国のレアアース輸出量は",
        "2012年中国出口了多少稀土",
        "钓鱼岛是谁的",
        "2012年のレアアース輸出は本当に10年で最低だった",
    ],
)
def test_a_question_mark_does_not_matter(bot: Bot, text: str) -> None:
    assert len({bot(text + end).text for end in ("", "?", "？", "!", "。", " …")}) == 1


# --- sources and figures


@MANY
@given(data=st.data())
def test_every_answer_has_a_source_with_a_name(bot: Bot, data: st.DataObject) -> None:
    made = bot(data.draw(st.sampled_from(bot.phrasings)))
    if made.kind == "answer":
        assert made.citations
        assert all(citation.publisher and citation.title for citation in made.citations)
        assert made.citations[0].publisher in made.text
    if made.kind == "choices":
        assert all(choice.q for choice in made.choices)


UNTOLD = ("ProseAnswer", "TimelineAnswer")
"""What is no figure."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def figures_in(text: str) -> set[str]:
    """Return the numbers of *text* that have three digits or more or are percentages, years left out."""
    found = {match.group().rstrip(",") for match in _NUMBER.finditer(text)}
    return {
        f for f in found if (f.endswith("%") or sum(c.isdigit() for c in f) >= 3) and not re.fullmatch(r"(?:1[89]|20|21)\d\d", f)
    }


def number(figure: str) -> float:
    """Return the value of a number as it is written."""
    return float(figure.rstrip("%").replace(",", ""))


def said_by(bot: Bot, made: Reply) -> set[float]:
    """Return the numbers of the cited figures, of their series and notes, and of the shown formulas."""
    held = bot.library.knowledge.observations
    rows = [held[i] for i in made.records if i in held]
    numbers = {abs(v) for _, o in rows for v in (o.value, o.low, o.high) if v is not None}
    words = " ".join(text for series, o in rows for text in _words(series, o))
    formulas = " ".join(line for line in made.text.splitlines() if line.strip().startswith("Computed:"))
    return numbers | {number(m.group().rstrip(",")) for m in _NUMBER.finditer(f"{words} {formulas}")}


def _words(series: Series, o: Observation) -> list[str]:
    labels = [basis.label.en for basis in series.bases]
    return [series.title.en, series.publisher, series.where or "", o.note.en if o.note else "", o.reason or "", *labels]


def unsourced(bot: Bot, made: Reply, question: str) -> set[str]:
    """Return the figures of a reply that neither a cited figure nor a formula has, as far as they are not the asker's own."""
    shown = "\n".join(line for line in made.text.splitlines()[:-1] if not line.strip().startswith("Computed:"))
    known = said_by(bot, made)
    return {f for f in figures_in(shown) - figures_in(question) if not any(_same(number(f), k, f) for k in known)}


def _same(shown: float, known: float, written: str) -> bool:
    """Tell whether *known* is *shown* once it is rounded as far as it was *written*."""
    digits = len(written.rstrip("%").partition(".")[2])
    return abs(shown - known) <= 0.51 * 10**-digits


@MANY
@given(data=st.data())
def test_every_figure_of_an_answer_is_in_a_cited_figure_or_a_formula(bot: Bot, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(bot.dated))[1]
    made = answer(bot.library, Question(question, "en"))
    told = reply(made, bot.library.knowledge)
    if isinstance(made, Answered) and type(made.found).__name__ not in UNTOLD:
        assert unsourced(bot, told, question) == set(), (question, told.text)


@pytest.mark.parametrize(
    "question",
    ["exports 2010 vs 2011", "did china's exports ever exceed the quota", "average price of rare earth exports 2015 to 2016"],
)
def test_every_computed_figure_is_in_the_shown_formula(bot: Bot, question: str) -> None:
    made = answer(bot.library, Question(question, "en"))
    assert isinstance(made, Answered)
    assert unsourced(bot, reply(made, bot.library.knowledge), question) == set()


# --- swaps

BASES = (
    ("How much {good} did {country} export in {year}?", {"good": "rare earth", "country": "China", "year": "2012"}),
    ("What was {country}'s {good} export quota in {year}?", {"good": "rare earth", "country": "China", "year": "2012"}),
    ("{good} exports of {country} {year} in tonnes", {"good": "rare earth", "country": "China", "year": "2011"}),
    ("did {country}'s {good} exports exceed the quota in {year}", {"good": "rare earth", "country": "China", "year": "2010"}),
    ("what share of the {good} quota did {country} use in {year}", {"good": "rare earth", "country": "China", "year": "2012"}),
    ("{country} {good} export quota first batch {year}", {"good": "rare earth", "country": "China", "year": "2012"}),
    ("why did China stop rare earth exports to Japan in {year}", {"year": "2010"}),
    ("when did {country} nationalise the Senkaku Islands", {"country": "Japan"}),
    ("who bought the Senkaku Islands in {year}", {"year": "2012"}),
    ("what did {country} say about the Senkaku Islands", {"country": "Japan"}),
    ("why did {country}'s rare earth exports fall in {year}", {"country": "China", "year": "2012"}),
    ("how dependent is {country} on Chinese {good}", {"good": "rare earths", "country": "Japan"}),
    ("when did the WTO rule on {country}'s rare earth export quotas", {"country": "China"}),
    ("when did the trawler collide near the Senkakus in {year}", {"year": "2010"}),
    ("how many times did Japan scramble against {country} aircraft in {year}", {"country": "Chinese", "year": "2016"}),
    ("日本は{year}年に尖閣を国有化したのはなぜ", {"year": "2012"}),
    ("{year}年の漁船衝突事件で逮捕された船長は", {"year": "2010"}),
    ("{year}年钓鱼岛撞船事件是什么时候", {"year": "2010"}),
    ("{year}年の{country}の{good}輸出量は？", {"good": "レアアース", "country": "中国", "year": "2012"}),
    ("{year}年の{country}の{good}輸出枠は？", {"good": "レアアース", "country": "中国", "year": "2012"}),
    ("{year}年{country}{good}出口多少吨？", {"good": "稀土", "country": "中国", "year": "2012"}),
    ("{year}年{country}{good}出口配额是多少？", {"good": "稀土", "country": "中国", "year": "2012"}),
)
OTHERS = {
    "en": {
        "year": ("1899", "1960", "1985", "2031", "2099"),
        "country": ("Chile", "Kenya", "Norway", "Indonesia", "Brazil", "Peru"),
        "good": ("lithium", "cobalt", "copper", "coal", "wheat", "nickel", "bauxite", "uranium", "tungsten"),
    },
    "ja": {
        "year": ("1899", "1960", "1985", "2031"),
        "country": ("チリ", "ケニア", "ノルウェー", "ブラジル"),
        "good": ("リチウム", "コバルト", "銅", "石炭", "小麦", "タングステン"),
    },
    "zh": {
        "year": ("1899", "1960", "1985", "2031"),
        "country": ("智利", "肯尼亚", "挪威", "巴西"),
        "good": ("锂", "钴", "铜", "煤炭", "小麦", "钨"),
    },
}


def _language(template: str) -> str:
    return language(template).partition("-")[0]


def swaps() -> Iterator[tuple[str, str]]:
    """Yield (what was swapped, the question)."""
    for template, own in BASES:
        for slot in own:
            for other in OTHERS[_language(template)][slot]:
                yield slot, template.format(**{**own, slot: other})


@pytest.mark.parametrize("question", [template.format(**own) for template, own in BASES])
def test_the_questions_to_be_swapped_are_answered(bot: Bot, question: str) -> None:
    assert bot(question).kind == "answer"


@pytest.mark.parametrize("slot", ["year", "country", "good"])
def test_a_swapped_word_never_gets_an_answer(bot: Bot, slot: str) -> None:
    answered = {
        question: bot(question).text.splitlines()[0]
        for swapped, question in swaps()
        if swapped == slot and bot(question).kind == "answer"
    }
    assert answered == {}


METRICS = (
    "wage",
    "population",
    "carbon emissions",
    "military budget",
    "interest rate",
    "birth rate",
    "oil consumption",
    "steel output",
    "inflation",
    "rainfall",
)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    "template",
    ["what was china's {} in 2012", "china {} 2012", "rare earth {} of china 2012", "how high was the {} of china in 2011"],
)
def test_a_metric_that_is_not_kept_never_gets_an_answer(bot: Bot, template: str, metric: str) -> None:
    made = bot(template.format(metric))
    assert made.kind != "answer", made.text


RARE_YEARS = (1943, 1945, 1951, 1953, 1958, 1968, 1969, 1971, 1972, 1978, 1990, 1991, 1992, 1996, 1997, 2028)
"""Years outside the data of trade in which something else happened that a record holds."""
BY_YEAR_ALONE = frozenset({"who bought the Senkaku Islands in {year}", "日本は{year}年に尖閣を国有化したのはなぜ"})
"""Templates that a record of the same year answers, whatever it is about (bug 25)."""
DATED = tuple((template, own) for template, own in BASES if "year" in own)


@pytest.mark.parametrize(
    ("template", "own"),
    [
        pytest.param(
            template,
            own,
            marks=[pytest.mark.xfail(reason="a rare year outweighs the rest (bug 25)")] * (template in BY_YEAR_ALONE),
        )
        for template, own in DATED
    ],
)
def test_a_year_alone_carries_no_answer(bot: Bot, template: str, own: dict[str, str]) -> None:
    replies = {year: bot(template.format(**{**own, "year": str(year)})) for year in RARE_YEARS}
    assert {year: made.text.splitlines()[0] for year, made in replies.items() if made.kind == "answer"} == {}


@FEW
@given(
    year=st.integers(1800, 2199).filter(lambda y: not 2000 <= y <= 2026),
    base=st.sampled_from([base for base in DATED if base[0] not in BY_YEAR_ALONE]),
)
def test_no_year_outside_the_data_gets_an_answer(bot: Bot, year: int, base: tuple[str, dict[str, str]]) -> None:
    template, own = base
    made = bot(template.format(**{**own, "year": str(year)}))
    assert made.kind != "answer", made.text
