import copy
import pickle

import pytest

from transcript import FormatError, LexiconError, TranscriptError
from transcript.errors import DecisionError, ExtraError, SchemaError, SourceError, WriteError, display_width, printable

KINDS = (FormatError, LexiconError, SchemaError, DecisionError, WriteError, ExtraError, SourceError)


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_one_of_the_tree_and_of_python(kind):
    assert issubclass(kind, TranscriptError)
    assert issubclass(kind, ValueError | ImportError | OSError)


def test_the_caret_stands_under_the_fault_counted_in_cells():
    error = FormatError("expected a time", source="会议.srt", line=3, column=3, text="会议a0:00")
    assert str(error).splitlines() == ["会议.srt:3:3: expected a time", "    会议a0:00", "    " + " " * 4 + "^"]


def test_of_a_long_line_the_caret_still_stands_under_the_fault():
    text = "会" * 500 + "错" + "议" * 500
    _, shown, caret = str(FormatError("expected", line=1, column=501, text=text)).splitlines()
    before = shown.strip().partition("错")[0]
    assert "错" in shown
    assert display_width(before) == caret.index("^") - 4
    assert display_width(shown) <= 2 * 76


@pytest.mark.parametrize("again", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])  # noqa: S301
@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_copies_and_pickles(again, kind):
    error = kind("expected", source="a.txt", line=2, column=1, text="好")
    assert type(again(error)) is kind
    assert str(again(error)) == str(error)
    assert again(error).line == 2


def test_all_faults_of_a_lexicon_are_shown():
    faults = [LexiconError("too long", line=2), LexiconError("no text", line=5)]
    assert str(LexiconError("2 faults", faults=faults)).splitlines() == ["2 faults", "2: too long", "5: no text"]


@pytest.mark.parametrize(("text", "cells"), [("", 0), ("ab", 2), ("会议", 4), ("e\u0301", 1), ("\x1b", 1)])
def test_width(text, cells):
    assert display_width(text) == cells


def test_no_name_moves_the_cursor():
    assert printable("a\r\x1b[2J会\u202e") == "a\\r\\x1b[2J会\\u202e"
