"""Inputs that once broke a law, each named by what it did."""

from pathlib import Path

import pytest
from laws import broken_laws

from transcript import Lexicon

LEXICON = Lexicon.load(Path(__file__).parents[2] / "examples" / "seed003.lexicon.toml")
CASES = {
    "a fraction whose base ends the word before": "原因之一分之五",
    "a lone surrogate before an organisation": "\ud800请省水利厅厅长李明",
}


@pytest.mark.parametrize("lexicon", [None, LEXICON], ids=["without lexicon", "with lexicon"])
@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_no_law_is_broken_any_more(text, lexicon):
    assert not list(broken_laws(text, lexicon=lexicon))
