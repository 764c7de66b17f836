"""Who speaks when: the turns of a transcript.

Enters: the source, its mentions and roster. Leaves: turns over the whole speech, in order, neighbours with different speakers. Where the input
labels its voices the labels bound the turns and the text names them; else one decoder decides boundaries and speakers together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from math import log
from types import MappingProxyType

import attrs
import numpy as np
import numpy.typing as npt

from transcript.model import Candidate, Edit, Evidence, Person, Speaker, Turn
from transcript.people import Mention
from transcript.people.roster import KnownPerson, Roster, build_roster
from transcript.reviewing.turn_decisions import Settled
from transcript.text import SourceText, Span
from transcript.turns.boundary_scores import PLACES, BoundaryScores, explain_changes, find_candidates, score_boundaries
from transcript.turns.cast import Cast, Member, build_cast
from transcript.turns.decoder import FIXED, Stretch, change_chances, decode, path_score
from transcript.turns.hosts import find_host
from transcript.turns.label_repair import introductions
from transcript.turns.labels import labelled_stretches, name_labels
from transcript.turns.mention_roles import MentionRoles, read_roles
from transcript.turns.naming import call_evidence, name_speakers
from transcript.turns.speaker_scores import (
    HOST,
    LinkedMentions,
    SpeakerScores,
    boundary_chances,
    score_speakers,
    weights,
)
from transcript.turns.speech_mentions import in_stream, speech_mentions, with_known_names
from transcript.turns.speeches import read_out
from transcript.turns.stream import Stream, stream_of

ASKED = 0.0  # log odds from which on an organisation stands for somebody who speaks
LEAST = 0.02  # the least probability of a candidate that is shown
MOST_CANDIDATES = 5  # that a turn shows
SAYS_OWN_NAME = 0.5  # by hand: the least chance that a single speaker says a name as their own
VOICES = ("voices_gain", "voices_changes", "voices_called", "voices_bias")
LEAST_TALK = 1000  # letters of a document from which on it may be one voice in spite of likely changes
MANNER = 0.5  # the share of the log odds of being the host's that is believed: neighbouring stretches do not speak independently
READING = 8.0  # log odds against a change while somebody reads out a statement; by hand, judged on the minutes


@attrs.frozen(kw_only=True)
class Found:
    """Where turns start and who speaks in each, before they are turned into values.

    Attributes:
        positions: Candidates, positions in the stream.
        stretches: The turns as rows of candidates.
        labels: The input's label of each candidate, if it has any.
        sure: For each candidate how sure it is that a turn starts there, or that the label's is the voice.
        speaking: For each stretch and state, the chance that the state speaks it; None where labels tell.
        reasons: What the words around the start of each stretch say for it.
    """

    positions: Sequence[int]
    stretches: Sequence[Stretch]
    labels: Sequence[str | None] = ()
    sure: Sequence[float] = ()
    speaking: npt.NDArray[np.float64] | None = None
    reasons: Sequence[tuple[Evidence, ...]] = ()


def find_turns(
    source: SourceText,
    *,
    mentions: Iterable[Mention] | None = None,
    names: Iterable[Edit] = (),
    people: Iterable[KnownPerson] = (),
    settled: Sequence[Settled] = (),
) -> tuple[Turn, ...]:
    """Divide the speech of a source into turns, and attribute each to a speaker.

    Args:
        source: The source.
        mentions: The result of `speech_mentions`, if it has been computed already.
        names: Edits of names; applied ones outrank what was recognised.
        people: People who are known to be present, or to be spoken of.
        settled: Speakers that a person has decided already; they bind the decoder.

    Returns:
        The turns, in order; together they cover the speech, and neighbours have different speakers.
    """
    stream = stream_of(source)
    heard = in_stream(speech_mentions(source) if mentions is None else mentions, stream=stream)
    known, roles = who_may_speak(stream.text, with_known_names(heard, names=names, stream=stream))
    candidates = find_candidates(stream, settled=[stream.position(one.offset) for one in settled if one.begins])
    positions = candidates.positions
    scores = score_boundaries(stream, candidates=candidates)
    roster = build_roster(stream.text, mentions=known, people=(*people, *(one.person for one in settled if one.person)))
    room = _Room(
        stream=stream,
        mentions=known,
        roster=roster,
        roles=roles,
        scores=scores,
        settled={stream.position(one.offset): one for one in settled},
    )
    host = find_host(
        stream.text, roster=roster, mentions=known, roles=room.roles, positions=positions, host=scores.host
    )
    cast = room.cast(host)
    introduced = [at for at, _ in introductions(stream.text, cast=cast.members)]
    runs = labelled_stretches(source, stream=stream, introductions=introduced)
    if runs:
        cast = room.cast(None)  # who calls the others is the host, whatever the name
        named = name_labels(stream.text, runs, people=cast, settled=room.states_at(cast))
        found = Found(
            positions=[run.start for run in runs],
            stretches=named.stretches,
            labels=[run.label for run in runs],
            sure=named.sure,
        )
        return _turns(source, stream, named.cast, found)
    if not positions:
        return ()
    found = room.decoded(cast)
    if settled and (known_host := room.settled_host(cast, found)) is not None:
        cast = room.cast(known_host)
    if settled:
        found = room.decoded(cast, fixed=room.states_at(cast))
    found = attrs.evolve(found, reasons=explain_changes(stream, scores=scores, rows=[s.first for s in found.stretches]))
    return _turns(source, stream, cast.members, found)


def who_may_speak(text: str, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], MentionRoles]:
    """Select the mentions of people, and of organisations that are asked to speak (连线白水县).

    Args:
        text: The stream, in simplified script.
        mentions: Mentions with spans over the stream, in order.

    Returns:
        The selected mentions, and their roles.
    """
    roles = read_roles(text, mentions=mentions)
    kept = [at for at, m in enumerate(mentions) if m.form != "organization" or roles.asked[at] > ASKED]
    return tuple(mentions[at] for at in kept), roles.of(kept)


@attrs.frozen(kw_only=True)
class _Room:
    """What was read of a document, for one decision or several."""

    stream: Stream
    mentions: Sequence[Mention]
    roster: Roster
    roles: MentionRoles
    scores: BoundaryScores
    settled: Mapping[int, Settled]

    def cast(self, host: int | None) -> Cast:
        wanted = {one.person.name for one in self.settled.values() if one.person}
        required = [person.number for person in self.roster.people if person.name in wanted]
        return build_cast(
            self.stream.text,
            roster=self.roster,
            mentions=self.mentions,
            roles=self.roles,
            host=host,
            required=required,
        )

    def states_at(self, cast: Cast) -> dict[int, int]:
        """The state that is settled at each position."""
        by_name = {member.name: member.number for member in cast.members if member.name}
        named = {at: one.person.name for at, one in self.settled.items() if one.person}
        unnamed = {at: len(cast.members) for at, one in self.settled.items() if one.unnamed and not one.everywhere}
        return unnamed | {at: by_name[name] for at, name in named.items() if name in by_name}

    def settled_host(self, cast: Cast, found: Found) -> int | None:
        """The person who is settled, everywhere, where the host speaks."""
        for at, one in self.settled.items():
            if not one.person:
                continue
            row = bisect_right(found.positions, at) - 1
            hosting = any(s.first <= row < s.last and s.state == HOST for s in found.stretches)
            if one.everywhere and hosting and not cast.members[HOST].name:
                return next(p.number for p in self.roster.people if p.name == one.person.name)
        return None

    def _bind(self, change: npt.NDArray[np.float64]) -> None:
        """Set the chance of a change where it is settled, as far as the place is a candidate."""
        positions = self.scores.positions
        for at, one in self.settled.items():
            row = bisect_left(positions, at)
            if 0 < row < len(positions) and positions[row] == at:
                change[row] = float(one.begins)

    def decoded(self, cast: Cast, *, fixed: Mapping[int, int] = MappingProxyType({})) -> Found:
        """The best path through who speaks, with some positions bound to a state."""
        positions = self.scores.positions
        reading = _inside(read_out(self.stream.text), positions)
        speaking = score_speakers(
            positions,
            mentions=cast.mentions,
            states=len(cast.members) + 1,
            change=self.scores.change - READING * reading[:, None],
            host=self.scores.host * (1 - reading),  # who reads out sounds like whom they read
            asks=self.scores.asks,
        )
        for at, state in fixed.items():
            speaking.holding[max(0, bisect_right(positions, at) - 1), state] += FIXED
        change = change_chances(
            self.scores.change - READING * reading[:, None], host=MANNER * self.scores.host * (1 - reading)
        )
        change = boundary_chances(
            positions,
            mentions=cast.mentions,
            change=change,
            handover=self.scores.handover,
            inside=self.scores.inside,
        )
        self._bind(change)
        lengths = np.diff([*positions, len(self.stream.text)])
        stretches, chances = decode(speaking, change=change, lengths=lengths)
        if not fixed and len(self.stream.text) >= LEAST_TALK:
            single = one_voice(stretches, scores=speaking, mentions=cast.mentions)
            chances = chances if single is stretches else np.ones((1, chances.shape[1])) * chances.max(axis=0)
            stretches = single
        return Found(positions=positions, stretches=stretches, sure=_near(change), speaking=chances)


def one_voice(stretches: list[Stretch], *, scores: SpeakerScores, mentions: LinkedMentions) -> list[Stretch]:
    """Merge all stretches into one, unless there is evidence of a second speaker.

    The evidence is by how much the best path outscores the best path with one speaker. A single speaker is never called
    the host, and gets a name only from a self-introduction.

    Args:
        stretches: The decoded stretches, in order.
        scores: The tables they were decoded from.
        mentions: Mentions of the people who may speak.

    Returns:
        *stretches* itself, or a list of one stretch.
    """
    several = len(stretches) > 1 and voice_features(stretches, scores) @ [weights()[name] for name in VOICES] > 0
    if several or len(stretches) == 1:
        return stretches
    own = np.zeros(scores.holding.shape[1])
    np.maximum.at(own, mentions.states, mentions.speaking)  # to be named often is not to say one's own name
    own[HOST] = 0.0
    speaker = int(own.argmax()) if own.max(initial=0.0) >= SAYS_OWN_NAME else scores.holding.shape[1] - 1
    return [Stretch(first=0, last=len(scores.holding), state=speaker)]


def voice_features(stretches: Sequence[Stretch], scores: SpeakerScores) -> npt.NDArray[np.float64]:
    """Compute the features of “this document has several speakers”.

    Args:
        stretches: The decoded stretches, in order.
        scores: The tables they were decoded from.

    Returns:
        An array with a value for each of `VOICES`: gain over one speaker per stretch (log odds), logarithm of the
        number of stretches, share of the changes at which somebody is called, and 1 for the bias.
    """
    alone = scores.holding.sum(axis=0)
    alone[HOST] = alone[-1]
    gain = path_score(stretches, scores) - float(alone.max())
    return np.array([gain / len(stretches), log(len(stretches)), _called(stretches, scores), 1.0])


def _called(stretches: Sequence[Stretch], scores: SpeakerScores) -> float:
    """The share of the changes at which somebody is called."""
    begun = [scores.arriving[s.first, s.state] > 0 for s in stretches[1:]]
    return float(np.mean(begun))


def _near(change: npt.NDArray[np.float64]) -> list[float]:
    """For each candidate the chance that somebody begins at it or next to it."""
    near = 1 - change
    near[1:] *= 1 - change[:-1]
    near[:-1] *= 1 - change[1:]
    return [float(chance) for chance in np.clip(1 - near, 0.01, 0.99)]


def _candidates(
    number: int, stretch: Stretch, found: Found, cast: Sequence[Member], speakers: Mapping[int, Speaker]
) -> tuple[float, tuple[Candidate, ...]]:
    """How sure the speaker of a stretch is, and who it may be, the most probable first."""
    if found.speaking is None:
        return (found.sure[stretch.first], ())
    chances = found.speaking[number]
    order = [n for n in np.argsort(-chances, kind="stable").tolist() if chances[n] >= LEAST and n < len(cast)][
        :MOST_CANDIDATES
    ]
    shown = []
    for state in order:
        speaker = speakers.get(state)
        name = speaker.display if speaker else _display(cast[state])
        shown.append(
            Candidate(
                speaker=speaker.id if speaker else "", name=name, probability=round(float(chances[state]), PLACES)
            )
        )
    return float(min(chances[stretch.state], 1.0)), tuple(shown)


def _display(member: Member) -> str:
    return member.name or (member.surname or "") + (member.title or "") or member.organization or "主持人"


def _inside(spans: Sequence[Span], positions: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """1 for each position that lies in one of *spans*, 0 for the others."""
    inside = np.zeros(len(positions))
    for span in spans:
        inside[bisect_left(positions, span.start) : bisect_right(positions, span.end)] = 1.0
    return inside


def _turns(source: SourceText, stream: Stream, cast: Sequence[Member], found: Found) -> tuple[Turn, ...]:
    speakers = name_speakers(cast, stretches=found.stretches, labels=found.labels, source=source, stream=stream)
    by_state = {stretch.state: speaker for stretch, speaker in zip(found.stretches, speakers, strict=True)}
    turns = []
    for number, (stretch, speaker) in enumerate(zip(found.stretches, speakers, strict=True)):
        end = found.positions[stretch.last] if stretch.last < len(found.positions) else len(stream.text)
        span = stream.span(found.positions[stretch.first], end)
        reasons = found.reasons[number] if found.reasons else ()
        before = found.stretches[number - 1] if number else None
        sure, candidates = _candidates(number, stretch, found, cast, by_state)
        calls = call_evidence(cast, stretch, before=before, positions=found.positions, stream=stream)
        turns.append(
            Turn(
                span=span,
                speaker=speaker,
                start_ms=source.time_at(span.start),
                end_ms=source.time_at(span.end),
                interpolated=not source.has_time_at(span.start),
                confidence=round(found.sure[stretch.first], PLACES) if number else 1.0,
                speaker_confidence=round(sure, PLACES),
                candidates=candidates,
                evidence=(*reasons, *calls),
            )
        )
    return tuple(turns)


def single_turn(source: SourceText, *, author: Person | None) -> tuple[Turn, ...]:
    """Make all speech of a source one turn.

    Args:
        source: The source.
        author: Its author, if known.

    Returns:
        One turn; none if there is no speech.
    """
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
