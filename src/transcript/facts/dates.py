"""Dates as Chinese texts write them, and what year they mean."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import attrs
import regex

from transcript.han_numerals import digits_of, small_number

DIGIT = r"[0-9\uff10-\uff19]"  # \d also means digits of younger scripts, which int() does not know
_DIGITS = rf"(?:{DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,3}})"
_YEAR = (
    rf"(?:{DIGIT}{{4}}|[一二][〇零一二三四五六七八九]{{3}}|民国(?:{DIGIT}{{1,3}}|[一二三四五六七八九十百零〇]{{1,6}}))"
)
_REPUBLIC = 1911  # 民国元年 is 1912
_TO = r"\s*(?:-|－|—|\u2013|~|～|至|到|、|和)\s*"
_DATE = regex.compile(
    rf"(?:({_YEAR})\s*年\s*)?({_DIGITS})\s*月\s*({_DIGITS})\s*(?:日|号)?"
    rf"(?:{_TO}(?:({_DIGITS})\s*月\s*)?({_DIGITS})\s*(?:日|号))?(?!\d)"
)
_ISO = regex.compile(r"(?<![0-9])([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_ENGLISH = regex.compile(r"(?<![0-9])([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* ([0-9]{4})")
YEAR = regex.compile(rf"({_YEAR})\s*年")


@attrs.frozen(kw_only=True)
class DateMention:
    """A date or a stretch of days in a text.

    Attributes:
        start, end: Where it stands.
        year: The year, if the text says it there.
        first, last: Month and day of the first and the last day.
    """

    start: int
    end: int
    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]

    def days(self, year: int | None) -> tuple[datetime.date, datetime.date] | None:
        """Complete the two days with *year* if the text gives none.

        Args:
            year: The year to assume; None if none is known.

        Returns:
            First and last day, or None.
        """
        year = self.year or year
        if year is None:
            return None
        try:
            return datetime.date(year, *self.first), datetime.date(year, *self.last)
        except ValueError:
            return None


def find_dates(text: str) -> Iterator[DateMention]:
    """Find dates with month and day.

    Args:
        text: A text.

    Yields:
        The dates.

    >>> [(d.year, d.first, d.last) for d in find_dates("2031年5月6日至8日召开，6月1日印发")]
    [(2031, (5, 6), (5, 8)), (None, (6, 1), (6, 1))]
    """
    for match in _DATE.finditer(text):
        year, month, day, last_month, last_day = match.groups()
        if text[match.end() - 1] not in "日号":
            continue
        first = (small_number(month), small_number(day))
        last = (small_number(last_month or month), small_number(last_day)) if last_day else first
        yield DateMention(
            start=match.start(), end=match.end(), year=year_number(year) if year else None, first=first, last=last
        )


def iso_date(text: str) -> DateMention | None:
    """Find the first date in machine format, 2031-05-06.

    Args:
        text: A text.

    Returns:
        The date, or None.

    >>> iso_date("2031-05-06 14:02").first
    (5, 6)
    """
    match = _ISO.search(text)
    if not match:
        return None
    day = (int(match[2]), int(match[3]))
    return DateMention(start=match.start(), end=match.end(), year=int(match[1]), first=day, last=day)


def year_number(digits: str) -> int:
    """Read a year: four digits or Han digits, or a year of the Republic (民国).

    Args:
        digits: Digits or han digits.

    Returns:
        The year of the common era.

    >>> year_number("二〇三一"), year_number("民国一百二十")
    (2031, 2031)
    """
    if digits.startswith("民国"):
        return _REPUBLIC + small_number(digits[2:])
    return int(digits) if digits.isdecimal() else int(digits_of(digits))


def stamped_year(text: str) -> int | None:
    """Find the year of the first date in machine format (2031-05-06, 06 May 2031).

    Args:
        text: A text.

    Returns:
        The year, or None.
    """
    found = [(m.start(), int(m[1])) for m in [_ISO.search(text)] if m]
    found += [(m.start(), int(m[3])) for m in [_ENGLISH.search(text)] if m]
    return min(found)[1] if found else None
