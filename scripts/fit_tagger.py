"""Fit the tagger of people: src/transcript/people/tagger.npz.

Usage: fit_tagger.py --corpus DIR --laws STATUTES.txt.gz [--out TAGGER.npz] [--folds N] [--steps N]     DIR holds introductions/ and meetings/; PyTorch must be installed

It fits on the marked introductions and the marked meetings of the corpus (marked_people.py), on the same sentences with other people in them,
on made-up ones (made_up_people.py, people_pools/), and on laws, in which nobody is named (text/statutes.txt.gz). With --folds it fits again on parts of the corpus and prints what is found in the files
left out: every Nth file of the introductions and every Nth meeting of each prefix. Seeds are fixed; one thread.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from made_up_people import People, damaged, read_pool
from marked_people import Document, Sentence, introductions, meetings
from torch import nn
from torch.nn import functional

from transcript.people import tagger
from transcript.words import cut

SHIPPED = Path(__file__).resolve().parent.parent / "src" / "transcript" / "people" / "tagger.npz"
EMBEDDED, PAIRED, HIDDEN = 32, 16, 64
DROPPED = 0.25
HIDDEN_LETTERS, HIDDEN_PAIRS = 0.08, 0.25  # shares of the characters and pairs that a batch does not see
DILATIONS = (1, 2, 4, 1)  # of the layers after the first
CHUNKS = (40, 120)  # characters of a meeting taken together, about
BATCH = 2500  # characters
STATUTES, STRETCH = 20000, 80  # stretches of laws, and their length
STEPS, RATE = 5000, 4e-3
GAP = tagger.REACH + 1
IGNORED = -100


def chunks(document: Document, size: int) -> list[Sentence]:
    """The document in stretches of at least *size* characters that end at a full stop."""
    found, start = [], 0
    text = document.text
    inside = {at for _, a, b in document.pieces for at in range(a, b - 1)} | {
        at for a, b in document.unknown for at in range(a, b - 1)
    }
    for at, letter in enumerate(text):
        if (letter in "。？！" and at - start >= size and at not in inside) or at == len(text) - 1:
            end = at + 1
            pieces = tuple((k, a - start, b - start) for k, a, b in document.pieces if start <= a < end)
            unknown = tuple((a - start, b - start) for a, b in document.unknown if start <= a < end)
            found.append(Sentence(text[start:end], pieces, unknown, document.group))
            start = end
    return found


def read_statutes(path: Path) -> list[str]:
    """Stretches of laws: written language in which nobody is named."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    found = [line[at : at + STRETCH] for line in lines for at in range(0, len(line), STRETCH)]
    return random.Random(0).sample(found, min(STATUTES, len(found)))


def tags_of(sentence: Sentence) -> np.ndarray:
    tags = np.zeros(len(sentence.text), dtype=np.int64)
    for a, b in sentence.unknown:
        tags[a:b] = IGNORED
    for kind, a, b in sentence.pieces:
        first = 1 + 4 * tagger.KINDS.index(kind)
        if b - a == 1:
            tags[a] = first + 3
        else:
            tags[a:b] = first + 1
            tags[a], tags[b - 1] = first, first + 2
    return tags


class Rounded(torch.autograd.Function):
    """Rounding that lets gradients pass."""

    @staticmethod
    def forward(_, x):
        return torch.round(x)

    @staticmethod
    def backward(_, gradient):
        return gradient


