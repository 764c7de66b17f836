"""Record → writer → reader: ours, and that of somebody else. Speakers, times and words are equal within what the format can say."""

import csv
import io
import os
import re
from importlib import import_module
from itertools import groupby
from pathlib import Path

import docx
import pysubs2
import pytest
import webvtt
from lxml import etree

from transcript import MeetingRecord, parse_transcript
from transcript.readers.annotations import read_diarization
from transcript.writers.archive_xml import write_akn, write_tei
from transcript.writers.record_tables import write_csv
from transcript.writers.subtitle_cues import write_srt, write_vtt
from transcript.writers.timed_lines import write_rttm, write_seglst, write_stm
from transcript.writers.word_document import write_docx

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "readers" / "samples"
# One of each sort: stamps alone, labels, names, words with times, channels of a meeting service; and two hours of a real meeting.
INPUTS = (
    SAMPLES / "plain_mmss_nospk.txt",
    SAMPLES / "iflyrec_txt.txt",
    SAMPLES / "tencent_meeting_export.txt",
    SAMPLES / "feishu_minutes_named.txt",
    SAMPLES / "whisperx.json",
    SAMPLES / "funasr_sentence_info.json",
    SAMPLES / "tencent_meeting_api.json",
    SAMPLES / "teams.vtt",
    SAMPLES / "ref.stm",
    ROOT / "examples" / "spring.txt",
    ROOT / "seeds" / "003_1fb1898204eabd65.txt",
)
SRT_NAME = re.compile(r"\[([^\]]+)\]:\s")


@pytest.fixture(scope="module", params=INPUTS, ids=lambda path: path.name)
def record(request):
    return parse_transcript(request.param)


def squeezed(text):
    return "".join(text.split())


def underscored(name):
    return re.sub(r"[\s<>;]+", "_", name)


def turns_of(record, *, name=str):
    """Speaker, start and words of each turn, as they are printed."""
    return [(name(turn.speaker.display), turn.start_ms, squeezed(turn.text)) for turn in record.turns]


def runs(pieces):
    """Pieces (speaker, start, words) of one speaker in a row, put together."""
    found = []
    for speaker, run in groupby(pieces, key=lambda piece: piece[0]):
        said = list(run)
        found.append((speaker, said[0][1], squeezed("".join(words for _, _, words in said))))
    return found


@pytest.mark.parametrize(("write", "format_name"), [(write_srt, "srt"), (write_vtt, "vtt")])
def test_subtitles_come_back(record, write, format_name):
    again = parse_transcript(write(record), format=format_name, clean=())
    read = [(turn.speaker.label, turn.start_ms, squeezed(turn.raw)) for turn in again.turns]
    assert read == turns_of(record)


@pytest.mark.parametrize("write", [write_stm, write_seglst])
def test_annotations_come_back(record, write):
    again = parse_transcript(write(record), clean=())
    read = [(turn.speaker.label, turn.start_ms, squeezed(turn.raw)) for turn in again.turns]
    assert read == turns_of(record, name=underscored)


def test_rttm_comes_back(record):
    read = [
        (voice.label, voice.start_ms) for voice in read_diarization(write_rttm(record)) if voice.end_ms > voice.start_ms
    ]
    assert read == [(name, start) for name, start, _ in turns_of(record, name=underscored)]


def test_json_comes_back(record):
    assert MeetingRecord.from_json(record.to_json()) == record


def test_webvtt_py_reads_the_same(record):
    captions = webvtt.from_buffer(io.StringIO(write_vtt(record)), format="vtt").captions
    assert runs((c.voice, milliseconds(c.start), c.text) for c in captions) == turns_of(record)


def milliseconds(stamp):
    hours, minutes, seconds = stamp.split(":")
    return round((int(hours) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000)


def test_pysubs2_reads_the_same(record):
    events = pysubs2.SSAFile.from_string(write_srt(record), format_="srt")
    pieces, name = [], None
    for event in events:
        named = SRT_NAME.match(event.plaintext)
        name = named[1] if named else name
        pieces.append((name, event.start, event.plaintext[named.end() :] if named else event.plaintext))
    assert runs(pieces) == turns_of(record)


def test_meeteval_reads_the_same(record, tmp_path):
    meeteval = foreign("meeteval")
    for suffix, write in ((".stm", write_stm), (".seglst.json", write_seglst)):
        path = tmp_path / f"meeting{suffix}"
        path.write_text(write(record), encoding="utf-8")
        segments = meeteval.io.load(path).to_seglst()
        pieces = [(row["speaker"], round(float(row["start_time"]) * 1000), row["words"]) for row in segments]
        assert runs(pieces) == turns_of(record, name=underscored)
    path = tmp_path / "meeting.rttm"
    path.write_text(write_rttm(record), encoding="utf-8")
    rows = meeteval.io.RTTM.load(path).to_seglst()
    assert [row["speaker"] for row in rows] == [name for name, _, _ in turns_of(record, name=underscored)]


def test_meeteval_scores_a_record_against_itself(tmp_path):
    meeteval = foreign("meeteval")
    path = tmp_path / "meeting.stm"
    path.write_text(write_stm(parse_transcript(SAMPLES / "teams.vtt")), encoding="utf-8")
    scored = meeteval.wer.cpwer(path, path)
    assert [rate.error_rate for rate in scored.values()] == [0.0]


def foreign(name):
    """A package that takes a compiler to install: where CI says so, its absence is a failure."""
    return import_module(name) if os.environ.get("TRANSCRIPT_NO_SKIPS") else pytest.importorskip(name)


def test_the_csv_module_reads_the_same(record):
    rows = list(csv.DictReader(io.StringIO(write_csv(record))))
    read = [(row["speaker"], int(row["start_ms"]), squeezed(row["text"])) for row in rows]
    assert read == turns_of(record)


def test_python_docx_reads_the_words(record):
    document = docx.Document(io.BytesIO(write_docx(record)))
    words = squeezed("".join(line.text for line in document.paragraphs if line.style.name == "Normal"))
    at = 0
    for turn in record.turns:
        at = words.index(squeezed(turn.text)[:20], at)


def test_lxml_reads_tei(record):
    root = etree.fromstring(write_tei(record).encode())
    tei = "{http://www.tei-c.org/ns/1.0}"
    identity = "{http://www.w3.org/XML/1998/namespace}id"
    times = {when.get(identity): int(when.get("interval", "0")) for when in root.iter(f"{tei}when")}
    said = [
        (u.get("who")[1:], times[u.get("start")[1:]], squeezed("".join(u.itertext()))) for u in root.iter(f"{tei}u")
    ]
    assert said == [(turn.speaker.id, turn.start_ms, squeezed(turn.text)) for turn in record.turns]


def test_lxml_reads_akoma_ntoso(record):
    root = etree.fromstring(write_akn(record).encode())
    akn = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
    said = [squeezed("".join(p.text or "" for p in s.iter(f"{akn}p"))) for s in root.iter(f"{akn}speech")]
    assert said == [squeezed(turn.text) for turn in record.turns]
