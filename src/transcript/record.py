"""The meeting record: what users hold.

A record is the source text plus spans over it. `clean_text` and each turn's `text` are the source with the applied edits; the
source itself is never changed, so that every edit can be refused and the original read back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeAlias, overload

import attrs

from transcript import serialization
from transcript.edits import applied, readable, render, runs, start_of
from transcript.model import (
    AgendaItem,
    Edit,
    Meeting,
    MisfitPolicy,
    Point,
    Problem,
    Rendering,
    Section,
    Speaker,
    Speech,
    Turn,
    View,
)
from transcript.reviewing import Decisions, decided_fields
from transcript.reviewing.asking import questions_of
from transcript.reviewing.questions import UNSURE, Question
from transcript.text import SourceText, Span

TextFormat: TypeAlias = Literal[
    "md", "srt", "vtt", "csv", "rttm", "stm", "seglst", "tei", "akn", "html", "cited", "json"
]
VIEWS = ("clean", "verbatim", "readable")
RECORD_KINDS = ("transcript", "report", "speech")


def _in_place_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    return tuple(sorted(edits, key=start_of))


@attrs.frozen(kw_only=True)
class MeetingRecord:
    """The record of a meeting: who said what and when, with every change and its reason.

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
    speakers: tuple[Speaker, ...] = attrs.field(metadata={"read_first": True})
    speeches: tuple[Speech, ...] = ()
    edits: tuple[Edit, ...] = attrs.field(default=(), converter=_in_place_order)
    points: tuple[Point, ...] = ()
    sections: tuple[Section, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    meeting: Meeting = attrs.field(factory=Meeting)
    problems: tuple[Problem, ...] = ()

    @speakers.default
    def _those_of_the_turns(self) -> tuple[Speaker, ...]:
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))

    @speakers.validator
    def _each_by_one_id(self, _: object, speakers: tuple[Speaker, ...]) -> None:
        known = {speaker.id: speaker for speaker in speakers}
        if len(known) < len(speakers):
            msg = "two speakers have one id"
            raise ValueError(msg)
        strange = next((turn for turn in self.turns if known.get(turn.speaker.id) != turn.speaker), None)
        if strange:
            msg = f"the speaker of the turn at {strange.span.start}, {strange.speaker.id!r}, is not among the speakers"
            raise ValueError(msg)

    def __repr__(self) -> str:
        """One line: a record is long."""
        named = f" of {self.source.name!r}" if self.source.name else ""
        sizes = f"{len(self.turns)} turns, {len(self.speakers)} speakers, {len(self.edits)} edits"
        return f"<MeetingRecord{named}: {self.kind}, {len(self.source.text)} characters, {sizes}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        from transcript.writers.record_tables import write_notebook

        return write_notebook(self)

    @property
    def verbatim_text(self) -> str:
        """The speech, unedited, line by line."""
        return self.text_of(Span(0, len(self.source.text)), view="verbatim")

    @property
    def clean_text(self) -> str:
        """The speech with the applied edits, turn by turn."""
        if self.turns:
            return "\n".join(turn.text for turn in self.turns)
        return self.text_of(Span(0, len(self.source.text)))

    def text_of(self, span: Span, *, view: Rendering = "clean") -> str:
        """Return the speech inside *span*. An edit that crosses its ends is left out.

        Args:
            span: A span of the source.
            view: "clean" applies the edits, "verbatim" does not, "readable" shows suggested ends of sentences in brackets, too.

        Returns:
            The text.

        Raises:
            ValueError: If *view* is none of them.
        """
        return "".join(text for text, _ in self.runs_of(span, view=view))

    def runs_of(self, span: Span, *, view: Rendering = "clean") -> Iterator[tuple[str, Span]]:
        """Return the pieces of `text_of`, each with the span of the source that it stands for.

        Unchanged words are as long as their span, an edit's are what replaces it; a line end that parts two lines has an empty span.

        Args:
            span: A span of the source.
            view: As for `text_of`.

        Yields:
            Text and span of each piece, in order.

        Raises:
            ValueError: If *view* is none of "clean", "verbatim" and "readable".
        """
        if view not in VIEWS:
            msg = f"no view {view!r}; expected one of: {', '.join(VIEWS)}"
            raise ValueError(msg)
        if view == "readable":
            return runs(self.source, span, self._readable_within(span))
        return runs(self.source, span, self.applied_edits if view == "clean" else ())

    def _readable_within(self, span: Span) -> Sequence[Edit]:
        """The readable edits inside *span*; a stop in front of it ends what stands before."""
        edits = self.readable_edits
        first, last = (bisect_left(edits, at, key=start_of) for at in (span.start, span.end + 1))
        while first < last and not edits[first].applied and edits[first].span.end == span.start:
            first += 1
        return edits[first:last]

    @cached_property
    def applied_edits(self) -> Sequence[Edit]:
        """The edits that the clean text has, in order of place."""
        return applied(self.edits)

    @cached_property
    def readable_edits(self) -> Sequence[Edit]:
        """The applied edits and, in brackets, the suggested ends of sentences, in order of place."""
        return readable(self.edits)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as dicts, lists and scalars, as the JSON holds it.

        Returns:
            The plain data.
        """
        data: dict[str, Any] = serialization.to_plain(self)
        return data

    @classmethod
    def from_dict(cls, data: object) -> MeetingRecord:
        """Make a record of what `to_dict` returned.

        Args:
            data: What `to_dict` returned.

        Returns:
            The record.

        Raises:
            SchemaError: If *data* is anything else; it names the path (`$.turns[3].start_ms`).
        """
        return serialization.from_plain(cls, data)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the record as JSON with a `schema_version`; `transcript.serialization.record_schema()` describes it.

        Args:
            indent: How many spaces to indent by; None writes one line.

        Returns:
            The JSON.
        """
        return serialization.to_json(self.to_dict(), indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> MeetingRecord:
        """Make the record that `to_json` wrote, equal to it in everything.

        Args:
            text: The JSON.

        Returns:
            The record.

        Raises:
            SchemaError: If *text* is no JSON, of another version, or not what a record holds; it names the path.
        """
        return cls.from_dict(serialization.from_json(text))

    def save(self, path: str | Path) -> None:
        """Write the record to a file as JSON: whole or not at all.

        Args:
            path: The file.

        Raises:
            SourceError: If the file cannot be written.
            WriteError: If the file is the source of the record.
        """
        from transcript.writers.formats import write_record

        write_record(self, path, format="json")

    @classmethod
    def load(cls, path: str | Path) -> MeetingRecord:
        """Read the record that `save` wrote.

        Args:
            path: The file.

        Returns:
            The record.

        Raises:
            SchemaError: As `from_json`; it names the file.
            SourceError: If the file cannot be opened.
        """
        return serialization.load(path, read=cls.from_json)

    @overload
    def to(self, format: Literal["docx"], *, view: View = "clean") -> bytes: ...
    @overload
    def to(self, format: TextFormat, *, view: View = "clean") -> str: ...
    def to(self, format: Literal["docx"] | TextFormat, *, view: View = "clean") -> str | bytes:  # noqa: A002
        """Render the record in a format: the content that `write_record` writes to a file.

        Args:
            format: "md", "docx", "srt", "vtt", "csv", "rttm", "stm", "seglst", "tei", "akn", "html", "cited", "json".
            view: The words of the speech: "clean" with the applied edits, "verbatim" as they stand in the source.

        Returns:
            The text; of "docx" the bytes.

        Raises:
            WriteError: If there is no such format, or it cannot hold the record.
            ExtraError: If the format needs a package that is not installed.
        """
        from transcript.writers.formats import find_writer  # the writers are loaded when a record is first written

        return find_writer("", format=format).write(self, view=view)

    def to_markdown(self, *, view: View = "clean") -> str:
        """Write the record as a Markdown document in the order of a 会议记录.

        Args:
            view: "clean" has the applied edits and explains them, "verbatim" the words as they stand in the source.

        Returns:
            The Markdown.
        """
        return self.to("md", view=view)

    def to_html(self, *, view: View = "clean") -> str:
        """Write the record as one page to read, check and print in a browser, from a file and without a network.

        Args:
            view: The words that it shows first, "clean" or "verbatim".

        Returns:
            The HTML.
        """
        return self.to("html", view=view)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each turn, of scalars only, for data frames.

        Returns:
            The rows.
        """
        return [_row(index, turn) for index, turn in enumerate(self.turns)]

    def time_at(self, offset: int) -> int | None:
        """Return the time at *offset*, interpolated between stamps.

        Args:
            offset: An offset of the source.

        Returns:
            Milliseconds; None without a clock.
        """
        return self.source.time_at(offset)

    def with_edit(self, edit: Edit, *, applied: bool) -> MeetingRecord:
        """Accept or refuse one edit.

        Refusing changes the clean text at that place only and lets no other edit in.

        Args:
            edit: An edit of this record.
            applied: True to accept, False to refuse.

        Returns:
            A new record.

        Raises:
            ValueError: If *edit* is not of this record, or if it is to be accepted and meets an applied edit or the next
                speaker's turn.
        """
        return self.with_edits((edit,), applied=applied)

    def with_edits(self, edits: Iterable[Edit], *, applied: bool) -> MeetingRecord:
        """Accept or refuse several edits at once; see `with_edit`.

        Args:
            edits: Edits of this record.
            applied: True to accept, False to refuse.

        Returns:
            A new record.
        """
        changes = {self._index_of(edit): attrs.evolve(edit, applied=applied) for edit in edits}
        spans = [edit.span for edit in changes.values()]
        changed = tuple(changes.get(at, edit) for at, edit in enumerate(self.edits))
        if applied:
            _refuse_overlaps(changed, set(spans))
            _refuse_crossing(self.turns, spans)
        return attrs.evolve(self, edits=changed, turns=_with_changes(self.turns, self.source, changed, spans))

    def questions(self, *, unsure: float = UNSURE, context: int = 40) -> list[Question]:
        """List what the record is not sure of, as questions to a person, the most useful ones first.

        First who speaks, by how many characters an answer is expected to attribute; then names and terms; then the other edits. Each question holds
        what
        its answers decide: `question.decisions(answer)`, for `apply` or, with what follows from them, for `parse_transcript(…, decisions=…)`.

        Args:
            unsure: The confidence below which something that stands is asked about.
            context: How many characters of the source a question shows on either side.

        Returns:
            The questions, in the order to ask them.
        """
        return questions_of(self, unsure=unsure, context=context)

    def apply(self, decisions: Decisions, *, misfits: MisfitPolicy = "raise") -> MeetingRecord:
        """Carry out decisions: accept and refuse edits, replace words, name speakers, move, split and merge turns.

        The same laws hold for it. Decisions about turns are carried out in their order, each on what the earlier ones left.

        Args:
            decisions: About this source; the record may be of another run over it.
            misfits: What to do if some no longer fit: "raise" names all of them and applies nothing, "report" applies the others and adds a problem
                for each.

        Returns:
            A new record.

        Raises:
            DecisionError: If decisions do not fit (its `misfits` are all of them), or are about another document.
            ValueError: If *misfits* is neither word.
        """
        return attrs.evolve(self, **decided_fields(self, decisions, misfits=misfits))

    def _index_of(self, edit: Edit) -> int:
        at = bisect_left(self.edits, edit.span.start, key=start_of)
        while at < len(self.edits) and self.edits[at].span.start == edit.span.start:
            if self.edits[at] == edit:
                return at
            at += 1
        msg = f"no such edit in this record: {edit.before!r} → {edit.after!r} at {edit.span.start}"
        raise ValueError(msg)


def _row(index: int, turn: Turn) -> dict[str, Any]:
    speaker = turn.speaker
    return {
        "index": index,
        "start": turn.span.start,
        "end": turn.span.end,
        "start_ms": turn.start_ms,
        "end_ms": turn.end_ms,
        "interpolated": turn.interpolated,
        "speaker": speaker.display,
        "speaker_id": speaker.id,
        "name": speaker.name,
        "role": speaker.role,
        "title": speaker.title,
        "organization": speaker.organization,
        "label": speaker.label,
        "confidence": turn.confidence,
        "speaker_confidence": turn.speaker_confidence,
        "text": turn.text,
        "raw": turn.raw,
    }


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
