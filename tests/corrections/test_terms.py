from itertools import pairwise

import pytest

from transcript import Lexicon, correct_terms
from transcript.corrections.decision import Choice
from transcript.corrections.term_candidates import PhoneticText
from transcript.corrections.terms import Terms, confidence, find_terms, reason
from transcript.lexicon import Entry
from transcript.readers import read

TERMS = [
    {"term": "青石桥街道", "type": "place"},
    {"term": "惠民直通车", "type": "product"},
    {"term": "云栖社银平台", "heard_as": ["云西摄影平台"]},
    {"term": "岑柏洲", "type": "person"},
]


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.from_records(TERMS)


def after(text, lexicon):
    return correct_terms(text, lexicon=lexicon).text


def test_a_homophone_becomes_the_term(lexicon):
    assert after("我们到清石桥街道看了看。", lexicon) == "我们到青石桥街道看了看。"


def test_what_is_right_stays(lexicon):
    text = "青石桥街道的惠民直通车，岑柏洲同志讲得很好。"
    assert correct_terms(text, lexicon=lexicon).edits == ()


def test_ordinary_words_stay(lexicon):
    text = "我们要加强城乡统筹，完善服务体系，推动乡村全面振兴。"
    assert after(text, lexicon) == text


def test_nothing_is_put_together_across_punctuation(lexicon):
    text = "他说的是清，石桥街道也去了。"
    assert after(text, lexicon) == text


def test_a_known_mishearing_is_put_right_wherever_it_stands(lexicon):
    edits = correct_terms("升级云西摄影平台", lexicon=lexicon).edits
    assert [(e.before, e.after, e.applied) for e in edits] == [("云西摄影平台", "云栖社银平台", True)]


def test_a_mishearing_of_two_entries_is_only_suggested():
    lexicon = Lexicon.from_records(
        [{"term": "柳溪村", "heard_as": ["刘家村"]}, {"term": "榴城镇", "heard_as": ["刘家村"]}]
    )
    (edit,) = correct_terms("到刘家村调研", lexicon=lexicon).edits
    assert not edit.applied
    assert edit.runner_up


def test_what_must_not_be_touched_is_not():
    records = [{"term": "青石桥街道"}]
    text = "我们到清石桥街道看了看。"
    assert after(text, Lexicon.from_records(records)) != text
    assert after(text, Lexicon.from_records([{**records[0], "not": ["清石桥街道"]}])) == text


def test_traditional_script_is_read_alike(lexicon):
    assert after("我們到清石橋街道看了看。", lexicon) == "我們到青石桥街道看了看。"


def test_a_name_is_an_edit_of_kind_name(lexicon):
    edits = correct_terms("下面请岑百洲同志发言。", lexicon=lexicon).edits
    assert [(e.before, e.after, e.kind, e.entry) for e in edits] == [("岑百洲", "岑柏洲", "name", "岑柏洲")]


def test_every_edit_says_why(lexicon):
    (edit,) = correct_terms("我们到清石桥街道看了看。", lexicon=lexicon).edits
    assert edit.reason.startswith("与词条“青石桥街道”读音相同")
    assert 0.5 < edit.confidence <= 1


@pytest.mark.parametrize("text", ["", "。", "\ud800清石桥街道", "a" * 50, "清石桥街道" * 40, "\x00\n\n清\n"])
def test_any_text_goes_through(text, lexicon):
    assert isinstance(correct_terms(text, lexicon=lexicon).text, str)


@pytest.mark.parametrize("term", ["甲", "C++ 平台", "😀好", "·", "\uff21\uff29\u3000大厅", "一网·统管", "…" * 5])
def test_any_term_goes_through(term):
    lexicon = Lexicon.from_records([{"term": term}])
    assert correct_terms(f"我们建设{term}，很好。", lexicon=lexicon).edits == ()


def test_an_entry_that_is_part_of_the_right_one_is_no_rival() -> None:
    lexicon = Lexicon.from_records([{"term": "柳溪镇"}, {"term": "柳溪镇花田村"}])
    corrected = correct_terms("我们先到了柳西镇华田村的服务点。", lexicon=lexicon)
    assert corrected.text == "我们先到了柳溪镇花田村的服务点。"


def test_what_is_put_right_speaks_for_what_is_not_yet():
    lexicon = Lexicon.from_records([{"term": "惠民直通车"}])
    assert after("坐过大直通车回家，再坐惠灰直通车回家", lexicon) == "坐过大直通车回家，再坐惠灰直通车回家"
    once = after("坐过会民直通车回家，再坐惠灰直通车回家", lexicon)
    assert once == "坐过惠民直通车回家，再坐惠民直通车回家"
    assert after(once, lexicon) == once


def test_no_applied_edit_overlaps_a_mishearing_that_the_lexicon_names():
    lexicon = Lexicon.from_records([{"term": "云栖平台", "heard_as": ["云西平台"]}, {"term": "平台建社"}])
    corrected = correct_terms("推进云西平台建设", lexicon=lexicon)
    spans = sorted(edit.span for edit in corrected.edits if edit.applied)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_labels_and_stamps_are_closed_to_corrections(lexicon):
    text = "清石桥街道 00:05\n我们到清石桥街道看了看。\n\n乔志远 00:09\n好的。\n\n清石桥街道 00:12\n谢谢。\n"
    source, _ = read(text)
    (edit,) = find_terms(source, lexicon=lexicon).edits
    assert (edit.span.start, edit.before) == (text.index("到") + 1, "清石桥街道")
    assert find_terms(source, lexicon=None) == Terms()


