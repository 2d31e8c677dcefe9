"""What the pages say is so: their commands run, their examples are sound, and their maps show what is there."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent, indent
from typing import Any, NamedTuple

import discord
import jsonschema
import pytest
import ryaml

from bot.cogs._send import content
from bot.core import kinds, layout, schema
from bot.core.answer import Question
from bot.core.kinds import KINDS
from bot.core.models import Observation, Series
from bot.desk import Desk
from bot.settings import Settings
from bot.stores.files import FilesStore

ROOT = Path(__file__).parent.parent
README, GUIDE, CONTRIBUTING = ROOT / "README.md", ROOT / "knowledge" / "README.md", ROOT / "CONTRIBUTING.md"
PAGES = (README, GUIDE, CONTRIBUTING, ROOT / "CHANGELOG.md", ROOT / ".env.example")
BOT = ".venv/bin/python"

_FENCE = re.compile(r"^(?P<indent> *)```(?P<lang>\w*)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"\d[\d,]*\.?\d*%?")
_URL = re.compile(r"https?://[^\s<>()]+")


class Block(NamedTuple):
    """A fenced block of a page, without its indentation."""

    lang: str
    body: str


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> Iterator[Block]:
    for match in _FENCE.finditer(read(page)):
        yield Block(match["lang"], re.sub(rf"^{match['indent']}", "", match["body"], flags=re.MULTILINE))


def commands(page: Path) -> list[str]:
    """Return every command of *page*, without the words behind it."""
    found = [re.split(r"\s+# ", line)[0].strip() for b in blocks(page) if b.lang == "sh" for line in b.body.splitlines()]
    found += [
        line.removeprefix("$ ")
        for b in blocks(page)
        if b.lang == "console"
        for line in b.body.splitlines()
        if line.startswith("$ ")
    ]
    return [command for command in found if command]


# --- commands


class Bench(NamedTuple):
    """A folder to run commands in, and what they see."""

    folder: Path
    environment: dict[str, str]

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        words = ["sh", "-c", command]
        return subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )


@pytest.fixture(scope="module")
def scratch(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the facts that commands may change."""
    return Path(shutil.copytree(real, tmp_path_factory.mktemp("docs") / "knowledge", ignore=shutil.ignore_patterns(".journal")))


@pytest.fixture
def bench(scratch: Path, tmp_path: Path) -> Bench:
    """Return a folder without settings, with the code of this project and a copy of the facts."""
    mine = {name: text for name, text in os.environ.items() if not re.match("DISCORD_|EDITOR_|HOME_GUILD|CHANNELS", name)}
    return Bench(tmp_path, {**mine, "PYTHONPATH": str(ROOT), "KNOWLEDGE_DIR": str(scratch), "PYTHONIOENCODING": "utf-8"})


def recipe(target: str) -> list[str]:
    """Return the commands behind the make *target*, as they run in this environment."""
    makefile = read(ROOT / "Makefile")
    match = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert match, f"make {target}: there is no such target"
    here = {"$(PY)": sys.executable, "$(BIN)": str(Path(sys.executable).parent), "$(ARGS)": ""}
    lines = re.sub(r"\$\(\w+\)", lambda m: here.get(m[0], m[0]), match[1]).splitlines()
    return [line.strip().lstrip("@").removeprefix("exec ") for line in lines]


def make(bench: Bench, target: str) -> None:
    """Run what is behind a make *target*, as far as a test can."""
    (command, *more) = recipe(target)
    match target:
        case "demo":
            assert "http://127.0.0.1:" in until_stopped(bench, command)
        case "run":
            done = bench.run(command)
            assert done.returncode == 2
            assert "DISCORD_TOKEN" in done.stderr
        case "test":
            assert bench.run(f"{command} --collect-only -q {ROOT / 'tests' / 'test_settings.py'}").returncode == 0
        case _:  # it would look at the whole house: see that each tool is there
            for one in (command, *more):
                tool = re.sub(r"(-m \S+(?: facts \w+)?|bin/\w+(?: check| format)?(?= )|bin/mypy).*", r"\1", one)
                assert bench.run(f"{tool} --help").returncode == 0, one


