import pytest

from transcript.errors import FormatError
from transcript.readers import READERS, read

WORDS = "好，下面开会。"


def cut(text, **options):
    source, _ = read(text, **options)
    return [(s.kind, s.span.slice(text)) for s in source.segments]


def labels(text):
    source, _ = read(text)
    return [(s.label, s.start_ms, s.span.slice(text)) for s in source.speech]


def test_title_untimed_paragraph_and_stamps():
    text = "春耕工作推进会\n\n\n\n各位好。今天开会。\n\n04:52\n\n先说第一项。\n\n110:00\n\n散会。"
    source, problems = read(text)
    assert [s.kind for s in source.segments] == ["title", "speech", "stamp", "speech", "stamp", "speech"]
    assert [s.start_ms for s in source.speech] == [None, 292_000, 6_600_000]
    assert [(m.offset, m.ms) for m in source.clock] == [(text.index("先说"), 292_000), (text.index("散会"), 6_600_000)]
    assert source.format == "text"
    assert not problems


@pytest.mark.parametrize(
    ("line", "label", "ms"),
    [
        ("发言人1 01:02\n{}", "发言人1", 62_000),
        ("发言人 1  00:01:02\n{}", "发言人 1", 62_000),
        ("说话人1 00:01:02.500\n{}", "说话人1", 62_500),
        ("Speaker 1 1:01:02\n{}", "Speaker 1", 3_662_000),
        ("发言人1：{}", "发言人1", None),
        ("发言人1：\n{}", "发言人1", None),
        ("發言人甲：{}", "發言人甲", None),
        ("[SPEAKER_00]: {}", "SPEAKER_00", None),
        ("说话人2(01:02)：{}", "说话人2", 62_000),
        ("[01:02] 发言人1：{}", "发言人1", 62_000),
        ("[1:2.500,1:9.100,0]  {}", "0", 62_500),
        ("## 00:01:02 江一帆\n\n{}", "江一帆", 62_000),
    ],
)
def test_a_voice_with_a_number_is_a_label(line, label, ms):
    text = line.format(WORDS)
    assert labels(text) == [(label, ms, WORDS)]
    assert read(text)[0].format == "labels"


@pytest.mark.parametrize(
    "shape",
    [
        "{}(00:{:02})：{}\n",
        "{}（00:{:02}）：{}\n",
        "{} 00:{:02}\n{}\n\n",
        "[00:{1:02}] {0}: {2}\n",
        "**{}** (00:{:02}): {}\n",
        "00:{1:02} {0}\n{2}\n\n",
        "[00:00:{1:02}] {0}\n{2}\n",
    ],
)
def test_names_of_accounts_are_labels_when_they_come_back(shape):
    said = [("江一帆", 3), ("Wu Ke", 24), ("江一帆", 41)]
    text = "".join(shape.format(name, second, WORDS) for name, second in said)
    assert labels(text) == [(name, second * 1000, WORDS) for name, second in said]


@pytest.mark.parametrize(
    "shape",
    ["{}(00:{:02})：{}\n", "{} 00:{:02}\n{}\n\n", "[00:{1:02}] {0}: {2}\n", "00:00:{1:02} {0}\n{2}\n"],
)
def test_bare_numbers_are_labels_when_they_come_back(shape):
    said = [("0", 3), ("1", 24), ("0", 41)]
    text = "".join(shape.format(name, second, WORDS) for name, second in said)
    assert labels(text) == [(name, second * 1000, WORDS) for name, second in said]


@pytest.mark.parametrize(
    "text",
    [
        "[1]: 好。\n[2]: 是。\n[3]: 对。",
        "[00:03] 1：先修水渠。\n[00:09] 2：再上化肥。",
        "00:03 好\n00:05 今年的春耕比去年早了十二天，水渠都修好了\n00:09 好\n00:11 大家都知道，种子站那边还要再跑一跑\n",
        "1：先修水渠。\n2：再上化肥。\n1：先修水渠。\n2：再上化肥。",
    ],
)
def test_points_and_captions_are_no_labels(text):
    assert {s.label for s in read(text)[0].segments} == {None}


def test_names_with_a_colon_are_labels_when_most_lines_have_one():
    text = "江一帆：好。\n吴可：我说三点。\n第一，少说。\n江一帆：谢谢。\n"
    assert labels(text) == [
        ("江一帆", None, "好。"),
        ("吴可", None, "我说三点。"),
        ("吴可", None, "第一，少说。"),
        ("江一帆", None, "谢谢。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "会议指出：形势很好。\n会议强调：要抓紧。\n会议要求：要落实。",
        "时间：上午\n地点：三楼\n主持人：江一帆",
        "签到 08:30\n开幕 09:00\n茶歇 10:00",
        "同志们：\n今天开会。",
        "比分是3:2，不算高。",
    ],
)
def test_prose_with_colons_has_no_labels(text):
    assert {s.label for s in read(text)[0].segments} == {None}


