"""What a notebook shows of a record: its title, its size, and the beginning of every turn, as one small table.

Words of the record are escaped and isolated, so that neither markup nor the direction of a script in them changes anything around them.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transcript.writers.characters import single_line
from transcript.writers.minutes import title_of
from transcript.writers.table import clock_time, table_rows

if TYPE_CHECKING:
    from transcript.record import MeetingRecord

MOST_ROWS = 30
_LONGEST_CELL = 60
_CELL = "text-align:left;vertical-align:top;padding:.15em .6em"


def write_notebook(record: MeetingRecord) -> str:
    """The record as a piece of HTML."""
    headings, rows = table_rows(record)
    left_out = f"<p>…… 另有 {len(rows) - MOST_ROWS} 行</p>" if len(rows) > MOST_ROWS else ""
    return (
        f'<div class="transcript-record"><p><strong>{_shown(title_of(record))}</strong><br>{"　".join(_sizes(record))}</p>'
        f"<table><thead>{_row('th', tuple(headings))}</thead>"
        f"<tbody>{''.join(_row('td', row) for row in rows[:MOST_ROWS])}</tbody></table>{left_out}</div>"
    )


def _sizes(record: MeetingRecord) -> Iterator[str]:
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


def _row(tag: str, cells: Sequence[str]) -> str:
    shown = "".join(f'<{tag} style="{_CELL}">{_shown(cell)}</{tag}>' for cell in cells)
    return f"<tr>{shown}</tr>"


def _shown(text: str) -> str:
    line = single_line(text[: 4 * _LONGEST_CELL])
    cut = line if len(line) <= _LONGEST_CELL else f"{line[:_LONGEST_CELL]}…"
    return f"<bdi>{html.escape(cut)}</bdi>"
