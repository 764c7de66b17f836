import json

import pytest

from transcript.errors import FormatError
from transcript.readers import read

SEGMENT = {"start": 1.5, "end": 3.0, "text": "各位好。"}


def result(*segments, **more):
    return json.dumps({"segments": list(segments), **more}, ensure_ascii=False)


def rows(text, **options):
    source, _ = read(text, **options)
    return [(s.start_ms, s.end_ms, s.label, s.span.slice(source.text)) for s in source.speech]


def messages(text):
    return " ".join(problem.message for problem in read(text)[1])


def test_unknown_keys_are_passed_over():
    text = result({**SEGMENT, "mood": {"calm": [1, 2]}}, version="9", extra=None)
    assert rows(text) == [(1500, 3000, None, "各位好。")]


def test_a_value_a_line():
    text = "\n".join(json.dumps({**SEGMENT, "start": start, "end": start + 1}) for start in (1, 2))
    assert [row[0] for row in rows(text)] == [1000, 2000]


def test_the_format_can_be_asked_for():
    assert rows(result(SEGMENT), format="json") == rows(result(SEGMENT))


@pytest.mark.parametrize("label", [0, "0", 0.0, 1, "SPEAKER_00", "江一帆"])
def test_labels_are_numbers_from_nought_or_names(label):
    text = result({**SEGMENT, "speaker": label})
    assert rows(text)[0][2] == (str(int(label)) if isinstance(label, float) else str(label))


@pytest.mark.parametrize("label", [None, True, {"id": 1}, [], "", "  "])
def test_what_is_no_label(label):
    assert rows(result({**SEGMENT, "speaker": label}))[0][2] is None


def test_a_number_that_all_segments_share_tells_no_voices_apart():
    text = result({**SEGMENT, "speaker": 0}, {**SEGMENT, "start": 4, "end": 5, "speaker": 0})
    assert [row[2] for row in rows(text)] == [None, None]
    assert "没有区分说话人" in messages(text)


@pytest.mark.parametrize("time", ["NaN", "Infinity", "-1", "1e300", "1e999", '"soon"', "null", "[]", "true", "9" * 400])
def test_a_time_that_no_recording_has_is_not_used(time):
    text = '{"segments": [{"start": TIME, "end": 3, "text": "各位好。"}, {"start": 4, "text": "开会。"}]}'.replace(
        "TIME", time
    )
    assert [row[0] for row in rows(text)] == [None, 4000]
    assert "开始时间" in messages(text)


def test_an_end_before_the_start_is_not_used():
    text = result({**SEGMENT, "end": 1.0})
    assert rows(text) == [(1500, None, None, "各位好。")]
    assert "早于" in messages(text)


def test_segments_are_put_in_order_of_time():
    text = result({"start": 9, "end": 10, "text": "散会。"}, SEGMENT)
    assert [row[3] for row in rows(text)] == ["各位好。", "散会。"]
    assert "按时间排好" in messages(text)


def test_segments_that_overlap_keep_their_times_and_the_clock_rises():
    text = result({"start": 1, "end": 9, "text": "一二三"}, {"start": 4, "end": 6, "text": "四五"})
    source, _ = read(text)
    assert [row[:2] for row in rows(text)] == [(1000, 9000), (4000, 6000)]
    assert [moment.ms for moment in source.clock] == [1000, 4000, 6000]


def test_a_segment_without_words_is_told():
    text = result(SEGMENT, {"start": 4, "end": 5, "text": " "})
    assert len(rows(text)) == 1
    assert "没有文字" in messages(text)


def test_lines_of_a_segment_are_segments():
    text = result({"start": 1, "end": 3, "text": " 一二\n\n三四 ", "speaker": "A"})
    assert rows(text) == [(1000, None, "A", "一二"), (None, 3000, "A", "三四")]


def test_words_that_the_text_writes_otherwise_do_not_shift_the_others():
    words = [
        {"word": w, "start": s} for w, s in [("共", 1.0), ("一百二十", 1.5), ("公", 2.0), ("里", None), ("路", 2.6)]
    ]
    source, _ = read(result({"start": 1, "end": 3, "text": "共120公里路", "words": words}))
    assert [(m.offset, m.ms) for m in source.clock] == [(0, 1000), (4, 2000), (6, 2600), (7, 3000)]


