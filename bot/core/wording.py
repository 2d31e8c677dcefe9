"""The words of an answer about figures, one function an operation.

Each line that states a figure says its unit, period, basis, status, and who said it when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.core import stats
from bot.core.labels import label
from bot.core.lines import (
    MAX_RIVALS,
    basis_line,
    brief,
    detail,
    full_stop,
    headline,
    listed,
    next_due,
    others,
    period_label,
    said,
    title_of,
)
from bot.core.models import Observation, Series
from bot.core.names import name_of
from bot.core.phrases import STATUS, amount, base, bracketed, enumerated, number, say, value_of
from bot.core.results import (
    Aggregate,
    Apart,
    Change,
    Check,
    Expected,
    Extreme,
    Figure,
    Lacking,
    Listing,
    Lookup,
    Over,
    Parts,
    Ratio,
    Rivals,
    Share,
    Trend,
)

__all__ = ["MAX_RIVALS", "MAX_ROWS", "Chart", "Worded", "chart_of", "figure", "lacking", "said", "title_of"]

MAX_ROWS = 16
"""Rows of a trend that are shown, the newest ones."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart of the answer would show: a series and its points (period, value), oldest first."""

    series: str
    points: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Worded:
    """The lines of an answer, and the observations that they state."""

    series: Series
    lines: tuple[str, ...]
    observations: tuple[Observation, ...]
    chart: Chart | None = None


def figure(found: Figure, lang: str) -> Worded:
    """Return *found* in words."""
    return _WORDED[type(found)](found, lang)


def _lookup(found: Lookup, lang: str) -> Worded:
    series, best = found.series, found.best
    lines = [headline(series, best, lang), detail(series, best, lang)]
    rivals = [o for o in found.rivals if value_of(series, o, lang) != value_of(series, best, lang)]
    if found.partial:
        lines.append(say("partial", lang, period=period_label(best, lang)))
    lines += others(series, rivals, lang)
    if found.newest:
        lines += next_due(series, lang)
    return Worded(series, tuple(lines), (best, *rivals[:MAX_RIVALS]))


def _change(found: Change, lang: str) -> Worded:
    series, before, after = found.series, found.before, found.after
    unit = stats.unit_of(series, after)
    a, b = stats.middle(before) or 0.0, stats.middle(after) or 0.0
    word = say("up" if b > a else "down" if b < a else "same", lang)
    points = unit.startswith("percent")
    percent = "" if points or not a else bracketed("", f"{abs(b - a) / a * 100:.1f}%", lang)
    difference = _points(abs(b - a), lang) if points else amount(round(abs(b - a), 4), unit, lang)
    first = {"a": value_of(series, before, lang), "pa": period_label(before, lang)}
    last = {"b": value_of(series, after, lang), "pb": period_label(after, lang)}
    moved = {"word": word, "difference": difference, "percent": percent}
    lines = [
        say("change", lang, title=title_of(series, after, lang), **first, **last, **moved),
        detail(series, after, lang),
    ]
    formula = _minus(b, a)
    formula += f"; ({number(b)} − {number(a)}) ÷ {number(a)} = {(b - a) / a * 100:+.1f}%" if percent else ""
    lines.append(say("formula", lang, formula=formula))
    lines += [say("stated", lang, list=listed((brief(s, o, lang) for s, o in found.stated[:3]), lang))] if found.stated else []
    return Worded(series, tuple(lines), (after, before, *(o for _, o in found.stated[:3])))


def _points(value: float, lang: str) -> str:
    return {
        "en": f"{number(round(value, 2))} percentage points",
        "ja": f"{number(round(value, 2))}ポイント",
        "zh": f"{number(round(value, 2))}个百分点",
    }[base(lang)]


