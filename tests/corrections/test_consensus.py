from pathlib import Path

import attrs
import pytest

from transcript.corrections import find_consensus
from transcript.edits import apply_edits
from transcript.model import Edit
from transcript.people import find_mentions
from transcript.readers import read
from transcript.text import Span

SEEDS = Path(__file__).parents[2] / "seeds"
OTHER = ("会议听取了汇报。", "大家讨论了两个小时。", "下一步要抓好落实。", "群众反映很好。")


def edits_of(text, **evidence):
    source, _ = read(text)
    return find_consensus(source, mentions=find_mentions(source.folded), **evidence)


def changes(text, **evidence):
    return [(e.before, e.after, e.applied) for e in edits_of(text, **evidence)]


def spoken(usual, *, times, then):
    """A text that says *usual* in several sentences, and *then* once."""
    counts = ("一", "两", "三", "几", "十") * times
    parts = [usual.format(count) + OTHER[n * n % 4] for n, count in enumerate(counts[:times])]
    return "".join(parts) + then


def test_a_strange_form_becomes_the_usual_one_in_its_frame():
    text = spoken("我们新开了{}个惠民通服务点。", times=9, then="城南也有慧民通服务点。")
    (edit,) = edits_of(text)
    assert (edit.before, edit.after, edit.applied, edit.kind) == ("慧民", "惠民", True, "term")
    assert edit.reason == "全文“惠民通服务点”出现9次，“慧民通服务点”1次，读音相同，前后文字一致，应为“惠民”。"


def test_a_word_in_a_long_frame_becomes_the_usual_one():
    text = spoken("全县农村支付工作开了{}次会。", times=9, then="今年要谋划好全县农村致富工作的路径。")
    assert changes(text) == [("致富", "支付", True)]


def test_a_word_in_a_short_frame_stays():
    text = spoken("支付工作开了{}次会。", times=9, then="他们有就业，能致富。")
    assert changes(text) == []


def test_what_is_said_as_often_stays():
    text = spoken("惠民通服务点开了{}个。", times=5, then="") + spoken("慧民通服务点开了{}个。", times=4, then="")
    assert not [edit for edit in edits_of(text) if edit.applied]


def test_what_is_seldom_said_is_no_model():
    text = spoken("惠民通服务点开了{}个。", times=3, then="城南也有慧民通服务点。")
    assert changes(text) == []


def test_near_sounds_that_are_seldom_heard_right_are_suggested():
    text = spoken("惠民通服务点开了{}个。", times=5, then="城南也有惠敏通服务点。")
    assert changes(text) == [("惠敏", "惠民", False)]


@pytest.mark.parametrize(
    ("usual", "then"),
    [
        ("这件事是重要的，办了{}回。", "那是重要的事情。"),
        ("我们再讨论{}次。", "我们在讨论。"),
        ("他们说了{}遍。", "她们说了一遍，它们没有。"),
        ("这个怎么样，问了{}回。", "这个怎么养，没有人问。"),
        ("开了{}个一网通办窗口。", "第二网通办窗口。"),
        ("会议纪录单写了{}张。", "会议记录单也写了。"),
        ("有{}个省分行来人。", "有三个市分行来人。"),
    ],
)
def test_ordinary_words_stay(usual, then):
    assert not [edit for edit in edits_of(spoken(usual, times=9, then=then)) if edit.applied]


def test_a_stutter_is_no_mishearing():
    text = spoken("原住民族代表来了{}位。", times=9, then="原住民组族代表也来了。")
    assert changes(text) == []


def test_two_usual_forms_leave_it_open():
    text = spoken("惠民通服务点开了{}个。", times=9, then="") + spoken(
        "会民通服务点开了{}个。", times=8, then="慧民通服务点。"
    )
    assert not [edit for edit in edits_of(text) if edit.applied]


def test_a_name_in_two_spellings_is_suggested():
    text = "现在请林业局处长方建平同志通报。" + OTHER[0] + "刚才方建屏处长通报了情况。"
    (edit,) = edits_of(text)
    assert (edit.before, edit.after, edit.applied, edit.kind) == ("方建屏", "方建平", False, "name")
    assert "疑是同一人" in edit.reason


def test_a_name_that_stands_far_oftener_is_applied():
    text = "".join(f"请方建平处长讲第{n}点。" for n in "一二三四五六七") + "谢谢方建屏处长。"
    assert changes(text) == [("方建屏", "方建平", True)]


def test_two_people_under_one_surname_stay():
    text = "".join(f"请乔若川处长讲第{n}点。" for n in "一二三四五六七") + "谢谢乔建平处长。"
    assert changes(text) == []


