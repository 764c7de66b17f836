import subprocess
import sys
import time

import pytest

from transcript import SchemaError, SourceError, WriteError
from transcript.edits import with_texts
from transcript.model import Edit, Speaker, Turn
from transcript.record import MeetingRecord
from transcript.text import Segment, SourceText, Span


def record_of(parts: list[str], edits: list[Edit], turns_at: list[list[int]] | None = None) -> MeetingRecord:
    """A record whose segments are *parts*; *turns_at* lists the parts of each turn."""
    spans, at = [], 0
    for part in parts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 1
    source = SourceText(text="\n".join(parts), segments=tuple(Segment(span=span) for span in spans))
    turns = tuple(
        Turn(span=Span(spans[group[0]].start, spans[group[-1]].end), speaker=Speaker(id=f"S{n}"))
        for n, group in enumerate(turns_at or [])
    )
    return MeetingRecord(source=source, edits=edits, turns=with_texts(turns, source=source, edits=edits))


def edit(start: int, before: str, after: str, **more) -> Edit:
    return Edit(span=Span(start, start + len(before)), before=before, after=after, kind="join", **more)


def test_an_edit_across_a_gap_joins_two_segments():
    record = record_of(["村里改。", "革好"], [edit(3, "。\n", "")])
    assert record.clean_text == "村里改革好"
    assert record.verbatim_text == "村里改。\n革好"


def test_edits_at_the_ends_of_segments_keep_the_break():
    record = record_of(["嗯好", "嗯行"], [edit(0, "嗯", ""), edit(2, "", "。"), edit(3, "嗯", "")])
    assert record.clean_text == "好。\n行"


def test_edits_are_held_in_order_of_place():
    record = record_of(["甲乙丙丁"], [edit(2, "丙", ""), edit(0, "甲", "")])
    assert [e.span.start for e in record.edits] == [0, 2]


def test_a_refused_edit_can_be_accepted_again():
    record = record_of(["甲乙", "丙"], [edit(0, "甲", "子")], [[0], [1]])
    refused = record.with_edit(record.edits[0], applied=False)
    assert [turn.text for turn in refused.turns] == ["甲乙", "丙"]
    assert refused.with_edit(refused.edits[0], applied=True) == record


def test_a_suggestion_that_meets_an_applied_edit_is_not_accepted():
    record = record_of(["甲乙丙"], [edit(0, "甲乙", "子"), edit(1, "乙丙", "丑", applied=False)])
    with pytest.raises(ValueError, match="refuse that first"):
        record.with_edit(record.edits[1], applied=True)


def test_two_insertions_at_one_place_are_not_both_accepted():
    record = record_of(["甲乙"], [edit(1, "", "。"), edit(1, "", "，", applied=False)])
    with pytest.raises(ValueError, match="refuse that first"):
        record.with_edit(record.edits[1], applied=True)


def test_a_suggestion_across_two_turns_is_not_accepted():
    record = record_of(["甲。", "乙"], [edit(1, "。\n", "", applied=False)], [[0], [1]])
    with pytest.raises(ValueError, match="across the turn"):
        record.with_edit(record.edits[0], applied=True)


def test_an_edit_of_another_record_is_not_known():
    record = record_of(["甲乙"], [edit(0, "甲", "子")])
    with pytest.raises(ValueError, match="no such edit"):
        record.with_edit(edit(0, "甲", "丑"), applied=False)


def test_thousands_of_edits_are_refused_quickly():
    parts = ["甲乙丙丁" * 10 for _ in range(500)]
    width = len(parts[0]) + 1
    edits = [edit(part * width + at, "甲", "子") for part in range(500) for at in range(0, 40, 4)]
    record = record_of(parts, edits, [[part] for part in range(500)])
    began = time.perf_counter()
    for one in record.edits[::50]:
        record = record.with_edit(one, applied=False)
    record = record.with_edits([one for one in record.edits if one.applied], applied=False)
    assert record.clean_text == record.verbatim_text
    assert time.perf_counter() - began < 10


def test_a_record_is_one_line_where_python_shows_it():
    record = record_of(["甲乙" * 500, "丙"], [edit(0, "甲", "子")], [[0], [1]])
    assert repr(record) == "<MeetingRecord: transcript, 1002 characters, 2 turns, 2 speakers, 1 edits>"
    assert len(repr(record.source)) < 200


def test_a_record_is_saved_and_loaded(tmp_path):
    record = record_of(["甲乙", "丙"], [edit(0, "甲", "子")], [[0], [1]])
    record.save(tmp_path / "深" / "会议.txt")
    assert MeetingRecord.load(tmp_path / "深" / "会议.txt") == record
    assert MeetingRecord.load(str(tmp_path / "深" / "会议.txt")) == record


def test_a_file_that_is_no_record_is_named(tmp_path):
    (tmp_path / "a.json").write_text('{"schema_version": 2}')
    with pytest.raises(SchemaError, match=r"a\.json: \$"):
        MeetingRecord.load(tmp_path / "a.json")
    with pytest.raises(SourceError, match="cannot open the file"):
        MeetingRecord.load(tmp_path / "b.json")


def test_a_record_in_any_format():
    record = record_of(["甲乙", "丙"], [edit(0, "甲", "子")], [[0], [1]])
    assert record.to("md") == record.to_markdown()
    assert record.to("md", view="verbatim") == record.to_markdown(view="verbatim")
    assert record.to("docx").startswith(b"PK")
    assert MeetingRecord.from_json(record.to("json")) == record
    with pytest.raises(WriteError, match="no format 'doc' to write; expected one of: md, docx"):
        record.to("doc")
    with pytest.raises(WriteError, match="needs times"):
        record.to("srt")


def test_a_record_alone_loads_no_writer():
    script = "import sys, transcript; print([name for name in sys.modules if name.startswith('transcript.writers')])"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
