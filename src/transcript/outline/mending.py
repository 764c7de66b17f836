"""Ordinals set right: what was stuck to the sentence before, lost its separator or was misheard, as edits.

An edit is applied where the sequence proves it, that is where the points before and after stand with their own ordinals; else it is a
suggestion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcript.outline.candidates import NONE, Candidate
from transcript.outline.decode import Found
from transcript.outline.passage import Passage
from transcript.text import SourceText, Span
from transcript.values import Edit, Problem

_SURE, _LIKELY = 0.95, 0.6
_NUMERALS = "零一二三四五六七八九十"
_LARGEST = 99
_ALIKE = 0.6  # from 0 to 1, how much a misheard ordinal has to sound like the number
_IN_SENTENCES = ("part", "di", "side", "flank")  # 我要讲的第三个问题是… needs no stop before 第


def mend(source: SourceText, passage: Passage, found: Sequence[Found]) -> list[Edit]:
    """The edits that set the ordinals of the points of *passage* right, in order."""
    edits: list[Edit] = []
    for i, point in enumerate(found):
        if point.number > _LARGEST:
            continue
        before, after = _brother(found, i, -1), _brother(found, i, 1)
        sure = _proven(point, before, after)
        reason = _reason(point, before, after)
        for start, end, text in _changes(passage.words, point):
            at = passage.offset(start)
            span = Span(at, at + end - start)
            edits.append(
                Edit(
                    span=span,
                    before=span.slice(source.text),
                    after=text,
                    kind="ordinal",
                    applied=sure,
                    confidence=_SURE if sure else _LIKELY,
                    reason=reason,
                )
            )
    return edits


def odd_numbers(passage: Passage, found: Sequence[Found]) -> list[Problem]:
    """Where the numbers of a list jump, repeat or count down, or where a list does not start with one."""
    problems: list[Problem] = []
    last: list[int] = []
    for point in found:
        del last[point.depth :]
        before = last[point.depth - 1] if len(last) >= point.depth else 0
        last[point.depth - 1 :] = [point.number]
        message = _oddity(before, point.number)
        if message:
            at = passage.span(point.candidate.start, max(point.candidate.heading, point.candidate.start + 1))
            problems.append(Problem(kind="outline", message=message, span=at))
    return problems


def _oddity(before: int, number: int) -> str | None:
    if number == before + 1 or number == 1:
        return None
    if number <= before:
        return f"第{before}点之后又是第{number}点，序号重复或倒退"
    missing = f"第{before + 1}点" if number == before + 2 else f"第{before + 1}点到第{number - 1}点"
    return f"没有找到{missing}，后面是第{number}点"


def _proven(point: Found, before: int | None, after: int | None) -> bool:
    """Whether the points around leave no doubt.

    An ordinal that only lost its separator needs one neighbour; one in the middle of a sentence both; a misheard one has to sound so too.
    """
    follows, leads = before == point.number - 1, after == point.number + 1
    if point.candidate.kind == "bare":
        return follows or (leads and point.number == 1 and before is None)
    if point.candidate.kind == "misheard" and point.candidate.sounds.get(point.number, 0.0) < _ALIKE:
        return False
    return follows and leads


def _brother(found: Sequence[Found], i: int, step: int) -> int | None:
    """The number of the next point of the same list in one direction, if its ordinal stands in the text."""
    j = i + step
    while 0 <= j < len(found) and found[j].depth > found[i].depth:
        j += step
    if not 0 <= j < len(found) or found[j].depth < found[i].depth:
        return None
    return found[j].number if found[j].candidate.number else None


def _reason(point: Found, before: int | None, after: int | None) -> str:
    around = [f"前面是第{before}点"] * (before is not None) + [f"后面是第{after}点"] * (after is not None)
    what = {"misheard": "序号听错", "tail": "序号粘在上一句末尾", "glued": "序号粘在上一句", "bare": "序号后缺标点"}
    return "，".join([what.get(point.candidate.kind, "序号粘在上一句"), *around, f"这里应是第{point.number}点"])


def _changes(words: str, point: Found) -> Iterator[tuple[int, int, str]]:
    """What to change for one point: start, end and the new words, as positions of the passage.

    Each change replaces a character, so that it lies in one point and not between two.
    """
    candidate = point.candidate
    start, heading = candidate.start, candidate.heading
    if candidate.kind == "misheard":
        at = start + (words[start] in "（(第")
        yield at, at + 1, han_numeral(point.number)
    elif candidate.kind == "tail":
        yield from _moved(words, candidate)
    elif candidate.kind != "lost" and candidate.style not in _IN_SENTENCES:
        if candidate.border == NONE and start and words[start - 1] != "\n":
            yield start - 1, start, words[start - 1] + "。"
        if candidate.kind in ("bare", "glued"):
            yield start, heading, words[start:heading] + ("" if words[heading] in "、，" else "、")


def _moved(words: str, candidate: Candidate) -> Iterator[tuple[int, int, str]]:
    """An ordinal at the end of a sentence goes to the head of the next: 对接二。|夯实… becomes 对接。|二、夯实…"""
    end = candidate.start
    while end < candidate.heading and words[end] in _NUMERALS:
        end += 1
    numeral = words[candidate.start : end]
    if words[end] in "，、":  # 资金需求三，从严管控
        yield candidate.start, end + 1, "。" + numeral + "、"
        return
    yield candidate.start, end, "" if words[end] in "。；" else "。"
    yield candidate.heading, candidate.heading + 1, numeral + "、" + words[candidate.heading]


def han_numeral(number: int) -> str:
    """A number up to 99 as ordinals write it.

    >>> han_numeral(3), han_numeral(10), han_numeral(12), han_numeral(20)
    ('三', '十', '十二', '二十')
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
