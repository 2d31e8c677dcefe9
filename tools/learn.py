"""Learn the forest that says how likely a record is right, from the question sets of bench/questions.

Each question is put to the bot as it stands; every record that it weighs is an example, right when its answer matches the
patterns of the question. `--check` leaves out one set after the other and prints how the forest does on it, learnt from the
rest: that is what to expect of questions that nobody has seen. The sets under `../shared/eval` are never learnt from.

    python -m tools.learn            writes bot/core/forest.json
    python -m tools.learn --check
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.questions import Row, sets, verdict
from bot.core import agents, clauses, slots
from bot.core.answer import ProseAnswer, Question, answer, context_after, is_small_talk
from bot.core.conversation import Context, leans
from bot.core.evidence import weigh
from bot.core.figure_reader import read_figure
from bot.core.figures import of_series
from bot.core.followups import whole
from bot.core.library import Library, askable
from bot.core.measures import NAMES
from bot.core.models import Series
from bot.core.outcome import Answered, Why
from bot.core.profile import canonical
from bot.core.prose_reader import HITS
from bot.core.reply import reply
from bot.core.results import Lacking
from bot.core.slots import Slots
from bot.core.text import language
from bot.stores.files import FilesStore

ROOT = Path(__file__).parents[1]
FILE = ROOT / "bot" / "core" / "forest.json"
DEPTH, TREES, RATE, FORESTS = 5, 110, 0.09, 2
"""The mean of a few forests swings less with every new question than one does."""
SWAPPED = 0.3
"""The weight of a question that was made from another one by swapping its year or its actors."""
OTHER_YEARS = ("1969", "1978", "1985", "1990", "1992", "1996")
"""Years of which a record or two speak, and hardly any figure."""
_YEAR = re.compile(r"(?:19|20)\d\d")
NOTHING = (0.0,) * len(NAMES)
RISING = (
    "score",
    "second",
    "whole",
    "margin",
    "lead",
    "coverage",
    "covered",
    "known",
    "profile-coverage",
    "in-answer",
    "told",
    "titled",
    "wh-same",
    "asks-same",
)
"""Measures that never speak against a record; gates and what is untold never speak for one."""
FALLING = ("unseen", "asks-lacking", "agent-other", "numbers", "figure-lacking", "foreign")


@dataclass(frozen=True, slots=True)
class Example:
    """A record weighed for a question: its measures, and whether it is right; *shut* by a gate, or of an unsettled question."""

    set: str
    question: str
    expect: str
    measures: tuple[float, ...]
    right: bool
    shut: bool


class Recorder:
    """Stands where the forest does and keeps the measures that it is asked about."""

    def __init__(self) -> None:
        self.rows: list[Sequence[float]] = []

    def chances(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Keep *rows*."""
        self.rows = list(rows)
        return [0.5] * len(rows)


