import pickle
from functools import partial

import pytest

from transcript import FormatError, MeetingRecord, SourceError, parse_transcript

pa = pytest.importorskip("pyarrow")
from transcript.integrations.frames import parse_batches, schema  # noqa: E402

MEETING = "发言人1 00:01\n各位好，现在开会。\n发言人2 00:31\n好，今年收入三千二百万元。谢谢大家。\n"
TEXTS = [MEETING, '{"segments": [{"text": "好', None, "", "孤立的\ud800代理"]


def batch(*texts):
    data = pa.array([None if text is None else text.encode("utf-8", "replace") for text in texts], pa.binary())
    keys = [f"会议{number}" for number in range(len(texts))]
    return pa.record_batch({"id": keys, "text": data, "more": [1.5] * len(texts)})


def test_a_row_for_each_row():
    out = parse_batches(batch(*TEXTS))
    assert out.schema == schema()
    rows = out.to_pylist()
    assert [row["id"] for row in rows] == [f"会议{number}" for number in range(5)]
    assert [row["error"] is None for row in rows] == [row["record"] is not None for row in rows]
    assert [bool(row["error"]) for row in rows] == [False, True, True, False, False]
    assert rows[0]["turns"][1]["text"] == "好，今年收入3200万元。谢谢大家。"
    assert "is the file cut off" in rows[1]["error"]
    assert rows[3]["problems"] == [{"kind": "empty", "message": "文本是空的"}]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.large_binary()])
def test_text_in_any_arrow_type_is_the_same_record(kind):
    text = MEETING.encode() if "binary" in str(kind) else MEETING
    rows = parse_batches(pa.record_batch({"id": [7], "text": pa.array([text], kind)})).to_pylist()
    assert rows[0]["id"] == "7"
    assert MeetingRecord.from_json(rows[0]["record"]) == parse_transcript(MEETING)


def test_batches_tables_and_iterators_come_back_as_what_they_are():
    one = batch(MEETING, MEETING)
    rows = parse_batches(one).to_pylist()
    assert parse_batches(pa.Table.from_batches([one, one])).to_pylist() == rows * 2
    assert [part.to_pylist() for part in parse_batches(iter([one, one]))] == [rows, rows]
    assert parse_batches(pa.Table.from_batches([], one.schema)).schema == schema()
    assert parse_batches(one.slice(0, 0)).to_pylist() == []


def test_a_lexicon_is_opened_by_its_path(tmp_path):
    (tmp_path / "a.csv").write_text("term\n县农机站\n", encoding="utf-8")
    parse = pickle.loads(pickle.dumps(partial(parse_batches, lexicon=str(tmp_path / "a.csv"))))  # noqa: S301
    record = MeetingRecord.from_json(parse(batch("县农基站的同志，县农基站来了。")).to_pylist()[0]["record"])
    assert record.clean_text == "县农机站的同志，县农机站来了。"
    with pytest.raises(SourceError):
        parse_batches(batch(MEETING), lexicon=str(tmp_path / "无.toml"))


def test_columns_that_are_missing_are_named():
    with pytest.raises(FormatError, match="expected the columns 'id' and 'text', found 'key', 'text'"):
        parse_batches(pa.record_batch({"key": ["a"], "text": ["b"]}))


def test_a_frame_of_polars():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"id": ["a", "b"], "text": [MEETING, MEETING]})
    found = polars.from_arrow(parse_batches(frame.to_arrow()))
    assert found["id"].to_list() == ["a", "b"]
    assert found.explode("turns")["turns"].struct.field("speaker").to_list() == ["发言人1", "发言人2"] * 2


def test_a_frame_of_pandas():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"id": ["a"], "text": [MEETING]})
    assert len(parse_batches(pa.Table.from_pandas(frame)).to_pandas()["turns"][0]) == 2
