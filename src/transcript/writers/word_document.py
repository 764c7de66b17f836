"""The record as a Word document: a 会议记录 to print and sign in the layout of GB/T 9704, or in an office's own.

Head with blanks for what is unknown, agenda, speeches in order, lines for signatures; headings have real styles, so that Word shows an outline. Sentences stand in
paragraphs of reading length, whatever lines the recorder made. What was corrected is not listed here but in the Markdown and the JSON of the record.

A template is a .docx of the office: `{{时间}}`, `{{主持人}}`, … in it become the facts, `{{议程}}` and `{{发言记录}}` on a line of their own the agenda and
the speeches.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from transcript.errors import SourceError, WriteError
from transcript.files import require
from transcript.model import RecordView, Turn, View
from transcript.writers.minutes import (
    BODY_HEADINGS,
    SUGGESTS_STOPS,
    acts_of_turns,
    carried_out,
    clock_time,
    facts_of,
    facts_on_paper,
    paragraphs_of,
    parts_of,
    single_line,
    suggests_stops,
    title_on_paper,
    titled,
)

if TYPE_CHECKING:
    from transcript.writers.official_layout import Line

BLANK = "＿" * 8
_SIGNATURES = ("主持人（签名）：", "记录人（签名）：")
TITLE, AGENDA, BODY = "会议名称", "议程", "发言记录"
PLACEHOLDERS = (
    TITLE,
    "时间",
    "录音时段",
    "地点",
    "主办单位",
    "主持人",
    "出席",
    "出席单位",
    "列席",
    "缺席",
    "记录人",
    "发言",
    AGENDA,
    BODY,
)


def write_docx(
    record: RecordView, *, view: View = "clean", contents: bool = False, template: str | Path | None = None
) -> bytes:
    """The record as the bytes of a .docx.

    Args:
        record: Any record.
        view: "clean" or "verbatim".
        contents: Whether a table of contents stands below the head; Word fills in the pages when it is updated there (F9).
        template: A .docx of the office's own, with placeholders from `PLACEHOLDERS` in double braces.

    Returns:
        The bytes of the file.

    Raises:
        ExtraError: If python-docx is not installed.
        SourceError: If the template cannot be read.
        WriteError: If the template is no .docx, or has a placeholder that nobody knows.
    """
    require("docx", extra="docx")
    if template is not None:
        return _filled(record, Path(template), view)
    from transcript.writers.official_layout import OfficialDocument

    paper = OfficialDocument(title=single_line(title_on_paper(record)))
    for name, value in facts_on_paper(record).items():
        paper.add_fact(name, BLANK if value is None else single_line(value))
    if contents:
        paper.add_contents()
    if record.agenda:
        paper.add_heading(AGENDA)
        for text in _agenda(record):
            paper.add_paragraph(text)
    paper.add_heading(BODY_HEADINGS[record.kind])
    for line in _body(record, view):
        paper.add_line(line)
    if record.kind == "transcript":
        paper.add_signatures(_SIGNATURES)
    return paper.to_bytes()


def _filled(record: RecordView, path: Path, view: View) -> bytes:
    """The office's document with the record in place of its placeholders."""
    from transcript.writers.official_layout import Line, Template

    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"cannot open the file: {error.strerror}"
        raise SourceError(msg, source=str(path)) from error
    template = Template(data, name=str(path))
    unknown = sorted(template.names - set(PLACEHOLDERS))
    if unknown:
        shown = "、".join(f"{{{{{name}}}}}" for name in unknown)
        msg = f"the template has the placeholder {shown:.200}; expected any of: {', '.join(PLACEHOLDERS)}"
        raise WriteError(msg, source=str(path))
    facts: dict[str, str | None] = {**dict.fromkeys(PLACEHOLDERS), **facts_on_paper(record), **facts_of(record)}
    facts[TITLE] = facts[TITLE] or title_on_paper(record)
    blocks = {
        AGENDA: [Line(text=text) for text in _agenda(record)] or [Line(text=BLANK)],
        BODY: list(_body(record, view)),
    }
    words = {name: single_line(value) if value else BLANK for name, value in facts.items() if name not in blocks}
    return template.filled(words, blocks)


def _agenda(record: RecordView) -> list[str]:
    return [single_line(f"{item.number}. {item.text}{carried_out(record, item)}") for item in record.agenda]


def _body(record: RecordView, view: View) -> Iterator[Line]:
    """The lines of the proceedings: who speaks as a heading, then the words in paragraphs."""
    from transcript.writers.official_layout import Line

    if suggests_stops(record, view=view):
        yield Line(text=f"（{SUGGESTS_STOPS}）")
    if record.kind == "transcript" and record.turns:
        acts = acts_of_turns(record)
        for index, turn in enumerate(record.turns):
            yield _turn_heading(turn, acts.get(index))
            yield from (Line(text=single_line(one.text)) for one in paragraphs_of(record, turn.span, view=view))
        return
    for heading, span in parts_of(record):
        if heading:
            yield Line(text=single_line(heading), heading=True)
        yield from (Line(text=single_line(one.text)) for one in paragraphs_of(record, span, view=view))


def _turn_heading(turn: Turn, act: str | None) -> Line:
    """Who speaks, as what, and when: 县水利局局长 **方志明**（发言，01:31）."""
    from transcript.writers.official_layout import Line

    notes = [note for note in (act, clock_time(turn.start_ms)) if note]
    who, shown = single_line(titled(turn.speaker)), single_line(turn.speaker.display)
    before, bold = (who.removesuffix(shown), shown) if who.endswith(shown) else ("", who)
    return Line(before=before, bold=bold, text=single_line(f"（{'，'.join(notes)}）") if notes else "", heading=True)
