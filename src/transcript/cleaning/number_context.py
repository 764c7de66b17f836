"""Runs of number characters in their context: which become digits, which stay, which cannot be read.

A run is found by one pattern, read by `numerals` and judged by what stands around it. Years and dates, percentages, counts and
measures become digits; fixed words (十四五, 二十大, 十三届八次), single counts (三点意见) and approximations (三五百, 几百个)
stay; what is no well-formed number stays and is reported. One function judges one kind of reading and names the sort of number
it is, or nothing where the run stays. All of it looks at a few characters around the run, so that the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from transcript.cleaning.number_words import CUES, FIXED, KEPT_AFTER, KEPT_BEFORE, MEASURES, NAMES, ORDINAL_UNITS
from transcript.cleaning.numerals import NUMERALS, Piece, digits_of, read_numeral, value_of


class Found(NamedTuple):
    """A number at *start* to *end*: written as *text*, or not to be read (None)."""

    start: int
    end: int
    text: str | None
    sort: str


class Run(NamedTuple):
    """Number characters from *at* to *to*: themselves and their neighbours in simplified script, and the whole texts."""

    text: str
    folded: str
    at: int
    to: int
    numeral: str
    before: str
    after: str


def _run(text: str, folded: str, at: int, to: int) -> Run:
    return Run(text, folded, at, to, folded[at:to], folded[at - 1 : at], folded[to : to + 1])


_N = f"[{NUMERALS}]"
_RUN = f"{_N}(?:[{NUMERALS}点]*{_N})?"
# A single numeral counts only where it may be a date, a measure or the lower end of a range: 一 alone is everywhere.
_SINGLE = (
    "[一二三四五六七八九十](?=月)|(?:(?<=月)|(?<=[日号][到至、和]))[一二三四五六七八九十](?=[日号])|一(?=个百分点)|十(?=[余多元])"
    f"|[二两三四五六七八九十](?=(?:个?[月年天岁周]|个小时)?[到至]{_N}{_N}|{'|'.join(MEASURES)})"
)
_SCAN = re.compile(
    "(?P<plan>(?:十[一二三四五六七八九]五)+)(?![零十百千万亿点])"
    f"|(?P<base>{_RUN})分之(?P<part>负?{_RUN})"
    f"|{_N}[{NUMERALS}点]*{_N}"
    f"|{_SINGLE}"
)

_ZEROS = frozenset("零〇○")
_CODE_SIGNS = _ZEROS | {"幺"}
_NEAR = frozenset(["一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"])
_COUNTING = "一二三四五六七八九"
_SINCE = frozenset("至到自从于在止")
_RANGE_MARKS = frozenset("到至、或")
_COUNTED = frozenset("年月日个万亿元家户人次倍")
_METRIC = frozenset("米克瓦伏赫卡帕焦")  # what 千 of 千克, 千瓦 belongs to
_BEFORE_ONE = frozenset("统唯单之")
_ONE_GOES_ON = frozenset("是定样直般些旦律致贯")
_POINTS = ("·", "‧")
_SHARE_BEFORE = tuple("达到为率占现成例")  # 百分之百 as a share; before other words it means wholly
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PERCENT = {"百": "%", "千": "‰"}

_YEAR_GOES_ON = re.compile(rf"年(?:{_N}{{1,2}}月|[0-9]{{1,2}}月|底|末|初|度|以来|全年|[上下]半年)")
_YEAR_LIKE = re.compile(r"一[八九]..|二[零〇○]..")
_FESTIVAL = re.compile(rf"{_N}+(?![{NUMERALS}日号至到、])")
_ADVERB = re.compile(
    "分(?:[重必明清感高困紧严复突有迫满荣激期显不巨宝难积活艰繁熟欢了]|关[键心注切]|可[观喜贵])"
)  # 十分重要, but 四十分就会
_CLOCK_AFTER = re.compile(r"分(?![之钟析数])")
_CLOCK_BEFORE = re.compile(r"(?:上午|下午|中午|早上|晚上|凌晨|傍晚)$")
_HOTLINE = re.compile(r"\w{0,8}?热线")
_MORE = re.compile("[多余]万")
_DEGREES = re.compile("度([一二三四五六七八九])(?![零十百千万分个点])")
_WARMTH = re.compile("[温烧热][^，。；！？]{0,4}$")


def find_numbers(text: str, folded: str, *, start: int, end: int) -> Iterator[Found]:
    """The numbers that are to be written in digits or cannot be read, in order.

    Args:
        text: The text as it stands, which the signs 万 and 亿 of an amount are taken from.
        folded: The same in simplified script, which is read.
        start: Where to begin.
        end: Where to stop.

    >>> text = "二零二五年增长百分之三十到四十"
    >>> [found.text for found in find_numbers(text, text, start=0, end=len(text))]
    ['2025', '30%', '40%']
    """
    percent_to = -1
    for match in _SCAN.finditer(folded, start, end):
        kind = match.lastgroup
        if kind == "plan":
            continue
        at = match.start() + _ends_a_word(folded, match)
        run = _run(text, folded, at, match.end())
        if kind == "part":
            founds = _parts(run, base=folded[at : match.end("base")], part=match["part"])
        elif run.at == percent_to + 1 and run.before in ("到", "至") and run.after not in _COUNTED:
            founds = _percent(run, part=run.numeral, sign="%")
        else:
            founds = _number(run)
        for found in founds:
            yield found
            percent_to = found.end if found.sort == "percent" else -1


def _ends_a_word(folded: str, match: re.Match[str]) -> bool:
    """Whether the first numeral is the last of the word before: 统一十四家, 原因之一百分之三."""
    at = match.start()
    after = match.end("base") if match.lastgroup == "part" else match.end() - 1
    return folded[at] == "一" and folded[at - 1 : at] in _BEFORE_ONE and after - at > 1


def _number(run: Run) -> list[Found]:
    """What becomes of a run: one span or several, none where it stays."""
    if run.folded[run.to - 1] == "千" and run.after in _METRIC and not (run.after == "米" and run.to - run.at == 2):
        run = _run(run.text, run.folded, run.at, run.to - 1)
        if run.numeral == "一":
            return []
    if _is_fixed(run):
        return []
    if run.before == "第":
        return _ordinal(run)
    tenths = _DEGREES.match(run.folded, run.to)
    if tenths and _WARMTH.search(run.folded, max(0, run.at - 6), run.at):
        return _degrees(run, tenths[1])
    if "亿" in run.numeral and _MORE.match(run.folded, run.to):
        return _many_millions(run)
    reading = read_numeral(run.numeral)
    judge = _JUDGES.get(reading.kind)
    sort = judge(run) if judge else None
    write = _WRITERS.get(sort or "")
    if write:
        return write(run)
    return _written(run, sort, reading.pieces) if sort else []


def _written(run: Run, sort: str, pieces: tuple[Piece, ...]) -> list[Found]:
    """The run as its reading is written; the sign of the amount is the text's own, 亿 or 億."""
    return [
        Found(
            run.at + piece.start,
            run.at + piece.end,
            piece.text + ("" if piece.scale is None else run.text[run.at + piece.scale]),
            sort,
        )
        for piece in pieces
    ]


