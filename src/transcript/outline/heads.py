"""What the head of a record says of the meeting: the rows 时间, 地点, 主题, 主持人 and 出席人员 that stand above the speech, set aside by the reader."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import attrs
import regex

from transcript.outline.dates import DateMention, find_dates, iso_date
from transcript.outline.manuscript import person_alone
from transcript.outline.rosters import People
from transcript.readers.record_head import head_row
from transcript.text import SPEECH, SourceText
from transcript.values import Person

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
