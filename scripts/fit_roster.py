"""Fit the weights that link mentions to people: src/transcript/people/roster_weights.tsv.

Usage: fit_roster.py --data DIR [--out WEIGHTS.tsv] [--by letter|fold|none] [--each]     DIR holds *.turns.json with marked mentions

It fits a conditional log-linear model on the marked mentions of invented meetings: in the first round along the marked people, in the later ones
along what the model itself decides. Figures are of documents left out: in four folds by the number in the name, or by the letter that the name begins with.
  right      share of the marked mentions of people who speak whose best link is that person: the entry with one of the spellings of the name
             that are said, where nobody says it the entry of most mentions; of several entries only the largest counts
  precision  share of the mentions linked to an entry with a name whose person that is
  pairs, B3  F1 of pairs of mentions, and B-cubed F1
  named      share of the people whose full name is said that an entry has; precision of the names
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from roster_documents import Document, read_documents
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from transcript.people import KnownPerson, Mention
from transcript.people.roster import SHARPNESS, as_mentions, calibrated
from transcript.people.roster_entries import Said
from transcript.people.roster_links import Choice, link, softmax

SHIPPED = Path(__file__).resolve().parent.parent / "src" / "transcript" / "people" / "roster_weights.tsv"
STRENGTH = 0.6  # of the prior that draws weights towards 0
ROUNDS = 2
FOLDS = 4
LISTED = 0.7  # share of the people that a list of participants names, and of the titles and organisations that it gives
DROPPED = 0.02  # weights below are not written


class Example(NamedTuple):
    """A decision: the words of each candidate, which of them are right."""

    form: str
    which: str
    words: Sequence[tuple[str, ...]]
    right: tuple[int, ...]


class Weights:
    """Weights by word, as they are fitted and used."""

    def __init__(self, table: dict[str, float]) -> None:
        self.table = table

    def policy(self, said: Said, which: str, choice: Choice, owners: Sequence[int]) -> list[float]:  # noqa: ARG002
        return softmax([self.score(which, said.form, words) for words in choice[1]])

    def score(self, which: str, form: str, words: Iterable[str]) -> float:
        get = self.table.get
        return sum(get(f"{which}||{w}", 0.0) + get(f"{which}|{form}|{w}", 0.0) for w in words)


class Given(NamedTuple):
    """Mentions of a document, whom each means, its text, and whom a list of participants names."""

    mentions: list[Mention]
    keys: list[str | None]
    text: str
    listed: list[tuple[str | None, list[Mention]]]


def gathered(given: Given, weights: Weights | None) -> list[Example]:
    """The decisions of a document, taken by *weights*, or along the marked people."""
    mentions, keys, text, listed = given
    examples: list[Example] = []

    def policy(said: Said, which: str, choice: Choice, owners: Sequence[int]) -> list[float]:
        key = keys[said.number]
        meant: dict[int, Counter] = defaultdict(Counter)
        for number, owner in enumerate(owners):
            if owner >= 0:
                meant[owner][keys[number]] += 1
        meant.update((number, Counter([listed[number][0]])) for number in range(len(listed)))
        new = len(choice[0])
        right = [
            at
            for at, c in enumerate(choice[0])
            if key is not None and meant[c.entry] and meant[c.entry].most_common(1)[0][0] == key
        ] or [new]
        if key is not None:  # of what is no mention nothing can be learned here
            examples.append(Example(said.form, which, choice[1], tuple(right)))
        if weights is None:
            return [float(at == right[0]) for at in range(new + 1)]
        return weights.policy(said, which, choice, owners)

    link(text, mentions, known=[person for _, person in listed], policy=policy)
    return examples


def fit(examples: Sequence[Example], start: Weights | None = None) -> Weights:
    """The weights that make the right candidates most likely."""
    ids: dict[str, int] = {}
    rows, columns, owners, right = [], [], [], []
    row = 0
    for number, example in enumerate(examples):
        for at, words in enumerate(example.words):
            for w in words:
                for name in (f"{example.which}||{w}", f"{example.which}|{example.form}|{w}"):
                    rows.append(row)
                    columns.append(ids.setdefault(name, len(ids)))
            owners.append(number)
            right.append(at in example.right)
            row += 1
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(row, len(ids)))
    owner, is_right = np.array(owners), np.array(right)
    begins = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])

    def loss(x):
        scores = matrix @ x
        top = np.maximum.reduceat(scores, begins)[owner]
        powers = np.exp(scores - top)
        total = np.add.reduceat(powers, begins)
        good = np.add.reduceat(np.where(is_right, powers, 0.0), begins)
        p = powers / total[owner]
        q = np.where(is_right, powers / good[owner], 0.0)
        value = -(np.log(good) - np.log(total)).sum() + 0.5 * STRENGTH * (x @ x)
        return value, matrix.T @ (p - q) + STRENGTH * x

    x0 = np.zeros(len(ids))
    if start:
        for name, at in ids.items():
            x0[at] = start.table.get(name, 0.0)
    found = minimize(loss, x0, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return Weights({name: float(found.x[at]) for name, at in ids.items()})


_along: dict[tuple[str, str], list[Example]] = {}


def train(documents: Sequence[Document]) -> Weights:
    """Weights from all decisions of the documents, each with and without a list of participants."""
    given = [(d, kind) for d in documents for kind in ("gold", "gold listed")]
    examples = []
    for document, kind in given:
        if (document.name, kind) not in _along:
            _along[document.name, kind] = gathered(mentions_of(document, kind), None)
        examples += _along[document.name, kind]
    weights = fit(examples)
    for _ in range(ROUNDS - 1):
        examples = [e for document, kind in given for e in gathered(mentions_of(document, kind), weights)]
        weights = fit(examples, weights)
    return weights


def mentions_of(document: Document, kind: str) -> Given:
    """The mentions of a kind: marked ("gold") or found ("found"), with a list of participants if "listed" is added."""
    pairs = document.gold if kind.startswith("gold") else document.found
    listed = participants(document) if kind.endswith("listed") else []
    return Given([m for m, _ in pairs], [k for _, k in pairs], document.text, listed)


def participants(document: Document) -> list[tuple[str | None, list[Mention]]]:
    """What a list of participants might say: most of the people, some with title and organisation, and people who are not there."""
    dice = random.Random(document.name)
    found: list[tuple[str | None, list[Mention]]] = []
    named = {key: person for key, person in sorted(document.people.items()) if document.names[key] and person["name"]}
    for key, person in named.items():
        if dice.random() < LISTED:
            title, organization = (person[k] if dice.random() < LISTED else None for k in ("title", "organization"))
            found.append((key, as_mentions(KnownPerson(name=person["name"], title=title, organization=organization))))
    for person in dice.sample([*named.values()], min(2, len(named))):
        if len(person["name"]) == 3:  # somebody of the same surname
            name = person["name"][0] + dice.choice("志海文晓建") + dice.choice("明华强兰云")
            if all(name not in names for names in document.names.values()):
                found.append((None, as_mentions(KnownPerson(name=name, title=person["title"]))))
    dice.shuffle(found)
    return found


def measure(document: Document, kind: str, weights: Weights) -> Counter:  # noqa: C901 - one pass for all figures
    """Counts for the figures of a document."""
    mentions, keys, text, listed = mentions_of(document, kind)
    linked = link(text, mentions, known=[person for _, person in listed], policy=weights.policy)
    members = defaultdict(list)
    for number, owner in enumerate(linked.owners):
        members[owner].append(number)
    everyone = {n.casefold(): k for k, names in document.names.items() for n in names}
    c: Counter = Counter()
    meant = {}
    for owner, numbers in members.items():
        majority = [k for k, _ in Counter(keys[n] for n in numbers if keys[n]).most_common(1)]
        name = linked.entries[owner].name
        meant[owner] = everyone.get(name or "") or next((k for k in majority if not document.names[k]), None)
        if owner < len(listed):
            meant[owner] = listed[owner][0]
        if name:
            c["names"] += 1
            c["names right"] += name in everyone
    for key in set(meant.values()):  # of several entries the largest is the person
        entries = [owner for owner in meant if meant[owner] == key]
        first = max(entries, key=lambda o: (sum(keys[n] == key for n in members[o]), -o))
        meant.update((owner, None) for owner in entries if owner != first)
    c["people"] += sum(bool(names) for key, names in document.names.items())
    c["people named"] += len(
        {meant[o] for o in members if linked.entries[o].name} & {k for k, n in document.names.items() if n}
    )
    gold = [(m, k) for m, k in document.gold if m.span in document.marked]
    over = {}
    for number, m in enumerate(mentions):
        for at in range(m.span.start, m.span.end):
            over[at] = number
    for m, key in gold:
        if key in document.speaking:
            c["mentions"] += 1
            hit = {over[at] for at in range(m.span.start, m.span.end) if at in over}
            c["found"] += bool(hit)
            good = any(meant[linked.owners[n]] == key for n in hit)
            c["right"] += good
            c[f"form {m.form}"] += 1
            c[f"right {m.form}"] += good
    for number, key in enumerate(keys):
        if key is not None and linked.entries[linked.owners[number]].name:
            c["links"] += 1
            c["links right"] += meant[linked.owners[number]] == key
    by_key = Counter(k for k in keys if k)
    for numbers in members.values():
        inside = Counter(keys[n] for n in numbers if keys[n])
        size = sum(inside.values())
        for key, n in inside.items():
            c["pairs both"] += n * (n - 1) // 2
            c["b3 p"] += n * n / size
            c["b3 r"] += n * n / by_key[key]
        c["pairs found"] += size * (size - 1) // 2
    c["pairs meant"] += sum(n * (n - 1) // 2 for n in by_key.values())
    c["b3 n"] += sum(by_key.values())
    return c


def chances_of(
    document: Document, kind: str, weights: Weights
) -> list[tuple[tuple[tuple[int, float], ...], int, bool]]:
    """For each mention of a known person the ranked links, the entry it was given, and whether most others in that entry mean the same."""
    given = mentions_of(document, kind)
    linked = link(given.text, given.mentions, known=[person for _, person in given.listed], policy=weights.policy)
    keys = defaultdict(Counter)
    for number, owner in enumerate(linked.owners):
        keys[owner][given.keys[number]] += 1
    for number, (key, _) in enumerate(given.listed):
        keys[number][key] += 2
    found = []
    for number, owner in enumerate(linked.owners):
        others = keys[owner] - Counter([given.keys[number]])
        if others and given.keys[number] is not None:
            found.append((linked.chances[number], owner, others.most_common(1)[0][0] == given.keys[number]))
    return found


def print_reliability(links: Sequence[tuple[tuple[tuple[int, float], ...], int, bool]]) -> None:
    """How often links of a chance are right, and the log loss of other exponents."""
    for low, high in pairwise((0.0, 0.5, 0.7, 0.9, 0.97, 1.01)):
        of = [(dict(calibrated(ranked)).get(owner, 0.0), right) for ranked, owner, right in links]
        inside = [(chance, right) for chance, right in of if low <= chance < high]
        if inside:
            mean = sum(chance for chance, _ in inside) / len(inside)
            print(
                f"  chance {low:.2f} to {high:.2f}: mean {mean:.3f}, right {sum(r for _, r in inside) / len(inside):.3f} ({len(inside)})"
            )
    for sharpness in (0.4, 0.5, SHARPNESS, 0.6, 0.7, 0.85, 1.0):
        loss = 0.0
        for ranked, owner, right in links:
            chance = min(0.999, max(0.001, dict(calibrated(ranked, sharpness=sharpness)).get(owner, 0.0)))
            loss -= np.log(chance if right else 1 - chance)
        print(f"  sharpness {sharpness:.2f}: log loss {loss / max(1, len(links)):.4f}")


def line(c: Counter, label: str) -> str:
    def f1(p: float, r: float) -> float:
        return 2 * p * r / max(1e-9, p + r)

    pairs = f1(c["pairs both"] / max(1, c["pairs found"]), c["pairs both"] / max(1, c["pairs meant"]))
    b3 = f1(c["b3 p"] / max(1, c["b3 n"]), c["b3 r"] / max(1, c["b3 n"]))
    return (
        f"{label:16} right {c['right'] / max(1, c['mentions']):.3f} ({c['mentions']}; found {c['found'] / max(1, c['mentions']):.3f})  "
        f"precision {c['links right'] / max(1, c['links']):.3f}  pairs {pairs:.3f}  B3 {b3:.3f}  "
        f"named {c['people named'] / max(1, c['people']):.3f}  names right {c['names right'] / max(1, c['names']):.3f}"
    )


def parts(documents: Sequence[Document], by: str) -> list[list[Document]]:
    if by == "letter":
        letters = sorted({d.name[0] for d in documents})
        return [[d for d in documents if d.name[0] == letter] for letter in letters]
    return [[d for d in documents if (int(d.name[2:]) - 1) % FOLDS == n] for n in range(FOLDS)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--by", default="fold", choices=("fold", "letter", "none"))
    parser.add_argument("--show", default="gold,found,found listed")
    parser.add_argument("--each", action="store_true")
    arguments = parser.parse_args()
    documents = read_documents(arguments.data)
    if arguments.by != "none":
        totals = {kind: Counter() for kind in arguments.show.split(",")}
        links = []
        for part in parts(documents, arguments.by):
            names = {d.name for d in part}
            weights = train([d for d in documents if d.name not in names])
            links += [one for d in part for one in chances_of(d, next(iter(totals)), weights)]
            for kind, total in totals.items():
                mine: Counter = Counter()
                for d in part:
                    c = measure(d, kind, weights)
                    mine += c
                    if arguments.each:
                        print(line(c, f"{d.name} {kind}"))
                total += mine
                print(line(mine, f"{part[0].name[0]}… {kind}"), flush=True)
        for kind, total in totals.items():
            print(line(total, f"left out, {kind}"))
            print(
                "   ",
                "  ".join(
                    f"{k[5:]} {total['right ' + k[5:]] / n:.3f} ({n})"
                    for k, n in sorted(total.items())
                    if k.startswith("form ")
                ),
            )
        print_reliability(links)
    if arguments.out:
        weights = train(documents)
        rows = sorted((k, v) for k, v in weights.table.items() if abs(v) >= DROPPED)
        text = "# pass|form of mention, empty for all|word\tweight in log odds (scripts/fit_roster.py)\n"
        arguments.out.write_text(text + "".join(f"{k}\t{v:.2f}\n" for k, v in rows), encoding="utf-8")
        print(len(rows), "weights")


if __name__ == "__main__":
    sys.exit(main())
