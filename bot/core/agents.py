"""Agents: who does what a question or a record speaks of.

"When did China ban seafood from Japan" and "when did Japan ban seafood from China" have the same words; only who stands
before the verb tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from bot.core.surfaces import Spot

_AUXILIARY = r"\b(?:did|does|do|has|have|had|will|would|can|could|is|are|was|were|didn't|doesn't) (?:the )?"
_BEFORE = re.compile(_AUXILIARY + "$")
_BY = re.compile(r"\bby (?:the )?$")
_AFTER_CJK = re.compile(
    r"^(?:侧|政府|方面|方)?(?:は|が|って|哪|几时|什么时候|何时|为什么|为何|是否|有没有|怎么|如何|要求|宣布|禁止|暂停|决定|公布|发表|取消|限制)"
)
_TOWARDS = re.compile(r"^政府|^[^,.?!。、は的の]{0,14}(?:对|向)(?:中|日|美|台|欧|韩)")
"""What follows whoever acts on another country: 中国对日本, 日本2026年1月对中国."""
_PHRASED = re.compile(
    _AUXILIARY + r"@([a-z-]+) (?!and\b|or\b|'s)|\bby (?:the )?@([a-z-]+)|@([a-z-]+) (?:政府 )?(?:は|が|是否|有没有|为什么|宣布)"
)


_ADJECTIVE = re.compile(r"(?:ese|ish|ian|can|ean|ench|utch|rman|aelese|swiss)$")
"""The end of Chinese, French, American: who stands behind it acts, not the country."""


def before_verb(folded: str, spots: Iterable[Spot]) -> Iterator[str]:
    """Yield the actors who do something in *folded*: "when did Japan publish", "published by Japan"."""
    for spot in spots:
        if spot.term.kind == "actor" and not _ADJECTIVE.search(spot.surface):
            before, after = folded[: spot.start], folded[spot.end :]
            acts = _AFTER_CJK.match(after) or _TOWARDS.match(after)
            if (_BEFORE.search(before) and after.startswith(" ")) or _BY.search(before) or acts:
                yield spot.term.id


def of_phrasing(canonical: str, actors: Collection[str]) -> frozenset[str]:
    """Return the *actors* who do something in a phrasing as the index has it."""
    return frozenset(name for match in _PHRASED.finditer(canonical) for name in match.groups() if name in actors)


def subject(folded: str, spots: Iterable[Spot]) -> Iterator[str]:
    """Yield the actor with whom a title begins: "China tells its citizens ..."."""
    first = min((s for s in spots if s.term.kind == "actor"), key=lambda s: s.start, default=None)
    if first is not None and first.start == 0 and folded[first.end : first.end + 1] == " ":
        yield first.term.id
