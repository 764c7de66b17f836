from transcript import Lexicon, parse_transcript

MEETING = """各位同仁下午好。下面请柳溪银行副行长乔致远同志通报工作情况，大家欢迎。

01:10

各位领导，大家下午好，下面我就有关情况作通报。一年来我们做了大量工作。谢谢大家。

03:20

谢谢乔行长的通报。今天的会议到此结束，谢谢大家。
"""


def test_a_name_of_the_lexicon_outranks_what_was_heard() -> None:
    lexicon = Lexicon.from_records([{"term": "乔志远", "type": "person"}])
    heard = parse_transcript(MEETING)
    known = parse_transcript(MEETING, lexicon=lexicon)
    assert [s.name for s in heard.speakers] == [None, "乔致远"]
    assert [s.name for s in known.speakers] == [None, "乔志远"]
    assert [v.text for v in known.speakers[1].variants] == ["副行长乔致远同志", "乔行长"]


def test_a_lexicon_of_other_people_changes_no_speaker() -> None:
    lexicon = Lexicon.from_records([{"term": "方兰", "type": "person"}, {"term": "温蕊", "type": "person"}])
    assert parse_transcript(MEETING, lexicon=lexicon).speakers == parse_transcript(MEETING).speakers
