from transcript import parse_transcript

RECORD = """專案會議
時間：2031年3月5日
地點：區辦公樓
主持人：龔曉東
出席人員：許國強、鄭麗華

各位好，現在開會。首先請品質部鄭麗華經理發言。

大家好，品質部上個月的情況報告如下，一共有三件事情要說明。謝謝。
"""
NEWS = "3月5日，青石縣召開春耕工作會議，縣長龔曉東出席會議並講話。會議指出，要抓好備耕。會議強調，要抓好防疫。"


def test_facts_are_in_the_script_of_the_source():
    meeting = parse_transcript(RECORD).meeting
    assert (meeting.title, meeting.place) == ("專案會議", "區辦公樓")
    assert meeting.chair is not None
    assert meeting.chair.name == "龔曉東"


def test_who_is_listed_and_speaks_is_one_person():
    names = [person.name for person in parse_transcript(RECORD).meeting.attendees]
    assert sorted(names) == sorted({"鄭麗華", "龔曉東", "許國強"})


def test_news_keep_their_script():
    record = parse_transcript(NEWS)
    assert [section.heading for section in record.sections] == ["會議指出", "會議強調"]
    assert [speech.person.name for speech in record.speeches if speech.person] == ["龔曉東"]
