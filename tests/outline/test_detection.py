import pytest

from transcript.outline.detection import damaged, habits_of, lost, numbered
from transcript.outline.point_candidates import LINE, STOP
from transcript.words import cut


def kinds_of(text: str) -> list[tuple[str, int]]:
    return [(c.kind, c.number) for c in damaged(text, cut(text))]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("修好了渠。四配套措施要跟上。", "bare", 4),
        ("有序推进二。\n打牢根基。", "tail", 2),
        ("用好每一分资金三守住底线。", "glued", 3),
    ],
)
def test_what_is_left_of_an_ordinal(text: str, kind: str, number: int):
    assert (kind, number) in kinds_of(text)


def test_a_misheard_ordinal_knows_which_numbers_it_sounds_like():
    (found,) = [c for c in damaged("（而）修好水渠。", cut("（而）修好水渠。")) if c.kind == "misheard"]
    assert max(found.sounds, key=found.sounds.__getitem__) == 2


@pytest.mark.parametrize(
    "text",
    [
        "来了三个人。",
        "五月开工。",
        "三农工作要抓好。",
        "统一部署。",
        "二十四万元。",
        "大家静一静。",
        "回去看一看，想一想。",
    ],
)
def test_numerals_that_count_or_name_are_no_ordinals(text: str):
    assert kinds_of(text) == []


def marks_of(text: str) -> list[tuple[str, int]]:
    return [(c.style, c.number) for c in numbered(text)]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("一、修渠引水。", ("dun", 1)),
        ("（二）植树护坡。", ("paren", 2)),
        ("3. 清淤疏浚。", ("digit", 3)),
        ("四是筑坝。", ("is", 4)),
        ("第五，通水。", ("di", 5)),
        ("⑥ 通路。", ("circled", 6)),
        ("另一方面，要省水。", ("side", 2)),
    ],
)
def test_every_style_of_official_writing_is_read(text: str, mark: tuple[str, int]):
    assert marks_of(text) == [mark]


@pytest.mark.parametrize("text", ["唯一是他。", "一、二产业都要发展。", "这三是怎么来的", "3.5万元"])
def test_what_only_looks_like_an_ordinal_is_none(text: str):
    assert marks_of(text) == []


def test_an_ordinal_weighs_more_at_the_head_of_a_line_than_inside_a_sentence():
    first, inside = numbered("二是修渠。\n大家知道三是植树。")
    assert first.weight > inside.weight


def test_habits_are_those_of_the_undamaged_ordinals():
    lines = habits_of(list(numbered("一是夯实根基，守住底线。\n二是强化责任，落实到人。\n三是筑牢防线，不留死角。")))
    flow = habits_of(list(numbered("有三件事。一是今天开会。二是我去县里。三是他去村里。")))
    assert lines.on_line > flow.on_line == 0.0
    assert lines.borders[LINE] > 0.4 > lines.borders[STOP]
    assert flow.borders[STOP] > 0.4 > flow.borders[LINE]
    assert lines.opening > 0 > flow.opening
    assert set(lines.lengths) == {"is"}


DUTIES = "一是夯实根基，守住底线。\n二是强化责任，落实到人。\n"
TALK = "第一，今天路上堵。第二，我们来晚了。\n"


def weight_of(sentence: str, *, after: str) -> float:
    text = after + sentence
    found = lost(text, habits=habits_of(list(numbered(text))))
    return {c.shape.text: c.weight for c in found}.get(sentence.rstrip("。"), -99.0)


def test_a_sentence_that_opens_like_a_heading_may_be_one():
    assert weight_of("筑牢防线，不留死角。", after=DUTIES) > weight_of("去年雨大，渠都满了。", after=DUTIES)


def test_where_numbered_headings_open_with_verbs_a_lost_one_does_so_too():
    assert weight_of("筑牢防线，不留死角。", after=DUTIES) > weight_of("筑牢防线，不留死角。", after=TALK)


def test_what_announces_points_is_none_of_them():
    assert weight_of("下面强化几点要求。", after=DUTIES) < weight_of("强化日常要求。", after=DUTIES)


def test_an_answer_is_no_heading():
    assert weight_of("好，全票通过。", after=DUTIES) == -99.0


def test_what_names_a_part_of_a_report_looks_like_a_heading():
    assert (
        weight_of("下一步工作安排，我们要开工。", after=TALK)
        > weight_of("下一步我们就开工了，大家放心。", after=TALK) + 1
    )
