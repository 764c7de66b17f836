import numpy as np
import pytest

from transcript.people import Mention, find_mentions
from transcript.text import Span
from transcript.turns import testimony as spoken
from transcript.turns.calls import Call, find_calls
from transcript.turns.cast import HOST, Member, find_cast
from transcript.turns.testimony import (
    A_SPEECH,
    FADING,
    LAST_REACH,
    LEAST,
    NAMED_LAST,
    NEXT_REACH,
    PREVIOUS_REACH,
    STRANGER,
    STRANGER_REACH,
    SUPERSEDED,
    THANKED,
    UNCALLED,
    UNKNOWN,
    hear,
    vouched,
)

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
    assert vouched(testimony, state=1, first=1, last=2, letters=200)
    assert not vouched(testimony, state=2, first=1, last=2, letters=200)


def call(kind: str, start: int, end: int, *, weight: float = 4.0, form: str = "surname") -> Call:
    return Call(mention=Mention(span=Span(start, end), form=form), kind=kind, weight=weight)


def said(*by_member: list[Call], positions: list[int], **asked: object) -> spoken.Testimony:
    cast = [Member(number=number, calls=tuple(calls)) for number, calls in enumerate(([], *by_member))]
    return hear(cast, positions=positions, bounds=asked.pop("bounds", "sure"), **asked)


def test_a_call_fades_with_every_place_that_is_passed_but_never_wholly() -> None:
    arriving = said([call("next", 5, 9)], positions=[0, 9, 20, 30, 40, 50, 60]).arriving[:, 1]
    assert arriving[0] == UNCALLED
    assert np.allclose(arriving[1:], [4, 4 - FADING, 4 - 2 * FADING, 4 - 3 * FADING, 4 * LEAST, 4 * LEAST])


def test_a_call_does_not_reach_far() -> None:
    near, far = 9 + NEXT_REACH, 10 + NEXT_REACH
    assert said([call("next", 5, 9)], positions=[0, near]).arriving[1, 1] == 4
    assert said([call("next", 5, 9)], positions=[0, far]).arriving[1, 1] == UNCALLED


def test_a_later_call_to_somebody_else_supersedes() -> None:
    arriving = said([call("next", 0, 4)], [call("next", 30, 34)], positions=[0, 34]).arriving
    assert arriving[1].tolist() == [0, 4 * SUPERSEDED, 4, UNKNOWN]
    again = said([call("next", 0, 4), call("next", 20, 24)], positions=[0, 24]).arriving
    assert again[1, 1] == 4


def test_those_of_one_row_are_called_alike() -> None:
    assert said([call("next", 0, 4)], [call("next", 10, 14)], positions=[0, 14]).arriving[1, 1] == 4
    assert said([call("next", 0, 4)], [call("next", 11, 14)], positions=[0, 14]).arriving[1, 1] == 4 * SUPERSEDED


def test_thanks_end_the_call_that_they_answer_and_a_new_call_outlives_them() -> None:
    assert said([call("next", 0, 4), call("previous", 20, 24)], positions=[0, 24]).arriving[1, 1] == THANKED + UNCALLED
    assert said([call("previous", 0, 4), call("next", 20, 24)], positions=[0, 24]).arriving[1, 1] == 4


def test_whoever_was_named_last_may_speak_without_a_call() -> None:
    named = [call("mention", 5, 9, weight=0.0)]
    arriving = said(named, positions=[0, 9, 20, 9 + LAST_REACH, 10 + LAST_REACH]).arriving[:, 1]
    assert np.allclose(arriving[1:3], [NAMED_LAST, NAMED_LAST - FADING])
    assert arriving[3] == arriving[4] == UNCALLED
    assert said(named, positions=[0, 9 + LAST_REACH]).arriving[1, 1] == NAMED_LAST
    assert said(named, positions=[0, 10 + LAST_REACH]).arriving[1, 1] == UNCALLED
    assert said([call("mention", 5, 9, form="title")], positions=[0, 9]).arriving[1, 1] == UNCALLED
    assert said([call("spoke", 5, 9)], positions=[0, 9]).arriving[1, 1] == UNCALLED
    assert said(named, [call("next", 20, 24)], positions=[0, 24]).arriving[1, 1] == UNCALLED


