"""A chart: the points of an answer as a picture, and in words for those who do not see it.

The plotting library is an optional dependency (the group `charts`) and is loaded when a chart is drawn; it sets nothing
that other charts would notice, so charts may be drawn in threads. The same points give the same bytes. Where no figure
is held nothing is drawn: gaps stay gaps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.core import stats
from bot.core.models import Observation, Series, Source, Status, Text
from bot.core.periods import Period, date_label, label, parse
from bot.core.phrases import STATUS, amount, base, number, value_of
from bot.core.text import is_cjk, to_traditional
from bot.core.wording import Chart, title_of
from bot.errors import ChartError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAX_ALT = 1000
"""Characters of an alt text; Discord takes 1,024."""
_SIZE, _DPI = (8.0, 4.5), 120
_AXES = (0.11, 0.215, 0.86, 0.63)
_TITLE_WIDTH, _FOOTER_WIDTH = 84, 124
_MAX_TICKS, _MAX_LABELS, _MAX_PUBLISHERS, _MAX_GAPS = 10, 14, 4, 4
_INK, _PALE, _LINE = "#1b1f24", "#59636e", "#a3adb6"
_COLOURS = ("#1f6f8b", "#c8553d", "#6b8e23", "#7b5ea7")
_JAPANESE = (
    "Noto Sans CJK JP, Noto Sans JP, Source Han Sans JP, IPAexGothic, IPAGothic, TakaoGothic, Hiragino Sans, Yu Gothic, MS Gothic"
)
_CHINESE = "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, WenQuanYi Zen Hei, WenQuanYi Micro Hei, PingFang SC, SimHei"
_FONTS = {"ja": tuple(_JAPANESE.split(", ")), "zh": tuple(_CHINESE.split(", "))}
_ANY_CJK = ("Droid Sans Fallback", "Arial Unicode MS", "Unifont")
_LATIN = "DejaVu Sans"  # comes with the plotting library

# Units whose words go around the number, as they are called on an axis.
_AXIS_UNITS = {
    "t/year": Text("t a year", "トン／年", "吨／年"),
    "t/month": Text("t a month", "トン／月", "吨／月"),
    "kg per car": Text("kg a car", "キログラム／台", "公斤／辆"),
    "USD/t": Text("USD per tonne", "ドル／トン", "美元／吨"),
    "USD/kg": Text("USD per kg", "ドル／キログラム", "美元／公斤"),
    "CNY/t": Text("CNY per tonne", "元／トン", "元／吨"),
    "percent yoy": Text("% on the year", "前年比（%）", "同比（%）"),
    "% since start of year": Text("% since the start of the year", "年初来（%）", "年初以来（%）"),
    "% of GDP": Text("% of GDP", "GDP比（%）", "占GDP（%）"),
}
_WORDS = {
    "source": Text("Source: {list}", "出典：{list}", "来源：{list}"),
    "sources": Text("Sources: {list}", "出典：{list}", "来源：{list}"),
    "more": Text(" and {n} more", "ほか{n}件", "等另{n}个"),
    "as-of": Text("Figures as of {date}", "{date}時点の数字", "数字截至{date}"),
    "basis": Text("Counted: {basis}", "数え方：{basis}", "口径：{basis}"),
    "alt": Text(
        "Chart of {title}, {a} to {b}, {n} figures. First {first}; last {last}; highest {highest}; lowest {lowest}.",
        "{title}の図（{a}〜{b}、{n}点）。最初{first}、最後{last}、最高{highest}、最低{lowest}。",
        "{title}图（{a}至{b}，{n}个数字）。最初{first}，最后{last}，最高{highest}，最低{lowest}。",
    ),
    "point": Text("{period}: {value}", "{period}は{value}", "{period}为{value}"),
    "marked": Text("Marked as {mark}: {list}.", "{mark}として示したもの：{list}。", "标为{mark}：{list}。"),
    "gap": Text("No figure between {a} and {b}.", "{a}と{b}の間の数字はありません。", "{a}与{b}之间没有数字。"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: the PNG file, and what it shows in words."""

    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart, with the observation that it comes from where there is one."""

    text: str
    period: Period
    value: float
    observation: Observation | None

    @property
    def status(self) -> Status:
        """Return whether it is a count, an estimate, a forecast or a plan."""
        return self.observation.status if self.observation else "actual"

    @property
    def bounds(self) -> tuple[float, float]:
        """Return both ends of a range, or the value twice."""
        o = self.observation
        if o is None or o.low is None or o.high is None:
            return self.value, self.value
        return o.low, o.high


def draw(chart: Chart, series: Series, sources: Mapping[str, Source], lang: str = "en") -> Picture:
    """Return *chart* of *series* as a picture labelled in *lang*; `ChartError` where the plotting library is missing.

    Without a font for Japanese and Chinese the labels are in English; the words beside the picture never are.
    """
    shown = points(chart, series)
    return Picture(_png(shown, series, sources, lang), alt(shown, series, lang))


def points(chart: Chart, series: Series) -> list[Point]:
    """Return the figures of *chart*, oldest first, only those in the unit that most of them have."""
    ranked = stats.best_first(series, series.observations)
    found = [Point(text, parse(text), value, _observation(text, value, ranked)) for text, value in chart.points]
    unit = Counter(_unit(point, series) for point in found).most_common(1)
    same = [point for point in found if _unit(point, series) == unit[0][0]]
    return sorted(same, key=lambda point: (point.period.start, point.period.end))


def _observation(period: str, value: float, ranked: Iterable[Observation]) -> Observation | None:
    return next((o for o in ranked if o.period == period and stats.middle(o) == value), None)


def _unit(point: Point, series: Series) -> str:
    return stats.unit_of(series, point.observation) if point.observation else series.unit


# --- in words -------------------------------------------------------------------------------------------------------------


def alt(shown: Sequence[Point], series: Series, lang: str) -> str:
    """Return what a chart of *shown* says: its span, first, last, highest and lowest figure, marks and gaps."""
    if not shown:
        return series.title.in_(lang)
    low, high = min(shown, key=lambda p: p.value), max(shown, key=lambda p: p.value)
    named = {"first": shown[0], "last": shown[-1], "highest": high, "lowest": low}
    said = {name: _word("point", lang, period=_label(p, lang), value=_value(p, series, lang)) for name, p in named.items()}
    a, b = _label(shown[0], lang), _label(shown[-1], lang)
    parts = [_word("alt", lang, title=_title(shown, series, lang), a=a, b=b, n=len(shown), **said)]
    parts += _marks(shown, lang)
    parts += [_word("gap", lang, a=_label(a, lang), b=_label(b, lang)) for a, b in list(_gaps(shown))[:_MAX_GAPS]]
    return _in_script((" " if base(lang) == "en" else "").join(parts)[:MAX_ALT], lang)


def _marks(shown: Sequence[Point], lang: str) -> Iterator[str]:
    for status in ("derived", "estimate", "plan", "forecast"):
        marked = [_label(p, lang) for p in shown if p.status == status]
        if marked:
            yield _word("marked", lang, mark=STATUS[status][base(lang)], list=(", " if base(lang) == "en" else "、").join(marked))


def _gaps(shown: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Yield the neighbours between which there is a time without a figure."""
    return ((a, b) for a, b in pairwise(shown) if (b.period.start - a.period.end).days > 1)


