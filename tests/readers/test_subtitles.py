"""Captions that roll are read once; what is said twice stays."""

import pytest

from transcript.errors import FormatError
from transcript.readers import read
from transcript.readers.subtitles import without_overlaps
from transcript.readers.timed_segments import TimedSegment

CUE = "1\n00:00:01,000 --> 00:00:02,500\n各位好。\n\n"


def rows(text, **options):
    source, _ = read(text, **options)
    return [(s.start_ms, s.end_ms, s.label, s.span.slice(source.text)) for s in source.speech]


def messages(text):
    return " ".join(problem.message for problem in read(text)[1])


@pytest.mark.parametrize(
    "line",
    [
        "00:00:01,000 --> 00:00:02,500",
        "00:00:01.000 --> 00:00:02.500",
        "00:01.000 --> 00:02.500",
        "  00:00:01,000-->00:00:02,500  ",
        "00：00：01，000 --> 00：00：02，500",
        "00:00:01,000 --> 00:00:02,500 align:start position:0%",
        "00:00:01,000 --> 00:00:02,500 X1:1 X2:2 Y1:3 Y2:4",
    ],
)
def test_lines_of_times(line):
    assert rows(f"1\n{line}\n各位好。\n") == [(1000, 2500, None, "各位好。")]


def test_a_cue_without_an_end():
    assert rows("1\n00:00:01,000 -->\n各位好。\n") == [(1000, None, None, "各位好。")]


def test_cues_without_empty_lines_between_them():
    text = "1\n00:00:01,000 --> 00:00:02,000\n一。\n2\n00:00:03,000 --> 00:00:04,000\n二。\n三。\n"
    assert rows(text) == [(1000, 2000, None, "一。"), (3000, None, None, "二。"), (None, 4000, None, "三。")]


def test_an_empty_line_inside_a_cue_loses_nothing():
    text = "1\n00:00:01,000 --> 00:00:02,000\n一。\n\n二。\n\n2\n00:00:03,000 --> 00:00:04,000\n三。\n"
    assert [row[3] for row in rows(text)] == ["一。", "二。", "三。"]
    assert "没有自己的时间" in messages(text)


def test_tags_of_style_are_left_out():
    text = '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>各<b>位</b></i><font color="#fff">好</font> 3<5\n'
    assert rows(text)[0][3] == "各位好 3<5"


def test_voices_of_vtt():
    text = (
        "WEBVTT - 例会\nKind: captions\n\nNOTE 不是发言\n\nSTYLE\n::cue {}\n\nfirst\n00:01.000 --> 00:05.000 line:0\n"
        "<v.loud 江一帆>大家好 &amp; 开会</v>\n<v Wu Ke>好。</v>\n\n00:06.000 --> 00:07.000\n没有名字。\n"
    )
    assert rows(text) == [
        (1000, None, "江一帆", "大家好 & 开会"),
        (None, 5000, "Wu Ke", "好。"),
        (6000, 7000, None, "没有名字。"),
    ]


def test_stamps_inside_a_cue_are_times_of_words():
    source, _ = read("WEBVTT\n\n00:01.000 --> 00:03.000\n一<00:01.500>二<00:02.000><c>三</c>\n")
    assert source.text == "一二三"
    assert [(m.offset, m.ms) for m in source.clock] == [(0, 1000), (1, 1500), (2, 2000), (3, 3000)]


def test_names_before_colons_go_on_until_the_next():
    cues = ["江一帆: 好。", "接着说。", "吴可: 我说。", "江一帆: 谢谢。\n吴可: 不谢。"]
    text = "WEBVTT\n\n" + "".join(f"00:0{at}.000 --> 00:0{at}.900\n{words}\n\n" for at, words in enumerate(cues))
    assert rows(text) == [
        (0, 900, "江一帆", "好。"),
        (1000, 1900, "江一帆", "接着说。"),
        (2000, 2900, "吴可", "我说。"),
        (3000, None, "江一帆", "谢谢。"),
        (None, 3900, "吴可", "不谢。"),
    ]


