from transcript import parse_transcript

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