def _ratio(found: Ratio, lang: str) -> Worded:
    (top, a), (bottom, b) = found.top, found.bottom
    x, y = stats.middle(a) or 0.0, stats.middle(b) or 1.0
    frame = {"share": "ratio-share", "left": "ratio-left", "over": "ratio-over" if x > y else "ratio-under"}[found.asks]
    percent = f"{x / y * 100:.1f}"
    lines = [
        say(frame, lang, percent=percent, period=period_label(a, lang), a=value_of(top, a, lang), b=value_of(bottom, b, lang),
            difference=amount(abs(y - x), stats.unit_of(top, a), lang)),
        _divided(x, y, _minus(y, x), lang),
    ]  # fmt: skip
    stated = [(s, o) for s, o in found.stated if o.rank != "deprecated"][:3]
    lines += [say("stated", lang, list=listed((brief(s, o, lang) for s, o in stated), lang))] if stated else []
    return Worded(top, tuple(lines), (a, b, *(o for _, o in stated)))


def _divided(x: float, y: float, difference: str, lang: str) -> str:
    """Return the line that shows how a share and a *difference* of two values came about."""
    return say("formula", lang, formula=f"{number(x)} ÷ {number(y)} = {x / y * 100:.1f}%; {difference}")


def _minus(x: float, y: float) -> str:
    return f"{number(x)} − {number(y)} = {number(round(x - y, 4))}"


def _over(found: Over, lang: str) -> Worded:
    if not found.years:
        return Worded(found.top, (say("over-none", lang, n=found.compared),), ())
    years = ", ".join(label(p, base(lang)) for p, _, _ in found.years)
    lines = [say("over", lang, years=years, n=found.compared)]
    for period, a, b in found.years:
        x, y = stats.middle(a) or 0.0, stats.middle(b) or 1.0
        both = {"a": value_of(found.top, a, lang), "b": value_of(found.bottom, b, lang)}
        difference = amount(x - y, stats.unit_of(found.top, a), lang)
        when = label(period, base(lang))
        text = say("ratio-over", lang, period=when, **both, difference=difference, percent=f"{x / y * 100:.1f}")
        lines.append("- " + text.replace("**", ""))
        lines.append("  " + _divided(x, y, _minus(x, y), lang))
    return Worded(found.top, tuple(lines), tuple(o for _, a, b in found.years for o in (a, b)))


def _extreme(found: Extreme, lang: str) -> Worded:
    series, best = found.series, found.best
    years = [stats.period_of(o) for o in found.rows]
    lines = [
        say(
            found.which,
            lang,
            period=period_label(best, lang),
            value=value_of(series, best, lang),
            title=title_of(series, best, lang),
        ),
        detail(series, best, lang),
        say(
            "among" if years[0].grain in ("year", "fiscal") else "among-months",
            lang,
            n=len(years),
            a=label(years[0], base(lang)),
            b=label(years[-1], base(lang)),
        ),
        *others(series, found.rivals, lang),
    ]
    rows = [best, *found.rivals[:MAX_RIVALS]]
    if found.counted is not None:
        shown = f"{period_label(found.counted, lang)}, {value_of(series, found.counted, lang)}"
        lines.append(say("counted", lang, basis=series.basis_of(found.counted).label.in_(lang), figure=shown))
        rows.append(found.counted)
    return Worded(series, tuple(lines), tuple(rows), chart_of(series, found.rows))


def _aggregate(found: Aggregate, lang: str) -> Worded:
    series, rows = found.series, found.rows
    unit = stats.unit_of(series, rows[0])
    values = [stats.middle(o) or 0.0 for o in rows]
    first, last = stats.period_of(rows[0]), stats.period_of(rows[-1])
    value = round(found.value) if found.value >= 1000 else round(found.value, 2)  # noqa: PLR2004
    shown = amount(value, unit, lang)
    formula = (
        f"({' + '.join(number(v) for v in values)})"
        + (f" ÷ {len(values)}" if found.operation == "average" else "")
        + f" = {number(value)}"
    )
    lines = [
        say(
            found.operation,
            lang,
            title=title_of(series, rows[0], lang),
            a=label(first, base(lang)),
            b=label(last, base(lang)),
            value=shown,
        ),
        say("formula", lang, formula=formula),
        basis_line(series, rows[0], lang) + full_stop(lang),
    ]
    if found.lacking:
        lines.append(say("without", lang, years=", ".join(map(str, found.lacking))))
    return Worded(series, tuple(lines), rows, chart_of(series, rows))


