"""Fit the costs of `transcript.text` on the stamped seed: one half of the stamps fits, the other judges.

Every stamp is hidden in turn and placed between its neighbours. Printed are the errors of a straight line by characters, of the
costs that ship, and of costs found by a random search on the other half: if these were clearly better there, the table should change.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import mean, median

from transcript.readers import read
from transcript.text import _COSTS

SEED = Path(__file__).parent.parent / "seeds" / "003_1fb1898204eabd65.txt"
CLASSES = {
    "sentence": "。！？",
    "clause": "，；：",
    "item": "、",
    "digit": "0123456789",
    "letter": "abcdefghijklmnopqrstuvwxyz",
}
Paragraph = tuple[dict[str, int], float]  # how many of each class, and when it starts in seconds


def counts(text: str) -> dict[str, int]:
    found = {name: sum(map(text.lower().count, members)) for name, members in CLASSES.items()}
    return {**found, "syllable": sum(c.isalnum() for c in text) - found["digit"] - found["letter"]}


def errors(paragraphs: list[Paragraph], costs: Mapping[str, float], *, hidden: range) -> list[float]:
    spoken = [sum(costs[name] * n for name, n in found.items()) for found, _ in paragraphs]
    out = []
    for i in hidden:
        since, at, until = (paragraphs[j][1] for j in (i - 1, i, i + 1))
        share = spoken[i - 1] / max(1e-9, spoken[i - 1] + spoken[i])
        out.append(abs(since + (until - since) * share - at))
    return out


def search(
    paragraphs: list[Paragraph], start: dict[str, float], *, hidden: range, tries: int = 1500
) -> dict[str, float]:
    dice = random.Random(7)
    best, costs = mean(errors(paragraphs, start, hidden=hidden)), start
    for _ in range(tries):
        name = dice.choice(("sentence", "clause", "item"))
        other = {**costs, name: max(0.0, costs[name] + dice.gauss(0, 1))}
        score = mean(errors(paragraphs, other, hidden=hidden))
        if score < best:
            best, costs = score, other
    return costs


def main() -> None:
    source, _ = read(Path(sys.argv[1]) if sys.argv[1:] else SEED)
    timed = [s for s in source.speech if s.start_ms is not None]
    paragraphs = [(counts(s.span.slice(source.text)), (s.start_ms or 0) / 1000) for s in timed]
    shipped = {name: _COSTS[members[0]] for name, members in {**CLASSES, "syllable": "会"}.items()}
    middle = len(paragraphs) // 2
    halves = range(1, middle), range(middle, len(paragraphs) - 1)
    for fitted_on, judged_on in (halves, halves[::-1]):
        found = search(paragraphs, shipped, hidden=fitted_on)
        rows = {"straight line": dict.fromkeys(shipped, 1.0), "shipped": shipped, "fitted on the other half": found}
        for name, costs in rows.items():
            off = errors(paragraphs, costs, hidden=judged_on)
            print(f"{name:26} median {median(off):.2f} s  mean {mean(off):.2f} s")
        print("   ", {name: round(cost, 2) for name, cost in found.items()})


if __name__ == "__main__":
    main()
