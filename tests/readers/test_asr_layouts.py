import pytest

from transcript.readers.asr_layouts import (
    END_KEYS,
    INHERITED,
    KNOWN,
    LABEL_KEYS,
    LAYOUTS,
    LENGTH_KEYS,
    START_KEYS,
    TEXT_KEYS,
)


@pytest.mark.parametrize("keys", [TEXT_KEYS, START_KEYS, END_KEYS, LENGTH_KEYS, LABEL_KEYS])
def test_keys_stand_once_as_they_are_compared(keys):
    assert len(set(keys)) == len(keys)
    assert all(key == key.lower() and key.isalnum() for key in keys)


def test_a_key_means_one_thing_only():
    roles = (TEXT_KEYS, START_KEYS, END_KEYS, LENGTH_KEYS, LABEL_KEYS)
    assert sum(map(len, roles)) == len({key for keys in roles for key in keys})


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.product)
def test_a_layout_says_when_a_segment_ends_or_how_long_it_is(layout):
    assert layout.text or layout.words
    assert layout.end or layout.length
    assert layout.unit > 0


def test_a_known_shape_is_one_that_the_vocabulary_reads():
    times = {*START_KEYS, "offsets", "timestamp"}
    assert all(text in TEXT_KEYS and start in times for _, text, start in KNOWN)


def test_what_an_object_says_for_all_that_it_holds_is_a_label():
    assert set(INHERITED) < set(LABEL_KEYS)
