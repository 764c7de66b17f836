import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from transcript import MeetingRecord, SourceError, WriteError, parse_transcript, write_record
from transcript.writers.formats import WRITERS, find_writer


@pytest.fixture
def record():
    return parse_transcript("发言人1 00:10\n各位好，收入三千二百万元。\n发言人2 00:31\n好。\n")


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_every_format_writes_any_record_with_turns_and_times(writer, record, hostile, tmp_path):
    for number, some in enumerate((record, hostile)):
        for view in ("clean", "verbatim"):
            path = tmp_path / f"{number}{view}{writer.suffixes[0]}"
            write_record(some, path, view=view)
            assert path.stat().st_size


def test_the_suffix_says_the_format(record, tmp_path):
    write_record(record, tmp_path / "深" / "会议.JSON")
    assert MeetingRecord.from_json((tmp_path / "深" / "会议.JSON").read_bytes()) == record
    write_record(record, tmp_path / "会议.txt", format="srt")
    assert (tmp_path / "会议.txt").read_text(encoding="utf-8").startswith("1\n00:00:10,000 -->")


def test_a_table_for_excel_begins_with_a_mark(record, tmp_path):
    write_record(record, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfindex,")


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_each_suffix_means_one_format(writer):
    assert {find_writer(f"x{suffix}") for suffix in writer.suffixes} == {writer}


def test_a_strange_suffix_lists_the_choices(record, tmp_path):
    with pytest.raises(WriteError, match=r"\.md, \.docx, \.srt"):
        write_record(record, tmp_path / "a.xyz")
    with pytest.raises(WriteError, match="'xyz' to write; expected one of: md, docx"):
        write_record(record, tmp_path / "a.srt", format="xyz")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written(record, tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(SourceError, match="cannot write the file"):
        write_record(record, tmp_path / "a" / "b.srt")


def test_an_open_file_is_written_and_stays_open(record, tmp_path):
    text, data = io.StringIO(), io.BytesIO()
    write_record(record, text, format="srt")
    write_record(record, data, format="srt")
    assert text.getvalue() == data.getvalue().decode() == record.to("srt")
    with (tmp_path / "a.md").open("w", encoding="utf-8") as file:
        write_record(record, file)
        file.write("完")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == record.to("md") + "完"


def test_an_open_file_without_a_name_needs_a_format(record):
    with pytest.raises(WriteError, match="no format for a file of this name"):
        write_record(record, io.BytesIO())
    with pytest.raises(WriteError, match="open the file in binary mode"):
        write_record(record, io.StringIO(), format="docx")


SUBTITLES = "1\n00:00:01,000 --> 00:00:04,000\n各位好，收入三千二百万元。\n"


@pytest.mark.parametrize("made", ["plain", "hard", "soft"])
def test_a_record_does_not_overwrite_its_source(tmp_path, monkeypatch, made):
    (tmp_path / "a.srt").write_text(SUBTITLES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    record = parse_transcript(Path("a.srt"))
    target = tmp_path / f"{made}.srt"
    if made == "hard":
        target.hardlink_to("a.srt")
    elif made == "soft":
        target.symlink_to("a.srt")
    monkeypatch.chdir("/")  # the record knows the file from anywhere
    with pytest.raises(WriteError, match="the output is the source of the record"):
        write_record(record, target if made != "plain" else tmp_path / "a.srt")
    assert (tmp_path / "a.srt").read_text(encoding="utf-8") == SUBTITLES
    write_record(record, tmp_path / "b.srt")
    write_record(record, tmp_path / "b.srt", view="verbatim")


def test_a_loaded_record_knows_its_source_by_name_and_text(tmp_path):
    (tmp_path / "a.srt").write_text(SUBTITLES, encoding="utf-8")
    parsed = parse_transcript(tmp_path / "a.srt")
    record = MeetingRecord.from_json(parsed.to_json())
    assert record == parsed
    assert record.source.path is None
    with pytest.raises(WriteError, match="the output is the source of the record"):
        write_record(record, tmp_path / "a.srt")
    (tmp_path / "out").mkdir()
    for view in ("clean", "verbatim", "clean"):
        write_record(record, tmp_path / "out" / "b.srt", view=view)


def test_contents_stand_in_word_documents_alone(tmp_path):
    pytest.importorskip("docx")
    record = parse_transcript("现在开会。\n一是修渠道，二是清淤泥。")
    for contents in (False, True):
        write_record(record, tmp_path / f"{contents}.docx", contents=contents)
    with zipfile.ZipFile(tmp_path / "True.docx") as file:
        assert "目录" in file.read("word/document.xml").decode()
    assert (tmp_path / "True.docx").stat().st_size > (tmp_path / "False.docx").stat().st_size
    with pytest.raises(WriteError, match="'md' takes no contents; docx does"):
        write_record(record, tmp_path / "a.md", contents=True)


def test_all_formats_are_known_without_an_extra():
    script = "import sys; sys.modules['docx'] = None; import transcript.writers.formats"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
