import dataclasses
from collections import namedtuple

import numpy as np
import pytest

from transcript import FormatError
from transcript.readers.json_values import as_json, is_result, load_json, reach, walk


@dataclasses.dataclass
class Part:
    text: str
    start: float


Pair = namedtuple("Pair", "text start")  # noqa: PYI024 - what recognisers return


@pytest.mark.parametrize("value", [Part("好", 1.5), Pair("好", 1.5), {"text": "好", "start": np.float32(1.5)}])
def test_objects_in_memory_become_plain_values(value):
    assert as_json([value], 0) == [{"text": "好", "start": 1.5}]


def test_an_object_that_holds_itself_is_no_result():
    value = []
    value.append(value)
    with pytest.raises(RecursionError):
        as_json(value, 0)


def test_one_value_a_line():
    assert load_json('{"a": 1}\n\n{"a": 2}\n') == [{"a": 1}, {"a": 2}]


def test_guesses_of_a_stream_go_when_the_final_result_is_there():
    lines = '{"mode": "2pass-online", "text": "好"}\n{"mode": "2pass-offline", "text": "好的。"}'
    assert [value["text"] for value in load_json(lines)] == ["好的。"]


def test_what_python_printed_is_read():
    assert load_json("[{'text': '好', 'start': None}]") == [{"text": "好", "start": None}]


@pytest.mark.parametrize("text", ['{"text": "好"', "[1, 2]]", "[" * 100_000, "{" + '"a": ' + "9" * 10_000 + "}"])
def test_what_is_broken_is_refused(text):
    with pytest.raises(FormatError):
        load_json(text)


def test_the_place_of_the_fault_is_shown():
    with pytest.raises(FormatError) as failed:
        load_json('{\n "text": 好}')
    assert (failed.value.line, failed.value.column) == (2, 10)


@pytest.mark.parametrize(("text", "answer"), [('{"a": 1}', True), ("[[1]]", True), ("好[1]", False), ("", False)])
def test_the_shape_of_json(text, answer):
    assert is_result(text) is answer


TREE = {"a": [{"b": {"c": 1}}, {"b": {"c": 2}}], "t": '{"c": 3}', "list": [[7, 8]]}


@pytest.mark.parametrize(
    ("path", "values"),
    [("a[].b.c", [1, 2]), ("x|a[].b.c", [1, 2]), ("t.c", [3]), ("list[].1", [8]), ("a[].x", []), ("x.y", [])],
)
def test_paths(path, values):
    assert list(walk(TREE, path)) == values


def test_one_value_by_a_path():
    assert reach("b.c")({"b": {"c": 4}}) == 4
    assert reach("x|b")({"b": 5}) == 5
    assert reach("x")({"b": 5}) is None