@pytest.mark.parametrize(
    ("spans", "moments"),
    [
        ([[0, 100], [100, 200], [200, 300], [300, 400]], [(0, 0), (1, 100), (3, 200), (5, 300), (7, 400)]),
        ([[9, 100]], [(0, 0), (7, 400)]),
        ("broken", [(0, 0), (7, 400)]),
    ],
)
def test_times_of_characters_without_the_characters(spans, moments):
    sentence = {"text": "你好，AI啊。", "start": 0, "end": 400, "timestamp": spans, "spk": 1}
    source, _ = read(json.dumps([{"sentence_info": [sentence]}]))
    assert [(m.offset, m.ms) for m in source.clock] == moments


def test_words_beside_letters_are_parted_by_a_space():
    words = [{"Id": 0, "Start": 0, "End": 9, "Text": w} for w in ("open", "source", "软件")]
    text = json.dumps({"Paragraphs": [{"SpeakerId": "1", "Words": words}]})
    assert rows(text)[0][3] == "open source软件"


def test_a_text_alone():
    assert rows('{"text": "各位好。"}') == [(None, None, None, "各位好。")]


def test_words_beside_the_segments_go_to_their_segments():
    words = [
        {"word": "一", "start": 0.0, "end": 0.4},
        {"word": "二", "start": 0.6, "end": 0.9},
        {"word": "三", "start": 2.1},
    ]
    text = result({"start": 0, "end": 1, "text": "一二"}, {"start": 2, "end": 3, "text": "三"}, words=words)
    assert [(m.offset, m.ms) for m in read(text)[0].clock] == [(0, 0), (1, 600), (2, 1000), (3, 2000), (4, 3000)]


@pytest.mark.parametrize(("voice", "labels"), [(",0]", ["0", "1"]), ("]", [None, None])])
def test_a_transcript_that_stands_in_the_json_as_one_text(voice, labels):
    lines = f"[0:0.500,0:2.000{voice}  一。\n[61:2.500,61:4.000{voice.replace('0', '1')}  二。\n"
    text = json.dumps({"Response": {"Data": {"Result": lines, "ResultDetail": None}}})
    assert rows(text) == [(500, 2000, labels[0], "一。"), (3_662_500, 3_664_000, labels[1], "二。")]


def test_aws_without_speakers():
    items = [
        {"start_time": "0.1", "end_time": "0.5", "alternatives": [{"content": "好"}], "type": "pronunciation"},
        {"alternatives": [{"content": "。"}], "type": "punctuation"},
    ]
    assert rows(json.dumps({"results": {"items": items}})) == [(100, None, None, "好。")]


def test_marks_of_aws_stay_with_the_word_before_them():
    items = [
        {"start_time": "0.1", "end_time": "0.5", "alternatives": [{"content": "好"}]},
        {"alternatives": [{"content": "。"}]},
        {"start_time": "2.1", "end_time": "2.5", "alternatives": [{"content": "谢谢"}]},
    ]
    segments = [
        {"start_time": "2.0", "end_time": "3.0", "speaker_label": "spk_1"},
        {"start_time": "0.0", "end_time": "1.0", "speaker_label": "spk_0"},
    ]
    text = json.dumps({"results": {"items": items, "speaker_labels": {"segments": segments}}})
    assert rows(text) == [(0, 1000, "spk_0", "好。"), (2000, 3000, "spk_1", "谢谢")]


def refusal(text, **options):
    with pytest.raises(FormatError) as refused:
        read(text, **options)
    return str(refused.value)


def test_truncated_json_says_where_it_breaks_off():
    message = refusal(result(SEGMENT)[:-9])
    assert "format 'json'" in message
    assert "cut off" in message
    assert message.startswith("1:")


@pytest.mark.parametrize("text", ['{"a":' * 100_000, "[" * 100_000, '[{"a":' + "[" * 100_000 + "]" * 100_000 + "}]"])
def test_deep_nesting_is_refused(text):
    assert "format 'json'" in refusal(text)


def test_deep_nesting_inside_a_text_is_refused():
    inner = '{"lattice":' + "[" * 100_000 + "]" * 100_000 + "}"
    assert "nested too deeply" in refusal(json.dumps({"content": {"orderResult": inner}}))


