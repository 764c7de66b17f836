"""Records as data frames: their turns, edits or speakers, a row each, in pandas, polars or Arrow.

The columns of turns are those of `MeetingRecord.to_records` after `source`, the name of the file. The types of the columns are the same whatever the
records hold, so that the frames of many meetings fit together. The packages come with the extra `frames` and are imported when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from transcript.files import require
from transcript.model import Edit, Speaker, Turn
from transcript.record import MeetingRecord
from transcript.writers.characters import storable

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

# The columns of each table with the types of their values; any may be missing.
COLUMNS: dict[str, type] = {
    "source": str,
    "index": int,
    "start": int,
    "end": int,
    "start_ms": int,
    "end_ms": int,
    "interpolated": bool,
    "speaker": str,
    "speaker_id": str,
    "name": str,
    "role": str,
    "title": str,
    "organization": str,
    "label": str,
    "confidence": float,
    "speaker_confidence": float,
    "text": str,
    "raw": str,
}
EDIT_COLUMNS: dict[str, type] = {
    "source": str,
    "start": int,
    "end": int,
    "before": str,
    "after": str,
    "kind": str,
    "applied": bool,
    "confidence": float,
    "reason": str,
    "entry": str,
    "runner_up": str,
    "margin": float,
    "turn": int,
    "speaker": str,
    "start_ms": int,
}
SPEAKER_COLUMNS: dict[str, type] = {
    "source": str,
    "id": str,
    "speaker": str,
    "name": str,
    "surname": str,
    "title": str,
    "organization": str,
    "role": str,
    "label": str,
    "turns": int,
    "characters": int,
    "talk_ms": int,
}
_PANDAS = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
_POLARS = {str: "String", int: "Int64", float: "Float64", bool: "Boolean"}
_ARROW = {str: "string", int: "int64", float: "float64", bool: "bool"}


def to_pandas(records: MeetingRecord | Iterable[MeetingRecord], *, table: str = "turns") -> pd.DataFrame:
    """The turns of one or more records, their "edits" or their "speakers", as a pandas data frame of nullable types.

    Raises:
        ExtraError: If pandas is not installed.
        ValueError: If there is no such *table*.
    """
    columns = columns_of(table)
    pandas = require("pandas", extra="frames")
    types = {name: _PANDAS[kind] for name, kind in columns.items()}
    frame: pd.DataFrame = pandas.DataFrame(_columns(records, table), dtype=object).astype(types)
    return frame


def to_polars(records: MeetingRecord | Iterable[MeetingRecord], *, table: str = "turns") -> pl.DataFrame:
    """The turns of one or more records, their "edits" or their "speakers", as a polars data frame.

    Raises:
        ExtraError: If polars is not installed.
        ValueError: If there is no such *table*.
    """
    columns = columns_of(table)
    polars = require("polars", extra="frames")
    types = {name: getattr(polars, _POLARS[kind]) for name, kind in columns.items()}
    frame: pl.DataFrame = polars.DataFrame(_columns(records, table), schema=types)
    return frame


def to_arrow(records: MeetingRecord | Iterable[MeetingRecord], *, table: str = "turns") -> pa.Table:
    """The turns of one or more records, their "edits" or their "speakers", as an Arrow table.

    Raises:
        ExtraError: If pyarrow is not installed.
        ValueError: If there is no such *table*.
    """
    columns = columns_of(table)
    arrow = require("pyarrow", extra="frames")
    types = arrow.schema([(name, arrow.type_for_alias(_ARROW[kind])) for name, kind in columns.items()])
    made: pa.Table = arrow.table(_columns(records, table), schema=types)
    return made


def columns_of(table: str) -> dict[str, type]:
    """The columns of a table with the types of their values; any may be missing.

    Raises:
        ValueError: If there is no such table.

    >>> list(columns_of("speakers"))[:4]
    ['source', 'id', 'speaker', 'name']
    """
    if table not in _TABLES:
        msg = f"no table {table!r}; expected one of: {', '.join(_TABLES)}"
        raise ValueError(msg)
    return _TABLES[table][0]


def _columns(records: MeetingRecord | Iterable[MeetingRecord], table: str) -> dict[str, list[Any]]:
    """The values by column; lone surrogates, which no frame can hold, are U+FFFD."""
    several = [records] if isinstance(records, MeetingRecord) else records
    columns, rows_of = _TABLES[table]
    rows = [{"source": record.source.name, **row} for record in several for row in rows_of(record)]
    return {name: [_value(row[name]) for row in rows] for name in columns}


def _edit_rows(record: MeetingRecord) -> list[dict[str, Any]]:
    return [_edit_row(record, edit) for edit in record.edits]


def _edit_row(record: MeetingRecord, edit: Edit) -> dict[str, Any]:
    fields = ("before", "after", "kind", "applied", "confidence", "reason", "entry", "runner_up", "margin")
    row = bisect_right(record.turns, edit.span.start, key=lambda turn: turn.span.start) - 1
    return {
        **{name: getattr(edit, name) for name in fields},
        "start": edit.span.start,
        "end": edit.span.end,
        "turn": row if row >= 0 else None,
        "speaker": record.turns[row].speaker.display if row >= 0 else None,
        "start_ms": record.time_at(edit.span.start),
    }


def _speaker_rows(record: MeetingRecord) -> list[dict[str, Any]]:
    turns: dict[str, list[Turn]] = {speaker.id: [] for speaker in record.speakers}
    for turn in record.turns:
        turns[turn.speaker.id].append(turn)
    return [_speaker_row(speaker, turns[speaker.id]) for speaker in record.speakers]


def _speaker_row(speaker: Speaker, turns: Sequence[Turn]) -> dict[str, Any]:
    fields = ("id", "name", "surname", "title", "organization", "role", "label")
    times = [turn.end_ms - turn.start_ms for turn in turns if turn.start_ms is not None and turn.end_ms is not None]
    return {
        **{name: getattr(speaker, name) for name in fields},
        "speaker": speaker.display,
        "turns": len(turns),
        "characters": sum(len(turn.text) for turn in turns),
        "talk_ms": sum(times) if len(times) == len(turns) else None,
    }


_TABLES: dict[str, tuple[dict[str, type], Callable[[MeetingRecord], list[dict[str, Any]]]]] = {
    "turns": (COLUMNS, MeetingRecord.to_records),
    "edits": (EDIT_COLUMNS, _edit_rows),
    "speakers": (SPEAKER_COLUMNS, _speaker_rows),
}


def _value(value: object) -> object:
    return storable(value) if isinstance(value, str) else value
