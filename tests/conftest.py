"""What the tests share: a small knowledge base that each test may spoil as it likes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.core.models import Knowledge
from bot.stores.files import FilesStore

HERE = Path(__file__).parent
REAL = HERE.parent / "knowledge"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a folder of its own with a small, sound knowledge base."""
    return Path(shutil.copytree(HERE / "small", tmp_path / "knowledge"))


@pytest.fixture
def knowledge(small: Path) -> Knowledge:
    """Return what the small knowledge base says."""
    return FilesStore(small, cached=False).load().knowledge


@pytest.fixture(scope="session")
def real() -> Path:
    """Return the folder with the facts that the bot answers from."""
    return REAL
