"""Lists of participants: in any order of fields, in any usual file."""

import io
import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from transcript.errors import LexiconError, SourceError
from transcript.lexicon import Lexicon
from transcript.lexicon.participants import as_lexicon, as_persons, load_participants
from transcript.model import Person
from transcript.people import KnownPerson

FANG = ("方志明", "局长", "县农业农村局")


def fields(person: KnownPerson) -> tuple[str | None, str | None, str | None]:
    return person.name, person.title, person.organization


@pytest.mark.parametrize(
    "line",
    [
        "局长 方志明 县农业农村局",
        "方志明 县农业农村局 局长",
        "县农业农村局 局长 方志明",
        "方志明，局长，县农业农村局",
        "方志明\t局长\t县农业农村局",
        "1. 方志明 县农业农村局局长",
        "方志明（县农业农村局局长）",
        "县农业农村局局长方志明",
        "- 局长　方志明　县农业农村局",
    ],
)
def test_fields_may_stand_in_any_order(line: str) -> None:
    assert [fields(p) for p in load_participants(line).people] == [FANG]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("方志明、乔若川、Kevin Zhang", [("方志明", None, None), ("乔若川", None, None), ("Kevin Zhang", None, None)]),
        ("出席：方志明、乔若川", [("方志明", None, None), ("乔若川", None, None)]),
        ("主持人：乔若川", [("乔若川", "主持人", None)]),
        ("Kevin Zhang CTO 云山科技", [("Kevin Zhang", "CTO", "云山科技")]),
        ("买买提·吐尔逊 教师", [("买买提·吐尔逊", "教师", None)]),
        ("市委常委、常务副市长 欧阳志明", [("欧阳志明", "市委常委、常务副市长", None)]),
        ("方志明 沈阳", [("方志明", None, "沈阳")]),
    ],
)
def test_names_titles_and_bodies_are_told_apart(
    line: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert [fields(p) for p in load_participants(line).people] == expected


def test_headings_comments_and_empty_lines_are_no_people() -> None:
    text = "参会人员名单：\n# 上午\n\n方志明 局长\n\n列席：\n乔若川 副局长\n"
    assert [p.name for p in load_participants(text).people] == ["方志明", "乔若川"]


def test_what_is_of_no_use_is_reported() -> None:
    found = load_participants("方志明 局长 13900000000")
    assert [p.name for p in found.people] == ["方志明"]
    assert [problem.kind for problem in found.problems] == ["column"]


def test_a_table_has_headers_in_either_language() -> None:
    chinese = load_participants("姓名,职务,单位,电话\n方志明,局长,县农业农村局,139\n")
    english = load_participants("name\ttitle\torganization\n方志明\t局长\t县农业农村局\n")
    assert [fields(p) for p in chinese.people] == [fields(p) for p in english.people] == [FANG]
    assert [problem.kind for problem in chinese.problems] == ["column"]


def test_a_table_without_a_header_is_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("局长,方志明,县农业农村局\n副局长,乔若川,县水利局\n", encoding="utf-8")
    assert [p.name for p in load_participants(path).people] == ["方志明", "乔若川"]


def test_json_and_records_are_read() -> None:
    records = [{"姓名": "方志明", "职务": "局长", "单位": "县农业农村局"}]
    assert fields(load_participants(records).people[0]) == FANG
    assert fields(load_participants(json.dumps(records)).people[0]) == FANG
    assert (
        fields(load_participants([Person(name="方志明", title="局长", organization="县农业农村局")]).people[0]) == FANG
    )
    assert [p.name for p in load_participants(["方志明 局长", "", {"name": "乔若川"}]).people] == ["方志明", "乔若川"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.txt"
    path.write_bytes("局长 方志明 县农业农村局\r\n副局长 乔若川 县水利局\r\n".encode(encoding))
    assert [p.name for p in load_participants(path).people] == ["方志明", "乔若川"]


def workbook(rows: list[list[str]], *, shared: bool = True) -> bytes:
    strings = [cell for row in rows for cell in row]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        cells = iter(range(len(strings)))
        space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        lines = []
        for number, row in enumerate(rows, start=1):
            line = ""
            for column, cell in zip("ABCDEF", row, strict=False):
                at = next(cells)
                place = f'r="{column}{number}"'
                if not cell:
                    continue
                line += (
                    f'<c {place} t="s"><v>{at}</v></c>'
                    if shared
                    else f'<c {place} t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
                )
            lines.append(f'<row r="{number}">{line}</row>')
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>{''.join(lines)}</sheetData></worksheet>"
        )
        if shared:
            items = "".join(f"<si><t>{escape(s)}</t></si>" for s in strings)
            archive.writestr("xl/sharedStrings.xml", f"<sst {space}>{items}</sst>")
    return out.getvalue()


@pytest.mark.parametrize("shared", [True, False])
def test_a_workbook_is_a_table(tmp_path: Path, shared: bool) -> None:  # noqa: FBT001
    path = tmp_path / "签到表.xlsx"
    path.write_bytes(
        workbook(
            [["姓名", "职务", "单位"], ["方志明", "局长", "县农业农村局"], ["乔若川", "", "县水利局"]], shared=shared
        )
    )
    assert [fields(p) for p in load_participants(path).people] == [FANG, ("乔若川", None, "县水利局")]


def test_a_workbook_without_a_header_is_lines() -> None:
    assert fields(load_participants(workbook([["局长", "方志明", "县农业农村局"]])).people[0]) == FANG


def archive(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, text in members.items():
            container.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and no more",
        archive(readme="nothing"),
        archive(**{"xl/worksheets/sheet1.xml": "<worksheet>"}),
        archive(**{"xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'}),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(LexiconError, match="xlsx"):
        load_participants(data)


def test_faults_say_where_and_what_was_expected() -> None:
    with pytest.raises(LexiconError) as caught:
        load_participants("方志明 局长\n今天天气不错呀\n12345")
    assert [(fault.line, fault.column) for fault in caught.value.faults] == [(2, 1), (3, 1)]
    assert "局长 方志明 县农业农村局" in str(caught.value)


@pytest.mark.parametrize(
    "source",
    ["", " \n", "职务,单位\n局长,水利局", "{", "方" * 500, b"", [5], [{"title": "局长"}], {"name": "方志明"}, 7],
)
def test_wrong_shapes_are_refused(source: object) -> None:
    with pytest.raises(LexiconError):
        load_participants(source)  # type: ignore[arg-type]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="名单"):
        load_participants(tmp_path / "名单.txt")


def test_the_same_person_counts_once() -> None:
    found = load_participants("方志明 局长\n方志明 局长\n")
    assert len(found.people) == 1
    assert [problem.kind for problem in found.problems] == ["duplicate"]


def test_people_as_lexicon_and_as_persons() -> None:
    found = load_participants("局长 方志明 县农业农村局")
    assert as_persons(found) == (Person(name="方志明", surname="方", title="局长", organization="县农业农村局"),)
    beside = Lexicon.from_records([{"term": "惠民通"}])
    lexicon = as_lexicon(found, beside=beside)
    assert lexicon is not None
    assert [entry.term for entry in lexicon] == ["惠民通", "方志明"]
    assert as_lexicon(load_participants(found), beside=None) is not None
