import itertools

import pytest

from transcript.people import Mention, find_mentions
from transcript.people.mentions import behind_titles
from transcript.text import Span


def names(text: str) -> list[str | None]:
    return [m.name for m in find_mentions(text) if m.form not in {"title", "surname"}]


def only(text: str) -> Mention:
    (mention,) = find_mentions(text)
    return mention


@pytest.mark.parametrize(
    "text",
    [
        "请大家批评指正。",
        "请各单位抓好落实。",
        "感谢各位领导。",
        "我是很高兴的。",
        "总的来说方法总比困难多。",
        "小程序说一下就好。",
        "小康社会，任何问题都可以提。",
        "老百姓关心的事，周末也要办，方便的时候看一下。",
        "他张罗了一桌饭，何况马上就要开会了。",
    ],
)
def test_ordinary_words_are_nobody(text: str) -> None:
    assert find_mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "organization", "title", "name"),
    [
        ("请省人力资源和社会保障厅信息中心主任乔蕊同志发言。", "省人力资源和社会保障厅信息中心", "主任", "乔蕊"),
        ("请柳溪银行党委委员、副行长方志明同志讲话。", "柳溪银行", "党委委员、副行长", "方志明"),
        ("有请柳溪市第九中学的方志明校长。", "柳溪市第九中学", "校长", "方志明"),
        ("首先有请省农业农村厅二级巡视员欧阳雪峰同志发言", "省农业农村厅", "二级巡视员", "欧阳雪峰"),
        ("请柳溪市分行支付结算处乔志远同志解读。", "柳溪市分行支付结算处", None, "乔志远"),
        ("谢谢方志明教授。", None, "教授", "方志明"),
        ("下面请市委常委、常务副市长乔广财讲话。", None, "市委常委、常务副市长", "乔广财"),
        ("有请热西丹·艾合买提老师。", None, "老师", "热西丹·艾合买提"),
        ("下面请我省农业农村厅副厅长乔志远作报告。", "省农业农村厅", "副厅长", "乔志远"),
        ("下面请呼吸科副主任医师乔知远先汇报。", "呼吸科", "副主任医师", "乔知远"),
    ],
)
def test_name_title_and_organization(text: str, organization: str | None, title: str | None, name: str) -> None:
    mention = only(text)
    assert (mention.organization, mention.title, mention.name) == (organization, title, name)


@pytest.mark.parametrize(
    ("text", "surname", "title"),
    [
        ("谢谢方校长。", "方", "校长"),
        ("方总您怎么看？", "方", "总"),
        ("来问欧阳老师。", "欧阳", "老师"),
        ("林工，你讲一下。", "林", "工"),
        ("请方局先说。", "方", "局"),
    ],
)
def test_surname_and_title(text: str, surname: str, title: str) -> None:
    mention = only(text)
    assert (mention.form, mention.name, mention.surname, mention.title) == ("surname", None, surname, title)


@pytest.mark.parametrize(
    ("text", "nickname", "surname"),
    [("老何，你怎么看？", "老何", "何"), ("请小周说一下。", "小周", "周"), ("李姐，你来。", "李姐", "李")],
)
def test_what_colleagues_call_somebody(text: str, nickname: str, surname: str) -> None:
    mention = only(text)
    assert (mention.form, mention.name, mention.nickname, mention.surname) == ("nickname", nickname, nickname, surname)


def test_a_surname_and_a_given_name_parted_by_a_title() -> None:
    mention = only("请方委员志明质询。")
    assert (mention.name, mention.surname, mention.given, mention.title) == ("方志明", "方", "志明", "委员")
    assert len(mention.pieces) == 2


def test_a_title_said_twice_counts_once() -> None:
    mention = only("请乔广财，乔局长，您来讲。")
    assert (mention.name, mention.title) == ("乔广财", "局长")


