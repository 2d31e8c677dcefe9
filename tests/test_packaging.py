"""What is installed is locked, and the tools that a newcomer is told of are there."""

from __future__ import annotations

import importlib
import os
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {
    "run": ["charts"],
    "demo": ["charts", "demo"],
    "test": ["charts", "demo", "dev"],
    "bench": ["bench", "charts", "demo", "dev"],
}


def normal(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ ;]", requirement)[0]).lower()


def wanted(groups: list[str]) -> set[str]:
    project = PROJECT["project"]
    return {normal(r) for r in [*project["dependencies"], *(r for g in groups for r in project["optional-dependencies"][g])]}


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {
        f"{normal(m[1])} {m[3] or ''}": m[2] for m in re.finditer(r"^([\w.-]+)==([\w.+!-]+)(?: ; (.*?))? \\$", text, re.MULTILINE)
    }


@pytest.mark.parametrize("name", LOCKS)
def test_everything_asked_for_is_locked_with_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert wanted(LOCKS[name]) <= {key.split()[0] for key in locked(name)}, "run: make lock"
    blocks = re.findall(r"^[\w.-]+==.*?(?=^[\w.-]+==|\Z)", text, re.MULTILINE | re.DOTALL)
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_no_machine(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--find-links|--trusted|^-i |/home|/tmp|/opt|/work", text, re.MULTILINE)


def test_the_locks_agree() -> None:
    everything = locked("bench")
    for name in LOCKS:
        assert {key: everything.get(key) for key in locked(name)} == locked(name), "run: make lock"


def test_the_command_is_there() -> None:
    module, _, function = PROJECT["project"]["scripts"]["rare-earth-bot"].partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_every_ignored_rule_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    ignores = [line for line in lines if re.match(r'\s+"[A-Z]+\d+",', line)]
    assert ignores
    assert [line for line in ignores if "#" not in line] == []


def test_the_makefile_has_the_promised_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "run", "test", "lint", "bench", "lock"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "make lint" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_container_runs_as_nobody_in_particular() -> None:
    stages = re.split(r"^FROM ", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(stages) == 2
    assert "\nUSER bot\n" in stages[1]
