"""Detect where points may begin: with an ordinal, with what is left of one, or with none.

mark      一、 （一） 1. 一是 第一，…
bare      四配套措施
tail      …有序推进二。|打牢根基
glued     …的资金效益三守住底线
misheard  这是不断提高…  （而）服务变好了  第山，…
lost      a sentence that looks like the heading of a point
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import exp, log

import attrs
import regex

from transcript.han_numerals import ONE_TO_NINE, ONE_TO_TEN, han_number
from transcript.outline.ordinals import ORDINAL_SIGNS, Mark, find_marks
from transcript.outline.point_candidates import (
    COMMA,
    LINE,
    NONE,
    Candidate,
    Shape,
    announced_before,
    announcements,
    border_before,
    border_weights,
    mark_weights,
    may_be_announced,
    opening_weight,
    shape_of,
    weights,
)
from transcript.phonetics.phonetic_distance import character_cost
from transcript.words import Words, is_word

MARK_WEIGHTS = mark_weights()
_WEAK_SEPARATOR = -1.0  # added where a comma or colon stands for 、 (三，从严管控); by hand
CHAINED = 4.0  # added inside a clause that counts on; by hand
_CLAUSE_END = regex.compile("[，。！？；：\n]")
# words before an ordinal that open a sentence as well: 那么第一个问题
_LEAD = regex.compile(r"(?<=[，。！？；：\n])(?:那么?|所以|然后|好|来|嗯|呃|我说|那我说|我讲|先说)$")
_LONGEST_LEAD = 5  # with the mark before
# two ordinals that are only spoken of: 第一和第二个问题, 第一第二马上办
_BESIDE = regex.compile(
    r"第[一二三四五六七八九十](?:\p{Han}[和、跟与]?|[和、跟与])?第|(?<=第[一二三四五六七八九十]\p{Han}?[和、跟与]?)第"
)
_NO_SEPARATOR = -1.5  # added where 第二句 or 第三 has none; by hand
# an ordinal that begins after one of these is the end of another word: 唯一是, 之一是, 第二十一要
_WORD_BEFORE = frozenset("第之唯统单专其每这那同万百千十")

_FEW = 2.0  # so many points show half a habit; by hand
_TOLERANCE = 5.0  # one point in so many inside a line, and there is no habit of starting lines; by hand


def numbered(text: str) -> Iterator[Candidate]:
    """The ordinals of *text* as candidates, in order.

    Args:
        text: A text.

    Yields:
        The candidates.
    """
    if ORDINAL_SIGNS.isdisjoint(text):
        return
    marks = find_marks(text)
    chained = {mark for a, b in pairwise(marks) if _follows(text, a, b) for mark in (a, b)}
    for mark in marks:
        lead = _LEAD.search(text, max(0, mark.start - _LONGEST_LEAD), mark.start)
        border = border_before(text, lead.start() if lead else mark.start)
        weight = MARK_WEIGHTS[mark.style][border]
        if weight is not None and _plausible(text, mark):
            yield _marked(text, mark, border, weight + CHAINED * (border == NONE and mark in chained))


def _follows(text: str, a: Mark, b: Mark) -> bool:
    """Whether two ordinals of one style count on in one clause: 第一按时到岗第二统一着装."""
    return a.style == b.style == "di" and b.number == a.number + 1 and not _CLAUSE_END.search(text, a.end, b.start)


def _marked(text: str, mark: Mark, border: int, weight: float) -> Candidate:
    shape = shape_of(text, mark.end)
    if mark.style == "dun" and text[mark.end - 1] in "，,：:。":
        weight += _WEAK_SEPARATOR
    if mark.style == "di" and regex.match(r"\p{Han}", text, pos=mark.end - 1) and text[mark.end - 1] not in "是要呢":
        weight += _NO_SEPARATOR
    announced = announced_before(text, mark.start) if mark.number == 1 else 0
    return Candidate(mark.start, mark.end, "mark", mark.style, mark.number, weight, border, shape, announced)


def _plausible(text: str, mark: Mark) -> bool:
    """Whether the ordinal is one: not the end of another word, nor the head of a row of numbers (一、二产业)."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if not after or (mark.style in ("is", "dun", "di") and before in _WORD_BEFORE):
        return False
    if mark.style == "di" and _BESIDE.match(text, mark.start):
        return False
    if mark.style != "dun":
        return True
    follows = han_number(after) if after in ONE_TO_TEN else None
    if text[mark.end - 1] != "、":
        return True
    return follows not in (mark.number + 1, mark.number - 1) and not (
        before == "、" and text[mark.start - 2 : mark.start - 1] in ONE_TO_NINE
    )


