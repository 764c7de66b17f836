import pytest

from transcript.text import Segment, SourceText, Span, apply_edits, fold, invert_edits
from transcript.values import Edit


def edit(start: int, before: str, after: str) -> Edit:
    return Edit(span=Span(start, start + len(before)), before=before, after=after, kind="term")


def test_apply_and_invert_mirror_each_other():
    text = "今天讲摄银和农经。"
    edits = [edit(6, "农经", "农信社"), edit(3, "摄银", "社银")]
    changed = apply_edits(text, edits)
    assert changed == "今天讲社银和农信社。"
    assert invert_edits(changed, edits) == text


def test_overlapping_edits_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("摄银行", [edit(0, "摄银", "社银"), edit(1, "银行", "行")])


def test_an_edit_of_another_text_is_refused():
    with pytest.raises(ValueError, match="expects"):
        apply_edits("社银", [edit(0, "摄银", "社银")])


def test_a_span_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="must not end"):
        Span(3, 2)


def test_segments_must_be_in_order():
    with pytest.raises(ValueError, match="in order"):
        SourceText(text="一二三四", segments=(Segment(span=Span(2, 4)), Segment(span=Span(0, 2))))


def test_fold_keeps_every_offset():
    text = "請「陳委員」發言 ok \ud800"
    assert len(fold(text)) == len(text)
    assert fold(text).startswith("请「陈委员」发言")
