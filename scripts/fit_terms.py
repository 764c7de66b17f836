"""Fit what the evidence for a name or term is worth: src/transcript/corrections/weights.tsv.

Usage: python corpus/build.py && python scripts/fit_terms.py --data DIR [--meetings DIR] [--gold TERMS.json] [--out WEIGHTS.tsv] [--rounds N]

This one command makes the shipped weights again (so does `refit.py terms --data DIR`, which locks them). It needs SciPy. DIR of --data holds
train/sayit.jsonl.gz, that of --meetings (corpus/meetings) the invented meetings with their NAME.terms.json.

It fits on meetings held in Chinese from 2015 to 2021, published at github.com/audreyt/archive.tw and dedicated to the public domain (CC0 1.0), with
made-up mishearings and lexicons (misheard_meetings.py), on 178 invented meetings with marked mishearings, and on the one transcript of seeds/ whose
mishearings are marked (--gold). It is a logistic regression over the candidates of the library; no weight may speak against common sense (`SIGNS`).
Some evidence rests on how likely other candidates are: so it is fitted twice, the second time with the weights of the first.

Each text is then judged by weights fitted without it, a quarter of the meetings at a time (the invented ones by the number in their name), and the
transcript by weights fitted on the others alone. Printed is how many corrections would be right and wrong from which score on, before any guard. The
last line is the least score at which, on the left-out transcript, no more than `WRONG` are; `decision.APPLY` is lower, for the guards come after it.
Seeds are fixed; one thread, two minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from misheard_meetings import Slip, Source, Task, Text, made_meetings, made_utterances
from scipy.optimize import minimize
from turn_documents import read_minutes

from transcript.corrections import features
from transcript.corrections.decision import sensible
from transcript.corrections.term_candidates import ExactMatches, PhoneticText, as_spelled, by_sound
from transcript.lexicon import Lexicon
from transcript.lexicon.index import SHORT
from transcript.text import fold

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "seed003.terms.json"
SHIPPED = ROOT / "src" / "transcript" / "corrections" / "weights.tsv"
EVERY = 6  # one in so many minutes is read
MEETINGS, GROUPS, UTTERANCES = 24, 6, 500
SHARES = {
    "meeting": 1.5,
    "utterances": 25.0,
    "transcript": 20.0,
    "invented": 4.0,
}  # what one candidate of each kind counts
FOLDS = 4
HOPELESS = -9.0  # score below which a candidate is not worth a row
PAIRS = 0.3  # share of the loss over pairs of a right candidate and a wrong one of the same place
STRENGTH = 1.0  # of the pull to nothing, on standardised features
SIGNS = {  # what may only speak for a candidate, or only against it
    **dict.fromkeys(("surprise", "kept", "attested", "same", "misheard", "left", "right"), (0.0, None)),
    **dict.fromkeys(("organization", "context", "doubled"), (0.0, None)),
    **dict.fromkeys(("alike", "tone", "close", "near", "part", "far", "chance"), (None, 0.0)),
    **dict.fromkeys(("edges", "torn", "particle", "untitled", "lost", "put_in", "light"), (None, 0.0)),
    **dict.fromkeys(("other_title", "rival"), (None, 0.0)),
}
SCORES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
WRONG = 0.03
Numbers = np.ndarray


class Row(NamedTuple):
    """A candidate: the task and the text it stands in, its stretch, its features, and whether it restores what was said."""

    task: Task
    text: Text
    start: int
    end: int
    evidence: Numbers
    right: bool


def rows_of(task: Task) -> Iterator[Row]:
    lexicon = Lexicon.from_records(list(task.records))
    for text in task.texts:
        phonetic = PhoneticText.of(text.heard, folded=fold(text.heard))
        for start, end, form, evidence in _candidates(phonetic, lexicon):
            yield Row(task, text, start, end, evidence, restores(text, start, end, form))


def _candidates(phonetic: PhoneticText, lexicon: Lexicon) -> Iterator[tuple[int, int, str, Numbers]]:
    """What could be applied: nothing that is right already, nothing that the guards refuse."""
    index = lexicon.index
    spelled = as_spelled(phonetic, index)
    kinds = index.kinds[spelled.forms]
    right = ExactMatches.of(spelled.where(kinds != SHORT), short=spelled.forms[kinds == SHORT])
    weighed = features.weigh(
        phonetic,
        index,
        by_sound(phonetic, index, attested=right.forms),
        right=right,
        columns=lexicon.columns,
        least=HOPELESS,
    )
    owned = np.concatenate([[0], np.cumsum(right.owned(len(phonetic.text)))])
    first = np.minimum(weighed.compared.first, len(phonetic.text))
    past = np.minimum(np.maximum(weighed.compared.past, first + 1), len(phonetic.text))
    for i in np.flatnonzero((owned[first] == owned[past]) & (weighed.score > HOPELESS)).tolist():
        start, end, form = int(weighed.hits.starts[i]), int(weighed.hits.ends[i]), int(weighed.hits.forms[i])
        if sensible(phonetic, index, start, end, form) and phonetic.folded[start:end] != index.simplified(form):
            yield start, end, index.simplified(form), weighed.features[:, i]


def restores(text: Text, start: int, end: int, form: str) -> bool:
    """Whether a form in the place of a stretch gives what was said there."""
    slips = [slip for slip in text.slips if slip.start <= end and start <= slip.end]
    slips = [s for s in slips if (s.start < end and start < s.end) or s.start == s.end]
    if not slips:
        return False
    left, right = min(start, slips[0].start), max(end, slips[-1].end)
    said, at = "", left
    for slip in slips:
        said, at = said + text.heard[at : slip.start] + fold(slip.said), slip.end
    return text.heard[left:start] + form + text.heard[end:right] == said + text.heard[at:right]


def transcript(path: Path) -> Task:
    """The transcript with its marked mishearings; those in doubt are left as they are."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (ROOT / "seeds" / gold["file"]).read_text(encoding="utf-8")
    slips = sorted(Slip(g["start"], g["end"], g["right"]) for g in gold["gold"] if g["certainty"] != "low")
    return Task("transcript", "transcript", tuple(gold["lexicon"]), (Text(fold(text), tuple(slips)),))


