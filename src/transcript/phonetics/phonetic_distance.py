"""Two short texts side by side: which character was heard for which, what was lost, put in, or swapped.

A weighted edit distance over characters by their sound. Texts longer than `LONGEST` are refused: it is for names and terms.
"""

from __future__ import annotations

import attrs

from transcript.phonetics.confusions import character_cost

LONGEST = 200
GAP = 0.7  # a syllable lost or put in
SWAP = 0.5  # two neighbours in the other order


@attrs.frozen(kw_only=True)
class Pairing:
    """A step of an alignment.

    Attributes:
        heard: What stands in the first text; empty for a lost syllable.
        meant: What stands in the second; empty for one put in.
        cost: What the step adds.
    """

    heard: str
    meant: str
    cost: float


def distance(a: str, b: str, *, most: float = 1.0) -> float:
    """How far two short texts are apart in sound: the cost of their best alignment for each character of the longer one.

    Args:
        a: At most `LONGEST` characters, as is *b*; the order of the two makes no difference.
        b: The other.
        most: Whatever is further apart is given as 1, which is found out sooner.

    Returns:
        0 for the same sounds, up to 1 for nothing in common. Below 0.05 the two differ in tones at most, below 0.2 they are easily
        confused.

    Raises:
        ValueError: If one is too long.

    >>> distance("柳溪村", "柳西村"), round(distance("柳溪村", "刘西春"), 2), distance("柳溪村", "……。")
    (0.0, 0.06, 1.0)
    """
    if max(len(a), len(b)) > LONGEST:
        msg = f"texts of at most {LONGEST} characters can be compared, not {max(len(a), len(b))}"
        raise ValueError(msg)
    if not a or not b:
        return float(a != b)
    if len(a) == len(b):
        cost = _without_gaps(a, b)
        if cost <= 2 * GAP or most * len(a) < 2 * GAP:
            return cost / len(a) if cost <= most * len(a) else 1.0
    apart = min(1.0, _costs(a, b)[-1][-1] / max(len(a), len(b)))
    return apart if apart <= most else 1.0


def _without_gaps(a: str, b: str) -> float:
    """Cost of aligning two texts of one length where nothing is lost: the best of all, unless two gaps cost less."""
    before, cost = 0.0, character_cost(a[0], b[0])
    for i in range(1, len(a)):
        swapped = before + _swap(a[i - 1 : i + 1], b[i - 1 : i + 1])
        before, cost = cost, min(cost + character_cost(a[i], b[i]), swapped)
    return cost


def align(heard: str, meant: str) -> tuple[Pairing, ...]:
    """The steps of the best alignment of two short texts, in order.

    >>> [(p.heard, p.meant) for p in align("柳村", "柳溪村")]
    [('柳', '柳'), ('', '溪'), ('村', '村')]
    """
    table = _costs(heard, meant)
    i, j = len(heard), len(meant)
    steps: list[Pairing] = []
    while i or j:
        di, dj = _step(table, heard, meant, i, j)
        cost = table[i][j] - table[i - di][j - dj]
        steps.append(Pairing(heard=heard[i - di : i], meant=meant[j - dj : j], cost=cost))
        i, j = i - di, j - dj
    return tuple(reversed(steps))


def _costs(a: str, b: str) -> list[list[float]]:
    """Cost of aligning each beginning of *a* with each beginning of *b*."""
    table = [[j * GAP for j in range(len(b) + 1)]]
    for i, x in enumerate(a, start=1):
        above = table[-1]
        row = [i * GAP]
        for j, y in enumerate(b, start=1):
            best = min(above[j - 1] + character_cost(x, y), above[j] + GAP, row[-1] + GAP)
            if i > 1 and j > 1:
                best = min(best, table[i - 2][j - 2] + _swap(a[i - 2] + x, b[j - 2] + y))
            row.append(best)
        table.append(row)
    return table


def _swap(a: str, b: str) -> float:
    return SWAP + character_cost(a[0], b[1]) + character_cost(a[1], b[0])


def _step(table: list[list[float]], a: str, b: str, i: int, j: int) -> tuple[int, int]:
    """How many characters of each the last step of the best alignment took."""
    here = table[i][j]
    steps = ((1, 1), (0, 1), (1, 0), (2, 2))
    possible = [(di, dj) for di, dj in steps if di <= i and dj <= j]
    return min(possible, key=lambda s: abs(table[i - s[0]][j - s[1]] + _step_cost(a, b, i, j, s) - here))


def _step_cost(a: str, b: str, i: int, j: int, step: tuple[int, int]) -> float:
    if step == (1, 1):
        return character_cost(a[i - 1], b[j - 1])
    if step == (2, 2):
        return _swap(a[i - 2 : i], b[j - 2 : j])
    return GAP
