"""Repair labels: split a label under which two people speak, join two labels of one person.

Recognisers give two people one label, and one person two. A label is changed only if the text proves it: people introduce themselves by their full names as
they begin to speak (我是方志明); or one person is called at the very end of the run before, and then somebody speaks at length, or is thanked by that name.
Runs of a split label without a proof go with the run before them. Each change is reported as a problem of the record, so that somebody checks it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
import regex

from transcript.model import Problem, Turn
from transcript.phonetics import character_cost, distance
from transcript.text import SourceText, Span
from transcript.turns.accounts import Account, member_of, read_account
from transcript.turns.cast import Call, Member

PREVIOUS_REACH, SELF_REACH = (
    30,
    90,
)  # characters behind the start of a run within which thanks, or a self-introduction, speak of it
OWN, THANKED, CALLED = 6.0, 5.0, 4.0  # for a self-introduction, a call and thanks, a call and a long speech; by hand
CALL_REACH = 40  # so far behind a call may a run begin that it proves
LONG = 80  # so long is a run more than an answer in between
QUEUE = 12  # so near another call the two are one: 请方老师、乔老师

_SELF = regex.compile(
    r"(?<![说讲问像叫让“\"「『])(?:我是|我叫做?|我的名字(?:是|叫)|(?:敝|我)姓)(?P<between>[^。！？!?]{0,24})$"
)
_RELATED = regex.compile(
    r"[替跟和与]|代表|学生|助理|秘书|同事|司机|夫人|先生的|爸|妈|儿子|女儿|粉丝|受|不是|以为|觉得|认为|说"
)
_ENDS = regex.compile(r"[，,。！!、；;\s]|$|来自|啊|呀|哈|呢|今天|很|非常|第一次|(?:同志|老师|教授|博士)?[，,。！!]")


@attrs.frozen(kw_only=True)
class LabelledStretch:
    """A run of speech under one label.

    Attributes:
        label: The label; None for speech without one.
        start, end: Positions in the stream.
    """

    label: str | None
    start: int
    end: int


@attrs.frozen(kw_only=True)
class Proof:
    """Words that prove who speaks in a run.

    Attributes:
        run: Its index.
        member: Who speaks.
        weight: How surely: `OWN`, `THANKED` or `CALLED`.
    """

    run: int
    member: int
    weight: float


_INVITES = regex.compile(r"(?:有请|邀请|请到?|欢迎|由)(?:[^。！？!?，,]{0,29}[^。！？!?，,、和与及跟])?$")
_TO_SPEAK = regex.compile(
    r"(?:[^。！？!?，,、和与及跟]{0,12}(?:发言|讲话|讲|谈|说明|报告|汇报|通报|解读|介绍|分享|补充|致[辞词]|回应|答复|点评|演讲|交流|总结)[^。！？!?]{0,16})?"
    r"[。！？!?，,\s]*(?:谢谢|有请|请|大家|掌声|欢迎|热烈)*[。！？!?，,\s]*$"
)


def introductions(text: str, *, cast: Sequence[Member]) -> list[tuple[int, int]]:
    """Find where members introduce themselves by their full names.

    Args:
        text: The stream, in simplified script.
        cast: The members.

    Returns:
        Pairs of a position and the number of the member, in order.
    """
    own = ((c, m.number) for m in cast if m.name for c in m.calls if c.kind == "self" and c.weight >= OWN)
    return sorted((c.mention.span.start, number) for c, number in own if _says_so(text, c))


def _says_so(text: str, call: Call) -> bool:
    """Whether the words around leave no doubt: neither quoted, nor somebody's student."""
    start, end = call.mention.span.start, call.mention.span.end
    before = _SELF.search(text, max(0, start - SELF_REACH), start)
    sure = before is not None and not _RELATED.search(before["between"])
    return sure and call.mention.form != "given" and _ENDS.match(text, end) is not None


def find_proofs(text: str, *, runs: Sequence[LabelledStretch], cast: Sequence[Member]) -> dict[int, Proof]:
    """Find runs whose speaker the text proves.

    Args:
        text: The stream, in simplified script.
        runs: The runs, in order.
        cast: The members.

    Returns:
        Proofs by the index of the run; most runs have none.
    """
    introduced = introductions(text, cast=cast)
    calls = sorted(
        ((c, m.number) for m in cast if m.name or m.surname for c in m.calls), key=lambda pair: pair[0].mention.span
    )
    found = {}
    for at, run in enumerate(runs):
        proof = _own(at, run, introduced) or _called(text, at, runs=runs, calls=calls)
        if proof:
            found[at] = proof
    return found


