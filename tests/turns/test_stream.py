"""Speech as one stream, and its way back to the source."""

import pytest

from transcript import parse_transcript
from transcript.readers import read
from transcript.text import Span
from transcript.turns.stream import Stream, stream_of

HOST = "各位领导各位同事大家下午好", "下面有请县水利局局长方志明同志发言大家欢迎"
GUEST = "谢谢主持人各位领导大家好", "我汇报一下今年的水利工作", "全县修了三十座小水库", "汇报完毕谢谢大家"
BACK = "感谢方局长的发言", "下面有请县林业局局长乔若川同志发言大家欢迎"
NEXT = "各位领导大家好", "林业局今年种了两万亩树", "我就讲到这里谢谢大家"
PAUSES = (*HOST, *GUEST, *BACK, *NEXT)


def speech(text: str) -> Stream:
    return stream_of(read(text)[0])


def test_positions_and_offsets_are_each_others_inverse():
    source, _ = read("00:01\n大家好。\n\n00:05\n谢谢。\n")
    stream = stream_of(source)
    assert stream.text == "大家好。谢谢。"
    assert [source.text[stream.offset(at)] for at in range(len(stream.text))] == list(stream.text)
    assert [stream.position(stream.offset(at)) for at in range(len(stream.text))] == list(range(len(stream.text)))


def test_a_span_leaves_out_white_space_at_its_ends():
    assert Stream(text=" 好 ", starts=(0,), offsets=(4,)).span(0, 3) == Span(5, 6)


def test_a_source_with_full_stops_is_taken_as_it_is():
    assert speech("大家好，我讲两点。第一点，修渠。").text == "大家好，我讲两点。第一点，修渠。"


def test_a_full_stop_that_stands_for_the_end_of_a_line_belongs_to_no_span():
    lines = "\n".join(PAUSES)
    stream = speech(lines)
    end = len(PAUSES[0]) + 1
    assert stream.text[end - 1] == "。"
    assert stream.span(0, end).slice(lines) == PAUSES[0]


@pytest.mark.parametrize("pause", ["，", " ", "\n"])
def test_without_full_stops_turns_are_found_at_pauses(pause: str):
    record = parse_transcript(pause.join(PAUSES))
    assert [turn.speaker.name for turn in record.turns] == [None, "方志明", None, "乔若川"]
    assert record.turns[1].raw.startswith(GUEST[0])
    assert record.turns[3].raw.startswith(NEXT[0])
