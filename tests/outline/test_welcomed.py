import pytest

from transcript import parse_transcript

REST = "先请信息中心主任方志明汇报。\n各位领导好，我是方志明，我汇报一下进度。今年的平台已经上线。汇报完毕。\n好，谢谢方主任。散会。"


def present(opening: str) -> list[tuple[str | None, str | None]]:
    return [(p.name, p.title) for p in parse_transcript(f"{opening}{REST}").meeting.attendees]


@pytest.mark.parametrize(
    "roll",
    [
        "出席今天会议的有副局长何一鸣、科长刘晓红。",
        "今天我们邀请到了副局长何一鸣。还有科长刘晓红。",
        "介绍一下参会的领导，主席是何一鸣副局长，成员是刘晓红科长。",
    ],
)
def test_who_is_welcomed_by_name_is_there(roll: str):
    people = present(f"各位同志，现在开会。{roll}")
    assert ("方志明", "主任") in people
    assert {("何一鸣", "副局长"), ("刘晓红", "科长")} <= set(people)


@pytest.mark.parametrize(
    "words",
    [
        "出席今天会议的有各科室负责人，何一鸣副局长因故请假。",
        "这项工作是何一鸣副局长去年提出来的。",
        "何一鸣副局长对这项工作作了批示。",
    ],
)
def test_who_is_absent_or_only_spoken_of_is_not(words: str):
    assert [name for name, _ in present(f"各位同志，现在开会。{words}")] == ["方志明"]


def test_who_speaks_and_is_welcomed_is_there_once():
    people = present("各位同志，现在开会。出席今天会议的有信息中心主任方志明。")
    assert [name for name, _ in people] == ["方志明"]


def test_a_name_stands_in_the_script_of_the_source():
    text = "各位同志，現在開會。出席今天會議的有副局長鍾麗華。請主任方志明報告。\n大家好，我報告一下進度。報告完畢，謝謝。\n謝謝方主任。散會。"
    assert ("鍾麗華", "副局長") in [(p.name, p.title) for p in parse_transcript(text).meeting.attendees]
