"""How easily one syllable is heard for another, and how far two short texts are apart in sound.

The knowledge is confusions.tsv: pairs of initials, of finals, or of whole syllables, each with a cost and an example. A cost of 0 is the same
sound, 1 is nothing in common. What has no row costs `UNLIKE` for its part; the costs of the parts add up. Texts are aligned by a weighted edit
distance over their characters: which was heard for which, what was lost, put in, or swapped.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.phonetics.readings import readings_of, sounds

UNLIKE = 0.65  # cost of an initial or a final for another without a row; by hand: two of them make more than 1
TONE = 0.04  # cost of another tone; by hand, less than any row of confusions.tsv
ALIKE = 0.25  # parts at most this far apart count as one in keys

Costs = NDArray[np.float64]


@attrs.frozen(kw_only=True)
class Confusion:
    """A row of the table: *a* and *b* are heard for each other."""

    part: str
    a: str
    b: str
    cost: float
    where: str


@lru_cache(maxsize=1)
def confusions() -> tuple[Confusion, ...]:
    """Read the rows of confusions.tsv.

    Returns:
        The rows, in order.
    """
    lines = (Path(__file__).parent / "confusions.tsv").read_text(encoding="utf-8").split("\n")[1:-1]
    rows = (line.split("\t") for line in lines)
    return tuple(Confusion(part=part, a=a, b=b, cost=float(cost), where=where) for part, a, b, cost, where in rows)


def _part_costs(part: str, names: list[str]) -> Costs:
    costs = np.full((len(names), len(names)), UNLIKE)
    np.fill_diagonal(costs, 0)
    place = {name: i for i, name in enumerate(names)}
    for row in confusions():
        if row.part == part and row.a in place and row.b in place:
            costs[place[row.a], place[row.b]] = costs[place[row.b], place[row.a]] = row.cost
    return costs


@lru_cache(maxsize=1)
def syllable_costs() -> Costs:
    """Compute the cost of each pair of syllables, tones aside.

    Returns:
        A square table by syllable number; row and column 0 stand for what has no sound.
    """
    known = sounds()
    costs = np.ones((len(known) + 1, len(known) + 1))
    total = np.zeros((len(known), len(known)))
    for part, which in (("initial", 0), ("final", 1)):
        names = sorted({sound[which] for sound in known})
        at = np.array([names.index(sound[which]) for sound in known])
        total += _part_costs(part, names)[np.ix_(at, at)]
    costs[1:, 1:] = np.minimum(total, 1)
    numbers = {"".join(sound): number for number, sound in enumerate(known, start=1)}
    for row in confusions():
        if row.part == "syllable":
            a, b = numbers[row.a], numbers[row.b]
            costs[a, b] = costs[b, a] = min(row.cost, costs[a, b])
    return costs


@lru_cache(maxsize=1)
def alike() -> NDArray[np.uint16]:
    """Number the groups of syllables that sound almost alike (zh z, n l, in ing, …).

    Returns:
        For each syllable number the number of its group; 0 for 0.
    """
    known = sounds()
    stands = [_representatives(part, sorted({s[i] for s in known})) for i, part in enumerate(("initial", "final"))]
    kinds: dict[tuple[str, str], int] = {}
    numbers = [kinds.setdefault((stands[0][initial], stands[1][final]), len(kinds) + 1) for initial, final in known]
    return np.array([0, *numbers], dtype=np.uint16)


def _representatives(part: str, names: list[str]) -> dict[str, str]:
    stands = {name: name for name in names}
    for row in confusions():
        if row.part == part and row.cost <= ALIKE:
            old, new = stands[row.b], stands[row.a]
            stands = {name: new if stood == old else stood for name, stood in stands.items()}
    return stands


def code_cost(a: int, b: int) -> float:
    """Return the cost of two toned codes.

    Args:
        a: One code.
        b: The other.

    Returns:
        From 0, the same, to 1.
    """
    if not a or not b:
        return 0.0 if a == b else 1.0
    tone = 0.0 if a % 8 == b % 8 or 5 in (a % 8, b % 8) else TONE
    return min(1.0, float(syllable_costs()[a // 8, b // 8]) + tone)


@lru_cache(maxsize=1 << 16)
def character_cost(a: str, b: str) -> float:
    """Measure the phonetic distance of two characters; of several readings the nearest count.

    Args:
        a: One character.
        b: The other.

    Returns:
        From 0, read alike, to 1.

    >>> character_cost("粮", "良"), character_cost("粮", "凉"), character_cost("粮", "。")
    (0.0, 0.0, 1.0)
    """
    if a == b:
        return 0.0
    pairs = [(x, y) for x in readings_of(a) for y in readings_of(b)]
    return min((code_cost(x, y) for x, y in pairs), default=1.0)


LONGEST = 200  # characters that are compared
GAP = 0.7  # a syllable lost or put in; by hand
SWAP = 0.5  # two neighbours in the other order; by hand


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
    """Measure the phonetic distance of two short texts: the cost of their best alignment for each character of the longer one.

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
    """Align two short texts.

    Args:
        heard: The text as it was heard.
        meant: The text as it may have been meant.

    Returns:
        The steps of the best alignment, in order.

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
    """Return how many characters of each the last step of the best alignment took."""
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
