"""The manuscript of a speech: one speaker from the first word to the last."""

from __future__ import annotations

from transcript.model import Person, Speaker, Turn
from transcript.text import SourceText, Span


def single_turn(source: SourceText, *, author: Person | None) -> tuple[Turn, ...]:
    """All speech of *source* as one turn of its author, or of somebody unknown; none without speech."""
    if not source.speech:
        return ()
    span = Span(source.speech[0].span.start, source.speech[-1].span.end)
    known = author or Person()
    speaker = Speaker(
        id="S1",
        role="guest",
        name=known.name,
        surname=known.surname,
        title=known.title,
        organization=known.organization,
    )
    return (Turn(span=span, speaker=speaker),)
