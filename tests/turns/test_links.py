import pytest

from transcript.people import Mention, find_mentions
from transcript.text import Span
from transcript.turns.calls import Call, find_calls
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


def test_a_surname_misheard_in_a_name_said_once() -> None:
    assert people("请方志明局长发言。谢谢黄志明局长。") == {"方志明": ["方志明局长", "黄志明局长"]}


def test_a_nickname_is_the_only_one_with_the_surname() -> None:
    assert people("请周海宁教授发言。谢谢小周。请方志明教授发言。")["周海宁"] == ["周海宁教授", "小周"]
    assert people("请孙海强教授发言。阿强，你先说。")["孙海强"] == ["孙海强教授", "阿强"]


def test_a_nickname_that_may_mean_two_is_somebody_without_a_name() -> None:
    assert people("请周海宁教授发言。请周一凡教授发言。谢谢小周。")[None] == ["小周"]
    assert people("请周海宁教授发言。谢谢小周。谢谢老周。")["周海宁"] == ["周海宁教授"]
    assert people("谢谢小周。") == {None: ["小周"]}


PASSAGE = "水库修好了，大家都来看了。" * 6


def test_a_given_name_is_that_of_whoever_has_it() -> None:
    assert people("请志明发言。请方志明教授发言。")["方志明"] == ["志明", "方志明教授"]
    assert "志明" not in str(people("请志明发言。请方海宁教授发言。")["方海宁"])


def test_a_name_is_that_of_the_nearest_in_sound() -> None:
    text = "请方志明教授发言。谢谢方志明教授。请方吉宁教授发言。谢谢方吉宁教授。谢谢方即宁教授。"
    assert people(text) == {
        "方志明": ["方志明教授"] * 2,
        "方吉宁": ["方吉宁教授"] * 2 + ["方即宁教授"],
    }


def test_the_same_name_with_titles_that_nobody_has_together_is_two_peoples() -> None:
    assert len(people("请方志明教授发言。谢谢方志敏教授。")) == 1
    assert len(people("请方志明校长发言。谢谢方志敏局长。谢谢方志敏局长。")) == 2


def test_somebody_quoted_is_hardly_somebody_here() -> None:
    assert set(people("请方志明发言。我们读了方芷萍教授的书。")) == {"方志明", "方芷萍"}
    assert set(people("请方志明发言。谢谢方致敏。")) == {"方志明"}


def test_who_introduces_themselves_right_after_a_call_is_the_one_called() -> None:
    text = "请乔校长介绍。大家好，我是柳溪中学校长叶远。谢谢乔校长，请乔远校长再说。"
    (name,) = people(text)
    assert name == "叶远"
    assert people(text)[name][:2] == ["乔校长", "柳溪中学校长叶远"]


def test_who_introduces_themselves_later_or_with_another_title_is_somebody_else() -> None:
    own = "大家好，我是柳溪中学校长叶远。"
    assert people(f"请乔校长介绍。{PASSAGE * 5}{own}谢谢乔校长。")["叶远"] == ["柳溪中学校长叶远"]
    assert people(f"请乔局长介绍。{own}谢谢乔局长。")["叶远"] == ["柳溪中学校长叶远"]


def test_a_surname_and_a_title_are_those_of_whom_the_title_fits() -> None:
    text = "请方志明教授发言。请方海宁局长发言。谢谢方局长。谢谢方教授。"
    assert people(text) == {"方志明": ["方志明教授", "方教授"], "方海宁": ["方海宁局长", "方局长"]}


def test_of_two_with_surname_and_title_it_is_whoever_was_named_last() -> None:
    text = "请方志明院长发言。请方海宁院长发言。谢谢方院长。"
    assert people(text)["方海宁"] == ["方海宁院长", "方院长"]
    text = "请方海宁院长发言。请方志明院长发言。谢谢方院长。" + PASSAGE + "请方海宁院长再说。"
    assert people(text)["方志明"] == ["方志明院长", "方院长"]


def test_the_very_title_is_worth_more_than_one_that_says_little() -> None:
    text = "请方志明院长发言。请方海宁老师发言。谢谢方院长。"
    assert people(text)["方志明"] == ["方志明院长", "方院长"]
    assert people("请方志明发言。请方海宁院长发言。谢谢方院长。")["方海宁"] == ["方海宁院长", "方院长"]


def test_somebody_only_written_about_has_a_title_if_they_alone_have_the_surname_and_a_place() -> None:
    book = "柳溪大学副教授方志明写了书。"
    assert people(book + "谢谢方老师。") == {"方志明": ["柳溪大学副教授方志明", "方老师"]}
    assert people("柳溪大学校长方志明写了书。谢谢方局长。")[None] == ["方局长"]
    assert people(book + "柳溪大学教授方海宁也写了。谢谢方老师。")[None] == ["方老师"]
    assert people("方志明写了书。谢谢方局长。") == {None: ["方局长"]}


def test_a_misheard_surname_is_that_of_whoever_has_the_title_and_sounds_so() -> None:
    assert people("请方远校长发言。谢谢方校长。谢谢房校长。") == {"方远": ["方远校长", "方校长", "房校长"]}
    assert people("请方远局长发言。谢谢方局长。谢谢房校长。")[None] == ["房校长"]
    assert people("请方远校长发言。谢谢方校长。谢谢赵校长。")[None] == ["赵校长"]


def test_of_two_without_a_name_the_one_called_far_more_often_is_right() -> None:
    often = "请方校长发言。谢谢方校长。请方校长再说。"
    assert people(often + "谢谢房校长。") == {None: ["方校长"] * 3 + ["房校长"]}
    assert people("请方校长发言。谢谢方校长。谢谢房校长。") == {None: ["房校长"]}


