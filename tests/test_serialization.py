import datetime
import json

import jsonschema
import pytest

from transcript import (
    Candidate,
    Edit,
    Meeting,
    MeetingRecord,
    Person,
    Point,
    SchemaError,
    Segment,
    SourceText,
    Span,
    Speaker,
    Turn,
)
from transcript.serialization import json_schema, record_schema
from transcript.text import Moment

CANDIDATES = (
    Candidate(speaker="S2", name="江一帆", probability=0.7),
    Candidate(speaker="", name="方志明", probability=0.2),
)
TEXT = "好，开会。\n谢谢，我讲两点\ud800。"


@pytest.fixture
def record():
    host = Speaker(id="S1", role="host")
    guest = Speaker(id="S2", name="江一帆", role="guest")
    source = SourceText(
        text=TEXT,
        segments=(Segment(span=Span(0, 5)), Segment(span=Span(6, len(TEXT)), label="发言人2", start_ms=0)),
        clock=(Moment(offset=6, ms=0),),
        name="会议.txt",
    )
    return MeetingRecord(
        source=source,
        turns=(
            Turn(span=Span(0, 5), speaker=host, raw="好，开会。", text="好，开会。"),
            Turn(span=Span(6, len(TEXT)), speaker=guest, start_ms=0, confidence=0.1 + 0.2, candidates=CANDIDATES),
        ),
        edits=(Edit(span=Span(0, 1), before="好", after="", kind="filler", reason="填充词"),),
        points=(Point(span=Span(6, 8), depth=1, ordinal=1),),
        meeting=Meeting(
            start_date=datetime.date(2031, 6, 18), chair=Person(name="江一帆"), organizations=("县农业局",)
        ),
    )


def change(record, path, value):
    """The record's JSON with one datum changed."""
    data = {"schema_version": 2, **record.to_dict()}
    *steps, last = path
    at = data
    for step in steps:
        at = at[step]
    at[last] = value
    return json.dumps(data)


def test_what_is_written_is_read_back(record):
    assert MeetingRecord.from_json(record.to_json()) == record
    assert MeetingRecord.from_json(record.to_json(indent=2).encode()) == record
    assert MeetingRecord.from_dict(record.to_dict()) == record


def test_the_json_can_be_encoded_and_names_its_version(record):
    text = record.to_json()
    assert text.startswith('{"schema_version": 2, ')
    assert r"\ud800" in text
    text.encode("utf-8")


def test_dates_are_iso_and_speakers_are_written_once(record):
    data = record.to_dict()
    assert data["meeting"]["start_date"] == "2031-06-18"
    assert [turn["speaker"] for turn in data["turns"]] == ["S1", "S2"]
    assert MeetingRecord.from_dict(data).turns[1].speaker is not None


def test_the_published_schema_is_the_one_of_the_classes():
    assert record_schema() == json_schema(MeetingRecord, title="record"), "run scripts/write_schema.py"


def test_the_published_schema_accepts_what_is_written_and_little_else(record):
    jsonschema.Draft202012Validator.check_schema(record_schema())
    validator = jsonschema.Draft202012Validator(record_schema())
    validator.validate(json.loads(record.to_json()))
    for path, value in ((("turns", 0, "confidence"), 2), (("kind",), "opera"), (("turns", 0, "colour"), "red")):
        assert not validator.is_valid(json.loads(change(record, path, value)))


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("turns", 1, "start_ms"), "5", r"\$\.turns\[1\]\.start_ms: expected int, found str '5'"),
        (("turns", 1, "start_ms"), True, r"\$\.turns\[1\]\.start_ms: expected int, found bool"),
        (("turns", 1, "start_ms"), 5.0, r"\$\.turns\[1\]\.start_ms: expected int, found float 5.0"),
        (("turns",), {}, r"\$\.turns: expected array, found object"),
        (("turns", 0), None, r"\$\.turns\[0\]: expected object, found null"),
        (
            ("turns", 0, "speaker"),
            "S9",
            r"\$\.turns\[0\]\.speaker: no speaker with the id 'S9'; expected one of: S1, S2",
        ),
        (("turns", 0, "colour"), "red", r"\$\.turns\[0\]: unknown key 'colour'"),
        (("speakers", 1, "id"), "S1", r"\$\.speakers\[1\]: two with the id 'S1'"),
        (("kind",), "opera", r"\$\.kind: 'kind' must be in"),
        (("edits", 0, "before"), "好好", r"\$\.edits\[0\]: before '好好' has 2 characters"),
        (("edits", 0, "confidence"), 7, r"\$\.edits\[0\]: 'confidence' must be <= 1"),
        (("meeting", "start_date"), "2031-02-30", r"\$\.meeting\.start_date: day"),
        (("meeting", "start_date"), "20310230", r"\$\.meeting\.start_date: expected a date as"),
        (("meeting", "organizations"), [1], r"\$\.meeting\.organizations\[0\]: expected str, found int 1"),
        (("schema_version",), 3, r"\$\.schema_version: expected 1 or 2, found 3: written by a newer version"),
        (("schema_version",), "1", r"\$\.schema_version: expected 1 or 2, found '1'$"),
    ],
)
def test_a_fault_is_told_with_its_path(record, path, value, told):
    with pytest.raises(SchemaError, match=told):
        MeetingRecord.from_json(change(record, path, value))


def test_a_record_of_version_1_is_read(record):
    data = {"schema_version": 1, **record.to_dict()}
    for turn in data["turns"]:
        del turn["speaker_confidence"], turn["candidates"]
    read = MeetingRecord.from_json(json.dumps(data))
    assert [(turn.speaker_confidence, turn.candidates) for turn in read.turns] == [(1.0, ()), (1.0, ())]


def test_a_missing_key_is_named(record):
    data = record.to_dict()
    del data["source"]["text"]
    with pytest.raises(SchemaError, match=r"\$\.source: key 'text' is missing"):
        MeetingRecord.from_dict(data)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1, "a": 2}', "NaN", "[" * 100_000, b"\xff", '{"schema_version": ' + "1" * 5000 + "}"]
)
def test_what_is_no_record_is_refused(text):
    with pytest.raises(SchemaError):
        MeetingRecord.from_json(text)


def test_broken_json_shows_the_place():
    with pytest.raises(SchemaError, match="2:1: not JSON") as caught:
        MeetingRecord.from_json('{"kind":\n}')
    assert str(caught.value).endswith("^")


def test_rows_for_frames_hold_scalars_only(record):
    first, second = record.to_records()
    assert (first["index"], first["speaker"], first["start_ms"]) == (0, "主持人", None)
    assert (second["name"], second["start_ms"]) == ("江一帆", 0)
    assert {type(value) for value in second.values()} <= {str, int, float, bool, type(None)}


def test_speakers_of_turns_are_among_the_speakers(record):
    assert MeetingRecord(source=record.source, turns=record.turns).speakers == record.speakers
    with pytest.raises(ValueError, match="not among the speakers"):
        MeetingRecord(source=record.source, turns=record.turns, speakers=record.speakers[:1])
    with pytest.raises(ValueError, match="two speakers have one id"):
        MeetingRecord(source=record.source, speakers=(Speaker(id="S1"), Speaker(id="S1", role="host")))
