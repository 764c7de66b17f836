"""The facts of the meeting: what `gathering` and `attendance` find, put together."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from transcript.outline.attendance import attendees_of, chair_of, find_deeds, speeches_of
from transcript.outline.gathering import find_gathering
from transcript.outline.organizations import attending_organizations
from transcript.outline.passage import passage_of
from transcript.text import SourceText, Span
from transcript.values import Meeting, Person, Speaker, Speech


def report_facts(source: SourceText) -> tuple[Meeting, tuple[Speech, ...]]:
    """The facts that the written news of a meeting states, and the acts of speaking it tells of."""
    passage = passage_of(source, Span(0, len(source.text)))
    deeds = find_deeds(passage)
    meeting = Meeting(
        **attrs.asdict(find_gathering(source, kind="report")),
        chair=chair_of(deeds),
        attendees=attendees_of(deeds),
        organizations=attending_organizations(passage.text),
    )
    return meeting, speeches_of(deeds, passage=passage)


def spoken_facts(source: SourceText, *, kind: str, speakers: Iterable[Speaker]) -> Meeting:
    """The facts that those present say of their own meeting; who speaks by name was there."""
    attendees = tuple(
        Person(name=s.name, surname=s.surname, title=s.title, organization=s.organization) for s in speakers if s.name
    )
    passage = passage_of(source, Span(0, len(source.text)))
    return Meeting(
        **attrs.asdict(find_gathering(source, kind=kind)),
        attendees=attendees,
        organizations=attending_organizations(passage.text),
    )
