"""The command line: `python -m bot`, or `rare-earth-bot` once installed.

Each command imports what it needs when it runs, so that `bot ask` starts as quickly as it can.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import BotError, SettingsError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.core.answer import Answer
    from bot.core.reply import Reply
    from bot.desk import Desk

EXIT_PROBLEMS, EXIT_USAGE = 1, 2
Command = Callable[[Settings, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command in *arguments* (those of the process, unless given) and end the process."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command in *arguments* and return its exit code."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        settings = Settings.read({**os.environ, **({"KNOWLEDGE_DIR": options.knowledge} if options.knowledge else {})})
        return command(settings, options)
    except BotError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE if isinstance(error, SettingsError) else EXIT_PROBLEMS
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bot", description="Sourced answers about rare earths and the Senkaku/Diaoyu Islands.")
    parser.add_argument(
        "--knowledge", metavar="DIR", help="the folder with the facts (default: KNOWLEDGE_DIR, or the one beside the code)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer one question, or many with --jsonl")
    ask.add_argument("question", nargs="*")
    ask.add_argument("--lang", help="the language of the answer: en, ja, zh-CN or zh-TW (default: that of the question)")
    shape = ask.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="the answer as one JSON object")
    shape.add_argument("--jsonl", action="store_true", help='an answer a line for each line {"q": ...} of the input')
    ask.add_argument("--why", action="store_true", help="print below the answer how it came about")
    ask.add_argument("--chart", metavar="FILE", type=Path, help="write the chart that the answer offers to FILE, a PNG")
    ask.set_defaults(command=_ask)
    check = commands.add_parser(
        "check",
        help="compare the figures of a text with ours",
        description="Say of each figure in a text whether ours agrees or differs, or it was a forecast, is known to be wrong, "
        "or cannot be checked; with the sources of ours. The text is read from the input where none is given. "
        "The facts themselves are checked with: bot facts check",
    )
    check.add_argument("text", nargs="*")
    check.add_argument("--lang", help="the language of the findings (default: that of the text)")
    check.add_argument("--json", action="store_true", help="one JSON object")
    check.set_defaults(command=_check)
    chat = commands.add_parser("chat", help="ask at a prompt, as one conversation")
    chat.add_argument("--lang")
    chat.set_defaults(command=_chat)
    demo = commands.add_parser("demo", help="the bot in a simulated Discord in the browser; needs no token")
    demo.add_argument("--port", type=int, default=0, help="default: any free one")
    demo.set_defaults(command=_demo)
    commands.add_parser("run", help="the bot on Discord; needs DISCORD_TOKEN").set_defaults(command=_run)
    facts = commands.add_parser("facts", help="look after the facts", add_help=False)
    facts.add_argument("rest", nargs=argparse.REMAINDER)
    facts.set_defaults(command=_facts)
    return parser


def open_desk(settings: Settings) -> Desk:
    """Return a desk for the files that *settings* name."""
    from bot.desk import Desk
    from bot.stores.files import FilesStore

    return Desk.open(FilesStore(settings.knowledge_dir))


# --- asking ------------------------------------------------------------------------------------------------------------


def _ask(settings: Settings, options: argparse.Namespace) -> int:
    if options.jsonl:
        if options.why or options.chart:
            raise SettingsError("--why and --chart are about one question; --jsonl answers many.")
        return _ask_lines(open_desk(settings), sys.stdin)
    text = " ".join(options.question).strip()
    if not text:
        raise SettingsError('What is the question? For example: bot ask "how much did china export in 2012?"')
    desk = open_desk(settings)
    made, found, reply = _answered(desk, text, options.lang)
    if options.why:
        found["why"] = desk.why(made)
    print(json.dumps(found, ensure_ascii=False) if options.json else plain_text(found))
    return _draw(desk, reply, options.chart) if options.chart else 0


def _draw(desk: Desk, reply: Reply, file: Path) -> int:
    """Write the chart of *reply* to *file*."""
    picture = desk.picture(reply)
    if picture is None:
        print("There is no chart of this answer: it has fewer than three figures of one series.", file=sys.stderr)
        return EXIT_PROBLEMS
    try:
        file.write_bytes(picture.png)
    except OSError as error:
        raise SettingsError(f"The chart cannot be written: {error}") from None
    print(f"{file}: {picture.alt}", file=sys.stderr)
    return 0


def _check(settings: Settings, options: argparse.Namespace) -> int:
    text = " ".join(options.text).strip() or ("" if sys.stdin.isatty() else sys.stdin.read().strip())
    if not text:
        raise SettingsError('Which text? For example: bot check "China exported 18,000 t in 2011, half of 2010"')
    desk = open_desk(settings)
    started = time.perf_counter()
    found = _described(text, desk.check(text, options.lang), started)
    print(json.dumps(found, ensure_ascii=False) if options.json else plain_text(found))
    return 0


def _ask_lines(desk: Desk, lines: Iterable[str]) -> int:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            question = given["q"], given.get("lang"), given.get("session")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SettingsError(f'line {number} of the input is not {{"q": "..."}}') from None
        print(json.dumps(answer(desk, *question), ensure_ascii=False), flush=True)
    return 0


def answer(desk: Desk, text: str, lang: str | None = None, session: str | None = None) -> dict[str, Any]:
    """Return the answer to *text* as it is printed for other programs."""
    return _answered(desk, text, lang, session)[1]


def _answered(desk: Desk, text: str, lang: str | None = None, session: str | None = None) -> tuple[Answer, dict[str, Any], Reply]:
    """Return the answer to *text*, how it is printed, and how it is worded."""
    from bot.core.answer import Question

    started = time.perf_counter()
    made = desk.ask(Question(text, lang, session))
    reply = desk.word(made)
    return made, _described(text, reply, started), reply


def _described(text: str, reply: Reply, started: float) -> dict[str, Any]:
    """Return *reply* to *text* as it is printed, with the time that has passed since *started*."""
    milliseconds = (time.perf_counter() - started) * 1000
    sources = [{key: getattr(c, key) for key in ("id", "publisher", "title", "url", "published")} for c in reply.citations]
    return {
        "q": text,
        "kind": reply.kind,
        "text": reply.text,
        "lang": reply.lang,
        "confidence": round(reply.confidence, 4),
        "records": list(reply.records),
        "sources": sources,
        "as_of": reply.as_of,
        "choices": [{"label": choice.label, "q": choice.q} for choice in reply.choices],
        "ms": round(milliseconds, 3),
    }


def plain_text(found: dict[str, Any]) -> str:
    """Return the answer *found* as a reader at a terminal sees it."""
    lines = [found["text"].replace("**", "")]
    lines += [f"  {number}. {choice['label']}" for number, choice in enumerate(found["choices"], 1)]
    lines += [
        f"  [{s['publisher']}] {s['title']}{', ' + s['published'] if s['published'] else ''}  {s['url'] or ''}".rstrip()
        for s in found["sources"]
    ]
    if "why" in found:
        lines += ["", found["why"]]
    return "\n".join(lines)


def _chat(settings: Settings, options: argparse.Namespace) -> int:
    desk = open_desk(settings)
    choices: list[str] = []
    print("Ask about rare earths or the Senkaku/Diaoyu Islands; an empty line ends.")
    while True:
        try:
            text = input("> ").strip()
        except EOFError:
            print()
            return 0
        if not text:
            return 0
        if text.isdecimal() and 1 <= int(text) <= len(choices):
            text = choices[int(text) - 1]
        found = answer(desk, text, options.lang, "chat")
        choices = [choice["q"] for choice in found["choices"]]
        print(plain_text(found) + "\n")


# --- Discord -----------------------------------------------------------------------------------------------------------


def _run(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001 - every command has the same arguments
    settings.need_token()
    from bot.cogs import _run

    desk = open_desk(settings)
    _warn(desk)
    return _run.run(settings, desk)


def _demo(settings: Settings, options: argparse.Namespace) -> int:
    from bot.cogs import _demo

    return _demo.run(settings, port=options.port)


def _warn(desk: Desk) -> None:
    serious = [problem for problem in desk.problems if not problem.is_advice]
    if serious:
        print(f"The facts have {len(serious)} problems; see: bot facts check. The first: {serious[0]}", file=sys.stderr)


# --- facts -------------------------------------------------------------------------------------------------------------


def _facts(settings: Settings, options: argparse.Namespace) -> int:
    from bot import curate

    return curate.run(settings.knowledge_dir, options.rest)
