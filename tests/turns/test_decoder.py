"""The chances over all paths of speakers, and the turns that make most of the document right."""

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
import pytest

from transcript.turns import decoder
from transcript.turns.decoder import HOST, LIKELY, SAME, Stretch, decode, path_score, posteriors
from transcript.turns.speaker_scores import SpeakerScores

UNKNOWN = 2
Path = tuple[tuple[int, bool], ...]  # at each candidate who speaks, and whether a turn begins


def tables(rows: int, members: int, seed: int) -> SpeakerScores:
    random = np.random.default_rng(seed)
    return SpeakerScores(
        change=random.normal(size=(rows, 3)) - 0.2,
        arriving=random.normal(size=(rows, members)),
        leaving=random.normal(size=(rows, members)),
        holding=random.normal(size=(rows, members)),
        unknown_after_unknown=-0.3,
    )


def decided(scores: SpeakerScores) -> list[Stretch]:
    return decode(scores, change=posteriors(scores).change, lengths=np.ones(len(scores.holding)))[0]


def paths(count: int) -> Iterator[Path]:
    """All that the host, a guest and an unknown speaker may do; only an unknown one may follow an unknown one."""
    for speakers in product((HOST, 1, UNKNOWN), repeat=count):
        again = [at for at in range(1, count) if speakers[at - 1] == speakers[at] == UNKNOWN]
        for begun in product((False, True), repeat=len(again)):
            new = dict(zip(again, begun, strict=True))
            begins = [at > 0 and new.get(at, speakers[at] != speakers[at - 1]) for at in range(count)]
            yield tuple(zip(speakers, begins, strict=True))


def stretches_of(path: Path) -> list[Stretch]:
    starts = [0, *(at for at, (_, begins) in enumerate(path) if begins)]
    ends = [*starts[1:], len(path)]
    return [Stretch(first=a, last=b, state=path[a][0]) for a, b in zip(starts, ends, strict=True)]


def worth(path: Path, scores: SpeakerScores) -> float:
    opening = 0.0 if path[0][0] == HOST else decoder.OPENING_GUEST
    return path_score(stretches_of(path), scores) + opening


@pytest.mark.parametrize("seed", range(10))
def test_posteriors_are_the_shares_of_all_paths(seed: int) -> None:
    scores = tables(4, 3, seed=seed)
    speaker, change, total = np.zeros((4, 3)), np.zeros(4), 0.0
    for path in paths(4):
        weight = np.exp(worth(path, scores))
        total += weight
        for at, (state, begins) in enumerate(path):
            speaker[at, state] += weight
            change[at] += weight * begins
    found = posteriors(scores)
    assert np.allclose(found.speaker, speaker / total)
    assert np.allclose(found.change, change / total)


def test_stretches_cover_all_candidates_and_neighbours_differ() -> None:
    stretches = decided(tables(300, 5, seed=1))
    assert [s.first for s in stretches] == [0, *(s.last for s in stretches[:-1])]
    assert stretches[-1].last == 300
    assert all(a.state != b.state or a.state == 4 for a, b in pairwise(stretches))


def test_turns_start_only_where_a_change_is_likely() -> None:
    scores = tables(60, 4, seed=2)
    change = posteriors(scores).change
    found, chances = decode(scores, change=change, lengths=np.ones(60))
    assert all(change[s.first] > LIKELY for s in found[1:])
    assert chances.shape == (len(found), 4)


@pytest.mark.parametrize("seed", range(20))
def test_the_speakers_make_most_right(seed: int) -> None:
    """Against all ways in which three turns can be given to four states."""
    worth = np.random.default_rng(seed).dirichlet(np.ones(4), size=3) * np.array([[30], [10], [20]])

    def right(way: tuple[int, ...]) -> float:
        return sum(worth[row, s] for row, s in enumerate(way)) - SAME * sum(a == b != 3 for a, b in pairwise(way))

    found = decoder._best_states(worth)
    assert right(tuple(found)) == pytest.approx(max(map(right, product(range(4), repeat=3))))


def test_who_is_not_likely_enough_is_unknown_and_two_unknown_people_are_two_turns() -> None:
    none = np.zeros((3, 9))
    scores = SpeakerScores(
        change=np.full((3, 3), 3.0),
        arriving=none,
        leaving=none,
        holding=none - [9.0, *[0.0] * 8],
        unknown_after_unknown=0.0,
    )
    found, _ = decode(scores, change=np.array([0.0, 0.9, 0.9]), lengths=[1, 1, 1])
    assert [s.state for s in found] == [8, 8, 8]


def test_nothing_to_decide_is_no_turn() -> None:
    assert decided(tables(0, 2, seed=0)) == []
    assert posteriors(tables(0, 2, seed=0)).speaker.shape == (0, 2)


def test_one_candidate_is_one_turn() -> None:
    assert [(s.first, s.last) for s in decided(tables(1, 2, seed=0))] == [(0, 1)]


def test_extreme_scores_stay_finite_and_decide() -> None:
    scores = tables(50, 4, seed=3)
    scores.holding[10, 1] = scores.holding[20, 2] = 1e6
    found = posteriors(scores)
    assert np.isfinite(found.speaker).all()
    assert np.allclose(found.speaker.sum(axis=1), 1)
    assert found.speaker[10, 1] == found.speaker[20, 2] == 1.0
