"""Results of recognisers read by their shape: other keys, other nesting, words alone, objects in memory."""

import dataclasses
import json
from typing import NamedTuple

import pytest

from transcript import FormatError, parse_transcript
from transcript.readers import read

WORDS = ("各位同事好，我们开始。", "好的，我先说第一点。", "那我补充一句。", "谢谢，散会吧。")
VOICES, STARTS, ENDS = ("A", "B", "A", "B"), (0.5, 4.2, 9.0, 13.1), (3.9, 8.5, 12.8, 15.0)
TEXT = "".join(WORDS)


def segments(text, start, end, label=None, unit=1, **more):
    """Four segments under keys of these names; times in seconds, or in units of a second's part."""
    return [
        {text: words, start: _in(unit, begin), end: _in(unit, stop), **({label: voice} if label else {}), **more}
        for words, begin, stop, voice in zip(WORDS, STARTS, ENDS, VOICES, strict=True)
    ]


def characters(text, start, end, label=None, unit=1):
    """The same, a character an object."""
    return [
        {
            text: character,
            start: _in(unit, begin + at * 0.2),
            end: _in(unit, begin + at * 0.2 + 0.2),
            **({label: voice} if label else {}),
        }
        for words, begin, voice in zip(WORDS, STARTS, VOICES, strict=True)
        for at, character in enumerate(words)
    ]


def _in(unit, seconds):
    return round(seconds, 2) if unit == 1 else int(round(seconds, 2) * unit)


RESULTS = {
    "milliseconds in the key": {"segments": segments("text", "start_ms", "end_ms", "speaker", 1000)},
    "camel case, nested": {"data": {"segments": segments("text", "startTime", "endTime", "speakerName")}},
    "whole milliseconds": {"code": 0, "data": {"list": segments("content", "begin", "end", "role", 1000)}},
    "Chinese keys": segments("内容", "开始时间", "结束时间", "说话人"),
    "utterances beside words": {
        "text": TEXT,
        "utterances": segments("text", "start", "end", "speaker", 1000),
        "words": characters("text", "start", "end", "speaker", 1000),
    },
    "words of the best hypothesis": {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {"transcript": TEXT, "words": characters("word", "start", "end", "speaker")},
                        {"words": []},
                    ]
                }
            ]
        }
    },
    "words with voices": {"text": TEXT, "words": characters("text", "start", "end", "speaker_id")},
    "capital keys": segments("Content", "Start", "End", "Speaker"),
    "times as text": {
        "results": [
            {
                "alternatives": [
                    {
                        "words": [
                            {**row, "startTime": f"{row['s']}s", "endTime": f"{row['e']}s"}
                            for row in characters("word", "s", "e", "speakerTag")
                        ]
                    }
                ]
            }
        ]
    },
    "the voice above its words": {
        "monologues": [
            {
                "speaker": voice,
                "elements": [
                    {"value": c, "ts": round(begin + at * 0.2, 2), "end_ts": round(begin + at * 0.2 + 0.2, 2)}
                    for at, c in enumerate(words)
                ],
            }
            for words, begin, voice in zip(WORDS, STARTS, VOICES, strict=True)
        ]
    },
    "the times above the hypotheses": {
        "results": [
            {"start_time": row["s"], "end_time": row["e"], "alternatives": [{"content": row["t"], "speaker": row["v"]}]}
            for row in characters("t", "s", "e", "v")
        ]
    },
    "the voice as an object": {
        "entries": [
            {"speaker": {"id": "u1", "displayName": voice}, "text": words, "timestamp": int(begin * 1000)}
            for words, begin, voice in zip(WORDS, STARTS, VOICES, strict=True)
        ]
    },
    "a table by number": dict(enumerate(segments("text", "start", "end", "speaker"))),
    "rows of four": [
        [voice, begin, stop, words] for words, begin, stop, voice in zip(WORDS, STARTS, ENDS, VOICES, strict=True)
    ],
    "JSON in a text": {"data": json.dumps({"segments": segments("text", "start", "end", "speaker")})},
    "pages": {
        "pages": [
            {"parts": segments("text", "bt", "et", "spk", 1000)[:2]},
            {"parts": segments("text", "bt", "et", "spk", 1000)[2:]},
        ]
    },
    "voices of words, not of segments": {
        "segments": [{"start": 0.5, "end": 15.0, "text": TEXT, "words": characters("word", "start", "end", "speaker")}]
    },
    "a list in a list": {
        "result": [
            {"detailed": [{"res": [row["text"]], "begin_time": row["s"], "end_time": row["e"], "spk": row["v"]}]}
            for row in segments("text", "s", "e", "v", 1000)
        ]
    },
}


def rows(source):
    read_source, _ = read(source)
    return [(s.label, s.start_ms, s.span.slice(read_source.text)) for s in read_source.speech]


EXPECTED = [(voice, round(begin * 1000), words) for words, begin, voice in zip(WORDS, STARTS, VOICES, strict=True)]


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_read_by_its_shape(name):
    assert rows(RESULTS[name]) == EXPECTED
    assert rows(json.dumps(RESULTS[name], ensure_ascii=False)) == EXPECTED


