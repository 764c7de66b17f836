import pytest

from transcript import Lexicon, correct_terms
from transcript.corrections.doubts import doubt
from transcript.corrections.heard import Heard
from transcript.corrections.ordinary import Ordinary

JI = {"term": "纪若川", "type": "person", "title": "教授"}
LIU = {"term": "刘若川", "type": "person", "title": "行长"}
QIU = {"term": "邱章远", "type": "person", "title": "处长"}


def of(text, stretch, form, entry, *, known=False):
    """What speaks against a form of an entry in the place of a stretch."""
    index = Lexicon.from_records([{"term": entry} if isinstance(entry, str) else entry]).index
    number = [index.form(i) for i in range(len(index))].index(form)
    start = text.index(stretch)
    heard, words = Heard.of(text, folded=text), Ordinary.of(text)
    return doubt(heard, index, words, start=start, end=start + len(stretch), form=number, known=known)


NAME, WORD, OTHER = "但前面的字可能与它同是一个人名", "但原文本身成词", "但也可能另有其人"


@pytest.mark.parametrize(
    ("text", "stretch", "form", "entry", "expected"),
    [
        ("刚才孟记老师提到", "记老师", "纪老师", JI, NAME),
        ("刚才蒋雨记老师提到", "记老师", "纪老师", JI, NAME),
        ("刚才和记老师说的", "记老师", "纪老师", JI, ""),
        ("感谢记老师的话", "记老师", "纪老师", JI, ""),
        ("记老师说得对", "记老师", "纪老师", JI, ""),
        ("主委不叫陶宝西", "宝西", "宝溪", "宝溪", NAME),
        ("陶宝西区划图", "宝西区划", "宝溪区划", "宝溪区划", ""),
        ("火车站在宝西", "宝西", "宝溪", "宝溪", ""),
        ("唐乔目说", "乔目", "乔木", "乔木", ""),
    ],
)
def test_what_stands_in_a_name_is_no_other(text, stretch, form, entry, expected):
    assert of(text, stretch, form, entry) == expected


def test_a_given_name_may_follow_its_own_surname():
    person = {"term": "陶宝溪", "type": "person", "title": "主任"}
    assert of("请陶宝西主任讲话", "宝西主任", "宝溪主任", person) == ""
    assert of("请陶宝西讲话", "陶宝西", "陶宝溪", person) == ""


@pytest.mark.parametrize(
    ("stretch", "expected"), [("流行", WORD), ("留行", ""), ("刘型", WORD), ("六行", WORD), ("流形", WORD)]
)
def test_a_short_call_differs_in_a_near_surname_alone_and_is_no_word(stretch, expected):
    assert of(f"这个{stretch}讲话", stretch, "刘行", LIU, known=True) == expected


def test_another_surname_is_somebody_else_unless_the_text_knows_who_is_meant():
    assert of("请修处长讲话", "修处长", "邱处长", QIU) == OTHER
    assert of("请修处长讲话", "修处长", "邱处长", QIU, known=True) == ""
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
