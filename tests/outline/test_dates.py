import datetime

import pytest

from transcript.outline.dates import find_dates, stamped_year


@pytest.mark.parametrize(
    ("text", "year", "first", "last"),
    [
        ("2031年5月6日", 2031, (5, 6), (5, 6)),
        ("二〇三一年五月六日", 2031, (5, 6), (5, 6)),
        ("5月30日至6月2日", None, (5, 30), (6, 2)),
        ("5月6日—8日", None, (5, 6), (5, 8)),
    ],
)
def test_dates_as_texts_write_them(text: str, year: int | None, first: tuple[int, int], last: tuple[int, int]):
    (found,) = find_dates(text)
    assert (found.year, found.first, found.last) == (year, first, last)


def test_a_day_without_year_takes_the_one_it_is_given():
    (found,) = find_dates("5月6日召开")
    assert found.days(2031) == (datetime.date(2031, 5, 6),) * 2
    assert found.days(None) is None


def test_a_day_that_does_not_exist_is_none():
    (found,) = find_dates("2月30日召开")
    assert found.days(2031) is None


def test_the_year_of_the_page():
    assert stamped_year("发布 2031-05-09 10:00") == 2031
    assert stamped_year("没有日期") is None
