"""Tables of segments: CSV with any usual delimiter, Whisper's TSV, and tables of Markdown.

Enters a text, leaves the source of its rows. The head of a column says what it holds, in Chinese or English; without a head it is learned from the
cells: a column of clocks is a time, a column of short names that come back the voice, the longest column the words. What stands outside a
table of Markdown is kept as lines of their own; columns that are not read are told.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import islice

import attrs
import regex

from transcript.model import Problem
from transcript.readers.annotations import numbered_lines, refused_line
from transcript.readers.asr_layouts import END_KEYS, LABEL_KEYS, LENGTH_KEYS, START_KEYS, TEXT_KEYS
from transcript.readers.clock import milliseconds
from transcript.readers.line_layouts import BARE_STAMP
from transcript.readers.timed_segments import (
    Reading,
    TimedSegment,
    source_of,
    spoken_unit,
    tidy,
    to_label,
    to_ms,
    untagged,
)

# What heads of columns say beside the keys of JSON, without blanks, in lower case.
_HEADS = {
    "text": "发言内容 发言 话语 对话 对话内容 文稿 逐字稿 识别结果 转写 转写文本 transcription 說話內容 發言內容 內容 文字內容",
    "start": "时间点 起始 开始时刻 时间区间 timecode in 時間 開始時間 開始 起始時間",
    "end": "结束时刻 out 結束時間 結束",
    "length": "持续时间 时长(秒)",
    "label": "讲述人 主讲人 演讲者 主讲 人物 参会人 嘉宾",
}
_KEYS = {"text": TEXT_KEYS, "start": START_KEYS, "end": END_KEYS, "length": LENGTH_KEYS, "label": LABEL_KEYS}
_ROLES = {
    key: role
    for role, keys in _KEYS.items()
    for key in (*_HEADS[role].split(), *keys)
    if key not in {"to", "word", "token", "line"}
}
_ROLES.update({"to": "end", "time": "start", "时间": "start"})
_BLANK = regex.compile(r"[\s_*`（(]+|[)）]")
_CLOCK_CELL = regex.compile(rf"[\[(（【]?\s*{BARE_STAMP}\s*[\])）】]?")
_FRACTION = regex.compile(r"[0-9]{1,3}(?![0-9:：.年月])")
_RULE = regex.compile(r"(?=[^-]*-)[|:\-\s]+")
_TSV = regex.compile(r"start\tend\t(?:speaker\t)?text(?:\tspeaker)?\s*", regex.IGNORECASE)
_TSV_LABEL = regex.compile(r"\[\[(?P<label>[^\[\]]{1,40})\]\]\s*(?P<text>.*)", regex.DOTALL)
_DELIMITERS = ",\t;|，"
_SAMPLE, _FIRST = 20_000, 30  # characters and rows that tell the format
_LONGEST_NAME = 24  # characters of the name of a column


@attrs.frozen(kw_only=True)
class _Columns:
    """The column of each field; None where there is none."""

    text: int
    start: int | None = None
    end: int | None = None
    length: int | None = None
    label: int | None = None


def is_csv(text: str) -> bool:
    """Tell whether *text* is a table: its first row heads columns of words and of times or voices, or all rows have a time in one place.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    sample = _sample(text)
    delimiter = _delimiter(sample)
    return delimiter is not None and _layout(_rows(sample, delimiter)) is not None


def is_markdown_table(text: str) -> bool:
    """Tell whether *text* holds a table of Markdown whose columns are those of a transcript.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    table = _table(text[:_SAMPLE])
    return len(table) > 1 and _layout(table, bare=True) is not None


def read_csv(text: str, *, name: str | None = None) -> Reading:
    """Read a table with delimiters.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    delimiter = _delimiter(_sample(text)) or ","
    return _read(_rows(text, delimiter), format_name="csv", name=name)


