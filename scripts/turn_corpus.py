"""Invented meetings with turns and mentions over one stream of speech: what the models of `transcript.turns` are fitted on.

The folds are by document, the same in every script, so that each model is measured on what none of the models before it has seen.
"""

from __future__ import annotations

import csv
import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from roster_documents import Document, read_documents
from turn_documents import HOST, Meeting

from transcript.people import Mention
from transcript.readers import read
from transcript.text import Span, fold
from transcript.turns.stream import stream_of

FOLDS = 4
UNKNOWN_VOICE = "X"
OWN = re.compile(
    "(?:我(?:我)?(?:是|叫|姓|系|係|，)|敝姓|叫我)[^。！？]{0,24}$"
)  # what stands before somebody's own name
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
        asked: Spans of the mentions that ask somebody to speak.
        fold: The fold that the meeting is left out of.
    """

    document: Document
    turns: tuple[SpokenTurn, ...]
    starts: tuple[int, ...]
    fold: int
    asked: tuple[Span, ...] = ()

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
    asked = (
        Span(stream.position(mention["start"]), stream.position(mention["end"] - 1) + 1)
        for mention in gold["mentions"]
        if mention.get("asks_to_speak")
    )
    return MarkedMeeting(
        document=document, turns=tuple(turns), starts=stream.starts, fold=fold, asked=tuple(sorted(asked))
    )


def unmarked(meeting: Meeting) -> MarkedMeeting:
    """A meeting of known speakers (minutes, a talk) in the form of the invented ones, without marked mentions."""
    turns = tuple(
        SpokenTurn(at, at + len(turn.text), turn.speaker, "host" if turn.role == HOST else "guest")
        for at, turn in zip(meeting.starts, meeting.turns, strict=True)
    )
    document = Document(
        name=meeting.name,
        text=meeting.text,
        people={},
        names={},
        speaking=frozenset(turn.person for turn in turns),
        marked=frozenset(),
        gold=(),
        found=(),
    )
    return MarkedMeeting(document=document, turns=turns, starts=(0,), fold=-1)


def role_targets(meeting: MarkedMeeting, mentions: Sequence[tuple[Mention, str | None]]) -> np.ndarray:
    """For each mention whether its person speaks next, spoke before, is speaking, is asked to speak: a row of four zeros and ones."""
    called = {at for span in meeting.asked for at in range(span.start, span.end)}
    rows = []
    for mention, person in mentions:
        at = meeting.turn_at(mention.span.start)
        current = meeting.turns[at].person
        following = meeting.turns[at + 1].person if at + 1 < len(meeting.turns) else None
        preceding = meeting.turns[at - 1].person if at else None
        other = person is not None and person != current
        asked = not called.isdisjoint(range(mention.span.start, mention.span.end))
        rows.append((other and person == following, other and person == preceding, person == current, asked))
    return np.array(rows, dtype=np.float32).reshape(-1, 4)


@dataclass(frozen=True)
class Introduction:
    """A sentence that calls a speaker, or nobody.

    Attributes:
        words: Folded.
        called: Spans of the words that mean the one who is called, in order; none if nobody is.
        own: Whether the one who is named says the words (我叫…): a self-introduction.
        fold: The fold that it is left out of, by its file.
    """

    words: str
    called: tuple[Span, ...]
    own: bool
    fold: int


def read_introductions(path: Path) -> list[Introduction]:
    """The invented sentences of introductions.tsv."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_introduction(row) for row in rows]


def _introduction(row: Mapping[str, str]) -> Introduction:
    pieces = [piece.split(":") for piece in row["spans"].split()] if row["next"] != "none" else []
    called = tuple(sorted(Span(int(start), int(end)) for kind, start, end in pieces if kind.islower()))
    own = bool(called) and OWN.search(row["text"], 0, called[0].start) is not None
    file = int(row["id"].rpartition("-")[0].rpartition("_")[2])
    return Introduction(words=fold(row["text"]), called=called, own=own, fold=(file - 1) % FOLDS)
