"""The record as TEI, in the way of Parla-CLARIN: a header that says what meeting this is and who speaks, and the utterances.

Each turn is a note that names the speaker and a `u` with a `seg` for each line; where the source has a clock, a `timeline` holds the moments
that they point to. A report, which has no turns, is paragraphs.

Source: Parla-CLARIN 0.2, "a TEI schema for parliamentary proceedings"; TEI P5, chapter 8, Transcriptions of Speech.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from transcript.text import Span
from transcript.writers.minutes import ROLE_NAMES, parts_of, title_of, titled
from transcript.writers.passages import Passage, by_turn
from transcript.writers.xml import document, element, elements

if TYPE_CHECKING:
    from transcript.model import Meeting, Speaker, Turn
    from transcript.record import MeetingRecord

_VIEWS = {"clean": "文字为经过更正的文本。", "verbatim": "文字为转写稿原文，未作更正。"}


def write_tei(record: MeetingRecord, *, view: str = "clean") -> str:
    """The record as a TEI document.

    Args:
        record: Any record.
        view: "clean" or "verbatim".
    """
    people = {speaker.id: f"S{number}" for number, speaker in enumerate(record.speakers, 1)}
    said = list(by_turn(record, view=view))
    moments = _moments(record, said)
    body = [*_agenda(record), _proceedings(record, said, people, moments) if said else _report(record, view)]
    root = element(
        "TEI",
        _header(record, people, view),
        element("text", _timeline(moments), element("body", *body)),
        attributes={"xmlns": "http://www.tei-c.org/ns/1.0", "xml:lang": "zh"},
    )
    return document(root)


def _header(record: MeetingRecord, people: dict[str, str], view: str) -> ET.Element:
    title = title_of(record)
    source = f"会议转写稿：{record.source.name}" if record.source.name else "会议转写稿"
    return element(
        "teiHeader",
        element(
            "fileDesc",
            element("titleStmt", element("title", title), _meeting(record.meeting)),
            element("publicationStmt", element("p", "未出版")),
            element("sourceDesc", element("p", source)),
        ),
        element(
            "encodingDesc",
            element("editorialDecl", element("correction", element("p", _VIEWS[view]))),
            element("classDecl", _taxonomy()),
        ),
        _profile(record, people),
    )


def _meeting(meeting: Meeting) -> ET.Element | None:
    if not meeting.title:
        return None
    return element("meeting", meeting.title, attributes=_dates(meeting))


def _dates(meeting: Meeting) -> dict[str, str | None]:
    start, end = meeting.start_date, meeting.end_date
    if start and end and start < end:
        return {"from": start.isoformat(), "to": end.isoformat()}
    day = start or end
    return {"when": day.isoformat() if day else None}


def _taxonomy() -> ET.Element:
    """What the roles of speakers mean, for `@ana`."""
    categories = (
        element("category", element("catDesc", name), attributes={"xml:id": role}) for role, name in ROLE_NAMES.items()
    )
    return element("taxonomy", *categories, attributes={"xml:id": "role"})


def _profile(record: MeetingRecord, people: dict[str, str]) -> ET.Element:
    meeting = record.meeting
    setting = [*elements("name", [meeting.place]), *_date(meeting)]
    persons = [_person(speaker, people[speaker.id]) for speaker in record.speakers]
    return element(
        "profileDesc",
        element("langUsage", element("language", "汉语", attributes={"ident": "zh"})),
        element("settingDesc", element("setting", *setting)) if setting else None,
        element("particDesc", element("listPerson", *persons)) if persons else None,
    )


def _date(meeting: Meeting) -> Iterator[ET.Element]:
    if meeting.start_date or meeting.end_date:
        yield element("date", attributes=_dates(meeting))


def _person(speaker: Speaker, identifier: str) -> ET.Element:
    named = speaker.name or speaker.surname
    standing = [*elements("roleName", [speaker.title]), *elements("orgName", [speaker.organization])]
    return element(
        "person",
        element("persName", speaker.display) if named else None,
        element("affiliation", *standing) if standing else None,
        element("note", speaker.label, attributes={"type": "label"}) if speaker.label else None,
        attributes={"xml:id": identifier, "role": speaker.role},
    )


def _moments(record: MeetingRecord, said: Iterable[tuple[Turn, list[Passage]]]) -> dict[int, str]:
    """Identifiers of all times that are pointed to; none without a clock."""
    if not record.source.clock:
        return {}
    lines = [line for _, lines in said for line in lines]
    times = {0, *(line.start_ms for line in lines), *(line.end_ms for line in lines)}
    return {ms: f"T{number}" for number, ms in enumerate(sorted(times))}


def _timeline(moments: dict[int, str]) -> ET.Element | None:
    """The moments as distances from the start of the recording, whose time of day is unknown."""
    if not moments:
        return None
    whens = [
        element("when", attributes={"xml:id": name, **({"interval": str(ms), "since": "#T0"} if ms else {})})
        for ms, name in moments.items()
    ]
    return element("timeline", *whens, attributes={"origin": "#T0", "unit": "ms"})


def _agenda(record: MeetingRecord) -> Iterator[ET.Element]:
    if record.agenda:
        items = [element("item", item.text, attributes={"n": str(item.number)}) for item in record.agenda]
        yield element("div", element("head", "议程"), element("list", *items), attributes={"type": "agenda"})


def _proceedings(
    record: MeetingRecord,
    said: Iterable[tuple[Turn, list[Passage]]],
    people: dict[str, str],
    moments: dict[int, str],
) -> ET.Element:
    spoken = (part for turn, lines in said for part in _utterance(turn, lines, people[turn.speaker.id], moments))
    return element("div", element("head", title_of(record)), *spoken, attributes={"type": "debateSection"})


def _utterance(turn: Turn, lines: list[Passage], who: str, moments: dict[int, str]) -> Iterator[ET.Element]:
    yield element("note", f"{titled(turn.speaker)}：", attributes={"type": "speaker"})
    segments = (
        element("seg", line.text, attributes={"synch": _pointer(moments, line.start_ms) if moments else None})
        for line in lines
    )
    start, end = (
        (_pointer(moments, lines[0].start_ms), _pointer(moments, lines[-1].end_ms)) if moments else (None, None)
    )
    given = {"who": f"#{who}", "ana": f"#{turn.speaker.role}", "start": start, "end": end}
    yield element("u", *segments, attributes=given)


def _pointer(moments: dict[int, str], ms: int) -> str:
    return f"#{moments[ms]}"


def _report(record: MeetingRecord, view: str) -> ET.Element:
    divisions = [division for heading, span in parts_of(record) for division in _division(record, heading, span, view)]
    return element("div", *divisions or [element("p")], attributes={"type": record.kind})


def _division(record: MeetingRecord, heading: str | None, span: Span, view: str) -> Iterator[ET.Element]:
    lines = [line for line in record.text_of(span, view=view).splitlines() if line.strip()]
    if heading or lines:
        yield element("div", *elements("head", [heading]), *(element("p", line) for line in lines or [""]))
