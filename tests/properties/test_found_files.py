"""Inputs that fuzzing broke a reader or the pipeline with, one a file, and all that it begins with."""

import pytest
from found_files import CHECKS, CHOICES, FOUND, beginnings

from transcript.readers import READERS


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_nothing_that_was_found_breaks_it_any_more(check):
    found = list(beginnings())
    assert len(found) >= len(READERS) + len(list(FOUND.glob("*")))
    for data in found:
        check(data)


@pytest.mark.parametrize("choice", range(len(CHOICES)), ids=CHOICES)
def test_every_reader_takes_or_refuses_every_sample(choice):
    for data in beginnings():
        CHECKS["readers"](bytes([choice]) + data[1:])