def test_a_surname_between_two_that_sound_alike_is_neithers() -> None:
    text = "请方远校长发言。请房宁校长发言。谢谢防校长。"
    assert "防校长" not in str(people(text))
    nearer = "请方远校长发言。请程远校长发言。谢谢陈校长。"
    assert people(nearer)["程远"] == ["程远校长", "陈校长"]


@pytest.mark.parametrize("thanks", ["谢谢陈局长。", "谢谢肖局长。"])
def test_whoever_is_thanked_after_a_speech_gave_it(thanks: str) -> None:
    called = "请柳溪县水利局局长乔远发言。"
    words = thanks[2:-1]
    assert people(called + PASSAGE + thanks) == {"乔远": ["柳溪县水利局局长乔远", words]}
    assert people(called + thanks)[None] == [words], "nobody has spoken"
    assert people(PASSAGE + thanks)[None] == [words], "nobody was called"


def test_thanks_with_a_title_that_says_little_are_anybodys() -> None:
    called = "请柳溪县水利局局长乔远发言。"
    assert people(called + PASSAGE + "谢谢陈老师。")[None] == ["陈老师"]
    assert people(called + PASSAGE + "谢谢陈总。")[None] == ["陈总"]
    assert people(called + PASSAGE + "谢谢陈校长。")[None] == ["陈校长"]


def test_thanks_go_to_the_last_who_was_called() -> None:
    text = f"请柳溪县水利局局长乔远发言。{PASSAGE}请枫林县档案局局长林书楠发言。{PASSAGE}谢谢陈局长。"
    assert people(text)["林书楠"][-1] == "陈局长"
    text = f"请柳溪县水利局局长乔远发言。{PASSAGE}请枫林县档案局局长林书楠发言。谢谢陈局长。"
    assert people(text)["乔远"][-1] == "陈局长"


def test_who_is_called_too_is_not_the_one_before() -> None:
    text = f"请柳溪县水利局局长乔远发言。{PASSAGE}谢谢陈局长。请陈局长发言。"
    assert people(text)[None] == ["陈局长"] * 2


def test_of_two_names_that_sound_near_the_nearer_is_meant() -> None:
    first, second = "请方志明发言。谢谢方志明。请方志明说。", "请方芷萍发言。谢谢方芷萍。"
    expected = {"方志明": ["方志明"] * 3, "方芷萍": ["方芷萍", "方芷萍", "方志平"]}
    assert people(first + second + "谢谢方志平。") == expected
    assert people(second + first + "谢谢方志平。") == expected


def test_a_name_in_a_book_is_not_that_of_somebody_here_unless_it_is_very_near() -> None:
    here = "请方志明发言。"
    assert set(people(here + "我们读了方志平教授的书。")) == {"方志明", "方志平"}
    assert set(people(here + "谢谢方志平。")) == {"方志明"}
    assert set(people(here + "我们读了方致敏教授的书。")) == {"方志明"}


def test_the_same_title_makes_one_of_names_that_sound_farther_apart_if_the_surname_is_the_same() -> None:
    call = "请方志明教授发言。"
    assert len(people(call + "谢谢方芷萍教授。谢谢方芷萍教授。")) == 1
    assert len(people(call + "谢谢王志平教授。谢谢王志平教授。")) == 2
    assert len(people("请方志明发言。谢谢方志清。谢谢方志清。")) == 2


def test_of_two_surnames_that_sound_alike_the_nearer_is_meant() -> None:
    assert people("请方远校长发言。请黄宁校长发言。谢谢房校长。")["方远"] == ["方远校长", "房校长"]
    assert people("请黄宁校长发言。请方远校长发言。谢谢房校长。")["方远"] == ["方远校长", "房校长"]


def test_a_name_heard_otherwise_after_the_speech_is_the_speakers_if_the_title_allows_it() -> None:
    called = "请柳溪县水利局处长乔远发言。" + PASSAGE
    assert people(called + "谢谢赵媛处长。")["乔远"][-1] == "赵媛处长"
    assert people(called + "谢谢赵媛。")["乔远"][-1] == "赵媛"
    assert people(called + "谢谢赵媛校长。")["赵媛"] == ["赵媛校长"]
    assert people(called + "谢谢林书楠处长。")["林书楠"] == ["林书楠处长"]


def named(*names: str, form: str = "full") -> list[tuple[str | None, int]]:
    mentions = [Mention(span=Span(20 * at, 20 * at + len(n)), form=form, name=n) for at, n in enumerate(names)]
    calls = [Call(mention=mention, kind="next", weight=3.0) for mention in mentions]
    return [(group.name, len(group.calls)) for group in link("", calls=calls)]


def test_a_name_begun_and_begun_again_is_one() -> None:
    assert len(named("方志", "方志明")) == 1
    assert len(named("志明", "方志明")) == 2
    assert len(named("乔志", "方志明")) == 2


@pytest.mark.parametrize("form", ["full", "latin", "foreign"])
def test_names_in_other_letters_are_names(form: str) -> None:
    assert [count for _, count in named("Linda Wang", "linda wang", form=form)] == [2]


def test_a_first_name_means_the_only_one_with_it() -> None:
    text = "我们请到了柳溪科技的创始人Kevin Zhang，接下来Kevin您怎么看？谢谢Kevin。"
    assert [words[-5:] for words in people(text)["Kevin Zhang"]] == ["Zhang", "Kevin", "Kevin"]
