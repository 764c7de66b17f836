"""Fit the boundary network on mainland meetings: src/transcript/turns/boundary_network.npz.

Usage: fit_boundaries.py --data DIR [--corpus DIR] [--left-out DIR] [--out NETWORK.npz] [--steps N]     PyTorch must be installed

It starts from the network that `fit_turns.py` fits on minutes (scripts/weights/boundary_minutes.npz) and goes on with a mixture: three quarters of the blocks
are of the invented meetings of `corpus/`, lightly damaged, the others of minutes, of made-up chaired meetings, and of single long turns of the minutes as
documents of one voice. Short meetings around an introduction of `corpus/introductions` are among ours. DIR holds train/sayit.jsonl.gz (see `fit_turns.py`).
With --left-out a network is written for each fold (`boundary_network.FOLD.npz`), fitted on the other documents, and the near F1 of the documents left
out is printed by kind. Seeds are fixed; one thread, about nine minutes a fold.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

import fit_turns as base
import made_up_meetings as made_up
import numpy as np
import torch
from torch import nn
from turn_corpus import CORPUS, FOLDS, Introduction, MarkedMeeting, read_introductions, read_meetings
from turn_documents import (
    GUEST,
    HOST,
    Meeting,
    Utterance,
    as_heard,
    fitted_on,
    joined,
    misheard,
    read_minutes,
    repunctuated,
    with_roles,
)

from transcript.turns import boundary_network
from transcript.turns.boundary_scores import sentence_starts
from transcript.turns.decoder import change_chances
from transcript.turns.stream import Stream

START = Path(__file__).resolve().parent / "weights" / "boundary_minutes.npz"
SHIPPED = Path(boundary_network.__file__).with_name("boundary_network.npz")
STEPS, RATE, DECAY = 4500, 1.5e-3, 0.02
OURS = 0.75  # of the blocks, those of the corpus
MINUTES, CHAIRED = 0.45, 0.25  # of the others; the rest are documents of one voice
SENTENCES = CORPUS.parent / "introductions" / "introductions.tsv"
INTRODUCTIONS = 450  # short meetings around an introduction, a round
SPEECH, UNSTOPPED = 80, 0.25  # letters of the shortest speech; the share of introductions without a full stop
LONG = 1200  # letters of a turn that is taken for a document of one voice
FROM_ONE = 12  # blocks at most from one document that is not ours


def as_meeting(marked: MarkedMeeting) -> Meeting:
    """An invented meeting in the form of the minutes."""
    text, turns = marked.text, marked.turns
    ends = [*(turn.start for turn in turns[1:]), len(text)]
    starts = [0, *ends[:-1]]
    said = (
        Utterance(t.person, text[a:b], HOST if t.role == "host" else GUEST)
        for t, a, b in zip(turns, starts, ends, strict=True)
    )
    return Meeting(marked.name, joined(said))


def damaged(meeting: Meeting, dice: random.Random) -> Meeting:
    """An invented meeting, which is as a recogniser would write it, with a little more damage."""
    commas = (dice.choice((0, 0, 0.1)), dice.choice((0, 0, 0.1, 0.25)), dice.choice((0, 0.3)))
    garbled = dice.choice((0, 0, 0.02, 0.04))
    heard = (t._replace(text=misheard(repunctuated(t.text, *commas, dice=dice), garbled, dice)) for t in meeting.turns)
    return replace(meeting, turns=joined(heard))


def introduced(ours: Sequence[Meeting], introductions: Sequence[Introduction], dice: random.Random) -> Meeting:
    """A short meeting around one introduction: the host opens, calls, and closes; the guest speaks, and says who they are if the words are their own."""
    speeches = [t.text for t in dice.choice(ours).turns if t.role == GUEST and len(t.text) > SPEECH]
    introduction = dice.choice(introductions)
    words, called = introduction.words, introduction.called
    opening, closing = dice.choice(made_up.OPENS.split("|")), dice.choice(made_up.ENDS.split("|"))
    speech = dice.choice(speeches or ["大家好，我说两句。这件事大家都清楚。我们要抓紧。谢谢大家。"])
    speech = speech[: dice.randrange(SPEECH, 4 * SPEECH)]
    stop = "" if words[-1:] in "。！？，" or dice.random() < UNSTOPPED else "。"
    before, said = (opening, words + stop + speech) if introduction.own else (opening + words + stop, speech)
    guest = Utterance("guest", said, GUEST) if called else Utterance("host", said, HOST)
    host = [Utterance("host", part, HOST) for part in (before, closing or "好，谢谢。")]
    return Meeting("introduction", joined([host[0], guest, host[1]]))


def batches(
    ours: Sequence[Meeting],
    said: Sequence[Introduction],
    minutes: Sequence[Meeting],
    alphabet: base.Alphabet,
    dice: random.Random,
) -> Iterator[base.Batch]:
    remarks, speeches = made_up.remarks_of(minutes), made_up.speeches_of(minutes)
    talks = [turn.text for meeting in minutes for turn in meeting.turns if len(turn.text) > LONG]

    def another() -> Meeting:
        kind = dice.random()
        if kind < MINUTES:
            return dice.choice(minutes)
        if kind < MINUTES + CHAIRED:
            return made_up.made_up(dice, made_up.speeches_for(dice, speeches), remarks)
        return Meeting("talk", (Utterance("speaker", dice.choice(talks)),))

    while True:
        found = [
            block for _ in range(2) for meeting in ours for block in base.blocks(damaged(meeting, dice), alphabet, dice)
        ]
        short = (damaged(introduced(ours, said, dice), dice) for _ in range(INTRODUCTIONS))
        found += [block for meeting in short for block in base.blocks(meeting, alphabet, dice)]
        wanted = len(found) / OURS
        while len(found) < wanted:
            others = list(base.blocks(as_heard(another(), dice), alphabet, dice))
            found += dice.sample(others, min(FROM_ONE, len(others)))
        dice.shuffle(found)
        for first in range(0, len(found), 16 * base.BATCH):
            alike = sorted(found[first : first + 16 * base.BATCH], key=lambda block: len(block.codes))
            rows = [alike[row : row + base.BATCH] for row in range(0, len(alike), base.BATCH)]
            yield from map(base.batched, dice.sample(rows, len(rows)))


def started(tables: dict[str, np.ndarray]) -> base.Network:
    """A network with the weights of the minutes."""
    model = base.Network()
    state = model.state_dict()
    for key, tensor in state.items():
        name, kind = key.rsplit(".", 1)
        values = tables[f"{name}.bias"] if kind == "bias" else tables[name]
        if kind != "bias" and tensor.ndim == 3:  # a convolution: output, input, place
            out, wide, places = tensor.shape
            values = values.reshape(places, wide, out).transpose(2, 1, 0)
        elif kind != "bias" and name != "emb":
            values = values.T
        state[key] = torch.from_numpy(np.ascontiguousarray(values)).float()
    model.load_state_dict(state)
    return model


class KnownAlphabet(base.Alphabet):
    """The letters of a network that is already fitted."""

    def __init__(self, letters: np.ndarray, minutes: Sequence[Meeting]) -> None:
        self.letters = letters
        self.rows = np.ones(0x110000, dtype=np.int64)
        self.rows[letters] = np.arange(len(letters)) + 2
        often = Counter(itertools.chain.from_iterable(m.text for m in minutes[:300])).most_common(base.FREQUENT)
        self.frequent = np.isin(np.arange(len(letters) + 2), self.rows[[ord(c) for c, _ in often]])


def fitted(
    ours: Sequence[Meeting], said: Sequence[Introduction], minutes: Sequence[Meeting], *, steps: int
) -> tuple[base.Network, KnownAlphabet]:
    torch.manual_seed(1)
    torch.set_num_threads(1)
    boundary_network.SHIPPED = START
    boundary_network.read_weights.cache_clear()
    tables = boundary_network.read_weights()
    model, alphabet = started(tables), KnownAlphabet(tables["letters"], minutes)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    for step, batch in enumerate(itertools.islice(batches(ours, said, minutes, alphabet, random.Random(1)), steps)):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 50) * (1 - step / steps)
        now = base.loss(*model(batch), batch)
        optimizer.zero_grad()
        now.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    return model.eval(), alphabet


def near_f1(meeting: Meeting) -> float:
    """Of the changes likelier than not by the library's network, in use."""
    text = meeting.text
    at = sentence_starts(Stream(text=text, starts=(0,), offsets=(0,)))
    reading = boundary_network.read_network(text, positions=at)
    chances = change_chances(reading.change, host=0.5 * reading.host)
    found = [place for place, chance in zip(at, chances, strict=True) if chance > 0.5]
    return base.near_f1(text, meeting.starts[1:], found) if len(meeting.turns) > 1 or found else 1.0


