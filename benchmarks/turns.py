"""How well turns are found and attributed where nothing was fitted, and what `Turn.confidence` is worth.

Usage: turns.py --data DIR [--each]

DIR holds train/sayit.jsonl.gz (see scripts/fit_turns.py), the labelled transcripts dev/*.json, and score_turns.py, which says what the
figures mean. Measured are the minutes that scripts/fit_turns.py leaves out, and the labelled transcripts, each kind by itself. The
minutes tell neither host nor guest; where their words do (scripts/turn_documents.py), attribution is measured, too. The last table
shows how sure the record is that a turn starts where it says, and how often one does start within 15 letters.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))
from turn_documents import HOST, UNKNOWN, Meeting, left_out, read_minutes, with_roles

from transcript import parse_transcript
from transcript.text import fold

NEAR = 15
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
PANELS = {"vcsum-0", "vcsum-69", "vcsum-177"}
Starts = list[tuple[float, bool]]  # how sure each turn is to start there, and whether one does


def minutes(data: Path, folder: Path) -> Iterator[Path]:
    """The meetings left out, written as labelled transcripts."""
    for number, meeting in enumerate(left_out(read_minutes(data / "train" / "sayit.jsonl.gz"))):
        known = with_roles(meeting)
        kind = "roles" if any(turn.role != UNKNOWN for turn in known.turns) else "no roles"
        path = folder / f"{number:02} {kind}.json"
        path.write_text(json.dumps(as_labelled(known), ensure_ascii=False), encoding="utf-8")
        yield path


def as_labelled(meeting: Meeting) -> dict[str, Any]:
    rows = [(fold(turn.speaker), "host" if turn.role == HOST else "guest", turn.text) for turn in meeting.turns]
    return {"turns": [{"speaker": s, "name": s, "role": role, "text": text} for s, role, text in rows]}


def kind_of(path: Path) -> str:
    if path.stem.startswith("vcsum"):
        return "open panels" if path.stem in PANELS else "chaired round tables"
    return "hearings, gazette, forum" if path.parent.name == "dev" else f"minutes left out, {path.stem[3:]}"


def starts(scorer: ModuleType, path: Path) -> Starts:
    text, gold = scorer.load(path)
    letters = scorer.counted_offsets(text)
    places = [bisect_left(letters, turn["start"]) for turn in gold[1:]]
    found, at = [], 0
    for turn in parse_transcript(text, clean=()).turns[1:]:
        place = bisect_left(letters, turn.span.start)
        while at < len(places) and places[at] < place - NEAR:
            at += 1
        hit = at < len(places) and places[at] <= place + NEAR
        found.append((turn.confidence, hit))
        at += hit
    return found


def reliability(rows: Sequence[tuple[float, bool]]) -> Iterator[str]:
    yield "confidence    turns   said   true"
    for low, high in itertools.pairwise(BINS):
        inside = [(said, true) for said, true in rows if low <= said < high or said == high == BINS[-1]]
        if inside:
            said, true = (mean(column) for column in zip(*inside, strict=True))
            yield f"{low:.1f} to {high:.1f}  {len(inside):7}   {said:.2f}   {true:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--each", action="store_true")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score_turns", args.data / "score_turns.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    sure: Starts = []
    kinds: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in [*minutes(args.data, Path(folder)), *sorted((args.data / "dev").glob("*.json"))]:
            row = scorer.score(path)
            kinds.setdefault(kind_of(path), []).append(row)
            sure += starts(scorer, path)
            if args.each:
                print(scorer.line([row], path.stem))
    for kind, rows in sorted(kinds.items()):
        print(scorer.line(rows, kind))
    print(*reliability(sure), sep="\n")


if __name__ == "__main__":
    main()
