"""Mentions of people in the speech of a source, found once for all stages.

A name may continue behind a paragraph break, so mentions are searched in the stream of the speech; they are returned with spans over the source.
Name edits then correct them: a mention that an edit overlaps gets the corrected name, and a name too garbled to be recognised is added.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

import attrs

from transcript.model import Edit
from transcript.people import Mention, find_mentions
from transcript.people.gazetteer import surname_at
from transcript.people.mentions import behind_titles
from transcript.text import SourceText, Span, fold
from transcript.turns.stream import Stream, stream_of


def speech_mentions(source: SourceText) -> tuple[Mention, ...]:
    r"""Find every place of the speech where a person, or an organisation by itself, is named.

    Args:
        source: The source.

    Returns:
        The mentions, in order, with spans over the source.

    >>> from transcript.readers import read
    >>> source, _ = read("00:00\n请方志\n\n00:05\n明同志发言。\n")
    >>> [(mention.name, mention.span) for mention in speech_mentions(source)]
    [('方志明', Span(start=7, end=20))]
    """
    stream = stream_of(source)
    return tuple(_moved(mention, stream.offset) for mention in find_mentions(stream.text, organizations=True))


def people_alone(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Leave out organisations that stand alone.

    Args:
        mentions: Mentions.

    Returns:
        The others, in the same order.
    """
    return tuple(mention for mention in mentions if mention.form != "organization")


def in_stream(mentions: Iterable[Mention], *, stream: Stream) -> tuple[Mention, ...]:
    """Convert the spans of mentions from the source to the stream.

    Args:
        mentions: Mentions with spans over the source.
        stream: Its stream.

    Returns:
        The same mentions with spans over the stream.
    """
    return tuple(_moved(mention, stream.position) for mention in mentions)


def _moved(mention: Mention, place: Callable[[int], int]) -> Mention:
    """The mention where *place* puts its first and its last characters."""

    def moved(span: Span) -> Span:
        return Span(place(span.start), place(span.end - 1) + 1)

    return attrs.evolve(
        mention,
        span=moved(mention.span),
        pieces=tuple(map(moved, mention.pieces)),
        title_spans=tuple(map(moved, mention.title_spans)),
        organization_spans=tuple(map(moved, mention.organization_spans)),
    )


def with_known_names(mentions: Sequence[Mention], *, names: Iterable[Edit], stream: Stream) -> tuple[Mention, ...]:
    """Apply name edits to mentions: correct the mention that an edit overlaps, or add one.

    Args:
        mentions: Mentions with spans over the stream, in order, not overlapping.
        names: Edits over the source; only applied ones whose result is a full name count.
        stream: The stream that the mentions stand in.

    Returns:
        The mentions, in order.
    """
    meant = {}
    for edit in names:
        name = _whole_name(edit)
        if name:
            start = stream.position(edit.span.start)
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
