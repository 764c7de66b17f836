import pytest

from transcript import Lexicon, correct_terms
from transcript.corrections.document_features import WordPrior
from transcript.corrections.guards import doubt
from transcript.corrections.term_candidates import PhoneticText

JI = {"term": "纪若川", "type": "person", "title": "教授"}
LIU = {"term": "刘若川", "type": "person", "title": "行长"}
QIU = {"term": "邱章远", "type": "person", "title": "处长"}


def of(text, stretch, form, entry, *, known=False, **evidence):
    """What speaks against a form of an entry in the place of a stretch."""
    index = Lexicon.from_records([{"term": entry} if isinstance(entry, str) else entry]).index
    number = [index.form(i) for i in range(len(index))].index(form)
    start = text.index(stretch)
    phonetic, words = PhoneticText.of(text, folded=text), WordPrior.of(text)
    return doubt(phonetic, index, words, start=start, end=start + len(stretch), form=number, known=known, **evidence)


NAME, WORD, OTHER = "但前面的字可能与它同是一个人名", "但原文本身成词", "但也可能另有其人"
TITLE = "但名字未变，职务也可能另有所指"


@pytest.mark.parametrize(
    ("text", "stretch", "form", "entry", "expected"),
    [
        ("刚才孟骥老师提到", "骥老师", "纪老师", JI, NAME),
        ("刚才蒋雨骥老师提到", "骥老师", "纪老师", JI, NAME),
        ("刚才和骥老师说的", "骥老师", "纪老师", JI, ""),
        ("感谢骥老师的话", "骥老师", "纪老师", JI, ""),
        ("骥老师说得对", "骥老师", "纪老师", JI, ""),
        ("主委不叫陶宝西", "宝西", "宝溪", "宝溪", NAME),
        ("陶宝西区划图", "宝西区划", "宝溪区划", "宝溪区划", ""),
        ("火车站在宝西", "宝西", "宝溪", "宝溪", ""),
        ("刚才欧阳骥老师提到", "骥老师", "纪老师", JI, NAME),
        ("唐乔目说", "乔目", "乔木", "乔木", ""),
    ],
)
def test_what_stands_in_a_name_is_no_other(text, stretch, form, entry, expected):
    assert of(text, stretch, form, entry) == expected


def test_a_given_name_may_follow_its_own_surname():
    person = {"term": "陶宝溪", "type": "person", "title": "主任"}
    assert of("请陶宝西讲话", "陶宝西", "陶宝溪", person) == ""


@pytest.mark.parametrize(
    ("stretch", "expected"), [("流行", WORD), ("鎏行", ""), ("刘型", TITLE), ("六行", WORD), ("流形", WORD)]
)
def test_a_short_call_differs_in_a_near_surname_alone_and_is_no_word(stretch, expected):
    assert of(f"这个{stretch}讲话", stretch, "刘行", LIU, known=True) == expected


def test_another_surname_is_somebody_else_unless_the_text_knows_who_is_meant():
    assert of("请修处长讲话", "修处长", "邱处长", QIU) == OTHER
    assert of("请修处长讲话", "修处长", "邱处长", QIU, known=True) == ""
    assert of("请修处长讲话", "修处长", "邱处长", QIU, known=True, often=True) == OTHER
    assert of("请裘处长讲话", "裘处长", "邱处长", QIU) == ""


def test_a_pronoun_alone_proves_no_term():
    assert of("刚才我停了意见", "我停", "我亭", "我亭") == WORD
    assert of("刚才柳停了意见", "柳停", "柳亭", "柳亭") == ""
    assert of("刚才停我了意见", "停我", "亭我", "亭我") == ""


def test_han_characters_are_not_spelled_out():
    assert of("他说的比地基还深", "比地基", "BDG", "BDG") == "但原文是汉字，未必是在念字母"
    assert of("需要SD思考", "SD", "CD", "CD") == ""


def test_a_doubt_leaves_a_suggestion_that_says_why():
    lexicon = Lexicon.from_records([{"term": "我亭"}])
    (edit,) = correct_terms("刚才我停组织了学习", lexicon=lexicon).edits
    assert (edit.applied, edit.reason.endswith(f"{WORD}，请核对")) == (False, True)


def test_two_characters_are_not_cut_out_of_other_words():
    """The entries 吴可, 方石 and 李媛 take no character out of 可能, 多方施策 and 丽园小区."""
    for text, name in (("吾可能去不了", "吴可"), ("坚持多方施策", "方石"), ("住在丽园小区", "李媛")):
        lexicon = Lexicon.from_records([{"term": name, "type": "person"}])
        assert correct_terms(text, lexicon=lexicon).text == text
    assert of("吾可能去不了", "吾可", "吴可", {"term": "吴可", "type": "person"}) == "但其中有字属于相邻的词"
    assert of("住在梨园小区", "梨园", "李媛", {"term": "李媛", "type": "person"}) != ""


