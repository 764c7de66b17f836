"""The record as Markdown, in the order in which a clerk sets down a meeting.

A transcript: 会议名称, 时间, 地点, 主持人, 出席, 议程, 发言记录 (each turn with its time, its speaker and the points of the speech nested),
更正说明 and 待核. A report and a speech have no turns: their sections take the place of the 发言记录. The verbatim view shows the words
as they were heard and lists no corrections.

Source: the parts of a 会议记录 are those that handbooks of official writing give (name, time, place, chair, those present, agenda,
speeches in order).
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import regex

from transcript.text import Span
from transcript.writers.body import write_body
from transcript.writers.escaping import one_line
from transcript.writers.table import clock_time

if TYPE_CHECKING:
    from transcript.record import MeetingRecord
    from transcript.values import Edit, Person, Section, Speaker, Turn

_HEADING_ENDS = regex.compile(r"\s*[\r\n]")
_BODY_HEADINGS = {"transcript": "发言记录", "report": "会议内容", "speech": "讲话内容"}
_UNTITLED = {"transcript": "会议记录", "report": "会议报道", "speech": "讲话"}
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
    parts = [f"# {one_line(_title(record))}", *_facts(record), *_agenda(record), *_body(record, view)]
    if view == "clean":
        parts += [*_corrections(record), *_open_questions(record)]
    return "\n\n".join(parts) + "\n"


def _title(record: MeetingRecord) -> str:
    titles = (s.span.slice(record.source.text) for s in record.source.segments if s.kind == "title")
    return record.meeting.title or next(titles, None) or _UNTITLED[record.kind]


def _facts(record: MeetingRecord) -> Iterator[str]:
    meeting = record.meeting
    rows = {
        "会议名称": meeting.title,
        "时间": _dates(meeting.start_date, meeting.end_date),
        "录音时段": _recorded(record.turns),
        "地点": meeting.place,
        "主办单位": meeting.organizer,
        "主持人": _chair(record),
        "出席": "、".join(filter(None, map(_named, meeting.attendees))),
        "出席单位": "、".join(meeting.organizations),
        "发言": "、".join(speaker.name for speaker in record.speakers if speaker.role != "host" and speaker.name),
        **_acts(record),
    }
    lines = [f"- **{name}**：{one_line(value)}" for name, value in rows.items() if value]
    if lines:
        yield "\n".join(lines)


def _dates(start: datetime.date | None, end: datetime.date | None) -> str:
    shown = [f"{day.year}年{day.month}月{day.day}日" for day in (start, end) if day]
    return "至".join(dict.fromkeys(shown))


def _recorded(turns: Sequence[Turn]) -> str | None:
    if not turns or turns[0].start_ms is None:
        return None
    return f"{clock_time(turns[0].start_ms)}—{clock_time(turns[-1].end_ms)}"


def _chair(record: MeetingRecord) -> str | None:
    if record.meeting.chair:
        return _named(record.meeting.chair)
    return next((_titled(speaker) for speaker in record.speakers if speaker.role == "host" and speaker.name), None)


def _acts(record: MeetingRecord) -> dict[str, str]:
    """Who spoke how (讲话, 报告, …), where no turns show it."""
    if record.turns:
        return {}
    acts: dict[str, list[str]] = {}
    for speech in record.speeches:
        if speech.person:
            acts.setdefault(speech.act, []).append(_named(speech.person))
    return {act: "、".join(dict.fromkeys(people)) for act, people in acts.items()}


def _named(person: Person) -> str:
    """职务 before 姓名, as official writing has it."""
    name = person.name or person.surname or ""
    standing = "".join(filter(None, (person.organization, person.title)))
    return f"{standing} {name}".strip()


def _titled(speaker: Speaker) -> str:
    standing = "".join(filter(None, (speaker.organization, speaker.title)))
    shown = speaker.display
    return shown if not standing or shown.endswith(speaker.title or "\0") else f"{standing} {shown}"


def _agenda(record: MeetingRecord) -> Iterator[str]:
    if record.agenda:
        yield "## 议程"
        yield "\n".join(
            f"{item.number}. {one_line(item.text)}{_carried_out(record, item.turns)}" for item in record.agenda
        )


def _carried_out(record: MeetingRecord, turns: Iterable[int]) -> str:
    speakers = [record.turns[index].speaker for index in turns]
    names = dict.fromkeys(speaker.display for speaker in speakers if speaker.role != "host")
    return one_line(f"（{'、'.join(names)}）") if names else ""


def _body(record: MeetingRecord, view: str) -> Iterator[str]:
    yield f"## {_BODY_HEADINGS[record.kind]}"
    if record.kind == "transcript" and record.turns:
        acts = _acts_of_turns(record)
        for index, turn in enumerate(record.turns):
            yield _turn_heading(turn)
            if index in acts:
                yield f"*{one_line(acts[index])}*"
            yield from write_body(record, turn.span, view=view)
    else:
        yield from _sections(record, view)


def _turn_heading(turn: Turn) -> str:
    time = f"{clock_time(turn.start_ms)}　" if turn.start_ms is not None else ""
    return f"### {time}{one_line(_titled(turn.speaker))}"


def _acts_of_turns(record: MeetingRecord) -> dict[int, str]:
    """What the speaker of a turn does in it, and for whom, by the turn's index."""
    starts = [turn.span.start for turn in record.turns]
    acts: dict[int, dict[str, None]] = {}
    for speech in record.speeches:
        index = bisect_right(starts, speech.span.start) - 1
        if index >= 0:
            act = f"代{speech.on_behalf_of}{speech.act}" if speech.on_behalf_of else speech.act
            acts.setdefault(index, {})[act] = None
    return {index: "、".join(found) for index, found in acts.items()}


def _sections(record: MeetingRecord, view: str) -> Iterator[str]:
    at = 0
    for section in record.sections:
        yield from write_body(record, Span(at, max(at, section.span.start)), view=view)
        start = section.span.start
        if section.heading:
            yield f"### {one_line(section.heading)}"
            start = _after_heading(record.source.text, section)
        yield from write_body(record, Span(start, section.span.end), view=view)
        at = section.span.end
    yield from write_body(record, Span(at, len(record.source.text)), view=view)


def _after_heading(text: str, section: Section) -> int:
    """Where the words of a section go on: after a heading on a line of its own, else with it."""
    heading = section.heading or ""
    end = section.span.start + len(heading)
    own_line = text.startswith(heading, section.span.start) and _HEADING_ENDS.match(text, end)
    return end if own_line else section.span.start


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
