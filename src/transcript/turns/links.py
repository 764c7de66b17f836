"""Which mentions mean the same person: by name, sound, surname and title, position in the programme.

A recogniser hears a name in many ways (方媛, 芳园, 房处长), and people are called by what they are (方处长, 方老师). Each step here joins on
more than one kind of evidence, the surest first; what no step can place stays a person of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

import attrs

from transcript.people import Mention
from transcript.phonetics import syllables
from transcript.turns.calls import Call
from transcript.turns.groups import Group, names_apart, surnames_apart
from transcript.turns.hosts import find_hosts, place_titles
from transcript.turns.titles import GENERIC, title_head, titles_fit

MOST = 150  # so many named people may have other mentions, those who speak first; who stands further down a long list has one name
NEAR = 0.22  # names so near in sound are one person's
NEAR_TITLED = 0.42  # the same with the same surname and title
NEAR_PLACED = 0.62  # the same where the place in the programme is the same too
NEAR_SURNAME = 0.45  # so near may a misheard surname be to the right one
NEAR_NAMESAKE = 0.8  # so near the surnames where the given names are the very same: surnames that have nothing in common are two people's
SELF_AFTER_CALL = 300  # so far behind a call may the called person introduce themselves
SAME_BREATH = 8  # so near behind a surname does the full name make plain who is meant
SPOKEN = 60  # so much must lie between a call and the thanks for a speech

Key = tuple[str | None, str | None]


def link(text: str, *, calls: Sequence[Call]) -> list[Group]:
    """The people that *calls* speak of."""
    named = sorted(_named(calls), key=lambda g: (not g.speaks, -len(g.calls), g.first))
    groups = _join_by_sound(named[:MOST])
    _add_given(groups, calls)
    introduced = _introductions(groups, calls)
    groups = _join_introduced(groups, introduced)
    lone = _add_surnames(groups, calls, introduced)
    groups = _join_misheard([*groups, *_lone_groups(lone)])
    groups += _add_nicknames(groups, calls)
    groups = _join_thanked(groups)
    find_hosts(text, groups)
    place_titles(groups, calls)
    return [*groups, *named[MOST:]]


def _key(mention: Mention) -> Key:
    return mention.surname, title_head(mention.title)


def _named(calls: Iterable[Call]) -> list[Group]:
    named: dict[str, list[Call]] = {}
    for call in calls:
        if call.mention.form in {"full", "latin", "foreign"} and call.mention.name:
            named.setdefault(call.mention.name.casefold(), []).append(call)
    first_names: dict[str, list[str]] = {}
    for name in named:
        first_names.setdefault(name.partition(" ")[0], []).append(name)
    for first, whole in first_names.items():  # Kevin is Kevin Zhang, if nobody else is called so
        if len(whole) == 2 and first in whole:
            (other,) = (name for name in whole if name != first)
            named[other] += (attrs.evolve(c, mention=attrs.evolve(c.mention, form="given")) for c in named.pop(first))
    return [Group(found) for found in named.values()]


def _join_by_sound(groups: list[Group]) -> list[Group]:
    """Groups whose names sound alike become one, the most often called first."""
    joined: list[Group] = []
    sounding: dict[object, list[Group]] = {}
    for group in sorted(groups, key=lambda g: (-len(g.calls), g.first)):
        keys = set(_sounds(group))
        near = {id(g): g for key in keys for g in sounding.get(key, ())}
        twin = min(
            (g for g in near.values() if _one_person(g, group)), key=lambda g: names_apart(g, group), default=None
        )
        if twin is None:
            joined.append(group)
        else:
            twin.take(group.calls)
        for key in keys:
            sounding.setdefault(key, []).append(twin or group)
    return joined


def _sounds(group: Group) -> Iterator[object]:
    """What two names that are compared at all must share: a character or a syllable at one end."""
    for name in group.names:
        ends = syllables(name[0]) + syllables(name[-1])
        yield from ((side, s.initial, s.final) for side, s in enumerate(ends) if s)
        yield from ((0, name[0]), (1, name[-1]), name[:2])


def _one_person(a: Group, b: Group) -> bool:
    fit = max((titles_fit(x, y) for x in a.titles for y in b.titles), default=0.5)
    if not fit:
        return False
    if min(len(a.calls), len(b.calls)) == 1 and (_same_given(a, b) or _broken_off(a, b)):
        return True
    apart = names_apart(a, b)
    if a.speaks != b.speaks and not (a.titles and b.titles):
        return apart < NEAR / 2  # somebody quoted is hardly somebody here
    return apart < NEAR or (apart < NEAR_TITLED and fit >= 0.7 and bool(a.surnames & b.surnames))


def _same_given(a: Group, b: Group) -> bool:
    """方志明 and 房志明: the given name of two characters is the very same, and the surname easily misheard; 方志明 and 乔志明 are two."""
    same = {n[-2:] for n in a.names if len(n) > 2} & {n[-2:] for n in b.names if len(n) > 2}
    return bool(same) and surnames_apart(a, b) <= NEAR_NAMESAKE


def _broken_off(a: Group, b: Group) -> bool:
    """方志，方志明: a name begun and begun again."""
    return any(x != y and (y.startswith(x) or x.startswith(y)) for x in a.names for y in b.names)


def _add_given(groups: Sequence[Group], calls: Iterable[Call]) -> None:
    """志明 joins 方志明."""
    homes: dict[str, Group] = {}
    for group in groups:
        for name in group.names:
            homes.setdefault(name[-2:], group)
    for call in calls:
        if call.mention.form == "given" and call.mention.name in homes:
            homes[call.mention.name].take([call])


def _introductions(groups: Sequence[Group], calls: Sequence[Call]) -> dict[Key, Group]:
    """请乔校长介绍…我是某校校长叶…: whoever introduces themselves right after a call is the one called, whatever was heard."""
    found: dict[Key, Group] = {}
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


def _join_introduced(groups: list[Group], introduced: dict[Key, Group]) -> list[Group]:
    """Whoever is called in full by the misheard surname under which somebody introduced themselves is the same."""
    kept: list[Group] = []
    for group in groups:
        home = next((h for c in group.calls if (h := introduced.get(_key(c.mention)))), None)
        if home and home is not group and not group.has("self"):
            home.take(group.calls)
        else:
            kept.append(group)
    return kept


def _add_surnames(groups: Iterable[Group], calls: Iterable[Call], introduced: dict[Key, Group]) -> list[Call]:
    """方行长 joins the 方 whose title it is; those that nobody fits are given back."""
    by_surname: dict[str, list[Group]] = {}
    named: list[tuple[int, str | None]] = []
    for group in groups:
        for surname in group.surnames:
            by_surname.setdefault(surname, []).append(group)
        named += [(c.mention.span.start, c.mention.name) for c in group.calls if c.mention.form == "full"]
    named.sort(key=itemgetter(0))
    lone: list[Call] = []
    for call in (c for c in calls if c.mention.form == "surname"):
        kin = by_surname.get(call.mention.surname or "", ())
        home = introduced.get(_key(call.mention)) or _made_plain(kin, call.mention, named) or _home(kin, call.mention)
        if home:
            home.take([call])
        else:
            lone.append(call)
    return lone


def _made_plain(kin: Iterable[Group], mention: Mention, named: Sequence[tuple[int, str | None]]) -> Group | None:
    """请方老师，方志明老师: of those with the surname, who is named in full in the same breath."""
    at = bisect_left(named, mention.span.end, key=itemgetter(0))
    start, name = named[at] if at < len(named) else (mention.span.end + SAME_BREATH, None)
    if start - mention.span.end >= SAME_BREATH:
        return None
    return next((g for g in kin if name in g.names and g.fit(mention.title) > 0), None)


def _home(kin: Iterable[Group], mention: Mention) -> Group | None:
    """Of those with the surname whom the title fits: the one who speaks, has the very title, was last named.

    宋老师 is the 青石大学副教授宋… who alone has the surname, though nobody has called on them in full.
    """
    kin = list(kin)
    fitting = [(group.fit(mention.title), group) for group in kin]
    fitting = [(fit, group) for fit, group in fitting if fit >= 0.7 or (fit > 0 and _may_mean(group, kin, mention))]
    if not fitting:
        return None
    return max(fitting, key=lambda pair: (pair[0] >= 1, pair[1].speaks, pair[0], pair[1].nearness(mention)))[1]


def _may_mean(group: Group, kin: Sequence[Group], mention: Mention) -> bool:
    """Whether a title that nobody said of *group* may be theirs: one that says little, or the only one of the surname, named before."""
    if not group.speaks:
        return len(kin) == 1 and group.placed
    vague = bool(group.titles) or title_head(mention.title) in GENERIC
    return vague or (sum(g.speaks for g in kin) == 1 and group.last_before(mention.span.start) is not None)


def _lone_groups(lone: Iterable[Call]) -> list[Group]:
    """乔区长, 乔局长: with nobody of that surname in full, one person."""
    by_surname: dict[str | None, list[Call]] = {}
    for call in lone:
        by_surname.setdefault(call.mention.surname, []).append(call)
    return [Group(calls) for calls in by_surname.values()]


def _add_nicknames(groups: Sequence[Group], calls: Iterable[Call]) -> list[Group]:
    """小周 joins the only 周, 阿强 the only one whose name ends so; the others are given back, each nickname as one person."""
    by_nickname: dict[str, list[Call]] = {}
    for call in calls:
        if call.mention.form == "nickname":
            by_nickname.setdefault(call.mention.name or "", []).append(call)
    alone: list[Group] = []
    for nickname, found in by_nickname.items():
        kin = [g for g in groups if _may_be_called(g, nickname, found[0].mention.surname)]
        rivals = sum(other[1] == nickname[1] for other in by_nickname)  # 小周 and 老周 are two
        if len(kin) == 1 and rivals == 1:
            kin[0].take(found)
        elif found[0].mention.surname:
            alone.append(Group(found))
    return alone


def _may_be_called(group: Group, nickname: str, surname: str | None) -> bool:
    return surname in group.surnames if surname else any(n.endswith(nickname[1]) for n in group.names)


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
    title = lone.calls[0].mention.title
    near = [
        (cost, g)
        for g in groups
        if g is not lone
        and g.speaks
        and (g.names or len(g.calls) > 2 * len(lone.calls))
        and (cost := surnames_apart(g, lone)) <= NEAR_SURNAME
        and g.fit(title) >= 1.0
    ]
    near.sort(key=lambda pair: pair[0])
    return near[0][1] if near and (len(near) == 1 or near[0][0] < near[1][0]) else None


def _join_thanked(groups: list[Group]) -> list[Group]:
    """刚才乔处长讲了…: thanked right after a speech, whoever was called to give it, if title or name go together."""
    homes = {id(c): g for g in groups for c in g.calls}
    nexts = sorted((c for g in groups for c in g.calls if c.kind == "next"), key=lambda c: c.mention.span)
    ends = [c.mention.span.end for c in nexts]
    gone: set[int] = set()
    for group in (g for g in groups if len(g.calls) <= 2 and not g.has("next") and not g.has("self")):
        thanks = next((c for c in group.calls if c.kind == "previous"), None)
        at = bisect_left(ends, thanks.mention.span.start - SPOKEN) - 1 if thanks else -1
        home = homes[id(nexts[at])] if thanks and at >= 0 else None
        if home and thanks and home is not group and _same_place(home, group, thanks.mention):
            home.take(group.calls)
            gone.add(id(group))
    return [g for g in groups if id(g) not in gone]


def _same_place(home: Group, group: Group, mention: Mention) -> bool:
    """Whether name or title also say that who is thanked is who was called; 老师 and 总 say nothing."""
    if group.names:
        return home.fit(mention.title) > 0 and names_apart(home, group) <= NEAR_PLACED
    head = title_head(mention.title) or ""
    telling = len(head) > 1 and head not in GENERIC and home.fit(mention.title) >= 1.0
    return telling or surnames_apart(home, group) <= NEAR_SURNAME
