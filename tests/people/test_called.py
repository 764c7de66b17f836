import pytest

from transcript.people import find_mentions


def names(text: str) -> list[str | None]:
    return [m.name for m in find_mentions(text) if m.form != "title"]


def test_self_introductions_without_a_title() -> None:
    assert names("大家好，我是乔志远，第一次来。") == ["乔志远"]
    assert names("我是柳溪事务所的乔志远，谢谢。") == ["乔志远"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("大家好，我叫高兴，来自青石。", "高兴"),
        ("大家好，我是田野，在青石大学工作。", "田野"),
        ("我叫田野。", "田野"),
        ("各位评委老师好，我是江河，我的题目是湖泊。", "江河"),
        ("各位好，我是游适任，我是柳溪人。", "游适任"),
    ],
)
def test_where_the_words_leave_no_doubt_a_word_is_a_name(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "大家好，我是高兴，真的。",
        "他说我叫高兴，谁信。",
        "大家好，我是安徽人，来自安庆。",
        "大家好，我叫柏捷，来自青石。",
        "我叫停了它。",
    ],
)
def test_where_they_leave_doubt_a_word_is_none(text: str) -> None:
    assert names(text) == []


def test_names_by_which_somebody_is_told_to_speak() -> None:
    assert names("下面说客户投诉，林敏你讲。") == ["林敏"]
    assert names("大家推荐的是乔广财，行不行？") == ["乔广财"]


def test_who_is_to_speak_first_has_no_first_in_the_name() -> None:
    assert names("下面开会，请卢芳先说。") == ["卢芳"]
