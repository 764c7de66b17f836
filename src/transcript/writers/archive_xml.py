"""The record as XML for archives: TEI in the way of Parla-CLARIN, and a debate of Akoma Ntoso.

TEI has a header that says what meeting this is and who speaks, and the utterances: each turn is a note that names the speaker and a `u` with a `seg` for each
line; where the source has a clock, a `timeline` holds the moments that they point to. A report, which has no turns, is paragraphs.

Akoma Ntoso says who speaks in what role, speech by speech. It wants the day and the time of day: the day is that of the meeting, or, since the schema knows no
missing date, 0001-01-01 with the name "unknown". A recording does not know its time of day: times are distances from its start, in a namespace of their own.

Elements are made in one expression. What a text holds never becomes markup; characters that XML cannot hold are U+FFFD. White space is laid out between elements,
never beside text.

Source: Parla-CLARIN 0.2, "a TEI schema for parliamentary proceedings"; TEI P5, chapter 8, Transcriptions of Speech; OASIS LegalDocML, Akoma Ntoso 1.0 part 2,
`debate`, `speech`; Akoma Ntoso Naming Convention 1.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias
from xml.etree import ElementTree as ET

from transcript.model import Meeting, RecordView, Speaker, Turn, View
from transcript.text import Span
from transcript.writers.minutes import ROLE_NAMES, parts_of, single_line, title_of, titled
from transcript.writers.timed_lines import Passage, by_turn, require_turns

Child: TypeAlias = "ET.Element | str | None"


def element(tag: str, *children: Child, attributes: Mapping[str, str | None] | None = None) -> ET.Element:
    """An element; children and attributes that are None are left out.

    Args:
        tag: Its name.
        children: Elements and texts, in order.
        attributes: Its attributes.

    Returns:
        The element.

    >>> ET.tostring(element("p", "甲<乙", attributes={"n": "1", "who": None}), encoding="unicode")
    '<p n="1">甲&lt;乙</p>'
    """
    given = {name: single_line(value) for name, value in (attributes or {}).items() if value is not None}
    made = ET.Element(tag, given)
    for child in children:
        if isinstance(child, str):
            _add_text(made, single_line(child))
        elif child is not None:
            made.append(child)
    return made


def _add_text(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def elements(tag: str, texts: Iterable[str | None]) -> list[ET.Element]:
    """An element for each text that there is.

    Args:
        tag: Their name.
        texts: What they hold; None for nothing.

    Returns:
        The elements.
    """
    return [element(tag, text) for text in texts if text]


def document(root: ET.Element) -> str:
    """The XML document of a tree, indented.

    Args:
        root: The root of the tree.

    Returns:
        The document.
    """
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


_VIEWS = {"clean": "文字为经过更正的文本。", "verbatim": "文字为转写稿原文，未作更正。"}


def write_tei(record: RecordView, *, view: View = "clean") -> str:
    """The record as a TEI document.

    Args:
        record: Any record.
        view: "clean" or "verbatim".

    Returns:
        The XML.
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


def _header(record: RecordView, people: dict[str, str], view: View) -> ET.Element:
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


def _profile(record: RecordView, people: dict[str, str]) -> ET.Element:
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


def _moments(record: RecordView, said: Iterable[tuple[Turn, list[Passage]]]) -> dict[int, str]:
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


def _agenda(record: RecordView) -> Iterator[ET.Element]:
    if record.agenda:
        items = [element("item", item.text, attributes={"n": str(item.number)}) for item in record.agenda]
        yield element("div", element("head", "议程"), element("list", *items), attributes={"type": "agenda"})


def _proceedings(
    record: RecordView,
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


def _report(record: RecordView, view: View) -> ET.Element:
    divisions = [division for heading, span in parts_of(record) for division in _division(record, heading, span, view)]
    return element("div", *divisions or [element("p")], attributes={"type": record.kind})


def _division(record: RecordView, heading: str | None, span: Span, view: View) -> Iterator[ET.Element]:
    lines = [line for line in record.text_of(span, view=view).splitlines() if line.strip()]
    if heading or lines:
        yield element("div", *elements("head", [heading]), *(element("p", line) for line in lines or [""]))


_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_TIMES = "urn:transcript:times"
_NO_DATE = "0001-01-01"
_LANGUAGE = "zho"


def write_akn(record: RecordView, *, view: View = "clean") -> str:
    """The record as an Akoma Ntoso debate.

    Args:
        record: One with turns.
        view: "clean" or "verbatim".

    Returns:
        The XML.

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


def _meta(record: RecordView, people: dict[str, str]) -> ET.Element:
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


def _references(record: RecordView, people: dict[str, str]) -> ET.Element:
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