def main() -> None:
    """Learn, or check how learning does."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="leave out one set after the other; write nothing")
    examples = list(_examples())
    if options.parse_args().check:
        _check(examples)
        return
    trees = _complete([tree for model in _learnt(examples) for tree in model.dump_model()["tree_info"]])
    FILE.write_text(json.dumps({"names": NAMES, **trees}, separators=(",", ":")) + "\n", encoding="ascii")
    print(f"{len(examples)} examples -> {FILE.relative_to(ROOT)}, {FILE.stat().st_size // 1024} KiB")


def _examples() -> Iterator[Example]:
    store = FilesStore(ROOT / "knowledge")
    library = store.library(store.load().knowledge)
    recorder = Recorder()
    asking = replace(library)
    vars(library)["forest"] = recorder
    yield from _forbidden(library, recorder)
    for name, rows in sets().items():
        talks: dict[str, Context] = {}
        for row in rows:
            if row.get("session"):
                yield from _weighed(library, recorder, name, row, talks.get(row["session"]))
                made = answer(asking, Question(row["q"]), talks.get(row["session"]))
                talks[row["session"]] = context_after(talks.get(row["session"]), made)
            else:
                yield from _weighed(library, recorder, name, row)
                for other in _swapped(library, row):
                    yield from _weighed(library, recorder, name, other)


def _forbidden(library: Library, recorder: Recorder) -> Iterator[Example]:
    """Yield the questions that must not lead to a record, with that record alone."""
    for record in askable(library.knowledge):
        for text in record.must_not:
            row = {"q": text, "expect": "abstain", "id": f"{record.id}~{text}", "lang": ""}
            yield from (example for example, name in _named(library, recorder, row) if name == record.id)


def _weighed(library: Library, recorder: Recorder, name: str, row: Row, context: Context | None = None) -> Iterator[Example]:
    yield from (
        replace(example, set=name, question=f"{name}/{row['id']}") for example, _ in _named(library, recorder, row, context)
    )


def _named(library: Library, recorder: Recorder, row: Row, context: Context | None = None) -> Iterator[tuple[Example, str]]:
    """Yield an example for each record that is weighed for the question of *row*, with its id."""
    asked = _read(library, row["q"])
    if not asked.text or is_small_talk(asked):
        return
    both = whole(library, asked, context) if context is not None and context.text and leans(asked) else None
    figure = read_figure(library, asked) if both is None else None
    said = both or asked
    hits = library.index.search(canonical(said.text, said.spots), limit=HITS)
    if not hits:
        return
    weighed = weigh(library, asked, hits, 0.0 if figure is None else -1.0 if isinstance(figure, Lacking) else 1.0, both)
    rows = iter(recorder.rows)
    for evidence in weighed:
        measures = NOTHING if evidence.against else next(rows)  # what a gate puts out is not measured
        kind, text, cited = _told(library, asked, evidence.record)
        right = row["expect"] == "answer" and verdict(row, kind, text, cited=cited) == "correct"
        shut = bool(evidence.against) or kind != "answer"
        yield Example("forbidden", row["id"], row["expect"], tuple(measures), right, shut), evidence.record


def _swapped(library: Library, row: Row) -> Iterator[Row]:
    """Yield *row* asked of a year of which next to nothing is held, and with its two actors swapped: neither has an answer."""
    if row["expect"] != "answer":
        return
    asked = _read(library, row["q"])
    years = [m for m in asked.mentions if m.period.grain == "year" and not m.relative]
    written = _YEAR.search(asked.text, years[0].start, years[0].end) if len(asked.mentions) == 1 and years else None
    for step in range(2) if written else ():
        other = OTHER_YEARS[(len(asked.text) + step) % len(OTHER_YEARS)]
        text = asked.text[: written.start()] + other + asked.text[written.end() :]
        yield {**row, "q": text, "expect": "abstain", "id": f"{row['id']}~{other}"}
    named = sorted((spot for spot in asked.spots if spot.term.kind == "actor"), key=lambda spot: spot.start)
    if len(named) != 2 or named[0].term.id == named[1].term.id:
        return
    (a, b), doing = named, set(agents.before_verb(asked.text, asked.spots))
    between = asked.text[a.end : b.start]
    if doing & {a.term.id, b.term.id} and not _TOGETHER.fullmatch(between):
        first, last = (spot.term.label.in_(row["lang"][:2]) for spot in (b, a))
        text = f"{asked.text[: a.start]}{first}{between}{last}{asked.text[b.end :]}"
        yield {**row, "q": text, "expect": "abstain", "id": f"{row['id']}~a"}


_TOGETHER = re.compile(r" ?(?:and|or|,|&|和|与|跟|と|や|、)? ?(?:the )?|'s? ?")
"""What stands between two who do something together, or between an owner and the owned."""


def _read(library: Library, text: str) -> Slots:
    lang = language(text)
    asked = slots.read(text, library.lexicon, lang, library.newest)
    matter = clauses.matter(asked)
    return asked if matter == asked.text else slots.read(matter, library.lexicon, lang, library.newest)


def _told(library: Library, asked: Slots, record: str) -> tuple[str, str, bool]:
    """Return kind, text and whether a source is named, if *record* alone were the answer."""
    found = library.record(record)
    made = of_series(library.knowledge, asked, found) if isinstance(found, Series) else ProseAnswer(found)
    if made is None or isinstance(made, Lacking):
        return "unknown", "", False
    worded = reply(Answered(asked, made, 0.9, Why("prose")), library.knowledge)
    return worded.kind, worded.text, bool(worded.citations)


def _learnt(examples: Sequence[Example]) -> list[Any]:
    import lightgbm  # late: only this tool needs it

    direction = [
        1 if n in RISING or n.endswith("-told") else -1 if n in FALLING or n.startswith("gate-") or n.endswith("-untold") else 0
        for n in NAMES
    ]
    settings = {
        "objective": "binary", "learning_rate": RATE, "max_depth": DEPTH, "num_leaves": 2**DEPTH, "min_data_in_leaf": 25,
        "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.5, "lambda_l2": 4, "monotone_constraints": direction,
        "num_threads": 2, "verbose": -1, "deterministic": True, "force_row_wise": True,
    }  # fmt: skip
    used = [e for e in examples if e.expect != "either" and not e.shut]
    rows, right = np.array([e.measures for e in used]), np.array([float(e.right) for e in used])
    weight = np.array([SWAPPED if "~" in e.question else 1.0 for e in used])  # made-up questions are not as frequent as that
    data = lightgbm.Dataset(rows, right, weight=weight, free_raw_data=False)
    return [lightgbm.train({**settings, "seed": seed}, data, num_boost_round=TREES) for seed in range(FORESTS)]


def _complete(trees: Sequence[dict[str, Any]]) -> dict[str, list[list[float]]]:
    """Return *trees* as complete binary trees of one depth; a leaf that comes early fills all places below it."""
    inner, leaves = 2**DEPTH - 1, 2**DEPTH
    measure, bound, leaf = [], [], []
    for tree in trees:
        m, b, values = [0] * inner, [0.0] * inner, [0.0] * leaves
        _fill(tree["tree_structure"], 0, m, b, values)
        measure.append(m)
        bound.append(b)
        leaf.append(values)
    return {"measure": measure, "bound": bound, "leaf": leaf}


def _fill(node: dict[str, Any], place: int, measure: list[int], bound: list[float], leaf: list[float]) -> None:
    inner = len(measure)
    if place >= inner:
        leaf[place - inner] = round(node["leaf_value"] / FORESTS, 5)
        return
    if "leaf_value" not in node:
        measure[place], bound[place] = node["split_feature"], round(node["threshold"], 6)
    _fill(node.get("left_child", node), 2 * place + 1, measure, bound, leaf)
    _fill(node.get("right_child", node), 2 * place + 2, measure, bound, leaf)


def _check(examples: Sequence[Example]) -> None:
    print("set      questions first   at: correct, wrong, answered without an answer")
    for name in dict.fromkeys(e.set for e in examples if e.set != "forbidden"):
        models = _learnt([e for e in examples if e.set != name])
        own = [e for e in examples if e.set == name and "~" not in e.question]
        odds = np.mean([m.predict(np.array([e.measures for e in own]), raw_score=True) for m in models], axis=0)
        chances = 1 / (1 + np.exp(-odds))
        print(f"{name:8} {_line(own, chances)}")


def _line(examples: Sequence[Example], chances: NDArray[np.float64]) -> str:
    best: dict[str, tuple[float, bool]] = {}
    expect = {e.question: e.expect for e in examples}
    for example, chance in zip(examples, chances, strict=True):
        here = (0.0 if example.shut else float(chance), example.right)
        best[example.question] = max(best.get(example.question, (0.0, False)), here)
    inside = [best[q] for q in best if expect[q] == "answer"]
    outside = [best[q] for q in best if expect[q] == "abstain"]
    cells = [f"{len(best):9} {sum(right for _, right in inside) / len(inside):.3f}  "]
    for at in (0.45, 0.55, 0.65, 0.75):
        correct = sum(right and chance >= at for chance, right in inside) / len(inside)
        wrong = sum(not right and chance >= at for chance, right in inside) / len(inside)
        cells.append(f" {at}: {correct:.3f} {wrong:.3f} {sum(chance >= at for chance, _ in outside) / max(1, len(outside)):.3f}")
    return "".join(cells)


if __name__ == "__main__":
    main()
