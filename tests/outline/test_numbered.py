import pytest

from transcript.outline.candidates import LINE, STOP
from transcript.outline.numbered import habits_of, numbered


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
