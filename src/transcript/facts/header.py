"""The head of a record or a manuscript: the rows and lines above the speech.

The rows 时间, 地点, 主题, 主持人 and 出席人员 of a record are set aside by the reader. Above the salutation of a manuscript stand its
title, its day and its author:

在全市工作会议上的讲话
（2031年5月6日）
市长 方志明
同志们：
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import attrs
import regex

from transcript.facts.dates import DateMention, find_dates, iso_date
from transcript.facts.rosters import People
from transcript.model import Person, Speech, Turn
from transcript.people.gazetteer import names_to, title_phrases
from transcript.readers.boilerplate import head_row
from transcript.text import SPEECH, SourceText
from transcript.words import cut

_PARENS = regex.compile(r"[（(][^（）()]*[）)]")
_APART = regex.compile(r"[、，,；;]")
_UNITS = tuple("镇乡县市区局部厅委处科院所校村社办组队")  # how what looks like a name is a place or an office
_MARKS = "。.；; \u3000"


@attrs.frozen(kw_only=True)
class Head:
    """The rows of a head; what it does not say is None."""

    title: str | None = None
    date: DateMention | None = None
    place: str | None = None
    chair: Person | None = None
    present: tuple[Person, ...] = ()


def read_head(source: SourceText) -> Head:
    """The head of *source*, of which every row is set aside; an empty one where there is none."""
    told: dict[str, str] = {}
    for segment in takewhile(lambda segment: segment.kind != SPEECH, source.segments):
        row = head_row(segment.span.slice(source.folded)) if segment.kind == "boilerplate" else None
        if row:
            told[row[0]] = f"{told[row[0]]}、{row[1]}" if row[0] == "present" and "present" in told else told.get(*row)
    chairs = tuple(_people(told.get("chair", "")))
    when = told.get("time", "")
    return Head(
        title=told.get("title"),
        date=next(find_dates(when), None) or iso_date(when),
        place=told.get("place", "").strip(_MARKS) or None,
        chair=chairs[0] if chairs else None,
        present=(*chairs[:1], *_people(told.get("present", ""))),
    )


def _people(row: str) -> Iterator[Person]:
    """Those of a row who are named in full, each between two marks."""
    pieces = [piece for item in _APART.split(_PARENS.sub("", row)) for piece in _names_in(item.strip())]
    if not pieces:
        return
    people = People.of("\n".join(pieces))
    start = 0
    for piece in pieces:
        end = start + len(piece)
        found = next((person for _, person in people.row_before(end, start)[-1:]), None) or person_alone(piece)
        if found and not (found.name or "").endswith(_UNITS):
            yield found
        start = end + 1


def _names_in(item: str) -> list[str]:
    """An item of a row: one person with the title set apart (镇长 方志明), or several names with spaces between."""
    return ["".join(item.split())] if person_alone(item) else item.split()


_SALUTATION = regex.compile(r"(?:同志|各位|尊敬|女士|先生|朋友|老师|大家|代表)")
_BRACKETS = "（）()【】[] 　"
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
        bare = line.strip(_BRACKETS)
        date = next(find_dates(bare), None)
        if date and date.start == 0 and date.end == len(bare):
            return date
    return None


def find_author(source: SourceText) -> Person | None:
    """Whose manuscript it is, if a line of its head is a name, with a title or without."""
    for line in head_lines(source)[1:]:
        person = person_alone(line.strip(_BRACKETS))
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
