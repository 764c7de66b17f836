import codecs
from pathlib import Path

import pytest

from transcript.errors import FormatError, SourceError
from transcript.readers.decoding import decode, load

PAGE = "会议记录：今天的会在三楼开，大家都到了。\n05:19\n我们先听第一项。"
HAN = "会議記錄"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5hkscs"])
def test_every_encoding_gives_the_same_text(encoding):
    page = PAGE if encoding != "big5hkscs" else "會議記錄：今天的會在三樓開，大家都到了。\n這是第一項。"
    decoded = decode(page.encode(encoding))
    assert decoded.text == page
    assert not decoded.problems


def test_a_mark_is_no_text():
    assert load("\ufeff会议").text == "会议"
    assert decode(codecs.BOM_UTF16_BE + "会议".encode("utf-16-be")).text == "会议"


def test_line_ends_stay():
    assert decode("一\r\n二\r三\n".encode()).text == "一\r\n二\r三\n"


def test_a_few_faulty_bytes_are_kept_as_marks_and_told():
    data = (PAGE * 20).encode() + b"\xe4\xbc"
    decoded = decode(data)
    assert decoded.text == PAGE * 20 + "\ufffd\ufffd"
    (problem,) = decoded.problems
    assert problem.kind == "encoding"
    assert "0xe4 0xbc" in problem.message
    assert problem.span.slice(decoded.text) == "\ufffd\ufffd"


def test_a_truncated_gb18030_file_is_read_too():
    decoded = decode((PAGE * 20).encode("gb18030")[:-1])
    assert decoded.text.startswith(PAGE)
    assert decoded.problems


@pytest.mark.parametrize("data", [b"\xff\xfe\xfd" * 500, bytes(range(256)) * 50, b"\x00\x01\x02\x03" * 40])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(FormatError, match="expected text in UTF-8"):
        decode(data[1:])


@pytest.mark.parametrize(
    ("data", "what"), [(b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04rest", "docx"), (b"ID3\x04", "recording")]
)
def test_containers_are_called_by_name(data, what):
    with pytest.raises(FormatError, match=what):
        decode(data)


def test_odd_characters_are_told_once_each():
    kinds = [(problem.kind, problem.span.start) for problem in load("好\x00好\x01\ud800好\ufffd").problems]
    assert kinds == [("encoding", 6), ("character", 1), ("character", 4)]


def test_pairs_of_surrogates_are_one_character():
    decoded = load("好\ud83d\ude00\ud83d")
    assert decoded.text == "好\U0001f600\ud83d"


def test_half_a_character_at_the_end_of_utf16():
    decoded = decode(codecs.BOM_UTF16_LE + "会议".encode("utf-16-le") + b"\x1a")
    assert decoded.text == "会议"
    assert "0x1a" in decoded.problems[0].message


def test_paths_that_cannot_be_read(tmp_path):
    with pytest.raises(SourceError, match="No such file"):
        load(tmp_path / "没有.txt")
    with pytest.raises(SourceError, match="directory"):
        load(tmp_path)
    with pytest.raises(SourceError, match="null"):
        load(Path("a\0b"))


def test_a_short_text_that_names_a_file_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("会议.txt").write_text("正文", encoding="utf-8")
    decoded = load("会议.txt")
    assert decoded.text == "会议.txt"
    assert "pathlib.Path" in decoded.problems[0].message
    assert not load("正文").problems


def test_other_types_are_a_mistake_of_the_caller():
    with pytest.raises(TypeError, match="not list"):
        load(["会议"])
