"""Repair ordinals and lost headings.

An ordinal that was glued to the sentence before, lost its separator or was misheard becomes an edit. It is applied where the sequence
proves it, that is where the points before and after have their own ordinals; else it is a suggestion.

Lists that begin again and again under one point have headings between them (强化监管，压实责任。一是…二是…。完善机制。一是…二是…).
One heading that kept its ordinal, or its sound, and whose number is that of its list proves them: then the sentences right before the
other lists are headings too, and the lists lie a level deeper.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from transcript.han_numerals import ONE_TO_TEN, han_numeral
from transcript.model import Edit, Problem
from transcript.outline.beam_search import Found
from transcript.outline.point_candidates import COMMA, NONE, Candidate
from transcript.text import Passage, SourceText, Span

_SURE, _LIKELY = 0.95, 0.6  # confidence of an applied edit, and of a suggested one; by hand
_LARGEST = 99  # the largest ordinal that is written
_ALIKE = 0.6  # from 0 to 1, how much a misheard ordinal has to sound like the number
_IN_SENTENCES = ("part", "di", "side", "flank")  # 我要讲的第三个问题是… needs no stop before 第


def mend(source: SourceText, passage: Passage, found: Sequence[Found]) -> list[Edit]:
    """The edits that set the ordinals of the points of *passage* right, in order.

    Args:
        source: The source text.
        passage: The running text of some spans.
        found: The points of the passage, in order.

    Returns:
        Edits of kind "ordinal".
    """
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
    """Where the numbers of a list jump, repeat or count down, or where a list does not start with one.

    Args:
        passage: The running text of some spans.
        found: The points of the passage, in order.

    Returns:
        A problem for each, in order of place.
    """
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
    while end < candidate.heading and words[end] in "零" + ONE_TO_TEN:
        end += 1
    numeral = words[candidate.start : end]
    if words[end] in "，、":  # 资金需求三，从严管控
        yield candidate.start, end + 1, "。" + numeral + "、"
        return
    yield candidate.start, end, "" if words[end] in "。；" else "。"
    yield candidate.heading, candidate.heading + 1, numeral + "、" + words[candidate.heading]


_AFTER = 3  # so many letters, mark and line end, may stand between a heading and its list
_NEAREST = 12  # so many candidates before a list are looked at
_LONGEST = 45  # letters of a sentence that may be a heading
_HEADING_ALIKE = 0.7  # from 0 to 1, how much a misheard ordinal has to sound like the number; by hand


def with_headings(found: Sequence[Found], candidates: Sequence[Candidate]) -> list[Found]:
    """The points with the headings of such rows, in order.

    Args:
        found: The points of the passage, in order.
        candidates: The candidates of the passage, in order.

    Returns:
        The points, those under a heading a level deeper.
    """
    heads: list[Found] = []
    deeper: Counter[int] = Counter()
    for start, end in _rows(found):
        depth = found[start].depth
        lists = [i for i in range(start, end) if found[i].depth == depth and found[i].number == 1]
        chosen = [
            _heading(found[i].candidate, candidates, number, after=found[i - 1].candidate.start)
            for number, i in enumerate(lists, start=1)
        ]
        headings = [heading for heading in chosen if heading]
        if len(headings) == len(lists) > 1 and _is_proven(headings):
            heads += [Found(heading, depth, number) for number, heading in enumerate(headings, start=1)]
            deeper.update(range(start, end))
    moved = (Found(point.candidate, point.depth + deeper[i], point.number) for i, point in enumerate(found))
    return sorted([*heads, *moved], key=lambda point: point.candidate.start) if heads else list(found)


def _rows(found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """The stretches of points that lie under one point, each with all that lies under them."""
    for i, point in enumerate(found):
        if point.number == 1 and i and found[i - 1].depth == point.depth - 1:
            end = i + 1
            while end < len(found) and found[end].depth >= point.depth:
                end += 1
            yield i, end


def _heading(first: Candidate, candidates: Sequence[Candidate], number: int, *, after: int) -> Candidate | None:
    """What may be the heading right before the list that begins with *first*: with the right number, else the likeliest without any.

    It begins *after* the start of the point before the list: that point's own words are its own.
    """
    at = bisect_left(candidates, first.start, key=lambda candidate: candidate.start)
    before = [c for c in candidates[max(0, at - _NEAREST) : at] if c.start > after and _ends_at(c, first.start)]
    numbered = [c for c in before if _has_number(c, number)]
    return max(numbered or [c for c in before if not c.number], key=_likely, default=None)


def _ends_at(candidate: Candidate, at: int) -> bool:
    return 0 < at - candidate.heading - candidate.shape.length <= _AFTER


def _has_number(candidate: Candidate, number: int) -> bool:
    return candidate.number == number or candidate.sounds.get(number, 0.0) >= _HEADING_ALIKE


def _likely(candidate: Candidate) -> tuple[bool, bool, float]:
    """A short sentence, else two clauses at the end of one that look like a heading, else by the weight."""
    shape = candidate.shape
    is_short_sentence = candidate.border != COMMA and shape.length <= _LONGEST
    return is_short_sentence, shape.is_parallel and shape.clauses == 2, candidate.weight


def _is_proven(headings: Sequence[Candidate]) -> bool:
    """Whether one of them but the first shows its number."""
    return any(_has_number(heading, number) for number, heading in enumerate(headings[1:], start=2))
