"""Annotations of speech research: Whisper's TSV, CTM, STM and RTTM, a row a line, and Praat's TextGrid.

Enters a text, leaves the source of its rows. CTM has a word a row: words are put together until somebody is silent for a second. RTTM
says who spoke when and not what: it is refused here and read by `diarization`. Lines that begin with `;;` are comments. Of a TextGrid the interval tiers are
read: a tier is a speaker, an interval with text a segment; its long form and its short are the same row of numbers and quoted texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import regex

from transcript.errors import FormatError
from transcript.readers.subtitles import LINE_END
from transcript.readers.timed_segments import (
    Reading,
    TimedSegment,
    Word,
    close_up,
    join_tokens,
    source_of,
    stretches,
    tidy,
    time_words,
    to_label,
    to_ms,
)

_NUMBER = r"[0-9]+(?:\.[0-9]*)?"
# One of two times has a point: prose with numbers in a row is no table.
_POINT = r"(?=[0-9 \t]*\.)"
_CTM = regex.compile(
    rf"\s*(?P<file>\S+)\s+(?P<channel>\S+)\s+{_POINT}(?P<start>{_NUMBER})\s+(?P<length>{_NUMBER})\s+(?P<word>\S+)"
    rf"(?:\s+(?:{_NUMBER}|NA)(?:\s+\S+){{0,2}})?\s*"
)
_STM = regex.compile(
    rf"\s*(?P<file>\S+)\s+(?P<channel>\S+)\s+(?P<label>\S+)\s+{_POINT}(?P<start>{_NUMBER})\s+(?P<end>{_NUMBER})"
    r"(?:\s+<[^<>\s]*>(?=\s|$))?(?:\s+(?P<text>.*))?"
)
_RTTM = regex.compile(
    rf"\s*SPEAKER\s+(?P<file>\S+)\s+\S+\s+(?P<start>{_NUMBER})\s+(?P<length>{_NUMBER})\s+\S+\s+\S+\s+(?P<label>\S+)(?:\s+\S+){{0,2}}\s*"
)
_TSV = regex.compile(r"start\tend\t(?:speaker\t)?text(?:\tspeaker)?\s*", regex.IGNORECASE)
_TSV_LABEL = regex.compile(r"\[\[(?P<label>[^\[\]]{1,40})\]\]\s*(?P<text>.*)", regex.DOTALL)
_SAMPLE = 20_000

Row = tuple[int, str]


def is_tsv(text: str) -> bool:
    """Whether *text* begins with the names of Whisper's columns."""
    return any(_TSV.fullmatch(line) for _, line in islice(_rows(text[:_SAMPLE]), 1))


def is_ctm(text: str) -> bool:
    """Whether rows have a recording, a channel, two numbers, one with a point, and a word."""
    return _begins(text, _CTM)


def is_stm(text: str) -> bool:
    """Whether rows have a recording, a channel, a speaker, two numbers, and words."""
    return _begins(text, _STM)


def is_rttm(text: str) -> bool:
    """Whether rows are those of RTTM."""
    return _begins(text, _RTTM)


def _begins(text: str, pattern: regex.Pattern[str]) -> bool:
    first = list(islice(_rows(text[:_SAMPLE]), 3))
    return bool(first) and all(pattern.fullmatch(line) for _, line in first)


def _rows(text: str) -> Iterator[Row]:
    """The lines that show something and are no comments, with their numbers."""
    for number, line in enumerate(LINE_END.split(text), 1):
        if line.strip() and not line.lstrip().startswith(";;"):
            yield number, line


def read_tsv(text: str, *, name: str | None = None) -> Reading:
    """Read Whisper's table of segments: times in milliseconds, or in seconds if one has a point.

    Raises:
        FormatError: If a row has fewer columns than the first.
    """
    rows = list(_rows(text))
    columns = rows[0][1].strip().lower().split("\t")
    cells = [(number, line, line.split("\t", len(columns) - 1)) for number, line in rows[1:]]
    for number, line, row in cells:
        if len(row) < len(columns):
            msg = f"expected {len(columns)} columns ({', '.join(columns)}), found {len(row)}"
            raise _refused(msg, (number, line))
    table = [dict(zip(columns, row, strict=True)) for _, _, row in cells]
    unit = 1000 if any("." in row["start"] + row["end"] for row in table) else 1
    return source_of([_tsv_cue(row, unit) for row in table], format_name="tsv", name=name)


def _tsv_cue(row: dict[str, str], unit: int) -> TimedSegment:
    labelled = _TSV_LABEL.fullmatch(row["text"].strip())
    label, text = (labelled["label"], labelled["text"]) if labelled else (row.get("speaker"), row["text"])
    start, end = to_ms(row["start"], unit=unit), to_ms(row["end"], unit=unit)
    return TimedSegment(text=tidy(text), start_ms=start, end_ms=end, label=to_label(label))


def read_stm(text: str, *, name: str | None = None) -> Reading:
    """Read NIST's segment time marks.

    Raises:
        FormatError: If a row is no such mark, or rows are of two recordings.
    """
    cues = [
        TimedSegment(
            text=tidy(close_up(row["text"] or "")),
            start_ms=to_ms(row["start"], unit=1000),
            end_ms=to_ms(row["end"], unit=1000),
            label=to_label(row["label"]),
        )
        for row in _matches(text, _STM, "recording, channel, speaker, start, end, words")
        if row["text"] != "IGNORE_TIME_SEGMENT_IN_SCORING"
    ]
    return source_of(cues, format_name="stm", name=name)


