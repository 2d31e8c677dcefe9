"""The forgetful store keeps to the same protocol."""

from __future__ import annotations

import pytest

from bot.core import edits, kinds
from bot.core.edits import Change, Revision
from bot.core.models import Knowledge
from bot.errors import StaleEdit
from bot.stores import Store
from bot.stores.memory import MemoryStore

FIGURE = "export-volume/2012-customs-2013"


def test_an_edit_is_held_and_numbered(knowledge: Knowledge) -> None:
    store: Store = MemoryStore(knowledge)
    before = kinds.entry(knowledge, FIGURE) or {}
    change = Change(FIGURE, before, {**before, "value": 1})
    assert store.commit(Revision(0, change, "me", "why", "now")).number == 1
    assert store.load().knowledge.observations[FIGURE][1].value == 1
    with pytest.raises(StaleEdit):
        store.commit(Revision(0, change, "me", "why", "now"))
    assert store.commit(Revision(0, edits.undo(store.journal()[0]), "me", "why", "now")).number == 2
    assert not store.changed()
    assert store.load().problems == ()
