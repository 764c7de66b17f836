"""What meeting it was: its name, from the title and the words that open it."""

import pytest

from transcript import parse_transcript


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("青河县委常委会会议记录", "青河县委常委会会议"),
        ("硕士学位论文答辩会", "硕士学位论文答辩会"),
        ("2031年春耕工作座谈会实录（节选）", "2031年春耕工作座谈会"),
    ],
)
def test_the_line_above_a_transcript_names_the_meeting(first: str, title: str) -> None:
    record = parse_transcript(f"{first}\n\n00:05\n同志们，现在开会。今天研究两个议题，先请水利局汇报。\n")
    assert record.meeting.title == title


def test_a_line_above_that_names_no_meeting_is_no_title_of_one() -> None:
    record = parse_transcript("新录音 7\n\n00:05\n同志们，现在开会。今天研究两个议题，先请水利局汇报。\n")
    assert record.meeting.title is None