def read_ctm(text: str, *, name: str | None = None) -> Reading:
    """Read Kaldi's or NIST's conversation time marks.

    Raises:
        FormatError: If a row is no such mark, or rows are of two recordings.
    """
    words: dict[str, list[Word]] = {}
    for row in _matches(text, _CTM, "recording, channel, start, length, word"):
        start, length = to_ms(row["start"], unit=1000), to_ms(row["length"], unit=1000)
        end = start + length if start is not None and length is not None else None
        words.setdefault(row["channel"], []).append((row["word"], start, end))
    channels = len(words) > 1
    cues = [
        _ctm_cue(run, channel if channels else None)
        for channel, said in words.items()
        for run in stretches(sorted(said, key=lambda word: word[1] or 0))
    ]
    return source_of(cues, format_name="ctm", name=name)


def _ctm_cue(run: Sequence[Word], label: str | None) -> TimedSegment:
    text = join_tokens(word for word, _, _ in run)
    return TimedSegment(text=text, start_ms=run[0][1], end_ms=run[-1][2], label=label, times=time_words(text, run))


def _matches(text: str, pattern: regex.Pattern[str], wanted: str) -> Iterator[regex.Match[str]]:
    recording = None
    for number, line in _rows(text):
        row = pattern.fullmatch(line)
        if not row:
            msg = f"expected {wanted}"
            raise _refused(msg, (number, line))
        if recording not in (None, row["file"]):
            msg = f"expected one recording, found {recording!r} and {row['file']!r}: give each a file of its own"
            raise _refused(msg, (number, line))
        recording = row["file"]
        yield row


def _refused(message: str, row: Row) -> FormatError:
    number, line = row
    return FormatError(message, line=number, column=len(line) - len(line.lstrip()) + 1, text=line[:200])


def read_rttm(text: str, *, name: str | None = None) -> Reading:  # noqa: ARG001
    """Refuse RTTM.

    Raises:
        FormatError: Always: it has no text.
    """
    msg = "RTTM says who spoke when and holds no text: give the text as the source and this file as `diarization=`"
    raise FormatError(msg)


def rttm_rows(text: str) -> Iterator[tuple[int | None, int | None, str]]:
    """Start, length and voice of each row of RTTM.

    Raises:
        FormatError: If a row is none, or rows are of two recordings.
    """
    for row in _matches(text, _RTTM, "SPEAKER, recording, channel, start, length, <NA>, <NA>, voice"):
        yield to_ms(row["start"], unit=1000), to_ms(row["length"], unit=1000), row["label"]


_TEXTGRID_HEAD = regex.compile(
    r"\s*(?:File type\s*=\s*)?\"ooTextFile(?: short)?\"\s*(?:Object class\s*=\s*)?\"TextGrid\""
)
_TEXTGRID_TOKEN = regex.compile(
    r"\"(?P<text>(?:[^\"]|\"\")*+)\"|\[[^\[\]\n]{0,12}\]|(?<![^\s=])(?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE]-?[0-9]+)?)(?![^\s])|(?P<open>\")"
)


def is_textgrid(text: str) -> bool:
    """Whether *text* has Praat's head."""
    return bool(_TEXTGRID_HEAD.match(text))


def read_textgrid(text: str, *, name: str | None = None) -> Reading:
    """Read a TextGrid.

    Raises:
        FormatError: If it breaks off, or a tier is of no kind that there is.
    """
    return source_of(_intervals(text), format_name="textgrid", name=name)


def _intervals(text: str) -> Iterator[TimedSegment]:
    tokens = _Tokens(text)
    tokens.number(), tokens.number()  # where the recording starts and ends
    for _ in range(tokens.count()):
        kind, label = tokens.text(), to_label(tokens.text())
        tokens.number(), tokens.number()
        rows = tokens.count()
        if kind == "TextTier":
            for _ in range(rows):
                tokens.number(), tokens.text()
        elif kind == "IntervalTier":
            for _ in range(rows):
                yield from _interval(tokens, label)
        else:
            msg = f"expected an IntervalTier or a TextTier, found {kind[:40]!r}"
            raise tokens.refused(msg)


def _interval(tokens: _Tokens, label: str | None) -> Iterator[TimedSegment]:
    start, end, words = tokens.number(), tokens.number(), tidy(tokens.text())
    if words:
        yield TimedSegment(text=words, start_ms=to_ms(start, unit=1000), end_ms=to_ms(end, unit=1000), label=label)


class _Tokens:
    """The numbers and texts after the head, one after the other."""

    def __init__(self, text: str) -> None:
        head = _TEXTGRID_HEAD.match(text)
        self._text, self._at = text, head.end() if head else 0
        self._found = _TEXTGRID_TOKEN.finditer(text, self._at)

    def number(self) -> float:
        """The next token, a number."""
        return float(self._next("number"))

    def count(self) -> int:
        """The next token, a number of things: no more than there are characters."""
        return int(min(self.number(), len(self._text)))

    def text(self) -> str:
        """The next token, a text."""
        return self._next("text").replace('""', '"')

    def _next(self, wanted: str) -> str:
        for token in self._found:
            self._at = token.end()
            if token[wanted] is not None:
                return str(token[wanted])
            if token["open"] or token["number"] or token["text"] is not None:
                break
        msg = f"expected a {wanted}, found {'something else' if self._at < len(self._text) else 'the end'}"
        raise self.refused(msg)

    def refused(self, message: str) -> FormatError:
        """The error at where reading has come to."""
        start = self._text.rfind("\n", 0, self._at) + 1
        line = self._text.count("\n", 0, self._at) + 1
        return FormatError(
            message, line=line, column=self._at - start + 1, text=self._text[start : self._at + 80].split("\n")[0]
        )
