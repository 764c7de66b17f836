"""Fit the network that reads what a mention of a person is for: src/transcript/turns/mention_roles.npz.

Usage: fit_mention_roles.py [--corpus DIR] [--out WEIGHTS.npz] [--left-out DIR]     PyTorch must be installed

It fits on the marked mentions of invented meetings (`corpus/`), four folds by document; the figures printed are of the documents left out:
the area under the curve and the log loss of each of the three roles. With --left-out the network of each
fold, fitted on the other documents, is written (`mention_roles.FOLD.npz`) for `fit_speakers.py`. Seeds are fixed; one thread, about a minute a fold.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from turn_corpus import CORPUS, FOLDS, MarkedMeeting, read_meetings, role_targets

from transcript.phonetics.readings import code_points
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
ROLES = ("following", "preceding", "speaking")


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


def examples(meetings: Sequence[MarkedMeeting], letters: np.ndarray) -> tuple[torch.Tensor, ...]:
    """The windows, forms, targets and folds of all marked mentions."""
    rows = np.ones(0x110000, dtype=np.int64)
    rows[letters] = np.arange(len(letters)) + 2
    around, forms, targets, folds = [], [], [], []
    for meeting in meetings:
        mentions = [mention for mention, _ in meeting.document.gold]
        codes = rows[code_points(meeting.text)]
        kept = np.ones(len(codes), dtype=bool)
        starts = np.array([m.span.start for m in mentions], dtype=np.int64)
        for mention in mentions:
            kept[mention.span.start + 1 : mention.span.end] = False
        codes[starts] = len(letters) + 3
        padded = np.pad(codes[kept], library.REACH)
        found = padded[(np.cumsum(kept) - 1)[starts][:, None] + np.arange(2 * library.REACH + 1)]
        found[:, library.REACH] = len(letters) + 2
        around.append(found)
        forms += [library.FORMS.get(m.form, library.OTHER_FORM) for m in mentions]
        targets.append(role_targets(meeting, meeting.document.gold))
        folds += [meeting.fold] * len(mentions)
    return (
        torch.from_numpy(np.concatenate(around)),
        torch.tensor(forms),
        torch.from_numpy(np.concatenate(targets)),
        torch.tensor(folds),
    )


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
            loss = nn.functional.binary_cross_entropy_with_logits(network(seen, forms[chosen]), targets[chosen])
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
    parser.add_argument("--left-out", type=Path)
    args = parser.parse_args()
    meetings = read_meetings(args.corpus)
    boundary_network.SHIPPED = START  # its letters and what it knows of them
    tables = boundary_network.read_weights()
    letters, embedded = tables["letters"], torch.from_numpy(np.asarray(tables["emb"])).float()
    around, forms, targets, folds = examples(meetings, letters)
    odds = np.zeros(targets.shape, dtype=np.float32)
    for fold in range(FOLDS) if args.left_out else ():
        own = folds != fold
        network = fitted((around[own], forms[own], targets[own]), embedded)
        odds[(~own).numpy()] = odds_of(network, around[~own], forms[~own])
        if args.left_out:
            write(network, letters, args.left_out / f"mention_roles.{fold}.npz")
    for number, role in enumerate(ROLES) if args.left_out else ():
        right = targets[:, number].numpy()
        loss = np.logaddexp(0, np.where(right > 0, -odds[:, number], odds[:, number])).mean()
        print(
            f"{role:10} {int(right.sum()):5} of {len(right)}  area {area(right, odds[:, number]):.3f}  log loss {loss:.3f}"
        )
    write(fitted((around, forms, targets), embedded), letters, args.out)


if __name__ == "__main__":
    main()