def in_use(path: Path) -> None:
    """Make the library read with the network of a file."""
    boundary_network.SHIPPED = path
    for cache in (boundary_network.read_weights, boundary_network.letter_table, boundary_network._first_convolution):  # noqa: SLF001
        cache.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--left-out", type=Path)
    parser.add_argument("--folds", type=int, nargs="*", default=range(FOLDS))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--steps", type=int, default=STEPS)
    args = parser.parse_args()
    minutes = list(map(with_roles, fitted_on(read_minutes(args.data / "train" / "sayit.jsonl.gz"))))
    marked, said = read_meetings(args.corpus), read_introductions(SENTENCES)
    if args.left_out:
        args.left_out.mkdir(exist_ok=True)
        for fold in args.folds:
            path = args.left_out / f"boundary_network.{fold}.npz"
            ours = [as_meeting(m) for m in marked if m.fold != fold]
            base.write(*fitted(ours, [s for s in said if s.fold != fold], minutes, steps=args.steps), path)
            in_use(path)
            by_kind: dict[str, list[float]] = defaultdict(list)
            for meeting in (m for m in marked if m.fold == fold):
                by_kind[meeting.name[0]].append(near_f1(as_meeting(meeting)))
            shown = "  ".join(f"{kind} {mean(values):.3f}" for kind, values in sorted(by_kind.items()))
            print(
                f"fold {fold}: near F1 {mean(itertools.chain.from_iterable(by_kind.values())):.3f}  {shown}", flush=True
            )
    if args.out:
        base.write(*fitted([as_meeting(m) for m in marked], said, minutes, steps=args.steps), args.out)


if __name__ == "__main__":
    main()
