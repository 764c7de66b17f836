"""What exports write around a transcript is set aside."""

import pytest

from transcript.readers import read
from transcript.readers.boilerplate import count_closing, count_head, head_row, is_heading, is_notice


def kinds(text):
    source, _ = read(text)
    return [(s.kind, s.span.slice(source.text)) for s in source.segments if s.kind != "label"]


@pytest.mark.parametrize(
    "line",
    [
        "程立群 已启动听录",
        "程立群 已停止聽錄",
        "Mo Xiaoyu started transcription",
        "会议结束时间：00:10:00 👋",
        "Meeting ended after 00:10:00 👋",
        "此可编辑的转写内容由计算机生成，可能包含错误。",
        "以上内容由AI生成，仅供参考",
    ],
)
def test_notices_of_programs(line):
    assert is_notice(line)
    text = f"程立群 00:03\n各位好，开会。\n{line}\n莫小雨 00:15\n好的，我先说。\n程立群 00:27\n请。"
    assert ("boilerplate", line) in kinds(text)


@pytest.mark.parametrize("line", ["请停止听录", "我已经开始说了。", "本次会议由我主持", "内容由大家定", "会议结束"])
def test_what_is_said_is_no_notice(line):
    assert not is_notice(line)
    assert not count_closing([line])


def test_the_head_of_an_export_is_set_aside():
    text = "水渠例会-20310506_140000-会议录制\n2031年5月6日, 上午6:00\n10分 5秒\n\n程立群   00:03\n各位好。\n莫小雨   00:15\n好的。\n程立群   00:27\n请。"
    assert [kind for kind, _ in kinds(text)] == ["title", "boilerplate", "boilerplate", "speech", "speech", "speech"]
    assert not read(text)[1]


def test_people_listed_below_their_heading_are_set_aside():
    text = "参与者\n程立群，莫小雨\n\n转写内容\n\n程立群：好。\n莫小雨：是。\n程立群：散会。"
    assert [kind for kind, _ in kinds(text)] == ["boilerplate"] * 3 + ["speech"] * 3


def test_stamps_between_labelled_lines_stay_in_the_clock():
    source, problems = read("00:00:00\n\n程立群: 好。\n莫小雨: 是。\n程立群: 嗯。\n\n00:05:00\n\n莫小雨: 散会。")
    assert [s.start_ms for s in source.speech] == [0, None, None, 300_000]
    assert not problems


def test_headings_with_times_are_titles_and_stamps():
    source, _ = read(
        "---\ntitle: 一期\n---\n\n# 一期\n\n### [06:11] 第一段\n\n先聊预算。\n\n### [19:21] 第二段\n\n再聊设备。\n\n### [32:05] 第三段\n\n聊人。\n"
    )
    assert [(s.start_ms, s.span.slice(source.text)) for s in source.speech] == [
        (371_000, "先聊预算。"),
        (1_161_000, "再聊设备。"),
        (1_925_000, "聊人。"),
    ]
    assert is_heading("文字记录")


def test_two_headings_with_times_name_nobody():
    source, _ = read("### [06:11] 第一段\n\n先聊预算。\n\n### [19:21] 第二段\n\n再聊设备。")
    assert [(s.label, s.start_ms) for s in source.speech] == [(None, 371_000), (None, 1_161_000)]


def test_rows_that_tell_of_a_recording_are_no_speech():
    text = "# 海岛\n\n- **Episode ID**: 656e\n- **Date**: 2031-05-06\n- **Duration**: 2134s\n\n---\n\n真的可以寻找到自我吗，岛上每天很多人做瑜伽，我来讲一讲。\n"
    source, _ = read(text)
    assert [s.span.slice(source.text)[:4] for s in source.speech] == ["真的可以"]


HEAD = "项目启动会\n时间：2031年5月6日上午9:00-11:30\n地 点：三楼会议室\n主持人：方明\n参会人员：方志明、李小红\n记录人：许可\n\n"


def segments(text):
    source, _ = read(text)
    return [(s.kind, s.label) for s in source.segments]


def test_the_rows_of_a_head_are_set_aside():
    found = segments(HEAD + "好，我们开始。今天说两件事。")
    assert found == [("title", None), *[("boilerplate", None)] * 5, ("speech", None)]


def test_a_dialogue_below_a_head_keeps_its_speakers():
    text = HEAD + "方明：好，开始。\n李小红：好的。\n方明：你先说。\n李小红：我先说。"
    assert [label for kind, label in segments(text) if kind == "speech"] == ["方明", "李小红", "方明", "李小红"]


@pytest.mark.parametrize("line", ["2031年5月6日下午", "2031-05-06 14:02", "二〇三一年五月六日（星期三）上午9点"])
def test_a_date_on_a_line_of_its_own_is_a_row(line):
    assert head_row(line) == ("time", line)
    assert segments(f"村民代表大会\n{line}\n各位乡亲，现在开会。先说修路的事。")[1] == ("boilerplate", None)


@pytest.mark.parametrize("line", ["2031年5月6日我们开了会", "地点：", "结论：可行", "今天是5月6日"])
def test_other_lines_are_no_rows(line):
    assert head_row(line) is None


def test_a_label_that_comes_back_is_a_speaker():
    assert count_head(["时间：5月6日", "主持人：现在开会", "方明：好", "主持人：谢谢"]) == 0
    assert {label for _, label in segments("主持人：大家好。\n方明：好。\n主持人：好的。\n方明：不好。")} == {
        "主持人",
        "方明",
    }


def test_rows_without_a_time_a_place_or_a_name_of_the_meeting_are_no_head():
    assert count_head(["讨论", "主持人：方明", "记录：许可", "好，开始。"]) == 0


def test_a_text_of_rows_alone_is_speech():
    assert count_head(["时间：5月6日", "地点：三楼"]) == 0


def test_the_mark_of_a_speaker_is_no_title_above_a_head():
    assert segments("发言人1 00:00\n会议时间：下午三点\n发言人2 00:10\n好。") == [
        ("label", "发言人1"),
        ("speech", "发言人1"),
        ("label", "发言人2"),
        ("speech", "发言人2"),
    ]