def test_an_ordinary_word_is_no_short_term_unless_it_stands_where_the_term_stands():
    assert of("我们谈到服务", "服务", "福屋", "福屋") == WORD
    assert of("我们谈到服务", "服务", "福屋", "福屋", backed=True) == ""


def test_an_ordinary_word_within_a_longer_stretch_is_no_mishearing_of_another():
    assert of("支付服务体系建设", "服务体系建设", "服务环境建设", "服务环境建设") == WORD
    assert of("支付服务环靖建设", "服务环靖建设", "服务环境建设", "服务环境建设") == ""


def test_a_title_that_alone_differs_is_another_title():
    chair = {"term": "申屠川", "type": "person", "title": "董事"}
    assert of("请申屠懂事讲话", "申屠懂事", "申屠董事", chair, known=True) == TITLE
    assert of("请邱厨长讲话", "邱厨长", "邱处长", QIU, known=True) == TITLE
    mayor = {"term": "柳若川", "type": "person", "title": "区长"}
    assert of("请柳局长讲话", "柳局长", "柳区长", mayor, known=True) == ""
    assert of("请柳局长讲话", "柳局长", "柳区长", mayor) == TITLE


def test_a_surname_of_somebody_else_in_the_lexicon_is_theirs():
    index = Lexicon.from_records([QIU, {"term": "裘雨", "type": "person"}]).index
    number = [index.form(i) for i in range(len(index))].index("邱处长")
    text = "请裘处长讲话"
    phonetic, words = PhoneticText.of(text, folded=text), WordPrior.of(text)
    assert doubt(phonetic, index, words, start=1, end=4, form=number, known=True) == "但词表中另有此姓的人"


def test_the_end_of_an_office_is_no_surname():
    zhu = {"term": "祝若川", "type": "person", "title": "处长"}
    assert of("财政厅国库处处长讲话", "处处长", "祝处长", zhu, known=True, often=True) == WORD


def test_a_wording_that_is_spoken_about_stays():
    assert of("不要念成紧身性啊", "紧身性", "谨慎性", "谨慎性") != ""
    assert of("不要念成锦慎性啊", "锦慎性", "谨慎性", "谨慎性") == "但原文可能正在说这个写法"


def test_a_surname_behind_a_title_begins_a_name():
    assert of("局长陈园富出席", "陈园", "成员", "成员", backed=True) == "但也可能是人名的开头"


def test_a_likely_entry_takes_the_place_of_an_ordinary_word_and_an_ordinary_entry_of_no_word():
    entry = "对赌"
    assert of("第十一条对堵怎么写", "对堵", entry, entry, score=0.4) == WORD
    assert of("第十一条对堵怎么写", "对堵", entry, entry, score=1.5) == ""
    assert of("大家填减历", "减历", "简历", "简历", score=0.2) == "但词条本身也是普通的词"
    assert of("大家填减历", "减历", "简历", "简历", score=1.5) == ""


def test_a_full_name_is_not_taken_for_a_word_because_its_surname_sounds_like_one():
    chief = {"term": "佟建岳", "type": "person", "title": "州长"}
    assert of("记者问，同建岳答", "同建岳", "佟建岳", chief) == ""
    assert of("请同建岳州长讲话", "同建岳州长", "佟建岳州长", chief, known=True) == ""
    assert of("请同州长讲话", "同州长", "佟州长", chief, known=True) == WORD
    assert of("这个事建岳处理", "事建岳", "佟建岳", chief) == WORD


def test_somebody_with_the_same_surname_is_not_meant_by_another_full_name():
    records = [{"term": "郜剑峰", "type": "person", "title": "队长"}, {"term": "高明", "type": "person"}]
    lexicon = Lexicon.from_records(records)
    assert correct_terms("下午高剑锋队长走新村", lexicon=lexicon).text == "下午郜剑峰队长走新村"


def test_an_entry_without_a_type_may_be_a_name_behind_a_title():
    assert of("局长邬良出席", "邬良", "邬朗", "邬朗") == ""


def test_a_word_within_a_longer_stretch_changes_on_strong_evidence_alone():
    assert of("茶叶渔船育种中心", "茶叶渔船育种中心", "茶叶遗传育种中心", "茶叶遗传育种中心", score=1.5) == WORD
    assert of("茶叶渔船育种中心", "茶叶渔船育种中心", "茶叶遗传育种中心", "茶叶遗传育种中心", score=2.5) == ""
