"""The host by the head of a record: 主持人：方明 names whom nobody in the room named."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from transcript.values import Person, Speaker, Turn


def with_chair(turns: Sequence[Turn], *, chair: Person | None) -> tuple[Turn, ...]:
    """Turns whose host has the name that the head of the record says, unless the room says another.

    Args:
        turns: In order.
        chair: Whom the head names.
    """
    if not chair or not chair.name or any(t.speaker.name == chair.name for t in turns if t.speaker.role != "host"):
        return tuple(turns)
    return tuple(attrs.evolve(turn, speaker=_named(turn.speaker, chair)) for turn in turns)


def _named(speaker: Speaker, chair: Person) -> Speaker:
    if speaker.role != "host" or speaker.name or speaker.surname not in {None, chair.surname}:
        return speaker
    return attrs.evolve(
        speaker,
        name=chair.name,
        surname=chair.surname,
        title=speaker.title or chair.title,
        organization=speaker.organization or chair.organization,
    )
