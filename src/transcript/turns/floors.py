"""Who asks, in each part of a meeting: the host, or a member to whom the chair has given the floor to question the others.

In a parliament the chair says “请方委员志明质询” and is silent for half an hour, while 方志明 asks and one official after another answers.
For that long the questioner plays the part that the host plays elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import regex

from transcript.turns.cast import HOST, Member
from transcript.turns.testimony import Testimony

ASKING = regex.compile(r"(?:提出)?(?:质询|询问|提问)(?!时间|到此|完毕|结束)")
SILENT = -2.0  # against the chair while somebody else asks
RETURNING = 1.0  # for the questioner's speaking again
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
    given = sorted(
        (call.mention.span.end, member.number)
        for member in cast
        for call in member.calls
        if call.kind == "next" and member.number != HOST and ASKING.match(text, call.mention.span.end)
    )
    found = np.full(len(positions), HOST, dtype=np.int64)
    for (start, number), (end, _) in pairwise([*given, (len(text), HOST)]):
        closed = _CLOSED.search(text, start + 2, end)
        last = closed.start() if closed else end
        found[bisect_left(positions, start) : bisect_left(positions, last)] = number
    return found


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
    return Testimony(arriving=arriving, leaving=testimony.leaving, holding=holding)
