from transcript.people import find_mentions
from transcript.readers import read
from transcript.turns import find_turns
from transcript.turns.calls import find_calls
from transcript.turns.cast import find_cast
from transcript.turns.floors import askers

SITTING = (
    "现在开会，进行施政报告之质询。",
    "请方委员志明质询，询答时间为三十分钟。",
    "主席、乔部长、各位同仁。",
    "请问部长，水库的淤泥什么时候清？",
    "请乔部长答复。",
    "谢谢方委员，明年就会清完。",
    "请林委员佳玲质询。",
    "主席、各位同仁，我想请教部长。",
    "报告院会，上午质询到此为止。",
)


def test_the_chair_gives_the_floor_to_one_questioner_after_another() -> None:
    text = "".join(SITTING)
    positions = [sum(map(len, SITTING[:k])) for k in range(len(SITTING))]
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    number = {member.name: member.number for member in cast}
    first, second = number["方志明"], number["林佳玲"]
    assert askers(text, cast=cast, positions=positions).tolist() == [0, 0, *[first] * 5, second, second]


def test_a_questioner_has_that_role() -> None:
    source, _ = read("".join(SITTING))
    roles = {turn.speaker.name: turn.speaker.role for turn in find_turns(source)}
    assert roles["方志明"] == "questioner"


def test_nobody_asks_where_nobody_is_given_the_floor() -> None:
    text = "下面请方志明教授发言。谢谢主持人。"
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    assert askers(text, cast=cast, positions=[0, 11]).tolist() == [0, 0]
