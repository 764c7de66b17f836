"""The ordinals of official writing: which forms there are, and where a text has them.

Each style is a row of `STYLES`: its name, its rank among the numbering styles of official writing (a lower rank stands higher in the
outline), and the form of its mark. What a mark means is decided later, over the whole passage.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import regex

HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_N = "[一二三四五六七八九十百千零]{1,7}"
_COUNTED = "(?:个?大?方面|个?问题|点|条|项|件事情?|件|步|类|层|块|个)"

# name, rank, form of the mark; the groups of a form hold its number
STYLES: tuple[tuple[str, int, str], ...] = (
    # 第一部分 …
    ("part", 0, rf"第({_N})大?(?:部分|章|节|篇)(?:[，,、：:]|就?是)?"),
    # 第一，… 第一个方面，… 第二个是… 第三要… 头一件是…
    (
        "di",
        1,
        rf"(?:第|头(?=一[个件条项]))({_N}){_COUNTED}?(?:工作|内容|任务|意见|建议|考虑)?[呢啊嘛]?(?:[，,、：:\uff0e]|呢|就?是要?|要|[ \t　]+)",
    ),
    # 一、…
    ("dun", 1, rf"({_N})[ 　]?[、\uff0e.，,：:]"),
    # （一）…
    ("paren", 2, rf"[（(][ 　]?({_N})[ 　]?[）)][、，]?"),
    # 1. …
    ("digit", 3, r"(?<![\d.\uff0e])(\d{1,5})[ 　]?[、\uff0e.](?!\d)"),
    # （1）… 1）…
    ("digit_paren", 4, r"[（(][ 　]?(\d{1,5})[ 　]?[）)]"),
    ("digit_paren", 4, r"(?<![\d（(])(\d{1,3})[）)]"),
    # ① …
    ("circled", 5, r"([①-⑳])"),
    # 一是… 二要… 一个是… 其一，…
    ("is", 6, rf"({_N})个?呢?(?:是|要)|其([一二三四五六七八九十])(?:[，,、：:]|是)"),
    # 一方面… 另一方面…
    ("side", 7, r"(另)?一方面(?:[是要呢]|[，,：:])?"),
    # 一侧… 另一侧…
    ("flank", 8, r"(另)?一[侧头边端](?:[是要呢]|[，,：:])?"),
)
STYLE_NAMES = tuple(name for name, _, _ in STYLES)
RANKS = {name: rank for name, rank, _ in STYLES}
_FORMS = tuple((name, regex.compile(form)) for name, _, form in STYLES)


@attrs.frozen(slots=True)
class Mark:
    """An ordinal as it stands: of which style and number, from where to where."""

    style: str
    number: int
    start: int
    end: int


def han_number(digits: str) -> int | None:
    """The value of a han numeral up to thousands, None if it is none.

    >>> han_number("二十三"), han_number("十"), han_number("二〇")
    (23, 10, None)
    """
    total, digit = 0, 0
    last_unit = 10_000
    for c in digits:
        unit = _UNITS.get(c)
        if unit is None:
            if digit:
                return None
            digit = HAN_DIGITS[c]
            continue
        if unit >= last_unit:
            return None
        total += (digit or 1) * unit
        digit, last_unit = 0, unit
    return total + digit or None


def find_marks(text: str) -> list[Mark]:
    """Every ordinal that stands in *text*, in order; where two overlap the one that starts first (then the longer) stays."""
    found = sorted(_all_marks(text), key=lambda m: (m.start, -m.end))
    marks: list[Mark] = []
    for mark in found:
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
    return marks


def _all_marks(text: str) -> Iterator[Mark]:
    for style, form in _FORMS:
        for match in form.finditer(text):
            number = _number(style, match)
            if number is not None:
                yield Mark(style, number, match.start(), match.end())


def _number(style: str, match: regex.Match[str]) -> int | None:
    if style in ("side", "flank"):
        return 2 if match[1] else 1
    digits = next(group for group in match.groups() if group)
    if style == "circled":
        return ord(digits) - ord("①") + 1
    return int(digits) if digits.isdecimal() else han_number(digits)
