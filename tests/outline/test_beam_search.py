import pytest

from transcript.outline.beam_search import decode
from transcript.outline.points import candidates_of


def points_of(text: str) -> list[tuple[int, int, str]]:
    return [(p.depth, p.number, p.candidate.kind) for p in decode(*candidates_of(text))]


def test_a_gap_between_two_numbers_is_filled_by_what_looks_like_their_brother():
    text = "一是夯实根基，守住底线。水渠有三里长。\n强化责任，落实到人。每户都要通知。\n三是筑牢防线，不留死角。夜里也要有人。"
    assert points_of(text) == [(1, 1, "mark"), (1, 2, "lost"), (1, 3, "mark")]


def test_nothing_is_added_to_the_end_of_a_list():
    text = "去年做了两件事。一是修好了水渠。水渠有三里长。二是加固了堤坝。堤坝更高了。"
    assert points_of(text) == [(1, 1, "mark"), (1, 2, "mark")]


def test_a_heading_without_ordinal_is_known_by_the_list_under_it():
    part = "{}。一是{}。二是{}。\n"
    text = (
        "一、"
        + part.format("抓好春灌，保住收成", "修渠", "引水")
        + part.format("抓好防汛，守住堤坝", "备袋", "巡查")
        + "三、"
        + part.format("抓好节水，用好水源", "查表", "换管")
    )
    assert [(d, n) for d, n, _ in points_of(text)] == [
        (1, 1),
        (2, 1),
        (2, 2),
        (1, 2),
        (2, 1),
        (2, 2),
        (1, 3),
        (2, 1),
        (2, 2),
    ]


@pytest.mark.parametrize("text", ["", "没有序号的话。", "一"])
def test_without_ordinals_there_are_no_points(text: str):
    assert points_of(text) == []
