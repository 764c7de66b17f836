"""Fit how much a character speaks for a given name: people/given.tsv.

Usage: fit_given_names.py SAYIT.jsonl.gz     (one meeting a line: {"id", "turns": [[speaker label, text], …]}; CC0, github.com/audreyt/archive.tw)

Each three-character speaker label that begins with a known surname gives two characters of a given name; the turns give the
characters of ordinary speech. The weight is the logarithm of how much likelier a character is in a name, cut to ±4.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from pathlib import Path

from transcript.people.gazetteer import SURNAMES
from transcript.text import fold

OUT = Path(__file__).parent.parent / "src/transcript/people/given.tsv"
BOUND = 4.0


def main(path: str) -> None:
    given: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    people: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for label, text in json.loads(line)["turns"]:
                people.add(fold(label))
                spoken.update(c for c in fold(text) if "\u4e00" <= c <= "\u9fff")
    for name in people:
        if len(name) == 3 and name[0] in SURNAMES and all("\u4e00" <= c <= "\u9fff" for c in name):
            given.update(name[1:])
    names, total = sum(given.values()), sum(spoken.values())
    rows = []
    for c in sorted(set(given) | {c for c, n in spoken.items() if n >= 50}):
        weight = math.log((given[c] + 0.3) / (names + 1000)) - math.log((spoken[c] + 20) / (total + 100_000))
        rows.append(f"{c}\t{max(-BOUND, min(BOUND, weight)):.1f}")
    OUT.write_text(
        "# character\tlog odds that it stands in a given name (scripts/fit_given_names.py)\n" + "\n".join(rows) + "\n",
        "utf-8",
    )
    print(len(people), "labels,", names, "characters of names,", len(rows), "rows")


if __name__ == "__main__":
    main(sys.argv[1])
