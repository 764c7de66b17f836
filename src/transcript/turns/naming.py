"""Make speakers of the members of the cast: the name as the source writes it, the title as introduced, and every mention.

A name is copied from the source and never invented: whoever is only called by surname and title has no name, unless exactly one person of a list of those
present fits both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from operator import attrgetter

import attrs
import regex

from transcript.model import Evidence, Person, Speaker, Turn, Variant
from transcript.people import Mention
from transcript.phonetics import character_cost
from transcript.text import SourceText, Span
from transcript.turns.accounts import read_account, titles_fit
from transcript.turns.cast import Call, Member
from transcript.turns.decoder import Stretch
from transcript.turns.speaker_scores import HOST
from transcript.turns.stream import Stream, written

NEXT_REACH, PREVIOUS_REACH, SELF_REACH = (
    300,
    60,
    90,
)  # characters between a turn's start and the mention that is evidence of its speaker
LONGEST_MENTION = 200  # with organisation and title
HOSTING = "主持人"  # says what somebody does at this meeting, not what they are
_THANKED = regex.compile(r"(?:刚才|谢谢|感谢)$")
_HEARD_ALIKE = 0.2  # by hand: the cost of a pair of characters below which one may be heard for the other
_ALIKE_IN_NAME = 2  # by hand: so many characters of a full name must sound like characters of the other
_CUES = {"next": "introduction", "previous": "thanks", "self": "self-introduction"}


def name_speakers(
    cast: Sequence[Member],
    *,
    stretches: Sequence[Stretch],
    source: SourceText,
    stream: Stream,
    labels: Sequence[str | None] = (),
) -> tuple[Speaker, ...]:
    """Make the speaker of each stretch.

    Args:
        cast: The members; a state beyond them is an unknown speaker.
        stretches: In order.
        source: The source, from which names are copied.
        stream: Its stream.
        labels: The label of each candidate, if the input has labels; then all stretches of one state are one speaker.

    Returns:
        One speaker a stretch. A member is the same speaker everywhere; without labels an unknown speaker is a new one
        each time.
    """
    spoken = _labels_of(stretches, labels) if labels else {}
    known: dict[int, Speaker] = {}
    speakers: list[Speaker] = []
    count = 0
    for stretch in stretches:
        speaker = known.get(stretch.state)
        if speaker is None:
            count += 1
            speaker = _new_speaker(cast, stretch.state, f"S{count}", source, stream)
            if labels:
                speaker = _labelled(speaker, spoken[stretch.state])
            if stretch.state < len(cast) or labels:
                known[stretch.state] = speaker
        speakers.append(speaker)
    return tuple(speakers)


def _new_speaker(cast: Sequence[Member], state: int, number: str, source: SourceText, stream: Stream) -> Speaker:
    if state < len(cast):
        return _speaker(cast[state], number, source, stream)
    return Speaker(id=number, role="guest")


def _labels_of(stretches: Sequence[Stretch], labels: Sequence[str | None]) -> dict[int, list[str | None]]:
    """The labels under which each state speaks, in order, each once."""
    found: dict[int, dict[str | None, None]] = {}
    for stretch in stretches:
        found.setdefault(stretch.state, {}).update(dict.fromkeys(labels[stretch.first : stretch.last]))
    return {state: list(under) for state, under in found.items()}


def _labelled(speaker: Speaker, labels: Sequence[str | None]) -> Speaker:
    """The speaker under their labels; an account names whom nobody else has named."""
    account = next((a for a in map(read_account, labels) if a and a.written), None)
    name = speaker.name or (account.written if account else None)
    role = speaker.role if any(labels) or speaker.name else "unknown"
    label = "、".join(label for label in labels if label) or None
    return attrs.evolve(speaker, label=label, name=name, role=role)


def _speaker(member: Member, number: str, source: SourceText, stream: Stream) -> Speaker:
    named = next((c.mention for c in member.calls if c.mention.name == member.name), None) if member.name else None
    introduced = next(
        (c.mention for c in member.calls if _shows(c.mention, member) and c.mention.title == member.title), None
    )
    placed = next((c.mention for c in member.calls if c.mention.organization == member.organization), None)
    return Speaker(
        id=number,
        name=_name(named, source, stream),
        surname=_surname(member, named, source, stream),
        title=None if member.title == HOSTING else _part(introduced, member.title, source, stream),
        organization=_part(placed, member.organization, source, stream),
        role=member.role,
        variants=tuple(_variant(c.mention, source, stream) for c in member.calls if _shows(c.mention, member)),
    )


def _shows(mention: Mention, member: Member) -> bool:
    """Whether a mention says who somebody is: a title alone only of whom nothing else is known."""
    return mention.form != "title" or (member.number != HOST and not member.name)


def _name(named: Mention | None, source: SourceText, stream: Stream) -> str | None:
    """The name letter by letter as the source has it, or as the lexicon writes it."""
    if named is None or named.known_as:
        return named.known_as if named else None
    return "".join(written(source, stream=stream, start=p.start, end=p.end) for p in named.pieces)


def _surname(member: Member, named: Mention | None, source: SourceText, stream: Stream) -> str | None:
    shown = named or next((c.mention for c in member.calls if c.mention.surname), None)
    if not shown or not member.surname or not shown.pieces or shown.surname != member.surname:
        return None
    if shown.known_as:
        return shown.known_as[: len(member.surname)]
    start = shown.pieces[0].start
    return written(source, stream=stream, start=start, end=start + len(member.surname))


def _part(mention: Mention | None, words: str | None, source: SourceText, stream: Stream) -> str | None:
    """The *words* of a mention (its title, its organisation) as they stand in the source."""
    if not mention or not words:
        return None
    at = stream.text.find(words, mention.span.start, mention.span.end)
    return written(source, stream=stream, start=at, end=at + len(words)) if at >= 0 else words


def _variant(mention: Mention, source: SourceText, stream: Stream) -> Variant:
    span = mention.span
    start = span.start
    if mention.organization and stream.text.startswith(mention.organization, start):
        # the organisation before a name is no part of how the person is called
        behind = start + len(mention.organization)
        behind += stream.text[behind : behind + 1] == "的"
        start = behind if behind < span.end else start
    return Variant(text=written(source, stream=stream, start=start, end=span.end), span=stream.span(start, span.end))


def call_evidence(
    cast: Sequence[Member], stretch: Stretch, *, before: Stretch | None, positions: Sequence[int], stream: Stream
) -> tuple[Evidence, ...]:
    """Collect the mentions that say who begins, and who has just ended, at the start of a stretch.

    Args:
        cast: The members.
        stretch: The stretch.
        before: The stretch before it, or None.
        positions: Positions of the candidates, in order.
        stream: The stream.

    Returns:
        The evidence: introductions and self-introductions first, then thanks.
    """
    at = positions[stretch.first]
    shown: list[tuple[Call, float]] = []
    for state, kinds in ((stretch.state, ("next", "self")), (before.state if before else -1, ("previous",))):
        if 0 <= state < len(cast):
            near = _near(cast[state].calls, at)
            shown += [(c, c.weight) for c in near if c.kind in kinds and _within_reach(c, at)]
    return tuple(
        Evidence(
            cue=_CUES.get(c.kind, "asked"), span=stream.span(c.mention.span.start, c.mention.span.end), weight=weight
        )
        for c, weight in shown
    )


def _near(calls: Sequence[Call], at: int) -> Sequence[Call]:
    """Those of *calls*, which are in order, that may be within reach."""
    first = bisect_left(calls, at - NEXT_REACH - LONGEST_MENTION, key=attrgetter("start"))
    return calls[first : bisect_right(calls, at + SELF_REACH, key=attrgetter("start"))]


def _within_reach(call: Call, at: int) -> bool:
    start, end = call.mention.span.start, call.mention.span.end
    if call.kind == "next":
        return 0 <= at - end <= NEXT_REACH
    return 0 <= start - at <= (SELF_REACH if call.kind == "self" else PREVIOUS_REACH)


def with_listed(turns: Sequence[Turn], *, present: Sequence[Person]) -> tuple[Turn, ...]:
    """Turns of whom only a surname is said (方科长, 小方) with the name of the one such person who is listed.

    Args:
        turns: In order.
        present: Whom the head of the record or a list of participants names.

    Returns:
        The turns in the same order.
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
            speakers[key] = _from_list(speaker, kin[0])
    return tuple(attrs.evolve(turn, speaker=speakers[turn.speaker.id]) for turn in turns)


