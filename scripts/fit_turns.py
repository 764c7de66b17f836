"""Fit the network that hears a change of voice: scripts/weights/boundary_minutes.npz.

Usage: fit_turns.py --data DIR [--out NETWORK.npz] [--steps N]     DIR holds train/sayit.jsonl.gz; PyTorch must be installed

It fits on 906 of 936 meetings held in Chinese from 2015 to 2021, published at github.com/audreyt/archive.tw and dedicated to the public
domain (CC0 1.0): one a line, {"id", "turns": [[speaker, text], …]}. They are damaged as a recogniser would (turn_documents.py), and
mixed with made-up chaired meetings whose speeches come from them (made_up_meetings.py). Every 31st meeting is left out; on those the
figures are measured that are printed at the end, with the file just written and the code that reads it in the library:
  near F1     of the candidates where a change is likelier than not, a place within 15 letters of a change being right
  manner      share of the letters whose speaker is rightly taken for the host or a guest, where the minutes tell
Seeds are fixed; one thread, about 40 minutes. The same machine gives the same file.
"""

from __future__ import annotations

import argparse
import itertools
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import made_up_meetings as made_up
import numpy as np
import torch
from torch import nn
from torch.nn import functional
from turn_documents import HOST, UNKNOWN, Meeting, as_heard, fitted_on, left_out, read_minutes, with_roles

from transcript.turns import boundary_network as network
from transcript.turns.boundary_scores import sentence_starts
from transcript.turns.decoder import change_chances
from transcript.turns.stream import Stream

SHIPPED = Path(__file__).resolve().parent / "weights" / "boundary_minutes.npz"
MANNER = 0.5  # the share of the log odds of being the host's that is believed
LETTERS = 2598  # with a row of their own
FREQUENT = 400  # never hidden
EMBEDDED, NARROW, WIDE, MIXED = 24, 64, 96, 32
DILATIONS = (1, 2, 4, 8, 16)
STRETCHES = 96  # a block, of which a batch has so many:
BATCH = 12
REAL, MADE_UP = 250, 150  # meetings a round
NEAR = 15
STEPS, RATE = 4000, 3e-3
IMPOSSIBLE = -1e4
Numbers = np.ndarray


class Block(NamedTuple):
    """Neighbouring stretches of a meeting: letters, where each starts and ends, whether somebody else begins there, and the role."""

    codes: Numbers
    starts: Numbers
    ends: Numbers
    changed: Numbers
    roles: Numbers


class Batch(NamedTuple):
    """Blocks as one, with zeros behind the shorter ones; `real` is one where a stretch stands."""

    codes: torch.Tensor
    starts: torch.Tensor
    ends: torch.Tensor
    changed: torch.Tensor
    roles: torch.Tensor
    real: torch.Tensor


