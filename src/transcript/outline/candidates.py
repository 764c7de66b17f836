"""Where points of a passage may begin: with an ordinal, with what is left of one, or with none.

A candidate is a place with what it offers: a number or none, a style or none, and a weight, the log odds that a point starts there as
far as the place alone tells. `decode` decides over all of them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import attrs
import regex

from transcript.outline.ordinals import Mark, find_marks, han_number

# what stands before a place, from the strongest border to none
LINE, BROKEN, STOP, HALF, COLON, COMMA, NONE = range(7)

_CLOSERS = "”’」』）)】》\"'"
_ENDS = "。！？!?…"
_SENTENCE = regex.compile(r"[。！？!?；;\n…]|$")
_CLAUSES = regex.compile(r"[，,：:]")

# log odds of an ordinal by style and by the border before it: LINE, BROKEN, STOP, HALF, COLON, COMMA, NONE; None: no candidate
_BORDER_WEIGHTS: dict[str, tuple[float | None, ...]] = {
    "part": (4.0, 2.0, 3.0, 1.0, 2.0, -1.0, None),
    "di": (4.0, 3.0, 4.0, 3.0, 3.5, 1.5, -1.5),
    "dun": (4.5, 3.0, 4.0, 3.0, 3.5, 1.5, -3.0),
    "paren": (4.5, 3.5, 4.0, 3.0, 3.5, 2.0, 0.5),
    "digit": (4.0, 2.5, 3.0, 2.0, 3.0, 0.0, None),
    "digit_paren": (4.0, 2.5, 3.0, 3.0, 3.0, 1.0, None),
    "circled": (4.0, 3.0, 3.0, 3.0, 3.0, 2.0, 1.0),
    "is": (4.5, 3.5, 4.5, 4.0, 4.5, 1.8, -0.5),
    "side": (3.0, 2.5, 3.0, -0.5, 1.5, -2.5, None),
    "flank": (2.0, 1.5, 2.0, -0.5, 0.5, -2.5, None),
    "bare": (1.5, 1.0, 0.0, -1.0, -0.5, None, None),
    "tail": (1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5),
    "glued": (-2.0, -2.0, -2.0, -2.0, -2.0, -2.0, -2.0),
    "misheard": (-1.5, -2.0, -2.0, -3.0, -3.0, None, None),
    "lost": (-3.5, -5.0, -5.0, -6.0, -6.0, None, None),
}

# a han numeral before one of these counts or names something (三个, 五月, 一直) and numbers no point
_COUNTED = frozenset(
    "个项条次年月日号种类点家户位名批系列体站式定直边般些起样道切块省市县区州镇村厅局国线级代届季期轮步层大小多余半成倍万亿千百十"
    "几数元角分里米吨克岁天时周人口方侧头端份张本件套组队支对双辆台座间所栋幅篇部章节段句字词页行排章届农资权严实学带路网卡键把番"
    "揽度重流手波旦律味贯致再向经者来五四三二一六七八九零〇两、至到比是要则和与或的之%％"
)
_BEFORE_NUMBER = frozenset(
    "第十百千万亿零〇点一二三四五六七八九两几数每这那前后近约共有达超的之在为唯统单专其星期周初廿"
)


@attrs.frozen(slots=True)
class Shape:
    """How the words of a heading look, to tell brothers by.

    Attributes:
        length: Letters of the sentence.
        first: Letters of its first clause.
        clauses: How many clauses it has.
        text: Its words.
    """

    length: int
    first: int
    clauses: int
    text: str


@attrs.frozen(slots=True)
class Candidate:
    """A place where a point may begin.

    Attributes:
        start: Where its ordinal starts, or its heading if it has none.
        heading: Where its words start.
        kind: "mark", "bare", "tail", "glued", "misheard" or "lost".
        style: Of which style its ordinal is; "" if it has none.
        number: Its number; 0 if only the sequence can tell.
        weight: Log odds that a point starts here, as far as the place alone tells.
        border: What stands before it.
        shape: How its heading looks.
        announced: How many points the words before it announce; 0 if none.
    """

    start: int
    heading: int
    kind: str
    style: str
    number: int
    weight: float
    border: int
    shape: Shape
    announced: int = 0


@cache
def _openers() -> tuple[dict[str, float], int]:
    text = files(__package__).joinpath("openers.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    table = {word: float(weight) for word, weight in rows}
    return table, max(map(len, table))


def opening_weight(text: str, at: int) -> float:
    """How much the words at *at* look like the beginning of a heading, in log odds."""
    table, longest = _openers()
    for size in range(longest, 0, -1):
        weight = table.get(text[at : at + size])
        if weight is not None:
            return weight
    return 0.0


def border_before(text: str, at: int) -> int:
    """Which border stands directly before *at*."""
    i = at - 1
    while i >= 0 and text[i] in " 　\t":
        i -= 1
    if i < 0:
        return LINE
    if text[i] == "\n":
        j = i - 1
        while j >= 0 and (text[j].isspace() or text[j] in _CLOSERS):
            j -= 1
        return LINE if j < 0 or text[j] in _ENDS or text[j] in "：:；;" else BROKEN
    while i >= 0 and text[i] in _CLOSERS:
        i -= 1
    c = text[i] if i >= 0 else "\n"
    if c in _ENDS or c == "\n":
        return STOP
    return {"；": HALF, ";": HALF, "：": COLON, ":": COLON, "，": COMMA, ",": COMMA, "、": NONE}.get(c, NONE)


def shape_of(text: str, at: int) -> Shape:
    """How the sentence at *at* looks."""
    end = _SENTENCE.search(text, at, at + 160)
    sentence = text[at : end.start() if end else at + 160]
    clauses = _CLAUSES.split(sentence)
    return Shape(len(sentence), len(clauses[0]), len(clauses), sentence)


_ANNOUNCED = regex.compile(
    r"([一二三四五六七八九十两]|\d{1,2})(?:个|大|条|项|点|件|类|层|步|家|名){0,2}"
    r"(?:方面|问题|部分|意见|要求|建议|工作|举措|措施|任务|思路|考虑|体会|内容|重点|议程|原则|政策|机遇|突破|短板|事|点|条|项)"
)


def announced_before(text: str, at: int) -> int:
    """How many points the words shortly before *at* announce (“讲三点意见”), 0 if they announce none."""
    found = list(_ANNOUNCED.finditer(text, max(0, at - 40), at))
    if not found:
        return 0
    digits = found[-1][1]
    return int(digits) if digits.isdecimal() else (2 if digits == "两" else han_number(digits) or 0)


def find_candidates(text: str) -> list[Candidate]:
    """All places of *text* where a point may begin, in order."""
    marks = [m for m in find_marks(text) if _plausible(text, m)]
    found = [c for m in marks if (c := _from_mark(text, m))]
    if not found:
        return []
    taken = {c.start for c in found} | {c.heading for c in found}
    rest = [*_bare(text), *_misheard(text), *_lost(text)]
    found += [c for c in rest if c.start not in taken and c.heading not in taken]
    return sorted(found, key=lambda c: (c.start, c.kind))


def _plausible(text: str, mark: Mark) -> bool:
    """Whether the ordinal is one: not the end of another word (唯一是), nor the head of a row of numbers (一、二产业)."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 2]
    if before and before in _BEFORE_NUMBER and mark.style in ("is", "dun", "di"):
        return False
    if mark.style == "dun":
        follows = han_number(after[0]) if after[:1] and after[0] in "一二三四五六七八九十" else None
        return follows != mark.number + 1 and not (
            before == "、" and text[mark.start - 2 : mark.start - 1] in "一二三四五六七八九"
        )
    return bool(after)


