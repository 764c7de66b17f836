"""Invented meetings with turns and mentions over one stream of speech: what the models of `transcript.turns` are fitted on.

The folds are by document, the same in every script, so that each model is measured on what none of the models before it has seen.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from roster_documents import Document, read_documents

from transcript.people import Mention
from transcript.readers import read
from transcript.turns.stream import stream_of

FOLDS = 4
UNKNOWN_VOICE = "X"
CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "meetings"


@dataclass(frozen=True)
class SpokenTurn:
    """A turn over the stream.

    Attributes:
        start, end: Its characters.
        person: The key of the speaker; each unknown voice has a key of its own.
        role: "host", "guest", "questioner" or "unknown".
    """

    start: int
    end: int
    person: str
    role: str


@dataclass(frozen=True)
class MarkedMeeting:
    """A meeting with its turns.

    Attributes:
        document: The text, the people, the marked and the found mentions.
        turns: In order.
        starts: Where the paragraphs start.
        fold: The fold that the meeting is left out of.
    """

    document: Document
    turns: tuple[SpokenTurn, ...]
    starts: tuple[int, ...]
    fold: int

    @property
    def name(self) -> str:
        return self.document.name

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset(turn.person for turn in self.turns if turn.role == "host")

    def turn_at(self, position: int) -> int:
        """The index of the turn that a position of the stream lies in."""
        return max(0, bisect_right([turn.start for turn in self.turns], position) - 1)


def read_meetings(folder: Path = CORPUS) -> list[MarkedMeeting]:
    """All meetings of the folder with `*.turns.json`; the number in a name says the fold, so that new meetings move no old one."""
    return [
        _marked(document, folder, (int(document.name.rpartition("_")[2]) - 1) % FOLDS)
        for document in read_documents(folder)
    ]


def _marked(document: Document, folder: Path, fold: int) -> MarkedMeeting:
    gold = json.loads((folder / f"{document.name}.turns.json").read_text(encoding="utf-8"))
    with (folder / gold["file"]).open(encoding="utf-8", newline="") as file:
        source, _ = read(file.read())
    stream = stream_of(source)
    turns = []
    for number, turn in enumerate(gold["turns"]):
        key = f"{UNKNOWN_VOICE}#{number}" if turn["person"] == UNKNOWN_VOICE else turn["person"]
        turns.append(
            SpokenTurn(stream.position(turn["start"]), stream.position(turn["end"]), key, turn["speaker"]["role"])
        )
    return MarkedMeeting(document=document, turns=tuple(turns), starts=stream.starts, fold=fold)


def role_targets(meeting: MarkedMeeting, mentions: Sequence[tuple[Mention, str | None]]) -> np.ndarray:
    """For each mention whether its person speaks next, spoke before, is speaking: a row of three zeros and ones."""
    rows = []
    for mention, person in mentions:
        at = meeting.turn_at(mention.span.start)
        current = meeting.turns[at].person
        following = meeting.turns[at + 1].person if at + 1 < len(meeting.turns) else None
        preceding = meeting.turns[at - 1].person if at else None
        other = person is not None and person != current
        rows.append((other and person == following, other and person == preceding, person == current))
    return np.array(rows, dtype=np.float32).reshape(-1, 3)
