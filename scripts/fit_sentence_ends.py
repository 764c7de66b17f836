"""Fit the network that finds the ends of sentences in speech without punctuation: src/transcript/cleaning/sentence_ends.npz.

Usage: fit_sentence_ends.py --data DIR [--corpus DIR] [--fold N | --out FILE] [--cache FILE]     PyTorch must be installed

The marks of edited text are the gold: they are taken out, and the network says where a full stop or another pause stood. It is fitted on minutes first
(DIR/train/sayit.jsonl.gz), then on the invented meetings of `corpus/`, with minutes among them. Recognisers differ, so each document is written in a way that is
drawn: without any mark, with blanks at pauses, with or without line ends. With --fold one fold of the meetings is left out (by the number in the name, as in
`turn_corpus.py`), and precision, recall and F1 on it are printed; without, the weights are written. Seeds are fixed; one thread, six minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from transcript.cleaning.sentence_ends import choose_stops
from transcript.readers import read
from transcript.text import fold

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "src" / "transcript" / "cleaning" / "sentence_ends.npz"
FOLDS = 4
STOPS, PAUSES, QUOTES = "。！？!?", "，、；：,;:…", "“”‘’《》〈〉（）()「」『』—～~·\"'"
NONE, PAUSE, STOP = 0, 1, 2
EDGE, UNKNOWN = 0, 1
RAREST = 30  # occurrences of a character that has a row of its own
WIDTH, CHANNELS = 24, 32
DILATIONS = (1, 2, 4, 8)
BLOCK, BATCH = 256, 48
MINUTES_STEPS, STEPS = 5000, 600
MINUTES_RATE, RATE = 4e-3, 2e-3
HIDDEN = (
    0.15  # of the characters are hidden while it is fitted on the few meetings, so that it does not learn them by heart
)
HASH, PAIRS = 7919, 1 << 14  # rows of the table of pairs of characters, which share them by a hash
OURS = 0.5  # of the blocks of the second part

Marked = tuple[str, list[int]]


def unmarked(text: str, dice: random.Random) -> Marked:
    """The text as a recogniser without punctuation writes it, and what stood after each character."""
    blanks = dice.choice((0.0, 0.0, 0.3, 0.9))
    at_stops = dice.choice((0.0, blanks, 1.0))
    lines = dice.choice((0.0, 0.5, 1.0))
    out: list[str] = []
    labels: list[int] = []
    for sign in fold(text).lower():
        kind = STOP if sign in STOPS else PAUSE if sign in PAUSES else NONE
        if sign in QUOTES:
            continue
        if kind != NONE:
            if out and not out[-1].isspace():
                labels[-1] = max(labels[-1], kind)
                if dice.random() < (at_stops if kind == STOP else blanks):
                    out.append(" ")
                    labels.append(NONE)
            elif len(out) > 1:
                labels[-2] = max(labels[-2], kind)
            continue
        if sign == "\n":
            if out and dice.random() < lines:
                if out[-1].isspace():
                    out[-1] = "\n"
                else:
                    out.append("\n")
                    labels.append(NONE)
            continue
        if sign.isspace() and (not out or out[-1].isspace()):
            continue
        out.append(sign)
        labels.append(NONE)
    return "".join(out), labels


def read_ours(folder: Path) -> list[tuple[str, int, str]]:
    """Name, fold and speech of each invented meeting."""
    found = []
    for gold in sorted(folder.glob("*.turns.json")):
        name = gold.name.removesuffix(".turns.json")
        source = read(folder / f"{name}.txt")[0]
        speech = "\n".join(segment.span.slice(source.text) for segment in source.speech)
        found.append((name, (int(name.rpartition("_")[2]) - 1) % FOLDS, speech))
    return found


def read_minutes(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return ["\n".join(words for _, words in json.loads(line)["turns"]) for line in lines]


def alphabet_of(texts: Sequence[str]) -> list[str]:
    counted = Counter(sign for text in texts for sign in fold(text).lower())
    left_out = set(STOPS + PAUSES + QUOTES)
    return sorted(
        s for s, n in counted.items() if n >= RAREST and s not in left_out and (not s.isspace() or s in " \n")
    )


class Network(nn.Module):
    def __init__(self, letters: int) -> None:
        super().__init__()
        self.emb = nn.Embedding(letters + 2, WIDTH)
        sizes = [WIDTH] + [CHANNELS] * len(DILATIONS)
        self.convs = nn.ModuleList(
            nn.Conv1d(a, CHANNELS, 3, dilation=d, padding=d) for a, d in zip(sizes, DILATIONS, strict=False)
        )
        self.pairs = nn.Embedding(PAIRS, CHANNELS)
        nn.init.normal_(self.pairs.weight, std=0.02)
        self.out = nn.Linear(CHANNELS, 3)

    def forward(self, codes: torch.Tensor) -> torch.Tensor:
        rows = self.emb(codes).transpose(1, 2)
        following = torch.cat([codes[:, 1:], torch.zeros_like(codes[:, :1])], 1)
        pairs = self.pairs((codes * HASH + following) % PAIRS).transpose(1, 2)
        for number, conv in enumerate(self.convs):
            seen = torch.relu(conv(rows) + pairs if number == 0 else conv(rows))
            rows = seen if number == 0 else rows + seen
        return self.out(rows.transpose(1, 2))


def coded(text: str, rows: dict[str, int]) -> list[int]:
    return [rows.get(sign, UNKNOWN) for sign in text]


def batches(
    draw: Iterator[str], rows: dict[str, int], dice: random.Random
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    blocks: list[tuple[list[int], list[int]]] = []
    while True:
        while len(blocks) < 16 * BATCH:
            text, labels = unmarked(next(draw), dice)
            codes = coded(text, rows)
            start = dice.randrange(0, min(BLOCK, max(1, len(codes) - BLOCK)))
            ends = range(start + BLOCK, len(codes) + 1, BLOCK)
            blocks += [(codes[end - BLOCK : end], labels[end - BLOCK : end]) for end in ends]
        dice.shuffle(blocks)
        for _ in range(8):
            taken, blocks = blocks[:BATCH], blocks[BATCH:]
            yield torch.tensor([b[0] for b in taken]), torch.tensor([b[1] for b in taken])


def hidden(data: Iterator[tuple[torch.Tensor, torch.Tensor]]) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """The batches with some characters unknown."""
    dice = torch.Generator().manual_seed(2)
    for codes, labels in data:
        unseen = torch.rand(codes.shape, generator=dice) < HIDDEN
        yield torch.where(unseen, torch.full_like(codes, UNKNOWN), codes), labels


def fit(model: Network, data: Iterator[tuple[torch.Tensor, torch.Tensor]], *, steps: int, rate: float) -> None:
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=rate, total_steps=steps)
    total = 0.0
    for step in range(1, steps + 1):
        codes, labels = next(data)
        loss = nn.functional.cross_entropy(model(codes).flatten(0, 1), labels.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 100 == 0:
            print(f"{step:>6} {total / 100:.4f}", flush=True)
            total = 0.0


def minutes_forever(minutes: Sequence[str], dice: random.Random) -> Iterator[str]:
    """Parts of minutes, so that no long document fills a batch."""
    while True:
        text = dice.choice(minutes)
        start = dice.randrange(max(1, len(text) - 4000))
        yield text[start : start + 4000]


def mixed(ours: Sequence[str], minutes: Sequence[str], dice: random.Random) -> Iterator[str]:
    others = minutes_forever(minutes, dice)
    while True:
        yield dice.choice(ours) if dice.random() < OURS else next(others)


def judged(model: Network, texts: Sequence[str], rows: dict[str, int], *, style: tuple[float, float, float]) -> str:
    """Precision, recall, F1 of the suggested stops, and the share of them that stand where the text has any mark."""

    class Style(random.Random):
        """The style that is asked for, in place of one that is drawn."""

        def __init__(self) -> None:
            super().__init__(0)
            self.left = list(style)

        def choice(self, _: object) -> float:
            return self.left.pop(0)

    hits = any_mark = found = gold = letters = 0
    with torch.no_grad():
        for text in texts:
            said, labels = unmarked(text, Style())
            chances = torch.softmax(model(torch.tensor([coded(said, rows)]))[0], 1).numpy()
            places = choose_stops(said, chances[:, STOP], chances[:, PAUSE] + chances[:, STOP])
            marks = [labels[at] for at in places]
            hits, any_mark = hits + marks.count(STOP), any_mark + len(marks) - marks.count(NONE)
            found, gold, letters = found + len(marks), gold + labels.count(STOP), letters + len(said)
    precision, recall = hits / max(1, found), hits / gold
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; at any mark {any_mark / max(1, found):.3f}; one in {letters / max(1, found):.0f} letters"


def exported(model: Network, letters: Sequence[str]) -> dict[str, np.ndarray]:
    """The tables in eight bits, by name."""
    tables: dict[str, np.ndarray] = {"letters": np.array([ord(sign) for sign in letters], dtype=np.int32)}
    named = {
        "emb": model.emb.weight,
        "pairs": model.pairs.weight,
        "out": model.out.weight.T,
        "out.bias": model.out.bias,
    }
    for number, conv in enumerate(model.convs):
        named[f"c.{number}"] = conv.weight.permute(2, 1, 0).reshape(-1, conv.weight.shape[0])
        named[f"c.{number}.bias"] = conv.bias
    for name, tensor in named.items():
        values = tensor.detach().numpy()
        scale = np.abs(values).max(axis=0, keepdims=True) / 127 + 1e-12
        tables[name] = np.round(values / scale).astype(np.int8)
        tables[f"{name}.scale"] = scale.astype(np.float32)
    return tables


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus" / "meetings")
    parser.add_argument("--fold", type=int, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--cache", type=Path, help="the network of the minutes: read if it is there, else written")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    minutes = read_minutes(arguments.data / "train" / "sayit.jsonl.gz")
    meetings = read_ours(arguments.corpus)
    letters = alphabet_of(minutes)
    rows = {sign: number + UNKNOWN + 1 for number, sign in enumerate(letters)}
    torch.manual_seed(0)
    start = Network(len(letters))
    if arguments.cache and arguments.cache.exists():
        start.load_state_dict(torch.load(arguments.cache))
    else:
        dice = random.Random(0)
        fit(start, batches(minutes_forever(minutes, dice), rows, dice), steps=MINUTES_STEPS, rate=MINUTES_RATE)
        if arguments.cache:
            torch.save(start.state_dict(), arguments.cache)
    for left_out in arguments.fold or [None]:
        model = Network(len(letters))
        model.load_state_dict(start.state_dict())
        ours = [text for _, number, text in meetings if number != left_out]
        dice = random.Random(1)
        fit(model, hidden(batches(mixed(ours, minutes, dice), rows, dice)), steps=STEPS, rate=RATE)
        if left_out is None:
            np.savez_compressed(arguments.out, **exported(model, letters))
            continue
        judge = [text for _, number, text in meetings if number == left_out]
        for name, style in (
            ("no marks, one line", (0.0, 0.0, 0.0)),
            ("no marks, lines", (0.0, 0.0, 1.0)),
            ("blanks at pauses", (0.9, 0.9, 1.0)),
        ):
            print(f"fold {left_out}, {name}: {judged(model, judge, rows, style=style)}", flush=True)


if __name__ == "__main__":
    main()
