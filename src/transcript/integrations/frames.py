"""Records as data frames, and transcripts in Arrow that become records in Arrow.

A frame has the turns, edits or speakers of records, a row each, in pandas, polars or Arrow. The
columns of turns are those of `MeetingRecord.to_records` after `source`, the name of the file. The types of the columns are the same whatever the
records hold, so that the frames of many meetings fit together.

`parse_batches` is one function for every engine that hands out batches: it runs as it is in Ray Data (`map_batches`), Spark (`mapInArrow`), Dask and polars. A row that
fails has its reason in a column: nothing is raised, so that no engine tries a bad row again or gives up.

The packages come with the extra `frames` and are imported when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transcript.errors import FormatError, TranscriptError
from transcript.files import require
from transcript.lexicon import Lexicon
from transcript.model import Edit, Speaker, Turn
from transcript.parse import parse_transcript
from transcript.record import MeetingRecord
from transcript.writers.minutes import storable

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
    """Convert one or more records to a pandas data frame of nullable types.

    Args:
        records: A record, or several.
        table: "turns", "edits" or "speakers".

    Returns:
        A row for each turn, edit or speaker.

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
    """Convert one or more records to a polars data frame.

    Args:
        records: A record, or several.
        table: "turns", "edits" or "speakers".

    Returns:
        A row for each turn, edit or speaker.

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
    """Convert one or more records to an Arrow table.

    Args:
        records: A record, or several.
        table: "turns", "edits" or "speakers".

    Returns:
        A row for each turn, edit or speaker.

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
    """List the columns of a table with the types of their values; any value may be missing.

    Args:
        table: "turns", "edits" or "speakers".

    Returns:
        Type by name, in order.

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


# The columns of a batch to parse; others are passed over.
ID, TEXT = "id", "text"


def schema() -> pa.Schema:
    """Return the schema of what `parse_batches` returns.

    `id` as it came; `record`, the JSON of the record; `turns`, its turns with the columns of `to_records`; `problems`, what was odd in it; `error`,
    why
    there is no record. Either `record` or `error` is null.

    Returns:
        The schema.

    Raises:
        ExtraError: If pyarrow is not installed.
    """
    arrow = require("pyarrow", extra="frames")
    turn = arrow.struct([(name, arrow.type_for_alias(_ARROW[kind])) for name, kind in _TURN.items()])
    problem = arrow.struct([("kind", arrow.string()), ("message", arrow.string())])
    found: pa.Schema = arrow.schema(
        [
            (ID, arrow.string()),
            ("record", arrow.string()),
            ("turns", arrow.list_(turn)),
            ("problems", arrow.list_(problem)),
            ("error", arrow.string()),
        ]
    )
    return found


_TURN = {name: kind for name, kind in COLUMNS.items() if name != "source"}


def parse_batches(batches: Any, *, lexicon: str | None = None) -> Any:
    """Parse transcripts.

    Args:
        batches: A record batch or table with the columns `id` (text) and `text` (text, or bytes in any encoding or format that `parse_transcript`
            reads), or an iterable of record batches.
        lexicon: Path of a lexicon, opened once in each process. A compiled one is mapped into memory, and shared by the processes of a machine.

    Returns:
        The same with the columns of `schema`, row for row; of an iterable an iterator.

    Raises:
        ExtraError: If pyarrow is not installed.
        FormatError: If a column is missing.
        TranscriptError: If the lexicon cannot be read.
    """
    arrow = require("pyarrow", extra="frames")
    if isinstance(batches, arrow.RecordBatch):
        return _parsed(batches, arrow, lexicon)
    if isinstance(batches, arrow.Table):
        return arrow.Table.from_batches([_parsed(batch, arrow, lexicon) for batch in batches.to_batches()], schema())
    return (_parsed(batch, arrow, lexicon) for batch in batches)


def _parsed(batch: pa.RecordBatch, arrow: Any, lexicon: str | None) -> pa.RecordBatch:
    missing = [name for name in (ID, TEXT) if name not in batch.schema.names]
    if missing:
        msg = f"expected the columns {ID!r} and {TEXT!r}, found {', '.join(map(repr, batch.schema.names)) or 'none'}"
        raise FormatError(msg)
    known = _lexicon(lexicon) if lexicon else None
    keys, texts = batch.column(ID).cast(arrow.string()).to_pylist(), batch.column(TEXT).to_pylist()
    rows = [_row(key, text, known) for key, text in zip(keys, texts, strict=True)]
    return arrow.RecordBatch.from_pylist(rows, schema=schema())


@lru_cache(maxsize=4)
def _lexicon(path: str) -> Lexicon:
    return Lexicon.load(Path(path))


def _row(key: str | None, text: str | bytes | None, lexicon: Lexicon | None) -> dict[str, Any]:
    if text is None:
        return {ID: key, "error": "no text"}
    try:
        return {ID: key, **_filled(parse_transcript(text, lexicon=lexicon))}
    except TranscriptError as error:
        return {ID: key, "error": storable(str(error))}
    except Exception as error:  # noqa: BLE001 - a defect of ours: one row must not stop a million
        return {ID: key, "error": storable(f"{type(error).__name__}: {error}")}


def _filled(record: MeetingRecord) -> dict[str, Any]:
    turns = [{name: _value(row[name]) for name in _TURN} for row in record.to_records()]
    problems = [{"kind": problem.kind, "message": storable(problem.message)} for problem in record.problems]
    return {"record": record.to_json(), "turns": turns, "problems": problems}


def _value(value: object) -> object:
    return storable(value) if isinstance(value, str) else value