def test_traditional_script_is_kept():
    text = spoken("我們新開了{}個惠民通服務點。", times=9, then="城南也有慧民通服務點。")
    assert changes(text) == [("慧民", "惠民", True)]


def test_what_the_lexicon_decided_stands():
    text = spoken("我们新开了{}个惠民通服务点。", times=9, then="城南也有慧民通服务点。")
    start = text.index("慧民通")
    decided = Edit(span=Span(start, start + 2), before="慧民", after="会明", kind="term")
    (edit,) = edits_of(text, decided=[decided])
    assert (edit.applied, edit.yields_to) == (False, decided.span)
    assert "让位于词表的改动“慧民→会明”" in edit.reason


def test_what_the_lexicon_says_too_is_said_once():
    text = spoken("我们新开了{}个惠民通服务点。", times=9, then="城南也有慧民通服务点。")
    start = text.index("慧民通")
    decided = Edit(span=Span(start, start + 3), before="慧民通", after="惠民通", kind="term")
    assert edits_of(text, decided=[decided]) == ()


def test_a_change_that_leaves_half_a_word_alone_is_a_mishearing():
    text = spoken("主管机关来了{}次。", times=9, then="煮管机关没有来。")
    assert changes(text) == [("煮管机关", "主管机关", True)]


def test_what_is_right_stands():
    text = spoken("我们新开了{}个惠民通服务点。", times=9, then="城南也有慧民通服务点。")
    assert changes(text, right=[Span(text.index("慧民通"), text.index("慧民通") + 3)]) == []


def test_correcting_twice_is_correcting_once():
    """What one correction makes more frequent is evidence for the next, at once and not only in a second run."""
    text = spoken("新开了{}个惠民通服务点。", times=7, then="慧民通服务点，惠敏通服务点都开了。")
    source, _ = read(text)
    edits = [edit for edit in find_consensus(source) if edit.applied]
    assert [edit.before for edit in edits] == ["慧民", "惠敏"]
    clean, _ = read(apply_edits(text, edits))
    assert find_consensus(clean) == ()


@pytest.mark.parametrize("text", ["", "好", "\ud800", "，。" * 30, "a" * 50, "一" * 400, "\U00020000" * 20])
def test_texts_that_say_nothing(text):
    assert changes(text) == []


def test_the_seeds_get_no_false_edit():
    found = {}
    for path in sorted(SEEDS.glob("*.txt")):
        source, _ = read(path)
        edits = find_consensus(source, mentions=find_mentions(source.folded))
        found[path.name[:3]] = [(e.before, e.after) for e in edits if e.applied]
    assert found == {"000": [], "001": [], "002": [], "003": [("致富", "支付")] * 2, "004": []}


@pytest.mark.parametrize(("times", "applied"), [(3, None), (4, False), (7, False), (8, True)])
def test_near_sounds_are_applied_only_on_overwhelming_evidence(times, applied):
    text = spoken("我们新开了{}个惠民通服务点。", times=times, then="城南也有惠敏通服务点。")
    assert [edit.applied for edit in edits_of(text)] == ([] if applied is None else [applied])


def test_what_is_heard_wrong_twice_must_be_said_right_twice_as_often():
    wrong = "城南也有惠敏通服务点。城北也有惠敏通服务点。"
    assert {e.applied for e in edits_of(spoken("我们新开了{}个惠民通服务点。", times=15, then=wrong))} == {False}
    assert {e.applied for e in edits_of(spoken("我们新开了{}个惠民通服务点。", times=16, then=wrong))} == {True}


def test_a_short_form_read_alike_is_applied_and_one_almost_alike_is_suggested():
    assert changes(spoken("我们去{}次惠民通。", times=8, then="他去慧民通。")) == [("慧民", "惠民", True)]
    assert changes(spoken("我们去{}次惠民通。", times=5, then="他去慧民通。")) == []
    (edit,) = edits_of(spoken("我们去{}次惠民通。", times=7, then="他去慧民通。"))
    assert (edit.before, edit.after, edit.applied) == ("慧民", "惠民", False)


def test_the_reason_of_a_suggestion_says_that_it_is_one():
    (edit,) = edits_of(spoken("惠民通服务点开了{}个。", times=5, then="城南也有惠敏通服务点。"))
    assert edit.reason.endswith("读音相近，前后文字一致，疑为“惠民”。")
    assert 0 < edit.confidence < 0.9