def _trend(found: Trend, lang: str) -> Worded:
    series, rows = found.series, found.rows
    shown = rows if len(rows) <= MAX_ROWS else rows[-MAX_ROWS:]
    a, b = stats.period_of(shown[0]), stats.period_of(shown[-1])
    lines = [say("trend", lang, title=title_of(series, shown[0], lang), a=label(a, base(lang)), b=label(b, base(lang)))]
    lines += [f"- {period_label(o, lang)}: {value_of(series, o, lang)}" for o in shown]
    lines.append(basis_line(series, shown[-1], lang) + full_stop(lang))
    return Worded(series, tuple(lines), shown, chart_of(series, rows))


def chart_of(series: Series, rows: Iterable[Observation]) -> Chart | None:
    """Return the chart of *rows*, or None when they are fewer than three."""
    points = tuple((o.period, value) for o in rows if (value := stats.middle(o)) is not None)
    return Chart(series.id, points) if len(points) > 2 else None  # noqa: PLR2004 - two points are no picture


def _expected(found: Expected, lang: str) -> Worded:
    series, forecasts = found.series, found.forecasts
    expected = listed((brief(series, o, lang) for o in forecasts[:MAX_RIVALS]), lang)
    lines = [
        say("expected", lang, title=title_of(series, forecasts[0], lang), period=period_label(forecasts[0], lang), list=expected)
    ]
    rows = list(forecasts[:MAX_RIVALS])
    notes = [o.note.in_(lang) for o in rows if o.note]
    lines += notes[:1]
    if found.outcome:
        lines.append(
            say("outcome", lang, value=value_of(series, found.outcome, lang), said=basis_line(series, found.outcome, lang))
        )
        rows.append(found.outcome)
    else:
        lines.append(say("no-outcome", lang))
    return Worded(series, tuple(lines), tuple(rows))


def _check(found: Check, lang: str) -> Worded:
    series, ours, theirs = found.series, found.best, found.found
    shown = ours or theirs
    if shown is None:
        raise ValueError("a check names the figure that it was made against")
    value = value_of(series, theirs, lang) if theirs is not None else _stated(found, lang)
    period = period_label(shown, lang)
    words = {"title": title_of(series, shown, lang), "period": period, "value": value, "ours": value_of(series, shown, lang)}
    lines: list[str] = []
    match found.verdict:
        case "agrees" | "differs":
            lines = [say(found.verdict, lang, **words)]
        case "forecast" if theirs is not None:
            lines = [say("was-forecast", lang, said=said(theirs, lang), **words)]
            lines.append(
                say("outcome", lang, value=words["ours"], said=basis_line(series, shown, lang))
                if ours
                else say("no-outcome", lang)
            )
        case "wrong" if theirs is not None:
            lines = [say("is-wrong", lang, reason=theirs.reason or "", **words)]
            lines += [say("instead", lang, **words)] if ours else []
        case "rival" if theirs is not None:
            lines = [say("is-rival", lang, said=said(theirs, lang), **words)]
    lines.append(detail(series, shown, lang))
    rows = [o for o in (ours, theirs) if o is not None]
    return Worded(series, tuple(lines), tuple(dict.fromkeys(rows)))


def _stated(found: Check, lang: str) -> str:
    return amount(found.value.number, found.value.unit or found.series.unit, lang)


def _parts(found: Parts, lang: str) -> Worded:
    series = found.series
    lines = [say("parts", lang, title=series.title.in_(lang), period=label(found.period, base(lang)))]
    for o in found.rows:
        period = "" if stats.period_of(o).same(found.period) else f" ({period_label(o, lang)})"
        lines.append(f"- {name_of(o.segment or '', lang)}{period}: {value_of(series, o, lang)}")
    if found.whole:
        lines.append("- " + say("whole", lang, value=value_of(series, found.whole, lang)))
    lines.append(basis_line(series, found.rows[0], lang) + full_stop(lang))
    return Worded(series, tuple(lines), (*found.rows, *((found.whole,) if found.whole else ())))


