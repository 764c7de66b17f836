"""Labels that are not people, in invented meetings: parted, joined, left alone; and what the record says of it."""

import pytest

from transcript import MeetingRecord, parse_transcript

LONG = "我汇报两点。第一要稳，第二要快。这两点都已经写进了方案，请大家看材料的第三页，有不清楚的地方我们会后再说。" * 2


def export(*turns: tuple[str, str]) -> str:
    return "\n".join(f"{label} {at // 6:02}:{at % 6}0\n{words}\n" for at, (label, words) in enumerate(turns))


def spoken(record: MeetingRecord) -> list[str]:
    return [f"{turn.speaker.display}: {turn.raw[:2]}" for turn in record.turns]


def problems(record: MeetingRecord) -> list[tuple[str, str]]:
    return [
        (problem.message, problem.span.slice(record.source.text))
        for problem in record.problems
        if problem.kind == "label" and problem.span
    ]


def test_two_who_introduce_themselves_under_one_label_are_two() -> None:
    record = parse_transcript(
        export(
            ("发言人1", "各位好，请大家先介绍一下自己。"),
            ("发言人2", "大家好，我是方志明，来自柳溪。"),
            ("发言人1", "欢迎。下一位。"),
            ("发言人2", "各位好，我叫乔志远，在青石工作。"),
            ("发言人1", "好，谁先来？"),
            ("发言人2", "那我先说两句吧。"),
        )
    )
    assert spoken(record) == [
        "发言人1: 各位",
        "方志明: 大家",
        "发言人1: 欢迎",
        "乔志远: 各位",
        "发言人1: 好，",
        "乔志远: 那我",
    ]
    assert {turn.speaker.label for turn in record.turns} == {"发言人1", "发言人2"}
    message = "标签“发言人2”里不止一个人：方志明、乔志远，已按文中的自我介绍和点名分开；另有1段没有说明是谁，归给了前一个人，请核对"
    assert problems(record) == [(message, "乔志远")]
    assert record.turns[-1].confidence < record.turns[3].confidence


def test_two_who_are_called_and_speak_at_length_under_one_label_are_two() -> None:
    record = parse_transcript(
        export(
            ("发言人1", "现在开会。下面请柳溪银行副行长方志明同志发言。"),
            ("发言人3", LONG),
            ("发言人1", "好。接下来有请青石大学教授乔志远同志发言。"),
            ("发言人3", LONG),
            ("发言人1", "谢谢大家，散会。"),
        )
    )
    assert [turn.speaker.name for turn in record.turns] == [None, "方志明", None, "乔志远", None]
    assert [message[:24] for message, _ in problems(record)] == ["标签“发言人3”里不止一个人：方志明、乔志远，已"]


def test_two_paragraphs_in_a_row_under_one_label_are_two_who_introduce_themselves() -> None:
    record = parse_transcript(
        export(
            ("发言人1", "请几位先介绍一下自己。"),
            ("发言人2", "大家好，我是方志明，来自柳溪。"),
            ("发言人2", "大家好，我是乔志远，来自青石。"),
            ("发言人1", "好，我们开始。"),
        )
    )
    assert spoken(record) == ["发言人1: 请几", "方志明: 大家", "乔志远: 大家", "发言人1: 好，"]


def test_one_who_introduces_themselves_under_two_labels_is_one() -> None:
    record = parse_transcript(
        export(
            ("发言人1", "请两位先介绍一下自己。"),
            ("发言人2", "大家好，我是方志明，来自柳溪。"),
            ("发言人3", "我是乔志远，来自青石。"),
            ("发言人4", "我是方志明，刚才掉线了。"),
            ("发言人2", "接着说。"),
        )
    )
    assert spoken(record) == ["发言人1: 请两", "方志明: 大家", "乔志远: 我是", "方志明: 我是"]
    assert record.turns[1].speaker.label == "发言人2、发言人4"
    assert problems(record) == [("标签“发言人2”“发言人4”是同一个人：方志明，已合为一人", "方志明")]
    assert [segment.label for segment in record.source.speech] == [
        "发言人1",
        "发言人2",
        "发言人3",
        "发言人4",
        "发言人2",
    ]


