"""The laws of edits: they do not overlap, can be taken back, and each is refused alone."""

from itertools import pairwise

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import edits_of, sources, transcripts

from transcript import MeetingRecord, parse_transcript
from transcript.edits import PRECEDENCE, apply_edits, invert_edits, resolve_conflicts
from transcript.model import EDIT_KINDS, Edit


def applied(edits) -> list[Edit]:
    return [edit for edit in edits if edit.applied]


def visible(text: str) -> str:
    return "".join(text.split())


def assert_apart(edits) -> None:
    for left, right in pairwise(edits):
        assert left.span.end <= right.span.start
        assert left.span != right.span


def assert_changes_only_its_place(before: str, after: str, room: int) -> None:
    """The two texts agree but for at most *room* characters of *before* in one place."""
    head = next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    rest = min(len(before), len(after)) - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    assert head + tail >= len(before) - room


def test_every_kind_of_edit_has_its_place():
    assert sorted(PRECEDENCE) == sorted(EDIT_KINDS)


@given(st.data())
def test_resolved_edits_do_not_overlap_and_say_what_they_gave_way_to(data):
    source = data.draw(sources())
    edits = data.draw(edits_of(source))
    breaks = [segment.span.start for segment in source.segments]
    resolved = resolve_conflicts(edits, breaks=breaks)
    assert len(resolved) == len(edits)
    assert_apart(applied(resolved))
    winners = {edit.span: edit for edit in applied(resolved)}
    for edit in resolved:
        if edit.yields_to:
            assert PRECEDENCE.index(winners[edit.yields_to].kind) <= PRECEDENCE.index(edit.kind)
        if edit.applied:
            assert not any(edit.span.start < at <= edit.span.end for at in breaks)


@given(st.data())
def test_the_first_kind_never_gives_way_to_another(data):
    source = data.draw(sources())
    names = [attrs.evolve(edit, kind="name", applied=True) for edit in data.draw(edits_of(source))]
    others = [edit for edit in data.draw(edits_of(source)) if edit.kind != "name"]
    resolved = applied(resolve_conflicts([*others, *names]))
    assert [edit for edit in resolved if edit.kind == "name"] == applied(resolve_conflicts(names))


@given(transcripts())
def test_applied_edits_can_be_taken_back(text):
    record = parse_transcript(text, script="simplified")
    edits = applied(record.edits)
    assert_apart(edits)
    assert invert_edits(apply_edits(record.source.text, edits), edits) == record.source.text


@given(transcripts(max_pieces=15), st.data())
def test_an_edit_is_refused_alone(text, data):
    record = parse_transcript(text)
    edits = applied(record.edits)
    assume(edits)
    edit = data.draw(st.sampled_from(edits))
    refused = record.with_edit(edit, applied=False)
    assert_changes_only_its_place(record.clean_text, refused.clean_text, len(edit.after))
    assert applied(refused.edits) == [other for other in edits if other != edit]
    assert [a.text == b.text for a, b in zip(record.turns, refused.turns, strict=True)].count(False) <= 1
    again = refused.with_edit(attrs.evolve(edit, applied=False), applied=True)
    assert again == record


@given(transcripts())
def test_refusing_all_edits_gives_the_speech(text):
    record = parse_transcript(text)
    refused = record.with_edits(applied(record.edits), applied=False)
    assert isinstance(refused, MeetingRecord)
    assert refused.clean_text == ("\n".join(turn.raw for turn in record.turns) or record.verbatim_text)
