"""How long text takes to say: what the clock is interpolated by.

A han character is a syllable and the unit; a pause at a mark is counted in syllables too. Set-aside text (stamps, labels) is not
said and costs nothing. The costs were chosen on the stamped seed meeting, one half of it judging the other:
`scripts/fit_pace.py` prints how far off they are.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

# Syllables' time. A speaker rests at the end of a sentence for about a second; 、 is hardly heard.
_SENTENCE, _CLAUSE, _ITEM = 4.5, 1.0, 0.25
_DIGIT = 1.3  # 2031 has four syllables, 43.7 with its point and unit word more
_LETTER = 0.5  # a Latin word has a syllable for every two or three letters, an abbreviation one each
_KNOWN = {
    **dict.fromkeys("。！？!?", _SENTENCE),
    **dict.fromkeys("，；：,;:…—", _CLAUSE),
    **dict.fromkeys("、", _ITEM),
    **dict.fromkeys("0123456789", _DIGIT),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", _LETTER),
}
# Milliseconds a syllable: how fast anybody speaks, and how fast where the clock does not tell.
_FASTEST, _USUAL, _SLOWEST = 100.0, 230.0, 500.0


class _Costs(dict[str, float]):
    """Cost of each character; one not known yet is a syllable if it is a letter of any script, else nothing."""

    def __missing__(self, character: str) -> float:
        cost = self[character] = 1.0 if character.isalnum() else 0.0
        return cost


_COSTS = _Costs(_KNOWN)


def spoken_before(text: str, *, stretches: Iterable[tuple[int, int]]) -> Sequence[float]:
    """For each offset, and the end, the syllables' time of the speech before it.

    Args:
        text: The whole source.
        stretches: Start and end of what is said, in order.

    >>> list(spoken_before("0:01 好。", stretches=[(5, 7)]))
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 5.5]
    """
    total = array("d", [0.0])
    for start, end in stretches:
        total.extend(total[-1:] * (start + 1 - len(total)))
        total.extend(list(accumulate(map(_COSTS.__getitem__, text[start:end]), initial=total[-1]))[1:])
    total.extend(total[-1:] * (len(text) + 1 - len(total)))
    return total


def pace(spoken: Sequence[float], *, moments: Sequence[tuple[int, int]]) -> float:
    """Milliseconds a syllable, the median between neighbouring moments (offset, milliseconds): a break for tea does not count."""
    paces = []
    for (left, since), (right, until) in pairwise(moments):
        if until > since and spoken[right] > spoken[left]:
            paces.append((until - since) / (spoken[right] - spoken[left]))
    median = sorted(paces)[len(paces) // 2] if paces else _USUAL
    return min(max(median, _FASTEST), _SLOWEST)
