"""Whose voice each run is, where labels are not people: one that hides two is parted, two that are one person's are joined.

Recognisers give two people one label, and one person two. Either is believed only where it is proved (`witnesses.py`): each of the two introduces
themselves, or is called and speaks. Runs of a parted label of which nothing is proved go with the run before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from transcript.phonetics import character_cost, distance
from transcript.turns.accounts import Account, member_of, read_account
from transcript.turns.cast import Member
from transcript.turns.witnesses import OWN, THANKED, LabelledStretch, Witness

OWNER = -1  # the person whose account it is, if nobody calls them
APART = 0.45  # nearer in sound two names may be one person's, misheard


@attrs.frozen
class Voice:
    """One voice of a labelled input.

    Attributes:
        label: Its label, or the person whose account it is; None for speech without one.
        member: Who speaks with it, where labels had to be parted or joined.
    """

    label: str | None
    member: int | None = None


def find_voices(
    runs: Sequence[LabelledStretch], *, witnesses: Mapping[int, Witness], cast: Sequence[Member]
) -> list[Voice]:
    """The voice of each of *runs*.

    Args:
        runs: In order.
        witnesses: What is proved of some of them.
        cast: The members.
    """
    rows: dict[str | None, list[int]] = {}
    for at, run in enumerate(runs):
        rows.setdefault(_owner(run.label), []).append(at)
    heard = {label: [witnesses[at] for at in found if at in witnesses] for label, found in rows.items()}
    own = {(label, w.member) for label, found in heard.items() for w in found if w.weight >= OWN}
    voices = [Voice(_owner(run.label)) for run in runs]
    for label, found in rows.items():
        account = read_account(label)
        told = [w for w in heard[label] if _counts(w, label, own, account)]
        people = _people(told, cast=cast, account=account)
        if len(set(people.values())) > 1:
            at_home = people[OWNER] if account and account.name else None
            for at, member in _spoken(found, {w.run: people[w.member] for w in told}, at_home=at_home):
                voices[at] = Voice(label, None if member == OWNER else member)
    return _joined(voices, witnesses, cast)


def parted_labels(runs: Sequence[LabelledStretch], *, voices: Sequence[Voice]) -> set[str | None]:
    """The labels under which several speak."""
    found: dict[str | None, set[Voice]] = {}
    for run, voice in zip(runs, voices, strict=True):
        found.setdefault(run.label, set()).add(voice)
    return {label for label, under in found.items() if len(under) > 1}


def _owner(label: str | None) -> str | None:
    """The person whose account it is, else the label: 方志明 and 方志明的iPhone are one."""
    account = read_account(label)
    return account.name if account and account.name else label


def _counts(
    witness: Witness, label: str | None, own: Iterable[tuple[str | None, int]], account: Account | None
) -> bool:
    """Whether a witness is heard: at an account only who introduces themselves; a call alone not where the called person is known by another label."""
    if witness.weight >= OWN or account is not None:
        return witness.weight >= OWN
    return witness.weight >= THANKED or not any(m == witness.member and other != label for other, m in own)


def _people(witnesses: Iterable[Witness], *, cast: Sequence[Member], account: Account | None) -> dict[int, int]:
    """The members who speak under a label, each as the one of those who are surely apart that it is; the owner of the account first."""
    people: dict[int, int] = {}
    if account and account.name:
        member = member_of(account, cast=cast)
        people[OWNER] = OWNER if member is None else member
        people |= {people[OWNER]: people[OWNER]}
        cast = [*cast, Member(number=OWNER, name=account.name, surname=account.surname)]  # so that OWNER is its index
    for witness in sorted(witnesses, key=lambda w: -w.weight):
        kin = (m for m in people.values() if not _apart(cast[m], cast[witness.member]))
        people[witness.member] = next(kin, witness.member)
    return people


def _apart(a: Member, b: Member) -> bool:
    """Whether no mishearing makes the two of one."""
    if a.number == b.number:
        return False
    if a.name and b.name:
        return distance(a.name, b.name) >= APART
    return bool(a.surname and b.surname) and character_cost((a.surname or "")[0], (b.surname or "")[0]) >= APART


def _spoken(rows: Iterable[int], proved: Mapping[int, int], *, at_home: int | None) -> Iterator[tuple[int, int]]:
    """Who speaks in each of *rows*: whoever is proved to, else the owner of the account, else who spoke before, the first proved one before anybody."""
    speaking = next(iter(proved.values()))
    for at in rows:
        speaking = proved.get(at, speaking if at_home is None else at_home)
        yield at, speaking


def _joined(voices: Sequence[Voice], witnesses: Mapping[int, Witness], cast: Sequence[Member]) -> list[Voice]:
    """The voices, those with which the same member is proved to speak as one."""
    proved: dict[tuple[Voice, int], float] = {}
    for voice in dict.fromkeys(voices):
        account = member_of(read_account(voice.label), cast=cast)
        if account is not None and voice.member is None:
            proved[voice, account] = OWN
    for at, witness in witnesses.items():
        voice = voices[at]
        if voice.member in {None, witness.member}:
            proved[voice, witness.member] = proved.get((voice, witness.member), 0.0) + witness.weight
    homes: dict[int, list[Voice]] = {}
    for (voice, member), weight in proved.items():
        if weight >= THANKED:
            homes.setdefault(member, []).append(voice)
    same = {
        voice: Voice(found[0].label, member) for member, found in homes.items() if len(found) > 1 for voice in found
    }
    return [same.get(voice, voice) for voice in voices]
