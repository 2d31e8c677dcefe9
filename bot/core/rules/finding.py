"""Rules about finding: the questions of a record lead to it, and those that must not do not.

They need an index and an answer, so they are made for a library and handed to the check by whoever has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.library import Library
from bot.core.models import Knowledge
from bot.core.recall import Answering, Miss, misses
from bot.core.rules import Finding, Rule, askable


def rules(library: Library, answers: Answering) -> tuple[Rule, ...]:
    """Return the rules about finding for *library*, whose questions *answers* answers."""

    def phrasing_not_first(_knowledge: Knowledge) -> Iterator[Finding]:
        """Find phrasings that find another record before their own."""
        yield from map(_not_first, misses(library))

    def must_missed(knowledge: Knowledge) -> Iterator[Finding]:
        """Find golden questions that are not answered by their record."""
        for record in askable(knowledge):
            for text in record.must:
                found = answers(text)
                if record.id not in found:
                    yield Finding(record.id, f"{text!r} under must {_outcome(found)}", "add a phrasing that is nearer to it")

    def must_not_answered(knowledge: Knowledge) -> Iterator[Finding]:
        """Find questions that are answered by the very record that must not answer them."""
        for record in askable(knowledge):
            for text in record.must_not:
                if record.id in answers(text):
                    yield Finding(
                        record.id,
                        f"{text!r} under must_not is answered by it",
                        "reword the phrasing that leads there, or give the question to the record that answers it",
                    )

    return phrasing_not_first, must_missed, must_not_answered


def astray(found: Sequence[Miss]) -> Rule:
    """Return the rule about phrasings that a record of other sources answers, as *found* by asking them all."""

    def phrasing_astray(_knowledge: Knowledge) -> Iterator[Finding]:
        """Find phrasings that are answered by another record."""
        for miss in found:
            text, instead = miss.phrasing.text, miss.instead
            yield Finding(miss.phrasing.record, f"{text!r} is answered by {instead!r}", "word it more like what it asks for")

    return phrasing_astray


def _not_first(miss: Miss) -> Finding:
    message = f"{miss.phrasing.text!r} finds {miss.instead!r} first"
    return Finding(miss.phrasing.record, message, "word it otherwise, or leave it to that record")


def _outcome(found: Sequence[str]) -> str:
    return f"is answered by {found[0]!r}" if found else "is not answered"
