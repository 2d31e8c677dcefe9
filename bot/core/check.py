"""The check: every broken rule of a snapshot at once, with its place and its remedy.

What a rule finds is in `bot.core.rules`. Rules that need more than the knowledge, such as an index of its phrasings, are
handed in by whoever has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.core.models import Knowledge
from bot.core.problems import Problem
from bot.core.rules import Finding, Rule, figures, sources, words

Places = Mapping[str, tuple[str, int]]

RULES: tuple[Rule, ...] = (*sources.RULES, *figures.RULES, *words.RULES)


def check(knowledge: Knowledge, places: Places | None = None, *, more: Iterable[Rule] = ()) -> list[Problem]:
    """Return every broken rule in *knowledge*, those of *more* rules too, in the order of the files."""
    return broken((*RULES, *more), knowledge, places)


def broken(rules: Iterable[Rule], knowledge: Knowledge, places: Places | None = None) -> list[Problem]:
    """Return what breaks *rules* in *knowledge*, in the order of the files."""
    where = knowledge.places if places is None else places
    return sorted(_problem(rule, finding, where) for rule in rules for finding in rule(knowledge))


def rule_ids(more: Iterable[Rule] = ()) -> Iterator[str]:
    """Yield the id of every rule."""
    yield from (rule_id(rule) for rule in (*RULES, *more))


def rule_id(rule: Rule) -> str:
    """Return the id of *rule*, as problems name it."""
    name: str = getattr(rule, "__name__", type(rule).__name__)
    return name.replace("_", "-")


def _problem(rule: Rule, finding: Finding, places: Places) -> Problem:
    file, line = places.get(finding.name, ("", 0))
    return Problem(file, line, finding.name, rule_id(rule), finding.message, finding.remedy)
