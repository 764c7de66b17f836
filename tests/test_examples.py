"""The files of examples/ are what they say."""

import re
import runpy
from pathlib import Path

from transcript import Lexicon

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_the_example_lexicon_loads_and_warns_of_its_risky_entry():
    lexicon = Lexicon.load(EXAMPLES / "seed003.lexicon.toml")
    assert [problem.kind for problem in lexicon.problems] == ["ordinary"]
    assert {entry.type for entry in lexicon} == {"person", "org", "place", "product", "term"}


def test_checking_one_half_of_a_meeting_mends_the_other(capsys):
    runpy.run_path(str(EXAMPLES / "second_meeting.py"), run_name="__main__")
    shown = capsys.readouterr().out
    figures = [tuple(map(int, pair)) for pair in re.findall(r"改对 (\d+) 处，改错 (\d+) 处", shown)]
    assert len(figures) == 4
    for (made, false), (made_after, false_after) in (figures[:2], figures[2:]):
        assert made_after >= made + 5
        assert false_after <= false
