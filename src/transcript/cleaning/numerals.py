"""Chinese numerals: from a run of number characters to what it says.

In goes a maximal run (simplified script, 点 only between numerals), out comes a `Reading`: what sort of number it is and
which characters of the run become which digits. Nothing here looks at the words around the run; that is `numbers`' part.

The grammar is written as regular expressions that are built from each other, so that a run is read only if the whole of it
is well formed; every part is bounded or a plain repetition, and no run takes more than linear time.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

NUMERALS = "零〇○一二两三四五六七八九十百千万亿幺"
_DIGITS = dict(zip("零〇○幺一二两三四五六七八九", (0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_WRITTEN = str.maketrans({sign: str(value) for sign, value in _DIGITS.items()})
_POWERS = {"十": 10, "百": 100, "千": 1000}
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


_ONE = "[一二三四五六七八九]"
_SOME = "[一二两三四五六七八九]"
_ANY = "[零〇○幺一二三四五六七八九]"
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


def value_of(numeral: str) -> int:
    """The value of a well-formed cardinal below a 万亿, or of a string of digits.

    >>> value_of("二万八千四百一十六")
    28416
    """
    for power, worth in (("亿", 100_000_000), ("万", 10_000)):
        high, found, low = numeral.rpartition(power)
        if found:
            return value_of(high) * worth + value_of(low)
    total = digit = 0
    for sign in numeral:
        if sign in _POWERS:
            total += (digit or 1) * _POWERS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def digits_of(numeral: str) -> str:
    """A string of digits as it is written.

    >>> digits_of("二零二五")
    '2025'
    """
    return numeral.translate(_WRITTEN)


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
    head, unit, last = run[:-1], run[-2], _DIGITS[run[-1]]
    if unit == "亿":
        return (Piece(0, len(run), f"{value_of(head[:-1])}.{last}", len(head) - 1),)
    return (
        Piece(0, len(run), str(value_of(head) + last * {"万": 1000, **_POWERS}[unit] // (1 if unit == "万" else 10))),
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
