from itertools import permutations

import pytest

from transcript.people import Mention, find_mentions
from transcript.text import Span
from transcript.turns.calls import Call, find_calls
from transcript.turns.cast import HOST, MOST, Member, find_cast


def cast(text: str) -> tuple[Member, ...]:
    return find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))


def test_surnames_with_titles_and_near_sounds_join_the_full_name() -> None:
    members = cast("请柳溪银行副行长方志明同志发言。谢谢方行长。刚才方致明行长讲得好。")
    assert [(m.name, m.title, len(m.calls)) for m in members[1:]] == [("方志明", "副行长", 3)]


def test_whoever_is_only_quoted_is_no_member() -> None:
    assert cast("正如乔志远教授在书里写的那样，我们要努力。") == (Member(number=0, role="host"),)


def test_a_surname_alone_gives_no_name() -> None:
    (_, member) = cast("请方区长先谈。谢谢方区长。")
    assert (member.name, member.surname, member.title) == (None, "方", "区长")


def test_members_are_numbered_as_they_are_first_named() -> None:
    members = cast("大家好。请方志明教授发言。请乔志远教授发言。谢谢方教授，也请方教授再谈谈。")
    assert [(m.number, m.name, m.role) for m in members] == [
        (HOST, None, "host"),
        (1, "方志明", "guest"),
        (2, "乔志远", "guest"),
    ]


def test_who_is_called_to_ask_is_a_questioner() -> None:
    members = cast("请方志明先生提问。请乔志远教授发言。谢谢方志明先生的提问，我们请林书楠教授提问。")
    assert {m.name: m.role for m in members[1:]} == {"方志明": "questioner", "乔志远": "guest", "林书楠": "questioner"}


def test_the_host_has_all_calls_that_mean_the_host() -> None:
    text = "大家好，我是今天的主持人方志明。请乔志远教授发言。谢谢主持人。"
    host, guest = cast(text)
    assert (host.number, host.name, host.surname, host.role) == (HOST, "方志明", "方", "host")
    assert [call.mention.span.slice(text) for call in host.calls] == ["主持人方志明", "主持人"]
    assert (guest.number, guest.name) == (1, "乔志远")


def test_a_host_who_says_the_own_name_has_it_though_another_is_thanked_for_hosting() -> None:
    text = (
        "大家好，我是今天的主持人方志明。请乔志远教授发言。谢谢房志民。请林书楠教授发言。谢谢房志民。请陈一凡教授发言。"
    )
    assert cast(text)[HOST].name == "方志明"


def test_title_and_organization_are_the_first_said_with_the_name() -> None:
    (_, member) = cast("请柳溪银行副行长方志明同志发言。谢谢方行长，谢谢青石银行行长方志明。")
    assert (member.surname, member.title, member.organization) == ("方", "副行长", "柳溪银行")
    (_, member) = cast("请方志明发言。")
    assert (member.surname, member.title, member.organization) == ("方", None, None)


def test_a_given_name_tells_neither_title_nor_surname() -> None:
    (_, member) = cast("请志明发言。请方志明教授发言。谢谢方教授。")
    assert (member.name, member.surname, member.title, len(member.calls)) == ("方志明", "方", "教授", 3)


def test_one_weak_call_makes_no_member_and_two_do() -> None:
    once = "我看到方志明校长，您的理念很好。"
    assert len(cast(once)) == 1
    assert [m.name for m in cast(once + "方志明校长，您的做法也好。")[1:]] == ["方志明"]


def test_of_too_many_those_most_called_are_members() -> None:
    surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
    given = [a + b for a, b in permutations("安波昌达恩飞刚佳凯兰", 2)]
    names = [surnames[at % len(surnames)] + given[at] for at in range(MOST + 5)]
    calls = [call_of(name, at, weight=2.6 + at) for at, name in enumerate(names)]
    members = find_cast("", calls=calls)
    assert len(members) == MOST + 1
    assert [m.number for m in members] == list(range(MOST + 1))
    assert {m.name for m in members[1:]} <= {call.mention.name for call in calls}
    assert members[-1].name == names[-1]
    assert names[0] not in {m.name for m in members}


def call_of(name: str, at: int, *, weight: float) -> Call:
    mention = Mention(span=Span(20 * at, 20 * at + len(name)), form="full", name=name)
    return Call(mention=mention, kind="next", weight=weight)


def test_a_surname_misheard_in_a_name_is_not_the_members() -> None:
    (_, member) = cast("请房志明教授发言。请方志明教授发言。谢谢方志明教授。")
    assert (member.name, member.surname, len(member.calls)) == ("方志明", "方", 3)


def test_whom_guests_thank_is_the_host_who_introduced_themselves() -> None:
    passage = "水库修好了，水渠也修好了，大家都很高兴。" * 15
    called = "下面请乔志远教授发言。谢谢林老师。", "下面请陈一凡教授发言。谢谢林老师，谢谢林老师。"
    text = f"大家好，我是今天的主持人方志明。{called[0]}{passage}{called[1]}{passage}"
    host, *guests = cast(text)
    assert (host.name, host.surname) == ("方志明", "方")
    assert [call.mention.span.slice(text) for call in host.calls] == ["主持人方志明", "林老师", "林老师", "林老师"]
    assert [guest.name for guest in guests] == ["乔志远", "陈一凡"]


def said(*mentions: Mention, kind: str = "next") -> list[Call]:
    return [Call(mention=mention, kind=kind, weight=3.0) for mention in mentions]


@pytest.mark.parametrize("form", ["given", "title"])
def test_the_title_is_one_said_with_the_name(form: str) -> None:
    lone = Mention(span=Span(0, 2), form=form, name="志明" if form == "given" else None, title="副教授")
    full = Mention(span=Span(10, 15), form="full", name="方志明", surname="方", title="教授")
    again = Mention(span=Span(20, 25), form="full", name="方志明", surname="方", title="院长")
    (_, member) = find_cast("", calls=[*said(lone, kind="previous"), *said(full, again)])
    assert member.title == "教授"


def test_who_says_the_own_name_once_speaks() -> None:
    assert [m.name for m in cast("大家好，我是方志明。我是乔志远。")[1:]] == ["方志明", "乔志远"]


def test_a_journalist_is_a_questioner_and_who_introduces_themselves_is_none() -> None:
    members = cast("现在开会。柳溪日报记者。请问今年的收成怎么样？谢谢。大家好，我是方志明，第一次来。")
    assert [(m.name, m.title, m.organization, m.role) for m in members[1:]] == [
        (None, "记者", "柳溪日报", "questioner"),
        ("方志明", None, None, "guest"),
    ]


def test_a_nickname_tells_the_surname() -> None:
    members = cast("小周，你先说一说吧。谢谢小周。请小周再说。")
    assert [(m.name, m.surname) for m in members[1:]] == [(None, "周")]
