from transcript import Lexicon, correct_terms
from transcript.corrections.decision import shared_ends


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


def test_what_two_texts_share_at_their_ends_is_counted_once():
    assert shared_ends("甲甲", "甲甲甲") == (2, 0)
    assert shared_ends("甲乙", "丙丁") == (0, 0)