def test_only_voices_are_labels_among_numbered_voices():
    text = "发言人1：我说三点：\n第一：少说。\n发言人2：好。"
    assert labels(text) == [
        ("发言人1", None, "我说三点："),
        ("发言人1", None, "第一：少说。"),
        ("发言人2", None, "好。"),
    ]


@pytest.mark.parametrize(
    "stamp", ["05:19 ", "[05:19] ", "[05:19]", "【00:05:19】", "05:19", "(05:19) ", "[05:19 - 05:30] "]
)
def test_stamp_and_words_on_one_line(stamp):
    text = f"{stamp}{WORDS}"
    assert labels(text) == [(None, 319_000, WORDS)]
    assert read(text)[0].format == "lines"


def test_a_cue_with_an_end_sets_the_clock_at_both():
    text = "[00:03 - 00:24] 甲乙丙。\n[00:30 - 00:33] 丁。"
    assert [m.ms for m in read(text)[0].clock] == [3_000, 24_000, 30_000, 33_000]


def test_the_head_and_foot_of_an_export_are_set_aside():
    text = "2031-06-18 08:00:44 CST|1h 21min\n\n关键词:\n春耕、水利\n\n文字记录:\n\n说话人 1 00:03\n好。\n以上内容由AI生成，仅供参考"
    assert [kind for kind, _ in cut(text)] == ["boilerplate"] * 4 + ["label", "speech", "boilerplate"]


def test_a_title_above_labels():
    assert cut("春耕推进会\n发言人1 00:03\n好。")[0] == ("title", "春耕推进会")


def test_sentences_above_the_first_label_are_speech():
    assert cut("我先说两句。\n发言人1 00:03\n好。")[0] == ("speech", "我先说两句。")


def test_the_first_words_without_punctuation_are_no_title():
    assert cut("大家好今天开会\n\n00:10\n\n先说第一项")[0][0] == "speech"


def test_a_wild_stamp_does_not_spoil_the_others():
    text = "00:10\n一。\n99:00\n二。\n00:30\n三。\n00:20\n四。\n00:40\n五。"
    source, problems = read(text)
    assert [m.ms for m in source.clock] == [10_000, 20_000, 40_000] or [m.ms for m in source.clock] == [
        10_000,
        30_000,
        40_000,
    ]
    assert len(problems) == 2
    assert problems[0].span.slice(text) == "99:00"


def test_a_stamp_no_clock_can_show():
    text = "99:99\n\n好。"
    source, problems = read(text)
    assert cut(text) == [("stamp", "99:99"), ("speech", "好。")]
    assert not source.clock
    assert "99:99" in problems[0].message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "空"),
        (" \n\u3000", "空"),
        ("00:10\n\n00:20", "没有发言"),
        ("00:10\n一。\n00:10\n二。", "相同"),
        ("00:10\n00:20\n二。", "没有文字"),
    ],
)
def test_what_is_odd_is_told(text, told):
    assert any(told in problem.message for problem in read(text)[1])


def test_a_stamp_without_words_still_sets_the_clock():
    assert [m.ms for m in read("00:10\n好。\n00:20")[0].clock] == [10_000, 20_000]


def test_one_character():
    assert cut("好") == [("speech", "好")]


def test_a_format_can_be_asked_for():
    text = "发言人1 00:10\n好。"
    assert cut(text, format="text") == [("speech", "发言人1 00:10"), ("speech", "好。")]
    with pytest.raises(FormatError, match="labels"):
        read("好。", format="labels")


def test_an_unknown_format_lists_the_choices():
    with pytest.raises(FormatError, match=", ".join(reader.name for reader in READERS)):
        read("好。", format="vhs")


def test_the_last_reader_takes_everything():
    assert READERS[-1].fits("")


def test_a_first_line_named_as_a_meeting_is_a_title_without_an_empty_line() -> None:
    source, _ = read("青河县委常委会会议记录\n同志们，现在开会。今天的会议有三个议题。")
    assert [segment.kind for segment in source.segments] == ["title", "speech"]


def test_a_first_line_that_is_spoken_is_no_title() -> None:
    source, _ = read("我们现在开会\n今天的会议有三个议题，我先说第一个。")
    assert [segment.kind for segment in source.segments] == ["speech", "speech"]


@pytest.mark.parametrize(
    "text",
    [
        "[00:30 - 00:10] 各位好，现在开会。\n[00:40 - 00:50] 好，我讲两点。\n[00:55 - 01:10] 谢谢大家。\n",
        "SPEAKER_00 [00:30 - 00:10]: 各位好。\nSPEAKER_01 [00:40 - 00:50]: 好。\n",
        "甲 00:00:30-00:00:10\n各位好。\n乙 00:00:40-00:00:50\n好。\n",
    ],
)
def test_an_end_before_its_start_is_told_and_not_used(text):
    source, problems = read(text)
    first, second, *_ = source.speech
    assert (first.start_ms, first.end_ms, second.end_ms) == (30_000, None, 50_000)
    (problem,) = problems
    assert "结束时间早于开始时间" in problem.message
    assert problem.span == first.span
