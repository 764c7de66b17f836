"""Mentions in the light of a lexicon: where a name was put right, the right one is meant, and a name too garbled to be read is read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import attrs

from transcript.model import Edit
from transcript.people import Mention
from transcript.people.again import behind_titles
from transcript.people.names import surname_at
from transcript.text import Span, fold
from transcript.turns.flow import Flow


def with_known_names(mentions: Sequence[Mention], *, names: Iterable[Edit], flow: Flow) -> tuple[Mention, ...]:
    """The mentions with the names of applied name edits: as corrected where one was read, as new ones where none was.

    Args:
        mentions: What was read, in order, not overlapping.
        names: Edits over the source; only the applied ones that put a whole name right count.
        flow: The stream that the mentions stand in.
    """
    meant = {}
    for edit in names:
        name = _whole_name(edit)
        if name:
            start = flow.position(edit.span.start)
            meant[Span(start, start + len(edit.span))] = name
    if not meant:
        return tuple(mentions)
    starts = [m.span.start for m in mentions]
    kept = list(mentions)
    new: list[Mention] = []
    for span, name in meant.items():
        at = bisect_left(starts, span.end) - 1
        if at >= 0 and kept[at].span.overlaps(span):
            kept[at] = _corrected(kept[at], name)
        else:
            new.append(_corrected(Mention(span=span, form="full", pieces=(span,)), name))
    return tuple(behind_titles(sorted([*kept, *new], key=lambda m: m.span)))


def _whole_name(edit: Edit) -> str | None:
    """The full name that an edit says is meant."""
    name = fold(edit.entry or edit.after)
    whole = len(name) >= 2 and surname_at(name, 0) not in {None, name}
    return (edit.entry or edit.after) if edit.applied and edit.kind == "name" and whole else None


def _corrected(mention: Mention, name: str) -> Mention:
    folded = fold(name)
    form = mention.form if mention.form in {"latin", "foreign"} else "full"
    return attrs.evolve(mention, form=form, name=folded, surname=surname_at(folded, 0), known_as=name)