def test_times_of_words_stay_with_them_when_a_name_is_cut_off():
    source, _ = read(
        "WEBVTT\n\n00:01.000 --> 00:03.000\n发言人1: 一<00:01.500>二\n\n00:04.000 --> 00:05.000\n发言人2: 三\n"
    )
    assert source.text == "一二\n三"
    assert [(m.offset, m.ms) for m in source.clock] == [(0, 1000), (1, 1500), (2, 3000), (3, 4000), (4, 5000)]


def test_cues_are_put_in_order_of_time():
    text = "2\n00:00:09,000 --> 00:00:10,000\n散会。\n\n" + CUE
    assert [row[3] for row in rows(text)] == ["各位好。", "散会。"]
    assert "按时间排好" in messages(text)


@pytest.mark.parametrize("stamp", ["00:99:00,000", "999999:00:00,000"])
def test_a_time_that_no_recording_has(stamp):
    assert rows(f"1\n{stamp} --> 00:00:02,000\n各位好。\n")[0][0] is None
    assert "没有采用" in messages(f"1\n{stamp} --> 00:00:02,000\n各位好。\n")


@pytest.mark.parametrize(
    "other", ["WEBVTT\n\n00:01.000 --> 00:02.000\n好。\n", '{"segments": []}', "[Script Info]\nTitle: x\n"]
)
def test_two_formats_in_one_file_are_refused(other):
    with pytest.raises(FormatError, match="two files in one") as refused:
        read(CUE + other)
    assert refused.value.line == 5
    assert "format 'srt'" in str(refused.value)


def test_prose_with_an_arrow_is_no_subtitle():
    assert read("会议从 A --> B。")[0].format == "text"


def test_the_wrong_format_says_what_the_text_looks_like():
    with pytest.raises(FormatError, match=r"'vtt'.*looks like 'srt'") as refused:
        read("\n" + CUE, format="vtt")
    assert refused.value.line == 2


def test_only_times():
    source, problems = read("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\n")
    assert source.text == ""
    assert {problem.kind for problem in problems} == {"stamp", "empty"}


def cues(text):
    source, _ = read(text)
    return [(s.label, s.start_ms, s.end_ms, s.span.slice(source.text)) for s in source.speech]


@pytest.mark.parametrize(
    "timing",
    [
        "00:00:01,500 --> 00:00:03,000",
        "0:0:1,5 --> 0:0:3",
        "00:00:01.500 -> 00:00:03.000",
        "00:00:01,500 → 00:00:03,000",
        "00：00：01，500 ——> 00：00：03，000",
        "00:00:01:500 --> 00:00:03:000",
        "00:01.500 --> 00:03.000 align:start position:0%",
    ],
)
def test_times_as_people_write_them(timing):
    assert cues(f"1\n{timing}\n各位好。\n") == [(None, 1500, 3000, "各位好。")]


def test_hours_past_ninety_nine_and_times_before_nought():
    text = "1\n100:00:01,000 --> 100:00:03,000\n各位好。\n\n2\n-00:00:04,000 --> 00:00:05,000\n开会。\n"
    assert cues(text) == [(None, 360_001_000, 360_003_000, "各位好。"), (None, None, 5000, "开会。")]
    assert "开始时间" in read(text)[1][0].message


def test_words_on_the_line_of_the_times_are_words():
    assert cues("00:00:01,000 --> 00:00:03,000 各位好。\n00:00:04,000 --> 00:00:05,000 开会。\n") == [
        (None, 1000, 3000, "各位好。"),
        (None, 4000, 5000, "开会。"),
    ]


def test_a_cue_that_two_share_is_parted():
    text = "1\n00:00:01,000 --> 00:00:03,000\n程立群：各位好。 莫小雨：你好。\n\n2\n00:00:04,000 --> 00:00:05,000\n程立群：开会。\n\n3\n00:00:06,000 --> 00:00:07,000\n莫小雨：好。\n"
    assert [(label, words) for label, _, _, words in cues(text)] == [
        ("程立群", "各位好。"),
        ("莫小雨", "你好。"),
        ("程立群", "开会。"),
        ("莫小雨", "好。"),
    ]


