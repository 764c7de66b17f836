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
from transcript.turns.press import Question, read_question

BEFORE, AFTER = 60, 40
ASKS = 5.0  # how sure a journalist's own word is
ADDRESSED = 0.5  # a name between marks, that may as well stand in a row
_SENTENCE_END = regex.compile(r"[。！？!?\n]")


@attrs.frozen(kw_only=True)
class Call:
    """A mention and what it is for.

    Attributes:
        mention: The words that mean a person.
        kind: "next", "previous", "self", "spoke", "address" or "mention".
        weight: How surely, in log odds.
        question: What a journalist asks who says so.
    """

    mention: Mention
    kind: str
    weight: float
    question: Question | None = None

    @property
    def start(self) -> int:
        """Where the mention starts: calls are searched by it."""
        return self.mention.span.start


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
        if pattern.kind == "self" and mention.form == "latin" and not before.endswith("叫"):
            continue  # 我是 Orchid, … says more often where somebody is from
        if pattern.weight > best.weight and pattern.before.search(before) and pattern.after.match(after):
            best = Call(mention=mention, kind=pattern.kind, weight=pattern.weight)
    question = read_question(text, mention)
    return Call(mention=mention, kind="self", weight=ASKS, question=question) if question else best


_TO_ANYBODY = regex.compile(
    r"(?:下一位|哪一?位|另外一位|其他(?:人|伙伴|朋友|同仁|委员|老师|来宾)|还有没有|有没有(?:其他|人|哪|谁)|还有谁|谁(?:还有|来|先|有)|请(?:大家|各位)(?:讨论|发表|审议)|大家(?:看行|看怎么样|同意|同不同意|有没有意见|有什么意见))[^。！？?]{0,24}[。！？?]"
    r"|请[^，。！？?你您大各]{1,14}(?:部|署|局|会|处|院|府|组|公司|单位|团队|总处)(?:的?(?:代表|同仁|同事|长官|首长))?"
    r"(?:这边|先|来|再)?(?:简单)?(?:说明|回应|补充|报告|发言|回答|表示)?[^，。！？?]{0,4}[。！]"
)


def open_calls(text: str) -> list[int]:
    """Where calls end that name no person: to an organisation, to the next one, to whoever wants.

    >>> open_calls("好的。下一位。请水利局说明。请大家记住。")
    [7, 14]
    """
    return [match.end() for match in _TO_ANYBODY.finditer(text)]


_LINK = regex.compile(r"[、，,]?(?:和|与|以及|还有|及|跟|，再请|，然后请)?$")


def _queued(text: str, calls: list[Call]) -> Iterator[Call]:
    """请甲老师、乙老师: what holds for the first of a row holds for the others."""
    last: Call | None = None
    for call in calls:
        if (
            last
            and call.weight <= ADDRESSED
            and last.kind in {"next", "previous", "address"}
            and call.mention.form != "title"
        ):
            between = text[last.mention.span.end : call.mention.span.start]
            if len(between) <= 4 and _LINK.match(between):
                call = attrs.evolve(call, kind=last.kind, weight=last.weight * 0.8)
        last = call
        yield call
