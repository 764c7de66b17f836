import datetime

from transcript import parse_transcript

SPEECH = """在全市水利工作会议上的讲话
（2031年5月6日）
市长　方志明

同志们：
水利是农业的命脉。下面，我讲两点意见：
一、抓好春灌
春灌不能误。
二、抓好防汛
防汛不能松。"""


def test_the_head_of_a_manuscript_names_meeting_day_and_author():
    record = parse_transcript(SPEECH)
    assert record.kind == "speech"
    assert record.meeting.title == "全市水利工作会议"
    assert record.meeting.start_date == datetime.date(2031, 5, 6)
    assert [(s.name, s.title) for s in record.speakers] == [("方志明", "市长")]
    assert [p.name for p in record.meeting.attendees] == ["方志明"]
    assert [(s.person.name, s.act) for s in record.speeches if s.person] == [("方志明", "讲话")]


def test_without_a_head_the_author_stays_unknown():
    record = parse_transcript(SPEECH[SPEECH.index("同志们") :])
    assert [s.name for s in record.speakers] == [None]
    assert record.meeting.title is None


def test_sections_of_a_speech_are_its_first_points():
    text = SPEECH.replace("春灌不能误。", "一要修渠。二要蓄水。三要节水。")
    sections = parse_transcript(text).sections
    assert [(s.heading, len(s.points)) for s in sections] == [("一、抓好春灌", 3), ("二、抓好防汛", 0)]
