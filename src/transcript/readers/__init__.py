"""Readers: a file or a text becomes a `SourceText`.

`READERS` is the table of formats. A format is told by the shape of the text, never by the name of a vendor or a file; the first
row whose shape is there reads. To add one, write a file beside this one and a row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import attrs

from transcript.errors import FormatError
from transcript.model import Problem
from transcript.readers import asr_json, captions, markup, plain, subtitles, tables
from transcript.readers.annotations import (
    is_ctm,
    is_rttm,
    is_stm,
    is_textgrid,
    read_ctm,
    read_rttm,
    read_stm,
    read_textgrid,
)
from transcript.readers.decoding import Decoded, load
from transcript.readers.json_values import is_result
from transcript.text import SourceText


class _Read(Protocol):
    def __call__(self, text: str, *, name: str | None = None) -> tuple[SourceText, tuple[Problem, ...]]: ...


@attrs.frozen(kw_only=True)
class Reader:
    """A format that can be read.

    Attributes:
        name: What `format=` calls it.
        shape: What tells it from the others, for messages and docs.
        fits: Whether a text has this shape.
        read: Makes the source of it, with what was odd.
    """

    name: str
    shape: str
    fits: Callable[[str], bool]
    read: _Read


# In order of trial: the more a shape demands, the earlier; the last takes everything.
READERS = (
    Reader(
        name="json",
        shape="a recogniser's result: JSON, or a JSON value a line, of segments with text and times",
        fits=is_result,
        read=asr_json.read_result,
    ),
    Reader(
        name="vtt",
        shape="WebVTT: the mark WEBVTT on the first line",
        fits=subtitles.is_vtt,
        read=subtitles.read_vtt,
    ),
    Reader(
        name="sbv",
        shape="YouTube's SBV: 0:00:03.200,0:00:24.000 above each cue",
        fits=subtitles.is_sbv,
        read=subtitles.read_sbv,
    ),
    Reader(
        name="srt",
        shape="SubRip subtitles: 00:00:03,200 --> 00:00:24,000 above each cue",
        fits=subtitles.is_srt,
        read=subtitles.read_srt,
    ),
    Reader(
        name="ttml",
        shape="timed text in XML: TTML, YouTube's timedtext",
        fits=captions.is_timed_xml,
        read=captions.read_timed_xml,
    ),
    Reader(
        name="ass",
        shape="a subtitle script: sections in brackets, lines of Dialogue",
        fits=captions.is_ass,
        read=captions.read_ass,
    ),
    Reader(
        name="lrc",
        shape="lyrics: tags like [ti:…] above lines with stamps",
        fits=captions.is_lrc,
        read=captions.read_lrc,
    ),
    Reader(
        name="textgrid",
        shape="Praat's TextGrid: its two lines of head",
        fits=is_textgrid,
        read=read_textgrid,
    ),
    Reader(
        name="tsv",
        shape="Whisper's table: the columns start, end and text, parted by tabs",
        fits=tables.is_tsv,
        read=tables.read_tsv,
    ),
    Reader(
        name="csv",
        shape="a table with commas, tabs or semicolons: columns of words, and of times or speakers",
        fits=tables.is_csv,
        read=tables.read_csv,
    ),
    Reader(
        name="table",
        shape="a table of Markdown with such columns: | 时间 | 发言人 | 内容 |",
        fits=tables.is_markdown_table,
        read=tables.read_markdown_table,
    ),
    Reader(
        name="rttm",
        shape="NIST RTTM, who spoke when: rows of SPEAKER; refused, since it has no text",
        fits=is_rttm,
        read=read_rttm,
    ),
    Reader(
        name="ctm",
        shape="NIST CTM, a word a row: recording, channel, start, length, word",
        fits=is_ctm,
        read=read_ctm,
    ),
    Reader(
        name="stm",
        shape="NIST STM, a segment a row: recording, channel, speaker, start, end, words",
        fits=is_stm,
        read=read_stm,
    ),
    Reader(
        name="html",
        shape="a web page: tags, perhaps with front matter above",
        fits=markup.is_page,
        read=markup.read_page,
    ),
    Reader(
        name="labels",
        shape="lines that begin with who speaks, with a clock or a colon: 发言人1 00:00, 江一帆(00:12)：…, SPEAKER_00: …",
        fits=plain.has_speakers,
        read=plain.read_labels,
    ),
    Reader(
        name="lines",
        shape="stamp and words on one line: 05:19 …, [00:03 - 00:24] …",
        fits=plain.has_inline_stamps,
        read=plain.read_lines,
    ),
    Reader(
        name="markdown",
        shape="text with front matter, # headings or **bold** runs, without stamps",
        fits=markup.is_marked,
        read=markup.read_marked,
    ),
    Reader(
        name="text",
        shape="paragraphs; stamps, if any, on lines of their own: 05:19",
        fits=lambda _: True,
        read=plain.read_text,
    ),
)


# What a recogniser returned in memory.
Objects: TypeAlias = "dict[Any, Any] | list[Any] | tuple[Any, ...]"


def read(source: str | bytes | Path | Objects, *, format: str = "auto") -> tuple[SourceText, tuple[Problem, ...]]:  # noqa: A002
    """Read a source of any supported format.

    Args:
        source: `str` is the text itself, `bytes` its encoded form, `Path` a file, a `dict` or `list` what a recogniser returned in memory.
        format: Name of a reader, or "auto".

    Returns:
        The source with its segments and clock, and what was odd in it.

    Raises:
        FormatError: If there is no reader of that name, the bytes are no text, the text has not the shape that was asked for, or it
            has the shape of a structured format and is broken; says which reader refused, where and what it expected.
        SourceError: If the path cannot be opened.
    """
    chosen = [reader for reader in READERS if format in ("auto", reader.name)]
    if not chosen:
        msg = f"no format {format!r}; expected one of: auto, {', '.join(reader.name for reader in READERS)}"
        raise FormatError(msg)
    if isinstance(source, dict | list | tuple):
        return _read_objects(source, format)
    decoded = load(source)
    reader = next((reader for reader in chosen if reader.fits(decoded.text)), None)
    if reader is None:
        raise _misfit(chosen[0], decoded)
    text, problems = _read_by(reader, decoded)
    before = decoded.problems if text.text == decoded.text else _unplaced(decoded.problems)
    text = attrs.evolve(text, path=source.absolute()) if isinstance(source, Path) else text
    return text, (*before, *problems)


def _read_objects(source: Objects, asked: str) -> tuple[SourceText, tuple[Problem, ...]]:
    if asked not in ("auto", "json"):
        msg = f"format {asked!r}: expected text; objects in memory are read as 'json'"
        raise FormatError(msg)
    try:
        return asr_json.read_objects(source)
    except FormatError as error:
        msg = f"objects in memory: {error.message}"
        raise FormatError(msg) from None


def _read_by(reader: Reader, decoded: Decoded) -> tuple[SourceText, tuple[Problem, ...]]:
    """What a reader makes of a text; what it refuses is told with its name."""
    try:
        return reader.read(decoded.text, name=decoded.name)
    except FormatError as error:
        tried = ", ".join(other.name for other in READERS[: READERS.index(reader) + 1])
        msg = f"format {reader.name!r}: {error.message}; formats tried: {tried}"
        raise FormatError(msg, source=decoded.name, line=error.line, column=error.column, text=error.text) from None


def _misfit(asked: Reader, decoded: Decoded) -> FormatError:
    """The error for a text that has not the shape of the format that was asked for."""
    other = next(reader for reader in READERS if reader.fits(decoded.text))
    msg = f"format {asked.name!r}: expected {asked.shape}; this looks like {other.name!r}; formats tried: {asked.name}"
    first = next((line for line in decoded.text.splitlines() if line.strip()), "")
    at = len(decoded.text[: decoded.text.find(first)].splitlines()) + 1
    return FormatError(msg, source=decoded.name, line=at, column=1, text=first[:80])


def _unplaced(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems without spans: they were found in the text of the file, the source is what its segments say."""
    return tuple(attrs.evolve(problem, span=None) for problem in problems)
