import json

import pytest

from transcript import parse_transcript
from transcript.errors import FormatError
from transcript.readers import read
from transcript.readers.annotations import label_by_time, read_diarization


def rows(text, **options):
    source, _ = read(text, **options)
    return source.format, [(s.start_ms, s.end_ms, s.label, s.span.slice(source.text)) for s in source.speech]


def test_a_table_with_speakers():
    text = "start\tend\tspeaker\ttext\n0\t900\tA\t好。\n1000\t1900\tB\t走\t吧。\n"
    assert rows(text) == ("tsv", [(0, 900, "A", "好。"), (1000, 1900, "B", "走\t吧。")])


def test_speakers_in_double_brackets():
    assert rows("start\tend\ttext\n0\t900\t[[SPEAKER_00]]好。\n")[1] == [(0, 900, "SPEAKER_00", "好。")]


def test_a_table_in_seconds():
    assert rows("start\tend\ttext\n0.5\t2\t好。\n")[1] == [(500, 2000, None, "好。")]


def test_words_of_two_channels_are_two_voices():
    text = ";; 注释\na 1 0.0 0.2 你\na 1 0.2 0.2 好 0.9\na 2 0.5 0.3 hello NA lex\na 2 0.8 0.3 all\na 1 5.0 0.2 嗯\n"
    assert rows(text) == (
        "ctm",
        [(0, 400, "1", "你好"), (500, 1100, "2", "hello all"), (5000, 5200, "1", "嗯")],
    )


def test_marks_of_segments():
    text = ";; 注释\na 1 江一帆 0.0 2.5 <o,f0,male> 你 好 use AI 吧\na 1 江一帆 3.0 4.0 IGNORE_TIME_SEGMENT_IN_SCORING\na 1 吴可 5 6.5\n"
    _, problems = read(text)
    assert rows(text) == ("stm", [(0, 2500, "江一帆", "你好use AI吧")])
    assert "没有文字" in problems[0].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("start\tend\ttext\n0\t900\n", 2),
        ("a 1 0.0 0.2 你\na 1 0.2 0.2 好\na 1 0.2 0.2 好\na 1 what\n", 4),
        ("a 1 0.0 0.2 你\nb 1 0.2 0.2 好\n", 2),
        ("a 1 甲 0.0 0.2 你 们\na 1 甲 0.2 0.3 好 的\na 1 甲 0.4 0.5 好 的\n{}\n", 4),
    ],
)
def test_a_row_that_is_no_row_is_refused_with_its_line(text, line):
    with pytest.raises(FormatError, match="expected") as refused:
        read(text)
    assert refused.value.line == line


def test_who_spoke_when_is_no_transcript():
    with pytest.raises(FormatError, match=r"no text.*diarization="):
        read("SPEAKER a 1 0.0 1.0 <NA> <NA> spk0 <NA> <NA>\n")


def test_prose_is_no_table():
    assert rows("甲 1 2 3 4，五个数\n")[0] == "text"


SHORT = (
    'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n9\n<exists>\n3\n'
    '"IntervalTier"\n"江一帆"\n0\n9\n2\n0\n2.5\n"他说""好"" 1"\n2.5\n9\n""\n'
    '"TextTier"\n"咳嗽"\n0\n9\n1\n4\n"x"\n'
    '"IntervalTier"\n"吴可"\n0\n9\n1\n1\n2\n"嗯。"\n'
)


def test_the_short_form_with_two_speakers_and_points():
    source, _ = read(SHORT)
    assert [(s.start_ms, s.end_ms, s.label, s.span.slice(source.text)) for s in source.speech] == [
        (0, 2500, "江一帆", '他说"好" 1'),
        (1000, 2000, "吴可", "嗯。"),
    ]


def test_utf16_with_carriage_returns():
    assert read(SHORT.replace("\n", "\r").encode("utf-16"))[0] == read(SHORT)[0]


@pytest.mark.parametrize("cut", range(70, len(SHORT) - 6, 11))
def test_a_grid_that_breaks_off_is_refused(cut):
    with pytest.raises(FormatError, match=r"format 'textgrid': expected a (number|text)"):
        read(SHORT[:cut])


@pytest.mark.parametrize("count", ["1e300", "99999999"])
def test_a_count_that_is_not_true(count):
    with pytest.raises(FormatError, match="expected"):
        read(SHORT.replace("<exists>\n3", f"<exists>\n{count}"))


def test_a_negative_count_is_that_of_an_empty_file():
    assert read(SHORT.replace("<exists>\n3", "<exists>\n-5"))[0].text == ""


def test_a_tier_of_no_known_kind():
    with pytest.raises(FormatError, match="TextTier, found 'Tier'"):
        read(SHORT.replace('"TextTier"', '"Tier"'))


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
