"""The chances over all paths of speakers, and the turns that make most of the document right."""

from collections.abc import Iterator
from itertools import pairwise, product

import attrs
import numpy as np
import pytest

from transcript.turns import decoder
from transcript.turns.decoder import HOST, LIKELY, SAME, Stretch, decode, path_score, posteriors
from transcript.turns.speaker_scores import RETURN_WAYS, RETURNS, SpeakerScores, return_features

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
        asks=np.zeros(rows, dtype=bool),
        returns=random.normal(size=(len(RETURNS), len(RETURN_WAYS))),
    )


def returning(scores: SpeakerScores) -> np.ndarray:
    """The log odds of a return, for turns of one letter."""
    return return_features(np.ones(len(scores.asks)), scores.asks) @ scores.returns


def decided(scores: SpeakerScores) -> list[Stretch]:
    count = len(scores.holding)
    return decode(scores, change=np.random.default_rng(0).random(count), lengths=np.ones(count))[0]


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
    stretches = stretches_of(path)
    total = path_score(stretches, scores) + opening
    for two, one, now in zip(stretches, stretches[1:], stretches[2:], strict=False):
        if two.state == now.state != UNKNOWN:
            way = (
                "return_over_host"
                if one.state == HOST
                else "host_returns"
                if now.state == HOST
                else "return_over_guest"
            )
            total += returning(scores)[now.first, RETURN_WAYS.index(way)]
    return total


@pytest.mark.parametrize("seed", range(10))
def test_posteriors_are_the_shares_of_all_paths(seed: int) -> None:
    scores = tables(4, 3, seed=seed)
    speaker, total = np.zeros((4, 3)), 0.0
    for path in paths(4):
        weight = np.exp(worth(path, scores))
        total += weight
        for at, (state, _) in enumerate(path):
            speaker[at, state] += weight
    assert np.allclose(posteriors(scores, returning=returning(scores)), speaker / total)


def test_the_parts_of_a_long_document_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = tables(50, 5, seed=7)
    whole = posteriors(scores, returning=returning(scores))
    monkeypatch.setattr(decoder, "_KEPT", 7)
    assert np.allclose(posteriors(scores, returning=returning(scores)), whole)


def test_who_is_asked_something_in_between_speaks_again() -> None:
    """A guest, the host with a short question, and then whoever it is."""
    none = np.zeros((3, 4))
    scores = attrs.evolve(
        tables(3, 4, seed=0),
        change=np.full((3, 3), 5.0),
        arriving=none,
        leaving=none,
        holding=np.array([[0, 9.0, 0, 0], [9.0, 0, 0, 0], none[0]]),
        asks=np.array([False, False, True]),
        returns=np.array([[0.0, 0, 0]] * 4 + [[2.0, 0, 0]]),
    )
    chances = posteriors(scores, returning=returning(scores))[2]
    assert chances.argmax() == 1
    assert chances[1] > 2 * chances[2]


def test_stretches_cover_all_candidates_and_neighbours_differ() -> None:
    stretches = decided(tables(300, 5, seed=1))
    assert [s.first for s in stretches] == [0, *(s.last for s in stretches[:-1])]
    assert stretches[-1].last == 300
    assert all(a.state != b.state or a.state == 4 for a, b in pairwise(stretches))


def test_turns_start_only_where_a_change_is_likely() -> None:
    scores = tables(60, 4, seed=2)
    change = np.random.default_rng(2).random(60)
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
        asks=np.zeros(3, dtype=bool),
        returns=np.zeros((len(RETURNS), len(RETURN_WAYS))),
    )
    found, _ = decode(scores, change=np.array([0.0, 0.9, 0.9]), lengths=[1, 1, 1])
    assert [s.state for s in found] == [8, 8, 8]


def test_nothing_to_decide_is_no_turn() -> None:
    assert decided(tables(0, 2, seed=0)) == []
    scores = tables(0, 2, seed=0)
    assert posteriors(scores, returning=returning(scores)).shape == (0, 2)


def test_one_candidate_is_one_turn() -> None:
    assert [(s.first, s.last) for s in decided(tables(1, 2, seed=0))] == [(0, 1)]


def test_extreme_scores_stay_finite_and_decide() -> None:
    scores = tables(50, 4, seed=3)
    scores.holding[10, 1] = scores.holding[20, 2] = 1e6
    found = posteriors(scores, returning=returning(scores))
    assert np.isfinite(found).all()
    assert np.allclose(found.sum(axis=1), 1)
    assert found[10, 1] == found[20, 2] == 1.0
