"""The meeting record: what users hold.

A record is the source text plus spans over it. `clean_text` and each turn's `text` are the source with the applied edits; the
source itself is never changed, so that every edit can be refused and the original read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from transcript.text import SourceText, Span
from transcript.values import AgendaItem, Edit, Meeting, Point, Problem, Section, Speaker, Speech, Turn

RECORD_KINDS = ("transcript", "report", "speech")


@attrs.frozen(kw_only=True)
class MeetingRecord:
    """What was said at a meeting, by whom and when, with everything that was changed and why.

    Attributes:
        source: The text as it came, with its segments and clock.
        kind: One of `RECORD_KINDS`; a report (written news of a meeting) has no turns.
        turns: In order; together they hold all speech.
        speakers: Those who speak, in order of their first words.
        speeches: The acts of speaking (通报, 发言, 讲话, …), which may be parts of a turn.
        edits: Applied and suggested, in order of place.
        points: The numbered points, in order, nested by `depth`.
        sections: The top parts of a report or speech.
        agenda: The announced items.
        meeting: Title, dates, place, people.
        problems: What was odd in the input, and kept.
    """

    source: SourceText
    kind: str = attrs.field(default="transcript", validator=attrs.validators.in_(RECORD_KINDS))
    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    speeches: tuple[Speech, ...] = ()
    edits: tuple[Edit, ...] = ()
    points: tuple[Point, ...] = ()
    sections: tuple[Section, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    meeting: Meeting = attrs.field(factory=Meeting)
    problems: tuple[Problem, ...] = ()

    @property
    def verbatim_text(self) -> str:
        """The speech, unedited: its segments joined by a newline."""
        return "\n".join(segment.span.slice(self.source.text) for segment in self.source.speech)

    @property
    def clean_text(self) -> str:
        """The speech with the applied edits, turn by turn."""
        if self.turns:
            return "\n".join(turn.text for turn in self.turns)
        return render(self.source, Span(0, len(self.source.text)), applied(self.edits))

    def time_at(self, offset: int) -> int | None:
        """The time at *offset* of the source in milliseconds, interpolated between stamps; None without any."""
        return self.source.time_at(offset)

    def with_edit(self, edit: Edit, *, applied: bool) -> MeetingRecord:
        """The same record with one edit accepted or refused.

        Refusing changes the clean text at that place only and lets no other edit in.

        Raises:
            ValueError: If *edit* is not of this record, or accepting it would overlap an applied one.
        """
        if edit not in self.edits:
            msg = f"no such edit in this record: {edit.before!r} → {edit.after!r} at {edit.span.start}"
            raise ValueError(msg)
        changed = attrs.evolve(edit, applied=applied)
        rival = next((e for e in self.edits if e != edit and e.applied and e.span.overlaps(edit.span)), None)
        if applied and rival:
            msg = f"{rival.before!r} → {rival.after!r} at {rival.span.start} is applied there: refuse it first"
            raise ValueError(msg)
        edits = tuple(changed if e == edit else e for e in self.edits)
        return attrs.evolve(self, edits=edits, turns=with_texts(self.turns, source=self.source, edits=edits))


def applied(edits: Iterable[Edit]) -> list[Edit]:
    """The applied edits, in order of place."""
    return sorted((e for e in edits if e.applied), key=lambda e: e.span)


def with_texts(turns: Iterable[Turn], *, source: SourceText, edits: Iterable[Edit]) -> tuple[Turn, ...]:
    """The turns with `raw` and `text` filled from the source and the applied edits."""
    ready = applied(edits)
    return tuple(
        attrs.evolve(turn, raw=render(source, turn.span, ()), text=render(source, turn.span, ready)) for turn in turns
    )


def render(source: SourceText, span: Span, edits: Iterable[Edit]) -> str:
    """The speech inside *span* with *edits* applied, a newline between segments unless an edit joins them.

    Args:
        source: Whose text and segments are read.
        span: What part of it.
        edits: Applied ones only, in order, not overlapping; those outside *span* are ignored.
    """
    first = next(source.speech_within(span), None)
    if first is None:
        return ""
    out: list[str] = []
    at = first.start
    for edit in edits:
        if edit.span.end > span.end:
            break
        if edit.span.start >= at:
            out += _plain(source, at, edit.span.start)
            if edit.span.start > at and source.begins_speech(edit.span.start):
                out.append("\n")
            out.append(edit.after)
            at = edit.span.end
    return "".join([*out, *_plain(source, at, span.end)])


def _plain(source: SourceText, start: int, end: int) -> Iterator[str]:
    """Speech from *start* to *end*; a segment that starts after *start* is preceded by a newline."""
    for piece in source.speech_within(Span(start, end)):
        if piece.start > start:
            yield "\n"
        yield piece.slice(source.text)
