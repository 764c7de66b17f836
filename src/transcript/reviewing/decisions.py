"""The decisions of a person about a record.

They are: accept, refuse or replace words; name a speaker; move, split or merge turns; state a fact of the meeting; remove a numbered point. Each says where by an offset of the source and by the words that
stand there, never by an index: it can be carried out again on a record that was made anew from the same source, and a reader of the file sees what it is about.
"""

from __future__ import annotations

import datetime
from typing import Any

import attrs

from transcript.model import EDIT_KINDS, Edit, Person
from transcript.text import Span

FACTS = ("title", "start_date", "end_date", "place", "organizer", "chair", "attendees")
DATE_FACTS = frozenset({"start_date", "end_date"})
PEOPLE_FACTS = frozenset({"chair", "attendees"})
EVERYWHERE, TURN = "everywhere", "turn"
LONGEST_WORDS = 20  # characters that a place quotes
_SHOWN = 12  # characters that a new place quotes

_offset = attrs.validators.ge(0)
_is_person = attrs.validators.optional(attrs.validators.instance_of(Person))


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

        Args:
            text: The source's text.
            at: An offset of it.

        Returns:
            The place, with the words that stand there.

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


def _is_place(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Raise if *value* is no place: a turn is named by where it begins, not by its number."""
    if not isinstance(value, Place):
        msg = f"{attribute.name!r} must be a Place, where the turn begins (Place.of(record.source.text, turn.span.start)), not {value!r:.40}"
        raise TypeError(msg)


def key_of(edit: Edit | EditKey) -> EditKey:
    """The key of an edit; a key is its own.

    Args:
        edit: An edit or a key.

    Returns:
        The key.
    """
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

    turn: Place = attrs.field(validator=_is_place)
    where: str = attrs.field(default=EVERYWHERE, validator=attrs.validators.in_((TURN, EVERYWHERE)))
    person: Person | None = attrs.field(default=None, validator=_is_person)
    same_as: Place | None = attrs.field(default=None, validator=attrs.validators.optional(_is_place))

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

    turn: Place = attrs.field(validator=_is_place)
    to: Place = attrs.field(validator=_is_place)


@attrs.frozen(kw_only=True)
class Split:
    """A new turn begins inside another.

    Attributes:
        at: Where.
        person: Who speaks it; nothing known makes a new unknown speaker.
        same_as: Instead of *person*, where a turn of the right speaker begins.
    """

    at: Place = attrs.field(validator=_is_place)
    person: Person | None = attrs.field(default=None, validator=_is_person)
    same_as: Place | None = attrs.field(default=None, validator=attrs.validators.optional(_is_place))

    @same_as.validator
    def _one_of_both(self, _: object, same_as: Place | None) -> None:
        _check_one_of(self.person, same_as)


@attrs.frozen(kw_only=True)
class Merge:
    """The turn that begins at a place goes on with the one before, and takes its speaker.

    Attributes:
        turn: Where the turn begins.
    """

    turn: Place = attrs.field(validator=_is_place)


@attrs.frozen(kw_only=True)
class State:
    """What a fact of the meeting is; with neither text nor people it is unknown.

    Attributes:
        fact: One of `FACTS`.
        text: A title, a place, an organizer; a date as 2031-06-18.
        people: The chair, or all attendees.
    """

    fact: str = attrs.field(validator=attrs.validators.in_(FACTS))
    text: str | None = attrs.field(default=None)
    people: tuple[Person, ...] | None = attrs.field(default=None)

    @text.validator
    def _of_its_kind(self, _: object, text: str | None) -> None:
        if text is not None and (self.fact in PEOPLE_FACTS or not text.strip()):
            msg = (
                f"the {self.fact} is stated by people, not by a text" if self.fact in PEOPLE_FACTS else "text is empty"
            )
            raise ValueError(msg)
        if text is not None and self.fact in DATE_FACTS:
            datetime.date.fromisoformat(text)

    @people.validator
    def _people_of_their_kind(self, _: object, people: tuple[Person, ...] | None) -> None:
        if people is None:
            return
        if self.fact not in PEOPLE_FACTS or (self.fact == "chair" and len(people) != 1):
            msg = (
                f"expected one person as the {self.fact}"
                if self.fact == "chair"
                else f"the {self.fact} is no list of people"
            )
            raise ValueError(msg)


@attrs.frozen(kw_only=True)
class RemovePoint:
    """What begins at a place is no numbered point.

    Attributes:
        point: Where the point begins.
    """

    point: Place


Decision = Accept | Refuse | Replace | Rename | Move | Split | Merge | State | RemovePoint


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