def until_stopped(bench: Bench, command: str) -> str:
    """Return what *command* prints until it has given an address and is stopped as by Ctrl-C."""
    process = subprocess.Popen(command.split(), cwd=bench.folder, env=bench.environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    printed = ""
    try:
        for line in process.stdout:
            printed += line
            if "Ctrl-C" in line:
                process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.stdout.close()
    return printed


def copy(bench: Bench, command: str) -> None:
    """Run a copy between files of the project."""
    shutil.copy(ROOT / command.split()[1], bench.folder)
    assert bench.run(command).returncode == 0
    assert Settings.read({}, bench.folder / command.split()[2]).token is None


def compose(_: Bench, __: str) -> None:
    """See that the container runs what `make run` runs; there is no Docker in a test."""
    service = ryaml.loads(read(ROOT / "compose.yaml"))["services"]["bot"]
    assert service["build"] == "."
    assert service["env_file"] == ".env"
    words = [json.loads(found) for found in re.findall(r"^(?:ENTRYPOINT|CMD) (\[.*\])$", read(ROOT / "Dockerfile"), re.MULTILINE)]
    assert [word for one in words for word in one] == ["python", "-m", "bot", "run"]
    assert "useradd --uid 10001" in read(ROOT / "Dockerfile")


def bot(bench: Bench, command: str) -> None:
    """Run the bot."""
    done = bench.run(command.replace(BOT, sys.executable))
    if " facts undo " in command:  # its number is an example
        assert "There is no record 'revision" in done.stderr
    elif " facts check" in command:
        assert re.search(r"\d+ figures, .*: (?:\d+|no) problems?, ", done.stdout), done.stderr
    else:
        assert done.returncode == 0, done.stderr
        assert done.stdout or re.search(r"facts (?:format|history|sources)", command)
    for line in done.stdout.splitlines() if "--json" in command else ():
        assert set(json.loads(line)) == described("An answer:")
        assert json.loads(line)["kind"] == "answer"


HOW: dict[str, Callable[[Bench, str], None]] = {
    r"make (\w+)": make,
    r"cp \S+ \S+": copy,
    r"docker compose up -d": compose,
    rf"(?:echo '.*' \| )?{re.escape(BOT)} -m bot .*": bot,
}


@pytest.mark.parametrize("command", dict.fromkeys([*commands(README), *commands(GUIDE)]))
def test_every_command_runs(command: str, bench: Bench) -> None:
    for pattern, run in HOW.items():
        if match := re.fullmatch(pattern, command):
            run(bench, match[1] if match.groups() else command)
            return
    pytest.fail(f"nothing here runs {command!r}")


def test_the_commands_are_found() -> None:
    assert {"make demo", "make test", "make run"} <= set(commands(README))
    assert len(commands(GUIDE)) > 5


@pytest.mark.parametrize("page", [README, GUIDE, CONTRIBUTING], ids=lambda p: str(p.relative_to(ROOT)))
def test_every_block_says_what_it_is(page: Path) -> None:
    """A command in a block without a language would be run by nobody."""
    for block in blocks(page):
        assert block.lang in {"sh", "console", "yaml"} or not re.search(r"^\s*(?:\$ |\.venv/|make )", block.body, re.MULTILINE)
    for name in re.findall(r"`make (\w+)", read(page)):
        assert recipe(name)
    for name in re.findall(r"`(?:python -m bot )?facts (\w+)", read(page)):
        assert re.search(rf'add\("{name}"', read(ROOT / "bot" / "curate.py")), name


# --- exchanges


def essential(text: str) -> set[str]:
    """Return the figures and links in *text*, without those that only its links have."""
    return {*_URL.findall(text), *_NUMBER.findall(_URL.sub(" ", text))}


def exchanges() -> list[tuple[str, str]]:
    quotes = re.findall(r"^> \*\*member\*\* @\S+ (.*)\n>\n((?:> .*\n)+)", read(README), re.MULTILINE)
    return [(asked, re.sub(r"^> |<br>|</?sub>", "", said, flags=re.MULTILINE)) for asked, said in quotes]


@pytest.mark.parametrize(("asked", "said"), exchanges(), ids=lambda text: text[:40])
def test_an_exchange_is_a_real_one(asked: str, said: str, scratch: Path) -> None:
    real = content(Desk.open(FilesStore(scratch)).respond(Question(asked)))
    assert essential(said) == essential(real.replace("(<", "(").replace(">)", ")"))


def test_there_are_exchanges() -> None:
    assert len(exchanges()) == 3


def shown() -> list[tuple[str, str]]:
    found = [b.body.partition("\n") for page in (README, GUIDE) for b in blocks(page) if b.lang == "console"]
    return [(command.removeprefix("$ "), output) for command, _, output in found]


@pytest.mark.parametrize(("command", "output"), shown(), ids=lambda text: text[:60])
def test_an_output_is_a_real_one(command: str, output: str, bench: Bench) -> None:
    assert essential(bench.run(command.replace(BOT, sys.executable)).stdout) == essential(output)


# --- the contract, the settings, the invitation


def described(after: str) -> set[str]:
    """Return the names in the first column of the table that follows the words *after*."""
    table = read(README).partition(after)[2].strip().partition("\n\n")[0]
    return {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def settings() -> set[str]:
    names = re.findall(r'"([A-Z]+(?:_[A-Z]+)+|CHANNELS)"', read(ROOT / "bot" / "settings.py"))
    assert len(set(names)) >= len(Settings.__dataclass_fields__) - 1
    return set(names)


def test_every_setting_is_explained() -> None:
    assert set(re.findall(r"^([A-Z_]+)=", read(ROOT / ".env.example"), re.MULTILINE)) == settings()
    assert described("explains each:") == settings()


def test_the_example_of_settings_changes_nothing(tmp_path: Path) -> None:
    assert Settings.read({}, Path(shutil.copy(ROOT / ".env.example", tmp_path / ".env"))) == Settings()


def test_the_invitation_asks_for_the_least() -> None:
    (link,) = re.findall(r"https://discord\.com/oauth2/authorize\S+(?=>)", read(README))
    assert "scope=bot+applications.commands" in link
    least = discord.Permissions(view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True)
    assert int(re.search(r"permissions=(\d+)", link)[1]) == least.value  # type: ignore[index] # a missing number fails just as well


def test_without_channels_no_privileged_intent_is_needed() -> None:
    from bot.cogs._client import _intents

    for channels, needed in ((frozenset(), False), (frozenset({1}), True)):
        intents = _intents(Settings(channels=channels))
        assert (intents.message_content, intents.members, intents.presences) == (needed, False, False)


def test_the_readme_keeps_its_order() -> None:
    assert re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", read(README), flags=re.DOTALL), re.MULTILINE) == [
        "rare-earth-bot",
        "What it looks like",
        "Try it",
        "Run it on your server",
        "Change what it knows",
        "Change how it works",
        "Use it from other programs",
    ]


# --- the map of the house


def drawn() -> set[str]:
    block = read(CONTRIBUTING).partition("<!-- map:")[2].partition("```\n")[2].partition("```")[0]
    rows = [line.split(maxsplit=1) for line in block.splitlines() if line]
    assert all(len(row) == 2 for row in rows), "each module has its line"
    return {path for path, _ in rows}


def test_the_map_shows_every_module_and_no_other() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "bot").rglob("*.py") if path.name != "__init__.py"}
    assert {path for path in drawn() if path.endswith(".py")} == there
    assert all((ROOT / path).is_dir() for path in drawn() if path.endswith("/"))


