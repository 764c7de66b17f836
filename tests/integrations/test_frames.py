import os
import sys
from importlib.util import find_spec

import pytest

from transcript import ExtraError, parse_transcript
from transcript.integrations.frames import COLUMNS, columns_of, to_arrow, to_pandas, to_polars

FRAMES = {"pandas": to_pandas, "polars": to_polars, "pyarrow": to_arrow}
ROWS = {
    "pandas": lambda frame: frame.astype(object).where(frame.notna(), None).to_dict("records"),
    "polars": lambda frame: frame.to_dicts(),
    "pyarrow": lambda table: table.to_pylist(),
}


@pytest.fixture(params=FRAMES)
def package(request):
    """The name of a package that makes frames; too heavy to come with the tests, so that CI alone insists."""
    if find_spec(request.param) is None:
        (pytest.fail if os.environ.get("TRANSCRIPT_NO_SKIPS") else pytest.skip)(f"{request.param} is not installed")
    return request.param


@pytest.fixture
def meeting():
    return parse_transcript("发言人1 00:10\n各位好。\n发言人2 00:31\n收入三千二百万元\ud800。\n")


def test_a_row_for_each_turn(package, meeting):
    rows = ROWS[package](FRAMES[package](meeting))
    assert [list(row) for row in rows] == [list(COLUMNS)] * 2
    assert [row["text"] for row in rows] == ["各位好。", "收入3200万元\ufffd。"]
    assert [(row["start_ms"], row["speaker"], row["name"], row["source"]) for row in rows] == [
        (10_000, "发言人1", None, None),
        (31_000, "发言人2", None, None),
    ]


def test_types_do_not_hang_on_what_is_there(package, meeting):
    make = FRAMES[package]
    untimed = parse_transcript("发言人1：各位好。\n发言人2：好。\n")

    def types(records):
        frame = make(records)
        return list(frame.dtypes if package != "pyarrow" else frame.schema.types)

    assert types(meeting) == types(untimed) == types([]) == types([meeting, untimed])
    assert len(make([meeting, untimed])) == 4
    assert len(make([])) == 0


@pytest.mark.parametrize("name", FRAMES)
def test_without_the_package_the_error_says_how_to_get_it(name, meeting, monkeypatch):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ExtraError, match=r"pip install 'transcript\[frames\]'"):
        FRAMES[name](meeting)


def test_the_columns_are_those_of_the_rows(meeting):
    assert list(COLUMNS) == ["source", *meeting.to_records()[0]]


def test_a_row_for_each_edit(package, meeting):
    (row,) = ROWS[package](FRAMES[package](meeting, table="edits"))
    assert list(row) == list(columns_of("edits"))
    assert (row["before"], row["after"], row["kind"], row["applied"]) == ("三千二百", "3200", "number", True)
    assert (row["turn"], row["speaker"], row["start_ms"] >= 31_000) == (1, "发言人2", True)


def test_a_row_for_each_speaker(package, meeting):
    rows = ROWS[package](FRAMES[package]([meeting, meeting], table="speakers"))
    assert [row["speaker"] for row in rows] == ["发言人1", "发言人2"] * 2
    assert (rows[0]["turns"], rows[0]["characters"], rows[0]["talk_ms"]) == (1, 4, 21_000)
    assert list(rows[0]) == list(columns_of("speakers"))


def test_what_stands_in_no_turn_has_none(package):
    report = parse_transcript(
        "青河市水利局召开2031年工作会议，局长方志明出席会议并讲话。\n会议指出，增长百分之九点五。\n"
    )
    rows = ROWS[package](FRAMES[package](report, table="edits"))
    assert [(row["turn"], row["speaker"]) for row in rows] == [(None, None)] * len(report.edits)
    assert ROWS[package](FRAMES[package](report, table="speakers")) == []


@pytest.mark.parametrize("make", FRAMES.values())
def test_an_unknown_table_is_refused(make, meeting):
    with pytest.raises(ValueError, match="expected one of: turns, edits, speakers"):
        make(meeting, table="points")
