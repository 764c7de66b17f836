"""Edits over a source text: apply and invert them, render text with them, and decide between those that overlap.

`apply_edits` and `invert_edits` are each other's mirror and know nothing of segments; `render` is the speech of a source with edits applied, what
`clean_text` and each turn's `text` are made of. `resolve_conflicts` takes the edits of all stages and returns them in order of place; its applied edits do not
overlap. An edit that gives way stays as a suggestion that says to which edit; this is decided once, so that refusing the winner later applies no other.
Every kind is merged with the kinds before it in one pass: the time is linear in the edits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import attrs

from transcript.model import Edit, Turn
from transcript.text import SourceText, Span

PRECEDENCE = ("name", "term", "ordinal", "join", "repeat", "number", "filler", "punctuation", "script")
"""Kinds of edits, first who wins. What is known of the world comes before what tidies the form; the numbering of points before
the joins and numbers that would swallow it; script last, for it is everywhere."""

_CHINESE = {
    "name": "人名",
    "term": "术语",
    "ordinal": "序号",
    "join": "接句",
    "repeat": "去重",
    "number": "数字",
    "filler": "口头语",
    "punctuation": "标点",
    "script": "字形",
}
# Characters quoted from either end of a long text.
_QUOTED = 10
_STOPS = ("。", "？")
_ACROSS_TURNS = "跨越两位发言人，不作改动"


class Replacement(Protocol):
    """The fields of an edit that `apply_edits` reads."""

    @property
    def span(self) -> Span: ...  # noqa: D102
    @property
    def before(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> str: ...  # noqa: D102


def apply_edits(text: str, edits: Iterable[Replacement]) -> str:
    """Replace the span of each edit by its `after`.

    Args:
        text: The text that the spans speak of.
        edits: Not overlapping, in any order.

    Returns:
        The changed text.

    Raises:
        ValueError: If two edits overlap, or `before` is not what stands there.
    """
    out: list[str] = []
    at = 0
    for edit in _in_order(edits):
        if edit.span.start < at:
            msg = f"edits overlap at offset {edit.span.start}"
            raise ValueError(msg)
        if edit.span.slice(text) != edit.before:
            msg = f"edit at {edit.span.start} expects {edit.before!r}, the text has {edit.span.slice(text)!r}"
            raise ValueError(msg)
        out += (text[at : edit.span.start], edit.after)
        at = edit.span.end
    return "".join([*out, text[at:]])


def invert_edits(text: str, edits: Iterable[Replacement]) -> str:
    """Undo `apply_edits`: *text* is its result, *edits* the same edits.

    Args:
        text: A text.
        edits: The edits.

    Returns:
        The text before the edits.

    Raises:
        ValueError: If an `after` does not stand where it was put.
    """
    out: list[str] = []
    at = shift = 0
    for edit in _in_order(edits):
        start = edit.span.start + shift
        if text[start : start + len(edit.after)] != edit.after:
            msg = f"edit at {edit.span.start} was not applied: expected {edit.after!r} at {start}"
            raise ValueError(msg)
        out += (text[at:start], edit.before)
        at = start + len(edit.after)
        shift += len(edit.after) - len(edit.before)
    return "".join([*out, text[at:]])


def _in_order(edits: Iterable[Replacement]) -> Sequence[Replacement]:
    return sorted(edits, key=lambda e: e.span)


def start_of(edit: Edit) -> int:
    """Return where an edit begins: records hold edits in this order.

    Args:
        edit: An edit.

    Returns:
        The offset of the first character.
    """
    return edit.span.start


def applied(edits: Iterable[Edit]) -> list[Edit]:
    """Select the applied edits.

    Args:
        edits: The edits.

    Returns:
        The edits, in order of place.
    """
    return sorted((edit for edit in edits if edit.applied), key=lambda edit: (edit.span.start, edit.span.end))


def is_suggested_stop(edit: Edit) -> bool:
    """Tell whether an edit suggests the end of a sentence and nobody has refused it.

    Args:
        edit: An edit.

    Returns:
        True if so.
    """
    return (
        edit.kind == "punctuation"
        and not edit.applied
        and edit.confidence > 0
        and edit.yields_to is None
        and edit.after in _STOPS
        and not edit.before.strip()
    )


def readable(edits: Iterable[Edit]) -> list[Edit]:
    """Select the applied edits, and between them the suggested ends of sentences in brackets.

    Args:
        edits: In order of place.

    Returns:
        Edits that can be rendered, in order of place. A suggestion that meets an applied edit is left out.

    >>> from transcript.text import Span
    >>> stop = Edit(span=Span(3, 3), before="", after="。", kind="punctuation", applied=False, confidence=0.9)
    >>> [edit.after for edit in readable([stop])]
    ['［。］']
    """
    found: list[Edit] = []
    for edit in sorted((one for one in edits if one.applied or is_suggested_stop(one)), key=_place):
        after_last = not found or (edit.span.start >= found[-1].span.end and edit.span != found[-1].span)
        if edit.applied:
            while found and not found[-1].applied and not after_last:
                found.pop()
                after_last = not found or (edit.span.start >= found[-1].span.end and edit.span != found[-1].span)
            found.append(edit)
        elif after_last:
            found.append(attrs.evolve(edit, after=f"［{edit.after}］"))
    return found


def with_texts(turns: Iterable[Turn], *, source: SourceText, edits: Iterable[Edit]) -> tuple[Turn, ...]:
    """Fill `raw` and `text` of turns from the source and the applied edits.

    Args:
        turns: The turns.
        source: The source text.
        edits: The edits.

    Returns:
        The turns, in the same order.
    """
    ready = applied(edits)
    return tuple(
        attrs.evolve(turn, raw=render(source, turn.span, ()), text=render(source, turn.span, ready)) for turn in turns
    )


def render(source: SourceText, span: Span, edits: Sequence[Edit]) -> str:
    """Write out the speech inside *span* with *edits* applied, a newline where the source has one unless an edit joins the lines.

    Args:
        source: Whose text and segments are read.
        span: What part of it.
        edits: Applied ones only, in order, not overlapping; those outside *span* are ignored.

    Returns:
        The text.
    """
    return "".join(text for text, _ in runs(source, span, edits))


def runs(source: SourceText, span: Span, edits: Sequence[Edit]) -> Iterator[tuple[str, Span]]:
    """Split the rendered speech into pieces; see `render`.

    Args:
        source: The source text.
        span: The part of the source.
        edits: Applied ones only, in order, not overlapping.

    Yields:
        Each piece with the span that it stands for.
    """
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


def resolve_conflicts(edits: Iterable[Edit], *, breaks: Sequence[int] = ()) -> tuple[Edit, ...]:
    """Decide between the applied edits that overlap.

    Args:
        edits: Of all stages, in any order; suggestions pass through, but for ends of sentences: readable views show them beside the applied edits.
        breaks: Offsets at which a new speaker begins, in order: no applied edit may reach across.

    Returns:
        All edits in order of place; the applied ones do not overlap.

    >>> from transcript.text import Span
    >>> term = Edit(span=Span(2, 5), before="三两农", after="三农", kind="term")
    >>> number = Edit(span=Span(2, 3), before="三", after="3", kind="number", reason="计量用阿拉伯数字")
    >>> [(edit.kind, edit.applied, edit.reason) for edit in resolve_conflicts([number, term])]
    [('number', False, '计量用阿拉伯数字；让位于术语改动“三两农→三农”'), ('term', True, '')]
    """
    ranked: dict[str, list[Edit]] = {kind: [] for kind in PRECEDENCE}
    suggested: list[Edit] = []
    stops: list[Edit] = []
    for edit in edits:
        (ranked[edit.kind] if edit.applied else stops if is_suggested_stop(edit) else suggested).append(edit)
    standing: list[Edit] = []
    for kind in PRECEDENCE:
        within, across = _split_at(sorted(ranked[kind], key=_place), breaks)
        standing, yielded = _merge(standing, within)
        suggested += across + yielded
    standing, yielded = _merge(standing, sorted(stops, key=_place))
    suggested += yielded
    return tuple(sorted(standing + suggested, key=_place))


def _place(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def _split_at(edits: Sequence[Edit], breaks: Sequence[int]) -> tuple[list[Edit], list[Edit]]:
    """The edits within one turn, and those across two, as suggestions."""
    within: list[Edit] = []
    across: list[Edit] = []
    at = 0
    for edit in edits:
        while at < len(breaks) and breaks[at] <= edit.span.start:
            at += 1
        if at < len(breaks) and breaks[at] <= edit.span.end:
            across.append(attrs.evolve(edit, applied=False, reason=_with(edit.reason, _ACROSS_TURNS)))
        else:
            within.append(edit)
    return within, across


def _merge(standing: Sequence[Edit], edits: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
    """*standing* with those of *edits* that meet none of it and none of each other, and the rest as suggestions.

    Both are in order of place.
    """
    merged: list[Edit] = []
    yielded: list[Edit] = []
    at = 0
    for edit in edits:
        while at < len(standing) and _place(standing[at]) <= _place(edit):
            merged.append(standing[at])
            at += 1
        following = standing[at] if at < len(standing) else None
        rival = _met(merged[-1] if merged else None, edit) or _met(following, edit)
        if rival:
            yielded.append(_yield(edit, rival))
        else:
            merged.append(edit)
    return [*merged, *standing[at:]], yielded


def _met(rival: Edit | None, edit: Edit) -> Edit | None:
    return rival if rival and (rival.span.overlaps(edit.span) or rival.span == edit.span) else None


def _yield(edit: Edit, rival: Edit) -> Edit:
    why = f"让位于{_CHINESE[rival.kind]}改动“{shortened(rival.before)}→{shortened(rival.after)}”"
    return attrs.evolve(edit, applied=False, yields_to=rival.span, reason=_with(edit.reason, why))


def shortened(text: str) -> str:
    """Shorten a text for a reason: keep its ends, so that the reasons of many edits do not grow faster than the text.

    Args:
        text: A text.

    Returns:
        The text, at most about `2 * _QUOTED` characters long.

    >>> shortened("分之一" * 100)
    '分之一分之一分之一分…一分之一分之一分之一'
    """
    return text if len(text) <= 2 * _QUOTED else f"{text[:_QUOTED]}…{text[-_QUOTED:]}"


def _with(reason: str, more: str) -> str:
    return f"{reason}；{more}" if reason else more
