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
    sizes, starts = heard("青石，桥街道边").windows_by_size(3, within=range(1, 6))
    assert list(zip(sizes.tolist(), starts.tolist(), strict=True)) == [(2, 3), (2, 4), (2, 5), (3, 3), (3, 4)]


def test_what_is_no_speech_is_not_heard():
    closed = np.array([False, False, True, True])
    assert heard("青石桥街", closed).reach.tolist() == [2, 1, 0, 0]


def test_a_window_cuts_no_latin_word():
    text = heard("用BA系统")
    assert text.unbroken(np.array([1, 2]), np.array([5, 5])).tolist() == [True, False]


def test_windows_outside_the_text_are_not_unbroken():
    assert heard("青石").unbroken(np.array([-1, 0]), np.array([2, 3])).tolist() == [False, False]


def test_traditional_script_sounds_and_is_spelled_as_simplified():
    one, other = heard("青石橋街道"), heard("青石桥街道")
    assert one.codes.tolist() == other.codes.tolist()
    assert one.points.tolist() == other.points.tolist()
    assert (one.text, one.folded) == ("青石橋街道", "青石桥街道")


def test_what_may_not_be_changed_has_no_sound_but_its_spelling():
    closed = heard("青石桥", np.array([False, True, False]))
    assert (closed.codes > 0).tolist() == [True, False, True]
    assert closed.points.tolist() == heard("青石桥").points.tolist()
    assert closed.reach.tolist() == [1, 0, 1]


def test_windows_may_start_within_a_part_of_the_text_and_end_behind_it():
    text = heard("青石桥街道")
    starts, ends = text.windows(2, 3, within=range(1, 3))
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(1, 3), (1, 4), (2, 4), (2, 5)]
    assert [part.tolist() for part in text.windows(6, 9)] == [[], []]


def test_alike_sounds_are_one_kind():
    kinds = heard("青清请亲高").kinds.tolist()
    assert kinds[0] == kinds[1] == kinds[2]
    assert kinds[0] != kinds[4]


def test_places_inside_a_latin_word_or_a_number_are_known():
    assert np.flatnonzero(heard("用az09系统B2").inside).tolist() == [2, 3, 4, 8]
    assert not heard("用a，9系b统").inside.any()
    assert not heard("a:0/`{").inside.any()
    assert heard("").inside.tolist() == [False]


def test_unbroken_windows_may_end_with_the_text():
    text = heard("青石，桥街")
    starts, ends = np.array([0, 1, 3, 3]), np.array([2, 4, 5, 6])
    assert text.unbroken(starts, ends).tolist() == [True, False, True, False]


def test_a_space_between_latin_words_is_no_break():
    heard = Heard.of("用 luna chat，luna。", folded="用 luna chat，luna。")
    assert heard.in_one_breath(2, 11)
    assert not heard.in_one_breath(0, 6)
    assert not heard.in_one_breath(7, 13)
    assert not heard.in_one_breath(1, 6)
