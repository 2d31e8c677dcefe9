"""What a prose record is about, read once from its own words: the years, actors, places and words it has.

A question that names something outside the profile is not about the record, however alike the words are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.core import periods
from bot.core.lexicon import Lexicon
from bot.core.models import Dispute, Element, Event, Fact, Position, Prose, Record, Series
from bot.core.text import fold, is_cjk, stem, tokens

TYPED = ("concept", "commodity", "actor", "place", "org", "segment", "unit", "action", "asks", "other")
"""Kinds of terms that a record has to share with a question."""


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


def profile(record: Record | Series, lexicon: Lexicon, newest: date) -> Profile:
    """Return what *record* is about."""
    texts = [fold_long(text) for text in _texts(record)]
    years: set[int] = set()
    dates: set[tuple[int, int]] = set()
    ids: set[str] = set()
    words: set[str] = set()
    grams: set[str] = set()
    numbers: set[str] = set()
    for text in texts:
        for mention in periods.read(text, newest):
            years |= set(range(mention.period.start.year, mention.period.end.year + 1)) if not mention.yearless else set()
            dates |= set() if mention.yearless or mention.period.grain == "year" else _months(mention.period)
        ids |= {spot.term.id for spot in lexicon.spot(text)}
        for token in tokens(text):
            _add(token.text, words, grams, numbers)
    for day in _own_dates(record):
        period = periods.parse(day)
        years |= set(range(period.start.year, period.end.year + 1))
        dates |= _months(period) if period.grain != "year" else set()
    named = {spot.term.id for text in _questions(record) for spot in lexicon.spot(fold(text))}
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
    )


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
