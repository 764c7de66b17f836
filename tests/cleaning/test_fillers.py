import pytest

from transcript.cleaning import filler_edits


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