def _title(shown: Sequence[Point], series: Series, lang: str) -> str:
    return title_of(series, next((p.observation for p in shown if p.observation), None), lang)


def _label(point: Point, lang: str) -> str:
    return label(point.period, base(lang))


def _value(point: Point, series: Series, lang: str) -> str:
    return value_of(series, point.observation, lang) if point.observation else amount(point.value, series.unit, lang)


def _word(name: str, lang: str, **words: object) -> str:
    return _WORDS[name].in_(lang).format(**words)


def _in_script(text: str, lang: str) -> str:
    return to_traditional(text) if lang == "zh-TW" else text


# --- as a picture ---------------------------------------------------------------------------------------------------------


def _png(shown: Sequence[Point], series: Series, sources: Mapping[str, Source], lang: str) -> bytes:
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise ChartError("Charts need matplotlib: pip install 'rare-earth-bot[charts]'") from None
    fonts, lang = _fonts(lang)
    write = _writer(fonts)
    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes(_AXES)
    (_bars if series.total == "sum" else _lines)(axes, shown, series, lang)
    _dress(axes, shown, series, lang, write)
    title = _wrapped(_in_script(_title(shown, series, lang), lang), _TITLE_WIDTH)
    footer = _footer(shown, series, sources, lang, plain=fonts == (_LATIN,))
    figure.text(0.02, 0.975, title, va="top", color=_INK, **write(12, weight="bold"))
    figure.text(0.02, 0.02, footer, va="bottom", color=_PALE, linespacing=1.35, **write(7.5))
    return _bytes(figure)