def test_broken_json_inside_a_text_is_refused():
    assert "inside a text" in refusal(json.dumps({"content": {"orderResult": '{"lattice": [{"json_1best"'}}))


def test_two_values_in_one_file_are_refused():
    assert "after the end" in refusal(result(SEGMENT) + "\n1\n00:00:01,000 --> 00:00:02,000\n好。\n")


def test_a_missing_key_is_called_by_its_name():
    message = refusal('{"segments": [{"start": 1, "end": 2}]}')
    assert "text" in message
    assert "'start', 'end'" in message


@pytest.mark.parametrize("text", ['{"answer": 42}', "[[1, 2]]", '[{"answer": 42}]', "{}", '{"segments": "none"}'])
def test_other_json_is_refused_with_its_keys(text):
    assert "expected" in refusal(text, format="json")


def test_a_number_of_thousands_of_digits():
    assert "expected JSON" in refusal('{"a": ' + "9" * 10_000 + "}")


def test_lone_surrogates_are_kept():
    assert rows('{"segments": [{"start": 1, "text": "好\\ud83d吧"}]}')[0][3] == "好\ud83d吧"


def test_spans_of_the_file_are_not_spans_of_the_source():
    _, problems = read(result({**SEGMENT, "note": "\ufffd"}))
    assert problems[0].kind == "encoding"
    assert problems[0].span is None


def labelled(text):
    return [(label, start, said) for start, _, label, said in rows(text)]


def test_channels_tell_the_speakers_apart():
    def sentence(start, text):
        return {"begin_time": start, "end_time": start + 900, "text": text}

    first = {"channel_id": 0, "sentences": [sentence(0, "好。"), sentence(5000, "对。")]}
    second = {"channel_id": 1, "sentences": [sentence(2000, "是。")]}
    assert labelled(json.dumps({"transcripts": [first]})) == [(None, 0, "好。"), (None, 5000, "对。")]
    assert labelled(json.dumps({"transcripts": [first, second]})) == [
        ("0", 0, "好。"),
        ("1", 2000, "是。"),
        ("0", 5000, "对。"),
    ]
    assert not messages(json.dumps({"transcripts": [first, second]}))


def test_a_label_counts_within_its_channel():
    def phrase(channel, speaker, start):
        return {
            "channel": channel,
            "speaker": speaker,
            "offsetMilliseconds": start,
            "durationMilliseconds": 9,
            "text": "好。",
        }

    phrases = [phrase(0, 1, 0), phrase(1, 1, 20), phrase(1, None, 40)]
    assert [label for label, _, _ in labelled(json.dumps({"phrases": phrases}))] == ["0-1", "1-1", "1"]


def test_channels_of_aws():
    def word(start, text):
        return {"start_time": str(start), "end_time": str(start + 0.5), "alternatives": [{"content": text}]}

    mark = {"alternatives": [{"content": "。"}]}
    channels = [
        {"channel_label": "ch_0", "items": [word(0, "好"), mark, word(3, "对"), mark]},
        {"channel_label": "ch_1", "items": [word(1, "是"), word(1.5, "的"), mark]},
    ]
    items = [item for channel in channels for item in channel["items"]]
    text = json.dumps({"results": {"channel_labels": {"channels": channels}, "items": items}})
    assert labelled(text) == [("ch_0", 0, "好。"), ("ch_1", 1000, "是的。"), ("ch_0", 3000, "对。")]
    assert not messages(text)


def test_odd_pairs_in_a_row_of_times_are_passed_over():
    pairs = [[0, 100], [100], None, ["200", "300"], [None, 5]]
    source, _ = read(
        json.dumps([{"sentence_info": [{"text": "你好", "start": 0, "end": 400, "timestamp": pairs, "spk": 1}]}])
    )
    assert [moment.ms for moment in source.clock] == [0, 200, 400]


@pytest.mark.parametrize("row", [[], {}, None, "soon", [[]], [["a", "b"]], [[1e400, 2]], [[10**400, 2]]])
def test_a_row_of_times_that_is_none(row):
    text = json.dumps([{"sentence_info": [{"text": "你好", "start": 5, "end": 400, "timestamp": row, "spk": 1}]}])
    assert labelled(text) == [("1", 5, "你好")]
