import numpy as np

from transcript.corrections.titles import beside_title, is_title


def test_a_title_may_stand_on_either_side():
    text = "处长乔若川讲，柳文博同志讲，方志明讲"
    starts = np.array([text.index(name) for name in ("乔若川", "柳文博", "方志明")])
    assert beside_title(text, starts, starts + 3).tolist() == [True, True, False]


def test_the_longest_title_is_taken_whole():
    assert is_title("副行长")
    assert not is_title("副行长们")
    assert not is_title("")


def test_lone_surrogates_do_not_move_what_stands_beside():
    assert beside_title("\ud800乔若川处长", np.array([1]), np.array([4])).tolist() == [True]
