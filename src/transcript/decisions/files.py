"""A list of decisions about one source, and its JSON: small, versioned, written to be read and mended by hand.

A decision is an object whose `action` says which of the seven it is. What is not known is left out when it is written and may be left out when it is
read; everything else is as strict as a saved record: no unknown key, nothing coerced, and an error names the path (`$.decisions[3].edit.before`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from transcript import schema
from transcript.decisions.values import Accept, Decision, Merge, Move, Refuse, Rename, Replace, SourceKey, Split
from transcript.errors import DecisionError, SchemaError, SourceError
from transcript.files import save
from transcript.text import SourceText

if TYPE_CHECKING:
    from transcript.record import MeetingRecord

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
        decisions: Any of `Accept`, `Refuse`, `Replace`, `Rename`, `Move`, `Split`, `Merge` of `transcript.decisions`.
    """

    source: SourceKey
    decisions: tuple[Decision, ...] = attrs.field(default=(), converter=_in_a_row, validator=_each_a_decision)

    @classmethod
    def of(cls, record: MeetingRecord, decisions: Iterable[Decision]) -> Decisions:
        """Decisions about a record."""
        key = SourceKey(sha256=record.source.sha256, characters=len(record.source.text))
        return cls(source=key, decisions=decisions)

    def check_source(self, source: SourceText) -> None:
        """Make sure that the decisions are about this text.

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
        """The decisions as dicts, lists and scalars: what the JSON holds."""
        return {"source": schema.to_plain(self.source), "decisions": [_written(one) for one in self.decisions]}

    @classmethod
    def from_dict(cls, data: object) -> Decisions:
        """The decisions that `to_dict` gave.

        Raises:
            SchemaError: If *data* is anything else; it names the path (`$.decisions[3].edit.before`).
        """
        if type(data) is not dict or data.keys() != {"source", "decisions"} or type(data["decisions"]) is not list:
            msg = "$: expected an object with the keys 'source' (an object) and 'decisions' (an array), and no others"
            raise SchemaError(msg)
        source = schema.from_plain(SourceKey, data["source"], at="$.source")
        return cls(
            source=source, decisions=[_read(one, f"$.decisions[{n}]") for n, one in enumerate(data["decisions"])]
        )

    def to_json(self, *, indent: int | None = 2) -> str:
        """The decisions as JSON with a `decisions_version`."""
        return schema.to_json(self.to_dict(), indent=indent, key=_KEY, version=DECISIONS_VERSION)

    @classmethod
    def from_json(cls, text: str | bytes) -> Decisions:
        """The decisions that `to_json` wrote, or a person by hand.

        Raises:
            SchemaError: If *text* is no JSON, of another version, or not what it should hold; it names the path.
        """
        return cls.from_dict(schema.from_json(text, key=_KEY, version=DECISIONS_VERSION))

    @classmethod
    def load(cls, path: str | Path) -> Decisions:
        """Read a file of decisions.

        Raises:
            SchemaError: As `from_json`.
            SourceError: If the file cannot be opened.
        """
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            msg = f"cannot open the file: {error.strerror}"
            raise SourceError(msg, source=str(path)) from error
        try:
            return cls.from_json(data)
        except SchemaError as error:
            error.source = str(path)
            raise

    def save(self, path: str | Path) -> None:
        """Write a file of decisions.

        Raises:
            SourceError: If the file cannot be written.
        """
        save(Path(path), (self.to_json() + "\n").encode())


def _written(decision: Decision) -> dict[str, Any]:
    return {"action": _NAMES[type(decision)], **_known(schema.to_plain(decision))}


def _known(plain: dict[str, Any]) -> dict[str, Any]:
    """Plain data without what is None."""
    return {
        key: _known(value) if isinstance(value, dict) else value for key, value in plain.items() if value is not None
    }


def _read(data: object, at: str) -> Decision:
    if type(data) is not dict:
        msg = f"{at}: expected object, found {schema.type_name(data)}"
        raise SchemaError(msg)
    action = data.get("action")
    if not isinstance(action, str) or action not in ACTIONS:
        msg = f"{at}.action: expected one of: {', '.join(ACTIONS)}; found {action!r:.40}"
        raise SchemaError(msg)
    kind = ACTIONS[action]
    rest = {key: value for key, value in data.items() if key != "action"}
    return schema.from_plain(kind, _completed(kind, rest), at=at)


def _completed(kind: type, data: object) -> object:
    """Plain data with the defaults of what was left out."""
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
    typed = ((field, schema.optional(hint) or hint) for field, hint in schema.typed_fields(kind))
    return tuple((field.name, field.default, inner if attrs.has(inner) else None) for field, inner in typed)
