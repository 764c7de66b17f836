import pytest

from transcript.turns.accounts import LONGEST, member_of, read_account, titles_fit
from transcript.turns.cast import Member


@pytest.mark.parametrize(
    "label",
    [
        "方志明",
        "方志明-柳溪银行",
        "柳溪银行-方志明",
        "柳溪银行方志明",
        "方志明（主持人）",
        "方志明的iPhone",
        "方志明 iPad",
        "01方志明",
        "方志明 13800000000",
        "方志明_财务部",
    ],
)
def test_a_persons_account(label: str) -> None:
    account = read_account(label)
    assert account
    assert (account.name, account.written) == ("方志明", "方志明")


@pytest.mark.parametrize(
    "label",
    [
        *("发言人1", "发言人 12", "讲者3", "说话者2", "SPEAKER_00", "主持人", "用户12345", "Speaker A", "嘉宾A", "0"),
        *("会议室3", "3号会议室", "第一会议室", "总行会议室", "石桥镇", "温州会场"),
        *("iPhone", "HUAWEI P40", "华为P40", "小米手机", "腾讯会议用户", "13800138000"),
        *("技术部", "柳溪银行", "办公室", "高兴", "周围", "方哥"),
        *("方志明等3人", "方志明、乔志远", ""),
        "方" * 50,
    ],
)
def test_what_names_nobody_or_several(label: str) -> None:
    assert read_account(label) is None


def test_the_name_is_written_as_the_label_has_it() -> None:
    account = read_account("張麗卿iPad")
    assert account
    assert (account.name, account.written) == ("张丽卿", "張麗卿")


def test_a_surname_and_a_title_name_the_only_member_whom_they_fit() -> None:
    cast = [
        Member(number=1, name="方志明", surname="方", title="副行长"),
        Member(number=2, name="方兰", surname="方", title="教授"),
    ]
    account = read_account("方行长-柳溪银行")
    assert account
    assert account.name is None
    assert member_of(account, cast=cast) == 1
    assert member_of(account, cast=[*cast, Member(number=3, name="方可", surname="方", title="行长")]) is None


def test_a_member_is_found_by_the_sound_of_the_name() -> None:
    account = read_account("方志明")
    assert member_of(account, cast=[Member(number=1, name="方志铭", surname="方")]) == 1
    assert member_of(account, cast=[Member(number=1, name="乔志远", surname="乔")]) is None
    assert member_of(None, cast=[]) is None


def test_a_label_with_any_number_is_nobody():
    assert read_account("发言人123456") is None


@pytest.mark.parametrize(
    ("label", "surname", "title", "written"),
    [
        ("方志明", "方", None, "方志明"),
        ("欧阳兰", "欧阳", None, "欧阳兰"),
        ("方志明行长-柳溪银行", "方", "行长", "方志明"),
        ("柳溪银行方志明行长", "方", "行长", "方志明"),
        ("柳溪银行-方志明行长", "方", "行长", "方志明"),
        ("柳溪銀行張麗卿行長", "张", "行长", "張麗卿"),
        ("方行长", "方", "行长", None),
    ],
)
def test_what_an_account_says_of_its_owner(label: str, surname: str, title: str | None, written: str | None) -> None:
    account = read_account(label)
    assert account
    assert (account.surname, account.title, account.written) == (surname, title, written)


def test_a_label_of_the_greatest_length_is_read_and_a_longer_one_is_not() -> None:
    label = "方志明-" + "0" * (LONGEST - 4)
    assert read_account(label) == read_account("方志明")
    assert read_account(label + "0") is None


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("副局长", "局长", 1.0),
        ("书记、局长", "副局长", 1.0),
        ("总经理", "经理", 1.0),
        ("教授", "教授", 0.7),
        ("老师", "老师", 0.7),
        ("校长", "老师", 0.5),
        ("老师", "校长", 0.5),
        ("校长", "局长", 0.0),
        (None, "局长", 0.5),
        ("局长", None, 0.5),
    ],
)
def test_how_well_two_titles_go_together(one: str | None, other: str | None, fit: float) -> None:
    assert titles_fit(one, other) == titles_fit(other, one) == fit


def test_a_title_and_its_short_form_are_one() -> None:
    assert titles_fit("总经理", "总") == 1.0


@pytest.mark.parametrize("title", ["老师", "先生", "女士", "博士", "同志", "总", "专家", "嘉宾", "同学"])
def test_a_form_of_address_goes_with_any_title(title: str) -> None:
    assert titles_fit(title, "局长") == 0.5
