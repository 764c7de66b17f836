import pytest

from transcript.cleaning.number_judges import judge_fraction, judge_percent, judge_run, run_of
from transcript.han_numerals import NUMERALS


def judged(text):
    """Write the first run of numerals of a text."""
    at = next(i for i, sign in enumerate(text) if sign in NUMERALS)
    to = next((i for i in range(at, len(text)) if text[i] not in NUMERALS + "点"), len(text))
    return [found.text for found in judge_run(run_of(text, text, at, to))]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("共三百二十一户", ["321"]),
        ("二零二五年", ["2025"]),
        ("第二十三位", ["23"]),
        ("四十三点七三亿笔", ["43.73"]),
        ("拨幺二三零六", ["12306"]),
    ],
)
def test_what_is_written_in_digits(text, written):
    assert judged(text) == written


@pytest.mark.parametrize("text", ["第三十五条", "十四五规划", "三五百人", "正月十五"])
def test_what_stays(text):
    assert judged(text) == []


def test_what_no_number_is_has_no_text():
    assert judged("共二十八点八亿亿笔") == [None]


def test_shares():
    text = "百分之三十一"
    (found,) = judge_percent(run_of(text, text, 0, len(text)), part="三十一", sign="%")
    assert found.text == "31%"


def test_fractions():
    text = "三分之二"
    (found,) = judge_fraction(run_of(text, text, 0, len(text)), base="三", part="二")
    assert found.text == "2/3"