@attrs.frozen
class Habits:
    """How a passage sets its points.

    Attributes:
        on_line: How surely points start lines, from 0 to 1.
        borders: For each border the share of the points after the first of a list that stand behind it.
        opening: How much the first words of its headings are those of headings, on the average.
        lengths: For each style the usual length of a point, from its start to the next of its list.
    """

    on_line: float
    borders: tuple[float, ...]
    opening: float
    lengths: Mapping[str, float]


def habits_of(marks: Sequence[Candidate]) -> Habits:
    """The habits that the undamaged ordinals of a passage show.

    Args:
        marks: The candidates that `numbered` found.

    Returns:
        The habits.
    """
    inside = sum(c.border != LINE for c in marks) / max(1, len(marks))
    later = [c.border for c in marks if c.number > 1]
    logs: dict[str, list[float]] = {}
    for a, b in pairwise(marks):
        if a.style == b.style and b.number == a.number + 1:
            logs.setdefault(a.style, []).append(log(b.start - a.start))
    return Habits(
        on_line=max(0.0, 1 - _TOLERANCE * inside) * len(marks) / (len(marks) + _FEW),
        borders=tuple(later.count(border) / (len(later) + _FEW) for border in range(NONE + 1)),
        opening=sum(c.shape.opening for c in marks) / (len(marks) + _FEW),
        lengths={style: exp(sum(values) / len(values)) for style, values in logs.items()},
    )


# a numeral before one of these counts or names something (三个, 五月, 一直) …
_COUNTED = (
    "个项条次年月日号种类点家户位名批系列体站式定直边般些起样道切块省市县区州镇村厅局国线级代届季期轮步层大小多余半成倍万亿千百十几数元角分里米"
    "吨克岁天时周人口方侧头端份张本件套双辆台座间所栋幅篇部章节段句字词页行开农严三五四二一六七八九零两、至到比是要则和与或的之"
)
# … and before one of these only where no longer word begins with it (三队, but 三队伍建设)
_MEASURES = frozenset("组队支对排资权实学带路网卡键把番揽度流手波旦律味贯致再向经者来")
# … and after one of these it is part of another number or word (第三, 统一)
_BEFORE = "第十百千万亿零点一二三四五六七八九两几数每这那前后近约超之唯统单专其星期周初廿度"
_BARE = regex.compile(rf"(?<![{_BEFORE}])[{ONE_TO_TEN}]{{1,3}}(?=\p{{Han}})(?![{_COUNTED}]|\u3007)")
_TAIL = regex.compile(rf"(?<=\p{{Han}})(?<![{_BEFORE}])[{ONE_TO_TEN}]{{1,2}}(?=[。，、；]|\n|$)")

# what follows a name of two characters that begins with a numeral, and no heading: 一民，你说说
_AFTER_A_NAME = frozenset("你您他她也都又还就给跟，")

BARE_WEIGHTS = border_weights("bare border")
TAIL_WEIGHTS = weights("tail")

_FRAMES = (
    # style, form, log odds by the border; the group is what was heard
    ("is", regex.compile(r"(?<!\p{Han})(\p{Han})(?:是|要)(?=\p{Han})"), (-1.5, -2.0, -1.5, -2.5, -2.5, -4.0, None)),
    ("di", regex.compile(r"第(\p{Han})(?:个?方面|点|个)?[，、：]"), (2.0, 1.5, 1.5, 0.5, 1.0, -1.0, None)),
    ("dun", regex.compile(r"(?<!\p{Han})(\p{Han})、(?=\p{Han})"), (0.5, 0.0, 0.0, -1.0, -1.0, -3.0, None)),
    ("paren", regex.compile(r"[（(](\p{Han})[）)]"), (2.5, 2.0, 2.0, 1.5, 1.5, 0.0, None)),
)
MISHEARD_WEIGHTS = weights("misheard")
# before what opens a heading these point at nothing: 这是加强领导 is no sentence, 这是我们的任务 is one
_POINTING = "这那"
_STRANGE = 0.45  # a sound farther away than this is no likeness; by hand


def damaged(text: str, words: Words) -> Iterator[Candidate]:
    """What may be left of ordinals in *text*.

    Args:
        text: A text.
        words: The words of *text*.

    Yields:
        The candidates, in order of place.
    """
    yield from _bare(text, words)
    yield from _tails(text, words)
    yield from _misheard(text)


def _bare(text: str, words: Words) -> Iterator[Candidate]:
    for match in _BARE.finditer(text):
        start, end = match.span()
        number = han_number(match[0])
        if text[end + 1 : end + 2] in _AFTER_A_NAME:
            continue  # 三喜你那边通了没有
        counted = text[end] in _MEASURES and words.end_of(end) <= end + 1
        again = match[0] == "一" and text[start - 1 : start] == text[end]  # 看一看
        if number is None or counted or again or words.end_of(start) != end:
            continue
        border = border_before(text, start)
        weight = BARE_WEIGHTS[border] + opening_weight(text, end)
        yield _damaged(text, start, end, "bare" if border <= COMMA else "glued", number, weight, border)


