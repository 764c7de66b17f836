import pytest

from transcript.people import find_mentions
from transcript.people.press import medium_before
from transcript.words import cut


def medium(text: str) -> str | None:
    at = text.index("记者")
    start = medium_before(cut(text), at)
    return None if start is None else text[start:at]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("柳溪日报记者。请问", "柳溪日报"),
        ("谢谢主持人，我是柳溪晚报的记者，", "柳溪晚报的"),
        ("请第一柳溪记者提问", "第一柳溪"),
        ("最后一个问题来自柳溪卫视记者。", "柳溪卫视"),
        ("大家好，我来自柳溪电视台记者", "柳溪电视台"),
    ],
)
def test_the_medium_is_what_stands_before(text: str, expected: str) -> None:
    assert medium(text) == expected


@pytest.mark.parametrize(
    "text", ["请前排那位记者。", "很多记者，", "各位记者朋友", "记者。", "现场的记者，", "我想对记者说", "请记者提问"]
)
def test_other_words_are_no_medium(text: str) -> None:
    assert medium(text) is None


def test_a_journalist_without_a_name_is_mentioned_with_the_medium() -> None:
    (mention,) = find_mentions("柳溪日报记者。请问收成怎么样？")
    assert (mention.form, mention.title, mention.organization) == ("title", "记者", "柳溪日报")
