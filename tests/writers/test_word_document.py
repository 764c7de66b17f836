import io
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from transcript import ExtraError, parse_transcript, write_record
from transcript.writers.word_document import write_docx

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def spring():
    return parse_transcript(ROOT / "examples" / "spring.txt")


def opened(record, **options):
    return docx.Document(io.BytesIO(write_docx(record, **options)))


def lines(document, style=None):
    return [line.text for line in document.paragraphs if style in (None, line.style.name)]


def squeezed(text):
    return "".join(text.split())


def test_the_minutes_in_their_order(spring):
    document = opened(spring)
    assert lines(document, "Title") == ["青石县春耕工作推进会记录"]
    assert lines(document, "Heading 1") == ["发言记录"]
    assert lines(document, "Heading 2") == [
        "主持人（00:05）",
        "县农业农村局局长 钱穆之（通报，00:21）",
        "主持人（00:55）",
        "青石农商银行副行长 吴可（发言，01:04）",
        "主持人（01:20）",
    ]
    assert lines(document)[-2:] == ["主持人（签名）：", "记录人（签名）："]


def test_all_words_are_there(spring):
    for view, words in (("clean", spring.clean_text), ("verbatim", spring.verbatim_text)):
        body = "".join(lines(opened(spring, view=view), "Normal"))
        assert squeezed(words) in squeezed(body).replace("发言记录", "")


def test_the_layout_is_that_of_official_documents(spring):
    document = opened(spring)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    fonts = {name: document.styles[name].element.rPr.rFonts for name in ("Normal", "Title", "Heading 1", "Heading 2")}
    assert {name: font.get(qn("w:eastAsia")) for name, font in fonts.items()} == {
        "Normal": "仿宋",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体",
    }
    assert not [name for font in fonts.values() for name in font.attrib if "Theme" in name]
    assert "PAGE" in section.footer.paragraphs[0]._p.xml


def test_a_report_has_its_sections():
    record = parse_transcript(ROOT / "seeds" / "000_5be14b635efe493f.txt")
    document = opened(record)
    assert lines(document, "Heading 2") == [section.heading for section in record.sections if section.heading]
    assert squeezed(record.clean_text) in squeezed("".join(lines(document, "Normal")))
    assert "签名" not in lines(document)[-1]


def test_hostile_words_are_words(hostile):
    text = "\n".join(lines(opened(hostile)))
    assert "<b>各位好</b> --> </v>" in text
    assert "二\ufffd\ufffd" in text


def test_the_same_record_is_the_same_file(spring, monkeypatch):
    first = write_docx(spring)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write_docx(spring) == first


def test_what_is_written_is_read_back(spring, tmp_path):
    write_record(spring, tmp_path / "记录.docx")
    again = parse_transcript(tmp_path / "记录.docx", clean=())
    assert squeezed(spring.turns[1].text) in squeezed(again.source.text)


def test_without_the_package_the_error_says_how_to_get_it(spring, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ExtraError, match=r"pip install 'transcript\[docx\]'"):
        write_docx(spring)
