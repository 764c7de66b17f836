"""Further ways in which the text calls members of the cast: a given name misheard before a title, a place in a roll by organisation.

尊敬的民和副局长          方明和 is the 副局长, and 民和 sounds like 明和
省水利厅方巡、柳溪局三处    a roll of organisations, each with a surname and the short form of a title
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs
import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from transcript.people import Mention
from transcript.people.names import given_score, is_han
from transcript.people.tables import ORGANIZATION_ENDS, SHORT_FORMS
from transcript.phonetics import character_cost, distance
from transcript.phonetics.readings import without_surrogates
from transcript.text import Span
from transcript.turns.calls import find_calls
from transcript.turns.cast import Member
from transcript.turns.titles import title_head, titles_fit

NEAR_GIVEN = 0.3  # so near must a misheard given name be
NEAR_CHARACTER = 0.6  # so near the short form of a title
_SHORTEST_KEY = 4
_IN_A_ROLL = regex.compile(r"的?(?P<who>\p{Han}{2})(?=[，、。；,]|都|和|还有)")
_PLACE = regex.compile(r"^(?:\p{Han}{0,3}[省市县区州])")


def with_aliases(text: str, *, cast: Sequence[Member], mentions: Sequence[Mention]) -> tuple[Member, ...]:
    """The cast with the further mentions of each member among its calls."""
    taken = bytearray(len(text))
    for mention in mentions:
        if mention.form != "title":
            taken[mention.span.start : mention.span.end] = b"\1" * len(mention.span)
    found: dict[int, list[Mention]] = {}
    for number, mention in (*_by_given_name(text, cast, mentions), *_by_organization(text, cast)):
        if not any(taken[mention.span.start : mention.span.end]):
            found.setdefault(number, []).append(mention)
            taken[mention.span.start : mention.span.end] = b"\1" * len(mention.span)
    return tuple(_extended(text, member, found.get(member.number, [])) for member in cast)


def _extended(text: str, member: Member, mentions: Sequence[Mention]) -> Member:
    calls = sorted((*member.calls, *find_calls(text, mentions=mentions)), key=lambda c: c.mention.span)
    return attrs.evolve(member, calls=tuple(calls)) if mentions else member


def _by_given_name(text: str, cast: Sequence[Member], mentions: Sequence[Mention]) -> Iterator[tuple[int, Mention]]:
    owners: dict[str, list[Member]] = {}
    for member in cast:
        given = (member.name or "")[len(member.surname or "") :]
        if len(given) == 2 and member.title:
            owners.setdefault(given, []).append(member)
    for title in mentions:
        heard = text[max(0, title.span.start - 2) : title.span.start]
        if title.form != "title" or len(heard) < 2 or not is_han(heard) or given_score(heard) <= 0:
            continue
        near = [m for given in owners if _near(given, heard) for m in owners[given]]
        fitting = [m for m in near if titles_fit(m.title, title.title) >= 1.0]
        if len(fitting) == 1:
            pieces = (Span(title.span.start - 2, title.span.start),)
            span = Span(title.span.start - 2, title.span.end)
            yield fitting[0].number, Mention(span=span, form="given", name=heard, pieces=pieces, title=title.title)


@lru_cache(maxsize=65536)
def _near(given: str, heard: str) -> bool:
    return distance(given, heard) <= NEAR_GIVEN


def _by_organization(text: str, cast: Sequence[Member]) -> Iterator[tuple[int, Mention]]:
    homes: dict[str, list[Member]] = {}
    for member in cast:
        if member.surname and member.organization and title_head(member.title) in SHORT_FORMS:
            for key in _keys(member.organization):
                homes.setdefault(key, []).append(member)
    if not homes:
        return
    keys = tuple(homes)
    finder = AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest)
    for index, _, end in finder.find_matches_as_indexes(without_surrogates(text)):
        place = _IN_A_ROLL.match(text, end)
        for member in homes[keys[index]] if place else ():
            if place and _sounds_so(place["who"], member):
                span = Span(*place.span("who"))
                surname = (Span(span.start, span.start + 1),)
                yield member.number, Mention(span=span, form="surname", title=_short(member), pieces=surname)


def _keys(organization: str) -> set[str]:
    """How an organisation may be called for short: its first part, and both without the place."""
    parts = {organization}
    for end in range(_SHORTEST_KEY, len(organization)):
        if organization[end - 1] in ORGANIZATION_ENDS:
            parts.add(organization[:end])
            break
    parts |= {_PLACE.sub("", part) for part in parts}
    return {part for part in parts if len(part) >= _SHORTEST_KEY}


def _short(member: Member) -> str:
    return SHORT_FORMS[title_head(member.title) or ""]


def _sounds_so(heard: str, member: Member) -> bool:
    """The surname, or the short title, is the very one; the other may be misheard."""
    if heard[1] == _short(member):
        return True
    return heard[0] == member.surname and character_cost(heard[1], _short(member)) <= NEAR_CHARACTER
