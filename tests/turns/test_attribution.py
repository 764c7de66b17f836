from transcript.model import Edit, Person
from transcript.readers import read
from transcript.text import Span
from transcript.turns.attribution import find_turns, single_turn
from transcript.turns.speech_mentions import speech_mentions

MEETING = """各位领导、各位同仁，大家下午好。今天召开推进会。下面首先有请市档案馆馆长郝青同志发言，大家欢迎。

00:30

各位领导，大家好。现将工作汇报如下。一年来我们扎实推进。我的汇报到此结束，谢谢大家。

01:10

感谢郝馆长的发言。接下来有请市图书馆副馆长乔木同志发言，大家欢迎。尊敬的各位领导，大家好。图书馆的工作分三步。我就讲到这里，谢谢刚才乔馆长从三个方面作了汇报。
"""


def test_the_floor_passes_between_host_and_guests() -> None:
    source, _ = read(MEETING)
    turns = find_turns(source)
    assert [t.speaker.role for t in turns] == ["host", "guest", "host", "guest", "host"]
    assert [t.span.slice(source.text)[:4] for t in turns] == [
        "各位领导",
        "各位领导",
        "感谢郝馆",
        "尊敬的各",
        "刚才乔馆",
    ]


def test_traditional_script_turns_alike() -> None:
    source, _ = read(
        "下面有請郝館長發言，大家歡迎。各位領導，大家下午好。我的彙報到此結束，謝謝大家。感謝郝館長的發言。"
    )
    assert [t.speaker.role for t in find_turns(source)] == ["host", "guest", "host"]


def test_no_speech_no_turns() -> None:
    source, _ = read("00:10\n\n00:20\n")
    assert find_turns(source) == ()


def test_turns_know_when_they_are_spoken() -> None:
    source, _ = read(MEETING)
    turns = find_turns(source)
    assert [t.start_ms for t in turns][1:3] == [30_000, 70_000]
    assert [t.interpolated for t in turns] == [True, False, False, True, True]
    assert turns[0].end_ms <= 30_000 <= turns[1].end_ms <= 70_000 < turns[2].end_ms <= turns[3].start_ms
    timeless, _ = read(MEETING.replace("00:30", "").replace("01:10", ""))
    assert {(t.start_ms, t.end_ms) for t in find_turns(timeless)} == {(None, None)}


def test_the_first_turn_is_sure_and_the_others_are_as_sure_as_their_words() -> None:
    turns = find_turns(read(MEETING)[0])
    assert turns[0].confidence == 1.0
    assert all(0.5 < t.confidence < 1.0 for t in turns[1:])
    assert turns[1].confidence > turns[4].confidence


def test_reasons_are_the_cues_and_the_calls() -> None:
    cues = [[e.cue for e in t.evidence] for t in find_turns(read(MEETING)[0])]
    assert "introduction" in cues[1]
    assert "thanks" in cues[2]
    assert all("dialogue" in found for found in cues)
    assert "introduction" not in cues[2]


def test_people_may_be_looked_for_before() -> None:
    source, _ = read(MEETING)
    assert find_turns(source, mentions=speech_mentions(source)) == find_turns(source)
    assert {t.speaker.name for t in find_turns(source, mentions=())} == {None}


def test_names_put_right_outrank_what_was_heard() -> None:
    source, _ = read(MEETING)
    at = MEETING.index("郝青")
    edit = Edit(span=Span(at, at + 2), before="郝青", after="郝清", kind="name")
    assert [t.speaker.name for t in find_turns(source, names=[edit])][:2] == [None, "郝清"]
    assert [t.speaker.name for t in find_turns(source)][:2] == [None, "郝青"]


def test_whoever_reads_out_a_statement_goes_on_reading() -> None:
    statement = "尊敬的各位领导，大家下午好。我局近年来做了大量工作。我的汇报到此结束，谢谢大家。感谢各位的发言。"
    words = f"今天开会。下面由我代为宣读他们的书面意见。{statement}以上就是枫林县档案局的书面意见。会议到此结束。"
    spoken = words.replace("由我代为宣读他们的书面意见", "请方志明同志发言").replace(
        "以上就是枫林县档案局的书面意见。", ""
    )
    assert len(find_turns(read(words)[0])) == 1
    assert len(find_turns(read(spoken)[0])) > 1


def test_a_label_bounds_the_turns_and_is_as_sure_as_its_proof() -> None:
    text = "发言人1 00:00\n大家好，下面请方志明教授发言。\n\n发言人2 00:09\n大家好。\n\n发言人2 00:15\n我讲两点。\n"
    source, _ = read(text)
    first, second = find_turns(source)
    assert [t.span.slice(source.text)[:4] for t in (first, second)] == ["大家好，", "大家好。"]
    assert second.span.slice(source.text).endswith("我讲两点。")
    assert (second.speaker.name, second.speaker.label, second.confidence) == ("方志明", "发言人2", 1.0)
    assert [e.cue for e in second.evidence] == ["introduction"]


def test_two_who_introduce_themselves_under_one_label_are_two() -> None:
    text = "发言人1 00:00\n大家好，我是方志明，来自柳溪。\n\n发言人1 00:09\n大家好，我是乔志远，来自青石。\n"
    assert [t.speaker.name for t in find_turns(read(text)[0])] == ["方志明", "乔志远"]


def test_a_name_that_nothing_speaks_for_is_not_given() -> None:
    text = (
        "下面请方志明教授发言。各位好，我讲两点。谢谢大家。感谢方教授的发言。有一位补充。大家好，水利是大事。谢谢大家。"
    )
    names = [t.speaker.name for t in find_turns(read(text)[0])]
    assert names[1] == "方志明"
    assert names.count("方志明") == 1


SPEECH = "00:01\n各位来宾，大家好。\n\n00:30\n今年我们修好了三座桥。\n\n00:50\n"


def test_all_speech_is_one_turn_of_the_author() -> None:
    source, _ = read(SPEECH)
    author = Person(name="方志明", surname="方", title="局长", organization="柳溪县水利局")
    (turn,) = single_turn(source, author=author)
    assert turn.span.slice(source.text) == "各位来宾，大家好。\n\n00:30\n今年我们修好了三座桥。"
    speaker = turn.speaker
    assert (speaker.id, speaker.role) == ("S1", "guest")
    assert (speaker.name, speaker.surname, speaker.title) == ("方志明", "方", "局长")
    assert speaker.organization == "柳溪县水利局"


def test_an_unknown_author_stays_unknown() -> None:
    (turn,) = single_turn(read(SPEECH)[0], author=None)
    assert (turn.speaker.name, turn.speaker.surname, turn.speaker.title) == (None, None, None)


def test_no_speech_no_turn() -> None:
    assert single_turn(read("00:10\n\n00:20\n")[0], author=Person(name="方志明")) == ()
