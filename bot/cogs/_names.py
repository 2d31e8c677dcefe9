"""What commands are called in the languages of Discord: Japanese, Chinese as in China, Chinese as in Taiwan."""

from __future__ import annotations

from discord import Locale, app_commands

_LOCALES = {Locale.japanese: 0, Locale.chinese: 1, Locale.taiwan_chinese: 2}

NAMES: dict[str, tuple[str, str, str]] = {
    "ask": ("質問", "提问", "提問"),
    "question": ("質問文", "问题", "問題"),
    "lang": ("言語", "语言", "語言"),
    "Answer this": ("これに答える", "回答这条消息", "回答這則訊息"),
    "exports": ("輸出", "出口", "出口"),
    "quota": ("輸出枠", "配额", "配額"),
    "year": ("年", "年份", "年份"),
    "facts": ("事実", "事实", "事實"),
    "edit": ("編集", "编辑", "編輯"),
    "history": ("履歴", "历史", "歷史"),
    "undo": ("取り消し", "撤销", "復原"),
    "record": ("記録", "记录", "紀錄"),
    "revision": ("版", "修订", "修訂"),
    "why": ("理由", "理由", "理由"),
    "about": ("このボットについて", "关于", "關於"),
    "help": ("使い方", "帮助", "說明"),
}

DESCRIPTIONS: dict[str, tuple[str, str, str]] = {
    "Ask about rare earths, export quotas, Japan, or the Senkaku/Diaoyu Islands": (
        "レアアース、輸出枠、日本、尖閣諸島について質問する",
        "询问稀土、出口配额、日本或钓鱼岛（尖阁诸岛）的问题",
        "詢問稀土、出口配額、日本或釣魚臺（尖閣諸島）的問題",
    ),
    "The question, in English, Japanese or Chinese": (
        "質問（日本語・英語・中国語）",
        "问题（中文、英文或日文）",
        "問題（中文、英文或日文）",
    ),
    "The language of the answer; that of the question when left out": (
        "回答の言語（省略すると質問と同じ言語）",
        "回答所用语言（省略则与问题相同）",
        "回答所用語言（省略則與問題相同）",
    ),
    "China's rare earth exports in a year": ("中国のレアアース輸出量（年別）", "中国某年的稀土出口量", "中國某年的稀土出口量"),
    "China's rare earth export quota for a year": (
        "中国のレアアース輸出枠（年別）",
        "中国某年的稀土出口配额",
        "中國某年的稀土出口配額",
    ),
    "The year; the newest when left out": ("年（省略すると最新）", "年份（省略则为最新）", "年份（省略則為最新）"),
    "Correct what the bot knows": ("ボットの記録を直す", "更正机器人的记录", "更正機器人的紀錄"),
    "Correct a record in a form": ("記録をフォームで直す", "用表单更正一条记录", "用表單更正一筆紀錄"),
    "Show who changed what, when and why": (
        "いつ誰が何をなぜ変えたかを見る",
        "查看谁在何时因何更改了什么",
        "查看誰在何時因何更改了什麼",
    ),
    "Take a revision back": ("版を取り消す", "撤销一次修订", "復原一次修訂"),
    "The record; type a year, a word or its id": (
        "記録（年・語・IDを入力）",
        "记录（输入年份、词或编号）",
        "紀錄（輸入年份、詞或編號）",
    ),
    "The number of the revision": ("版の番号", "修订编号", "修訂編號"),
    "Why it is taken back": ("取り消す理由", "撤销的理由", "復原的理由"),
    "What this bot knows, and from where": (
        "このボットが知っていることと、その出典",
        "本机器人知道什么、出处何在",
        "本機器人知道什麼、出處何在",
    ),
    "How to ask, with examples": ("質問のしかたと例", "提问方法与示例", "提問方法與範例"),
}


class Names(app_commands.Translator):
    """Looks names and descriptions up in the tables above; what is not there stays English."""

    async def translate(
        self, string: app_commands.locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return *string* in *locale*, or None."""
        place = app_commands.TranslationContextLocation
        if locale not in _LOCALES or context.location is place.choice_name:
            return None
        described = context.location in (place.command_description, place.group_description, place.parameter_description)
        found = (DESCRIPTIONS if described else NAMES).get(string.message)
        return found[_LOCALES[locale]] if found else None