def test_dashes_and_arrows_before_another_speaker_are_no_words():
    assert [row[3] for row in cues("1\n00:00:01,000 --> 00:00:03,000\n- 各位好。\n- 你好。\n")] == [
        "各位好。",
        "你好。",
    ]
    assert [row[3] for row in cues("WEBVTT\n\n00:01.000 --> 00:02.000\n>> 各位好。\n")] == ["各位好。"]
    assert [row[3] for row in cues("1\n00:00:01,000 --> 00:00:03,000\n零下\n-5度\n")] == ["零下", "-5度"]


def test_a_name_on_a_line_of_its_own_is_a_label():
    text = "".join(f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n发言人{at % 2}\n各位好。\n\n" for at in (1, 2, 3))
    assert [(label, words) for label, _, _, words in cues(text)] == [
        (f"发言人{at % 2}", "各位好。") for at in (1, 2, 3)
    ]


def test_sbv():
    assert read("0:00:01.000,0:00:03.000\n各位好。\n\n0:00:03.500,0:00:05.000\n开会。\n")[0].format == "sbv"
    assert cues("0:00:01.000,0:00:03.000\n各位好。\n\n0:00:03.500,0:00:05.000\n开会。\n") == [
        (None, 1000, 3000, "各位好。"),
        (None, 3500, 5000, "开会。"),
    ]


def srt(*cues):
    return "".join(f"{at}\n00:00:0{at},000 --> 00:00:0{at + 1},000\n{words}\n\n" for at, words in enumerate(cues, 1))


def lines(text):
    return read(text)[0].text.split("\n")


def test_lines_that_scroll_up():
    text = srt("各位好", "各位好\n我们开会", "我们开会\n先说水渠", "先说水渠\n再说道路")
    assert lines(text) == ["各位好", "我们开会", "先说水渠", "再说道路"]
    assert "滚动字幕" in read(text)[1][0].message


def test_a_line_that_grows():
    source, _ = read(srt("各位", "各位好我们", "各位好我们开会", "散会"))
    assert [(s.start_ms, s.end_ms, s.span.slice(source.text)) for s in source.speech] == [
        (1000, 4000, "各位好我们开会"),
        (4000, 5000, "散会"),
    ]


def test_a_window_that_slides_over_the_words():
    assert (
        "".join(lines(srt("今天我们讨论明年的", "讨论明年的水渠和道路", "水渠和道路以及种子")))
        == "今天我们讨论明年的水渠和道路以及种子"
    )


def test_words_keep_their_times():
    text = "WEBVTT\n\n00:00.160 --> 00:02.470\n \n今天<00:00.500>讨论\n\n00:02.470 --> 00:02.480\n今天讨论\n \n\n00:02.480 --> 00:05.000\n今天讨论\n先<00:02.900>请<00:03.300>财务\n"
    source, problems = read(text)
    assert source.text == "今天讨论\n先请财务"
    assert [(m.offset, m.ms) for m in source.clock][:5] == [(0, 160), (2, 500), (4, 2480), (5, 2480), (6, 2900)]
    assert [problem.kind for problem in problems] == ["caption"]


@pytest.mark.parametrize(
    "cues",
    [
        ("同意。", "同意。", "同意。", "同意。"),
        ("春天来了", "春天来了", "花开了", "花开了"),
        ("好", "好的", "行", "行吧"),
        ("各位好，开会。", "先说水渠。", "水渠要修。", "道路也要修。", "各位好，散会。"),
    ],
)
def test_what_is_said_twice_stays(cues):
    assert lines(srt(*cues)) == list(cues)


def test_a_hostile_file_takes_linear_time():
    cues = [TimedSegment(text="好" * 5000) for _ in range(200)]
    assert without_overlaps(cues)[1] == []
