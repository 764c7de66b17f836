"""Who was at a meeting, which organisations were, and what each person did.

A report names people directly before what they did (某局局长方志明主持会议；副局长许可、何一鸣出席会议并讲话). Each row of `ACTS` is such
an act; the names are read backwards from it. Somebody who is only quoted stands before none of them. Organisations stand before or after
words for attending (市财政局、某行有关负责同志参加会议; 出席的有甲局、乙厅).

In a transcript the host names those present in the sentences of a roll call at the opening (出席今天会议的有…, 我们请到了…,
介绍一下答辩委员会的成员，主席是…). Who is said to be absent or is only spoken of stands in no such sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import regex

from transcript.facts.people_in_rows import People, person_as_written
from transcript.model import Person, Speech, Turn
from transcript.people import Mention
from transcript.people.gazetteer import organization_before
from transcript.text import Passage, SourceText, Span
from transcript.words import cut, expand

CHAIR = "主持"
PRESENT = ""
_MEETING = "了?(?:{OURS}|今天的)?(?:{MEETING}|开幕式)?"
_AND = r"(?:并|，并|、)?(?:在会上)?(?:作|做|发表)?(?:了)?(?:重要|总结|动员|主题|主旨|开幕)?"
# what somebody did, and the words for it; the first row that fits at a place holds
ACTS: tuple[tuple[str, str], ...] = (
    ("主持 讲话", rf"主持{_MEETING}{_AND}讲话"),
    ("主持 报告", rf"主持{_MEETING}并作(?:了)?[^，。；\n]{{0,24}}报告"),
    ("主持", rf"主持(?={_MEETING}(?:[，。；、\n]|并|$)|了?{{OURS}}?(?:{{MEETING}}|开幕式))"),
    ("主持", r"主持(?:召开|举行)(?:了)?(?=[^，。；\n]{0,50}会)"),
    ("讲话", rf"{{ATTEND}}{_MEETING}{_AND}讲话"),
    ("致辞", rf"{{ATTEND}}{_MEETING}并?(?:在会上)?致(?:欢迎)?[辞词]"),
    ("报告", rf"{{ATTEND}}{_MEETING}并(?:在会上)?作(?:了)?[^，。；\n]{{0,24}}报告"),
    ("发言", rf"{{ATTEND}}{_MEETING}并(?:在会上)?(?:作|做)?(?:了)?[^，。；\n]{{0,12}}发言"),
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
    (PRESENT, r"(?:到会指导|应邀出席|与会|一同参加|陪同|{ATTEND})"),
)
_ACT = regex.compile("|".join(rf"(?P<a{i}>{expand(pattern)})" for i, (_, pattern) in enumerate(ACTS)))
# words between a name and what its bearer did
_BETWEEN = regex.compile(
    r"(?:同志|等(?:同志|领导|人)?|在会上|分别|先后|代表[^，。；\n]{2,20}|应邀|一同|也|还|向(?:大会|会议)|就[^，。；\n]{2,30})+$"
)
_LONGEST_LINK = 40  # characters
# those at the end of a row whom nobody names: ，县直有关部门、各乡镇主要负责同志
_CROWD = regex.compile(
    r"(?:[，、和及以]+[^，、。；：\n]{2,30}(?:负责同志|负责人|同志们|有关人员|工作人员|代表|部门|单位|人员|干部|委员|嘉宾|成员|党员|群众|企业|师生))+$"
)
_LONGEST_CROWD = 200  # characters


@attrs.frozen(kw_only=True)
class Attendance:
    """What somebody did at the meeting.

    Attributes:
        person: Who.
        act: What, as in `ACTS`; `PRESENT` for being there, `CHAIR` for the chair.
        span: The name and what follows up to the act, as positions of the passage.
    """

    person: Person
    act: str
    span: Span


def find_attendance(passage: Passage) -> tuple[Attendance, ...]:
    """Find the people of a report together with what they did.

    Args:
        passage: The running text of some spans.

    Returns:
        One for each person and act, in order of place.
    """
    people = People.of(passage.text)
    attendances: list[Attendance] = []
    least = 0
    for match in _ACT.finditer(passage.text):
        acts = ACTS[int((match.lastgroup or "a0")[1:])][0].split() or [PRESENT]
        end = _before_link(passage.text, match.start(), least)
        for start, person in people.row_before(end, least):
            attendances += [Attendance(person=person, act=act, span=Span(start, match.end())) for act in acts]
        least = match.end()
    return tuple(attendances)


def _before_link(text: str, end: int, least: int) -> int:
    """Where a row of names ends before the words that link it to what was done."""
    for words, longest in ((_CROWD, _LONGEST_CROWD), (_BETWEEN, _LONGEST_LINK)):
        match = words.search(text, max(least, end - longest), end)
        end = match.start() if match else end
    return end


def chair_of(attendances: Sequence[Attendance]) -> Person | None:
    """Choose the chair of the meeting.

    Args:
        attendances: What `find_attendance` found.

    Returns:
        The person, or None.
    """
    return next((attendance.person for attendance in attendances if attendance.act == CHAIR), None)


def attendees_of(attendances: Sequence[Attendance]) -> tuple[Person, ...]:
    """List everybody who was there, once each, in the order of the text.

    Args:
        attendances: What `find_attendance` found.

    Returns:
        The people.
    """
    people: dict[str | None, Person] = {}
    for attendance in attendances:
        people.setdefault(attendance.person.name, attendance.person)
    return tuple(people.values())


def speeches_of(attendances: Sequence[Attendance], *, passage: Passage) -> tuple[Speech, ...]:
    """List the acts of speaking that the report mentions, the first of each person.

    Args:
        attendances: What `find_attendance` found.
        passage: The running text of some spans.

    Returns:
        The acts, in order of place.
    """
    speeches: dict[str | None, Speech] = {}
    for attendance in attendances:
        if attendance.act not in (PRESENT, CHAIR):
            span = passage.span(attendance.span.start, attendance.span.end)
            speeches.setdefault(attendance.person.name, Speech(person=attendance.person, act=attendance.act, span=span))
    return tuple(speeches.values())


_SENTENCE = regex.compile(r"[^。！？!?\n]+")
_CLAUSE_ENDS = "，；。！？,;\n"
# what begins a roll call, and how it goes on in the next sentence
_ROLL = regex.compile(
    expand(r"(?:{ATTEND}|到场|在场|与会|莅临|来到)[^，。；]{0,20}(?:[的还]有|是|包括|分别)")
    + r"|(?:邀请|请)(?:到|来)了?|在座的?(?:各位)?(?:还?有|是)"
    r"|(?:主席|组长|委员|成员|评委|听证人|参加人|评审专家)(?:是|有|包括|分别)|介绍一?下?[^，。；]{0,16}(?:成员|嘉宾|领导|委员|代表|专家|来宾|同志)"
)
_GOES_ON = regex.compile(r"\s*(?:还有|以及|另外|此外|同时|他们是|她们是|分别是|首先|第一位|其次|列席|参加|出席|有)")
_ABSENT = regex.compile(r"请假|出差|外出|休假|病假|在外地|因故|未能|没能|不能|缺席|没有?来|没到|委托|赶不")
_FORMS = frozenset({"full", "foreign"})
_OPENING_TURNS = 3  # turns of the document in which the host may open it
_SELF = regex.compile(
    r"(?:^|[，。！；\n])(?:那?我先?自我介绍一下，)?(?:我是|我叫)(?:本次|今天|这次)?(?:会议|活动)?的?(?:主持人)?[，、]?$"
)
_OPENING_LETTERS = 600  # characters of the first turn in which its speaker may say the own name


def find_welcomed(source: SourceText, *, turns: Sequence[Turn], mentions: Sequence[Mention]) -> tuple[Person, ...]:
    """Find the people whom the host welcomes at the opening by their full names.

    Args:
        source: The source text.
        turns: The turns.
        mentions: The mentions of people.

    Returns:
        The people.
    """
    roll = [span for turn in _opening(turns) for span in _roll_calls(source.folded, turn.span)]
    people: dict[str, Person] = {}
    for mention in mentions:
        inside = next((span for span in roll if mention.span.start in span), None)
        if inside and mention.name and mention.form in _FORMS and not _is_absent(source.folded, mention, inside):
            people.setdefault(mention.name, _person(source, mention))
    return tuple(people.values())


def find_opening_host(source: SourceText, *, turns: Sequence[Turn], mentions: Sequence[Mention]) -> Person | None:
    """Find the host of a meeting who introduces themselves at the opening: 我是调解员方宁静.

    Args:
        source: The source text.
        turns: The turns.
        mentions: The mentions of people.

    Returns:
        The person; None if nobody does, or if the host is known by name already.
    """
    if not turns or turns[0].speaker.role != "host" or turns[0].speaker.name:
        return None
    start, end = turns[0].span.start, min(turns[0].span.end, turns[0].span.start + _OPENING_LETTERS)
    for mention in mentions:
        at = mention.span.start
        if start <= at < end and mention.name and mention.form in _FORMS and _SELF.search(source.folded, start, at):
            return _person(source, mention)
    return None


def _person(source: SourceText, mention: Mention) -> Person:
    """Who is meant; the name may stand in two pieces."""
    person = Person(surname=mention.surname, title=mention.title, organization=mention.organization)
    name = "".join(piece.slice(source.text) for piece in mention.pieces) or mention.name
    return attrs.evolve(person_as_written(source, person, inside=mention.span), name=name)


def _opening(turns: Sequence[Turn]) -> Iterator[Turn]:
    """The first turns of who opens the meeting."""
    return (turn for turn in turns[:_OPENING_TURNS] if turn.speaker is turns[0].speaker)


def _roll_calls(folded: str, span: Span) -> Iterator[Span]:
    """The sentences in which those present are named."""
    calling = False
    for sentence in _SENTENCE.finditer(folded, span.start, span.end):
        roll = _ROLL.search(sentence[0])
        calling = bool(roll) or (calling and bool(_GOES_ON.match(sentence[0])))
        if calling:
            yield Span(sentence.start() + (roll.start() if roll else 0), sentence.end())


def _is_absent(folded: str, mention: Mention, sentence: Span) -> bool:
    """Whether the clause of a mention says that the person is not there."""
    start = max((folded.rfind(mark, sentence.start, mention.span.start) for mark in _CLAUSE_ENDS), default=-1)
    ends = [at for mark in _CLAUSE_ENDS if (at := folded.find(mark, mention.span.end, sentence.end)) >= 0]
    clause = folded[max(start, sentence.start) : min(ends, default=sentence.end)]
    return bool(_ABSENT.search(clause))


_HEAD, _TAIL = 2000, 1000  # characters at the beginning and the end that list those present
# before the first, after the second stand those who were there
_CAME = regex.compile(expand(r"{ATTEND}了?(?:{OURS}|今天的?)?{MEETING}(?=[。，；\n]|$)"))
_WHO_CAME = regex.compile(expand(r"{ATTEND}[^。，\n]{0,10}的(?:还)?有[：:]?"))
_STOP = regex.compile(r"[。！？\n]")
_HOW = regex.compile(r"(?:分别|应邀|一同)?(?:在[^。，、\n]{1,12})?$")
_LONGEST_ROW = 200  # characters
_SPLIT = regex.compile(r"[、，,；;]|以及")
_CONJUNCTION = regex.compile(r"[和及与]")
# whom an organisation sent, after its name
_SENT = regex.compile(
    r"(?:等(?:单位|部门|机构|地|地区)?)?的?(?:党委|党组|领导|班子|主要|分管|有关|相关|全体|部分|各位|业务|\s)*"
    r"(?:负责同志|负责人|同志|领导|成员|代表|人员|干部|职工|专家|行长|局长|主任|经理|常委|委员|书记)*(?:在(?:会场|主会场|分会场))?$"
)
_LEAD_IN = regex.compile(r"^(?:会上|今天|来自|邀请|有|由|及|与|还有|其中|在主会场|在分会场)+")
_GENERAL = regex.compile(
    r"^(?:各|全[市省县区行系体国]|有关|相关|其他|其它|市直|省直|县直|所属|辖内|辖区|部分|省内|市内|[一二三四五六七八九十\d]+[个家])"
)


def attending_organizations(text: str) -> tuple[str, ...]:
    """Find the organisations that a text names as present; 各部门 and the like name none.

    Args:
        text: A text in simplified script.

    Returns:
        The organisations as the text writes them.

    >>> attending_organizations("市财政局、青河银行有关负责同志，各县分管负责人参加会议。")
    ('市财政局', '青河银行')
    """
    found: dict[str, None] = {}
    for part in (text[:_HEAD], text[_HEAD:][-_TAIL:]):
        for row in _rows(part):
            found |= dict.fromkeys(_named(row))
    return tuple(found)


def _rows(text: str) -> Iterator[str]:
    """The stretches of *text* that list who was there."""
    rows = [(match.start(), _HOW.sub("", _last_sentence(text, match.start()))) for match in _CAME.finditer(text)]
    rows += [
        (match.start(), _STOP.split(text[match.end() : match.end() + _LONGEST_ROW])[0])
        for match in _WHO_CAME.finditer(text)
    ]
    return (row for _, row in sorted(rows))


def _last_sentence(text: str, end: int) -> str:
    """What stands of the sentence before *end*."""
    sentences: list[str] = _STOP.split(text[max(0, end - _LONGEST_ROW) : end])
    return sentences[-1]


def _named(row: str) -> Iterator[str]:
    for item in _SPLIT.split(row):
        for part in _parted(item):
            name = _LEAD_IN.sub("", _SENT.sub("", part)).strip()
            if len(name) > 2 and not _GENERAL.match(name) and _is_organization(name):
                yield name


def _parted(item: str) -> list[str]:
    """The item cut at an “and” that stands between two organisations, not inside the name of one (某某和某某局)."""
    for match in _CONJUNCTION.finditer(item):
        if _is_organization(_LEAD_IN.sub("", item[: match.start()])):
            return [item[: match.start()], item[match.end() :]]
    return [item]


def _is_organization(name: str) -> bool:
    return len(name) > 1 and organization_before(cut(name), len(name)) == 0
