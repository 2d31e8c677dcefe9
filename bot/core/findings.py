"""What was found of the figures of a text, in words: one line a figure.

`verify` finds; here is only the wording. The sources stand under the lines, once for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.models import Observation, Series, Text
from bot.core.periods import label
from bot.core.phrases import base, value_of
from bot.core.verify import Verified
from bot.core.wording import said, title_of

_NONE = Text(
    "I found no figure in that text that I could check.",
    "この文章に照合できる数字は見つかりませんでした。",
    "这段文字里没有找到可以核对的数字。",
)
_FRAMES = {
    "agrees": Text(
        "**{stated}** agrees. {title}, {period}: {ours}.",
        "**{stated}** 一致します。{title}（{period}）は{ours}。",
        "**{stated}** 相符。{title}（{period}）为{ours}。",
    ),
    "differs": Text(
        "**{stated}** differs. Ours for {title}, {period}: {ours}.",
        "**{stated}** 一致しません。手元の数字では{title}（{period}）は{ours}。",
        "**{stated}** 不符。我们的数字：{title}（{period}）为{ours}。",
    ),
    "forecast": Text(
        "**{stated}** was a forecast of {title}, {period} ({said}), not what happened.",
        "**{stated}** {title}（{period}）の予測で（{said}）、実績ではありません。",
        "**{stated}** 是对{title}（{period}）的预测（{said}），不是实际结果。",
    ),
    "wrong": Text(
        "**{stated}** is known to be wrong for {title}, {period}.",
        "**{stated}** {title}（{period}）の数字としては誤りと分かっています。",
        "**{stated}** 作为{title}（{period}）的数字已知有误。",
    ),
    "rival": Text(
        "**{stated}** is one of several figures for {title}, {period} ({said}).",
        "**{stated}** {title}（{period}）についていくつかある数字の一つです（{said}）。",
        "**{stated}** 是{title}（{period}）的几种数字之一（{said}）。",
    ),
    "cannot check": Text(
        "**{stated}** cannot be checked: it is not plain what it counts and when, or I have no figure for it.",
        "**{stated}** 照合できません。何のいつの数字かはっきりしないか、手元に数字がありません。",
        "**{stated}** 无法核对：看不出是什么、什么时候的数字，或者我没有这个数字。",
    ),
    "outcome": Text("The outcome: {ours}.", "結果は{ours}。", "实际结果为{ours}。"),
    "better": Text("Better supported: {ours}.", "より確かなのは{ours}。", "更可靠的数字是{ours}。"),
    "no outcome": Text("No outcome is held.", "結果の数字は手元にありません。", "没有实际结果的数字。"),
}
_THEN = {"forecast": "outcome", "wrong": "better", "rival": "better"}
"""What is said of our own figure after the finding, where it is another one than the text has."""


def lines(found: Sequence[Verified], lang: str) -> tuple[str, ...]:
    """Return a line for each figure of a text, or the one that says that there is none."""
    return tuple(f"- {line(one, lang)}" for one in found) or (_NONE.in_(lang),)


def line(one: Verified, lang: str) -> str:
    """Return what was found of one figure: what it agrees with, or what we have instead."""
    shown = one.found if one.finding in ("forecast", "wrong", "rival") else one.ours
    shown = shown or one.ours or one.found
    if one.finding == "cannot check" or one.series is None or shown is None:
        return _FRAMES["cannot check"].in_(lang).format(stated=one.stated)
    parts = [_finding(one, one.series, shown, lang), *_reason(one), *_instead(one, one.series, lang)]
    if one.formula:
        parts.append(f"({one.formula})" if base(lang) == "en" else f"（{one.formula}）")
    return (" " if base(lang) == "en" else "").join(parts)


def _finding(one: Verified, series: Series, shown: Observation, lang: str) -> str:
    period = label(one.period, base(lang)) if one.period else shown.period
    words = {"title": title_of(series, shown, lang), "period": period, "said": said(shown, lang)}
    return _FRAMES[one.finding].in_(lang).format(stated=one.stated, ours=_figure(series, shown, lang), **words)


def _figure(series: Series, observation: Observation, lang: str) -> str:
    """Return a figure with what it counts and when it was said."""
    inner = (series.basis_of(observation).label.in_(lang), said(observation, lang))
    value = value_of(series, observation, lang)
    return {
        "en": f"{value} ({'; '.join(inner)})",
        "ja": f"{value}（{'、'.join(inner)}）",
        "zh": f"{value}（{'，'.join(inner)}）",
    }[base(lang)]


def _reason(one: Verified) -> tuple[str, ...]:
    reason = one.found.reason if one.finding == "wrong" and one.found else None
    return (reason,) if reason else ()


def _instead(one: Verified, series: Series, lang: str) -> tuple[str, ...]:
    """Return what is held instead of a figure that was a forecast, is wrong, or is not the best supported one."""
    if one.finding not in _THEN:
        return ()
    if one.ours is None or one.ours is one.found:
        return (_FRAMES["no outcome"].in_(lang),) if one.finding == "forecast" else ()
    return (_FRAMES[_THEN[one.finding]].in_(lang).format(ours=_figure(series, one.ours, lang)),)
