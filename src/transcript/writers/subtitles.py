"""The record as subtitles: SRT and WebVTT.

WebVTT names the speaker of each cue in a voice tag and escapes what would be markup. SRT knows neither: the name stands before the words
of each cue, and characters that players take for markup are written in their full-width forms.

Source: WebVTT, W3C Candidate Recommendation, 3 "Syntax" (voice spans, character references); SRT has no specification.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from transcript.writers.characters import single_line
from transcript.writers.cues import to_cues
from transcript.writers.passages import timed_passages

if TYPE_CHECKING:
    from transcript.record import MeetingRecord

_FULL_WIDTH = {ord(mark): ord(mark) + 0xFEE0 for mark in "<>{}"}


def write_srt(record: MeetingRecord, *, view: str = "clean") -> str:
    """The record as SubRip subtitles, the speaker's name before the words of each cue.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim".

    Raises:
        WriteError: If the record has no turns or no times.
    """
    blocks = []
    for number, cue in enumerate(to_cues(timed_passages(record, view=view, format="srt"), named=True), 1):
        times = f"{_clock(cue.start_ms, ',')} --> {_clock(cue.end_ms, ',')}"
        blocks.append("\n".join([str(number), times, *map(_unmarked, cue.lines)]))
    return "\n\n".join(blocks) + "\n"


def write_vtt(record: MeetingRecord, *, view: str = "clean") -> str:
    """The record as WebVTT, each cue in a voice tag.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim".

    Raises:
        WriteError: If the record has no turns or no times.
    """
    blocks = ["WEBVTT"]
    for cue in to_cues(timed_passages(record, view=view, format="vtt")):
        times = f"{_clock(cue.start_ms, '.')} --> {_clock(cue.end_ms, '.')}"
        voice = html.escape(single_line(cue.speaker.display), quote=False)
        words = "\n".join(html.escape(line, quote=False) for line in cue.lines)
        blocks.append(f"{times}\n<v {voice}>{words}</v>")
    return "\n\n".join(blocks) + "\n"


def _unmarked(line: str) -> str:
    """A line without what a player of SRT takes for an arrow or a tag: it has no way to escape them."""
    return line.replace("-->", "→").translate(_FULL_WIDTH)


def _clock(ms: int, point: str) -> str:
    """A time as subtitles write it.

    >>> _clock(6_662_050, ",")
    '01:51:02,050'
    """
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{ms:03}"
