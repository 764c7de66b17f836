"""The record as a Word document: a 会议记录 to print and sign, in the layout of GB/T 9704.

Head, agenda, speeches in order, lines for signatures. What was corrected is not listed here but in the Markdown and the JSON of the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.files import require
from transcript.model import RecordView, Turn, View
from transcript.text import Span
from transcript.writers.characters import single_line
from transcript.writers.minutes import (
    BODY_HEADINGS,
    acts_of_turns,
    carried_out,
    clock_time,
    facts_of,
    lines_of,
    parts_of,
    title_on_paper,
    titled,
)

if TYPE_CHECKING:
    from transcript.writers.official_layout import OfficialDocument

_SIGNATURES = ("主持人（签名）：", "记录人（签名）：")


def write_docx(record: RecordView, *, view: View = "clean") -> bytes:
    """The record as the bytes of a .docx.

    Args:
        record: Any record.
        view: "clean" or "verbatim".

    Raises:
        ExtraError: If python-docx is not installed.
    """
    require("docx", extra="docx")
    from transcript.writers.official_layout import OfficialDocument

    paper = OfficialDocument(title=single_line(title_on_paper(record)))
    for name, value in facts_of(record).items():
        if name != "会议名称":
            paper.add_fact(name, single_line(value))
    if record.agenda:
        paper.add_heading("议程")
        for item in record.agenda:
            paper.add_paragraph(single_line(f"{item.number}. {item.text}{carried_out(record, item)}"))
    paper.add_heading(BODY_HEADINGS[record.kind])
    if record.kind == "transcript" and record.turns:
        _add_turns(paper, record, view)
    else:
        _add_parts(paper, record, view)
    if record.kind == "transcript":
        paper.add_signatures(_SIGNATURES)
    return paper.to_bytes()


def _add_turns(paper: OfficialDocument, record: RecordView, view: View) -> None:
    acts = acts_of_turns(record)
    for index, turn in enumerate(record.turns):
        paper.add_subheading(single_line(_turn_heading(turn, acts.get(index))))
        _add_lines(paper, record, turn.span, view)


def _turn_heading(turn: Turn, act: str | None) -> str:
    notes = [note for note in (act, clock_time(turn.start_ms)) if note]
    return titled(turn.speaker) + (f"（{'，'.join(notes)}）" if notes else "")


def _add_parts(paper: OfficialDocument, record: RecordView, view: View) -> None:
    for heading, span in parts_of(record):
        if heading:
            paper.add_subheading(single_line(heading))
        _add_lines(paper, record, span, view)


def _add_lines(paper: OfficialDocument, record: RecordView, span: Span, view: View) -> None:
    for line in lines_of(record, span, view=view):
        paper.add_paragraph(single_line(line.text))
