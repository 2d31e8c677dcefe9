"""The real base carries the whole research: every row of it is a record, a part of one, or left out with a reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.kinds import PROSE, kind_of_entry
from bot.core.models import Element, Knowledge, Observation, Position
from bot.stores.files import FilesStore

DOSSIER = Path(__file__).parent.parent.parent / "shared" / "dossier"
KIND = {"facts": "statements", "events": "events", "disputes": "conflicts", "positions": "positions", "elements": "elements"}
Row = dict[str, Any]


def load(path: Path) -> Any:
    return yaml.load(path.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


@pytest.fixture(scope="module")
def held(real: Path) -> Knowledge:
    """Return the base as it is answered from."""
    return FilesStore(real, cached=False).load().knowledge


@pytest.fixture(scope="module")
def counts(real: Path) -> Row:
    """Return the numbers to which the base is held."""
    counts: Row = load(real / "accounting.yaml")
    return counts


@pytest.fixture(scope="module")
def dossier() -> dict[str, list[Row]]:
    """Return the research by file name, or skip the test."""
    if not DOSSIER.is_dir():
        pytest.skip("the research folder ../shared/dossier is not there")
    return {name: load(DOSSIER / f"{name}.yaml") for name in ("observations", *KIND.values())}


# --- against the numbers -----------------------------------------------------------------------------------------------


def test_the_check_finds_nothing(real: Path) -> None:
    assert [str(p) for p in FilesStore(real, cached=False).load().problems if not p.is_advice] == []


def test_every_figure_is_carried_or_left_out(held: Knowledge, counts: Row) -> None:
    figures = counts["figures"]
    assert len(held.observations) == figures["carried"] + figures["added"]
    assert len(held.left_out) == figures["left_out"]
    assert figures["carried"] + figures["left_out"] == counts["research"]["observations"]


@pytest.mark.parametrize("kind", PROSE)
def test_every_row_of_prose_is_in_a_record(held: Knowledge, counts: Row, kind: str) -> None:
    records = [record for record in held.records.values() if kind_of_entry(record).name == kind]
    said = counts["records"][kind]
    assert len(records) == said["records"]
    assert sum(len(record.also) for record in records) == said["also"]
    twice = sum(name.startswith(f"{KIND[kind]}/") for name in counts["twice"])
    assert said["records"] + said["also"] - said["added"] + twice == counts["research"][KIND[kind]]


def test_no_row_is_told_by_two_records(held: Knowledge) -> None:
    told = Counter(name for record in held.records.values() for name in (record.id, *record.also))
    assert [name for name, times in told.items() if times > 1] == []


def test_what_is_left_out_names_the_figure_that_stands_for_it(held: Knowledge) -> None:
    rows = [row.row for row in held.left_out]
    assert len(set(rows)) == len(rows)
    for row in held.left_out:
        named = [word for word in row.reason.rstrip(";").split() if word.count("/") == 1 and "-" in word]
        assert {word.rstrip(";,") for word in named} <= held.observations.keys(), row
    standing = [row for row in held.left_out if any(name in row.reason for name in held.observations)]
    assert len(standing) >= len(rows) - 2  # the two others are of no use to anybody


# --- against the research itself ---------------------------------------------------------------------------------------


def test_the_numbers_are_those_of_the_research(dossier: dict[str, list[Row]], counts: Row) -> None:
    assert {name: len(rows) for name, rows in dossier.items()} == counts["research"]


def test_each_figure_of_the_research_is_found(held: Knowledge, dossier: dict[str, list[Row]], counts: Row) -> None:
    """One figure for one row: of the same source, the same numbers, and the same period as it is read here."""
    left = {row.row for row in held.left_out}
    rows = [row for row in dossier["observations"] if _name(row) not in left]
    assert len(dossier["observations"]) - len(rows) == len(left), "something is left out that the research does not have"
    read_as = defaultdict(set)
    for source, there, here in counts["read_as"]:
        read_as[source, there].add(here)
    by_source = defaultdict(list)
    for _, observation in held.observations.values():
        by_source[observation.source].append(observation)
    missing = []
    for strict in (True, False):  # a row that says its period as it is read here comes first
        rest = []
        for row in rows:
            found = _find(row, by_source[row["source"]], set() if strict else read_as[row["source"], _period(row)])
            if found is None:
                rest.append(row)
            else:
                by_source[row["source"]].remove(found)
        rows = missing = rest
    assert [_name(row) for row in missing] == []
    assert sum(map(len, by_source.values())) == counts["figures"]["added"]


def _name(row: Row) -> str:
    return f"{row['dossier']}/{row['metric']}/{row.get('period')}/{row['source']}/{row['value']}"


def _period(row: Row) -> str:
    return str(row.get("period", "none"))


def _find(row: Row, among: Iterable[Observation], periods: set[str]) -> Observation | None:
    numbers = {float(row[key]) for key in ("value_low", "value_high") if key in row} or {float(row["value"])}
    fitting = [
        o for o in among if numbers <= {o.value, o.low, o.high} and (o.period in periods if periods else o.period == _period(row))
    ]
    fitting.sort(key=lambda o: -_alike(row, o))
    return fitting[0] if fitting else None


def _alike(row: Row, observation: Observation) -> int:
    """Tell how far the names agree, for rows of one article with the same number."""
    words = set(row["metric"].split("_")) | set(str(row.get("segment", "")).split("-"))
    return len(words & set(observation.id.replace("/", "-").split("-")))


@pytest.mark.parametrize("name", ["events", "statements", "conflicts"])
def test_each_row_of_prose_is_told(held: Knowledge, dossier: dict[str, list[Row]], counts: Row, name: str) -> None:
    told = {name for record in held.records.values() for name in (record.id, *record.also)}
    assert [row["id"] for row in dossier[name] if counts["renamed"].get(f"{name}/{row['id']}", row["id"]) not in told] == []


def test_each_position_is_told(held: Knowledge, dossier: dict[str, list[Row]]) -> None:
    told = {(r.actor, r.topic) for r in held.records.values() if isinstance(r, Position)}
    assert [row for row in dossier["positions"] if (row["actor"], row["topic"]) not in told] == []


def test_each_element_is_told(held: Knowledge, dossier: dict[str, list[Row]]) -> None:
    told = {(r.symbol, r.number, r.names.en) for r in held.records.values() if isinstance(r, Element)}
    assert {(row["symbol"], row["atomic_number"], row["name"]) for row in dossier["elements"]} == told