@pytest.mark.parametrize("name", ["whole milliseconds", "Chinese keys", "rows of four", "a table by number"])
def test_a_printed_object_is_read_like_its_json(name):
    assert rows(repr(RESULTS[name])) == EXPECTED


def test_what_was_taken_for_what_is_told():
    problems = read({"Stream": {"pieces": segments("line", "from", "to", "who", 1000)}})[1]
    assert [problem.kind for problem in problems] == ["format"]
    assert all(said in problems[0].message for said in ("Stream.pieces[]", "line", "from", "毫秒", "who"))


@pytest.mark.parametrize(
    "result",
    [
        {
            "text": TEXT,
            "chunks": [{"timestamp": [row["s"], row["e"]], "text": row["t"]} for row in characters("t", "s", "e")],
        },
        {"text": TEXT, "tokens": list(TEXT), "timestamps": [row["s"] for row in characters("t", "s", "e")]},
        [{"key": "a", "text": TEXT, "timestamps": characters("token", "start_time", "end_time")}],
        [
            {
                "text": f"<|zh|><|NEUTRAL|><|Speech|>{TEXT}",
                "words": list(TEXT),
                "timestamp": [[row["s"], row["e"]] for row in characters("t", "s", "e", unit=1000)],
            }
        ],
    ],
)
def test_words_keep_the_text_that_they_are_of(result):
    source, _ = read(result)
    assert source.text == TEXT
    assert source.time_at(TEXT.index("好的")) == 4200


def test_segments_of_whisper_may_be_in_milliseconds():
    source, problems = read({"segments": segments("text", "start", "end", unit=1000)})
    assert [s.start_ms for s in source.speech] == [500, 4200, 9000, 13_100]
    assert "毫秒" in problems[0].message


def test_a_list_of_texts_and_voices_without_times():
    assert [
        (label, text)
        for label, _, text in rows([{"name": v, "content": w} for v, w in zip(VOICES, WORDS, strict=True)])
    ] == list(zip(VOICES, WORDS, strict=True))
    assert [text for _, _, text in rows(list(WORDS))] == list(WORDS)


def test_tags_of_a_recogniser_are_no_words():
    assert [text for _, _, text in rows([{"text": "<|zh|><|HAPPY|>各位好。 <|zh|><|BGM|>开会。[BLANK_AUDIO]"}])] == [
        "各位好。",
        "开会。",
    ]


def test_guesses_of_a_stream_are_left_out():
    lines = [
        {"mode": "2pass-online", "text": "各位"},
        {"mode": "2pass-online", "text": "好我"},
        {"mode": "2pass-offline", "text": "各位好，我们开始。"},
    ]
    assert [text for _, _, text in rows("\n".join(json.dumps(line) for line in lines))] == ["各位好，我们开始。"]


def test_events_of_youtube_without_words_are_left_out():
    events = [
        {"tStartMs": 100, "dDurationMs": 700, "segs": [{"utf8": "各位好"}]},
        {"tStartMs": 800, "aAppend": 1, "segs": [{"utf8": "\n"}]},
    ]
    source, problems = read({"wireMagic": "pb3", "events": events})
    assert [(s.start_ms, s.end_ms) for s in source.speech] == [(100, 800)]
    assert not problems


def test_a_draft_of_an_editor_joins_texts_and_tracks():
    texts = [{"id": "a", "content": '{"text": "各位好"}'}, {"id": "b", "content": "<size=15>[开会]</size>"}]
    shown = [
        {"material_id": key, "target_timerange": {"start": at * 1_000_000, "duration": 900_000}}
        for at, key in ((1, "a"), (3, "b"))
    ]
    draft = {
        "materials": {"texts": texts, "audios": [{"id": "c"}]},
        "tracks": [{"segments": shown}, {"segments": [{"material_id": "c"}]}],
    }
    assert rows(draft) == [(None, 1000, "各位好"), (None, 3000, "开会")]


class Row(NamedTuple):
    """What a recogniser may return."""

    start: float
    end: float
    text: str
    speaker: str


@dataclasses.dataclass
class Piece:
    """What a recogniser may return."""

    start: float
    end: float
    text: str
    speaker: str


@pytest.mark.parametrize("kind", [Row, Piece])
def test_objects_are_read_as_json_would_have_them(kind):
    pieces = [
        kind(begin, stop, words, voice) for words, begin, stop, voice in zip(WORDS, STARTS, ENDS, VOICES, strict=True)
    ]
    assert rows(pieces) == rows({"segments": pieces}) == EXPECTED


def test_objects_are_left_as_they_are():
    result = {
        "transcripts": [{"channel_id": 0, "sentences": segments("text", "begin_time", "end_time", "speaker_id", 1000)}]
    }
    before = json.dumps(result)
    record = parse_transcript(result)
    assert json.dumps(result) == before
    assert len(record.turns) == 4


@pytest.mark.parametrize("source", [{}, {"a": 1}, [{"start": 1, "end": 2}], [1, 2]])
def test_objects_without_texts_are_refused(source):
    with pytest.raises(FormatError, match="objects in memory"):
        read(source)


def test_objects_are_no_text_of_another_format():
    with pytest.raises(FormatError, match="read as 'json'"):
        read({"segments": []}, format="srt")