def _own(at: int, run: LabelledStretch, introduced: Sequence[tuple[int, int]]) -> Proof | None:
    first = bisect_left(introduced, (run.start, -1))
    last = bisect_left(introduced, (min(run.end, run.start + SELF_REACH), -1))
    members = {number for _, number in introduced[first:last]}
    return Proof(run=at, member=members.pop(), weight=OWN) if len(members) == 1 else None


def _called(text: str, at: int, *, runs: Sequence[LabelledStretch], calls: Sequence[tuple[Call, int]]) -> Proof | None:
    """Who was called last before a run, at the end of the run before, and by nothing in the run itself shown to listen."""
    if at == 0:
        return None
    run = runs[at]
    inside = _between(calls, runs[at - 1].start, run.start)
    nexts = [(c, number) for c, number in inside if c.kind == "next" and c.mention.form != "title"]
    if not nexts:
        return None
    call, member = nexts[-1]
    queued = any(n != member and call.mention.span.start - c.mention.span.end <= QUEUE for c, n in nexts[:-1])
    listens = any(n == member and c.kind != "self" for c, n in _between(calls, run.start, run.end))
    if queued or listens or not _to_speak(text, call, run.start):
        return None
    thanked = _thanked(at, runs, calls, member)
    if not thanked and run.end - run.start < LONG:
        return None
    return Proof(run=at, member=member, weight=THANKED if thanked else CALLED)


def _to_speak(text: str, call: Call, start: int) -> bool:
    """Whether a call is one to speak at once, and the last words before *start*."""
    begin, end = call.mention.span.start, call.mention.span.end
    if start - end > CALL_REACH or not _INVITES.search(text, max(0, begin - CALL_REACH), begin):
        return False
    return _TO_SPEAK.fullmatch(text, end, start) is not None


def _thanked(at: int, runs: Sequence[LabelledStretch], calls: Sequence[tuple[Call, int]], member: int) -> bool:
    if at + 1 == len(runs):
        return False
    start = runs[at + 1].start
    return any(n == member and c.kind == "previous" for c, n in _between(calls, start, start + PREVIOUS_REACH))


def _between(calls: Sequence[tuple[Call, int]], start: int, end: int) -> Sequence[tuple[Call, int]]:
    def begin(pair: tuple[Call, int]) -> int:
        return pair[0].mention.span.start

    return calls[bisect_left(calls, start, key=begin) : bisect_left(calls, end, key=begin)]


OWNER = -1  # the person whose account it is, if nobody calls them
APART = 0.45  # nearer in sound two names may be one person's, misheard; by hand


@attrs.frozen
class Voice:
    """One voice of a labelled input.

    Attributes:
        label: Its label, or the person whose account it is; None for speech without one.
        member: Who speaks with it, where labels had to be parted or joined.
    """

    label: str | None
    member: int | None = None


def find_voices(runs: Sequence[LabelledStretch], *, proofs: Mapping[int, Proof], cast: Sequence[Member]) -> list[Voice]:
    """Decide the voice of each run: split labels under which several people speak, join labels of one person.

    Args:
        runs: The runs, in order.
        proofs: Proofs by the index of the run.
        cast: The members.

    Returns:
        One voice a run.
    """
    rows: dict[str | None, list[int]] = {}
    for at, run in enumerate(runs):
        rows.setdefault(_owner(run.label), []).append(at)
    heard = {label: [proofs[at] for at in found if at in proofs] for label, found in rows.items()}
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
    return _joined(voices, proofs, cast)


def parted_labels(runs: Sequence[LabelledStretch], *, voices: Sequence[Voice]) -> set[str | None]:
    """Find the labels that were split.

    Args:
        runs: The runs, in order.
        voices: The voice of each run.

    Returns:
        The labels with more than one voice.
    """
    found: dict[str | None, set[Voice]] = {}
    for run, voice in zip(runs, voices, strict=True):
        found.setdefault(run.label, set()).add(voice)
    return {label for label, under in found.items() if len(under) > 1}


def _owner(label: str | None) -> str | None:
    """The person whose account it is, else the label: 方志明 and 方志明的iPhone are one."""
    account = read_account(label)
    return account.name if account and account.name else label


def _counts(proof: Proof, label: str | None, own: Iterable[tuple[str | None, int]], account: Account | None) -> bool:
    """Whether a proof is heard: at an account only who introduces themselves; a call alone not where the called person is known by another label."""
    if proof.weight >= OWN or account is not None:
        return proof.weight >= OWN
    return proof.weight >= THANKED or not any(m == proof.member and other != label for other, m in own)


