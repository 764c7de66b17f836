import pytest

from transcript import parse_transcript

OPENING = "主持人好。同志们，现在开会。"
ANNOUNCEMENT = "今天的会议有三项议程：第一项是通报全年情况；第二项是传达上级精神；第三项是请局长讲话。"
COURSE = """下面进行第一项议程，请办公室主任方志明通报情况。
各位领导，大家好，我通报一下情况。今年一切都好。谢谢大家。
下面进行第二项议程，请副局长何一鸣传达精神，大家欢迎。
好，我传达一下精神。要抓好落实。谢谢大家。
下面进行第三项议程，请许局长讲话，大家欢迎。
同志们，我讲两点意见。一是抓紧。二是抓实。谢谢大家。
今天的会议到此结束，谢谢。"""


def test_announced_items_know_the_turns_that_carried_them_out():
    record = parse_transcript(OPENING + ANNOUNCEMENT + COURSE)
    assert [(item.number, item.text) for item in record.agenda] == [
        (1, "通报全年情况"),
        (2, "传达上级精神"),
        (3, "请局长讲话"),
    ]
    for item in record.agenda:
        assert item.turns
        assert all(record.turns[n].speaker.role != "host" for n in item.turns)
    assert "通报一下情况" in record.turns[record.agenda[0].turns[0]].text


def test_without_an_announcement_the_items_that_are_opened_count():
    record = parse_transcript(OPENING + COURSE)
    assert [item.number for item in record.agenda] == [1, 2, 3]
    assert record.agenda[1].text.startswith("请副局长何一鸣")


def test_a_meeting_without_agenda_has_none():
    assert parse_transcript("大家好，请方志明主任发言。\n谢谢，我说三点。一是修渠。二是栽树。三是清淤。").agenda == ()


def test_issues_that_a_guest_counts_are_no_agenda():
    text = "关于今天的议题有两个看法，第一个是修渠，水渠要赶在月底以前通水。第二个是栽树，树苗已经到了。"
    assert parse_transcript("请方志明主任发言。\n大家好，我是方志明。" + text + "谢谢大家。").agenda == ()


def test_as_many_items_as_were_announced():
    text = "今天的会议有六项议程：第一项是通报全年情况；第二项是传达上级精神。"
    assert parse_transcript(OPENING + text + COURSE).agenda[0].text.startswith("请办公室主任")


@pytest.mark.parametrize(
    "words",
    [
        "今天主要商量两件事，头一件是修路占地的补偿，第二件是选护林员。",
        "今天的周会过两件事，第一个是修路占地的补偿，第二个是选护林员。",
        "今天有两项内容，第一个是修路占地的补偿，请王主任说，第二个是选护林员，由许可主任主持。",
    ],
)
def test_what_is_to_be_talked_about_is_the_agenda(words: str):
    text = f"乡亲们，现在开会。{words}先请方志明主任讲讲政策。\n各位乡亲，我是方志明。占地补偿另算。谢谢大家。\n好，谢谢方主任。散会。"
    assert parse_transcript(text).agenda[0].text == "修路占地的补偿"


def test_things_that_a_speaker_counts_later_on_are_no_agenda():
    text = "今天我说两件事。第一件是修渠，要赶在月底以前。第二件是栽树，树苗已经到了。"
    assert parse_transcript("现在开会。请方志明主任发言。\n大家好，我是方志明。" + text + "谢谢大家。").agenda == ()
