"""How recognisers lay out their results as JSON: a row each, told by the keys that are there.

A path goes through objects by key and through lists by `[]` (every item) or a number (that item); where it meets a text, it goes on in
the JSON which the text holds. `a|b` is the first of the two that is there. To add a recogniser, add a row and a sample.
"""

from __future__ import annotations

import attrs

SECONDS, MILLISECONDS, FRAMES, TICKS, SAMPLES = 1000.0, 1.0, 10.0, 0.0001, 1 / 16


@attrs.frozen(kw_only=True)
class Layout:
    """Where the parts of a result stand.

    Attributes:
        product: Who writes it.
        segments: Path of the segments.
        text: Path of a segment's text; None if it is its words put together.
        start, end, length: Paths of its times; it has an end or a length.
        unit: Milliseconds in one of its times.
        label: Path of who speaks.
        channel: Path of the channel of the recording, which tells the speakers apart if there are several.
        tracks: Path of what holds the segments of one channel, if `channel` stands there.
        words: Path of its words.
        word, word_start, word_end, word_length: Paths in a word.
        word_unit: Milliseconds in one of the words' times.
        words_from_segment: Whether they count from the start of their segment.
        characters: Path of a row of times without words, `[start, end]` for each character; read as one array, start and end in turn.
        key: A path that must be there too, where the others do not tell this layout from the next.
        loose_words: Path of words that stand beside the segments and not in them.
    """

    product: str
    segments: str
    text: str | None = "text"
    start: str = "start"
    end: str | None = "end"
    length: str | None = None
    unit: float = SECONDS
    label: str = "speaker"
    channel: str = "channel"
    tracks: str | None = None
    words: str = "words[]"
    word: str = "text"
    word_start: str = "start"
    word_end: str | None = "end"
    word_length: str | None = None
    word_unit: float | None = None
    words_from_segment: bool = False
    characters: str | None = None
    key: str | None = None
    loose_words: str | None = None


# The more a row demands, the earlier it is tried.
LAYOUTS = (
    Layout(
        product="FunASR sentence_info",
        segments="[].sentence_info[]|sentence_info[]|result[].sentence_info[]|result.sentence_info[]",
        text="text|sentence",
        unit=MILLISECONDS,
        label="spk",
        characters="timestamp",
    ),
    Layout(
        product="FunASR, sentences alone",
        segments="[]",
        text="text|sentence",
        unit=MILLISECONDS,
        label="spk",
        characters="timestamp",
        key="spk",
    ),
    Layout(
        product="FunASR without sentences",
        segments="[]",
        start="timestamp.0",
        end="timestamp.-1",
        unit=MILLISECONDS,
        label="spk",
        characters="timestamp",
    ),
    Layout(
        product="DashScope paraformer",
        segments="transcripts[].sentences[]|output.transcripts[].sentences[]",
        start="begin_time",
        end="end_time",
        unit=MILLISECONDS,
        label="speaker_id",
        channel="channel_id",
        tracks="transcripts[]|output.transcripts[]",
        word_start="begin_time",
        word_end="end_time",
    ),
    Layout(
        product="Tingwu",
        segments="Transcription.Paragraphs[]|Paragraphs[]",
        text=None,
        start="Words.0.Start",
        end="Words.-1.End",
        unit=MILLISECONDS,
        label="SpeakerId",
        words="Words[]",
        word="Text",
        word_start="Start",
        word_end="End",
    ),
    Layout(
        product="Tencent Cloud",
        segments="Data.ResultDetail[]|Response.Data.ResultDetail[]|ResultDetail[]",
        text="FinalSentence|WrittenText",
        start="StartMs",
        end="EndMs",
        unit=MILLISECONDS,
        label="SpeakerId",
        words="Words[]",
        word="Word",
        word_start="OffsetStartMs",
        word_end="OffsetEndMs",
        words_from_segment=True,
    ),
    Layout(
        product="Tencent Meeting",
        segments="minutes.paragraphs[]|paragraphs[]",
        text=None,
        start="start_time",
        end="end_time",
        unit=MILLISECONDS,
        label="speaker_info.username|speaker_info.userid",
        words="sentences[].words[]",
        word_start="start_time",
        word_end="end_time",
    ),
    Layout(
        product="iFlytek lfasr",
        segments="content.orderResult.lattice[].json_1best.st|orderResult.lattice[].json_1best.st|lattice[].json_1best.st"
        "|content.orderResult.lattice2[].json_1best.st|orderResult.lattice2[].json_1best.st|lattice2[].json_1best.st",
        text=None,
        start="bg",
        end="ed",
        unit=MILLISECONDS,
        label="rl",
        words="rt[].ws[]",
        word="cw.0.w",
        word_start="wb",
        word_end="we",
        word_unit=FRAMES,
        words_from_segment=True,
    ),
    Layout(
        product="Volcengine",
        segments="result[].utterances[]|result.utterances[]|utterances[]",
        start="start_time",
        end="end_time",
        unit=MILLISECONDS,
        label="additions.speaker|additions.speaker_id|speaker|speaker_id",
        channel="additions.channel_id|channel_id",
        word_start="start_time",
        word_end="end_time",
    ),
    Layout(
        product="Huawei SIS",
        segments="segments[]",
        text="result.text",
        start="start_time",
        end="end_time",
        unit=MILLISECONDS,
        label="result.analysis_info.role|speaker|result.speaker",
        words="result.word_info[]",
        word="word",
        word_start="start_time",
        word_end="end_time",
    ),
    Layout(
        product="Azure fast transcription",
        segments="phrases[]",
        start="offsetMilliseconds",
        end=None,
        length="durationMilliseconds",
        unit=MILLISECONDS,
        word_start="offsetMilliseconds",
        word_end=None,
        word_length="durationMilliseconds",
    ),
    Layout(
        product="Azure batch",
        segments="recognizedPhrases[]",
        text="nBest.0.display",
        start="offsetInTicks",
        end=None,
        length="durationInTicks",
        unit=TICKS,
        words="nBest.0.words[]",
        word="word",
        word_start="offsetInTicks",
        word_end=None,
        word_length="durationInTicks",
    ),
    Layout(
        product="Otter",
        segments="speech.transcripts[]",
        text="transcript",
        start="start_offset",
        end="end_offset",
        unit=SAMPLES,
        label="speaker_name|speaker_id",
    ),
    Layout(
        product="YouTube json3",
        segments="events[]",
        text=None,
        start="tStartMs",
        end=None,
        length="dDurationMs",
        unit=MILLISECONDS,
        words="segs[]",
        word="utf8",
        word_start="tOffsetMs",
        words_from_segment=True,
    ),
    Layout(
        product="Whisper, faster-whisper, WhisperX, OpenAI, Mistral",
        segments="segments[]",
        label="speaker.name|speaker.label|speaker|speaker_id|speaker_name|spk",
        word="word|text",
        loose_words="words[]",
    ),
    Layout(
        product="SegLST",
        segments="[]",
        text="words",
        start="start_time",
        end="end_time",
    ),
    Layout(
        product="a list of segments: faster-whisper, pyannoteAI",
        segments="[]",
        label="speaker.name|speaker.label|speaker|speaker_id|speaker_name|spk",
        word="word|text",
    ),
    Layout(product="a text alone", segments="", word="word|text"),
)
# Where Tencent Cloud writes the whole transcript as text, if it was not asked for segments: [0:3.200,0:24.000,0]  …
WRITTEN = "Data.Result|Response.Data.Result"