def _all_rivals(found: Rivals, lang: str) -> Worded:
    series = found.series
    lines = [say("rivals", lang, title=title_of(series, found.rows[0], lang), period=label(found.period, base(lang)))]
    for o in found.rows:
        mark = {
            "preferred": say("preferred", lang),
            "deprecated": say("deprecated", lang),
            "normal": STATUS[o.status][base(lang)],
        }[o.rank]
        lines.append(f"- {brief(series, o, lang)} [{mark}]" + (f": {o.reason}" if o.reason else ""))
    return Worded(series, tuple(lines), found.rows)


def _apart(found: Apart, lang: str) -> Worded:
    series = found.series
    lines = [f"**{title_of(series, found.rows[0], lang)}**"]
    lines += [f"- {period_label(o, lang)}: {value_of(series, o, lang)} – {detail(series, o, lang)}" for o in found.rows]
    lines.append(say("apart", lang))
    return Worded(series, tuple(lines), found.rows)


def _listing(found: Listing, lang: str) -> Worded:
    series = found.series
    lines = [f"**{series.title.in_(lang)}**"]
    if found.which:
        best = found.rows[0]
        words = {"period": period_label(best, lang), "value": value_of(series, best, lang)}
        lines = [say(found.which, lang, title=title_of(series, best, lang), **words), say("among-held", lang, n=len(found.rows))]
    for o in found.rows:
        name = name_of(o.partner or o.segment or o.subject or series.subject or "", lang)
        lines.append(f"- {name} ({period_label(o, lang)}): {value_of(series, o, lang)}")
    lines.append(basis_line(series, found.rows[0], lang) + full_stop(lang))
    return Worded(series, tuple(lines), found.rows)


def _share(found: Share, lang: str) -> Worded:
    series, a, b = found.series, found.part, found.whole
    x, y = stats.middle(a) or 0.0, stats.middle(b) or 1.0
    shown = {"a": value_of(series, a, lang), "b": value_of(series, b, lang)}
    lines = [
        say(
            "share-of", lang, title=title_of(series, a, lang), period=period_label(a, lang), percent=f"{x / y * 100:.1f}", **shown
        ),
        basis_line(series, a, lang) + full_stop(lang),
        say("formula", lang, formula=f"{number(x)} ÷ {number(y)} = {x / y * 100:.1f}%"),
    ]
    return Worded(series, tuple(lines), (a, b))


def lacking(found: Lacking, lang: str, names: tuple[str, ...] = ()) -> Worded:
    """Return what is missing, and the closest figures that there are."""
    title = found.series.title.in_(lang)
    if found.what == "forecast":
        first = say("lacking-forecast", lang, title=title)
    elif found.wanted or found.period is None:
        wanted = enumerated(names or found.wanted, lang) or title
        first = say("lacking-other", lang, wanted=wanted, title=title)
    else:
        first = say("lacking-period", lang, title=title, period=label(found.period, base(lang)))
    closest = [f"{period_label(o, lang)}: {value_of(found.series, o, lang)}" for o in found.closest]
    lines = [first, say("closest", lang, list=listed(closest, lang))] if closest else [first]
    if found.what == "period" and _is_to_come(found):
        lines += next_due(found.series, lang)
    return Worded(found.series, tuple(lines), found.closest)


def _is_to_come(found: Lacking) -> bool:
    """Tell whether the period that was asked for ends after everything that the series holds."""
    settled = [stats.period_of(o).end for o in found.series.observations if not o.is_expected]
    return found.period is not None and bool(settled) and found.period.end > max(settled)


_WORDED: dict[type[Figure], Callable[[Any, str], Worded]] = {
    Lookup: _lookup,
    Change: _change,
    Ratio: _ratio,
    Over: _over,
    Extreme: _extreme,
    Aggregate: _aggregate,
    Share: _share,
    Trend: _trend,
    Expected: _expected,
    Check: _check,
    Parts: _parts,
    Rivals: _all_rivals,
    Apart: _apart,
    Listing: _listing,
    Lacking: lacking,
}
