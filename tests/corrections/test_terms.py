from itertools import pairwise

import pytest

from transcript import Lexicon, correct_terms
from transcript.corrections.terms import Terms, find_terms
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
    text = "清石桥街道：我们到清石桥街道看了看。\n乔志远：好的。\n清石桥街道：谢谢。\n"
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