def invented(folder: Path) -> Iterator[Task]:
    """The invented meetings with their marked mishearings, each with its own lexicon."""
    for path in sorted(folder.glob("*.terms.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        with (folder / gold["file"]).open(encoding="utf-8", newline="") as file:
            text = file.read()
        slips = sorted(Slip(g["start"], g["end"], g["right"]) for g in gold["gold"] if g["certainty"] != "low")
        yield Task(path.name.partition(".")[0], "invented", tuple(gold["lexicon"]), (Text(fold(text), tuple(slips)),))


def in_doubt(path: Path) -> list[tuple[int, int]]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    return [(g["start"], g["end"]) for g in [*gold["ambiguous"], *(g for g in gold["gold"] if g["certainty"] == "low")]]


def collected(tasks: Iterable[Task], doubt: Sequence[tuple[int, int]]) -> list[Row]:
    return [
        row
        for task in tasks
        for row in rows_of(task)
        if task.kind != "transcript" or row.right or not any(row.start < z and a < row.end for a, z in doubt)
    ]


def pairs_of(rows: Sequence[Row]) -> tuple[list[int], list[int]]:
    """Numbers of right candidates and of the wrong ones that each overlaps: between them the score decides what is written."""
    texts: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        texts.setdefault(id(row.text), []).append(number)
    pairs = []
    for numbers in texts.values():
        numbers.sort(key=lambda n: rows[n].start)
        for better in (n for n in numbers if rows[n].right):
            for worse in numbers:
                if rows[worse].start >= rows[better].end:
                    break
                if rows[worse].end > rows[better].start and not rows[worse].right:
                    pairs.append((better, worse))
    return [better for better, _ in pairs], [worse for _, worse in pairs]


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """Weights that make the right candidates of the rows likeliest and the others least likely."""
    names = list(features.weights())
    values = np.array([row.evidence for row in rows])
    right = np.array([row.right for row in rows], dtype=float)
    share = np.array([SHARES[row.task.kind] for row in rows])
    scale = np.where(values.std(axis=0) > 0, values.std(axis=0), 1.0)
    values /= scale
    pull = np.array([0.0 if name == "one" else STRENGTH for name in names])
    better, worse = pairs_of(rows)
    apart, paired = values[better] - values[worse], PAIRS * share[better]

    def loss(worth: Numbers) -> tuple[float, Numbers]:
        score = values @ worth
        wrong = share * (1 / (1 + np.exp(-score)) - right)
        total = (share * (np.logaddexp(0, score) - right * score)).sum() + (pull * worth * worth).sum() / 2
        lead = apart @ worth
        total += (paired * np.logaddexp(0, -lead)).sum()
        slope = values.T @ wrong + pull * worth - apart.T @ (paired / (1 + np.exp(lead)))
        return float(total), slope

    bounds = [SIGNS.get(name, (None, None)) for name in names]
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000})
    return dict(zip(names, (found.x / scale).tolist(), strict=True))


