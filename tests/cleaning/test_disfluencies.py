import pytest

from transcript.cleaning import filler_edits, repeat_edits


@pytest.mark.parametrize(
    ("said", "once"),
    [
        ("工作要按按照要求推进。", "工作要按照要求推进。"),
        ("我我觉得很好。", "我觉得很好。"),
        ("这这个问题很大。", "这个问题很大。"),
        ("然后我们我们我们再看。", "然后我们再看。"),
        ("在这个，这个过程当中。", "在这个过程当中。"),
        ("下面进行到这里进行到这里，请看。", "下面进行到这里，请看。"),
        ("技术赋能技术赋能这一点。", "技术赋能这一点。"),
        ("特别是在在这个时候。", "特别是在这个时候。"),
        ("但是但是我們說。", "但是我們說。"),
    ],
)
def test_a_stutter_is_taken_out(recorded, cleaned, said, once):
    source = recorded(said)
    edits = repeat_edits(source)
    assert cleaned(source, edits) == once
    assert all(edit.kind == "repeat" and "重复" in edit.reason for edit in edits)


@pytest.mark.parametrize(
    "text",
    [
        "大家高高兴兴，好好学习。",
        "我们研究研究，再讨论讨论。",
        "一个一个来，一步一步走。",
        "谢谢谢谢，非常非常感谢。",
        "谢谢大家谢谢大家。",
        "看看人人天天常常的事。",
        "你中有我，我中有你。",
        "所有有关系的单位。",
        "在讨论中中国代表发言。",
        "我们要坚持，坚持了才行。",
        "可以找我们，我们是做服务的。",
        "不像我们我们小时候没有这些。",
        "越来越好，越来越强。",
        "对对对。是是是。好好好。",
        "三三制，二二得四。",
        "乡村振兴、乡村振兴重点帮扶县。",
        "非常、非常重要。",
        "哈哈哈哈哈哈哈哈。",
    ],
)
def test_what_is_said_twice_on_purpose_stays(recorded, text):
    assert repeat_edits(recorded(text)) == ()


def test_a_word_said_again_after_a_pause_goes_if_the_document_has_the_phrase(recorded, cleaned):
    source = recorded("聚焦农村办学、办学条件的痛点。", "农村办学条件很好。")
    assert cleaned(source, repeat_edits(source)) == "聚焦农村办学条件的痛点。|农村办学条件很好。"
    assert repeat_edits(recorded("聚焦农村办学、办学条件的痛点。")) == ()


def test_copies_do_not_overlap(recorded, cleaned):
    source = recorded("就就就是就是这个这个这个这样。")
    assert cleaned(source, repeat_edits(source)) == "就是这个这样。"


@pytest.mark.parametrize("unit", ["请", "一是", "我们", "的的", "环境、", "按照"])
def test_hostile_repetition_takes_linear_time(recorded, unit):
    assert isinstance(repeat_edits(recorded(unit * 30_000 + "。")), tuple)


def test_lone_surrogates_are_survived(recorded):
    assert repeat_edits(recorded("好好\ud800我我\ud800。")) == ()


@pytest.mark.parametrize(
    ("said", "clean"),
    [
        ("呃，我们开始。", "我们开始。"),
        ("这个呃问题。", "这个问题。"),
        ("好。嗯，我说两句。", "好。我说两句。"),
        ("好。那么，我们请下一位。", "好。我们请下一位。"),
        ("讲完了。那么接下来看第二点。", "讲完了。接下来看第二点。"),
        ("我觉得就是说服务要好。", "我觉得服务要好。"),
        ("第三个方面呢，要抓落实。", "第三个方面，要抓落实。"),
        ("一个普及性的这个这种音乐。", "一个普及性的这种音乐。"),
        ("首先祝贺这个你们的报告。", "首先祝贺你们的报告。"),
        ("根据这个我们的安排，下午参观。", "根据我们的安排，下午参观。"),
        ("好。那么非常高兴见到大家。", "好。非常高兴见到大家。"),
        ("好。那麼我們請下一位。", "好。我們請下一位。"),
    ],
)
def test_what_carries_nothing_goes(recorded, cleaned, said, clean):
    source = recorded(said)
    edits = filler_edits(source)
    assert cleaned(source, edits) == clean
    assert all(edit.kind == "filler" and edit.after == "" and edit.reason for edit in edits)


@pytest.mark.parametrize(
    "text",
    [
        "嗯。",
        "这个问题很大，那个方案也行。",
        "那么多人，那么大的会场。",
        "如果下雨，那么我们改期。",
        "也就是说，要抓紧。",
        "这就是说我们做得还不够。",
        "怎么办呢，大家想想。",
        "你问的是什么呢，我没听清。",
        "这个我们已经讨论过了。",
        "围绕这个我们的确谈过。",
        "金额不大，小额账户，额度够。",
        "然后我们去看。",
        "呃。",
    ],
)
def test_what_may_carry_something_stays(recorded, text):
    assert filler_edits(recorded(text)) == ()


def test_fillers_in_a_row_do_not_overlap(recorded, cleaned):
    source = recorded("呃呃，嗯，那么，呃我们请。")
    assert cleaned(source, filler_edits(source)).endswith("我们请。")
