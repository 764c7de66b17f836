import pytest

from transcript import parse_transcript

TALK = "主持人好，我讲两点。一是抓好春灌，水渠要通。二是抓好防汛，堤坝要牢。"


def last_words(text: str) -> str:
    record = parse_transcript(text)
    return record.points[-1].span.slice(text).strip()


@pytest.mark.parametrize(
    "farewell",
    [
        "我就讲到这里，谢谢大家。",
        "以上就是我的汇报，请大家指正。",
        "谢谢大家。",
        "今天的会就到这里，散会。",
        "汇报完毕。",
        "就这些。",
    ],
)
def test_a_farewell_belongs_to_no_point(farewell: str):
    assert last_words(TALK + farewell) == "二是抓好防汛，堤坝要牢。"


def test_a_heading_that_sounds_like_a_farewell_stays_whole():
    assert last_words("我讲两点。一是抓好春灌。二是谢谢大家的支持。") == "二是谢谢大家的支持。"


def test_thanks_in_the_middle_of_a_point_are_part_of_it():
    rest = "今年的雨水比往年多了三成，河水涨到了桥面，村里已经组织了两支队伍，每天晚上都有人在上面看着，"
    text = (
        TALK
        + "去年发大水的时候，谢谢大家帮忙，"
        + rest
        + "所以我想，这件事情不用我多说，各家各户自己心里都有数，他们也都会来的。"
    )
    assert last_words(text) == text[text.index("二是") :]


def test_a_list_inside_a_paragraph_ends_with_it():
    text = "同志们：\n要做到两个到位：一是责任到位，二是资金到位。\n春耕事关全年，大家要抓紧。"
    assert last_words(text) == "二是资金到位。"


def test_the_lines_of_a_recorder_are_no_paragraphs():
    text = "会议\n\n00:05\n\n今天讲两点，一是修渠，二是栽树。\n\n01:10\n\n树苗已经到了，周末就栽。"
    assert last_words(text).endswith("周末就栽。")


def test_the_last_appeal_of_a_manuscript_is_no_part_of_its_last_point():
    text = (
        "同志们：\n我讲两点。\n一、抓好春灌\n水渠要通。\n二、抓好防汛\n堤坝要牢。\n同志们，让我们行动起来。\n谢谢大家。"
    )
    assert last_words(text) == "二、抓好防汛\n堤坝要牢。"
