"""Decisions about speakers that bind the decoder: what a person has settled about one turn decides others with it.

A `Rename` or a `Split` to a full name settles who speaks at a place. The decoder takes that as given; afterwards the decisions are
applied to the record as always, but for those that came true by themselves and whose turn does not begin there any more.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from transcript.model import Turn
from transcript.people.roster import KnownPerson
from transcript.reviewing.decisions import EVERYWHERE, Decision, Decisions, Rename, Split


@attrs.frozen(kw_only=True)
class Settled:
    """What a person has decided about the speaker of a turn.

    Attributes:
        offset: Where the turn begins, in the source.
        person: Who speaks it, by full name.
        everywhere: Whether the person is also meant by the speaker's other turns.
    """

    offset: int
    person: KnownPerson
    everywhere: bool = True


def settled_speakers(decisions: Decisions) -> tuple[Settled, ...]:
    """The speakers that *decisions* settle by full name, the last word on each place.

    >>> from transcript.model import Person
    >>> from transcript.reviewing.decisions import Place, SourceKey
    >>> text = "现在开会。谢谢大家。"
    >>> rename = Rename(turn=Place.of(text, 5), person=Person(name="方志明"))
    >>> [(s.offset, s.person.name) for s in settled_speakers(Decisions(source=SourceKey(sha256="0" * 64, characters=10), decisions=[rename]))]
    [(5, '方志明')]
    """
    found = {}
    for decision in decisions:
        at, everywhere = _place(decision)
        person = decision.person if isinstance(decision, (Rename, Split)) else None
        if at is None or person is None or not person.name:
            continue
        known = KnownPerson(name=person.name, title=person.title, organization=person.organization)
        found[at] = Settled(offset=at, person=known, everywhere=everywhere)
    return tuple(found[at] for at in sorted(found))


def _place(decision: Decision) -> tuple[int | None, bool]:
    if isinstance(decision, Rename):
        return decision.turn.at, decision.where == EVERYWHERE
    if isinstance(decision, Split):
        return decision.at.at, False
    return None, False


def unsettled(decisions: Decisions, *, turns: Sequence[Turn]) -> Decisions:
    """*decisions* without those that name whoever speaks there already, where no turn begins at the place."""
    starts = {turn.span.start for turn in turns}

    def done(decision: Decision) -> bool:
        at, _ = _place(decision)
        if at is None or at in starts or not isinstance(decision, (Rename, Split)) or decision.person is None:
            return False
        return any(t.span.start < at < t.span.end and t.speaker.name == decision.person.name for t in turns)

    return attrs.evolve(decisions, decisions=[d for d in decisions if not done(d)])
