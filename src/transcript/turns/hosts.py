"""Who the host is, and whom a title means that stands alone.

The host says so, or opens by name and calls the others, or is thanked by those just called and called by nobody. 主持人 and 主席 alone
are the host; 院长 alone is, of those with the title, whoever was last named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from transcript.people import Mention
from transcript.people.press import JOURNALISTS
from transcript.turns.calls import Call
from transcript.turns.groups import Group
from transcript.turns.titles import GENERIC, title_head

HOSTING = 2  # so often must guests thank or greet whoever calls nobody back
OPENING = 1500  # so near the beginning does the host introduce themselves
TITLE_REACH = 1500  # so far behind a name may its title stand alone for the same person
NAMED_REACH = 300  # the same where several have the title
OWN_REACH = 60  # the same where somebody says it of themselves: further off it is somebody else who has it too
HOST_TITLES = frozenset(("主持人", "主席"))
_CALL_BEFORE, _CALL_AFTER = 90, 250
_SAYS_SO = 24
ASKED = 3.0  # so much does a call weigh that is no mere address
# titles of which a meeting knows one
_ONE_HOLDS = regex.compile(r"(?:长|主任|书记|发言人|总裁|主委|总经理|政委|大使)$")


def find_hosts(text: str, groups: Sequence[Group]) -> None:
    """Mark the groups that mean the host."""
    host = next((g for g in groups if any(_says_host(text, c.mention) for c in g.calls)), None) or _opener(groups)
    if host:
        host.hosting = host.introduced = True
    nexts = sorted((c.mention.span.start, c.mention.span.end) for g in groups for c in g.calls if c.kind == "next")
    for group in groups:
        if not group.has("next") and not group.has("self"):
            thanks = sum(_from_guest(c, nexts) for c in group.calls)
            group.hosting = group.hosting or thanks >= HOSTING


def _says_host(text: str, mention: Mention) -> bool:
    """我是今天的主持人方…, 谢谢主持人方…; 主持人 may be the title of the mention itself."""
    start = mention.pieces[0].start if mention.pieces else mention.span.start
    before = text[max(0, start - _SAYS_SO) : start].rsplit("。")[-1]
    return ("我是" in before and "主持" in before) or before.endswith("主持人")


def _opener(groups: Sequence[Group]) -> Group | None:
    """Who alone introduces themselves before anybody is called, near the beginning, and is never called."""
    until = min((c.mention.span.start for g in groups for c in g.calls if c.kind == "next"), default=0)
    early = [
        (start, g)
        for g in groups
        if (start := next((c.mention.span.start for c in g.calls if c.kind == "self"), until)) < until
    ]
    if len(early) != 1 or early[0][0] >= OPENING or early[0][1].has("next"):
        return None
    return early[0][1]


def _from_guest(call: Call, nexts: Sequence[tuple[int, int]]) -> int:
    """1 for thanks or a greeting by somebody just called, -1 for one before somebody else is called."""
    if call.kind not in {"previous", "address"}:
        return 0
    start, end = call.mention.span.start, call.mention.span.end
    at = bisect_left(nexts, (start,))
    just = at > 0 and start - _CALL_BEFORE <= nexts[at - 1][1] <= start
    then = at < len(nexts) and end <= nexts[at][0] <= end + _CALL_AFTER
    return int(just) - int(then)


def place_titles(groups: list[Group], calls: Sequence[Call]) -> None:
    """Give the titles that stand alone to those whom they mean; those that mean nobody who is named are people by themselves."""
    by_head: dict[str | None, list[Group]] = {}
    for group in groups:
        for head in {title_head(t) for t in group.titles} if group.speaks or group.hosting else ():
            by_head.setdefault(head, []).append(group)
    before = {c.mention.span.start: g for g in groups for c in g.calls if c.mention.form == "nickname"}
    chair: list[Call] = []
    nameless: dict[str, list[Call]] = {}
    for call in (c for c in calls if c.mention.form == "title"):
        head = title_head(call.mention.title) or ""
        one = _ONE_HOLDS.search(head) is not None
        if call.mention.title in HOST_TITLES:
            chair += [call] * (call.kind != "mention")
        elif call.mention.span.end in before:  # 第一书记小蒋
            before[call.mention.span.end].take([call])
        elif head in JOURNALISTS and call.mention.organization:
            nameless.setdefault("记者", []).append(call)
        elif one and head not in by_head:
            nameless.setdefault(head, []).append(call)
        elif (one or call.kind != "mention") and head not in GENERIC and (home := _meant(by_head.get(head, ()), call)):
            home.take([call])
    if chair:
        _give_to_host(groups, chair)
    for found in nameless.values():
        groups += _offices(found)


def _offices(calls: Sequence[Call]) -> list[Group]:
    """Those whom nothing but a title means: 请署长报告, 署长好. One for each organisation said with it, or one for all."""
    found: list[Group] = []
    for call in calls:
        near = [g for g in found if not _elsewhere(g, call)]
        home = max(near, key=lambda g: g.nearness(call.mention), default=None)
        if home:
            home.take([call])
        else:
            found.append(Group([call]))
    return [group for group in found if _in_office(group)]


def _in_office(group: Group) -> bool:
    """Whether the one with the title is here and speaks: asked by 请, or thanked more than once; or asks for a medium."""
    asked = any((c.kind == "next" and c.weight >= ASKED) or (c.kind == "self" and _of_press(c)) for c in group.calls)
    return asked or sum(c.kind == "previous" for c in group.calls) > 1


def _of_press(call: Call) -> bool:
    return call.mention.title in JOURNALISTS


def _meant(homes: Sequence[Group], call: Call) -> Group | None:
    reach = OWN_REACH if call.kind == "self" else TITLE_REACH if len(homes) == 1 else NAMED_REACH
    start = call.mention.span.end
    named = [(last, g) for g in homes if (last := g.last_before(start - 1)) is not None and not _elsewhere(g, call)]
    last, home = max(named, key=lambda pair: pair[0], default=(0, None))
    return home if start - last <= reach else None


def _elsewhere(group: Group, call: Call) -> bool:
    """Whether the title is said with another organisation than those of the group."""
    placed = call.mention.organization
    known = {o for c in group.calls if (o := c.mention.organization)}
    if not placed or not known:
        return False
    return not any(o.endswith(placed) or placed.endswith(o) for o in known)


def _give_to_host(groups: list[Group], chair: list[Call]) -> None:
    host = next((g for g in groups if g.hosting), None)
    if host is None:
        host = Group(())
        host.hosting = True
        groups.append(host)
    host.take(chair)
