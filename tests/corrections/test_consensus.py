from pathlib import Path

import pytest

from transcript.corrections import find_consensus
from transcript.people import find_mentions
from transcript.readers import read
from transcript.text import Span, apply_edits
from transcript.values import Edit

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
    text = "现在请林业局处长乔若川同志通报。" + OTHER[0] + "刚才乔若穿处长通报了情况。"
    (edit,) = edits_of(text)
    assert (edit.before, edit.after, edit.applied, edit.kind) == ("乔若穿", "乔若川", False, "name")
    assert "疑是同一人" in edit.reason


def test_a_name_that_stands_far_oftener_is_applied():
    text = "".join(f"请乔若川处长讲第{n}点。" for n in "一二三四五六七") + "谢谢乔若穿处长。"
    assert changes(text) == [("乔若穿", "乔若川", True)]


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
