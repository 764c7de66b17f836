import numpy as np

from transcript.corrections.heard import Heard
from transcript.text import fold


def heard(text, closed=None):
    return Heard.of(text, folded=fold(text), closed=closed)


def windows(text, shortest, longest):
    starts, ends = heard(text).windows(shortest, longest)
    return [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def test_windows_do_not_run_over_punctuation():
    assert windows("青石，桥街道", 2, 3) == ["青石", "桥街", "桥街道", "街道"]


def test_windows_come_size_by_size_within_a_part_of_the_text():
    by_size = heard("青石，桥街道边").windows_by_size(3, within=range(1, 6))
    assert [(size, starts.tolist()) for size, starts in by_size] == [(2, [3, 4, 5]), (3, [3, 4])]


def test_what_is_no_speech_is_not_heard():
    closed = np.array([False, False, True, True])
    assert heard("青石桥街", closed).reach.tolist() == [2, 1, 0, 0]


def test_a_window_cuts_no_latin_word():
    text = heard("用BA系统")
    assert text.unbroken(np.array([1, 2]), np.array([5, 5])).tolist() == [True, False]


def test_windows_outside_the_text_are_not_unbroken():
    assert heard("青石").unbroken(np.array([-1, 0]), np.array([2, 3])).tolist() == [False, False]
