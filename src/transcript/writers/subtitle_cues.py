"""The record as subtitles, SRT and WebVTT: at most two lines that the eye can take in, and not longer on the screen than it should be.

Enter passages, leave cues in order, which never overlap or run backwards. A passage is cut after the marks of sentences and clauses, else
between words; a cue shows one speaker. Where the recording rests, a cue ends before the next begins. WebVTT names the speaker of each cue in a voice tag and
escapes what would be markup. SRT knows neither: the name stands before the words of each cue, and characters that players take for markup are written in their
full-width forms.

Source: the Timed Text Style Guide of Netflix for Simplified Chinese allows 2 lines of 16 full-width characters and 7 seconds; lines of
live captions run to 20, and speech is not shortened here. WebVTT, W3C Candidate Recommendation, 3 "Syntax" (voice spans, character references); SRT has no
specification.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

import attrs
import regex

from transcript.errors import display_width
from transcript.model import RecordView, Speaker, View
from transcript.words import words_in
from transcript.writers.minutes import single_line, storable
from transcript.writers.record_tables import cut
from transcript.writers.timed_lines import Passage, timed_passages

LINE_CELLS = 40  # a han character fills two
LONGEST_MS = 7000  # of a cue
_SHORTEST_MS = 800  # of a cue
# Two full lines, less the cell that a wide character may not fit into.
_CUE_CELLS = 2 * LINE_CELLS - 2
# A cue may end before it is full where a sentence does.
_WELL_FILLED = 0.4  # of it
# Where a line may end, best first; anywhere else is inside a word.
_MARKS = (
    regex.compile(r"[。！？!?…；;]+[”’」』）)]*|(?<![0-9])\.(?=\s)"),
    regex.compile(r"[，,：:][”’」』）)]*(?![0-9])|—+"),
    regex.compile(r"、|\s+"),
)
_SENTENCE, _CLAUSE, _ITEM, _WORD, _INSIDE = range(5)
# No line begins with these.
_CLOSING = regex.compile(r"[\p{Pe}\p{Pf}\p{Po}\p{M}%％\u200d]")


@attrs.frozen(kw_only=True)
class Cue:
    """What stands on the screen for a time.

    Attributes:
        start_ms, end_ms: When; the end is later than the start.
        speaker: Who speaks.
        lines: One or two, storable.
    """

    start_ms: int
    end_ms: int
    speaker: Speaker
    lines: tuple[str, ...]


def to_cues(passages: Iterable[Passage], *, named: bool = False) -> Iterator[Cue]:
    """The cues of timed passages.

    Args:
        passages: In order.
        named: Whether the lines begin with the name of the speaker, which is cut if it would take more than one.

    Yields:
        The cues, in order.
    """
    cues = [cue for passage in passages for cue in _cues_of(passage, named=named)]
    end = 0
    for cue, following in pairwise([*cues, None]):
        if cue is None:
            return
        start = max(cue.start_ms, end)
        room = following.start_ms if following else start + LONGEST_MS
        wanted = min(max(cue.end_ms, start + _SHORTEST_MS), start + LONGEST_MS)
        end = max(start + 1, min(wanted, room))
        yield attrs.evolve(cue, start_ms=start, end_ms=end)


def _cues_of(passage: Passage, *, named: bool) -> Iterator[Cue]:
    speaker = passage.turn.speaker
    name = f"[{cut(single_line(speaker.display), width=LINE_CELLS - 4)}]: " if named else ""
    for start, end in _stretches(passage, most=_CUE_CELLS - display_width(name)):
        yield Cue(
            start_ms=passage.time_before(start),
            end_ms=passage.time_after(end - 1),
            speaker=speaker,
            lines=wrapped(name + single_line(passage.text[start:end])),
        )


def _stretches(passage: Passage, *, most: int) -> Iterator[tuple[int, int]]:
    """Where a passage is cut: start and end of each cue of at most so many cells, none of white space alone."""
    text = passage.text
    quality = _break_quality(text)
    cells = [0, *accumulate(map(display_width, text))]
    at = 0
    while at < len(text):
        end = _furthest(passage, at, cells, most=most)
        if end < len(text):
            end = _best_break(quality, cells, at, end)
        yield at, end
        at = end
        while at < len(text) and text[at].isspace():
            at += 1


def _furthest(passage: Passage, at: int, cells: list[int], *, most: int) -> int:
    """The furthest that a cue from *at* may go: by its cells, and by its time where that leaves a character."""
    end = at + 1
    last = min(len(passage.text), at + 2 * _CUE_CELLS)  # marks without cells are not for nothing either
    started = passage.time_before(at)
    while end < last and cells[end + 1] - cells[at] <= most:
        if passage.time_after(end) - started > LONGEST_MS:
            break
        end += 1
    return end


def _best_break(quality: list[int], cells: list[int], at: int, limit: int) -> int:
    """Where to end a cue that may not go beyond *limit*: after a sentence or clause that fills it well, else where its clause parts evenly."""
    full = cells[limit] - cells[at]
    for wanted in (_SENTENCE, _CLAUSE, _ITEM):
        for end in range(limit, at, -1):
            if cells[end] - cells[at] < full * _WELL_FILLED:
                break
            if quality[end] <= wanted:
                return end
    return _even_break(quality, cells, at, limit)


def _even_break(quality: list[int], cells: list[int], at: int, limit: int) -> int:
    """Where the clause from *at* parts into cues of about the same length, between words if it has any."""
    ahead = min(limit + 2 * LINE_CELLS, len(quality) - 1)
    closes = next((end for end in range(limit, ahead) if quality[end] <= _ITEM), ahead)
    rest = cells[closes] - cells[at]
    parts = -(-rest // max(1, cells[limit] - cells[at]))
    ideal = rest / max(1, parts)  # what takes no cells has no part
    places = [end for end in range(at + 1, limit + 1) if quality[end] <= _WORD] or [limit]
    return min(places, key=lambda end: abs(cells[end] - cells[at] - ideal))


def _break_quality(text: str) -> list[int]:
    """For each offset of *text*, how well it is cut there."""
    quality = [_INSIDE] * (len(text) + 1)
    for end in accumulate(map(len, words_in(storable(text)))):
        quality[end] = _INSIDE if _CLOSING.match(text, end) else _WORD
    for rank in reversed(range(len(_MARKS))):
        for mark in _MARKS[rank].finditer(text):
            quality[mark.end()] = rank
    quality[len(text)] = _SENTENCE
    return quality


def wrapped(text: str) -> tuple[str, ...]:
    """Wrap a text of at most two lines' cells: one line, or two of about the same length, broken where it reads best.

    Args:
        text: A text.

    Returns:
        One line or two.

    >>> wrapped("今年全县春耕面积二十三万亩，比去年增长百分之九点五。")
    ('今年全县春耕面积二十三万亩，', '比去年增长百分之九点五。')
    """
    width = display_width(text)
    if width <= LINE_CELLS:
        return (text,)
    quality = _break_quality(text)
    cells = [0, *accumulate(map(display_width, text))]
    fitting = [at for at in range(1, len(text)) if cells[at] <= LINE_CELLS and width - cells[at] <= LINE_CELLS]
    at = min(fitting, key=lambda at: (abs(2 * cells[at] - width) + quality[at] * LINE_CELLS // 4, at))
    return tuple(line for line in (text[:at].strip(), text[at:].strip()) if line)


_FULL_WIDTH = {ord(mark): ord(mark) + 0xFEE0 for mark in "<>{}"}


def write_srt(record: RecordView, *, view: View = "clean") -> str:
    """The record as SubRip subtitles, the speaker's name before the words of each cue.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim".

    Returns:
        The SRT.

    Raises:
        WriteError: If the record has no turns or no times.
    """
    blocks = []
    for number, cue in enumerate(to_cues(timed_passages(record, view=view, format="srt"), named=True), 1):
        times = f"{_clock(cue.start_ms, ',')} --> {_clock(cue.end_ms, ',')}"
        blocks.append("\n".join([str(number), times, *map(_unmarked, cue.lines)]))
    return "\n\n".join(blocks) + "\n"


def write_vtt(record: RecordView, *, view: View = "clean") -> str:
    """The record as WebVTT, each cue in a voice tag.

    Args:
        record: One with turns and times.
        view: "clean" or "verbatim".

    Returns:
        The WebVTT.

    Raises:
        WriteError: If the record has no turns or no times.
    """
    blocks = ["WEBVTT"]
    for cue in to_cues(timed_passages(record, view=view, format="vtt")):
        times = f"{_clock(cue.start_ms, '.')} --> {_clock(cue.end_ms, '.')}"
        voice = html.escape(single_line(cue.speaker.display), quote=False)
        # The end of the tag would make an arrow of a name like A2--, and no cue may hold one; a reader drops the space.
        voice += " " if voice.endswith("-") else ""
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
