"""Decisions about turns: how they are carried out, and how they bind the decoder.

While decisions are carried out, turns are held as nothing but their starts and the ids of their speakers, so that each decision costs little; `apply` makes
values of them afterwards. After every decision neighbouring turns have different speakers: where one would meet itself, the two turns become one.

A `Rename` or a `Split` to a full name settles who speaks at a place. The decoder takes that as given; afterwards the decisions are
applied to the record as always, but for those that came true by themselves and whose turn does not begin there any more.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Sequence

import attrs
import regex

from transcript.model import Person, Speaker, Turn
from transcript.people.roster import KnownPerson
from transcript.reviewing.decision_files import Decisions
from transcript.reviewing.decisions import EVERYWHERE, TURN, Decision, Merge, Move, Place, Rename, Split
from transcript.reviewing.misfits import (
    BEGINS_ALREADY,
    FIRST_TURN,
    NO_SPEECH,
    NO_TURN,
    OUT_OF_REACH,
    SAME_SPEAKER,
    WORDS,
    UnfitError,
)
from transcript.text import SourceText, Span

TurnDecision = Rename | Move | Split | Merge
_NUMBERED = regex.compile(r"S([0-9]{1,9})")


class Floor:
    """The turns of a record while they are being decided.

    Attributes:
        starts: Where turns begin, in order.
        ids: The speaker's id of the turn at each start.
        speakers: The speakers by id.
        decided: Starts of the turns whose beginning or speaker somebody decided.
        named: Those of them whose speaker somebody decided.
    """

    def __init__(self, source: SourceText, turns: tuple[Turn, ...]) -> None:
        self.source = source
        self.starts = [turn.span.start for turn in turns]
        self.ids = {turn.span.start: turn.speaker.id for turn in turns}
        self.speakers = {turn.speaker.id: turn.speaker for turn in turns}
        self.decided: set[int] = set()
        self.named: set[int] = set()
        numbers = (_NUMBERED.fullmatch(known) for known in self.speakers)
        self._last_number = max((int(match[1]) for match in numbers if match), default=0)
        self._end = turns[-1].span.end if turns else 0

    def carry_out(self, decision: TurnDecision) -> None:
        """Carry out a decision, or leave everything as it is.

        Args:
            decision: A decision about turns.

        Raises:
            UnfitError: If it does not fit.
        """
        if isinstance(decision, Rename):
            self._rename(decision)
        elif isinstance(decision, Move):
            self._move(decision)
        elif isinstance(decision, Split):
            self._split(decision)
        else:
            self._merge(decision)

    def _rename(self, decision: Rename) -> None:
        at = self._turn_at(decision.turn)
        old, known = self.ids[at], self._known(decision)
        self._settle(at)
        if decision.where == EVERYWHERE or sum(who == old for who in self.ids.values()) == 1:
            self._rename_everywhere(old, known, decision.person)
        else:
            self.ids[at] = self._speaker(known, decision.person)
            self._join_around(at)

    def _rename_everywhere(self, old: str, known: str | None, person: Person | None) -> None:
        starts = [start for start in self.starts if self.ids[start] == old]
        if known in (None, old):
            self.speakers[old] = _named(self.speakers[old], person) if person else self.speakers[old]
            return
        new = self._speaker(known, person)
        self.speakers[new] = _joined(self.speakers[new], self.speakers.pop(old))
        self.ids.update(dict.fromkeys(starts, new))
        for start in starts:
            self._join_around(start)

    def _move(self, decision: Move) -> None:
        at = self._turn_at(decision.turn)
        to = self._speech_at(decision.to)
        row = bisect_left(self.starts, at)
        first = self.starts[row - 1] if row else at
        last = self.starts[row + 1] if row + 1 < len(self.starts) else self._end
        if not row or not first < to < last:
            raise UnfitError(OUT_OF_REACH if row else FIRST_TURN, at=at, to=to)
        if to == at:
            raise UnfitError(BEGINS_ALREADY, at=at)
        self.starts[row] = to
        self.ids[to] = self.ids.pop(at)
        self.decided.discard(at)
        self.decided.add(to)
        if at in self.named:
            self.named.remove(at)
            self.named.add(to)

    def _split(self, decision: Split) -> None:
        at = self._speech_at(decision.at)
        if at in self.ids:
            raise UnfitError(BEGINS_ALREADY, at=at)
        row = bisect_left(self.starts, at) - 1
        if row < 0 or at >= self._end:
            raise UnfitError(NO_SPEECH, at=at)
        speaking, known = self.ids[self.starts[row]], self._known(decision)
        if known == speaking:
            raise UnfitError(SAME_SPEAKER, at=at, speaker=self.speakers[speaking].display)
        self.ids[at] = self._speaker(known, decision.person)
        insort(self.starts, at)
        self._settle(at)
        self._join_around(at)

    def _merge(self, decision: Merge) -> None:
        at = self._turn_at(decision.turn)
        if at == self.starts[0]:
            raise UnfitError(FIRST_TURN, at=at)
        self._forget(bisect_left(self.starts, at))
        self._join_around(at)

    def _turn_at(self, place: Place) -> int:
        check_words(self.source, place)
        if place.at not in self.ids:
            raise UnfitError(NO_TURN, at=place.at)
        return place.at

    def _speech_at(self, place: Place) -> int:
        check_words(self.source, place)
        if not is_spoken(self.source, place.at):
            raise UnfitError(NO_SPEECH, at=place.at)
        return place.at

    def _known(self, decision: Rename | Split) -> str | None:
        """The id of the speaker whom a decision means, if the record has them."""
        if decision.same_as:
            return self.ids[self._turn_at(decision.same_as)]
        name = decision.person and decision.person.name
        return next((who for who, speaker in self.speakers.items() if name and speaker.name == name), None)

    def _speaker(self, known: str | None, person: Person | None) -> str:
        """The id of a speaker with what the decision says of them; a new one's if none is known."""
        if known is None:
            self._last_number += 1
            new = f"S{self._last_number}"
            self.speakers[new] = _named(Speaker(id=new), person or Person())
            return new
        if person:
            self.speakers[known] = _described(self.speakers[known], person)
        return known

    def _join_around(self, at: int) -> None:
        """Make the turns that meet at an offset, or next after it, one if their speaker is."""
        row = bisect_left(self.starts, at)
        for right in (row + 1, row):
            if 0 < right < len(self.starts) and self.ids[self.starts[right - 1]] == self.ids[self.starts[right]]:
                self._forget(right)

    def _settle(self, at: int) -> None:
        """Somebody decided who speaks the turn that begins at an offset."""
        self.decided.add(at)
        self.named.add(at)

    def _forget(self, row: int) -> None:
        start = self.starts.pop(row)
        del self.ids[start]
        self.decided.discard(start)
        self.named.discard(start)


