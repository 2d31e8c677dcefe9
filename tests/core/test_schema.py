"""Plain data becomes a record, or every fault in it is named with its place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import ryaml

from bot.core import kinds, schema
from bot.core.kinds import KINDS, kind_of
from bot.core.models import Knowledge, Observation, Series, Source
from tests.knowledge_small import EXPORTS

FIGURE: dict[str, Any] = {"id": "a/2012-s", "period": "2012", "value": 1.5, "source": "s", "status": "actual", "rank": "normal"}


def test_good_data_becomes_a_record() -> None:
    record, faults = schema.read(Observation, {**FIGURE, "note": {"en": "n"}})
    assert isinstance(record, Observation)
    assert (record.value, record.note.en if record.note else None, faults) == (1.5, "n", [])


@pytest.mark.parametrize(
    ("spoilt", "path", "rule"),
    [
        ({"valeu": 1}, ("valeu",), "unknown-key"),
        ({"value": "1.5"}, ("value",), "wrong-type"),
        ({"period": 2012}, ("period",), "wrong-type"),
        ({"status": "final"}, ("status",), "unknown-word"),
        ({"note": {"ja": "n"}}, ("note", "en"), "missing-key"),
        ({"note": {"en": "n", "fr": "n"}}, ("note", "fr"), "unknown-key"),
    ],
)
def test_a_fault_is_named_with_its_place(spoilt: dict[str, Any], path: tuple[str, ...], rule: str) -> None:
    record, faults = schema.read(Observation, {**FIGURE, **spoilt})
    assert record is None
    assert [(fault.path, fault.rule) for fault in faults] == [(path, rule)]
    assert faults[0].remedy


def test_all_faults_are_named_at_once() -> None:
    _, faults = schema.read(Source, {"id": 1, "publisher": 2, "url": 3})
    assert [fault.path for fault in faults] == [("id",), ("publisher",), ("title",), ("url",)]


def test_one_bad_record_leaves_the_others() -> None:
    good = {"id": "a", "publisher": "p", "title": "t"}
    read, faults = schema.read_all(KINDS["sources"], [good, {"id": "b"}, "c", {**good, "id": "d"}])
    assert [(index, kinds.id_of(entry)) for index, entry in read] == [(0, "a"), (3, "d")]
    assert {index for index, _ in faults} == {1, 2}


def test_plain_data_and_records_are_two_shapes_of_one_thing(knowledge: Knowledge) -> None:
    everything = [
        *knowledge.records.values(),
        *knowledge.series.values(),
        *knowledge.sources.values(),
        *knowledge.terms.values(),
        *knowledge.left_out,
    ]
    for entry in everything:
        assert schema.read(type(entry), kinds.plain(entry)) == (entry, [])


def test_the_whole_of_a_series_is_kept_where_it_has_one() -> None:
    part = replace(EXPORTS, whole="export-quota")
    assert kinds.plain(part)["whole"] == "export-quota"
    assert schema.read(Series, kinds.plain(part)) == (part, [])
    assert "whole" not in kinds.plain(EXPORTS)


def test_the_schemas_for_editors_are_current(real: Path) -> None:
    for name, content in schema.schemas().items():
        assert json.loads((real / "schema" / name).read_text(encoding="utf-8")) == content, "run: bot facts schema"


def test_the_schemas_accept_the_files_and_refuse_a_slip(small: Path) -> None:
    for path in small.rglob("*.yaml"):
        kind = kind_of(path.relative_to(small).as_posix())
        assert kind is not None
        data, wanted = ryaml.loads(path.read_text(encoding="utf-8")), schema.json_schema(kind)
        jsonschema.validate(data, wanted)
        (data if kind.single else data[0])["tpyo"] = 1
        with pytest.raises(jsonschema.ValidationError, match="tpyo"):
            jsonschema.validate(data, wanted)
