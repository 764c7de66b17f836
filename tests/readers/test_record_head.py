import pytest

from transcript.readers import read
from transcript.readers.record_head import count_head, head_row

HEAD = "项目启动会\n时间：2031年5月6日上午9:00-11:30\n地 点：三楼会议室\n主持人：方明\n参会人员：方志明、李小红\n记录人：许可\n\n"


def kinds(text):
    source, _ = read(text)
    return [(s.kind, s.label) for s in source.segments]


def test_the_rows_of_a_head_are_set_aside():
    found = kinds(HEAD + "好，我们开始。今天说两件事。")
    assert found == [("title", None), *[("boilerplate", None)] * 5, ("speech", None)]


def test_a_dialogue_below_a_head_keeps_its_speakers():
    text = HEAD + "方明：好，开始。\n李小红：好的。\n方明：你先说。\n李小红：我先说。"
    assert [label for kind, label in kinds(text) if kind == "speech"] == ["方明", "李小红", "方明", "李小红"]


@pytest.mark.parametrize("line", ["2031年5月6日下午", "2031-05-06 14:02", "二〇三一年五月六日（星期三）上午9点"])
def test_a_date_on_a_line_of_its_own_is_a_row(line):
    assert head_row(line) == ("time", line)
    assert kinds(f"村民代表大会\n{line}\n各位乡亲，现在开会。先说修路的事。")[1] == ("boilerplate", None)


@pytest.mark.parametrize("line", ["2031年5月6日我们开了会", "地点：", "结论：可行", "今天是5月6日"])
def test_other_lines_are_no_rows(line):
    assert head_row(line) is None


def test_a_label_that_comes_back_is_a_speaker():
    assert count_head(["时间：5月6日", "主持人：现在开会", "方明：好", "主持人：谢谢"]) == 0
    assert {label for _, label in kinds("主持人：大家好。\n方明：好。\n主持人：好的。\n方明：不好。")} == {
        "主持人",
        "方明",
    }


def test_rows_without_a_time_a_place_or_a_name_of_the_meeting_are_no_head():
    assert count_head(["讨论", "主持人：方明", "记录：许可", "好，开始。"]) == 0


def test_a_text_of_rows_alone_is_speech():
    assert count_head(["时间：5月6日", "地点：三楼"]) == 0


def test_the_mark_of_a_speaker_is_no_title_above_a_head():
    assert kinds("发言人1 00:00\n会议时间：下午三点\n发言人2 00:10\n好。") == [
        ("label", "发言人1"),
        ("speech", "发言人1"),
        ("label", "发言人2"),
        ("speech", "发言人2"),
    ]
