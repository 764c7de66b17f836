"""Candidates for points of a passage, and the weights that score them.

A candidate is a place with its number and its style, if it has them, and a weight: the log odds that a point starts there as far as the place alone tells.
`beam_search.decode` decides over all of them together. The weights are rows of `weights.tsv`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import attrs
import regex

from transcript.han_numerals import small_number
from transcript.outline.ordinals import RANKS

# what stands before a place, from the strongest border to none
LINE, BROKEN, STOP, HALF, COLON, COMMA, NONE = range(7)

_CLOSERS = "”’」』）)】》\"'"
_ENDS = "。！？!?…"
_BORDERS = {"；": HALF, ";": HALF, "：": COLON, ":": COLON, "，": COMMA, ",": COMMA}
_SENTENCE = regex.compile(r"[。！？!?；;\n…]")
_CLAUSE = regex.compile(r"[，,：:]")
_LONGEST = 160  # characters of the sentence behind an ordinal that are looked at
_ANNOUNCED = regex.compile(
    r"(?<![第下上这那十百几])([二三四五六七八九十两]|(?<!\d)\d{1,2})(?:个|大|条|项|点|件|类|层|步|家|名){0,2}"
    r"(?:方面|问题|部分|意见|要求|建议|工作|举措|措施|任务|思路|考虑|体会|内容|重点|议程|原则|政策|机遇|突破|短板|事|点|条|项)"
)
_ANNOUNCED_WITHIN = 40  # characters before the first point in which its list may be announced (三点意见)
# an ordinal, or another announcement, after which the one before announces nothing more
_OVER = regex.compile(r"[一二三四五六七八九十][、是要]|第[一二三四五六七八九十]|几[个点条项件方]")


@attrs.frozen
class Shape:
    """How the words of a heading look, to tell brothers by.

    Attributes:
        length: Letters of the sentence.
        first: Letters of its first clause.
        clauses: How many clauses it has.
        text: The sentence.
        opening: What its first words say for its being a heading.
        topic: Whether it names a part of a report.
    """

    length: int
    first: int
    clauses: int
    text: str
    opening: float
    topic: bool

    @property
    def is_parallel(self) -> bool:
        """Whether it is of several clauses, the first of four, six or eight letters: 强化责任担当，推动工作落实."""
        return self.clauses > 1 and self.first in (4, 6, 8) and self.opening > 0


@attrs.frozen
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
        sounds: For what was misheard, how much it sounds like each number.
        heads: Where a list begins of which it may be the heading, and how close that is; None for none.
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
    sounds: Mapping[int, float] = attrs.field(factory=dict)
    heads: tuple[int, str] | None = None

    @property
    def rank(self) -> int:
        """The rank of its style; the lowest for none."""
        return RANKS.get(self.style, len(RANKS))


def border_before(text: str, at: int) -> int:
    """Which border stands directly before *at*.

    Args:
        text: A text.
        at: A position of the text.

    Returns:
        One of the borders, from the strongest to none.

    >>> [border_before("好。一是", i) for i in (0, 2, 3)] == [LINE, STOP, NONE]
    True
    """
    i = _back(text, at - 1, " 　\t")
    if i < 0:
        return LINE
    if text[i] == "\n":
        j = _back(text, i, " 　\t\n" + _CLOSERS)
        return LINE if j < 0 or text[j] in _ENDS or text[j] in "：:；;" else BROKEN
    i = _back(text, i, _CLOSERS)
    if i < 0 or text[i] in _ENDS or text[i] == "\n":
        return STOP
    return _BORDERS.get(text[i], NONE)


def _back(text: str, at: int, skipped: str) -> int:
    while at >= 0 and text[at] in skipped:
        at -= 1
    return at


def shape_of(text: str, at: int) -> Shape:
    """How the sentence at *at* looks.

    Args:
        text: A text.
        at: A position of the text.

    Returns:
        Length, clauses and the like.
    """
    end = _SENTENCE.search(text, at, at + _LONGEST)
    sentence = text[at : end.start() if end else at + _LONGEST]
    clauses = _CLAUSE.split(sentence)
    return Shape(
        len(sentence),
        len(clauses[0]),
        len(clauses),
        sentence,
        opening_weight(text, at),
        is_topic(clauses[0]),
    )


def sentence_end(text: str, candidate: Candidate) -> int:
    """Where the words after the heading of *candidate* start.

    Args:
        text: A text.
        candidate: A candidate.

    Returns:
        A position of the text.
    """
    end = candidate.heading + candidate.shape.length + 1
    while end < len(text) and text[end] in " 　\t\n":
        end += 1
    return end


def announcements(text: str) -> list[int]:
    """Where words stand that announce a number of points.

    Args:
        text: A text.

    Returns:
        Positions, in order.
    """
    return [match.start() for match in _ANNOUNCED.finditer(text)]


def may_be_announced(places: Sequence[int], at: int) -> bool:
    """Whether one of the *places* of `announcements` stands shortly before *at*.

    Args:
        places: Positions, in order.
        at: A position of the text.

    Returns:
        True if so.
    """
    row = bisect_left(places, at) - 1
    return row >= 0 and places[row] >= at - 2 * _ANNOUNCED_WITHIN


def announced_before(text: str, at: int) -> int:
    """How many points the words shortly before *at* announce (“讲三点意见”), 0 if they announce none or a point lies between.

    Args:
        text: A text.
        at: A position of the text.

    Returns:
        The number.

    >>> announced_before("下面我讲三点意见。一是", 9)
    3
    """
    found = list(_ANNOUNCED.finditer(text, max(0, at - _ANNOUNCED_WITHIN), at))
    if not found or _OVER.search(text, found[-1].end(), at):
        return 0
    return small_number(found[-1][1])


# 在落实上下功夫, 在创新方面求突破: a heading, though most sentences that open with 在 are details
_WHEREIN = regex.compile(r"在[^，。；、\n]{2,12}(?:上|方面|中)[^，。；、\n的]{2,5}(?=[，。；\n])")
# By hand, on the scale of openers.tsv; a word without a row rather opens a detail.
_WHEREIN_WEIGHT = 1.0
_UNKNOWN_OPENER = -0.3
# the parts that a report has: 基本情况, 主要做法及成效, 下一步工作安排
_PART = "情况|做法|成效|成绩|问题|困难|安排|打算|计划|思路|建议|措施|举措|背景|内容|任务|特点|原因|形势|目标|要求|经验|体会|依据|过程"
_OF_A_PART = "下一步|下一阶段|下步|今后|当前|目前|前期|主要|基本|总体|重点|存在|取得|起草|制定|出台|工作|具体|开展|意见|文件|方案|的|及|和|与"
_TOPIC = regex.compile(rf"(?:{_OF_A_PART})*+(?:{_PART})(?:(?:及|和|与)?(?:{_PART}))?")


@cache
def _openers() -> dict[str, list[tuple[str, float]]]:
    """The words that open headings or details by their first letter, long ones first."""
    text = files(__package__).joinpath("openers.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    table: dict[str, list[tuple[str, float]]] = {}
    for word, weight in sorted(dict(rows).items(), key=lambda row: -len(row[0])):
        table.setdefault(word[0], []).append((word, float(weight)))
    return table


def opening_weight(text: str, at: int) -> float:
    """How much the words at *at* look like the beginning of a heading, in log odds.

    Args:
        text: A text.
        at: A position of the text.

    Returns:
        Log odds.

    >>> opening_weight("强化管理", 0) > 0 > opening_weight("同时还要", 0)
    True
    """
    first = text[at : at + 1]
    if first == "在" and _WHEREIN.match(text, at):
        return _WHEREIN_WEIGHT
    for word, weight in _openers().get(first, ()):
        if text.startswith(word, at):
            return weight
    return _UNKNOWN_OPENER


def is_topic(clause: str) -> bool:
    """Whether a clause names a part of a report.

    Args:
        clause: A clause.

    Returns:
        True if so.

    >>> is_topic("下一步工作安排"), is_topic("工作安排得很好")
    (True, False)
    """
    return _TOPIC.fullmatch(clause) is not None


BORDERS = ("LINE", "BROKEN", "STOP", "HALF", "COLON", "COMMA", "NONE")
"""What stands before a place, from the strongest border to none, in the order of `candidates`."""


def _tables() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = {}
    for line in (files(__package__) / "weights.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            table, key, weight, _ = line.split("\t")
            tables.setdefault(table, {})[key] = float(weight)
    return tables


_TABLES = _tables()


def weights(table: str) -> dict[str, float]:
    """The weights of one table by their keys.

    Args:
        table: The name of a table in `weights.tsv`.

    Returns:
        Log odds by key.
    """
    return dict(_TABLES[table])


def border_weights(table: str) -> list[float]:
    """The weights of one table by the border before a place.

    Args:
        table: The name of a table in `weights.tsv`.

    Returns:
        Log odds, in the order of the borders.
    """
    return [_TABLES[table][border] for border in BORDERS if border in _TABLES[table]]


def mark_weights() -> dict[str, list[float | None]]:
    """For each style the weight of an ordinal by the border before it; None where it is no candidate.

    Returns:
        Log odds in the order of the borders, by style.
    """
    return {
        table.removeprefix("mark "): [rows.get(border) for border in BORDERS]
        for table, rows in _TABLES.items()
        if table.startswith("mark ")
    }
