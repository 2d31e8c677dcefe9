"""The decision: from a question and its conversation to an answer, a choice, or "I don't know".

Two readers look at a question. The figure reader answers when every word of it is understood; the prose reader answers
when one record shares the question's years, actors, goods and places, and nearly all of its words. What neither can
answer is said to be unknown, with what is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.core import conversation, periods, slots
from bot.core.conversation import Context
from bot.core.evidence import Evidence, own_coverage, weigh
from bot.core.figures import Figure, Lacking, figure
from bot.core.library import Library, canonical
from bot.core.models import Dispute, Event, Record, Series, Text
from bot.core.periods import Period
from bot.core.profile import Profile
from bot.core.slots import Slots
from bot.core.text import fold, is_cjk, language, stem

SURE = 0.6
"""Probability of being right from which a prose record is answered with."""
ALONE = 0.5
"""Probability from which a record is answered with when no other comes near it."""
MAYBE = 0.45
"""Probability from which a record is offered as a choice."""
CLOSE = 0.06
"""Difference of probability within which a second record is shown beside the first."""
MAX_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks. Questions with the same *session* are one conversation."""

    text: str
    lang: str | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True)
class ProseAnswer:
    """A prose record that answers; *also* is another that answers about as well, in a close call."""

    record: Record
    also: Record | None = None


