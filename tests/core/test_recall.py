"""Whether phrasings find their record: measured exactly as they stand, and with each taken out of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from bot.core import recall
from bot.core.check import broken
from bot.core.library import Library
from bot.core.models import Knowledge, Phrasings
from bot.core.rules import finding

FACT, EVENT = "why-exports-fell", "count-published"


def asked(knowledge: Knowledge, name: str, *texts: str) -> Knowledge:
    """Return *knowledge* where *name* has the phrasings *texts* besides its own."""
    record = knowledge.records[name]
    ask = Phrasings((*record.ask.en, *texts), record.ask.ja, record.ask.zh)
    return replace(knowledge, records={**knowledge.records, name: replace(record, ask=ask)})


def golden(knowledge: Knowledge, name: str, **questions: tuple[str, ...]) -> Knowledge:
    record = replace(knowledge.records[name], **questions)  # type: ignore[arg-type]
    return replace(knowledge, records={**knowledge.records, name: record})


def found(knowledge: Knowledge, answers: recall.Answering) -> list[tuple[str, str]]:
    rules = finding.rules(Library.build(knowledge), answers)
    return [(problem.rule, problem.record) for problem in broken(rules, knowledge)]


def own(knowledge: Knowledge) -> recall.Answering:
    """Return what answers every golden question with its own record."""
    records = (*knowledge.records.values(), *knowledge.series.values())
    owners = {text: record.id for record in records for text in record.must}
    return lambda text: (owners[text],) if text in owners else ()


def test_a_sound_base_finds_everything(knowledge: Knowledge) -> None:
    assert found(knowledge, own(knowledge)) == []


def test_a_phrasing_of_two_records_is_named_with_the_neighbour(knowledge: Knowledge) -> None:
    spoiled = asked(knowledge, EVENT, "Why did exports fall in 2012?")
    missed = list(recall.misses(Library.build(spoiled)))
    assert len(missed) == 1
    assert {missed[0].phrasing.record, missed[0].instead} == {FACT, EVENT}
    (problem,) = broken(finding.rules(Library.build(spoiled), own(spoiled)), spoiled)
    assert problem.rule == "phrasing-not-first"
    assert problem.is_advice
    assert f"finds '{missed[0].instead}' first" in problem.message


def test_the_short_way_finds_what_looking_up_every_phrasing_finds(knowledge: Knowledge) -> None:
    spoiled = asked(knowledge, EVENT, "Why did exports fall in 2012?", "exports 2012 why fell", "the 2012 exports of china")
    library = Library.build(spoiled)
    by_search = {
        (phrasing.record, phrasing.text, hits[0].record)
        for phrasing in recall.phrasings(library)
        if (hits := library.index.search(phrasing.said, limit=1))[0].record != phrasing.record
    }
    assert {(miss.phrasing.record, miss.phrasing.text, miss.instead) for miss in recall.misses(library)} == by_search


@pytest.mark.parametrize(("answer", "said"), [((EVENT,), f"is answered by '{EVENT}'"), ((), "is not answered")])
def test_a_golden_question_that_does_not_lead_home_is_advice(knowledge: Knowledge, answer: Sequence[str], said: str) -> None:
    library = Library.build(knowledge)
    text = knowledge.records[FACT].must[0]
    rules = finding.rules(library, lambda q: answer if q == text else own(knowledge)(q))
    (problem,) = broken(rules, knowledge)
    assert (problem.rule, problem.record, problem.is_advice) == ("must-missed", FACT, True)
    assert said in problem.message


def test_a_forbidden_question_that_is_answered_is_a_problem(knowledge: Knowledge) -> None:
    spoiled = golden(knowledge, FACT, must_not=("why did imports fall",))
    answers = own(spoiled)
    rules = finding.rules(Library.build(spoiled), lambda q: (FACT,) if q == "why did imports fall" else answers(q))
    (problem,) = broken(rules, spoiled)
    assert (problem.rule, problem.record, problem.is_advice) == ("must-not-answered", FACT, False)
    assert found(spoiled, answers) == []


def test_phrasings_are_put_to_the_bot(knowledge: Knowledge) -> None:
    library = Library.build(knowledge)
    every = recall.phrasings(library)
    position = next(p.text for p in every if p.record.startswith("position"))
    answers = {every[0].text: (every[0].record,), position: ("export-volume",)}
    counts, astray = recall.answered(library, lambda text: answers.get(text, ()))
    assert counts["none"] == len(every) - 2
    assert counts["own"] == 1
    assert [miss.instead for miss in astray] == ["export-volume"]
    (problem,) = broken([finding.astray(astray)], knowledge)
    assert (problem.rule, problem.is_advice) == ("phrasing-astray", True)


def test_records_are_related_by_a_source(knowledge: Knowledge) -> None:
    assert recall.related(knowledge, FACT, FACT)
    assert recall.related(knowledge, FACT, "export-volume")
    assert not recall.related(knowledge, FACT, "nobody")


def test_what_is_taken_out_is_not_there_to_be_found(knowledge: Knowledge) -> None:
    unlike = asked(knowledge, FACT, "zebra crossing")
    library = Library.build(unlike)
    for index, out in recall._rounds(library, None, Random(0)):
        held = {(entry.record, entry.text) for entry in index.entries}
        assert not held & {(phrasing.record, phrasing.said) for phrasing in out}
        for phrasing in out:
            if phrasing.text == "zebra crossing":
                assert index.search(phrasing.said) == []


def test_every_phrasing_is_taken_out_once(knowledge: Knowledge) -> None:
    library = Library.build(knowledge)
    figures = recall.left_out(library)
    assert figures["all"].asked == len(recall.phrasings(library))
    assert figures["all"].asked == sum(figures[lang].asked for lang in ("en", "ja", "zh"))
    for one in figures.values():
        assert one.first <= one.third <= one.asked
        assert one.first <= one.related <= one.asked


def test_a_sample_is_as_large_as_asked_for(knowledge: Knowledge) -> None:
    assert recall.left_out(Library.build(knowledge), 10)["all"].asked == 10
