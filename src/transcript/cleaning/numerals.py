"""Chinese numerals: from a run of number characters to what it says; the words around a number that decide how it is written.

In goes a maximal run (simplified script, 点 only between numerals), out comes a `Reading`: what sort of number it is and
which characters of the run become which digits. The grammar is written as regular expressions that are built from each other, so that a
run is read only if the whole of it is well formed; every part is bounded or a plain repetition, and no run takes more than linear time.

The words around a number are rows of `number_words.tsv`. Times of day need evidence of their own, for 九点 is also nine items (九点意见)
and 五点零五 a decimal: a part of the day, a weekday or a date before it, what people do at a time after it, or another time at the other
end of a range.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from importlib.resources import files
from typing import NamedTuple

from transcript.han_numerals import NUMERALS, ONE_TO_NINE, POWERS, SPOKEN_DIGITS, digits_of, value_of

# Amounts that are written to the point in 亿 (三亿四千五百万 → 3.45亿) take at most this many decimals.
_DECIMALS = 4


class Piece(NamedTuple):
    """Characters *start* to *end* of a run are written as *text*; a character of the run in `scale` follows it."""

    start: int
    end: int
    text: str
    scale: int | None = None


class Reading(NamedTuple):
    """What a run says.

    Attributes:
        kind: "cardinal", "decimal", "digits", "scaled" (二五零万), "time" (八点三十), "approximate" (三五百, 十七八), "colloquial" (一百二 for
            120), "row" (十五十六), "round" (千万, without any digit) or "garbled".
        pieces: What to write where; none for the kinds that stay.
    """

    kind: str
    pieces: tuple[Piece, ...] = ()


_ONE = f"[{ONE_TO_NINE}]"
_SOME = "[一二两三四五六七八九]"
_ANY = f"[零〇○幺{ONE_TO_NINE}]"
_ZERO = "[零〇○]"
_TENS = f"{_ONE}?十{_ONE}?"
_HUNDREDS = f"{_SOME}百(?:{_TENS}|{_ZERO}{_ONE})?"
_THOUSANDS = f"{_SOME}千(?:{_HUNDREDS}|{_ZERO}?{_TENS}|{_ZERO}{_ONE})?"
_BELOW_10000 = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_SOME})"
# After 万 or 亿 a bare digit needs its 零: 三万五 may be 35000 or 三万, 五.
_REST = f"(?:{_ZERO}?(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS})|{_ZERO}{_ONE})"
_CARDINAL = f"(?:{_BELOW_10000}亿(?:(?:{_REST}|{_ONE})万{_REST}?|{_REST})?|{_BELOW_10000}万亿?|{_BELOW_10000}万{_REST}|{_BELOW_10000})"
# Two digits in a row that stand for "about": 三四, 三五, 一两; never 五四.
_NEAR = "(?:一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九)"
_APPROXIMATE = (
    f"{_SOME}?[千万百]?{_SOME}?百?{_NEAR}[十百千万亿]+"  # 三五百, 七百三四十, 两三千万
    f"|(?:{_BELOW_10000}[万亿])?(?:{_SOME}千)?(?:{_SOME}百)?{_ONE}?十{_NEAR}[万亿]*"  # 十七八, 四十五六万
    f"|{_SOME}[百千万亿]{_NEAR}[百千]?"  # 一万六七
    "|[百千万]八[十百千]"
)
_COLLOQUIAL = f"(?:{_BELOW_10000}[万亿])?(?:{_SOME}千)?{_SOME}?[百千万亿]{_ONE}|{_BELOW_10000}[万亿]{_ONE}"

_GRAMMAR = re.compile(
    f"(?P<decimal>(?P<whole>{_BELOW_10000}|{_ZERO}|{_BELOW_10000}万{_REST}?)点(?P<fraction>{_ANY}+)(?:万亿|[百千万亿])?)"
    f"|(?P<cardinal>{_CARDINAL})"
    f"|(?P<scaled>(?:{_ANY}{{3,}}|{_SOME}{_ZERO})(?=[万亿]))(?:万亿|[万亿])"
    f"|(?P<digits>{_ANY}+)"
    f"|(?P<time>(?P<hour>二十[一二三四]?|十{_ONE}?|{_SOME}|{_ZERO})点(?P<minute>{_ZERO}{_ONE}|[二三四五]?十{_ONE}?))"
    f"|(?P<approximate>{_APPROXIMATE})"
    f"|(?P<colloquial>{_COLLOQUIAL})"
    f"|(?P<round>[十百千万亿]+{_SOME}?|{_SOME}+)"
)
_ROW = re.compile(f"(?:{_HUNDREDS}|{_TENS})")


def read_numeral(run: str) -> Reading:
    """Read a run of number characters.

    Args:
        run: A run of number characters.

    Returns:
        What it reads as.

    >>> read_numeral("二千零五十三点一四万").pieces
    (Piece(start=0, end=9, text='2053.14', scale=None),)
    >>> read_numeral("三四三十四").kind
    'garbled'
    """
    match = _GRAMMAR.fullmatch(run)
    if match is None:
        return Reading("row" if _counts_on(run) else "garbled")
    kind = match.lastgroup or ""
    write = _WRITERS.get(kind)
    return Reading(kind, write(match)) if write else Reading(kind)


def _write_decimal(match: re.Match[str]) -> tuple[Piece, ...]:
    text = f"{value_of(match['whole'])}.{digits_of(match['fraction'])}"
    return (Piece(0, match.end("fraction"), text),)


def _write_digits(match: re.Match[str]) -> tuple[Piece, ...]:
    return (Piece(0, match.end(), digits_of(match[0])),)


def _write_scaled(match: re.Match[str]) -> tuple[Piece, ...]:
    return (Piece(0, match.end("scaled"), digits_of(match["scaled"])),)


def _write_time(match: re.Match[str]) -> tuple[Piece, ...]:
    hour, minute = value_of(match["hour"]), value_of(match["minute"])
    return Piece(0, match.end("hour"), str(hour)), Piece(match.start("minute"), match.end(), f"{minute:02}")


def _write_cardinal(match: re.Match[str]) -> tuple[Piece, ...]:
    run = match[0]
    stem = run.rstrip("万亿")
    large = stem.find("亿")
    if len(stem) == len(run) or large < 0:
        return (Piece(0, len(stem), str(value_of(stem))),)
    amount = f"{value_of(run) / 100_000_000:.8f}".rstrip("0")
    if len(amount.partition(".")[2]) <= _DECIMALS:
        return (Piece(0, len(run), amount, large),)
    return (Piece(0, len(stem), str(value_of(run) // 10_000)),)


def _write_colloquial(match: re.Match[str]) -> tuple[Piece, ...]:
    """一千二: 1200; 两亿三: 2.3亿."""
    run = match[0]
    head, unit, last = run[:-1], run[-2], SPOKEN_DIGITS[run[-1]]
    if unit == "亿":
        return (Piece(0, len(run), f"{value_of(head[:-1])}.{last}", len(head) - 1),)
    return (
        Piece(0, len(run), str(value_of(head) + last * {"万": 1000, **POWERS}[unit] // (1 if unit == "万" else 10))),
    )


_WRITERS = {
    "decimal": _write_decimal,
    "digits": _write_digits,
    "scaled": _write_scaled,
    "time": _write_time,
    "cardinal": _write_cardinal,
    "colloquial": _write_colloquial,
}


def _counts_on(run: str) -> bool:
    """Whether the run is a row of numbers one after the other: 十五十六十七."""
    parts = _ROW.findall(run)
    if len(parts) < 2 or "".join(parts) != run:
        return False
    values = [value_of(part) for part in parts]
    return all(after - before == 1 for before, after in itertools.pairwise(values))


_ROWS = [
    line.split("\t")[:2]
    for line in (files(__package__) / "number_words.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
_KEPT = re.compile(r"(.*)\[(.+)\](.*)")


def _words(role: str) -> tuple[str, ...]:
    """The expressions of one role, long ones first, so that an alternation finds 平方公里 before 公里."""
    return tuple(sorted((word for row, word in _ROWS if row == role), key=len, reverse=True))


def _kept() -> list[tuple[str, str, str]]:
    matches = (_KEPT.fullmatch(word) for word in _words("keep"))
    return [(match[1], match[2], match[3]) for match in matches if match]


def _fixed() -> dict[str, list[tuple[str, str]]]:
    by_run: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for before, run, after in _kept():
        by_run[run].append((before, after))
    return dict(by_run)


FIXED = _fixed()
"""A run that stays, with what must stand before and after it."""
KEPT_AFTER = re.compile("|".join(after for _, after in FIXED["#"] if after))
KEPT_BEFORE = tuple(before for before, _ in FIXED["#"] if before)
MEASURES = _words("measure")
ORDINAL_UNITS = re.compile("|".join(_words("ordinal")))
CUES = re.compile(f"(?:{'|'.join(_words('cue'))})[是为：]?")
CODES_AFTER = re.compile("|".join(_words("code")))
NAMES = frozenset(_words("name"))


_HOUR = "(?:二?十?[零一二两三四五六七八九]|二?十)"
# 上午九点, 周三九点, 六号九点, 从八点半到九点
_BEFORE = re.compile(
    "(?:[上下中]午|早上|早晨|清[早晨]|凌晨|傍晚|[晚夜]上|夜里|[夜晚早]|半夜|深夜|今晨|[今明昨当每][早晚天日]|[前后]天|[周期拜][一二三四五六日天末]"
    f"|[{NUMERALS}0-9][日号]|{_HOUR}点[半整钟]?[到至、和或])(?:的|是|在|约|大概|大约|差不多|不到|将近|准时|从)?$"
)
_ACTS = (
    "开[会始门车工业饭课幕庭机盘船馆赛演]|集[合中]|出[发门车港]|例会|散会|闭[馆店园]|[上下到交换接]班|[上下]课|[上下]车|关门|收[工摊]|结束|到[岗齐场]|报到|签到|起床|起飞|发车"
    "|停[水电运窗]|断[水电]|来[水电]|吃饭|有[个一]?[场个]?[会雨雪课]|[的那这]?(?:会|例会|早班|晚班|班车|航班|飞机|火车|高铁|车票|闹钟|班)(?!议[上要程]|员|干|主任)"
)
# after the hour mark: 钟, 半, 之前, or what is done at a time; 三点整改要求 and 三点前提 are no times
_AFTER = re.compile(
    "点(?:钟|半(?![个数年])|整(?![改治理顿合体])|[一三]刻|以?之?前(?![提期景面列])|以[前后]|之[前后]|后(?!续|期|来|面|果)|左右|准时|多钟|准点"
    f"|(?:就|再|才|要|准备|必须|统一|正式|起)?(?:{_ACTS})|[到至]{_HOUR}点)"
)
_COUNTED = re.compile(
    "点(?:意见|要求|建议|措施|体会|看法|想法|说明|内容|问题|原因|工作|经验|启示|思考|做法|任务|举措|考虑|感受|注意|理由|打算|共识|希望|补充)"
)
_CLOCK_AFTER = re.compile(f"分(?![之钟析数])|(?:就|再|才|要|准时|起)?(?:{_ACTS})|左右|[到至]{_HOUR}点")
_COUNT_AFTER = re.compile("[个名人家户条项件次米元块万亿年月天岁吨亩斤公平分倍份台]|%|多")
_REACH = 9  # characters before a numeral that may say it is a time of day


def is_hour(folded: str, at: int, to: int) -> bool:
    """Whether the numerals from *at* to *to*, with 点 after them, are an hour.

    Args:
        folded: The text in simplified script.
        at: Where the numerals begin.
        to: Where they end.

    Returns:
        True if so.

    >>> is_hour("上午九点开会", 2, 3), is_hour("讲九点意见", 1, 2)
    (True, False)
    """
    later = folded[at:to] == "一" and folded[at - 1 : at] in ("早", "晚")  # 晚一点到
    if later or _COUNTED.match(folded, to):
        return False
    return to - at > 1 or bool(_BEFORE.search(folded, max(0, at - _REACH), at) or _AFTER.match(folded, to))


def is_clock(folded: str, at: int, to: int, *, sure: bool) -> bool:
    """Whether 三点二十 or 五点零五 from *at* to *to* is a time.

    Args:
        folded: The text in simplified script.
        at: Where the numerals begin.
        to: Where they end.
        sure: Whether they can be nothing else but two counts (三点二十), and no decimal.

    Returns:
        True if so.
    """
    if _CLOCK_AFTER.match(folded, to) or _BEFORE.search(folded, max(0, at - _REACH), at):
        return True
    return sure and not _COUNT_AFTER.match(folded, to)


def weekday_length(folded: str, at: int) -> int:
    """How many characters from *at* on complete a weekday (周|三十六点 is 周三 and 16点); 0 if none do.

    Args:
        folded: The text in simplified script.
        at: A position of the text.

    Returns:
        The number of characters.

    >>> weekday_length("周三十六点开会", 1), weekday_length("两周三十六人", 2)
    (1, 0)
    """
    if folded[at] not in "一二三四五六":
        return 0
    if folded.endswith(("星期", "礼拜"), 0, at):
        return 1
    counted = folded[max(0, at - 2) : at - 1]
    return int(folded[at - 1 : at] == "周" and not (counted and counted in NUMERALS + "几多每半整本上下"))


def goes_past(folded: str, to: int) -> bool:
    """Return True if 一 behind an hour is no decimal but “as soon as”: 三点一到就开始, 五点一过就走.

    Args:
        folded: The text in simplified script.
        to: Where the numeral ends.

    Returns:
        True if so.
    """
    return (
        folded[to - 2 : to] == "点一"
        and folded[to : to + 1] in ("到", "过")
        and folded[to + 1 : to + 2] not in NUMERALS
    )
