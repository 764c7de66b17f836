"""The files of examples/ are what they say."""

from pathlib import Path

from transcript import Lexicon

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_the_example_lexicon_loads_without_problems():
    lexicon = Lexicon.load(EXAMPLES / "seed003.lexicon.toml")
    assert lexicon.problems == ()
    assert {entry.type for entry in lexicon} == {"person", "org", "place", "product", "term"}
