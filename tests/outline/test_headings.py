from transcript.outline.headings import lost
from transcript.outline.numbered import habits_of, numbered

DUTIES = "一是夯实根基，守住底线。\n二是强化责任，落实到人。\n"
TALK = "第一，今天路上堵。第二，我们来晚了。\n"


def weight_of(sentence: str, *, after: str) -> float:
    text = after + sentence
    found = lost(text, habits=habits_of(list(numbered(text))))
    return {c.shape.text: c.weight for c in found}.get(sentence.rstrip("。"), -99.0)


def test_a_sentence_that_opens_like_a_heading_may_be_one():
    assert weight_of("筑牢防线，不留死角。", after=DUTIES) > weight_of("去年雨大，渠都满了。", after=DUTIES)


def test_where_numbered_headings_open_with_verbs_a_lost_one_does_so_too():
    assert weight_of("筑牢防线，不留死角。", after=DUTIES) > weight_of("筑牢防线，不留死角。", after=TALK)


def test_what_announces_points_is_none_of_them():
    assert weight_of("下面强化几点要求。", after=DUTIES) < weight_of("强化日常要求。", after=DUTIES)


def test_an_answer_is_no_heading():
    assert weight_of("好，全票通过。", after=DUTIES) == -99.0


def test_what_names_a_part_of_a_report_looks_like_a_heading():
    assert (
        weight_of("下一步工作安排，我们要开工。", after=TALK)
        > weight_of("下一步我们就开工了，大家放心。", after=TALK) + 1
    )
