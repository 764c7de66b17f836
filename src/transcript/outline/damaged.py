"""Candidates with what is left of an ordinal: without its separator, stuck to the sentence before, or heard as another word.

bare      四配套措施
tail      …有序推进二。|打牢根基
glued     …的资金效益三守住底线
misheard  这是不断提高…  （而）服务变好了  第山，…
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import regex

from transcript.outline.candidates import COMMA, NONE, Candidate, announced_before, border_before, shape_of
from transcript.outline.openers import opening_weight
from transcript.outline.ordinals import han_number
from transcript.phonetics.confusions import character_cost
from transcript.words import Words, is_word

_N = "一二三四五六七八九十"
# a numeral before one of these counts or names something (三个, 五月, 一直) …
_COUNTED = (
    "个项条次年月日号种类点家户位名批系列体站式定直边般些起样道切块省市县区州镇村厅局国线级代届季期轮步层大小多余半成倍万亿千百十几数元角分里米"
    "吨克岁天时周人口方侧头端份张本件套双辆台座间所栋幅篇部章节段句字词页行开农严三五四二一六七八九零两、至到比是要则和与或的之"
)
# … and before one of these only where no longer word begins with it (三队, but 三队伍建设)
_MEASURES = frozenset("组队支对排资权实学带路网卡键把番揽度流手波旦律味贯致再向经者来")
# … and after one of these it is part of another number or word (第三, 统一)
_BEFORE = "第十百千万亿零点一二三四五六七八九两几数每这那前后近约超之唯统单专其星期周初廿度"
_BARE = regex.compile(rf"(?<![{_BEFORE}])[{_N}]{{1,3}}(?=\p{{Han}})(?![{_COUNTED}]|\u3007)")
_TAIL = regex.compile(rf"(?<=\p{{Han}})(?<![{_BEFORE}])[{_N}]{{1,2}}(?=[。，、；]|\n|$)")

# log odds by the border before it: LINE, BROKEN, STOP, HALF, COLON, COMMA, NONE
BARE_WEIGHTS = [0.88, 1.0, 0.58, -0.99, -0.42, -2.5, -0.28]
TAIL_WEIGHTS = {"line end": 1.56, "stop": -0.34, "comma": -2.5}

_FRAMES = (
    # style, form, log odds by the border; the group is what was heard
    ("is", regex.compile(r"(?<!\p{Han})(\p{Han})(?:是|要)(?=\p{Han})"), (-1.5, -2.0, -1.5, -2.5, -2.5, -4.0, None)),
    ("di", regex.compile(r"第(\p{Han})(?:个?方面|点|个)?[，、：]"), (2.0, 1.5, 1.5, 0.5, 1.0, -1.0, None)),
    ("dun", regex.compile(r"(?<!\p{Han})(\p{Han})、(?=\p{Han})"), (0.5, 0.0, 0.0, -1.0, -1.0, -3.0, None)),
    ("paren", regex.compile(r"[（(](\p{Han})[）)]"), (2.5, 2.0, 2.0, 1.5, 1.5, 0.0, None)),
)
MISHEARD_WEIGHTS = {
    "word": -1.0,  # the frame makes a word: 而是, 就是, 主要
    "silent": -1.76,  # it sounds like no numeral
}
# before what opens a heading these point at nothing: 这是加强领导 is no sentence, 这是我们的任务 is one
_POINTING = "这那"
_STRANGE = 0.45  # a sound farther away than this is no likeness


def damaged(text: str, words: Words) -> Iterator[Candidate]:
    """What may be left of ordinals in *text*."""
    yield from _bare(text, words)
    yield from _tails(text, words)
    yield from _misheard(text)


def _bare(text: str, words: Words) -> Iterator[Candidate]:
    for match in _BARE.finditer(text):
        start, end = match.span()
        number = han_number(match[0])
        counted = text[end] in _MEASURES and words.end_of(end) <= end + 1
        again = match[0] == "一" and text[start - 1 : start] == text[end]  # 看一看
        if number is None or counted or again or words.end_of(start) != end:
            continue
        border = border_before(text, start)
        weight = BARE_WEIGHTS[border] + opening_weight(text, end)
        yield _candidate(text, start, end, "bare" if border <= COMMA else "glued", number, weight, border)


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
        yield _candidate(text, start, heading, "tail", number, weight + opening_weight(text, heading), NONE)


def _candidate(text: str, start: int, heading: int, kind: str, number: int, weight: float, border: int) -> Candidate:
    announced = announced_before(text, start) if number == 1 else 0
    return Candidate(start, heading, kind, "", number, weight, border, shape_of(text, heading), announced)


def _misheard(text: str) -> Iterator[Candidate]:
    for style, form, weights in _FRAMES:
        for match in form.finditer(text):
            border = border_before(text, match.start())
            weight = weights[border]
            if weight is None or match[1] in _N + "百千两几数":
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
    costs = {number: character_cost(heard, numeral) for number, numeral in enumerate(_N, start=1)}
    return {number: 1 - cost for number, cost in costs.items() if cost < _STRANGE}
