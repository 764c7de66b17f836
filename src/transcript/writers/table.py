"""The record as a table for a terminal, columns aligned by what a terminal shows (a han character fills two cells).

A transcript has a row for each turn; a report and a speech, which have no turns to tell apart, one for each section.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from transcript.errors import display_width
from transcript.text import Span

if TYPE_CHECKING:
    from transcript.model import Section, Speaker, Turn
    from transcript.record import MeetingRecord

# Each column with the most cells that it may take; the last takes what is left.
_TURN_COLUMNS = {"时间": 8, "发言人": 14, "职务与单位": 36, "字数": 6, "开头": 0}
_SECTION_COLUMNS = {"部分": 40, "要点": 4, "字数": 6, "开头": 0}
_NUMBERS = frozenset({"时间", "要点", "字数"})
_GAP = "  "
_LONGEST_CELL = 400
_MOST_PROBLEMS = 20

Row = tuple[str, ...]


def write_table(record: MeetingRecord, *, width: int = 100) -> str:
    """A table of what the record holds, under its title; what was odd stands below.

    Args:
        record: Any record.
        width: Cells of the terminal.
    """
    columns, rows = table_rows(record)
    title = record.meeting.title or _title(record)
    head = [_shown(title), ""] if title else []
    return "\n".join([*head, *_aligned(rows, columns=columns, width=width), *_problems(record), ""])


def table_rows(record: MeetingRecord) -> tuple[dict[str, int], list[Row]]:
    """The headings, each with the most cells of its column, and the rows: a turn each, or a section each."""
    if record.kind == "transcript":
        return _TURN_COLUMNS, [_turn_row(turn) for turn in record.turns]
    return _SECTION_COLUMNS, list(_section_rows(record))


def clock_time(ms: int | None) -> str:
    """Hours, minutes and seconds as a recorder shows them.

    >>> clock_time(6_662_000), clock_time(62_000)
    ('1:51:02', '01:02')
    """
    if ms is None:
        return ""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _turn_row(turn: Turn) -> Row:
    return (clock_time(turn.start_ms), turn.speaker.display, _standing(turn.speaker), str(len(turn.raw)), turn.text)


def _section_rows(record: MeetingRecord) -> Iterator[Row]:
    """The sections, and what stands between them."""
    at = 0
    for section in record.sections:
        yield from _loose_row(record, Span(at, max(at, section.span.start)))
        yield _section_row(record, section)
        at = max(at, section.span.end)
    yield from _loose_row(record, Span(at, len(record.source.text)))


def _section_row(record: MeetingRecord, section: Section) -> Row:
    text = record.text_of(section.span)
    return (section.heading or "", str(len(section.points)), str(len(text)), text)


def _loose_row(record: MeetingRecord, span: Span) -> Iterator[Row]:
    text = record.text_of(span).strip()
    if text:
        yield ("", "", str(len(text)), text)


def _standing(speaker: Speaker) -> str:
    """Title, unless the printed name has it, and organisation."""
    title = speaker.title if speaker.title and not speaker.display.endswith(speaker.title) else None
    return " ".join(filter(None, (title, speaker.organization)))


def _problems(record: MeetingRecord) -> Iterator[str]:
    """What was odd, by line of the source."""
    if record.problems:
        yield ""
        yield f"存疑 {len(record.problems)} 处："
    for problem in record.problems[:_MOST_PROBLEMS]:
        place = f"第 {record.source.line_of(problem.span.start)} 行：" if problem.span else ""
        yield f"  {place}{_shown(problem.message)}"
    if len(record.problems) > _MOST_PROBLEMS:
        yield "  ……"


def _title(record: MeetingRecord) -> str | None:
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
