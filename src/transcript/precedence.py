"""Where edits of different stages meet, one order decides which of them is applied.

In go the edits of all stages, out comes one row in order of place whose applied edits do not overlap. An edit that gives way
stays as a suggestion that says to which edit; the decision is made once, so that refusing the winner later lets nobody in.
Every kind is merged with what stands already in one walk, so that the time is linear in the edits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from transcript.values import Edit

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
_ACROSS_TURNS = "跨越两位发言人，不作改动"


def settle(edits: Iterable[Edit], *, breaks: Sequence[int] = ()) -> tuple[Edit, ...]:
    """Decide between the applied edits that overlap.

    Args:
        edits: Of all stages, in any order; suggestions pass through.
        breaks: Offsets at which a new speaker begins, in order: no applied edit may reach across.

    Returns:
        All edits in order of place; the applied ones do not overlap.

    >>> from transcript.text import Span
    >>> term = Edit(span=Span(2, 5), before="三两农", after="三农", kind="term")
    >>> number = Edit(span=Span(2, 3), before="三", after="3", kind="number", reason="计量用阿拉伯数字")
    >>> [(edit.kind, edit.applied, edit.reason) for edit in settle([number, term])]
    [('number', False, '计量用阿拉伯数字；让位于术语改动“三两农→三农”'), ('term', True, '')]
    """
    ranked: dict[str, list[Edit]] = {kind: [] for kind in PRECEDENCE}
    suggested: list[Edit] = []
    for edit in edits:
        (ranked[edit.kind] if edit.applied else suggested).append(edit)
    standing: list[Edit] = []
    for kind in PRECEDENCE:
        within, across = _split_at(sorted(ranked[kind], key=_place), breaks)
        standing, yielded = _merge(standing, within)
        suggested += across + yielded
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
    why = f"让位于{_CHINESE[rival.kind]}改动“{rival.before}→{rival.after}”"
    return attrs.evolve(edit, applied=False, yields_to=rival.span, reason=_with(edit.reason, why))


def _with(reason: str, more: str) -> str:
    return f"{reason}；{more}" if reason else more
