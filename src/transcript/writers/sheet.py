"""The record as CSV: one row a turn, safe to open in a spreadsheet.

Source: RFC 4180 for the format; OWASP, "CSV Injection", for the characters with which a spreadsheet takes a text for a formula.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from transcript.writers.characters import storable
from transcript.writers.passages import require_turns

if TYPE_CHECKING:
    from transcript.record import MeetingRecord

# The signs that begin a formula, in both widths, and white space that a spreadsheet drops before one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_csv(record: MeetingRecord, *, view: str = "clean") -> str:
    """The rows of `MeetingRecord.to_records` as CSV, with a head of column names.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.

    Args:
        record: One with turns.
        view: What the column `text` holds: "clean" has the applied edits, "verbatim" is the same as the column `raw`.

    Raises:
        WriteError: If the record has no turns.
    """
    require_turns(record, format="csv")
    out = io.StringIO()
    rows = record.to_records()
    writer = csv.writer(out)
    writer.writerow(rows[0])
    for row, turn in zip(rows, record.turns, strict=True):
        row["text"] = record.text_of(turn.span, view=view)
        writer.writerow(map(_cell, row.values()))
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A value as a cell that no spreadsheet runs.

    >>> _cell("=1+1"), _cell(-1), _cell(None)
    ("'=1+1", -1, None)
    """
    if not isinstance(value, str):
        return value
    text = storable(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
