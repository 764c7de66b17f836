"""The record as a table for a terminal: one row a turn, columns aligned by what a terminal shows (a han character fills two cells)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from transcript.errors import display_width
from transcript.text import Span

if TYPE_CHECKING:
    from transcript.record import MeetingRecord
    from transcript.values import Speaker, Turn

_HEADINGS = ("时间", "发言人", "职务与单位", "字数", "开头")
_NUMBERS = frozenset({"时间", "字数"})
_WIDEST = (8, 14, 36, 6)
_GAP = "  "
_MOST_PROBLEMS = 20


def write_table(record: MeetingRecord, *, width: int = 100) -> str:
    """A table of the record's turns under its title.

    Args:
        record: Any record; one without turns shows its paragraphs instead.
        width: Cells of the terminal.
    """
    rows = [_turn_row(turn) for turn in record.turns]
    if not rows:
        pieces = [segment.span for segment in record.source.speech]
        rows = [_speech_row(span, record=record) for span in pieces]
    title = record.meeting.title or _title(record)
    head = [_shown(title), ""] if title else []
    return "\n".join([*head, *_aligned([_HEADINGS, *rows], width=width), *_problems(record), ""])


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


def _turn_row(turn: Turn) -> tuple[str, ...]:
    return (clock_time(turn.start_ms), turn.speaker.display, _standing(turn.speaker), str(len(turn.raw)), turn.text)


def _speech_row(span: Span, *, record: MeetingRecord) -> tuple[str, ...]:
    return (clock_time(record.time_at(span.start)), "", "", str(len(span)), span.slice(record.source.text))


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


def _aligned(rows: Sequence[Sequence[str]], *, width: int) -> Iterable[str]:
    """Rows with each column as wide as its widest cell, the last one filling what is left."""
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = [min(limit, max(display_width(row[column]) for row in cells)) for column, limit in enumerate(_WIDEST)]
    rest = max(8, width - sum(widths) - len(_GAP) * len(widths))
    for row in cells:
        parts = [_padded(cell, size, heading) for cell, size, heading in zip(row, widths, _HEADINGS, strict=False)]
        yield _GAP.join([*parts, cut(row[-1], width=rest)]).rstrip()


def _padded(cell: str, size: int, heading: str) -> str:
    kept = cut(cell, width=size)
    space = " " * (size - display_width(kept))
    return space + kept if heading in _NUMBERS else kept + space


def _shown(text: str) -> str:
    """What may go to a terminal: controls, which could move its cursor, become spaces."""
    return "".join(character if character.isprintable() else " " for character in text[:400])


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
