from transcript import parse_transcript
from transcript.readers import read
from transcript.turns import find_turns
from transcript.values import Speaker

EXPORT = """发言人1 00:00
各位好，我是今天的主持人、柳溪中学校长乔志远。首先请柳溪大学方兰教授谈一谈。

发言人2 00:20
谢谢主持人。我先谈两点。第一要稳，第二要快。

发言人1 01:00
谢谢方教授的分享。下面请问温敏校长，您怎么看？

发言人3 01:20
我同意方教授的意见。我们学校也是这样做的。

发言人1 02:00
谢谢温校长。

发言人2 02:05
我再补充一句，谢谢乔校长。
"""


def speakers(text: str) -> list[Speaker]:
    source, _ = read(text)
    return [turn.speaker for turn in find_turns(source)]


def test_a_label_is_named_once_everywhere() -> None:
    found = speakers(EXPORT)
    assert [s.label for s in found] == ["发言人1", "发言人2", "发言人1", "发言人3", "发言人1", "发言人2"]
    assert [s.name for s in found] == ["乔志远", "方兰", "乔志远", "温敏", "乔志远", "方兰"]
    assert [s.role for s in found][:2] == ["host", "guest"]


def test_a_label_that_nobody_names_stays_a_label() -> None:
    found = speakers("发言人1 00:00\n大家好。\n\n发言人2 00:05\n我们开始吧。\n")
    assert [(s.name, s.display) for s in found] == [(None, "发言人1"), (None, "发言人2")]
    assert found[0] != found[1]


def test_an_account_name_is_a_name() -> None:
    found = speakers("方志明：我先说两句。\n会议室3：好的，谢谢。\n方志明：不客气。\n会议室3：那就这样。\n")
    assert [(s.name, s.label) for s in found] == [("方志明", "方志明"), (None, "会议室3")] * 2


def test_the_same_label_in_two_files_is_not_the_same_person() -> None:
    first = parse_transcript("发言人1 00:00\n大家好，我是方志明，第一次来。\n\n发言人2 00:09\n欢迎欢迎。\n")
    second = parse_transcript("发言人1 00:00\n大家好，我是乔志远，第一次来。\n\n发言人2 00:09\n欢迎欢迎。\n")
    assert [record.turns[0].speaker.name for record in (first, second)] == ["方志明", "乔志远"]


def test_whoever_hosts_without_a_name_is_not_taken_for_the_guest_they_call_host() -> None:
    found = speakers(
        "发言人1 00:00\n各位好，现在开会。下面请主持人方志明教授发言。\n\n发言人2 00:09\n大家好，我是方志明。\n\n"
        "发言人1 00:30\n谢谢方教授。下面请乔志远教授发言。\n\n发言人3 00:40\n好的，谢谢。\n"
    )
    assert found[0] != found[1]
    assert (found[0].role, found[0].name, found[1].name) == ("host", None, "方志明")


def test_the_host_keeps_the_name_of_their_account() -> None:
    found = speakers(
        "方志明 00:00\n各位好，现在开会。下面请王海涛教授发言。\n\n会议室3 00:09\n谢谢主持人乔志远，谢谢大家。\n\n"
        "方志明 00:30\n谢谢王教授。下面请陈一凡教授发言。\n\n陈一凡 00:40\n好的，谢谢。\n"
    )
    assert [(s.name, s.role) for s in found] == [
        ("方志明", "host"),
        ("王海涛", "guest"),
        ("方志明", "host"),
        ("陈一凡", "guest"),
    ]
