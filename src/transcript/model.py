"""What stages hand on and records are made of: small frozen values over spans of the source.

`kind`, `role` and `act` are plain strings; the tuples beside the classes list the ones the library writes.
Offsets are code points of the source text, times milliseconds, confidences between 0 and 1.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, Literal, Protocol, TypeAlias

import attrs

from transcript.text import SourceText, Span

View: TypeAlias = Literal["clean", "verbatim"]
"""The words of speech: with the applied edits, or as they stand in the source."""
Rendering: TypeAlias = Literal["clean", "verbatim", "readable"]
"""The words of speech, or "readable": as "clean", with the suggested ends of sentences in brackets (［。］)."""
MisfitPolicy: TypeAlias = Literal["raise", "report"]
"""What becomes of decisions that do not fit: an error that names them all, or a problem of the record for each."""

ROLES = ("host", "guest", "questioner", "unknown")
EDIT_KINDS = ("name", "term", "number", "repeat", "join", "filler", "punctuation", "ordinal", "script")

_share = attrs.validators.and_(attrs.validators.ge(0.0), attrs.validators.le(1.0))


@attrs.frozen(kw_only=True)
class Evidence:
    """One reason for a decision.

    Attributes:
        cue: Name of the cue, as in the table it stands in ("introduction", "thanks", …).
        span: The words that show it.
        weight: What it added to the score, in log odds.
    """

    cue: str
    span: Span
    weight: float


@attrs.frozen(kw_only=True)
class Variant:
    """A way in which somebody is called in the text."""

    text: str
    span: Span


@attrs.frozen(kw_only=True)
class Speaker:
    """Somebody who speaks. Two unknown people are two speakers.

    Attributes:
        id: Distinct in one record ("S1", "S2", … in order of first words).
        name: The full name, else None: of 乔区长 only `surname` and `title` are known.
        surname: The surname, if known.
        title: The title as introduced.
        organization: The organisation as introduced.
        role: One of `ROLES`.
        label: The input's own mark (发言人1), if it has one.
        variants: Every way in which the text calls this person, in order.
    """

    id: str
    name: str | None = None
    surname: str | None = None
    title: str | None = None
    organization: str | None = None
    role: str = attrs.field(default="unknown", validator=attrs.validators.in_(ROLES))
    label: str | None = None
    variants: tuple[Variant, ...] = ()

    @property
    def display(self) -> str:
        """The name to print: the name, else surname and title, else the form of address (小乔), else the label, else the title, else the role.

        >>> Speaker(id="S2", surname="乔", title="区长").display
        '乔区长'
        >>> Speaker(id="S3", title="记者", organization="柳溪日报", role="questioner").display
        '柳溪日报记者'
        """
        if self.name:
            return self.name
        if self.surname and self.title:
            return self.surname + self.title
        if self.surname and self.variants and not self.title:
            return self.variants[0].text
        if self.label:
            return self.label
        if self.title and self.role != "host":
            return (self.organization or "") + self.title
        return {"host": "主持人", "questioner": "提问者"}.get(self.role, f"发言人{self.id.lstrip('S')}")


@attrs.frozen(kw_only=True)
class Candidate:
    """A person who may be the speaker of a turn.

    Attributes:
        speaker: The `id` of one of the record's speakers, or "" for a person of the roster who speaks no turn of the record.
        name: What to print.
        probability: That this person speaks the turn; those of a turn add up to 1 at most.
    """

    speaker: str
    name: str
    probability: float = attrs.field(validator=_share)


@attrs.frozen(kw_only=True)
class Turn:
    """The speech of one speaker until another begins.

    Attributes:
        span: From the first to the last character of speech; stamps between paragraphs lie inside.
        speaker: Who speaks.
        start_ms, end_ms: When; None where the source has no time at all.
        interpolated: Whether a time was worked out between two stamps.
        confidence: How sure the start of the turn is.
        speaker_confidence: How sure it is that `speaker` speaks it.
        candidates: Who else may speak it, and the speaker, the most probable first; empty where nothing was compared.
        evidence: Why the turn starts here and who speaks.
        raw: The speech as it stands, its paragraphs joined by a newline.
        text: The same with the applied edits.
    """

    span: Span
    speaker: Speaker = attrs.field(metadata={"by_id": True})
    start_ms: int | None = None
    end_ms: int | None = None
    interpolated: bool = False
    confidence: float = attrs.field(default=1.0, validator=_share)
    speaker_confidence: float = attrs.field(default=1.0, validator=_share, metadata={"since": 2})
    candidates: tuple[Candidate, ...] = attrs.field(default=(), metadata={"since": 2})
    evidence: tuple[Evidence, ...] = ()
    raw: str = ""
    text: str = ""


@attrs.frozen(kw_only=True)
class Edit:
    """A change of the source text, applied or only suggested.

    Attributes:
        span: What it replaces.
        before: What stands there.
        after: What it becomes.
        kind: One of `EDIT_KINDS`.
        applied: Whether the clean text has it.
        confidence: How sure it is.
        reason: Why, in a Chinese sentence for a clerk.
        entry: For names and terms, the lexicon's entry.
        runner_up: For names and terms, the second candidate.
        margin: For names and terms, how far the runner-up lies behind.
        yields_to: The applied edit's span to which this one gave way.
    """

    span: Span
    before: str = attrs.field()
    after: str
    kind: str = attrs.field(validator=attrs.validators.in_(EDIT_KINDS))
    applied: bool = True
    confidence: float = attrs.field(default=1.0, validator=_share)
    reason: str = ""
    entry: str | None = None
    runner_up: str | None = None
    margin: float | None = None
    yields_to: Span | None = None

    @before.validator
    def _as_long_as_span(self, _: object, before: str) -> None:
        if len(before) != len(self.span):
            msg = f"before {before!r} has {len(before)} characters, its span {len(self.span)}"
            raise ValueError(msg)


@attrs.frozen(kw_only=True)
class Person:
    """A person as named in the source."""

    name: str | None = None
    surname: str | None = None
    title: str | None = None
    organization: str | None = None


@attrs.frozen(kw_only=True)
class Point:
    """A numbered point of a speech.

    Attributes:
        span: From its ordinal to the start of the next point of the same or a higher level, or to where its paragraph ends or the
            speaker closes.
        depth: 1 at the top of its turn or document.
        ordinal: Its number, if it has or must have had one.
        heading: Its first sentence, without the ordinal.
    """

    span: Span
    depth: int = attrs.field(validator=attrs.validators.ge(1))
    ordinal: int | None = None
    heading: str | None = None


@attrs.frozen(kw_only=True)
class Section:
    """A top part of a report or speech with its direct points."""

    span: Span
    heading: str | None = None
    points: tuple[Point, ...] = ()


@attrs.frozen(kw_only=True)
class AgendaItem:
    """An announced item and the turns that carried it out, as indices into the record's turns."""

    number: int
    text: str
    span: Span
    turns: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class Speech:
    """An act of speaking: who, what sort, where; it may be a part of a turn.

    Attributes:
        person: Who spoke.
        act: 发言, 讲话, 报告, 通报, 解读, 致辞, …
        span: Where its words stand.
        on_behalf_of: The absent party whose statement was read.
    """

    person: Person | None
    act: str
    span: Span
    on_behalf_of: str | None = None


