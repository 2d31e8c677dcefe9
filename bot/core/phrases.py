"""The bot's own words in three languages: numbers, units, statuses and sentence frames.

No logic about what to say; `reply` decides that.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.models import Language, Observation, Series

_UNITS: dict[str, dict[str, str]] = {
    "t": {"en": "{} t", "ja": "{}トン", "zh": "{}吨"},
    "t REO": {"en": "{} t REO", "ja": "{}トン（REO換算）", "zh": "{}吨（REO）"},
    "Mt": {"en": "{} million t", "ja": "{}百万トン", "zh": "{}百万吨"},
    "Mt REO": {"en": "{} million t REO", "ja": "{}百万トン（REO換算）", "zh": "{}百万吨（REO）"},
    "t/year": {"en": "{} t a year", "ja": "年{}トン", "zh": "每年{}吨"},
    "t/month": {"en": "{} t a month", "ja": "月{}トン", "zh": "每月{}吨"},
    "kg": {"en": "{} kg", "ja": "{}キログラム", "zh": "{}公斤"},
    "kg per car": {"en": "{} kg a car", "ja": "1台{}キログラム", "zh": "每辆{}公斤"},
    "percent": {"en": "{}%", "ja": "{}%", "zh": "{}%"},
    "percent yoy": {"en": "{}% on the year", "ja": "前年比{}%", "zh": "同比{}%"},
    "% since start of year": {"en": "{}% since the start of the year", "ja": "年初来{}%", "zh": "年初以来{}%"},
    "% of GDP": {"en": "{}% of GDP", "ja": "GDPの{}%", "zh": "GDP的{}%"},
    "USD million": {"en": "USD {} million", "ja": "{}百万ドル", "zh": "{}百万美元"},
    "USD billion": {"en": "USD {} billion", "ja": "{}十億ドル", "zh": "{}十亿美元"},
    "JPY million": {"en": "JPY {} million", "ja": "{}百万円", "zh": "{}百万日元"},
    "JPY billion": {"en": "JPY {} billion", "ja": "{}十億円", "zh": "{}十亿日元"},
    "CNY million": {"en": "CNY {} million", "ja": "{}百万元", "zh": "{}百万元"},
    "EUR million": {"en": "EUR {} million", "ja": "{}百万ユーロ", "zh": "{}百万欧元"},
    "AUD million": {"en": "AUD {} million", "ja": "{}百万豪ドル", "zh": "{}百万澳元"},
    "USD": {"en": "USD {}", "ja": "{}ドル", "zh": "{}美元"},
    "USD/t": {"en": "USD {} per tonne", "ja": "1トン{}ドル", "zh": "每吨{}美元"},
    "USD/kg": {"en": "USD {} per kg", "ja": "1キロ{}ドル", "zh": "每公斤{}美元"},
    "CNY/t": {"en": "CNY {} per tonne", "ja": "1トン{}元", "zh": "每吨{}元"},
    "days": {"en": "{} days", "ja": "{}日", "zh": "{}天"},
    "vessels": {"en": "{} vessels", "ja": "{}隻", "zh": "{}艘"},
    "cases": {"en": "{} cases", "ja": "{}件", "zh": "{}起"},
    "times": {"en": "{} times", "ja": "{}回", "zh": "{}次"},
    "ratio": {"en": "{} times", "ja": "{}倍", "zh": "{}倍"},
    "patrols": {"en": "{} patrols", "ja": "{}回", "zh": "{}次"},
    "scrambles": {"en": "{} scrambles", "ja": "{}回", "zh": "{}次"},
    "hours": {"en": "{} hours", "ja": "{}時間", "zh": "{}小时"},
    "km": {"en": "{} km", "ja": "{}キロ", "zh": "{}公里"},
    "km2": {"en": "{} km²", "ja": "{}平方キロメートル", "zh": "{}平方公里"},
    "metres": {"en": "{} metres", "ja": "{}メートル", "zh": "{}米"},
    "vehicles": {"en": "{} vehicles", "ja": "{}台", "zh": "{}辆"},
    "visitors": {"en": "{} visitors", "ja": "{}人", "zh": "{}人"},
    "firms": {"en": "{} firms", "ja": "{}社", "zh": "{}家"},
    "entities": {"en": "{} entities", "ja": "{}団体", "zh": "{}家实体"},
    "items": {"en": "{} items", "ja": "{}品目", "zh": "{}项"},
    "cities": {"en": "{} cities", "ja": "{}都市", "zh": "{}座城市"},
    "years": {"en": "{} years", "ja": "{}年", "zh": "{}年"},
    "bookings": {"en": "{} bookings", "ja": "{}件", "zh": "{}笔预订"},
}
# Money in hundreds of millions, as Japanese and Chinese count it.
_OKU = {"USD million": (0.01, "ドル", "美元"), "USD billion": (10, "ドル", "美元"), "JPY million": (0.01, "円", "日元"), "JPY billion": (10, "円", "日元"),
        "CNY million": (0.01, "元", "元"), "EUR million": (0.01, "ユーロ", "欧元"), "AUD million": (0.01, "豪ドル", "澳元")}  # fmt: skip

STATUS: dict[str, dict[str, str]] = {
    "actual": {"en": "actual", "ja": "実績", "zh": "实际值"},
    "estimate": {"en": "estimate", "ja": "推計", "zh": "估计值"},
    "forecast": {"en": "forecast", "ja": "予測", "zh": "预测值"},
    "plan": {"en": "plan", "ja": "計画", "zh": "计划值"},
    "derived": {"en": "derived", "ja": "算出値", "zh": "推算值"},
}

_FRAMES: dict[str, dict[str, str]] = {
    "figure": {"en": "**{title}, {period}: {value}**", "ja": "**{title}（{period}）：{value}**", "zh": "**{title}（{period}）：{value}**"},
    "figure-plain": {"en": "**{title}: {value}**", "ja": "**{title}：{value}**", "zh": "**{title}：{value}**"},
    "basis": {"en": "{basis}; {status}", "ja": "{basis}、{status}", "zh": "{basis}，{status}"},
    "said": {"en": "{who}, {when}", "ja": "{who}、{when}", "zh": "{who}，{when}"},
    "others": {"en": "Sources differ; others: {list}.", "ja": "他の数字：{list}。", "zh": "其他说法：{list}。"},
    "earlier-forecast": {"en": "Forecast beforehand: {list}.", "ja": "事前の予測：{list}。", "zh": "此前的预测：{list}。"},
    "not-confused": {"en": "Not to be confused with {list}.", "ja": "次の数字とは別です：{list}。", "zh": "勿与此混淆：{list}。"},
    "partial": {"en": "This covers {period} only; there is no full-year figure here.", "ja": "{period}のみの数字で、通年の数字はありません。", "zh": "此数仅为{period}，没有全年数字。"},
    "newest": {"en": "This is the newest full figure held.", "ja": "手元で最も新しい数字です。", "zh": "这是现有最新的数字。"},
    "next": {"en": "Newer figures from {date}: {where}.", "ja": "より新しい数字は{date}以降：{where}。", "zh": "更新的数字自{date}起：{where}。"},
    "change": {"en": "**{title}: {a} ({pa}) → {b} ({pb}): {word} {difference}{percent}**", "ja": "**{title}：{a}（{pa}）→{b}（{pb}）：{difference}{word}{percent}**", "zh": "**{title}：{a}（{pa}）→{b}（{pb}）：{word}{difference}{percent}**"},
    "up": {"en": "up", "ja": "増（増えた）", "zh": "增加"},
    "down": {"en": "down", "ja": "減（減った）", "zh": "减少"},
    "same": {"en": "no change:", "ja": "（変わらず）", "zh": "持平："},
    "formula": {"en": "Computed: {formula}.", "ja": "計算：{formula}。", "zh": "计算：{formula}。"},
    "stated": {"en": "Stated by sources: {list}.", "ja": "出所の示す値：{list}。", "zh": "来源给出的数值：{list}。"},
    "ratio-share": {"en": "**{percent}% of the quota was exported, {period}**: {a} of {b}.", "ja": "**{period}は枠の{percent}%を輸出**：枠{b}に対し{a}。", "zh": "**{period}出口用去配额的{percent}%**：配额{b}，出口{a}。"},
    "share-of": {"en": "**{title}, {period}: {percent}%**, {a} of {b}.", "ja": "**{title}、{period}：{percent}%**（{b}のうち{a}）。", "zh": "**{title}，{period}：{percent}%**（{b}中的{a}）。"},
    "ratio-left": {"en": "**{difference} of the quota went unused, {period}**: exports of {a} against a quota of {b} ({percent}% used).", "ja": "**{period}は枠のうち{difference}が未使用**：枠{b}に対し輸出{a}（使用率{percent}%）。", "zh": "**{period}有{difference}配额未用**：配额{b}，出口{a}（使用率{percent}%）。"},
    "ratio-over": {"en": "**Yes. Exports exceeded the quota, {period}**: {a} against {b}, {difference} more ({percent}% of the quota).", "ja": "**はい。{period}の輸出は枠を超えました**：枠{b}に対し{a}、{difference}の超過（枠の{percent}%）。", "zh": "**是的，{period}出口超过配额**：配额{b}，出口{a}，多出{difference}（为配额的{percent}%）。"},
    "ratio-under": {"en": "**No. Exports stayed under the quota, {period}**: {a} against {b}, {difference} less ({percent}% of the quota).", "ja": "**いいえ。{period}の輸出は枠を下回りました**：枠{b}に対し{a}、{difference}少ない（枠の{percent}%）。", "zh": "**没有，{period}出口低于配额**：配额{b}，出口{a}，少{difference}（为配额的{percent}%）。"},
    "over": {"en": "**Yes: exports exceeded the quota in {years}** (of {n} years for which both are held).", "ja": "**はい。輸出が枠を超えた年：{years}**（両方の数字がある{n}年のうち）。", "zh": "**有：{years}出口超过配额**（两者俱全的{n}个年份中）。"},
    "over-none": {"en": "**No: in none of the {n} years for which both are held.**", "ja": "**いいえ。両方の数字がある{n}年にはありません。**", "zh": "**没有：两者俱全的{n}个年份中均未超过。**"},
    "highest": {"en": "**Highest: {period}, {value}** ({title}).", "ja": "**最高：{period}、{value}**（{title}）。", "zh": "**最高：{period}，{value}**（{title}）。"},
    "lowest": {"en": "**Lowest: {period}, {value}** ({title}).", "ja": "**最低：{period}、{value}**（{title}）。", "zh": "**最低：{period}，{value}**（{title}）。"},
    "among": {"en": "Among the {n} full years held, {a} to {b}.", "ja": "手元にある{a}〜{b}の{n}年分の中で。", "zh": "在现有{a}至{b}的{n}个年份中。"},
    "among-months": {"en": "Among the {n} periods held, {a} to {b}.", "ja": "手元にある{a}〜{b}の{n}期間の中で。", "zh": "在现有{a}至{b}的{n}个时段中。"},
    "among-held": {"en": "Among the {n} for which a figure is held; others may be higher or lower.", "ja": "数字のある{n}者の中で。数字のないところはこの限りではありません。", "zh": "仅就有数字的{n}者而言，其余不在此列。"},
    "counted": {"en": "On the basis \u201c{basis}\u201d alone: {figure}.", "ja": "「{basis}」に限れば：{figure}。", "zh": "仅按“{basis}”：{figure}。"},
    "average": {"en": "**Average of {title}, {a} to {b}: {value} a year.**", "ja": "**{title}の平均（{a}〜{b}）：年{value}。**", "zh": "**{title}平均（{a}至{b}）：每年{value}。**"},
    "total": {"en": "**Total of {title}, {a} to {b}: {value}.**", "ja": "**{title}の合計（{a}〜{b}）：{value}。**", "zh": "**{title}合计（{a}至{b}）：{value}。**"},
    "without": {"en": "No figure is held for {years}.", "ja": "{years}の数字はありません。", "zh": "没有{years}的数字。"},
    "trend": {"en": "**{title}, {a} to {b}**", "ja": "**{title}（{a}〜{b}）**", "zh": "**{title}（{a}至{b}）**"},
    "expected": {"en": "**{title}, {period}: expected {list}.**", "ja": "**{title}（{period}）の予測：{list}。**", "zh": "**{title}（{period}）的预测：{list}。**"},
    "outcome": {"en": "That was a forecast. The outcome: {value} ({said}).", "ja": "これは予測で、結果は{value}でした（{said}）。", "zh": "以上为预测；实际结果：{value}（{said}）。"},
    "no-outcome": {"en": "No outcome is held yet.", "ja": "結果の数字はまだありません。", "zh": "尚无实际结果。"},
    "agrees": {"en": "**Yes, {value} agrees**: {title}, {period}: {ours}.", "ja": "**はい、{value}は一致します**：{title}（{period}）は{ours}。", "zh": "**对，{value}相符**：{title}（{period}）为{ours}。"},
    "differs": {"en": "**No, not {value}**: {title}, {period}: {ours}.", "ja": "**いいえ、{value}ではありません**：{title}（{period}）は{ours}。", "zh": "**不，不是{value}**：{title}（{period}）为{ours}。"},
    "was-forecast": {"en": "**No: {value} was a forecast for {period}** ({said}).", "ja": "**いいえ。{value}は{period}の予測でした**（{said}）。", "zh": "**不：{value}是对{period}的预测**（{said}）。"},
    "is-wrong": {"en": "**No: {value} is known to be wrong for {period}.** {reason}", "ja": "**いいえ。{period}の{value}は誤りと分かっています。**{reason}", "zh": "**不：{period}的{value}已知有误。**{reason}"},
    "is-rival": {"en": "**{value} is given by one source for {period}** ({said}); the better supported figure is {ours}.", "ja": "**{value}は{period}についての一説です**（{said}）。より確かなのは{ours}です。", "zh": "**{value}是{period}的一种说法**（{said}）；更可靠的数字是{ours}。"},
    "instead": {"en": "{title}, {period}: {ours}.", "ja": "{title}（{period}）は{ours}です。", "zh": "{title}（{period}）为{ours}。"},
    "apart": {"en": "The two count different things, so no difference is computed.", "ja": "数えている対象が違うため、差は計算しません。", "zh": "两者统计口径不同，不计算差额。"},
    "parts": {"en": "**{title}, {period}, by part:**", "ja": "**{title}（{period}）の内訳：**", "zh": "**{title}（{period}）分项：**"},
    "whole": {"en": "Whole: {value}", "ja": "全体：{value}", "zh": "合计：{value}"},
    "rivals": {"en": "**{title}, {period}: what sources say**", "ja": "**{title}（{period}）：各出所の数字**", "zh": "**{title}（{period}）：各来源的数字**"},
    "preferred": {"en": "preferred", "ja": "採用", "zh": "采用"},
    "deprecated": {"en": "known to be wrong", "ja": "誤り", "zh": "已知有误"},
    "lacking-period": {"en": "I have no figure for {title} for {period}.", "ja": "{title}の{period}の数字は持っていません。", "zh": "我没有{title}{period}的数字。"},
    "lacking-other": {"en": "I have no figure on {wanted} here; what I have is {title}.", "ja": "{wanted}についての数字は持っていません。あるのは{title}です。", "zh": "我没有关于{wanted}的数字；我有的是{title}。"},
    "lacking-forecast": {"en": "I have no forecast for {title}.", "ja": "{title}の予測は持っていません。", "zh": "我没有{title}的预测。"},
    "closest": {"en": "The closest I have: {list}.", "ja": "いちばん近いもの：{list}。", "zh": "最接近的数字：{list}。"},
    "unknown": {"en": "I don't know. I have no sourced record that answers this.", "ja": "分かりません。これに答える出典付きの記録がありません。", "zh": "我不知道。我没有能回答这个问题的、有出处的记录。"},
    "unknown-about": {"en": "I have nothing sourced about {wanted}.", "ja": "{wanted}についての出典付きの記録はありません。", "zh": "我没有关于{wanted}的有出处的记录。"},
    "nearest": {"en": "The nearest record I have: {title}.", "ja": "いちばん近い記録：{title}。", "zh": "最接近的记录：{title}。"},
    "scope": {"en": "I answer questions on China's rare earth exports and quotas, Japan's dependence on them, and the Senkaku/Diaoyu Islands, from sourced records only. Try: \"how much did China export in 2012?\"", "ja": "中国のレアアース輸出と輸出枠、日本の依存、尖閣諸島（釣魚島）について、出典のある記録だけからお答えします。例：「2012年の中国の輸出量は？」", "zh": "我只根据有出处的记录，回答有关中国稀土出口与配额、日本的依赖以及钓鱼岛（尖阁诸岛）的问题。例如：“2012年中国出口了多少稀土？”"},
    "did-you-mean": {"en": "Which of these do you mean?", "ja": "どれについてのご質問ですか。", "zh": "您问的是哪一个？"},
    "sources": {"en": "Sources: {list}", "ja": "出典：{list}", "zh": "来源：{list}"},
    "source": {"en": "Source: {list}", "ja": "出典：{list}", "zh": "来源：{list}"},
    "undated": {"en": "undated", "ja": "日付なし", "zh": "无日期"},
    "timeline": {"en": "**{period}: what the records hold**", "ja": "**{period}の出来事（記録にあるもの）**", "zh": "**{period}大事（现有记录）**"},
    "more": {"en": "… and {n} more.", "ja": "…ほか{n}件。", "zh": "……另有{n}条。"},
    "dated": {"en": "as of {date}", "ja": "{date}時点", "zh": "截至{date}"},
    "as-of": {"en": "As of {date}.", "ja": "{date}時点。", "zh": "截至{date}。"},
    "scheduled": {"en": "scheduled", "ja": "予定", "zh": "预定"},
}  # fmt: skip


def say(frame: str, lang: str, **words: object) -> str:
    """Return the sentence *frame* in *lang*, filled with *words*."""
    return _FRAMES[frame][base(lang)].format(**words)


def bracketed(text: str, aside: str, lang: str) -> str:
    """Return *text* with *aside* in brackets behind it."""
    return f"{text} ({aside})" if base(lang) == "en" else f"{text}（{aside}）"


def enumerated(names: Iterable[str], lang: str) -> str:
    """Return *names* with commas between them."""
    return (", " if base(lang) == "en" else "、").join(names)


def base(lang: str) -> Language:
    """Return en, ja or zh for a language tag."""
    return "ja" if lang == "ja" else "zh" if lang.startswith("zh") else "en"


def number(value: float) -> str:
    """Return *value* with comma thousands and no needless decimals: 16,265, 39.7, 0.004."""
    if float(value).is_integer():
        return f"{int(value):,}"
    digits = 2 if abs(value) >= 1 else 4
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".")


def _exact(value: float) -> str:
    """Return *value* with up to four decimals: another unit may not cost a digit (488.8 million are 4.888 億)."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def amount(value: float | str, unit: str, lang: str) -> str:
    """Return *value* (or a ready range) with its *unit* in words."""
    code = base(lang)
    if code != "en" and unit in _OKU and not isinstance(value, str):
        factor, ja, zh = _OKU[unit]
        return f"{_exact(value * factor)}{'億' + ja if code == 'ja' else '亿' + zh}"
    text = value if isinstance(value, str) else number(value)
    frame = _UNITS.get(unit, {}).get(code)
    if unit == "percent yoy" and not isinstance(value, str) and value > 0:
        text = "+" + text
    return frame.format(text) if frame else f"{text} {unit}"


def value_of(series: Series, observation: Observation, lang: str) -> str:
    """Return an observation's value or range with its unit."""
    unit = observation.unit or series.unit
    if observation.value is not None:
        return amount(observation.value, unit, lang)
    low, high = observation.low, observation.high
    if low is not None and high is not None:
        return amount(f"{number(low)}–{number(high)}", unit, lang)
    sign = {"en": ("at least ", "at most "), "ja": ("少なくとも", "多くとも"), "zh": ("至少", "至多")}[base(lang)]
    return (sign[0] + amount(low, unit, lang)) if low is not None else (sign[1] + amount(high or 0.0, unit, lang))
