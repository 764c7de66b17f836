"""The parts of a 会议记录 that every document has: the title, the facts at its head, who speaks as what, the parts of the text,
and the lines of a stretch of speech with the depth of their numbered points; and which characters an output can hold.

Source: the parts of a 会议记录 are those that handbooks of official writing give (name, time, place, chair, those present, agenda,
speeches in order).
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import attrs
import regex

from transcript.edits import is_suggested_stop
from transcript.model import AgendaItem, Person, Point, RecordView, Rendering, Section, Speaker, Turn, View
from transcript.text import Span

_HEADING_ENDS = regex.compile(r"\s*[\r\n]")
ON_PAPER = ("时间", "地点", "主持人", "出席", "列席", "缺席", "记录人")
READING_LENGTH = 200
"""Characters of a paragraph, by hand: seven or eight lines of 28 characters, a third of a page of GB/T 9704."""
SENTENCE = regex.compile(r"[^。！？!?…\n]+[。！？!?…]*[”’」』）)］]*|[。！？!?…]+[”’」』）)］]*")
_ENDS = regex.compile(r"[。！？!?…][”’」』）)］]*$")
SUGGESTS_STOPS = "原文有些地方没有标点：［。］［？］是建议的断句，未经确认。"
_WORDS_MEET = regex.compile(r"^[A-Za-z0-9]{2}$")
BODY_HEADINGS = {"transcript": "发言记录", "report": "会议内容", "speech": "讲话内容"}
ROLE_NAMES = {"host": "主持人", "guest": "发言人", "questioner": "提问者", "unknown": "身份不明"}
_ADDRESSES = frozenset({"老师", "老師", "先生", "女士", "小姐"})
_UNTITLED = {"transcript": "会议记录", "report": "会议报道", "speech": "讲话"}


def clock_time(ms: int | None) -> str:
    """Format a time as a recorder shows it: hours, minutes, seconds.

    Args:
        ms: Milliseconds, or None.

    Returns:
        The time; "" for None.

    >>> clock_time(6_662_000), clock_time(62_000)
    ('1:51:02', '01:02')
    """
    if ms is None:
        return ""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def title_of(record: RecordView) -> str:
    """Return the name of the meeting, else the kind of record.

    Args:
        record: Any record.

    Returns:
        The title.
    """
    titles = (s.span.slice(record.source.text) for s in record.source.segments if s.kind == "title")
    return record.meeting.title or next(titles, None) or _UNTITLED[record.kind]


def title_on_paper(record: RecordView) -> str:
    """The title of the document to sign: the record of a 推进会 is a 推进会记录.

    Args:
        record: Any record.

    Returns:
        The title.
    """
    title = title_of(record)
    return f"{title}记录" if record.kind == "transcript" and title.endswith(("会", "会议")) else title


def facts_of(record: RecordView) -> dict[str, str]:
    """The facts at the head of a record, by their names; those that are not known are left out.

    Args:
        record: Any record.

    Returns:
        Values by name, in the order in which to show them.
    """
    meeting = record.meeting
    rows = {
        "会议名称": meeting.title,
        "时间": _dates(meeting.start_date, meeting.end_date),
        "录音时段": _recorded(record.turns),
        "地点": meeting.place,
        "主办单位": meeting.organizer,
        "主持人": _chair(record),
        "出席": _row([_named(person) for person in meeting.attendees]),
        "出席单位": "、".join(meeting.organizations),
        "发言": "、".join(speaker.name for speaker in record.speakers if speaker.role != "host" and speaker.name),
        **_acts(record),
    }
    return {name: value for name, value in rows.items() if value}


def facts_on_paper(record: RecordView) -> dict[str, str | None]:
    """The facts at the head of a 会议记录 to sign, in the order of office practice; None for what is to be filled in by hand.

    Args:
        record: Any record.

    Returns:
        Values by name, in the order in which to show them.

    Source: 会议记录 as handbooks of official writing have it: 时间, 地点, 主持人, 出席, 列席, 缺席, 记录人, then the proceedings.
    """
    known = facts_of(record)
    blanks = dict.fromkeys(ON_PAPER) if record.kind == "transcript" else {}
    rest = {name: value for name, value in known.items() if name != "会议名称"}
    return {**blanks, **rest}


def _row(people: Sequence[str]) -> str:
    """People in a row, set apart by a mark that none of them has (县委副书记、县长 方志明)."""
    mark = "；" if any("、" in person for person in people) else "、"
    return mark.join(filter(None, people))


def _dates(start: datetime.date | None, end: datetime.date | None) -> str:
    shown = [f"{day.year}年{day.month}月{day.day}日" for day in (start, end) if day]
    return "至".join(dict.fromkeys(shown))


def _recorded(turns: Sequence[Turn]) -> str | None:
    if not turns or turns[0].start_ms is None:
        return None
    return f"{clock_time(turns[0].start_ms)}—{clock_time(turns[-1].end_ms)}"


def _chair(record: RecordView) -> str | None:
    if record.meeting.chair:
        return _named(record.meeting.chair)
    return next((titled(speaker) for speaker in record.speakers if speaker.role == "host" and speaker.name), None)


def _acts(record: RecordView) -> dict[str, str]:
    """Who spoke how (讲话, 报告, …), where no turns show it."""
    if record.turns:
        return {}
    acts: dict[str, list[str]] = {}
    for speech in record.speeches:
        if speech.person:
            acts.setdefault(speech.act, []).append(_named(speech.person))
    return {act: "、".join(dict.fromkeys(people)) for act, people in acts.items()}


def _named(person: Person) -> str:
    if not person.name:
        return _standing(f"{person.surname or ''}{person.title or ''}", title=None, organization=person.organization)
    return _standing(person.name, title=person.title, organization=person.organization)


def _standing(name: str, *, title: str | None, organization: str | None) -> str:
    """职务 before 姓名, as official writing has it; what only addresses somebody stands after the name.

    >>> _standing("方志明", title="局长", organization="某局"), _standing("方志明", title="老师", organization=None)
    ('某局局长 方志明', '方志明老师')
    """
    if title in _ADDRESSES:
        name, title = name + title, None
    return f"{organization or ''}{title or ''} {name}".strip()


def titled(speaker: Speaker) -> str:
    """Organisation and title before the printed name, unless that holds the title.

    Args:
        speaker: A speaker.

    Returns:
        What to print.
    """
    shown = speaker.display
    title = None if shown.endswith(speaker.title or "\0") else speaker.title
    return _standing(shown, title=title, organization=speaker.organization)


def carried_out(record: RecordView, item: AgendaItem) -> str:
    """Who carried an item of the agenda out, in brackets.

    Args:
        record: Any record.
        item: An item of the agenda.

    Returns:
        The names in brackets; "" if there are none.
    """
    speakers = [record.turns[index].speaker for index in item.turns]
    names = dict.fromkeys(speaker.display for speaker in speakers if speaker.role != "host")
    return f"（{'、'.join(names)}）" if names else ""


def acts_of_turns(record: RecordView) -> dict[int, str]:
    """What the speaker of a turn does in it, and for whom, by the turn's index.

    Args:
        record: Any record.

    Returns:
        The acts by index.
    """
    starts = [turn.span.start for turn in record.turns]
    acts: dict[int, dict[str, None]] = {}
    for speech in record.speeches:
        index = bisect_right(starts, speech.span.start) - 1
        if index >= 0:
            act = f"代{speech.on_behalf_of}{speech.act}" if speech.on_behalf_of else speech.act
            acts.setdefault(index, {})[act] = None
    return {index: "、".join(found) for index, found in acts.items()}


def parts_of(record: RecordView) -> Iterator[tuple[str | None, Span]]:
    """The sections, each with its heading and the words below it, and what stands between them, without one.

    Args:
        record: Any record.

    Yields:
        Heading, if there is one, and span of each part, in order.
    """
    at = 0
    for section in record.sections:
        yield None, Span(at, max(at, section.span.start))
        start = section.span.start
        if section.heading:
            start = _after_heading(record.source.text, section)
        yield section.heading, Span(start, section.span.end)
        at = section.span.end
    yield None, Span(at, len(record.source.text))


def _after_heading(text: str, section: Section) -> int:
    """Where the words of a section go on: after a heading on a line of its own, else with it."""
    heading = section.heading or ""
    end = section.span.start + len(heading)
    own_line = text.startswith(heading, section.span.start) and _HEADING_ENDS.match(text, end)
    return end if own_line and end <= section.span.end else section.span.start


@attrs.frozen
class _Piece:
    """Speech that no boundary of a point cuts: how deep it lies, and whether a point starts with it."""

    span: Span
    depth: int
    opens: bool


@attrs.frozen
class Line:
    """A line of speech: how deep its point lies (0 outside of points), and whether the point begins with it."""

    text: str
    depth: int
    opens: bool


def lines_of(record: RecordView, span: Span, *, view: Rendering) -> Iterator[Line]:
    """The lines of the speech in *span* that show something, cut where its points begin and end.

    Args:
        record: Any record.
        span: A span of the source.
        view: "clean" or "verbatim".

    Yields:
        The lines.
    """
    for piece in _pieces(record, span, view=view):
        text = record.text_of(piece.span, view=view)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        for number, line in enumerate(lines):
            yield Line(line, piece.depth, piece.opens and number == 0)


def paragraphs_of(record: RecordView, span: Span, *, view: View) -> Iterator[Line]:
    """The speech in *span* in paragraphs of reading length; the clean view shows suggested ends of sentences in brackets.

    A numbered point begins a paragraph. The lines of a recorder do not: they end in mid-sentence, or after each sentence. A paragraph ends with the sentence
    that makes it `READING_LENGTH` long, or with a line where no sentence ends. The lines of a manuscript, and of the verbatim view, stay as they are.

    Args:
        record: Any record.
        span: A span of the source.
        view: "clean" or "verbatim".

    Yields:
        The paragraphs, each as one line.
    """
    rendering: Rendering = "readable" if view == "clean" else view
    if rendering == "verbatim" or record.kind != "transcript":
        yield from lines_of(record, span, view=rendering)
        return
    held: Line | None = None
    for line in lines_of(record, span, view=rendering):
        for number, sentence in enumerate(SENTENCE.findall(line.text)):
            begins = number == 0 and (line.opens or (held is not None and len(held.text) >= 2 * READING_LENGTH))
            if held and (begins or line.depth != held.depth or _is_full(held.text)):
                yield attrs.evolve(held, text=held.text.strip())
                held = None
            held = _joined(held, sentence) if held else Line(sentence, line.depth, line.opens and number == 0)
    if held and held.text.strip():
        yield attrs.evolve(held, text=held.text.strip())


def _is_full(text: str) -> bool:
    return len(text) >= READING_LENGTH and _ENDS.search(text) is not None


def _joined(held: Line, sentence: str) -> Line:
    between = " " if _WORDS_MEET.search(held.text[-1:] + sentence[:1]) else ""
    return attrs.evolve(held, text=held.text + between + sentence)


def suggests_stops(record: RecordView, *, view: View) -> bool:
    """Whether a view shows ends of sentences that are only suggested.

    Args:
        record: Any record.
        view: "clean" or "verbatim".

    Returns:
        True if so.
    """
    return view == "clean" and any(map(is_suggested_stop, record.edits))


def _boundaries(record: RecordView, span: Span) -> list[tuple[int, Point | None]]:
    """Where points in *span* end (no point) and start, in order, ends first."""
    first = bisect_left(record.points, span.start, key=lambda point: point.span.start)
    last = bisect_left(record.points, span.end, key=lambda point: point.span.start)
    inside = record.points[first:last]
    ends = [(min(point.span.end, span.end), None) for point in inside]
    starts = [(point.span.start, point) for point in inside]
    return sorted([*ends, *starts], key=lambda boundary: (boundary[0], boundary[1] is not None))


def _outside_edits(record: RecordView, offset: int, *, view: Rendering) -> int:
    if view == "verbatim":
        return offset
    before = bisect_left(record.applied_edits, offset, key=lambda edit: edit.span.start) - 1
    if before >= 0 and record.applied_edits[before].span.end > offset:
        return record.applied_edits[before].span.start
    return offset


def _pieces(record: RecordView, span: Span, *, view: Rendering) -> Iterator[_Piece]:
    """*span* cut at the boundaries of its points; a cut inside an edit moves to the edit's start."""
    open_points: list[Point] = []
    at, opens = span.start, False
    for offset, point in _boundaries(record, span):
        cut = _outside_edits(record, offset, view=view)
        if cut > at:
            yield _Piece(Span(at, cut), len(open_points), opens)
            at, opens = cut, False
        while open_points and open_points[-1].span.end <= offset:
            open_points.pop()
        if point:
            open_points.append(point)
            opens = True
    if at < span.end:
        yield _Piece(Span(at, span.end), len(open_points), opens)


# All but the characters of XML 1.0: controls, lone surrogates, U+FFFE and U+FFFF. Other formats are better off without them, too.
_UNSTORABLE = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storable(text: str) -> str:
    r"""*text* with U+FFFD in place of what no XML and no UTF-8 file can hold.

    Args:
        text: A text.

    Returns:
        The text.

    Source: XML 1.0 (5th edition), production 2, Char.

    >>> storable("开\x00会\ud800")
    '开\ufffd会\ufffd'
    """
    kept: str = _UNSTORABLE.sub("\ufffd", text)
    return kept


def single_line(text: str) -> str:
    """*text* storable and on one line, runs of white space as one space.

    Args:
        text: A text.

    Returns:
        The text.
    """
    return storable(" ".join(text.split()))
