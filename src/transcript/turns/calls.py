"""What each mention of a person is for: to call, to thank, to introduce oneself, to address, or only to speak of somebody.

`calls.tsv` holds the patterns, a row each, on the words around a mention; the strongest one that fits decides. Names found in a text
are of little use without this: most people named in a meeting are quoted, thanked or listening.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

import attrs
import regex

from transcript.people import Mention

BEFORE, AFTER = 60, 40
_SENTENCE_END = regex.compile(r"[。！？!?\n]")


@attrs.frozen(kw_only=True)
class Call:
    """A mention and what it is for.

    Attributes:
        mention: The words that mean a person.
        kind: "next", "previous", "self", "spoke", "address" or "mention".
        weight: How surely, in log odds.
    """

    mention: Mention
    kind: str
    weight: float


@attrs.frozen(kw_only=True)
class _Pattern:
    kind: str
    weight: float
    before: regex.Pattern[str]
    after: regex.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> tuple[_Pattern, ...]:
    table = files(__package__).joinpath("calls.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(
        _Pattern(kind=kind, weight=float(weight), before=regex.compile(before), after=regex.compile(after))
        for kind, weight, before, after, _ in rows
    )


def find_calls(text: str, *, mentions: Iterable[Mention]) -> tuple[Call, ...]:
    """What each of *mentions* is for, in order.

    >>> from transcript.people import find_mentions
    >>> text = "谢谢方校长。下面请乔志远教授发言。"
    >>> [(c.kind, c.mention.surname) for c in find_calls(text, mentions=find_mentions(text))]
    [('previous', '方'), ('next', '乔')]
    """
    return tuple(_queued(text, [_call(text, mention) for mention in mentions]))


def _call(text: str, mention: Mention) -> Call:
    start, end = mention.span.start, mention.span.end
    before = _SENTENCE_END.split(text[max(0, start - BEFORE) : start])[-1].rstrip(" ")
    after = text[end : end + AFTER].lstrip(" ")
    best = Call(mention=mention, kind="mention", weight=0.0)
    for pattern in _patterns():
        if pattern.weight > best.weight and pattern.before.search(before) and pattern.after.match(after):
            best = Call(mention=mention, kind=pattern.kind, weight=pattern.weight)
    return best


_LINK = regex.compile(r"[、，,]?(?:和|与|以及|还有|及|跟|，再请|，然后请)?$")


def _queued(text: str, calls: list[Call]) -> Iterator[Call]:
    """请甲老师、乙老师: what holds for the first of a row holds for the others."""
    last: Call | None = None
    for call in calls:
        if (
            last
            and call.kind == "mention"
            and last.kind in {"next", "previous", "address"}
            and call.mention.form != "title"
        ):
            between = text[last.mention.span.end : call.mention.span.start]
            if len(between) <= 4 and _LINK.match(between):
                call = attrs.evolve(call, kind=last.kind, weight=last.weight * 0.8)
        last = call
        yield call