def whole(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A table as whole numbers up to 127 and a scale for each column."""
    scale = weight.detach().abs().amax(dim=0).clamp(min=1e-6) / 127
    return Rounded.apply(weight / scale), scale


class Layer(torch.autograd.Function):
    """A convolution three rows wide with its rounding, which lets gradients pass between 0 and the greatest activation."""

    @staticmethod
    def forward(context, seen, table, bias, inside, dilation):
        before, here, behind = table.chunk(3)
        out = torch.addmm(bias, seen, here)
        out[dilation:].addmm_(seen[:-dilation], before)
        out[:-dilation].addmm_(seen[dilation:], behind)
        open_ = ((out > 0) & (out < tagger.TOP)).to(out.dtype).mul_(inside)
        context.save_for_backward(seen, table, open_)
        context.dilation = dilation
        return out.clamp_(0, tagger.TOP).round_().mul_(inside)

    @staticmethod
    def backward(context, gradient):
        seen, table, open_ = context.saved_tensors
        dilation = context.dilation
        before, here, behind = table.chunk(3)
        gradient = gradient * open_
        back = gradient @ here.T
        back[:-dilation].addmm_(gradient[dilation:], before.T)
        back[dilation:].addmm_(gradient[:-dilation], behind.T)
        tables = torch.cat(
            [seen[:-dilation].T @ gradient[dilation:], seen.T @ gradient, seen[dilation:].T @ gradient[:-dilation]]
        )
        return back, tables, gradient.sum(dim=0), None, None


class Network(nn.Module):
    def __init__(self, letters: int) -> None:
        super().__init__()
        self.letter = nn.Embedding(letters + 2, EMBEDDED, sparse=True)
        self.pair = nn.Embedding(tagger.PAIRS, PAIRED, sparse=True)
        nn.init.normal_(self.letter.weight, std=0.5)
        nn.init.normal_(self.pair.weight, std=0.1)
        width = EMBEDDED + PAIRED + tagger.FEATURES
        sizes = [3 * width] + [3 * HIDDEN] * len(DILATIONS)
        self.tables = nn.ParameterList([nn.Parameter(torch.randn(size, HIDDEN) * (1.4 / size**0.5)) for size in sizes])
        self.biases = nn.ParameterList([nn.Parameter(torch.zeros(HIDDEN)) for _ in sizes])
        self.tags = nn.Parameter(torch.randn(HIDDEN, tagger.TAGS) * 0.1)
        self.tags_bias = nn.Parameter(torch.zeros(tagger.TAGS))

    def embedded(self, table: nn.Embedding) -> torch.Tensor:
        return Rounded.apply((table.weight * tagger.UNIT).clamp(-127, 127))

    def forward(self, rows, pairs, known, inside):
        """All in the whole numbers of the library; *inside* is 0 between sentences."""
        seen = torch.cat([self.letter(rows), self.pair(pairs), known], dim=1) * (inside * tagger.UNIT)
        seen = self.layer(seen, 0, 1, tagger.UNIT, inside)
        for number, dilation in enumerate(DILATIONS, 1):
            seen = (seen + self.layer(seen, number, dilation, tagger.STEP, inside)).clamp(max=tagger.TOP)
        if self.training:
            kept = (torch.rand(len(seen) // 8 + 1, HIDDEN) > DROPPED).float() / (1 - DROPPED)
            seen = seen * kept.repeat_interleave(8, dim=0)[: len(seen)]
        table, scale = whole(self.tags)
        return seen @ table * (scale / tagger.STEP) + self.tags_bias

    def layer(self, seen, number, dilation, unit, inside):
        table, scale = whole(self.tables[number])
        return Layer.apply(
            seen, table * (scale * (tagger.STEP / unit)), self.biases[number] * tagger.STEP, inside, dilation
        )

    def save(self, path: Path, letters: np.ndarray) -> None:
        stored = {"letters": letters.astype(np.uint16), "dilations": np.array(DILATIONS, dtype=np.uint8)}
        with torch.no_grad():
            for name, table in (("letter", self.letter), ("pair", self.pair)):
                stored[name] = self.embedded(table).numpy().astype(np.int8)
            for number, (table, bias) in enumerate(zip(self.tables, self.biases, strict=True)):
                numbers, scale = whole(table)
                unit = tagger.STEP if number else tagger.UNIT
                stored[f"layer{number}"] = numbers.numpy().astype(np.int8)
                stored[f"layer{number}.scale"] = (scale * tagger.STEP / unit).numpy()
                stored[f"layer{number}.bias"] = (bias * tagger.STEP).numpy()
            numbers, scale = whole(self.tags)
            stored["tags"], stored["tags.scale"], stored["tags.bias"] = (
                numbers.numpy().astype(np.int8),
                (scale / tagger.STEP).numpy(),
                self.tags_bias.numpy(),
            )
        np.savez_compressed(path, **stored)


class Drawn:
    """Batches of sentences, as they stand, with other people, and made up."""

    def __init__(
        self, marked: list[Sentence], parts: list[Sentence], letters: np.ndarray, statutes: list[str], seed: int
    ) -> None:
        self.rng = random.Random(seed)
        self.noise = np.random.default_rng(seed)
        self.people = People([*marked, *parts], self.rng)
        self.letters = letters
        self.marked, self.parts = marked, parts
        self.with_people = [part for part in parts if part.pieces]
        self.templates, self.plain = read_pool("templates.txt"), read_pool("look_alikes.txt") * 20 + statutes

    def sentence(self) -> Sentence:
        draw = self.rng.random()
        if draw < 0.30:
            found = self.rng.choice(self.marked)
        elif draw < 0.38:
            found = self.people.sentence(self.rng.choice(self.templates))
        elif draw < 0.46:
            return Sentence(self.rng.choice(self.plain), (), (), "")
        elif draw < 0.80:
            found = self.rng.choice(self.with_people)
        else:
            found = self.rng.choice(self.parts)
        if not 0.30 <= draw < 0.46 and self.rng.random() < 0.7:
            found = self.people.swapped(found)
        return damaged(found, self.rng)

    def batch(self):
        texts, tags, size = [], [], 0
        while size < BATCH:
            sentence = self.sentence()
            text, tag = sentence.text, tags_of(sentence)
            if self.rng.random() < 0.3:
                text, tag = text + "\0" * GAP, np.concatenate([tag, np.full(GAP, IGNORED)])
            texts.append(text)
            tags.append(tag)
            size += len(text)
        text = "".join(texts)
        rows, pairs, known = inputs(text, self.letters)
        inside = np.array([letter != "\0" for letter in text])
        rows[self.noise.random(len(text)) < HIDDEN_LETTERS] = tagger.UNKNOWN
        pairs[self.noise.random(len(text)) < HIDDEN_PAIRS] = 0
        for columns in (slice(0, 14), slice(14, 19), slice(19, 24), slice(26, 40)):
            lost = self.noise.random(len(text) // 40 + 1) < 0.08
            known[np.repeat(lost, 40)[: len(text)], columns] = 0
        return (
            *map(torch.from_numpy, (rows, pairs, known)),
            torch.from_numpy(inside[:, None].astype(np.float32)),
            torch.from_numpy(np.concatenate(tags)),
        )


def inputs(text: str, letters: np.ndarray):
    words = cut(text)
    return (
        tagger.character_rows(words.text, letters),
        tagger.pair_rows(words.text),
        tagger.features(words).astype(np.float32),
    )


def fit(
    marked: list[Sentence],
    parts: list[Sentence],
    statutes: list[str],
    *,
    steps: int,
    seed: int,
    out: Path,
) -> None:
    counted = Counter(letter for sentence in (*marked, *parts) for letter in sentence.text)
    counted.update(
        letter
        for name in ("places.txt", "companies.txt", "given_names.txt", "templates.txt")
        for letter in "".join(read_pool(name))
    )
    letters = np.array(
        sorted(ord(letter) for letter, times in counted.items() if times > 1 and 0 < ord(letter) < 0x10000),
        dtype=np.int64,
    )
    torch.manual_seed(seed)
    network = Network(len(letters))
    drawn = Drawn(marked, parts, letters, statutes, seed)
    tables = [network.letter.weight, network.pair.weight]
    dense = [parameter for parameter in network.parameters() if not any(parameter is table for table in tables)]
    optimizers = [torch.optim.AdamW(dense, lr=RATE, weight_decay=1e-3), torch.optim.SparseAdam(tables, lr=RATE)]
    started, losses = time.time(), []
    for step in range(steps):
        rate = RATE * min(1.0, (step + 1) / 100) * 0.5 * (1 + np.cos(np.pi * step / steps)) + 1e-5
        rows, pairs, known, inside, tags = drawn.batch()
        scores = network(rows, pairs, known, inside)
        loss = functional.cross_entropy(scores, tags, ignore_index=IGNORED)
        for optimizer in optimizers:
            optimizer.param_groups[0]["lr"] = rate
            optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(dense, 1.0)
        for optimizer in optimizers:
            optimizer.step()
        losses.append(loss.item())
        if step % 100 == 99:
            print(f"step {step + 1} loss {np.mean(losses[-100:]):.4f} {time.time() - started:.0f} s", flush=True)
        if step % 500 == 499:
            network.save(out.with_suffix(".part.npz"), letters)
    network.eval()
    network.save(out, letters)


def use(path: Path) -> None:
    """Let the library read these weights."""
    tagger.load_weights(path.read_bytes())


def judge(marked: list[Sentence], documents: list[Document], label: str, errors: list[str]) -> Counter:
    """Count the pieces that are found, print their F1 and add to the errors."""
    counts: Counter = Counter()
    for where, sentences in (("introductions", marked), ("meetings", documents)):
        for sentence in sentences:
            wanted = {tuple(p) for p in sentence.pieces}
            found = {(p.kind, p.span.start, p.span.end) for p in tagger.find_pieces(sentence.text)}
            found = {p for p in found if not any(p[1] < b and a < p[2] for a, b in sentence.unknown)}
            for kind in tagger.KINDS:
                counts[where, kind, "wanted"] += sum(p[0] == kind for p in wanted)
                counts[where, kind, "found"] += sum(p[0] == kind for p in found)
                counts[where, kind, "right"] += sum(p[0] == kind for p in found & wanted)
            errors += [
                shown(sentence, p, "missing" if p in wanted else "wrong")
                for p in sorted(wanted ^ found, key=lambda p: p[1])
            ]
        print(label, where, *(f"{kind} {f1(counts, where, kind):.3f}" for kind in tagger.KINDS), flush=True)
    return counts


def shown(sentence: Sentence | Document, piece: tuple[str, int, int], what: str) -> str:
    """A piece in its surroundings."""
    kind, a, b = piece
    return f"{sentence.group} {what:7} {kind} {sentence.text[max(0, a - 12) : a]}[{sentence.text[a:b]}]{sentence.text[b : b + 10]}"


def f1(counts: Counter, where: str, kind: str) -> float:
    return 2 * counts[where, kind, "right"] / max(1, counts[where, kind, "wanted"] + counts[where, kind, "found"])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, default=None, help="only this fold")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--errors", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    marked, documents = introductions(arguments.corpus), meetings(arguments.corpus)
    statutes = read_statutes(arguments.laws)
    files = sorted({s.group for s in marked})
    total, errors = Counter(), []
    for fold in range(arguments.folds):
        if arguments.only not in (None, fold):
            continue
        left = {*files[fold :: arguments.folds]} | {
            d.group for d in documents if (int(d.group[2:]) - 1) % arguments.folds == fold
        }
        out = arguments.out.with_name(f"fold{fold}.npz")
        parts = [part for d in documents if d.group not in left for size in CHUNKS for part in chunks(d, size)]
        fit([s for s in marked if s.group not in left], parts, statutes, steps=arguments.steps, seed=fold, out=out)
        use(out)
        total += judge(
            [s for s in marked if s.group in left], [d for d in documents if d.group in left], f"fold {fold}", errors
        )
    if arguments.folds:
        for where in ("introductions", "meetings"):
            print("left out", where, *(f"{kind} {f1(total, where, kind):.3f}" for kind in tagger.KINDS))
        if arguments.errors:
            arguments.errors.write_text("\n".join(errors), encoding="utf-8")
        return
    fit(
        marked,
        [part for d in documents for size in CHUNKS for part in chunks(d, size)],
        statutes,
        steps=arguments.steps,
        seed=0,
        out=arguments.out,
    )


if __name__ == "__main__":
    main()
