import pytest

from transcript.people import find_mentions


def nicknames(text: str) -> list[str | None]:
    return [m.name for m in find_mentions(text) if m.form == "nickname"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请小周说一下。", ["小周"]),
        ("老何你怎么看？", ["老何"]),
        ("老谭提的这个问题很关键。", ["老谭"]),
        ("阿强，你来。", ["阿强"]),
        ("谢谢老李。后来老李那边改好了。", ["老李", "老李"]),
    ],
)
def test_who_is_called_by_a_nickname(text: str, found: list[str]) -> None:
    assert nicknames(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "小程序说一下就好。",
        "小康社会。",
        "小范围试点，你看呢？",
        "老百姓说的。",
        "小高层，你住吗？",
        "老方法不行。",
        "后来老李那边改好了。",
        "到了下午，小孟，小曾，都走了。",
    ],
)
def test_what_is_no_nickname_or_calls_nobody(text: str) -> None:
    assert nicknames(text) == []


def test_a_nickname_tells_the_surname_and_no_name() -> None:
    (mention,) = find_mentions("谢谢老李。")
    assert (mention.surname, mention.title, mention.pieces[0].slice("谢谢老李。")) == ("李", None, "李")
