"""Han numerals: what they are worth, and how a number is written in them.

Which stretch of a text is a numeral, and whether it becomes digits, is decided by those who ask: `cleaning.numerals` reads amounts, `outline.ordinals` ordinals,
`facts.dates` days and years.
"""

from __future__ import annotations

ONE_TO_NINE = "一二三四五六七八九"
ONE_TO_TEN = f"{ONE_TO_NINE}十"
HAN_DIGITS = {
    "零": 0,
    "\u3007": 0,
    **{sign: value for value, sign in enumerate(ONE_TO_NINE, start=1)},
    "两": 2,
}
SPOKEN_DIGITS = {**HAN_DIGITS, "○": 0, "幺": 1}
"""Those and what stands for them where digits are told one by one."""
POWERS = {"十": 10, "百": 100, "千": 1000}  # what each sign multiplies by
_LARGE = (("亿", 100_000_000), ("万", 10_000))
_WRITTEN = str.maketrans({sign: str(value) for sign, value in SPOKEN_DIGITS.items()})
_SIGNS = f"零{ONE_TO_NINE}"
NUMERALS = f"零〇○两{ONE_TO_TEN}百千万亿幺"
"""All signs that numerals are written with."""
SMALL_NUMERALS = f"0-9零两{ONE_TO_TEN}"
"""Signs of numbers below a hundred, for a class in a pattern."""


def value_of(numeral: str) -> int:
    """The value of a well-formed cardinal below a 万亿, or of a single digit.

    Args:
        numeral: A numeral.

    Returns:
        The value.

    >>> value_of("二万八千四百一十六")
    28416
    """
    for power, worth in _LARGE:
        high, found, low = numeral.rpartition(power)
        if found:
            return value_of(high) * worth + value_of(low)
    total = digit = 0
    for sign in numeral:
        if sign in POWERS:
            total += (digit or 1) * POWERS[sign]
            digit = 0
        else:
            digit = SPOKEN_DIGITS[sign]
    return total + digit


def digits_of(numeral: str) -> str:
    """A string of digits as it is written.

    Args:
        numeral: A string of han digits.

    Returns:
        The digits.

    >>> digits_of("二零二五")
    '2025'
    """
    return numeral.translate(_WRITTEN)


def han_number(digits: str) -> int | None:
    """The value of a han numeral up to thousands, None if it is not well formed.

    Args:
        digits: Han digits and powers of ten.

    Returns:
        The value, or None.

    >>> han_number("二十三"), han_number("十"), han_number("二〇")
    (23, 10, None)
    """
    total, digit = 0, 0
    last_unit = 10_000
    for sign in digits:
        unit = POWERS.get(sign)
        if unit is None:
            if digit:
                return None
            digit = HAN_DIGITS[sign]
            continue
        if unit >= last_unit:
            return None
        total += (digit or 1) * unit
        digit, last_unit = 0, unit
    return total + digit or None


def small_number(digits: str) -> int:
    """The value of a small number in digits or in han digits.

    Args:
        digits: Either.

    Returns:
        The value; 0 if it is not well formed.

    >>> small_number("12"), small_number("十二"), small_number("两")
    (12, 12, 2)
    """
    return int(digits) if digits.isdecimal() else han_number(digits) or 0


def han_numeral(number: int) -> str:
    """A number up to 99 as ordinals write it.

    Args:
        number: A number.

    Returns:
        The numeral.

    >>> han_numeral(3), han_numeral(10), han_numeral(12), han_numeral(20)
    ('三', '十', '十二', '二十')
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return _SIGNS[ones]
    return ("" if tens == 1 else _SIGNS[tens]) + "十" + (_SIGNS[ones] if ones else "")
