import pytest

from transcript.people import find_mentions
from transcript.turns.calls import find_calls


def kinds(text: str) -> list[tuple[str, str | None]]:
    mentions = [m for m in find_mentions(text) if m.form != "title"]
    return [(c.kind, c.mention.name or c.mention.surname) for c in find_calls(text, mentions=mentions)]


@pytest.mark.parametrize(
    "text",
    [
        "下面请方志明教授发言。",
        "有请我们的方志明校长。",
        "接下来方志明老师。",
        "想听听方志明老师怎么看？",
        "方志明老师，您怎么看？",
        "请方委员志明质询。",
    ],
)
def test_next(text: str) -> None:
    assert kinds(text) == [("next", "方志明")]


@pytest.mark.parametrize(
    "text",
    ["谢谢方志明教授。", "感谢方志明校长的精彩分享。", "刚才方志明处长从三个方面作了通报。", "非常感谢方志明教授"],
)
def test_previous(text: str) -> None:
    assert kinds(text) == [("previous", "方志明")]


def test_others() -> None:
    assert kinds("我是柳溪中学校长方志明。") == [("self", "方志明")]
    assert kinds("尊敬的方行长，各位领导") == [("address", "方")]
    assert kinds("方院长好，各位专家好。") == [("address", "方")]
    assert kinds("方志明先生那家公司很大") == [("mention", "方志明")]


def test_a_row_is_called_as_its_first() -> None:
    assert kinds("下面请方志明教授、乔志远教授发言。") == [("next", "方志明"), ("next", "乔志远")]


def test_whoever_works_for_a_member_is_not_the_member() -> None:
    assert kinds("我是方志明委员国会办公室的助理乔远志，请多指教。") == [("mention", "方志明"), ("self", "乔远志")]


def test_who_is_asked_to_report_to_everybody_is_called_not_thanked() -> None:
    assert kinds("下面请项目经理方志明给大家汇报方案。") == [("next", "方志明")]
    assert kinds("请方志明发言。方志明给大家的汇报很好。")[-1] == ("previous", "方志明")
