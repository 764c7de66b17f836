"""Disfluencies: stutter, phrases said twice and fillers.

Stutter and phrases said twice (按按照, 我们我们, 水库移民水库移民, 河道、河道治理): the last copy stays. Chinese doubles words on purpose
(高高兴兴, 好好, 研究研究, 一个一个, 谢谢谢谢), so that only this goes: function words said twice, the first character of a common word
said before it, longer phrases said twice, and a word said again after a pause where the document has the phrase without it.

Fillers (呃, 嗯, 那么, 就是说, 呢) go with their comma where they carry nothing. The same words carry meaning elsewhere (这个问题, 那么多,
也就是说, 怎么办呢), so that each goes only in the places that a row of `fillers.tsv` describes. A word that is a sentence by itself stays:
it may be an answer. The time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from transcript.cleaning.punctuation import found_elsewhere
from transcript.model import Edit
from transcript.text import SourceText, Span
from transcript.words import words_in, words_of_role


class Copy(NamedTuple):
    """A copy to delete: the text from *start* to *end*, because *words* follow once more."""

    start: int
    end: int
    words: str
    confidence: float


_words = partial(words_of_role, files(__package__) / "repeats.tsv")
_H = r"[\u4e00-\u9fff]"
_HAN = re.compile(_H)
_FUNCTION = sorted(_words("function"), key=len, reverse=True)
_SINGLES = frozenset(_words("single"))
_PRONOUNS = frozenset(_words("pronoun"))
_OBJECT_OF = tuple(_words("object_of"))
_OFTEN = frozenset(_words("often"))
_STARTS = frozenset(_words("start"))
_EMPHASIS = re.compile("|".join(_words("emphasis")))
_COUNTED = re.compile("[零〇一二两三四五六七八九十百千万亿几每]")
_SAID_TWICE = re.compile(
    f"(?=[{''.join(sorted({word[0] for word in _FUNCTION}))}])"
    f"(?P<function>{'|'.join(_FUNCTION)})(?:[，、 ]?(?P=function))+"
)
_PHRASE = re.compile(f"(?P<phrase>{_H}{{4,12}}?)(?P=phrase)+")
_LISTED = re.compile(f"(?P<listed>{_H}{{2,6}}?)、(?P=listed)(?={_H})")
_DOUBLED = re.compile(f"({_H})\\1+")
_AROUND = 6  # characters on either side that are segmented into words


def repeat_edits(source: SourceText) -> tuple[Edit, ...]:
    """Delete words that were said twice by mistake; the last copy stays.

    Args:
        source: The source text.

    Returns:
        Edits of kind "repeat"; some are only suggested.
    """
    folded = source.folded
    listed = [match for segment in source.speech for match in _listed(folded, segment.span)]
    said = found_elsewhere(folded, (_said_once(match) for match in listed))
    copies = [_copy(match, "listed", 0.9) for match in listed if _said_once(match) in said]
    for segment in source.speech:
        for find in (_functions, _phrases, _characters):
            copies += find(folded, segment.span)
    return tuple(_edit(source.text, copy) for copy in _apart(copies))


def _copy(match: re.Match[str], group: str, confidence: float) -> Copy:
    words = match[group]
    return Copy(match.start(), match.end() - len(words), words, confidence)


def _functions(folded: str, span: Span) -> Iterator[Copy]:
    """我们我们, 这个，这个; but 不像我们，我们小时候 says something twice."""
    for match in _SAID_TWICE.finditer(folded, span.start, span.end):
        is_person = match["function"] in _PRONOUNS
        if not (is_person and ("，" in match[0] or folded.endswith(_OBJECT_OF, span.start, match.start()))):
            yield _copy(match, "function", 0.93)


def _phrases(folded: str, span: Span) -> Iterator[Copy]:
    """先放到一边先放到一边."""
    for match in _PHRASE.finditer(folded, span.start, span.end):
        words = match["phrase"]
        if len(set(words)) > 2 and not _EMPHASIS.search(words) and not _COUNTED.match(words):
            yield _copy(match, "phrase", 0.9)


def _listed(folded: str, span: Span) -> Iterator[re.Match[str]]:
    """山区河道、河道治理, but 非常、非常重要."""
    return (m for m in _LISTED.finditer(folded, span.start, span.end) if not _EMPHASIS.search(m["listed"]))


def _said_once(match: re.Match[str]) -> str:
    """The phrase without the copy, with two characters on each side: 山区河道治理."""
    text, end = match.string, match.end("listed")
    return text[max(0, match.start() - 2) : end] + text[match.end() : match.end() + 2]


def _characters(folded: str, span: Span) -> Iterator[Copy]:
    """按按照, 我我觉得."""
    for match in _DOUBLED.finditer(folded, span.start, span.end):
        begin = max(span.start, match.start() - _AROUND)
        words = words_in(folded[begin : min(span.end, match.end() + _AROUND)], unknown="guessed")
        starts = dict(zip(accumulate(map(len, words), initial=begin), words, strict=False))
        confidence = _stutter(
            match, starts, after=folded[match.end() : match.end() + 1] if match.end() < span.end else ""
        )
        if confidence:
            yield Copy(match.start(), match.end() - 1, match[1], confidence)


def _stutter(match: re.Match[str], starts: Mapping[int, str], *, after: str) -> float:
    """How sure it is that all but the last of the characters are a stutter; 0 if they are none.

    Args:
        match: The characters.
        starts: The words around, by their offsets.
        after: The character after them.
    """
    before_last = range(match.start(), match.end() - 1)
    if any(starts.get(at) != match[1] for at in before_last) or not _HAN.match(after):
        return 0.0
    last = starts.get(match.end() - 1, "")
    if last in _STARTS:
        return 0.93
    often = len(match[0]) > 2 and match[1] in _OFTEN
    return 0.88 if last == match[1] and (match[1] in _SINGLES or often) else 0.0


def _apart(copies: Iterable[Copy]) -> Iterator[Copy]:
    """The copies in order, without those that meet an earlier one."""
    at = 0
    for copy in sorted(copies):
        if copy.start >= at:
            yield copy
            at = copy.end


def _edit(text: str, copy: Copy) -> Edit:
    span = Span(copy.start, copy.end)
    return Edit(
        span=span,
        before=span.slice(text),
        after="",
        kind="repeat",
        confidence=copy.confidence,
        reason=f"“{copy.words}”重复，保留一处",
    )


class Rule(NamedTuple):
    """One row of the table.

    Attributes:
        pattern: The words, before what must follow.
        before: "any", "sentence" or "clause", or empty if *endings* says what must stand before.
        endings: Words of which one must stand before.
        unless: What must not stand in the clause before.
        confidence: How sure it is that the words carry nothing.
        name: What sort of filler it is, in Chinese.
    """

    pattern: re.Pattern[str]
    before: str
    endings: tuple[str, ...]
    unless: re.Pattern[str] | None
    confidence: float
    name: str


_PLACES = ("any", "sentence", "clause")


def _rule(row: str) -> Rule:
    words, before, after, unless, confidence, name = row.split("\t")
    return Rule(
        pattern=re.compile(f"{words}(?={after})"),
        before=before if before in _PLACES else "",
        endings=() if before in _PLACES else tuple(before.split()),
        unless=re.compile(unless) if unless else None,
        confidence=float(confidence),
        name=name,
    )


RULES = tuple(
    _rule(line)
    for line in (files(__package__) / "fillers.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)

_SENTENCE_ENDS = frozenset("。！？；!?;")
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset("，、,：:")
_CLAUSE = re.compile(r"[^。！？；，：]*$")
_CLAUSE_LENGTH = 12  # characters before a filler in which its clause may begin


def filler_edits(source: SourceText) -> tuple[Edit, ...]:
    """Delete fillers where a row of `fillers.tsv` says that they carry no meaning.

    Args:
        source: The source text.

    Returns:
        Edits of kind "filler"; some are only suggested.
    """
    found = sorted(
        (match.start(), match.end(), rule)
        for segment in source.speech
        for rule in RULES
        for match in rule.pattern.finditer(source.folded, segment.span.start, segment.span.end)
        if _stands(rule, source.folded, match.start(), segment.span)
    )
    return tuple(_filler_edit(source.text, Span(start, end), rule) for start, end, rule in _rules_apart(found))


def _stands(rule: Rule, folded: str, at: int, segment: Span) -> bool:
    """Whether what comes before *at* is as the rule says."""
    if rule.unless:
        clause = _CLAUSE.search(folded, max(segment.start, at - _CLAUSE_LENGTH), at)
        if not clause or not clause[0] or rule.unless.search(clause[0]):
            return False
    if rule.endings:
        return folded.endswith(rule.endings, segment.start, at)
    if rule.before == "any" or at == segment.start:
        return True
    return folded[at - 1] in (_SENTENCE_ENDS if rule.before == "sentence" else _CLAUSE_ENDS)


def _rules_apart(found: list[tuple[int, int, Rule]]) -> Iterator[tuple[int, int, Rule]]:
    """In order of place, of those that meet the first."""
    at = 0
    for start, end, rule in found:
        if start >= at:
            yield start, end, rule
            at = end


def _filler_edit(text: str, span: Span, rule: Rule) -> Edit:
    return Edit(
        span=span,
        before=span.slice(text),
        after="",
        kind="filler",
        confidence=rule.confidence,
        reason=f"{rule.name}，不表意",
    )
