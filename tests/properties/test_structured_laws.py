"""The laws of structured formats: whatever is done to a file, it is read whole or refused with a reason."""

import json
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from strategies import structured
from test_reading_laws import assert_covered

from transcript import MeetingRecord, TranscriptError, parse_transcript
from transcript.readers import READERS, read

SAMPLES = Path(__file__).parents[1] / "readers" / "samples"
FILES = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.iterdir()) if ".expected" not in path.name]


@st.composite
def damaged(draw):
    """A sample that was cut, had a piece put elsewhere, or was run together with another."""
    text = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        piece = draw(
            st.sampled_from(
                ["", "\n", '"', "}", "]", ":", "\x00", "\ud800", "-9", "1e999", "null", text[start:end] * 2]
            )
        )
        text = text[:start] + piece + text[end:]
    return text + draw(st.sampled_from(["", *FILES]))


@given(damaged(), st.sampled_from(["auto", *(reader.name for reader in READERS)]))
def test_a_damaged_file_is_read_or_refused(text, name):
    with suppress(TranscriptError):
        source, problems = read(text, format=name)
        assert_covered(source)
        times = [source.time_at(moment.offset) for moment in source.clock]
        assert all(before <= after for before, after in pairwise(times))
        assert all(problem.span is None or problem.span.end <= len(source.text) for problem in problems)


@given(structured())
def test_what_is_said_in_json_is_said_in_the_record(segments):
    record = parse_transcript(json.dumps({"segments": segments}))
    assert MeetingRecord.from_json(record.to_json()) == record
    said = sorted("".join(segment["text"].split()) for segment in segments)
    assert sorted("".join(record.source.text)) == sorted("".join(said) + "\n" * record.source.text.count("\n"))


@given(structured())
def test_segments_keep_their_times_and_labels(segments):
    source, _ = read(json.dumps({"segments": segments}))
    kept = {(s.start_ms, s.label) for s in source.speech}
    assert kept == {(round(s["start"] * 1000), s["speaker"]) for s in segments}
