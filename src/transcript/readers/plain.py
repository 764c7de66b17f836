"""Plain text: lines of speech, some marked with who speaks (发言人1 00:00) or when (05:19), perhaps a title above.

Enters a text, leaves its segments and clock. Which lines are marks is the business of `line_layouts`; here they are cut into segments. What
stands above the first speaker and is no sentence (a date, key words) is set aside, as are the rows of an office's head (时间：…), notices of the
program that made it (`boilerplate`) and the marks of Markdown inside the lines. A paragraph in which voices with numbers take turns is read as
if each began a line. Minutes may run past 59 (110:00). Speech before the first stamp has no stamp of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

import attrs
import regex

from transcript.model import Problem
from transcript.readers.boilerplate import LONGEST_ROW, begins_list, count_closing, count_head, is_heading, is_notice
from transcript.readers.clock import day_number, milliseconds, read_clock
from transcript.readers.line_layouts import (
    ANONYMOUS,
    BRACKET_STAMP,
    DRESS,
    LABEL,
    SPEAKER_LAYOUTS,
    STAMP_LAYOUTS,
    STAMP_LINE,
    Layout,
    Mark,
    find_marks,
    is_anonymous,
)
from transcript.readers.markup import field_rows, front_matter
from transcript.readers.markup import find_marks as find_markup
from transcript.text import SPEECH, Segment, SourceText, Span

Reading = tuple[SourceText, tuple[Problem, ...]]

_LINE = regex.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LINE_END = regex.compile(r"\r\n|\r|\n")
_FULL_STOP = regex.compile("[。！？!?；;，]")
_SENTENCE_MARK = regex.compile("[。！？；，,!?;：:]")
# Where a voice with a number begins inside a paragraph.
_TURN = regex.compile(
    rf"(?<=[。！？!?…”\"])[ \t　]*(?={DRESS}[\[【]?{ANONYMOUS}[\]】]?{DRESS}\s*[:：])|(?<=\S)(?={BRACKET_STAMP}\[S[0-9])"
)
# Headings of an export's head that are no title.
_LONGEST_TITLE = 80
_TITLE_END = regex.compile(
    r"(?:(?<!开|散|机|社)会|会议|论坛|沙龙|讲座|活动|记录|纪要|实录|录音|转写稿?|全文)(?:[（(][^（）()]*[）)])?\s*$"
)
_NAME_LINE = regex.compile(rf"(?:\#{{1,6}}[ \t]+)?{DRESS}[\[【]?{LABEL}[\]】]?{DRESS}\s*[:：]?\s*{DRESS}")
_HEADING_MARK = regex.compile(r"#{1,6}[ \t]+")
_HARD_BREAK = regex.compile(r"\\$")
# What still begins with a voice in a text without labels.
_LOOKS_LABELLED = regex.compile(rf"[^\p{{L}}\p{{N}}]{{0,6}}(?:{BRACKET_STAMP}\W{{0,4}})?{ANONYMOUS}")
_LEAST_LABELLED = 3  # lines
# What detectors look at.
_SAMPLE = 100_000
_FIRST_LINES = 100  # lines in which a head may stand
_DAY_MS, _LONGEST_DAYS = 24 * 3600 * 1000, 30  # milliseconds; days that the times of one document may span


def has_speakers(text: str) -> bool:
    """Tell whether lines of *text* begin with marks of who speaks.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return _begins_with(text, (SPEAKER_LAYOUTS,), labelled=True)


def has_inline_stamps(text: str) -> bool:
    """Tell whether lines of *text* begin with stamps.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return _begins_with(text, (STAMP_LAYOUTS,), labelled=False)


def _begins_with(text: str, layouts: Sequence[Sequence[Layout]], *, labelled: bool) -> bool:
    sample = text[:_SAMPLE]
    page = _Lines(sample)
    marks = page.marks(layouts=(*layouts, STAMP_LINE) if labelled else layouts)
    return any(mark and (mark.label or not labelled) for mark in marks)


def read_labels(text: str, *, name: str | None = None) -> Reading:
    """Read lines that say who speaks.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    return _read(text, name=name, format_name="labels", layouts=(SPEAKER_LAYOUTS, STAMP_LINE, STAMP_LAYOUTS))


def read_lines(text: str, *, name: str | None = None) -> Reading:
    """Read lines that begin with a stamp.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    return _read(text, name=name, format_name="lines", layouts=(STAMP_LINE, STAMP_LAYOUTS))


def read_text(text: str, *, name: str | None = None) -> Reading:
    """Read paragraphs, with stamps on lines of their own or none.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    return _read(text, name=name, format_name="text", layouts=(STAMP_LINE,))


