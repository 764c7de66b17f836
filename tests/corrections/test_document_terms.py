import numpy as np

from transcript.corrections.document_terms import LONGEST, OFTEN, SHORTEST, find_doubles, find_name_spellings
from transcript.people import find_mentions
from transcript.readers import read
from transcript.words import cut


def doubles(text, silent=()):
    speech = np.ones(len(text), dtype=bool)
    speech[list(silent)] = False
    return {(d.rare, d.usual): d for d in find_doubles(cut(text), speech=speech)}


OFTEN_SAID = "服务青石桥，" * 6


def test_a_rare_window_is_found_beside_the_frequent_one_that_sounds_alike():
    text = OFTEN_SAID + "服务清石桥。"
    found = doubles(text)["清石桥", "青石桥"]
    assert (found.rare_count, found.usual_count, found.rival_count) == (1, 6, 0)
    assert text[found.start :].startswith("清石桥")
    assert text[found.model :].startswith("青石桥")


def test_windows_stop_at_punctuation():
    assert all("，" not in rare + usual for rare, usual in doubles(OFTEN_SAID + "服务清，石桥。"))
    assert ("清石桥", "青石桥") not in doubles(OFTEN_SAID + "服务清，石桥。")


def test_what_is_seldom_said_is_no_model():
    assert doubles("服务青石桥，" * (OFTEN - 1) + "服务清石桥。") == {}


def test_what_is_no_speech_has_no_windows():
    text = OFTEN_SAID + "服务清石桥。"
    assert doubles(text, silent=range(len(OFTEN_SAID), len(text))) == {}


def test_a_third_spelling_that_is_frequent_too_is_a_rival():
    text = OFTEN_SAID + "服务轻石桥，" * 2 + "服务清石桥。"
    assert doubles(text)["清石桥", "青石桥"].rival_count == 2


def test_windows_are_no_longer_than_they_may_be():
    text = "我们服务青石桥街道的居民，" * 6 + "我们服务清石桥街道的居民。"
    assert max(len(rare) for rare, _ in doubles(text)) == LONGEST


def test_a_text_of_one_character_has_none():
    assert doubles("好") == {}


def test_windows_of_two_characters_are_the_shortest():
    found = doubles("去惠民，" * 6 + "去慧民。")
    assert ("慧民", "惠民") in found
    assert min(len(rare) for rare, _ in found) == SHORTEST


def test_what_is_said_half_as_often_is_a_double_and_what_is_said_oftener_is_none():
    half, more = "服务清石桥，" * 3, "服务清石桥，" * 4
    assert doubles(OFTEN_SAID + half)["清石桥", "青石桥"].rare_count == 3
    assert ("清石桥", "青石桥") not in doubles(OFTEN_SAID + more)


def test_every_place_of_the_rare_form_is_told_and_the_first_of_the_usual_one():
    text = "服务清石桥，" + OFTEN_SAID + "服务清石桥。"
    speech = np.ones(len(text), dtype=bool)
    found = [d for d in find_doubles(cut(text), speech=speech) if (d.rare, d.usual) == ("清石桥", "青石桥")]
    assert [d.start for d in found] == [2, text.rindex("清石桥")]
    assert {d.model for d in found} == {text.index("青石桥")}


def test_only_sounds_that_are_easily_confused_are_doubles():
    assert ("亲石桥", "青石桥") in doubles(OFTEN_SAID + "服务亲石桥。")
    assert ("高石桥", "青石桥") not in doubles(OFTEN_SAID + "服务高石桥。")


def test_no_window_cuts_a_word_or_holds_anything_but_characters():
    found = doubles(OFTEN_SAID + "服务清石桥。")
    assert all(not usual.startswith("务") and not usual.endswith("服") for _, usual in found)
    assert doubles("服务a石桥，" * 6 + "服务b石桥。") == {}
    assert doubles("去惠1民，" * 6 + "去慧1民。") == {} or all(len(r) > 1 for r, _ in doubles("去惠1民，" * 6))


def test_a_rare_form_alone_beside_the_usual_one_has_no_rival():
    found = doubles(OFTEN_SAID + "服务轻石桥，服务清石桥。")
    assert {found[rare, "青石桥"].rival_count for rare in ("轻石桥", "清石桥")} == {0, 1}


def test_no_number_is_heard_for_another():
    assert doubles("一共三百四十户，" * 6 + "一共三百十四户，一共三百十十户。") == {}
    assert ("亿百户", "一百户") not in doubles("修了一百户，" * 6 + "修了亿百户。")
    assert ("石百户", "十百户") in doubles("修了十百户，" * 6 + "修了石百户。")


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
    assert [edit.applied for edit in edits("感谢方华校长。" * 7 + "感谢方桦校长。")] == [False]


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
