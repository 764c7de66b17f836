import numpy as np
import pytest

from transcript.lexicon.hash_table import BESIDE, Keys, Prefixes, distinctive


def table(count, *, seed=7):
    hashes = np.random.default_rng(seed).integers(0, 1 << 63, count, dtype=np.uint64) << np.uint64(1)
    return hashes, Keys.of(hashes, np.arange(count, dtype=np.int32))


@pytest.mark.parametrize("count", [0, 1, 1_000, 40_000])
def test_what_is_in_the_table_is_found_and_nothing_else(count):
    hashes, keys = table(count)
    strangers = table(500, seed=8)[0]
    asked, forms = keys.find(np.concatenate([strangers, hashes]))
    assert asked.tolist() == list(range(500, 500 + count))
    assert forms.tolist() == list(range(count))


def test_several_forms_of_a_hash_are_several_rows():
    keys = Keys.of(np.array([9, 4, 9], dtype=np.uint64), np.array([2, 1, 0], dtype=np.int32))
    asked, forms = keys.find(np.array([4, 9], dtype=np.uint64))
    assert (asked.tolist(), forms.tolist()) == ([0, 1, 1], [1, 0, 2])


@pytest.mark.parametrize("count", [1, 40_000])
def test_what_lies_beside_a_hash_is_asked_for_with_it(count):
    hashes, keys = table(count)
    strangers = table(500, seed=8)[0]
    asked, forms = keys.find(np.concatenate([strangers, hashes ^ BESIDE, hashes]), beside=True)
    every = 500 + 2 * count
    assert asked.tolist() == [*range(500 + count, every), *range(every + 500, every + 500 + count)]
    assert forms.tolist() == [*range(count)] * 2


def test_a_hash_that_too_many_share_tells_nothing_apart():
    hashes, forms = distinctive(np.array([3, 3, 3, 8, 8], dtype=np.uint64), np.arange(5, dtype=np.int32), most=2)
    assert (hashes.tolist(), forms.tolist()) == ([8, 8], [3, 4])


VALUES = np.array([5, 9, 5, 9, 2, 7, 5, 9, 2], dtype=np.uint16)


def test_equal_windows_have_equal_hashes_wherever_they_lie():
    starts = np.array([0, 2, 6, 1])
    hashes = Prefixes(VALUES).whole(starts, starts + 2).tolist()
    assert hashes[0] == hashes[1] == hashes[2] != hashes[3]


def test_a_window_without_a_value_hashes_as_what_is_left():
    prefixes = Prefixes(VALUES)
    left = prefixes.without(np.array([2]), np.array([5]), np.array([3]))
    assert left == Prefixes(np.array([5, 2], dtype=np.uint16)).whole(np.array([0]), np.array([2]))
