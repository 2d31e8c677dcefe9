"""What a question is about: metric, period, actor and direction, commodity, segment, operation, values, question word.

Reading only: nothing here looks at a record or decides what to answer. The patterns are written as folded text is: lower
case, and every Han character in its simplified form, Japanese ones too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.core import periods
from bot.core.lexicon import Lexicon, Spot
from bot.core.periods import Mention, Period
from bot.core.text import fold, is_cjk

Role = Literal["from", "to", "any"]
Wh = Literal["who", "when", "where", "why", "how many", "how long", "how", "which", "what", "yes or no", ""]


@dataclass(frozen=True, slots=True)
class Actor:
    """A country that the question names, and its side of the flow: goods go *from* one *to* another."""

    id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Value:
    """A number that the question itself states, e.g. 18,000 (t) or 56 (percent)."""

    number: float
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Slots:
    """Everything that was read from one question. *rest* are the words that nothing known explains."""

    text: str
    lang: str
    spots: tuple[Spot, ...]
    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    values: tuple[Value, ...]
    wh: Wh
    negated: bool
    ranged: bool
    rest: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...] = ()
    excluded: frozenset[str] = frozenset()
    _ids: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def ids(self, *kinds: str) -> frozenset[str]:
        """Return the ids of the terms of *kinds*."""
        found = self._ids.get(kinds)
        if found is None:
            found = self._ids[kinds] = frozenset(s.term.id for s in self.spots if s.term.kind in kinds)
        return found

    @property
    def concepts(self) -> frozenset[str]:
        """Return what is measured, as far as it is named."""
        return self.ids("concept")

    @property
    def operations(self) -> frozenset[str]:
        """Return what is to be done with the figures."""
        return self.ids("operation")

    @property
    def commodities(self) -> frozenset[str]:
        """Return the goods that are named."""
        return self.ids("commodity") - self.excluded

    @property
    def segments(self) -> frozenset[str]:
        """Return the parts (batches, light, heavy) that are named."""
        return self.ids("segment")

    @property
    def statuses(self) -> frozenset[str]:
        """Return forecast, actual or plan, where asked for."""
        return self.ids("status")

    @property
    def periods(self) -> tuple[Period, ...]:
        """Return the periods that are named with their year, each once."""
        return tuple(dict.fromkeys(m.period for m in self.mentions if not m.yearless))

    @property
    def years(self) -> frozenset[int]:
        """Return the calendar years that are named."""
        return frozenset(p.year for p in self.periods)


_WH: tuple[tuple[Wh, re.Pattern[str]], ...] = (
    ("why", re.compile(r"\b(?:why|how come|what caused|reason|reasons|cause of|explain why)\b|なぜ|なんで|何故|どうして|理由|原因|わけ|为什么|为啥|为何|咋回事|怎么会|缘故")),
    ("how many", re.compile(r"\bhow (?:many|much|big|large|high|low|far|tall|deep|small|often)\b|\bwhat (?:percentage|percent|share|number|amount|volume|tonnage|quantity|%)|何[トト]ン|何只|何日(?!に)|何件|何回|何割|何[%パ]|何人|何社|いくつ|いくら|どれ[くだ]|どのくらい|多少|几[吨艘次天个家人国起]|百分之几|多大|多远|多高")),
    ("how long", re.compile(r"\bhow long\b|どのくらいの?期间|いつまで|多久|多长时间|何年间|何时间|期限")),
    ("when", re.compile(r"\b(?:when|whn|wen|what (?:date|day|year|month|time)|which (?:year|month|day|date)|since when|date of|date)\b|いつ|何年(?!间)|何月|何日に|日付|什么时候|何时|啥时候|哪[一]?年|哪[一]?天|几月|几号|什么时间|何年何月|时后|日期")),
    ("who", re.compile(r"\b(?:who|whose|whom|which (?:company|country|countries|person|minister|firm|firms))\b|谁|だれ|どこの国|どの国|何者|谁|哪些?国家?|哪[几]?国|哪家|哪个国家|何人")),
    ("where", re.compile(r"\b(?:where|which place|location|located)\b|どこ|场所|哪里|哪儿|位于|在哪|场所|位置")),
    ("which", re.compile(r"\b(?:which|wich)\b|どの|どれ|どちら|どっち|哪")),
    ("how", re.compile(r"\bhow\b|どう|怎么|如何|怎样|咋")),
    ("what", re.compile(r"\b(?:what|whats|what's|wat)\b|何|なに|什么|啥")),
    ("yes or no", re.compile(r"^(?:and |so |but |ok |then )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|isn'?t|wasn'?t|didn'?t|hasn'?t|aren'?t)\b|(?:ますか|ですか|たの|るの|った|のか|ある\?|たか)\W*$|吗|是不是|有没有|是否|了没")),
)  # fmt: skip
_NEGATION = re.compile(
    r"\b(?:not|never|didn'?t|doesn'?t|don'?t|isn'?t|wasn'?t|except|excluding|other than|no longer|(?:bought|saw|had|took|got|made|sent|gets?|takes?|buys?|with|has|have) no)\b|以外|除外|なかった|ない(?:のは|国|会社)|没有|未|除了|不是|并非"
)
_TAG_QUESTION = re.compile(
    r"^(?:wasn'?t|isn'?t|didn'?t|aren'?t|weren'?t|hasn'?t|doesn'?t)\b|[^\w](?:isn'?t|wasn'?t|didn'?t|right)\W*(?:it|they)?\W*$|枠じゃなくて|不是配额|的不是|じゃなく|ではな[いく]|不是.*[?吗]|没有[?吗]|有没有|not (?:just|only|the)\b|わけじゃ"
)
_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_VALUE = re.compile(
    rf"(?<![a-z0-9.,]){_NUMBER}\s?(?P<k>k\b|thousand|million|billion|m\b(?! )|万|亿|亿|千)?\s?"
    r"(?P<u>%|percent|per cent|pct|パーセント|割|成|metric tons?|tonnes?|tons?|t\b|トン|吨|公吨|days?|日(?:间)?|天|vessels?|ships?|只|艘(?:次)?|cases?|件|起|times|回|次"
    r"|scrambles?|hours?|时间|小时|km2?|sq km|平方キロ|平方公里|キロ|公里|(?:usd|us\$|\$|dollars?|ドル|美元)|yen|圆|日元|yuan|元)?"
)
_LIKE_A_YEAR = re.compile(r"(?:19|20)\d\d")
_PERCENT_WORDS = re.compile(r"百分之(?P<n>\d+(?:\.\d+)?)")
_UNITS = {"%": "percent", "percent": "percent", "per cent": "percent", "pct": "percent", "パーセント": "percent", "割": "tenths", "成": "tenths",
          "トン": "t", "吨": "t", "公吨": "t", "日": "days", "日间": "days", "天": "days", "只": "vessels", "艘": "vessels", "艘次": "vessels", "件": "cases", "起": "cases",
          "回": "cases", "次": "cases", "times": "cases", "时间": "hours", "小时": "hours"}  # fmt: skip
_SCALE = {"k": 1e3, "thousand": 1e3, "千": 1e3, "万": 1e4, "million": 1e6, "m": 1e6, "亿": 1e8, "billion": 1e9}
_BETWEEN = re.compile(r"^\s?(?:-|~|to|through|thru|until|till|から|到|至|よ?り|and)\s?$|^\s?(?:from|-)\s?$")
_RANGE_WORDS = re.compile(r"\b(?:between|from|since|over|during)\b|から|以来|以降|到|至|间|间")


def read(text: str, lexicon: Lexicon, lang: str, newest: date) -> Slots:
    """Return what *text* is about. *newest* is the last day that the data cover ("last year" is counted from it)."""
    folded = fold(text)
    dated = periods.read(folded, newest) if _may_be_dated(folded) else []
    reading = lexicon.read(folded, [(m.start, m.end) for m in dated])
    corrected = reading.corrected
    if corrected:
        dated = periods.read(reading.text, newest)
        reading = lexicon.read(reading.text, [(m.start, m.end) for m in dated])
    body = reading.text
    values = tuple(_values(body, dated))
    return Slots(
        text=body,
        lang=lang,
        spots=reading.spots,
        mentions=tuple(dated),
        actors=tuple(_actors(body, reading.spots)),
        values=values,
        wh=question_word(body),
        negated=_is_negated(body, reading.spots),
        ranged=_is_range(body, dated),
        rest=tuple(word for word in reading.rest if not _stated(word, values)),
        corrected=corrected,
        excluded=frozenset(_excluded(body, reading.spots)),
    )


_NOT_BEFORE = re.compile(
    r"(?:\bnot(?: the| in| just)?|\bnot just(?: the)?|\bother than|\brather than|\binstead of|\bincluding(?: the| a)?|\bincl\.?|\bplus the|don'?t (?:give me|mean|want)(?: the)?|without|不是|并非|不要|而非|别给我?|别说|别拿|除了|不算|不含)\s?$"
)
_NOT_AFTER = re.compile(r"^\s?(?:じゃな[くい]|ではな[くい]|でな[くい]|以外)")


def _excluded(text: str, spots: Iterable[Spot]) -> Iterable[str]:
    """Return the terms that the question rules out: "the vessel count, not days"."""
    for spot in spots:
        if _NOT_BEFORE.search(text[max(0, spot.start - 14) : spot.start]) or _NOT_AFTER.match(text[spot.end : spot.end + 8]):
            yield spot.term.id


def _may_be_dated(folded: str) -> bool:
    return any(c.isdigit() for c in folded) or bool(_DATED_WORDS.search(folded))


_DATED_WORDS = re.compile(r"year|年|月|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|令和|平成|昭和")


def question_word(text: str) -> Wh:
    """Return the first kind of question word in the order of *_WH*, the most telling first."""
    for wh, pattern in _WH:
        if pattern.search(text):
            return wh
    return ""


def _stated(word: str, values: Iterable[Value]) -> bool:
    """Tell whether *word* belongs to a figure that was read as a value ("390k")."""
    return (word[0].isdigit() or word in ("k", "m", "万", "亿")) and any(word in value.text for value in values)


def _is_negated(text: str, spots: Iterable[Spot]) -> bool:
    """Tell whether a question asks for what did *not* happen; a yes-or-no question may be put either way."""
    if question_word(text) not in ("who", "which", "what", "how many", "where", "when"):
        return False
    left = list(text)
    for spot in spots:
        if spot.term.kind not in ("chatter", "operation", "filler"):
            left[spot.start : spot.end] = " " * (spot.end - spot.start)
    plain = "".join(left)
    return bool(_NEGATION.search(plain)) and not _TAG_QUESTION.search(text)


def _is_range(text: str, dated: list[Mention]) -> bool:
    if len(dated) != 2:  # noqa: PLR2004 - a range has two ends
        return False
    between = text[dated[0].end : dated[1].start]
    if _BETWEEN.match(between):
        return between.strip() != "and" or "between" in text[: dated[0].start]
    return bool(_RANGE_WORDS.search(between)) and is_cjk(text)


def _values(text: str, dated: Iterable[Mention]) -> list[Value]:
    found = []
    spans = [(m.start, m.end) for m in dated]
    for match in _VALUE.finditer(text):
        inside = any(s <= match.start("n") < e for s, e in spans)
        unit = match["u"] or ""
        if inside or (not unit and not match["k"] and (not _stands_alone(match["n"]) or _LIKE_A_YEAR.fullmatch(match["n"]))):
            continue
        number = float(match["n"].replace(",", "")) * _SCALE.get(match["k"] or "", 1)
        name = _UNITS.get(unit) or _plain_unit(unit)
        found.append(
            Value(number * 10 if name == "tenths" else number, "percent" if name == "tenths" else name, match.group().strip())
        )
    found += [Value(float(m["n"]), "percent", m.group()) for m in _PERCENT_WORDS.finditer(text)]
    return found[:8]


def _stands_alone(number: str) -> bool:
    """Tell whether a bare number is large enough to be a figure and not a count in passing ("the 3 islands")."""
    return "," in number or "." in number or len(number) >= 4  # noqa: PLR2004


def _plain_unit(unit: str) -> str:
    for start, name in (("metric", "t"), ("ton", "t"), ("t", "t"), ("day", "days"), ("vessel", "vessels"), ("ship", "vessels"), ("case", "cases"),
                        ("scramble", "scrambles"), ("hour", "hours"), ("km2", "km2"), ("sq", "km2"), ("平方", "km2"), ("km", "km"), ("キロ", "km"), ("公里", "km"),
                        ("usd", "USD"), ("us$", "USD"), ("$", "USD"), ("dollar", "USD"), ("ドル", "USD"), ("美元", "USD"), ("yen", "JPY"), ("圆", "JPY"), ("日元", "JPY")):  # fmt: skip
        if unit.startswith(start):
            return name
    return ""


# --- directions: which side of a flow an actor is on ----------------------------------------------------------------------

_BEFORE_FROM = re.compile(r"(?:\bfrom|\bout of|\bleaving|自|从|由)\s?(?:the )?$")
_BEFORE_TO = re.compile(
    r"(?:\bto|\binto|\bvisited|\bvisiting|\bvisit|\btowards?|\bbound for|\breaching|对|向|往|到|给|输往|运往|出口至|销往|发往)\s?(?:the )?$"
)
_AFTER_FROM = re.compile(r"^\s?(?:侧|产|产)?(?:から|より|产|产|への)")
_AFTER_TO = re.compile(r"^\s?(?:向け|へ|にの?输出|に|-bound|bound| received| took| bought)")
_AFTER_EXPORTS = re.compile(
    r"^(?:'s?)?\s?(?:的|の|は|が)?(?:rare[- ]earths?|ree|re|稀土|レアアース|magnets?|磁石|永磁|磁体|total|annual)?\s?(?:的|の|は|が)?(?:exports?|exported|exporting|ship|shipped|sold|sell|出口|输出|输出)"
)
_AFTER_IMPORTS = re.compile(
    r"^(?:'s?)?\s?(?:的|の|は|が)?(?:rare[- ]earths?|ree|re|稀土|レアアース|magnets?|磁石|永磁|磁体|total|annual)?\s?(?:的|の|は|が)?(?:对中|对华|对中国)?(?:imports?|imported|importing|buy|buys|bought|depend|reliance|relian|rely|relies|进口|输入|输入|依存|依赖)"
)
_BEFORE_EXPORTED_BY = re.compile(r"(?:exports? (?:of|by)|exported by|shipped by|sold by)\s?(?:the )?$")
_BEFORE_IMPORTED_BY = re.compile(r"(?:imports? (?:of|by)|imported by|bought by|purchased by|imports? into)\s?(?:the )?$")


def _actors(text: str, spots: Iterable[Spot]) -> list[Actor]:
    found: dict[str, Actor] = {}
    leaning = any(spot.term.id == "dependence" for spot in spots)
    for spot in spots:
        if spot.term.kind != "actor":
            continue
        role = _role(text[max(0, spot.start - 24) : spot.start], text[spot.end : spot.end + 40], spot.surface)
        if leaning and spot.surface.startswith("对"):
            role = "any"  # 対中依存 is dependence on China, not a flow to it
        known = found.get(spot.term.id)
        if known is None or known.role == "any":
            found[spot.term.id] = Actor(spot.term.id, role)
    return list(found.values())


def _role(before: str, after: str, surface: str) -> Role:
    if surface.startswith(("对", "输", "销", "赴")):
        return "to"
    if _BEFORE_EXPORTED_BY.search(before) or _BEFORE_FROM.search(before) or (_AFTER_FROM.match(after) and "へ" not in after[:3]):
        return "from"
    if _BEFORE_IMPORTED_BY.search(before) or _BEFORE_TO.search(before) or _AFTER_TO.match(after):
        return "to"
    if _AFTER_IMPORTS.match(after):
        return "to"
    if _AFTER_EXPORTS.match(after):
        return "from"
    return "any"