def _bytes(figure: Figure) -> bytes:
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})  # the version would make the bytes differ
    return out.getvalue()


def _style(point: Point, series: Series, lang: str) -> tuple[int, str]:
    """Return which colour *point* has, and what that means: the status, and the basis where it is not that of the series."""
    order: tuple[Status, ...] = ("actual", "derived", "estimate", "plan", "forecast")
    words = [STATUS[point.status][base(lang)]]
    o = point.observation
    if o is not None and o.basis and o.basis != series.basis:
        words.insert(0, series.basis_of(o).label.in_(lang))
    return order.index(point.status), _in_script(("; " if base(lang) == "en" else "、").join(words), lang)


def _groups(shown: Sequence[Point], series: Series, lang: str) -> list[tuple[str, bool, str, list[Point]]]:
    """Return the points by what they are: colour, whether they were counted, what that is called, and the points."""
    groups: dict[tuple[int, str], list[Point]] = {}
    for point in shown:
        groups.setdefault(_style(point, series, lang), []).append(point)
    ordered = sorted(groups.items(), key=lambda group: (group[0][0], -len(group[1]), group[0][1]))
    return [(_COLOURS[n % len(_COLOURS)], kind == 0, words, members) for n, ((kind, words), members) in enumerate(ordered)]


def _middle(point: Point) -> float:
    return (point.period.start.toordinal() + point.period.end.toordinal() + 1) / 2


def _days(point: Point) -> int:
    return (point.period.end - point.period.start).days + 1


def _bars(axes: Axes, shown: Sequence[Point], series: Series, lang: str) -> None:
    """Draw amounts of a time as bars as broad as that time; what was not counted is hatched."""
    for colour, counted, words, members in _groups(shown, series, lang):
        at, heights, widths = [_middle(p) for p in members], [p.value for p in members], [_days(p) * 0.78 for p in members]
        if counted:
            axes.bar(at, heights, widths, color=colour, label=words, zorder=2)
        else:
            axes.bar(at, heights, widths, facecolor="white", edgecolor=colour, hatch="////", linewidth=1, label=words, zorder=2)
        _ranges(axes, members)


def _lines(axes: Axes, shown: Sequence[Point], series: Series, lang: str) -> None:
    """Draw states as marks, joined where one period follows the other; what was not counted is hollow."""
    for run in _runs(shown, series):
        axes.plot([_middle(p) for p in run], [p.value for p in run], color=_LINE, linewidth=1.4, zorder=2)
    for colour, counted, words, members in _groups(shown, series, lang):
        face = colour if counted else "white"
        axes.plot([_middle(p) for p in members], [p.value for p in members], linestyle="none", marker="o", markersize=6,
                  markerfacecolor=face, markeredgecolor=colour, label=words, zorder=3)  # fmt: skip
        _ranges(axes, members)


def _runs(shown: Sequence[Point], series: Series) -> list[list[Point]]:
    """Return *shown* cut where there is a gap, or where something else is counted."""
    runs: list[list[Point]] = []
    broken = {id(b) for _, b in _gaps(shown)}
    for point in shown:
        if not runs or id(point) in broken or not _compare(series, runs[-1][-1].observation, point.observation):
            runs.append([])
        runs[-1].append(point)
    return runs


def _compare(series: Series, a: Observation | None, b: Observation | None) -> bool:
    return a is None or b is None or stats.comparable(series, a, b)


def _ranges(axes: Axes, members: Sequence[Point]) -> None:
    for point in members:
        low, high = point.bounds
        if low < high:
            axes.plot([_middle(point)] * 2, [low, high], color=_INK, linewidth=1, marker="_", markersize=6, zorder=4)


