import numpy as np

from transcript.corrections.recurrence import LONGEST, OFTEN, find_doubles
from transcript.words import cut


def doubles(text, silent=()):
    speech = np.ones(len(text), dtype=bool)
    speech[list(silent)] = False
    return {(d.rare, d.usual): d for d in find_doubles(cut(text), speech=speech)}


OFTEN_SAID = "服务青石桥，" * 6


def test_a_rare_window_is_found_beside_the_frequent_one_that_sounds_alike():
    text = OFTEN_SAID + "服务清石桥。"
    found = doubles(text)["清石桥", "青石桥"]
    assert (found.rare_count, found.usual_count, found.rival_count) == (1, 6, 0)
    assert text[found.start :].startswith("清石桥")
    assert text[found.model :].startswith("青石桥")


def test_windows_stop_at_punctuation():
    assert all("，" not in rare + usual for rare, usual in doubles(OFTEN_SAID + "服务清，石桥。"))
    assert ("清石桥", "青石桥") not in doubles(OFTEN_SAID + "服务清，石桥。")


def test_what_is_seldom_said_is_no_model():
    assert doubles("服务青石桥，" * (OFTEN - 1) + "服务清石桥。") == {}


def test_what_is_no_speech_has_no_windows():
    text = OFTEN_SAID + "服务清石桥。"
    assert doubles(text, silent=range(len(OFTEN_SAID), len(text))) == {}


def test_a_third_spelling_that_is_frequent_too_is_a_rival():
    text = OFTEN_SAID + "服务轻石桥，" * 2 + "服务清石桥。"
    assert doubles(text)["清石桥", "青石桥"].rival_count == 2


def test_windows_are_no_longer_than_they_may_be():
    text = "我们服务青石桥街道的居民，" * 6 + "我们服务清石桥街道的居民。"
    assert max(len(rare) for rare, _ in doubles(text)) == LONGEST


def test_a_text_of_one_character_has_none():
    assert doubles("好") == {}
