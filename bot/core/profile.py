"""What a prose record is about, read once from its own words: the years, actors, places and words it has.

A question that names something outside the profile is not about the record, however alike the words are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.core import agents, periods, wanted
from bot.core.lexicon import Lexicon, Spot
from bot.core.models import Dispute, Element, Event, Fact, Position, Prose, Record, Series
from bot.core.text import fold, is_cjk, stem, tokens

TYPED = ("concept", "commodity", "actor", "place", "org", "segment", "unit", "action", "asks", "other")
"""Kinds of terms that a record has to share with a question."""


LONG = 4
"""Years from which a span stands for its ends only."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The typed content of one record. *dates* are (year, month) pairs, *grams* pairs of Han or kana characters.

    *asked* are the ids that its title and phrasings name, not only its answer: who acts in it.
    """

    record: str
    years: frozenset[int]
    dates: frozenset[tuple[int, int]]
    ids: frozenset[str]
    words: frozenset[str]
    grams: frozenset[str]
    numbers: frozenset[str]
    asked: frozenset[str] = frozenset()
    dated: bool = True
    """Whether the years and dates are all that the record has; a series has those of its figures besides."""
    agents: frozenset[str] = frozenset()
    """The actors that do something in its title and phrasings."""
    subjects: frozenset[str] = frozenset()
    """The actor with whom its title begins."""
    days: frozenset[str] = frozenset()
    """The days that it names, as YYYY-MM-DD."""
    tells: frozenset[str] = frozenset()
    """The kinds of things that its answer tells: money, date, name ..."""
    counted: frozenset[str] = frozenset()
    """The stems of what its answer counts."""
    said: frozenset[str] = frozenset()
    """The stems of its title's and answer's own words, and the ids (@...) of their terms; nothing of its phrasings."""
    forbids: tuple[str, ...] = ()
    """The questions that must not lead to it, folded, with every typed term as one token."""
    titled: frozenset[str] = frozenset()
    """The same of its title alone."""


def profile(record: Record | Series, lexicon: Lexicon, newest: date) -> Profile:
    """Return what *record* is about."""
    texts = [fold_long(text) for text in _texts(record)]
    years: set[int] = set()
    dates: set[tuple[int, int]] = set()
    days: set[str] = set()
    ids: set[str] = set()
    words: set[str] = set()
    grams: set[str] = set()
    numbers: set[str] = set()
    if isinstance(record, Series):
        ids |= {name for o in record.observations for name in (o.subject, o.partner, o.segment) if name}
    for text in texts:
        for mention in periods.read(text, newest):
            years |= _years(mention.period) if not mention.yearless else set()
            dates |= set() if mention.yearless or mention.period.grain == "year" else _months(mention.period)
            days |= {mention.period.start.isoformat()} if mention.period.grain == "day" and not mention.yearless else set()
        ids |= {spot.term.id for spot in lexicon.spot(text)}
        for token in tokens(text):
            _add(token.text, words, grams, numbers)
    for day in _own_dates(record):
        period = periods.parse(day)
        years |= _years(period)
        dates |= _months(period) if period.grain != "year" else set()
        days |= {period.start.isoformat()} if period.grain == "day" else set()
    named: set[str] = set()
    subjects = frozenset(agents.subject(fold(record.title.en), lexicon.spot(fold(record.title.en))))
    acting = set(subjects)
    for text in map(fold, _questions(record)):
        spots = lexicon.spot(text)
        named |= {spot.term.id for spot in spots}
        acting |= set(agents.before_verb(text, spots))
    own = _own_words(record)
    return Profile(
        record.id,
        frozenset(years),
        frozenset(dates),
        frozenset(ids),
        frozenset(words),
        frozenset(grams),
        frozenset(numbers),
        frozenset(named),
        not isinstance(record, Series),
        frozenset(acting),
        subjects,
        frozenset(days),
        _tells(record),
        wanted.counted(own),
        _said(fold_long(own), lexicon),
        tuple(canonical(fold(text), lexicon.spot(fold(text))) for text in record.must_not),
        _said(fold(record.title.en), lexicon),
    )


def _said(folded: str, lexicon: Lexicon) -> frozenset[str]:
    words = {stem(token.text) for token in tokens(folded) if token.text.isascii()}
    return frozenset(words | {f"@{spot.term.id}" for spot in lexicon.spot(folded)})


def _own_words(record: Record | Series) -> str:
    """Return in English what a record says itself."""
    return f"{record.title.en}. {record.definition.en if isinstance(record, Series) else record.answer.en}"


def _tells(record: Record | Series) -> frozenset[str]:
    """Return the kinds of things that a record's answer, or the figures of a series, tell."""
    if isinstance(record, Event):
        return wanted.kinds(f"{_own_words(record)} {record.date}")
    if not isinstance(record, Series):
        return wanted.kinds(_own_words(record))
    units = " ".join(dict.fromkeys(o.unit or record.unit for o in record.observations))
    return wanted.kinds(units) - {"name"} | {"date", "number"} | ({"tonnes"} if units.startswith(("t", "Mt", "kg")) else set())


def canonical(folded: str, spots: Iterable[Spot]) -> str:
    """Return *folded* with every typed term as one token (@senkaku), the same in all languages."""
    out: list[str] = []
    at = 0
    for spot in sorted(spots, key=lambda s: s.start):
        if spot.term.kind in TYPED and spot.start >= at:
            out += [folded[at : spot.start], f" @{spot.term.id} "]
            at = spot.end
    return " ".join("".join([*out, folded[at:]]).split())


def fold_long(text: str) -> str:
    """Fold a text of any length, piece by piece."""
    return " ".join(fold(text[i : i + 700]) for i in range(0, len(text), 700))


def _questions(record: Record | Series) -> Iterable[str]:
    yield from (record.title.en, record.title.ja or "", record.title.zh or "")
    yield from (phrasing for _, phrasing in record.ask.all())


def _texts(record: Record | Series) -> Iterable[str]:
    yield from _questions(record)
    if isinstance(record, Series):
        yield from (record.definition.en, record.publisher)
        return
    yield from (record.answer.en, record.answer.ja or "", record.answer.zh or "")
    yield from (topic.replace("-", " ") for topic in record.topics)
    if isinstance(record, Element):
        yield from (record.names.en, record.names.ja or "", record.names.zh or "", record.symbol)


def _own_dates(record: Prose | Series) -> list[str]:
    match record:
        case Event():
            return [d for d in (record.date, record.end) if d]
        case Fact():
            return [record.as_of]
        case Position():
            return [record.date] if record.date else []
        case Dispute():
            return [record.period] if record.period and record.period[:4].isdigit() else []
    return []


def _years(period: periods.Period) -> set[int]:
    """Return the years of *period*; of a long one the first and the last: what ran from 1896 to 1932 is no matter of 1900."""
    first, last = period.start.year, period.end.year
    return set(range(first, last + 1)) if last - first < LONG else {first, last}


def _months(period: periods.Period) -> set[tuple[int, int]]:
    first, last = period.start, period.end
    count = (last.year - first.year) * 12 + last.month - first.month
    return {(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(min(count, 24) + 1)}


def _add(token: str, words: set[str], grams: set[str], numbers: set[str]) -> None:
    if token[0].isdigit():
        numbers.add(token.replace(",", ""))
    elif token.isascii():
        words.add(stem(token))
    elif is_cjk(token):
        grams |= {token[i : i + 2] for i in range(len(token) - 1)} or {token}
        grams |= set(token)
    else:
        words.add(token)
