"""Golden questions: the `must` and `must_not` of every record, asked of the facts that the bot answers from.

`must` holds the hard phrasings, which share few words with a record's own, so a floor is kept and not a perfect score:
raise a floor when the measured share has risen, and never lower it without saying why in the commit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.core.answer import Question, answer
from bot.core.library import Library, askable
from bot.core.models import Record, Series
from bot.core.reply import Reply, reply

FLOOR = 0.74
"""Least share of the `must` that lead to their record or to an answer citing one of its sources; measured: .750 of 1,161."""
WRONG = 0.03
"""Greatest share of the `must` that are answered with something else; measured: .019."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A golden question of a record, and the reply to it."""

    record: Record | Series
    question: str
    made: Reply

    @property
    def outcome(self) -> str:
        """Return own, cited, wrong, or the kind of a reply that is no answer."""
        if self.made.kind != "answer":
            return self.made.kind
        if self.record.id in self.made.records:
            return "own"
        return "cited" if _sources(self.record) & {c.id for c in self.made.citations} else "wrong"


def _sources(record: Record | Series) -> set[str]:
    return {o.source for o in record.observations} if isinstance(record, Series) else set(record.sources)


def _ask(library: Library, field: str) -> Iterator[Asked]:
    for record in askable(library.knowledge):
        for question in getattr(record, field):
            yield Asked(record, question, reply(answer(library, Question(question)), library.knowledge))


@pytest.fixture(scope="module")
def musts(real_library: Library) -> list[Asked]:
    """Return every `must` with its reply."""
    return list(_ask(real_library, "must"))


@pytest.fixture(scope="module")
def must_nots(real_library: Library) -> list[Asked]:
    """Return every `must_not` with its reply."""
    return list(_ask(real_library, "must_not"))


def test_most_golden_questions_lead_to_their_record(musts: list[Asked]) -> None:
    counted = Counter(one.outcome for one in musts)
    share = (counted["own"] + counted["cited"]) / len(musts)
    assert share >= FLOOR, f"{share:.3f} of {len(musts)}: {dict(counted)}"


def test_few_golden_questions_lead_elsewhere(musts: list[Asked]) -> None:
    wrong = [one for one in musts if one.outcome == "wrong"]
    assert len(wrong) / len(musts) <= WRONG, [(one.record.id, one.question, one.made.records[:1]) for one in wrong]


def test_what_a_record_forbids_is_not_answered_with_it_nor_beside_it(must_nots: list[Asked]) -> None:
    assert [(one.record.id, one.question) for one in must_nots if one.outcome == "own"] == []


def test_every_reply_to_a_golden_question_is_whole(musts: list[Asked]) -> None:
    for one in musts:
        assert one.made.text.strip()
        assert one.made.kind != "answer" or one.made.citations, one.question
        assert one.made.kind != "choices" or 1 <= len(one.made.choices) <= 5, one.question
