import io
import re
from itertools import pairwise
from pathlib import Path

import pysubs2
import pytest
import webvtt

from transcript import MeetingRecord, WriteError, parse_transcript
from transcript.errors import display_width
from transcript.writers.subtitle_cues import LINE_CELLS, LONGEST_MS, wrapped, write_srt, write_vtt

SPRING = Path(__file__).parents[2] / "examples" / "spring.txt"
WRITERS = {"srt": write_srt, "vtt": write_vtt}


@pytest.fixture(scope="module")
def spring():
    return parse_transcript(SPRING)


def captions(text):
    return webvtt.from_buffer(io.StringIO(text), format="vtt").captions


def squeezed(text):
    return "".join(text.split())


def test_webvtt_reads_voices_words_and_times(spring):
    read = captions(write_vtt(spring))
    voices = [name for name, following in pairwise([*(c.voice for c in read), None]) if name != following]
    assert voices == [turn.speaker.display for turn in spring.turns]
    assert squeezed("".join(caption.text for caption in read)) == squeezed(spring.clean_text)
    assert read[0].start == "00:00:05.000"
    starts = [caption.start for caption in read]
    assert "00:00:21.000" in starts
    assert starts == sorted(starts)


def test_pysubs2_reads_srt(spring):
    read = pysubs2.SSAFile.from_string(write_srt(spring), format_="srt")
    assert all(re.match(r"\[(主持人|钱穆之|吴可)\]: ", event.plaintext) for event in read)
    words = re.sub(r"\[(主持人|钱穆之|吴可)\]: ", "", "".join(event.plaintext for event in read))
    assert squeezed(words) == squeezed(spring.clean_text)
    assert read[0].start == 5000


def test_names_that_come_once_are_read_back():
    record = parse_transcript(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 江一帆>好。\n\n00:03.000 --> 00:04.000\n<v 吴可>好。\n"
    )
    again = parse_transcript(write_srt(record))
    assert [turn.speaker.label for turn in again.turns] == ["江一帆", "吴可"]


@pytest.mark.parametrize("name", WRITERS)
def test_cues_are_short_and_follow_each_other(spring, name):
    read = pysubs2.SSAFile.from_string(WRITERS[name](spring), format_=name)
    assert all(0 < event.end - event.start <= LONGEST_MS for event in read)
    assert all(left.end <= right.start for left, right in pairwise(read))
    lines = [event.plaintext.split("\n") for event in read]
    assert all(len(pair) <= 2 and max(map(display_width, pair)) <= LINE_CELLS for pair in lines)


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_written_is_read_back(spring, name):
    again = parse_transcript(WRITERS[name](spring), format=name, clean=())
    assert [turn.speaker.label for turn in again.turns] == [turn.speaker.display for turn in spring.turns]
    assert [squeezed(turn.raw) for turn in again.turns] == [squeezed(turn.text) for turn in spring.turns]
    assert [turn.start_ms for turn in again.turns] == [turn.start_ms for turn in spring.turns]


def test_subtitles_keep_the_times_that_they_came_with():
    cues = [
        "00:00:01.000 --> 00:00:02.500\n<v 江一帆>各位好。</v>",
        "00:00:09.000 --> 00:00:11.000\n<v 吴可>现在开会。</v>",
    ]
    given = "\n\n".join(["WEBVTT", *cues]) + "\n"
    assert write_vtt(parse_transcript(given)) == given


def test_the_verbatim_view_has_the_words_as_they_stood(spring):
    assert "百分之九点五" in squeezed(write_srt(spring, view="verbatim"))
    assert "百分之九点五" not in squeezed(write_srt(spring))


def test_hostile_words_stay_words_in_vtt(hostile):
    text = write_vtt(hostile)
    assert text.count("-->") == len(captions(text))
    assert text.count("<") == 2 * len(captions(text))
    assert "<script" not in text
    assert text.encode() == text.encode("utf-8")
    first = captions(text)[0]
    assert first.voice == "江&lt;/v&gt; --&gt; &lt;script&gt;alert(1)&lt;/script&gt;"
    again = parse_transcript(text, clean=())
    assert "<b>各位好</b> --> </v>" in again.turns[0].raw


def test_hostile_words_stay_words_in_srt(hostile):
    text = write_srt(hostile)
    read = pysubs2.SSAFile.from_string(text, format_="srt")
    assert text.count("-->") == len(read) == len(re.findall(r"(?m)^\d+$", text))
    assert "\uff1cb\uff1e各位好\uff1c/b\uff1e → \uff1c/v\uff1e" in read[0].plaintext.replace("\n", " ")
    assert "{" not in text


def test_times_that_stand_still_do_not_overlap():
    text = "\n".join(f"{n}\n00:00:05,000 --> 00:00:05,000\n第{n}句。\n" for n in range(1, 30))
    read = pysubs2.SSAFile.from_string(write_srt(parse_transcript(text)), format_="srt")
    assert all(left.start < left.end <= right.start for left, right in pairwise(read))


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_without_times_or_turns_there_are_no_subtitles(untimed, write):
    with pytest.raises(WriteError, match="needs times"):
        write(untimed)
    with pytest.raises(WriteError, match="needs turns"):
        write(MeetingRecord(source=untimed.source, kind="report"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("各位好。", ("各位好。",)),
        (
            "我们召开春耕工作推进会议，请各位领导同志先讲几点意见。",
            ("我们召开春耕工作推进会议，", "请各位领导同志先讲几点意见。"),
        ),
        ("the quick brown fox jumps over the lazy dog again", ("the quick brown fox jumps", "over the lazy dog again")),
    ],
)
def test_lines_break_where_it_reads_best(text, lines):
    assert wrapped(text) == lines


@pytest.mark.parametrize("mark", ["\u0301", "\u202e", "会", "，", "<", "会 "], ids=ascii)
def test_a_long_run_of_one_mark_is_cut(mark, record_of):
    words = (mark * 3000).strip()
    read = captions(write_vtt(record_of([("江一帆", words)])))
    assert squeezed("".join(caption.text for caption in read)) == squeezed(words.replace("<", "&lt;"))
    assert len(read) > 20


@pytest.mark.parametrize("name", ["用户A2--", "--", "a->", "-->", "A--&gt;"])
def test_a_name_makes_no_arrow_of_its_tag(name, record_of):
    written = write_vtt(record_of([(name, "各位好。")]))
    assert written.count("-->") == 1  # of the times
    assert [caption.text for caption in captions(written)] == ["各位好。"]
    assert parse_transcript(written).turns[0].speaker.label == name
