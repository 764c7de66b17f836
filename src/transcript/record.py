"""The meeting record: what users hold.

A record is the source text plus spans over it. `clean_text` and each turn's `text` are the source with the applied edits; the
source itself is never changed, so that every edit can be refused and the original read back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from transcript.text import SourceText, Span
from transcript.values import AgendaItem, Edit, Meeting, Point, Problem, Section, Speaker, Speech, Turn

RECORD_KINDS = ("transcript", "report", "speech")


def _start(edit: Edit) -> int:
    return edit.span.start


def _in_place_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    return tuple(sorted(edits, key=_start))


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
    edits: tuple[Edit, ...] = attrs.field(default=(), converter=_in_place_order)
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
            ValueError: If *edit* is not of this record, or if it is to be accepted and meets an applied edit or the next
                speaker's turn.
        """
        return self.with_edits((edit,), applied=applied)

    def with_edits(self, edits: Iterable[Edit], *, applied: bool) -> MeetingRecord:
        """The same record with several edits accepted or refused at once; see `with_edit`."""
        changes = {self._index_of(edit): attrs.evolve(edit, applied=applied) for edit in edits}
        spans = [edit.span for edit in changes.values()]
        changed = tuple(changes.get(at, edit) for at, edit in enumerate(self.edits))
        if applied:
            _refuse_overlaps(changed, set(spans))
            _refuse_crossing(self.turns, spans)
        return attrs.evolve(self, edits=changed, turns=_with_changes(self.turns, self.source, changed, spans))

    def _index_of(self, edit: Edit) -> int:
        at = bisect_left(self.edits, edit.span.start, key=_start)
        while at < len(self.edits) and self.edits[at].span.start == edit.span.start:
            if self.edits[at] == edit:
                return at
            at += 1
        msg = f"no such edit in this record: {edit.before!r} → {edit.after!r} at {edit.span.start}"
        raise ValueError(msg)


def applied(edits: Iterable[Edit]) -> list[Edit]:
    """The applied edits, in order of place."""
    return sorted((edit for edit in edits if edit.applied), key=lambda edit: (edit.span.start, edit.span.end))


def _refuse_overlaps(edits: Iterable[Edit], accepted: Container[Span]) -> None:
    """Raise if an accepted edit meets another applied one."""
    for left, right in pairwise(applied(edits)):
        if left.span.overlaps(right.span) or left.span == right.span:
            edit, rival = (left, right) if left.span in accepted else (right, left)
            msg = (
                f"{edit.before!r} → {edit.after!r} at {edit.span.start} meets the applied "
                f"{rival.before!r} → {rival.after!r} at {rival.span.start}: refuse that first"
            )
            raise ValueError(msg)


def with_texts(turns: Iterable[Turn], *, source: SourceText, edits: Iterable[Edit]) -> tuple[Turn, ...]:
    """The turns with `raw` and `text` filled from the source and the applied edits."""
    ready = applied(edits)
    return tuple(
        attrs.evolve(turn, raw=render(source, turn.span, ()), text=render(source, turn.span, ready)) for turn in turns
    )


def _refuse_crossing(turns: Sequence[Turn], spans: Iterable[Span]) -> None:
    """Raise if an accepted edit reaches from one turn into the next."""
    for span, at in zip(spans, _turns_of(turns, spans), strict=True):
        if at + 1 < len(turns) and span.end >= turns[at + 1].span.start:
            msg = f"the edit at {span.start} reaches across the turn that begins at {turns[at + 1].span.start}"
            raise ValueError(msg)


def _turns_of(turns: Sequence[Turn], spans: Iterable[Span]) -> list[int]:
    starts = [turn.span.start for turn in turns]
    return [bisect_right(starts, span.start) - 1 for span in spans]


def _with_changes(
    turns: Sequence[Turn], source: SourceText, edits: Iterable[Edit], spans: Iterable[Span]
) -> tuple[Turn, ...]:
    """The turns, those that hold one of *spans* with their text rendered anew."""
    ready = applied(edits)
    touched = set(_turns_of(turns, spans))
    return tuple(
        attrs.evolve(turn, text=render(source, turn.span, ready)) if at in touched else turn
        for at, turn in enumerate(turns)
    )


def render(source: SourceText, span: Span, edits: Sequence[Edit]) -> str:
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
    for index in range(bisect_left(edits, at, key=_start), len(edits)):
        edit = edits[index]
        if edit.span.end > span.end:
            break
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
