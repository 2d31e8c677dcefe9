"""The records: what the bot knows, each with its source and its date.

Plain frozen dataclasses, so that answering needs no validation library at start; what comes from outside (a file, a
modal) is validated against these same classes by `bot.core.schema`, which refuses unknown keys.

Nothing here reads files, decides, or words an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Language = Literal["en", "ja", "zh"]
Status = Literal["actual", "estimate", "forecast", "plan", "derived"]
Rank = Literal["preferred", "normal", "deprecated"]
Frequency = Literal["month", "quarter", "half", "year", "irregular", "once"]

LANGUAGES: tuple[Language, ...] = ("en", "ja", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """One wording per language; *en* is always there, the others fall back to it."""

    en: str
    ja: str | None = None
    zh: str | None = None

    def in_(self, lang: str) -> str:
        """Return the wording in *lang*, or the English one."""
        return (self.ja if lang == "ja" else self.zh if lang.startswith("zh") else None) or self.en


@dataclass(frozen=True, slots=True)
class Phrasings:
    """Ways in which people ask for a record, per language."""

    en: tuple[str, ...] = ()
    ja: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()

    def all(self) -> tuple[tuple[Language, str], ...]:
        """Return every phrasing with its language."""
        return tuple((lang, text) for lang in LANGUAGES for text in getattr(self, lang))


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it. *published* is YYYY, YYYY-MM or YYYY-MM-DD; *origin* names the source that this one repeats."""

    id: str
    publisher: str
    title: str
    url: str | None = None
    published: str | None = None
    kind: str = "news"
    language: str = "en"
    trust: Literal["high", "normal", "low"] = "normal"
    origin: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure from one source.

    *period* is YYYY, YYYY-MM, YYYY-MM-DD, YYYY-H1, YYYY-Q1, FYyyyy (Japanese fiscal year, from April), or a span A/B of
    two of these. *value* is in *unit* (the series' unit unless the observation names its own); a range has *low* and
    *high* instead, or beside it. *as_of* is the date on which it was said.
    """

    id: str
    period: str
    source: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    subject: str | None = None
    partner: str | None = None
    segment: str | None = None
    basis: str | None = None
    status: Status = "actual"
    as_of: str | None = None
    rank: Rank = "normal"
    reason: str | None = None
    derived_from: str | None = None
    note: Text | None = None

    @property
    def is_expected(self) -> bool:
        """Tell whether it says what was to come, not what came."""
        return self.status in ("forecast", "plan")


@dataclass(frozen=True, slots=True)
class Basis:
    """What is counted: two figures compare only when their basis is the same, or both are in one *family*."""

    id: str
    label: Text
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One metric of one commodity: its definition and every observation of it, rivals side by side.

    *needs* are the groups of concepts (terms) that a question has to name, any one of each group; *helps* are concepts
    that fit besides. *whole* is the series of which this one counts a part, in the same unit. *total* says what a sum over
    periods means: `sum` (flows), `none` (stocks, shares, prices).
    """

    id: str
    title: Text
    definition: Text
    unit: str
    basis: str
    bases: tuple[Basis, ...]
    publisher: str
    frequency: Frequency
    topics: tuple[str, ...]
    observations: tuple[Observation, ...]
    subject: str | None = None
    commodity: str | None = None
    partner: str | None = None
    total: Literal["sum", "none"] = "none"
    next_due: str | None = None
    whole: str | None = None
    where: str | None = None
    pitfalls: Text | None = None
    needs: tuple[tuple[str, ...], ...] = ()
    helps: tuple[str, ...] = ()
    ask: Phrasings = Phrasings()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    def basis_of(self, observation: Observation) -> Basis:
        """Return what *observation* counts; KeyError when the series does not declare it."""
        wanted = observation.basis or self.basis
        for basis in self.bases:
            if basis.id == wanted:
                return basis
        raise KeyError(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What facts, events, positions, disputes and elements share: an answer, its sources, and how people ask for it."""

    id: str
    title: Text
    answer: Text
    sources: tuple[str, ...]
    topics: tuple[str, ...]
    ask: Phrasings
    also: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Prose):
    """A prose fact, true as of *as_of*."""

    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Prose):
    """Something that happened on *date* (to *end*), or is scheduled to."""

    date: str
    end: str | None = None
    status: Literal["happened", "scheduled"] = "happened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Prose):
    """What *actor* says about *topic*; never what is so."""

    actor: str
    topic: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a disagreement, with those who give it."""

    claim: Text
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(Prose):
    """Where sources disagree, side by side, and which side is better supported."""

    sides: tuple[Side, ...]
    period: str | None = None
    better: Text | None = None
    confidence: Literal["high", "medium", "low", "none"] = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Prose):
    """One of the seventeen rare earth elements."""

    symbol: str
    number: int
    group: Literal["light", "heavy", "neither"]
    names: Text
    uses: dict[str, tuple[str, ...]]
    control: Text


@dataclass(frozen=True, slots=True)
class Term:
    """A concept and the words people use for it. *kind* groups concepts: metric, commodity, actor, place, unit ...

    *covered* is false for what the knowledge is not about (tungsten, Chile), so that it can be named when it is asked for.
    """

    id: str
    kind: str
    label: Text
    en: tuple[str, ...] = ()
    ja: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    covered: bool = True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A researched row that is deliberately not carried, with the reason."""

    row: str
    reason: str


Record = Fact | Event | Position | Dispute | Element


@dataclass(frozen=True)
class Knowledge:
    """One immutable snapshot of everything the bot knows."""

    sources: dict[str, Source]
    series: dict[str, Series]
    records: dict[str, Record]
    terms: dict[str, Term]
    left_out: tuple[LeftOut, ...] = ()
    digest: str = ""
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    memo: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Tables that queries make of this snapshot once; nothing that is known stands only here."""

    @cached_property
    def observations(self) -> dict[str, tuple[Series, Observation]]:
        """Return every observation by id, with its series."""
        return {o.id: (series, o) for series in self.series.values() for o in series.observations}
