"""Where another voice begins inside what looks like one sentence."""

import numpy as np
import pytest

from transcript.turns.handover_network import APART, LIKELY, find_peaks, handover_odds

CALL, SPEECH = "下面有请市档案馆馆长郝青同志发言", "各位领导大家下午好我汇报三个方面的情况"


def test_a_new_voice_is_heard_where_it_begins() -> None:
    odds = handover_odds(CALL + SPEECH)
    assert int(odds.argmax()) == len(CALL)
    assert odds[len(CALL)] > LIKELY


def test_far_letters_do_not_count() -> None:
    text = "大家都很高兴" * 10 + CALL + SPEECH + "水库修好了" * 10
    one, two = handover_odds(text), handover_odds("水渠通了" * 10 + text)
    at = 60 + len(CALL)
    assert np.isclose(one[at], two[40 + at], atol=1e-3)


def test_a_long_text_is_read_in_parts_that_join() -> None:
    size = len(CALL + SPEECH)
    odds = handover_odds((CALL + SPEECH) * 200).reshape(200, size)[1:-1]
    assert np.allclose(odds, odds[0], atol=1e-3)


@pytest.mark.parametrize("text", ["", "好", "\ud800\x00\uffff"])
def test_any_text_is_read(text: str) -> None:
    assert handover_odds(text).shape == (len(text),)
    assert np.isfinite(handover_odds(text)).all()


def test_of_neighbouring_peaks_the_highest_is_proposed() -> None:
    odds = np.full(60, -9.0, dtype=np.float32)
    odds[[20, 22, 40]] = [0.0, 1.0, 2.0]
    assert find_peaks(odds, known=[0]) == [22, 40]


def test_nothing_is_proposed_near_a_candidate() -> None:
    odds = np.full(60, -9.0, dtype=np.float32)
    odds[[20, 40]] = 2.0
    assert find_peaks(odds, known=[0, 20 - APART, 40 + APART]) == []