def judged(rows: Sequence[Row], worth: dict[str, float]) -> list[tuple[float, bool]]:
    """Score and rightness of the corrections that would be made: the best first, none over another."""
    values = np.array(list(worth.values()))
    ranked = sorted(((float(values @ row.evidence), row) for row in rows), key=lambda pair: -pair[0])
    taken: dict[int, list[tuple[int, int]]] = {}
    made = []
    for score, row in ranked:
        spans = taken.setdefault(id(row.text), [])
        if score >= min(SCORES) and not any(row.start < end and start < row.end for start, end in spans):
            spans.append((row.start, row.end))
            made.append((score, row.right))
    return made


def left_out(rows: Sequence[Row]) -> dict[str, list[tuple[float, bool]]]:
    """The corrections of each kind of text, by weights that were fitted without it."""
    made_up = [row for row in rows if row.task.kind != "transcript"]
    found = {"transcript": judged([row for row in rows if row.task.kind == "transcript"], fitted(made_up))}
    names = dict.fromkeys((row.task.name, row.task.kind) for row in made_up)
    order = {
        name: (int(name.rpartition("_")[2]) - 1 if kind == "invented" else number) % FOLDS
        for number, (name, kind) in enumerate(names)
    }
    for fold_number in range(FOLDS):
        worth = fitted([row for row in rows if order.get(row.task.name) != fold_number])
        for kind in ("meeting", "utterances", "invented"):
            some = [r for r in made_up if order[r.task.name] == fold_number and r.task.kind == kind]
            found[kind] = found.get(kind, []) + judged(some, worth)
    return found


def report(found: dict[str, list[tuple[float, bool]]]) -> None:
    for kind, made in found.items():
        row = []
        for least in SCORES:
            kept = [right for score, right in made if score >= least]
            row.append(f"{least:g}: {sum(kept)}/{len(kept) - sum(kept)}")
        print(f"{kind:12}", "  ".join(row))
    rates = {least: [right for score, right in found["transcript"] if score >= least] for least in SCORES}
    print("least", next((s for s, kept in rates.items() if kept.count(False) <= WRONG * len(kept)), None))


def write(worth: dict[str, float], path: Path) -> None:
    """The file as it stands, with other weights."""
    lines = []
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        name, *rest = line.split("\t")
        lines.append("\t".join([name, f"{worth[name]:.3f}", *rest[1:]]) if name in worth else line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def tasks_of(data: Path, gold: Path, meetings: Path) -> list[Task]:
    source, dice = Source.of(read_minutes(data / "train" / "sayit.jsonl.gz")[::EVERY]), Random(1)
    made = [
        *made_meetings(source, dice, count=MEETINGS),
        *made_utterances(source, dice, groups=GROUPS, count=UTTERANCES),
    ]
    return [*invented(meetings), transcript(gold), *made]


def use(worth: dict[str, Any]) -> None:
    """Let the library weigh with these."""
    features.weights = lambda: worth  # type: ignore[assignment]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--meetings", type=Path, default=ROOT / "corpus" / "meetings")
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    tasks, doubt = tasks_of(args.data, args.gold, args.meetings), in_doubt(args.gold)
    worth = features.weights()
    for number in range(args.rounds):
        rows = collected(tasks, doubt)
        print(f"round {number + 1}: {len(rows)} candidates, {sum(row.right for row in rows)} right", flush=True)
        worth = fitted(rows)
        use(worth)
    report(left_out(rows))
    write(worth, args.out)


if __name__ == "__main__":
    main()
