import json
import re
from pathlib import Path

import pytest

from transcript import WriteError, parse_transcript
from transcript.readers.annotations import read_diarization
from transcript.writers.timed_lines import write_rttm, write_seglst, write_stm

SPRING = Path(__file__).parents[2] / "examples" / "spring.txt"
WRITERS = {"rttm": write_rttm, "stm": write_stm, "seglst": write_seglst}


@pytest.fixture(scope="module")
def spring():
    return parse_transcript(SPRING)


def squeezed(text):
    return "".join(text.split())


def test_rttm_has_a_row_for_each_turn(spring):
    rows = [row.split() for row in write_rttm(spring).splitlines()]
    assert {len(row) for row in rows} == {10}
    assert [row[7] for row in rows] == [turn.speaker.display for turn in spring.turns]
    assert [round(float(row[3]) * 1000) for row in rows] == [turn.start_ms for turn in spring.turns]
    assert all(row[:3] == ["SPEAKER", "spring", "1"] for row in rows)


def test_rttm_is_read_as_voices(spring):
    voices = [(voice.label, voice.start_ms, voice.end_ms) for voice in read_diarization(write_rttm(spring))]
    assert voices == [(turn.speaker.display, turn.start_ms, turn.end_ms) for turn in spring.turns]


@pytest.mark.parametrize("name", ["stm", "seglst"])
def test_what_is_written_is_read_back(spring, name):
    again = parse_transcript(WRITERS[name](spring), clean=())
    assert [turn.speaker.label for turn in again.turns] == [turn.speaker.display for turn in spring.turns]
    assert [squeezed(turn.raw) for turn in again.turns] == [squeezed(turn.text) for turn in spring.turns]
    assert [turn.start_ms for turn in again.turns] == [turn.start_ms for turn in spring.turns]
    assert [segment.end_ms for segment in again.source.speech if segment.end_ms]


def test_the_verbatim_view(spring):
    assert "百 分 之 九 点 五" in write_stm(spring, view="verbatim")
    assert "百 分 之" not in write_stm(spring)


def test_rows_hold_whatever_names_and_words_there_are(hostile):
    stm = [row.split(maxsplit=5) for row in write_stm(hostile).splitlines()]
    speech = list(hostile.source.speech)
    assert len(stm) == len(re.findall(r"[^\n\x0b\x0c]+", hostile.source.text)) >= len(speech)
    assert all(re.fullmatch(r"\d+\.\d{3}", row[3]) and float(row[3]) <= float(row[4]) for row in stm)
    assert len(write_rttm(hostile).splitlines()) == 3
    assert [row["speaker"] for row in json.loads(write_seglst(hostile))] == [row[2] for row in stm]


def test_two_who_are_printed_alike_are_told_apart(record_of):
    rows = write_rttm(record_of([("江 一帆", "各位好。"), ("江_一帆", "好。"), ("<;;>", "好。")])).splitlines()
    assert [row.split()[7] for row in rows] == ["江_一帆_S1", "江_一帆_S2", "S3"]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_without_times_there_are_no_annotations(untimed, write):
    with pytest.raises(WriteError, match="needs times"):
        write(untimed)
