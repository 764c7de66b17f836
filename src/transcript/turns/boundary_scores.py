"""Candidates for the start of a turn, their scores, and the reasons for a change in words.

A candidate is the start of a sentence or a paragraph, a place inside a sentence where a closing formula meets an acknowledgement or an announcement
(“…再上新台阶。谢谢|刚才乔处长从…”), or a proposal of the handover network. The boundary network scores each. If the changes it finds in a document fall on
paragraph starts more often than elsewhere, paragraph starts get a higher score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

import attrs
import numpy as np
import numpy.typing as npt
import regex

from transcript.model import Evidence
from transcript.turns.boundary_network import EDGE, Reading, read_network
from transcript.turns.cues import Cue, find_cues
from transcript.turns.decoder import change_chances
from transcript.turns.handover_network import find_peaks, handover_odds
from transcript.turns.stream import Stream

DIALOGUE = "dialogue"  # names the evidence that is left when all cues are hidden
PLACES = 4  # decimals that are the same on every processor
ROUNDS = 3  # the changes found with the help of the layout tell more of the layout
SHRINKAGE = 1.0  # an estimate counts only where its square exceeds so many times its variance; by hand
_LARGEST = 5.0  # log odds that the layout may add; by hand
_HIDDEN = "\x00"
_QUESTION, _SILENT = (
    6,
    "。，、,.…”’」』）)] \n",
)  # letters before a candidate that are looked at, and those that say nothing
_SENTENCE_END = regex.compile(r"[。！？!?…；;]+[”’」』）)\]\s]*")
_TITLED = r"[^，。！？!?]{1,8}(?:长|任|员|师|授|总|记|士|生|志)"
_OPENER = (
    r"(?:好(?:的)?[，,。！]?)?(?:(?:那么?|我们)*(?:接下来|下面|下边|首先)(?:我们|就|再|也|先)*(?:请|有请|邀请|进行|进入)|"
    r"(?:非常|再次|特别)?(?:感谢|谢谢)[^，。！？!?]{0,12}的(?:发言|分享|讲话|汇报|报告|介绍|精彩)|"
    rf"刚才{_TITLED}(?!的)|尊敬的|(?:各位|大家)[^，。！？!?]{{0,12}}好)"
)
_CLOSING = r"谢大家|谢各位|(?:谢谢|感谢|多谢)(?:大家|各位|你们|聆听|主持人|主席)?|完毕|结束|(?:这里|这儿|这些|这么多)|发言|讲话|报告|欢迎|有请"
_SEAM = regex.compile(f"(?<={_CLOSING})[，,、\\s]*(?={_OPENER})")
_CLAUSE = rf"刚才{_TITLED}(?![给为])[^。！？!?]{{0,120}}?(?:作|做|进行|讲|谈|说|提|介绍|汇报|分享|回答)(?:了|得|到)"
_OWN_THANKS = regex.compile(rf"(?:谢谢|感谢)(?:大家|各位)?(?={_CLAUSE})")  # the last speaker's, since a clause follows

Table = npt.NDArray[np.float64]


@attrs.frozen
class Shown:
    """A cue at a candidate, and the stretch of the stream that shows it."""

    cue: Cue
    start: int
    end: int


@attrs.frozen(kw_only=True, eq=False)
class BoundaryScores:
    """What the words say at each candidate.

    Attributes:
        positions: The candidates, positions in the stream.
        change: Log odds for each candidate and each of `cues.PASSINGS`.
        host: For each candidate, log odds that what follows to the next is the host's.
        reading: What the network read.
        handover: The handover network's log odds for each candidate.
        inside: For each candidate whether it stands inside what looks like one sentence.
        asks: For each candidate whether the words before it ask.
    """

    positions: Sequence[int]
    change: Table
    host: Table
    reading: Reading
    handover: Table
    inside: npt.NDArray[np.bool_]
    asks: npt.NDArray[np.bool_]


@attrs.frozen(kw_only=True, eq=False)
class Candidates:
    """Where a turn may start.

    Attributes:
        positions: In the stream, in order.
        inside: Whether each stands inside what looks like one sentence.
        handover: The handover network's log odds for each.
    """

    positions: Sequence[int]
    inside: npt.NDArray[np.bool_]
    handover: Table


def find_candidates(stream: Stream, *, settled: Iterable[int] = ()) -> Candidates:
    """Find every position at which a turn may start.

    Args:
        stream: The stream.
        settled: Positions at which a person has decided that a turn starts.

    Returns:
        The candidates: sentence starts and the proposals of the handover network, and *settled*; the first is position 0.
    """
    known = sentence_starts(stream)
    if not known:
        return Candidates(positions=[], inside=np.zeros(0, dtype=bool), handover=np.zeros(0))
    odds = handover_odds(stream.text)
    proposed = find_peaks(odds, known=known)
    proposed = [*proposed, *set(settled).difference(known, proposed)]
    positions = sorted([*known, *proposed])
    return Candidates(
        positions=positions,
        inside=np.isin(positions, proposed),
        handover=odds[positions].astype(np.float64),
    )


def sentence_starts(stream: Stream) -> list[int]:
    """Find positions at which a sentence or a paragraph starts, or a formula of a new speaker inside a sentence.

    Args:
        stream: The stream.

    Returns:
        Positions in the stream, in order.

    >>> sentence_starts(Stream(text="再上新台阶。谢谢刚才乔处长说了三点", starts=(0,), offsets=(0,)))
    [0, 8]
    >>> sentence_starts(Stream(text="再上新台阶。谢谢刚才乔处长的发言", starts=(0,), offsets=(0,)))
    [0, 6]
    """
    found = {0, *stream.starts}
    found.update(
        match.end() for match in _SENTENCE_END.finditer(stream.text) if not _OWN_THANKS.match(stream.text, match.end())
    )
    found.update(match.end() for match in _SEAM.finditer(stream.text))
    return sorted(at for at in found if at < len(stream.text)) if stream.text else []


def score_boundaries(stream: Stream, *, candidates: Candidates) -> BoundaryScores:
    """Score each candidate.

    Args:
        stream: The stream.
        candidates: Its candidates.

    Returns:
        The scores; those of the network already adjusted by the layout of the document.
    """
    positions = candidates.positions
    reading = read_network(stream.text, positions=positions)
    layout = layout_weights(reading.change, host=reading.host, positions=positions, starts=stream.starts)
    return BoundaryScores(
        positions=positions,
        change=reading.change + layout[:, None],
        host=reading.host,
        reading=reading,
        handover=candidates.handover,
        inside=candidates.inside,
        asks=np.array([_asks(stream.text[max(0, at - _QUESTION) : at]) for at in positions], dtype=bool),
    )


def _asks(words: str) -> bool:
    """Whether the last word is one that asks."""
    return words.rstrip(_SILENT)[-1:] in tuple("？?吗呢")


def layout_weights(change: Table, *, host: Table, positions: Sequence[int], starts: Sequence[int]) -> Table:
    """Estimate how much the start of a paragraph speaks for a change of speaker in this document.

    In some documents paragraphs begin with a new speaker, in others where the recorder paused. The estimate compares
    how often the changes that the words show fall on paragraph starts and elsewhere.

    Args:
        change: For each candidate log odds for host>guest, guest>host, guest>guest.
        host: For each candidate log odds that the host speaks from it to the next.
        positions: Positions of the candidates, in order.
        starts: Positions at which paragraphs start.

    Returns:
        For each candidate the log odds to add to any change there: positive at paragraph starts, negative
        elsewhere, or all 0.

    >>> told = np.array([[0.0] * 3, [-4] * 3, [6] * 3, [-4] * 3, [6] * 3, [-4] * 3, [-1] * 3, [-4] * 3])
    >>> layout_weights(told, host=np.zeros(8), positions=range(8), starts=[0, 2, 4, 6]).round(1).tolist()
    [1.7, -1.3, 1.7, -1.3, 1.7, -1.3, 1.7, -1.3]
    """
    starting = np.isin(np.asarray(positions), np.asarray(starts))
    later = np.arange(len(positions)) > 0  # nothing changes at the first
    weights = np.zeros(len(positions))
    for _ in range(ROUNDS):
        chances = change_chances(change + weights[:, None], host=host)
        apart = _apart(chances[later & starting], chances[later & ~starting])
        share = float(starting[later].mean()) if later.any() else 0.0
        weights = np.where(starting, apart * (1 - share), -apart * share)
    return weights


def _apart(starting: Table, others: Table) -> float:
    """By how many log odds changes are more frequent among the first than among the second, shrunk by the error of the estimate."""
    if not len(starting) or not len(others):
        return 0.0
    hits, misses = float(starting.sum()) + 0.5, float(others.sum()) + 0.5
    found = log(hits / (len(starting) + 1 - hits)) - log(misses / (len(others) + 1 - misses))
    error = 1 / hits + 1 / misses
    return (
        min(_LARGEST, found * (1 - SHRINKAGE * error / found**2)) if found > 0 and found**2 > SHRINKAGE * error else 0.0
    )


def explain_changes(stream: Stream, *, scores: BoundaryScores, rows: Sequence[int]) -> list[tuple[Evidence, ...]]:
    """Explain changes of speaker by cues and by the dialogue.

    The network runs once more with the words of the cues hidden. What it then loses is divided among the cues in
    proportion to the weights of their table; the rest is attributed to the dialogue.

    Args:
        stream: The stream.
        scores: Scores of its candidates.
        rows: Indices of the candidates at which a turn starts.

    Returns:
        For each of *rows* the evidence; its weights add up to the log odds of a change.
    """
    shown = {row: [Shown(*cue) for cue in find_cues(stream.text, scores.positions[row])] for row in rows}
    text = list(stream.text)
    for cues in shown.values():
        for cue in cues:
            text[cue.start : cue.end] = _HIDDEN * (cue.end - cue.start)
    hidden = read_network("".join(text), positions=scores.positions, known=scores.reading)
    blind, seen = _any(hidden.change), _any(scores.change)
    return [
        (*_cues(stream, shown[row], float(seen[row] - blind[row])), _rest(stream, scores.positions[row], blind[row]))
        for row in rows
    ]


def _any(change: Table) -> Table:
    """Log odds of a change of any kind."""
    total: Table = np.logaddexp.reduce(change, axis=1)
    return total


def _cues(stream: Stream, shown: Sequence[Shown], lost: float) -> list[Evidence]:
    weights = [max(found.cue.weights) for found in shown]
    total = sum(weights) or 1.0
    return [
        Evidence(cue=s.cue.name, span=stream.span(s.start, s.end), weight=round(lost * weight / total, PLACES))
        for s, weight in zip(shown, weights, strict=True)
    ]


def _rest(stream: Stream, at: int, weight: float) -> Evidence:
    span = stream.span(max(0, at - EDGE), min(len(stream.text), at + EDGE))
    return Evidence(cue=DIALOGUE, span=span, weight=round(float(weight), PLACES))
