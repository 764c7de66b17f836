from transcript import parse_transcript
from transcript.model import Person, Speaker, Turn
from transcript.text import Span
from transcript.turns.chair import with_chair, with_listed

ROOM = """
各位好，现在开会。首先请质量部苗一诺经理发言。

大家好，质量部上个月的情况汇报如下，一共有三件事情要说明。谢谢。

好，谢谢苗经理。散会。"""


def hosts(head: str, room: str = ROOM) -> set[str | None]:
    return {turn.speaker.name for turn in parse_transcript(head + room).turns if turn.speaker.role == "host"}


def test_the_host_has_the_name_of_the_head():
    assert hosts("项目评审会\n时间：2031年3月5日\n主持人：方明\n") == {"方明"}


def test_a_head_in_traditional_script_names_in_traditional_script():
    assert hosts("項目評審會\n時間：2031年3月5日\n主持人：龔曉東\n") == {"龔曉東"}


def test_the_room_is_believed_before_the_head():
    room = ROOM.replace("现在开会", "我是今天的主持人林书楠")
    assert hosts("项目评审会\n时间：2031年3月5日\n主持人：方明\n", room) == {"林书楠"}


def test_who_speaks_as_a_guest_is_not_made_the_host():
    assert hosts("项目评审会\n时间：2031年3月5日\n主持人：苗一诺\n") == {None}


def test_labels_keep_their_host():
    record = parse_transcript(
        "项目评审会\n时间：2031年3月5日\n主持人：方明\n\n发言人1 00:00\n各位好，下面请林书楠经理发言。\n\n发言人2 00:09\n大家好，我讲两点。谢谢。"
    )
    assert [turn.speaker.name for turn in record.turns] == ["方明", "林书楠"]


CHAIR = Person(name="方明", surname="方", title="主任", organization="柳溪县档案局")
GUEST = Speaker(id="S2", role="guest", name="苗一诺", surname="苗")


def named(*speakers: Speaker, chair: Person | None = CHAIR) -> list[Speaker]:
    turns = [Turn(span=Span(at, at + 1), speaker=speaker) for at, speaker in enumerate(speakers)]
    return [turn.speaker for turn in with_chair(turns, chair=chair)]


def test_the_head_names_the_host_alone_and_with_all_that_it_says():
    host = Speaker(id="S1", role="host")
    found, guest, again = named(host, GUEST, host)
    assert (found.name, found.surname, found.title, found.organization) == ("方明", "方", "主任", "柳溪县档案局")
    assert (found.id, found.role) == ("S1", "host")
    assert (guest, again) == (GUEST, found)


def test_what_the_room_says_of_the_host_stays():
    (found,) = named(Speaker(id="S1", role="host", surname="方", title="局长", organization="枫林县档案局"))
    assert (found.name, found.title, found.organization) == ("方明", "局长", "枫林县档案局")


def test_a_host_with_another_name_or_surname_is_somebody_else():
    for host in (Speaker(id="S1", role="host", name="林书楠"), Speaker(id="S1", role="host", surname="林")):
        assert named(host, GUEST) == [host, GUEST]


def test_nobody_is_named_without_a_name():
    host = Speaker(id="S1", role="host")
    assert named(host, GUEST, chair=None) == named(host, GUEST, chair=Person(surname="方")) == [host, GUEST]


def test_a_host_of_the_chairs_name_is_no_guest_of_that_name():
    nameless, host = Speaker(id="S3", role="host"), Speaker(id="S1", role="host", name="方明")
    assert [speaker.name for speaker in named(host, nameless)] == ["方明", "方明"]


LISTED = "会议纪要\n时间：2031年3月5日\n主持人：方明\n参会人员：方明、苗建国、陶玲\n"


def guests(head: str, room: str = ROOM) -> set[str | None]:
    return {turn.speaker.name for turn in parse_transcript(head + room).turns if turn.speaker.role != "host"}


def test_who_is_called_by_the_surname_alone_is_the_only_one_listed_with_it():
    assert guests(LISTED, ROOM.replace("苗一诺经理", "苗经理")) == {"苗建国"}


def test_the_room_is_believed_before_the_list():
    assert guests(LISTED) == {"苗一诺"}


def test_of_two_listed_with_a_surname_neither_is_meant():
    head = LISTED.replace("陶玲", "苗玲")
    assert guests(head, ROOM.replace("苗一诺经理", "苗经理")) == {None}


def test_a_listed_title_that_is_another_one_is_somebody_else():
    head = LISTED.replace("苗建国", "苗建国局长")
    assert guests(head, ROOM.replace("苗一诺经理", "苗经理")) == {None}


def test_a_listed_title_says_more_than_the_one_in_the_room():
    (speaker,) = with_listed(
        [Turn(span=Span(0, 3), speaker=Speaker(id="S1", surname="方", title="局长"))],
        present=[Person(name="方明", surname="方", title="副局长")],
    )
    assert (speaker.speaker.name, speaker.speaker.title) == ("方明", "副局长")
