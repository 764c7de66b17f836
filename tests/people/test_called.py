from transcript.people import find_mentions


def names(text: str) -> list[str | None]:
    return [m.name for m in find_mentions(text) if m.form != "title"]


def test_self_introductions_without_a_title() -> None:
    assert names("大家好，我是乔志远，第一次来。") == ["乔志远"]
    assert names("我是柳溪事务所的乔志远，谢谢。") == ["乔志远"]
