"""Who asks, in each part of a meeting: the host, or a member to whom the chair has given the floor to question the others.

In a parliament the chair says “请方委员志明质询” and is silent for half an hour, while 方志明 asks and one official after another answers.
For that long the questioner plays the part that the host plays elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

import numpy as np
import numpy.typing as npt
import regex

from transcript.text import Span
from transcript.turns.cast import HOST, Member
from transcript.turns.testimony import Testimony

ASKING = regex.compile(r"(?:提出)?(?:质询|询问|提问)(?!时间|到此|完毕|结束)")
_PRESIDING = regex.compile(r"(?:来|继续|为我们|给我们|负责)?主持(?!人)")
_GIVEN = regex.compile(f"{ASKING.pattern}|{_PRESIDING.pattern}")
THANKS_REACH = 60  # so far before the next call does the chair thank the last one who asked
SILENT = -2.0  # against the chair while somebody else asks
TAKES_BACK = 3.0  # for the chair's speaking where the questioner's time ends
RETURNING = 1.0  # for the questioner's speaking again
# 谢谢主席，有请署长。|请署长。|委员好: the chair says again whom the questioner asks for
_ECHO = regex.compile(
    r"请[^。！？!?，,]{0,12}?(?P<who>[^。！？!?，,]{2,6})(?:上台)?[。！]\s*(?P<again>(?:有)?请(?P=who)(?:上台)?(?:备询|答复|说明)?[。！])"
)
_GOES_ON = regex.compile(
    r"(?:的(?:质询|询问|提问|发言|意见))?[。！!，,]?(?:好|那么?|现在|接下来|下面|接着|继续|再|登记|下一位|我们|是|由|就|有|请|邀请|[，,])*"
)
_CLOSED = regex.compile(r"(?:质询|询答|提问)(?:到此|完毕|结束)|现在休息|散会")


def askers(text: str, *, cast: Sequence[Member], positions: Sequence[int]) -> npt.NDArray[np.int64]:
    """Who asks from each candidate to the next, as numbers of the cast.

    >>> from transcript.people import find_mentions
    >>> from transcript.turns.calls import find_calls
    >>> from transcript.turns.cast import find_cast
    >>> text = "请方委员志明质询。主席、各位同仁。请问部长。请乔部长答复。"
    >>> cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    >>> askers(text, cast=cast, positions=[0, 9, 17, 22]).tolist()
    [0, 1, 1, 1]
    """
    given = _called_to(text, cast, _GIVEN)
    found = np.full(len(positions), HOST, dtype=np.int64)
    ends = [*(following.start for following, _ in given[1:]), len(text)]
    for (call, number), end in zip(given, ends, strict=False):
        closed = _CLOSED.search(text, call.end + 2, end)
        last = _chair_returns(text, cast[number], closed.start() if closed else end)
        until = bisect_right(positions, last) - 1 if last < len(text) else len(positions)
        found[bisect_left(positions, call.end) : until] = number
    for echo in _ECHO.finditer(text):  # who asks may have the floor, but nobody comes before the chair has said so
        found[bisect_left(positions, echo.start("again")) : bisect_right(positions, echo.end())] = HOST
    return found


def presiding(text: str, *, cast: Sequence[Member]) -> frozenset[int]:
    """Who is asked to preside, by whoever opens the meeting: 下面请方老师主持."""
    return frozenset(number for _, number in _called_to(text, cast, _PRESIDING))


def _called_to(text: str, cast: Sequence[Member], purpose: regex.Pattern[str]) -> list[tuple[Span, int]]:
    """The calls to members for a *purpose*, in order."""
    return sorted(
        (call.mention.span, member.number)
        for member in cast
        for call in member.calls
        if call.kind == "next" and member.number != HOST and purpose.match(text, call.mention.span.end)
    )


def _chair_returns(text: str, asker: Member, start: int) -> int:
    """Where the chair thanks the asker, just before the next call, or the end, at *start*; else there."""
    first, last = (bisect_left(asker.calls, at, key=attrgetter("start")) for at in (start - THANKS_REACH, start))
    thanks = (call.mention.span for call in asker.calls[first:last] if call.kind == "previous")
    return next((t.start for t in thanks if _GOES_ON.fullmatch(text, t.end, start)), start)


def with_askers(testimony: Testimony, *, asking: npt.NDArray[np.int64], host: npt.NDArray[np.float64]) -> Testimony:
    """The testimony with the manner of a host said of whoever asks.

    Args:
        testimony: What the calls say.
        asking: Who asks at each candidate.
        host: For each candidate, log odds that what follows sounds like a host.
    """
    rows = np.arange(len(asking))
    arriving, holding = testimony.arriving.copy(), testimony.holding.copy()
    given = asking != HOST
    mine = (rows[given], asking[given])
    holding[rows, asking] += host
    holding[mine] = np.maximum(
        holding[mine], host[given]
    )  # a colleague who reports to the questioner names them all the time
    arriving[mine] = np.maximum(arriving[mine], RETURNING)
    arriving[given, HOST] += SILENT
    arriving[1:][given[:-1] & ~given[1:], HOST] += TAKES_BACK
    return Testimony(arriving=arriving, leaving=testimony.leaving, holding=holding)