def _is_fixed(run: Run) -> bool:
    """Whether the words around say that the run stays."""
    folded, at, to = run.folded, run.at, run.to
    if run.before.isdecimal() or run.after.isdecimal() or run.before in _POINTS:
        return True
    if folded.endswith(KEPT_BEFORE, 0, at) or KEPT_AFTER.match(folded, to):
        return True
    if to - at > 1 and _ends_in_a_word(folded[to - 1], run.after):
        return True
    if run.before == "、" and folded[at - 2 : at - 1] + folded[at] in _NEAR:
        return True  # 三、四十年前
    around = FIXED.get(run.numeral)
    return around is not None and any(folded.endswith(b, 0, at) and folded.startswith(a, to) for b, a in around)


def _ends_in_a_word(last: str, after: str) -> bool:
    """Whether the last numeral may belong to the next word: 增长百分之三十一是…, 这一点一定要…"""
    return (last == "一" and after in _ONE_GOES_ON) or (last in ("二", "三", "四") and after == "是")


def _ordinal(run: Run) -> list[Found]:
    if "点" in run.numeral:  # 第一点二零二五年…
        return _after_point(run)
    if run.to - run.at == 1 or not ORDINAL_UNITS.match(run.folded, run.to):
        return []
    reading = read_numeral(run.numeral)
    return _written(run, "ordinal", reading.pieces) if reading.kind == "cardinal" else []


def _after_point(run: Run) -> list[Found]:
    """What stands after the first 点, where that is no decimal point but 讲四点, 第一点."""
    rest = _run(run.text, run.folded, run.folded.index("点", run.at) + 1, run.to)
    return _number(rest) if rest.to - rest.at > 1 and rest.numeral.count("点") < 2 else []


def _degrees(run: Run, tenths: str) -> list[Found]:
    """体温三十八度六: 38.6度."""
    if read_numeral(run.numeral).kind != "cardinal":
        return []
    return [Found(run.at, run.to + 2, f"{value_of(run.numeral)}.{value_of(tenths)}度", "measure")]


def _many_millions(run: Run) -> list[Found]:
    """三亿四千多万: 34000多万."""
    large, _, small = run.numeral.partition("亿")
    if "万" in run.numeral or {read_numeral(large).kind, read_numeral(small).kind} != {"cardinal"}:
        return []
    return [Found(run.at, run.to, str(value_of(large) * 10_000 + value_of(small)), "cardinal")]


def _clock_digits(run: Run) -> list[Found]:
    """八点零五 before 分."""
    hour, _, minute = run.numeral.partition("点")
    return [
        Found(run.at, run.at + len(hour), str(value_of(hour)), "time"),
        Found(run.to - len(minute), run.to, digits_of(minute), "time"),
    ]


def _unread(run: Run) -> list[Found]:
    return [Found(run.at, run.to, None, "garbled")]


_WRITERS: dict[str, Callable[[Run], list[Found]]] = {
    "garbled": _unread,
    "split": _after_point,
    "clock": _clock_digits,
}


