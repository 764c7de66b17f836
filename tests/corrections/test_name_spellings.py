from transcript.corrections.name_spellings import find_name_spellings
from transcript.people import find_mentions
from transcript.readers import read


def edits(text):
    source, _ = read(text)
    return list(find_name_spellings(source, find_mentions(source.folded)))


def test_a_name_that_is_heard_alike_becomes_the_usual_one():
    (edit,) = edits("感谢方志明校长。" * 7 + "感谢方智明校长。")
    assert (edit.before, edit.after, edit.applied) == ("方智明", "方志明", True)
    assert edit.reason == "全文“方志明”出现7次，“方智明”1次，姓氏相同，读音相同，应是同一人。"


def test_it_is_only_suggested_where_neither_stands_much_oftener():
    (edit,) = edits("感谢方志明校长。" * 2 + "感谢方智明校长。")
    assert (edit.before, edit.after, edit.applied) == ("方智明", "方志明", False)


def test_a_name_of_two_characters_is_only_suggested():
    assert [edit.applied for edit in edits("感谢方伟校长。" * 7 + "感谢方炜校长。")] == [False]


def test_names_that_sound_unlike_are_two_people():
    assert edits("感谢方志明校长。" * 7 + "感谢方文海校长。") == []


def test_names_that_sound_near_are_one_under_the_same_title_alone():
    assert [e.after for e in edits("感谢方志明校长。" * 7 + "感谢方志敏校长。")] == ["方志明"]
    assert edits("感谢方志明校长。" * 7 + "感谢方志敏处长。") == []


def test_of_two_spellings_said_as_often_the_one_introduced_is_right():
    introduced, thanked = "请柳溪中学校长方志明发言。", "感谢方智明校长。"
    for text in (introduced + thanked, thanked + introduced):
        assert [(e.before, e.after) for e in edits(text)] == [("方智明", "方志明")]


def test_of_two_spellings_introduced_alike_the_first_is_right():
    assert [e.after for e in edits("感谢方智明校长。感谢方志明校长。")] == ["方智明"]


def test_the_more_often_one_is_said_the_surer_the_other_is_wrong():
    twice = "感谢方智明校长。" * 2
    applied, often = edits("感谢方志明校长。" * 8 + twice)[0], edits("感谢方志明校长。" * 7 + twice)[0]
    assert (applied.applied, often.applied) == (True, False)
    near = edits("感谢方志明校长。" * 7 + "感谢方志敏校长。")[0]
    assert applied.confidence > near.confidence > often.confidence > 0


def test_names_of_another_surname_or_length_are_other_peoples():
    assert edits("感谢方志明校长。" * 7 + "感谢房志明校长。") == []
    assert edits("感谢方志明校长。" * 7 + "感谢方明校长。") == []
