from transcript.people import find_mentions
from transcript.turns.calls import find_calls
from transcript.turns.cast import Member, find_cast


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
