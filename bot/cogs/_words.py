"""The words of the edge itself, in English, Japanese and Chinese; answers are worded by the core."""

# ruff: noqa: E501 - a sentence is read best on one line

from __future__ import annotations

import discord

from bot.core.text import to_traditional

_WORDS: dict[str, dict[str, str]] = {
    "hello": {
        "en": "Ask me about China's rare earth exports and quotas, Japan's dependence on them, or the Senkaku/Diaoyu Islands.\n"
        "- Mention me with a question: {mention} how much did China export in 2012?\n"
        "- `/ask`, `/exports`, `/quota`, or a direct message work too; `/help` says more.",
        "ja": "中国のレアアース輸出と輸出枠、日本の依存、尖閣諸島についてお答えします。\n"
        "- メンションして質問：{mention} 2012年の中国の輸出量は？\n"
        "- `/ask`、`/exports`、`/quota`、ダイレクトメッセージも使えます。詳しくは `/help`。",
        "zh": "我回答有关中国稀土出口与配额、日本的依赖以及钓鱼岛（尖阁诸岛）的问题。\n"
        "- 提及我并提问：{mention} 2012年中国出口了多少稀土？\n"
        "- 也可以用 `/ask`、`/exports`、`/quota` 或私信；详见 `/help`。",
    },
    "help": {
        "en": "**How to ask**\n"
        "- Mention me with a question, write to me directly, or use `/ask`. On any message: Apps → Answer this.\n"
        "- `/exports 2012` and `/quota 2012` give one figure; without a year, the newest.\n"
        "- Ask on: “and in 2010?” goes on from your last question in the same channel.\n"
        "**Try**\n"
        "- how much did China export in 2012?\n"
        "- did exports really fall to 10,000 tons?\n"
        "- what was Japan's share?\n"
        "- why did exports fall?\n"
        "Every figure comes with who said it and when. Where I hold nothing, I say so.",
        "ja": "**質問のしかた**\n"
        "- メンション、ダイレクトメッセージ、または `/ask` で。メッセージの「アプリ」→「これに答える」でも。\n"
        "- `/exports 2012` と `/quota 2012` はその年の数字、年を省くと最新の数字です。\n"
        "- 続けて質問できます。「2010年は？」は同じチャンネルでの前の質問の続きになります。\n"
        "**例**\n"
        "- 2012年の中国の輸出量は？\n"
        "- 輸出は本当に1万トンに減ったの？\n"
        "- 日本の割合は？\n"
        "- なぜ輸出は減ったの？\n"
        "数字にはすべて、誰がいつ述べたかを添えます。記録がなければ、ないとお答えします。",
        "zh": "**提问方法**\n"
        "- 提及我、私信我，或用 `/ask`；也可在任何消息上选“应用”→“回答这条消息”。\n"
        "- `/exports 2012` 和 `/quota 2012` 给出当年的数字；不写年份则为最新。\n"
        "- 可以接着问：“2010年呢？”会承接您在同一频道的上一个问题。\n"
        "**示例**\n"
        "- 2012年中国出口了多少稀土？\n"
        "- 出口真的降到1万吨了吗？\n"
        "- 日本占多少？\n"
        "- 出口为什么下降？\n"
        "每个数字都注明出处和日期；没有记录的，我会直说。",
    },
    "about": {
        "en": "**A facts bot on China's rare earths, Japan's dependence on them, and the Senkaku/Diaoyu Islands.**\n"
        "It answers from {records} sourced records and {figures} figures in {series} series, from {sources} sources, and would rather "
        "say “I don't know” than be wrong. Where sources differ it says so; on sovereignty it has no view and only reports who says what.\n"
        "-# Newest figure: {newest}. Version of the facts: {digest}.",
        "ja": "**中国のレアアース、日本の依存、尖閣諸島についての事実ボットです。**\n"
        "出典のある記録{records}件と{series}系列の数字{figures}個（出典{sources}件）からお答えし、分からないことは分からないと言います。"
        "出典によって数字が違うときはそう述べます。領有権については見解を持たず、誰が何を述べているかだけを伝えます。\n"
        "-# 最新の数字：{newest}。記録の版：{digest}。",
        "zh": "**关于中国稀土、日本的依赖以及钓鱼岛（尖阁诸岛）的事实机器人。**\n"
        "答案来自{records}条有出处的记录和{series}个系列的{figures}个数字（来源{sources}个）；不知道的，就说不知道。"
        "各来源说法不一时会如实说明；对主权问题不持立场，只转述谁说了什么。\n"
        "-# 最新数字：{newest}。记录版本：{digest}。",
    },
    "failed": {
        "en": "Something went wrong on my side. It has been logged; please try again in a moment.",
        "ja": "こちらで問題が起きました。記録しましたので、少し待ってからもう一度お試しください。",
        "zh": "我这边出了问题，已记录下来。请稍后再试。",
    },
    "stale-command": {
        "en": "This command has changed. Discord may need a minute to show the new one; until then, mention me with your question.",
        "ja": "このコマンドは変わりました。新しいものが表示されるまで少しかかります。それまではメンションで質問してください。",
        "zh": "这个命令已更改，Discord可能需要一会儿才显示新的；在此之前请提及我来提问。",
    },
    "stale-button": {
        "en": "This button is out of date: the record behind it has changed. Please ask again.",
        "ja": "このボタンは古くなりました（記録が変わっています）。もう一度質問してください。",
        "zh": "这个按钮已过期：它对应的记录已更改。请重新提问。",
    },
    "why-button": {"en": "Why this answer?", "ja": "この回答の根拠は？", "zh": "为何如此回答？"},
    "chart-button": {"en": "Chart", "ja": "グラフ", "zh": "图表"},
    "no-charts": {
        "en": "I cannot draw charts here: the part of me that does is not installed. The figures stand in the answer.",
        "ja": "ここではグラフを描けません（描画の部品が入っていません）。数字は回答をご覧ください。",
        "zh": "我在这里画不了图表（没有安装绘图部件）。数字请看回答。",
    },
    "stale-form": {
        "en": "This form has expired, and nothing was changed. Please start again with `/facts edit`.",
        "ja": "このフォームは期限切れです。何も変更されていません。`/facts edit` からやり直してください。",
        "zh": "这份表单已过期，没有更改任何内容。请用 `/facts edit` 重新开始。",
    },
    "elsewhere": {
        "en": "Facts can be edited on this bot's home server only, by its editors.",
        "ja": "記録の編集は、このボットのホームサーバーで編集者だけが行えます。",
        "zh": "只有本机器人主服务器上的编辑者才能编辑记录。",
    },
    "no-editor": {
        "en": "Only the editors of this server may edit facts. If a fact is wrong, please tell one of them.",
        "ja": "記録を編集できるのはこのサーバーの編集者だけです。誤りに気づいたら編集者にお知らせください。",
        "zh": "只有本服务器的编辑者可以编辑记录。如发现错误，请告诉他们。",
    },
    "no-record": {
        "en": "There is no record “{record}”. Type a year or a word and pick one from the list.",
        "ja": "「{record}」という記録はありません。年や語を入力して一覧から選んでください。",
        "zh": "没有记录“{record}”。请输入年份或词语，从列表中选择。",
    },
    "no-form": {
        "en": "“{record}” cannot be edited in a form; its place is `{file}`.",
        "ja": "「{record}」はフォームでは編集できません。ファイルは `{file}` です。",
        "zh": "“{record}”不能用表单编辑；它在文件 `{file}` 中。",
    },
    "no-year": {
        "en": "I have no figure for the year {year}. Pick a year from the list, or leave it out for the newest.",
        "ja": "{year}年の数字はありません。一覧から年を選ぶか、省いて最新の数字をご覧ください。",
        "zh": "没有{year}年的数字。请从列表中选择年份，或省略以查看最新数字。",
    },
    "form-title": {"en": "Correct a record", "ja": "記録を直す", "zh": "更正记录"},
    "unchanged": {
        "en": "Nothing differs from what is held already, so nothing was changed.",
        "ja": "今の記録と違いがないため、何も変更していません。",
        "zh": "与现有记录没有差别，因此没有更改。",
    },
    "preview": {"en": "**Please check: {record}**", "ja": "**ご確認ください：{record}**", "zh": "**请确认：{record}**"},
    "refused": {"en": "**Not saved: {record}**", "ja": "**保存していません：{record}**", "zh": "**未保存：{record}**"},
    "impact-none": {
        "en": "No known question would be answered otherwise.",
        "ja": "既知の質問への答えは変わりません。",
        "zh": "已知问题的答案都不会改变。",
    },
    "impact": {
        "en": "Known questions that would be answered otherwise: {n}, such as {list}.",
        "ja": "答えが変わる既知の質問：{n}件。例：{list}。",
        "zh": "答案会改变的已知问题：{n}个，例如{list}。",
    },
    "saved": {"en": "Saved as revision {number}.", "ja": "第{number}版として保存しました。", "zh": "已保存为第{number}次修订。"},
    "cancelled": {"en": "Cancelled; nothing was changed.", "ja": "取り消しました。何も変更していません。", "zh": "已取消，没有更改任何内容。"},
    "note": {
        "en": "**Revision {number}** by {who}: {record}\n{why}",
        "ja": "**第{number}版**（{who}）：{record}\n{why}",
        "zh": "**第{number}次修订**（{who}）：{record}\n{why}",
    },
    "undone": {
        "en": "**Revision {number}** by {who} takes revision {undoes} back: {record}\n{why}",
        "ja": "**第{number}版**（{who}）：第{undoes}版を取り消しました：{record}\n{why}",
        "zh": "**第{number}次修订**（{who}）：撤销第{undoes}次修订：{record}\n{why}",
    },
    "by-button": {"en": "Taken back with the button.", "ja": "ボタンで取り消し。", "zh": "用按钮撤销。"},
    "by-command": {"en": "Taken back with /facts undo.", "ja": "/facts undo で取り消し。", "zh": "用 /facts undo 撤销。"},
    "no-history": {"en": "Nothing has been changed yet.", "ja": "まだ変更はありません。", "zh": "还没有任何更改。"},
    "history": {"en": "**Newest revisions**", "ja": "**最近の版**", "zh": "**最近的修订**"},
    "confirm": {"en": "Confirm", "ja": "確定", "zh": "确认"},
    "again": {"en": "Change again", "ja": "直す", "zh": "再改"},
    "cancel": {"en": "Cancel", "ja": "やめる", "zh": "取消"},
    "undo": {"en": "Undo", "ja": "取り消す", "zh": "撤销"},
    "field-figure": {"en": "Figure, in {unit}", "ja": "数値（{unit}）", "zh": "数值（{unit}）"},
    "hint-figure": {
        "en": "16265, or 9000-10000 for a range, or >= 9000, or <= 10000",
        "ja": "16265、範囲は 9000-10000、または >= 9000、<= 10000",
        "zh": "16265；范围写 9000-10000，或 >= 9000、<= 10000",
    },
    "field-status": {"en": "Status", "ja": "種別", "zh": "性质"},
    "field-source": {"en": "Source", "ja": "出典", "zh": "来源"},
    "hint-source": {"en": "The id of a source that is held", "ja": "登録済みの出典のID", "zh": "已登记来源的编号"},
    "field-sources": {"en": "Sources", "ja": "出典", "zh": "来源"},
    "hint-sources": {"en": "Ids of sources that are held, one a line", "ja": "登録済みの出典のID（1行に1つ）", "zh": "已登记来源的编号，每行一个"},
    "field-answer": {"en": "Answer", "ja": "回答", "zh": "回答"},
    "field-date": {"en": "Date", "ja": "日付", "zh": "日期"},
    "hint-date": {"en": "2012, 2012-09 or 2012-09-11", "ja": "2012、2012-09 または 2012-09-11", "zh": "2012、2012-09 或 2012-09-11"},
    "field-phrasings": {"en": "Phrasings", "ja": "質問の言い方", "zh": "问法"},
    "hint-phrasings": {
        "en": "How people ask for it in English, one a line",
        "ja": "日本語での聞き方（1行に1つ）",
        "zh": "中文的问法，每行一个",
    },
    "field-why": {"en": "Why", "ja": "理由", "zh": "理由"},
    "hint-why": {"en": "One sentence for the history", "ja": "履歴に残す一文", "zh": "写入历史的一句话"},
}  # fmt: skip


def say(key: str, lang: str, **words: object) -> str:
    """Return the words *key* in *lang* (en, ja, zh or zh-TW), filled with *words*."""
    text = _WORDS[key]["zh" if lang.startswith("zh") else lang if lang == "ja" else "en"].format(**words)
    return to_traditional(text) if lang == "zh-TW" else text


def lang_of(locale: discord.Locale) -> str:
    """Return the language of the bot that goes with a Discord *locale*."""
    return {"ja": "ja", "zh-CN": "zh", "zh-TW": "zh-TW"}.get(locale.value, "en")
