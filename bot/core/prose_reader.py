"""The prose reader: the records that look like a question, weighed, and whether one of them answers it."""

from __future__ import annotations

from bot.core.evidence import Evidence, weigh
from bot.core.figures import of_series
from bot.core.library import Library
from bot.core.models import Record, Series
from bot.core.outcome import Answer, Answered, Choices, Option, ProseAnswer, Unknown, Why
from bot.core.profile import canonical
from bot.core.results import Lacking
from bot.core.slots import Slots

SURE, SURE_CJK = 0.65, 0.5
"""Probability of being right from which a record is answered with; `python -m tools.learn --check` shows what it costs and buys.

Lower in Japanese and Chinese: there it buys two in a hundred right answers, and the wrong ones stay as many.
"""
MAYBE = 0.4
"""Probability from which a record is offered as a choice."""
EITHER = 0.8
"""Probability of one of the best two being right from which both are shown."""
CLOSE, SECOND = 0.2, 0.45
"""Difference of probability within which a second record is shown beside the first, and what it has to have itself."""
MAX_CHOICES = 5
HITS = 16
"""Records that are weighed; measured: 97 % of questions that have an answer find it among them."""
NEAREST = 0.2
"""Probability from which a record is named as the nearest to what is not known."""


def read_prose(library: Library, asked: Slots, figure: float = 0.0, whole: Slots | None = None) -> list[Evidence]:
    """Return what looks like *asked*, best first.

    *figure* is 1 where the figures answer, -1 where they lack what is asked; *whole* is a follow-up with what it leaves out.
    """
    said = whole or asked
    hits = library.index.search(canonical(said.text, said.spots), limit=HITS)
    weighed = weigh(library, asked, hits, figure, whole) if hits else []
    return sorted(weighed, key=lambda e: (bool(e.against), -e.probability))


def decide(library: Library, asked: Slots, prose: list[Evidence]) -> Answer:
    """Return the answer of the best record if it is sure enough, or the close ones as choices."""
    open_ = [e for e in prose if not e.against]
    best = open_[0] if open_ else None
    if best is None or best.probability < MAYBE:
        return unknown(library, asked, prose)
    if best.probability >= sure(asked.lang) or _either(open_) >= EITHER:
        return answer_with(library, asked, best, prose)
    return _choose(library, asked, [e for e in open_ if e.probability >= MAYBE], prose)


def sure(lang: str) -> float:
    """Return the probability from which a record is answered with in *lang*."""
    return SURE if lang == "en" else SURE_CJK


def _either(open_: list[Evidence]) -> float:
    """Return how likely one of the best two is right, where both would be shown."""
    if len(open_) < 2 or open_[1].probability < max(SECOND, open_[0].probability - CLOSE):  # noqa: PLR2004 - one is no two
        return 0.0
    return 1 - (1 - open_[0].probability) * (1 - open_[1].probability)


def answer_with(library: Library, asked: Slots, best: Evidence, prose: list[Evidence]) -> Answer:
    """Return the best record's answer; of a series that lacks the figure, the next record about as sure."""
    why = Why("prose", tuple(prose[:4]))
    lacking: Lacking | None = None
    near = max(SECOND, best.probability - CLOSE)
    for evidence in [best, *(e for e in prose if e is not best and not e.against and e.probability >= near)]:
        record = library.record(evidence.record)
        if not isinstance(record, Series):
            return Answered(asked, ProseAnswer(record, _close_second(library, evidence, prose)), evidence.probability, why)
        found = of_series(library.knowledge, asked, record) if lacking is None else None
        if found is not None and not isinstance(found, Lacking):
            return Answered(asked, found, evidence.probability, why)
        lacking = lacking or found
    return lacking_figure(library, asked, lacking, prose) if lacking else unknown(library, asked, prose)


def _close_second(library: Library, best: Evidence, prose: list[Evidence]) -> Record | None:
    """Return the record that answers about as well as *best*: two accounts of one matter are shown together."""
    for other in prose:
        if other.record == best.record or other.against or other.probability < max(SECOND, best.probability - CLOSE):
            continue
        record = library.record(other.record)
        if not isinstance(record, Series):
            return record
    return None


def _choose(library: Library, asked: Slots, close: list[Evidence], prose: list[Evidence]) -> Answer:
    options = tuple(_option(library, e, asked.lang) for e in close[:MAX_CHOICES])
    return Choices(asked, options, close[0].probability, Why("choices", tuple(prose[:4])))


def _option(library: Library, evidence: Evidence, lang: str) -> Option:
    record = library.record(evidence.record)
    code = "ja" if lang == "ja" else "zh" if lang.startswith("zh") else "en"
    questions = getattr(record.ask, code) or record.ask.en
    return Option(record.id, record.title, questions[0] if questions else record.title.in_(lang))


def lacking_figure(library: Library, asked: Slots, found: Lacking, prose: list[Evidence]) -> Unknown:
    """Return that *found* lacks the figure, with the names of what was asked for."""
    names = tuple(_term_name(library, word, asked.lang) for word in found.wanted)
    return Unknown(asked, 0.0, Why("lacking", tuple(prose[:3])), lacking=found, names=names)


def _term_name(library: Library, word: str, lang: str) -> str:
    term = library.knowledge.terms.get(word.partition(":")[0])
    return term.label.in_(lang) if term else word


def unknown(library: Library, asked: Slots, prose: list[Evidence]) -> Unknown:
    """Return that nothing answers, with what no record at all speaks of, and the nearest record."""
    terms = library.knowledge.terms
    strange = [i for e in prose[:1] for i in e.strange if i in terms and not library.speaks_of(i)]
    wanted = tuple(dict.fromkeys(terms[i].label for i in strange))
    nearest = next((library.record(e.record) for e in prose if not e.against and e.probability >= NEAREST), None)
    return Unknown(
        asked, prose[0].probability if prose else 0.0, Why("unknown", tuple(prose[:4])), wanted=wanted, nearest=nearest
    )
