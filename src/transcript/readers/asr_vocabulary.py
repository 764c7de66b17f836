"""The keys under which recognisers write texts, times and voices, and the shapes of results that are known.

To teach `json_shapes` a key, add it to its row; a product whose shape is read right gets a row of `KNOWN`, so that nothing is told.
"""

from __future__ import annotations


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
    "end endtime stop to endms endmilliseconds endtimems endsec endseconds ends endoffset endtimeoffset endts endat ed endtimems endtimestamp"
    " etime t1 et finish until stoptime 结束 结束时间 终止时间"
)
LENGTH_KEYS = _words(
    "duration dur ddurationms durationms durationmilliseconds durationinticks durationsec durationseconds length 时长"
)
# What holds a start and an end together, as a list or an object.
RANGE_KEYS = _words("timestamp timestamps time timerange targettimerange offsets interval range times")
LABEL_KEYS = _words(
    "speaker speakername speakerid spk spkid speakerlabel speakertag speakerinfo speakeridx rl role participant talker person username user"
    " userid displayname nickname who name 说话人 发言人 讲话人 角色 姓名"
)
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