def _read(text: str, *, name: str | None, format_name: str, layouts: Sequence[Sequence[Layout]]) -> Reading:
    page = _Lines(text)
    marks = page.marks(layouts=layouts)
    segments, turned = _without_turned_ends(_set_aside(text, page, list(_segments(page, marks))), text=text)
    cut = tuple(_without_markup(text, page, segments))
    clock, odd = read_clock(text, segments=cut)
    source = SourceText(text=text, segments=cut, clock=clock, format=format_name, name=name)
    return source, (*_unreadable(page.lines, marks), *turned, *odd, *_looks_labelled(source), *_speechless(source))


def _without_turned_ends(segments: Iterable[Segment], *, text: str) -> tuple[list[Segment], tuple[Problem, ...]]:
    """The segments without ends that come before their starts, and what to say of them."""
    segments = list(segments)
    turned = [at for at, s in enumerate(segments) if s.end_ms is not None and s.end_ms < (s.start_ms or 0)]
    for at in turned:
        segments[at] = attrs.evolve(segments[at], end_ms=None)
    spoken = [segments[at] for at in turned if segments[at].kind == SPEECH]
    if not spoken:
        return segments, ()
    first = spoken[0].span
    message = f"{len(spoken)} 段的结束时间早于开始时间，没有采用，第一段是“{text[first.start : first.end][:12]}”"
    return segments, (Problem(kind="stamp", message=message, span=first),)