def _from_mark(text: str, mark: Mark) -> Candidate | None:
    border = border_before(text, mark.start)
    weight = _BORDER_WEIGHTS[mark.style][border]
    if weight is None:
        return None
    if mark.style == "dun" and text[mark.end - 1] in "，,：:":
        weight -= 1.0
    announced = announced_before(text, mark.start) if mark.number == 1 else 0
    return Candidate(
        mark.start, mark.end, "mark", mark.style, mark.number, weight, border, shape_of(text, mark.end), announced
    )


_BARE = regex.compile(r"[一二三四五六七八九十]{1,3}(?=\p{Han}\p{Han})")
_TAIL = regex.compile(r"(?<=\p{Han})[一二三四五六七八九十]{1,2}(?=[。，、]?(?:\n|$))")


def _bare(text: str) -> Iterator[Candidate]:
    """Ordinals without their separator (四保障举措), at the end of a line (…精准对接二。), or inside one (…的性三以…)."""
    for match in _TAIL.finditer(text):
        number = han_number(match[0])
        if number and text[match.start() - 1] not in _BEFORE_NUMBER:
            at = _next_words(text, match.end())
            if at < len(text):
                yield _candidate(text, match.start(), at, "tail", number, COMMA)
    for match in _BARE.finditer(text):
        number = han_number(match[0])
        if number is None or text[match.end()] in _COUNTED:
            continue
        border = border_before(text, match.start())
        if border < COMMA:
            yield _candidate(text, match.start(), match.end(), "bare", number, border)
        elif border == NONE and text[match.start() - 1] not in _BEFORE_NUMBER and opening_weight(text, match.end()) > 0:
            yield _candidate(text, match.start(), match.end(), "glued", number, border)


