import pytest

from transcript import Lexicon, correct_terms
from transcript.corrections.decision import sensible, shared_ends
from transcript.corrections.term_candidates import PhoneticText
from transcript.lexicon.index import CALLED


def edits(text, *terms):
    return correct_terms(text, lexicon=Lexicon.from_records([{"term": term} for term in terms])).edits


def test_a_part_of_a_change_is_no_rival_of_it():
    terms = ("青石镇柳溪村", "青石镇", "柳溪村")
    (edit,) = [e for e in edits("我们到清石镇刘西村看了看。", *terms) if e.applied]
    assert (edit.before, edit.after, edit.runner_up) == ("清石镇刘西村", "青石镇柳溪村", None)


def test_two_forms_that_sound_alike_are_left_open():
    (edit,) = edits("稳步推进社影一体化。", "社银一体化", "社颖一体化")
    assert not edit.applied
    assert edit.runner_up
    assert edit.margin < 1


def test_a_form_takes_no_characters_of_another_that_is_right():
    text = "青石桥街道惠民直通车"
    assert edits(text, "青石桥街道", "惠民直通车", "街道汇民") == ()


def test_a_number_does_not_become_another():
    assert edits("开展三保行动。", "五保行动", "一网通办") == ()


def test_the_unit_of_a_number_stays():
    assert [e.applied for e in edits("我们用的是元山振兴卡", "源山振兴卡")] == [True]
    assert edits("我们用的是25元山振兴卡", "源山振兴卡") == ()


def test_what_two_texts_share_at_their_ends_is_counted_once():
    assert shared_ends("甲甲", "甲甲甲") == (2, 0)
    assert shared_ends("甲乙", "丙丁") == (0, 0)
    assert shared_ends("甲乙丙丁", "戊己丙丁") == (0, 2)
    assert shared_ends("甲乙丙丁", "甲戊丙己庚丁") == (1, 1)
    assert shared_ends("甲乙丙丙丁", "甲丙丁") == (1, 2)


def told(text, *entries):
    return correct_terms(text, lexicon=Lexicon.from_records(list(entries)))


def test_of_mishearings_that_overlap_the_longest_is_put_right():
    records = [{"term": "石溪", "heard_as": ["乌力"]}, {"term": "柳溪村委会", "heard_as": ["乌力不拉"]}]
    for entries in (records, records[::-1]):
        assert told("我们到乌力不拉看看，再到乌力。", *entries).text == "我们到柳溪村委会看看，再到石溪。"


def test_of_mishearings_as_long_the_first_is_put_right():
    entries = {"term": "石溪", "heard_as": ["力不"]}, {"term": "柳溪", "heard_as": ["乌力"]}
    assert told("乌力不", *entries).text == "柳溪不"


def test_mishearings_side_by_side_are_both_put_right():
    result = told("乌力乌力", {"term": "柳溪村", "heard_as": ["乌力"]})
    assert result.text == "柳溪村柳溪村"
    assert [(e.applied, e.runner_up, e.margin) for e in result.edits] == [(True, None, None)] * 2
    assert all(e.confidence > 0.95 for e in result.edits)


def test_a_mishearing_of_two_entries_is_left_to_the_reader():
    entries = {"term": "柳溪村", "heard_as": ["乌力"]}, {"term": "石溪村", "heard_as": ["乌力"]}
    (edit,) = told("到乌力去", *entries).edits
    assert (edit.after, edit.runner_up, edit.margin, edit.applied) == ("柳溪村", "乌力", 0.0, False)


def test_a_mishearing_inside_of_what_is_right_stays():
    assert told("乌力村", {"term": "乌力村"}, {"term": "柳溪", "heard_as": ["乌力"]}).edits == ()


def test_no_mishearing_runs_over_a_break():
    assert told("到乌 力去", {"term": "柳溪村", "heard_as": ["乌 力"]}).edits == ()


def test_where_a_mishearing_was_told_no_form_is_looked_for():
    entries = {"term": "石溪村", "heard_as": ["刘西村"]}, {"term": "柳溪村"}
    (edit,) = told("我们到刘西村看了看。", *entries).edits
    assert (edit.after, edit.applied, edit.runner_up) == ("石溪村", True, None)


def plausible(before, entry):
    index = Lexicon.from_records([entry]).index
    phonetic = PhoneticText.of(f"请{before}讲", folded=f"请{before}讲")
    return [sensible(phonetic, index, 1, 1 + len(before), form) for form in range(len(index))]


@pytest.mark.parametrize(
    ("before", "term", "may_be"),
    [
        ("刘西村", "柳溪村", True),
        ("柳溪", "柳溪村", True),
        ("三宝", "三保", True),
        ("三保", "五保", False),  # no number becomes another,
        ("三保", "三宝", True),
        ("溪山村", "溪三村", True),  # a word becomes one that sounds like it,
        ("溪柳村", "溪三村", False),  # another word does not,
        ("溪三村", "溪柳村", True),  # and any number may be a word
        ("三", "溪柳村", True),
        ("二三溪村", "二山溪村", True),  # also one beside another of the form,
        ("三溪二村", "山溪二村", True),
        ("二三溪村", "溪山溪村", False),  # but not one of several that change
    ],
)
def test_which_changes_are_of_the_kind_that_mishearings_make(before, term, may_be):
    assert plausible(before, {"term": term}) == [may_be]


def test_a_title_is_no_name_by_which_somebody_is_called():
    person = {"term": "楚章远", "type": "person", "title": "处长"}
    index = Lexicon.from_records([person]).index
    called = [index.simplified(form) for form in range(len(index))]
    assert called[0] == "楚章远"
    assert "楚处长" in called
    assert plausible("处长", person) == [index.kinds[form] != CALLED for form in range(len(index))]
    assert plausible("出处长", person) == [True] * len(called)


@pytest.mark.parametrize(
    ("text", "applied"),
    [
        ("请修处长讲话", False),
        ("请裘处长讲话", True),
        ("请邱处长讲话，感谢邱处长，邱处长好，请修处长讲话", True),
    ],
)
def test_another_surname_is_somebody_else_unless_the_text_speaks_of_who_is_meant(text, applied):
    (edit,) = told(text, {"term": "邱章远", "type": "person", "title": "处长"}).edits
    assert (edit.after, edit.applied) == ("邱处长", applied)


def test_what_is_only_read_like_letters_is_not_made_into_them():
    assert [edit.applied for edit in edits("他说的比地基还深。", "BDG")] == [False]
    assert [edit.applied for edit in edits("我们用柳农医付缴费。", "柳农e付")] == [True]


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("去五二路口", "五二路口", True),
        ("去三五二路口", "五二路口", False),
    ],
)
def test_a_numeral_beside_one_of_the_form_may_be_misheard(text, before, expected):
    index = Lexicon.from_records([{"term": "舞二路口"}]).index
    start = text.index(before)
    assert sensible(PhoneticText.of(text, folded=text), index, start, start + len(before), 0) is expected
