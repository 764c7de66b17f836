"""Plain text: lines of speech, some marked with who speaks (发言人1 00:00) or when (05:19), perhaps a title above.

Enters a text, leaves its segments and clock. Which lines are marks is `line_layouts`' business; here they are cut into segments. What
stands above the first speaker and is no sentence (a date, key words) is set aside, as are the rows of an office's head (时间：…) and the
line an export closes with.
Minutes may run past 59 (110:00). Speech before the first stamp has no stamp of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import attrs
import regex

from transcript.model import Problem
from transcript.readers.clock import milliseconds, read_clock
from transcript.readers.line_layouts import SPEAKER_LAYOUTS, STAMP_LAYOUTS, STAMP_LINE, Layout, Mark, find_marks
from transcript.readers.record_head import LONGEST_ROW, count_head
from transcript.text import SPEECH, Segment, SourceText, Span

Reading = tuple[SourceText, tuple[Problem, ...]]

_LINE = regex.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LINE_END = regex.compile(r"\r\n|\r|\n")
_FULL_STOP = regex.compile("[。！？!?；;，]")
_SENTENCE_MARK = regex.compile("[。！？；，,!?;：:]")
# What an export writes under its last line: 以上内容由AI生成，仅供参考
_FOOTER = regex.compile(r"[（(]?(?:以上|本)(?:内容|文字|记录|纪要|文本|结果)由.{0,20}(?:生成|转写|识别|转录)")
# Headings of an export's head that are no title.
_HEADINGS = frozenset({"关键词", "文字记录", "发言记录", "转写结果", "Keywords", "Transcript"})
_LONGEST_TITLE = 80
_TITLE_END = regex.compile(
    r"(?:(?<!开|散|机|社)会|会议|论坛|沙龙|讲座|活动|记录|纪要|实录|录音|转写稿?|全文)(?:[（(][^（）()]*[）)])?\s*$"
)
# What detectors look at.
_SAMPLE = 100_000
_FIRST_LINES = 100


def has_speakers(text: str) -> bool:
    """Whether lines of *text* begin with marks of who speaks."""
    return _begins_with(text, SPEAKER_LAYOUTS)


def has_inline_stamps(text: str) -> bool:
    """Whether lines of *text* begin with stamps."""
    return _begins_with(text, STAMP_LAYOUTS)


def _begins_with(text: str, layouts: Sequence[Layout]) -> bool:
    sample = text[:_SAMPLE]
    lines = _lines(sample)
    return any(_marks(sample, lines[_count_head(sample, lines) :], layouts=(layouts,)))


def read_labels(text: str, *, name: str | None = None) -> Reading:
    """Read lines that say who speaks."""
    return _read(text, name=name, format_name="labels", layouts=(SPEAKER_LAYOUTS, STAMP_LINE, STAMP_LAYOUTS))


def read_lines(text: str, *, name: str | None = None) -> Reading:
    """Read lines that begin with a stamp."""
    return _read(text, name=name, format_name="lines", layouts=(STAMP_LINE, STAMP_LAYOUTS))


def read_text(text: str, *, name: str | None = None) -> Reading:
    """Read paragraphs, stamps on lines of their own or none."""
    return _read(text, name=name, format_name="text", layouts=(STAMP_LINE,))


def _read(text: str, *, name: str | None, format_name: str, layouts: Sequence[Sequence[Layout]]) -> Reading:
    lines = _lines(text)
    head = _count_head(text, lines)
    marks = [*[None] * head, *_marks(text, lines[head:], layouts=layouts)]
    segments = _set_aside(text, list(_segments(lines, marks)), head=head)
    clock, odd = read_clock(text, segments=segments)
    source = SourceText(text=text, segments=segments, clock=clock, format=format_name, name=name)
    return source, (*_unreadable(lines, marks), *odd, *_speechless(source))


def _lines(text: str) -> list[Span]:
    """The lines that show something, without the white space around them."""
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.lstrip()
        if bare:
            start = match.end() - len(bare)
            spans.append(Span(start, start + len(bare.rstrip())))
    return spans


def _count_head(text: str, lines: Sequence[Span]) -> int:
    """How many of the first lines are the head of a record."""
    return count_head([text[line.start : min(line.end, line.start + LONGEST_ROW + 1)] for line in lines[:_FIRST_LINES]])


def _marks(text: str, lines: Sequence[Span], *, layouts: Sequence[Sequence[Layout]]) -> list[Mark | None]:
    """The mark of each line in the first group of *layouts* that has one for it."""
    words = [line.slice(text) for line in lines]
    groups = [find_marks(words, layouts=group) for group in layouts]
    return [next(filter(None, found), None) for found in zip(*groups, strict=True)]


def _segments(lines: Sequence[Span], marks: Sequence[Mark | None]) -> Iterator[Segment]:
    label = start_ms = end_ms = None
    for line, mark in zip(lines, marks, strict=True):
        words = line
        if mark:
            label = mark.label or label
            start_ms, end_ms = _reading(mark.time), _reading(mark.until)
            head, words = Span(line.start, line.start + mark.end), Span(line.start + mark.words, line.end)
            kind = "label" if mark.label else "stamp"
            yield Segment(span=head, kind=kind, start_ms=start_ms, end_ms=end_ms, label=mark.label)
        if len(words):
            yield Segment(span=words, start_ms=start_ms, end_ms=end_ms, label=label)
            start_ms = end_ms = None


def _reading(stamp: str | None) -> int | None:
    return None if stamp is None else milliseconds(stamp)


def _set_aside(text: str, segments: list[Segment], *, head: int) -> tuple[Segment, ...]:
    """The same segments with titles, the *head* first of a record, those of an export and its last line marked as what they are."""
    above = len(list(takewhile(lambda segment: segment.kind == SPEECH, segments)))
    for index in range(above if _has_labels(segments) else head):
        if (0 < index < head) or not _FULL_STOP.search(segments[index].span.slice(text)):
            segments[index] = attrs.evolve(segments[index], kind="boilerplate")
    if _has_title(text, segments):
        segments[0] = Segment(span=segments[0].span, kind="title")
    if segments and segments[-1].kind == SPEECH and _FOOTER.match(segments[-1].span.slice(text)[:_LONGEST_TITLE]):
        segments[-1] = Segment(span=segments[-1].span, kind="boilerplate")
    return tuple(segments)


def _has_labels(segments: Sequence[Segment]) -> bool:
    return any(segment.kind == "label" for segment in segments)


def _has_title(text: str, segments: Sequence[Segment]) -> bool:
    """A short first line without sentence marks: above a labelled export, set off by an empty line from sentences, or named as a meeting."""
    if len(segments) < 2 or segments[0].kind not in {SPEECH, "boilerplate"}:
        return False
    first, following = segments[0].span, segments[1].span
    if len(first) > _LONGEST_TITLE or _SENTENCE_MARK.search(first.slice(text)):
        return False
    if segments[0].kind == "boilerplate":
        return not first.slice(text)[0].isdigit() and first.slice(text) not in _HEADINGS
    empty_line = len(_LINE_END.findall(text, first.end, following.start)) >= 2
    named = len(following) > len(first) and _TITLE_END.search(first.slice(text))
    return bool((empty_line or named) and _FULL_STOP.search(text, following.start))


def _unreadable(lines: Sequence[Span], marks: Sequence[Mark | None]) -> Iterator[Problem]:
    for line, mark in zip(lines, marks, strict=True):
        if mark and (odd := [stamp for stamp in (mark.time, mark.until) if stamp and milliseconds(stamp) is None]):
            span = Span(line.start, line.start + mark.end)
            yield Problem(kind="stamp", message=f"“{odd[0]}”不是钟表上的时间，没有采用", span=span)


def _speechless(source: SourceText) -> Iterator[Problem]:
    if not source.text.strip():
        yield Problem(kind="empty", message="文本是空的")
    elif not source.speech:
        yield Problem(kind="empty", message="只有标题或标记，没有发言的文字", span=Span(0, len(source.text)))
