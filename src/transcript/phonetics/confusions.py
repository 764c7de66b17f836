"""How easily one syllable is heard for another.

The knowledge is confusions.tsv: pairs of initials, of finals, or of whole syllables, each with a cost and an example. A cost of 0 is the same
sound, 1 is nothing in common. What has no row costs `UNLIKE` for its part; the costs of the parts add up.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.phonetics.readings import readings_of, sounds

UNLIKE = 0.65
TONE = 0.04
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
    """The rows of confusions.tsv."""
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
    """The cost of each pair of syllables, by number, tones aside; row and column 0 stand for what has no sound."""
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
    """For each syllable number the number that stands for all that sound almost alike (zh z, n l, in ing, …); 0 for 0."""
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
    """The cost of two toned codes."""
    if not a or not b:
        return 0.0 if a == b else 1.0
    tone = 0.0 if a % 8 == b % 8 or 5 in (a % 8, b % 8) else TONE
    return min(1.0, float(syllable_costs()[a // 8, b // 8]) + tone)


@lru_cache(maxsize=1 << 16)
def character_cost(a: str, b: str) -> float:
    """How far two characters are apart in sound, from 0 (read alike) to 1; of several readings the nearest count.

    >>> character_cost("粮", "良"), character_cost("粮", "凉"), character_cost("粮", "。")
    (0.0, 0.0, 1.0)
    """
    if a == b:
        return 0.0
    pairs = [(x, y) for x in readings_of(a) for y in readings_of(b)]
    return min((code_cost(x, y) for x, y in pairs), default=1.0)
