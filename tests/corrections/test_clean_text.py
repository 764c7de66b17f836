"""Lexicons that have nothing to do with a text change nothing in it; benchmarks/clean_text.py measures the large ones."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from clean_text import EVERYDAY, documents, false_edits, lexicon_of, names


@pytest.mark.parametrize(
    ("words", "people"),
    [(EVERYDAY, []), ([], names(200)), (EVERYDAY, names(500))],
    ids=["everyday terms", "names", "both"],
)
def test_small_lexicons_change_nothing_in_official_documents(words, people):
    lexicon = lexicon_of(words, people)
    assert [edit for text in documents() for edit in false_edits(text, lexicon)] == []
