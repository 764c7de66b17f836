import pytest

from transcript.people import find_mentions
from transcript.turns import testimony as spoken
from transcript.turns.calls import find_calls
from transcript.turns.cast import HOST, find_cast
from transcript.turns.testimony import hear, vouched

TEXT = "下面请方志明教授发言。大家好，我讲三点。谢谢方教授。下面请乔远志教授发言。大家好。"


@pytest.fixture
def testimony() -> spoken.Testimony:
    cast = find_cast(TEXT, calls=find_calls(TEXT, mentions=find_mentions(TEXT)))
    return hear(cast, positions=[0, 11, 20, 26])


def test_a_call_speaks_for_whoever_was_called_and_thanks_for_whoever_has_spoken(testimony: spoken.Testimony) -> None:
    assert testimony.arriving[1].argmax() == 1
    assert testimony.leaving[2, 1] > 0 >= testimony.leaving[2, 2]


def test_whoever_is_called_does_not_speak_in_the_call(testimony: spoken.Testimony) -> None:
    assert testimony.holding[0, 1] < 0 == testimony.holding[0, HOST]


def test_a_call_vouches_for_a_name_and_habit_does_not(testimony: spoken.Testimony) -> None:
    assert vouched(testimony, state=1, first=1, last=2)
    assert not vouched(testimony, state=2, first=1, last=2)
