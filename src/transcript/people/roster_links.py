"""Which mention means which entry: an incremental clusterer with a log-linear model.

Mentions with a full name come first, then given names, surnames and nicknames, last titles and organisations alone, each in the order of the
text. A mention is compared with the few entries that the index gives; a softmax over them and “somebody new” decides. In a second pass every
mention is taken out and decided again, now that all the others are known. The weights are in `roster_weights.tsv`, fitted by scripts/fit_roster.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log

import attrs
import regex

from transcript.people.pieces import Mention
from transcript.people.roster_entries import Entry, Index, Said, read_mention
from transcript.people.roster_features import Compared, among_others, compare, new_features

FIRST, WHOLE, AGAIN = "first", "whole", "again"
LEAST_CHANCE = 1e-6  # keeps the logarithm finite
LONGEST_LINK = 10  # characters between two mentions of which one explains the other
SELF_AFTER_CALL = 60  # so many characters behind a call may the called person introduce themselves
FARTHEST_BARE = 300  # so many characters may a title or an organisation alone stand before the full name that it means
LOOK_BACK = 8  # so many mentions before are looked at for who was last meant
_TIERS = {"full": 0, "latin": 0, "foreign": 0, "title": 2, "organization": 2}  # 1 for all others
_AND = regex.compile(r"^(?:、|和|与|跟|及|以及|还有|，还有)$")
_APPOSITION = regex.compile(r"^[，,：:（(]?$")
_ALIAS = regex.compile(
    r"^[，,]?(?:大家|我们|人家|别人|村里|圈里)?(?:都|也|又)*(?:叫|喊|称|人称|外号|英文名|网名|笔名|艺名|花名|也就是|就是)(?:[他她我])?(?:叫|是|为)?$"
)
_OWN = regex.compile(r"(?:我是|我叫|我姓|我就是|本人)[^，。！？]{0,12}$")
_CALLED = regex.compile(r"(?:叫做?|姓|名字叫|就是)$")
_INDEFINITE = regex.compile(r"^(?:一个|一位|有个|有位|有一个|有一位|某|每|几个|哪个)|^姓")
_INDEFINITE_BEFORE = regex.compile(r"(?:一个|一位|有个|有位|某|每位|每个|各位|各|几位|几个|两位|哪位|个)$")
_POINTING = regex.compile(r"^(?:这|那)|(?:这位|那位|这个|那个)$")
_POSSESSIVE = regex.compile(r"^(?:我们|咱们|咱|你们|他们|她们|我|你|他|她)")
_ASKED = regex.compile(r"(?:请|由|交给|欢迎|听听|连线|轮到)(?:一下|我们)?$")
_ASKED_AFTER = regex.compile(r"^(?:同志|先生|女士)?[，,]?(?:先|来|再|你|您)*(?:说|讲|谈|发言|汇报|回答|介绍|作|做)")
_ADDRESS = regex.compile(r"^[，,]?(?:您|你)")

Weights = Mapping[str, float]
Choice = tuple[Sequence[Compared], Sequence[tuple[str, ...]]]
Policy = Callable[[Said, str, Choice, Sequence[int]], Sequence[float]]


@cache
def shipped_weights() -> dict[str, dict[str, float]]:
    """Read the fitted weights, `roster_weights.tsv`.

    Returns:
        For each “pass|form of mention” (the form is empty for weights that all forms share) the weight of each feature.
    """
    tables: dict[str, dict[str, float]] = {}
    rows = files(__package__).joinpath("roster_weights.tsv").read_text(encoding="utf-8").splitlines()
    for row in rows:
        if row and not row.startswith("#"):
            word, weight = row.split("\t")
            table, _, feature = word.rpartition("|")
            tables.setdefault(table, {})[feature] = float(weight)
    return tables


def shipped_policy(said: Said, which: str, choice: Choice, owners: Sequence[int]) -> list[float]:  # noqa: ARG001
    """Score the candidates of a mention with the shipped weights.

    Args:
        said: The mention.
        which: The pass: `FIRST`, `WHOLE` or `AGAIN`.
        choice: The candidates, and the features of each; the last features are those of “somebody new”.
        owners: Number of the entry of each mention so far, -1 for none; only policies that fit weights read it.

    Returns:
        One probability for each candidate, then that of “somebody new”.
    """
    weight = _weights_of(which, said.form)
    return softmax([sum(weight.get(word, 0.0) for word in words) for words in choice[1]])


@cache
def _weights_of(which: str, form: str) -> dict[str, float]:
    """The weights of a pass for a form of mention: its own and those of all forms."""
    tables = shipped_weights()
    own, common = tables.get(f"{which}|{form}", {}), tables.get(f"{which}|", {})
    return {word: own.get(word, 0.0) + common.get(word, 0.0) for word in {**own, **common}}


def softmax(scores: Sequence[float]) -> list[float]:
    """Turn scores into probabilities.

    Args:
        scores: Log odds; at least one.

    Returns:
        Probabilities that sum to 1, in the same order.
    """
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


@attrs.define(kw_only=True)
class Linked:
    """Entries and whom each mention means.

    Attributes:
        entries: All, by number; those without members and not known are of no use.
        owners: For each mention the number of its entry.
        chances: For each mention the chance of each entry it may mean, best first; what is missing to 1 is somebody new.
    """

    entries: list[Entry]
    owners: list[int]
    chances: list[tuple[tuple[int, float], ...]]


def link(
    text: str, mentions: Sequence[Mention], *, known: Sequence[Sequence[Mention]] = (), policy: Policy = shipped_policy
) -> Linked:
    """Decide which entry each mention means.

    Args:
        text: The stream that the spans of the mentions refer to.
        mentions: In order.
        known: For each known person mentions that give the name, the title and the organisation, with empty spans.
        policy: Returns the probabilities of the candidates, the last one that of “somebody new”; `shipped_policy` names
            its arguments.

    Returns:
        The entries, and for each mention its entry and the probabilities of all candidates.
    """
    times = Counter(m.name for m in mentions if m.form in {"full", "foreign"})
    series = _series(text, mentions)
    said = [
        read_mention(text, m, number=n, context=_context(text, m), times=times.get(m.name, 1), series=series[n])
        for n, m in enumerate(mentions)
    ]
    state = _State(text=text, said=said, linked=Linked(entries=[], owners=[-1] * len(said), chances=[()] * len(said)))
    for person in known:
        state.list_known(person)
    for one in sorted(said, key=lambda s: (_TIERS.get(s.form, 1), s.number)):
        state.decide(one, FIRST, policy)
    for entry in list(state.linked.entries):
        if entry.members and not entry.names and not entry.known:
            state.join_whole(entry, policy)
    for one in said:
        state.decide(one, AGAIN, policy)
    return state.linked


def _series(text: str, mentions: Sequence[Mention]) -> list[int]:
    """The number of the list that each full name stands in, -1 for one beside no other."""
    numbers = [-1] * len(mentions)
    for at in range(1, len(mentions)):
        start, end = mentions[at - 1].span.end, mentions[at].span.start
        both = mentions[at - 1].form == mentions[at].form == "full"
        if both and end - start <= LONGEST_LINK and _AND.match(text[start:end].strip()):
            numbers[at - 1] = numbers[at] = numbers[at - 1] if numbers[at - 1] >= 0 else at
    return numbers


def _is_beside(said: Said, entry: Entry) -> bool:
    """Whether the same list names the person of *entry* besides: two full names of one list are two people (方志明、方志民)."""
    return said.series >= 0 and entry.series[said.series] > 0 and said.name not in entry.names


def _is_other(said: Said, compared: Compared, entry: Entry) -> bool:
    """Whether a full name is not that of an entry: with another given name, or of titles and organisations too far back."""
    if _TIERS.get(said.form) != 0 or entry.known:
        return False
    if entry.names:
        return said.form == "full" and compared.name == "surname" and not compared.beside
    return compared.name == "none" and compared.gap > FARTHEST_BARE


def _context(text: str, mention: Mention) -> tuple[str, ...]:
    start, end = mention.span.start, mention.span.end
    before, words, after = text[max(0, start - 20) : start], text[start : min(end, start + 40)], text[end : end + 4]
    name = mention.pieces[0].start if mention.pieces else start
    tests = (
        ("own", _OWN.search(text[max(0, start - 20) : name][-40:])),
        ("called", _CALLED.search(before)),
        ("indefinite", _INDEFINITE.search(words) or _INDEFINITE_BEFORE.search(before)),
        ("pointing", _POINTING.search(words) or _POINTING.search(before)),
        ("possessive", _POSSESSIVE.search(words)),
        ("asked", _ASKED.search(before) or _ASKED_AFTER.search(text[end : end + 12])),
        ("address", _ADDRESS.search(after)),
    )
    return tuple(word for word, found in tests if found)


@attrs.define(kw_only=True)
class _State:
    text: str
    said: list[Said]
    linked: Linked
    index: Index = attrs.field(factory=Index)

    def list_known(self, mentions: Sequence[Mention]) -> None:
        entry = Entry(len(self.linked.entries), known=True)
        self.linked.entries.append(entry)
        for mention in mentions:
            said = read_mention("", mention, number=-1)
            entry.add(said)
            entry.starts.clear()
            entry.members.clear()
            self.index.touch(entry, said)

    def decide(self, said: Said, which: str, policy: Policy) -> None:
        owner = self.linked.owners[said.number]
        if owner >= 0:
            self.linked.entries[owner].add(said, sign=-1)
            self.linked.owners[said.number] = -1
        choice = self._choice(said)
        chances = policy(said, which, choice, self.linked.owners)
        best = max(range(len(chances)), key=chances.__getitem__)
        if best < len(choice[0]):
            entry = self.linked.entries[choice[0][best].entry]
        elif owner >= 0 and not self.linked.entries[owner].members and not self.linked.entries[owner].known:
            entry = self.linked.entries[owner]
        else:
            entry = Entry(len(self.linked.entries))
            self.linked.entries.append(entry)
        entry.add(said)
        self.index.touch(entry, said)
        self.linked.owners[said.number] = entry.number
        ranked = [(c.entry, chance) for c, chance in zip(choice[0], chances[:-1], strict=True)]
        if best == len(choice[0]):
            ranked.append((entry.number, chances[-1]))
        self.linked.chances[said.number] = tuple(sorted(ranked, key=lambda pair: (-pair[1], pair[0])))

    def join_whole(self, entry: Entry, policy: Policy) -> None:
        """Give all mentions of an entry without a name to the entry that most of them speak for, if there is one."""
        members = sorted(entry.members)
        for number in members:
            entry.add(self.said[number], sign=-1)
            self.linked.owners[number] = -1
        score: dict[int, float] = {}
        for number in members:
            choice = self._choice(self.said[number])
            chances = [
                log(max(LEAST_CHANCE, chance))
                for chance in policy(self.said[number], WHOLE, choice, self.linked.owners)
            ]
            least = min(chances)
            for c, chance in zip(choice[0], chances[:-1], strict=True):
                score[c.entry] = score.get(c.entry, 0.0) + chance - least
            score[-1] = score.get(-1, 0.0) + chances[-1] - least
        best = max(score, key=lambda n: (score[n], -n))
        home = entry if best < 0 else self.linked.entries[best]
        for number in members:
            home.add(self.said[number])
            self.index.touch(home, self.said[number])
            self.linked.owners[number] = home.number

    def _choice(self, said: Said) -> Choice:
        entries = self.linked.entries
        steps = dict(self._steps(said.number))
        beside = dict(self._beside(said.number))
        numbers = dict.fromkeys(self.index.candidates(said))
        if said.form in {"title", "organization", "nickname", "given"}:
            numbers.update(dict.fromkeys(list(steps)[:4]))
        compared = [
            compare(said, entries[n], beside=beside.get(n), steps=steps.get(n, 0))
            for n in numbers
            if (entries[n].members or entries[n].known) and not _is_beside(said, entries[n])
        ]
        compared = [c for c in compared if not _is_other(said, c, entries[c.entry])]
        others = among_others(compared)
        words = [(*c.features, *more) for c, more in zip(compared, others, strict=True)]
        return compared, [*words, new_features(said, compared)]

    def _introduces(self, first: int, second: int) -> bool:
        """请市场监管局回答。谢谢，我是局长方…: whether somebody asked to speak says the name."""
        near = self.said[second].start - self.said[first].end <= SELF_AFTER_CALL
        return near and "own" in self.said[second].context and "asked" in self.said[first].context

    def _steps(self, number: int) -> Iterator[tuple[int, int]]:
        """The entries of the mentions before, the nearest last so that it overwrites, with how many steps back they are."""
        seen: dict[int, int] = {}
        for at in range(number - 1, max(-1, number - 1 - LOOK_BACK), -1):
            owner = self.linked.owners[at]
            if owner >= 0 and owner not in seen:
                seen[owner] = len(seen) + 1
        yield from seen.items()

    def _beside(self, number: int) -> Iterator[tuple[int, str]]:
        for first, second, other in ((number, number + 1, number + 1), (number - 1, number, number - 1)):
            if first < 0 or second >= len(self.said) or self.linked.owners[other] < 0:
                continue
            start, end = self.said[first].end, self.said[second].start
            between = self.text[start:end].strip() if end - start <= LONGEST_LINK else "…"
            if self._introduces(first, second):
                yield self.linked.owners[other], "introduced"
            elif _ALIAS.search(between):
                yield self.linked.owners[other], "alias"
            elif _AND.match(between):
                yield self.linked.owners[other], "and"
            elif _APPOSITION.match(between):
                yield self.linked.owners[other], "apposition"
