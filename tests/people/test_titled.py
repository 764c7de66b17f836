import pytest

from transcript.people import find_mentions


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


def test_an_organisation_before_de_makes_a_name_of_ordinary_words_likely():
    assert find_mentions("主席是清河大学的孟繁星教授，")[-1].name == "孟繁星"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("有请钱叙之局长发言。", "钱叙之"),
        ("下面请市财政局吴可局长。", "吴可"),
        ("请市财政局局长吴可。", "吴可"),
        ("感谢李不凡主任。", "李不凡"),
    ],
)
def test_right_behind_a_call_a_name_may_be_of_rare_characters(text: str, name: str) -> None:
    assert [m.name for m in find_mentions(text)] == [name]


@pytest.mark.parametrize(
    "text", ["由张副院长主持。", "请高中校长发言。", "谢谢全体老师。", "请方向老师。", "他和吴可局长谈过。"]
)
def test_right_behind_a_call_not_everything_is_a_name(text: str) -> None:
    assert [m.name for m in find_mentions(text) if m.name] == []


def test_a_name_before_the_word_of_an_organisation_is_part_of_its_name() -> None:
    assert [m.name for m in find_mentions("我是项目经理苗一诺，我代表云帆科技汇报。") if m.name] == ["苗一诺"]
    assert [m.name for m in find_mentions("请云帆发言。云帆科技去年成立。") if m.name] == ["云帆"]


def test_a_letter_stands_for_a_surname() -> None:
    for text in ("接下来有请M老师", "接下来有请 M 老师"):
        (mention,) = find_mentions(text)
        assert (mention.form, mention.surname, mention.title) == ("surname", "M", "老师")
        assert mention.span.slice(text).replace(" ", "") == "M老师"
    assert [m.form for m in find_mentions("接下来有请IT老师")] == ["title"]
