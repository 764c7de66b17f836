"""The cast of a meeting: who may speak, and which mentions mean whom.

Mentions of the same form are one; forms are joined by name, by sound, by surname and title, by given name. A person becomes a member of the cast when somebody
calls them, thanks them for what they said, or when they introduce themselves: whoever is only spoken of is no member. Member 0 is
the host, perhaps without a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from transcript.people import Mention
from transcript.people.tables import TITLE_PREFIXES
from transcript.phonetics import character_cost, distance
from transcript.turns.calls import Call

HOST = 0
NEAR = 0.22  # names so near in sound are one person's
NEAR_TITLED = 0.42  # the same with the same surname and title
NEAR_SURNAME = 0.35  # so near may a misheard surname be to the right one
_GENERIC = frozenset(
    ["老师", "先生", "女士", "博士", "教授", "同志", "总", "专家", "嘉宾", "学长", "同学", "主持人", "讲者"]
)
_SPEAKS = {"next": 1.0, "previous": 1.0, "self": 2.0}


@attrs.frozen(kw_only=True)
class Member:
    """Somebody who may speak.

    Attributes:
        number: The place in the cast; 0 is the host.
        name: The full name most often heard, in folded script; None if only a surname and a title are ever said.
        surname, title, organization: As first introduced.
        calls: Every mention of this person and what it is for, in order.
    """

    number: int
    name: str | None = None
    surname: str | None = None
    title: str | None = None
    organization: str | None = None
    calls: tuple[Call, ...] = ()


def title_head(title: str | None) -> str | None:
    """The title without what is before it: 常务副行长 and 行长 are the same to those who call.

    >>> title_head("常务副行长"), title_head("党委委员、副处长")
    ('行长', '处长')
    """
    if not title:
        return None
    head = title.replace(",", "、").replace("，", "、").rsplit("、")[-1]
    while True:
        prefix = max((p for p in TITLE_PREFIXES if head.startswith(p) and len(head) - len(p) >= 1), key=len, default="")
        if not prefix or head == "总经理":
            return head
        head = head[len(prefix) :]


def titles_agree(a: str | None, b: str | None) -> bool:
    """Whether one person may be called by both titles."""
    head, other = title_head(a), title_head(b)
    if not head or not other or head == other or head in _GENERIC or other in _GENERIC:
        return True
    return (
        (len(head) == 1 and head in other)
        or (len(other) == 1 and other in head)
        or head.endswith(other)
        or other.endswith(head)
    )


class _Group:
    """Mentions gathered so far as one person's; lives only while the cast is being found."""

    def __init__(self, calls: list[Call]) -> None:
        self.calls = calls
        self.names = Counter(c.mention.name for c in calls if c.mention.name and c.mention.form != "given")
        self.surnames = {c.mention.surname for c in calls if c.mention.surname}
        self.titles = [c.mention.title for c in calls if c.mention.title]

    @property
    def first(self) -> int:
        return self.calls[0].mention.span.start

    def agrees(self, title: str | None) -> bool:
        return not self.titles or any(titles_agree(title, t) for t in self.titles)


def find_cast(calls: Sequence[Call]) -> tuple[Member, ...]:
    """The cast, the host first.

    >>> from transcript.people import find_mentions
    >>> from transcript.turns.calls import find_calls
    >>> text = "下面请柳溪银行副行长方志明同志发言。谢谢方行长。"
    >>> [(m.name, m.title, len(m.calls)) for m in find_cast(find_calls(text, mentions=find_mentions(text)))]
    [(None, None, 0), ('方志明', '副行长', 2)]
    """
    groups = _join_by_sound(_named_groups(calls))
    groups = _with_surnames(groups, [c for c in calls if c.mention.form == "surname"])
    groups = _with_given(groups, [c for c in calls if c.mention.form == "given"])
    for group in groups:
        group.calls.sort(key=lambda c: c.mention.span)
    groups = [g for g in groups if _may_speak(g)]
    groups.sort(key=lambda g: g.first)
    host = next((g for g in groups if _is_host(g)), None)
    guests = [g for g in groups if g is not host]
    return (_member(0, host), *(_member(n, g) for n, g in enumerate(guests, start=1)))


