import datetime

from transcript import parse_transcript

HEAD = """秋收工作专题会议

时 间：2031年11月3日下午
地 点：县农业农村局二楼
主持人：方明
出席：局长柳新、副局长许可、何一鸣，白鹭镇镇长 钱立新，阿依古丽·买买提，王处长、各科室负责人
列席：陈志刚（记录）

好，我们开会。请许局长讲。
各位好，我讲两点。一是抓进度。二是抓质量。
"""


def test_what_the_head_says_is_a_fact_of_the_meeting():
    meeting = parse_transcript(HEAD).meeting
    assert meeting.title == "秋收工作专题会议"
    assert meeting.start_date == meeting.end_date == datetime.date(2031, 11, 3)
    assert meeting.place == "县农业农村局二楼"
    assert meeting.chair is not None
    assert meeting.chair.name == "方明"


def test_who_is_listed_by_name_was_there():
    people = {person.name: person.title for person in parse_transcript(HEAD).meeting.attendees}
    assert people == {
        "方明": None,
        "柳新": "局长",
        "许可": "副局长",
        "何一鸣": None,
        "钱立新": "镇长",
        "阿依古丽·买买提": None,
        "陈志刚": None,
    }


def test_the_date_of_an_export_is_that_of_the_meeting():
    text = "启动会\n2031-04-14 14:02\n\n发言人1 00:00\n好，我们开始。\n发言人2 00:10\n好的。"
    assert parse_transcript(text).meeting.start_date == datetime.date(2031, 4, 14)


def test_a_title_in_the_head_names_the_meeting():
    assert (
        parse_transcript("会议主题：春耕工作推进会\n时间：2031年5月6日\n\n好，我们开会。先说第一件事。").meeting.title
        == "春耕工作推进会"
    )


def test_who_speaks_and_is_listed_is_there_once():
    text = "启动会\n时间：2031年5月6日\n参会人员：信息中心主任李小红\n\n方明：好，开始。\n李小红：好的。\n方明：你先说。\n李小红：我先说。"
    found = [(p.name, p.title, p.organization) for p in parse_transcript(text).meeting.attendees]
    assert found.count(("李小红", "主任", "信息中心")) == 1
    assert len({name for name, _, _ in found}) == len(found)


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