class Network(nn.Module):
    """What `transcript.turns.boundary_network` computes, with the same names for its tables."""

    def __init__(self) -> None:
        super().__init__()
        self.emb = nn.Embedding(LETTERS + 2, EMBEDDED, padding_idx=0)
        self.c1 = nn.Conv1d(EMBEDDED, NARROW, 3, padding=1)
        self.c2 = nn.Conv1d(NARROW, NARROW, 3, padding=2, dilation=2)
        self.inp = nn.Linear(NARROW * 6 + 2, WIDE)
        self.glob = nn.Linear(WIDE, WIDE)
        self.s = nn.ModuleList([nn.Conv1d(WIDE, WIDE, 3, padding=d, dilation=d) for d in DILATIONS])
        self.out = nn.Sequential(nn.Linear(2 * WIDE, MIXED), nn.ReLU(), nn.Linear(MIXED, 3))
        self.role = nn.Linear(WIDE, 1)
        self.drop = nn.Dropout(0.15)

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """For each stretch the log odds of each passing of the floor to it, and those of being the host's."""
        letters = self.drop(self.emb(batch.codes)).transpose(1, 2)
        narrow = functional.relu(self.c1(letters))
        seen = (functional.relu(self.c2(narrow)) + narrow).transpose(1, 2)
        looks = functional.relu(self.inp(self.drop(self.features(seen, batch)))) * batch.real[..., None]
        known = (looks + self.glob(self.manner(looks, batch.real)) * batch.real[..., None]).transpose(1, 2)
        for layer in self.s:
            known = known + functional.relu(layer(self.drop(known))) * batch.real[:, None]
        known = known.transpose(1, 2)
        before = functional.pad(known[:, :-1], (0, 0, 1, 0))
        return self.out(torch.cat([before, known], -1)), self.role(known)[..., 0]

    def features(self, seen: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Both edges of each stretch, all its letters together, and its length."""
        starts, ends, steps = batch.starts[..., None], batch.ends[..., None], torch.arange(network.EDGE)
        head = gathered(seen, torch.minimum(starts + steps, ends - 1))
        tail = gathered(seen, torch.maximum(ends - 1 - steps, starts))
        summed = functional.pad(seen.cumsum(1), (0, 0, 1, 0))
        lengths = (batch.ends - batch.starts)[..., None]
        all_ = (gathered(summed, ends) - gathered(summed, starts))[:, :, 0] / lengths
        shape = [torch.log(lengths.float()) - 3, (lengths < 6).float()]
        return torch.cat([head[:, :, 0], head.amax(2), head.mean(2), tail[:, :, 0], tail.amax(2), all_, *shape], -1)

    def manner(self, looks: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """What the stretches around each look like together."""
        rows = torch.arange(looks.shape[1])
        low, high = (rows - network.AROUND).clamp(min=0), (rows + network.AROUND + 1).clamp(max=len(rows))
        summed, count = functional.pad(looks.cumsum(1), (0, 0, 1, 0)), functional.pad(real.cumsum(1), (1, 0))
        return (summed[:, high] - summed[:, low]) / (count[:, high] - count[:, low]).clamp(min=1)[..., None]


def gathered(rows: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """The rows (meeting, letter, feature) at places (meeting, stretch, step)."""
    meetings, stretches, steps = places.shape
    flat = places.reshape(meetings, -1, 1).expand(-1, -1, rows.shape[2])
    return rows.gather(1, flat).view(meetings, stretches, steps, -1)


def loss(change: torch.Tensor, host: torch.Tensor, batch: Batch) -> torch.Tensor:
    """How unlikely the changes and roles are, over all ways to part a block between a host and guests, for each stretch.

    A conditional random field over two roles: its sums run over products of 2x2 tables, halved again and again.
    """
    to_guest, to_host, between = change.unbind(-1)
    heard = torch.stack([functional.logsigmoid(host), functional.logsigmoid(-host)], -1)
    zero, never = torch.zeros_like(to_guest), torch.full_like(to_guest, IMPOSSIBLE)
    roles = torch.stack([(batch.roles == 0), (batch.roles == HOST)], -1) * IMPOSSIBLE
    stays = torch.stack([zero, never, never, zero], -1)
    moves = torch.stack([never, to_guest, to_host, between], -1)
    gold = torch.where(batch.changed[..., None] > 0, moves, stays)
    free = torch.logaddexp(stays, moves)
    return (total(free, heard, batch.real) - total(gold, heard + roles, batch.real)).sum() / batch.real[:, 1:].sum()


def total(steps: torch.Tensor, heard: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """The logarithm of the sum over all rows of roles; steps (from host, from guest) x (to host, to guest)."""
    tables = steps.unflatten(-1, (2, 2)) + heard[..., None, :]
    nothing = torch.tensor([[0.0, IMPOSSIBLE], [IMPOSSIBLE, 0.0]])
    tables = torch.where(real[..., None, None] > 0, tables, nothing)[:, 1:]
    while tables.shape[1] > 1:
        if tables.shape[1] % 2:
            tables = torch.cat([tables, nothing.expand(len(tables), 1, 2, 2)], 1)
        tables = torch.logsumexp(tables[:, ::2, :, :, None] + tables[:, 1::2, None, :, :], 3)
    return torch.logsumexp(heard[:, 0, :, None] + tables[:, 0], (1, 2))


class Alphabet:
    """The letters with a row of their own, in the order of their code points."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        often = [c for c, _ in Counter(itertools.chain.from_iterable(m.text for m in meetings)).most_common(LETTERS)]
        self.letters = np.array(sorted(map(ord, often)), dtype=np.uint32)
        self.rows = np.ones(0x110000, dtype=np.int64)
        self.rows[self.letters] = np.arange(len(self.letters)) + 2
        self.frequent = np.isin(np.arange(LETTERS + 2), self.rows[[ord(c) for c in often[:FREQUENT]]])

    def codes(self, text: str, dice: random.Random) -> Numbers:
        """The rows of the letters, sometimes with a share of the rarer ones hidden."""
        codes = self.rows[np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)]
        share = dice.choice((0, 0, 0.15, 0.4))
        hidden = np.random.default_rng(dice.getrandbits(32)).random(len(codes)) < share
        return np.where(hidden & ~self.frequent[codes], 1, codes)


def blocks(meeting: Meeting, alphabet: Alphabet, dice: random.Random) -> Iterator[Block]:
    """The meeting in blocks of stretches; a change lost inside a stretch counts at the next."""
    text, opens = meeting.text, np.array(meeting.starts)
    starts = np.array(sentence_starts(Stream(text=text, starts=(0,), offsets=(0,))))
    numbers = {speaker: number for number, speaker in enumerate(dict.fromkeys(t.speaker for t in meeting.turns))}
    speakers = np.array([numbers[turn.speaker] for turn in meeting.turns])
    own = np.searchsorted(opens, starts, side="right") - 1
    changed = np.append(0, speakers[own[1:]] != speakers[own[:-1]])
    roles = np.array([turn.role for turn in meeting.turns])[own]
    codes, starts, ends = shortened(alphabet.codes(text, dice), starts)
    for first in range(-dice.randrange(STRETCHES), len(starts), STRETCHES):
        part = slice(max(0, first), first + STRETCHES)
        if len(starts[part]) >= 4:
            low, high = starts[part][0], ends[part][-1]
            yield Block(codes[low:high], starts[part] - low, ends[part] - low, changed[part], roles[part])


