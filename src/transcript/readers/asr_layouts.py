"""Tables of how recognisers lay out their results as JSON: known layouts, and the keys that all of them draw from.

`LAYOUTS` describes results that are recognised by their keys. A path goes through objects by key and through lists by `[]` (every item) or a number (that
item); where it meets a text, it continues in the JSON that the text holds. `a|b` is the first of the two that exists. To add a recogniser, add a row and a
sample.

`json_shapes` and `tables` recognise texts, times and speakers by the rows of keys below; to add a key, add it to its row. A product whose results are read
right by their shape gets a row of `KNOWN`, so that no problem is reported.
"""

from __future__ import annotations

import attrs

from transcript.words import shared_words

# Milliseconds of a unit of time; frames of 10 ms, ticks of 100 ns, samples at 16 kHz.
SECONDS, MILLISECONDS, FRAMES, TICKS, SAMPLES = 1000.0, 1.0, 10.0, 0.0001, 1 / 16


@attrs.frozen(kw_only=True)
class Layout:
    """The places where the parts of a result stand.

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


def _words(keys: str) -> tuple[str, ...]:
    return tuple(keys.split())


# Keys in lower case without signs, the surest first.
TEXT_KEYS = _words(
    "punctuatedword text sentence transcript content utterance transcription displaytext display finalsentence writtentext segment caption"
    " textseg onebest asrtext rawtext textnormalized words word token utf8 value line msg message result res 文本 内容 文字 转写内容 字幕 原文"
)
START_KEYS = _words(
    "start starttime begin begintime from startms startmilliseconds starttimems startsec startseconds starts startoffset starttimeoffset startts"
    " startat tstartms bg begintimems starttimestamp offsetms offsetmilliseconds offsetinticks offset ts stime t0 time timestamp bt"
    " 开始 开始时间 起始时间 时间 时间戳"
)
END_KEYS = _words(
    "end endtime stop to endms endmilliseconds endtimems endsec endseconds ends endoffset endtimeoffset endts endat ed endtimestamp"
    " etime t1 et finish until stoptime 结束 结束时间 终止时间"
)
LENGTH_KEYS = _words(
    "duration dur ddurationms durationms durationmilliseconds durationinticks durationsec durationseconds length 时长"
)
# What holds a start and an end together, as a list or an object.
RANGE_KEYS = _words("timestamp timestamps time timerange targettimerange offsets interval range times")
LABEL_KEYS = _words(
    "speaker speakername speakerid spk spkid speakerlabel speakertag speakerinfo speakeridx rl role participant talker person username user"
    " userid displayname nickname who name 角色 姓名"
) + shared_words("VOICE")
# What an object may say for all that it holds; a name may be that of the file.
INHERITED = LABEL_KEYS[: LABEL_KEYS.index("talker")]
NAME_KEYS = _words("name username displayname nickname label id userid speakerid")
# Lists whose items say the same in other words, the best first.
HYPOTHESES = frozenset(_words("alternatives nbest candidates hypotheses nbests choices"))
UNITS = (
    (("milliseconds", "millis", "ms"), 1.0),
    (("ticks",), 0.0001),
    (("microseconds", "us"), 0.001),
    (("seconds", "secs", "sec"), 1000.0),
)

# Shapes that are known, path, text and start: nothing is told when they are read.
KNOWN = {
    ("chunks[]", "text", "timestamp"): "Hugging Face transformers",
    ("transcription[]", "text", "offsets"): "whisper.cpp",
    ("body[]", "content", "from"): "B站 BCC",
    ("[]", "text", "start"): "youtube-transcript-api",
    ("[].timestamps[]", "token", "starttime"): "Fun-ASR-Nano",
    ("stampsents[]", "textseg", "start"): "FunASR ONNX",
    ("[].stampsents[]", "textseg", "start"): "FunASR ONNX",
    ("utterances[]", "text", "start"): "AssemblyAI",
    ("words[]", "text", "start"): "AssemblyAI, ElevenLabs",
    ("results.utterances[]", "transcript", "start"): "Deepgram",
    ("results.channels[].alternatives[].words[]", "punctuatedword", "start"): "Deepgram",
    ("results.channels[].alternatives[].words[]", "word", "start"): "Deepgram",
    ("results.channels[].alternatives[].paragraphs.paragraphs[].sentences[]", "text", "start"): "Deepgram",
    ("words[]", "word", "start"): "OpenAI, NeMo",
    ("words[]", "word", "starttime"): "NeMo",
    ("timestamp.segment[]", "segment", "start"): "NeMo",
    ("timestamp.word[]", "word", "start"): "NeMo",
    ("[]", "content", "start"): "VibeVoice",
    ("[].timestamps[]", "text", "starttime"): "Qwen3-ASR",
    ("timestamps[]", "text", "starttime"): "Qwen3-ASR",
    ("sentences[]", "text", "startms"): "FireRedASR",
    ("[].sentences[]", "text", "startms"): "FireRedASR",
    ("monologues[].elements[]", "value", "ts"): "Rev.ai",
    ("results[].alternatives[].words[]", "word", "starttime"): "Google Speech-to-Text",
    ("results[].alternatives[].words[]", "word", "startoffset"): "Google Speech-to-Text",
    ("result[]", "word", "start"): "Vosk",
    ("[].result[]", "word", "start"): "Vosk",
    ("sentences[]", "text", "starttime"): "Fireflies",
    ("transcript.sentences[]", "text", "starttime"): "Fireflies",
    ("results[].timestamps[]", "text", "starttime"): "Qwen3-ASR",
    ("results[].alternatives[]", "content", "starttime"): "Speechmatics",
    ("[].words[]", "text", "starttimestamp"): "Recall.ai",
    ("tasksresult[].taskresult.detailedresult[]", "res", "begintime"): "百度语音",
    ("segments[].words[]", "word", "start"): "WhisperX",
    ("Result.Sentences[]", "text", "begintime"): "阿里云录音文件识别",
    ("result.transcription.utterances[]", "text", "start"): "Gladia",
    ("tokens[]", "text", "start"): "sherpa-onnx",
    ("[].tokens[]", "text", "start"): "sherpa-onnx",
}
