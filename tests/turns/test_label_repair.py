"""Labels that are not people: what is proved parts and joins them."""

import pytest

from transcript import MeetingRecord, parse_transcript
from transcript.turns.cast import Member
from transcript.turns.label_repair import (
    CALLED,
    OWN,
    THANKED,
    LabelledStretch,
    Proof,
    Voice,
    find_voices,
    parted_labels,
)
from transcript.turns.speaker_scores import HOST

FANG, QIAO, FANG_MISHEARD, LONE_FANG, LONE_QIAO, LINDA = range(1, 7)
CAST = (
    Member(number=HOST, role="host"),
    Member(number=FANG, name="方志明", surname="方"),
    Member(number=QIAO, name="乔志远", surname="乔"),
    Member(number=FANG_MISHEARD, name="房志民", surname="房"),
    Member(number=LONE_FANG, surname="房"),
    Member(number=LONE_QIAO, surname="乔"),
    Member(number=LINDA, name="Linda"),
)
Told = tuple[int, int, float]


def stretches(*labels: str | None) -> list[LabelledStretch]:
    return [LabelledStretch(label=label, start=10 * at, end=10 * at + 10) for at, label in enumerate(labels)]


def voices(
    *labels: str | None, proved: list[Proof], cast: tuple[Member, ...] = CAST
) -> list[tuple[str | None, int | None]]:
    """The voice of each run; what is proved is a run, a member and a weight."""
    proofs = {run: Proof(run=run, member=member, weight=weight) for run, member, weight in proved}
    return [(v.label, v.member) for v in find_voices(stretches(*labels), proofs=proofs, cast=cast)]


def test_without_proof_a_label_is_a_voice() -> None:
    assert voices("1", "2", None, "1", proved=[]) == [("1", None), ("2", None), (None, None), ("1", None)]
    assert voices("1", "2", "1", proved=[(0, FANG, OWN), (1, QIAO, OWN)]) == [("1", None), ("2", None), ("1", None)]


def test_two_under_a_label_are_parted_and_the_rest_goes_with_the_run_before() -> None:
    found = voices("1", "1", "2", "1", "1", proved=[(1, FANG, OWN), (3, QIAO, CALLED)])
    assert found == [("1", FANG), ("1", FANG), ("2", None), ("1", QIAO), ("1", QIAO)]


@pytest.mark.parametrize("other", [FANG, FANG_MISHEARD, LONE_FANG, LINDA])
def test_who_may_be_the_same_person_misheard_is_no_second(other: int) -> None:
    first = LONE_FANG if other == LINDA else FANG
    assert voices("1", "1", proved=[(0, first, OWN), (1, other, OWN)]) == [("1", None), ("1", None)]


@pytest.mark.parametrize(("one", "other"), [(FANG, QIAO), (FANG, LONE_QIAO), (LONE_FANG, LONE_QIAO), (FANG, LINDA)])
def test_who_is_surely_another_is_one(one: int, other: int) -> None:
    assert voices("1", "1", proved=[(0, one, OWN), (1, other, OWN)]) == [("1", one), ("1", other)]


def test_a_misheard_name_is_that_of_whoever_is_surest() -> None:
    found = voices("1", "1", "1", proved=[(0, LONE_FANG, CALLED), (1, FANG, OWN), (2, QIAO, OWN)])
    assert found == [("1", FANG), ("1", FANG), ("1", QIAO)]


def test_a_call_alone_proves_nothing_of_whoever_is_known_by_another_label() -> None:
    proved = [(0, FANG, OWN), (1, FANG, CALLED), (2, QIAO, CALLED)]
    assert voices("1", "2", "2", proved=proved)[1:] == [("2", None), ("2", None)]
    proved = [(0, FANG, CALLED), (1, FANG, CALLED), (2, QIAO, CALLED)]
    assert voices("1", "2", "2", proved=proved)[1:] == [("2", FANG), ("2", QIAO)]
    proved = [(0, FANG, OWN), (1, QIAO, OWN), (2, FANG, CALLED)]
    assert voices("1", "1", "1", proved=proved) == [("1", FANG), ("1", QIAO), ("1", FANG)]


def test_one_who_is_called_and_thanked_under_a_second_label_has_two() -> None:
    proved = [(0, FANG, OWN), (1, FANG, THANKED), (2, QIAO, CALLED)]
    assert voices("1", "2", "2", proved=proved) == [("1", FANG), ("1", FANG), ("2", QIAO)]


def test_at_an_account_only_who_introduces_themselves_is_another_and_then_the_owner_speaks_on() -> None:
    labels = "方志明", "方志明", "方志明"
    assert voices(*labels, proved=[(1, QIAO, THANKED)]) == [("方志明", None)] * 3
    assert voices(*labels, proved=[(1, QIAO, OWN)]) == [("方志明", FANG), ("方志明", QIAO), ("方志明", FANG)]
    strangers = (CAST[0], Member(number=1, name="乔志远", surname="乔"))
    found = voices(*labels, proved=[(1, 1, OWN)], cast=strangers)
    assert found == [("方志明", None), ("方志明", 1), ("方志明", None)]


def test_the_owner_of_an_account_may_be_misheard() -> None:
    cast = (CAST[0], Member(number=1, name="房志民", surname="房"), Member(number=2, surname="房"))
    assert voices("方志明", "方志明", proved=[(1, 1, OWN)], cast=cast) == [("方志明", None)] * 2
    assert voices("方志明", "方志明", proved=[(1, 2, OWN)], cast=cast) == [("方志明", None)] * 2


def test_an_account_that_has_a_surname_alone_has_no_owner_to_come_back() -> None:
    label = "方行长-柳溪银行"
    found = voices(label, label, label, proved=[(0, FANG, OWN), (1, QIAO, OWN)])
    assert [member for _, member in found] == [FANG, QIAO, QIAO]


def test_a_persons_telephone_is_the_persons() -> None:
    assert voices("方志明", "方志明的iPhone", proved=[]) == [("方志明", None)] * 2


def test_two_labels_of_one_are_joined_under_the_first() -> None:
    assert voices("1", "2", "3", proved=[(0, FANG, OWN), (1, FANG, THANKED)]) == [("1", FANG), ("1", FANG), ("3", None)]
    assert voices("1", "2", proved=[(0, FANG, OWN), (1, FANG, CALLED)]) == [("1", None), ("2", None)]
    assert voices("1", "2", "2", proved=[(0, FANG, OWN), (1, FANG, CALLED), (2, FANG, CALLED)]) == [("1", FANG)] * 3


def test_an_account_and_a_label_of_its_owner_are_one() -> None:
    assert voices("方志明", "2", proved=[(1, FANG, OWN)]) == [("方志明", FANG)] * 2
    assert voices("2", "方志明", proved=[(0, QIAO, OWN)]) == [("2", None), ("方志明", None)]


def test_which_labels_hide_several() -> None:
    runs = stretches("1", "1", "2", "2", None)
    spoken = [Voice("1", FANG), Voice("1", QIAO), Voice("2"), Voice("2"), Voice(None)]
    assert parted_labels(runs, voices=spoken) == {"1"}


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