def test_people_in_a_list_are_mentioned_apart() -> None:
    found = find_mentions("出席会议的有省水利厅副厅长方志明、柳溪市市长乔蕊、县教育局局长苗一诺。")
    assert [(m.name, m.title) for m in found] == [("方志明", "副厅长"), ("乔蕊", "市长"), ("苗一诺", "局长")]


def test_who_introduces_themselves() -> None:
    assert names("大家好，我是主持人乔志远。") == ["乔志远"]
    assert names("大家好，我叫苗一诺，来自柳溪科技。") == ["苗一诺"]


def test_latin_names() -> None:
    assert names("有请Kevin Zhang，大家欢迎。") == ["Kevin Zhang"]
    assert names("这个接口用JSON返回。") == []


def test_without_marks() -> None:
    found = find_mentions("好下面请柳溪县水利局局长方志明汇报一下防汛的情况")
    assert [(m.name, m.title, m.organization) for m in found] == [("方志明", "局长", "柳溪县水利局")]


def test_lines_end_like_sentences() -> None:
    assert names("副局长方志明主持会议。\n总工程师乔志远参加。\n") == ["方志明", "乔志远"]


def test_a_name_once_found_is_found_again() -> None:
    assert names("请乔志远发言。刚才志远说得好，乔志远说得对。") == ["乔志远", "志远", "乔志远"]


def test_an_organization_alone_counts_where_it_is_asked_for() -> None:
    text = "下面连线柳溪县水利局。"
    assert find_mentions(text) == ()
    assert [m.organization for m in find_mentions(text, organizations=True)] == ["柳溪县水利局"]


def test_mentions_do_not_overlap() -> None:
    found = find_mentions("请柳溪银行副行长方志明方行长和乔志远教授、乔志远老师发言，方总您先来")
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


def test_a_name_without_end_is_nobody() -> None:
    assert find_mentions("王伟" * 2000) == ()


def test_spans_cover_the_pieces() -> None:
    text = "请省水利厅副厅长方志明同志发言。"
    mention = only(text)
    assert mention.span.slice(text) == "省水利厅副厅长方志明同志"
    spans = (*mention.pieces, *mention.title_spans, *mention.organization_spans)
    assert [span.slice(text) for span in spans] == ["方志明", "副厅长", "省水利厅"]
    assert 0.5 < mention.confidence <= 1


def test_a_name_known_from_elsewhere_has_the_title_before_it() -> None:
    title = Mention(span=Span(0, 6), form="title", title="项目经理", organization="柳溪")
    name = Mention(span=Span(6, 9), form="full", name="方志明")
    (both,) = behind_titles([title, name])
    assert (both.span, both.name, both.title, both.organization) == (Span(0, 9), "方志明", "项目经理", "柳溪")


def test_a_title_elsewhere_stays_alone() -> None:
    title = Mention(span=Span(0, 2), form="title", title="院长")
    name = Mention(span=Span(3, 6), form="full", name="方志明")
    titled = Mention(span=Span(2, 7), form="full", name="方志明", title="教授")
    assert list(behind_titles([title, name])) == [title, name]
    assert list(behind_titles([title, titled])) == [title, titled]


def test_a_place_is_nobody() -> None:
    assert [m.name for m in find_mentions("去年做得最扎实的是柳川，柳川县有三个镇。") if m.name] == []
    assert [m.organization for m in find_mentions("我叫乔志远，来自青石。")] == ["青石"]


def test_the_rest_of_an_organisation_belongs_to_it() -> None:
    mention = only("请柳溪市分行支付结算处乔志远同志解读。")
    assert mention.organization == "柳溪市分行支付结算处"


@pytest.mark.parametrize("text", ["我们用email沟通。", "Open Data很重要。", "大家focus在这里。", "这个plan很好。"])
def test_everyday_english_is_nobody(text: str) -> None:
    assert find_mentions(text) == ()


@pytest.mark.parametrize("name", ["Grace", "Kevin Zhang", "elvin"])
def test_an_english_name_that_is_called_is_a_name(name: str) -> None:
    assert [m.name for m in find_mentions(f"下面有请{name}发言。")] == [name]
