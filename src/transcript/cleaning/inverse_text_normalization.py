"""Spoken numbers, written as official documents write them.

In goes text, out come digits in place of the numbers that are so written, and the numbers that cannot be read. What stays and
why is decided in `number_runs`.

Source: GB/T 15835-2011, General rules for writing numerals in publications.
"""

from __future__ import annotations

from collections.abc import Iterator

from transcript.cleaning.number_context import find_numbers
from transcript.cleaning.number_judges import Found
from transcript.model import Edit, Problem
from transcript.text import SourceText, Span, fold

REASONS = {
    "percent": ("百分比用阿拉伯数字", 0.99),
    "decimal": ("小数用阿拉伯数字", 0.99),
    "year": ("年份用阿拉伯数字", 0.98),
    "date": ("日期用阿拉伯数字", 0.97),
    "cardinal": ("统计数字用阿拉伯数字", 0.97),
    "measure": ("计量用阿拉伯数字", 0.95),
    "time": ("时刻用阿拉伯数字", 0.95),
    "digits": ("号码用阿拉伯数字", 0.95),
    "ordinal": ("序数用阿拉伯数字", 0.9),
    "fraction": ("分数用阿拉伯数字", 0.9),
}
"""Why a sort of number is rewritten, and how sure that is."""


def normalize_numbers(text: str) -> str:
    """Write spoken numbers as official documents do.

    Args:
        text: Any text, in simplified or traditional script.

    Returns:
        The text with years, dates, percentages, decimals, counts and telephone numbers in digits. Fixed words,
        approximations and numbers that cannot be read stay.

    Source:
        GB/T 15835-2011; docs/numbers.md lists the conventions chosen where it leaves a choice.

    >>> normalize_numbers("二零三一年累计三十六点二八亿笔，增长百分之四十七，讲三点意见")
    '2031年累计36.28亿笔，增长47%，讲三点意见'
    """
    out: list[str] = []
    at = 0
    for found in find_numbers(text, fold(text), start=0, end=len(text)):
        if found.text is not None:
            out += (text[at : found.start], found.text)
            at = found.end
    return "".join([*out, text[at:]]) if out else text


def number_edits(source: SourceText) -> tuple[Edit, ...]:
    """Spoken numbers of the speech as edits; see `normalize_numbers`."""
    return tuple(_edit(source.text, found) for found in _in_speech(source) if found.text is not None)


def number_problems(source: SourceText) -> tuple[Problem, ...]:
    """The numbers of the speech that cannot be read, and therefore stay."""
    return tuple(_problem(source.text, found) for found in _in_speech(source) if found.text is None)


def _in_speech(source: SourceText) -> Iterator[Found]:
    for segment in source.speech:
        yield from find_numbers(source.text, source.folded, start=segment.span.start, end=segment.span.end)


def _edit(text: str, found: Found) -> Edit:
    span = Span(found.start, found.end)
    reason, confidence = REASONS[found.sort]
    return Edit(
        span=span,
        before=span.slice(text),
        after=found.text or "",
        kind="number",
        confidence=confidence,
        reason=reason,
    )


def _problem(text: str, found: Found) -> Problem:
    span = Span(found.start, found.end)
    message = f"数字“{span.slice(text)}”读不通，照原样保留，请对照录音核对"
    return Problem(kind="number", message=message, span=span)
