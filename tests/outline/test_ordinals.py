import pytest

from transcript.outline.ordinals import find_marks, han_number


@pytest.mark.parametrize(("digits", "number"), [("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("两", 2)])
def test_numerals(digits: str, number: int):
    assert han_number(digits) == number


@pytest.mark.parametrize("digits", ["二三", "十百", "零"])
def test_what_is_no_numeral(digits: str):
    assert han_number(digits) is None


def test_where_two_forms_overlap_the_first_and_longer_stays():
    (mark,) = find_marks("第三个方面，修渠")
    assert (mark.style, mark.number, mark.start, mark.end) == ("di", 3, 0, 6)
