"""Text as the matcher sees it: folded, split by script, in a language.

Folding makes width, case, spacing, punctuation and Chinese script variants one thing. It knows nothing about meaning.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MAX_CHARS = 800
"""Characters that are read of a message; a longer one is cut, so that hostile input costs no more than a question."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MENTION = re.compile(r"<(?:@[!&]?|#|a?:\w+:)\d+>")
_SPACE = re.compile(r"\s+")
# Letters, digits with separators inside, or one run of a script. Hyphens split words: "rare-earth" is "rare earth".
_TOKEN = re.compile(
    r"@[a-z0-9-]+"
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:'[a-z]+)?"
    r"|[\u3400-\u9fff\uf900-\ufaff\u3005]+"
    r"|[\u30a1-\u30fa\u30fc]+"
    r"|[\u3041-\u3096\u30fc]+"
    r"|%"
)
# Written in Japan only (kokuji and simplifications of 1946), so that they tell the language where no kana does.
_JAPANESE_ONLY = frozenset("枠込働峠榊畑圏発図対売価経関変塁駅戦検験県仏円黒桜沢斎竜訳釈続読観権歓労実氷両厳帰処毎焼")
_JAPANESE_WORDS = re.compile("尖閣諸島[^是在有的]|輸出[枠量額]|輸入[量額]|希土類|接続水域|海上保安|何[隻日件回]|魚釣島")
_TRADITIONAL = re.compile(
    "[國島釣魚臺灣噸嗎麼誰誰時間開關稱領權華東萬與為對發經產價請問題說這個們會單歲讓題麗銷鎵銅錳貿額總數據雙聯邊進遠離協議應該屬於給還後條約沒誤樣裡麵幾歲萬辦處裏戰報導資員廠礦稅漁韓歐陸軍艦號圖區]"
)
_SIMPLIFIED = re.compile(
    "[国岛钓鱼台吨吗么谁时间开关称领权华东万与为对发经产价请问题说这个们会单岁让丽销镓贸额总数据双联边进远离协议应该属于给还后条约没误样里面几岁万办处战报导资员厂矿税渔韩欧陆军舰号图区]"
)
_ODD_SPELLINGS = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "〜": "~", "～": "~", "％": "%"}
)


class Token(NamedTuple):
    """One word, number or run of one script, with where it stands in the folded text."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _simplifier() -> tuple[object, object]:
    from opencc import OpenCC  # late: 24 ms, and only Han text needs it

    return OpenCC("jp2t"), OpenCC("t2s")


def _without_marks(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text if unicodedata.category(c) != "Cf")


def clean(text: str) -> str:
    """Return *text* without links, mentions and invisible characters, cut to MAX_CHARS, in normal form."""
    short = text[: MAX_CHARS * 4]
    plain = _without_marks(unicodedata.normalize("NFKC", short).translate(_ODD_SPELLINGS))
    plain = _MENTION.sub(" ", _LINK.sub(" ", plain))
    return _SPACE.sub(" ", plain).strip()[:MAX_CHARS]


def to_simplified(text: str) -> str:
    """Return *text* with traditional and Japanese Han characters as simplified ones."""
    if text.isascii() or not _HAN.search(text):
        return text
    from_japanese, from_traditional = _simplifier()
    return from_traditional.convert(from_japanese.convert(text))  # type: ignore[attr-defined,no-any-return]


def to_traditional(text: str) -> str:
    """Return simplified Chinese *text* in traditional characters as written in Taiwan."""
    return _traditionaliser().convert(text)  # type: ignore[attr-defined,no-any-return]


@lru_cache(maxsize=1)
def _traditionaliser() -> object:
    from opencc import OpenCC  # late: only answers in zh-TW need it, and making one takes a tenth of a second

    return OpenCC("s2tw")


def fold(text: str) -> str:
    """Return *text* as it is compared: cleaned, lower case, one Han script."""
    return to_simplified(clean(text).casefold())


def tokens(folded: str) -> list[Token]:
    """Split *folded* text into words, numbers and runs of one script, in order."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded)]


def words(folded: str) -> list[str]:
    """Split *folded* text as tokens() does, without the places, in a third of the time."""
    return _TOKEN.findall(folded)


def is_cjk(text: str) -> bool:
    """Tell whether *text* has any Han character or kana."""
    return not text.isascii() and bool(_HAN.search(text) or _KANA.search(text))


def language(text: str) -> str:
    """Return the language of *text*: en, ja, zh-CN or zh-TW."""
    if text.isascii():
        return "en"
    if _KANA.search(text):
        return "ja"
    han = _HAN.findall(text)
    if not han or len(han) * 4 < sum(c.isascii() and c.isalpha() for c in text):
        return "en"
    if any(c in _JAPANESE_ONLY for c in han) or _JAPANESE_WORDS.search(text):
        return "ja"
    traditional, simplified = len(_TRADITIONAL.findall(text)), len(_SIMPLIFIED.findall(text))
    return "zh-TW" if traditional > simplified else "zh-CN"


_STEM = 3
"""Letters that a stem keeps at least."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return an English *word* without its common endings; both sides of a match are stemmed alike."""
    if len(word) <= _STEM or not word.isascii() or word[0] in "0123456789@":
        return word
    word = word.removesuffix("'s").removesuffix("'")
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return _undouble(word[: -len(ending)] + instead)
    return word[:-1] if word.endswith("e") and len(word) > _STEM else word


_ENDINGS = (
    ("ational", "at"), ("isation", "is"), ("ization", "is"), ("ised", "is"), ("ized", "is"), ("ise", "is"), ("ize", "is"),
    ("ising", "is"), ("izing", "is"), ("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"),
    ("xes", "x"), ("ings", ""), ("ing", ""), ("eed", "ee"), ("ed", ""), ("ers", "er"), ("ss", "ss"), ("us", "us"),
    ("is", "is"), ("es", ""), ("s", ""),
)  # fmt: skip


def _undouble(word: str) -> str:
    if len(word) > _STEM + 1 and word[-1] == word[-2] and word[-1] not in "sleo":
        return word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _STEM else word
