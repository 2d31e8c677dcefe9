"""What the tests share: a small knowledge base that each test may spoil as it likes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.core.library import Library
from bot.core.models import Knowledge
from bot.stores.files import FilesStore
from tests.knowledge_small import small as knowledge_small

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


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the small knowledge base of `knowledge_small`, ready to be asked."""
    return Library.build(knowledge_small())


@pytest.fixture(scope="session")
def real_library() -> Library:
    """Return the facts that the bot answers from, ready to be asked; read once for all tests."""
    store = FilesStore(REAL)
    return store.library(store.load().knowledge)
