import numpy as np
import pytest

from transcript.people import find_mentions
from transcript.readers import read
from transcript.turns import find_turns
from transcript.turns import testimony as spoken
from transcript.turns.calls import find_calls
from transcript.turns.cast import HOST, find_cast
from transcript.turns.floors import RETURNING, SILENT, askers, with_askers

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
    assert askers(text, cast=cast, positions=positions).tolist() == [0, 0, *[first] * 4, 0, second, 0]


def test_a_questioner_has_that_role() -> None:
    source, _ = read("".join(SITTING))
    roles = {turn.speaker.name: turn.speaker.role for turn in find_turns(source)}
    assert roles["方志明"] == "questioner"


def test_the_chair_says_again_whom_the_questioner_asks_for() -> None:
    text = "现在开始询答。请方委员志明质询。谢谢主席，有请乔部长。请乔部长。委员好。部长早，请问水库何时清淤？"
    source, _ = read(text)
    assert [(turn.speaker.role, turn.span.slice(text)) for turn in find_turns(source)][1:4] == [
        ("questioner", "谢谢主席，有请乔部长。"),
        ("host", "请乔部长。"),
        ("guest", "委员好。"),
    ]


def test_the_chair_takes_the_floor_back_where_the_questioner_is_thanked() -> None:
    text = "现在开始询答。请方委员志明质询。谢谢主席，有请乔部长。委员好。部长早，请问水库何时清淤？明年三月清完。好，谢谢部长。谢谢方委员。接下来请林委员佳玲质询。谢谢主席。"
    source, _ = read(text)
    turns = {turn.span.slice(text): turn.speaker.role for turn in find_turns(source)}
    assert turns["谢谢方委员。接下来请林委员佳玲质询。"] == "host"


def test_nobody_asks_where_nobody_is_given_the_floor() -> None:
    text = "下面请方志明教授发言。谢谢主持人。"
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    assert askers(text, cast=cast, positions=[0, 11]).tolist() == [0, 0]


def given(rest: str) -> list[int]:
    text = "主持。请方委员志明质询。" + rest
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    return askers(text, cast=cast, positions=[0, 3, *range(12, len(text), 5)]).tolist()


@pytest.mark.parametrize("end", ["质询到此完毕", "询答结束", "现在休息", "散会", "提问完毕"])
def test_the_floor_is_given_back(end: str) -> None:
    asks = given("请问部长，好吗？谢谢各位。" + end + "。大家辛苦了，下午继续开会。")
    assert asks[:2] == [HOST, HOST]
    assert asks[2:4] == [1, 1]
    assert asks[-3:] == [HOST] * 3


def test_a_floor_that_nobody_takes_back_is_held_to_the_end() -> None:
    assert given("请问部长，好吗？谢谢各位。大家辛苦了，下午继续开会。")[2:] == [1] * 6


def test_the_end_of_the_first_questions_does_not_end_the_second() -> None:
    text = "请方委员志明质询。请问部长。质询完毕。请林委员佳玲质询。我想请教部长。"
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    starts = [0, 9, 14, 19, 28]
    names = [cast[number].name for number in askers(text, cast=cast, positions=starts)]
    assert names == [None, "方志明", None, None, "林佳玲"]


def table(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows)


def test_who_asks_sounds_like_a_host_and_the_chair_is_silent() -> None:
    said = spoken.Testimony(
        arriving=table((0, 3, 0), (0, 0, -1), (0.5, 2, 0)),
        leaving=np.ones((3, 3)),
        holding=table((0, -3, 0), (0, -3, 0), (0.5, 1, 0)),
    )
    heard = with_askers(said, asking=np.array([HOST, 1, 1]), host=np.array([2.0, 1.5, 0.5]))
    assert heard.holding.tolist() == [[2, -3, 0], [0, 1.5, 0], [0.5, 1.5, 0]]
    assert heard.arriving.tolist() == [[0, 3, 0], [SILENT, RETURNING, -1], [0.5 + SILENT, 2, 0]]
    assert heard.leaving is said.leaving
    assert said.arriving[1].tolist() == [0, 0, -1], "the testimony that was heard stays as it was"
