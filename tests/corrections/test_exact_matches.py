"""What a text has right already."""

import numpy as np

from transcript.corrections.candidates import Hits
from transcript.corrections.exact_matches import ExactMatches


def attested(*rows: tuple[int, int, int]) -> ExactMatches:
    starts, ends, forms = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return ExactMatches.of(Hits(starts, ends, forms))


def test_forms_are_counted() -> None:
    right = attested((0, 3, 7), (5, 8, 2), (9, 12, 7))
    assert right.forms.tolist() == [2, 7]
    assert right.times(np.array([7, 2, 5, 1, 9])).tolist() == [2, 1, 0, 0, 0]


def test_nothing_stands_in_a_text_without_any() -> None:
    assert attested().times(np.array([3, 1])).tolist() == [0, 0]
    assert attested().owned(2).tolist() == [False, False]
    assert attested().stretches == ()


def test_the_characters_of_right_forms_are_owned() -> None:
    right = attested((1, 3, 0), (2, 4, 1), (6, 7, 0))
    assert np.flatnonzero(right.owned(8)).tolist() == [1, 2, 3, 6]
    assert np.flatnonzero(attested((0, 2, 0)).owned(2)).tolist() == [0, 1]


def test_of_stretches_that_overlap_the_first_and_longest_stands() -> None:
    right = attested((4, 6, 0), (0, 2, 1), (0, 4, 2), (2, 5, 3), (5, 8, 4))
    assert right.stretches == ((0, 4), (4, 6))
