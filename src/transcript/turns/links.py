"""Which mentions mean the same person: by name, sound, surname and title, position in the programme, organisation.

A recogniser hears a name in many ways (方媛, 芳园, 房处长), and people are called by what they are (方处长, 方老师). Each step here joins on
more than one kind of evidence, the surest first; what no step can place stays a person of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from transcript.people import Mention
from transcript.people.tables import SHORT_FORMS, TITLE_PREFIXES
from transcript.phonetics import character_cost, distance
from transcript.text import Span
from transcript.turns.calls import Call

NEAR = 0.22  # names so near in sound are one person's
NEAR_TITLED = 0.42  # the same with the same surname and title
NEAR_PLACED = 0.62  # the same where the place in the programme is the same too
NEAR_SURNAME = 0.45  # so near may a misheard surname be to the right one
SELF_AFTER_CALL = 300  # so far behind a call may the called person introduce themselves
SPOKEN = 60  # so much must lie between a call and the thanks for a speech
HOSTING = 2  # so often must guests thank or greet whoever calls nobody back
OPENING = 1500  # so near the beginning does the host introduce themselves
_CALL_BEFORE, _CALL_AFTER = 90, 250

TITLE_REACH = 1500  # so far behind a name may its title stand alone for the same person
NAMED_REACH = 300  # the same where several have the title
HOST_TITLES = frozenset(("主持人", "主席"))
_GENERIC = frozenset(
    ["老师", "先生", "女士", "博士", "教授", "同志", "总", "专家", "嘉宾", "学长", "同学", "主持人", "讲者"]
)


class Group:
    """Mentions gathered as one person's; lives only while the cast is being found."""

    def __init__(self, calls: Iterable[Call]) -> None:
        self.calls = sorted(calls, key=lambda c: c.mention.span)
        self.hosting = False
        self.introduced = False

    def take(self, calls: Iterable[Call]) -> None:
        """Gather more calls."""
        self.calls = sorted([*self.calls, *calls], key=lambda c: c.mention.span)

    @property
    def names(self) -> Counter[str]:
        """The full names, each counted as often as it was said; a self-introduction counts most."""
        found: Counter[str] = Counter()
        for call in self.calls:
            if call.mention.name and call.mention.form != "given":
                found[call.mention.name] += 4 if call.kind == "self" else 1
        return found

    @property
    def name(self) -> str | None:
        """The name most often said."""
        names = self.names
        return max(names, key=names.__getitem__, default=None)

    @property
    def surnames(self) -> set[str]:
        """Every surname heard."""
        return {c.mention.surname for c in self.calls if c.mention.surname}

    @property
    def titles(self) -> list[str]:
        """Every title heard."""
        return [c.mention.title for c in self.calls if c.mention.title]

    @property
    def first(self) -> int:
        """Where it is first named."""
        return self.calls[0].mention.span.start

    def speaks(self) -> bool:
        """Whether anybody calls or thanks this person, or they introduce themselves."""
        return any(c.kind in {"next", "previous", "self"} for c in self.calls)


def title_head(title: str | None) -> str | None:
    """The title without what is before it: 常务副行长 and 行长 are the same to those who call.

    >>> title_head("常务副行长"), title_head("党委委员、副处长")
    ('行长', '处长')
    """
    if not title:
        return None
    head = title.rsplit("、")[-1]
    while head != "总经理":
        prefix = max((p for p in TITLE_PREFIXES if head.startswith(p) and len(head) > len(p)), key=len, default="")
        if not prefix:
            break
        head = head[len(prefix) :]
    return head


def titles_fit(a: str | None, b: str | None) -> float:
    """How well two titles go together: 1 for the same, 0.5 if one says little, 0 if one person hardly has both.

    >>> titles_fit("副行长", "行长"), titles_fit("校长", "老师"), titles_fit("校长", "局长")
    (1.0, 0.5, 0.0)
    """
    head, other = title_head(a), title_head(b)
    if not head or not other:
        return 0.5
    short, long = sorted((head, other), key=len)
    if long.endswith(short) or SHORT_FORMS.get(long) == short:
        return 0.7 if short == long and short in _GENERIC else 1.0
    return 0.5 if head in _GENERIC or other in _GENERIC else 0.0


