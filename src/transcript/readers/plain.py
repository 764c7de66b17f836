"""Plain text: paragraphs, some with a time stamp on a line of their own (`mm:ss` or `hh:mm:ss`), perhaps a title above.

Minutes may run past 59 (110:00). Speech before the first stamp has no stamp of its own.
"""

from __future__ import annotations

import regex

from transcript.text import SPEECH, Moment, Segment, SourceText, Span
from transcript.values import Problem

_LINE = regex.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_STAMP = regex.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d)")
_SENTENCE_END = frozenset("。！？；，,!?;：:")


def read_plain(text: str, *, name: str | None = None) -> tuple[SourceText, tuple[Problem, ...]]:
    """Read paragraphs with or without stamps."""
    segments: list[Segment] = []
    clock: list[Moment] = []
    pending: int | None = None
    for match in _LINE.finditer(text):
        span = _stripped(text, match.start(), match.end())
        if not len(span):
            continue
        stamp = _STAMP.fullmatch(span.slice(text))
        if stamp:
            pending = _milliseconds(stamp)
            segments.append(Segment(span=span, kind="stamp", start_ms=pending))
            continue
        segments.append(Segment(span=span, start_ms=pending))
        if pending is not None and (not clock or pending >= clock[-1].ms):
            clock.append(Moment(offset=span.start, ms=pending))
        pending = None
    source = SourceText(text=text, segments=_titled(text, segments), clock=tuple(clock), format="text", name=name)
    return source, ()


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _milliseconds(stamp: regex.Match[str]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in stamp.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000


def _titled(text: str, segments: list[Segment]) -> tuple[Segment, ...]:
    """A first line without sentence marks, set off by an empty line, is the title."""
    if len(segments) < 2 or segments[0].kind != SPEECH:
        return tuple(segments)
    first, following = segments[0], segments[1]
    gap = text[first.span.end : following.span.start]
    if len(first.span) <= 80 and gap.count("\n") >= 2 and not _SENTENCE_END & set(first.span.slice(text)):
        return (Segment(span=first.span, kind="title"), *segments[1:])
    return tuple(segments)
