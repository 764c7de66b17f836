"""The decisions: accept, refuse or replace words; name a speaker; move, split or merge turns.

Each says where by an offset of the source and by the words that stand there, never by an index: so it can be carried out again on a record that was made
anew from the same source, and whoever reads the file sees what it speaks of.
"""

from __future__ import annotations

import attrs

from transcript.text import Span
from transcript.values import EDIT_KINDS, Edit, Person

EVERYWHERE, TURN = "everywhere", "turn"
LONGEST_WORDS = 20
_SHOWN = 12

_offset = attrs.validators.ge(0)


@attrs.frozen(kw_only=True)
class SourceKey:
    """Which text decisions are about.

    Attributes:
        sha256: `SourceText.sha256` of it.
        characters: Its length in code points.
    """

    sha256: str = attrs.field(validator=attrs.validators.matches_re(r"[0-9a-f]{64}"))
    characters: int = attrs.field(validator=_offset)


@attrs.frozen(kw_only=True)
class Place:
    """An offset of the source and the words that stand there.

    Attributes:
        at: In code points.
        words: The source's text from there on: one character at least, 20 at most.
    """

    at: int = attrs.field(validator=_offset)
    words: str = attrs.field(validator=[attrs.validators.min_len(1), attrs.validators.max_len(LONGEST_WORDS)])

    @classmethod
    def of(cls, text: str, at: int) -> Place:
        """The place at an offset of a source's text.

        >>> Place.of("现在开会。谢谢大家。", 5)
        Place(at=5, words='谢谢大家。')
        """
        return cls(at=at, words=text[at : at + _SHOWN])


@attrs.frozen(kw_only=True)
class EditKey:
    """What tells an edit of a record from all others: its place, its words and its kind."""

    start: int = attrs.field(validator=_offset)
    end: int
    before: str = attrs.field()
    after: str
    kind: str = attrs.field(validator=attrs.validators.in_(EDIT_KINDS))

    @before.validator
    def _as_long_as_the_span(self, _: object, before: str) -> None:
        _check_length(before, self.start, self.end)


def key_of(edit: Edit | EditKey) -> EditKey:
    """The key of an edit; a key is its own."""
    if isinstance(edit, EditKey):
        return edit
    span = edit.span
    return EditKey(start=span.start, end=span.end, before=edit.before, after=edit.after, kind=edit.kind)


@attrs.frozen(kw_only=True)
class Accept:
    """The edit is right: it is applied, if it was only suggested.

    Attributes:
        edit: An `Edit` of the record, or its key.
    """

    edit: EditKey = attrs.field(converter=key_of)


@attrs.frozen(kw_only=True)
class Refuse:
    """The edit is wrong: what it changed stays as it stands.

    Attributes:
        edit: An `Edit` of the record, or its key.
    """

    edit: EditKey = attrs.field(converter=key_of)


@attrs.frozen(kw_only=True)
class Replace:
    """Other words for words of the source; applied edits inside the span give way.

    Attributes:
        start, end: The span, in code points of the source; it has a character at least.
        before: What stands there in the source.
        after: What it becomes.
        kind: "name" for people, "term" for everything else; one of `EDIT_KINDS`.
    """

    start: int = attrs.field(validator=_offset)
    end: int
    before: str = attrs.field(validator=attrs.validators.min_len(1))
    after: str = attrs.field()
    kind: str = attrs.field(default="term", validator=attrs.validators.in_(EDIT_KINDS))

    @before.validator
    def _as_long_as_the_span(self, _: object, before: str) -> None:
        _check_length(before, self.start, self.end)

    @after.validator
    def _changes_something(self, _: object, after: str) -> None:
        if after == self.before:
            msg = f"{after!r} already stands there: to keep it, refuse the edit that changes it"
            raise ValueError(msg)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@attrs.frozen(kw_only=True)
class Rename:
    """Who speaks the turn that begins at a place.

    Attributes:
        turn: Where the turn begins.
        where: "turn" for this turn alone, "everywhere" for all turns of its speaker.
        person: Who it is; a full name that another speaker of the record has makes the two one.
        same_as: Instead of *person*, where a turn of the right speaker begins.
    """

    turn: Place
    where: str = attrs.field(default=EVERYWHERE, validator=attrs.validators.in_((TURN, EVERYWHERE)))
    person: Person | None = attrs.field(default=None)
    same_as: Place | None = attrs.field(default=None)

    @same_as.validator
    def _one_of_both(self, _: object, same_as: Place | None) -> None:
        _check_one_of(self.person, same_as)


@attrs.frozen(kw_only=True)
class Move:
    """The turn that begins at a place begins at another: later in the turn, or in the one before.

    Attributes:
        turn: Where the turn begins.
        to: Where it is to begin.
    """

    turn: Place
    to: Place


@attrs.frozen(kw_only=True)
class Split:
    """A new turn begins inside another.

    Attributes:
        at: Where.
        person: Who speaks it; nothing known makes a new unknown speaker.
        same_as: Instead of *person*, where a turn of the right speaker begins.
    """

    at: Place
    person: Person | None = attrs.field(default=None)
    same_as: Place | None = attrs.field(default=None)

    @same_as.validator
    def _one_of_both(self, _: object, same_as: Place | None) -> None:
        _check_one_of(self.person, same_as)


@attrs.frozen(kw_only=True)
class Merge:
    """The turn that begins at a place goes on with the one before, and takes its speaker.

    Attributes:
        turn: Where the turn begins.
    """

    turn: Place


Decision = Accept | Refuse | Replace | Rename | Move | Split | Merge


def _check_length(before: str, start: int, end: int) -> None:
    if end - start != len(before):
        msg = f"before {before!r:.40} has {len(before)} characters, the span from {start} to {end} has {end - start}"
        raise ValueError(msg)


def _check_one_of(person: Person | None, same_as: Place | None) -> None:
    if (person is None) == (same_as is None):
        msg = "expected either person or same_as"
        raise ValueError(msg)
    known = () if person is None else (person.name, person.surname, person.title, person.organization)
    if "" in known:
        msg = "what is not known of a person is null, not an empty text"
        raise ValueError(msg)
