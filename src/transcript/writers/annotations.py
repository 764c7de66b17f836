"""The record as annotations of speech research: RTTM (who spoke when), STM and SegLST (and what).

RTTM has a row for each turn, STM and SegLST one for each line of it. Scorers count what stands between spaces, so each Chinese character is a
word there; names and words are put in a form that holds no space of their own.

Source: NIST RT-09 evaluation plan, appendix A (RTTM); NIST SCTK, `stm` (segment time marks); CHiME-7/8 and meeteval (SegLST).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

import regex

from transcript.writers.characters import storable
from transcript.writers.passages import timed_passages

if TYPE_CHECKING:
    from transcript.model import Speaker
    from transcript.record import MeetingRecord

_WORD = regex.compile(r"\p{Han}|(?:(?!\p{Han})[\w.%'’-])+|\S")
# What parts the columns of a row, begins a comment, or marks a missing value.
_NOT_IN_NAMES = regex.compile(r"[\s<>;]+")


def write_rttm(record: MeetingRecord, *, view: str = "clean") -> str:
    """Who spoke when, a row for each turn.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim"; the times are the same.

    Raises:
        WriteError: If the record has no turns or no times.
    """
    session, names = _session(record), _names(record)
    rows = []
    said = timed_passages(record, view=view, format="rttm")
    for turn, passages in groupby(said, key=lambda passage: passage.turn):
        lines = list(passages)
        start, end = lines[0].start_ms, lines[-1].end_ms
        times = f"{start / 1000:.3f} {(end - start) / 1000:.3f}"
        rows.append(f"SPEAKER {session} 1 {times} <NA> <NA> {names[turn.speaker.id]} <NA> <NA>\n")
    return "".join(rows)


def write_stm(record: MeetingRecord, *, view: str = "clean") -> str:
    """Segment time marks, a row for each line of speech.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim".

    Raises:
        WriteError: If the record has no turns or no times.
    """
    session = _session(record)
    return "".join(
        f"{session} 1 {speaker} {start / 1000:.3f} {end / 1000:.3f} {words}\n"
        for speaker, start, end, words in _segments(record, view=view, format="stm")
    )


def write_seglst(record: MeetingRecord, *, view: str = "clean") -> str:
    """The JSON of meeteval, an object for each line of speech, times in seconds.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim".

    Raises:
        WriteError: If the record has no turns or no times.
    """
    session = _session(record)
    rows = [
        {"session_id": session, "speaker": speaker, "start_time": start / 1000, "end_time": end / 1000, "words": words}
        for speaker, start, end, words in _segments(record, view=view, format="seglst")
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _segments(record: MeetingRecord, *, view: str, format: str) -> Iterator[tuple[str, int, int, str]]:  # noqa: A002
    """Speaker, start, end and words of each line."""
    names = _names(record)
    for passage in timed_passages(record, view=view, format=format):
        words = " ".join(_WORD.findall(storable(passage.text)))
        yield names[passage.turn.speaker.id], passage.start_ms, passage.end_ms, words


def _session(record: MeetingRecord) -> str:
    """The name of the recording: that of the file without its suffix."""
    return _NOT_IN_NAMES.sub("_", storable(PurePath(record.source.name or "").stem)).strip("_") or "meeting"


def _names(record: MeetingRecord) -> dict[str, str]:
    """What to call each speaker, by id; two who are printed alike get their ids."""
    shown = {speaker.id: _name(speaker) for speaker in record.speakers}
    often = Counter(shown.values())
    return {key: name if often[name] == 1 else f"{name}_{key}" for key, name in shown.items()}


def _name(speaker: Speaker) -> str:
    return _NOT_IN_NAMES.sub("_", storable(speaker.display)).strip("_") or speaker.id
