import pytest

from transcript import parse_transcript
from transcript.facts.attendance import attending_organizations

LEAD = "5月6日，青河市召开2031年水利工作会议。"
TAIL = "会议指出，成绩不小。会议强调，还要努力。"


def attendance(sentence: str) -> list[tuple[str | None, str]]:
    record = parse_transcript(LEAD + sentence + TAIL)
    return [(s.person.name, s.act) for s in record.speeches if s.person]


def present(sentence: str) -> list[tuple[str | None, str | None, str | None]]:
    people = parse_transcript(LEAD + sentence + TAIL).meeting.attendees
    return [(p.name, p.title, p.organization) for p in people]


def test_a_title_holds_for_the_names_after_it():
    assert present("副市长方志明、何一鸣，市水利局局长许建国出席会议。") == [
        ("方志明", "副市长", None),
        ("何一鸣", "副市长", None),
        ("许建国", "局长", "市水利局"),
    ]


def test_those_whom_nobody_names_may_stand_after_the_names():
    assert present("市领导方志明、何一鸣，市直有关部门、各县主要负责同志参加会议。") == [
        ("方志明", None, None),
        ("何一鸣", None, None),
    ]


def test_a_title_may_stand_after_the_name_or_be_unknown_to_tables():
    assert present("方志明局长作工作报告。总农艺师许建国作说明。") == [
        ("方志明", "局长", None),
        ("许建国", "总农艺师", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "done"),
    [
        ("市长方志明出席会议并讲话。", [("方志明", "讲话")]),
        ("市长方志明在会上作了重要讲话。", [("方志明", "讲话")]),
        ("局长许建国代表局党组作工作报告。", [("许建国", "报告")]),
        ("局长许建国、主任何一鸣分别作交流发言。", [("许建国", "发言"), ("何一鸣", "发言")]),
        ("副局长何一鸣宣读了表彰决定。", [("何一鸣", "宣读")]),
        ("县长方志明主持会议并讲话。", [("方志明", "讲话")]),
        ("会议学习了市长方志明在全市会议上的讲话精神。", []),
    ],
)
def test_acts_are_read_from_the_words_after_the_name(sentence: str, done: list[tuple[str, str]]):
    assert attendance(sentence) == done


@pytest.mark.parametrize(
    "sentence",
    [
        "副局长何一鸣主持会议。",
        "会议由副局长何一鸣主持。",
        "副局长何一鸣主持召开会议。",
        "副局长何一鸣主持召开全市水利工作会议。",
    ],
)
def test_the_chair_is_who_presided(sentence: str):
    chair = parse_transcript(LEAD + sentence + TAIL).meeting.chair
    assert chair is not None
    assert chair.name == "何一鸣"


def test_organizations_are_named_ones_only():
    sentence = "市财政局、市人力资源和社会保障局有关负责同志，各县水利局主要负责人参加会议。"
    assert parse_transcript(LEAD + TAIL + sentence).meeting.organizations == ("市财政局", "市人力资源和社会保障局")


def test_whoever_is_quoted_was_not_there():
    assert present("会议认真学习习近平总书记重要讲话精神，传达省长许建国批示。") == []


REST = "先请信息中心主任方志明汇报。\n各位领导好，我是方志明，我汇报一下进度。今年的平台已经上线。汇报完毕。\n好，谢谢方主任。散会。"


def welcomed(opening: str) -> list[tuple[str | None, str | None]]:
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
    people = welcomed(f"各位同志，现在开会。{roll}")
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
    assert [name for name, _ in welcomed(f"各位同志，现在开会。{words}")] == ["方志明"]


def test_who_speaks_and_is_welcomed_is_there_once():
    people = welcomed("各位同志，现在开会。出席今天会议的有信息中心主任方志明。")
    assert [name for name, _ in people] == ["方志明"]


def test_a_name_stands_in_the_script_of_the_source():
    text = "各位同志，現在開會。出席今天會議的有副局長鍾麗華。請主任方志明報告。\n大家好，我報告一下進度。報告完畢，謝謝。\n謝謝方主任。散會。"
    assert ("鍾麗華", "副局長") in [(p.name, p.title) for p in parse_transcript(text).meeting.attendees]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市财政局、青河银行有关负责同志参加会议。", ("市财政局", "青河银行")),
        ("参加会议的还有：市水利局、市教育局。", ("市水利局", "市教育局")),
        ("市财政局和市水利局负责人出席会议。", ("市财政局", "市水利局")),
        ("各部门负责人参加会议。", ()),
        ("市财政局去年修了渠。", ()),
    ],
)
def test_those_named_as_present(text: str, names: tuple[str, ...]):
    assert attending_organizations(text) == names


def test_each_is_named_once():
    assert attending_organizations("市财政局参加会议。市财政局负责人出席会议。") == ("市财政局",)
