"""Accuracy: is the right record found, and is it known when there is none? On CLINC150 and on our own questions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.calibrate import fit
from bench.clinc import Clinc, Rows, read
from bench.questions import Row, Verdict, sets, verdict
from bench.rivals import RIVALS, Rival
from bench.table import Table, against
from bot.core.answer import Question
from bot.core.search import Entry, Index
from bot.core.text import fold
from bot.desk import Desk
from bot.stores.files import FilesStore

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("BENCH_EVAL", ROOT.parent / "shared" / "eval"))
WRONG = 0.05
OUTSIDE = 0.25
EVERY = 3
Ask = Callable[[str], tuple[str, float, float]]
"""From a question to the intent found, how sure it is that this is right, and how sure that any is."""


class Figures(NamedTuple):
    """What is reported of one method."""

    accuracy: float
    mistyped: float
    auroc: float
    coverage: float
    wrong: float


def tables() -> Iterator[Table]:
    """Yield the tables of this part."""
    path = SHARED / "public" / "clinc150.json"
    if path.exists():
        yield _clinc(path)
    else:
        yield Table(
            "CLINC150",
            ("",),
            [],
            (f"Skipped: there is no {path.name}; BENCH_EVAL names the folder that has public/{path.name}.",),
        )
    yield from _questions()


def _clinc(path: Path) -> Table:
    rows: list[list[object]] = []
    skipped = []
    few = read(path, every=EVERY)
    for name, rival in RIVALS.items():
        try:
            rows.append([name, *measure(few, _rival(rival, few.known))])
        except ImportError as error:
            skipped.append(f"{name} is skipped: {error}.")
    rows.append(["this index", *measure(few, ours(few.known))])
    draws = [measure(draw, ours(draw.known)) for draw in (read(path, seed) for seed in range(3))]
    mean = Figures(*np.mean(draws, 0).tolist())
    rows += [[f"this index, all questions, draw {seed}", *draw] for seed, draw in enumerate(draws)]
    rows.append(["this index, mean of the draws", *mean])
    goals = [against(value, goal, least=True) for value, goal in zip(mean, (0.77, 0.73, 0.90, 0.45), strict=False)]
    rows.append(["goal", *goals, ""])
    columns = ("method", "accuracy", "two typos", "AUROC", f"coverage at {WRONG:.0%} wrong", "wrong on test")
    notes = (
        f"150 intents, ten phrasings each, drawn at random from train. Rivals are asked every {EVERY}rd question.",
        "Coverage: correct answers over in-scope questions at the threshold that keeps wrong answers to 5 % on validation data.",
        "A quarter of the traffic is out of scope; the last column is what is wrong of the answers on test at that threshold.",
        "Typos: two letters at random places left out, put in, replaced or swapped.",
        "This index: by itself, with probabilities that bench/calibrate.py fits from the phrasings; the bot does not use them.",
        "Its AUROC is that of there being an answer at all, its coverage that of the answer being right; others have one score.",
        *skipped,
    )
    return Table("CLINC150, ten phrasings an intent", columns, rows, notes)


def ours(known: Rows) -> Ask:
    """Return the index with its calibration, both made from the *known* phrasings only."""
    entries = [Entry(intent, fold(text)) for text, intent in known]
    index, calibration = Index.build(entries), fit(entries)

    def ask(question: str) -> tuple[str, float, float]:
        hits = index.search(fold(question), limit=2)
        return (hits[0].record, calibration.probability(*hits), calibration.answerable(*hits)) if hits else ("", 0.0, 0.0)

    return ask


def _rival(rival: Rival, known: Rows) -> Ask:
    best = rival([text for text, _ in known])

    def ask(question: str) -> tuple[str, float, float]:
        place, score = best(question)
        return (known[place][1], score, score) if place >= 0 else ("", 0.0, 0.0)

    return ask


def measure(data: Clinc, ask: Ask) -> Figures:
    """Return the figures of *ask* on *data*."""
    threshold = _threshold(*_asked(ask, data.val)[:2], _asked(ask, data.val_outside)[1])
    right, sure, known = _asked(ask, data.test)
    right_mistyped, _, _ = _asked(ask, data.test_mistyped)
    _, sure_outside, known_outside = _asked(ask, data.test_outside)
    answered, outside = sure >= threshold, sure_outside >= threshold
    wrong = (1 - OUTSIDE) * (answered & ~right).mean() + OUTSIDE * outside.mean()
    total = (1 - OUTSIDE) * answered.mean() + OUTSIDE * outside.mean()
    return Figures(
        accuracy=float(right.mean()),
        mistyped=float(right_mistyped.mean()),
        auroc=auroc(known, known_outside),
        coverage=float((answered & right).mean()),
        wrong=float(wrong / total) if total else 0.0,
    )


def _asked(ask: Ask, rows: Rows) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Return for each of *rows* whether the right intent was found, how sure that was, and how sure that there is any."""
    found = [ask(question) for question, _ in rows]
    right = [intent == wanted for (intent, _, _), (_, wanted) in zip(found, rows, strict=True)]
    return np.array(right), np.array([sure for _, sure, _ in found]), np.array([known for _, _, known in found])


