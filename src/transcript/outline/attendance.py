"""Who was at a meeting and what each did, as a report of it says.

A report names people directly before what they did (某局局长方志明主持会议；副局长许可、何一鸣出席会议并讲话). Each row of `ACTS` is such
a doing; the names are read backwards from it. Somebody who is only quoted stands before none of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from transcript.outline.passage import Passage
from transcript.outline.rosters import People
from transcript.text import Span
from transcript.values import Person, Speech

CHAIR = "主持"
PRESENT = ""
_MEETING = r"(?:了)?(?:本次|此次|今天的)?(?:会议|大会|全会|座谈会|推进会|论坛|仪式|活动|开幕式)?"
_AND = r"(?:并|，并|、)?(?:在会上)?(?:作|做|发表)?(?:了)?(?:重要|总结|动员|主题|主旨|开幕)?"
# what somebody did, and the words for it; the first row that fits at a place holds
ACTS: tuple[tuple[str, str], ...] = (
    ("主持 讲话", rf"主持{_MEETING}{_AND}讲话"),
    ("主持 报告", rf"主持{_MEETING}并作(?:了)?[^，。；\n]{{0,24}}报告"),
    ("主持", rf"主持(?={_MEETING}(?:[，。；、\n]|并|$)|了?(?:本次|此次)?(?:会议|大会|全会|座谈会|推进会|开幕式|论坛))"),
    ("主持", r"主持(?:召开|举行)(?:了)?(?=[^，。；\n]{0,50}会)"),
    ("讲话", rf"(?:出席|参加|到会){_MEETING}{_AND}讲话"),
    ("致辞", rf"(?:出席|参加|到会){_MEETING}并?(?:在会上)?致(?:欢迎)?[辞词]"),
    ("报告", rf"(?:出席|参加|到会){_MEETING}并(?:在会上)?作(?:了)?[^，。；\n]{{0,24}}报告"),
    ("发言", rf"(?:出席|参加|到会){_MEETING}并(?:在会上)?(?:作|做)?(?:了)?[^，。；\n]{{0,12}}发言"),
    ("讲话", r"(?:作|做|发表)(?:了)?(?:题为[^，。；\n]{1,40})?[^，。；\n的]{0,12}(?:讲话|演讲)(?!精神)"),
    ("报告", r"(?:作|做)(?:了)?(?:题为[^，。；\n]{1,40})?[^，。；\n]{0,30}报告"),
    ("发言", r"(?:分别|先后|依次)?(?:作|做)(?:了)?[^，。；\n]{0,16}发言"),
    ("说明", r"(?:作|做)(?:了)?[^，。；\n]{0,30}说明"),
    ("解读", r"(?:作|做)(?:了)?[^，。；\n]{0,30}解读|解读(?:了)?(?=[^，。；\n]{2,40}[，。；\n])"),
    ("致辞", r"(?:致|作)(?:了)?(?:欢迎|开幕|闭幕)?[辞词]"),
    ("宣读", r"宣读(?:了)?(?=[^，。；\n]{2,60}[，。；\n])"),
    ("传达", r"传达(?:了|学习)?(?=[^，。；\n]{2,60}[，。；\n])"),
    ("通报", r"通报(?:了)?(?=[^，。；\n]{2,60}[，。；\n])"),
    ("汇报", r"汇报(?:了)?(?=[^，。；\n]{2,60}[，。；\n])"),
    ("总结", r"(?:作|做)(?:了)?[^，。；\n]{0,12}总结"),
    ("发言", r"(?:分别|先后|依次)?(?:发言|交流发言|表态发言)(?=[，。；\n])"),
    ("讲话", r"讲话(?=[，。；\n])"),
    (PRESENT, r"(?:出席|参加|列席|到会指导|到会|应邀出席|与会|一同参加|陪同)"),
)
_ACT = regex.compile("|".join(rf"(?P<a{i}>{pattern})" for i, (_, pattern) in enumerate(ACTS)))
# words between a name and what its bearer did
_BETWEEN = regex.compile(
    r"(?:同志|等(?:同志|领导|人)?|在会上|分别|先后|代表[^，。；\n]{2,20}|应邀|一同|也|还|向(?:大会|会议)|就[^，。；\n]{2,30})+$"
)
_LONGEST_LINK = 40
# those at the end of a row whom nobody names: ，县直有关部门、各乡镇主要负责同志
_CROWD = regex.compile(
    r"(?:[，、和及以]+[^，、。；：\n]{2,30}(?:负责同志|负责人|同志们|有关人员|工作人员|代表|部门|单位|人员|干部|委员|嘉宾|成员|党员|群众|企业|师生))+$"
)
_LONGEST_CROWD = 200


@attrs.frozen(kw_only=True)
class Deed:
    """What somebody did at the meeting.

    Attributes:
        person: Who.
        act: What, as in `ACTS`; `PRESENT` for being there, `CHAIR` for the chair.
        span: Name and deed, as positions of the passage.
    """

    person: Person
    act: str
    span: Span


def find_deeds(passage: Passage) -> tuple[Deed, ...]:
    """What a report says of who did what, in order."""
    people = People.of(passage.text)
    deeds: list[Deed] = []
    floor = 0
    for match in _ACT.finditer(passage.text):
        acts = ACTS[int((match.lastgroup or "a0")[1:])][0].split() or [PRESENT]
        end = _before_link(passage.text, match.start(), floor)
        for start, person in people.row_before(end, floor):
            deeds += [Deed(person=person, act=act, span=Span(start, match.end())) for act in acts]
        floor = match.end()
    return tuple(deeds)


def _before_link(text: str, end: int, floor: int) -> int:
    """Where a row of names ends before the words that link it to what was done."""
    for words, longest in ((_CROWD, _LONGEST_CROWD), (_BETWEEN, _LONGEST_LINK)):
        match = words.search(text, max(floor, end - longest), end)
        end = match.start() if match else end
    return end


def chair_of(deeds: Sequence[Deed]) -> Person | None:
    """Who chaired the meeting, if the report says it."""
    return next((deed.person for deed in deeds if deed.act == CHAIR), None)


def attendees_of(deeds: Sequence[Deed]) -> tuple[Person, ...]:
    """Everybody who was there, once each, in the order of the text."""
    people: dict[str | None, Person] = {}
    for deed in deeds:
        people.setdefault(deed.person.name, deed.person)
    return tuple(people.values())


def speeches_of(deeds: Sequence[Deed], *, passage: Passage) -> tuple[Speech, ...]:
    """The acts of speaking that the report tells of, the first of each person."""
    speeches: dict[str | None, Speech] = {}
    for deed in deeds:
        if deed.act not in (PRESENT, CHAIR):
            span = passage.span(deed.span.start, deed.span.end)
            speeches.setdefault(deed.person.name, Speech(person=deed.person, act=deed.act, span=span))
    return tuple(speeches.values())
