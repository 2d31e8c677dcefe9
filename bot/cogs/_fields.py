"""From a record to the fields of a form, and from what was typed to the changes of records. Pure: nothing here is Discord's.

A form shows a record in one language, that of whoever opens it. What a field does not show stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from bot.cogs._words import say
from bot.core import kinds
from bot.core.edits import Change
from bot.core.kinds import Plain
from bot.core.models import Event, Fact, Knowledge, Observation, Position, Series, Status
from bot.core.phrases import STATUS, base
from bot.errors import InvalidEdit

MAX_INPUT = 4000

_NUMBER = r"[-+]?\d[\d,_ ]*(?:\.\d+)?"
_FIGURE = re.compile(rf"(?P<value>{_NUMBER})(?:\s*\((?P<inner>[^()]*)\))?")
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*(?:-|–|—|~|〜|to)\s*(?P<high>{_NUMBER})")
_BOUND = re.compile(rf"(?P<sign>>=|<=|≥|≤)\s*(?P<value>{_NUMBER})")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; *options* (value, label) make it a choice."""

    key: str
    label: str
    value: str
    hint: str = ""
    long: bool = False
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()


def fields(knowledge: Knowledge, ident: str, lang: str) -> tuple[Field, ...] | None:
    """Return the fields for the record *ident* in *lang*; None when it has no form, or does not fit into one."""
    if ident in knowledge.observations:
        made = _observation(*knowledge.observations[ident], lang)
    elif ident in knowledge.series:
        made = _series(knowledge.series[ident], lang)
    elif ident in knowledge.records:
        made = _prose(knowledge.records[ident], lang)
    else:
        return None
    made = [*made, Field("why", say("field-why", lang), "", say("hint-why", lang))]
    return None if any(len(field.value) > MAX_INPUT for field in made) else tuple(made)


def _observation(series: Series, o: Observation, lang: str) -> list[Field]:
    status = tuple((word, STATUS[word][base(lang)]) for word in get_args(Status))
    return [
        Field("figure", say("field-figure", lang, unit=o.unit or series.unit), figure(o), say("hint-figure", lang)),
        Field("status", say("field-status", lang), o.status, options=status),
        Field("source", say("field-source", lang), o.source, say("hint-source", lang)),
        *_phrasings(series, lang),
    ]


def _series(series: Series, lang: str) -> list[Field]:
    made = [_text(series, name, lang) for name in ("title", "definition", "pitfalls")]
    return [*(field for field in made if field), *_phrasings(series, lang)]


def _prose(record: Any, lang: str) -> list[Field]:
    answer = _text(record, "answer", lang)
    sources = Field("sources", say("field-sources", lang), "\n".join(record.sources), say("hint-sources", lang), long=True)
    return [*([answer] if answer else []), sources, *_date(record, lang), *_phrasings(record, lang)]


def _text(record: Any, name: str, lang: str) -> Field | None:
    text = getattr(record, name)
    if text is None:
        return None
    label = {"answer": say("field-answer", lang)}.get(name, name.capitalize())
    code = base(lang)
    return Field(name, label, getattr(text, code) or "", long=name != "title", required=code == "en")


def _date(record: Any, lang: str) -> list[Field]:
    key = "as_of" if isinstance(record, Fact) else "date" if isinstance(record, Event | Position) else None
    if key is None:
        return []
    required = not isinstance(record, Position)
    return [Field(key, say("field-date", lang), getattr(record, key) or "", say("hint-date", lang), required=required)]


def _phrasings(record: Any, lang: str) -> list[Field]:
    lines = "\n".join(getattr(record.ask, base(lang)))
    if len(lines) > MAX_INPUT:  # these stay a matter of the file
        return []
    return [Field("phrasings", say("field-phrasings", lang), lines, say("hint-phrasings", lang), long=True, required=False)]


def changes(knowledge: Knowledge, ident: str, lang: str, typed: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what *typed* changes in *knowledge*, the snapshot that the form showed; `InvalidEdit` when it makes no sense."""
    shown = {field.key: field.value for field in fields(knowledge, ident, lang) or ()}
    new = {key: text.strip() for key, text in typed.items() if key in shown and _lines(text) != _lines(shown[key])}
    asked = {key: new.pop(key) for key in ("phrasings",) if key in new}
    home = knowledge.observations[ident][0].id if ident in knowledge.observations else ident
    if home == ident:
        return _changed(knowledge, ident, lang, {**new, **asked})
    return (*_changed(knowledge, ident, lang, new), *_changed(knowledge, home, lang, asked))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines() if line.strip()]


def _changed(knowledge: Knowledge, ident: str, lang: str, new: Mapping[str, str]) -> tuple[Change, ...]:
    before = kinds.entry(knowledge, ident)
    if before is None or not {**new}.keys() - {"why"}:
        return ()
    after = dict(before)
    for key, text in new.items():
        _set(after, ident, key, text, base(lang))
    return (Change(ident, before, after),) if after != before else ()


def _set(after: Plain, ident: str, key: str, text: str, code: str) -> None:
    """Put *text*, typed into the field *key*, into the record *after*."""
    match key:
        case "why":
            return
        case "figure":
            _replace(after, ("value", "low", "high"), parse_figure(ident, text))
        case "phrasings":
            after["ask"] = _with(after.get("ask", {}), code, _lines(text))
        case "sources":
            after["sources"] = _lines(text)
        case "answer" | "title" | "definition" | "pitfalls":
            after[key] = _with(after.get(key, {}), code, text)
        case _ if text:
            after[key] = text
        case _:
            after.pop(key, None)


def _replace(after: Plain, old: tuple[str, ...], new: Plain) -> None:
    """Put *new* where the keys *old* stood, so that a difference shows the two side by side."""
    items = list(after.items())
    at = next((n for n, (key, _) in enumerate(items) if key in old), len(items))
    after.clear()
    after.update([*items[:at], *new.items(), *((key, value) for key, value in items[at:] if key not in old)])


def _with(mapping: Plain, key: str, value: object) -> Plain:
    return {**{k: v for k, v in mapping.items() if k != key}, **({key: value} if value else {})}


def figure(o: Observation) -> str:
    """Return the value of *o* as `parse_figure` reads it."""
    low, high = _plain(o.low), _plain(o.high)
    ends = f"{low}-{high}" if low and high else f">= {low}" if low else f"<= {high}" if high else ""
    value = _plain(o.value)
    return f"{value} ({ends})" if value and ends else value or ends


def _plain(value: float | None) -> str:
    return "" if value is None else str(int(value)) if float(value).is_integer() else repr(float(value))


def parse_figure(ident: str, text: str) -> dict[str, float]:
    """Return value, low and high as far as *text* says them."""
    text = text.strip()
    if match := _BOUND.fullmatch(text):
        return {"low" if match["sign"] in (">=", "≥") else "high": _number(match["value"])}
    if match := _RANGE.fullmatch(text):
        low, high = _number(match["low"]), _number(match["high"])
        if low > high:
            raise InvalidEdit(ident, [f"the range {text!r} ends below its start"])
        return {"low": low, "high": high}
    if match := _FIGURE.fullmatch(text):
        return {"value": _number(match["value"]), **(parse_figure(ident, match["inner"]) if match["inner"] else {})}
    raise InvalidEdit(ident, [f"{text!r} is no figure; write 16265, or 9000-10000 for a range, or >= 9000, or <= 10000"])


def _number(text: str) -> float:
    value = float(re.sub(r"[,_ ]", "", text))
    return int(value) if value.is_integer() else value