@attrs.frozen(kw_only=True)
class Meeting:
    """The facts of the meeting that the source states."""

    title: str | None = None
    start_date: datetime.date | None = None
    end_date: datetime.date | None = None
    place: str | None = None
    organizer: str | None = None
    chair: Person | None = None
    attendees: tuple[Person, ...] = ()
    organizations: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Problem:
    """Something odd in the input that was met, and kept.

    Attributes:
        kind: "stamp", "number", "encoding", "character", "path", …
        message: What is odd, in Chinese, for a clerk.
        span: Where, if it is a place in the text.
    """

    kind: str
    message: str
    span: Span | None = None


class RecordView(Protocol):
    """The part of a record that writers and reviewing read: `MeetingRecord` without the methods that call them."""

    @property
    def source(self) -> SourceText: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def turns(self) -> tuple[Turn, ...]: ...  # noqa: D102
    @property
    def speakers(self) -> tuple[Speaker, ...]: ...  # noqa: D102
    @property
    def speeches(self) -> tuple[Speech, ...]: ...  # noqa: D102
    @property
    def edits(self) -> tuple[Edit, ...]: ...  # noqa: D102
    @property
    def points(self) -> tuple[Point, ...]: ...  # noqa: D102
    @property
    def sections(self) -> tuple[Section, ...]: ...  # noqa: D102
    @property
    def agenda(self) -> tuple[AgendaItem, ...]: ...  # noqa: D102
    @property
    def meeting(self) -> Meeting: ...  # noqa: D102
    @property
    def problems(self) -> tuple[Problem, ...]: ...  # noqa: D102
    @property
    def applied_edits(self) -> Sequence[Edit]: ...  # noqa: D102
    @property
    def readable_edits(self) -> Sequence[Edit]: ...  # noqa: D102
    def text_of(self, span: Span, *, view: Rendering = "clean") -> str: ...  # noqa: D102
    def runs_of(self, span: Span, *, view: Rendering = "clean") -> Iterator[tuple[str, Span]]: ...  # noqa: D102
    def time_at(self, offset: int) -> int | None: ...  # noqa: D102
    def to_records(self) -> list[dict[str, Any]]: ...  # noqa: D102
    def to_json(self, *, indent: int | None = None) -> str: ...  # noqa: D102
