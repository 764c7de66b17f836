import numpy as np

from transcript.corrections.ordinary import Ordinary


def log(text, stretch, settled=()):
    start = text.index(stretch)
    return float(Ordinary.of(text, settled).log(np.array([start]), np.array([start + len(stretch)]))[0])


def test_a_word_is_more_ordinary_than_syllables_that_are_none():
    assert log("我们讨论服务中心的建设", "服务中心") > log("我们讨论摄营棱洼的建设", "摄营棱洼")


def test_what_the_text_says_often_is_more_ordinary():
    often = "青禾贷，" * 50
    assert log(often + "我们说青禾贷", "青禾贷") > log("我们说青禾贷", "青禾贷")


def test_a_place_inside_a_word_cuts_it():
    ordinary = Ordinary.of("服务中心")
    assert ordinary.cuts(np.array([0, 1, 4])).tolist() == [False, True, False]


def test_nothing_is_cut_out_of_an_empty_text():
    assert Ordinary.of("").cuts(np.array([0])).tolist() == [False]
