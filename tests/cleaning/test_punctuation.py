import pytest

from transcript.cleaning import join_edits, punctuation_edits
from transcript.cleaning.punctuation import GRAM, found_elsewhere
from transcript.readers import read


@pytest.mark.parametrize(
    ("said", "clean"),
    [
        ("大家好,今天开会.", "大家好，今天开会。"),
        ("大家好, 今天开会!", "大家好，今天开会！"),
        ("会议时间:下午三点;地点:会议室。", "会议时间：下午三点；地点：会议室。"),
        ("印发方案(试行)的通知。", "印发方案（试行）的通知。"),
        ('推进"放管服"改革。', "推进“放管服”改革。"),
        ("大家下午好， 我来汇报。", "大家下午好，我来汇报。"),
        ("我们 今天 在 这里 开 会。", "我们今天在这里开会。"),
        ("这件事，还 有其他的办法。", "这件事，还有其他的办法。"),
        ("大家好，，今天开会，。", "大家好，今天开会。"),
    ],
)
def test_marks_and_spaces_are_set_as_chinese_does(recorded, cleaned, said, clean):
    source = recorded(said)
    edits = punctuation_edits(source)
    assert cleaned(source, edits) == clean
    assert all(edit.kind == "punctuation" and edit.reason for edit in edits)


@pytest.mark.parametrize(
    "text",
    [
        "比例是3:2，增长5.2%，共1,200家。",
        "使用 App 和 OK 手势。",
        "出席的有：王小明 李大伟 张三丰。",
        "版本 v2.0 (beta) 已发布。",
        "网址是www.example.org。",
        "等一下……好的……",
        "深化金融改革创新 持续推动对外开放",
    ],
)
def test_what_is_right_stays(recorded, text):
    assert punctuation_edits(recorded(text)) == ()


def test_missing_final_marks_are_set(recorded, cleaned):
    source = recorded(
        "会议开始。",
        "表达衷心的感谢",
        "三、深化协作。",
        "大家听到了吗",
        "体现在三个方面",
        "一是成本高。",
        "好。",
        "完。",
    )
    assert cleaned(source, punctuation_edits(source)) == (
        "会议开始。|表达衷心的感谢。|三、深化协作。|大家听到了吗？|体现在三个方面：|一是成本高。|好。|完。"
    )


def test_no_final_mark_is_set_where_segments_are_joined(recorded):
    source = recorded("会议开始。", "要加大", "在县域的投放。")
    joins = join_edits(source)
    assert len(joins) == 1
    assert punctuation_edits(source, joins=joins) == ()


def test_documents_without_stamps_keep_their_headings():
    source, _ = read("开会了。\n\n强化责任担当\n\n过去一年成绩很好。\n\n大家辛苦了。")
    assert punctuation_edits(source) == ()


@pytest.mark.parametrize("unit", ["，", " ", "我 ", "(", '"', "。", "，。", "发 展", "."])
def test_hostile_marks_take_linear_time(recorded, unit):
    assert isinstance(punctuation_edits(recorded("开会" + unit * 20_000 + "完。")), tuple)


def plainly(folded: str, wanted: list[str]) -> frozenset[str]:
    return frozenset(string for string in wanted if len(string) >= GRAM and string in folded)


@pytest.mark.parametrize(
    "folded",
    ["", "山区河道", "山区河道治理工程。" * 3, "山区\ud800河道治理工程", "𠀀" * 9, "好" * 200_000 + "山区河道治理工程"],
)
def test_what_is_found_stands_there(folded: str) -> None:
    wanted = [
        "山区河道治",
        "山区河道治理",
        "区河道治理工",
        "山区河道治理工程好",
        "区\ud800河道治理",
        "𠀀" * 7,
        "好好好好好山",
    ]
    assert found_elsewhere(folded, wanted) == plainly(folded, wanted)


def test_no_end_of_a_block_is_missed() -> None:
    folded = "".join(chr(0x4E00 + n % 20_000) for n in range(3 << 16))
    wanted = [folded[at : at + 8] for at in range((1 << 16) - 9, (1 << 16) + 3)]
    assert found_elsewhere(folded, wanted) == frozenset(wanted)
