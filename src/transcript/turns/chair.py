"""Who speaks by the head of a record: 主持人：方明 and 参会人员：方明、乔远 name whom nobody in the room named in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import attrs

from transcript.model import Person, Speaker, Turn
from transcript.turns.titles import titles_fit


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
    return _completed(speaker, chair)


def with_listed(turns: Sequence[Turn], *, present: Sequence[Person]) -> tuple[Turn, ...]:
    """Turns of whom only a surname is said (方科长, 小方) with the name of the one such person whom the head lists.

    Args:
        turns: In order.
        present: Whom the head lists, the chair among them.
    """
    speakers = {turn.speaker.id: turn.speaker for turn in turns}
    spoken = Counter(speaker.surname for speaker in speakers.values() if speaker.surname)
    taken = {speaker.name for speaker in speakers.values()}
    listed: dict[str | None, list[Person]] = {}
    for name, person in {person.name: person for person in present if person.name}.items():
        if name not in taken:
            listed.setdefault(person.surname, []).append(person)
    for key, speaker in speakers.items():
        kin = listed.get(speaker.surname, []) if speaker.surname and spoken[speaker.surname] == 1 else []
        if not speaker.name and len(kin) == 1 and titles_fit(speaker.title, kin[0].title):
            speakers[key] = attrs.evolve(_completed(speaker, kin[0]), title=kin[0].title or speaker.title)
    return tuple(attrs.evolve(turn, speaker=speakers[turn.speaker.id]) for turn in turns)


def _completed(speaker: Speaker, person: Person) -> Speaker:
    return attrs.evolve(
        speaker,
        name=person.name,
        surname=person.surname,
        title=speaker.title or person.title,
        organization=speaker.organization or person.organization,
    )