def test_traditional_script_is_heard_like_simplified(lexicon):
    source, _ = read("我們到清石橋街道看了看。")
    (edit,) = find_terms(source, lexicon=lexicon).edits
    assert (edit.before, edit.after, edit.entry) == ("清石橋街道", "青石桥街道", "青石桥街道")


def test_an_edit_says_what_it_is_and_how_far_its_rival_lies_behind():
    close = Lexicon.from_records([{"term": "岑柏洲", "type": "person"}, {"term": "岑伯舟", "type": "person"}])
    (edit,) = correct_terms("我们请岑百周处长来讲。", lexicon=close).edits
    assert edit.kind == "name"
    assert {edit.entry, edit.runner_up} == {"岑柏洲", "岑伯舟"}
    assert edit.margin is not None
    assert edit.margin == round(edit.margin, 3)


def reasons(text, *records):
    return [edit.reason for edit in correct_terms(text, lexicon=Lexicon.from_records(records)).edits]


def test_confidence_is_even_where_nothing_speaks_for_either():
    assert confidence(0.0) == 0.5
    assert confidence(2.0) > confidence(1.0) > 0.5 > confidence(-1.0)


@pytest.mark.parametrize(
    ("text", "likeness"),
    [
        ("到清石桥街道看了看", "读音相同"),
        ("到庆石桥街道看了看", "声调不同、读音相同"),
        ("到亲石桥街道看了看", "读音易混"),
    ],
)
def test_the_reason_says_how_alike_they_sound(text, likeness):
    (reason,) = reasons(text, {"term": "青石桥街道"})
    assert reason.startswith(f"与词条“青石桥街道”{likeness}，")


def test_the_reason_names_a_mishearing_that_the_lexicon_lists():
    (reason,) = reasons("升级云西摄影平台", {"term": "云栖社银平台", "heard_as": ["云西摄影平台"]})
    assert reason == "词表注明“云西摄影平台”是“云栖社银平台”的误听"


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("到清石桥街道看了看", "原文在此处不成词"),
        ("推进指挥一体化工作", "原文虽成词，但用在此处可能性小得多"),
    ],
)
def test_the_reason_says_whether_the_text_has_words_there(text, instead):
    (reason,) = reasons(text, {"term": "青石桥街道"}, {"term": "智惠一体化"})
    assert reason.endswith("，" + instead)


def told(text, before, term, *, score=2.0, margin=2.0, rival=None, heard_as=()):
    """The reason for taking *before* in a text for a term."""
    entry = Entry(term=term, heard_as=tuple(heard_as))
    start = text.index(before)
    choice = Choice(start=start, end=start + len(before), form=0, cost=0.1, score=score, margin=margin)
    return reason(PhoneticText.of(text, folded=text), entry, choice, rival=rival)


def test_a_sure_edit_names_its_sound_and_what_stands_there():
    assert told("到清石桥看看", "清石桥", "青石桥") == "与词条“青石桥”读音相同，原文在此处不成词"


def test_what_is_likely_but_has_a_rival_names_it():
    said = told("到清石桥看看", "清石桥", "青石桥", margin=0.5, rival="轻石桥")
    assert said == "与词条“青石桥”读音相同，但也可能是“轻石桥”，请核对"


def test_what_is_hardly_likely_says_so():
    for rival in (None, "轻石桥"):
        said = told("到清石桥看看", "清石桥", "青石桥", score=0.0, rival=rival)
        assert said == "与词条“青石桥”读音相同，把握不足，请核对"
    assert told("到清石桥看看", "清石桥", "青石桥", margin=0.5).endswith("，把握不足，请核对")


def test_a_mishearing_that_belongs_to_two_entries_names_the_other():
    said = told("到清食桥看看", "清食桥", "青石桥", margin=0.0, rival="轻石桥", heard_as=["清食桥"])
    assert said == "词表注明“清食桥”是“青石桥”的误听，但也是“轻石桥”的误听，请核对"
    assert told("到清食桥看看", "清食桥", "青石桥", heard_as=["清食桥"]) == "词表注明“清食桥”是“青石桥”的误听"


@pytest.mark.parametrize(
    ("before", "likeness"),
    [
        ("清石桥", "读音相同"),
        ("请石桥", "声调不同、读音相同"),
        ("亲石桥", "读音易混"),
        ("高石桥", "读音相近"),
        ("石桥", "读音相近，字数不同"),
        ("青大石桥", "读音相近，字数不同"),
    ],
)
def test_likeness_goes_by_what_differs_most(before, likeness):
    assert told(f"到{before}看看", before, "青石桥").startswith(f"与词条“青石桥”{likeness}，原文")


def test_words_beside_a_stretch_are_not_its_own():
    assert told("我们讨论指挥，会议", "指挥", "智惠").endswith("原文虽成词，但用在此处可能性小得多")
    assert told("的指挥的", "指挥", "智惠").endswith("原文虽成词，但用在此处可能性小得多")
    assert told("去指挥", "去指", "曲直").endswith("原文在此处不成词")


@pytest.mark.parametrize(("term", "heard"), [("一一九工程", "幺幺九工程"), ("一二三大桥", "幺二三大桥")])
def test_a_one_that_is_told_as_yao_is_a_one(term, heard):
    assert (
        correct_terms(f"继续推进{heard}建设", lexicon=Lexicon.from_records([{"term": term}])).text
        == f"继续推进{term}建设"
    )


def test_the_bearer_of_a_medical_title_is_called_doctor():
    lexicon = Lexicon.from_records([{"term": "乔若川", "type": "person", "title": "主任医师"}])
    assert correct_terms("请乔若穿医生讲。", lexicon=lexicon).text == "请乔若川医生讲。"
    assert correct_terms("请乔若川医生讲。", lexicon=lexicon).edits == ()