def _fit(group: Group, title: str | None) -> float:
    return max((titles_fit(title, t) for t in group.titles), default=0.5)


def link(text: str, *, calls: Sequence[Call]) -> list[Group]:
    """The people that *calls* speak of."""
    groups = _join_by_sound(_named(calls))
    _add_given(groups, calls)
    by_surname = [c for c in calls if c.mention.form == "surname"]
    introduced = _introductions(groups, calls)
    groups = _join_introduced(groups, introduced)
    lone: list[Call] = []
    for call in by_surname:
        home = introduced.get(_key(call.mention)) or _home(groups, call.mention)
        if home:
            home.take([call])
        else:
            lone.append(call)
    groups += _lone_groups(lone)
    groups = _join_misheard(groups)
    groups = _join_thanked(groups)
    _find_hosts(text, groups)
    _place_titles(groups, calls)
    return groups


def _key(mention: Mention) -> tuple[str | None, str | None]:
    return mention.surname, title_head(mention.title)


def _named(calls: Iterable[Call]) -> list[Group]:
    named: dict[str, list[Call]] = {}
    for call in calls:
        if call.mention.form in {"full", "latin", "foreign"} and call.mention.name:
            named.setdefault(call.mention.name.casefold(), []).append(call)
    return [Group(found) for found in named.values()]


def _join_by_sound(groups: list[Group]) -> list[Group]:
    """Groups whose names sound alike become one, the most often called first."""
    joined: list[Group] = []
    for group in sorted(groups, key=lambda g: (-len(g.calls), g.first)):
        twin = min((g for g in joined if _one_person(g, group)), key=lambda g: _apart(g, group), default=None)
        if twin is None:
            joined.append(group)
        else:
            twin.take(group.calls)
    return joined


def _apart(a: Group, b: Group) -> float:
    return min((distance(x, y) for x in a.names for y in b.names), default=1.0)


def _one_person(a: Group, b: Group) -> bool:
    fit = max((titles_fit(x, y) for x in a.titles for y in b.titles), default=0.5)
    if not fit:
        return False
    if min(len(a.calls), len(b.calls)) == 1 and (_same_given(a, b) or _broken_off(a, b)):
        return True
    apart = _apart(a, b)
    if a.speaks() != b.speaks() and not (a.titles and b.titles):
        return apart < NEAR / 2  # somebody quoted is hardly somebody here
    return apart < NEAR or (apart < NEAR_TITLED and fit >= 0.7 and bool(a.surnames & b.surnames))


def _same_given(a: Group, b: Group) -> bool:
    """方志明 and 房志明: the given name of two characters is the very same."""
    return bool({n[-2:] for n in a.names if len(n) > 2} & {n[-2:] for n in b.names if len(n) > 2})


def _broken_off(a: Group, b: Group) -> bool:
    """方志，方志明: a name begun and begun again."""
    return any(x != y and (y.startswith(x) or x.startswith(y)) for x in a.names for y in b.names)


def _introductions(groups: Sequence[Group], calls: Sequence[Call]) -> dict[tuple[str | None, str | None], Group]:
    """请聂校长介绍…我是某校校长叶…: whoever introduces themselves right after a call is the one called, whatever was heard."""
    found: dict[tuple[str | None, str | None], Group] = {}
    nexts = [c for c in calls if c.kind == "next"]
    ends = [c.mention.span.end for c in nexts]
    for group in groups:
        for own in (c for c in group.calls if c.kind == "self"):
            at = bisect_right(ends, own.mention.span.start) - 1
            if at < 0 or own.mention.span.start - ends[at] > SELF_AFTER_CALL:
                continue
            called = nexts[at].mention
            if called.form == "surname" and titles_fit(called.title, own.mention.title) >= 0.7:
                found.setdefault(_key(called), group)
    return found