def read_markdown_table(text: str, *, name: str | None = None) -> Reading:
    """Read a table of Markdown.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    lines = [line.strip() for line in text.splitlines()]
    before = [line for line in lines[: next((at for at, line in enumerate(lines) if line.startswith("|")), 0)] if line]
    title = before[0].lstrip("# ").strip() if before and len(before[0]) < 80 else None
    others = [line for line in lines if line and not line.startswith("|")][1 if title else 0 :]
    return _read(_table(text), format_name="table", name=name, title=title, others=others)


def _read(
    rows: Sequence[Sequence[str]],
    *,
    format_name: str,
    name: str | None,
    title: str | None = None,
    others: Sequence[str] = (),
) -> Reading:
    found = _layout(rows, bare=format_name == "table")
    columns, headed = found or (_Columns(text=0), False)
    body = rows[1:] if headed else rows
    unit = _unit(body, columns)
    cues = [TimedSegment(text=line) for line in others]
    cues += [_segment(row, columns, unit) for row in body]
    source, odd = source_of(cues, format_name=format_name, name=name, title=title)
    read = {columns.text, columns.start, columns.end, columns.length, columns.label}
    left = [head.strip() for at, head in enumerate(rows[0]) if at not in read and head.strip()] if headed else []
    told = (Problem(kind="format", message=f"表格里这些列没有读：{'、'.join(left)[:120]}"),) if left else ()
    return source, (*told, *odd)


def _segment(row: Sequence[str], columns: _Columns, unit: float) -> TimedSegment:
    start, until = _time(_cell(row, columns.start), unit)
    end, _ = _time(_cell(row, columns.end), unit)
    length, _ = _time(_cell(row, columns.length), unit)
    end = until if end is None else end
    if end is None and start is not None and length is not None:
        end = start + length
    words = "\n".join(row[columns.text :]) if columns.text == len(row) - 1 else _cell(row, columns.text)
    return TimedSegment(
        text=tidy(untagged(words.replace("<br>", "\n"))),
        start_ms=start,
        end_ms=end,
        label=to_label(_cell(row, columns.label).strip("*_` ")),
    )


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _time(cell: str, unit: float) -> tuple[int | None, int | None]:
    """Return what a cell says: a clock or two, or a number."""
    stamp = _CLOCK_CELL.fullmatch(cell.strip("*_` "))
    if stamp:
        return milliseconds(stamp["time"]), milliseconds(stamp["until"]) if stamp["until"] else None
    return to_ms(cell.strip("s "), unit=unit), None


def _unit(rows: Sequence[Sequence[str]], columns: _Columns) -> float:
    cells = [_cell(row, columns.start) for row in rows]
    numbers = [float(cell) for cell in cells if regex.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,6})?", cell)]
    if any("." in cell for cell in cells):
        return 1000.0
    return spoken_unit(numbers, size=sum(len(_cell(row, columns.text)) for row in rows))


def _sample(text: str) -> str:
    """Whole lines at the beginning."""
    return text if len(text) <= _SAMPLE else text[: text.rfind("\n", 0, _SAMPLE) + 1 or _SAMPLE]


def _delimiter(sample: str) -> str | None:
    """The sign that parts the cells of most rows into the same number."""
    first = next((line for line in sample.splitlines() if line.strip()), "")
    if first.lstrip().startswith("|"):
        return None
    return max((sign for sign in _DELIMITERS if sign in first), key=first.count, default=None)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        found = csv.reader(io.StringIO(text.strip("\r\n"), newline=""), delimiter=delimiter, skipinitialspace=True)
        return [row for row in found if any(cell.strip() for cell in row)]
    except csv.Error:
        return []


def _table(text: str) -> list[list[str]]:
    lines = [line.strip() for line in text.splitlines()]
    return [
        [cell.replace("\\|", "|").strip() for cell in regex.split(r"(?<!\\)\|", line.strip("|"))]
        for line in lines
        if line.startswith("|") and line.count("|") > 1 and not _RULE.fullmatch(line)
    ]


def _layout(rows: Sequence[Sequence[str]], *, bare: bool = False) -> tuple[_Columns, bool] | None:
    """Return what the columns hold, and whether the first row is their head."""
    if not rows or len(rows[0]) < 2:
        return None
    headed = _headed(rows[0])
    if headed:
        return headed, True
    learned = _learned(list(islice(rows, _FIRST)), bare=bare)
    return (learned, False) if learned else None


def _headed(head: Sequence[str]) -> _Columns | None:
    roles: dict[str, int] = {}
    for at, cell in enumerate(head):
        if len(cell) <= _LONGEST_NAME and (
            role := _ROLES.get(_BLANK.sub("", cell).lower().removesuffix("秒").removesuffix("毫秒"))
        ):
            roles.setdefault(role, at)
    if "text" not in roles or not roles.keys() & {"start", "label"}:
        return None
    return _Columns(**roles)


def _learned(rows: Sequence[Sequence[str]], *, bare: bool) -> _Columns | None:
    """Return what the columns hold by their cells: one has a clock in every row; in a table of Markdown names that come back do, too."""
    width = len(rows[0])
    full = [row for row in rows if len(row) >= width]
    if len(rows) < 2 or width > 8 or len(full) < len(rows) * 0.9:
        return None
    clocks = [at for at in range(width) if all(_CLOCK_CELL.fullmatch(row[at].strip()) for row in full)]
    if any(all(_FRACTION.match(row[at + 1]) for row in full) for at in clocks if at + 1 < width):
        return None  # 00:00:04,120 is one time
    others = [at for at in range(width) if at not in clocks]
    text = max(others, key=lambda at: sum(len(row[at]) for row in full), default=None)
    names = [at for at in others if at != text and _are_names([row[at].strip("*_` ") for row in full])]
    if text is None or (len(others) > 1 and not names) or (not clocks and not (bare and names and len(rows) > 2)):
        return None  # prose with commas
    start, end = (*clocks, None, None)[:2]
    return _Columns(text=text, start=start, end=end, label=names[0] if names else None)


def _are_names(cells: Sequence[str]) -> bool:
    short = all(0 < len(cell) <= _LONGEST_NAME for cell in cells)
    return short and (len(set(cells)) <= max(1, len(cells) * 2 / 3) or len(cells) < 3)


def is_tsv(text: str) -> bool:
    """Tell whether *text* begins with the names of Whisper's columns.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return any(_TSV.fullmatch(line) for _, line in islice(numbered_lines(text[:_SAMPLE]), 1))


