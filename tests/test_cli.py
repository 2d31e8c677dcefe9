"""The command line does what it says, for people and for other programs."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli
from bot.core import kinds
from bot.core.edits import Change
from bot.desk import Desk
from bot.stores.files import FilesStore

ROOT = Path(__file__).parent.parent
FIGURE = "export-volume/2012-customs-2013"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def bot(small: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command on the small base and returns its exit code, output and complaints."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(["--knowledge", str(small), *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


# --- asking


def test_a_question_is_answered_with_its_sources(bot: Run) -> None:
    code, out, err = bot("ask", "how much did china export in 2012?")
    assert (code, err) == (0, "")
    assert "16,265" in out
    assert "https://example.org/customs-2013" in out


def test_an_answer_as_json_has_the_agreed_keys(bot: Run) -> None:
    _, out, _ = bot("ask", "--json", "how", "much", "did", "china", "export", "in", "2012")
    found = json.loads(out)
    assert list(found) == ["q", "kind", "text", "lang", "confidence", "records", "sources", "as_of", "choices", "ms"]
    assert (found["q"], found["kind"], found["lang"]) == ("how much did china export in 2012", "answer", "en")
    assert list(found["sources"][0]) == ["id", "publisher", "title", "url", "published"]
    assert 0 <= found["confidence"] <= 1


def test_many_questions_are_answered_in_order(bot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        '{"q": "how much did china export in 2012?", "session": "a"}',
        "",
        '{"q": "中国2011年出口了多少稀土", "lang": "zh-CN"}',
        '{"q": ""}',
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))
    code, out, _ = bot("ask", "--jsonl")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [one["q"] for one in found] == ["how much did china export in 2012?", "中国2011年出口了多少稀土", ""]
    assert "16,861" in found[1]["text"]
    assert found[2]["kind"] == "unknown"


@pytest.mark.parametrize("line", ["what", "[1]", '{"question": "x"}', '"q"'])
def test_a_line_that_is_no_question_is_named(bot: Run, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(line + "\n"))
    code, _, err = bot("ask", "--jsonl")
    assert code == 2
    assert "line 1" in err


def test_no_question_is_said_plainly(bot: Run) -> None:
    assert bot("ask")[0] == 2


def test_why_stands_below_the_answer(bot: Run) -> None:
    code, out, _ = bot("ask", "--why", "how much did china export in 2012?")
    assert code == 0
    assert out.index("16,265") < out.index("Answered from figures (lookup)")
    assert "Period: 2012." in json.loads(bot("ask", "--why", "--json", "china exports 2012")[1])["why"]


def test_a_chart_is_written_where_the_answer_has_one(bot: Run, small: Path) -> None:
    pytest.importorskip("matplotlib", reason="charts are an optional part")
    figures = "".join(
        f"  - {{id: export-volume/{y}-x, period: '{y}', value: {y}, as_of: '2012', source: customs-2013}}\n" for y in (2009, 2010)
    )
    text = (small / "series" / "export-volume.yaml").read_text(encoding="utf-8")
    (small / "series" / "export-volume.yaml").write_text(text.rstrip() + "\n" + figures, encoding="utf-8")
    code, _, err = bot("ask", "--chart", str(small / "chart.png"), "how much did china export from 2009 to 2012")
    assert (code, (small / "chart.png").read_bytes()[:4]) == (0, b"\x89PNG")
    assert "Chart of China's rare earth exports, 2009 to 2012, 4 figures." in err
    assert bot("ask", "--chart", str(small / "no" / "chart.png"), "how much did china export from 2009 to 2012")[0] == 2


def test_an_answer_without_a_chart_says_so(bot: Run, small: Path) -> None:
    code, out, err = bot("ask", "--chart", str(small / "chart.png"), "how much did china export in 2012?")
    assert code == 1
    assert "16,265" in out
    assert "no chart" in err
    assert not (small / "chart.png").exists()


@pytest.mark.parametrize("option", [["--why"], ["--chart", "x.png"]])
def test_many_questions_have_neither_why_nor_chart(bot: Run, option: list[str]) -> None:
    assert bot("ask", "--jsonl", *option)[0] == 2


def test_the_figures_of_a_text_are_checked(bot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = bot("check", "China exported 20,000 t of rare earths in 2012.")
    assert code == 0
    assert "20,000 t differs. Ours for China's rare earth exports, 2012: 16,265 t" in out
    assert "https://example.org/customs-2013" in out
    monkeypatch.setattr(sys, "stdin", io.StringIO("中国2012年出口稀土16,265吨。"))
    found = json.loads(bot("check", "--json")[1])
    assert (found["kind"], found["records"]) == ("check", ["export-volume/2012-customs-2013"])
    assert "相符" in found["text"]


def test_no_text_to_check_is_said_plainly(bot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(" \n"))
    assert bot("check")[0] == 2


def test_a_chat_goes_on_until_an_empty_line(bot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("how much did china export in 2012?\n\nnever asked\n"))
    code, out, _ = bot("chat")
    assert code == 0
    assert "16,265" in out


def test_it_runs_as_a_module(small: Path) -> None:
    command = [sys.executable, "-m", "bot", "--knowledge", str(small), "facts", "check"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60).returncode == 0


# --- Discord


def test_without_a_token_one_sentence_says_where_to_get_it(bot: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.chdir(tmp_path)
    code, out, err = bot("run")
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert "discord.com/developers" in err
    assert "make demo" in err


def test_a_folder_that_is_not_there_is_said_plainly(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.run(["--knowledge", str(tmp_path / "nowhere"), "ask", "x"]) == 1
    assert "KNOWLEDGE_DIR" in capsys.readouterr().err


# --- facts


def spoil(small: Path, file: str, old: str, new: str) -> None:
    text = (small / file).read_text(encoding="utf-8")
    assert old in text
    (small / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_clean_check_counts_and_ends_well(bot: Run) -> None:
    code, out, _ = bot("facts", "check")
    assert (code, out) == (0, "1 series, 3 figures, 6 records, 3 sources: no problems, no pieces of advice\n")


def test_a_check_counts_how_records_are_found(bot: Run) -> None:
    code, out, _ = bot("facts", "check", "--find", "--answers", "--leave-one-out")
    lines = out.splitlines()
    assert code == 0
    assert "phrasings: 100.0% find their own record first" in out
    assert "phrasings put to the bot: " in out
    assert "phrasings (ja), each taken out of the index: " in out
    assert "[must-missed]" not in out or "advice" in lines[-1]


def test_a_forbidden_question_that_is_answered_fails_a_check(bot: Run, small: Path) -> None:
    spoil(small, "facts/trade.yaml", "- why did imports fall in 2012", "- why exports fell in 2012?")
    assert bot("facts", "check")[0] == 0
    code, out, _ = bot("facts", "check", "--find")
    assert code == 1
    assert "[must-not-answered]" in out


def test_a_check_names_every_problem_at_once(bot: Run, small: Path) -> None:
    spoil(small, "facts/trade.yaml", "sources: [customs-2013]", "sources: [nobody]")
    spoil(small, "positions.yaml", "actor: japan", "actr: japan")
    code, out, _ = bot("facts", "check")
    assert code == 1
    assert "facts/trade.yaml:3: why-exports-fell: there is no source 'nobody' (add it to sources.yaml" in out
    assert "positions.yaml:4: position-japan-sovereignty: unknown key 'actr'" in out
    assert [json.loads(line)["rule"] for line in bot("facts", "check", "--json")[1].splitlines()].count("unknown-source") == 1


def test_advice_alone_does_not_fail_a_check(bot: Run, small: Path) -> None:
    text = (small / "sources.yaml").read_text(encoding="utf-8")
    extra = "\n- id: unused\n  publisher: p\n  title: t\n  url: https://example.org/u\n  kind: news\n  language: en\n"
    (small / "sources.yaml").write_text(text + extra, encoding="utf-8")
    code, out, _ = bot("facts", "check")
    assert code == 0
    assert "[unused-source]" in out
    assert [line.split()[1] for line in bot("facts", "sources", "--unused")[1].splitlines()] == ["unused"]
    assert len(bot("facts", "sources")[1].splitlines()) == 4


def test_format_restores_the_layout(bot: Run, small: Path) -> None:
    wanted = (small / "facts" / "trade.yaml").read_text(encoding="utf-8")
    spoil(small, "facts/trade.yaml", "topics: [exports]", "topics:\n   - 'exports'")
    assert bot("facts", "format", "--check")[0] == 1
    code, out, _ = bot("facts", "format")
    assert (code, out.split()) == (0, ["changed", str(small / "facts" / "trade.yaml")])
    assert (small / "facts" / "trade.yaml").read_text(encoding="utf-8") == wanted
    assert bot("facts", "format", "--check") == (0, "", "")


def test_format_leaves_a_file_with_problems_alone(bot: Run, small: Path) -> None:
    spoil(small, "facts/trade.yaml", "as_of:", "as_off:")
    before = (small / "facts" / "trade.yaml").read_text(encoding="utf-8")
    code, _, err = bot("facts", "format")
    assert code == 1
    assert "as_off" in err
    assert (small / "facts" / "trade.yaml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("name", [FIGURE, "why-exports-fell", "export-volume", "source:paper-2012", "paper-2012", "term:china"])
def test_show_prints_a_record_with_its_place(bot: Run, name: str) -> None:
    code, out, _ = bot("facts", "show", name)
    assert code == 0
    assert ".yaml:" in out.splitlines()[0]
    assert out.splitlines()[1] == f"id: {kinds.bare(name)}"


def test_show_says_what_is_not_there(bot: Run) -> None:
    assert bot("facts", "show", "nope") == (1, "", "There is no record 'nope'.\n")


def test_search_finds_by_words(bot: Run) -> None:
    assert bot("facts", "search", "reason", "exports", "drop", "-n", "1")[1].split()[1] == "why-exports-fell"


def test_stats_count_what_is_known(bot: Run) -> None:
    out = bot("facts", "stats")[1].split()
    assert out[out.index("forecast") - 1] == "1"
    assert out[out.index("position") - 1] == "2"


def test_stale_lists_what_is_overdue(bot: Run) -> None:
    assert bot("facts", "stale", "--on", "2014-01-21")[1] == "no series due on 2014-01-21\n"
    out = bot("facts", "stale", "--on", "2014-02-01")[1]
    assert out.startswith("2014-01-22  export-volume")
    assert "newest 2012" in out


def test_edits_are_listed_and_undone(bot: Run, small: Path) -> None:
    desk = Desk.open(FilesStore(small))
    before = kinds.entry(desk.knowledge, FIGURE) or {}
    asyncio.run(desk.edit(Change(FIGURE, before, {**before, "value": 1}), "ann", "a test"))
    out = bot("facts", "history")[1]
    assert "by ann: a test" in out
    assert "+value: 1" in out
    assert bot("facts", "history", "other")[1] == ""
    assert "(undoes 1)" in bot("facts", "undo", "1", "--why", "enough")[1]
    assert Desk.open(FilesStore(small)).knowledge.observations[FIGURE][1].value == 16265
    code, _, err = bot("facts", "undo", "1")
    assert code == 1
    assert "changed by somebody else" in err


def test_schemas_are_written_and_compared(bot: Run, small: Path) -> None:
    assert bot("facts", "schema", "--check")[0] == 1
    assert bot("facts", "schema")[0] == 0
    assert bot("facts", "schema", "--check") == (0, "", "")
    hints = {
        p.relative_to(small): p.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
        for p in small.rglob("*.yaml")
    }
    assert all(((small / file).parent / hint).resolve().is_file() for file, hint in hints.items())
