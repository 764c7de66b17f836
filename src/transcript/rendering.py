"""The speech of a source with edits applied: what `clean_text` and each turn's `text` are made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import attrs

from transcript.text import SourceText, Span
from transcript.values import Edit, Turn


def start_of(edit: Edit) -> int:
    """Where an edit begins: the order in which records hold them."""
    return edit.span.start


def applied(edits: Iterable[Edit]) -> list[Edit]:
    """The applied edits, in order of place."""
    return sorted((edit for edit in edits if edit.applied), key=lambda edit: (edit.span.start, edit.span.end))


def with_texts(turns: Iterable[Turn], *, source: SourceText, edits: Iterable[Edit]) -> tuple[Turn, ...]:
    """The turns with `raw` and `text` filled from the source and the applied edits."""
    ready = applied(edits)
    return tuple(
        attrs.evolve(turn, raw=render(source, turn.span, ()), text=render(source, turn.span, ready)) for turn in turns
    )


def render(source: SourceText, span: Span, edits: Sequence[Edit]) -> str:
    """The speech inside *span* with *edits* applied, a newline where the source has one unless an edit joins the lines.

    Args:
        source: Whose text and segments are read.
        span: What part of it.
        edits: Applied ones only, in order, not overlapping; those outside *span* are ignored.
    """
    return "".join(text for text, _ in runs(source, span, edits))


def runs(source: SourceText, span: Span, edits: Sequence[Edit]) -> Iterator[tuple[str, Span]]:
    """The pieces of the rendered speech, each with the span that it stands for; the arguments are those of `render`."""
    first = next(source.speech_within(span), None)
    if first is None:
        return
    at = first.start
    for index in range(bisect_left(edits, at, key=start_of), len(edits)):
        edit = edits[index]
        if edit.span.end > span.end:
            break
        yield from _plain(source, at, edit.span.start)
        if edit.span.start > at and source.breaks_at(edit.span.start):
            yield "\n", Span(edit.span.start, edit.span.start)
        yield edit.after, edit.span
        at = edit.span.end
    yield from _plain(source, at, span.end)


def _plain(source: SourceText, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Speech from *start* to *end*; a line that starts after *start* is preceded by a newline."""
    for piece in source.speech_within(Span(start, end)):
        if piece.start > start and source.breaks_at(piece.start):
            yield "\n", Span(piece.start, piece.start)
        yield piece.slice(source.text), piece
