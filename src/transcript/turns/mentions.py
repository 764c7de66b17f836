"""Where the speech of a source names people, found once for all stages.

A name may reach across a paragraph break, so that they are looked for in the stream of the speech; they are handed on in offsets of the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from transcript.people import Mention, find_mentions
from transcript.text import SourceText, Span
from transcript.turns.flow import Flow, flow_of


def speech_mentions(source: SourceText) -> tuple[Mention, ...]:
    r"""Every place of the speech where a person is named, in order, with spans over the source.

    >>> from transcript.readers import read
    >>> source, _ = read("00:00\n请方志\n\n00:05\n明同志发言。\n")
    >>> [(mention.name, mention.span) for mention in speech_mentions(source)]
    [('方志明', Span(start=7, end=20))]
    """
    flow = flow_of(source)
    return tuple(_moved(mention, flow.offset) for mention in find_mentions(flow.text))


def in_stream(mentions: Iterable[Mention], *, flow: Flow) -> tuple[Mention, ...]:
    """The same mentions with spans over the stream."""
    return tuple(_moved(mention, flow.position) for mention in mentions)


def _moved(mention: Mention, place: Callable[[int], int]) -> Mention:
    """The mention where *place* puts its first and its last characters."""

    def moved(span: Span) -> Span:
        return Span(place(span.start), place(span.end - 1) + 1)

    return attrs.evolve(mention, span=moved(mention.span), pieces=tuple(moved(piece) for piece in mention.pieces))
