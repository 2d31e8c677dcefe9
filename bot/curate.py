"""The curator's commands: `bot facts check`, `format`, `show`, `search` and their like."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core import kinds, layout
from bot.errors import UnknownRecord
from bot.stores.files import FilesStore

if TYPE_CHECKING:
    from bot.core.edits import Revision
    from bot.core.library import Library
    from bot.core.models import Knowledge, Series
    from bot.core.problems import Problem
    from bot.core.recall import Answering, Recall
    from bot.core.rules import Rule

Command = Callable[[Path, argparse.Namespace], int]

_SAMPLE = 3000
"""Phrasings that are taken out of the index to see whether their record is still found."""


def run(root: Path, arguments: Sequence[str]) -> int:
    """Run the command in *arguments* on the knowledge in *root* and return its exit code."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    return command(root, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bot facts", description="Look after the facts; knowledge/README.md is the guide.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(command=command)
        return sub

    checking = add("check", check, "report every problem in all files at once")
    checking.add_argument("--json", action="store_true", help="one JSON object a line")
    checking.add_argument(
        "--find", action="store_true", help="also look up every phrasing, and ask every must and must_not (some seconds)"
    )
    checking.add_argument("--answers", action="store_true", help="also put every phrasing to the bot (half a minute)")
    checking.add_argument(
        "--leave-one-out",
        nargs="?",
        type=int,
        const=_SAMPLE,
        metavar="N",
        help=f"count how many phrasings still find their record when they are taken out; of N (default: {_SAMPLE}; 0: all)",
    )
    formatting = add("format", format_files, "restore the layout of the files")
    formatting.add_argument("files", nargs="*", type=Path)
    formatting.add_argument("--check", action="store_true", help="write nothing; exit code 1 if a file would change")
    add("show", show, "show one record, with its place").add_argument("id")
    searching = add("search", search, "find records by words")
    searching.add_argument("words", nargs="+")
    searching.add_argument("-n", type=int, default=10, help="how many (default: 10)")
    add("stats", stats, "count what is known")
    add("stale", stale, "list the series whose next figure is due").add_argument(
        "--on", type=date.fromisoformat, help="default: today"
    )
    add("sources", sources, "list the sources").add_argument(
        "--unused", action="store_true", help="only those that nothing names"
    )
    add("history", history, "list the edits, newest first").add_argument("id", nargs="?")
    undoing = add("undo", undo, "take an edit back, as a new edit")
    undoing.add_argument("number", type=int)
    undoing.add_argument("--why", default="undone on the command line")
    undoing.add_argument("--by", default="command line")
    add("schema", schema, "write the JSON Schemas for editors").add_argument("--check", action="store_true", help="only compare")
    return parser


def _knowledge(root: Path) -> Knowledge:
    return FilesStore(root).load().knowledge


# --- checking and formatting -------------------------------------------------------------------------------------------


def check(root: Path, options: argparse.Namespace) -> int:
    """Report every problem."""
    snapshot = FilesStore(root, cached=False).load()
    more, figures = _finding(FilesStore(root).library(snapshot.knowledge), options) if _looks_up(options) else ([], [])
    problems = sorted((*snapshot.problems, *more))
    serious = [problem for problem in problems if not problem.is_advice]
    if options.json:
        for problem in problems:
            print(json.dumps({name: getattr(problem, name) for name in problem.__slots__}, ensure_ascii=False))
        return 1 if serious else 0
    for problem in problems:
        print(problem)
    print(*figures, sep="\n", end="\n" if figures else "")
    k, advice = snapshot.knowledge, len(problems) - len(serious)
    found = f"{len(k.series)} series, {len(k.observations)} figures, {len(k.records)} records, {len(k.sources)} sources"
    print(f"{found}: {_count(len(serious), 'problem')}, {_count(advice, 'piece')} of advice")
    return 1 if serious else 0


def _looks_up(options: argparse.Namespace) -> bool:
    return options.find or options.answers or options.leave_one_out is not None