def _tails(text: str, words: Words) -> Iterator[Candidate]:
    for match in _TAIL.finditer(text):
        start, end = match.span()
        number = han_number(match[0])
        heading = end
        while heading < len(text) and text[heading] in "。，、； 　\n":
            heading += 1
        if number is None or words.end_of(start) != end or heading == len(text):
            continue
        weight = TAIL_WEIGHTS["line end" if "\n" in text[end:heading] else "stop" if text[end] in "。；" else "comma"]
        yield _damaged(text, start, heading, "tail", number, weight + opening_weight(text, heading), NONE)


def _damaged(text: str, start: int, heading: int, kind: str, number: int, weight: float, border: int) -> Candidate:
    announced = announced_before(text, start) if number == 1 else 0
    return Candidate(start, heading, kind, "", number, weight, border, shape_of(text, heading), announced)


def _misheard(text: str) -> Iterator[Candidate]:
    for style, form, by_border in _FRAMES:
        for match in form.finditer(text):
            border = border_before(text, match.start())
            weight = by_border[border]
            if weight is None or match[1] in ONE_TO_TEN + "百千两几数":
                continue
            sounds = _sounds(match[1])
            opening = opening_weight(text, match.end())
            weight += opening + MISHEARD_WEIGHTS["word"] * is_word(match[0])
            if not sounds and not (match[1] in _POINTING and opening > 0):
                weight += MISHEARD_WEIGHTS["silent"]
            yield Candidate(
                start=match.start(),
                heading=match.end(),
                kind="misheard",
                style=style,
                number=0,
                weight=weight,
                border=border,
                shape=shape_of(text, match.end()),
                sounds=sounds,
            )


@cache
def _sounds(heard: str) -> Mapping[int, float]:
    """How much a character sounds like each number from one to ten, from 1 (alike) down; what is far away is left out."""
    costs = {number: character_cost(heard, numeral) for number, numeral in enumerate(ONE_TO_TEN, start=1)}
    return {number: 1 - cost for number, cost in costs.items() if cost < _STRANGE}


LOST_WEIGHTS = border_weights("lost border")
WEIGHTS = weights("lost")
_LEAST = -5.2  # lower changed no point of the seeds or the corpus
_HEADS = regex.compile(r"(?:^|(?<=[。！？!?；;：:，,\n]))[ 　\t]*(?=\p{Han})")
# an answer and no heading: 好，全票通过
_ANSWER = regex.compile(r"(?:好的?|行|嗯|哎|对|是的|可以|那)(?:[啊吧呢嘛])?[，,。、！]")
_ANNOUNCES = regex.compile(r"几(?:个?方面|[个点条项件])|如下|以下")
_DETAILS = regex.compile(r"[0-9零百千万亿《“]")


def lost(text: str, *, habits: Habits) -> Iterator[Candidate]:
    """Sentences of *text* that look like a heading, though no ordinal is left.

    Args:
        text: A text.
        habits: What `habits_of` found.

    Yields:
        The candidates, in order of place.
    """
    places = announcements(text)
    for match in _HEADS.finditer(text):
        at = match.end()
        if _ANSWER.match(text, at):
            continue
        border = border_before(text, at)
        shape = shape_of(text, at)
        weight = LOST_WEIGHTS[border] + _shape_weight(shape, habits)
        if weight + WEIGHTS["announced"] <= _LEAST:
            continue
        announced = announced_before(text, at) if may_be_announced(places, at) else 0
        weight += WEIGHTS["announced"] * (announced > 0)
        end = at + shape.length
        announces = may_be_announced(places, end) and announced_before(text, end) > 0
        announces = announces or bool(_ANNOUNCES.search(shape.text))
        weight += WEIGHTS["announces"] * announces
        if weight > _LEAST:
            yield Candidate(at, at, "lost", "", 0, weight, border, shape, announced)


def _shape_weight(shape: Shape, habits: Habits) -> float:
    """How much a sentence looks like a heading by its first words, its length and its details."""
    weight = (WEIGHTS["opener"] + WEIGHTS["opener here"] * habits.opening) * shape.opening
    weight += WEIGHTS["long"] * (shape.length > 45) + WEIGHTS["short"] * (shape.length < 5)
    if shape.is_parallel:
        weight += WEIGHTS["parallel" if shape.clauses == 2 else "first parallel"]
    weight += WEIGHTS["topic"] * shape.topic
    return weight + WEIGHTS["details"] * bool(_DETAILS.search(shape.text))
