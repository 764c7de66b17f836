"""Records as data frames: a row a turn, in pandas, polars or Arrow.

The columns are those of `MeetingRecord.to_records` after `source`, the name of the file. Their types are the same whatever the records hold, so that
the frames of many meetings fit together. The packages come with the extra `frames` and are imported when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from transcript.extras import require
from transcript.record import MeetingRecord
from transcript.writers.characters import storable

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

# The columns with the types of their values; any may be missing.
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
    "text": str,
    "raw": str,
}
_PANDAS = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
_POLARS = {str: "String", int: "Int64", float: "Float64", bool: "Boolean"}
_ARROW = {str: "string", int: "int64", float: "float64", bool: "bool"}


def to_pandas(records: MeetingRecord | Iterable[MeetingRecord]) -> pd.DataFrame:
    """The turns of one or more records as a pandas data frame of nullable types.

    Raises:
        ExtraError: If pandas is not installed.
    """
    pandas = require("pandas", extra="frames")
    types = {name: _PANDAS[kind] for name, kind in COLUMNS.items()}
    frame: pd.DataFrame = pandas.DataFrame(_columns(records), dtype=object).astype(types)
    return frame


def to_polars(records: MeetingRecord | Iterable[MeetingRecord]) -> pl.DataFrame:
    """The turns of one or more records as a polars data frame.

    Raises:
        ExtraError: If polars is not installed.
    """
    polars = require("polars", extra="frames")
    types = {name: getattr(polars, _POLARS[kind]) for name, kind in COLUMNS.items()}
    frame: pl.DataFrame = polars.DataFrame(_columns(records), schema=types)
    return frame


def to_arrow(records: MeetingRecord | Iterable[MeetingRecord]) -> pa.Table:
    """The turns of one or more records as an Arrow table.

    Raises:
        ExtraError: If pyarrow is not installed.
    """
    arrow = require("pyarrow", extra="frames")
    types = arrow.schema([(name, arrow.type_for_alias(_ARROW[kind])) for name, kind in COLUMNS.items()])
    table: pa.Table = arrow.table(_columns(records), schema=types)
    return table


def _columns(records: MeetingRecord | Iterable[MeetingRecord]) -> dict[str, list[Any]]:
    """The values by column; lone surrogates, which no frame can hold, are U+FFFD."""
    several = [records] if isinstance(records, MeetingRecord) else records
    rows = [{"source": record.source.name, **row} for record in several for row in record.to_records()]
    return {name: [_value(row[name]) for row in rows] for name in COLUMNS}


def _value(value: object) -> object:
    return storable(value) if isinstance(value, str) else value
