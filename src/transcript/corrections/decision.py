"""Decide between scored candidates: one choice for each span; what is likely but unproven is only suggested."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.document_features import places
from transcript.corrections.features import Weighed, is_title
from transcript.corrections.guards import EASILY, OFTEN, doubt, shared_ends
from transcript.corrections.term_candidates import Hits, PhoneticText
from transcript.lexicon.index import CALLED, HEARD, Index
from transcript.phonetics import character_cost

# Log odds; by hand. scripts/fit_terms.py prints how many corrections are right and wrong from which score on, before the guards.
APPLY = 0.2  # least score of an edit that is applied
SUGGEST = -1.0  # least score of one that is suggested
MARGIN = 0.8  # lead over the second candidate that an applied edit needs
_DOUBTFUL = 0.0  # the score of what is likely but may well be taken for something else
TOLD = 4.0  # the score of what the lexicon itself calls a mishearing


@attrs.frozen(kw_only=True)
class Grounds:
    """The evidence for a choice that is not made by sound.

    Attributes:
        form: As it is written.
        alike: How the stretch differs from it.
        ground: What speaks for it, or why it is only suggested.
    """

    form: str
    alike: str
    ground: str


@attrs.frozen(kw_only=True)
class Choice:
    """A candidate that won its stretch.

    Attributes:
        start, end: The stretch.
        form: Number of the form.
        cost, score: As weighed.
        rival: Number of the best form that would turn the stretch into something else.
        margin: How far the rival's score lies behind.
        doubt: Why it is only suggested although it is likely.
        grounds: What is said for it, where it is not its sound.
    """

    start: int
    end: int
    form: int
    cost: float
    score: float
    rival: int | None = None
    margin: float = math.inf
    grounds: Grounds | None = None
    doubt: str = ""

    @property
    def sure(self) -> bool:
        """True if it may be applied."""
        return self.score >= APPLY and self.margin >= MARGIN


def listed_mishearings(
    phonetic: PhoneticText, index: Index, spelled: Hits, *, owned: NDArray[np.bool_]
) -> list[Choice]:
    """Find the mishearings that the lexicon names. The longest is taken where they overlap; a form of two entries is not sure.

    Args:
        phonetic: The text, prepared for search by sound.
        index: The index of the lexicon.
        spelled: Where forms of the lexicon, right or wrong, stand as they are spelled.
        owned: For each character, whether an exact match owns it.

    Returns:
        The choices.
    """
    wrong = spelled.where(index.kinds[spelled.forms] == HEARD)
    if not len(wrong):
        return []
    by_size = np.lexsort((wrong.starts, wrong.starts - wrong.ends))
    chosen: list[Choice] = []
    places = np.full(len(owned), -1)
    for start, end, form in np.stack([wrong.starts, wrong.ends, wrong.forms])[:, by_size].T.tolist():
        meeting = _there(places, start, end)
        if not meeting and not owned[start:end].any() and phonetic.in_one_breath(start, end):
            places[start:end] = len(chosen)
            chosen.append(Choice(start=start, end=end, form=form, cost=0.0, score=TOLD))
        for i in meeting:
            if (chosen[i].start, chosen[i].end) == (start, end):
                chosen[i] = attrs.evolve(chosen[i], rival=form, margin=0.0)
    return chosen


def choose(
    phonetic: PhoneticText,
    index: Index,
    weighed: Weighed,
    *,
    owned: NDArray[np.bool_],
    taken: Iterable[Choice],
    more: Sequence[Choice] = (),
) -> list[Choice]:
    """Choose the best candidate of each stretch.

    Args:
        phonetic: The text.
        index: The lexicon.
        weighed: Candidates by sound.
        owned: Which characters something right already owns.
        taken: What has been chosen before.
        more: Candidates that are not by sound, and change nothing that is right.

    Returns:
        The choices, best first; they overlap neither each other nor what is taken.
    """
    if not len(weighed.hits) and not more:
        return []
    closed = np.zeros_like(owned)
    for choice in taken:
        closed[choice.start : choice.end] = True
    ahead = np.append(0, np.cumsum(closed))
    likely = np.flatnonzero((weighed.score >= SUGGEST) & (ahead[weighed.hits.starts] == ahead[weighed.hits.ends]))
    order = likely[np.lexsort((weighed.hits.starts[likely], -weighed.score[likely]))]
    by_sound = (
        c for c in _choices(phonetic, index, weighed, order) if _changes_nothing_right(phonetic, index, c, owned)
    )
    others = (c for c in more if ahead[c.start] == ahead[c.end])
    allowed = _best_first(by_sound, others)
    chosen: list[Choice] = []
    places = np.full(len(owned), -1)
    for choice in allowed:
        meeting = _there(places, choice.start, choice.end)
        if not meeting:
            places[choice.start : choice.end] = len(chosen)
            chosen.append(choice)
        for i in meeting:
            if chosen[i].rival is None and not _agree(phonetic, index, chosen[i], choice):
                chosen[i] = attrs.evolve(chosen[i], rival=choice.form, margin=chosen[i].score - choice.score)
    return chosen


def _best_first(by_sound: Iterable[Choice], more: Iterable[Choice]) -> Iterable[Choice]:
    """Two groups as one; the first is in order."""
    others = [choice for choice in more if choice.score >= SUGGEST]
    return sorted([*by_sound, *others], key=lambda c: (-c.score, c.start)) if others else by_sound


def _there(places: NDArray[np.int64], start: int, end: int) -> list[int]:
    """The numbers that stand in a stretch, each once; -1 is none."""
    return sorted({number for number in places[start:end].tolist() if number >= 0})


_NUMERALS = frozenset("\u3007零一二三四五六七八九十百千万亿两0123456789")
_UNITS = frozenset("年月日号时分秒元岁")


def sensible(phonetic: PhoneticText, index: Index, start: int, end: int, form: int) -> bool:
    """Tell whether recognisers make such a change: no number or its unit becomes another, no title becomes a name.

    A numeral by itself may become a word, or one beside a numeral of the form (五二路 for 舞二路); one beside another may not.

    Args:
        phonetic: The text, prepared for search by sound.
        index: The index of the lexicon.
        start: Where the stretch begins.
        end: Where the stretch ends.
        form: Number of the form.

    Returns:
        True if the change is plausible.
    """
    before, after = phonetic.folded[start:end], index.simplified(form)
    if index.kinds[form] == CALLED and is_title(before):
        return False
    if before[0] in _UNITS and after[0] != before[0] and phonetic.folded[max(0, start - 1) : start] in _NUMERALS:
        return False
    if len(before) != len(after):
        return True
    if _NUMERALS.isdisjoint(before + after):
        return True
    pairs = list(zip(before, after, strict=True))
    kept = {start + at for at, (a, b) in enumerate(pairs) if a == b}
    return not any(
        _beside_numeral(phonetic, start + at, kept) if a in _NUMERALS and b not in _NUMERALS else _becomes_numeral(a, b)
        for at, (a, b) in enumerate(pairs)
        if a != b
    )


def _becomes_numeral(before: str, after: str) -> bool:
    """Return whether a character would become a numeral that it does not even sound like."""
    return after in _NUMERALS and (before in _NUMERALS or character_cost(before, after) > EASILY)


def _beside_numeral(phonetic: PhoneticText, place: int, kept: Container[int]) -> bool:
    """Return whether a numeral that no form keeps stands next to a place: what is there belongs to a number of several."""
    return any(phonetic.folded[at : at + 1] in _NUMERALS for at in (place - 1, place + 1) if at >= 0 and at not in kept)


def _choices(phonetic: PhoneticText, index: Index, weighed: Weighed, order: NDArray[np.int64]) -> Iterator[Choice]:
    hits, entries = weighed.hits, set(index.rows[weighed.right.forms].tolist())
    times = places(phonetic, hits)
    backed = weighed.feature("left") + weighed.feature("right") > 0
    for i in order.tolist():
        start, end, form = int(hits.starts[i]), int(hits.ends[i]), int(hits.forms[i])
        score, but = float(weighed.score[i]), ""
        if score >= APPLY:
            known = int(index.rows[form]) in entries
            but = doubt(
                phonetic,
                index,
                weighed.words,
                start=start,
                end=end,
                form=form,
                known=known,
                backed=bool(backed[i]),
                often=int(times[i]) >= OFTEN,
                score=score,
            )
        cost = float(weighed.compared.cost[i])
        yield Choice(start=start, end=end, form=form, cost=cost, score=_DOUBTFUL if but else score, doubt=but)


def _changes_nothing_right(phonetic: PhoneticText, index: Index, choice: Choice, owned: NDArray[np.bool_]) -> bool:
    before, after = phonetic.folded[choice.start : choice.end], index.simplified(choice.form)
    if before == after or not sensible(phonetic, index, choice.start, choice.end, choice.form):
        return False
    left, right = shared_ends(before, after)
    return not owned[choice.start + left : max(choice.end - right, choice.start + left + 1)].any()


def _agree(phonetic: PhoneticText, index: Index, a: Choice, b: Choice) -> bool:
    """Return whether two choices want the same text, or one of them a part of what the other wants.

    Beside 柳西镇方家村 → 柳溪镇方家村 the entry 柳溪镇 alone is no rival.
    """
    start, end = min(a.start, b.start), max(a.end, b.end)
    one, other = (
        phonetic.folded[start : c.start] + index.simplified(c.form) + phonetic.folded[c.end : end] for c in (a, b)
    )
    return _bare(one) == _bare(other) or _part_of(index, a, b) or _part_of(index, b, a)


def _bare(text: str) -> str:
    """A text without what Latin words may be written with or without."""
    return text.casefold().replace(" ", "").replace("-", "")


def _part_of(index: Index, small: Choice, large: Choice) -> bool:
    """Return whether *large* writes, where *small* stands, just what *small* would write."""
    if not large.start <= small.start <= small.end <= large.end:
        return False
    after, left = index.simplified(large.form), small.start - large.start
    return len(after) == large.end - large.start and after.startswith(index.simplified(small.form), left)
