import itertools

import pytest

from transcript.people import find_mentions


def names(text: str) -> list[str | None]:
    return [m.name for m in find_mentions(text) if m.form != "title"]


@pytest.mark.parametrize(
    ("text", "organization", "title", "name"),
    [
        ("请省人力资源和社会保障厅信息中心主任乔蕊同志发言。", "省人力资源和社会保障厅信息中心", "主任", "乔蕊"),
        ("请柳溪银行党委委员、副行长方志明同志讲话", "柳溪银行", "党委委员、副行长", "方志明"),
        ("请柳溪银行党委委员副行长方志明同志讲话", "柳溪银行", "党委委员副行长", "方志明"),
        ("有请柳溪市第九中学的方志明校长。", "柳溪市第九中学", "校长", "方志明"),
        ("有请柳溪市第九中学的校长方志明，大家欢迎", "柳溪市第九中学", "校长", "方志明"),
        ("首先有请省农业农村厅二级巡视员欧阳雪峰同志发言", "省农业农村厅", "二级巡视员", "欧阳雪峰"),
        ("请柳溪市分行支付结算处乔志远同志解读", "柳溪市分行支付结算处", None, "乔志远"),
        ("谢谢方志明教授", None, "教授", "方志明"),
        ("请方委员志明质询", None, "委员", "方志明"),
    ],
)
def test_introductions(text: str, organization: str | None, title: str | None, name: str) -> None:
    (mention,) = [m for m in find_mentions(text) if m.name]
    assert (mention.organization, mention.title, mention.name) == (organization, title, name)


@pytest.mark.parametrize(
    ("text", "surname", "title"),
    [
        ("谢谢方校长。", "方", "校长"),
        ("谢谢谢校长。", "谢", "校长"),
        ("方总您怎么看", "方", "总"),
        ("来问欧阳老师", "欧阳", "老师"),
    ],
)
def test_surname_and_title(text: str, surname: str, title: str) -> None:
    (mention,) = [m for m in find_mentions(text) if m.form == "surname"]
    assert (mention.name, mention.surname, mention.title) == (None, surname, title)


@pytest.mark.parametrize(
    "text",
    [
        "请大家批评指正。",
        "请各单位抓好落实。",
        "校长高度重视。",
        "担任校长以后",
        "高校的同志们",
        "感谢各位领导",
        "施工总量",
        "主任和专家都来了",
        "我是很高兴的。",
        "总的来说方法总比困难多",
        "接下来请常德的朋友发言",
        "下面请柏蓉来作补充。",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert [m for m in find_mentions(text) if m.form != "title"] == []


def test_self_introductions_without_a_title() -> None:
    assert names("大家好，我是乔志远，第一次来。") == ["乔志远"]
    assert names("我是柳溪事务所的乔志远，谢谢。") == ["乔志远"]


def test_a_name_once_found_is_found_again_whole_and_by_its_given_name() -> None:
    assert names("请乔志远发言。刚才志远说得好，乔志远说得对。") == ["乔志远", "志远", "乔志远"]


def test_latin_names_need_more_than_one_sign() -> None:
    assert names("感谢 Vivian 。Vivian 你怎么看") == ["Vivian", "Vivian"]
    assert names("欢迎 Windows 用户") == []


def test_a_foreign_name_with_a_dot() -> None:
    assert names("请阿依努尔·买买提同志发言") == ["阿依努尔·买买提"]


def test_mentions_do_not_overlap() -> None:
    found = find_mentions("请柳溪银行副行长方志明方行长和乔志远教授、乔志远老师发言，方总您先来")
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


def test_a_given_name_that_is_a_word_counts_only_where_it_is_called() -> None:
    assert names("请乔荣幸发言。很荣幸来到这里。谢谢荣幸。") == ["乔荣幸", "荣幸"]


def test_a_foreign_name_ends_where_its_title_begins():
    mention = find_mentions("感谢清河大学的阿依努尔·买买提教授的分享。")[0]
    assert (mention.name, mention.title, mention.organization) == ("阿依努尔·买买提", "教授", "清河大学")


def test_a_transliterated_surname_before_a_form_of_address_is_somebody():
    mention = find_mentions("谢谢施密特先生。")[0]
    assert (mention.form, mention.surname, mention.title) == ("surname", "施密特", "先生")


def test_a_chinese_name_of_transliterating_characters_stays_a_name():
    assert find_mentions("谢谢马丽娜女士。")[0].name == "马丽娜"


def test_an_organisation_before_de_makes_a_name_of_ordinary_words_likely():
    assert find_mentions("主席是清河大学的孟繁星教授，")[-1].name == "孟繁星"
