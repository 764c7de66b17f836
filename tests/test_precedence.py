import pytest

from transcript.precedence import settle
from transcript.text import Span
from transcript.values import Edit

TEXT = "今年零零壹贰叁肆伍陆柒捌玖拾"


def edit(start: int, end: int, kind: str, after: str = "", **more) -> Edit:
    return Edit(span=Span(start, end), before=TEXT[start:end], after=after, kind=kind, **more)


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        ("name", "term"),
        ("term", "ordinal"),
        ("ordinal", "join"),
        ("join", "repeat"),
        ("repeat", "number"),
        ("number", "filler"),
        ("filler", "punctuation"),
        ("punctuation", "script"),
    ],
)
def test_the_earlier_kind_is_applied(winner, loser):
    first, second = settle([edit(0, 3, loser), edit(2, 5, winner)])
    assert (first.kind, first.applied, first.yields_to) == (loser, False, Span(2, 5))
    assert (second.kind, second.applied, second.yields_to) == (winner, True, None)


def test_what_gives_way_says_to_what():
    number, term = settle([edit(2, 4, "number", "00", reason="统计数字"), edit(2, 5, "term", "灵丘")])
    assert number.reason == "统计数字；让位于术语改动“零零壹→灵丘”"
    assert term.reason == ""


def test_neighbours_do_not_meet():
    assert all(e.applied for e in settle([edit(0, 2, "name"), edit(2, 4, "number"), edit(4, 4, "punctuation", "。")]))


def test_of_two_insertions_at_one_place_one_is_applied():
    first, second = settle([edit(4, 4, "punctuation", "。"), edit(4, 4, "ordinal", "二、")])
    assert [(e.kind, e.applied) for e in (first, second)] == [("ordinal", True), ("punctuation", False)]


def test_suggestions_stay_what_they_are():
    suggestion = edit(0, 3, "term", "甲", applied=False)
    assert suggestion in settle([suggestion, edit(1, 2, "filler")])


def test_nothing_is_applied_across_two_speakers():
    (join,) = settle([edit(2, 5, "join")], breaks=[0, 5])
    assert not join.applied
    assert "发言人" in join.reason


def test_it_takes_linear_time():
    many = [edit_at(at, kind) for at in range(0, 400_000, 4) for kind in ("script", "term")]
    settled = settle(many)
    assert sum(e.applied for e in settled) == 100_000


def edit_at(at: int, kind: str) -> Edit:
    return Edit(span=Span(at, at + 2), before="甲乙", after="丙", kind=kind)
