"""What sort of speech each turn is, as it was announced (通报, 解读, 发言, 讲话 …), and statements that are read out for somebody absent.

The act is the one named between the call and the turn, else in the first words of the turn itself. A statement read on behalf of an absent
party lies inside the reader's turn: from the sentence after its announcement to the words that close it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from transcript.model import Person, Speaker, Speech, Turn
from transcript.people.gazetteer import organization_before
from transcript.text import SourceText, Span
from transcript.turns.stream import Stream, stream_of, written
from transcript.words import cut

ORDINARY = "发言"  # the act of whoever just speaks
LONG = 150  # so long is a turn a speech though nobody announced it, in characters
LONGEST_READING = 8000  # characters
_ANNOUNCED = 160  # characters before a turn in which its act is announced
_FIRST_WORDS = 60  # characters of a turn that may say its act

# An act and the words that announce it; the first row that fits decides.
_ACTS = (
    ("通报", r"通报"),
    ("解读", r"解读"),
    ("讲话", r"讲话"),
    ("致辞", r"致[辞词]"),
    ("答复", r"答[复覆]"),
    ("质询", r"质询"),
    ("演讲", r"演讲"),
    ("汇报", r"汇报"),
    ("报告", r"(?:作|做|进行|的)[^，。]{0,16}报告|报告工作"),
    ("说明", r"(?:作|做|进行|来|补充|请[^，。]{1,16})说明"),
    ("点评", r"点评"),
    ("分享", r"(?:作|做|进行|来|给)[^，。]{0,12}分享"),
    ("发言", r"发言|发表"),
)
_ANNOUNCES = tuple((act, regex.compile(pattern)) for act, pattern in _ACTS)
_OWN = regex.compile(r"(?:现在?|下面|我就|由我|我来|今天我)[^。]{0,40}?(?:作|做|进行|向)[^。]{0,12}")

_READS = regex.compile(
    r"(?:由我|我来?|让我|在此)[^。！？]{0,6}?(?:代为|代其|替|代表?|受[^。！？]{1,20}?委托)[^。！？]{0,12}?(?P<act>传达|宣读|转达|致[辞词]|发言)[^。！？]{0,30}[。！？]"
    r"|受(?P<party>[^，。！？]{2,24}?)(?:的)?委托[^。！？]{0,14}?(?P<act>传达|宣读|转达|代读|致[辞词])[^。！？]{0,30}[。！？]"
)
_READ = regex.compile(
    r"以上[就既即]?(?:便)?是(?P<party>[^。！？，]{2,24}?)(?:所)?(?:的|作的|提出的)[^。！？，]{0,8}(?:意见|发言|讲话|致[辞词]|贺信|要求|信)"
)
_ABSENT = regex.compile(
    r"(?:的?(?:相关|有关|主要|分管)?(?:负责同志|领导|同志|负责人)[^。！？]{0,30}?|因[^。！？]{0,30}?|由于[^。！？]{0,30}?)?"
    r"(?:未能|不能|无法|没能|没有)[^。！？]{0,6}(?:到场|出席|参加|参会|到会|前来)"
)


def find_speeches(source: SourceText, *, turns: Sequence[Turn]) -> tuple[Speech, ...]:
    """Find what sort of speech each turn is, and the statements that are read out inside turns for somebody absent.

    Args:
        source: The source.
        turns: Its turns, in order.

    Returns:
        The speeches, in order; short turns that nobody announced, and those of the host, are none.
    """
    stream = stream_of(source)
    found: list[Speech] = []
    for turn in turns:
        start = stream.position(turn.span.start)
        end = stream.position(turn.span.end)
        if turn.speaker.role != "host" and (speech := _speech(turn, stream, start, end)):
            found.append(speech)
        found += _read_out(turn, source, stream, start, end)
    return tuple(found)


def _speech(turn: Turn, stream: Stream, start: int, end: int) -> Speech | None:
    calls = [e.span for e in turn.evidence if e.cue == "introduction"]
    announced = stream.text[stream.position(calls[-1].end) : start] if calls else ""
    if not announced and end - start < LONG:
        return None
    act = _act(announced[-_ANNOUNCED:]) or _own_act(stream.text[start : min(end, start + _FIRST_WORDS)]) or ORDINARY
    return Speech(person=_person(turn.speaker), act=act, span=turn.span)


def _act(words: str) -> str | None:
    return next((act for act, pattern in _ANNOUNCES if pattern.search(words)), None)


def _own_act(words: str) -> str | None:
    own = _OWN.search(words)
    return _act(words[own.start() : own.end() + 6]) if own else None


def _person(speaker: Speaker) -> Person:
    return Person(name=speaker.name, surname=speaker.surname, title=speaker.title, organization=speaker.organization)


def _read_out(turn: Turn, source: SourceText, stream: Stream, start: int, end: int) -> Iterator[Speech]:
    """Statements read in a turn on behalf of somebody absent."""
    at = start
    while opening := _READS.search(stream.text, at, end):
        closing = _READ.search(stream.text, opening.end(), min(end, opening.end() + LONGEST_READING))
        stop = closing.start() if closing else end
        party = (
            opening["party"] or (closing["party"] if closing else None) or _absent(stream.text[start : opening.start()])
        )
        if party:
            yield Speech(
                person=_person(turn.speaker),
                act=opening["act"].replace("词", "辞"),
                span=stream.span(opening.end(), stop),
                on_behalf_of=_as_written(party, source, stream, start, end),
            )
        at = max(stop, opening.end())


def read_out(text: str) -> list[Span]:
    """Find statements that are read out for somebody absent; inside them the reader remains the speaker.

    Args:
        text: The stream, in simplified script.

    Returns:
        Spans over the stream, in order; only statements whose end is announced as well.
    """
    spans: list[Span] = []
    at = 0
    while opening := _READS.search(text, at):
        closing = _READ.search(text, opening.end(), opening.end() + LONGEST_READING)
        at = opening.end()
        if closing:
            spans.append(Span(opening.end(), closing.start()))
            at = closing.start()
    return spans


def _absent(before: str) -> str | None:
    """The organisation of whom the words before say that they could not come."""
    matches = list(_ABSENT.finditer(before, overlapped=True))
    words = cut(before if matches else "")
    for match in matches:
        start = organization_before(words, match.start())
        if start is not None:
            return before[start : match.start()]
    return None


def _as_written(party: str, source: SourceText, stream: Stream, start: int, end: int) -> str:
    """*party* in the script of the source; the folded text has it somewhere in the turn."""
    at = stream.text.find(party, start, end)
    return written(source, stream=stream, start=at, end=at + len(party)) if at >= 0 else party