def _people(proofs: Iterable[Proof], *, cast: Sequence[Member], account: Account | None) -> dict[int, int]:
    """The members who speak under a label, each as the one of those who are surely apart that it is; the owner of the account first."""
    people: dict[int, int] = {}
    if account and account.name:
        member = member_of(account, cast=cast)
        people[OWNER] = OWNER if member is None else member
        people |= {people[OWNER]: people[OWNER]}
        cast = [*cast, Member(number=OWNER, name=account.name, surname=account.surname)]  # so that OWNER is its index
    for proof in sorted(proofs, key=lambda w: -w.weight):
        kin = (m for m in people.values() if not _apart(cast[m], cast[proof.member]))
        people[proof.member] = next(kin, proof.member)
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


def _joined(voices: Sequence[Voice], proofs: Mapping[int, Proof], cast: Sequence[Member]) -> list[Voice]:
    """The voices, those with which the same member is proved to speak as one."""
    proved: dict[tuple[Voice, int], float] = {}
    for voice in dict.fromkeys(voices):
        account = member_of(read_account(voice.label), cast=cast)
        if account is not None and voice.member is None:
            proved[voice, account] = OWN
    for at, proof in proofs.items():
        voice = voices[at]
        if voice.member in {None, proof.member}:
            proved[voice, proof.member] = proved.get((voice, proof.member), 0.0) + proof.weight
    homes: dict[int, list[Voice]] = {}
    for (voice, member), weight in proved.items():
        if weight >= THANKED:
            homes.setdefault(member, []).append(voice)
    same = {
        voice: Voice(found[0].label, member) for member, found in homes.items() if len(found) > 1 for voice in found
    }
    return [same.get(voice, voice) for voice in voices]


KIND = "label"
_PROOFS = ("self-introduction", "introduction", "thanks")


def label_problems(source: SourceText, *, turns: Sequence[Turn]) -> tuple[Problem, ...]:
    """Report labels that were split or joined, so that somebody checks them.

    Args:
        source: The source.
        turns: Its turns, in order.

    Returns:
        One problem a label or group of labels, each at the words that gave the reason.
    """
    heard = list(_heard(source, turns))
    by_label: dict[str, dict[str, Turn]] = {}
    by_speaker: dict[str, dict[str, Turn]] = {}
    for label, turn in heard:
        by_label.setdefault(label, {}).setdefault(turn.speaker.id, turn)
        by_speaker.setdefault(turn.speaker.id, {}).setdefault(label, turn)
    unsure = [label for label, turn in heard if turn.confidence < 1.0]
    parted = (
        _parted(label, list(found.values()), unsure.count(label)) for label, found in by_label.items() if len(found) > 1
    )
    joined = (_joined_problem(list(found), list(found.values())) for found in by_speaker.values() if len(found) > 1)
    return (*parted, *joined)


def _heard(source: SourceText, turns: Sequence[Turn]) -> Iterator[tuple[str, Turn]]:
    """Each turn under each label that it holds."""
    segments = iter(source.speech)
    segment = next(segments, None)
    for turn in turns:
        labels: dict[str, None] = {}
        while segment is not None and segment.span.start < turn.span.end:
            if segment.label and segment.span.end > turn.span.start:
                labels[segment.label] = None
            segment = next(segments, None)
        for label in labels:
            yield label, turn


def _parted(label: str, turns: Sequence[Turn], unsure: int) -> Problem:
    account = read_account(label)
    what = f"账号“{label}”的发言" if account else f"标签“{label}”"
    people = "、".join(turn.speaker.display for turn in turns)
    guessed = f"；另有{unsure}段没有说明是谁，归给了前一个人，请核对" if unsure else ""
    return Problem(
        kind=KIND, message=f"{what}里不止一个人：{people}，已按文中的自我介绍和点名分开{guessed}", span=_proof(turns[1])
    )


def _joined_problem(labels: Sequence[str], turns: Sequence[Turn]) -> Problem:
    shown = "".join(f"“{label}”" for label in labels)
    return Problem(
        kind=KIND, message=f"标签{shown}是同一个人：{turns[0].speaker.display}，已合为一人", span=_proof(turns[1])
    )


def _proof(turn: Turn) -> Span:
    """The words that say who speaks in a turn, else the turn."""
    return next((e.span for cue in _PROOFS for e in turn.evidence if e.cue == cue), turn.span)
