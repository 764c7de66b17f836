from itertools import pairwise, product

import numpy as np
import pytest

from transcript.turns import decoder, testimony
from transcript.turns.decoder import HOST, decode


def tables(rows: int, members: int, seed: int) -> tuple[np.ndarray, testimony.Testimony]:
    random = np.random.default_rng(seed)
    said = testimony.Testimony(
        arriving=random.normal(size=(rows, members)),
        leaving=random.normal(size=(rows, members)),
        holding=random.normal(size=(rows, members)),
    )
    return random.normal(size=(rows, 3)) - 1.0, said


def states(change: np.ndarray, members: int, said: testimony.Testimony) -> list[int]:
    return [s.state for s in decode(change, members=members, testimony=said) for _ in range(s.first, s.last)]


def test_stretches_cover_all_candidates_and_neighbours_differ() -> None:
    change, said = tables(300, 5, seed=1)
    stretches = decode(change, members=5, testimony=said)
    assert [s.first for s in stretches] == [0, *(s.last for s in stretches[:-1])]
    assert stretches[-1].last == 300
    assert all(a.state != b.state or a.state == 4 for a, b in pairwise(stretches))


def test_long_documents_are_decided_as_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    change, said = tables(500, 4, seed=2)
    whole = decode(change, members=4, testimony=said)
    monkeypatch.setattr(decoder, "_AT_ONCE", 37)
    assert decode(change, members=4, testimony=said) == whole


def test_the_best_row_of_states_is_found() -> None:
    """Against all rows of three members, scored by hand: nobody unknown speaks, nobody resumes."""
    change, said = tables(6, 3, seed=4)
    for table in (said.arriving, said.holding):
        table[:, 2] = -1e6

    def score(row: tuple[int, ...]) -> float:
        total = said.holding[0, row[0]] + said.arriving[0, row[0]] + (decoder.OPENING_GUEST if row[0] != HOST else 0.0)
        before = 2
        for at, (last, now) in enumerate(pairwise(row), start=1):
            if now != last:
                column = 0 if last == HOST else 1 if now == HOST else 2
                total += change[at, column] + said.arriving[at, now] + said.leaving[at, last] + decoder.TEMPO
                total += decoder.RESUMED if now == before else 0.0
                before = last
            total += said.holding[at, now]
        return float(total)

    assert states(change, 3, said) == list(max(product((0, 1), repeat=6), key=score))


def test_one_candidate_is_one_turn() -> None:
    assert [(s.first, s.last, s.state) for s in decode(np.zeros((1, 3)), members=2)] == [(0, 1, HOST)]
