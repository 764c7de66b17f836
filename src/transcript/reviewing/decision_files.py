"""What was decided about a source, in a row, and the JSON file that holds it.

The file is small, versioned and can be edited by hand. A decision is an object whose `action` says which of them it is. What is not known is left out
when it is written and may be left out when it is read; everything else is as strict as a saved record: no unknown key, nothing coerced, and an error names the
path (`$.decisions[3].edit.before`).
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from transcript import serialization
from transcript.errors import DecisionError, SchemaError
from transcript.files import save
from transcript.model import RecordView
from transcript.reviewing.decisions import (
    Accept,
    Decision,
    Merge,
    Move,
    Refuse,
    RemovePoint,
    Rename,
    Replace,
    SourceKey,
    Split,
    State,
)
from transcript.text import SourceText

DECISIONS_VERSION = 1  # of the layout; raised when older readers could not read a file
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
    """Convert a decision to the object that the file holds.

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
