"""What the record says of labels that are not people: two under one label, one person under two, somebody else at an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcript.model import Problem, Turn
from transcript.text import SourceText, Span
from transcript.turns.accounts import read_account

KIND = "label"
_PROOFS = ("self-introduction", "introduction", "thanks")


def label_problems(source: SourceText, *, turns: Sequence[Turn]) -> tuple[Problem, ...]:
    """What was parted and joined, for somebody to check, each at the words that gave the reason."""
    heard = list(_heard(source, turns))
    by_label: dict[str, dict[str, Turn]] = {}
    by_speaker: dict[str, dict[str, Turn]] = {}
    for label, turn in heard:
        by_label.setdefault(label, {}).setdefault(turn.speaker.id, turn)
        by_speaker.setdefault(turn.speaker.id, {}).setdefault(label, turn)
    unsure = [label for label, turn in heard if turn.confidence < 1.0]
    parted = (
        _parted(label, list(found.values()), unsure.count(label)) for label, found in by_label.items() if len(found) > 1
    )
    joined = (_joined(list(found), list(found.values())) for found in by_speaker.values() if len(found) > 1)
    return (*parted, *joined)


def _heard(source: SourceText, turns: Sequence[Turn]) -> Iterator[tuple[str, Turn]]:
    """Each turn under each label that it holds."""
    segments = iter(source.speech)
    segment = next(segments, None)
    for turn in turns:
        labels: dict[str, None] = {}
        while segment is not None and segment.span.start < turn.span.end:
            if segment.label and segment.span.end > turn.span.start:
                labels[segment.label] = None
            segment = next(segments, None)
        for label in labels:
            yield label, turn


def _parted(label: str, turns: Sequence[Turn], unsure: int) -> Problem:
    account = read_account(label)
    what = f"账号“{label}”的发言" if account else f"标签“{label}”"
    people = "、".join(turn.speaker.display for turn in turns)
    guessed = f"；另有{unsure}段没有说明是谁，归给了前一个人，请核对" if unsure else ""
    return Problem(
        kind=KIND, message=f"{what}里不止一个人：{people}，已按文中的自我介绍和点名分开{guessed}", span=_proof(turns[1])
    )


def _joined(labels: Sequence[str], turns: Sequence[Turn]) -> Problem:
    shown = "".join(f"“{label}”" for label in labels)
    return Problem(
        kind=KIND, message=f"标签{shown}是同一个人：{turns[0].speaker.display}，已合为一人", span=_proof(turns[1])
    )


def _proof(turn: Turn) -> Span:
    """The words that say who speaks in a turn, else the turn."""
    return next((e.span for cue in _PROOFS for e in turn.evidence if e.cue == cue), turn.span)
