import pytest

from transcript.edits import (
    applied,
    apply_edits,
    invert_edits,
    is_suggested_stop,
    readable,
    render,
    resolve_conflicts,
    runs,
    with_texts,
)
from transcript.model import Edit, Speaker, Turn
from transcript.text import Segment, SourceText, Span

SOURCE = SourceText(
    text="甲乙\n05:12\n丙丁",
    segments=(Segment(span=Span(0, 2)), Segment(span=Span(3, 8), kind="stamp"), Segment(span=Span(9, 11))),
)
TEXT = "今年零零壹贰叁肆伍陆柒捌玖拾"


def edit(start: int, end: int, kind: str, after: str = "", **more) -> Edit:
    return Edit(span=Span(start, end), before=TEXT[start:end], after=after, kind=kind, **more)


def words(start: int, before: str, after: str, *, applied: bool = True) -> Edit:
    return Edit(span=Span(start, start + len(before)), before=before, after=after, kind="term", applied=applied)


def test_apply_and_invert_mirror_each_other():
    text = "今天讲摄银和农经。"
    edits = [words(6, "农经", "农信社"), words(3, "摄银", "社银")]
    changed = apply_edits(text, edits)
    assert changed == "今天讲社银和农信社。"
    assert invert_edits(changed, edits) == text


def test_edits_that_make_the_text_longer_and_shorter_are_taken_back_at_their_places():
    text = "甲乙丙丁戊己"
    edits = [words(0, "甲", "子丑寅"), words(2, "丙", ""), words(3, "", "卯"), words(5, "己", "辰巳")]
    changed = apply_edits(text, edits)
    assert changed == "子丑寅乙卯丁戊辰巳"
    assert invert_edits(changed, edits) == text


def test_overlapping_edits_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("摄银行", [words(0, "摄银", "社银"), words(1, "银行", "行")])


def test_an_edit_of_another_text_is_refused():
    with pytest.raises(ValueError, match="expects"):
        apply_edits("社银", [words(0, "摄银", "社银")])


def test_what_was_not_applied_says_where():
    with pytest.raises(ValueError, match="edit at 1 was not applied: expected '社' at 1"):
        invert_edits("一二三", [words(1, "摄", "社")])


def test_render_ignores_edits_outside_the_span():
    assert render(SOURCE, Span(1, 10), [words(0, "甲", "子"), words(10, "丁", "丑")]) == "乙\n丙"


def test_what_is_set_aside_falls_out_and_lines_stay_apart():
    assert render(SOURCE, Span(0, 11), [words(1, "乙", "")]) == "甲\n丙丁"


def test_an_edit_across_what_is_set_aside_joins_the_lines():
    assert render(SOURCE, Span(0, 11), [words(1, "乙\n05:12\n丙", "乙丙")]) == "甲乙丙丁"


def test_every_run_has_its_place():
    assert list(runs(SOURCE, Span(0, 11), [words(0, "甲", "子丑")])) == [
        ("子丑", Span(0, 1)),
        ("乙", Span(1, 2)),
        ("\n", Span(9, 9)),
        ("丙丁", Span(9, 11)),
    ]


def test_turns_get_their_words_from_the_applied_edits_alone():
    edits = [words(10, "丁", "丑", applied=False), words(0, "甲", "子")]
    (turn,) = with_texts([Turn(span=Span(0, 11), speaker=Speaker(id="S1"))], source=SOURCE, edits=edits)
    assert (turn.raw, turn.text) == ("甲乙\n丙丁", "子乙\n丙丁")
    assert applied(edits) == edits[1:]


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
    first, second = resolve_conflicts([edit(0, 3, loser), edit(2, 5, winner)])
    assert (first.kind, first.applied, first.yields_to) == (loser, False, Span(2, 5))
    assert (second.kind, second.applied, second.yields_to) == (winner, True, None)


def test_what_gives_way_says_to_what():
    number, term = resolve_conflicts([edit(2, 4, "number", "00", reason="统计数字"), edit(2, 5, "term", "灵丘")])
    assert number.reason == "统计数字；让位于术语改动“零零壹→灵丘”"
    assert term.reason == ""


def test_neighbours_do_not_meet():
    assert all(
        e.applied
        for e in resolve_conflicts([edit(0, 2, "name"), edit(2, 4, "number"), edit(4, 4, "punctuation", "。")])
    )


def test_of_two_insertions_at_one_place_one_is_applied():
    first, second = resolve_conflicts([edit(4, 4, "punctuation", "。"), edit(4, 4, "ordinal", "二、")])
    assert [(e.kind, e.applied) for e in (first, second)] == [("ordinal", True), ("punctuation", False)]


def test_suggestions_stay_what_they_are():
    suggestion = edit(0, 3, "term", "甲", applied=False)
    assert suggestion in resolve_conflicts([suggestion, edit(1, 2, "filler")])


def test_nothing_is_applied_across_two_speakers():
    (join,) = resolve_conflicts([edit(2, 5, "join")], breaks=[0, 5])
    assert not join.applied
    assert "发言人" in join.reason


def test_it_takes_linear_time():
    many = [edit_at(at, kind) for at in range(0, 400_000, 4) for kind in ("script", "term")]
    resolved = resolve_conflicts(many)
    assert sum(e.applied for e in resolved) == 100_000


def edit_at(at: int, kind: str) -> Edit:
    return Edit(span=Span(at, at + 2), before="甲乙", after="丙", kind=kind)


def stop(start, end, before, *, applied=False, confidence=0.7, kind="punctuation"):
    return Edit(span=Span(start, end), before=before, after="。", kind=kind, applied=applied, confidence=confidence)


def test_readable_text_has_suggested_stops_in_brackets_and_applied_edits_as_they_are():
    text = "散会 二十三人好"
    number = Edit(span=Span(3, 6), before="二十三", after="23", kind="number")
    edits = [stop(2, 3, " "), stop(4, 4, ""), number, stop(8, 8, ""), stop(7, 7, "", confidence=0.0)]
    assert apply_edits(text, readable(edits)) == "散会［。］23人好［。］"


@pytest.mark.parametrize("edit", [stop(0, 1, "散"), stop(0, 0, "", kind="join"), stop(0, 0, "", applied=True)])
def test_what_is_no_suggested_stop_is_none(edit):
    assert not is_suggested_stop(edit)


def test_a_suggested_stop_gives_way_to_an_applied_edit_that_it_meets():
    ordinal = Edit(span=Span(2, 3), before="陆", after="陆。", kind="ordinal")
    met, apart, other = stop(2, 3, " "), stop(5, 5, ""), stop(2, 3, "陆", kind="term")
    resolved = resolve_conflicts([met, apart, other, ordinal])
    assert [edit.yields_to for edit in resolved if edit.kind == "punctuation"] == [Span(2, 3), None]
    assert [edit.yields_to for edit in resolved if edit.kind == "term"] == [None]
    assert not any(edit.applied for edit in resolved if edit is not ordinal)
