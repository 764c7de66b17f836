"""Fit the network that hears a change of voice inside a sentence: src/transcript/turns/handover_network.npz.

Usage: fit_handovers.py --data DIR [--corpus DIR] [--left-out DIR] [--out NETWORK.npz] [--steps N]     PyTorch must be installed

It fits on pieces of text of `WIDTH` letters, half of them from the invented meetings of `corpus/` and from short meetings around an introduction of
`corpus/introductions`, half from minutes (DIR holds train/sayit.jsonl.gz, see `fit_turns.py`). Signs of punctuation are left out in most of them, since a
recogniser that hears no pause writes none. With --left-out a network is written for each fold (`handover_network.FOLD.npz`), fitted on the other documents, and
printed is how many of the changes of the documents left out that no candidate is near are proposed, and how many proposals a thousand letters are wrong.
Seeds are fixed; one thread, about five minutes a fold.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import fit_boundaries
import numpy as np
import torch
from fit_boundaries import START, KnownAlphabet, as_meeting, introduced
from torch import nn
from turn_corpus import CORPUS, FOLDS, read_introductions, read_meetings
from turn_documents import Meeting, as_heard, fitted_on, misheard, read_minutes, with_roles

from transcript.turns import boundary_network, handover_network
from transcript.turns.boundary_scores import sentence_starts
from transcript.turns.stream import Stream

STEPS, BATCH, WIDTH, RATE, DECAY = 3000, 32, 256, 3e-3, 0.02
WIDE = 32
OURS, SHORT = (
    0.35,
    0.25,
)  # of the pieces, those of meetings of the corpus, and those around an introduction; the rest are of minutes
AT_CHANGE = 0.6  # of the pieces, those around a change of voice
SILENT = 0.6  # of the changes, those before which no sign is left
LOST = (0.0, 0.1, 0.4, 0.8, 1.0)  # shares of the other signs that are lost in a piece
SIGNS = frozenset("。，、？！；：,.?!…“”‘’《》（）")
GARBLED = (0.0, 0.0, 0.03)
MADE = 4000  # short meetings around introductions
NEIGHBOURS = 4  # turns of minutes that are taken together
AROUND = 6  # letters within which a candidate or a proposal is at a change


class Network(nn.Module):
    """What `transcript.turns.handover_network` computes, with the same names for its tables."""

    def __init__(self, letters: torch.Tensor) -> None:
        super().__init__()
        self.emb = nn.Embedding(len(letters), letters.shape[1], padding_idx=0)
        self.emb.weight.data[:] = letters
        self.c0 = nn.Conv1d(letters.shape[1], WIDE, 3, padding=1)
        self.c = nn.ModuleList(nn.Conv1d(WIDE, WIDE, 3, padding=d, dilation=d) for d in handover_network.DILATIONS)
        self.o = nn.Linear(2 * WIDE, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, codes: torch.Tensor) -> torch.Tensor:
        seen = torch.relu(self.c0(self.emb(codes).transpose(1, 2)))
        for layer in self.c:
            seen = seen + torch.relu(layer(self.drop(seen)))
        before = nn.functional.pad(seen, (1, 0))[:, :, :-1]
        return self.o(torch.cat([before, seen], 1).transpose(1, 2)).squeeze(2)


def piece(meeting: Meeting, dice: random.Random) -> tuple[str, list[bool]]:
    """Letters of a meeting, and which of them begin a turn, with signs left out."""
    text, starts = meeting.text, meeting.starts
    around = dice.choice(starts) if dice.random() < AT_CHANGE else dice.randrange(len(text))
    first = max(0, around - dice.randrange(WIDTH))
    part = text[first : first + 2 * WIDTH]
    begins = {start - first for start in starts[1:]}
    lost, letters, marks = dice.choice(LOST), [], []
    for at, letter in enumerate(part):
        if letter in SIGNS and dice.random() < (SILENT if at + 1 in begins else lost):
            if at in begins:
                begins.add(at + 1)
            continue
        letters.append(letter)
        marks.append(at in begins)
    return misheard("".join(letters[:WIDTH]), dice.choice(GARBLED), dice), marks[:WIDTH]


def fitted(
    ours: Sequence[Meeting], short: Sequence[Meeting], minutes: Sequence[Meeting], *, steps: int
) -> tuple[Network, KnownAlphabet]:
    torch.manual_seed(1)
    torch.set_num_threads(1)
    boundary_network.SHIPPED = START  # its letters and what it knows of them
    boundary_network.read_weights.cache_clear()
    tables = boundary_network.read_weights()
    alphabet = KnownAlphabet(tables["letters"], minutes)
    network, dice = Network(torch.from_numpy(np.asarray(tables["emb"])).float()), random.Random(1)
    lengths = [len(meeting.text) for meeting in ours]
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    for step in range(steps):
        codes, marks = np.zeros((BATCH, WIDTH), dtype=np.int64), np.zeros((BATCH, WIDTH), dtype=np.float32)
        for row in range(BATCH):
            kind = dice.random()
            if kind < OURS:
                meeting = dice.choices(ours, lengths)[0]
            else:
                meeting = dice.choice(short) if kind < OURS + SHORT else as_piece(dice.choice(minutes), dice)
            letters, begins = piece(meeting, dice)
            codes[row, : len(letters)] = alphabet.codes(letters, dice)
            marks[row, : len(begins)] = begins
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 50) * (1 - step / steps)
        seen = torch.from_numpy(codes)
        odds = network(seen)
        real = seen > 0
        loss = nn.functional.binary_cross_entropy_with_logits(odds[real], torch.from_numpy(marks)[real])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
    return network.eval(), alphabet


def as_piece(meeting: Meeting, dice: random.Random) -> Meeting:
    """Some neighbouring turns of minutes as a recogniser would write them."""
    first = dice.randrange(max(1, len(meeting.turns) - NEIGHBOURS + 1))
    found = Meeting(meeting.name, meeting.turns[first : first + NEIGHBOURS])
    heard = as_heard(found, dice)
    return heard if heard.turns else found


def write(network: Network, alphabet: KnownAlphabet, path: Path) -> None:
    """The tables as the library reads them: weights in eight bits with a scale for each column, biases in float32."""
    tables: dict[str, np.ndarray] = {"letters": alphabet.letters.astype(np.uint32)}
    for key, tensor in network.state_dict().items():
        name, kind = key.rsplit(".", 1)
        values = tensor.numpy()
        if kind == "bias":
            tables[f"{name}.bias"] = values
            continue
        if values.ndim == 3:  # a convolution: output, input, place
            values = values.transpose(2, 1, 0).reshape(-1, len(values))
        elif name != "emb":
            values = values.T
        scale = np.abs(values).max(axis=None if name == "emb" else 0, keepdims=True) / 127 + 1e-12
        tables[name] = np.round(values / scale).astype(np.int8)
        tables[f"{name}.scale"] = scale.astype(np.float32).reshape(1, -1)
    np.savez_compressed(path, **tables)


def in_use(path: Path) -> None:
    """Make the library read with the network of a file."""
    handover_network.SHIPPED = path
    for cache in (handover_network.read_weights, handover_network.letter_table, handover_network._first_convolution):  # noqa: SLF001
        cache.cache_clear()


def judged(meetings: Sequence[Meeting]) -> str:
    """Of the changes that no other candidate is near, how many are proposed; and how many proposals are wrong."""
    far = met = wrong = letters = 0
    for meeting in meetings:
        stream = Stream(text=meeting.text, starts=(0,), offsets=(0,))
        known = np.array(sentence_starts(stream))
        proposed = np.array(
            handover_network.find_peaks(handover_network.handover_odds(meeting.text), known=known.tolist()) or [-1000]
        )
        changes = [at for at in meeting.starts[1:] if np.abs(known - at).min() > AROUND]
        far += len(changes)
        met += sum(np.abs(proposed - at).min() <= AROUND for at in changes)
        every = np.array(meeting.starts)
        wrong += sum(np.abs(every - at).min() > AROUND for at in proposed if at >= 0)
        letters += len(meeting.text)
    return f"{met} of {far} changes proposed, {1000 * wrong / letters:.2f} wrong a thousand letters"


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
    marked, said = read_meetings(args.corpus), read_introductions(fit_boundaries.SENTENCES)
    every = {meeting.name: as_meeting(meeting) for meeting in marked}
    for fold in [*(args.folds if args.left_out else ()), *([-1] if args.out else ())]:
        dice = random.Random(1)
        ours = [every[m.name] for m in marked if m.fold != fold]
        sentences = [one for one in said if one.fold != fold]
        short = [introduced(ours, sentences, dice) for _ in range(MADE)]
        path = args.out if fold < 0 else args.left_out / f"handover_network.{fold}.npz"
        write(*fitted([m for m in ours if len(m.turns) > 1], short, minutes, steps=args.steps), path)
        if fold < 0:
            continue
        in_use(path)
        left = [every[m.name] for m in marked if m.fold == fold]
        others = [introduced(left, [one for one in said if one.fold == fold], dice) for _ in range(MADE // 10)]
        print(f"fold {fold}: meetings {judged(left)}; introductions {judged(others)}", flush=True)


if __name__ == "__main__":
    main()
