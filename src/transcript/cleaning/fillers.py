"""Fillers: 呃, 嗯, 那么, 就是说, 呢 where they carry nothing.

In goes a source, out come edits that take the word out, with the comma that belongs to it. The same words carry meaning elsewhere
(这个问题, 那么多, 也就是说, 怎么办呢), so that each goes only in the places that a row of `fillers.tsv` describes. A word that is a
sentence by itself stays: it may be an answer. Each row is one walk over the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from transcript.text import SourceText, Span
from transcript.values import Edit


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
_CLAUSE_LENGTH = 12


def filler_edits(source: SourceText) -> tuple[Edit, ...]:
    """Take out words that carry nothing."""
    found = sorted(
        (match.start(), match.end(), rule)
        for segment in source.speech
        for rule in RULES
        for match in rule.pattern.finditer(source.folded, segment.span.start, segment.span.end)
        if _stands(rule, source.folded, match.start(), segment.span)
    )
    return tuple(_edit(source.text, Span(start, end), rule) for start, end, rule in _apart(found))


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


def _apart(found: list[tuple[int, int, Rule]]) -> Iterator[tuple[int, int, Rule]]:
    """In order of place, of those that meet the first."""
    at = 0
    for start, end, rule in found:
        if start >= at:
            yield start, end, rule
            at = end


def _edit(text: str, span: Span, rule: Rule) -> Edit:
    return Edit(
        span=span,
        before=span.slice(text),
        after="",
        kind="filler",
        confidence=rule.confidence,
        reason=f"{rule.name}，不表意",
    )
