"""Decide between scored candidates: one choice for each span; what is likely but unproven is only suggested.

A lexicon is often used on texts that hardly speak of it. Guards keep a likely change a suggestion where it may cut a name out of another name
(孟记老师 is no 纪老师) or a short form of address out of a word (流行 is no 刘行长).
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.candidates import Hits
from transcript.corrections.features import Weighed, is_title
from transcript.corrections.phonetic_text import PhoneticText
from transcript.corrections.word_prior import WordPrior, is_particle
from transcript.lexicon.index import CALLED, HEARD, RIGHT, Index
from transcript.lexicon.latin_keys import is_latin
from transcript.people.tables import ORDINARY_SURNAMES, SURNAMES
from transcript.phonetics import character_cost
from transcript.words import in_dictionary

_GIVEN = 2  # characters of a given name
EASILY = 0.25  # cost of syllables that are easily confused


def doubt(
    phonetic: PhoneticText, index: Index, words: WordPrior, *, start: int, end: int, form: int, known: bool
) -> str:
    """Why a form is no more than suggested for a stretch, as a clause; empty if nothing speaks against it.

    Args:
        phonetic: The text.
        index: The lexicon.
        words: The words of the text.
        start: Where the stretch begins.
        end: Where it ends.
        form: Number of the form.
        known: Whether the text has the entry elsewhere.
    """
    before, after = phonetic.folded[start:end], index.simplified(form)
    if is_latin(after.lower()) and not before[0].isascii():
        return "但原文是汉字，未必是在念字母"
    if index.kinds[form] == CALLED and after[0] in SURNAMES:
        if not known and _another_surname(before, after):
            return "但也可能另有其人"
        if _surname_before(phonetic, words, start, given=1):
            return "但前面的字可能与它同是一个人名"
        if _short_and_a_word(before, after):
            return "但原文本身成词"
    elif _within_name(phonetic, index, words, start, end, form):
        return "但前面的字可能与它同是一个人名"
    if len(before) == len(after) == 2 and before[0] == after[0] and is_particle(before[0]):
        return "但原文本身成词"
    return ""


def _another_surname(before: str, after: str) -> bool:
    """Whether somebody else may be called: by a surname that is not easily mistaken for that of the lexicon."""
    return before[0] in SURNAMES and character_cost(before[0], after[0]) > EASILY


def _short_and_a_word(before: str, after: str) -> bool:
    """Whether two characters are another word, or sound otherwise: 流行 for 刘行, short for 刘行长."""
    other = before[1:] != after[1:] or character_cost(before[0], after[0]) > EASILY
    return len(after) == 2 and (other or in_dictionary(before))


def _within_name(phonetic: PhoneticText, index: Index, words: WordPrior, start: int, end: int, form: int) -> bool:
    """Whether a stretch is the given name of somebody whom the form does not name: 宝西 of 陶宝西 for 宝溪."""
    if end - start > _GIVEN or not _surname_before(phonetic, words, start, given=0):
        return False
    before, after = phonetic.folded[start], index.simplified(form)
    if before == after[0] and before in SURNAMES:
        return False
    name = index.simplified(int(index.rows[form]))
    return not (index.people[form] and (index.kinds[form] == RIGHT or phonetic.folded[start - 1] == name[0]))


def _surname_before(phonetic: PhoneticText, words: WordPrior, start: int, *, given: int) -> bool:
    """Whether a surname stands before a stretch, at most so many lone characters of a given name further to the left."""
    for place in range(start - 1, start - 2 - given, -1):
        if _lone_surname(phonetic, words, place):
            return True
        if place < 0 or not words.alone(place) or is_particle(phonetic.folded[place]):
            return False
    return False


def _lone_surname(phonetic: PhoneticText, words: WordPrior, place: int) -> bool:
    """Whether a character is a word of its own, and hardly any other than a surname."""
    if place < 0 or not words.alone(place):
        return False
    character = phonetic.folded[place]
    return SURNAMES.get(character) == "common" and character not in ORDINARY_SURNAMES and not is_particle(character)


APPLY = 0.35
SUGGEST = -1.0
MARGIN = 1.0
_DOUBTFUL = 0.0  # the score of what is likely but may well be taken for something else
TOLD = 4.0  # the score of what the lexicon itself calls a mishearing


@attrs.frozen(kw_only=True)
class Grounds:
    """What is said for a choice that is not made by sound.

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
        """Whether it may be applied."""
        return self.score >= APPLY and self.margin >= MARGIN


