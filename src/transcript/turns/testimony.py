"""What the calls say at each candidate: who is about to speak, who has just stopped, who cannot be the one speaking.

Three tables in log odds, a row a candidate and a column a state of the decoder (the members of the cast, then somebody unknown):
`arriving` for beginning to speak here, `leaving` for having spoken until here, `holding` for speaking from here to the next candidate.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from transcript.turns.calls import Call
from transcript.turns.cast import HOST, Member

NEXT_REACH = 300  # so far behind a call may the called person begin, in characters
FADING = 0.8  # what a call loses at each further candidate behind it
LEAST = 0.3  # the share of a call that is left at the end of its reach
LAST_REACH = 50  # so far behind being named last
SELF_REACH = 90
PREVIOUS_REACH = 30
SUPERSEDED = 0.25  # what is left of a call when somebody else is called after it
NAMED_LAST = 1.2  # for whoever was named last, without a call
THANKED = -1.0  # against whoever was thanked and not called again
VOUCHED = (
    2.05  # so much more for a member than for somebody unknown names a turn; of those below it one in four was right
)
A_SPEECH = 120  # letters for which somebody is thanked: of shorter turns before thanks, one of four was theirs
STRANGER = 2.0  # for somebody unknown after a call that names nobody
STRANGER_REACH = 40
UNCALLED = -1.5  # against a member who begins without a call
UNKNOWN = -1.0  # against somebody unknown
WHO = 0.5  # the share of a call that says who comes next, not whether anybody does
BY_TITLE = -0.6  # against whoever is spoken of by a title alone: it may be another's
_HOLDING = {"next": -3.0, "previous": -2.5, "address": -2.5, "spoke": -2.0, "mention": -1.2}

Table = npt.NDArray[np.float64]


@attrs.frozen(kw_only=True, eq=False)
class Testimony:
    """The three tables; see above."""

    arriving: Table
    leaving: Table
    holding: Table


def hear(
    cast: Sequence[Member], *, positions: Sequence[int], strangers: Sequence[int] = (), bounds: str = "candidates"
) -> Testimony:
    """What the calls of *cast* say.

    Args:
        cast: The members, with all that is said of them.
        positions: Where turns may start, in the stream, in order.
        strangers: Where calls end that name nobody of the cast, in order.
        bounds: "candidates" if turns only may start there, "sure" if they do.
    """
    shape = (len(positions), len(cast) + 1)
    testimony = Testimony(arriving=np.zeros(shape), leaving=np.zeros(shape), holding=np.zeros(shape))
    heard = sorted(((call, m.number) for m in cast for call in m.calls), key=lambda pair: pair[0].mention.span)
    for call, number in heard:
        _hold(testimony.holding, call, number, positions)
        if call.kind == "previous":
            _leave(testimony.leaving, call, number, positions, bounds)
    _arrive(testimony.arriving, heard, positions)
    testimony.arriving[:, 1:] += np.where(testimony.arriving[:, 1:] > 0, 0.0, UNCALLED)
    testimony.arriving[:, -1] = UNKNOWN
    _invite(testimony.arriving[:, -1], strangers, positions)
    if bounds == "candidates":
        testimony.arriving[:, 1:] -= _whether(testimony.arriving[:, 1:])
    testimony.arriving[:, HOST] = np.minimum(testimony.arriving[:, HOST], 2.0)
    return testimony


def _whether(arriving: Table) -> Table:
    """The part of what is said at each candidate that speaks of a change, not of a person: that nobody was called is no reason against one."""
    likeliest: Table = arriving.max(axis=1, keepdims=True)
    return np.where(likeliest < 0, likeliest, WHO * likeliest)


def _hold(table: Table, call: Call, number: int, positions: Sequence[int]) -> None:
    row = bisect_right(positions, call.mention.span.start) - 1
    if row >= 0:
        table[row, number] += call.weight if call.kind == "self" else _holding(call)


def _holding(call: Call) -> float:
    by_title = call.kind == "mention" and call.mention.form == "title"
    return BY_TITLE if by_title else _HOLDING[call.kind]


def _leave(table: Table, call: Call, number: int, positions: Sequence[int], bounds: str) -> None:
    """Thanks stand at the beginning of a turn: only the last two candidates before them count."""
    start = call.mention.span.start
    nearest = bisect_right(positions, start) - 1
    for row, share in ((nearest, 1.0), (nearest - 1, 0.5)) if bounds == "candidates" else ((nearest, 1.0),):
        if row >= 0 and start - positions[row] <= PREVIOUS_REACH:
            table[row, number] = max(table[row, number], call.weight * share)


def _arrive(table: Table, heard: Sequence[tuple[Call, int]], positions: Sequence[int]) -> None:
    """The calls within reach before each candidate.

    A later call to another takes most of an earlier one's weight, thanks end the call that they answer.
    """
    ends = [call.mention.span.end for call, _ in heard]
    for row, position in enumerate(positions):
        later: set[int] = set()
        thanked: set[int] = set()
        queue: Call | None = None
        for at in range(bisect_right(ends, position) - 1, -1, -1):
            call, number = heard[at]
            if position - ends[at] > NEXT_REACH:
                break
            if call.kind == "previous" and number not in later:
                thanked.add(number)
                table[row, number] = min(table[row, number], THANKED)
            weight = _weight(call, row - bisect_left(positions, ends[at]), position - ends[at], first=not later)
            if weight <= 0 or number in thanked:
                continue
            queued = queue is not None and queue.mention.span.start - ends[at] <= 6
            if later - {number} and not queued:
                weight *= SUPERSEDED
            table[row, number] = max(table[row, number], weight)
            if call.kind == "next":
                later.add(number)
                queue = call


def _invite(column: Table, strangers: Sequence[int], positions: Sequence[int]) -> None:
    """After a call that names nobody, somebody unknown is likelier than whoever was not called."""
    for end in strangers:
        first = bisect_left(positions, end)
        for row in range(first, min(first + 3, len(positions))):
            if positions[row] - end <= STRANGER_REACH:
                column[row] = max(column[row], UNKNOWN + STRANGER - FADING * (row - first))


def _weight(call: Call, rank: int, away: int, *, first: bool) -> float:
    if call.kind == "next":
        return max(call.weight * LEAST, call.weight - FADING * rank)
    if call.kind == "mention" and first and call.mention.form != "title":
        return NAMED_LAST - FADING * rank if away <= LAST_REACH else 0.0
    return 0.0


def vouched(testimony: Testimony, *, state: int, first: int, last: int, letters: int) -> bool:
    """Whether anything but habit says that *state* speaks from candidate *first* to *last*: a call, a self-introduction, thanks for so many *letters*."""
    called = testimony.arriving[first, state] - testimony.arriving[first, -1]
    thanked = letters >= A_SPEECH and last < len(testimony.leaving) and testimony.leaving[last, state] > 0
    introduced = testimony.holding[first:last, state].max() > 0
    return bool(called > VOUCHED or thanked or introduced)
