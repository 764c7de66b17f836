import pytest

from transcript import parse_transcript
from transcript.facts import detect_kind
from transcript.facts.document_parts import parts_of
from transcript.readers import read
from transcript.text import Segment, SourceText, Span

REPORT = "青河市召开全市水利工作会议\n\n5月6日，青河市召开全市水利工作会议。市水利局局长方志明出席会议并讲话。\n会议指出，去年水利工作成效明显。"
SPEECH = "同志们：\n水利是农业的命脉。下面，我讲两点意见：\n一、抓好春灌\n春灌不能误。\n二、抓好防汛\n防汛不能松。\n谢谢大家！"
TRANSCRIPT = "大家下午好，首先有请方局长发言，大家欢迎。\n谢谢主持人，我说几句吧。\n谢谢方局长，下面请何主任发言。\n好的，谢谢大家。"


@pytest.mark.parametrize(("text", "kind"), [(REPORT, "report"), (SPEECH, "speech"), (TRANSCRIPT, "transcript")])
def test_kind_is_told_by_shape(text: str, kind: str):
    assert detect_kind(read(text)[0]) == kind


def test_minutes_of_a_council_read_out_are_no_report_of_it():
    text = (
        "同志们，现在开会。第一个议题，传达学习全市经济工作会议精神，请文涛同志传达。全市会议昨天召开。会议指出，要稳中求进。会议强调，要抓项目。"
        "我就传达这些。请大家发表意见。我完全同意。好，这个议题就到这里，会议同意传达提纲。散会。"
    )
    assert detect_kind(read(text)[0]) == "transcript"


def test_stamps_make_a_transcript_of_a_speech():
    stamped = "\n".join(f"{n:02}:10\n{line}" for n, line in enumerate(SPEECH.split("\n")))
    assert detect_kind(read(stamped)[0]) == "transcript"


def test_a_report_has_no_turns_and_a_speech_has_one():
    assert parse_transcript(REPORT).turns == ()
    assert len(parse_transcript(SPEECH).turns) == 1


def test_nothing_at_all_is_a_transcript():
    assert detect_kind(read("")[0]) == "transcript"


def test_a_session_of_questions_and_answers_is_no_speech():
    text = "各位委员，大家早安。现在请署长报告。\n谢谢主席，各位委员，本署今年有三项工作，敬请指教。\n现在开始询答，首先请钟委员志豪质询。\n谢谢主席。"
    assert detect_kind(read(text)[0]) == "transcript"


def headings_of(text: str, *speakers: str) -> list[str | None]:
    source = SourceText(text=text, segments=(Segment(span=Span(0, len(text))),))
    return [heading for _, heading in parts_of(source, speakers=speakers)]


def test_a_report_turns_to_its_next_part_with_who_says_what():
    assert headings_of("今天开会。会议认为，成绩不小。会议还强调，要再努力。") == [None, "会议认为", "会议还强调"]


def test_what_is_said_in_passing_opens_no_part():
    assert headings_of("会议认为这事要办。大家说会议强调得对。") == [None]


def test_those_who_spoke_open_parts_too():
    assert headings_of("今天开会。方志明指出，成绩不小。何一鸣指出，还有差距。", "方志明") == [None, "方志明指出"]


def test_the_sections_of_a_speech_are_its_first_level():
    text = "同志们：\n我讲两点意见。\n一、抓好春灌。\n一是修渠。二是引水。\n二、抓好防汛。\n一是备袋。二是巡查。"
    assert [(s.heading, len(s.points)) for s in parse_transcript(text).sections] == [
        ("一、抓好春灌", 2),
        ("二、抓好防汛", 2),
    ]
