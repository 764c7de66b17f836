from transcript import parse_transcript
from transcript.facts.people_in_rows import People


def row_of(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(p.name, p.title, p.organization) for _, p in People.of(text).row_before(len(text), 0)]


def test_a_title_holds_for_the_names_after_it():
    assert row_of("市水利局局长方志明，副局长许建国、何一鸣") == [
        ("方志明", "局长", "市水利局"),
        ("许建国", "副局长", None),
        ("何一鸣", "副局长", None),
    ]


def test_a_title_may_follow_the_name():
    assert row_of("方志明局长、何一鸣主任") == [("方志明", "局长", None), ("何一鸣", "主任", None)]


def test_ordinary_words_are_no_people():
    assert row_of("大家都按时来到现场") == []


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
