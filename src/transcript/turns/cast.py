"""The cast of a meeting: who may speak, and which mentions mean whom.

Mentions of one form are one person's. Forms are joined on joint evidence (`links.py`): sound, surname and title, a self-introduction right after a
call, thanks right after a speech, the organisation. A person becomes a member of the cast when somebody calls them, thanks
them for what they said, or when they introduce themselves: whoever is only spoken of is no member. Member 0 is the host, perhaps
without a name.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from transcript.people.press import JOURNALISTS
from transcript.turns.calls import Call
from transcript.turns.groups import Group
from transcript.turns.links import link

HOST = 0
SPEAKS = 2.5  # so much of calls, thanks and self-introductions makes a member
MOST = 80  # so many may speak at one meeting; of more, those most called
_ASKS = regex.compile(r"(?:先生|女士|同学|记者)?(?:来|先|进行|开始|提出)?(?:质询|提问|询问|发问|提出质询|提出问题)")
_SPEAKING = {"next": 1.0, "previous": 1.0, "self": 2.0}


@attrs.frozen(kw_only=True)
class Member:
    """Somebody who may speak.

    Attributes:
        number: The place in the cast; 0 is the host.
        name: The full name most often heard, in folded script; None if only a surname and a title are ever said.
        surname, title, organization: As first introduced.
        role: One of `values.ROLES`.
        calls: Every mention of this person and what it is for, in order.
    """

    number: int
    name: str | None = None
    surname: str | None = None
    title: str | None = None
    organization: str | None = None
    role: str = "guest"
    calls: tuple[Call, ...] = ()


def find_cast(text: str, *, calls: Sequence[Call]) -> tuple[Member, ...]:
    """The cast, the host first.

    >>> from transcript.people import find_mentions
    >>> from transcript.turns.calls import find_calls
    >>> text = "下面请柳溪银行副行长方志明同志发言。谢谢方行长。"
    >>> [(m.name, m.title, len(m.calls)) for m in find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))]
    [(None, None, 0), ('方志明', '副行长', 2)]
    """
    groups = [g for g in link(text, calls=calls) if _may_speak(g) or g.hosting]
    hosts = [g for g in groups if g.hosting]
    guests = sorted((g for g in groups if not g.hosting), key=_strength, reverse=True)[:MOST]
    guests.sort(key=lambda g: g.first)
    members = (_member(n, g) for n, g in enumerate(guests, start=1))
    return (_host(hosts), *(attrs.evolve(m, role=_role(text, m)) for m in members))


def _role(text: str, member: Member) -> str:
    """Who is called to put questions, or asks for a medium, is a questioner, everybody else a guest."""
    if any(c.kind == "self" and c.mention.title in JOURNALISTS for c in member.calls):
        return "questioner"
    nexts = [c.mention.span.end for c in member.calls if c.kind == "next"]
    return "questioner" if any(_ASKS.match(text, end) for end in nexts) else "guest"


def _may_speak(group: Group) -> bool:
    return _strength(group) >= SPEAKS


def _strength(group: Group) -> float:
    return sum(_SPEAKING.get(c.kind, 0.0) * c.weight for c in group.calls)


def _host(groups: Sequence[Group]) -> Member:
    """The host, called by all the groups that mean the host; the surest of them gives the name."""
    if not groups:
        return Member(number=HOST, role="host")
    surest = max(groups, key=lambda g: (g.introduced, bool(g.names), len(g.calls)))
    calls = sorted((c for g in groups for c in g.calls), key=lambda c: c.mention.span)
    return attrs.evolve(_member(HOST, surest), role="host", calls=tuple(calls))


def _member(number: int, group: Group) -> Member:
    name = group.name
    said = [c.mention for c in group.calls]
    alone = not name and not group.hosting  # of whom nothing else is known, a title alone is shown
    shown = [m for m in said if m.form not in {"given", "title"}]
    shown += [m for m in said if m.form == "title"] if alone else []
    return Member(
        number=number,
        name=name,
        surname=next((m.surname for m in shown if m.surname and (m.name == name or m.form == "nickname")), None),
        title=next((m.title for m in shown if m.title), None),
        organization=next((m.organization for m in shown if m.organization), None),
        calls=tuple(sorted(group.calls, key=lambda c: c.mention.span)),
    )
