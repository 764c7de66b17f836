import numpy as np
import pytest

from transcript.corrections.word_prior import WordPrior, word_log


def log(text, stretch, settled=()):
    start = text.index(stretch)
    return float(WordPrior.of(text, settled).log(np.array([start]), np.array([start + len(stretch)]))[0])


def test_a_word_is_more_ordinary_than_syllables_that_are_none():
    assert log("我们讨论服务中心的建设", "服务中心") > log("我们讨论摄营棱洼的建设", "摄营棱洼")


def test_what_the_text_says_often_is_more_ordinary():
    often = "青禾贷，" * 50
    assert log(often + "我们说青禾贷", "青禾贷") > log("我们说青禾贷", "青禾贷")


def test_a_place_inside_a_word_cuts_it():
    ordinary = WordPrior.of("服务中心")
    assert ordinary.cuts(np.array([0, 1, 4])).tolist() == [False, True, False]


def test_nothing_is_cut_out_of_an_empty_text():
    assert WordPrior.of("").cuts(np.array([0])).tolist() == [False]


def test_a_stretch_of_words_is_as_likely_as_they_are_together():
    text = "受理环境，服务中心"
    assert log(text, text) == pytest.approx(sum(log(text, word) for word in ("受理", "环境", "，", "服务中心")))


def test_what_is_left_of_the_words_outside_is_no_part_of_a_stretch():
    whole = log("受理环境", "受理环境")
    assert log("受理环境", "理环") == pytest.approx(whole - word_log("受") - word_log("境"))
    assert log("受理环境", "受理环") == pytest.approx(whole - word_log("境"))
    assert log("受理环境", "理环境") == pytest.approx(whole - word_log("受"))
    assert log("受理环境", "理环") > log("说云西共享", "云西")


def test_words_are_likelier_than_they_were_each_time_they_are_said_but_the_first():
    once, twice = log("青禾贷", "青禾贷"), log("青禾贷，青禾贷", "青禾贷")
    assert twice > once


def test_a_settled_stretch_is_a_word_that_counts():
    text = "我们说青禾贷的事，青禾贷很好"
    settled = [(3, 6), (9, 12)]
    ordinary = WordPrior.of(text, settled)
    assert ordinary.cuts(np.array([3, 4, 5, 6, 9, 10])).tolist() == [False, True, True, False, False, True]
    assert log(text, "青禾贷", settled) > log(text, "青禾贷")
    assert log(text, "很好", settled) == pytest.approx(log(text, "很好"), abs=0.1)
    assert log("青禾贷", "青禾贷", [(0, 3)]) > log("青禾贷", "青禾贷")


def test_a_word_that_no_dictionary_has_is_hardly_likely():
    assert word_log("青禾贷") == word_log("柳溪") < word_log("社员") < word_log("的")
    assert word_log("服务") > word_log("服务青")


def test_a_particle_is_a_word_of_its_own():
    text = "我们的目的"
    assert WordPrior.of(text).particles.tolist() == [False, False, True, False, False]


def test_a_latin_word_is_one_however_long_it_is():
    ordinary = WordPrior.of("看" + "a" * 500_000)
    assert ordinary.starts[1:-1].tolist() == [1] * 500_000
    assert not ordinary.before.any()
