"""What is no transcript, or a broken one: refused with the reader, the place, what was expected and what was tried; or read, and told."""

import io
import zipfile

import pytest

from transcript import FormatError
from transcript.readers import READERS, read

SRT = "1\n00:00:01,000 --> 00:00:02,000\n好。\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n好。\n"
JSON = '{"segments": [{"start": 1, "text": "好。"}]}'
ASS = "[Script Info]\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\nDialogue: 0,0:00:01.00\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ENTITY = f'<!DOCTYPE a [<!ENTITY x "{"y" * 99}">]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'


def word(xml):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("source", "reader", "place", "why"),
    [
        pytest.param(JSON[:30], "json", (1, 28), "is the file cut off", id="truncated JSON"),
        pytest.param('[{"a":' + "[" * 100_000, "json", None, "nested too deeply", id="deep nesting"),
        pytest.param(f"{JSON}\n{SRT}", "json", (2, 1), "after the end of the JSON value", id="JSON, then SRT"),
        pytest.param(f"{SRT}\n{VTT}", "srt", (5, 1), "two files in one", id="SRT, then VTT"),
        pytest.param(f"{VTT}\n{JSON}", "vtt", (6, 1), "two files in one", id="VTT, then JSON"),
        pytest.param(ASS, "ass", (4, 1), "expected 6 fields .*, found 2", id="a field too few"),
        pytest.param("start\tend\ttext\n1\t2\n", "tsv", (2, 1), "expected 3 columns", id="a column too few"),
        pytest.param("SPEAKER a 1 0.0 1.0 <NA> <NA> A <NA> <NA>\n", "rttm", None, "holds no text", id="no text"),
        pytest.param(word(ENTITY), "docx", None, "declares a document type", id="entities"),
        pytest.param(word("x" * 3_000_000), "docx", None, "unpacks to more than 2 MB", id="a zip bomb"),
        pytest.param(word("<a><b>"), "docx", None, "no well-formed XML", id="broken XML"),
        pytest.param(b"PK\x03\x04" + bytes(50), "docx", None, "broken or locked", id="no zip file"),
    ],
)
def test_a_broken_file_is_refused(monkeypatch, source, reader, place, why):
    monkeypatch.setattr("transcript.readers.decoding._MOST_BYTES", 1 << 21)
    with pytest.raises(FormatError, match=why) as caught:
        read(source)
    error = caught.value
    assert error.message.startswith(f"format '{reader}': ")
    assert error.message.rpartition("formats tried: ")[2].split(", ")[-1] == reader
    assert place is None or (error.line, error.column) == place


@pytest.mark.parametrize("name", [reader.name for reader in READERS if reader.name != "text"])
def test_the_wrong_format_says_what_was_expected_and_what_this_looks_like(name):
    shape = next(reader.shape for reader in READERS if reader.name == name)
    with pytest.raises(FormatError) as caught:
        read("同志们，现在开会。", format=name)
    message = caught.value.message
    assert message == f"format {name!r}: expected {shape}; this looks like 'text'; formats tried: {name}"
    assert (caught.value.line, caught.value.column, caught.value.text) == (1, 1, "同志们，现在开会。")


@pytest.mark.parametrize(
    ("cues", "why"),
    [
        pytest.param([("NaN", "2", "好。")], "不是录音里可能的时间", id="NaN"),
        pytest.param([("1e300", "2", "好。")], "不是录音里可能的时间", id="a huge time"),
        pytest.param([("9", "3", "好。")], "结束时间早于开始时间", id="the end before the start"),
        pytest.param([("9", "12", "是。"), ("1", "3", "好。")], "已按时间排好", id="out of order"),
    ],
)
def test_odd_times_are_told_and_the_words_kept(cues, why):
    segments = ", ".join(f'{{"start": {start}, "end": {end}, "text": "{text}"}}' for start, end, text in cues)
    source, problems = read(f'{{"segments": [{segments}]}}')
    assert sorted(source.text.split("\n")) == sorted(text for _, _, text in cues)
    assert [why in problem.message for problem in problems] == [True]


def test_cues_that_overlap_keep_their_starts():
    source, _ = read('{"segments": [{"start": 1, "end": 9, "text": "好。"}, {"start": 4, "end": 6, "text": "是。"}]}')
    assert [(s.start_ms, s.end_ms) for s in source.speech] == [(1000, 9000), (4000, 6000)]
    assert [source.time_at(s.span.start) for s in source.speech] == [1000, 4000]


def test_entities_of_a_page_are_never_expanded():
    source, _ = read('<!DOCTYPE html [<!ENTITY x "一万字">]><html><body><p>会上说：&x;</p></body></html>')
    assert "一万字" not in "".join(segment.span.slice(source.text) for segment in source.speech[-1:])
    assert "&x;" in source.text
