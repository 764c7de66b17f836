import pytest

from transcript import Lexicon, correct_terms
from transcript.corrections.doubts import doubt
from transcript.corrections.heard import Heard
from transcript.corrections.ordinary import Ordinary

QIAN = {"term": "齐若川", "type": "person", "title": "教授"}
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
        ("刚才潘起老师提到", "起老师", "齐老师", QIAN, NAME),
        ("刚才戴雨起老师提到", "起老师", "齐老师", QIAN, NAME),
        ("刚才和起老师说的", "起老师", "齐老师", QIAN, ""),
        ("感谢起老师的话", "起老师", "齐老师", QIAN, ""),
        ("起老师说得对", "起老师", "齐老师", QIAN, ""),
        ("主委不叫陶宝积", "宝积", "宝鸡", "宝鸡", NAME),
        ("陶宝积区划图", "宝积区划", "宝鸡区划", "宝鸡区划", ""),
        ("火车站在宝积", "宝积", "宝鸡", "宝鸡", ""),
        ("唐乔本说", "乔本", "乔木", "乔木", ""),
    ],
)
def test_what_stands_in_a_name_is_no_other(text, stretch, form, entry, expected):
    assert of(text, stretch, form, entry) == expected


def test_a_given_name_may_follow_its_own_surname():
    person = {"term": "陶宝鸡", "type": "person", "title": "主任"}
    assert of("请陶宝积主任讲话", "宝积主任", "宝鸡主任", person) == ""
    assert of("请陶宝积讲话", "陶宝积", "陶宝鸡", person) == ""


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
    assert of("刚才我汀了意见", "我汀", "我厅", "我厅") == WORD
    assert of("刚才柳汀了意见", "柳汀", "柳厅", "柳厅") == ""
    assert of("刚才汀我了意见", "汀我", "厅我", "厅我") == ""


def test_han_characters_are_not_spelled_out():
    assert of("需要细微思考", "细微", "CV", "CV") == "但原文是汉字，未必是在念字母"
    assert of("需要SV思考", "SV", "CV", "CV") == ""


def test_a_doubt_leaves_a_suggestion_that_says_why():
    lexicon = Lexicon.from_records([{"term": "我厅"}])
    (edit,) = correct_terms("刚才我汀组织了学习", lexicon=lexicon).edits
    assert (edit.applied, edit.reason.endswith(f"{WORD}，请核对")) == (False, True)