def test_a_word_is_changed_only_between_what_stays():
    often = spoken("全县农村支付工作开了{}次会。", times=9, then="")
    assert changes(often + "致富工作开了一次会。") == []
    assert [e.applied for e in edits_of(often + "全县农村致富工作开了好会。")] == [True]
    fewer = spoken("全县农村支付工作开了{}次会。", times=5, then="全县农村致富工作开了好会。")
    assert [e.applied for e in edits_of(fewer)] == [False]


def test_a_change_that_leaves_a_common_word_alone_is_none():
    assert changes(spoken("主管机关来了{}次。", times=9, then="我管机关没有来。")) == []
    assert changes(spoken("主管机关来了{}次。", times=9, then="煮管的机关没有来。")) == []


def test_edits_meet_decided_ones_wherever_these_stand():
    text = spoken("我们新开了{}个惠民通服务点。", times=9, then="城南也有慧民通服务点，城北也有慧民通服务点。")
    first, second = text.index("慧民通"), text.rindex("慧民通")
    decided = [
        Edit(span=Span(0, 2), before="我们", after="咱们", kind="term"),
        Edit(span=Span(second, second + 2), before="慧民", after="会明", kind="term"),
    ]
    found = [(e.span.start, e.applied, e.yields_to) for e in edits_of(text, decided=decided)]
    assert found == [(first, True, None), (second, False, decided[1].span)] or [f[1] for f in found] == [True, False]
    refused = [attrs.evolve(decided[1], applied=False)]
    assert all(e.yields_to is None for e in edits_of(text, decided=refused))


def test_what_is_no_speech_is_left_as_it_is():
    text = spoken("我们新开了{}个惠民通服务点。", times=9, then="")
    record = f"00:01\n{text}\n\n00:05\n城南也有慧民通服务点。\n"
    assert [e.before for e in edits_of(record)] == ["慧民"]


@pytest.mark.parametrize(("times", "applied"), [(7, False), (8, True)])
def test_a_word_in_a_long_frame_needs_as_much(times, applied):
    text = spoken("全县农村支付工作开了{}次会。", times=times, then="今年要谋划好全县农村致富工作的路径。")
    assert changes(text) == [("致富", "支付", applied)]


def test_a_word_that_sounds_otherwise_stays_even_there():
    text = spoken("全县农村支付工作开了{}次会。", times=9, then="今年要谋划好全县农村植树工作的路径。")
    assert changes(text) == []


def test_what_shows_best_is_a_word():
    text = spoken("我们主管道路来了{}次。", times=9, then="我们煮管道路来了。")
    (edit,) = edits_of(text)
    assert (edit.before, edit.after) == ("煮管", "主管")


@pytest.mark.parametrize(
    ("usual", "then", "change"),
    [
        ("支付机关来了{}次。", "织付机关没有来。", [("织付", "支付", True)]),
        ("支付款项来了{}次。", "织付款项没有来。", []),
        ("主管理事来了{}次。", "煮管理事没有来。", []),
    ],
    ids=["half a word is left", "the rest is a word with what follows", "the rest is a common word with what follows"],
)
def test_a_first_character_belongs_to_a_word_only_if_the_rest_of_it_does(usual, then, change):
    assert changes(spoken(usual, times=9, then=then)) == change


def test_the_last_character_is_changed_like_the_first():
    assert changes(spoken("推广数字普惠{}次。", times=9, then="推广数字普慧。")) == [("普慧", "普惠", True)]


@pytest.mark.parametrize("pair", ["需须", "纪记", "份分", "帐账", "定订", "联连", "辞词", "贴帖"])
def test_another_spelling_is_no_mishearing(pair):
    usual, other = (f"{c}珂碧" for c in pair)
    text = spoken("我们去{}次" + usual + "。", times=9, then=f"他们去{other}。")
    assert changes(text) == []


def test_a_rival_said_half_as_often_leaves_it_open():
    usual, rival = spoken("惠民通服务点开了{}个。", times=9, then=""), "会民通服务点。"
    assert [e.applied for e in edits_of(usual + rival * 4 + "慧民通服务点。") if e.before.startswith("慧")] != []
    assert [e for e in edits_of(usual + rival * 5 + "慧民通服务点。") if e.before.startswith("慧")] == []


def test_a_rival_said_exactly_half_as_often_does_not_count():
    text = spoken("惠民通服务点开了{}个。", times=8, then="") + "会民通服务点。" * 4 + "慧民通服务点。"
    assert ("慧民", "惠民") in [(e.before, e.after) for e in edits_of(text)]


def test_a_stutter_before_what_is_said_again_is_no_mishearing():
    text = spoken("我们去{}次惠民通。", times=9, then="他去慧惠民通。")
    assert [e for e in edits_of(text) if e.before.startswith("慧")] == []
