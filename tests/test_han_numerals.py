import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.han_numerals import digits_of, han_number, han_numeral, small_number, value_of


@pytest.mark.parametrize(("digits", "number"), [("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("两", 2)])
def test_numerals(digits: str, number: int):
    assert han_number(digits) == number


@pytest.mark.parametrize("digits", ["二三", "十百", "零"])
def test_what_is_no_numeral(digits: str):
    assert han_number(digits) is None


@given(st.integers(1, 99))
def test_what_is_written_is_read_by_all_readers(number: int):
    written = han_numeral(number)
    assert han_number(written) == small_number(written) == small_number(str(number)) == value_of(written) == number


@pytest.mark.parametrize(
    ("numeral", "value"), [("三万五千", 35_000), ("一亿零二十", 100_000_020), ("二万八千四百一十六", 28_416), ("幺", 1)]
)
def test_amounts(numeral: str, value: int):
    assert value_of(numeral) == value


def test_digits_told_one_by_one():
    assert digits_of("幺三〇○零两九") == "1300029"
