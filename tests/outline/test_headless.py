import pytest

from transcript import parse_transcript

PARTS = "主持人好，我汇报两个部分。一、基本情况。今年的雨水比往年多。二、下一步打算。"
WATER = "一是修好水渠，让每户用上水，赶在春耕之前完工。二是疏通河道，雨天不再淹，桥下也要清干净。三是更换水泵，老旧的都换掉，用电也省一些。"
TREES = "一是补种树苗，坡上都种满，少了的马上补。二是拆除围栏，牛羊走得开，村民也不再吵。"
FLOOD = "一是盯住水位，夜里也有人，每个小时都报。二是备足沙袋，来了就能用，放在桥头上。三是演练撤离，老人先走，路线家家都要知道。"


def shape(text: str) -> list[tuple[int, int | None]]:
    return [(p.depth, p.ordinal) for p in parse_transcript(text).points][2:]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("整治沟渠，保障春灌用水。", "绿化荒坡，改善村容村貌。"),
        ("我们要把春灌用水保障好。", "那个从山坡上，改善村容村貌入手。"),
    ],
)
def test_a_heading_with_its_number_shows_that_the_lists_before_have_lost_theirs(first: str, second: str):
    text = f"{PARTS}{first}{WATER}{second}{TREES}满足村民的用水需求三，从严防汛，守住底线。{FLOOD}"
    assert shape(text) == [
        (2, 1),
        *((3, number) for number in (1, 2, 3)),
        (2, 2),
        *((3, number) for number in (1, 2)),
        (2, 3),
        *((3, number) for number in (1, 2, 3)),
    ]


def test_lists_that_begin_again_without_any_number_stay_where_they_are():
    text = f"{PARTS}我们要把春灌用水保障好。{WATER}坡上的事情也有人提过好几次。{TREES}河边住的人家很关心这个。{FLOOD}"
    assert {depth for depth, _ in shape(text)} == {2}
