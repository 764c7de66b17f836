"""Transcripts in Arrow, a row each, become records in Arrow, a row each: one function for every engine that hands out batches.

It runs as it is in Ray Data (`map_batches`), Spark (`mapInArrow`), Dask and polars. A row that fails has its reason in a column: nothing is raised, so
that no engine tries a bad row again or gives up. pyarrow comes with the extra `frames`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transcript.errors import FormatError, TranscriptError
from transcript.files import require
from transcript.integrations.frames import COLUMNS
from transcript.lexicon import Lexicon
from transcript.parse import parse_transcript
from transcript.record import MeetingRecord
from transcript.writers.characters import storable

if TYPE_CHECKING:
    import pyarrow as pa

# The columns of a batch to parse; others are passed over.
ID, TEXT = "id", "text"
_ARROW = {str: "string", int: "int64", float: "float64", bool: "bool"}


def schema() -> pa.Schema:
    """The columns that `parse_batches` returns.

    `id` as it came; `record`, the JSON of the record; `turns`, its turns with the columns of `to_records`; `problems`, what was odd in it; `error`, why
    there is no record. Either `record` or `error` is null.

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
