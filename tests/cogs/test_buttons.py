"""Below an answer anybody can ask why, and for its chart; the buttons outlive the bot and change no conversation."""

from __future__ import annotations

import sys
from pathlib import Path

import discord
import pytest

from bot.cogs._buttons import ALL, MAX_CUSTOM_ID, AskButton, ChartButton, WhyButton, beside, choices
from bot.core.answer import Question
from bot.core.reply import Choice, Reply
from bot.core.wording import Chart
from bot.desk import Desk
from bot.stores.files import FilesStore

QUESTION = "how much did china export in 2012?"
YEARS = "how much did china export from 2009 to 2012"
WHY, CHART = "Why this answer?", "Chart"
KNOWN = "how much did china export"


@pytest.fixture
def desk(small: Path) -> Desk:
    """Return a desk that holds four years of exports: enough for a chart."""
    figures = "".join(
        f"  - {{id: export-volume/{y}-x, period: '{y}', value: {y}, as_of: '2012', source: customs-2013}}\n" for y in (2009, 2010)
    )
    with (small / "series" / "export-volume.yaml").open("a", encoding="utf-8") as file:
        file.write(figures)
    return Desk.open(FilesStore(small))


@pytest.fixture
def drawing() -> None:
    pytest.importorskip("matplotlib", reason="charts are an optional part: pip install 'rare-earth-bot[charts]'")


def labels(message: discord.Message) -> list[str]:
    return [button.label for row in message.components for button in row.children]


async def asked(town, text: str) -> discord.Message:
    await town.ask(text)
    return town.channel.last_message


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        (QUESTION, [WHY]),
        (YEARS, [WHY, CHART]),
        ("why did exports fall in 2012", [WHY]),
        ("2012年の中国の輸出量は？", ["この回答の根拠は？"]),
        ("2012年中国出口了多少稀土？", ["为何如此回答？"]),
        ("tungsten quota 2012", []),
        ("export quota 2031", []),
        ("hello", []),
    ],
)
async def test_an_answer_has_the_buttons_that_lead_somewhere(town, question, shown) -> None:
    assert labels(await asked(town, question)) == shown


async def test_why_is_told_to_who_presses_and_to_nobody_else(town) -> None:
    message = await asked(town, QUESTION)
    result = await town.moderator.click(message, label=WHY)
    assert "Answered from figures (lookup)" in result.response.content
    assert result.ephemeral
    assert result.response.flags.suppress_embeds
    assert result.response.id not in [m.id for m in town.channel.history(viewer=town.member)]


async def test_why_says_what_the_command_line_says(town) -> None:
    result = await town.member.click(await asked(town, YEARS), label=WHY)
    why = town.desk.why(town.desk.ask(Question(YEARS)))
    assert result.response.content.replace("\\", "") == why


async def test_slash_commands_have_the_buttons_too(town) -> None:
    for name, options in (("ask", {"question": QUESTION, "lang": "ja"}), ("exports", {"year": 2012})):
        result = await town.member.slash(town.channel, name, **options)
        pressed = await town.member.click(result.response.message, label=labels(result.response.message)[0])
        assert "Period: 2012." in pressed.response.content


async def test_a_chosen_language_is_that_of_the_explained_question(town) -> None:
    result = await town.member.slash(town.channel, "ask", question=QUESTION, lang="ja")
    pressed = await town.member.click(result.response.message, label="この回答の根拠は？")
    assert pressed.response.content.startswith("Language: ja.")


async def test_a_button_of_an_earlier_run_still_tells_why(town) -> None:
    message = await asked(town, QUESTION)
    await town.restart()
    assert "Period: 2012." in (await town.member.click(message, label=WHY)).response.content


async def test_asking_why_leaves_the_conversation_as_it_was(town) -> None:
    other = await asked(town, "why did exports fall in 2012")
    assert "16,265 t" in await town.ask(QUESTION)
    await town.member.click(other, label=WHY)
    assert "16,861 t" in await town.ask("and in 2011?")


async def test_an_answer_that_leaned_on_the_conversation_has_no_buttons(town) -> None:
    await town.ask(YEARS)
    message = await asked(town, "and in 2011?")
    assert "16,861 t" in message.content
    assert labels(message) == []


async def test_a_long_question_has_no_buttons(town) -> None:
    message = await asked(town, "how much, " * 8 + QUESTION)
    assert "16,265 t" in message.content
    assert labels(message) == []


async def test_a_long_question_that_the_record_knows_is_found_by_its_digest(town, monkeypatch) -> None:
    monkeypatch.setattr("bot.cogs._buttons.MAX_CUSTOM_ID", 10)
    message = await asked(town, KNOWN)
    assert KNOWN not in message.components[0].children[0].custom_id
    await town.restart()
    assert "Answered from figures" in (await town.member.click(message, label=WHY)).response.content


