import io
import zipfile

import pytest

from transcript import LexiconError
from transcript.lexicon.spreadsheets import cell_of, header_of, place_at, plain, read_table, read_workbook, texts_of

SHEET = '<worksheet><sheetData><row r="1">{}</row></sheetData></worksheet>'


def workbook(sheet, **members):
    """The bytes of an .xlsx with one sheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in members.items():
            container.writestr(f"xl/{name}.xml", content)
    return file.getvalue()


def test_cells_stand_where_the_sheet_has_them():
    cells = '<c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="C1"><v>7</v></c>'
    assert read_workbook(workbook(SHEET.format(cells))) == [["姓名", "", "7"]]


def test_shared_strings_are_read_without_their_readings():
    strings = "<sst><si><t>方志明</t><rPh><t>ほう</t></rPh></si></sst>"
    cells = '<c r="A1" t="s"><v>0</v></c>'
    assert read_workbook(workbook(SHEET.format(cells), sharedStrings=strings)) == [["方志明"]]


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        b"",
        workbook("<worksheet>"),
        workbook('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'),
        workbook(SHEET.format("<v>" + " " * (33 << 20) + "</v>")),
    ],
    ids=["cut", "empty", "open element", "document type", "bomb"],
)
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(LexiconError, match="xlsx"):
        read_workbook(data, name="名单.xlsx")


def test_headers_in_either_language():
    assert header_of("姓名（必填）\t职务\n") == ("\t", ["姓名（必填）", "职务"])
    assert header_of("term;heard as\n") == (";", ["term", "heard as"])
    assert header_of("惠民通\n青禾贷\n") is None
    assert plain(" Heard-As ") == "heard_as"


def test_a_table_becomes_records_with_places():
    sheet = read_table("姓名,误听,电话\n方志明,方智明；方自明,1\n")
    assert sheet.records == [{"type": "person", "term": "方志明", "heard_as": ["方智明", "方自明"]}]
    assert sheet.locate(0, "heard_as") == (2, 5)
    assert not sheet.misshapes
    assert "电话" in sheet.problems[0].message


@pytest.mark.parametrize("text", ["误听\n方智明\n", "term,weight\n方志明,很高\n", "term\n", "term,term\n甲,乙\n"])
def test_faults_have_a_place(text):
    (fault, *_) = read_table(text).misshapes
    assert fault.place[0] >= 1
    assert fault.message


@pytest.mark.parametrize("texts", [["甲"], ["甲", "乙"], ["甲|乙", "丙；丁"], ["a\\b", "，"]])
def test_texts_of_a_cell_are_read_back(texts):
    assert texts_of(cell_of(texts)) == texts


def test_places_count_from_one():
    assert [place_at("甲\n乙", at) for at in range(3)] == [(1, 1), (1, 2), (2, 1)]
