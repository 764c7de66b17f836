"""The laws of a record: turns partition the speech; it is saved and read back; it is the same in every process."""

import contextlib
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import jsonschema
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import inputs, meetings

from transcript import MeetingRecord, TranscriptError, parse_transcript
from transcript.serialization import record_schema

SCHEMA = jsonschema.Draft202012Validator(record_schema())
LAYOUT = str.maketrans("", "", "\\-#* \n\t\u3000")
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def visible(text: str) -> str:
    return "".join(text.split())


def squeezed(text: str) -> str:
    """Without what Markdown adds."""
    return text.translate(LAYOUT)


@given(inputs())
def test_turns_partition_the_speech(text):
    record = parse_transcript(text)
    assert all(before.span.end <= after.span.start for before, after in pairwise(record.turns))
    assert all(before.speaker.id != after.speaker.id for before, after in pairwise(record.turns))
    if record.turns:
        assert visible("".join(turn.raw for turn in record.turns)) == visible(record.verbatim_text)
    assert {turn.speaker.id for turn in record.turns} <= {speaker.id for speaker in record.speakers}


@given(inputs())
def test_verbatim_text_is_the_speech(text):
    record = parse_transcript(text)
    speech = "".join(segment.span.slice(record.source.text) for segment in record.source.speech)
    assert visible(record.verbatim_text) == visible(speech)


@given(meetings())
def test_times_of_turns_never_fall(meeting):
    turns = parse_transcript(meeting.text).turns
    times = [time for turn in turns for time in (turn.start_ms, turn.end_ms)]
    if times[0] is None:
        assert set(times) == {None}
    else:
        assert times == sorted(times)


@given(inputs())
def test_a_record_is_read_back_from_its_json(text):
    record = parse_transcript(text)
    saved = record.to_json()
    saved.encode("utf-8")
    assert MeetingRecord.from_json(saved) == record
    assert MeetingRecord.from_json(saved).to_json() == saved
    SCHEMA.validate(json.loads(saved))


@given(inputs())
def test_what_people_read_can_be_encoded_and_has_every_turn(text):
    record = parse_transcript(text)
    for view in ("clean", "verbatim"):
        shown = record.to_markdown(view=view)
        shown.encode("utf-8")
        if record.kind == "transcript":
            assert shown.count("\n### ") == len(record.turns)
    assert len(record.to_records()) == len(record.turns)


@given(meetings())
def test_the_markdown_has_all_words_in_order(meeting):
    record = parse_transcript(meeting.text)
    assume(record.kind == "transcript")  # in others headings of sections stand between
    for view, texts in (
        ("clean", [turn.text for turn in record.turns]),
        ("verbatim", [turn.raw for turn in record.turns]),
    ):
        shown, at = squeezed(record.to_markdown(view=view)), 0
        for text in texts:
            at = shown.index(squeezed(text), at) + len(squeezed(text))


@given(inputs(), st.randoms())
def test_damaged_json_is_refused(text, dice):
    saved = parse_transcript(text).to_json()
    at = dice.randrange(len(saved))
    damaged = saved[:at] + dice.choice(["", "0", '"', "{", "]", "null"]) + saved[at + dice.randrange(9) :]
    with contextlib.suppress(TranscriptError):
        assert isinstance(MeetingRecord.from_json(damaged), MeetingRecord)


@settings(max_examples=3)
@given(meetings())
def test_two_calls_give_equal_records(meeting):
    assert parse_transcript(meeting.text) == parse_transcript(meeting.text)


def test_every_process_writes_the_same_bytes():
    code = "import sys, hashlib, pathlib, transcript; [print(hashlib.sha256(transcript.parse_transcript(pathlib.Path(p)).to_json().encode()).hexdigest()) for p in sys.argv[1:]]"
    written = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, SEEDS)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        written.add(done.stdout)
    assert len(written) == 1
    assert len(written.pop().split()) == len(SEEDS)
