import pytest

from transcript.cleaning.numerals import goes_past, is_clock, is_hour, weekday_length


@pytest.mark.parametrize(
    ("text", "hour"), [("上午九点开会", "九"), ("九点半集合", "九"), ("从八点到九点", "九"), ("十七点不停窗口", "十七")]
)
def test_an_hour_has_a_part_of_the_day_or_what_is_done_then(text, hour):
    at = text.index(hour)
    assert is_hour(text, at, at + len(hour))


@pytest.mark.parametrize(
    ("text", "count"), [("讲九点意见", "九"), ("有三点整改要求", "三"), ("十二点意见", "十二"), ("晚一点到", "一")]
)
def test_points_that_are_counted_are_no_hours(text, count):
    at = text.index(count)
    assert not is_hour(text, at, at + len(count))


def test_minutes_are_told_from_decimals_by_what_follows():
    assert is_clock("五点零五那班", 0, 4, sure=False)
    assert not is_clock("五点零五亿元", 0, 4, sure=False)


def test_a_weekday_is_no_part_of_the_hour():
    assert weekday_length("星期三十六点", 2) == 1
    assert weekday_length("两周三十人", 2) == 0


def test_the_hour_that_strikes_is_no_decimal():
    assert goes_past("三点一到就开始", 3)
    assert not goes_past("三点一到三点五", 3)