class _Lines:
    """The lines of a text that show something, and what is known of them before any mark.

    Attributes:
        lines: Where they stand, without the white space around them.
        head: How many of the first are the head of a record.
        asides: The indices of those that are boilerplate.
        body: Where the text starts below front matter.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.body = front_matter(text)
        self.lines = [line for line in _line_spans(text) if line.start >= self.body]
        self.words = [line.slice(text) for line in self.lines]
        self.head = count_head([words[: LONGEST_ROW + 1] for words in self.words[:_FIRST_LINES]])
        self.asides = {at for at, words in enumerate(self.words) if is_notice(words)}
        self.asides |= set(range(len(self.lines) - count_closing(self.words), len(self.lines)))
        if len(self.asides) == len(self.lines):
            self.asides = set()

    def marks(self, *, layouts: Sequence[Sequence[Layout]]) -> list[Mark | None]:
        """The mark of each line in the first group of *layouts* that has one for it."""
        open_lines = [at for at in range(self.head, len(self.lines)) if at not in self.asides]
        words = [self.words[at] for at in open_lines]
        groups = [find_marks(words, layouts=group) for group in layouts]
        found = [next(filter(None, marks), None) for marks in zip(*groups, strict=True)]
        marks: list[Mark | None] = [None] * len(self.lines)
        for at, mark in zip(open_lines, found, strict=True):
            marks[at] = mark
        if STAMP_LINE in layouts:
            self._drop_heading(marks)
            if SPEAKER_LAYOUTS in layouts and not any(mark and mark.label for mark in marks):
                _name_neighbours(marks, self.words, self.asides)
        return marks

    def _drop_heading(self, marks: list[Mark | None]) -> None:
        """A date and time alone above everything tells when the meeting was, not where in the recording a line is."""
        dated = [at for at, mark in enumerate(marks) if mark and mark.date and not mark.label]
        others = sum(1 for mark in marks if mark and mark.time)
        if len(dated) == 1 and others > 1 and dated[0] <= 5 and is_heading(self.words[dated[0]]):
            marks[dated[0]] = None


def _name_neighbours(marks: list[Mark | None], words: Sequence[str], asides: set[int]) -> None:
    """Give labels to names that stand on a line of their own above or below each stamp, if they do so consistently."""
    stamps = [at for at, mark in enumerate(marks) if mark and not mark.label and mark.words >= len(words[at])]
    for step in (1, -1):
        places = [at + step for at in stamps if 0 <= at + step < len(words)]
        names = {at: label for at in places if at not in asides and (label := _name_alone(words[at], marks[at]))}
        above = [at for at in names if step == 1 or at == 0 or not marks[at - 1]]
        spoken = [at for at in names if at + 1 < len(words) and not marks[at + 1]] if step == 1 else above
        times = Counter(names.values())
        come_back = len(names) > 2 and len(times) <= len(names) * 2 / 3
        if not stamps or len(names) < 0.8 * len(stamps) or len(spoken) < 0.8 * len(names):
            continue
        if come_back or any(map(is_anonymous, times)):
            for at, label in names.items():
                marks[at] = Mark(end=len(words[at]), words=len(words[at]), label=label)
            return


def _name_alone(line: str, mark: Mark | None) -> str | None:
    found = _NAME_LINE.fullmatch(line) if not mark and len(line) <= 60 else None
    return str(found["label"]) if found else None


def _line_spans(text: str) -> list[Span]:
    """The lines that show something, without the white space around them; a line is cut where a voice begins inside it."""
    spans = []
    for match in _LINE.finditer(text):
        at = match.start()
        cuts = (
            [cut.end() for cut in _TURN.finditer(match.group())]
            if "：" in match.group() or ":" in match.group() or "][" in match.group()
            else []
        )
        for end in (*(match.start() + cut for cut in cuts), match.end()):
            bare = text[at:end].lstrip()
            if bare:
                start = end - len(bare)
                spans.append(Span(start, start + len(bare.rstrip())))
            at = end
    return spans


def _segments(page: _Lines, marks: Sequence[Mark | None]) -> Iterator[Segment]:
    if span := _shown(page.text, 0, page.body):
        yield Segment(span=span, kind="markup")
    label = start_ms = end_ms = first_day = None
    for at, (line, mark) in enumerate(zip(page.lines, marks, strict=True)):
        if at in page.asides:
            yield Segment(span=line, kind="boilerplate")
            continue
        words, tail = line, None
        if mark:
            label = mark.label or label
            first_day = first_day or day_number(mark.date)
            times = _reading(mark.time), _reading(mark.until)
            shift = _days_later(first_day, mark.date)
            if mark.time:
                start_ms, end_ms = (None if time is None else time + shift for time in times)
            head, words = Span(line.start, line.start + mark.end), Span(line.start + mark.words, line.end)
            kind = "label" if mark.label else "stamp"
            own = (start_ms, end_ms) if mark.time else (None, None)
            yield Segment(span=head, kind=kind, start_ms=own[0], end_ms=own[1], label=mark.label)
            if mark.tail is not None:
                words, tail = (
                    Span(words.start, max(words.start, line.start + mark.tail)),
                    Span(line.start + mark.tail, line.end),
                )
        if len(words) and mark and not mark.label and _HEADING_MARK.match(page.words[at]):
            yield Segment(span=words, kind="title")
        elif len(words):
            yield Segment(span=words, start_ms=start_ms, end_ms=end_ms, label=label)
            start_ms = end_ms = None
        if tail and (tail := _shown(page.text, tail.start, tail.end)):
            yield Segment(span=tail, kind="stamp")


def _days_later(first: int | None, date: str | None) -> int:
    """Milliseconds from midnight of the first day to that of another."""
    day = day_number(date)
    return (day - first) * _DAY_MS if first and day and 0 <= day - first <= _LONGEST_DAYS else 0


def _shown(text: str, start: int, end: int) -> Span | None:
    """The stretch without the white space around it; None if there is nothing else."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _reading(stamp: str | None) -> int | None:
    return None if stamp is None else milliseconds(stamp)


def _set_aside(text: str, page: _Lines, segments: list[Segment]) -> list[Segment]:
    """The same segments with titles, the head of a record and that of an export marked as what they are."""
    first = 1 if segments and segments[0].kind == "markup" else 0
    above = len(list(takewhile(lambda segment: segment.kind in {SPEECH, "boilerplate"}, segments[first:]))) + first
    in_list = False
    for index in range(first, above if _has_labels(segments) else first + page.head):
        line = segments[index].span
        in_list = (in_list and not _empty_line_before(text, segments, index)) or begins_list(line.slice(text))
        if (
            (first < index < first + page.head)
            or in_list
            or not _FULL_STOP.search(line.slice(text))
            or is_heading(line.slice(text))
        ):
            segments[index] = attrs.evolve(segments[index], kind="boilerplate")
    if _has_title(text, segments[first:]):
        segments[first] = Segment(span=segments[first].span, kind="title")
    return segments


def _empty_line_before(text: str, segments: Sequence[Segment], index: int) -> bool:
    before = text[segments[index - 1].span.end : segments[index].span.start] if index else ""
    return len(_LINE_END.findall(before)) >= 2 and not begins_list(segments[index - 1].span.slice(text))


