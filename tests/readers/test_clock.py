import pytest

from transcript.readers.clock import day_number, milliseconds, read_clock, rising
from transcript.text import Segment, Span


@pytest.mark.parametrize(
    ("stamp", "ms"),
    [
        ("05:19", 319_000),
        ("1:02:03.5", 3_723_500),
        ("00:00:03:12", 3_480),
        ("下午2:05", 50_700_000),
        ("12:30 AM", 1_800_000),
        ("12:30 PM", 45_000_000),
        ("1小时2分3秒", 3_723_000),
        ("12.50s", 12_500),
    ],
)
def test_stamps(stamp, ms):
    assert milliseconds(stamp) == ms


@pytest.mark.parametrize("stamp", ["", "好", "00:60", "1:60:00", "1分61秒"])
def test_what_no_clock_shows(stamp):
    assert milliseconds(stamp) is None


def test_days_follow_each_other():
    assert day_number("2031年3月1日") - day_number("2031/02/28") == 1
    assert day_number("2月30日") is day_number(None) is None


@pytest.mark.parametrize("times", [[], [5], [1, 2, 2, 3], [3, 1, 2], [9, 1, 2, 0, 3, 3]])
def test_the_longest_run_that_never_falls(times):
    kept = [times[index] for index in rising(times)]
    assert kept == sorted(kept)
    runs = [[]]
    for time in times:
        runs += [[*run, time] for run in runs if not run or run[-1] <= time]
    assert len(kept) == max(map(len, runs))


def clock_of(stamps):
    """A text of stamps in seconds, each with a word behind it, and its clock."""
    text, segments = "", []
    for seconds in stamps:
        mark = f"0:{seconds:02}"
        segments.append(Segment(kind="stamp", span=Span(len(text), len(text) + 4), start_ms=seconds * 1000))
        segments.append(Segment(kind="speech", span=Span(len(text) + 5, len(text) + 6)))
        text += f"{mark}\n好\n"
    return read_clock(text, segments=segments)


def test_one_wild_stamp_is_told_and_not_used():
    moments, problems = clock_of([1, 50, 9, 12])
    assert [moment.ms for moment in moments] == [1_000, 9_000, 12_000]
    assert [problem.message for problem in problems] == ["时间戳“0:50”与前后的时间次序不合，没有采用"]


def test_equal_stamps_are_told_and_used():
    moments, (problem,) = clock_of([1, 9, 9])
    assert [moment.ms for moment in moments] == [1_000, 9_000, 9_000]
    assert problem.message == "1 个时间戳与前一个相同，第一个是“0:09”"
