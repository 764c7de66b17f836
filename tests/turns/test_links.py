from transcript.people import find_mentions
from transcript.turns.calls import find_calls
from transcript.turns.groups import Group
from transcript.turns.links import link


def people(text: str) -> dict[str | None, list[str]]:
    groups = link(text, calls=find_calls(text, mentions=find_mentions(text)))
    return {group.name: [_words(text, group, at) for at in range(len(group.calls))] for group in groups}


def _words(text: str, group: Group, at: int) -> str:
    return group.calls[at].mention.span.slice(text)


def test_a_surname_means_whoever_is_named_in_full_in_the_same_breath() -> None:
    text = "谢谢方志明老师，谢谢方海宁老师。下面请方老师、方志明老师谈谈。"
    assert people(text)["方志明"] == ["方志明老师", "方老师", "方志明老师"]


def test_a_telling_title_is_not_that_of_a_namesake_whose_title_nobody_said() -> None:
    text = "我想请方副司长说明。大家好，我是方志明，第一次来。"
    assert people(text)["方志明"] == ["方志明"]


def test_of_two_with_the_surname_neither_gets_a_title_that_nobody_said_of_them() -> None:
    text = "大家好，我是方志明。大家好，我是方海宁。谢谢方董事长。"
    assert people(text)["方志明"] == ["方志明"]
    assert people(text)["方海宁"] == ["方海宁"]


def test_whoever_alone_has_the_surname_may_have_a_title_that_is_said_later() -> None:
    text = "大家好，我是方志明，第一次来。谢谢方董事长。"
    assert people(text)["方志明"] == ["方志明", "方董事长"]


def test_two_with_one_given_name_are_one_only_if_a_surname_may_be_misheard_for_the_other() -> None:
    assert set(people("下面请方志明教授发言。谢谢房志明教授。")) == {"方志明"}
    assert set(people("下面请方志明教授发言。谢谢乔志明教授。")) == {"方志明", "乔志明"}


def test_a_nickname_is_the_only_one_with_the_surname() -> None:
    assert people("请周海宁教授发言。谢谢小周。请方志明教授发言。")["周海宁"] == ["周海宁教授", "小周"]
    assert people("请孙海强教授发言。阿强，你先说。")["孙海强"] == ["孙海强教授", "阿强"]


def test_a_nickname_that_may_mean_two_is_somebody_without_a_name() -> None:
    assert people("请周海宁教授发言。请周一凡教授发言。谢谢小周。")[None] == ["小周"]
    assert people("请周海宁教授发言。谢谢小周。谢谢老周。")["周海宁"] == ["周海宁教授"]
    assert people("谢谢小周。") == {None: ["小周"]}