def test_the_rings_on_the_page_are_those_that_are_held() -> None:
    row = next(b.body for b in blocks(CONTRIBUTING) if b.body.startswith("errors <-"))
    rings = importlib.import_module("tests.test_layers").RINGS
    numbers = [[rings[name.strip()] for name in ring.split(",")] for ring in row.strip().split(" <- ")]
    assert sorted(numbers) == numbers
    assert all(len(set(ring)) == 1 for ring in numbers)
    assert {name.strip() for name in re.split(r"<-|,", row)} == {n for n in rings if any((ROOT / "bot").glob(f"{n}*"))}


# --- the curator's guide


def examples() -> list[tuple[str, str]]:
    return re.findall(r"<!-- example: (\w+) -->\n```yaml\n(.*?)```", read(GUIDE), re.DOTALL)


def test_every_yaml_block_is_an_example() -> None:
    assert len(examples()) == sum(b.lang == "yaml" for b in blocks(GUIDE))
    assert {what for what, _ in examples()} == {"sources", "figure", "facts", "terms", "needs"}


@pytest.mark.parametrize(("what", "text"), examples(), ids=lambda text: text[:12].strip())
def test_an_example_is_sound_and_laid_out(what: str, text: str, scratch: Path) -> None:
    data: Any = ryaml.loads(text)
    knowledge = FilesStore(scratch).load().knowledge
    if what == "needs":
        assert {"needs", "helps"} == set(data) <= set(Series.__dataclass_fields__)
        assert {term for group in (*data["needs"], data["helps"]) for term in group} <= set(knowledge.terms)
        assert any(plain(s.needs) == data["needs"] and plain(s.helps) == data["helps"] for s in knowledge.series.values())
        return
    model = Observation if what == "figure" else KINDS[what].model  # type: ignore[index] # an unknown one fails
    for one in data:
        assert schema.read(model, one)[1] == []
        assert kinds.find(knowledge, one["id"]), "examples are real"
        assert {one.get("source"), *one.get("sources", ())} - {None} <= set(knowledge.sources)
        if what == "terms":
            assert text == f"- {layout._flow(one)}\n"
        else:
            assert dedent(text) == "- " + indent(layout.record(one), "  ").lstrip()
    if what != "figure":
        jsonschema.validate(data, schema.json_schema(KINDS[what]))  # type: ignore[index] # as above


