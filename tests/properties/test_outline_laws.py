"""The laws of the outline: points nest and lie in order, parts lie in the text, pages lose nothing, ordinals can be refused."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from strategies import documents, inputs
from test_reading_laws import assert_covered

from transcript import parse_transcript
from transcript.record import RECORD_KINDS


@given(st.one_of(inputs(), documents()))
def test_points_are_in_order_and_nested(text):
    record = parse_transcript(text)
    assert record.kind in RECORD_KINDS
    for point in record.points:
        assert point.depth >= 1
        assert point.ordinal is not None
        assert point.ordinal >= 1
        assert 0 <= point.span.start < point.span.end <= len(record.source.text)
    for before, after in pairwise(record.points):
        assert before.span.start < after.span.start
        assert after.depth <= before.depth + 1
        if after.depth > before.depth:
            assert before.span.covers(after.span)


@given(st.one_of(inputs(), documents()))
def test_a_point_does_not_reach_into_the_next_of_its_level(text):
    record = parse_transcript(text)
    ends: dict[int, int] = {}
    for point in record.points:
        assert all(end <= point.span.start for depth, end in ends.items() if depth >= point.depth)
        ends = {depth: end for depth, end in ends.items() if depth < point.depth} | {point.depth: point.span.end}


@given(documents())
def test_points_of_a_section_lie_in_it(text):
    for section in parse_transcript(text).sections:
        assert all(section.span.covers(point.span) for point in section.points)


@given(documents())
def test_a_page_loses_nothing_and_its_record_is_whole(text):
    record = parse_transcript(text)
    assert record.source.text == text
    assert_covered(record.source)
    assert (record.kind == "report") <= (not record.turns)
    assert all(index < len(record.turns) for item in record.agenda for index in item.turns)


@given(documents())
def test_every_ordinal_can_be_refused(text):
    record = parse_transcript(text)
    for edit in record.edits:
        if edit.kind == "ordinal" and edit.applied:
            refused = record.with_edit(edit, applied=False)
            assert edit not in refused.edits
            assert not any(e.applied for e in refused.edits if e.span == edit.span and e.kind == "ordinal")


@given(documents())
def test_the_same_text_gives_the_same_outline(text):
    first, second = parse_transcript(text), parse_transcript(text)
    assert (first.points, first.sections, first.meeting) == (second.points, second.sections, second.meeting)
