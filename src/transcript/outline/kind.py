"""What sort of document a source is: the transcript of a meeting, the written news of one, or the manuscript of a speech.

One scored decision: every row of `CUES` that shows adds its weight to its kind, as often as it shows and at most so many times; the
kind with the highest sum wins, and where nothing shows it is a transcript.
"""

from __future__ import annotations

import regex

from transcript.text import SourceText

# kind, weight, counted at most so often, where ("head" is the first 400 characters of speech, "tail" the last 200), pattern
CUES: tuple[tuple[str, float, int, str, str], ...] = (
    # the news of a meeting speaks of it from outside
    ("report", 2.0, 3, "all", r"会议(?:认为|指出|强调|要求|提出|明确|号召|决定|听取|审议|部署|传达|总结|还)"),
    (
        "report",
        1.5,
        2,
        "all",
        r"(?:出席|参加|列席)(?:了)?(?:本次|此次)?(?:会议|大会|座谈会|活动)|主持(?:了)?(?:本次|此次)?(?:会议|大会|座谈会)|会议由",
    ),
    (
        "report",
        1.5,
        1,
        "head",
        r"\d{1,2}(?:月\d{1,2})?日(?:上午|下午|晚)?[^。\n]{0,60}(?:召开|举行|举办)|(?:召开|举行|举办)[^。\n]{0,40}(?:会议|大会|座谈会|推进会|工作会)",
    ),
    ("report", 1.5, 1, "head", r"\d日(?:讯|电|消息)|本报讯|新华社|记者|原标题|来源[:：]|网讯"),
    ("report", 1.0, 1, "tail", r"(?:参加|出席|列席|参会)(?:了)?(?:本次|此次)?(?:会议|大会|座谈会|活动)?[。\s]*$"),
    # a speech turns to those present at once and speaks alone
    (
        "speech",
        3.0,
        1,
        "open",
        r"(?:同志们|各位(?:领导|来宾|代表|同事|同仁|委员|朋友|同志)[^\n。]{0,40}|女士们[^\n。]{0,20}|朋友们|老师们[^\n。]{0,20})[：:，,！!]",
    ),
    (
        "speech",
        2.0,
        1,
        "head",
        r"在[^\n。，]{2,40}(?:会|会议|大会|论坛|仪式|典礼|活动)上的(?:讲话|发言|致辞|报告|演讲)",
    ),
    (
        "speech",
        1.0,
        2,
        "all",
        r"(?:下面|今天)?[，,]?我(?:再)?(?:就|讲|谈|强调|提|代表)[^\n。]{0,30}(?:意见|要求|问题|看法|体会|希望|建议|感谢|祝贺)",
    ),
    ("speech", 0.5, 4, "all", r"同志们"),
    ("speech", 1.0, 1, "all", r"\n(?:第一|一、)[^\n]{4,60}\n"),
    # a transcript hands the floor from one to the next
    (
        "transcript",
        2.0,
        4,
        "all",
        r"(?:有请|下面请|接下来请|首先请|先请|我们请|请)[^\n。，,？]{2,40}(?:发言|讲话|致辞|解读|通报|介绍|分享|演讲|作报告|做报告|上台)",
    ),
    ("transcript", 1.0, 3, "all", r"(?:大家|各位[^\n。]{0,12})(?:上午|下午|早上|晚上|中午)?好"),
    (
        "transcript",
        0.7,
        6,
        "all",
        r"(?:谢谢|感谢)[^\n。，]{0,12}(?:大家|老师|教授|主任|院长|总|先生|女士|局长|处长|主持人|的(?:发言|分享|介绍))",
    ),
    ("transcript", 0.3, 10, "all", r"[吗呢吧啊嘛呀哦嗯](?:[，。？！,?!]|$)"),
    ("transcript", 1.0, 2, "all", r"大家欢迎|掌声欢迎|热烈的掌声"),
)
_STAMPED = 6.0
_LABELLED = 6.0
_FRONT = 1.5
_HEAD, _TAIL, _OPEN = 400, 200, 120
_COMPILED = tuple((kind, weight, most, where, regex.compile(pattern)) for kind, weight, most, where, pattern in CUES)


def detect_kind(source: SourceText) -> str:
    """Which of the kinds of record a source makes: "transcript", "report" or "speech"."""
    text = "\n".join(segment.span.slice(source.folded) for segment in source.speech)
    scores = dict.fromkeys(("transcript", "report", "speech"), 0.0)
    for segment in source.segments:
        if segment.label is not None:
            scores["transcript"] = _LABELLED
            break
    if source.clock:
        scores["transcript"] += _STAMPED
    if source.format in {"html", "markdown"}:
        scores["report"] += _FRONT
    parts = {"all": text, "head": text[:_HEAD], "open": text[:_OPEN], "tail": text[-_TAIL:]}
    for kind, weight, most, where, pattern in _COMPILED:
        scores[kind] += weight * _count(pattern, parts[where], most)
    return max(scores, key=scores.__getitem__)


def _count(pattern: regex.Pattern[str], text: str, most: int) -> int:
    count = 0
    for count, _ in enumerate(pattern.finditer(text), start=1):
        if count == most:
            break
    return count
