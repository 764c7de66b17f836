from transcript.readers import read
from transcript.turns import find_turns

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