def test_two_labels_that_are_called_and_thanked_by_one_name_are_one() -> None:
    record = parse_transcript(
        export(
            ("发言人1", "下面请柳溪银行副行长方志明同志发言。"),
            ("发言人2", LONG),
            ("发言人1", "谢谢方志明行长。大家休息一下。"),
            ("发言人3", "好的。"),
            ("发言人1", "继续开会。请方志明行长再补充一下。"),
            ("发言人4", LONG),
            ("发言人1", "谢谢方志明行长。散会。"),
        )
    )
    assert [turn.speaker.name for turn in record.turns][1:6:4] == ["方志明", "方志明"]
    assert record.turns[1].speaker is record.turns[5].speaker or record.turns[1].speaker == record.turns[5].speaker
    assert [message for message, _ in problems(record)] == ["标签“发言人2”“发言人4”是同一个人：方志明，已合为一人"]


def test_an_account_and_the_same_persons_telephone_are_one() -> None:
    record = parse_transcript(
        export(
            ("方志明", "我先说。"),
            ("乔志远", "好。"),
            ("方志明的iPhone", "电脑没电了，我用手机。"),
            ("乔志远", "收到。"),
        )
    )
    assert [turn.speaker.name for turn in record.turns] == ["方志明", "乔志远", "方志明", "乔志远"]
    assert [message for message, _ in problems(record)] == [
        "标签“方志明”“方志明的iPhone”是同一个人：方志明，已合为一人"
    ]


def test_somebody_else_at_an_account_speaks_in_their_own_name() -> None:
    record = parse_transcript(
        export(
            ("方志明", "现在开会。"),
            ("乔志远", "好的，我先汇报。"),
            ("方志明", "大家好，我是王海涛，借用一下电脑。"),
            ("乔志远", "请讲。"),
            ("方志明", "我接着说。"),
        )
    )
    assert [turn.speaker.name for turn in record.turns] == ["方志明", "乔志远", "王海涛", "乔志远", "方志明"]
    (problem,) = problems(record)
    assert problem[0].startswith("账号“方志明”的发言里不止一个人：方志明、王海涛")


def test_a_room_names_nobody() -> None:
    record = parse_transcript(
        export(("会议室3", "大家好。"), ("腾讯会议用户", "好。"), ("会议室3", "开始吧。"), ("iPhone", "收到。"))
    )
    assert [turn.speaker.name for turn in record.turns] == [None] * 4
    assert problems(record) == []


@pytest.mark.parametrize(
    "words",
    [
        "我不是乔志远，我没有意见。",
        "我是乔志远的学生，谢谢大家。",
        "他当时说我是乔志远，你们信吗？",
        "我是代表乔志远来的，谢谢。",
        "我是方志明，重新连上了。",
        "我是房志民，听得到吗？",
        "刚才乔志远讲得很好。",
    ],
)
def test_what_does_not_prove_another_voice(words: str) -> None:
    record = parse_transcript(
        export(
            ("发言人1", "请两位先介绍一下自己。"),
            ("发言人2", "大家好，我是方志明，来自柳溪。"),
            ("发言人3", "我叫乔志远，来自青石。"),
            ("发言人2", words),
        )
    )
    assert record.turns[3].speaker == record.turns[1].speaker
    assert problems(record) == []


@pytest.mark.parametrize(
    "call",
    [
        "我们会后请乔志远教授提供材料。",
        "请乔志远教授和王海涛教授发言。",
        "欢迎乔志远教授到来，大家继续。",
        "也问问乔志远教授的意见吧，对不对？",
    ],
)
def test_a_call_that_is_none_parts_no_label(call: str) -> None:
    record = parse_transcript(
        export(
            ("发言人1", "现在开会。下面请柳溪银行副行长方志明同志发言。"),
            ("发言人2", LONG),
            ("发言人1", call),
            ("发言人2", LONG),
        )
    )
    assert record.turns[3].speaker == record.turns[1].speaker
    assert problems(record) == []
