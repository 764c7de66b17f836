"""The cast of a meeting: the people of the roster who may speak, with every mention of each and what it is for.

Enters: the roster, the mentions and their roles. Leaves: the members, which are the states of the decoder; member 0 is the host, perhaps without
a name. Whoever is only ever quoted or thanked in passing is no member.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs
import numpy as np
import regex

from transcript.people import Mention
from transcript.people.roster import Roster, RosterPerson
from transcript.turns.mention_roles import MentionRoles
from transcript.turns.speaker_scores import HOST, LinkedMentions

PRESENT = 0.3  # by hand: the least chance of any role at which a person may speak
MOST = 60  # members; of more, those whose roles are surest. The decoder's time grows with the square
LINKED = 0.3  # the least chance of a link that counts as a mention of the person
LEAST_OWN = (
    -3.0
)  # log odds below which it counts no more against a person that the speaker names them as somebody else; by hand
_SURE = 6.0  # log odds beyond which a role is not believed more
_SCALE = 3.0  # by hand: a role at a chance of .88 is proof for a label
_ASKS = regex.compile(r"(?:先生|女士|同学|记者)?(?:来|先|进行|开始|提出)?(?:质询|提问|询问|发问|提出质询|提出问题)")
_JOURNALIST = regex.compile(r"记者")


@attrs.frozen(kw_only=True)
class Call:
    """A mention and what it is for.

    Attributes:
        mention: The words that mean a person.
        kind: "next", "previous", "self" or "mention".
        weight: How surely, in log odds.
    """

    mention: Mention
    kind: str
    weight: float

    @property
    def start(self) -> int:
        """Where the mention starts: calls are searched by it."""
        return self.mention.span.start


@attrs.frozen(kw_only=True)
class Member:
    """Somebody who may speak.

    Attributes:
        number: The place in the cast; 0 is the host.
        name: The full name, in folded script; None if only a surname and a title are ever said.
        surname, title, organization: As first introduced.
        role: One of `model.ROLES`.
        calls: Every mention of this person and what it is for, in order.
    """

    number: int
    name: str | None = None
    surname: str | None = None
    title: str | None = None
    organization: str | None = None
    role: str = "guest"
    calls: tuple[Call, ...] = ()


@attrs.frozen(kw_only=True, eq=False)
class Cast:
    """Who may speak.

    Attributes:
        members: The host first.
        mentions: The mentions of members, with the state that each means.
        states: The state of each person of the roster who is a member.
    """

    members: tuple[Member, ...]
    mentions: LinkedMentions
    states: Mapping[int, int]


def build_cast(
    text: str,
    *,
    roster: Roster,
    mentions: Sequence[Mention],
    roles: MentionRoles,
    host: int | None = None,
    required: Iterable[int] = (),
) -> Cast:
    """Choose the people of a roster who may speak, and link their mentions to them.

    Args:
        text: The stream, in simplified script.
        roster: The people of the document.
        mentions: Mentions with spans over the stream, in the order of `roster.links`.
        roles: The roles of the mentions.
        host: Number of the person who is the host, or None.
        required: Numbers of people who may speak whatever the text says about them.

    Returns:
        The cast; its member 0 is the host, even if nobody is known to be.
    """
    best = [links[0] if links and links[0][1] >= LINKED else None for links in roster.links]
    chances = [1 / (1 + np.exp(-odds)) for odds in (roles.following, roles.preceding, roles.speaking, roles.asked)]
    presence = np.zeros(len(roster.people))
    for at, link in enumerate(best):
        if link is not None:
            sure = link[1] * mentions[at].confidence
            presence[link[0]] = max(presence[link[0]], sure * max(chance[at] for chance in chances))
    presence[list(required)] = np.inf
    order = [
        n for n in np.argsort(-presence, kind="stable")[: MOST + 1].tolist() if n != host and presence[n] >= PRESENT
    ]
    states = {person: state for state, person in enumerate(sorted(order[:MOST]), start=1)}
    if host is not None:
        states[host] = HOST
    rows = [(at, states[link[0]], link[1]) for at, link in enumerate(best) if link is not None and link[0] in states]
    rows.sort(key=lambda row: mentions[row[0]].span.start)
    linked = np.array([row[0] for row in rows], dtype=np.int64)
    share = np.array([row[2] * mentions[row[0]].confidence for row in rows])
    found = LinkedMentions(
        starts=np.array([mentions[at].span.start for at in linked.tolist()], dtype=np.int64),
        ends=np.array([mentions[at].span.end for at in linked.tolist()], dtype=np.int64),
        states=np.array([row[1] for row in rows], dtype=np.int64),
        following=chances[0][linked] * share,
        preceding=chances[1][linked] * share,
        speaking=chances[2][linked] * share,
        asked=chances[3][linked] * share,
        own=np.clip(roles.speaking[linked], LEAST_OWN, _SURE) * share,
    )
    calls: dict[int, list[Call]] = {}
    for at, state, _ in rows:
        calls.setdefault(state, []).append(_call(mentions[at], roles, at))
    members = [Member(number=HOST, role="host", calls=tuple(calls.get(HOST, ())))]
    if host is not None:
        members = [_member(HOST, roster.people[host], calls.get(HOST, []), role="host")]
    for person, state in sorted(states.items(), key=lambda pair: pair[1]):
        if state != HOST:
            own = calls.get(state, [])
            members.append(_member(state, roster.people[person], own, role=_role(text, own)))
    return Cast(members=tuple(members), mentions=found, states=states)


def _member(number: int, person: RosterPerson, calls: Sequence[Call], *, role: str) -> Member:
    return Member(
        number=number,
        name=person.name,
        surname=person.surname,
        title=person.title,
        organization=person.organization,
        role=role,
        calls=tuple(calls),
    )


def _call(mention: Mention, roles: MentionRoles, at: int) -> Call:
    odds = {
        "next": max(roles.following[at], roles.asked[at]),
        "previous": roles.preceding[at],
        "self": roles.speaking[at],
    }
    kind = max(odds, key=lambda name: odds[name])
    if odds[kind] <= 0:
        return Call(mention=mention, kind="mention", weight=0.0)
    return Call(mention=mention, kind=kind, weight=min(_SURE, _SCALE * float(odds[kind])))


def _role(text: str, calls: Sequence[Call]) -> str:
    """Who is called to put questions, or introduces themselves as a journalist, is a questioner, everybody else a guest."""
    if any(c.kind == "self" and _JOURNALIST.search(c.mention.title or "") for c in calls):
        return "questioner"
    nexts = [c.mention.span.end for c in calls if c.kind == "next"]
    return "questioner" if any(_ASKS.match(text, end) for end in nexts) else "guest"
