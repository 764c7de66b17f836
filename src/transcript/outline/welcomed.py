"""Whom the host names as present: 出席今天会议的有…, 我们请到了…, 介绍一下答辩委员会的成员，主席是….

In go the turns and where the text speaks of people, out come those named in full in the sentences of a roll call at the opening. Who is
said to be absent or is only spoken of stands in no such sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import regex

from transcript.outline.written import person_as_written
from transcript.people import Mention
from transcript.text import SourceText, Span
from transcript.values import Person, Turn

_SENTENCE = regex.compile(r"[^。！？!?\n]+")
_CLAUSE_ENDS = "，；。！？,;\n"
# what begins a roll call, and how it goes on in the next sentence
_ROLL = regex.compile(
    r"(?:出席|参加|列席|到会|与会|莅临|来到)[^，。；]{0,20}(?:[的还]有|是|包括|分别)|(?:邀请|请)(?:到|来)了?|在座的?(?:各位)?(?:还?有|是)"
    r"|介绍一?下?[^，。；]{0,16}(?:成员|嘉宾|领导|委员|代表|专家|来宾|同志)"
)
_GOES_ON = regex.compile(r"\s*(?:还有|以及|另外|此外|同时|他们是|她们是|分别是|首先|第一位|其次|列席|参加|出席|有)")
_ABSENT = regex.compile(r"请假|因故|未能|没能|不能|缺席|没有?来|没到|委托|赶不")
_FORMS = frozenset({"full", "foreign"})
_OPENING_TURNS = 3


def find_welcomed(source: SourceText, *, turns: Sequence[Turn], mentions: Sequence[Mention]) -> tuple[Person, ...]:
    """Those whom the host welcomes at the opening by their full names, once each, in order."""
    roll = [span for turn in _opening(turns) for span in _roll_calls(source.folded, turn.span)]
    people: dict[str, Person] = {}
    for mention in mentions:
        inside = next((span for span in roll if mention.span.start in span), None)
        if inside and mention.name and mention.form in _FORMS and not _is_absent(source.folded, mention, inside):
            people.setdefault(mention.name, _person(source, mention))
    return tuple(people.values())


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
