import pytest

from transcript.turns.cues import Cue, cues, find_strikes


@pytest.mark.parametrize("cue", cues(), ids=lambda cue: cue.name)
def test_the_example_of_a_row_shows_its_cue(cue: Cue) -> None:
    at = cue.example.index("|")
    text = cue.example.replace("|", "")
    assert cue in [struck for struck, _, _ in find_strikes(text, at)]


def test_names_are_distinct() -> None:
    names = [cue.name for cue in cues()]
    assert len(names) == len(set(names))
