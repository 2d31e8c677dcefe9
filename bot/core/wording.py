"""The lines of an answer about figures, one function an operation.

Each line that states a figure says its unit, period, basis, status, and who said it when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core import stats
from bot.core.figures import (
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
    Trend,
)
from bot.core.models import Observation, Series, Text
from bot.core.periods import date_label, label
from bot.core.phrases import STATUS, amount, base, number, say, value_of

MAX_RIVALS = 4
MAX_ROWS = 16


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
    match found:
        case Lookup():
            return _lookup(found, lang)
        case Change():
            return _change(found, lang)
        case Ratio():
            return _ratio(found, lang)
        case Over():
            return _over(found, lang)
        case Extreme():
            return _extreme(found, lang)
        case Aggregate():
            return _aggregate(found, lang)
        case Trend():
            return _rows("trend", found.series, found.rows, lang)
        case Expected():
            return _expected(found, lang)
        case Check():
            return _check(found, lang)
        case Parts():
            return _parts(found, lang)
        case Rivals():
            return _all_rivals(found, lang)
        case Apart():
            return _apart(found, lang)
        case Listing():
            return _listing(found, lang)
        case Lacking():
            return lacking(found, lang)


def _period(observation: Observation, lang: str) -> str:
    return label(stats.period_of(observation), base(lang))


def said(observation: Observation, lang: str) -> str:
    """Return the date on which a figure was said; its publisher stands under the answer."""
    return date_label(observation.as_of, base(lang)) if observation.as_of else say("undated", lang)


def _basis(series: Series, observation: Observation, lang: str) -> str:
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
    named = ", ".join(_name(e, lang) for e in extra)
    return f"{title} ({named})" if base(lang) == "en" else f"{title}（{named}）"


_NAMES: dict[str, Text] = {
    "japan": Text("Japan", "日本", "日本"), "china": Text("China", "中国", "中国"), "united-states": Text("United States", "米国", "美国"), "taiwan": Text("Taiwan", "台湾", "台湾"),
    "european-union": Text("European Union", "EU", "欧盟"), "germany": Text("Germany", "ドイツ", "德国"), "south-korea": Text("South Korea", "韓国", "韩国"), "france": Text("France", "フランス", "法国"),
    "vietnam": Text("Vietnam", "ベトナム", "越南"), "malaysia": Text("Malaysia", "マレーシア", "马来西亚"), "india": Text("India", "インド", "印度"), "australia": Text("Australia", "オーストラリア", "澳大利亚"),
    "russia": Text("Russia", "ロシア", "俄罗斯"), "estonia": Text("Estonia", "エストニア", "爱沙尼亚"), "netherlands": Text("Netherlands", "オランダ", "荷兰"), "italy": Text("Italy", "イタリア", "意大利"),
    "brazil": Text("Brazil", "ブラジル", "巴西"), "kazakhstan": Text("Kazakhstan", "カザフスタン", "哈萨克斯坦"), "world": Text("world", "世界", "全世界"), "inner-mongolia": Text("Inner Mongolia", "内モンゴル", "内蒙古"),
    "okinawa": Text("Okinawa", "沖縄本島", "冲绳本岛"), "ishigaki": Text("Ishigaki", "石垣島", "石垣岛"), "toyota": Text("Toyota", "トヨタ", "丰田"), "honda": Text("Honda", "ホンダ", "本田"), "nissan": Text("Nissan", "日産", "日产"),
    "batch-1": Text("first batch", "第1回", "第一批"), "batch-2": Text("second batch", "第2回", "第二批"), "batch-3": Text("third batch", "第3回", "第三批"),
    "light": Text("light rare earths", "軽希土類", "轻稀土"), "heavy": Text("medium and heavy rare earths", "中重希土類", "中重稀土"),
}  # fmt: skip


def _name(ident: str, lang: str) -> str:
    if ident in _NAMES:
        return _NAMES[ident].in_(lang)
    return " ".join(_NAMES[part].in_(lang) if part in _NAMES else part for part in _split_segment(ident)).replace("-", " ")


def _split_segment(ident: str) -> list[str]:
    for batch in ("batch-1", "batch-2", "batch-3"):
        if ident.endswith("-" + batch):
            return [ident.removesuffix("-" + batch), batch]
    return ident.split("+")


def _headline(series: Series, observation: Observation, lang: str) -> str:
    return say(
        "figure",
        lang,
        title=title_of(series, observation, lang),
        period=_period(observation, lang),
        value=value_of(series, observation, lang),
    )


def _detail(series: Series, observation: Observation, lang: str) -> str:
    parts = (
        [_basis(series, observation, lang), say("dated", lang, date=said(observation, lang))]
        if observation.as_of
        else [_basis(series, observation, lang)]
    )
    line = ("; " if base(lang) == "en" else "；").join(parts) + ("." if base(lang) == "en" else "。")
    return line + (" " + observation.note.in_(lang) if observation.note else "")


def _brief(series: Series, observation: Observation, lang: str) -> str:
    value = value_of(series, observation, lang)
    basis = series.basis_of(observation).label.in_(lang) if observation.basis and observation.basis != series.basis else ""
    inner = (", " if base(lang) == "en" else "、").join(part for part in (basis, said(observation, lang)) if part)
    return f"{value} ({inner})" if base(lang) == "en" else f"{value}（{inner}）"


def _list(items: Iterable[str], lang: str) -> str:
    return ("; " if base(lang) == "en" else "；").join(items)


def _others(series: Series, rivals: Iterable[Observation], lang: str) -> list[str]:
    seen: dict[str, Observation] = {}
    for rival in rivals:
        seen.setdefault(value_of(series, rival, lang), rival)
    listed = [_brief(series, o, lang) for o in list(seen.values())[:MAX_RIVALS]]
    return [say("others", lang, list=_list(listed, lang))] if listed else []


def _lookup(found: Lookup, lang: str) -> Worded:
    series, best = found.series, found.best
    lines = [_headline(series, best, lang), _detail(series, best, lang)]
    rivals = [o for o in found.rivals if value_of(series, o, lang) != value_of(series, best, lang)]
    if found.partial:
        lines.append(say("partial", lang, period=_period(best, lang)))
    lines += _others(series, rivals, lang)
    if found.newest:
        lines += _next(series, lang)
    return Worded(series, tuple(lines), (best, *rivals[:MAX_RIVALS]))


def _next(series: Series, lang: str) -> list[str]:
    """Return when and where newer figures come out; the date may have passed, since nothing here knows what day it is."""
    if not series.next_due:
        return []
    return [say("next", lang, date=date_label(series.next_due, base(lang)), where=series.where or series.publisher)]


def _change(found: Change, lang: str) -> Worded:
    series, before, after = found.series, found.before, found.after
    unit = stats.unit_of(series, after)
    a, b = stats.middle(before) or 0.0, stats.middle(after) or 0.0
    word = say("up" if b > a else "down" if b < a else "same", lang)
    points = unit.startswith("percent")
    percent = (
        "" if points or not a else f" ({abs(b - a) / a * 100:.1f}%)" if base(lang) == "en" else f"（{abs(b - a) / a * 100:.1f}%）"
    )
    difference = _points(abs(b - a), lang) if points else amount(round(abs(b - a), 4), unit, lang)
    lines = [
        say("change", lang, title=title_of(series, after, lang), a=value_of(series, before, lang), pa=_period(before, lang), b=value_of(series, after, lang),
            pb=_period(after, lang), word=word, difference=difference, percent=percent),
        _detail(series, after, lang),
    ]  # fmt: skip
    if percent:
        formula = f"({number(b)} − {number(a)}) ÷ {number(a)} = {(b - a) / a * 100:+.1f}%"
        lines.append(say("formula", lang, formula=formula))
    lines += [say("stated", lang, list=_list((_brief(s, o, lang) for s, o in found.stated[:3]), lang))] if found.stated else []
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
        say(frame, lang, percent=percent, period=_period(a, lang), a=value_of(top, a, lang), b=value_of(bottom, b, lang),
            difference=amount(abs(y - x), stats.unit_of(top, a), lang)),
        say("formula", lang, formula=f"{number(x)} ÷ {number(y)} = {percent}%; {number(y)} − {number(x)} = {number(y - x)}"),
    ]  # fmt: skip
    stated = [(s, o) for s, o in found.stated if o.rank != "deprecated"][:3]
    lines += [say("stated", lang, list=_list((_brief(s, o, lang) for s, o in stated), lang))] if stated else []
    return Worded(top, tuple(lines), (a, b, *(o for _, o in stated)))


def _over(found: Over, lang: str) -> Worded:
    if not found.years:
        return Worded(found.top, (say("over-none", lang, n=found.compared),), ())
    years = ", ".join(label(p, base(lang)) for p, _, _ in found.years)
    lines = [say("over", lang, years=years, n=found.compared)]
    for period, a, b in found.years:
        x, y = stats.middle(a) or 0.0, stats.middle(b) or 1.0
        text = say("ratio-over", lang, period=label(period, base(lang)), a=value_of(found.top, a, lang), b=value_of(found.bottom, b, lang),
                   difference=amount(x - y, stats.unit_of(found.top, a), lang), percent=f"{x / y * 100:.1f}")  # fmt: skip
        lines.append("- " + text.replace("**", ""))
    return Worded(found.top, tuple(lines), tuple(o for _, a, b in found.years for o in (a, b)))


def _extreme(found: Extreme, lang: str) -> Worded:
    series, best = found.series, found.best
    years = [stats.period_of(o) for o in found.rows]
    lines = [
        say(
            found.which, lang, period=_period(best, lang), value=value_of(series, best, lang), title=title_of(series, best, lang)
        ),
        _detail(series, best, lang),
        say("among", lang, n=len(years), a=label(years[0], base(lang)), b=label(years[-1], base(lang))),
        *_others(series, found.rivals, lang),
    ]
    rows = [best, *found.rivals[:MAX_RIVALS]]
    if found.counted is not None:
        shown = f"{_period(found.counted, lang)}, {value_of(series, found.counted, lang)}"
        lines.append(say("counted", lang, basis=series.basis_of(found.counted).label.in_(lang), figure=shown))
        rows.append(found.counted)
    return Worded(series, tuple(lines), tuple(rows), chart_of(series, found.rows))


def _aggregate(found: Aggregate, lang: str) -> Worded:
    series, rows = found.series, found.rows
    unit = stats.unit_of(series, rows[0])
    values = [stats.middle(o) or 0.0 for o in rows]
    first, last = stats.period_of(rows[0]), stats.period_of(rows[-1])
    shown = amount(round(found.value) if found.value >= 1000 else round(found.value, 2), unit, lang)  # noqa: PLR2004
    formula = (
        f"({' + '.join(number(v) for v in values)})"
        + (f" ÷ {len(values)}" if found.operation == "average" else "")
        + f" = {number(round(found.value, 1))}"
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
        _basis(series, rows[0], lang) + ("." if base(lang) == "en" else "。"),
    ]
    if found.lacking:
        lines.append(say("without", lang, years=", ".join(map(str, found.lacking))))
    return Worded(series, tuple(lines), rows, chart_of(series, rows))


def _rows(frame: str, series: Series, rows: tuple[Observation, ...], lang: str) -> Worded:
    shown = rows if len(rows) <= MAX_ROWS else rows[-MAX_ROWS:]
    a, b = stats.period_of(shown[0]), stats.period_of(shown[-1])
    lines = [say(frame, lang, title=title_of(series, shown[0], lang), a=label(a, base(lang)), b=label(b, base(lang)))]
    lines += [f"- {_period(o, lang)}: {value_of(series, o, lang)}" for o in shown]
    lines.append(_basis(series, shown[-1], lang) + ("." if base(lang) == "en" else "。"))
    return Worded(series, tuple(lines), shown, chart_of(series, rows))


def chart_of(series: Series, rows: Iterable[Observation]) -> Chart | None:
    """Return the chart of *rows*, or None when they are fewer than three."""
    points = tuple((o.period, value) for o in rows if (value := stats.middle(o)) is not None)
    return Chart(series.id, points) if len(points) > 2 else None  # noqa: PLR2004 - two points are no picture


def _expected(found: Expected, lang: str) -> Worded:
    series, forecasts = found.series, found.forecasts
    listed = _list((_brief(series, o, lang) for o in forecasts[:MAX_RIVALS]), lang)
    lines = [say("expected", lang, title=title_of(series, forecasts[0], lang), period=_period(forecasts[0], lang), list=listed)]
    rows = list(forecasts[:MAX_RIVALS])
    notes = [o.note.in_(lang) for o in rows if o.note]
    lines += notes[:1]
    if found.outcome:
        lines.append(say("outcome", lang, value=value_of(series, found.outcome, lang), said=_basis(series, found.outcome, lang)))
        rows.append(found.outcome)
    else:
        lines.append(say("no-outcome", lang))
    return Worded(series, tuple(lines), tuple(rows))


def _check(found: Check, lang: str) -> Worded:
    series, ours, theirs = found.series, found.best, found.found
    shown = ours or theirs
    assert shown is not None
    value = value_of(series, theirs, lang) if theirs is not None else _stated(found, lang)
    period = _period(shown, lang)
    words = {"title": title_of(series, shown, lang), "period": period, "value": value, "ours": value_of(series, shown, lang)}
    lines: list[str] = []
    match found.verdict:
        case "agrees" | "differs":
            lines = [say(found.verdict, lang, **words)]
        case "forecast" if theirs is not None:
            lines = [say("was-forecast", lang, said=said(theirs, lang), **words)]
            lines.append(
                say("outcome", lang, value=words["ours"], said=_basis(series, shown, lang)) if ours else say("no-outcome", lang)
            )
        case "wrong" if theirs is not None:
            lines = [say("is-wrong", lang, reason=theirs.reason or "", **words)]
            lines += [say("instead", lang, **words)] if ours else []
        case "rival" if theirs is not None:
            lines = [say("is-rival", lang, said=said(theirs, lang), **words)]
    lines.append(_detail(series, shown, lang))
    rows = [o for o in (ours, theirs) if o is not None]
    return Worded(series, tuple(lines), tuple(dict.fromkeys(rows)))


def _stated(found: Check, lang: str) -> str:
    return amount(found.value.number, found.value.unit or found.series.unit, lang)


def _parts(found: Parts, lang: str) -> Worded:
    series = found.series
    lines = [say("parts", lang, title=series.title.in_(lang), period=label(found.period, base(lang)))]
    for o in found.rows:
        period = "" if stats.period_of(o).same(found.period) else f" ({_period(o, lang)})"
        lines.append(f"- {_name(o.segment or '', lang)}{period}: {value_of(series, o, lang)}")
    if found.whole:
        lines.append("- " + say("whole", lang, value=value_of(series, found.whole, lang)))
    lines.append(_basis(series, found.rows[0], lang) + ("." if base(lang) == "en" else "。"))
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
        lines.append(f"- {_brief(series, o, lang)} [{mark}]" + (f": {o.reason}" if o.reason else ""))
    return Worded(series, tuple(lines), found.rows)


def _apart(found: Apart, lang: str) -> Worded:
    series = found.series
    lines = [f"**{title_of(series, found.rows[0], lang)}**"]
    for o in found.rows:
        lines.append(f"- {_period(o, lang)}: {value_of(series, o, lang)} – {_detail(series, o, lang)}")
    lines.append(say("apart", lang))
    return Worded(series, tuple(lines), found.rows)


def _listing(found: Listing, lang: str) -> Worded:
    series = found.series
    lines = [f"**{series.title.in_(lang)}**"]
    lines += [
        f"- {_name(o.partner or o.subject or series.subject or '', lang)} ({_period(o, lang)}): {value_of(series, o, lang)}"
        for o in found.rows
    ]
    lines.append(_basis(series, found.rows[0], lang) + ("." if base(lang) == "en" else "。"))
    return Worded(series, tuple(lines), found.rows)


def lacking(found: Lacking, lang: str, names: tuple[str, ...] = ()) -> Worded:
    """Return what is missing, and the closest figures that there are."""
    title = found.series.title.in_(lang)
    if found.what == "forecast":
        first = say("lacking-forecast", lang, title=title)
    elif found.wanted or found.period is None:
        wanted = (", " if base(lang) == "en" else "、").join(names or found.wanted) or title
        first = say("lacking-other", lang, wanted=wanted, title=title)
    else:
        first = say("lacking-period", lang, title=title, period=label(found.period, base(lang)))
    closest = [f"{_period(o, lang)}: {value_of(found.series, o, lang)}" for o in found.closest]
    lines = [first, say("closest", lang, list=_list(closest, lang))] if closest else [first]
    if found.what == "period" and _is_to_come(found):
        lines += _next(found.series, lang)
    return Worded(found.series, tuple(lines), found.closest)


def _is_to_come(found: Lacking) -> bool:
    """Tell whether the period that was asked for ends after everything that the series holds."""
    settled = [stats.period_of(o).end for o in found.series.observations if o.status not in ("forecast", "plan")]
    return found.period is not None and bool(settled) and found.period.end > max(settled)
