import pytest

from transcript.outline.ordinals import STYLE_NAMES
from transcript.outline.point_candidates import (
    BORDERS,
    BROKEN,
    COLON,
    COMMA,
    HALF,
    LINE,
    NONE,
    STOP,
    announced_before,
    border_before,
    border_weights,
    mark_weights,
    opening_weight,
    shape_of,
)


@pytest.mark.parametrize(
    ("before", "border"),
    [
        ("", LINE),
        ("好。\n", LINE),
        ("好\n", BROKEN),
        ("好。”", STOP),
        ("好；", HALF),
        ("如下：", COLON),
        ("好，", COMMA),
        ("好", NONE),
    ],
)
def test_what_stands_before_a_place(before: str, border: int):
    assert border_before(before + "一是修渠", len(before)) == border


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("我讲三点意见。", 3),
        ("分为两个方面：", 2),
        ("这是第三个问题。", 0),
        ("我讲三点意见。一是修渠。", 0),
        ("大家看了五个点，我再讲几点。", 0),
    ],
)
def test_points_are_announced_by_the_words_shortly_before(words: str, number: int):
    assert announced_before(words, len(words)) == number


def test_the_shape_of_a_heading():
    shape = shape_of("一、强化责任担当，推动工作落实。各村要照办。", 2)
    assert (shape.length, shape.first, shape.clauses, shape.text) == (13, 6, 2, "强化责任担当，推动工作落实")
    assert shape.is_parallel
    assert not shape_of("今年雨水多，水渠都满了。", 0).is_parallel


@pytest.mark.parametrize("heading", ["夯实基础设施", "强化责任", "在落实上下功夫，每月一查。", "下一步工作打算"])
def test_verbs_and_names_of_parts_open_headings(heading: str):
    assert opening_weight(heading, 0) > 0


@pytest.mark.parametrize("detail", ["去年修了水渠", "我们都在场", "在村口的老树下坐着。", "因为下雨"])
def test_time_place_and_links_open_details(detail: str):
    assert opening_weight(detail, 0) < 0


def test_the_longest_words_of_the_table_hold():
    assert opening_weight("从严管理", 0) > 0 > opening_weight("从村口出发", 0)


def test_each_style_has_its_weights():
    assert set(mark_weights()) == set(STYLE_NAMES)
    assert all(len(row) == len(BORDERS) for row in mark_weights().values())


def test_a_line_of_its_own_speaks_for_a_bare_numeral_more_than_a_comma():
    bare = border_weights("bare border")
    assert bare[BORDERS.index("LINE")] > bare[BORDERS.index("COMMA")]