def test_the_host_is_never_called_as_surely_as_a_guest() -> None:
    cast = [Member(number=0, calls=(call("next", 0, 4),)), Member(number=1)]
    assert hear(cast, positions=[0, 4], bounds="sure").arriving[1, HOST] == 2.0


def test_behind_a_call_that_names_nobody_somebody_unknown_is_likely() -> None:
    unknown = said([], positions=[0, 8, 10, 20, 30, 40], strangers=[8]).arriving[:, -1]
    asked = UNKNOWN + STRANGER
    assert np.allclose(unknown, [UNKNOWN, asked, asked - FADING, asked - 2 * FADING, UNKNOWN, UNKNOWN])
    near, far = 8 + STRANGER_REACH, 9 + STRANGER_REACH
    assert said([], positions=[0, near], strangers=[8]).arriving[1, -1] == asked
    assert said([], positions=[0, far], strangers=[8]).arriving[1, -1] == UNKNOWN
    assert said([], positions=[0, 12, 13], strangers=[8, 12]).arriving[1, -1] == asked


@pytest.mark.parametrize("kind", ["next", "previous", "address", "spoke", "mention"])
def test_nobody_names_themselves_but_to_introduce_themselves(kind: str) -> None:
    holding = said([call(kind, 12, 15)], positions=[0, 12, 20]).holding
    assert holding[1, 1] < -1
    assert np.count_nonzero(holding) == 1
    assert said([call("self", 11, 15)], positions=[0, 12, 20]).holding[0, 1] == 4


def test_thanks_at_the_start_of_a_turn_tell_who_has_ended() -> None:
    thanks = [call("previous", 12, 15)]
    assert said(thanks, positions=[0, 10, 20]).leaving[:, 1].tolist() == [0, 4, 0]
    assert said(thanks, positions=[0, 10, 20], bounds="candidates").leaving[:, 1].tolist() == [2, 4, 0]
    late = [call("previous", 10 + PREVIOUS_REACH, 60)], [call("previous", 11 + PREVIOUS_REACH, 60)]
    assert [said(calls, positions=[0, 10]).leaving[1, 1] for calls in late] == [4, 0]
    first = [call("previous", 1, 4)]
    assert said(first, positions=[0, 10], bounds="candidates").leaving[:, 1].tolist() == [4, 0]


def test_thanks_said_twice_count_once() -> None:
    leaving = said([call("previous", 12, 15), call("previous", 20, 24, weight=2.0)], positions=[0, 10]).leaving
    assert leaving[1, 1] == 4


def test_where_a_turn_only_may_start_a_call_says_half_of_that_it_does() -> None:
    arriving = said([call("next", 5, 9)], [], positions=[0, 9], bounds="candidates").arriving
    assert np.allclose(arriving[0, 1:], [UNCALLED - UNKNOWN, UNCALLED - UNKNOWN, 0])
    assert np.allclose(arriving[1, 1:], [2, UNCALLED - 2, UNKNOWN - 2])


def test_who_is_vouched_for() -> None:
    words = said([call("previous", 21, 24)], [call("self", 12, 15)], [call("next", 5, 9)], [], positions=[0, 10, 20])
    of = {state: vouched(words, state=state, first=1, last=2, letters=200) for state in (1, 2, 3, 4)}
    assert of == {1: True, 2: True, 3: True, 4: False}
    assert not vouched(words, state=2, first=2, last=3, letters=200)
    assert not vouched(words, state=1, first=0, last=1, letters=200)


def test_nobody_is_thanked_for_a_word() -> None:
    words = said([call("previous", 21, 24)], [], positions=[0, 10, 20])
    assert not vouched(words, state=1, first=1, last=2, letters=A_SPEECH - 1)
    assert vouched(words, state=1, first=1, last=2, letters=A_SPEECH)
