"""The speech of a record line by line, each with its speaker and its time: what formats with times are written from.

A passage is a line of a turn. It knows for each of its characters the place in the source, and so the time, however the text was
edited.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

import attrs

from transcript.errors import WriteError

if TYPE_CHECKING:
    from transcript.model import Turn
    from transcript.record import MeetingRecord
    from transcript.text import SourceText, Span

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
        """When the character at *index* of the text begins."""
        return self.source.time_at(self.starts[index]) or 0

    def time_after(self, index: int) -> int:
        """When the character at *index* of the text has been said."""
        return self.source.time_at(self.ends[index]) or 0


def timed_passages(record: MeetingRecord, *, view: str, format: str) -> Iterator[Passage]:  # noqa: A002
    """The passages of a record that has turns and a clock.

    Raises:
        WriteError: If it has none; *format* is the name to say.
    """
    require_turns(record, format=format)
    if not record.source.clock:
        msg = f"format {format!r} needs times, and the source has none; csv, tei, akn, docx, md and json do without"
        raise WriteError(msg, source=record.source.name)
    return passages(record, view=view)


def require_turns(record: MeetingRecord, *, format: str) -> None:  # noqa: A002
    """Raise a `WriteError` if nobody speaks in the record."""
    if not record.turns:
        msg = f"format {format!r} needs turns, and this {record.kind} has none; tei, docx, md and json do without"
        raise WriteError(msg, source=record.source.name)


def passages(record: MeetingRecord, *, view: str) -> Iterator[Passage]:
    """The lines of all turns, in order; those that show nothing are left out."""
    for turn in record.turns:
        text, starts, ends = _located(record, turn.span, view=view)
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


def by_turn(record: MeetingRecord, *, view: str) -> Iterator[tuple[Turn, list[Passage]]]:
    """Each turn that shows something, with its lines."""
    for turn, lines in groupby(passages(record, view=view), key=lambda passage: passage.turn):
        yield turn, list(lines)


def _located(record: MeetingRecord, span: Span, *, view: str) -> tuple[str, Offsets, Offsets]:
    """The speech in *span* and where each character of it starts and ends; what replaces words is spread over their place."""
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    for text, place in record.runs_of(span, view=view):
        parts.append(text)
        edges = [place.start + index * len(place) // len(text) for index in range(len(text) + 1)] if text else [0]
        starts.extend(edges[:-1])
        ends.extend(edges[1:])
    return "".join(parts), starts, ends
