"""The record as a debate of Akoma Ntoso: what meeting, who speaks in what role, speech by speech.

Akoma Ntoso wants the day and the time of day. The day is that of the meeting, or, since the schema knows no missing date, 0001-01-01
with the name "unknown". A recording does not know its time of day: times are distances from its start, in a namespace of their own.

Source: OASIS LegalDocML, Akoma Ntoso 1.0 part 2, `debate`, `speech`; Akoma Ntoso Naming Convention 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from transcript.writers.minutes import ROLE_NAMES, title_of, titled
from transcript.writers.passages import Passage, by_turn, require_turns
from transcript.writers.xml import document, element

if TYPE_CHECKING:
    from transcript.model import Turn
    from transcript.record import MeetingRecord

_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_TIMES = "urn:transcript:times"
_NO_DATE = "0001-01-01"
_LANGUAGE = "zho"


def write_akn(record: MeetingRecord, *, view: str = "clean") -> str:
    """The record as an Akoma Ntoso debate.

    Args:
        record: One with turns.
        view: "clean" or "verbatim".

    Raises:
        WriteError: If the record has no turns.
    """
    require_turns(record, format="akn")
    people = {speaker.id: f"S{number}" for number, speaker in enumerate(record.speakers, 1)}
    speeches = [
        _speech(turn, lines, by=people[turn.speaker.id], number=number, timed=bool(record.source.clock))
        for number, (turn, lines) in enumerate(by_turn(record, view=view), 1)
    ]
    section = element("debateSection", *speeches, attributes={"eId": "dbsect_1", "name": "meeting"})
    debate = element(
        "debate",
        _meta(record, people),
        element("preface", element("p", element("docTitle", title_of(record)))),
        element("debateBody", section),
        attributes={"name": "debate"},
    )
    return document(element("akomaNtoso", debate, attributes={"xmlns": _NAMESPACE, "xmlns:t": _TIMES}))


def _meta(record: MeetingRecord, people: dict[str, str]) -> ET.Element:
    day = record.meeting.start_date or record.meeting.end_date
    work = f"/akn/cn/debate/{day.isoformat() if day else _NO_DATE}/meeting"
    expression = f"{work}/{_LANGUAGE}"
    dated = {"date": day.isoformat() if day else _NO_DATE, "name": "meeting" if day else "unknown"}
    return element(
        "meta",
        element(
            "identification",
            _level("Work", work, dated, element("FRBRcountry", attributes={"value": "cn"})),
            _level("Expression", expression, dated, element("FRBRlanguage", attributes={"language": _LANGUAGE})),
            _level("Manifestation", f"{expression}.xml", dated),
            attributes={"source": "#organizer"},
        ),
        _references(record, people),
    )


def _level(level: str, uri: str, dated: Mapping[str, str | None], *more: ET.Element) -> ET.Element:
    return element(
        f"FRBR{level}",
        element("FRBRthis", attributes={"value": f"{uri}/!main"}),
        element("FRBRuri", attributes={"value": uri}),
        element("FRBRdate", attributes=dated),
        element("FRBRauthor", attributes={"href": "#organizer"}),
        *more,
    )


def _references(record: MeetingRecord, people: dict[str, str]) -> ET.Element:
    roles = dict.fromkeys(speaker.role for speaker in record.speakers)
    return element(
        "references",
        _reference("Organization", "organizer", record.meeting.organizer or "未知"),
        *(_reference("Person", people[speaker.id], titled(speaker)) for speaker in record.speakers),
        *(_reference("Role", role, ROLE_NAMES[role]) for role in roles),
        attributes={"source": "#organizer"},
    )


def _reference(kind: str, identifier: str, shown: str) -> ET.Element:
    given = {"eId": identifier, "href": f"/akn/ontology/{kind.lower()}/cn/{identifier}", "showAs": shown}
    return element(f"TLC{kind}", attributes=given)


def _speech(turn: Turn, lines: list[Passage], *, by: str, number: int, timed: bool) -> ET.Element:
    times = {"t:start": _duration(lines[0].start_ms), "t:end": _duration(lines[-1].end_ms)} if timed else {}
    return element(
        "speech",
        element("from", titled(turn.speaker)),
        *(element("p", line.text) for line in lines),
        attributes={"eId": f"dbsect_1__speech_{number}", "by": f"#{by}", "as": f"#{turn.speaker.role}", **times},
    )


def _duration(ms: int) -> str:
    """Milliseconds as an `xsd:duration` of seconds.

    >>> _duration(62_050)
    'PT62.050S'
    """
    return f"PT{ms // 1000}.{ms % 1000:03}S"
