import itertools

import pytest

from transcript.people import find_mentions


@pytest.mark.parametrize(
    "text",
    [
        "请大家批评指正。",
        "请各单位抓好落实。",
        "校长高度重视。",
        "担任校长以后",
        "高校的同志们",
        "感谢各位领导",
        "施工总量",
        "主任和专家都来了",
        "我是很高兴的。",
        "总的来说方法总比困难多",
        "接下来请常德的朋友发言",
        "下面请柏蓉来作补充。",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert [m for m in find_mentions(text) if m.form != "title"] == []


def test_mentions_do_not_overlap() -> None:
    found = find_mentions("请柳溪银行副行长方志明方行长和乔志远教授、乔志远老师发言，方总您先来")
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