def _dress(axes: Axes, shown: Sequence[Point], series: Series, lang: str, write: Callable[..., dict[str, Any]]) -> None:
    """Give *axes* their labels, their scale from zero, and a legend where there is more than one kind of point."""
    from matplotlib.ticker import FuncFormatter

    tops = [bound for point in shown for bound in point.bounds]
    low, high = min(0.0, *tops), max(0.0, *tops)
    axes.set_ylim(low - (0.12 * (high - low) if low < 0 else 0), high + 0.12 * (high - low or 1.0))
    axes.margins(x=0.03)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.set_ylabel(_in_script(_unit_words(_unit(shown[0], series), lang), lang), color=_PALE, **write(9))
    ticks = shown[:: -(-len(shown) // _MAX_TICKS)]
    axes.set_xticks([_middle(p) for p in ticks], [_tick(p.text, lang) for p in ticks])
    for tick in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        tick.set(color=_PALE, **write(8.5))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="y", color="#e3e6e8", linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)
    if len(shown) <= _MAX_LABELS:
        for point in shown:
            axes.annotate(_short(point), (_middle(point), point.bounds[1]), xytext=(0, 5), textcoords="offset points",
                          ha="center", color=_INK, **write(7.5))  # fmt: skip
    if len({_style(point, series, lang) for point in shown}) > 1:
        prop = write(7.5)["fontproperties"]
        axes.legend(prop=prop, frameon=False, loc="lower left", bbox_to_anchor=(0, 0.99), ncols=2, borderaxespad=0.1)


def _short(point: Point) -> str:
    """Return the figure without its unit, with a sign where it is only known to be at least or at most that."""
    o = point.observation
    open_ended = o is not None and o.value is None and (o.low is None) != (o.high is None)
    sign = ("≥" if o is not None and o.low is not None else "≤") if open_ended else ""
    return sign + number(point.value)


def _tick(period: str, lang: str) -> str:
    text = period.replace("/", "–")
    return text.removeprefix("FY") + "年度" if lang == "ja" and period.startswith("FY") else text


def _unit_words(unit: str, lang: str) -> str:
    if unit in _AXIS_UNITS:
        return _AXIS_UNITS[unit].in_(lang)
    return " ".join(amount("", unit, lang).split())


def _footer(shown: Sequence[Point], series: Series, sources: Mapping[str, Source], lang: str, *, plain: bool) -> str:
    """Return what is counted, who says so, and as of when; only what a *plain* font can draw where there is no other."""
    rows = [point.observation for point in shown if point.observation]
    own = [o for o in rows if not o.basis or o.basis == series.basis]
    parts = [_word("basis", lang, basis=series.basis_of(own[0]).label.in_(lang))] if own else []
    counts = Counter(sources[o.source].publisher for o in rows if o.source in sources)
    named = [name for name, _ in counts.most_common() if not (plain and is_cjk(name))]
    if named:
        listed = "; ".join(named[:_MAX_PUBLISHERS])
        more = _word("more", lang, n=len(counts) - _MAX_PUBLISHERS) if len(counts) > _MAX_PUBLISHERS else ""
        parts.append(_word("source" if len(counts) == 1 else "sources", lang, list=listed + more))
    newest = max((o.as_of for o in rows if o.as_of), default=None)
    parts += [_word("as-of", lang, date=date_label(newest, base(lang)))] if newest else []
    return "\n".join(_wrapped(_in_script(part, lang), _FOOTER_WIDTH) for part in parts)


def _wrapped(text: str, width: int) -> str:
    """Return *text* in lines of at most *width* columns, of which a Han character takes two."""
    lines, room = [""], width
    for piece in _pieces(text):
        wide = sum(2 if is_cjk(c) else 1 for c in piece)
        if wide > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += piece if lines[-1] else piece.lstrip()
        room -= wide
    return "\n".join(line.rstrip() for line in lines)


def _pieces(text: str) -> Iterator[str]:
    """Yield what may stand on a line of its own: a word with the space after it, or one Han character."""
    start = 0
    for i, character in enumerate(text):
        if character == " " or is_cjk(character):
            yield text[start : i + 1]
            start = i + 1
    yield text[start:]


# --- fonts ----------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    from matplotlib.font_manager import fontManager

    return frozenset(font.name for font in fontManager.ttflist)


def _fonts(lang: str) -> tuple[tuple[str, ...], str]:
    """Return the fonts to draw with, and the language that they can draw."""
    code = base(lang)
    order = ("zh", "ja") if code == "zh" else ("ja", "zh")
    wanted = [name for group in (*(_FONTS[c] for c in order), _ANY_CJK) for name in group]
    han = next((name for name in wanted if name in _installed()), None)
    if han is None:
        return (_LATIN,), "en"
    return ((_LATIN, han) if code == "en" else (han, _LATIN)), lang


def _writer(fonts: tuple[str, ...]) -> Callable[..., dict[str, Any]]:
    """Return what makes the properties of a text of some size; a dollar sign in it is a dollar sign."""
    from matplotlib.font_manager import FontProperties

    def write(size: float, weight: str = "normal") -> dict[str, Any]:
        return {"fontproperties": FontProperties(family=list(fonts), size=size, weight=weight), "parse_math": False}

    return write
