import csv
import io

import pytest

from transcript import MeetingRecord, WriteError, parse_transcript
from transcript.writers.record_tables import write_csv


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_rows_are_those_of_to_records():
    record = parse_transcript('发言人1 00:10\n收入三千二百万元。\n发言人2 00:31\n好，"知道了"。\n')
    read = rows(write_csv(record))
    assert [row["speaker"] for row in read] == ["发言人1", "发言人2"]
    expected = [{key: "" if value is None else str(value) for key, value in row.items()} for row in record.to_records()]
    assert read == expected


def test_the_view_chooses_the_words():
    record = parse_transcript("发言人1 00:10\n收入三千二百万元。\n")
    assert rows(write_csv(record))[0]["text"] == "收入3200万元。"
    assert rows(write_csv(record, view="verbatim"))[0]["text"] == "收入三千二百万元。"


def test_no_cell_is_a_formula(hostile):
    read = rows(write_csv(hostile))
    assert len(read) == 3
    assert read[1]["text"] == "'=1+1"
    assert read[1]["name"].startswith("'=cmd")
    assert not [
        cell for row in read for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    ]


@pytest.mark.parametrize(
    "start",
    [
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\uff1d",
        " =",
        "\u3000@",
        "\u200b=",
        "\ufeff\u2060+",
        "\xa0\u202e-",
        "\u00ad=",
    ],
    ids=ascii,
)
def test_every_start_of_a_formula_is_disarmed(start, record_of):
    assert rows(write_csv(record_of([(f"{start}1", "好")])))[0]["name"] == f"'{start}1"


def test_unencodable_characters_are_replaced(hostile):
    assert "二\ufffd\ufffd" in write_csv(hostile).encode().decode()


def test_a_report_has_no_rows(untimed):
    with pytest.raises(WriteError, match="needs turns"):
        write_csv(MeetingRecord(source=untimed.source, kind="report"))
