import datetime

import pytest

from transcript.facts.event import find_dates, iso_date, stamped_year


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


@pytest.mark.parametrize(
    "text",
    [
        "2031年\U00010d40月5日",
        "\U00010d42\U00010d40\U00010d43\U00010d41年5月6日",
        "\U00010d42\U00010d40\U00010d43\U00010d41-05-06",
        "06 May \U00010d42\U00010d40\U00010d43\U00010d41",
    ],
)
def test_digits_of_younger_scripts_are_no_numbers(text: str) -> None:
    assert stamped_year(text) is None
    assert iso_date(text) is None
    assert [d.year for d in find_dates(text)] in ([], [None])


def test_full_width_digits_are_numbers() -> None:
    assert [d.days(None) for d in find_dates("２０３１年５月６日")] == [(datetime.date(2031, 5, 6),) * 2]
