"""The speech of a record line by line, each with its speaker and its times, and the line formats of speech research: RTTM, STM, SegLST.

A passage is a line of a turn. It knows for each of its characters the place in the source, and so the time, however the text was edited. RTTM has a row for each
turn (who spoke when), STM and SegLST one for each line of it (and what). Scorers count what stands between spaces, so each Chinese character is a word there;
names and words are put in a form that holds no space of their own.

Source: NIST RT-09 evaluation plan, appendix A (RTTM); NIST SCTK, `stm` (segment time marks); CHiME-7/8 and meeteval (SegLST).
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath
from typing import TypeAlias

import attrs
import regex

from transcript.errors import WriteError
from transcript.model import RecordView, Rendering, Speaker, Turn, View
from transcript.text import SourceText, Span
from transcript.writers.minutes import storable

Offsets: TypeAlias = "array[int]"


@attrs.frozen(kw_only=True)
class Passage:
    """A line of a turn.

    Attributes:
        turn: What it is a line of.
        text: Its words; no line end, no white space around them.
        starts, ends: Where in the source each character of `text` stands: never falling.
        source: The clock to ask for times.
    """

    turn: Turn
    text: str
    starts: Offsets
    ends: Offsets
    source: SourceText

    @property
    def start_ms(self) -> int:
        """When its first character begins; 0 without a clock."""
        return self.time_before(0)

    @property
    def end_ms(self) -> int:
        """When its last character has been said; 0 without a clock."""
        return self.time_after(len(self.text) - 1)

    def time_before(self, index: int) -> int:
        """When the character at *index* of the text begins.

        Args:
            index: An index of the text.

        Returns:
            Milliseconds.
        """
        return self.source.time_at(self.starts[index]) or 0

    def time_after(self, index: int) -> int:
        """When the character at *index* of the text has been said.

        Args:
            index: An index of the text.

        Returns:
            Milliseconds.
        """
        return self.source.time_at(self.ends[index]) or 0


def timed_passages(record: RecordView, *, view: View, format: str) -> Iterator[Passage]:  # noqa: A002
    """The passages of a record that has turns and a clock.

    Args:
        record: Any record.
        view: "clean" or "verbatim".
        format: The name of the format, for the message.

    Returns:
        The passages, in order.

    Raises:
        WriteError: If it has none; *format* is the name to say.
    """
    require_turns(record, format=format)
    if not record.source.clock:
        msg = f"format {format!r} needs times, and the source has none; csv, tei, akn, docx, md and json do without"
        raise WriteError(msg, source=record.source.name)
    return passages(record, view=view)


def require_turns(record: RecordView, *, format: str) -> None:  # noqa: A002
    """Raise a `WriteError` if nobody speaks in the record.

    Args:
        record: Any record.
        format: The name of the format, for the message.

    Raises:
        WriteError: If nobody speaks in it.
    """
    if not record.turns:
        msg = f"format {format!r} needs turns, and this {record.kind} has none; tei, docx, md and json do without"
        raise WriteError(msg, source=record.source.name)


def passages(record: RecordView, *, view: View) -> Iterator[Passage]:
    """The lines of all turns, in order; those that show nothing are left out.

    Args:
        record: Any record.
        view: "clean" or "verbatim".

    Yields:
        The passages.
    """
    for turn in record.turns:
        text, starts, ends = located(record, turn.span, view=view)
        at = 0
        for line in text.splitlines(keepends=True):
            start = at + len(line) - len(line.lstrip())
            end = start + len(line.strip())
            at += len(line)
            if start < end:
                yield Passage(
                    turn=turn,
                    text=text[start:end],
                    starts=starts[start:end],
                    ends=ends[start:end],
                    source=record.source,
                )


def by_turn(record: RecordView, *, view: View) -> Iterator[tuple[Turn, list[Passage]]]:
    """Yield each turn that has visible text, with its lines.

    Args:
        record: Any record.
        view: "clean" or "verbatim".

    Yields:
        The turn and its passages.
    """
    for turn, lines in groupby(passages(record, view=view), key=lambda passage: passage.turn):
        yield turn, list(lines)


def located(record: RecordView, span: Span, *, view: Rendering) -> tuple[str, Offsets, Offsets]:
    """Render the speech in *span*, with the source offsets of each character; replacements are spread over their span.

    Args:
        record: Any record.
        span: A span of the source.
        view: "clean" or "verbatim".

    Returns:
        The text, and as many starts and ends.
    """
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    for text, place in record.runs_of(span, view=view):
        parts.append(text)
        edges = [place.start + index * len(place) // len(text) for index in range(len(text) + 1)] if text else [0]
        starts.extend(edges[:-1])
        ends.extend(edges[1:])
    return "".join(parts), starts, ends


_WORD = regex.compile(r"\p{Han}|(?:(?!\p{Han})[\w.%'’-])+|\S")
# What parts the columns of a row, begins a comment, or marks a missing value.
_NOT_IN_NAMES = regex.compile(r"[\s<>;]+")


def write_rttm(record: RecordView, *, view: View = "clean") -> str:
    """Who spoke when, a row for each turn.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim"; the times are the same.

    Returns:
        The rows.

    Raises:
        WriteError: If the record has no turns or no times.
    """
    session, names = _session(record), _names(record)
    rows = []
    said = timed_passages(record, view=view, format="rttm")
    for turn, passages in groupby(said, key=lambda passage: passage.turn):
        lines = list(passages)
        start, end = lines[0].start_ms, lines[-1].end_ms
        times = f"{start / 1000:.3f} {(end - start) / 1000:.3f}"
        rows.append(f"SPEAKER {session} 1 {times} <NA> <NA> {names[turn.speaker.id]} <NA> <NA>\n")
    return "".join(rows)


def write_stm(record: RecordView, *, view: View = "clean") -> str:
    """Segment time marks, a row for each line of speech.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim".

    Returns:
        The rows.

    Raises:
        WriteError: If the record has no turns or no times.
    """
    session = _session(record)
    return "".join(
        f"{session} 1 {speaker} {start / 1000:.3f} {end / 1000:.3f} {words}\n"
        for speaker, start, end, words in _segments(record, view=view, format="stm")
    )


def write_seglst(record: RecordView, *, view: View = "clean") -> str:
    """The JSON of meeteval, an object for each line of speech, times in seconds.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim".

    Returns:
        The JSON.

    Raises:
        WriteError: If the record has no turns or no times.
    """
    session = _session(record)
    rows = [
        {"session_id": session, "speaker": speaker, "start_time": start / 1000, "end_time": end / 1000, "words": words}
        for speaker, start, end, words in _segments(record, view=view, format="seglst")
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _segments(record: RecordView, *, view: View, format: str) -> Iterator[tuple[str, int, int, str]]:  # noqa: A002
    """Speaker, start, end and words of each line."""
    names = _names(record)
    for passage in timed_passages(record, view=view, format=format):
        words = " ".join(_WORD.findall(storable(passage.text)))
        yield names[passage.turn.speaker.id], passage.start_ms, passage.end_ms, words


def _session(record: RecordView) -> str:
    """The name of the recording: that of the file without its suffix."""
    return _NOT_IN_NAMES.sub("_", storable(PurePath(record.source.name or "").stem)).strip("_") or "meeting"


def _names(record: RecordView) -> dict[str, str]:
    """What to call each speaker, by id; two who are printed alike get their ids."""
    shown = {speaker.id: _name(speaker) for speaker in record.speakers}
    often = Counter(shown.values())
    return {key: name if often[name] == 1 else f"{name}_{key}" for key, name in shown.items()}


def _name(speaker: Speaker) -> str:
    return _NOT_IN_NAMES.sub("_", storable(speaker.display)).strip("_") or speaker.id