def shortened(codes: Numbers, starts: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """As the library reads it: without the middle of long stretches."""
    return network._shortened(codes, starts)  # noqa: SLF001


def batched(found: Sequence[Block]) -> Batch:
    letters, stretches = max(len(b.codes) for b in found), max(len(b.starts) for b in found)

    def filled(rows: Sequence[Numbers], width: int, *, value: int = 0) -> Numbers:
        table = np.full((len(rows), width), value)
        for number, row in enumerate(rows):
            table[number, : len(row)] = row
        return table

    tables = (
        filled([b.codes for b in found], letters),
        filled([b.starts for b in found], stretches),
        filled([b.ends for b in found], stretches, value=1),
        filled([b.changed for b in found], stretches),
        filled([b.roles for b in found], stretches, value=UNKNOWN),
        filled([np.ones(len(b.starts)) for b in found], stretches).astype(np.float32),
    )
    return Batch(*map(torch.from_numpy, tables))


def batches(meetings: Sequence[Meeting], alphabet: Alphabet, dice: random.Random) -> Iterator[Batch]:
    """Batches without end: in each round other meetings, damaged in other ways."""
    remarks, speeches = made_up.remarks_of(meetings), made_up.speeches_of(meetings)
    while True:
        chosen = dice.sample(list(meetings), min(REAL, len(meetings)))
        chosen += [made_up.made_up(dice, made_up.speeches_for(dice, speeches), remarks) for _ in range(MADE_UP)]
        found = [block for meeting in chosen for block in blocks(as_heard(meeting, dice), alphabet, dice)]
        dice.shuffle(found)
        for first in range(0, len(found), 16 * BATCH):
            alike = sorted(found[first : first + 16 * BATCH], key=lambda block: len(block.codes))
            rows = [alike[row : row + BATCH] for row in range(0, len(alike), BATCH)]
            yield from map(batched, dice.sample(rows, len(rows)))


def fitted(meetings: Sequence[Meeting], alphabet: Alphabet, *, steps: int, seed: int = 1) -> Network:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    model = Network()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    losses = []
    for step, batch in enumerate(itertools.islice(batches(meetings, alphabet, random.Random(seed)), steps)):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 100) * (1 - step / steps)
        now = loss(*model(batch), batch)
        optimizer.zero_grad()
        now.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(now.item())
        if (step + 1) % 250 == 0:
            print(f"step {step + 1:5}  loss {mean(losses[-250:]):.4f}", flush=True)
    return model


def write(model: Network, alphabet: Alphabet, path: Path) -> None:
    """The tables as the library reads them: weights in eight bits with a scale for each column, biases in float32."""
    tables: dict[str, Numbers] = {"letters": alphabet.letters}
    for key, tensor in model.state_dict().items():
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


def figures(meetings: Sequence[Meeting]) -> str:
    """How well the written network hears changes and hosts in meetings as they stand."""
    network.SHIPPED = SHIPPED
    network.read_weights.cache_clear()
    network.letter_table.cache_clear()
    network._first_convolution.cache_clear()  # noqa: SLF001
    scores, right, known = [], 0, 0
    for meeting in meetings:
        text = meeting.text
        at = sentence_starts(Stream(text=text, starts=(0,), offsets=(0,)))
        reading = network.read_network(text, positions=at)
        chances = change_chances(reading.change, host=MANNER * reading.host)
        found = [place for place, chance in zip(at, chances, strict=True) if chance > 0.5]
        scores.append(near_f1(text, meeting.starts[1:], found))
        for place, end, host in zip(at, [*at[1:], len(text)], reading.host, strict=True):
            role = meeting.turns[bisect_right(meeting.starts, place) - 1].role
            known += (end - place) * (role != UNKNOWN)
            right += (end - place) * (role != UNKNOWN and (role == HOST) == (host > 0))
    return f"{len(meetings)} meetings left out: near F1 {mean(scores):.3f}  manner {right / max(1, known):.3f}"


def near_f1(text: str, gold: Sequence[int], found: Sequence[int]) -> float:
    letters = np.cumsum([0, *(c.isalnum() for c in text)]).tolist()
    at, hits = 0, 0
    for place in (letters[g] for g in gold):
        while at < len(found) and letters[found[at]] < place - NEAR:
            at += 1
        if at < len(found) and letters[found[at]] <= place + NEAR:
            hits, at = hits + 1, at + 1
    return 2 * hits / max(1, len(gold) + len(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--steps", type=int, default=STEPS)
    args = parser.parse_args()
    every = read_minutes(args.data / "train" / "sayit.jsonl.gz")
    meetings = list(map(with_roles, fitted_on(every)))
    alphabet = Alphabet(meetings)
    write(fitted(meetings, alphabet, steps=args.steps), alphabet, args.out)
    if args.out.resolve() == SHIPPED:
        print(figures(list(map(with_roles, left_out(every)))))


if __name__ == "__main__":
    main()