def listed_mishearings(
    phonetic: PhoneticText, index: Index, spelled: Hits, *, owned: NDArray[np.bool_]
) -> list[Choice]:
    """Mishearings that the lexicon names, longest first where they overlap; what belongs to two entries is not sure."""
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
    """The best candidate of each stretch, best first; none overlap each other or what is taken.

    Args:
        phonetic: The text.
        index: The lexicon.
        weighed: Candidates by sound.
        owned: Which characters something right already owns.
        taken: What has been chosen before.
        more: Candidates that are not by sound, and change nothing that is right.
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
    """Whether a change is of the kind that mishearings make: no number or its unit becomes another, no title a name.

    A numeral by itself may become a word, or one beside a numeral of the form (五二路 for 舞二路); one beside another may not.
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
    """Whether a character would become a numeral that it does not even sound like."""
    return after in _NUMERALS and (before in _NUMERALS or character_cost(before, after) > EASILY)


def _beside_numeral(phonetic: PhoneticText, place: int, kept: Container[int]) -> bool:
    """Whether a numeral that no form keeps stands next to a place: what is there belongs to a number of several."""
    return any(phonetic.folded[at : at + 1] in _NUMERALS for at in (place - 1, place + 1) if at >= 0 and at not in kept)


def _choices(phonetic: PhoneticText, index: Index, weighed: Weighed, order: NDArray[np.int64]) -> Iterator[Choice]:
    hits, entries = weighed.hits, set(index.rows[weighed.right.forms].tolist())
    for i in order.tolist():
        start, end, form = int(hits.starts[i]), int(hits.ends[i]), int(hits.forms[i])
        score, but = float(weighed.score[i]), ""
        if score >= APPLY:
            but = doubt(
                phonetic, index, weighed.words, start=start, end=end, form=form, known=int(index.rows[form]) in entries
            )
        cost = float(weighed.compared.cost[i])
        yield Choice(start=start, end=end, form=form, cost=cost, score=_DOUBTFUL if but else score, doubt=but)


def _changes_nothing_right(phonetic: PhoneticText, index: Index, choice: Choice, owned: NDArray[np.bool_]) -> bool:
    before, after = phonetic.folded[choice.start : choice.end], index.simplified(choice.form)
    if before == after or not sensible(phonetic, index, choice.start, choice.end, choice.form):
        return False
    left, right = shared_ends(before, after)
    return not owned[choice.start + left : max(choice.end - right, choice.start + left + 1)].any()


def shared_ends(before: str, after: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning and at their end.

    >>> shared_ends("柳西村", "柳溪村")
    (1, 1)
    """
    most = min(len(before), len(after))
    left = next((i for i in range(most) if before[i] != after[i]), most)
    right = next((i for i in range(most - left) if before[-1 - i] != after[-1 - i]), most - left)
    return left, right


def _agree(phonetic: PhoneticText, index: Index, a: Choice, b: Choice) -> bool:
    """Whether two choices want the same text, or one of them a part of what the other wants.

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
    """Whether *large* writes, where *small* stands, just what *small* would write."""
    if not large.start <= small.start <= small.end <= large.end:
        return False
    after, left = index.simplified(large.form), small.start - large.start
    return len(after) == large.end - large.start and after.startswith(index.simplified(small.form), left)
