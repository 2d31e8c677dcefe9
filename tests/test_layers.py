"""Imports point one way, and answering at the command line starts without what it does not need."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))

# errors <- core <- stores <- desk <- { cogs, cli, metrics }; what is alone on its ring may import from rings further left only.
RINGS = {
    "errors": 0,
    "settings": 1,
    "core": 1,
    "stores": 2,
    "sessions": 2,
    "desk": 3,
    "metrics": 4,
    "cogs": 5,
    "curate": 5,
    "cli": 6,
    "__main__": 7,
}
# Inside the core: text, models <- slots, search, stats <- figures, weighing <- readers <- answer <- reply. None of the first
# reaches the second.
READS = (
    "models",
    "text",
    "problems",
    "kinds",
    "schema",
    "assemble",
    "layout",
    "rules",
    "check",
    "edits",
    "spans",
    "dating",
    "labels",
    "periods",
    "surfaces",
    "agents",
    "wanted",
    "profile",
    "leftovers",
    "spelling",
    "han",
    "lexicon",
    "slots",
    "clauses",
    "search",
    "forest",
    "observations",
    "views",
    "sides",
    "stats",
)
FIGURES = ("results", "lookups", "changes", "summaries", "expectations", "claims", "ratios", "listings", "figures")
WEIGHING = ("cover", "measures", "gates", "doubts", "evidence")
READERS = ("outcome", "figure_reader", "prose_reader", "timelines", "followups")
CORE = [
    (READS, (*FIGURES, *WEIGHING, *READERS, "answer", "reply", "wording", "conversation")),
    (FIGURES, (*WEIGHING, *READERS, "answer", "reply", "wording", "conversation")),
    (WEIGHING, (*FIGURES, *READERS, "answer", "reply", "wording", "lines", "conversation")),
    (("forest",), ("slots", "search", "library", "models")),
    (("cover", "measures"), ("gates", "doubts", "evidence")),
    (("gates",), ("doubts", "evidence")),
    (("results", "outcome"), ("figures", "figure_reader", "prose_reader", "followups")),
    (READERS, ("answer", "reply", "wording", "lines")),
    (("answer",), ("reply", "wording", "lines")),
    (("names", "lines"), ("wording", "answer", "figures")),
    (("models", "problems", "text"), ("check", "slots", "search")),
]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every module that *path* imports, wherever in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            assert node.level == 0, f"{path}:{node.lineno}: write the whole name of what is imported"
            yield from (
                (f"{base}.{alias.name}" if base in ("bot", "bot.core", "bot.stores") else base, node.lineno)
                for alias in node.names
            )


def ring(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_left(path: Path) -> None:
    me = ring(name_of(path))
    for module, line in imports(path):
        other = ring(module) if module.startswith("bot.") else ""
        if other and other != me:
            assert other in RINGS, f"{path}:{line}: {module} is on no ring"
            assert RINGS[other] < RINGS[me], f"{path}:{line}: {me} may not import {module}"


@pytest.fixture(scope="module")
def reachable() -> dict[str, set[str]]:
    """Return for each part of the core the parts that it imports, directly or not."""
    direct: dict[str, set[str]] = {}
    for path in MODULES:
        me = name_of(path).split(".")
        if me[1:2] == ["core"] and len(me) > 2:
            found = {m.split(".")[2] for m, _ in imports(path) if m.startswith("bot.core.")}
            direct.setdefault(me[2], set()).update(found - {me[2]})
    reached = {name: set(found) for name, found in direct.items()}
    for _ in direct:
        for name, found in reached.items():
            found.update(*(reached.get(other, ()) for other in direct[name]))
    return reached


def test_no_part_of_the_core_imports_itself_round_about(reachable: dict[str, set[str]]) -> None:
    assert {name for name, found in reachable.items() if name in found} == set()


@pytest.mark.parametrize(("left", "right"), CORE)
def test_inside_the_core_imports_point_left_too(
    left: tuple[str, ...], right: tuple[str, ...], reachable: dict[str, set[str]]
) -> None:
    assert {name: found for name in left if (found := reachable.get(name, set()) & set(right))} == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_cogs_know_discord(path: Path) -> None:
    for module, line in imports(path):
        assert module.split(".")[0] not in {"discord", "simcord"} or ring(name_of(path)) == "cogs", f"{path}:{line}"


@pytest.mark.parametrize("path", [p for p in MODULES if name_of(p).startswith("bot.core")], ids=name_of)
def test_the_core_does_nothing_but_compute(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Await | ast.AsyncFunctionDef)]
    assert not {m.split(".")[0] for m, _ in imports(path)} & {
        "asyncio",
        "logging",
        "socket",
        "subprocess",
        "time",
        "urllib",
        "aiohttp",
    }


def loaded_by(*arguments: str) -> set[str]:
    """Return the modules that are loaded after the command in *arguments*."""
    code = "import sys; from bot import cli; cli.run(sys.argv[1:]); print(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    return set(done.stderr.split())


def test_asking_starts_without_what_it_does_not_need(small: Path) -> None:
    arguments = ("--knowledge", str(small), "ask", "how much did china export in 2012?")
    loaded_by(*arguments)  # the first one reads the files and leaves a cache
    loaded = loaded_by(*arguments)
    assert not loaded & {"discord", "matplotlib", "pydantic", "asyncio", "yaml", "ryaml", "simcord", "aiohttp", "logging"}


def test_nothing_is_done_at_import(tmp_path: Path) -> None:
    code = "import bot, bot.settings, bot.errors, bot.desk, bot.cli, bot.curate, bot.stores.files, bot.core.check, bot.core.edits"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []
