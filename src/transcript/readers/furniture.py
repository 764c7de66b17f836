"""What exports write around a transcript: notices of the program, headings, rows that tell of the recording.

They are no speech. A row of `NOTICES` is furniture wherever it stands as a line of its own; a row of `CLOSINGS` below the last words only; a row of
`HEADINGS` above the first only. Each is a pattern for a whole line, with where it was seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

NOTICES = (
    # Teams, transcripts as .docx and as pages
    r".{0,40}?\s?已经?(?:启动|啟動|开始|開始|停止|结束|結束)(?:听录|转录|聽錄|轉錄|会议录制|會議錄製)",
    r"(?:听录|转录|聽錄|轉錄|会议录制|會議錄製)已经?(?:启动|啟動|开始|開始|停止|结束|結束)",
    r".{1,60} (?:started|stopped) (?:transcription|recording)",
    # Google Meet
    r"(?:会议结束时间|會議結束時間|通话结束时间|Meeting ended (?:after|at)|会议在 ?[0-9:]+ ?后结束)\s*[：:]?\s*[0-9:：]*\s*(?:后结束)?\s*👋?",
    r"(?:此|這份|这份|本)可(?:编辑|編輯)的(?:转写|轉寫|轉錄|转录)(?:内容|內容|稿)?(?:由|是).{0,40}",
    r"This editable transcript was computer generated and might contain errors.{0,120}",
    r"Transcription ended after [0-9:]+",
    # 讯飞听见, 飞书妙记, 腾讯会议, 通义听悟, Otter
    r"[（(]?(?:以上|本)(?:内容|文字|记录|纪要|文本|结果|文稿|转写)由.{0,20}(?:生成|转写|识别|转录|提供).{0,30}",
    r"[（(]?(?:以上)?(?:内容|文字|结果)由\s?(?:AI|人工智能|大模型|语音识别).{0,12}(?:生成|转写|识别).{0,30}",
    r"(?:Transcribed|Generated|Powered) by (?:https?://)?\S{2,40}(?: \S{1,20}){0,3}",
    # whisper.cpp, FunASR: what they print before the text
    r"(?:whisper_|ggml_|main: |system_info: |rtf_avg: )[a-z_.]*:? ?.{0,200}",
)
CLOSINGS = (
    r"[-—=*]{3,}",
    r"[-—(（\[【]+\s*(?:全文|本文)?(?:完|结束|會議結束|会议结束|END|End)\s*[-—)）\]】]+",
    r"(?:全文完|录音结束|錄音結束|转写结束|轉寫結束|记录结束|End of (?:transcript|transcription|recording))",
    r"(?:.{0,20}(?:仅供参考|僅供參考|可能存在误差|可能(?:包含|含有|有)(?:错误|錯誤)|请以录音为准).{0,20})",
)
HEADINGS = (
    r"(?:关键词|關鍵詞|文字记录|文字記錄|发言记录|發言記錄|转写结果|转写内容|轉寫內容|转写文本|转写|会议转写|逐字稿|全文|正文|录音转文字|Keywords|Transcript|Transcription)\s*[：:]?",
    r"(?:[0-9]{4}\s?[-/年.]\s?[0-9]{1,2}\s?[-/月.]\s?[0-9]{1,2}\s?日?)[\s,，]*(?:(?:上午|下午|凌晨|晚上)?\s?[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?.{0,40}",
    r"(?:[0-9]{1,2}\s?(?:小时|時|时|h)\s?)?[0-9]{1,3}\s?(?:分钟?|分鐘|min|m)\s?(?:[0-9]{1,2}\s?(?:秒|s|sec))?",
)
# Below one of these stands a list, up to an empty line or the first label.
LISTS = r"(?:参与者|參與者|参会人|参会人员|參會人員|与会者|與會者|出席者|受邀者|邀请对象|Attendees|Participants|Invited|Attachments|附件)\s*[：:]?"

_NOTICE = regex.compile("|".join(f"(?:{row})" for row in NOTICES))
_CLOSING = regex.compile("|".join(f"(?:{row})" for row in (*NOTICES, *CLOSINGS)))
_HEADING = regex.compile("|".join(f"(?:{row})" for row in (*HEADINGS, LISTS)))
_LIST = regex.compile(LISTS)
_LONGEST = 200


def is_notice(line: str) -> bool:
    """Whether a line is a notice of a program, wherever it stands.

    >>> is_notice("江一帆 已停止听录"), is_notice("请停止听录"), is_notice("我们开始。")
    (True, False, False)
    """
    return len(line) <= _LONGEST and bool(_NOTICE.fullmatch(line.strip("*_ ")))


def is_heading(line: str) -> bool:
    """Whether a line above the first words is a heading of an export and no title."""
    return len(line) <= _LONGEST and bool(_HEADING.fullmatch(line.strip("#*_ ")))


def begins_list(line: str) -> bool:
    """Whether a list of people stands below a line."""
    return bool(_LIST.fullmatch(line.strip("#*_ ")))


def count_closing(lines: Sequence[str]) -> int:
    """How many of the last *lines* an export closes with.

    >>> count_closing(["好的。", "---", "以上内容由AI生成，仅供参考"])
    2
    """
    count = 0
    while (
        count < min(len(lines), 4)
        and len(lines[-1 - count]) <= _LONGEST
        and _CLOSING.fullmatch(lines[-1 - count].strip("*_ "))
    ):
        count += 1
    return count