def _has_labels(segments: Sequence[Segment]) -> bool:
    return any(segment.kind == "label" for segment in segments)


def _has_title(text: str, segments: Sequence[Segment]) -> bool:
    """A short first line without sentence marks: above a labelled export, set off by an empty line from sentences, or named as a meeting."""
    if len(segments) < 2 or segments[0].kind not in {SPEECH, "boilerplate"}:
        return False
    first, following = segments[0].span, segments[1].span
    words = first.slice(text)
    if len(first) > _LONGEST_TITLE or _SENTENCE_MARK.search(words):
        return False
    if segments[0].kind == "boilerplate":
        return not words[0].isdigit() and (words.startswith("#") or not is_heading(words)) and not is_notice(words)
    empty_line = len(_LINE_END.findall(text, first.end, following.start)) >= 2
    named = len(following) > len(first) and _TITLE_END.search(words)
    return bool((empty_line or named) and _FULL_STOP.search(text, following.start))


def _without_markup(text: str, page: _Lines, segments: Sequence[Segment]) -> Iterator[Segment]:
    """The segments with marks of Markdown inside speech as markup, headings as titles, and rows of fields above the text set aside."""
    rows = field_rows(text, page.body)
    fields = {line for line in page.lines[:_FIRST_LINES] if any(start <= line.start < end for start, end in rows)}
    breaks = sum(1 for words in page.words if _HARD_BREAK.search(words)) > 1
    found = [(markup.start, markup.end, markup.heading) for markup in find_markup(text, page.body)]
    if not found and not breaks and not fields:
        yield from segments
        return
    at = 0
    for segment in segments:
        if segment.kind != SPEECH:
            yield segment
            continue
        if segment.span in fields:
            yield attrs.evolve(segment, kind="boilerplate", start_ms=None, end_ms=None, label=None)
            continue
        while at < len(found) and found[at][1] <= segment.span.start:
            at += 1
        inside = []
        while at < len(found) and found[at][0] < segment.span.end:
            inside.append(found[at])
            at += 1
        if breaks and (tail := _HARD_BREAK.search(segment.span.slice(text))):
            inside.append((segment.span.start + tail.start(), segment.span.end, False))
        yield from _cut(text, segment, inside)


def _cut(text: str, segment: Segment, markup: Sequence[tuple[int, int, bool]]) -> Iterator[Segment]:
    at, kind = segment.span.start, SPEECH
    first = True
    for start, end, heading in (*markup, (segment.span.end, segment.span.end, False)):
        span = _shown(text, at, max(at, start))
        if span and kind == SPEECH:
            times = segment.start_ms if first else None
            yield attrs.evolve(
                segment, span=span, start_ms=times, end_ms=segment.end_ms if end == segment.span.end else None
            )
            first = False
        elif span:
            yield Segment(span=span, kind=kind)
        kind = "title" if heading else kind
        if start < end and (mark := _shown(text, max(at, start), min(end, segment.span.end))):
            yield Segment(span=mark, kind="markup")
        at = max(at, end)


def _unreadable(lines: Sequence[Span], marks: Sequence[Mark | None]) -> Iterator[Problem]:
    for line, mark in zip(lines, marks, strict=True):
        if mark and (odd := [stamp for stamp in (mark.time, mark.until) if stamp and milliseconds(stamp) is None]):
            span = Span(line.start, line.start + mark.end)
            yield Problem(kind="stamp", message=f"“{odd[0]}”不是钟表上的时间，没有采用", span=span)


def _looks_labelled(source: SourceText) -> Iterator[Problem]:
    """Labels that no layout fits must not stay in the speech unseen."""
    left = [
        segment for segment in source.speech if _LOOKS_LABELLED.match(source.text, segment.span.start, segment.span.end)
    ]
    if len(left) >= _LEAST_LABELLED:
        line = source.line_of(left[0].span.start)
        shown = left[0].span.slice(source.text)[:30]
        message = f"{len(left)} 行像是带有说话人的标记，但排法不认识，当作发言保留；第一处在第 {line} 行：“{shown}”"
        yield Problem(kind="label", message=message, span=left[0].span)


def _speechless(source: SourceText) -> Iterator[Problem]:
    if not source.text.strip():
        yield Problem(kind="empty", message="文本是空的")
    elif not source.speech:
        yield Problem(kind="empty", message="只有标题或标记，没有发言的文字", span=Span(0, len(source.text)))
