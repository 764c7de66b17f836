"""Who answers the host: what the host's word before an answer, and the dialogue around it, say of a guest whom nobody called.

A call with a name decides in the decoder already. What is left are answers of guests whom it could not name: to a question put to somebody
in passing (“方总，我听说您…有什么经验吗？”), and in a dialogue that goes on without names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence

import attrs
import numpy as np
import numpy.typing as npt
import regex

from transcript.turns.calls import Call
from transcript.turns.cast import HOST, Member
from transcript.turns.decoder import Stretch
from transcript.turns.scorer import Strike
from transcript.turns.testimony import Testimony

HOSTS_WORDS = frozenset(
    ("host-thanks-speech", "host-next", "host-floor-open")
)  # cues of words that nobody but the host says
FLOOR_OPEN = "host-floor-open"  # the cue of who asks whether anybody wants to speak
NOT_A_HOST = -2.0  # against anybody else's beginning with them, or saying so
ASKED_REACH = 120  # letters in which the host asks whoever was named
AT_LAST = 20  # so few letters behind a name, the host need not ask
IN_PASSING = 150  # letters of a host's word that does not end a dialogue
REGULAR = 0.04  # with so large a share of the turns, two of three who could go on do; of rarer guests one of five
GREETS = 2.0  # so much does a greeting speak for a guest who begins
SPOKEN_OF = -2.0  # so much against somebody's speaking says that they are thanked or called
_YOU = regex.compile("[您你]")

Numbers = npt.NDArray[np.int64]


def with_hosts_words(testimony: Testimony, *, strikes: Sequence[Sequence[Strike]], asking: Numbers) -> Testimony:
    """The testimony, with what is said against guests who thank for a speech or announce the next.

    Args:
        testimony: What the calls say.
        strikes: The cues that strike at each candidate.
        asking: Who plays the host's part at each candidate.
    """
    rows = [row for row, found in enumerate(strikes) if any(strike.cue.name in HOSTS_WORDS for strike in found)]
    against = np.zeros_like(testimony.arriving)
    against[rows, 1:] = NOT_A_HOST
    against[rows, asking[rows]] = 0.0
    opens = [row for row, found in enumerate(strikes) if any(strike.cue.name == FLOOR_OPEN for strike in found)]
    holding = testimony.holding.copy()
    holding[opens, 1:] += NOT_A_HOST
    holding[opens, asking[opens]] = testimony.holding[opens, asking[opens]]
    return attrs.evolve(testimony, arriving=testimony.arriving + against, holding=holding)


@attrs.frozen(kw_only=True, eq=False)
class Dialogue:
    """A meeting with its turns, for asking who answers.

    Attributes:
        text: The stream.
        positions: Candidates, positions in the stream.
        cast: Who may speak.
        testimony: What the calls say.
        strikes: The cues that strike at each candidate.
        asking: Who plays the host's part at each candidate.
    """

    text: str
    positions: Sequence[int]
    cast: Sequence[Member]
    testimony: Testimony
    strikes: Sequence[Sequence[Strike]]
    asking: Numbers

    def partners(self, stretches: Sequence[Stretch]) -> list[Stretch]:
        """The stretches, with those of unknown guests given to whom the host's word or the dialogue means."""
        calls = self._calls()
        often = Counter(stretch.state for stretch in stretches)
        regulars = {state for state, times in often.items() if times >= REGULAR * len(stretches)}
        found = list(stretches[:1])
        for stretch in stretches[1:]:
            state = (
                self._answering(stretch, found, calls, regulars) if stretch.state == len(self.cast) else stretch.state
            )
            if state == found[-1].state != len(self.cast):
                found[-1] = attrs.evolve(found[-1], last=stretch.last)
            else:
                found.append(attrs.evolve(stretch, state=state))
        return found

    def _calls(self) -> list[tuple[int, int, Call]]:
        """Where each guest is named and who that is, in order."""
        named = ((c.mention.span.start, m.number, c) for m in self.cast if m.number != HOST for c in m.calls)
        return sorted(named, key=lambda row: (row[0], row[2].mention.span.end))

    def _answering(
        self,
        answer: Stretch,
        before: Sequence[Stretch],
        calls: Sequence[tuple[int, int, Call]],
        regulars: Collection[int],
    ) -> int:
        word, unknown = before[-1], len(self.cast)
        if self._from_floor(word.state):
            return next(
                (s.state for s in before if s.state not in {HOST, unknown} and not self._from_floor(s.state)), unknown
            )
        if word.state != self.asking[word.first]:
            return unknown
        start, end = self.positions[word.first], self.positions[answer.first]
        low, high = (bisect_left(calls, at, key=lambda row: row[0]) for at in (start, end))
        named = [(number, call) for _, number, call in calls[low:high] if number != word.state]
        if named:
            number, call = named[-1]
            anybody = call.kind != "next" and self.testimony.arriving[answer.first, unknown] > 0
            return number if self._asked(call, end) and not anybody else unknown
        partner = before[-2].state if len(before) > 1 else unknown
        goes_on = end - start <= IN_PASSING and partner in regulars and partner not in {unknown, word.state}
        return partner if goes_on and self._speaks_on(partner, word, answer) else unknown

    def _from_floor(self, state: int) -> bool:
        """Whether it is a journalist, whose question goes to who holds the conference."""
        return state < len(self.cast) and any(call.question for call in self.cast[state].calls)

    def _asked(self, call: Call, end: int) -> bool:
        """Whether whoever was named last is asked, or named at the very last."""
        rest = self.text[call.mention.span.end : end]
        spoken_of = call.kind in {"previous", "spoke"} and not _YOU.match(rest)
        if spoken_of or call.mention.form == "title":
            return False
        return len(rest) <= AT_LAST or (len(rest) <= ASKED_REACH and _YOU.search(rest) is not None)

    def _asks(self, word: Stretch, answer: Stretch) -> bool:
        said = self.text[self.positions[word.first] : self.positions[answer.first]]
        return _YOU.search(said) is not None or _struck(self.strikes[answer.first], "question")

    def _speaks_on(self, partner: int, word: Stretch, answer: Stretch) -> bool:
        """Whether nothing says that the dialogue has ended.

        Three of four guests go on after a word of the host in passing; one of two who had closed before it; one of three where somebody greets.
        """
        closed = _struck(self.strikes[word.first], "close") and not self._asks(word, answer)
        greets = any(s.cue.place == "after" and s.cue.weights[0] >= GREETS for s in self.strikes[answer.first])
        spoken_of = self.testimony.holding[answer.first : answer.last, partner].min() <= SPOKEN_OF
        thanked = self.testimony.leaving[word.first, partner] > 0
        return not (closed or greets or spoken_of or thanked or self._another_called(partner, answer))

    def _another_called(self, partner: int, answer: Stretch) -> bool:
        arriving, unknown = self.testimony.arriving[answer.first], len(self.cast)
        others = np.delete(arriving, [HOST, partner, unknown])
        least = max(arriving[unknown], arriving[partner])
        return bool(arriving[unknown] > 0 or (others.size and others.max() > least))


def _struck(strikes: Sequence[Strike], kind: str) -> bool:
    return any(strike.cue.name.startswith(kind) for strike in strikes)
