"""The laws of writers: nothing is lost or made up on the way, whatever the text."""

import contextlib
from itertools import pairwise

from hypothesis import given, note
from hypothesis import strategies as st
from strategies import inputs

from transcript import WriteError, parse_transcript
from transcript.errors import display_width
from transcript.writers.formats import WRITERS
from transcript.writers.minutes import storable
from transcript.writers.subtitle_cues import LINE_CELLS, LONGEST_MS, to_cues
from transcript.writers.timed_lines import passages

VIEWS = st.sampled_from(["clean", "verbatim"])


def visible(text: str) -> str:
    return "".join(text.split())


@given(inputs(), VIEWS)
def test_passages_hold_all_words_in_order(text, view):
    record = parse_transcript(text)
    written = list(passages(record, view=view))
    said = [record.text_of(turn.span, view=view) for turn in record.turns]
    assert visible("".join(passage.text for passage in written)) == visible("".join(said))
    assert all(len(p.text) == len(p.starts) == len(p.ends) for p in written)
    places = [edge for p in written for pair in zip(p.starts, p.ends, strict=True) for edge in pair]
    assert places == sorted(places)


@given(inputs())
def test_cues_are_short_in_order_and_hold_all_words(text):
    record = parse_transcript(f"00:07\n{text}\n\n00:59\n\n好。")
    cues = list(to_cues(passages(record, view="clean")))
    assert visible("".join("".join(cue.lines) for cue in cues)) == storable(visible(record.clean_text))
    assert all(1 <= len(cue.lines) <= 2 for cue in cues)
    assert all(display_width(line) <= LINE_CELLS for cue in cues for line in cue.lines)
    assert all(0 < cue.end_ms - cue.start_ms <= LONGEST_MS for cue in cues)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(cues))


@given(inputs(), VIEWS)
def test_any_record_is_written_or_refused(text, view):
    record = parse_transcript(text)
    for writer in WRITERS:
        note(writer.name)
        with contextlib.suppress(WriteError):
            written = writer.write(record, view=view)
            assert isinstance(written, bytes) or written.encode(writer.encoding)
            if writer.name != "docx":  # a tenth of a second; test_word_document.py writes one twice
                assert written == writer.write(record, view=view)