def _named_groups(calls: Iterable[Call]) -> list[_Group]:
    named: dict[str, list[Call]] = {}
    for call in calls:
        if call.mention.form in {"full", "latin", "foreign"} and call.mention.name:
            named.setdefault(call.mention.name.casefold(), []).append(call)
    return [_Group(found) for found in named.values()]


def _join_by_sound(groups: list[_Group]) -> list[_Group]:
    """Groups whose names sound alike become one, the most often called first."""
    joined: list[_Group] = []
    for group in sorted(groups, key=lambda g: (-len(g.calls), g.first)):
        twin = min((g for g in joined if _one_person(g, group)), key=lambda g: _apart(g, group), default=None)
        if twin is None:
            joined.append(group)
        else:
            joined[joined.index(twin)] = _Group(sorted([*twin.calls, *group.calls], key=lambda c: c.mention.span))
    return joined


def _apart(a: _Group, b: _Group) -> float:
    return min((distance(x, y) for x in a.names for y in b.names), default=1.0)


def _one_person(a: _Group, b: _Group) -> bool:
    if a.titles and not any(b.agrees(t) for t in a.titles):
        return False
    apart = _apart(a, b)
    return apart < NEAR or (apart < NEAR_TITLED and bool(a.surnames & b.surnames) and bool(a.titles) and bool(b.titles))


def _with_surnames(groups: list[_Group], calls: Iterable[Call]) -> list[_Group]:
    """方行长 joins the 方 of that title who was last named; nobody of that name, the one whose surname sounds so; else a group of its own."""
    lone: dict[tuple[str, str], list[Call]] = {}
    for call in calls:
        home = _home(groups, call)
        if home:
            home.calls.append(call)
        else:
            lone.setdefault((call.mention.surname or "", title_head(call.mention.title) or ""), []).append(call)
    return [*groups, *_lone_groups(lone)]


def _home(groups: Iterable[_Group], call: Call) -> _Group | None:
    mention = call.mention
    fitting = [g for g in groups if mention.surname in g.surnames and g.agrees(mention.title)]
    return min(fitting, key=lambda g: _away(g, mention), default=None)


def _away(group: _Group, mention: Mention) -> tuple[bool, int]:
    """How far back the group was named; groups named only later come last."""
    before = [c.mention.span.start for c in group.calls if c.mention.span.start < mention.span.start]
    return (not before, mention.span.start - max(before) if before else group.first)


def _lone_groups(lone: dict[tuple[str, str], list[Call]]) -> list[_Group]:
    by_surname: dict[str, _Group] = {}
    for (surname, _), found in sorted(lone.items(), key=lambda item: -len(item[1])):
        kin = by_surname.get(surname)
        if kin:
            kin.calls.extend(found)
        else:
            by_surname[surname] = _Group(list(found))
    return list(by_surname.values())


def _with_given(groups: list[_Group], calls: Iterable[Call]) -> list[_Group]:
    for call in calls:
        home = next((g for g in groups if any(n and n.endswith(call.mention.name or "\0") for n in g.names)), None)
        if home:
            home.calls.append(call)
    return groups


def _may_speak(group: _Group) -> bool:
    return sum(_SPEAKS.get(c.kind, 0.0) * c.weight for c in group.calls) >= 2.5


def _is_host(group: _Group) -> bool:
    """Who says to be the host, or is called so."""
    return any(c.kind == "self" and "主持" in (c.mention.title or "") for c in group.calls)


def _member(number: int, group: _Group | None) -> Member:
    if group is None:
        return Member(number=number)
    introduced = [c.mention for c in group.calls if c.mention.form != "given"]
    return Member(
        number=number,
        name=max(group.names, key=group.names.__getitem__, default=None),
        surname=next((m.surname for m in introduced if m.surname), None),
        title=next((m.title for m in introduced if m.title), None),
        organization=next((m.organization for m in introduced if m.organization), None),
        calls=tuple(group.calls),
    )


def misheard_surname(a: str, b: str) -> bool:
    """Whether one surname may be the other, misheard."""
    return len(a) == len(b) == 1 and character_cost(a, b) <= NEAR_SURNAME