def _join_introduced(groups: list[Group], introduced: dict[tuple[str | None, str | None], Group]) -> list[Group]:
    """Whoever is called in full by the misheard surname under which somebody introduced themselves is the same."""
    kept: list[Group] = []
    for group in groups:
        homes = {id(h): h for c in group.calls if (h := introduced.get(_key(c.mention)))}
        home = next(iter(homes.values()), None)
        if home and home is not group and not any(c.kind == "self" for c in group.calls):
            home.take(group.calls)
        else:
            kept.append(group)
    return kept


def _home(groups: Iterable[Group], mention: Mention) -> Group | None:
    """Whose surname and title *mention* is: of those whom it fits, the one who speaks, has the very title, was last named."""
    fitting = [(g, _fit(g, mention.title)) for g in groups if mention.surname in g.surnames]
    fitting = [(g, fit) for g, fit in fitting if fit >= 0.7 or (fit > 0 and g.speaks())]
    if not fitting:
        return None
    return max(fitting, key=lambda pair: (pair[1] >= 1, pair[0].speaks(), pair[1], _nearness(pair[0], mention)))[0]


def _nearness(group: Group, mention: Mention) -> tuple[bool, int]:
    before = [c.mention.span.start for c in group.calls if c.mention.span.start < mention.span.start]
    return (bool(before), before[-1] if before else -group.first)


def _lone_groups(lone: Iterable[Call]) -> list[Group]:
    """方区长, 方局长: with nobody of that surname in full, one person."""
    by_surname: dict[str | None, Group] = {}
    for call in lone:
        surname = call.mention.surname
        if surname in by_surname:
            by_surname[surname].take([call])
        else:
            by_surname[surname] = Group([call])
    return list(by_surname.values())


def _join_misheard(groups: list[Group]) -> list[Group]:
    """郭校长 for 顾校长: a surname that sounds like that of somebody with the same title, called more often."""
    kept: list[Group] = []
    for group in groups:
        home = None if group.names else _sounding(groups, group)
        if home:
            home.take(group.calls)
        else:
            kept.append(group)
    return kept


def _sounding(groups: Sequence[Group], lone: Group) -> Group | None:
    title = lone.titles[0] if lone.titles else None
    near = [
        (cost, g)
        for g in groups
        if g is not lone
        and (g.names or len(g.calls) > 2 * len(lone.calls))
        and g.speaks()
        and _fit(g, title) >= 1.0
        and (cost := _surname_cost(g, lone)) <= NEAR_SURNAME
    ]
    near.sort(key=lambda pair: pair[0])
    return near[0][1] if near and (len(near) == 1 or near[0][0] < near[1][0]) else None


def _surname_cost(a: Group, b: Group) -> float:
    return min((character_cost(x, y) for x in a.surnames for y in b.surnames if len(x) == len(y) == 1), default=1.0)


def _join_thanked(groups: list[Group]) -> list[Group]:
    """刚才袁处长讲了…: thanked right after a speech, whoever was called to give it, if title or name go together."""
    homes = {id(c): g for g in groups for c in g.calls}
    nexts = sorted((c for g in groups for c in g.calls if c.kind == "next"), key=lambda c: c.mention.span)
    ends = [c.mention.span.end for c in nexts]
    for group in [g for g in groups if len(g.calls) <= 2 and not any(c.kind in {"next", "self"} for c in g.calls)]:
        thanks = next((c for c in group.calls if c.kind == "previous"), None)
        at = bisect_left(ends, thanks.mention.span.start - SPOKEN) - 1 if thanks else -1
        home = homes[id(nexts[at])] if thanks and at >= 0 else None
        if home and thanks and home is not group and _same_place(home, group, thanks.mention):
            home.take(group.calls)
            homes.update((id(c), home) for c in group.calls)
            groups = [g for g in groups if g is not group]
    return groups


