"""Wanted: what kind of thing a question asks for, and what kinds of things a text tells.

"how many crew" wants a number of crew, "how old" an age, "what was the boat called" a name. A record may be about the very
matter and still not say it; then it is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.text import stem

_COUNT = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|several|no)"
_COUNTED = re.compile(rf"\b{_COUNT}(?:[- ](?:million|billion|percent))?((?: [a-z'-]+){{1,4}})", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:yen|dollars?|euros?|yuan|usd|rmb)\b|[$¥€]", re.IGNORECASE)
_PERCENT = re.compile(r"\bper ?cent\b|%|\bhalf\b|\bquarter of\b|\bthird of\b|\btwo thirds\b|\bfraction\b", re.IGNORECASE)
_TONNES = re.compile(r"\btonnes?\b|\btons?\b|\d t\b|\bkg\b|\bkilos?\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][a-z]+(?: [A-Z][a-z]+)+|\b[A-Z]{3,}\b")
_BECAUSE = re.compile(
    r"\b(?:because|so that|in order to|due to|blamed?|reasons?|citing|cited|to protect|to keep|caused?|led to"
    r"|therefore|as a result|meant|in response|in protest|retaliat\w+|why|fear\w*)\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"\b\d+[- ](?:days?|months?|years?|weeks?|hours?)|\b(?:day|month|year|week|hour)s?\b|\buntil\b|\bfrom .{3,30} to\b",
    re.IGNORECASE,
)

_HOW_MANY = re.compile(r"\bhow many (?:(?:of|the|more|other|different|chinese|japanese|taiwanese) )*([a-z]{3,})")
_ATTRIBUTE = re.compile(
    r"\bhow (old|tall|deep|heavy|fast|wide|loud|hot|cold|rich|thick|strong|young)\b"
    r"|\b(?:what|which)(?: was| is| were| are|'s|s)? (?:the |his |her |its |their )?(?:exact |full |actual |real )?([a-z]{4,})"
    r"|\bwho(?: is| was| were| are|'s|s)? (?:the |their |its )?(?:[a-z']+ ){0,3}?"
    r"(minister|mayor|president|governor|captain|skipper|owner|author|journalist|reporter|chair\w*|judge|commander|ambassador|ceo"
    r"|director|crew|members?)\b"
    r"|\bwho (owned|owns|wrote|chaired|commanded|led|drafted|designed|founded)\b"
    r"|\b(names?|age|wife|model|depth|height|weight|speed|colou?r|salary|address|capacity|radioactivity|boiling|melting|half-life)\b"
)
_TRAIT = re.compile(
    r"\bhow (old|tall|deep|heavy|fast|wide|loud|hot|cold|rich|thick|young)\b"
    r"|\b(half[- ]life|melting|boiling|model|wife|salary|colou?r|horsepower|height|depth|weight|age)\b"
)
_PLAIN = frozenset(
    {
        *("about", "amount", "area", "boat", "boats", "cause", "caused", "china", "chinese", "companies", "company"),
        *("could", "countries", "country", "date", "difference", "does", "earth", "earths", "exactly", "export", "exports"),
        *("firm", "firms", "happen", "happened", "happens", "have", "import", "imports", "island", "islands", "japan"),
        *("japanese", "kind", "kinds", "lead", "level", "long", "made", "make", "many", "month", "months"),
        *("much", "number", "numbers", "part", "percent", "percentage", "price", "prices", "quota", "quotas", "rare"),
        *("reason", "reasons", "said", "says", "share", "ship", "ships", "size", "sort", "sorts", "state"),
        *("states", "that", "there", "they", "thing", "things", "this", "time", "times", "tonnage", "total"),
        *("type", "types", "value", "volume", "were", "what", "which", "will", "with", "would", "year"),
        *("years"),
    }
)
"""Words after "what" that name no attribute, or one that other checks look after."""


def kinds(text: str) -> frozenset[str]:
    """Return the kinds of things that an English *text* tells: money, percent, tonnes, date, name, number, reason, duration."""
    found = {
        "money": _MONEY,
        "percent": _PERCENT,
        "tonnes": _TONNES,
        "date": _DATE,
        "name": _NAME,
        "reason": _BECAUSE,
        "duration": _LONG,
    }
    told = {kind for kind, pattern in found.items() if pattern.search(text)}
    return frozenset(told | ({"number"} if re.search(rf"\b{_COUNT}\b", text, re.IGNORECASE) else set()))


def counted(text: str) -> frozenset[str]:
    """Return the stems of what an English *text* counts: "rescued six crew" counts crew."""
    return frozenset(stem(word) for match in _COUNTED.finditer(text) for word in match[1].lower().split())


def wants(text: str) -> frozenset[str]:
    """Return the kinds of things that the folded question *text* asks for, as far as its words tell."""
    return frozenset(kind for kind, pattern in _WANTS if pattern.search(text))


_WANTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "money",
        re.compile(
            r"\bhow much (?:money|did .{1,30} (?:pay|cost|invest|spend|put|lend))\b|\bhow many (?:dollars|yen)\b"
            r"|\bcosts?\b|\bpaid?\b|\bpay\b|多少钱|多少美元|多少日元|几亿|いくら|何圆|何ドル|何亿"
        ),
    ),
    (
        "percent",
        re.compile(
            r"\b(?:what|how many|by how many) (?:%|per ?cent(?:age)?|share|fraction|proportion)"
            r"|何%|何割|何パーセント|百分之几|几成|占比|份额|占多少"
        ),
    ),
    ("tonnes", re.compile(r"\bhow many (?:tonnes|tons|t|kg|kilos|metric tons)\b|\btonnage\b|何トン|多少吨|几吨")),
    (
        "date",
        re.compile(
            r"\bwhen\b|\bwhat (?:date|year|day|month)\b|\bwhich (?:year|month|day)\b|\bdate of\b"
            r"|いつ|何年(?!间)|何月|何日に|什么时候|何时|哪年|哪天|几月|几号|哪一[年天]"
        ),
    ),
    (
        "name",
        re.compile(r"\bwho\b|\bwhose\b|\bwhich (?:company|firm|minister|person|country)\b|谁|だれ|何という|叫什么|哪家|哪位"),
    ),
    ("reason", re.compile(r"\bwhy\b|\bhow come\b|\bwhat for\b|\breasons?\b|なぜ|なんで|どうして|理由|为什么|为何|为啥|原因")),
    (
        "duration",
        re.compile(
            r"\bhow long\b|\bhow many (?:days|months|years|weeks|hours)\b"
            r"|どのくらいの期间|何日间|何か?月间|何年间|多久|多长时间|几个月|几天"
        ),
    ),
)


_COUNTERS = re.compile(r"几家|多少家|几个国家|几国|何社|何か国|何カ国")
"""What Chinese and Japanese count firms and countries with."""


def nouns(text: str) -> Iterator[str]:
    """Yield the stems of what the folded question *text* wants counted; a firm for a counter of firms."""
    yield from ("firm" for _ in _COUNTERS.finditer(text))
    for match in _HOW_MANY.finditer(text):
        if match[1] not in ("times", "tonnes", "tons", "dollars", "percent", "days", "years", "months"):
            yield stem(match[1])


def traits(text: str) -> Iterator[str]:
    """Yield the stems of the plain traits that the folded question *text* asks for: an age, a depth, a model."""
    for match in _TRAIT.finditer(text):
        yield from (stem(word) for word in (match[1] or match[2]).replace("-", " ").split())


def attributes(text: str) -> Iterator[str]:
    """Yield the attribute that the folded question *text* asks for: old for "how old", model for "what model"."""
    for match in _ATTRIBUTE.finditer(text):
        word = next(group for group in match.groups() if group)
        if word not in _PLAIN:
            yield stem(word)
