"""The record as Markdown, in the order in which a clerk sets down a meeting.

A transcript: 会议名称, 时间, 地点, 主持人, 出席, 议程, 发言记录 (each turn with its time, its speaker and the points of the speech nested),
更正说明 and 待核. A report and a speech have no turns: their sections take the place of the 发言记录. The verbatim view shows the words
as they were heard and lists no corrections.

Source: the parts of a 会议记录 are those that handbooks of official writing give (name, time, place, chair, those present, agenda,
speeches in order).

Text is escaped: nothing in it becomes markup, a link or HTML.

Source: the parts of a 会议记录 as handbooks of official writing give them; CommonMark 0.31 sections 2.4 (backslash escapes), 4 and 6; GitHub's extensions for
tables, strikethrough, autolinks and mathematics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import regex

from transcript.model import Edit, RecordView, Turn, View
from transcript.reviewing.asking import speaker_questions
from transcript.reviewing.questions import UNSURE, sure_of
from transcript.text import Span
from transcript.writers.minutes import (
    BODY_HEADINGS,
    SUGGESTS_STOPS,
    acts_of_turns,
    carried_out,
    clock_time,
    facts_of,
    paragraphs_of,
    parts_of,
    suggests_stops,
    title_of,
    titled,
)

# Markup wherever it stands, and what cannot be encoded or shown.
_INLINE = regex.compile(r"[\\`*_\[\]<>|~$&]")
# Markup at the start of a line: headings, lists, quotes, rules.
_LINE_START = regex.compile(r"(?m)^(\s*)(#{1,6}(?=\s|$)|[-+=]|:(?=\s*-)|[0-9]{1,9}(?=[.)](?:\s|$)))")
# Where a bare address would become a link: GitHub knows schemes, www and mail, also right after a han character; others take any name with a dot before letters.
_ADDRESS = regex.compile(r"(?i)(?:https?|ftp|mailto|xmpp)(?=:)|(?=@)|/(?=/)|(?<=[\p{L}\p{N}_-])(?=\.\p{L}{2})")
_UNSHOWABLE = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def escaped(text: str) -> str:
    r"""Escape a text of several lines, so that Markdown shows each line as it stands.

    Args:
        text: A text.

    Returns:
        The same text in Markdown.

    >>> print(escaped("1. <b>江一帆</b> [见](http://x)"))
    1\. \<b\>江一帆\</b\> \[见\](http\:/\/x)
    """
    text = _INLINE.sub(lambda mark: "\\" + mark.group(), _UNSHOWABLE.sub("\ufffd", text))
    text = _ADDRESS.sub(lambda start: start.group() + "\\", text)
    text = _LINE_START.sub(_started, text)
    return str(text)


def _started(match: regex.Match[str]) -> str:
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark[0].isdigit() else f"{space}\\{mark}"


def one_line(text: str) -> str:
    """Escape a text and put it on one line, for headings, lists and table cells.

    Args:
        text: A text.

    Returns:
        The same text in Markdown.
    """
    return escaped(" ".join(text.split()))


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
_MOST_PEOPLE = 20
_LISTED = frozenset({"name", "term", "ordinal"})


def write_markdown(record: RecordView, *, view: View = "clean") -> str:
    """The record as a Markdown document.

    Args:
        record: Any record.
        view: "clean" has the applied edits and lists them, "verbatim" the words as they stand in the source.

    Returns:
        The Markdown.
    """
    parts = [f"# {one_line(title_of(record))}", *_facts(record), *_agenda(record), *_body(record, view)]
    if view == "clean":
        parts += [*_corrections(record), *_open_questions(record)]
    return "\n\n".join(parts) + "\n"


def _facts(record: RecordView) -> Iterator[str]:
    lines = [f"- **{name}**：{one_line(value)}" for name, value in facts_of(record).items()]
    if lines:
        yield "\n".join(lines)


def _agenda(record: RecordView) -> Iterator[str]:
    if record.agenda:
        yield "## 议程"
        yield "\n".join(
            f"{item.number}. {one_line(item.text)}{one_line(carried_out(record, item))}" for item in record.agenda
        )


def _body(record: RecordView, view: View) -> Iterator[str]:
    yield f"## {BODY_HEADINGS[record.kind]}"
    if suggests_stops(record, view=view):
        yield f"*{SUGGESTS_STOPS}*"
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
    unsure = "（待核）" if sure_of(turn) < UNSURE else ""
    return f"### {time}{one_line(titled(turn.speaker))}{unsure}"


def _sections(record: RecordView, view: View) -> Iterator[str]:
    for heading, span in parts_of(record):
        if heading:
            yield f"### {one_line(heading)}"
        yield from write_body(record, span, view=view)


def write_body(record: RecordView, span: Span, *, view: View) -> Iterator[str]:
    """The blocks of the speech in *span*; a list item for each point of it, paragraphs for the rest.

    Args:
        record: Any record.
        span: A span of the source.
        view: "clean" or "verbatim".

    Yields:
        The blocks, indented by the depth of their points.
    """
    for line in paragraphs_of(record, span, view=view):
        indent = "  " * (line.depth - line.opens)
        yield f"{indent}- {escaped(line.text)}" if line.opens else f"{indent}{escaped(line.text)}"


def _corrections(record: RecordView) -> Iterator[str]:
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


def _open_questions(record: RecordView) -> Iterator[str]:
    suggested = [edit for edit in record.edits if not edit.applied and edit.kind in _LISTED]
    problems = [f"- {_place(record, problem.span)}{one_line(problem.message)}" for problem in record.problems]
    people = list(_people(record))
    if suggested or problems or people:
        yield "## 待核"
    if people:
        yield _table(("谁在说", "现在", "可能是", "关系到", "缘由"), people)
    if suggested:
        yield _table(("原文", "疑为", "类别", "次数", "位置", "理由"), _grouped(record, suggested))
    if problems:
        yield "\n".join(problems)


def _people(record: RecordView) -> Iterator[tuple[str, ...]]:
    """What is open about who speaks, a row for each question, what to ask first in front."""
    for question in speaker_questions(record, unsure=UNSURE, context=0, most=_MOST_PEOPLE):
        now, *others = question.candidates
        size = f"{len(question.turns)} 段，{question.characters} 字"
        yield _place(record, question.span, end=""), now, "、".join(others[:4]), size, question.reason


def _grouped(record: RecordView, edits: Iterable[Edit]) -> Iterator[tuple[str, ...]]:
    """One row for the same change, however often it was made."""
    groups: dict[tuple[str, str, str], list[Edit]] = {}
    for edit in edits:
        groups.setdefault((edit.before, edit.after, edit.kind), []).append(edit)
    for (before, after, kind), group in groups.items():
        places = "、".join(dict.fromkeys(_place(record, edit.span, end="") for edit in group[:5]))
        more = "等" if len(group) > 5 else ""
        yield before, after or "（删）", _EDIT_NAMES[kind], str(len(group)), places + more, group[0].reason


def _place(record: RecordView, span: Span | None, *, end: str = "：") -> str:
    """Where: by the clock, else by the line."""
    if span is None:
        return ""
    time = clock_time(record.time_at(span.start))
    return (time or f"第 {record.source.line_of(span.start)} 行") + end


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *([one_line(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
