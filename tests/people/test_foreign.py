from transcript.people import find_mentions


def names(text: str) -> list[str | None]:
    return [m.name for m in find_mentions(text) if m.form != "title"]


def test_latin_names_need_more_than_one_sign() -> None:
    assert names("感谢 Vivian 。Vivian 你怎么看") == ["Vivian", "Vivian"]
    assert names("欢迎 Windows 用户") == []


def test_a_foreign_name_with_a_dot() -> None:
    assert names("请阿依努尔·买买提同志发言") == ["阿依努尔·买买提"]


def test_a_foreign_name_ends_where_its_title_begins():
    mention = find_mentions("感谢清河大学的阿依努尔·买买提教授的分享。")[0]
    assert (mention.name, mention.title, mention.organization) == ("阿依努尔·买买提", "教授", "清河大学")


def test_a_transliterated_surname_before_a_form_of_address_is_somebody():
    mention = find_mentions("谢谢施密特先生。")[0]
    assert (mention.form, mention.surname, mention.title) == ("surname", "施密特", "先生")


def test_a_chinese_name_of_transliterating_characters_stays_a_name():
    assert find_mentions("谢谢马丽娜女士。")[0].name == "马丽娜"


def test_a_latin_name_of_two_words_behind_a_title():
    mention = find_mentions("有请云山科技的创始人Vivian Hall发言，大家欢迎。")[0]
    assert (mention.name, mention.title, mention.organization) == ("Vivian Hall", "创始人", "云山科技")


def test_a_latin_word_behind_a_title_that_nobody_calls_is_no_name():
    assert names("我们的总监Python写得很好。") == []
