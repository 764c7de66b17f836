"""The record as a table: for a terminal, for a notebook, and as CSV for a spreadsheet.

The tables for a terminal and a notebook have a row for each turn; of a report and a speech, which have no turns to tell apart, one for each section. In a terminal
columns are aligned by what it shows (a han character fills two cells). In a notebook the words of the record are escaped and isolated, so that neither markup nor
the direction of a script in them changes anything around them. CSV has one row a turn and is safe to open in a spreadsheet.

Source: RFC 4180 for CSV; OWASP, "CSV Injection", for the characters with which a spreadsheet takes a text for a formula.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import regex

from transcript.errors import display_width
from transcript.model import RecordView, Section, Speaker, Turn, View
from transcript.reviewing.questions import UNSURE, sure_of
from transcript.text import Span
from transcript.writers.minutes import clock_time, single_line, storable, title_of
from transcript.writers.timed_lines import require_turns

# Each column with the most cells that it may take; the last takes what is left.
_TURN_COLUMNS = {"时间": 8, "发言人": 14, "职务与单位": 36, "字数": 6, "开头": 0}
_SECTION_COLUMNS = {"部分": 40, "要点": 4, "字数": 6, "开头": 0}
_NUMBERS = frozenset({"时间", "要点", "字数"})
_GAP = "  "
_LONGEST_CELL = 400  # characters
_MOST_PROBLEMS = 20  # rows

Row = tuple[str, ...]


def write_table(record: RecordView, *, width: int = 100) -> str:
    """A table of what the record holds, under its title; what was odd stands below.

    Args:
        record: Any record.
        width: Cells of the terminal.

    Returns:
        The table, a row a line.
    """
    columns, rows = table_rows(record)
    title = record.meeting.title or _title(record)
    head = [_shown(title), ""] if title else []
    return "\n".join([*head, *_aligned(rows, columns=columns, width=width), *_problems(record), ""])


def table_rows(record: RecordView) -> tuple[dict[str, int], list[Row]]:
    """The headings, each with the most cells of its column, and the rows: a turn each, or a section each.

    Args:
        record: Any record.

    Returns:
        The headings and the rows.
    """
    if record.kind == "transcript":
        return _TURN_COLUMNS, [_turn_row(turn) for turn in record.turns]
    return _SECTION_COLUMNS, list(_section_rows(record))


def _turn_row(turn: Turn) -> Row:
    return (clock_time(turn.start_ms), _speaker(turn), _standing(turn.speaker), str(len(turn.raw)), turn.text)


def _speaker(turn: Turn) -> str:
    """Who speaks, with a question mark where that is not sure."""
    return turn.speaker.display + ("？" if sure_of(turn) < UNSURE else "")


def _section_rows(record: RecordView) -> Iterator[Row]:
    """The sections, and what stands between them."""
    at = 0
    for section in record.sections:
        yield from _loose_row(record, Span(at, max(at, section.span.start)))
        yield _section_row(record, section)
        at = max(at, section.span.end)
    yield from _loose_row(record, Span(at, len(record.source.text)))


def _section_row(record: RecordView, section: Section) -> Row:
    text = record.text_of(section.span)
    return (section.heading or "", str(len(section.points)), str(len(text)), text)


def _loose_row(record: RecordView, span: Span) -> Iterator[Row]:
    text = record.text_of(span).strip()
    if text:
        yield ("", "", str(len(text)), text)


def _standing(speaker: Speaker) -> str:
    """Title, unless the printed name has it, and organisation."""
    title = speaker.title if speaker.title and not speaker.display.endswith(speaker.title) else None
    return " ".join(filter(None, (title, speaker.organization)))


def _problems(record: RecordView) -> Iterator[str]:
    """What was odd, by line of the source."""
    if record.problems:
        yield ""
        yield f"存疑 {len(record.problems)} 处："
    for problem in record.problems[:_MOST_PROBLEMS]:
        place = f"第 {record.source.line_of(problem.span.start)} 行：" if problem.span else ""
        yield f"  {place}{_shown(problem.message)}"
    if len(record.problems) > _MOST_PROBLEMS:
        yield "  ……"


def _title(record: RecordView) -> str | None:
    titles = (segment.span.slice(record.source.text) for segment in record.source.segments if segment.kind == "title")
    return next(titles, None)


def _aligned(rows: Iterable[Row], *, columns: dict[str, int], width: int) -> Iterator[str]:
    """Rows under their headings, each column as wide as its widest cell, the last one filling what is left."""
    cells = [tuple(columns), *([_shown(cell) for cell in row] for row in rows)]
    widths = [
        min(limit, max(display_width(row[number]) for row in cells)) for number, limit in enumerate(columns.values())
    ]
    widths[-1] = max(8, width - sum(widths) - len(_GAP) * (len(widths) - 1))
    for row in cells:
        parts = (_padded(cell, size, heading) for cell, size, heading in zip(row, widths, columns, strict=True))
        yield _GAP.join(parts).rstrip()


def _padded(cell: str, size: int, heading: str) -> str:
    kept = cut(cell, width=size)
    space = " " * (size - display_width(kept))
    return space + kept if heading in _NUMBERS else kept + space


def _shown(text: str) -> str:
    """What may go to a terminal: controls, which could move its cursor, become spaces."""
    return "".join(character if character.isprintable() else " " for character in text[:_LONGEST_CELL])


def cut(text: str, *, width: int) -> str:
    """*text* in at most *width* cells, with an ellipsis if it is longer.

    Args:
        text: A text.
        width: Cells; a han character fills two.

    Returns:
        The text, shortened if need be.

    >>> cut("各位领导下午好", width=9)
    '各位领导…'
    """
    if display_width(text) <= width:
        return text
    used = 0
    for index, character in enumerate(text):
        used += display_width(character)
        if used > width - 1:
            return text[:index] + "…"
    return text


MOST_ROWS = 30  # rows of a notebook's table
_LONGEST_NOTEBOOK_CELL = 60  # characters
_CELL = "text-align:left;vertical-align:top;padding:.15em .6em"


def write_notebook(record: RecordView) -> str:
    """The record as a piece of HTML.

    Args:
        record: Any record.

    Returns:
        The HTML.
    """
    headings, rows = table_rows(record)
    left_out = f"<p>…… 另有 {len(rows) - MOST_ROWS} 行</p>" if len(rows) > MOST_ROWS else ""
    return (
        f'<div class="transcript-record"><p><strong>{_html_text(title_of(record))}</strong><br>{"　".join(_sizes(record))}</p>'
        f"<table><thead>{_html_row('th', tuple(headings))}</thead>"
        f"<tbody>{''.join(_html_row('td', row) for row in rows[:MOST_ROWS])}</tbody></table>{left_out}</div>"
    )


def _sizes(record: RecordView) -> Iterator[str]:
    """How much there is of everything that there is."""
    if record.turns:
        yield f"{len(record.turns)} 段发言"
        yield f"{len(record.speakers)} 位发言人"
        yield from filter(None, (clock_time(record.turns[-1].end_ms),))
    made = len(record.applied_edits)
    yield f"改动 {made} 处"
    if made < len(record.edits):
        yield f"建议 {len(record.edits) - made} 处"
    if record.problems:
        yield f"存疑 {len(record.problems)} 处"


def _html_row(tag: str, cells: Sequence[str]) -> str:
    shown = "".join(f'<{tag} style="{_CELL}">{_html_text(cell)}</{tag}>' for cell in cells)
    return f"<tr>{shown}</tr>"


def _html_text(text: str) -> str:
    line = single_line(text[: 4 * _LONGEST_NOTEBOOK_CELL])
    cut = line if len(line) <= _LONGEST_NOTEBOOK_CELL else f"{line[:_LONGEST_NOTEBOOK_CELL]}…"
    return f"<bdi>{html.escape(cut)}</bdi>"


# The signs that begin a formula, in both widths, behind white space, controls and characters without width, which a spreadsheet may drop; and a line
# break or tab before anything.
_FORMULA = regex.compile(r"[\t\r\n]|[\s\p{C}\p{Z}\p{M}]*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def write_csv(record: RecordView, *, view: View = "clean") -> str:
    """The rows of `MeetingRecord.to_records` as CSV, with a head of column names.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.

    Args:
        record: One with turns.
        view: What the column `text` holds: "clean" has the applied edits, "verbatim" is the same as the column `raw`.

    Returns:
        The CSV.

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

    >>> _cell("=1+1"), _cell(" =1+1"), _cell(-1), _cell(None)
    ("'=1+1", "' =1+1", -1, None)
    """
    if not isinstance(value, str):
        return value
    text = storable(value)
    return f"'{text}" if _FORMULA.match(text) else text
