"""Reading a personal name before or after a place: surname, given name, and how surely the characters are one.

A reading is a span and a score in log odds. Nothing here looks at calls or introductions; that a name may be expected at the place
at all is the caller's evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from transcript.people.tables import ORDINARY_SURNAMES, PLACES, SURNAMES, TITLES, given_weights
from transcript.words import Words, is_word

NAME = 2.0  # the least score of a name where one is expected
_NO_GIVEN = frozenset("部局署处厅院校县市省族")  # 卫福部 is no person
UNSEEN = 2.0  # a character that ordinary speech does not know
_SURNAME_SCORE = {"common": 2.0, "known": 0.5, "compound": 3.0}
_ORDINARY = 0.5  # taken off where the surname of a full name is also an everyday word
_ORDINARY_LONE = 3.0  # the same where it stands without a given name
_WORD_WITHIN = 2.0  # taken off where the given name is a dictionary word
_WORD_ACROSS = 4.0  # taken off where an ordinary word begins with the surname and ends elsewhere than the name: 谢谢徐…
_LONE = 1.0  # taken off for a given name of one character: less evidence


@attrs.frozen
class Reading:
    """A stretch read as a name.

    Attributes:
        start, end: Where it stands.
        surname: Its surname.
        score: Log odds that it is a name.
    """

    start: int
    end: int
    surname: str
    score: float


def surname_at(text: str, offset: int) -> str | None:
    """The surname that begins at *offset*: a compound one if there is one.

    >>> surname_at("欧阳老师", 0), surname_at("的老师", 0)
    ('欧阳', None)
    """
    for length in (2, 1):
        if text[offset : offset + length] in SURNAMES and offset + length <= len(text):
            return text[offset : offset + length]
    return None


def names_from(words: Words, start: int) -> Iterator[Reading]:
    """The full names that may begin at *start*."""
    surname = surname_at(words.text, start) if words.begins(start) else None
    if surname:
        for length in (2, 1):
            yield from _reading(words, start, start + len(surname) + length, surname)


def names_to(words: Words, end: int) -> Iterator[Reading]:
    """The full names that may end at *end*."""
    for length in (2, 3, 4):
        start = end - length
        surname = surname_at(words.text, start) if start >= 0 and words.begins(start) else None
        if surname and len(surname) < length <= len(surname) + 2:
            yield from _reading(words, start, end, surname)


def surname_to(words: Words, end: int) -> Reading | None:
    """The surname that stands alone before *end* (before a title)."""
    for length in (2, 1):
        start = end - length
        surname = words.text[start:end] if start >= 0 else ""
        if surname in SURNAMES and words.begins(start):
            score = _SURNAME_SCORE[SURNAMES[surname]] - (_ORDINARY_LONE if surname in ORDINARY_SURNAMES else 0.0)
            return Reading(start, end, surname, score)
    return None


def _reading(words: Words, start: int, end: int, surname: str) -> Iterator[Reading]:
    text = words.text
    given = text[start + len(surname) : end]
    if end > len(text) or not is_han(given) or given in TITLES or given[-1] in _NO_GIVEN:
        return
    first = words.end_of(start)
    if text[start:first] in PLACES or text[start:end] in PLACES:
        return
    score = _SURNAME_SCORE[SURNAMES[surname]] + given_score(given)
    if surname in ORDINARY_SURNAMES:
        score -= _ORDINARY
    if len(surname) == 1 and start + 1 < first != end:
        score -= _WORD_ACROSS
    elif (len(surname) == 1 and first == end) or (len(given) == 2 and is_word(given)):
        score -= _WORD_WITHIN
    if len(given) == 1:
        score -= _LONE
    yield Reading(start, end, surname, score)


def given_score(given: str) -> float:
    """How much the characters speak for a given name, in log odds.

    >>> given_score("志明") > 0 > given_score("发言")
    True
    """
    weights = given_weights()
    return sum(weights.get(c, UNSEEN) for c in given)


def is_han(text: str) -> bool:
    """Whether *text* is all han characters."""
    return all("\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf" or ord(c) >= 0x20000 for c in text)
