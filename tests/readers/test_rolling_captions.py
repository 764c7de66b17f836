"""Captions that roll are read once; what is said twice stays."""

import pytest

from transcript.readers import read
from transcript.readers.rolling_captions import without_overlaps
from transcript.readers.timed_segments import TimedSegment


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