@dataclass(frozen=True, slots=True)
class TimelineAnswer:
    """The events of a period, oldest first; *more* are not shown."""

    period: Period
    events: tuple[Event, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One of several records that a question may mean, with a complete question that leads to it."""

    record: str
    label: Text
    q: str


@dataclass(frozen=True, slots=True)
class Why:
    """How the answer came about: what was read, which records were weighed, and what spoke against them."""

    path: str
    evidence: tuple[Evidence, ...] = ()
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """Something was found."""

    slots: Slots
    found: Figure | ProseAnswer | TimelineAnswer
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True)
class Choices:
    """A close call."""

    slots: Slots
    options: tuple[Option, ...]
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing that answers is held."""

    slots: Slots
    confidence: float
    why: Why
    lacking: Lacking | None = None
    names: tuple[str, ...] = ()
    wanted: tuple[Text, ...] = ()
    nearest: Record | Series | None = None
    small_talk: bool = False


Answer = Answered | Choices | Unknown


def answer(library: Library, question: Question, context: Context | None = None) -> Answer:
    """Return the answer to *question*, which may lean on *context*."""
    lang = question.lang or language(question.text)
    asked = slots.read(question.text, library.lexicon, lang, library.newest)
    if not asked.text or (_is_small_talk(asked) and not (context is not None and asked.wh)):
        return Unknown(asked, 0.0, Why("small talk"), small_talk=True)
    if context is not None and context.text and (conversation.leans(asked) or (context.figure and conversation.is_bare(asked))):
        return _follow(library, asked, context)
    return _alone(library, asked)


def context_after(before: Context | None, made: Answer) -> Context:
    """Return what the conversation is about after *made*; what was not answered changes nothing."""
    if not isinstance(made, Answered):
        return before if before is not None else Context("", made.slots)
    found = made.found
    records = (found.record.id,) if isinstance(found, ProseAnswer) else ()
    figure = not isinstance(found, ProseAnswer | TimelineAnswer)
    if made.why.inherited is not None and before is not None and not figure:
        return replace(before, records=records)  # a prose follow-up keeps the matter of the full question before it
    return Context(made.slots.text, made.slots, records, figure)


def _is_small_talk(asked: Slots) -> bool:
    return (
        not asked.mentions
        and not asked.rest
        and all(s.term.kind in ("chatter", "filler") for s in asked.spots)
        and not asked.values
    )


def _alone(library: Library, asked: Slots) -> Answer:
    found = _figure(library, asked)
    if found is not None and not isinstance(found, Lacking) and not _may_be_prose(asked):
        return Answered(asked, found, 0.95, Why("figure"))
    prose = _prose(library, asked)
    best = prose[0] if prose else None
    if isinstance(found, Lacking):
        if best is not None and not best.against and _is_more_than_a_figure(library, asked, best, found):
            return _prose_answer(library, asked, best, prose)
        return _lacking(library, asked, found, prose)
    if found is not None and not _prose_wins(library, asked, best):
        return Answered(asked, found, 0.95, Why("figure", tuple(prose[:3])))
    timeline = _timeline(library, asked)
    if timeline is not None and (best is None or best.probability < 0.9):
        return Answered(asked, timeline, 0.85, Why("timeline", tuple(prose[:3])))
    return _decide(library, asked, prose)


def _is_more_than_a_figure(library: Library, asked: Slots, best: Evidence, lacking: Lacking) -> bool:
    """Tell whether a question that no series answers may be about something else than the missing figure."""
    if isinstance(library.record(best.record), Series):
        return best.probability >= 0.95 and best.similarity >= 0.7 and best.record != lacking.series.id
    if asked.values:
        return False
    more = bool(asked.rest or asked.ids("action", "org"))
    if lacking.what in ("measure", "place", "commodity"):
        return best.probability >= 0.75 and more and asked.wh not in ("how many", "how long")
    return best.probability >= 0.85 and more and asked.wh not in ("how many", "how long")


def _may_be_prose(asked: Slots) -> bool:
    """Tell whether a question that a figure answers may be better answered in prose."""
    return bool(
        asked.values
        or asked.rest
        or asked.statuses
        or asked.wh in ("why", "how", "yes or no", "which")
        or not asked.mentions
        or asked.ids("org", "action")
    )


def _prose_wins(library: Library, asked: Slots, best: Evidence | None) -> bool:
    """Tell whether a record answers better than the figure that was found."""
    if best is None or best.against:
        return False
    if asked.wh == "why" and "rivals" in asked.operations:
        return False
    if asked.wh == "why" or (asked.wh == "how" and not (asked.periods and asked.operations & {"compare", "rivals"})):
        return best.probability >= SURE
    if len(asked.values) > 1 and isinstance(library.record(best.record), Dispute):
        return best.probability >= 0.8
    alike = best.similarity >= 0.78 and best.probability >= 0.97 and not isinstance(library.record(best.record), Series)
    return best.similarity >= 0.93 or (alike and len(asked.ids("org", "place")) > 1)


def _figure(library: Library, asked: Slots) -> Figure | None:
    """Return what the series say, when every word of the question is understood."""
    found = figure(library.knowledge, asked)
    if found is None or (asked.negated and not isinstance(found, Lacking)):
        return None
    series = _series_of(found)
    elsewhere = asked.wh in ("who", "where") and not (
        _is_anchored(asked, series) and asked.concepts & {"price", "export", "import"}
    )
    if elsewhere or (asked.wh == "why" and "rivals" not in asked.operations):
        return None
    return None if unexplained(library, asked, series) else found


def _series_of(found: Figure) -> Series:
    match found:
        case _ if hasattr(found, "series"):
            return found.series  # type: ignore[no-any-return,union-attr]
    top = found.top  # type: ignore[union-attr]
    return top[0] if isinstance(top, tuple) else top


# Actions that stand in talk around a figure ("my boss claims", "bought by the US", "over the year") once it is plain what it is of.
_WEAK = frozenset(
    {"begin", "finish", "claim", "nationalise", "publish", "announcement", "supply", "establish", "position", "release"}
)


def unexplained(library: Library, asked: Slots, series: Series) -> list[str]:
    """Return the words of the question that neither the lexicon nor *series*' own words explain.

    Where commodity and period are named, words that no record knows are taken for talk around the question.
    """
    own = library.profile(series.id)
    weak = _WEAK if _is_anchored(asked, series) else frozenset()
    foreign = [
        s.surface
        for s in asked.spots
        if s.term.kind in ("action", "other") and s.term.id not in own.ids and s.term.id not in weak
    ]
    rest = [word for word in asked.rest if not _explained(word, own)]
    if _is_anchored(asked, series):
        rest = [word for word in rest if _is_telling(library, word)]
    return [*foreign, *rest]


def _is_anchored(asked: Slots, series: Series) -> bool:
    """Tell whether a question names what the figure is of, and when, so that nothing else can be meant by the metric."""
    of = series.commodity in asked.commodities or (series.commodity == "rare-earths" and "rare-earths" in asked.commodities)
    where = (
        bool(asked.ids("place") or asked.concepts & {"contiguous-zone", "territorial-sea", "scramble"})
        and series.commodity is None
    )
    return (of or where) and bool(asked.mentions or asked.operations)


_COUNTRY = re.compile("[日美台欧德韩印越法俄英澳]")
"""One character may stand for a country (輸美, 訪日), which a figure must not pass over."""


def _is_telling(library: Library, word: str) -> bool:
    """Tell whether some record uses *word*: then it may turn the question into another one."""
    if is_cjk(word):
        if _COUNTRY.search(word):
            return True
        grams = [word[i : i + 2] for i in range(len(word) - 1)]
        return sum(gram in library.weights for gram in grams) * 2 > len(grams)
    return stem(word) in library.weights or word[0].isdigit()


def _explained(word: str, own: Profile) -> bool:
    if is_cjk(word):
        return len(word) == 1 or all(word[i : i + 2] in own.grams for i in range(len(word) - 1))
    return len(word) == 1 or stem(word) in own.words


def _prose(library: Library, asked: Slots, whole: Slots | None = None) -> list[Evidence]:
    said = whole or asked
    hits = library.index.search(canonical(said.text, said.spots), limit=12)
    weighed = [weigh(library, asked, hit, whole) for hit in hits]
    return sorted(weighed, key=lambda e: (bool(e.against), -e.probability))


def _decide(library: Library, asked: Slots, prose: list[Evidence]) -> Answer:
    open_ = [e for e in prose if not e.against]
    best = open_[0] if open_ else None
    if best is None or best.probability < MAYBE:
        return _unknown(library, asked, prose)
    if best.probability >= SURE:
        return _prose_answer(library, asked, best, prose)
    close = [e for e in open_ if e.probability >= MAYBE]
    if len(close) == 1 and best.probability >= ALONE:
        return _prose_answer(library, asked, best, prose)
    return _choose(library, asked, close, prose)


def _prose_answer(library: Library, asked: Slots, best: Evidence, prose: list[Evidence]) -> Answer:
    """Return the best record's answer; of a series that lacks the figure, the next record that is sure."""
    why = Why("prose", tuple(prose[:4]))
    lacking: Lacking | None = None
    for evidence in [best, *(e for e in prose if e is not best and not e.against and e.probability >= SURE)]:
        record = library.record(evidence.record)
        if not isinstance(record, Series):
            return Answered(asked, ProseAnswer(record, _close_second(library, evidence, prose)), evidence.probability, why)
        found = _of_series(library, asked, record) if lacking is None else None
        if found is not None and not isinstance(found, Lacking):
            return Answered(asked, found, evidence.probability, why)
        lacking = lacking or found
    return _lacking(library, asked, lacking, prose) if lacking else _unknown(library, asked, prose)


def _close_second(library: Library, best: Evidence, prose: list[Evidence]) -> Record | None:
    """Return the record that answers about as well as *best*: two accounts of one matter are shown together."""
    for other in prose:
        if other.record == best.record or other.against or other.probability < max(SURE, best.probability - CLOSE):
            continue
        record = library.record(other.record)
        if (
            not isinstance(record, Series)
            and other.coverage >= best.coverage - CLOSE
            and set(record.topics) & set(library.record(best.record).topics)
        ):
            return record
    return None


def _of_series(library: Library, asked: Slots, series: Series) -> Figure | None:
    """Return what one series says that was found by its phrasings."""
    from bot.core.figures import of_series  # late

    return of_series(library.knowledge, asked, series)


def _choose(library: Library, asked: Slots, close: list[Evidence], prose: list[Evidence]) -> Answer:
    options = tuple(_option(library, e, asked.lang) for e in close[:MAX_CHOICES])
    return Choices(asked, options, close[0].probability, Why("choices", tuple(prose[:4])))


def _option(library: Library, evidence: Evidence, lang: str) -> Option:
    record = library.record(evidence.record)
    code = "ja" if lang == "ja" else "zh" if lang.startswith("zh") else "en"
    questions = getattr(record.ask, code) or record.ask.en
    return Option(record.id, record.title, questions[0] if questions else record.title.in_(lang))


def _lacking(library: Library, asked: Slots, found: Lacking, prose: list[Evidence]) -> Unknown:
    names = tuple(_term_name(library, word, asked.lang) for word in found.wanted)
    return Unknown(asked, 0.0, Why("lacking", tuple(prose[:3])), lacking=found, names=names)


def _term_name(library: Library, word: str, lang: str) -> str:
    term = library.knowledge.terms.get(word.partition(":")[0])
    return term.label.in_(lang) if term else word


def _unknown(library: Library, asked: Slots, prose: list[Evidence]) -> Unknown:
    wanted = tuple(
        dict.fromkeys(library.knowledge.terms[i].label for e in prose[:1] for i in e.strange if i in library.knowledge.terms)
    )
    nearest = next((library.record(e.record) for e in prose if not e.against and e.probability >= 0.2), None)
    return Unknown(
        asked, prose[0].probability if prose else 0.0, Why("unknown", tuple(prose[:4])), wanted=wanted, nearest=nearest
    )


# --- timelines ------------------------------------------------------------------------------------------------------------

_TIMELINE_WORDS = (
    "happen",
    "event",
    "timeline",
    "going on",
    "took place",
    "what's new",
    "on this day",
    "chronolog",
    "出来事",
    "何があ",
    "何が起",
    "年表",
    "时间线",
    "发生",
    "大事",
)


def _timeline(library: Library, asked: Slots) -> TimelineAnswer | None:
    if len(asked.periods) != 1 or not any(word in asked.text for word in map(fold, _TIMELINE_WORDS)):
        return None
    period = asked.periods[0]
    named = asked.ids("actor", "place", "org", "commodity") - {"rare-earths", "senkaku"}
    if asked.ids("concept", "action", "other") or [
        w for w in asked.rest if not w.startswith(("happen", "event", "timeline", "chronolog", "发生", "出", "事"))
    ]:
        return None
    events = [r for r in library.knowledge.records.values() if isinstance(r, Event) and periods.parse(r.date).within(period)]
    events = [e for e in events if named <= library.profile(e.id).ids]
    if not events:
        return None
    events.sort(key=lambda e: e.date)
    shown = events[:10]
    return TimelineAnswer(period, tuple(shown), len(events) - len(shown))


# --- conversations ----------------------------------------------------------------------------------------------------------


def _follow(library: Library, asked: Slots, context: Context) -> Answer:
    """Return the answer to a question that leans on the one before."""
    figures = context.figure or bool(asked.concepts)
    if figures and asked.wh not in ("why", "who", "where", "how"):
        for merged in conversation.merges(asked, context):
            found = _figure(library, merged)
            if found is not None and not isinstance(found, Lacking):
                return Answered(merged, found, 0.9, Why("figure", inherited=context.text))
        if context.figure and not asked.rest and not asked.ids("action"):
            lacking = next(
                (f for merged in conversation.merges(asked, context) if isinstance(f := _figure(library, merged), Lacking)), None
            )
            if lacking is not None:
                return _lacking(library, asked, lacking, [])
    if not (
        asked.rest or asked.ids("concept", "action", "asks", "commodity", "place", "org", "actor", "segment") or asked.mentions
    ):
        return _unknown(library, asked, [])  # a pronoun alone: "what is he doing these days"
    text = conversation.joined(asked, context)
    both = replace(
        slots.read(text, library.lexicon, asked.lang, library.newest), wh=asked.wh, negated=asked.negated, values=asked.values
    )
    prose = [e for e in _prose(library, asked, both) if own_coverage(library, asked, e.record) >= 0.5]
    best = prose[0] if prose else None
    if best is not None and not best.against and best.probability >= SURE:
        made = _prose_answer(library, both, best, prose)
        return replace(made, why=replace(made.why, inherited=context.text))
    for merged in conversation.merges(asked, context) if figures else []:
        lacking = _figure(library, merged)
        if isinstance(lacking, Lacking):
            return _lacking(library, merged, lacking, prose)
    return _unknown(library, both, prose)
