"""Try other weights for the numbering of points: outline/decode.py, headings.py, damaged.py.

Usage: fit_outline.py [--minutes SAYIT.jsonl.gz] [--gold OUTLINE.json] [--seconds N]

Coordinate search: each weight in turn is moved up and down by STEP and stays where the mean of F1 and of the points that are right in
depth and number is better by more than PRICE for each unit it lies from where it was. Judged on the documents of the benchmark with
ordinals taken out (benchmarks/unseen_outlines.py, without those in documents/unseen), on long turns of the minutes, and on the points
of a transcript if one is given. Prints the moves; nothing is written: a weight goes into its table by hand, rounded, if it makes sense.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator, MutableMapping, MutableSequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))
import unseen_outlines as bench  # noqa: E402

from transcript import parse_transcript  # noqa: E402
from transcript.outline import damaged, decode, headings  # noqa: E402

STEP = 0.8
PRICE = 0.0006
ROUNDS = 3
EVERY = 3  # of the minutes, so many are passed over for each that is used
TABLES: tuple[MutableMapping[Any, float] | MutableSequence[float], ...] = (
    decode.WEIGHTS,
    decode.LIKENESS,
    headings.WEIGHTS,
    headings.BORDER_WEIGHTS,
    damaged.BARE_WEIGHTS,
    damaged.TAIL_WEIGHTS,
    damaged.MISHEARD_WEIGHTS,
)
Gold = list[tuple[int, int, int]]  # place among the letters, depth, number


def damaged_documents(minutes: str | None) -> Iterator[tuple[str, Gold]]:
    names = [ROOT / "seeds" / name for name in bench.SEEDS] + sorted(
        (ROOT / "benchmarks/documents/fitted").glob("*.txt")
    )
    texts = [(name.stem, bench.plain_text(name.read_text(encoding="utf-8"))) for name in names]
    texts += list(bench.minutes(minutes))[::EVERY] if minutes else []
    for name, text in texts:
        marks = bench.gold_marks(text)
        for form, (words, at) in {"page": (text, marks), "running": bench.running(text, marks or [])}.items():
            for turn in range(ROUNDS if marks else 0):
                spoiled, gold = bench.damaged(words, at or [], random.Random(f"{name}{form}{turn}"))
                letters = bench.counted(spoiled)
                yield spoiled, [(bisect_left(letters, m.start), m.depth, m.number) for m in gold]


def transcript(path: str) -> tuple[str, Gold]:
    gold = json.loads(Path(path).read_text(encoding="utf-8"))
    text = (ROOT / "seeds" / gold["file"]).read_text(encoding="utf-8")
    letters = bench.counted(text)
    return text, [(bisect_left(letters, p["offset"]), p["depth"], p["ordinal"]) for p in gold["points"]]


def goodness(items: list[tuple[str, Gold]]) -> float:
    """The mean of the F1 of places and of the same with depth and number right."""
    places = right = found = wanted = 0.0
    for text, gold in items:
        letters = bench.counted(text)
        points = [
            (bisect_left(letters, p.span.start), p.depth, p.ordinal) for p in parse_transcript(text, clean=()).points
        ]
        found, wanted = found + len(points), wanted + len(gold)
        for at, depth, number in gold:
            near = [p for p in points if abs(p[0] - at) <= bench.NEAR]
            if near:
                best = min(near, key=lambda p: abs(p[0] - at))
                points.remove(best)
                places += 1
                right += ((best[1] == depth) + (best[2] == number)) / 2
    return (places + right) / max(1.0, found + wanted)


def search(items: list[tuple[str, Gold]], seconds: float) -> None:
    start = time.monotonic()
    best = goodness(items)
    print(f"start {best:.4f}")
    weights = [
        (table, key) for table in TABLES for key in (range(len(table)) if isinstance(table, list) else list(table))
    ]
    random.Random(0).shuffle(weights)
    for table, key in weights:
        for step in (STEP, -STEP):
            old = table[key]
            table[key] = old + step
            new = goodness(items) - PRICE * STEP
            if new > best:
                best = new
                print(f"{key!r}: {old:.2f} to {table[key]:.2f}  {best:.4f}", flush=True)
                break
            table[key] = old
        if time.monotonic() - start > seconds:
            break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes")
    parser.add_argument("--gold")
    parser.add_argument("--seconds", type=float, default=600)
    args = parser.parse_args()
    items = list(damaged_documents(args.minutes))
    search(items + ([transcript(args.gold)] * ROUNDS if args.gold else []), args.seconds)


if __name__ == "__main__":
    main()
