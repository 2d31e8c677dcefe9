"""Rules about words: languages, phrasings, the names of the islands, and no verdict on whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.core.models import LANGUAGES, Knowledge, Position, Record
from bot.core.rules import Finding, askable, texts
from bot.core.text import fold

MIN_PHRASINGS = {"en": 5, "ja": 3, "zh": 3}
MAX_TITLE, MAX_ANSWER = 100, 1200
CONTESTED = frozenset({"sovereignty"})
"""Topics on which nothing is said but by whom it is said."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_SENKAKU = re.compile(r"(?<![\"'])\bSenkakus?\b(?![\"'])")  # in quotes it is a name that is spoken about
_DIAOYU = re.compile(r"\bDiaoyu(?:s|tais?)?\b")
_DIAOYU_GROUP = re.compile(r"(?<![\"'])\bDiaoyu(?:s|tais?)?\b(?! Dao)(?![\"'])")  # Diaoyu Dao is one island of them
# Beginnings of the words by which something is said to be somebody's.
_SAYING = """
    accord accus announc argu assert assess call cite citing claim complain consider contend declar decid demand denie deny
    describ disput held hold insist list maintain name object oppos position protest reaffirm recogni regard reiterat reject
    report said say stated think told view warn writ wrote
"""
_ATTRIBUTION = {
    "en": re.compile(rf"\b(?:{'|'.join(_SAYING.split())})", re.IGNORECASE),
    "ja": re.compile(
        "主張|定め|宣言|方針|挙げ|述べ|批判|反論|指摘|表明|抗議|強調|説明|発表|訴え|認め|みな|と(?:し|見|言|呼|位置|伝え|考え)|によ(?:る|れば|ると)|立場|見解|声明|否定|争"
    ),
    "zh": re.compile(
        "称|表示|认为|主张|据|声明|指出|说|视|立场|宣布|否认|强调|坚持|重申|争议|提出|抗议|不承认|承认|写道|列为|指"
    ),
}
_VERDICT = {
    "en": re.compile(
        r"\b(?:rightful(?:ly)?|indisputabl[ey]|undeniabl[ey]|undoubtedly|inherent(?:ly)?|illegal(?:ly)? occup\w+|stolen?"
        r"|(?:really|truly) belongs?|(?:islands?|senkakus?|diaoyus?(?: islands)?) (?:are|is) (?:japanese|chinese|taiwanese)"
        r"|belongs? to (?:japan|china|taiwan)|(?:japanese|chinese|japan's|china's) (?:sacred |own )?territory)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        "固有の領土|不法占拠|不法に占拠|盗ま|奪(?:った|われ)|(?:日本|中国|台湾)の(?:領土|もの)(?:です|である)|(?:日本|中国|台湾)に帰属"
    ),
    "zh": re.compile(
        "固有领土|非法占(?:据|领)|窃取|窃占|神圣(?:的)?领土|无可争辩|属于(?:日本|中国|台湾)|是(?:日本|中国|台湾)(?:的)?(?:固有)?领土"
    ),
}
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")


def missing_language(knowledge: Knowledge) -> Iterator[Finding]:
    """Find texts for readers that are not there in every language."""
    for record in askable(knowledge):
        for key, text in texts(record):
            lacking = [lang for lang in LANGUAGES if not (getattr(text, lang) or "").strip()]
            if lacking:
                yield Finding(record.id, f"{key} is missing in {', '.join(lacking)}", "write it in every language")


def few_phrasings(knowledge: Knowledge) -> Iterator[Finding]:
    """Find records that people would hardly find."""
    for record in askable(knowledge):
        for lang, least in MIN_PHRASINGS.items():
            count = len(getattr(record.ask, lang))
            if count < least:
                yield Finding(
                    record.id, f"{count} ways of asking in {lang}, at least {least} are needed", "add some, as people type them"
                )


def phrasing_twice(knowledge: Knowledge) -> Iterator[Finding]:
    """Find two records, or one, with the same phrasing."""
    first: dict[str, str] = {}
    for record in askable(knowledge):
        for _, text in record.ask.all():
            other = first.setdefault(_key(text), record.id)
            if other != record.id:
                yield Finding(record.id, f"{text!r} is a phrasing of {other!r} too", "keep it in the record that answers it")
        plain = [_key(text) for _, text in record.ask.all()]
        for text in sorted({t for t in plain if plain.count(t) > 1}):
            yield Finding(record.id, f"{text!r} is there twice", "take one out")


@lru_cache(maxsize=65536)
def _key(text: str) -> str:
    """Return *text* without what does not distinguish one question from another."""
    return re.sub(r"[^\w%]+", " ", fold(text)).strip()


def no_golden_question(knowledge: Knowledge) -> Iterator[Finding]:
    """Find records whose finding is not tested by a question of its own."""
    for record in askable(knowledge):
        if not record.must:
            yield Finding(record.id, "it has no question under must", "add one or two, worded differently from every phrasing")
        asked = {_key(text) for _, text in record.ask.all()}
        for text in record.must:
            if _key(text) in asked:
                yield Finding(
                    record.id, f"{text!r} under must is one of its phrasings", "word it differently, or it tests nothing"
                )


def must_and_must_not(knowledge: Knowledge) -> Iterator[Finding]:
    """Find questions that a record both has to answer and may not."""
    for record in askable(knowledge):
        wanted = {_key(text) for text in (*record.must, *(t for _, t in record.ask.all()))}
        for text in record.must_not:
            if _key(text) in wanted:
                yield Finding(
                    record.id, f"{text!r} is under must_not, and among its own questions", "take it out of one of the two"
                )


def bad_id(knowledge: Knowledge) -> Iterator[Finding]:
    """Find ids that are not small letters, digits and hyphens."""
    for record in askable(knowledge):
        if not _ID.fullmatch(record.id):
            yield Finding(record.id, f"{record.id!r} is no id", "use small letters, digits and single hyphens")
    for observation in knowledge.observations:
        if not re.fullmatch(r"[a-z0-9.+/-]+", observation, re.IGNORECASE):
            yield Finding(observation, f"{observation!r} is no id", "use letters, digits, hyphens, dots and one slash")


def no_topic(knowledge: Knowledge) -> Iterator[Finding]:
    """Find records without a topic."""
    for record in askable(knowledge):
        if not record.topics:
            yield Finding(record.id, "it has no topic", "add one to four")


def unknown_term(knowledge: Knowledge) -> Iterator[Finding]:
    """Find concepts that a series needs and that terms.yaml does not have."""
    for series in knowledge.series.values():
        for term in (*series.helps, *(one for group in series.needs for one in group)):
            if term not in knowledge.terms:
                yield Finding(series.id, f"there is no term {term!r}", "add it to terms.yaml, or correct its spelling")


def too_long(knowledge: Knowledge) -> Iterator[Finding]:
    """Find titles that fit no button and answers that fit no message."""
    for record in askable(knowledge):
        for key, limit in (("title", MAX_TITLE), ("answer", MAX_ANSWER)):
            text = getattr(record, key, None)
            for lang in LANGUAGES:
                if text is not None and len(getattr(text, lang) or "") > limit:
                    yield Finding(record.id, f"{key} has more than {limit} characters in {lang}", "shorten it")


def link_in_text(knowledge: Knowledge) -> Iterator[Finding]:
    """Find links outside the sources."""
    for record in askable(knowledge):
        for key, text in texts(record):
            if any(_LINK.search(getattr(text, lang) or "") for lang in LANGUAGES):
                yield Finding(record.id, f"{key} has a link in it", "name the source under sources; the bot adds its link")


def one_name(knowledge: Knowledge) -> Iterator[Finding]:
    """Find English texts that call the islands by one side's name only."""
    for record in askable(knowledge):
        for key, text in texts(record):
            senkaku, diaoyu = _SENKAKU.search(text.en), _DIAOYU.search(text.en)
            if (senkaku and not diaoyu) or (_DIAOYU_GROUP.search(text.en) and "Senkaku" not in text.en):
                yield Finding(record.id, f"{key} has only one name of the islands in English", "write Senkaku/Diaoyu Islands")


def verdict(knowledge: Knowledge) -> Iterator[Finding]:
    """Find sentences that say whose the islands are without saying who says so."""
    for record in askable(knowledge):
        for key, text in texts(record):
            for lang in LANGUAGES:
                for sentence in _verdicts(getattr(text, lang) or "", lang):
                    yield Finding(
                        record.id,
                        f"{key} takes a side in {lang}: {sentence!r}",
                        "say who says so, and when, in the same sentence",
                    )


def _verdicts(text: str, lang: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        if _VERDICT[lang].search(sentence) and not _ATTRIBUTION[lang].search(sentence):
            yield sentence


def unattributed(knowledge: Knowledge) -> Iterator[Finding]:
    """Find what is said on a contested topic without anybody who says it."""
    for record in knowledge.records.values():
        if isinstance(record, Position) or CONTESTED & set(record.topics):
            yield from _unattributed(record)


def _unattributed(record: Record) -> Iterator[Finding]:
    for lang in LANGUAGES:
        text = getattr(record.answer, lang) or ""
        if text and not _ATTRIBUTION[lang].search(text):
            yield Finding(
                record.id, f"the answer in {lang} is on a contested topic and names nobody who says so", "write: <actor> says ..."
            )


def one_sided(knowledge: Knowledge) -> Iterator[Finding]:
    """Find topics on which only one side is heard."""
    actors: dict[str, dict[str, str]] = {}
    for record in knowledge.records.values():
        if isinstance(record, Position):
            actors.setdefault(record.topic, {}).setdefault(record.actor, record.id)
    for topic, by_actor in actors.items():
        if topic in CONTESTED and len(by_actor) == 1 and "all" not in by_actor:
            ((actor, name),) = by_actor.items()
            yield Finding(name, f"{actor} is the only one heard on {topic}", "add what the others say")


RULES = (
    missing_language, few_phrasings, phrasing_twice, no_golden_question, must_and_must_not, bad_id, no_topic, unknown_term,
    too_long,
    link_in_text, one_name, verdict, unattributed, one_sided,
)  # fmt: skip
