import json

import pytest

from transcript import parse_transcript
from transcript.errors import FormatError
from transcript.readers import read
from transcript.readers.diarization import label_by_time, read_diarization

RTTM = "SPEAKER a 1 {} {} <NA> <NA> {} <NA> <NA>\n"


def rttm(*voices):
    return "".join(RTTM.format(*voice) for voice in voices)


def joined(text, voices):
    source = label_by_time(read(text)[0], voices=read_diarization(voices))
    return [(s.label, s.start_ms, s.span.slice(source.text)) for s in source.speech]


def worded(words):
    timed = [{"word": word, "start": start, "end": start + 0.5} for word, start in words]
    text = "".join(word for word, _ in words)
    return json.dumps({"segments": [{"start": words[0][1], "end": words[-1][1] + 0.5, "text": text, "words": timed}]})


def test_a_segment_is_of_the_voice_that_speaks_longest_in_it():
    text = "[00:00 - 00:10] 一二三。\n[00:10 - 00:20] 四五。\n"
    assert joined(text, rttm((0, 4, "A"), (4, 9, "B"), (13, 7, "A"))) == [("B", 0, "一二三。"), ("A", 10_000, "四五。")]


def test_a_segment_with_times_of_words_is_cut_where_the_voice_changes():
    text = worded([("一", 0.0), ("二，", 0.5), ("三", 2.0), ("四。", 2.5)])
    assert joined(text, rttm((0, 1.2, "A"), (1.8, 2, "B"))) == [("A", 0, "一二，"), ("B", 2000, "三四。")]


def test_where_two_speak_the_one_that_began_last_is_heard():
    text = worded([("一", 0.0), ("二", 5.0), ("三", 9.0)])
    assert [row[0] for row in joined(text, rttm((0, 10, "A"), (4.8, 1, "B")))] == ["A", "B", "A"]


def test_a_word_in_a_silence_is_of_a_near_voice_or_of_none():
    assert joined(worded([("一", 2.0)]), rttm((0, 1.5, "A"))) == [("A", 2000, "一")]
    assert joined(worded([("一", 9.0)]), rttm((0, 1.5, "A"))) == [(None, 9000, "一")]


@pytest.mark.parametrize(
    "voices",
    [
        {"a_0_1": {"start": 0.0, "stop": 9.0, "speaker": 0}},
        [{"start": 0, "end": 9, "speaker": 0}],
        {"output": {"diarization": [{"start": 0, "end": 9, "speaker": 0, "confidence": 1}]}},
    ],
)
def test_voices_as_json(voices):
    assert joined("[00:01] 一。", json.dumps(voices)) == [("0", 1000, "一。")]


def test_turns_are_of_the_voices():
    record = parse_transcript("[00:01] 一。\n[00:05] 二。", diarization=rttm((0, 4, "A"), (4, 9, "B")))
    assert [(turn.speaker.label, turn.raw) for turn in record.turns] == [("A", "一。"), ("B", "二。")]


@pytest.mark.parametrize(
    ("text", "voices", "why"),
    [
        ("没有时间。", rttm((0, 4, "A")), "times"),
        ("发言人1 00:01\n好。", rttm((0, 4, "A")), "labels of its own"),
        ("[00:01] 好。", "好。", "who spoke when"),
        ("[00:01] 好。", '[{"start": 1, "speaker": 0, "text": "好"}]', "who spoke when"),
        ("[00:01] 好。", rttm((0, 4, "A")) * 3 + "SPEAKER a 1\n", "SPEAKER, recording"),
        ("[00:01] 好。", '{"a": ', "broken JSON"),
    ],
)
def test_what_cannot_be_joined_is_refused(text, voices, why):
    with pytest.raises(FormatError, match=why):
        joined(text, voices)
