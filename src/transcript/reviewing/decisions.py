"""The decisions of a person about a record, and the JSON file that holds them.

The decisions: accept, refuse or replace words; name a speaker; move, split or merge turns; state a fact of the meeting; remove a numbered point. Each says where by an offset of the source and by the words that
stand there, never by an index: it can be carried out again on a record that was made anew from the same source, and a reader of the file sees what it is about.

The file is small, versioned and can be edited by hand. A decision is an object whose `action` says which of them it is. What is not known is left out
when it is written and may be left out when it is read; everything else is as strict as a saved record: no unknown key, nothing coerced, and an error names the
path (`$.decisions[3].edit.before`).
"""

from __future__ import annotations

import datetime
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from transcript import serialization
from transcript.errors import DecisionError, SchemaError
from transcript.files import save
from transcript.model import EDIT_KINDS, Edit, Person, RecordView
from transcript.text import SourceText, Span

FACTS = ("title", "start_date", "end_date", "place", "organizer", "chair", "attendees")
DATE_FACTS = frozenset({"start_date", "end_date"})
PEOPLE_FACTS = frozenset({"chair", "attendees"})
EVERYWHERE, TURN = "everywhere", "turn"
LONGEST_WORDS = 20
_SHOWN = 12

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


DECISIONS_VERSION = 1
_KEY = "decisions_version"
ACTIONS: dict[str, type[Decision]] = {
    "accept": Accept,
    "refuse": Refuse,
    "replace": Replace,
    "rename": Rename,
    "move": Move,
    "split": Split,
    "merge": Merge,
    "state": State,
    "remove_point": RemovePoint,
}
_NAMES = {kind: action for action, kind in ACTIONS.items()}
_each_a_decision = attrs.validators.deep_iterable(attrs.validators.instance_of(tuple(ACTIONS.values())))


def _in_a_row(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(decisions)


@attrs.frozen(kw_only=True)
class Decisions:
    """What was decided about the record of a source, in the order in which it was decided.

    Attributes:
        source: Which source.
        decisions: Any of `Accept`, `Refuse`, `Replace`, `Rename`, `Move`, `Split`, `Merge`, `State`, `RemovePoint` of `transcript.reviewing`.
    """

    source: SourceKey
    decisions: tuple[Decision, ...] = attrs.field(default=(), converter=_in_a_row, validator=_each_a_decision)

    @classmethod
    def of(cls, record: RecordView, decisions: Iterable[Decision]) -> Decisions:
        """Decisions about a record.

        Args:
            record: Any record.
            decisions: The decisions.

        Returns:
            The decisions with the key of the record's source.
        """
        key = SourceKey(sha256=record.source.sha256, characters=len(record.source.text))
        return cls(source=key, decisions=decisions)

    def check_source(self, source: SourceText) -> None:
        """Make sure that the decisions are about this text.

        Args:
            source: The source text.

        Raises:
            DecisionError: If they are not.
        """
        if self.source.sha256 != source.sha256:
            msg = (
                f"the decisions are about another document: a text of {self.source.characters} characters with the SHA-256 "
                f"{self.source.sha256[:12]}…; this one has {len(source.text)} and {source.sha256[:12]}…"
            )
            raise DecisionError(msg)

    def __len__(self) -> int:
        return len(self.decisions)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self.decisions)

    def to_dict(self) -> dict[str, Any]:
        """The decisions as dicts, lists and scalars: what the JSON holds.

        Returns:
            The plain data.
        """
        return {"source": serialization.to_plain(self.source), "decisions": [written(one) for one in self.decisions]}

    @classmethod
    def from_dict(cls, data: object) -> Decisions:
        """The decisions that `to_dict` gave.

        Args:
            data: What `to_dict` returned.

        Returns:
            The decisions.

        Raises:
            SchemaError: If *data* is anything else; it names the path (`$.decisions[3].edit.before`).
        """
        if type(data) is not dict or data.keys() != {"source", "decisions"} or type(data["decisions"]) is not list:
            msg = "$: expected an object with the keys 'source' (an object) and 'decisions' (an array), and no others"
            raise SchemaError(msg)
        source = serialization.from_plain(SourceKey, data["source"], at="$.source")
        return cls(
            source=source, decisions=[_read(one, f"$.decisions[{n}]") for n, one in enumerate(data["decisions"])]
        )

    def to_json(self, *, indent: int | None = 2) -> str:
        """The decisions as JSON with a `decisions_version`.

        Args:
            indent: How many spaces to indent by; None writes one line.

        Returns:
            The JSON.
        """
        return serialization.to_json(self.to_dict(), indent=indent, key=_KEY, version=DECISIONS_VERSION)

    @classmethod
    def from_json(cls, text: str | bytes) -> Decisions:
        """The decisions that `to_json` wrote, or a person by hand.

        Args:
            text: The JSON.

        Returns:
            The decisions.

        Raises:
            SchemaError: If *text* is no JSON, of another version, or not what it should hold; it names the path.
        """
        return cls.from_dict(serialization.from_json(text, key=_KEY, version=DECISIONS_VERSION))

    @classmethod
    def load(cls, path: str | Path) -> Decisions:
        """Read a file of decisions.

        Args:
            path: The file.

        Returns:
            The decisions.

        Raises:
            SchemaError: As `from_json`.
            SourceError: If the file cannot be opened.
        """
        return serialization.load(path, read=cls.from_json)

    def save(self, path: str | Path) -> None:
        """Write a file of decisions.

        Args:
            path: The file.

        Raises:
            SourceError: If the file cannot be written.
        """
        save(Path(path), (self.to_json() + "\n").encode())


def written(decision: Decision) -> dict[str, Any]:
    """A decision as the file holds it.

    Args:
        decision: A decision.

    Returns:
        The plain data.
    """
    return {"action": _NAMES[type(decision)], **_known(serialization.to_plain(decision))}


def _known(plain: dict[str, Any]) -> dict[str, Any]:
    """Plain data without what is None."""
    return {key: _without_none(value) for key, value in plain.items() if value is not None}


def _without_none(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_none(one) for one in value]
    return _known(value) if isinstance(value, dict) else value


def _read(data: object, at: str) -> Decision:
    if type(data) is not dict:
        msg = f"{at}: expected object, found {serialization.type_name(data)}"
        raise SchemaError(msg)
    action = data.get("action")
    if not isinstance(action, str) or action not in ACTIONS:
        msg = f"{at}.action: expected one of: {', '.join(ACTIONS)}; found {action!r:.40}"
        raise SchemaError(msg)
    kind = ACTIONS[action]
    rest = {key: value for key, value in data.items() if key != "action"}
    return serialization.from_plain(kind, _completed(kind, rest), at=at)


def _completed(kind: type, data: object) -> object:
    """Plain data with the defaults of what was left out."""
    if type(data) is list:
        return [_completed(kind, one) for one in data]
    if type(data) is not dict:
        return data
    completed = dict(data)
    for name, default, inner in _fields(kind):
        if name not in data and default is not attrs.NOTHING:
            completed[name] = default
        elif name in data and inner:
            completed[name] = _completed(inner, data[name])
    return completed


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, type | None], ...]:
    """The name, the default and, if it is a value of its own, the class of each field."""
    typed = ((field, _one(serialization.optional(hint) or hint)) for field, hint in serialization.typed_fields(kind))
    return tuple((field.name, field.default, inner if attrs.has(inner) else None) for field, inner in typed)


def _one(hint: Any) -> Any:
    """X of `tuple[X, ...]`, else the type itself."""
    return typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint
