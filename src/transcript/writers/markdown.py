"""The record as Markdown, in the order in which a clerk sets down a meeting.

A transcript: 会议名称, 时间, 地点, 主持人, 出席, 议程, 发言记录 (each turn with its time, its speaker and the points of the speech nested),
更正说明 and 待核. A report and a speech have no turns: their sections take the place of the 发言记录. The verbatim view shows the words
as they were heard and lists no corrections.

Source: the parts of a 会议记录 are those that handbooks of official writing give (name, time, place, chair, those present, agenda,
speeches in order).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from transcript.writers.body import write_body
from transcript.writers.escaping import one_line
from transcript.writers.minutes import BODY_HEADINGS, acts_of_turns, carried_out, facts_of, parts_of, title_of, titled
from transcript.writers.table import clock_time

if TYPE_CHECKING:
    from transcript.model import Edit, Turn
    from transcript.record import MeetingRecord
    from transcript.text import Span

_EDIT_NAMES = {
    "name": "人名",
    "term": "术语",
    "number": "数字",
    "repeat": "重复",
    "join": "断句",
    "filler": "口头语",
    "punctuation": "标点",
    "ordinal": "序号",
    "script": "繁简",
}
# Corrections of what was said, listed one by one; the others are of how it is written and only counted.
_LISTED = frozenset({"name", "term", "ordinal"})


def write_markdown(record: MeetingRecord, *, view: str = "clean") -> str:
    """The record as a Markdown document.

    Args:
        record: Any record.
        view: "clean" has the applied edits and lists them, "verbatim" the words as they stand in the source.
    """
    parts = [f"# {one_line(title_of(record))}", *_facts(record), *_agenda(record), *_body(record, view)]
    if view == "clean":
        parts += [*_corrections(record), *_open_questions(record)]
    return "\n\n".join(parts) + "\n"


def _facts(record: MeetingRecord) -> Iterator[str]:
    lines = [f"- **{name}**：{one_line(value)}" for name, value in facts_of(record).items()]
    if lines:
        yield "\n".join(lines)


def _agenda(record: MeetingRecord) -> Iterator[str]:
    if record.agenda:
        yield "## 议程"
        yield "\n".join(
            f"{item.number}. {one_line(item.text)}{one_line(carried_out(record, item))}" for item in record.agenda
        )


def _body(record: MeetingRecord, view: str) -> Iterator[str]:
    yield f"## {BODY_HEADINGS[record.kind]}"
    if record.kind == "transcript" and record.turns:
        acts = acts_of_turns(record)
        for index, turn in enumerate(record.turns):
            yield _turn_heading(turn)
            if index in acts:
                yield f"*{one_line(acts[index])}*"
            yield from write_body(record, turn.span, view=view)
    else:
        yield from _sections(record, view)


def _turn_heading(turn: Turn) -> str:
    time = f"{clock_time(turn.start_ms)}　" if turn.start_ms is not None else ""
    return f"### {time}{one_line(titled(turn.speaker))}"


def _sections(record: MeetingRecord, view: str) -> Iterator[str]:
    for heading, span in parts_of(record):
        if heading:
            yield f"### {one_line(heading)}"
        yield from write_body(record, span, view=view)


def _corrections(record: MeetingRecord) -> Iterator[str]:
    made = [edit for edit in record.edits if edit.applied]
    if not made:
        return
    yield "## 更正说明"
    listed = [edit for edit in made if edit.kind in _LISTED]
    if listed:
        yield _table(("原文", "更正为", "类别", "次数", "位置", "理由"), _grouped(record, listed))
    counted = Counter(edit.kind for edit in made if edit.kind not in _LISTED)
    if counted:
        shown = "、".join(f"{_EDIT_NAMES[kind]} {number} 处" for kind, number in sorted(counted.items()))
        yield f"另有书写上的更正：{shown}。"


def _open_questions(record: MeetingRecord) -> Iterator[str]:
    suggested = [edit for edit in record.edits if not edit.applied and edit.kind in _LISTED]
    problems = [f"- {_place(record, problem.span)}{one_line(problem.message)}" for problem in record.problems]
    if suggested or problems:
        yield "## 待核"
    if suggested:
        yield _table(("原文", "疑为", "类别", "次数", "位置", "理由"), _grouped(record, suggested))
    if problems:
        yield "\n".join(problems)


def _grouped(record: MeetingRecord, edits: Iterable[Edit]) -> Iterator[tuple[str, ...]]:
    """One row for the same change, however often it was made."""
    groups: dict[tuple[str, str, str], list[Edit]] = {}
    for edit in edits:
        groups.setdefault((edit.before, edit.after, edit.kind), []).append(edit)
    for (before, after, kind), group in groups.items():
        places = "、".join(dict.fromkeys(_place(record, edit.span, end="") for edit in group[:5]))
        more = "等" if len(group) > 5 else ""
        yield before, after or "（删）", _EDIT_NAMES[kind], str(len(group)), places + more, group[0].reason


def _place(record: MeetingRecord, span: Span | None, *, end: str = "：") -> str:
    """Where: by the clock, else by the line."""
    if span is None:
        return ""
    time = clock_time(record.time_at(span.start))
    return (time or f"第 {record.source.line_of(span.start)} 行") + end


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *([one_line(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
