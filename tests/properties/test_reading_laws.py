"""The laws of reading: all of the text is in a segment, in order; the clock rises; an encoding does not matter."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import inputs, meetings

from transcript import TranscriptError
from transcript.readers import READERS, read

STAMPS = st.lists(
    st.sampled_from(["00:10", "99:99", "110:00", "1:02:03", "00:09", "05:19", "好。", "\n", "[00:10] 好"])
)


def assert_covered(source) -> None:
    """Segments are in order, do not overlap, and leave out nothing that can be seen."""
    at = 0
    for segment in source.segments:
        assert not source.text[at : segment.span.start].strip()
        assert segment.span.end > segment.span.start >= at
        at = segment.span.end
    assert not source.text[at:].strip()


@given(inputs())
@example("\ufeff会议")
@example("<p>一<!-- 二 --></p>三<script>")
@example("---\ntitle: 一\n---\n二")
def test_segments_cover_every_visible_character(text):
    source, _ = read(text)
    assert source.text == text.removeprefix("\ufeff")
    assert_covered(source)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@given(text=inputs())
def test_whatever_reader_is_asked_for(reader, text):
    with suppress(TranscriptError):  # it may refuse
        source, _ = read(text, format=reader.name)
        assert source.format == reader.name
        assert_covered(source)


@given(st.one_of(inputs(), STAMPS.map("\n".join)))
def test_time_never_falls(text):
    source, _ = read(text)
    times = [source.time_at(offset) for offset in range(len(source.text) + 2)]
    if not source.clock:
        assert set(times) <= {None}
        return
    assert times[0] >= 0
    assert all(before <= after for before, after in pairwise(times))
    assert [times[moment.offset] for moment in source.clock] == [moment.ms for moment in source.clock]


@given(meetings(layouts=("labels", "colons")))
def test_the_labels_of_an_export_are_read_as_they_stand(meeting):
    source, problems = read(meeting.text)
    said = [(segment.label, segment.span.slice(source.text)) for segment in source.speech]
    assert said == [(f"发言人{voice}", words) for voice, words in meeting.turns]
    assert not problems


@given(meetings(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]))
def test_the_encoding_of_a_file_does_not_matter(meeting, encoding):
    assert read(meeting.text.encode(encoding)) == read(meeting.text)


@given(st.one_of(st.binary(max_size=200), inputs().map(lambda text: text.encode("gb18030", "replace")[:-1])))
def test_any_bytes_are_read_or_refused(data):
    with suppress(TranscriptError):
        source, _ = read(data)
        assert_covered(source)


@given(inputs())
def test_problems_stand_inside_the_text(text):
    source, problems = read(text)
    for problem in problems:
        assert problem.message
        assert problem.span is None or problem.span.end <= len(source.text)
