"""Rules about sources: everything that is said has one, and it holds what it is said to hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from bot.core.models import Knowledge, Observation, Series
from bot.core.rules import Finding

_FEW_USES = 3


def _uses(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Yield the name of each record with each source that it names."""
    for record in knowledge.records.values():
        yield from ((record.id, source) for source in record.sources)
        yield from ((record.id, source) for side in getattr(record, "sides", ()) for source in side.sources)
    for _, observation in knowledge.observations.values():
        yield observation.id, observation.source
        if observation.derived_from:
            yield observation.id, observation.derived_from
    for source in knowledge.sources.values():
        if source.origin:
            yield f"source:{source.id}", source.origin


def unknown_source(knowledge: Knowledge) -> Iterator[Finding]:
    """Find what names a source that is not in sources.yaml."""
    for name, source in dict.fromkeys(_uses(knowledge)):
        if source not in knowledge.sources:
            yield Finding(name, f"there is no source {source!r}", "add it to sources.yaml, or correct its spelling")


def no_source(knowledge: Knowledge) -> Iterator[Finding]:
    """Find prose without a source."""
    for record in knowledge.records.values():
        if not record.sources:
            yield Finding(record.id, "it has no source", "add at least one id of sources.yaml under sources")


def unused_source(knowledge: Knowledge) -> Iterator[Finding]:
    """Find sources that nothing names."""
    used = {source for _, source in _uses(knowledge)}
    for source in knowledge.sources.values():
        if source.id not in used:
            yield Finding(f"source:{source.id}", "nothing names this source", "take it out, or use it")


def unlinked_source(knowledge: Knowledge) -> Iterator[Finding]:
    """Find sources that nobody could look up."""
    for source in knowledge.sources.values():
        if not source.url and not source.note:
            yield Finding(f"source:{source.id}", "it has no url", "add the url, or say in note where it can be found")


def same_address(knowledge: Knowledge) -> Iterator[Finding]:
    """Find one article under two ids: the two would look like independent sources."""
    first: dict[str, str] = {}
    for source in knowledge.sources.values():
        other = first.setdefault(source.url, source.id) if source.url else source.id
        if other != source.id and source.origin is None:
            message = f"its url is that of {other!r}"
            yield Finding(f"source:{source.id}", message, f"merge the two, or write origin: {other}")


def circular_origin(knowledge: Knowledge) -> Iterator[Finding]:
    """Find what repeats itself."""
    for _, observation in knowledge.observations.values():
        if observation.derived_from == observation.source:
            yield Finding(
                observation.id, "it is derived from its own source", "name the source that it repeats, or take derived_from out"
            )
    for source in knowledge.sources.values():
        seen, at = {source.id}, source.origin
        while at is not None and at in knowledge.sources and at not in seen:
            seen.add(at)
            at = knowledge.sources[at].origin
        if at in seen:
            yield Finding(
                f"source:{source.id}", "its origin leads back to itself", "name the first of them as the origin of the others"
            )


def contradicted_source(knowledge: Knowledge) -> Iterator[Finding]:
    """Find a preferred figure whose source is wrong in every other figure that it gives."""
    by_source: dict[str, list[tuple[Series, Observation]]] = defaultdict(list)
    for series, observation in knowledge.observations.values():
        by_source[observation.source].append((series, observation))
    for source, held in by_source.items():
        ranks = Counter(o.rank for _, o in held)
        if len(held) >= _FEW_USES and ranks["deprecated"] == len(held) - 1 and ranks["preferred"] == 1:
            name = next(o.id for _, o in held if o.rank == "preferred")
            yield Finding(
                name, f"every other figure of {source!r} is deprecated", "prefer another source, or look at those figures again"
            )


RULES = (unknown_source, no_source, unused_source, unlinked_source, same_address, circular_origin, contradicted_source)
