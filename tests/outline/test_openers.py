import pytest

from transcript.outline.openers import opening_weight


@pytest.mark.parametrize("heading", ["夯实基础设施", "强化责任", "在落实上下功夫，每月一查。", "下一步工作打算"])
def test_verbs_and_names_of_parts_open_headings(heading: str):
    assert opening_weight(heading, 0) > 0


@pytest.mark.parametrize("detail", ["去年修了水渠", "我们都在场", "在村口的老树下坐着。", "因为下雨"])
def test_time_place_and_links_open_details(detail: str):
    assert opening_weight(detail, 0) < 0


def test_the_longest_words_of_the_table_hold():
    assert opening_weight("从严管理", 0) > 0 > opening_weight("从村口出发", 0)
