from collections.abc import Iterator
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
    monkeypatch.setattr(decoder, "_KEPT", 37 * 4**2)
    assert decode(change, members=4, testimony=said) == whole


UNKNOWN = 2
Row = tuple[tuple[int, bool], ...]  # at each candidate who speaks, and whether a turn begins


def rows(count: int) -> Iterator[Row]:
    """All that the host, a guest and somebody unknown may do; only an unknown one may follow himself."""
    for speakers in product((HOST, 1, UNKNOWN), repeat=count):
        again = [at for at in range(1, count) if speakers[at - 1] == speakers[at] == UNKNOWN]
        for begun in product((False, True), repeat=len(again)):
            new = dict(zip(again, begun, strict=True))
            begins = [at > 0 and new.get(at, speakers[at] != speakers[at - 1]) for at in range(count)]
            yield tuple(zip(speakers, begins, strict=True))


def score(row: Row, change: np.ndarray, said: testimony.Testimony, asking: np.ndarray) -> float:
    """What a row of states is worth, added up as the module says."""
    last, before = row[0][0], UNKNOWN
    total = said.holding[0, last] + said.arriving[0, last] + (decoder.OPENING_GUEST if last != HOST else 0.0)
    for at, (now, begins) in enumerate(row[1:], start=1):
        if begins:
            column = 1 if now == asking[at] else 0 if last == asking[at] else 2
            total += change[at, column] + said.arriving[at, now] + said.leaving[at, last] + decoder.TEMPO
            total += decoder.RESUMED if now == before != UNKNOWN else 0.0
            last, before = now, last
        total += said.holding[at, now]
    return float(total)


@pytest.mark.parametrize("seed", range(40))
def test_the_best_row_of_states_is_found(seed: int) -> None:
    """Against all rows that there are, scored by hand; in every second meeting a guest plays the host's part for a while."""
    change, said = tables(5, 3, seed=seed)
    asking = np.array([0, 0, 1, 1, 0]) if seed % 2 else np.zeros(5, dtype=np.int64)
    best = max(rows(5), key=lambda row: score(row, change + 0.8, said, asking))
    begins = [0, *(at for at, (_, begins) in enumerate(best) if begins)]
    found = decode(change + 0.8, members=3, testimony=said, asking=asking if seed % 2 else None)
    assert [(s.first, s.state) for s in found] == [(at, best[at][0]) for at in begins]


def test_whoever_had_the_floor_gets_it_back() -> None:
    """Both guests are as likely each time; the one who spoke before the host is taken."""
    change = np.tile([0.0, 0.0, -9.0], (5, 1))
    said = testimony.Testimony(arriving=np.zeros((5, 4)), leaving=np.zeros((5, 4)), holding=np.full((5, 4), -1.0))
    said.holding[[0, 2, 4], HOST] = said.holding[1, 2] = 3.0
    said.holding[3, [1, 2]] = 3.0
    assert states(change, 4, said) == [HOST, 2, HOST, 2, HOST]


def test_two_unknown_people_in_a_row_are_two_turns() -> None:
    none = np.zeros((3, 3))
    said = testimony.Testimony(arriving=none, leaving=none, holding=np.array([[-50.0, -50.0, 0.0]] * 3))
    change = np.full((3, 3), 4.0)
    assert [(s.first, s.last, s.state) for s in decode(change, members=3, testimony=said)] == [
        (0, 1, UNKNOWN),
        (1, 2, UNKNOWN),
        (2, 3, UNKNOWN),
    ]


def test_nothing_to_decide_is_no_turn() -> None:
    assert decode(np.zeros((0, 3)), members=2) == []


def test_one_candidate_is_one_turn() -> None:
    assert [(s.first, s.last, s.state) for s in decode(np.zeros((1, 3)), members=2)] == [(0, 1, HOST)]
