"""Fit the network that reads what a mention of a person is for: src/transcript/turns/mention_roles.npz.

Usage: fit_mention_roles.py [--corpus DIR] [--data DIR] [--out WEIGHTS.npz] [--left-out DIR]     PyTorch must be installed

It fits on the marked and the found mentions of invented meetings (`corpus/`) and on those of the sentences that introduce somebody, each set into a short
meeting; four folds by document. With --data (train/sayit.jsonl.gz, see `fit_turns.py`) it fits also on what is found in minutes whose labels say the name.
The figures printed are of the found mentions of the documents and sentences left out: the area under the curve and the log loss of each role.
With --left-out the network of each fold, fitted on the others, is written (`mention_roles.FOLD.npz`) for `fit_speakers.py`. Seeds are fixed; one thread, about two minutes a fold.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import made_up_meetings as made_up
import numpy as np
import torch
from torch import nn
from turn_corpus import (
    CORPUS,
    FOLDS,
    Introduction,
    MarkedMeeting,
    read_introductions,
    read_meetings,
    role_targets,
    unmarked,
)
from turn_documents import as_heard, fitted_on, read_minutes

from transcript.people import Mention, find_mentions
from transcript.phonetics.readings import code_points
from transcript.text import fold as fold_text
from transcript.turns import boundary_network
from transcript.turns import mention_roles as library

SHIPPED = Path(library.__file__).with_name("mention_roles.npz")
WIDE, HIDDEN = 48, 64
START = Path(__file__).resolve().parent / "weights" / "boundary_minutes.npz"
EPOCHS, BATCH, RATE, DECAY = 14, 64, 2e-3, 0.03
HIDE = 0.15  # of the letters of half of the windows: names and rare words are not to be learned
# Ways in which people say who they are, * where the name stands: rare in the corpus, whose marks are of what others call somebody
OWN = (
    "大家好，我是*，", "大家好，我是今天的主持人*，", "我是主持人*。", "各位来宾大家下午好，我是本次论坛的主持人*，欢迎", "我叫*，", "我是来自外地的*，", "你好，我是*。",
    "谢谢主持人，我是*，", "各位领导，我是*，下面我汇报", "主席、各位委员，我是*。", "我姓陈，叫*，", "我先自我介绍一下，我是*，", "我是这边的负责人*，", "喂，我是*。", "我是晚报记者*，请问",
    "我是项目组的*，", "我是你们的主播*，", "大家晚上好，这里是晚间节目，我是*。", "敝姓方，我叫*，",
)  # fmt: skip
OWN_TIMES = 12
ROLES = ("following", "preceding", "speaking", "asked")
SENTENCES = CORPUS.parent / "introductions" / "introductions.tsv"
SPEECH = (40, 200)  # letters of a speech behind an introduction
UNSTOPPED = 0.4  # of the introductions, those without a full stop before the speech
SETTINGS = 2  # short meetings around each introduction
MINUTES = slice(1, None, 4)  # those of the minutes that are fitted on; `fit_speakers.py` takes others
MINUTES_LETTERS, MINUTES_SPEAKERS = 30_000, 4  # they are cut to so many letters, and have at least so many speakers


class Network(nn.Module):
    """What `transcript.turns.mention_roles` computes, with the same names for its tables."""

    def __init__(self, letters: torch.Tensor) -> None:
        super().__init__()
        self.emb = nn.Embedding(len(letters) + 2, letters.shape[1], padding_idx=0)
        self.emb.weight.data[: len(letters)] = letters
        self.c1 = nn.Conv1d(letters.shape[1], WIDE, 3, padding=1)
        self.c2 = nn.Conv1d(WIDE, WIDE, 3, padding=2, dilation=2)
        self.c3 = nn.Conv1d(WIDE, WIDE, 3, padding=4, dilation=4)
        self.h = nn.Linear(5 * WIDE + library.OTHER_FORM + 1, HIDDEN)
        self.o = nn.Linear(HIDDEN, len(ROLES))
        self.drop = nn.Dropout(0.3)

    def forward(self, around: torch.Tensor, forms: torch.Tensor) -> torch.Tensor:
        reach, near = library.REACH, library.NEAR
        seen = torch.relu(self.c1(self.drop(self.emb(around)).transpose(1, 2)))
        seen = seen + torch.relu(self.c2(seen))
        seen = seen + torch.relu(self.c3(self.drop(seen)))
        pooled = (
            seen[:, :, reach - near : reach],
            seen[:, :, reach + 1 : reach + 1 + near],
            seen[:, :, :reach],
            seen[:, :, reach + 1 :],
        )
        parts = [
            seen[:, :, reach],
            *(part.amax(2) for part in pooled),
            nn.functional.one_hot(forms, library.OTHER_FORM + 1).float(),
        ]
        return self.o(self.drop(torch.relu(self.h(self.drop(torch.cat(parts, 1))))))


class Example(NamedTuple):
    """The mentions of a text.

    Attributes:
        text: Folded.
        mentions: In order, not overlapping.
        targets: A row of `ROLES` for each; not a number where nobody knows.
        fold: The fold that they are left out of.
        kind: Where they come from: "marked", "found" or "introduction".
    """

    text: str
    mentions: Sequence[Mention]
    targets: np.ndarray
    fold: int
    kind: str


def of_meetings(meetings: Sequence[MarkedMeeting]) -> Iterator[Example]:
    """The marked mentions of each meeting, and those that the library finds."""
    for meeting in meetings:
        for kind, pairs in (("marked", meeting.document.gold), ("found", meeting.document.found)):
            targets = role_targets(meeting, pairs)
            yield Example(meeting.text, [mention for mention, _ in pairs], targets, meeting.fold, kind)


def of_introductions(said: Sequence[Introduction], meetings: Sequence[MarkedMeeting]) -> Iterator[Example]:
    """The mentions of each introduction: who is called speaks next; what the others do is not known."""
    dice = random.Random(1)
    by_fold = [[m.text[t.start : t.end] for m in meetings if m.fold == fold for t in m.turns] for fold in range(FOLDS)]
    speeches = [[text for text in texts if len(text) > SPEECH[0]] for texts in by_fold]
    for introduction in [one for one in said for _ in range(SETTINGS)]:
        opening = dice.choice(made_up.OPENS.split("|"))
        stop = "" if introduction.words[-1:] in "。！？，" or dice.random() < UNSTOPPED else "。"
        speech = dice.choice(speeches[introduction.fold])[: dice.randrange(*SPEECH)]
        text = opening + introduction.words + stop + speech
        first, last = len(opening), len(opening) + len(introduction.words)
        called = {at + first for span in introduction.called for at in range(span.start, span.end)}
        mentions = [m for m in find_mentions(text, organizations=True) if first <= m.span.start < last]
        asked = [not called.isdisjoint(range(m.span.start, m.span.end)) for m in mentions]
        role = (0.0, 0.0, 1.0, 0.0) if introduction.own else (1.0, 0.0, 0.0, 1.0)
        targets = [role if one else (0.0, np.nan, np.nan, 0.0) for one in asked]
        yield Example(text, mentions, np.array(targets).reshape(-1, len(ROLES)), introduction.fold, "introduction")


def of_minutes(data: Path) -> Iterator[Example]:
    """The mentions of minutes whose labels are names: a full name is whoever has the label, a surname or a given name the only speaker whose label has it.

    Whoever has no label is named and does not speak; a title alone may be anybody.
    """
    meetings = fitted_on(read_minutes(data / "train" / "sayit.jsonl.gz"))
    for number, meeting in enumerate(meetings[MINUTES]):
        heard = as_heard(meeting, random.Random(number))
        speakers = {turn.speaker: fold_text(turn.speaker) for turn in heard.turns}
        if len(speakers) < MINUTES_SPEAKERS:
            continue
        text = heard.text[:MINUTES_LETTERS]
        spoken = replace(heard, turns=tuple(t._replace(speaker=speakers[t.speaker]) for t in heard.turns))
        mentions = [m for m in find_mentions(text, organizations=True) if m.form != "organization"]
        pairs = [(m, meant(m, list(speakers.values()))) for m in mentions]
        targets = role_targets(unmarked(spoken), pairs)
        targets[:, ROLES.index("asked")] = np.nan
        targets[[m.form == "title" for m in mentions]] = np.nan
        yield Example(text, mentions, targets, number % FOLDS, "minutes")


def meant(mention: Mention, labels: Sequence[str]) -> str | None:
    """The only label that a mention fits."""
    if mention.name in labels:
        return mention.name
    part = mention.name or mention.surname
    fitting = [label for label in labels if part and (label.endswith(part) if mention.name else label.startswith(part))]
    return fitting[0] if len(fitting) == 1 else None


def windows(example: Example, letters: np.ndarray) -> np.ndarray:
    """What the network sees of each mention."""
    rows = np.ones(0x110000, dtype=np.int64)
    rows[letters] = np.arange(len(letters)) + 2
    codes = rows[code_points(example.text)]
    kept = np.ones(len(codes), dtype=bool)
    starts = np.array([m.span.start for m in example.mentions], dtype=np.int64)
    for mention in example.mentions:
        kept[mention.span.start + 1 : mention.span.end] = False
    codes[starts] = len(letters) + 3
    padded = np.pad(codes[kept], library.REACH)
    found = padded[(np.cumsum(kept) - 1)[starts][:, None] + np.arange(2 * library.REACH + 1)]
    found[:, library.REACH] = len(letters) + 2
    return found


def fitted(data: Sequence[torch.Tensor], letters: torch.Tensor) -> Network:
    around, forms, targets = data
    torch.manual_seed(1)
    torch.set_num_threads(1)
    network = Network(letters)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps, step = EPOCHS * (len(around) // BATCH), 0
    for _ in range(EPOCHS):
        order = torch.randperm(len(around))
        for first in range(0, len(around) - BATCH + 1, BATCH):
            chosen = order[first : first + BATCH]
            seen = around[chosen].clone()
            hidden = (torch.rand(BATCH, 1) < 0.5) & (torch.rand(seen.shape) < HIDE) & (seen > 1) & (seen < len(letters))
            seen[hidden] = library.UNKNOWN
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - step / steps)
            wanted = targets[chosen]
            known = ~torch.isnan(wanted)
            odds = network(seen, forms[chosen])[known]
            loss = nn.functional.binary_cross_entropy_with_logits(odds, wanted[known])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
    return network.eval()


def odds_of(network: Network, around: torch.Tensor, forms: torch.Tensor) -> np.ndarray:
    with torch.no_grad():
        return network(around, forms).numpy()


def write(network: Network, letters: np.ndarray, path: Path) -> None:
    """The tables as the library reads them: weights in eight bits with a scale for each column, biases in float32."""
    tables: dict[str, np.ndarray] = {"letters": letters.astype(np.uint32)}
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


def area(right: np.ndarray, odds: np.ndarray) -> float:
    """The area under the receiver operating characteristic."""
    ranks = np.empty(len(odds))
    ranks[np.argsort(odds)] = np.arange(len(odds))
    positive = right > 0
    return float((ranks[positive].mean() - (positive.sum() - 1) / 2) / (~positive).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--left-out", type=Path)
    args = parser.parse_args()
    meetings = read_meetings(args.corpus)
    boundary_network.SHIPPED = START  # its letters and what it knows of them
    tables = boundary_network.read_weights()
    letters, embedded = tables["letters"], torch.from_numpy(np.asarray(tables["emb"])).float()
    found = [*of_meetings(meetings), *of_introductions(read_introductions(SENTENCES), meetings)]
    if args.data:
        found += of_minutes(args.data)
    found = [example for example in found if example.mentions]
    around = torch.from_numpy(np.concatenate([windows(example, letters) for example in found]))
    forms = torch.tensor([library.FORMS.get(m.form, library.OTHER_FORM) for e in found for m in e.mentions])
    targets = torch.from_numpy(np.concatenate([example.targets for example in found])).float()
    folds = torch.tensor([example.fold for example in found for _ in example.mentions])
    kinds = np.array([example.kind for example in found for _ in example.mentions])
    odds = np.zeros(targets.shape, dtype=np.float32)
    for fold in range(FOLDS) if args.left_out else ():
        own = folds != fold
        network = fitted((around[own], forms[own], targets[own]), embedded)
        odds[(~own).numpy()] = odds_of(network, around[~own], forms[~own])
        write(network, letters, args.left_out / f"mention_roles.{fold}.npz")
    if args.left_out:
        figures(targets.numpy(), odds, kinds)
    write(fitted((around, forms, targets), embedded), letters, args.out)


def figures(targets: np.ndarray, odds: np.ndarray, kinds: np.ndarray) -> None:
    for kind in ("found", "introduction", "minutes"):
        for number, role in enumerate(ROLES):
            rows = (kinds == kind) & ~np.isnan(targets[:, number])
            right, given = targets[rows, number], odds[rows, number]
            if not 0 < right.sum() < len(right):
                continue
            loss = np.logaddexp(0, np.where(right > 0, -given, given)).mean()
            print(
                f"{kind:12} {role:10} {int(right.sum()):5} of {len(right)}  area {area(right, given):.3f}  log loss {loss:.3f}"
            )


if __name__ == "__main__":
    main()
