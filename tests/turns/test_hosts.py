from transcript.people import find_mentions
from transcript.turns.calls import find_calls
from transcript.turns.cast import HOST, find_cast


def cast(text: str) -> dict[str | None, list[str]]:
    members = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    return {m.name: [c.mention.span.slice(text) for c in m.calls] for m in members}


def test_a_title_alone_is_that_of_whoever_was_last_named_with_it() -> None:
    text = "请柳溪大学方志明院长发言。谢谢院长。"
    assert cast(text)["方志明"][-1] == "院长"


def test_a_title_somebody_has_too_introduces_somebody_else() -> None:
    text = "大家好，我是柳溪公司的设计师方志明，负责网站，从开始就在这里工作，到今天已经有十五年了，也参加过很多次这样的会议。大家好，我是服务公司的设计师，请多指教。"
    assert cast(text)["方志明"] == ["柳溪公司的设计师方志明"]


def test_a_title_behind_the_own_name_is_ones_own() -> None:
    text = "大家好，我是方志明院长，我是柳溪大学的院长，请多指教。"
    assert len(cast(text)["方志明"]) == 2


def test_titles_that_say_little_mean_nobody_when_they_stand_alone() -> None:
    text = "请方志明老师发言。谢谢方老师。刚才老师提到了一点。"
    assert cast(text)["方志明"] == ["方志明老师", "方老师"]


def test_the_host_says_so() -> None:
    text = "大家好，我是今天的主持人方志明。请乔远志教授发言。"
    members = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    assert members[HOST].name == "方志明"
