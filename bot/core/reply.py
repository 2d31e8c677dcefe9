"""From an answer to what a reader sees: the text, the citations, the choices, in the reader's language.

`reply` decides which sentences stand in a reply; `phrases` has their wording. Nothing here searches or computes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.core import findings, wording
from bot.core.answer import Answer, Answered, Choices, ProseAnswer, TimelineAnswer, Unknown
from bot.core.lines import day_of
from bot.core.models import Event, Knowledge, Observation, Record, Source
from bot.core.periods import date_label, label
from bot.core.phrases import base, bracketed, enumerated, say
from bot.core.results import Figure, Lacking
from bot.core.text import to_traditional
from bot.core.verify import Verified

MAX_SOURCES = 6
"""Sources named under one answer; a timeline or an average over many years cites the first of them."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as it is shown."""

    id: str
    publisher: str
    title: str
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that the reader may have meant: a short label, and the complete question behind it."""

    label: str
    q: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: *text* holds all that a reader needs, links are in *citations*."""

    kind: str
    text: str
    lang: str
    confidence: float
    records: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    as_of: str | None = None
    choices: tuple[Choice, ...] = ()
    chart: wording.Chart | None = None


def reply(answer: Answer, knowledge: Knowledge) -> Reply:
    """Return *answer* in words, in the language of its question."""
    lang = answer.slots.lang
    match answer:
        case Answered():
            made = _answered(answer, lang)
        case Choices():
            made = _choices(answer, lang)
        case Unknown():
            made = _unknown(answer, lang)
    return _cited(made, knowledge, lang)


def verified(found: Sequence[Verified], knowledge: Knowledge, lang: str) -> Reply:
    """Return in words what was found of each figure of a text, with the sources of ours."""
    rows = [o for one in found for o in (one.ours, one.found) if o is not None]
    as_of = _newest(rows)
    ids = tuple(dict.fromkeys(o.id for o in rows))
    draft = _Draft("check", findings.lines(found, lang), 1.0, lang, ids, tuple(o.source for o in rows), as_of)
    return _cited(draft, knowledge, lang)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A reply before its sources are looked up."""

    kind: str
    lines: tuple[str, ...]
    confidence: float
    lang: str
    records: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    as_of: str | None = None
    choices: tuple[Choice, ...] = ()
    chart: wording.Chart | None = None


def _cited(draft: _Draft, knowledge: Knowledge, lang: str) -> Reply:
    found = [knowledge.sources[s] for s in dict.fromkeys(draft.sources) if s in knowledge.sources][:MAX_SOURCES]
    lines = list(draft.lines)
    if found:
        lines.append(say("source" if len(found) == 1 else "sources", lang, list="; ".join(_named(s, lang) for s in found)))
    citations = tuple(Citation(s.id, s.publisher, s.title, s.url, s.published) for s in found)
    text, d = "\n".join(lines), draft
    made = Reply(d.kind, text, d.lang, d.confidence, d.records, citations, d.as_of, d.choices, d.chart)
    return _traditional(made) if lang == "zh-TW" else made


def _named(source: Source, lang: str) -> str:
    return bracketed(source.publisher, day_of(source.published, lang), lang)


def _newest(rows: Iterable[Observation]) -> str | None:
    """Return the last day on which one of *rows* was said."""
    return max((o.as_of for o in rows if o.as_of), default=None)


def _answered(answer: Answered, lang: str) -> _Draft:
    match answer.found:
        case ProseAnswer() as prose:
            return _prose(answer, prose, lang)
        case TimelineAnswer() as timeline:
            return _timeline(answer, timeline, lang)
        case found:
            return _figure(answer, found, lang)


def _prose(answer: Answered, prose: ProseAnswer, lang: str) -> _Draft:
    record, also = prose.record, prose.also
    lines = _told(record, lang)
    records: tuple[str, ...] = (record.id,)
    sources = record.sources
    if also is not None:
        lines += ["", *_told(also, lang)]
        records, sources = (record.id, also.id), (*record.sources[:3], *also.sources)
    as_of = getattr(record, "date", None) or getattr(record, "as_of", None)
    return _Draft("answer", tuple(lines), answer.confidence, lang, records, sources, as_of)


def _told(record: Record, lang: str) -> list[str]:
    """Return a record's headline, its answer, and of when it is."""
    head = record.title.in_(lang)
    if isinstance(record, Event):
        when = date_label(record.date, base(lang)) + (f" – {date_label(record.end, base(lang))}" if record.end else "")
        if when not in head:
            head = bracketed(head, when, lang)
        if record.status == "scheduled":
            head += f" [{say('scheduled', lang)}]"
    lines = [f"**{head}**", record.answer.in_(lang)]
    as_of = getattr(record, "as_of", None)
    return [*lines, say("as-of", lang, date=date_label(as_of, base(lang)))] if as_of else lines


def _timeline(answer: Answered, timeline: TimelineAnswer, lang: str) -> _Draft:
    lines = [say("timeline", lang, period=label(timeline.period, base(lang)))]
    lines += [f"- {date_label(e.date, base(lang))}: {e.title.in_(lang)}" for e in timeline.events]
    if timeline.more:
        lines.append(say("more", lang, n=timeline.more))
    sources = tuple(e.sources[0] for e in timeline.events)
    return _Draft("answer", tuple(lines), answer.confidence, lang, tuple(e.id for e in timeline.events), sources)


def _figure(answer: Answered, found: Figure, lang: str) -> _Draft:
    worded = wording.figure(found, lang)
    rows = worded.observations
    as_of = _newest(rows)
    ids = (worded.series.id, *(o.id for o in rows))
    return _Draft("answer", worded.lines, answer.confidence, lang, ids, tuple(o.source for o in rows), as_of, chart=worded.chart)


def _choices(answer: Choices, lang: str) -> _Draft:
    choices = tuple(Choice(option.label.in_(lang)[:80], option.q) for option in answer.options)
    lines = [say("did-you-mean", lang), *(f"{n}. {c.label}" for n, c in enumerate(choices, 1))]
    return _Draft("choices", tuple(lines), answer.confidence, lang, tuple(o.record for o in answer.options), choices=choices)


def _unknown(answer: Unknown, lang: str) -> _Draft:
    if isinstance(answer.lacking, Lacking):
        worded = wording.lacking(answer.lacking, lang, answer.names)
        return _Draft("unknown", worded.lines, answer.confidence, lang, (), tuple(o.source for o in worded.observations))
    lines = []
    if answer.wanted:
        lines.append(say("unknown-about", lang, wanted=enumerated(dict.fromkeys(t.in_(lang) for t in answer.wanted), lang)))
    else:
        lines.append(say("scope" if answer.small_talk else "unknown", lang))
    if answer.nearest is not None:
        lines.append(say("nearest", lang, title=answer.nearest.title.in_(lang)))
    return _Draft("unknown", tuple(lines), answer.confidence, lang)


def _traditional(made: Reply) -> Reply:
    choices = tuple(Choice(to_traditional(c.label), c.q) for c in made.choices)
    return replace(made, text=to_traditional(made.text), choices=choices)