def _finding(library: Library, options: argparse.Namespace) -> tuple[list[Problem], list[str]]:
    """Return what is wrong with the finding of records, and how well they are found."""
    from bot.core import recall
    from bot.core.check import broken
    from bot.core.rules import finding

    answers = _answering(library)
    rules: list[Rule] = []
    figures: list[str] = []
    if options.find:
        rules += finding.rules(library, answers)
        figures.append(_first_line(library))
    if options.answers:
        counts, astray = recall.answered(library, answers)
        rules.append(finding.astray(astray))
        figures.append(_answers_line(counts))
    if options.leave_one_out is not None:
        found = recall.left_out(library, options.leave_one_out or None)
        figures += [_recall_line(lang, one) for lang, one in found.items()]
    return broken(rules, library.knowledge), figures


def _answering(library: Library) -> Answering:
    """Return what gives the records that a question is answered with."""
    from bot.core.answer import Question, answer
    from bot.core.reply import reply

    def answers(text: str) -> Sequence[str]:
        made = reply(answer(library, Question(text)), library.knowledge)
        return made.records if made.kind == "answer" else ()

    return answers


def _first_line(library: Library) -> str:
    from bot.core import recall

    asked, missed = len(recall.phrasings(library)), len(list(recall.misses(library)))
    return f"{asked:,} phrasings: {_percent(asked - missed, asked)} find their own record first"


def _answers_line(counts: dict[str, int]) -> str:
    asked = sum(counts.values())
    words = {
        "own": "are answered by their own record",
        "related": "by one that shares a source",
        "other": "by another",
        "none": "by none",
    }
    listed = ", ".join(f"{_percent(counts.get(name, 0), asked)} {text}" for name, text in words.items())
    return f"{asked:,} phrasings put to the bot: {listed}"


def _recall_line(lang: str, found: Recall) -> str:
    return (
        f"{found.asked:,} phrasings ({lang}), each taken out of the index: {_percent(found.first, found.asked)} still find their "
        f"record first, {_percent(found.third, found.asked)} among the first three, "
        f"{_percent(found.related, found.asked)} first it or one that shares a source"
    )


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def format_files(root: Path, options: argparse.Namespace) -> int:
    """Write each file in the canonical layout."""
    from bot.stores._rewrite import formatted, write

    files = options.files or [path for path in sorted(root.rglob("*.yaml")) if kinds.kind_of(path.relative_to(root).as_posix())]
    changed = 0
    for path in files:
        content = path.read_bytes()
        wanted = formatted(path.resolve().relative_to(root.resolve()).as_posix(), content)
        if wanted != content:
            changed += 1
            print(f"{'would change' if options.check else 'changed'} {path}")
            if not options.check:
                write(path, wanted)
    return 1 if options.check and changed else 0


def schema(root: Path, options: argparse.Namespace) -> int:
    """Write the JSON Schemas into the folder schema, or compare them with what is there."""
    from bot.core.schema import schemas

    differing = 0
    for name, content in schemas().items():
        path, text = root / "schema" / name, json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        differing += 1
        print(f"{'differs' if options.check else 'wrote'} {path}")
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if options.check and differing else 0


# --- looking -----------------------------------------------------------------------------------------------------------


def show(root: Path, options: argparse.Namespace) -> int:
    """Show one record as it stands in its file, with the sources that it names."""
    knowledge = _knowledge(root)
    found = kinds.find(knowledge, options.id)
    if found is None:
        raise UnknownRecord(options.id)
    file, line = kinds.place(knowledge, options.id)
    print(f"# {file}:{line}")
    print(layout.record(kinds.plain(found[1])), end="")
    named = [getattr(found[1], "source", None), *getattr(found[1], "sources", ())]
    for name in named:
        source = knowledge.sources.get(name) if name else None
        if source:
            print(f"# {source.id}: {source.publisher}, {source.title}, {source.published or 'undated'}, {source.url or 'no url'}")
    return 0


def search(root: Path, options: argparse.Namespace) -> int:
    """Find records whose title or phrasings are nearest to some words."""
    from rapidfuzz import fuzz, process

    from bot.core.text import fold

    knowledge = _knowledge(root)
    words = " ".join(options.words)
    askable = [*knowledge.records.values(), *knowledge.series.values()]
    texts = [(record.id, text) for record in askable for text in (record.id, record.title.en, *(t for _, t in record.ask.all()))]
    found = process.extract(fold(words), [fold(text) for _, text in texts], scorer=fuzz.token_set_ratio, limit=options.n * 8)
    best: dict[str, tuple[float, str]] = {}
    for _, score, index in found:
        best.setdefault(texts[index][0], (score, texts[index][1]))
    for name, (score, text) in list(best.items())[: options.n]:
        print(f"{score:5.0f}  {name:40}  {text}")
    return 0 if best else 1