def _from_list(speaker: Speaker, person: Person) -> Speaker:
    return attrs.evolve(
        speaker,
        name=person.name,
        surname=person.surname or speaker.surname,
        title=person.title or speaker.title,
        organization=speaker.organization or person.organization,
    )


def with_acknowledged(turns: Sequence[Turn], *, source: SourceText, mentions: Sequence[Mention]) -> tuple[Turn, ...]:
    """Count a misheard acknowledgement among the mentions of who spoke before (刚才元处长 after 处长方媛).

    The words must sound like a part of the name. They are taken from another speaker only if both have the surname.

    Args:
        turns: In order.
        source: The source.
        mentions: The mentions of people, in order, with spans over the source.

    Returns:
        The turns in the same order.
    """
    speakers = {turn.speaker.id: turn.speaker for turn in turns}
    variants = sorted(chain.from_iterable(speaker.variants for speaker in speakers.values()), key=attrgetter("span"))
    owners = {variant.span: speaker.id for speaker in speakers.values() for variant in speaker.variants}
    moved: dict[Variant, str] = {}
    starts = [mention.span.start for mention in mentions]
    for before, turn in pairwise(turns):
        near = slice(bisect_left(starts, turn.span.start), bisect_left(starts, turn.span.start + PREVIOUS_REACH))
        for mention in mentions[near]:
            if not _THANKED.search(source.folded, turn.span.start, mention.span.start):
                continue
            heard = _overlapping(variants, mention.span)
            owner = speakers[owners[heard.span]] if heard else None
            apart = owner is None or (owner.id != before.speaker.id and owner.surname == before.speaker.surname)
            if apart and _sounds_like(mention, before.speaker):
                heard = heard or Variant(text=mention.span.slice(source.text), span=mention.span)
                moved[heard] = before.speaker.id
    gained: dict[str, list[Variant]] = {}
    for variant, number in moved.items():
        gained.setdefault(number, []).append(variant)
        if variant.span in owners:
            gained.setdefault(owners[variant.span], [])
    for number, new in gained.items():
        kept = [variant for variant in speakers[number].variants if variant not in moved]
        own = tuple(sorted((*kept, *new), key=attrgetter("span")))
        speakers[number] = attrs.evolve(speakers[number], variants=own)
    return tuple(attrs.evolve(turn, speaker=speakers[turn.speaker.id]) for turn in turns) if moved else tuple(turns)


def _overlapping(variants: Sequence[Variant], span: Span) -> Variant | None:
    """One of the variants, which are in order, that overlaps a span; None if none does."""
    behind = bisect_left(variants, span.end, key=lambda variant: variant.span.start)
    return variants[behind - 1] if behind and variants[behind - 1].span.overlaps(span) else None


def _sounds_like(mention: Mention, speaker: Speaker) -> bool:
    """Return True if a surname with the title, or most of a full name, may be heard for the speaker's."""
    if not speaker.name:
        return False
    if mention.form == "surname" and mention.surname:
        alike = _heard_alike(mention.surname, speaker.name) == len(mention.surname)
        return alike and titles_fit(speaker.title, mention.title) == 1.0
    return mention.form == "full" and _heard_alike(mention.name or "", speaker.name) >= _ALIKE_IN_NAME


def _heard_alike(words: str, name: str) -> int:
    """Count the characters of *words* that sound like one of *name*."""
    return sum(any(character_cost(word, other) <= _HEARD_ALIKE for other in name) for word in words)