def _next_words(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] in "。，、"):
        at += 1
    return at


def _candidate(text: str, start: int, heading: int, kind: str, number: int, border: int) -> Candidate:
    weight = _BORDER_WEIGHTS[kind][border] or 0.0
    weight += opening_weight(text, heading)
    announced = announced_before(text, start) if number < 2 else 0
    return Candidate(start, heading, kind, "", number, weight, border, shape_of(text, heading), announced)


_SOUNDALIKE = regex.compile(r"(?<![\p{Han}])(\p{Han})(是|要|、)(?=\p{Han})")


def _misheard(text: str) -> Iterator[Candidate]:
    """A short word and 是, 要 or 、 at the head of a sentence (这是 for 三是)."""
    for match in _SOUNDALIKE.finditer(text):
        border = border_before(text, match.start())
        if match[1] in "一二三四五六七八九十百千" or _BORDER_WEIGHTS["misheard"][border] is None:
            continue
        yield _candidate(text, match.start(), match.end(), "misheard", 0, border)


_HEADS = regex.compile(r"(?:^|(?<=[。！？!?；;：:\n]))[ 　\t]*(?=\p{Han})")


def _lost(text: str) -> Iterator[Candidate]:
    """Sentences that look like the heading of a point, though no ordinal is left."""
    for match in _HEADS.finditer(text):
        at = match.end()
        candidate = _candidate(text, at, at, "lost", 0, border_before(text, at))
        weight = candidate.weight + _heading_weight(text, at, candidate.shape)
        if weight > -8:
            yield attrs.evolve(candidate, weight=weight)


def _heading_weight(text: str, at: int, shape: Shape) -> float:
    """How much a sentence looks like a heading by its length, its figures and what follows it."""
    weight = 0.0
    if shape.length > 45:
        weight -= 1.0
    if shape.length < 5:
        weight -= 2.0
    if shape.clauses > 3:
        weight -= 1.0
    if any(c in shape.text for c in "0123456789零百千万亿《“"):
        weight -= 1.0
    follows = text[at + shape.length + 1 : at + shape.length + 4].lstrip()
    if follows.startswith(("一是", "一要", "一方面", "一个是")):
        weight += 2.0
    return weight
