"""Spoken numbers, written as official documents write them.

In goes text, out come digits in place of the numbers that are so written, and the numbers that cannot be read. A run of number
characters is found by one pattern, read by `numerals` and judged by `number_judges`. Years and dates, percentages, counts and measures
become digits; fixed words (十四五, 二十大, 十三届八次), single counts (三点意见) and approximations (三五百, 几百个) stay; what is no
well-formed number stays and is reported.

Numbers that belong together are written alike: the two sides of 十一比九 and 十乘二十, the ends of a range, and counts of one unit in one
sentence (同意二十三票，反对三票).

Source: GB/T 15835-2011, General rules for writing numerals in publications.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcript.cleaning.number_judges import Found, judge_fraction, judge_percent, judge_run, run_of
from transcript.cleaning.numerals import MEASURES, read_numeral
from transcript.han_numerals import NUMERALS, ONE_TO_TEN
from transcript.model import Edit, Problem
from transcript.text import SourceText, Span, fold
from transcript.words import Words, cut, word_class

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
    """Find spoken numbers of the speech, and return the edits that write them in digits; see `normalize_numbers`.

    Args:
        source: The source text.

    Returns:
        Edits of kind "number".
    """
    return tuple(_edit(source.text, found) for found in _in_speech(source) if found.text is not None)


def number_problems(source: SourceText) -> tuple[Problem, ...]:
    """Report numbers of the speech that cannot be read, and therefore stay.

    Args:
        source: The source text.

    Returns:
        A problem for each, with its place.
    """
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


_N = f"[{NUMERALS}]"
_RUN = f"{_N}(?:[{NUMERALS}点]*{_N})?"
_ONE = f"[{ONE_TO_TEN}]"
_MEASURE = "|".join(MEASURES)
# where a single numeral may be a number, one row a kind; 一 alone is everywhere
_SINGLES = (
    f"{_ONE}(?=月)",
    f"(?:(?<=月)|(?<=[日号][到至、和])){_ONE}(?=[日号])|(?<=月){_ONE}(?=、{_ONE}[日号])|(?<=月.、){_ONE}(?=[日号])",  # 三月五、六号
    "一(?=个百分点)|十(?=[余多元])",
    f"[二两三四五六七八九十](?=(?:个?[月年天岁周]|个小时)?[到至]{_N}{_N})",  # 五到十五个
    f"[二两三四五六七八九十](?=(?:[到至][二两三四五六七八九十])?(?:{_MEASURE}))",  # 三到五公里
    f"[一二两三四五六七八九十](?=点(?!{_N})|时(?:[整半许]|{_N}{{1,3}}分|[到至]{_N}+时))|(?<=[到至])[两三四五六七八九十](?=时(?!期))",
    f"[二两三四五六七八九十](?=[到至]{_N}+点(?!{_N}))",  # 八到十点
    f"(?:(?<=[A-Za-z])|(?<=安卓)|(?<=鸿蒙)|(?<=版本)){_ONE}|[二两三四五六七八九十](?=[A-Za-z])|一(?=[GKDV](?![A-Za-z]))",  # C九, 五G
    "[二两三四五六七八九](?=[票人户家名件起例台辆亩份])|一(?=票(?!否|制|通))",  # 弃权三票
    f"[一二两三](?=米[一二三四五六七八九]{{1,2}}(?!{_N}))|(?<=[一二两三]米)[一二三四五六七八九](?![个条根长宽高{NUMERALS}])",  # 一米八
    f"{_ONE}(?=[到至]{_N}{{1,2}}月)|[二两三四五六七八九十](?=分{_N}{{1,3}}秒)",  # 一到五月, 四分十秒
    "(?<=零下)[一二两三四五六七八九十](?=度)",
    f"(?<=[到至])[一二三四五六七八九](?![{NUMERALS}分个点年月日号天])",  # 百分之五到八
)
_SCAN = re.compile(
    f"(?=[{NUMERALS}])(?:"
    "(?P<plan>(?:十[一二三四五六七八九]五)+)(?![零十百千万亿点])"
    f"|(?P<base>{_RUN})分之(?P<share>负?{_RUN})"
    f"|(?P<version>{_N}{{1,3}}(?:点{_N}{{1,3}}){{2,}})(?![{NUMERALS}点])"
    f"|(?P<left>{_RUN})(?P<link>比|乘以?|加|减)(?P<right>{_RUN})(?!分之)"
    f"|{_N}[{NUMERALS}点]*{_N}"
    f"|{'|'.join(_SINGLES)}"
    ")"
)
_BEFORE_ONE = frozenset("统唯单之")
_COUNTED = frozenset("年月日个万亿元家户人次倍")
_LIST_MARK = re.compile(f"({_ONE})个?(?:是|要)|第({_ONE})")
_LONGEST_COUNT = 3  # letters of the words that the dictionary has for a number and its unit: 两千人, 十一楼
_SENTENCE_END = re.compile("[。！？；!?;\n]")
_FIXED_WORDS = frozenset({"i", "l", "ns", "nt"})  # idioms, set phrases, places, organisations in jieba's tag set


def find_numbers(text: str, folded: str, *, start: int, end: int) -> Iterator[Found]:
    """Find numbers that are to be written in digits, and those that cannot be read.

    Args:
        text: The text as it stands, which the signs 万 and 亿 of an amount are taken from.
        folded: The same in simplified script, which is read.
        start: Where to begin.
        end: Where to stop.

    Yields:
        What was found, in order of place.

    >>> text = "二零二五年增长百分之三十到四十"
    >>> [found.text for found in find_numbers(text, text, start=0, end=len(text))]
    ['2025', '30%', '40%']
    """
    found = _numbers(text, folded, start, end)
    if not found:
        return
    words = cut(folded[start:end])
    yield from written_alike([number for number in found if not _in_fixed_word(number, words, start)], folded)


def _numbers(text: str, folded: str, start: int, end: int) -> list[Found]:
    numbers: list[Found] = []
    listed = _Expected(folded, start, end)
    for match in _SCAN.finditer(folded, start, end):
        kind = match.lastgroup
        if kind == "plan":
            continue
        at, to = match.start() + _ends_a_word(folded, match), match.end()
        to -= to - at > 1 and listed.is_ordinal(to - 1)
        last = numbers[-1] if numbers else None
        if kind == "share":
            numbers += judge_fraction(
                run_of(text, folded, at, to),
                base=folded[at : match.end("base")],
                part=folded[match.start("share") : to],
            )
        elif kind == "version":
            numbers += _version(folded, at, to)
        elif kind == "right" and to == match.end():
            numbers += _pair(text, folded, match, at)
        elif kind == "right":
            numbers += judge_run(run_of(text, folded, at, match.end("left")))
            numbers += judge_run(run_of(text, folded, match.start("right"), to))
        elif (
            last
            and last.sort == "percent"
            and at == last.end + 1
            and folded[at - 1] in "到至"
            and folded[to : to + 1] not in _COUNTED
        ):
            numbers += judge_percent(run_of(text, folded, at, to), part=folded[at:to], sign="%")
        else:
            numbers += judge_run(run_of(text, folded, at, to), previous=last)
    return numbers


def _ends_a_word(folded: str, match: re.Match[str]) -> bool:
    """Whether the first numeral is the last of the word before: 统一十四家, 原因之一百分之三."""
    at = match.start()
    after = match.end("base") if match.lastgroup == "share" else match.end() - 1
    return folded[at] == "一" and folded[at - 1 : at] in _BEFORE_ONE and after - at > 1


class _Expected:
    """Which ordinal a list expects next: after 一是 the 二 of 增长百分之八二是 belongs to the list."""

    def __init__(self, folded: str, start: int, end: int) -> None:
        self._marks = {
            match.start(): ONE_TO_TEN.index(match[1] or match[2]) for match in _LIST_MARK.finditer(folded, start, end)
        }
        self._before = -1
        self._ordered = iter(sorted(self._marks))
        self._next = next(self._ordered, None)

    def is_ordinal(self, at: int) -> bool:
        """Whether the numeral at *at* is the next ordinal after the last one that was asked about or passed; *at* rises."""
        while self._next is not None and self._next < at:
            self._before = self._marks[self._next]
            self._next = next(self._ordered, None)
        return self._next == at and 0 <= self._before == self._marks[at] - 1


def _version(folded: str, at: int, to: int) -> list[Found]:
    """二点一点三: 2.1.3."""
    readings = [read_numeral(part) for part in folded[at:to].split("点")]
    if any(reading.kind not in ("cardinal", "digits") or folded.startswith("一点一点", at) for reading in readings):
        return []
    return [Found(at, to, ".".join(reading.pieces[0].text for reading in readings), "decimal")]


def _pair(text: str, folded: str, match: re.Match[str], at: int) -> list[Found]:
    """十一比九, 十乘二十: both in digits or neither."""
    left, right = run_of(text, folded, at, match.end("left")), run_of(text, folded, match.start("right"), match.end())
    link, short = match["link"], min(len(left.numeral), len(right.numeral)) == 1
    alone = left.before not in ("第", "几", "数") and right.after not in ("几", "是", "要", "分")
    readings = [read_numeral(left.numeral), read_numeral(right.numeral)]
    plain = all(r.kind in ("cardinal", "decimal", "digits") and len(r.pieces) == 1 for r in readings)
    if link in ("加", "减") and short:
        return []
    if (
        link[0] == "乘"
        and len(left.numeral) == len(right.numeral) == 1
        and not re.match(_MEASURE, folded[right.to : right.to + 4])
    ):
        return []
    if plain and alone and link not in ("加", "减"):
        return [
            Found(run.at, run.to, r.pieces[0].text + text[run.at + r.pieces[0].end : run.to], "cardinal")
            for run, r in ((left, readings[0]), (right, readings[1]))
        ]
    return [*judge_run(left), *judge_run(right)]


def _in_fixed_word(number: Found, words: Words, start: int) -> bool:
    """Whether a number stands in an idiom, a set phrase or the name of a place that has other characters too: 七零八落."""
    first, last = number.start - start, number.end - start
    at = words.start_before(first + 1)
    end = words.end_of(at)
    return (
        last <= end
        and end - at > _LONGEST_COUNT
        and (at, end) != (first, last)
        and word_class(words.text[at:end]) in _FIXED_WORDS
    )


def written_alike(numbers: list[Found], folded: str) -> Iterator[Found]:
    """Filter numbers: a single count (弃权三票) stays unless its sentence has another one of the same unit in digits.

    Args:
        numbers: In order; a single count is of the sort "counted".
        folded: The text in simplified script.

    Yields:
        Those that are to be written in digits, in order.
    """
    sentence: list[Found] = []
    end = -1
    for number in numbers:
        if number.start >= end:
            yield from _alike(sentence, folded)
            sentence = []
            stop = _SENTENCE_END.search(folded, number.end)
            end = stop.start() if stop else len(folded)
        sentence.append(number)
    yield from _alike(sentence, folded)


def _alike(sentence: list[Found], folded: str) -> Iterator[Found]:
    units = {folded[n.end : n.end + 1] for n in sentence if n.text is not None and n.sort == "cardinal"}
    for number in sentence:
        if number.sort != "counted":
            yield number
        elif folded[number.end] in units:
            yield number._replace(sort="cardinal")
