import pytest

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


LONG = "水库修好了，水渠也修好了，大家都很高兴。" * 15
OPENS = "大家好，我是方志明，欢迎各位到来。"


def host(text: str) -> str | None:
    return find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))[HOST].name


@pytest.mark.parametrize(
    "text",
    [
        "谢谢主持人方志明。",
        "大家好，我是本次会议的主持，柳溪大学教授方志明。",
        "我是本场主持方志明，请乔志远教授发言。谢谢。我是林书楠。",
        "请乔志远教授发言。好。谢谢主持人方志明老师。",
    ],
)
def test_who_is_called_the_host_is(text: str) -> None:
    assert host(text) == "方志明"


@pytest.mark.parametrize(
    "text", ["我是主持人。请方志明教授发言。", "他是主持过会议的方志明教授。请他发言。", "请方志明教授发言。"]
)
def test_who_only_stands_near_the_word_is_not(text: str) -> None:
    assert host(text) is None


def test_who_alone_introduces_themselves_before_anybody_is_called_is_the_host() -> None:
    assert host(OPENS + "请乔志远教授发言。") == "方志明"
    assert host(OPENS + "下面请乔志远教授发言。好的，我是乔志远。") == "方志明"


def test_who_introduces_themselves_with_others_or_late_or_is_called_is_not() -> None:
    assert host(OPENS + "我是林书楠，也欢迎各位。请乔志远教授发言。") is None
    assert host("请乔志远教授发言。" + OPENS) is None
    assert host(LONG * 6 + OPENS + "请乔志远教授发言。") is None
    assert host(OPENS + "请乔志远教授发言。谢谢。请方志明教授发言。") is None
    assert host(OPENS) is None


def test_whom_guests_thank_when_they_begin_is_the_host() -> None:
    thanks = "谢谢方老师。"
    first, second = f"下面请乔志远教授发言。{thanks}{LONG}", f"下面请林书楠教授发言。{thanks}{LONG}"
    assert host("大家好，方志明老师来了。" + LONG + first + second) == "方志明"
    assert host("大家好，方志明老师来了。" + LONG + first) is None


def test_whom_the_host_thanks_before_calling_the_next_is_a_guest() -> None:
    thanks = "谢谢方老师的发言。"
    words = f"{LONG}{thanks}下面请乔志远教授发言。{LONG}{thanks}下面请林书楠教授发言。{LONG}"
    assert host("大家好，方志明老师来了。" + words) is None
    both = f"{LONG}下面请陈一凡教授发言。{thanks}下面请乔志远教授发言。{thanks}下面请林书楠教授发言。"
    assert host("大家好，方志明老师来了。" + both) is None


def test_the_chair_is_the_host_without_any_name() -> None:
    text = "谢谢主席。请乔志远教授发言。谢谢主持人。"
    chair, *_ = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    assert (chair.name, [c.mention.span.slice(text) for c in chair.calls]) == (None, ["主席", "主持人"])


def test_a_title_alone_is_not_that_of_somebody_named_long_before() -> None:
    near, far = LONG[:200], LONG * 6
    assert len(cast(f"请方志明院长发言。{near}谢谢院长。")["方志明"]) == 2
    assert len(cast(f"请方志明院长发言。{LONG * 3}谢谢院长。")["方志明"]) == 2
    assert len(cast(f"请方志明院长发言。{far}谢谢院长。")["方志明"]) == 1


def test_where_two_have_the_title_it_means_whoever_was_named_just_now() -> None:
    two = "请方志明院长发言。请乔远志院长发言。"
    assert cast(f"{two}谢谢院长。")["乔远志"][-1] == "院长"
    assert cast(f"{two}{LONG}{LONG}谢谢院长。")["乔远志"] == ["乔远志院长"]


def test_a_title_of_which_somebody_speaks_means_whoever_alone_has_it() -> None:
    assert cast("请方志明院长发言。我想院长已经答应了。")["方志明"] == ["方志明院长", "院长"]


def test_a_title_that_many_have_means_nobody_where_it_is_only_spoken_of() -> None:
    assert cast("请方志明律师发言。书里的律师很老。")["方志明"] == ["方志明律师"]


def test_a_title_that_stands_alone_is_one_person_of_whom_nothing_else_is_known() -> None:
    text = "今天邀请柳溪水务署署长列席。现在请署长报告。谢谢主席。谢谢署长的报告。"
    members = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    assert [(m.name, m.surname, m.title, m.organization) for m in members[1:]] == [(None, None, "署长", "柳溪水务署")]


def test_a_title_with_two_organizations_is_two_people() -> None:
    text = "请水利局局长汇报。谢谢局长。下面请教育局局长汇报。谢谢局长。"
    assert [m.organization for m in find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))[1:]] == [
        "水利局",
        "教育局",
    ]


def test_a_title_that_is_only_spoken_of_is_nobody_here() -> None:
    text = "请方志明教授发言。他说，我知道，因为我是系主任。"
    assert [m.name for m in find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))[1:]] == ["方志明"]


def test_a_nickname_behind_a_title_is_one_person() -> None:
    text = "先请驻村第一书记小蒋给大家讲讲。各位乡亲。"
    assert [
        (m.surname, m.title) for m in find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))[1:]
    ] == [("蒋", "第一书记")]


@pytest.mark.parametrize("own", ["下面请方志明老师发言。", "大家好，我是方志明。"])
def test_who_is_called_or_introduces_themselves_among_others_is_no_host_for_being_thanked(own: str) -> None:
    thanked = f"下面请乔志远教授发言。谢谢方老师。{LONG}下面请陈一凡教授发言。谢谢方老师。{LONG}"
    assert host(f"大家好，方志明老师来了。{LONG}{thanked}") == "方志明"
    assert host(f"大家好，方志明老师来了。{LONG}{thanked}{own}") is None


def test_of_two_with_a_title_the_last_named_has_it_whatever_their_order() -> None:
    text = "请乔远志院长发言。请方志明院长发言。请乔远志院长再说。谢谢院长。"
    assert cast(text)["乔远志"][-1] == "院长"
    text = "请乔远志院长发言。请方志明院长发言。谢谢院长。"
    assert cast(text)["方志明"][-1] == "院长"


def offices(text: str) -> list[tuple[str | None, str | None, int]]:
    members = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    return [(m.title, m.organization, len(m.calls)) for m in members[1:]]


def test_somebody_known_by_a_title_alone_is_asked_or_thanked_more_than_once() -> None:
    assert offices("谢谢署长的报告。") == []
    assert [(title, count) for title, _, count in offices("谢谢署长的报告。谢谢署长的说明。")] == [("署长", 2)]
    assert [(title, count) for title, _, count in offices("现在请署长报告。")] == [("署长", 1)]


def test_a_title_with_the_short_name_of_the_organization_is_the_same_persons() -> None:
    assert offices("现在请柳溪水务署署长报告。谢谢水务署署长的报告。") == [("署长", "柳溪水务署", 2)]
    assert offices("现在请水务署署长报告。谢谢柳溪水务署署长的报告。") == [("署长", "水务署", 2)]
