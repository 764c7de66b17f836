"""Every layout that we know is read as a person reads it.

Beside each sample stands what is in it, written by hand: start, end, label and text of each piece of speech.
"""

import csv
import json
import re
from pathlib import Path

import pytest

from transcript import MeetingRecord, parse_transcript
from transcript.readers import read

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = sorted(SAMPLES.glob("*.expected.tsv"))
WITH_WORDS = {
    "azure_fast_transcription.json": ("各位", 3200, 3500),
    "dashscope_paraformer.json": ("各位", 3200, 3500),
    "tencentcloud_asr_detail.json": ("各位", 3200, 3500),
    "volcengine_auc.json": ("各位", 3200, 3500),
    "huawei_sis.json": ("各", 3200, 3300),
    "whisperx.json": ("各", 3200, 6667),
    "faster_whisper_asdict.json": ("各", 3200, 6667),
    "tingwu_transcription.json": ("各位", 3200, 3400),
    "iflytek_lfasr_result.json": ("各位", 3210, 3260),
    "words.ctm": ("各", 3200, 3400),
}


def sample_of(path):
    return SAMPLES / path.name.removesuffix(".expected.tsv")


def expected_rows(path):
    """Start, end, label and text of each piece, None where there is nothing, and the title."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    title = next((row[3] for row in rows if row[0] == "title"), None)
    speech = [(number(row[0]), number(row[1]), row[2] or None, row[3]) for row in rows if row[0] != "title"]
    return title, speech


def number(cell):
    return int(cell) if cell else None


def speech_of(source):
    return [(s.start_ms, s.end_ms, s.label, s.span.slice(source.text)) for s in source.speech]


def title_of(source):
    return next((s.span.slice(source.text) for s in source.segments if s.kind == "title"), None)


def later(text):
    """The same text with times an hour more: on clocks, and as numbers."""
    text = re.sub(
        r"(?<![\d:])(\d{1,2}):(\d\d):(\d\d)(?=[.,]\d|\D)", lambda m: f"{int(m[1]) + 1:02}:{m[2]}:{m[3]}", text
    )
    return re.sub(r"(?<![\d:])(\d{1,2}):(\d{1,2})(?![\d:])", lambda m: f"{int(m[1]) + 60}:{m[2]}", text)


def test_every_sample_has_what_is_expected():
    named = {sample_of(path).name for path in EXPECTED}
    assert {path.name for path in SAMPLES.iterdir() if not path.name.endswith(".expected.tsv")} == named | {
        "diar.rttm",
        "3dspeaker_diar.json",
    }


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: sample_of(path).name)
def test_a_sample_is_read_as_a_person_reads_it(path):
    source, problems = read(sample_of(path))
    assert (title_of(source), speech_of(source)) == expected_rows(path)
    assert not problems


@pytest.mark.parametrize("name", WITH_WORDS)
def test_the_times_of_words_are_kept(name):
    word, start, end = WITH_WORDS[name]
    source, _ = read(SAMPLES / name)
    at = source.text.index(word)
    first = source.speech[0].start_ms
    assert source.time_at(at) in {start, first}
    assert source.time_at(at + len(word)) == end
    assert source.has_time_at(at + len(word))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: sample_of(path).name)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="cr"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="bom"),
        pytest.param(lambda text: text.encode("gb18030"), id="gb18030"),
        pytest.param(lambda text: text.encode("utf-16"), id="utf-16"),
        pytest.param(lambda text: ("\n\n" + text.rstrip("\n")).encode(), id="empty lines above, no line end below"),
    ],
)
def test_the_shape_of_the_file_does_not_matter(path, change):
    source, problems = read(change(sample_of(path).read_text(encoding="utf-8")))
    assert (title_of(source), speech_of(source)) == expected_rows(path)
    assert not problems


@pytest.mark.parametrize("path", [p for p in EXPECTED if ".json" not in p.name], ids=lambda path: sample_of(path).name)
def test_full_width_colons(path):
    text = re.sub(r"(?<=\d):(?=\d)", "：", sample_of(path).read_text(encoding="utf-8"))
    assert speech_of(read(text)[0]) == expected_rows(path)[1]


@pytest.mark.parametrize(
    "path",
    [p for p in EXPECTED if p.name.split(".")[1] in {"txt", "md", "srt", "vtt", "ass", "lrc"}],
    ids=lambda path: sample_of(path).name,
)
def test_an_hour_more(path):
    text = later(sample_of(path).read_text(encoding="utf-8"))
    more = [
        (start and start + 3_600_000, end and end + 3_600_000, label, words)
        for start, end, label, words in expected_rows(path)[1]
    ]
    assert speech_of(read(text)[0]) == more


# The keys of absolute times in each result, and what an hour is there.
HOURS = {
    "whisperx.json": ({"start", "end"}, 3600),
    "whisper_verbose.json": ({"start", "end"}, 3600),
    "faster_whisper_asdict.json": ({"start", "end"}, 3600),
    "pyannoteai_turns.json": ({"start", "end"}, 3600),
    "ref.seglst.json": ({"start_time", "end_time"}, 3600),
    "aws_transcribe.json": ({"start_time", "end_time"}, 3600),
    "azure_fast_transcription.json": ({"offsetMilliseconds"}, 3_600_000),
    "dashscope_paraformer.json": ({"begin_time", "end_time"}, 3_600_000),
    "funasr_sentence_info.json": ({"start", "end", "timestamp"}, 3_600_000),
    "funasr_sentence_key.json": ({"start", "end", "timestamp"}, 3_600_000),
    "huawei_sis.json": ({"start_time", "end_time"}, 3_600_000),
    "iflytek_lfasr_result.json": ({"bg", "ed"}, 3_600_000),
    "tencent_meeting_api.json": ({"start_time", "end_time"}, 3_600_000),
    "tencentcloud_asr_detail.json": ({"StartMs", "EndMs"}, 3_600_000),
    "tingwu_transcription.json": ({"Start", "End"}, 3_600_000),
    "volcengine_auc.json": ({"start_time", "end_time"}, 3_600_000),
}


def shifted(node, keys, by):
    """The same JSON with the times under *keys* so much later: numbers, numbers in quotes, rows of numbers, JSON inside a text."""
    if isinstance(node, dict):
        return {key: moved(value, by) if key in keys else shifted(value, keys, by) for key, value in node.items()}
    if isinstance(node, list):
        return [shifted(item, keys, by) for item in node]
    if isinstance(node, str) and node.startswith("{"):
        return json.dumps(shifted(json.loads(node), keys, by), ensure_ascii=False)
    return node


def moved(value, by):
    if isinstance(value, list):
        return [moved(item, by) for item in value]
    return str(float(value) + by) if isinstance(value, str) else value + by


def test_an_hour_is_known_for_every_result():
    assert set(HOURS) == {sample_of(path).name for path in EXPECTED if ".json" in path.name}


@pytest.mark.parametrize("name", HOURS)
def test_an_hour_more_in_json(name):
    keys, hour = HOURS[name]
    tree = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    more = [
        (start and start + 3_600_000, end and end + 3_600_000, label, words)
        for start, end, label, words in expected_rows(SAMPLES / f"{name}.expected.tsv")[1]
    ]
    assert speech_of(read(json.dumps(shifted(tree, keys, hour)))[0]) == more


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in EXPECTED
        if path.name.split(".")[1] in {"txt", "md", "srt", "vtt", "ass", "stm"}
        and len({label for _, _, label, _ in expected_rows(path)[1]} - {None}) == 2
    ],
    ids=lambda path: sample_of(path).name,
)
def test_integer_labels_from_nought(path):
    text = sample_of(path).read_text(encoding="utf-8")
    speech = expected_rows(path)[1]
    numbers = {label: str(index) for index, label in enumerate(dict.fromkeys(label for _, _, label, _ in speech))}
    for label, written in numbers.items():
        text = re.sub(rf"(?m)(^|[\[\*> ,]){re.escape(label)}(?=[\[\]*> (（:：,]|$)", rf"\g<1>{written}", text)
    assert speech_of(read(text)[0]) == [(start, end, numbers[label], words) for start, end, label, words in speech]


def strip_last_time(node):
    """The last segment of a JSON sample without its times."""
    last = next(value for value in reversed(node) if isinstance(value, dict))
    for key in [key for key in last if re.search("start|end|time|bg|ed$|offset|duration|Ms$", key, re.IGNORECASE)]:
        del last[key]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("whisperx.json", ["segments"]),
        ("whisper_verbose.json", ["segments"]),
        ("faster_whisper_asdict.json", []),
        ("pyannoteai_turns.json", []),
        ("ref.seglst.json", []),
        ("funasr_sentence_info.json", [0, "sentence_info"]),
        ("funasr_sentence_key.json", [0, "sentence_info"]),
        ("dashscope_paraformer.json", ["transcripts", 0, "sentences"]),
        ("tencentcloud_asr_detail.json", ["Data", "ResultDetail"]),
        ("tencent_meeting_api.json", ["minutes", "paragraphs"]),
        ("volcengine_auc.json", ["result", 0, "utterances"]),
        ("huawei_sis.json", ["segments"]),
        ("azure_fast_transcription.json", ["phrases"]),
    ],
)
def test_a_missing_last_stamp_in_json(name, path):
    tree = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    node = tree
    for step in path:
        node = node[step]
    strip_last_time(node)
    expected = expected_rows(SAMPLES / f"{name}.expected.tsv")[1]
    assert [row[2:] for row in speech_of(read(json.dumps(tree))[0])] == [row[2:] for row in expected]


@pytest.mark.parametrize(
    ("name", "stamp"),
    [
        ("plain.srt", "01:02:03,000 --> 01:02:11,500\n"),
        ("speaker_prefix.srt", "01:02:03,000 --> 01:02:11,500\n"),
        ("zoom.vtt", "01:02:03.000 --> 01:02:11.500\n"),
        ("plain.lrc", "[62:03.00]"),
        ("whisper.tsv", "3723000\t3731500"),
        ("plain_mmss_nospk.txt", "62:03"),
        ("plain_mss_youtube_panel.txt", "62:03"),
        ("iflyrec_txt.txt", " 01:02:03"),
        ("tingwu_export.txt", " 01:02:03"),
    ],
)
def test_a_missing_last_stamp(name, stamp):
    text = (SAMPLES / name).read_text(encoding="utf-8")
    assert stamp in text
    source, _ = read(text.replace(stamp, "\t" if "\t" in stamp else "", 1))
    assert source.text.count("谢谢李处长。下面有请省农信联社副主任王强同志作交流发言。") == 1
    assert speech_of(source)[0] == expected_rows(SAMPLES / f"{name}.expected.tsv")[1][0]


@pytest.mark.parametrize("name", [*WITH_WORDS, "funasr_sentence_info.json", "teams.vtt", "words.ctm"])
def test_times_of_words_survive_every_edit(name):
    """The words get stutter, fillers and spoken numbers; what remains of them keeps its time whichever edits are applied."""
    record = parse_transcript(SAMPLES / name)
    moments = {moment.offset: moment.ms for moment in record.source.clock}
    for applied in (True, False):
        changed = record.with_edits([edit for edit in record.edits if edit.kind != "ordinal"], applied=applied)
        assert {offset: changed.time_at(offset) for offset in moments} == moments
        assert [turn.start_ms for turn in changed.turns] == [turn.start_ms for turn in record.turns]


def test_a_word_behind_edits_has_its_own_time_in_what_is_written():
    said = [*"嗯今今年", "二零三一年", *"收成很好", "，", *"比", "去年", "多了", "百分之二十", "。"]
    words = [{"word": word, "start": at, "end": at + 0.9} for at, word in enumerate(said)]
    segment = {"start": 0, "end": len(said), "text": "".join(said), "speaker": "A", "words": words}
    record = parse_transcript(json.dumps({"segments": [segment]}))
    assert "2031年" in record.clean_text
    assert "20%" in record.clean_text
    for at, word in enumerate(said):
        if len(word) > 1:
            assert record.time_at(record.source.text.index(word)) == at * 1000


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: sample_of(path).name)
def test_a_record_of_a_sample_survives_saving(path):
    record = parse_transcript(sample_of(path))
    assert MeetingRecord.from_json(record.to_json()) == record
    said = [words for _, _, _, words in expected_rows(path)[1]]
    assert "".join(turn.raw for turn in record.turns).replace("\n", "") == "".join(said)
