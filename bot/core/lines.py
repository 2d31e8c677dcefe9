"""The lines that answers about figures share: what a figure is, on which basis, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core import observations
from bot.core.labels import date_label, label
from bot.core.models import Observation, Series
from bot.core.names import name_of
from bot.core.phrases import STATUS, base, bracketed, enumerated, say, value_of

MAX_RIVALS = 4
"""Other figures that are named beside the one that answers."""


def period_label(observation: Observation, lang: str) -> str:
    """Return the period of a figure in words."""
    return label(observations.period_of(observation), base(lang))


def said(observation: Observation, lang: str) -> str:
    """Return the date on which a figure was said; its publisher stands under the answer."""
    return day_of(observation.as_of, lang)


def day_of(date: str | None, lang: str) -> str:
    """Return a record's date in words, also where it has none."""
    return date_label(date, base(lang)) if date else say("undated", lang)


def basis_line(series: Series, observation: Observation, lang: str) -> str:
    """Return what a figure counts, and whether it is actual, estimated or expected."""
    return say("basis", lang, basis=series.basis_of(observation).label.in_(lang), status=STATUS[observation.status][base(lang)])


def title_of(series: Series, observation: Observation | None, lang: str) -> str:
    """Return the series' title with the partner, subject or part that an observation is about."""
    title = series.title.in_(lang)
    if observation is None:
        return title
    extra = [
        name
        for name in (
            observation.subject if observation.subject != series.subject else None,
            observation.partner,
            observation.segment,
        )
        if name
    ]
    if not extra:
        return title
    named = ", ".join(name_of(e, lang) for e in extra)
    return bracketed(title, named, lang)


def full_stop(lang: str) -> str:
    """Return what ends a sentence."""
    return "." if base(lang) == "en" else "。"


def headline(series: Series, observation: Observation, lang: str) -> str:
    """Return the first line: title, period, value."""
    return say(
        "figure",
        lang,
        title=title_of(series, observation, lang),
        period=period_label(observation, lang),
        value=value_of(series, observation, lang),
    )


def detail(series: Series, observation: Observation, lang: str) -> str:
    """Return the second line: basis, status, date, and what is to be noted."""
    parts = [basis_line(series, observation, lang)]
    if observation.as_of:
        parts.append(say("dated", lang, date=said(observation, lang)))
    line = listed(parts, lang) + full_stop(lang)
    return line + (" " + observation.note.in_(lang) if observation.note else "")


def brief(series: Series, observation: Observation, lang: str) -> str:
    """Return a figure among others: its value, its basis where that differs, its date."""
    value = value_of(series, observation, lang)
    basis = series.basis_of(observation).label.in_(lang) if observation.basis and observation.basis != series.basis else ""
    return bracketed(value, enumerated(filter(None, (basis, said(observation, lang))), lang), lang)


def listed(items: Iterable[str], lang: str) -> str:
    """Return *items* in one line."""
    return ("; " if base(lang) == "en" else "；").join(items)


def others(series: Series, rivals: Iterable[Observation], lang: str) -> list[str]:
    """Return the line of what other sources say; none where they say the same."""
    seen: dict[str, Observation] = {}
    for rival in rivals:
        seen.setdefault(value_of(series, rival, lang), rival)
    shown = [brief(series, o, lang) for o in list(seen.values())[:MAX_RIVALS]]
    return [say("others", lang, list=listed(shown, lang))] if shown else []


def next_due(series: Series, lang: str) -> list[str]:
    """Return when and where newer figures come out; the date may have passed, since nothing here knows what day it is."""
    if not series.next_due:
        return []
    return [say("next", lang, date=date_label(series.next_due, base(lang)), where=series.where or series.publisher)]
