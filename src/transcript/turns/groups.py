"""A group of mentions that are taken for one person's, while the cast is being found."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter

from transcript.people import Mention
from transcript.phonetics import character_cost, distance
from transcript.turns.calls import Call
from transcript.turns.titles import titles_fit

SPEAKING = frozenset(("next", "previous", "self"))
OWN_WORD = 4  # so many other mentions is a name worth that somebody says of themselves


class Group:
    """Mentions of one person so far.

    Attributes:
        calls: The mentions and what they are for, in order.
        names: The full names, each counted as often as it was said; a self-introduction counts most.
        surnames, titles: Everything heard.
        speaks: Whether anybody calls or thanks this person, or they introduce themselves.
        hosting: Whether this is the host, or a way in which the host is called.
        introduced: Whether the host was found by a self-introduction.
    """

    def __init__(self, calls: Iterable[Call]) -> None:
        self.calls: list[Call] = []
        self.names: Counter[str] = Counter()
        self.surnames: set[str] = set()
        self.titles: set[str] = set()
        self.speaks = False
        self.hosting = False
        self.introduced = False
        self.take(calls)

    def take(self, calls: Iterable[Call]) -> None:
        """Gather more calls."""
        for call in calls:
            insort(self.calls, call, key=_place)
            mention = call.mention
            if mention.name and mention.form not in {"given", "nickname"}:
                self.names[mention.name] += OWN_WORD if call.kind == "self" else 1
            if mention.surname:
                self.surnames.add(mention.surname)
            if mention.title:
                self.titles.add(mention.title)
            self.speaks = self.speaks or call.kind in SPEAKING

    @property
    def name(self) -> str | None:
        """The name most often said, the first of those said as often."""
        return max(self.names, key=self.names.__getitem__, default=None)

    @property
    def placed(self) -> bool:
        """Whether it is ever named with an organisation."""
        return any(c.mention.organization for c in self.calls)

    @property
    def first(self) -> int:
        """Where it is first named."""
        return self.calls[0].mention.span.start

    def has(self, kind: str) -> bool:
        """Whether any call is of this kind."""
        return any(c.kind == kind for c in self.calls)

    def last_before(self, offset: int) -> int | None:
        """Where it was last named before *offset*."""
        at = bisect_left(self.calls, offset, key=attrgetter("start"))
        return self.calls[at - 1].mention.span.start if at else None

    def nearness(self, mention: Mention) -> tuple[bool, int]:
        """For comparing: the later it was named before *mention*, the nearer; if only behind it, the sooner."""
        before = self.last_before(mention.span.start)
        return (True, before) if before is not None else (False, -self.first)

    def fit(self, title: str | None) -> float:
        """How well a title goes with those heard."""
        return max((titles_fit(title, t) for t in self.titles), default=0.5)


def _place(call: Call) -> tuple[int, int]:
    return call.mention.span.start, call.mention.span.end


def names_apart(a: Group, b: Group) -> float:
    """How far the nearest names of the two are apart in sound."""
    return min((_heard_apart(x, y) for x in a.names for y in b.names), default=1.0)


_heard_apart = lru_cache(maxsize=1 << 14)(distance)


def surnames_apart(a: Group, b: Group) -> float:
    """How easily a surname of one is heard for one of the other's."""
    pairs = ((x, y) for x in a.surnames for y in b.surnames if len(x) == len(y) == 1)
    return min((character_cost(x, y) for x, y in pairs), default=1.0)
