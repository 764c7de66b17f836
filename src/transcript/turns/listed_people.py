"""Full names for speakers of whom only a surname is said, from those who are listed as present."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import attrs

from transcript.model import Person, Speaker, Turn
from transcript.turns.accounts import titles_fit


def with_listed(turns: Sequence[Turn], *, present: Sequence[Person]) -> tuple[Turn, ...]:
    """Turns of whom only a surname is said (方科长, 小方) with the name of the one such person who is listed.

    Args:
        turns: In order.
        present: Whom the head of the record or a list of participants names.
    """
    speakers = {turn.speaker.id: turn.speaker for turn in turns}
    spoken = Counter(speaker.surname for speaker in speakers.values() if speaker.surname)
    taken = {speaker.name for speaker in speakers.values()}
    listed: dict[str | None, list[Person]] = {}
    for name, person in {person.name: person for person in present if person.name}.items():
        if name not in taken:
            listed.setdefault(person.surname or name[:1], []).append(person)
    for key, speaker in speakers.items():
        kin = listed.get(speaker.surname, []) if speaker.surname and spoken[speaker.surname] == 1 else []
        if not speaker.name and len(kin) == 1 and titles_fit(speaker.title, kin[0].title):
            speakers[key] = _completed(speaker, kin[0])
    return tuple(attrs.evolve(turn, speaker=speakers[turn.speaker.id]) for turn in turns)


def _completed(speaker: Speaker, person: Person) -> Speaker:
    return attrs.evolve(
        speaker,
        name=person.name,
        surname=person.surname or speaker.surname,
        title=person.title or speaker.title,
        organization=speaker.organization or person.organization,
    )