def stats(root: Path, options: argparse.Namespace) -> int:  # noqa: ARG001 - every command has the same arguments
    """Count records by kind, figures by status, rank, series and year, and sources by kind."""
    k = _knowledge(root)
    figures = [o for _, o in k.observations.values()]
    _table("records", Counter(type(r).__name__.lower() for r in k.records.values()))
    _table(
        "knowledge",
        Counter(series=len(k.series), figures=len(figures), sources=len(k.sources), terms=len(k.terms), left_out=len(k.left_out)),
    )
    _table("figures by status", Counter(o.status for o in figures))
    _table("figures by rank", Counter(o.rank for o in figures))
    _table("figures by series", Counter({s.id: len(s.observations) for s in k.series.values()}), 25)
    _table("figures by year", Counter(o.period.removeprefix("FY")[:4] for o in figures), by_name=True)
    _table("sources by kind", Counter(s.kind for s in k.sources.values()))
    asked = Counter(
        {lang: sum(len(getattr(r.ask, lang)) for r in (*k.records.values(), *k.series.values())) for lang in ("en", "ja", "zh")}
    )
    _table("phrasings", asked)
    return 0


def _table(title: str, counts: Counter[str], most: int | None = None, *, by_name: bool = False) -> None:
    rows = sorted(counts.items()) if by_name else counts.most_common(most)
    print(f"{title}\n" + "\n".join(f"  {number:6}  {name}" for name, number in rows) + "\n")


def stale(root: Path, options: argparse.Namespace) -> int:
    """List the series whose next figure is due, the longest overdue first."""
    on = (options.on or date.today()).isoformat()  # noqa: DTZ011 - the day where the curator is
    overdue = sorted((s.next_due, s.id, s) for s in _knowledge(root).series.values() if s.next_due and s.next_due <= on)
    for due, name, series in overdue:
        print(f"{due}  {name:40}  newest {_newest(series)}; {series.where or series.publisher}")
    print(f"{len(overdue) or 'no'} series due on {on}")
    return 0


def _newest(series: Series) -> str:
    return max((o.period.rpartition("/")[2] for o in series.observations if o.status != "forecast"), default="none")


def sources(root: Path, options: argparse.Namespace) -> int:
    """List the sources with how often each is used."""
    k = _knowledge(root)
    uses = Counter(source for record in k.records.values() for source in record.sources)
    uses.update(source for r in k.records.values() for side in getattr(r, "sides", ()) for source in side.sources)
    uses.update(name for _, o in k.observations.values() for name in (o.source, o.derived_from) if name)
    uses.update(source.origin for source in k.sources.values() if source.origin)
    for source in k.sources.values():
        if not (options.unused and uses[source.id]):
            print(f"{uses[source.id]:5}  {source.id:40}  {source.publisher}: {source.title}")
    return 0


# --- edits -------------------------------------------------------------------------------------------------------------


def history(root: Path, options: argparse.Namespace) -> int:
    """List the edits, newest first."""
    from bot.core.edits import describe

    for revision in reversed(FilesStore(root).journal()):
        if options.id in (None, revision.change.id):
            print(_line(revision))
            print("\n".join(f"    {line}" for line in describe(revision.change).splitlines()))
    return 0


def _line(revision: Revision) -> str:
    undoes = f" (undoes {revision.undoes})" if revision.undoes else ""
    return f"{revision.number}  {revision.at}  {revision.change.id}  by {revision.by}: {revision.why}{undoes}"


def undo(root: Path, options: argparse.Namespace) -> int:
    """Take an edit back."""
    import asyncio

    from bot.desk import Desk

    desk = Desk.open(FilesStore(root))
    print(_line(asyncio.run(desk.undo(options.number, options.by, options.why))))
    return 0