def _parts(run: Run, *, base: str, part: str) -> list[Found]:
    """百分之四十七, 三分之一."""
    if run.folded.endswith(KEPT_BEFORE, 0, run.at) or KEPT_AFTER.match(run.folded, run.to):
        return []
    if _ends_in_a_word(part[-1], run.after) and len(part) > 1:
        return []
    if base in _PERCENT:
        return _percent(run, part=part, sign=_PERCENT[base])
    if base == "万":
        return []
    below, above = read_numeral(base), read_numeral(part)
    if base[-1] in "百千" or {below.kind, above.kind} != {"cardinal"}:
        return _unread(run)
    return [Found(run.at, run.to, f"{value_of(part)}/{value_of(base)}", "fraction")]


def _percent(run: Run, *, part: str, sign: str) -> list[Found]:
    minus = "-" if part[0] == "负" else ""
    part = part.removeprefix("负")
    if part == "百":
        is_share = not _HAN.match(run.after) or run.folded.endswith(_SHARE_BEFORE, 0, run.at)
        return [Found(run.at, run.to, "100%", "percent")] if is_share else []
    reading = read_numeral(part)
    if reading.kind in ("cardinal", "decimal") and reading.pieces[0].end == len(part):
        return [Found(run.at, run.to, minus + reading.pieces[0].text + sign, "percent")]
    return _unread(run) if reading.kind == "garbled" else []


def _cardinal(run: Run) -> str | None:
    if run.after == "月":
        return None if _FESTIVAL.match(run.folded, run.to + 1) else "date"
    if run.after in ("日", "号") and (run.before == "月" or run.to - run.at == 1):
        return "date"
    if run.to - run.at == 1:
        return _single(run)
    if run.folded[run.to - 1] == "十" and _ADVERB.match(run.folded, run.to):
        return None  # 这三十分重要
    return "year" if run.after == "年" and run.to - run.at > 4 else "cardinal"


def _single(run: Run) -> str | None:
    if run.before in _RANGE_MARKS:
        return None
    return "cardinal" if run.after in ("余", "多", "到", "至") else "measure"


def _decimal(run: Run) -> str | None:
    whole, _, fraction = run.numeral.partition("点")
    if run.after == "年" and _YEAR_LIKE.search(fraction):
        return "split"
    if run.after == "点" or (run.after == "是" and len(whole) == len(fraction) == 1):
        return None
    if len(fraction) == 2 and fraction[0] in _ZEROS and _CLOCK_AFTER.match(run.folded, run.to):
        return "clock"
    return "decimal"


def _digits(run: Run) -> str | None:
    numeral = run.numeral
    if len(numeral) < 3:
        return _two_digits(run)
    if len(numeral) == 4 and (run.after == "年" or _YEAR_LIKE.match(numeral)):
        return "year"
    if _is_cut_year(numeral):
        return "garbled"
    if len(numeral) == 3 and run.after == "年":
        return "year" if run.before in ("元", "国") or not _ZEROS.isdisjoint(numeral) else None
    if CUES.search(run.folded, max(0, run.at - 4), run.at) or _HOTLINE.match(run.folded, run.to):
        return "digits"
    is_code = len(numeral) > 4 or not _CODE_SIGNS.isdisjoint(numeral)
    return "digits" if is_code and numeral not in _COUNTING else None


def _is_cut_year(numeral: str) -> bool:
    """Whether the string is years run together or cut, as 零三一二零三三: no telephone starts so."""
    if len(numeral) == 8 and _YEAR_LIKE.match(numeral) and _YEAR_LIKE.match(numeral, 4):
        return True
    starts_a_year = len(numeral) < 8 and numeral[0] == "二" and numeral[1] in _ZEROS
    return 4 < len(numeral) < 10 and (numeral[0] in _ZEROS or starts_a_year)


def _two_digits(run: Run) -> str | None:
    numeral, after = run.numeral, run.after
    if after == "年":
        sure = numeral not in _NEAR or run.before in _SINCE or _YEAR_GOES_ON.match(run.folded, run.to)
        return "year" if sure else None
    if after == "月" and numeral in ("一零", "一一"):
        return "date"
    if after in ("日", "号") and run.before == "月" and numeral not in _NEAR:
        return "date"
    if after == "后" and numeral[-1] in _ZEROS:
        return "digits"
    is_stutter = numeral[0] == numeral[-1] and run.folded[run.at + 1 : run.to + 1] in NAMES
    return "garbled" if is_stutter else None


def _clock(run: Run) -> str | None:
    is_clock = _CLOCK_AFTER.match(run.folded, run.to) or _CLOCK_BEFORE.search(run.folded, max(0, run.at - 2), run.at)
    return "time" if is_clock else None


def _garbled(run: Run) -> str | None:
    return "split" if run.folded.startswith("一点", run.at) else "garbled"


_JUDGES: dict[str, Callable[[Run], str | None]] = {
    "cardinal": _cardinal,
    "scaled": _cardinal,
    "decimal": _decimal,
    "digits": _digits,
    "time": _clock,
    "garbled": _garbled,
}
