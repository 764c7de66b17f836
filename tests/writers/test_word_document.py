import io
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from transcript import ExtraError, SourceError, WriteError, parse_transcript, write_record
from transcript.writers.word_document import BLANK, write_docx

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


def test_what_is_unknown_is_left_blank_in_the_order_of_office_practice(spring):
    body = lines(opened(spring))
    head = body[1 : body.index("发言记录")]
    assert [line.split("：")[0] for line in head][:7] == ["时间", "地点", "主持人", "出席", "列席", "缺席", "记录人"]
    assert head[0] == f"时间：{BLANK}"
    assert head[3] == "出席：县农业农村局局长 钱穆之、青石农商银行副行长 吴可"


def test_the_name_of_the_speaker_is_bold(spring):
    heading = next(line for line in opened(spring).paragraphs if "钱穆之（通报" in line.text)
    assert [run.text for run in heading.runs if run.bold] == ["钱穆之"]
    assert heading.style.element.pPr.find(qn("w:outlineLvl")) is not None


def test_contents_are_a_field_of_word(spring):
    assert r"TOC \o &quot;1-2&quot;" in opened(spring, contents=True).element.xml
    assert "TOC" not in opened(spring).element.xml


def test_sentences_of_one_speaker_stand_in_paragraphs_not_in_a_recorders_lines():
    said = "今年的水渠修得比去年早，各乡镇都按时开了工。" * 30
    cut = "\n".join(said[at : at + 17] for at in range(0, len(said), 17))
    text = f"发言人1 00:05\n{cut}\n发言人2 20:05\n好的。\n"
    record = parse_transcript(text, clean=())
    paragraphs = [line.text for line in opened(record).paragraphs if line.text.startswith("今年")]
    assert "".join(paragraphs) == said
    assert all(200 <= len(line) < 230 and line.endswith("。") for line in paragraphs[:-1])


@pytest.fixture
def office(tmp_path):
    """An office's own document: a table, a placeholder in several runs, one in the header."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "主持：{{主持人}}", "缺席：{{ 缺席 }}"
    line = document.add_paragraph("时间：")
    for part in ("{{会议", "名称}}", "，{{发言}}"):
        line.add_run(part).bold = True
    document.add_paragraph("{{议程}}")
    document.add_paragraph("{{发言记录}}", style="List Bullet")
    document.sections[0].header.paragraphs[0].text = "{{会议名称}}"
    document.save(tmp_path / "office.docx")
    return tmp_path / "office.docx"


def test_a_template_is_filled(spring, office, tmp_path):
    write_record(spring, tmp_path / "记录.docx", template=office)
    document = docx.Document(tmp_path / "记录.docx")
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [f"主持：{BLANK}", f"缺席：{BLANK}"]
    assert document.paragraphs[0].text == "时间：青石县春耕工作推进会，钱穆之、吴可"
    assert document.sections[0].header.paragraphs[0].text == "青石县春耕工作推进会"
    assert "县农业农村局局长 钱穆之（通报，00:21）" in lines(document, "List Bullet")
    assert "{{" not in document.element.xml


def test_a_placeholder_that_nobody_knows_is_told(spring, tmp_path):
    document = docx.Document()
    document.add_paragraph("{{主持}}")
    document.save(tmp_path / "a.docx")
    with pytest.raises(
        WriteError, match=r"a\.docx: the template has the placeholder \{\{主持\}\}; expected any of: 会议名称"
    ):
        write_docx(spring, template=tmp_path / "a.docx")


def test_a_template_that_is_none(spring, tmp_path):
    (tmp_path / "a.docx").write_text("会议")
    with pytest.raises(WriteError, match=r"the template is no \.docx"):
        write_docx(spring, template=tmp_path / "a.docx")
    with pytest.raises(SourceError, match="cannot open"):
        write_docx(spring, template=tmp_path / "b.docx")
    with pytest.raises(WriteError, match="'md' takes no template; docx does"):
        write_record(spring, tmp_path / "a.md", template=tmp_path / "a.docx")