def plain(value: Any) -> Any:
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def test_the_guide_knows_every_status_rank_and_kind_of_source(real: Path) -> None:
    text = read(GUIDE)
    for name in ("status", "rank"):
        words = jsonschema_words(Observation, name)
        assert words == set(re.findall(r"^ *\| `(\w+)` \|", text, re.MULTILINE)) & words, name
    used = set(re.findall(r"^ *kind: (\w+)$", read(real / "sources.yaml"), re.MULTILINE))
    line = re.search(r"- `kind`: (.*)\.", text)
    assert line
    assert used <= set(re.findall(r"`(\w+)`", line[1]))


def jsonschema_words(model: type, name: str) -> set[str]:
    return set(schema._adapter(model).json_schema()["properties"][name]["enum"])


def test_the_guide_names_every_file(real: Path) -> None:
    names = {
        p.name if p.is_file() else f"{p.name}/" for p in real.iterdir() if not p.name.startswith(".") and p.name != "README.md"
    }
    assert {name for name in names if f"`{name}`" not in read(GUIDE)} == set()


# --- all pages


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere_and_nothing_names_a_machine(page: Path) -> None:
    text = read(page)
    heads = {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        assert link[1:] in heads if link.startswith("#") else (page.parent / link).exists(), link
    assert not re.search(r"/(?:home|tmp|work|opt|root|usr)/|localhost|127\.0\.0\.1", text)
