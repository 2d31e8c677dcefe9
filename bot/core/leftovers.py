"""What is left of a question: the words that no term explains, without those that only make a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from bot.core.text import Token

_FUNCTION_WORDS = """
    a an the of in on at to for from by with and or but if as is are was were be been being am do does did done
    doing have has had having i me my we us our you your he him his she her it its they them their this that these
    those there what which who whom whose when where why how will would shall should can could may might must not no
    nor than then so up down out over under again further into about against between through during before after
    above below off once each all both few more most other some such only own same too very just s t d ll m re ve
    whats wats hows whens wheres whos thats theres cuz coz u ur r n im ive id isnt wasnt didnt dont doesnt arent
    werent hasnt havent wont cant couldnt wouldnt shouldnt let lets per via since until till upon amid despite
    versus ever much many what's it's that's who's how's where's when's i'm i've don't didn't isn't wasn't doesn't
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that only make an English sentence."""
# Question words and particles of Chinese and Japanese as they are left after folding.
_CJK_FUNCTION = (
    "什么时候|什么时间|啥时候|什么|怎么样|怎么|怎样|如何|为什么|哪一年|哪一天|哪一个|哪一|哪些|哪个|哪国|哪家|哪天|哪年|哪|多少|多久|几个|几月|几号|几|何时|何年|何月|何日|何人|何|谁|啥"
    "|的时候|时候|那次|那个|这个|这些|那些|是不是|有没有|是否|可以|可不可以|能不能|请|一下|一个|一共|总共|目前|现在|曾经|已经|还是|或者|以及|因为|所以|但是|不过|如果|就是|之后|之前|以后|以前|当中|其中|之间|对于|关于"
    "|[的了是在吗呢吧啊呀嘛么和与及就都也还又再被把让向从由于之其此该这那有没不我你他她它们个些着过得地给为以而且后前中上下间里内外等们件者性化式点名年月日号号码今昨明]"
)
KATAKANA_OR_HAN = re.compile(r"[\u3400-\u9fff\u3005]+|[\u30a1-\u30fa\u30fc]+")
_INFLECTED = re.compile(r"([\u3400-\u9fff])[\u3041-\u3096]{1,2}([\u3400-\u9fff])[\u3041-\u3096]")


def unexplained(words: Iterable[Token], text: str, free: bytearray) -> list[str]:
    """Return the words of *text* that stand where it is *free* of terms."""
    rest: list[str] = [] if text.isascii() else _inflected(text, free)
    for word in words:
        if word.text.isascii():
            if free[word.start] and word.text not in FUNCTION_WORDS and word.text != "%":
                rest.append(word.text)
            continue
        for run in KATAKANA_OR_HAN.finditer(word.text):
            rest += _free_pieces(text, free, word.start + run.start(), word.start + run.end())
    return rest


@cache
def _cjk_function() -> re.Pattern[str]:
    return re.compile(_CJK_FUNCTION)  # late: five milliseconds, and only Han text needs it


def _free_pieces(text: str, free: bytearray, start: int, end: int) -> list[str]:
    """Return the stretches of a run that no term takes, without the words that only make a sentence."""
    left = "".join(text[i] if free[i] else " " for i in range(start, end))
    # One character by itself is more often the end of a mistyped word than a word.
    return [piece for piece in _cjk_function().sub(" ", left).split() if len(piece) > 1 and not _is_hiragana(piece)]


def _inflected(text: str, free: bytearray) -> list[str]:
    """Return the Japanese words of two Han characters with kana between them that no term takes ("割り宛て")."""
    return [m.group(1) + m.group(2) for m in _INFLECTED.finditer(text) if all(free[m.start() : m.end()])]


def _is_hiragana(text: str) -> bool:
    return all("\u3041" <= c <= "\u309f" or c == "ー" for c in text)
