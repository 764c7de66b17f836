"""What stands around the speech of a transcript: notices of programs, headings of exports, the head that an office writes.

Lines in, which of them are no speech out. A row of `NOTICES` is set aside wherever it stands as a line of its own; a row of `CLOSINGS` below the last words only; a row of
`HEADINGS` above the first only. Each is a pattern for a whole line, with where it was seen. The head of an office has rows such as 时间：… and
地点：…, or the date on a line of its own; they mark no speaker, though 主持人：方明 looks like a label.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from transcript.readers.line_layouts import SPEAKER_LAYOUTS, STAMP_LAYOUTS, STAMP_LINE, Mark, is_anonymous
from transcript.text import fold
from transcript.words import expand

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
_LONGEST = 200  # characters of a line


def is_notice(line: str) -> bool:
    """Tell whether a line is a notice of a program, wherever it stands.

    Args:
        line: A line, without its line end.

    Returns:
        True if so.

    >>> is_notice("江一帆 已停止听录"), is_notice("请停止听录"), is_notice("我们开始。")
    (True, False, False)
    """
    return len(line) <= _LONGEST and bool(_NOTICE.fullmatch(line.strip("*_ ")))


def is_heading(line: str) -> bool:
    """Tell whether a line above the first words is a heading of an export and no title.

    Args:
        line: A line, without its line end.

    Returns:
        True if so.
    """
    return len(line) <= _LONGEST and bool(_HEADING.fullmatch(line.strip("#*_ ")))


def begins_list(line: str) -> bool:
    """Tell whether a list of people stands below a line.

    Args:
        line: A line, without its line end.

    Returns:
        True if so.
    """
    return bool(_LIST.fullmatch(line.strip("#*_ ")))


def count_closing(lines: Sequence[str]) -> int:
    """Count the last lines with which an export closes.

    Args:
        lines: The lines, in order.

    Returns:
        The count.

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


_LAYOUTS = (*SPEAKER_LAYOUTS, *STAMP_LINE, *STAMP_LAYOUTS)
_COLON = regex.compile("[:：]")
_SPACES = regex.compile(r"[\s\u3000]+")
# what a row tells, by the words before its colon, without 会议
_TOLD = {
    "time": "时间 日期 召开时间 录制时间 创建时间 录音时间",
    "place": "地点 召开地点",
    "title": "名称 主题",
    "chair": "主持 主持人 召集人",
    "present": "出席 出席人 出席人员 出席领导 出席嘉宾 参加 参加人 参加人员 参会 参会人 参会人员 参会领导 与会 与会人 与会人员 到会人员 列席 列席人 列席人员",
    "other": "缺席 缺席人员 请假 请假人员 记录 记录人 记录员 整理 整理人 审核 签发 形式 方式 时长 录音时长 编号 主办单位 承办单位 组织单位 关键词",
}
_ROWS = {word: tells for tells, words in _TOLD.items() for word in words.split()}
# rows that no list of speakers has: one of them shows that these lines are a head
_TELLING = frozenset({"time", "place", "title"})
_N = r"[0-9一二三四五六七八九十\u3007零○]"
_DAY = regex.compile(
    rf"{_N}{{4}}\s*(?:年|[-/.])\s*{_N}{{1,2}}\s*(?:月|[-/.])\s*{_N}{{1,3}}\s*[日号]?"
    + expand(r"\s*(?:[（(]?{WEEK}[一二三四五六日天][）)]?)?")
    + r"\s*(?:上午|下午|中午|晚上|晚)?\s*(?:[0-9]{1,2}[:：时点][0-9]{0,2}分?)?"
    r"\s*(?:[-~至到—\u2013]+\s*[0-9]{1,2}[:：时点][0-9]{0,2}分?)?"
)
LONGEST_ROW = 200  # characters of a row of a head
_MOST_ROWS, _LONGEST_KEY = 12, 12  # rows of a head, characters of what stands before the colon
_SENTENCE = regex.compile("[。！？!?]")


def head_row(line: str) -> tuple[str, str] | None:
    """Read a row of a head; a date that stands alone tells the time.

    Args:
        line: A line, without its line end.

    Returns:
        What the row tells, and its words; None for other lines.

    >>> head_row("会议地点：三楼会议室"), head_row("2031年5月6日下午"), head_row("地点不变")
    (('place', '三楼会议室'), ('time', '2031年5月6日下午'), None)
    """
    if _DAY.fullmatch(line):
        return "time", line
    colon = _COLON.search(line, endpos=_LONGEST_KEY)
    if not colon or len(line) > LONGEST_ROW:
        return None
    key = _SPACES.sub("", fold(line[: colon.start()]))
    words = line[colon.end() :].strip()
    row = _ROWS.get(key.removeprefix("会议")) if words else None
    return (row, words) if row else None


def count_head(lines: Sequence[str]) -> int:
    """Count the first lines that are the rows of a head; a title above them counts then.

    Args:
        lines: The lines, in order.

    Returns:
        The count; 0 without a head.

    >>> count_head(["项目启动会", "时间：5月6日", "主持人：方明", "方明：现在开会。"])
    3
    """
    first = 0 if lines and head_row(lines[0]) else 1
    if first and lines and any(_is_mark(layout.mark(lines[0]), lines[0]) for layout in _LAYOUTS):
        return 0  # 发言人1 00:00 is no title
    end = first
    while end < min(len(lines), first + _MOST_ROWS) and (row := head_row(lines[end])) and not _SENTENCE.search(row[1]):
        end += 1
    told = {row[0] for row in map(head_row, lines[first:end]) if row}
    keys = {_key(line) for line in lines[first:end]} - {""}
    comes_back = any(_key(line) in keys for line in lines[end:])  # 主持人：… once more is a speaker
    return end if told & _TELLING and end < len(lines) and not comes_back else 0


def _is_mark(mark: Mark | None, line: str) -> bool:
    """Return whether a mark says more than a name alone would: a short title looks like one."""
    return mark is not None and bool(mark.time or is_anonymous(mark.label) or _COLON.search(line))


def _key(line: str) -> str:
    """Return what stands before the colon of a line."""
    return line[:_LONGEST_KEY].replace(":", "：").partition("：")[0] if _COLON.search(line, endpos=_LONGEST_KEY) else ""
