from itertools import pairwise, product
from math import exp, log

import numpy as np
import pytest

from transcript.turns.confidence import change_chances, start_confidence

OPENING_GUEST = -1.5
COLUMN = {"HG": 0, "GH": 1, "GG": 2}


def partings(change: np.ndarray, host: np.ndarray):
    """Every way to part the rows into turns: its weight and where it changes."""
    count = len(change)
    for roles, cuts in product(product("HG", repeat=count), product((False, True), repeat=count - 1)):
        pairs = [a + b for a, b in pairwise(roles)]
        if any(
            (pair in {"HG", "GH"} and not cut) or (pair == "HH" and cut) for pair, cut in zip(pairs, cuts, strict=True)
        ):
            continue
        weight = host[0] if roles[0] == "H" else OPENING_GUEST
        for row, (pair, cut) in enumerate(zip(pairs, cuts, strict=True), start=1):
            weight += (change[row, COLUMN[pair]] if cut else 0.0) + (host[row] if pair[1] == "H" else 0.0)
        yield weight, (False, *cuts)


def test_chances_are_the_share_of_all_partings() -> None:
    random = np.random.default_rng(3)
    change, host = random.normal(size=(5, 3)), random.normal(size=5)
    ways = list(partings(change, host))
    total = log(sum(exp(weight) for weight, _ in ways))
    expected = [sum(exp(weight - total) for weight, cuts in ways if cuts[row]) for row in range(5)]
    assert np.allclose(change_chances(change, host=host), expected)


def test_no_rows_no_chances() -> None:
    assert len(change_chances(np.zeros((0, 3)), host=np.zeros(0))) == 0


def test_a_change_that_was_decided_on_is_surer_than_its_chance_and_the_order_stays() -> None:
    chances = np.linspace(0.05, 0.8, 16).tolist()
    sure = [start_confidence(chance) for chance in chances]
    assert all(a < b for a, b in zip(chances, sure, strict=True))
    assert sure == sorted(sure)


@pytest.mark.parametrize("chance", [0.0, 1e-12, 1.0, 1.0 - 1e-12])
def test_nothing_is_beyond_doubt(chance: float) -> None:
    assert 0 < start_confidence(chance) < 1
