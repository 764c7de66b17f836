"""The head of a speech manuscript: what stands above the salutation, as its title, its day and its author.

在全市工作会议上的讲话
（2031年5月6日）
市长 方志明
同志们：
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from transcript.outline.dates import DateMention, find_dates
from transcript.people.names import names_to
from transcript.people.phrases import title_phrases
from transcript.text import SourceText
from transcript.values import Person, Speech, Turn
from transcript.words import cut

_SALUTATION = regex.compile(r"(?:同志|各位|尊敬|女士|先生|朋友|老师|大家|代表)")
_PARENS = "（）()【】[] 　"
_MOST_LINES, _LONGEST_LINE = 6, 60
_SPACE = regex.compile(r"[ 　]+")
_ACT = regex.compile(r"上的[^\n]{0,6}?(讲话|发言|致辞|致词|报告|演讲)")
_SAME_ACT = {"致词": "致辞", "演讲": "讲话"}
_DEFAULT_ACT = "讲话"
_NAME = -1.0  # the least score of a name on such a line


def head_lines(source: SourceText) -> list[str]:
    """The lines above the salutation, folded, titles among them; none where the text begins otherwise."""
    lines: list[str] = []
    for segment in source.segments:
        line = segment.span.slice(source.folded).strip()
        if segment.kind not in ("speech", "title"):
            continue
        if segment.kind == "speech" and _SALUTATION.match(line):
            return lines
        lines.append(line)
        if len(lines) > _MOST_LINES or len(line) > _LONGEST_LINE:
            break
    return []


def head_date(lines: list[str]) -> DateMention | None:
    """The date that stands on a line of its own, in parentheses or not."""
    for line in lines:
        bare = line.strip(_PARENS)
        date = next(find_dates(bare), None)
        if date and date.start == 0 and date.end == len(bare):
            return date
    return None


def find_author(source: SourceText) -> Person | None:
    """Whose manuscript it is, if a line of its head is a name, with a title or without."""
    for line in head_lines(source)[1:]:
        person = person_alone(line.strip(_PARENS))
        if person:
            return person
    return None


def own_speech(source: SourceText, *, turns: Sequence[Turn]) -> tuple[Speech, ...]:
    """The manuscript as an act of its author, of the kind that its title says; none without an author."""
    author = find_author(source)
    if not author or not turns:
        return ()
    act = next((match[1] for line in head_lines(source) if (match := _ACT.search(line))), _DEFAULT_ACT)
    return (Speech(person=author, act=_SAME_ACT.get(act, act), span=turns[0].span),)


def person_alone(line: str) -> Person | None:
    """市长　方志明, 方志明: a line that is a name, perhaps after a title."""
    title, _, name = _SPACE.sub(" ", line).rpartition(" ")
    if not name or (title and not any(phrase.end == len(title) for phrase in title_phrases(title))):
        return None
    whole = [reading for reading in names_to(cut(name), len(name)) if reading.start == 0 and reading.score >= _NAME]
    if not whole:
        return None
    return Person(name=name, surname=whole[0].surname, title=title or None)