def _same_place(home: Group, group: Group, mention: Mention) -> bool:
    """Whether name or title also say that who is thanked is who was called; 老师 and 总 say nothing."""
    if group.names:
        return _fit(home, mention.title) > 0 and _apart(home, group) <= NEAR_PLACED
    telling = len(title_head(mention.title) or "") > 1 and title_head(mention.title) not in _GENERIC
    return (telling and _fit(home, mention.title) >= 1.0) or _surname_cost(home, group) <= NEAR_SURNAME


def _add_given(groups: Sequence[Group], calls: Iterable[Call]) -> None:
    for call in calls:
        given = call.mention.name
        if call.mention.form == "given" and given:
            home = next((g for g in groups if any(n.endswith(given) for n in g.names)), None)
            if home:
                home.take([call])


def _find_hosts(text: str, groups: Sequence[Group]) -> None:
    """The host says so, or opens by name and calls the others, or is thanked by those just called and called by nobody."""
    nexts = sorted((c.mention.span, id(g)) for g in groups for c in g.calls if c.kind == "next")
    host = next((g for g in groups if any(_says_host(text, c.mention) for c in g.calls)), None) or _opener(groups)
    if host:
        host.hosting = host.introduced = True
    for group in groups:
        known = any(c.kind in {"next", "self"} for c in group.calls)
        thanks = 0 if known else sum(_from_guest(c, nexts, id(group)) for c in group.calls)
        group.hosting = group.hosting or thanks >= HOSTING


def _opener(groups: Sequence[Group]) -> Group | None:
    """Who alone introduces themselves before anybody is called, near the beginning, and is never called."""
    called = [c.mention.span.start for g in groups for c in g.calls if c.kind == "next"]
    until = min(called, default=0)
    early = [g for g in groups if any(c.kind == "self" and c.mention.span.start < until for c in g.calls)]
    if len(early) != 1 or any(c.kind == "next" for c in early[0].calls):
        return None
    opening = next(c.mention.span.start for c in early[0].calls if c.kind == "self")
    return early[0] if opening < OPENING else None


def _place_titles(groups: list[Group], calls: Sequence[Call]) -> None:
    """院长, 处长 alone: of those with the title, whoever was last named; 主席 and 主持人 are the host."""
    by_head: dict[str | None, list[Group]] = {}
    for group in groups:
        for head in {title_head(t) for t in group.titles}:
            by_head.setdefault(head, []).append(group)
    found: dict[int, list[Call]] = {}
    chair: list[Call] = []
    for call in calls:
        if call.mention.form != "title" or call.kind == "mention":
            continue
        if call.mention.title in HOST_TITLES:
            chair.append(call)
            continue
        homes = [g for g in by_head.get(title_head(call.mention.title), ()) if g.speaks() or g.hosting]
        last = max(homes, key=lambda g: _nearness(g, call.mention), default=None)
        reach = TITLE_REACH if len(homes) == 1 else NAMED_REACH
        if last and 0 <= call.mention.span.start - _nearness(last, call.mention)[1] <= reach:
            found.setdefault(id(last), []).append(call)
    for group in groups:
        group.take(found.get(id(group), ()))
    if chair:
        host = next((g for g in groups if g.hosting), None)
        if host:
            host.take(chair)
        else:
            groups.append(Group(chair))
            groups[-1].hosting = True


def _says_host(text: str, mention: Mention) -> bool:
    """我是今天的主持人方…, 谢谢主持人方…"""
    before = text[max(0, mention.span.start - 24) : mention.span.start]
    before = before.rsplit("。")[-1]
    return ("我是" in before and "主持" in before) or before.endswith("主持人")


def _from_guest(call: Call, nexts: Sequence[tuple[Span, int]], owner: int) -> int:
    """1 for thanks or a greeting by somebody just called, -1 for one before somebody else is called."""
    if call.kind not in {"previous", "address"}:
        return 0
    start, end = call.mention.span.start, call.mention.span.end
    others = [span for span, group in nexts if group != owner]
    just = any(start - _CALL_BEFORE <= s.end <= start for s in others)
    then = any(end <= s.start <= end + _CALL_AFTER for s in others)
    return int(just) - int(then)
