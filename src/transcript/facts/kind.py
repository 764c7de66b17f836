"""What sort of document a source is: the transcript of a meeting, the written news of one, or the manuscript of a speech.

One scored decision: every row of `kinds.tsv` that shows adds its weight to its kind, as often as it shows and at most so many times; the
kind with the highest sum wins, and where nothing shows it is a transcript.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import attrs
import regex

from transcript.text import SourceText


@attrs.frozen(kw_only=True)
class Cue:
    """A row of `kinds.tsv`."""

    kind: str
    weight: float
    most: int
    where: str
    pattern: regex.Pattern[str]


_STAMPED = 6.0
_LABELLED = 6.0
_FRONT = 1.5
_HEAD, _TAIL, _OPEN = 400, 200, 120


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """The rows of the table."""
    table = files(__package__).joinpath("kinds.tsv").read_text(encoding="utf-8")
    return tuple(_cue(*line.split("\t")) for line in table.splitlines() if not line.startswith("#"))


def _cue(kind: str, weight: str, most: str, where: str, pattern: str) -> Cue:
    return Cue(kind=kind, weight=float(weight), most=int(most), where=where, pattern=regex.compile(pattern))


def detect_kind(source: SourceText) -> str:
    """Which of the kinds of record a source makes: "transcript", "report" or "speech"."""
    text = "\n".join(segment.span.slice(source.folded) for segment in source.speech)
    scores = dict.fromkeys(("transcript", "report", "speech"), 0.0)
    for segment in source.segments:
        if segment.label is not None:
            scores["transcript"] = _LABELLED
            break
    if source.clock:
        scores["transcript"] += _STAMPED
    if source.format in {"html", "markdown"}:
        scores["report"] += _FRONT
    parts = {"all": text, "head": text[:_HEAD], "open": text[:_OPEN], "tail": text[-_TAIL:]}
    for cue in cues():
        scores[cue.kind] += cue.weight * _count(cue.pattern, parts[cue.where], cue.most)
    return max(scores, key=scores.__getitem__)


def _count(pattern: regex.Pattern[str], text: str, most: int) -> int:
    count = 0
    for count, _ in enumerate(pattern.finditer(text), start=1):
        if count == most:
            break
    return count