def check_words(source: SourceText, place: Place) -> None:
    """Refuse a place whose words are not the source's.

    Args:
        source: The source text.
        place: A place and the words that were seen there.

    Raises:
        UnfitError: If they are not.
    """
    if not source.text.startswith(place.words, place.at):
        found = source.text[place.at : place.at + len(place.words)]
        raise UnfitError(WORDS, at=place.at, words=place.words, found=found)


def is_spoken(source: SourceText, at: int) -> bool:
    """Whether a visible character of speech stands at an offset.

    Args:
        source: The source text.
        at: An offset of the source.

    Returns:
        True if so.
    """
    return any(not piece.slice(source.text).isspace() for piece in source.speech_within(Span(at, at + 1)))


def _named(speaker: Speaker, person: Person) -> Speaker:
    """The speaker as that person, and nothing that was known before."""
    return attrs.evolve(
        speaker,
        name=person.name,
        surname=person.surname,
        title=person.title,
        organization=person.organization,
    )


def _described(speaker: Speaker, person: Person) -> Speaker:
    """The speaker, who has the person's name, with whatever else is known of the person."""
    return attrs.evolve(
        speaker,
        surname=person.surname or speaker.surname,
        title=person.title or speaker.title,
        organization=person.organization or speaker.organization,
    )


def _joined(speaker: Speaker, other: Speaker) -> Speaker:
    """One speaker of two who turned out to be the same."""
    variants = sorted({*speaker.variants, *other.variants}, key=lambda variant: (variant.span, variant.text))
    return attrs.evolve(speaker, variants=tuple(variants))


@attrs.frozen(kw_only=True)
class Settled:
    """A decision of a person about a place where a turn may begin.

    Attributes:
        offset: The place, in the source.
        person: Who speaks there, by full name; None if that is not known.
        unnamed: Whether it is somebody described without a full name.
        everywhere: Whether the person is also meant by the speaker's other turns.
        begins: Whether a turn begins there.
    """

    offset: int
    person: KnownPerson | None = None
    unnamed: bool = False
    everywhere: bool = True
    begins: bool = True


