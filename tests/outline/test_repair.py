import pytest

from transcript import parse_transcript
from transcript.model import Edit


def ordinal_edits(text: str) -> list[Edit]:
    return [e for e in parse_transcript("同志们：\n我讲几点意见。\n" + text).edits if e.kind == "ordinal"]


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("一、修好水渠。\n二加固堤坝。\n三、清理河道。", "二、加固堤坝。"),
        ("一是修好水渠，用上清水。\n而是加固堤坝，守住安全。\n三是清理河道，通畅水流。", "二是加固堤坝"),
        ("（一）修好水渠。\n（而）加固堤坝。\n（三）清理河道。", "（二）加固堤坝"),
        ("一是修好水渠，用上清水二是加固堤坝，守住安全。三是清理河道，通畅水流。", "用上清水。二是加固堤坝"),
    ],
)
def test_an_ordinal_between_its_neighbours_is_set_right(damaged: str, mended: str):
    record = parse_transcript("同志们：\n我讲几点意见。\n" + damaged)
    assert [p.ordinal for p in record.points] == [1, 2, 3]
    assert mended in record.clean_text


def test_without_neighbours_it_is_only_suggested():
    edits = ordinal_edits("一、修好水渠。\n二、加固堤坝。水位要盯住四清理河道。每月都要清。")
    assert not any(edit.applied for edit in edits)


def test_an_ordinal_inside_a_sentence_needs_no_stop():
    assert ordinal_edits("第一点，修好水渠。我要讲的第二点是加固堤坝。第三点，清理河道。") == []


def test_each_can_be_refused_alone():
    record = parse_transcript("同志们：\n我讲几点意见。\n一、修好水渠。\n二加固堤坝。\n三、清理河道。")
    edit = next(e for e in record.edits if e.kind == "ordinal")
    assert "\n二加固堤坝。" in record.with_edit(edit, applied=False).clean_text


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ("一二五", "没有找到第3点到第4点，后面是第5点"),
        ("一二二", "第2点之后又是第2点，序号重复或倒退"),
        ("三四五", "没有找到第1点到第2点，后面是第3点"),
    ],
)
def test_odd_numbers_are_reported(numbers: str, message: str):
    text = "\n".join(f"{n}、把第{i}件事情办好。" for i, n in enumerate(numbers, start=11))
    problems = parse_transcript("同志们：\n我讲几点意见。\n" + text).problems
    assert message in [p.message for p in problems if p.kind == "outline"]


def test_a_list_that_starts_again_is_no_problem():
    text = "一是修渠。二是栽树。\n这是去年的事。今年再做两件：\n一是清淤。二是筑坝。"
    assert [p for p in parse_transcript("同志们：\n我讲几点。\n" + text).problems if p.kind == "outline"] == []


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
