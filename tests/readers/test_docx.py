import io
import zipfile

import pytest

from transcript.errors import FormatError
from transcript.readers import docx, read

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
    assert docx.read_docx(packed(body)) == "一\t二\n三四\n五"


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
    monkeypatch.setattr(docx, "_MOST_BYTES", 1 << 20)
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