def _threshold(right: NDArray[np.bool_], sure: NDArray[np.float64], outside: NDArray[np.float64]) -> float:
    """Return the lowest sureness above which at most WRONG of the answers are wrong."""
    every = np.concatenate([sure, outside])
    good = np.concatenate([right, np.zeros(len(outside), bool)])
    weight = np.repeat([(1 - OUTSIDE) / len(sure), OUTSIDE / len(outside)], [len(sure), len(outside)])
    levels = np.unique(every)
    answered = np.array([weight[every >= level].sum() for level in levels])
    wrong = np.array([weight[(every >= level) & ~good].sum() for level in levels])
    fine = np.flatnonzero(wrong <= WRONG * answered)
    return float(levels[fine[0]]) if len(fine) else float("inf")


def auroc(inside: NDArray[np.float64], outside: NDArray[np.float64]) -> float:
    """Return how often a question inside is surer than one outside; equal ones count half."""
    ordered = np.sort(outside)
    below = np.searchsorted(ordered, inside, "left") + np.searchsorted(ordered, inside, "right")
    return float(below.mean() / 2 / len(outside))


def _questions() -> Iterator[Table]:
    """Yield the score of the whole bot on our own questions."""
    yield _development()
    yield _sets()


def _development() -> Table:
    columns = ("group", "questions", "correct", "wrong", "goal")
    title = "Our own questions (dev.jsonl), the whole bot"
    scorer, questions = SHARED / "score.py", SHARED / "dev.jsonl"
    if not scorer.exists():
        return Table(title, columns, [], ("Skipped: there is no score.py and dev.jsonl; BENCH_EVAL names their folder.",))
    bare = _run([sys.executable, str(scorer), str(questions), "--ask"])
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as answers:
        answers.write(_run([sys.executable, "-m", "bot", "ask", "--jsonl"], bare))
        answers.flush()
        text = _run([sys.executable, str(scorer), str(questions), answers.name, "--show", "none"])
    seen = "The bot was mended with these questions in sight; for unseen ones see bench/questions/README.md."
    notes = (text.strip().splitlines()[-1], seen)
    return Table(title, columns, list(_groups(text)), notes)


_LINE = re.compile(r"^(.+?)\s{2,}(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+([\d.]+)%$", re.MULTILINE)
_GROUPS = {
    "English": ("answerable / en",),
    "Japanese and Chinese": ("answerable / ja", "answerable / zh-CN", "answerable / zh-TW"),
}
_GOALS = {
    "English": (0.95, 0.01),
    "Japanese and Chinese": (0.92, 0.015),
    "must abstain": (0.985, 0.015),
    "follow-up": (0.90, 1.0),
}


def _groups(text: str) -> Iterator[list[object]]:
    counts = {m[1].strip(): [int(m[i]) for i in (2, 3, 4)] for m in _LINE.finditer(text)}
    groups = {
        **_GROUPS,
        "must abstain": ("TOTAL must abstain",),
        "follow-up": ("answerable / follow-up", "must abstain / follow-up"),
    }
    for name, keys in groups.items():
        total, right, wrong = np.sum([counts.get(key, [0, 0, 0]) for key in keys], 0).tolist()
        if total:
            most = _GOALS[name]
            yield [
                name,
                total,
                right / total,
                wrong / total,
                f"{against(right / total, most[0], least=True)}; wrong {against(wrong / total, most[1])}",
            ]


def _sets() -> Table:
    """Return what the bot makes of each question set of the repository."""
    desk = Desk.open(FilesStore(ROOT / "knowledge"))
    asked = {name: [(row["expect"], _verdict(desk, name, row)) for row in rows] for name, rows in sets().items()}
    for group, prefix in _LANGUAGES.items():
        asked[f"all {group}"] = [one for name in sets() if name.startswith(prefix) for one in asked[name]]
    columns = ("set", "answerable", "correct", "wrong", "must abstain", "rightly not answered")
    notes = (
        "The forest was learnt from these sets (tools/learn.py), so these figures are no measure of unseen questions.",
        "What each set showed at first look is in bench/questions/README.md.",
        "What is neither correct nor wrong was met with a choice, or not answered. Questions with `either` are left out.",
    )
    return Table(
        "The question sets (bench/questions), the whole bot", columns, [[name, *_rates(of)] for name, of in asked.items()], notes
    )


_LANGUAGES = {"English": "en-", "Japanese and Chinese": "cjk-"}


def _verdict(desk: Desk, name: str, row: Row) -> Verdict:
    dialogue = f"{name}/{row['session']}" if row.get("session") else None
    reply = desk.respond(Question(row["q"], session=dialogue))
    return verdict(row, reply.kind, reply.text, cited=bool(reply.citations))


def _rates(asked: Sequence[tuple[str, Verdict]]) -> tuple[int, float, float, int, float]:
    """Return how many are answerable and which part is correct and wrong, how many are not and which part is not answered."""
    known, unknown = ([found for expect, found in asked if expect == kind] for kind in ("answer", "abstain"))
    correct, wrong = known.count("correct") / len(known), known.count("wrong") / len(known)
    return len(known), correct, wrong, len(unknown), unknown.count("correct") / len(unknown)


def _run(command: list[str], text: str = "") -> str:
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False, cwd=ROOT, encoding="utf-8")  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} failed: {done.stderr[-500:]}")
    return done.stdout


if __name__ == "__main__":
    for table in tables():
        print(table)
