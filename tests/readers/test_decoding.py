import codecs
import io
import zipfile
from pathlib import Path

import pytest

from transcript.errors import FormatError, SourceError
from transcript.readers import read
from transcript.readers.decoding import decode, load, read_docx

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


SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def paragraph(*runs):
    return (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
        + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
        + "</w:p>"
    )


def packed(body, *, name="word/document.xml", head="", method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as container:
        container.writestr(
            name, f'<?xml version="1.0"?>{head}<w:document {SPACES}><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def test_an_export_is_read_as_its_text_is(tmp_path):
    body = (
        paragraph("发言人1 ", "00:03")
        + paragraph("各位好。")
        + paragraph()
        + paragraph("发言人2 00:09")
        + paragraph("好。")
    )
    path = tmp_path / "例会.docx"
    path.write_bytes(packed(body))
    source, problems = read(path)
    assert [(s.label, s.start_ms, s.span.slice(source.text)) for s in source.speech] == [
        ("发言人1", 3000, "各位好。"),
        ("发言人2", 9000, "好。"),
    ]
    assert (source.format, source.name, problems) == ("labels", "例会.docx", ())


def test_what_is_not_of_the_transcript_is_left_out():
    body = (
        "<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<mc:AlternateContent><mc:Choice><w:r><w:t>四</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>四</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>五</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert read_docx(packed(body)) == "一\t二\n三四\n五"


def test_a_document_that_python_docx_writes():
    library = pytest.importorskip("docx")
    document = library.Document()
    for line in ("江一帆(00:00:03): 各位好。", "吴可(00:00:09): 好。", "江一帆(00:00:12): 走。"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    assert [s.label for s in read(out.getvalue())[0].speech] == ["江一帆", "吴可", "江一帆"]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE d [<!ENTITY a "好"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE d>",
    ],
)
def test_document_types_are_refused(head):
    with pytest.raises(FormatError, match="document type"):
        read(packed(paragraph("&b;" if "ENTITY" in head else "好"), head=head))


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("transcript.readers.decoding._MOST_BYTES", 1 << 20)
    bomb = packed(paragraph("好" * (1 << 20)))
    assert len(bomb) < 1 << 15
    with pytest.raises(FormatError, match="unpacks to more"):
        read(bomb)


def test_deep_nesting_is_refused():
    with pytest.raises(FormatError, match="deep"):
        read(packed("<w:p>" * 600 + "</w:p>" * 600))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (packed(paragraph("好"))[:-30], "broken or locked"),
        (packed("<w:p>"), "well-formed"),
        (packed("", name="xl/workbook.xml"), "XLSX"),
        (b"PK\x03\x04rest", "broken or locked"),
    ],
)
def test_broken_containers(data, what):
    with pytest.raises(FormatError, match=what):
        read(data)
