"""Who was at a meeting and what each did, as a report of it says.

A report names people directly before what they did (某局局长方志明主持会议；副局长许可、何一鸣出席会议并讲话). Each row of `ACTS` is such
a doing; the names are read backwards from it. Somebody who is only quoted stands before none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import regex

from transcript.outline.passage import Passage
from transcript.people import Mention, find_mentions
from transcript.people.names import given_score, names_to
from transcript.people.phrases import organization_before
from transcript.people.words import Words, cut, is_word
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
    (
        "主持",
        rf"主持(?:召开)?(?={_MEETING}(?:[，。；、\n]|并|$)|(?:了)?(?:本次|此次)?(?:会议|大会|全会|座谈会|推进会|开幕式|论坛))",
    ),
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
_NAME = 1.0  # the least score of a name at such a place
_TITLED = 3.0  # added to it where a title ends at the name
_ANNOUNCERS = ("领导", "嘉宾", "专家", "同志", "代表", "委员", "由", "请")
_ROW = frozenset("、，,和 　")


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
    people = _People.of(passage.text)
    deeds: list[Deed] = []
    floor = 0
    for match in _ACT.finditer(passage.text):
        acts = ACTS[int((match.lastgroup or "a0")[1:])][0].split() or [PRESENT]
        for start, person in people.row_before(match.start(), floor):
            deeds += [Deed(person=person, act=act, span=Span(start, match.end())) for act in acts]
        floor = match.end()
    return tuple(deeds)


@attrs.frozen
class _People:
    """The people of a text, to be found from the end of a name or of a title."""

    words: Words
    named: dict[int, Mention]
    titled: dict[int, Mention]

    @classmethod
    def of(cls, text: str) -> _People:
        mentions = find_mentions(text)
        named = {m.pieces[0].end: m for m in mentions if len(m.pieces) == 1 and m.form in ("full", "foreign")}
        titled = {m.span.end: m for m in mentions if m.form == "title"}
        return cls(cut(text), named, titled)

    def row_before(self, end: int, floor: int) -> list[tuple[int, Person]]:
        """Those named in a row that ends at *end*, in order; a title and organisation hold for the names after them."""
        text = self.words.text
        found: list[tuple[int, str, Mention | None, int]] = []
        at = _before_link(text, end, floor)
        while at > floor and (name := self._name_to(at, floor)):
            start, words = name
            title = self.named.get(at) or self.titled.get(start)
            begin = min(start, title.span.start) if title else start
            found.append((start, words, title, begin))
            at = begin
            while at > floor and text[at - 1] in _ROW:
                at -= 1
            if at == begin:
                break
        return list(self._persons(found[::-1]))

    def _persons(self, found: list[tuple[int, str, Mention | None, int]]) -> Iterator[tuple[int, Person]]:
        held: Mention | None = None
        for _, name, mention, begin in found:
            if mention and (mention.title or mention.organization):
                held = mention
            if held is None and not _announced(self.words.text, found[0][0]):
                continue
            yield (
                begin,
                Person(
                    name=name,
                    surname=mention.surname if mention and mention.surname else name[:1],
                    title=held.title if held else None,
                    organization=self._organization(held) if held else None,
                ),
            )

    def _organization(self, mention: Mention) -> str | None:
        if mention.organization or mention.form != "title":
            return mention.organization
        start = organization_before(self.words, mention.span.start)
        return self.words.text[start : mention.span.start] if start is not None else None

    def _name_to(self, end: int, floor: int) -> tuple[int, str] | None:
        """The name that ends at *end*: a known one, else the best reading."""
        mention = self.named.get(end)
        if mention and mention.name and mention.pieces[0].start >= floor:
            return mention.pieces[0].start, mention.name
        readings = [(r.score + _TITLED * (r.start in self.titled), r.start) for r in names_to(self.words, end)]
        score, start = max(((s, at) for s, at in readings if at >= floor), default=(0.0, 0))
        start = start if score >= _NAME else self._in_row(end, floor)
        return (start, self.words.text[start:end]) if start >= 0 else None

    def _in_row(self, end: int, floor: int) -> int:
        """Where a name of rare surname starts that stands alone between two marks of a row; -1 if none does."""
        start = self.words.text.rfind("、", floor, end) + 1
        item = self.words.text[start:end]
        named = start > floor and 2 <= len(item) <= 3 and self.words.text[end : end + 1] in _ROW and not is_word(item)
        return start if named and given_score(item[1:]) > 0 else -1


def _before_link(text: str, end: int, floor: int) -> int:
    match = _BETWEEN.search(text, max(floor, end - 40), end)
    return match.start() if match else end


def _announced(text: str, start: int) -> bool:
    """Whether names without a title are announced as people (市领导…), or stand at the head of their sentence."""
    return start == 0 or text[start - 1] in "。\n；：:" or text.endswith(_ANNOUNCERS, 0, start)


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
