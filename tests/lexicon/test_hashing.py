import numpy as np

from transcript.lexicon.hashing import Prefixes

VALUES = np.array([5, 9, 5, 9, 2, 7, 5, 9, 2], dtype=np.uint16)


def test_equal_windows_have_equal_hashes_wherever_they_lie():
    starts = np.array([0, 2, 6, 1])
    hashes = Prefixes(VALUES).whole(starts, starts + 2).tolist()
    assert hashes[0] == hashes[1] == hashes[2] != hashes[3]


def test_a_window_without_a_value_hashes_as_what_is_left():
    prefixes = Prefixes(VALUES)
    left = prefixes.without(np.array([2]), np.array([5]), np.array([3]))
    assert left == Prefixes(np.array([5, 2], dtype=np.uint16)).whole(np.array([0]), np.array([2]))