def read_tsv(text: str, *, name: str | None = None) -> Reading:
    """Read Whisper's table of segments: times in milliseconds, or in seconds if one has a point.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.

    Raises:
        FormatError: If a row has fewer columns than the first.
    """
    rows = list(numbered_lines(text))
    columns = rows[0][1].strip().lower().split("\t")
    cells = [(number, line, line.split("\t", len(columns) - 1)) for number, line in rows[1:]]
    for number, line, row in cells:
        if len(row) < len(columns):
            msg = f"expected {len(columns)} columns ({', '.join(columns)}), found {len(row)}"
            raise refused_line(msg, (number, line))
    table = [dict(zip(columns, row, strict=True)) for _, _, row in cells]
    unit = 1000 if any("." in row["start"] + row["end"] for row in table) else 1
    return source_of([_tsv_cue(row, unit) for row in table], format_name="tsv", name=name)


def _tsv_cue(row: dict[str, str], unit: int) -> TimedSegment:
    labelled = _TSV_LABEL.fullmatch(row["text"].strip())
    label, text = (labelled["label"], labelled["text"]) if labelled else (row.get("speaker"), row["text"])
    start, end = to_ms(row["start"], unit=unit), to_ms(row["end"], unit=unit)
    return TimedSegment(text=tidy(text), start_ms=start, end_ms=end, label=to_label(label))
