import numpy as np

from transcript.corrections.phonetic_text import PhoneticText
from transcript.text import fold


def heard(text, closed=None):
    return PhoneticText.of(text, folded=fold(text), closed=closed)


def windows(text, longest, within=None):
    sizes, starts = heard(text).windows(longest, within=within or range(len(text)))
    return [text[start : start + size] for size, start in zip(sizes.tolist(), starts.tolist(), strict=True)]


def test_windows_come_size_by_size_and_do_not_run_over_punctuation():
    assert windows("青石，桥街道", 3) == ["青石", "桥街", "街道", "桥街道"]
    assert windows("青石，桥街道", 9) == ["青石", "桥街", "街道", "桥街道"]


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
    assert windows("青石桥街道", 3, range(1, 3)) == ["石桥", "桥街", "石桥街", "桥街道"]


def test_where_nothing_is_said_there_are_no_windows():
    for text in ("", "，", "好", "好，好"):
        assert windows(text, 9) == []


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
    phonetic = PhoneticText.of("用 luna chat，luna。", folded="用 luna chat，luna。")
    assert phonetic.in_one_breath(2, 11)
    assert not phonetic.in_one_breath(0, 6)
    assert not phonetic.in_one_breath(7, 13)
    assert not phonetic.in_one_breath(1, 6)
