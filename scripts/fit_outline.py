"""Fit the weights for the numbering of points: outline/weights.tsv.

Usage: fit_outline.py [--minutes SAYIT.jsonl.gz] [--gold OUTLINE.json] [--meetings DIR] [--fold N] [--leave-out 0|1] [--epochs N] [--seconds N] [--write]

The documents are those of the benchmark with ordinals taken out (benchmarks/unseen_outlines.py, without those in documents/unseen),
long turns of the minutes, the turns of a transcript, and the turns of the invented meetings in DIR (corpus/meetings, built), as far as
those are given. Of the invented meetings those of PREFIXES take part: only there is every point marked. With --fold, one meeting in four
(by its number) is left out and measured at the end. Two steps:
  learn   a structured perceptron: where the best way through the candidates is not that of the gold, each weight moves by how much
          more the gold uses it, and back a little to where it was; the averages stay
  search  each weight in turn is moved up and down and stays where the figures are better by more than PRICE
What a way uses of each weight is found by running the very functions of the library on dual numbers. With --leave-out, one half of
the minutes (by meeting) takes no part in the fit and is measured at the end. --write sets the new weights in the rows of outline/weights.tsv.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))
import unseen_outlines as bench  # noqa: E402

from transcript import parse_transcript  # noqa: E402
from transcript.outline import beam_search, detection  # noqa: E402
from transcript.outline.point_candidates import BORDERS  # noqa: E402
from transcript.outline.points import candidates_of  # noqa: E402
from transcript.readers import read  # noqa: E402
from transcript.text import (  # noqa: E402
    Passage,
    Span,
    passage_of,
)

RATE, BACK = 0.12, 0.02
STEP, PRICE = 0.5, 0.0004
PREFIXES = "cdefghij"
FOLDS = 4
TIMES = {
    "meeting": 1,
    "transcript": 10,
    "document": 3,
    "minutes": 1,
}  # so often a document takes part in an epoch, each time otherwise damaged
SHARE = {"transcript": 0.2, "document": 0.2, "meeting": 0.5, "minutes": 0.1}
TABLES: dict[str, Any] = {
    "beam_search.WEIGHTS": beam_search.WEIGHTS,
    "beam_search.LIKENESS": beam_search.LIKENESS,
    "detection.WEIGHTS": detection.WEIGHTS,
    "detection.LOST_WEIGHTS": detection.LOST_WEIGHTS,
    "detection.BARE_WEIGHTS": detection.BARE_WEIGHTS,
    "detection.TAIL_WEIGHTS": detection.TAIL_WEIGHTS,
    "detection.MISHEARD_WEIGHTS": detection.MISHEARD_WEIGHTS,
    **{f"mark {style}": row for style, row in detection.MARK_WEIGHTS.items()},
}
KEYS = [
    (name, key)
    for name, table in TABLES.items()
    for key in (range(len(table)) if type(table) is list else table)
    if table[key] is not None
]
# the tables of the file by the names here
ROWS = {
    "beam_search.WEIGHTS": "list",
    "beam_search.LIKENESS": "likeness",
    "detection.WEIGHTS": "lost",
    "detection.LOST_WEIGHTS": "lost border",
    "detection.BARE_WEIGHTS": "bare border",
    "detection.TAIL_WEIGHTS": "tail",
    "detection.MISHEARD_WEIGHTS": "misheard",
}
FILE = ROOT / "src" / "transcript" / "outline" / "weights.tsv"
BOUND = ("beam_search.LIKENESS", "far")  # a bound and no weight
Weights = dict[tuple[str, Any], float]
Way = list[tuple[int, int, int]]  # of each point its candidate, depth and number


class Dual:
    """A number that knows its derivatives."""

    def __init__(self, value: float, slopes: dict[tuple[str, Any], float]) -> None:
        self.value, self.slopes = value, slopes

    def __add__(self, other: Dual | float) -> Dual:
        if not isinstance(other, Dual):
            return Dual(self.value + other, self.slopes)
        slopes = dict(self.slopes)
        for key, slope in other.slopes.items():
            slopes[key] = slopes.get(key, 0.0) + slope
        return Dual(self.value + other.value, slopes)

    def __mul__(self, other: Dual | float) -> Dual:
        if not isinstance(other, Dual):
            return Dual(self.value * other, {key: slope * other for key, slope in self.slopes.items()})
        return (self * other.value) + Dual(0.0, {key: slope * self.value for key, slope in other.slopes.items()})

    def __lt__(self, other: Dual | float) -> bool:
        return self.value < (other.value if isinstance(other, Dual) else other)

    def __gt__(self, other: Dual | float) -> bool:
        return self.value > (other.value if isinstance(other, Dual) else other)

    def __le__(self, other: Dual | float) -> bool:
        return self.value <= (other.value if isinstance(other, Dual) else other)

    __radd__, __rmul__ = __add__, __mul__


class Task(NamedTuple):
    """A passage with its gold: place among the letters, depth, number."""

    group: str
    passage: Passage
    letters: list[int]
    gold: list[tuple[int, int, int]]


def weights() -> Weights:
    return {(name, key): TABLES[name][key] for name, key in KEYS}


def put(values: Weights, *, dual: bool = False) -> None:
    for (name, key), value in values.items():
        TABLES[name][key] = Dual(value, {(name, key): 1.0}) if dual and (name, key) != BOUND else value


def texts(minutes: str | None, left_out: int | None) -> Iterator[tuple[str, str, str]]:
    """Group, name and words of the documents that take part; of the minutes, where the library finds the intact ones as the gold has them."""
    for name in [ROOT / "seeds" / name for name in bench.SEEDS] + sorted((bench.DOCUMENTS / "fitted").glob("*.txt")):
        yield "document", name.stem, bench.plain_text(name.read_text(encoding="utf-8"))
    for name, text in bench.minutes(minutes) if minutes else ():
        if half(name) != left_out and is_clear(text):
            yield "minutes", name, text


def half(name: str) -> int:
    return hashlib.md5(name.split()[0].encode(), usedforsecurity=False).digest()[0] % 2


def is_clear(text: str) -> bool:
    marks, letters = bench.gold_marks(text), bench.counted(text)
    found = {bisect_left(letters, p.span.start) for p in parse_transcript(text, clean=()).points}
    return marks is not None and found == {bisect_left(letters, m.start) for m in marks}


def tasks(documents: Sequence[tuple[str, str, str]], *, epoch: str) -> Iterator[Task]:
    for group, name, text in documents:
        marks = bench.gold_marks(text) or []
        for words, at in ((text, marks), bench.running(text, marks)):
            for turn in range(TIMES[group] if marks else 0):
                spoiled, gold = bench.damaged(words, at, random.Random(f"{name}{len(words)}{epoch}{turn}"))
                letters = bench.counted(spoiled)
                source, _ = read(spoiled)
                yield Task(
                    group,
                    passage_of(source, Span(0, len(source.text))),
                    letters,
                    [(bisect_left(letters, m.start), m.depth, m.number) for m in gold],
                )


def transcript(path: str) -> list[Task]:
    gold = json.loads(Path(path).read_text(encoding="utf-8"))
    text = (ROOT / "seeds" / gold["file"]).read_text(encoding="utf-8")
    letters, record = bench.counted(text), parse_transcript(text)
    points = [(bisect_left(letters, p["offset"]), p["depth"], p["ordinal"], p["offset"]) for p in gold["points"]]
    return [
        Task(
            "transcript",
            passage_of(record.source, turn.span),
            letters,
            [(at, depth, number) for at, depth, number, offset in points if offset in turn.span],
        )
        for turn in record.turns
    ]


def meetings(folder: Path, fold: int | None, *, left_out: bool) -> Iterator[Task]:
    """The turns of the invented meetings that are left out by *fold*, or of all others."""
    for path in sorted(folder.glob("*.outline.json")):
        name = path.name.partition(".")[0]
        if name[0] not in PREFIXES or ((int(name[2:]) - 1) % FOLDS == fold) is not left_out:
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))["points"]
        turns = json.loads((folder / f"{name}.turns.json").read_text(encoding="utf-8"))["turns"]
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        source, letters = read(text)[0], bench.counted(text)
        for turn in turns:
            span = Span(turn["start"], turn["end"])
            points = [
                (bisect_left(letters, p["offset"]), p["depth"], p["ordinal"]) for p in gold if p["offset"] in span
            ]
            yield Task("meeting", passage_of(source, span), letters, points)


def gold_way(task: Task, candidates: list[Any]) -> Way:
    """The candidates that stand at the points of the gold."""
    places = [bisect_left(task.letters, task.passage.offset(c.start)) for c in candidates]
    way: Way = []
    for at, depth, number in task.gold:
        first = way[-1][0] + 1 if way else 0
        near = [
            i
            for i in range(first, len(candidates))
            if abs(places[i] - at) <= bench.NEAR and candidates[i].number in (0, number)
        ]
        if near:
            best = max(near, key=lambda i: (-abs(places[i] - at), candidates[i].weight))
            way.append((best, min(depth, way[-1][1] + 1 if way else 1), number))
    return way


def found_way(candidates: list[Any], habits: Any) -> Way:
    places = {id(c): i for i, c in enumerate(candidates)}
    return [(places[id(p.candidate)], p.depth, p.number) for p in beam_search.decode(candidates, habits)]


def worth(candidates: list[Any], way: Way, likeness: Any) -> Any:
    """What a way through the candidates is worth, as `decode` reckons it."""
    total, stack = 0.0, ()
    for i, depth, number in way:
        goes_on = len(stack) >= depth and number != 1
        for part in stack[depth if goes_on else depth - 1 :]:
            total = total + beam_search.closing(part)
        if goes_on:
            reached, gain = beam_search.continued(stack[depth - 1], i, candidates, likeness)
            stack = (*stack[: depth - 1], reached)
        else:
            stack, gain = opened(stack, depth - 1, i, candidates)
        total = total + candidates[i].weight + gain
    return sum(map(beam_search.closing, stack), total)


def opened(stack: tuple[Any, ...], depth: int, i: int, candidates: list[Any]) -> tuple[tuple[Any, ...], Any]:
    """The open lists with a new one at *depth*, whose first point is candidate *i*, and what that is worth."""
    candidate, top = candidates[i], depth == len(stack)
    first, gain = beam_search.begun(candidate, i), beam_search.opening(candidate, top=top)
    if not depth:
        return (first,), gain
    parent, under = beam_search.parent_of(stack[depth - 1], candidates, candidate, top=top)
    styles = [candidates[part.last].style for part in stack[:depth]]
    return (*stack[: depth - 1], parent, first), gain + under + beam_search.among(candidate.style, styles)


def learn(documents: Sequence[tuple[str, str, str]], spoken: list[Task], epochs: int) -> None:
    start = weights()
    values, sums, steps = dict(start), Counter[tuple[str, Any]](), 0
    for epoch in range(epochs):
        work = [*tasks(documents, epoch=str(epoch)), *spoken]
        random.Random(epoch).shuffle(work)
        wrong = 0
        for task in work:
            candidates, habits = candidates_of(task.passage.text)
            gold, found = gold_way(task, candidates), found_way(candidates, habits)
            steps += 1
            if gold != found:
                wrong += 1
                move(values, start, task, gold, found)
                put(values)
            sums.update(values)
        print(f"epoch {epoch}: {wrong} of {len(work)} passages wrong", flush=True)
    put({key: sums[key] / steps for key in KEYS})


def move(values: Weights, start: Weights, task: Task, gold: Way, found: Way) -> None:
    """Move the weights towards the gold, and all a little back to where they were."""
    put(values, dual=True)
    candidates, habits = candidates_of(task.passage.text)
    likeness = beam_search.remembered_likeness(candidates, habits)
    size = len(set(gold) ^ set(found)) ** 0.5
    for way, sign in ((gold, 1), (found, -1)):
        for key, slope in getattr(worth(candidates, way, likeness), "slopes", {}).items():
            values[key] += sign * RATE * slope / size
    for key in values:
        values[key] -= BACK * RATE * (values[key] - start[key])


def figures(work: Sequence[Task]) -> tuple[float, str]:
    """One figure for all, and F1 and depth of each group."""
    tally: Counter[tuple[str, str]] = Counter()
    for task in work:
        found = [
            (bisect_left(task.letters, task.passage.offset(p.candidate.start)), p.depth, p.number)
            for p in beam_search.decode(*candidates_of(task.passage.text))
        ]
        tally[task.group, "points"] += len(found) + len(task.gold)
        for at, depth, number in task.gold:
            near = [p for p in found if abs(p[0] - at) <= bench.NEAR]
            if near:
                best = min(near, key=lambda p: abs(p[0] - at))
                found.remove(best)
                tally.update({(task.group, "hits"): 1, (task.group, "depth"): best[1] == depth})
                tally[task.group, "number"] += best[2] == number
    total, row = 0.0, []
    for group, share in SHARE.items():
        if points := tally[group, "points"]:
            hits, depth, number = (tally[group, what] for what in ("hits", "depth", "number"))
            # the depths of the minutes are a guess of the benchmark
            total += share * (2 * hits + (hits if group == "minutes" else depth) + number / 2) / points
            row.append(f"{group} F1 {2 * hits / points:.3f} depth {depth / max(1, hits):.3f}")
    return total, "  ".join(row)


def search(work: Sequence[Task], seconds: float) -> None:
    start = time.monotonic()
    best, row = figures(work)
    print("start", row, flush=True)
    order = [key for key in KEYS if key != BOUND]
    random.Random(0).shuffle(order)
    for name, key in order:
        old = TABLES[name][key]
        for step in (STEP, -STEP):
            TABLES[name][key] = old + step
            new, row = figures(work)
            if new > best + PRICE:
                best = new
                print(f"{name} {key!r}: {old:.2f} to {old + step:.2f}  {row}", flush=True)
                break
            TABLES[name][key] = old
        if time.monotonic() - start > seconds:
            break


def write(values: Weights) -> None:
    """Set the weights in their rows of the file."""
    rows = {}
    for (name, key), value in values.items():
        rows[ROWS.get(name, name), BORDERS[key] if isinstance(key, int) else key] = f"{round(value, 2):g}"
    lines = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        table, *cells = line.split("\t")
        if cells and not line.startswith("#"):
            cells[1] = rows.get((table, cells[0]), cells[1])
        lines.append("\t".join([table, *cells]))
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes")
    parser.add_argument("--gold")
    parser.add_argument("--meetings", type=Path)
    parser.add_argument("--fold", type=int, choices=range(FOLDS))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--leave-out", type=int, choices=(0, 1))
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=1200)
    args = parser.parse_args()
    documents = list(texts(args.minutes, args.leave_out))
    spoken = transcript(args.gold) if args.gold else []
    held = list(meetings(args.meetings, args.fold, left_out=True)) if args.meetings and args.fold is not None else []
    if args.meetings:
        spoken += meetings(args.meetings, args.fold, left_out=False)
    if held:
        print("before, left out:", figures(held)[1], flush=True)
    if args.epochs:
        learn(documents, [task for task in spoken for _ in range(TIMES[task.group])], args.epochs)
    if args.seconds:
        search([*tasks(documents, epoch="search"), *spoken], args.seconds)
    if held:
        print("left out:", figures(held)[1])
    if args.write:
        write(weights())
    else:
        print("\n".join(f"{name:26} {key!r:20} {value:6.2f}" for (name, key), value in weights().items()))
    if args.minutes and args.leave_out is not None:
        others = [("minutes", n, t) for n, t in bench.minutes(args.minutes) if half(n) == args.leave_out]
        print("left out:", figures(list(tasks(others, epoch="left out")))[1])


if __name__ == "__main__":
    main()
