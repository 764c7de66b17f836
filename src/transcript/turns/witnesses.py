"""What is proved of who speaks under a label: the words of those who introduce themselves, and the calls that they follow.

Elsewhere in this package evidence is weighed; here only what a reader would swear to counts: 我是方志明 in the first words of a run, or a call
of one person at the very end of the run before, after which somebody speaks at length or is thanked by that name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import attrs
import regex

from transcript.turns.calls import Call
from transcript.turns.cast import Member
from transcript.turns.testimony import PREVIOUS_REACH, SELF_REACH

OWN, THANKED, CALLED = 6.0, 5.0, 4.0  # for a self-introduction, a call and thanks, a call and a long speech
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
class Witness:
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
    """Where members introduce themselves by their full names, and their numbers, in order."""
    own = ((c, m.number) for m in cast if m.name for c in m.calls if c.kind == "self" and c.weight >= OWN)
    return sorted((c.mention.span.start, number) for c, number in own if _says_so(text, c))


def _says_so(text: str, call: Call) -> bool:
    """Whether the words around leave no doubt: neither quoted, nor somebody's student."""
    start, end = call.mention.span.start, call.mention.span.end
    before = _SELF.search(text, max(0, start - SELF_REACH), start)
    sure = before is not None and not _RELATED.search(before["between"])
    return sure and call.mention.form != "given" and _ENDS.match(text, end) is not None


def find_witnesses(text: str, *, runs: Sequence[LabelledStretch], cast: Sequence[Member]) -> dict[int, Witness]:
    """Who is proved to speak in which of *runs*; of most runs nothing is proved."""
    introduced = introductions(text, cast=cast)
    calls = sorted(
        ((c, m.number) for m in cast if m.name or m.surname for c in m.calls), key=lambda pair: pair[0].mention.span
    )
    found = {}
    for at, run in enumerate(runs):
        witness = _own(at, run, introduced) or _called(text, at, runs=runs, calls=calls)
        if witness:
            found[at] = witness
    return found


def _own(at: int, run: LabelledStretch, introduced: Sequence[tuple[int, int]]) -> Witness | None:
    first = bisect_left(introduced, (run.start, -1))
    last = bisect_left(introduced, (min(run.end, run.start + SELF_REACH), -1))
    members = {number for _, number in introduced[first:last]}
    return Witness(run=at, member=members.pop(), weight=OWN) if len(members) == 1 else None


def _called(
    text: str, at: int, *, runs: Sequence[LabelledStretch], calls: Sequence[tuple[Call, int]]
) -> Witness | None:
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
    return Witness(run=at, member=member, weight=THANKED if thanked else CALLED)


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