def settled_speakers(decisions: Decisions) -> tuple[Settled, ...]:
    """The speakers that *decisions* settle by full name, and the boundaries, the last word on each place.

    Args:
        decisions: The decisions.

    Returns:
        What is settled, in order of place.

    >>> from transcript.model import Person
    >>> from transcript.reviewing.decisions import Place, SourceKey
    >>> text = "现在开会。谢谢大家。"
    >>> rename = Rename(turn=Place.of(text, 5), person=Person(name="方志明"))
    >>> [(s.offset, s.person.name) for s in settled_speakers(Decisions(source=SourceKey(sha256="0" * 64, characters=10), decisions=[rename]))]
    [(5, '方志明')]
    """
    found = {}
    for decision in decisions:
        if isinstance(decision, Merge):
            found[decision.turn.at] = Settled(offset=decision.turn.at, begins=False)
        at, everywhere = _place(decision)
        if at is not None:
            person = decision.person if isinstance(decision, (Rename, Split)) else None
            unnamed = person is not None and not person.name
            found[at] = Settled(offset=at, person=_known(person), unnamed=unnamed, everywhere=everywhere)
    return tuple(found[at] for at in sorted(found))


def _known(person: Person | None) -> KnownPerson | None:
    """Return the person for the roster; None without a full name."""
    if person is None or not person.name:
        return None
    return KnownPerson(name=person.name, title=person.title, organization=person.organization)


def _place(decision: Decision) -> tuple[int | None, bool]:
    if isinstance(decision, Rename):
        return decision.turn.at, decision.where == EVERYWHERE
    if isinstance(decision, Split):
        return decision.at.at, False
    return None, False


def unsettled(decisions: Decisions, *, source: SourceText, turns: Sequence[Turn]) -> Decisions:
    """*decisions* as they are to be carried out on the turns of a new parse.

    A decision that names whoever speaks there already, where no turn begins at the place, is left out; so is a refused boundary that is not found again. A
    turn that is to begin where one begins is renamed, and one to be renamed that does not begin is split off. A decision about all turns of a speaker holds
    for its own turn alone, where by another decision somebody else speaks now: their turns are not those that it was about.

    Args:
        decisions: The decisions.
        source: The source text.
        turns: The turns of the new parse.

    Returns:
        The decisions that are left.
    """
    floor = Floor(source, tuple(turns))
    decided = {one.person.name for one in settled_speakers(decisions) if one.person}
    found = []
    for decision in decisions:
        if isinstance(decision, TurnDecision):
            if _is_done(decision, floor):
                continue
            decision = _fitting(_narrowed(decision, floor, decided), floor)
        found.append(decision)
    return attrs.evolve(decisions, decisions=found)


def _is_done(decision: TurnDecision, floor: Floor) -> bool:
    """Return True if the turns are as decided already, with no turn that begins at the place."""
    at, _ = _place(decision)
    if isinstance(decision, Merge):
        return decision.turn.at not in floor.ids and floor.source.text.startswith(decision.turn.words, decision.turn.at)
    if at is None or at in floor.ids or not isinstance(decision, (Rename, Split)) or decision.person is None:
        return False
    row = bisect_left(floor.starts, at) - 1
    return row >= 0 and floor.speakers[floor.ids[floor.starts[row]]].name == decision.person.name


def _narrowed(decision: TurnDecision, floor: Floor, decided: Collection[str | None]) -> TurnDecision:
    if not isinstance(decision, Rename) or decision.where != EVERYWHERE:
        return decision
    here = floor.speakers.get(floor.ids.get(decision.turn.at, ""))
    if not here or here.name not in decided:
        return decision
    other = floor.speakers.get(floor.ids.get(decision.same_as.at, "")) if decision.same_as else None
    meant = decision.person.name if decision.person else other and (other.name or other.id)
    return decision if meant in (here.name, here.id) else attrs.evolve(decision, where=TURN)


def _fitting(decision: TurnDecision, floor: Floor) -> TurnDecision:
    """The decision, or the other way to say it, carried out; as it is if neither fits."""
    ways = [decision]
    if isinstance(decision, Split):
        ways.append(Rename(turn=decision.at, where=TURN, person=decision.person, same_as=decision.same_as))
    if isinstance(decision, Rename):
        ways.append(Split(at=decision.turn, person=decision.person, same_as=decision.same_as))
    for way in ways:
        try:
            floor.carry_out(way)
        except UnfitError:
            continue
        return way
    return decision
