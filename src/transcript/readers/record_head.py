"""The head that an office writes above a record: rows such as 时间：… and 地点：…, or the date on a line of its own.

Lines in, how many of the first ones are such rows out. They are no speech and mark no speaker, though 主持人：方明 looks like a label.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from transcript.readers.line_fields import is_anonymous
from transcript.readers.line_layouts import SPEAKER_LAYOUTS, STAMP_LAYOUTS, STAMP_LINE, Mark
from transcript.text import fold

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
    r"\s*(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?\s*(?:上午|下午|中午|晚上|晚)?\s*(?:[0-9]{1,2}[:：时点][0-9]{0,2}分?)?"
    r"\s*(?:[-~至到—\u2013]+\s*[0-9]{1,2}[:：时点][0-9]{0,2}分?)?"
)
LONGEST_ROW = 200
_MOST_ROWS, _LONGEST_KEY = 12, 12
_SENTENCE = regex.compile("[。！？!?]")


def head_row(line: str) -> tuple[str, str] | None:
    """What a row tells and its words; a date that stands alone tells the time. None for other lines.

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
    """How many of the first *lines* are the rows of a head; a title may stand above them, and counts then.

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
    """Whether a mark says more than a name alone would: a short title looks like one."""
    return mark is not None and bool(mark.time or is_anonymous(mark.label) or _COLON.search(line))


def _key(line: str) -> str:
    """What stands before the colon of a line."""
    return line[:_LONGEST_KEY].replace(":", "：").partition("：")[0] if _COLON.search(line, endpos=_LONGEST_KEY) else ""