async def test_a_button_whose_question_is_gone_says_so(town, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.cogs._buttons.MAX_CUSTOM_ID", 10)
        message = await asked(town, KNOWN)
    monkeypatch.setattr("bot.cogs._buttons._find", lambda *_: None)
    result = await town.member.click(message, label=WHY)
    assert "out of date" in result.response.content
    assert result.ephemeral


async def test_a_question_may_begin_with_a_number_sign(town) -> None:
    message = await asked(town, f"#1: {QUESTION}")
    assert "16,265 t" in message.content
    assert "Period: 2012." in (await town.member.click(message, label=WHY)).response.content


async def test_why_pings_nobody(town) -> None:
    message = await asked(town, f"**@everyone** {QUESTION}")
    result = await town.member.click(message, label=WHY)
    assert "@everyone" in result.response.content
    assert not result.response.message.mention_everyone


async def test_why_is_shown_as_text(town, monkeypatch) -> None:
    monkeypatch.setattr(town.desk, "why", lambda _: f"**x** <@{town.moderator.id}> [a](https://example.org)")
    result = await town.member.click(await asked(town, QUESTION), label=WHY)
    assert result.response.content == rf"\*\*x\*\* \<@{town.moderator.id}> (a)(example.org)"


async def test_a_long_explanation_fits_into_a_message(town, monkeypatch) -> None:
    monkeypatch.setattr(town.desk, "why", lambda _: "a_b " * 1000)
    content = (await town.member.click(await asked(town, QUESTION), label=WHY)).response.content
    assert 1900 < len(content) <= 2000
    assert content.startswith(r"a\_b")


@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize("restarted", [False, True])
async def test_a_chart_comes_as_a_picture_that_is_described(town, restarted) -> None:
    message = await asked(town, YEARS)
    if restarted:
        await town.restart()
    result = await town.member.click(message, label=CHART)
    (sent,) = result.followups
    (file,) = sent.attachments
    assert file.filename == "chart.png"
    assert file.description.startswith("Chart of China's rare earth exports, 2009 to 2012, 4 figures.")
    assert (await file.read())[:4] == b"\x89PNG"
    assert not sent.ephemeral
    assert not sent.content
    assert town.channel.history(viewer=town.member)[0].content.endswith(YEARS)


async def test_without_the_plotting_library_the_presser_is_told(town, monkeypatch) -> None:
    message = await asked(town, YEARS)
    for name in ("matplotlib", "matplotlib.figure", "matplotlib.backends.backend_agg"):
        monkeypatch.setitem(sys.modules, name, None)
    (told,) = (await town.member.click(message, label=CHART)).followups
    assert "cannot draw charts" in told.content
    assert told.ephemeral


async def test_a_chart_that_the_facts_do_not_give_any_more_is_out_of_date(town, monkeypatch) -> None:
    message = await asked(town, YEARS)
    monkeypatch.setattr(town.desk, "picture", lambda _: None)
    (told,) = (await town.member.click(message, label=CHART)).followups
    assert "out of date" in told.content
    assert told.ephemeral


def under(reply: Reply, question: str, desk: Desk) -> list[str]:
    made = beside(reply, Question(question, "zh-TW"), desk.knowledge)
    return [child.item.custom_id for child in made.children] if made else []


@pytest.mark.parametrize(
    ("letter", "most"), [("x", MAX_CUSTOM_ID - len("why:zh-TW:")), ("𠮷", (MAX_CUSTOM_ID - len("why:zh-TW:")) // 2)]
)
async def test_a_question_is_kept_as_long_as_discord_takes_it(desk, letter, most) -> None:
    reply = Reply("answer", "x", "zh-TW", 1.0)
    assert under(reply, letter * most, desk) == [f"why:zh-TW:{letter * most}"]
    assert under(reply, letter * (most + 1), desk) == []


@pytest.mark.parametrize(("points", "kinds"), [(2, ["why"]), (3, ["why", "chart"])])
async def test_two_figures_are_no_chart(desk, points, kinds) -> None:
    chart = Chart("export-volume", tuple((str(2009 + n), 1.0) for n in range(points)))
    ids = under(Reply("answer", "x", "en", 1.0, chart=chart), QUESTION, desk)
    assert [i.partition(":")[0] for i in ids] == kinds


def test_every_button_is_registered_and_reads_only_its_own_id() -> None:
    for kind in (AskButton, WhyButton, ChartButton):
        assert kind in ALL
        own = kind("x", QUESTION, "en").item.custom_id
        assert [other for other in ALL if other.__discord_ui_compiled_template__.fullmatch(own)] == [kind]


async def test_choices_are_all_that_stands_under_a_choice(town, monkeypatch) -> None:
    offer = Reply("choices", "Which?", "en", 0.5, choices=(Choice("Exports", QUESTION),))
    monkeypatch.setattr(town.desk, "word", lambda _: offer)
    assert labels(await asked(town, "exports?")) == ["Exports"]
    assert len(choices(offer.choices, "en").children) == 1
