import pytest

from transcript import parse_transcript
from transcript.outline import detect_kind
from transcript.readers import read

REPORT = "青河市召开全市水利工作会议\n\n5月6日，青河市召开全市水利工作会议。市水利局局长方志明出席会议并讲话。\n会议指出，去年水利工作成效明显。"
SPEECH = "同志们：\n水利是农业的命脉。下面，我讲两点意见：\n一、抓好春灌\n春灌不能误。\n二、抓好防汛\n防汛不能松。\n谢谢大家！"
TRANSCRIPT = "大家下午好，首先有请方局长发言，大家欢迎。\n谢谢主持人，我说几句吧。\n谢谢方局长，下面请何主任发言。\n好的，谢谢大家。"


@pytest.mark.parametrize(("text", "kind"), [(REPORT, "report"), (SPEECH, "speech"), (TRANSCRIPT, "transcript")])
def test_kind_is_told_by_shape(text: str, kind: str):
    assert detect_kind(read(text)[0]) == kind


def test_stamps_make_a_transcript_of_a_speech():
    stamped = "\n".join(f"{n:02}:10\n{line}" for n, line in enumerate(SPEECH.split("\n")))
    assert detect_kind(read(stamped)[0]) == "transcript"


def test_a_report_has_no_turns_and_a_speech_has_one():
    assert parse_transcript(REPORT).turns == ()
    assert len(parse_transcript(SPEECH).turns) == 1


def test_nothing_at_all_is_a_transcript():
    assert detect_kind(read("")[0]) == "transcript"
