"""What meeting it was: its name, from the title and the words that open it."""

import datetime

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


LEAD = (
    "5月6日-7日，青河市水利局召开2031年水利工作会议。青河市水利局党组书记、局长方志明出席会议并讲话，副局长何一鸣主持会议，"
    "总工程师许建国、白晓东出席会议。会议由市政府办主办。"
)
BODY = (
    "\n会议认为，去年的工作有了新进展。一是修好了水渠。水渠有三里长。二是加固了堤坝。堤坝更高了。"
    "\n会议强调，要学习习近平总书记重要讲话精神，今年抓好以下工作：一是抓好春灌。不误农时。二是抓好防汛。守住底线。三是抓好节水。点滴不漏。"
    "\n会议要求，各单位要抓好落实。\n各县水利局主要负责人参加会议。"
)


def test_facts_of_the_meeting_come_from_the_lead():
    meeting = parse_transcript(LEAD + BODY).meeting
    assert meeting.title == "青河市水利局2031年水利工作会议"
    assert (meeting.start_date, meeting.end_date) == (datetime.date(2031, 5, 6), datetime.date(2031, 5, 7))
    assert meeting.organizer == "青河市水利局"
    assert meeting.chair is not None
    assert meeting.chair.name == "何一鸣"


def test_those_named_with_a_deed_were_there_and_those_quoted_were_not():
    record = parse_transcript(LEAD + BODY)
    assert [p.name for p in record.meeting.attendees] == ["方志明", "何一鸣", "许建国", "白晓东"]
    assert [(s.person.name, s.act) for s in record.speeches if s.person] == [("方志明", "讲话")]


def test_sections_start_numbering_anew():
    sections = parse_transcript(LEAD + BODY).sections
    assert [(s.heading, len(s.points)) for s in sections] == [("会议认为", 2), ("会议强调", 3), ("会议要求", 0)]


def test_what_a_speaker_stresses_is_a_section_too():
    text = (
        LEAD
        + "方志明指出，成绩不小。一是修渠。二是筑坝。方志明强调，还要努力。一要清淤。二要栽树。三要节水。何以见得，另说。"
    )
    sections = parse_transcript(text + "会议要求，抓好落实。").sections
    assert [(s.heading, len(s.points)) for s in sections] == [("方志明指出", 2), ("方志明强调", 3), ("会议要求", 0)]


def test_a_meeting_named_before_the_verb_keeps_its_own_name():
    text = "2031年青河银行工作会议1月4日至5日在京召开。会议指出，成绩不小。会议强调，还要努力。"
    meeting = parse_transcript(text).meeting
    assert meeting.title == "2031年青河银行工作会议"
    assert meeting.place == "北京"
    assert meeting.end_date == datetime.date(2031, 1, 5)


def test_the_date_of_the_news_is_not_that_of_the_meeting():
    text = "某社1月9日讯，2031年青河银行工作会议1月4日在青河召开。会议指出，成绩不小。"
    assert parse_transcript(text).meeting.start_date == datetime.date(2031, 1, 4)
