"""Subtitles: SRT, WebVTT and SBV; captions that roll.

Enters a text, leaves the source of its cues. Who speaks stands in a voice tag (`<v 江一帆>`) or before a colon (`江一帆: …`, `[SPEAKER_00]: …`); a
cue without a name goes on with the last one where names stand before colons. Tags of style are left out, stamps inside a cue are the times of
its words, notes and styles of WebVTT are passed over. A block without a time is kept: it goes on with the cue before it.

Where each cue says once more what the last one said, and a little more, each word is read once. A file rolls if most cues begin with the end of the
cue before them: with its last lines, with all of it (a line that grows), or with so many of its last characters that no speaker would repeat
them. Elsewhere what is said twice stays: a refrain, a vote.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

import attrs
import regex

from transcript.errors import FormatError
from transcript.model import Problem
from transcript.readers.line_layouts import SPEAKER_LAYOUTS, Mark, find_marks
from transcript.readers.timed_segments import CLOCK, Reading, TimedSegment, source_of, tidy, time_words, to_label, to_ms

LINE_END = regex.compile(r"\r\n|\r|\n")
_ARROW = r"\s*(?:[-—\u2013=]{1,3}[>＞]|→)\s*"
_TIMING = regex.compile(
    rf"\s*(?P<start>-?{CLOCK}){_ARROW}(?P<end>-?{CLOCK})?(?:\s(?P<rest>[^\r\n]*))?"
    r"|\s*(?P<start>[0-9]{1,3}:[0-9]{2}:[0-9]{2}\.[0-9]{3}),(?P<end>[0-9]{1,3}:[0-9]{2}:[0-9]{2}\.[0-9]{3})\s*"
)
_SBV = regex.compile(r"\s*[0-9]{1,3}:[0-9]{2}:[0-9]{2}\.[0-9]{3},[0-9]{1,3}:[0-9]{2}:[0-9]{2}\.[0-9]{3}\s*")
# What WebVTT and SubRip write behind the times: align:start, X1:40.
_SETTINGS = regex.compile(r"(?:\s*[A-Za-z0-9]+:\S+)*\s*")
_DASH = regex.compile(r"(?:[-\u2013—\u2010]|>>+)[ \t]*(?![0-9])")
_NUMBER = regex.compile(r"\s*[0-9]{1,9}\s*")
_ASIDE = regex.compile(r"\s*(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP)\b")
_VOICE = regex.compile(r"<v(?:\.[^\s<>]*+)?[ \t]++(?P<name>[^<>\r\n]*+)>|</v>")
_INNER = regex.compile(rf"<(?P<time>{CLOCK})>")
_STYLE = regex.compile(r"</?(?:[ibucsv]|font|ruby|rt|lang)(?:[ .][^<>\r\n]*+)?>|\{\\[^{}\r\n]*+\}", regex.IGNORECASE)
_CHARACTERS = {"&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "", "&rlm;": "", "&amp;": "&"}
_CHARACTER = regex.compile("|".join(_CHARACTERS))
# What other formats begin with: two files were put into one.
_FOREIGN = regex.compile(
    r"\s*(?:WEBVTT(?:\s|$)|\[Script Info\]|File type = \"ooTextFile\"|\{\s*\"|\[\s*\{|SPEAKER \S+ [0-9]+ [0-9.]+ )"
)
# Layouts of speaker marks without a clock.
_PREFIXES = tuple(
    layout for layout in SPEAKER_LAYOUTS if "TIME" not in layout.pattern and "LOOSE" not in layout.pattern
)
# What detectors look at.
_SAMPLE = 4_000


def is_vtt(text: str) -> bool:
    """Tell whether *text* begins with the mark of WebVTT.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return regex.match(r"\s*WEBVTT(?:\s|$)", text) is not None


def is_srt(text: str) -> bool:
    """Tell whether a line of times with an arrow stands near the beginning of *text*.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    lines = [line for line in LINE_END.split(text[:_SAMPLE]) if line.strip()][:6]
    return any(_TIMING.fullmatch(line) for line in lines)


def is_sbv(text: str) -> bool:
    """Tell whether the first line of *text* is a start and an end with a comma between.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    first = next((line for line in LINE_END.split(text[:_SAMPLE]) if line.strip()), "")
    return _SBV.fullmatch(first) is not None


def read_sbv(text: str, *, name: str | None = None) -> Reading:
    """Read SBV.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    return _read(text, name=name, format_name="sbv")


def read_vtt(text: str, *, name: str | None = None) -> Reading:
    """Read WebVTT.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    return _read(text, name=name, format_name="vtt")


def read_srt(text: str, *, name: str | None = None) -> Reading:
    """Read SRT.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    return _read(text, name=name, format_name="srt")


def _read(text: str, *, name: str | None, format_name: str) -> Reading:
    problems: list[Problem] = []
    cues = [cue for block in _blocks(text, problems, notes=format_name == "vtt") for cue in block.cues()]
    cues, overlaps = without_overlaps(cues)
    source, odd = source_of(with_prefixes(without_dashes(cues)), format_name=format_name, name=name)
    return source, (*problems, *overlaps, *odd)


@attrs.frozen(kw_only=True)
class _Block:
    """The lines of a cue and its times."""

    lines: list[str] = attrs.field(factory=list)
    start_ms: int | None = None
    end_ms: int | None = None

    def cues(self) -> Iterator[TimedSegment]:
        """A cue for each voice; the first has the start, the last the end."""
        voices = list(_voices("\n".join(self.lines)))
        for index, (label, words) in enumerate(voices):
            timed = list(_timed(words))
            said = tidy("".join(word for word, _, _ in timed))
            start = self.start_ms if index == 0 else None
            end = self.end_ms if index == len(voices) - 1 else None
            yield TimedSegment(text=said, start_ms=start, end_ms=end, label=label, times=time_words(said, timed))


def _blocks(text: str, problems: list[Problem], *, notes: bool) -> Iterator[_Block]:
    """The cues as they stand; a block of lines without a time goes on with the cue before it."""
    block: _Block | None = None
    timeless = unclear = 0
    for piece in (piece for lines in _paragraphs(text) for piece in _pieces(lines)):
        if piece.timing is None and notes and _is_note(piece, begun=block is not None):
            continue
        if piece.timing is None:
            _refuse_foreign(piece)
            timeless += block is None or bool(block.lines)
        if block and (piece.timing or piece.number):
            yield block
            block = None
        block = block or _begun(piece)
        block.lines.extend(piece.lines)
        unclear += piece.timing is not None and block.start_ms is None
    if block:
        yield block
    if timeless:
        problems.append(Problem(kind="stamp", message=f"{timeless} 段文字没有自己的时间"))
    if unclear:
        problems.append(Problem(kind="stamp", message=f"{unclear} 段的开始时间不是录音里可能的时间，没有采用"))


@attrs.frozen(kw_only=True)
class _Piece:
    """Lines below one line of times, or below none.

    Attributes:
        at: The number of the first line.
        timing: The line of times.
        number: The number or name above it.
    """

    at: int
    timing: regex.Match[str] | None = None
    number: str = ""
    lines: list[str] = attrs.field(factory=list)


def _pieces(lines: Sequence[tuple[int, str]]) -> Iterator[_Piece]:
    """A paragraph by its lines of times: empty lines between cues may be lost."""
    piece = _Piece(at=lines[0][0])
    for at, line in lines:
        timing = _TIMING.fullmatch(line) if ":" in line or "：" in line else None
        if not timing:
            piece.lines.append(line)
            continue
        is_first = piece.timing is None and len(piece.lines) == 1
        named = piece.lines and (is_first or _NUMBER.fullmatch(piece.lines[-1]))
        number = piece.lines.pop() if named else ""
        if piece.timing or piece.lines:
            yield piece
        piece = _Piece(at=at, timing=timing, number=number)
        if (rest := timing["rest"]) and not _SETTINGS.fullmatch(rest):
            piece.lines.append(rest)
    if piece.timing is None and len(piece.lines) > 1 and _NUMBER.fullmatch(piece.lines[0]):
        piece = attrs.evolve(piece, number=piece.lines[0], lines=piece.lines[1:])
    yield piece


def _is_note(piece: _Piece, *, begun: bool) -> bool:
    return _ASIDE.match(piece.lines[0]) is not None and not (begun and _FOREIGN.match(piece.lines[0]))


def _begun(piece: _Piece) -> _Block:
    if piece.timing is None:
        return _Block()
    return _Block(start_ms=to_ms(piece.timing["start"], unit=1), end_ms=to_ms(piece.timing["end"], unit=1))


def _paragraphs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines that show something, each line with its number."""
    lines = enumerate(_lines(text), 1)
    for shown, run in groupby(lines, key=lambda line: bool(line[1].strip())):
        if shown:
            yield list(run)


def _lines(text: str) -> Iterator[str]:
    """The lines one by one: all at once are twice the file."""
    at = 0
    for end in LINE_END.finditer(text):
        yield text[at : end.start()]
        at = end.end()
    yield text[at:]


def _refuse_foreign(piece: _Piece) -> None:
    words = piece.lines[0]
    if _FOREIGN.match(words):
        msg = "expected a cue, found what another format begins with: are these two files in one?"
        raise FormatError(msg, line=piece.at, column=1, text=words[:200])


def _voices(text: str) -> Iterator[tuple[str | None, str]]:
    """The stretches of a cue by voice tag, each with its name."""
    at, label = 0, None
    for tag in _VOICE.finditer(text):
        if text[at : tag.start()].strip():
            yield label, text[at : tag.start()]
        at, label = tag.end(), to_label(_plain(tag["name"])) if tag["name"] else None
    if at == 0 or text[at:].strip():
        yield label, text[at:]


def _timed(text: str) -> Iterator[tuple[str, int | None, None]]:
    """The stretches of a cue by the stamps inside it."""
    at, start = 0, None
    for stamp in _INNER.finditer(text):
        yield _plain(text[at : stamp.start()]), start, None
        at, start = stamp.end(), to_ms(stamp["time"], unit=1)
    yield _plain(text[at:]), start, None


def _plain(text: str) -> str:
    """The text without tags of style and with its escaped characters."""
    plain: str = _CHARACTER.sub(lambda escape: _CHARACTERS[escape.group()], _STYLE.sub("", text))
    return plain


def without_dashes(cues: Sequence[TimedSegment]) -> list[TimedSegment]:
    """Remove the dashes or arrows that mark another speaker, if all lines of a cue of several begin with one.

    Args:
        cues: The timed segments, in the order of the file.

    Returns:
        The segments without them.
    """
    return [_undashed(cue) if cue.text[:1] in "-\u2013—\u2010>" else cue for cue in cues]


def _undashed(cue: TimedSegment) -> TimedSegment:
    lines = cue.text.split("\n")
    marks = [_DASH.match(line) for line in lines]
    if not all(marks) or (len(lines) < 2 and not cue.text.startswith(">>")):
        return cue
    times, at, shift = array("q"), 0, 0
    cuts = []
    for line, mark in zip(lines, marks, strict=True):
        shift += mark.end() if mark else 0
        cuts.append((at, shift))
        at += len(line) + 1
    for index in range(0, len(cue.times), 2):
        removed = max(shift for start, shift in cuts if start <= cue.times[index])
        if cue.times[index] >= removed:
            times.extend((cue.times[index] - removed, cue.times[index + 1]))
    words = "\n".join(line[mark.end() if mark else 0 :] for line, mark in zip(lines, marks, strict=True))
    return attrs.evolve(cue, text=words, times=times)


def with_prefixes(cues: Sequence[TimedSegment]) -> list[TimedSegment]:
    """Make labels of the names before colons, if no segment has a label yet.

    Args:
        cues: The timed segments, in the order of the file.

    Returns:
        The segments with labels.
    """
    if any(cue.label for cue in cues):
        return list(cues)
    names = {
        mark.label
        for mark in find_marks([line for cue in cues for line in cue.text.split("\n")], layouts=_PREFIXES)
        if mark and mark.label
    }
    if names:
        inside = regex.compile(
            rf"(?<=[。！？!?…])[ \t]*(?=(?:{'|'.join(map(regex.escape, sorted(names)))})\s*[:：])|[ \t]+(?=(?:{'|'.join(map(regex.escape, sorted(names)))})\s*[:：])"
        )
        cues = [_parted(cue, inside) for cue in cues]
    lines = [(cue, line) for cue in cues for line in cue.text.split("\n")]
    marks = find_marks([line for _, line in lines], layouts=_PREFIXES)
    if not any(marks):
        return list(cues)
    labelled: list[TimedSegment] = []
    label, found = None, iter(marks)
    for cue in cues:
        at = 0
        for part in _stretches(cue, found):
            label = part.mark.label if part.mark else label
            labelled.append(_cut(cue, part, label=label, is_first=at == 0))
            at = part.end
    return labelled


def _parted(cue: TimedSegment, inside: Any) -> TimedSegment:
    """A cue that two speakers share, with a line for each."""
    pieces = inside.split(cue.text)
    if len(pieces) < 2:
        return cue
    times = array("q")
    found = [(match.start(), 1 - len(match.group())) for match in inside.finditer(cue.text)]
    for index in range(0, len(cue.times), 2):
        shift = sum(by for start, by in found if start < cue.times[index] or (start == cue.times[index] and by == 1))
        times.extend((cue.times[index] + shift, cue.times[index + 1]))
    return attrs.evolve(cue, text="\n".join(pieces), times=times)


@attrs.frozen(kw_only=True)
class _Stretch:
    """The lines of a cue that one mark stands before."""

    mark: Mark | None
    start: int
    end: int


def _stretches(cue: TimedSegment, marks: Iterator[Mark | None]) -> Iterator[_Stretch]:
    at = start = 0
    mark: Mark | None = None
    for line in cue.text.split("\n"):
        following = next(marks)
        if following and at:
            yield _Stretch(mark=mark, start=start, end=at - 1)
        if following:
            mark, start = following, min(at + following.words + (following.words >= len(line)), len(cue.text))
        at += len(line) + 1
    yield _Stretch(mark=mark, start=start, end=at - 1)


def _cut(cue: TimedSegment, part: _Stretch, *, label: str | None, is_first: bool) -> TimedSegment:
    times = array("q")
    for index in range(0, len(cue.times), 2):
        if part.start <= cue.times[index] <= part.end:
            times.extend((cue.times[index] - part.start, cue.times[index + 1]))
    start = cue.start_ms if is_first else None
    end = cue.end_ms if part.end == len(cue.text) else None
    return TimedSegment(text=cue.text[part.start : part.end], start_ms=start, end_ms=end, label=label, times=times)


# So many pairs of cues, and so large a share of them, must overlap.
_LEAST, _SHARE = 2, 0.4
# A cue that is shown no longer only clears the screen.
_BLINK_MS = 60
# Fewer characters may come back by chance.
_LEAST_CHARACTERS = 5
_LONGEST = 400  # characters


def without_overlaps(cues: Sequence[TimedSegment]) -> tuple[list[TimedSegment], list[Problem]]:
    r"""Remove from each segment what the one before has said, if the file rolls.

    Args:
        cues: The timed segments, in the order of the file.

    Returns:
        The segments and the problems.

    >>> first, second = TimedSegment(text="各位好"), TimedSegment(text="各位好\n我们开会")
    >>> [cue.text for cue in without_overlaps([first, second, TimedSegment(text="我们开会\n先说水渠")])[0]]
    ['各位好', '我们开会', '先说水渠']
    """
    shown = [cue for cue in cues if cue.text]
    pairs = list(pairwise(shown))
    rolling = sum(1 for before, after in pairs if _rolls(before, after))
    if rolling < _LEAST or rolling < _SHARE * len(pairs):
        return list(cues), []
    kept = [shown[0]]
    removed = 0
    for before, after in pairs:
        overlap = _overlap(before.text, after.text)
        removed += overlap > 0
        rest = _rest(after, overlap)
        if not rest.text or (overlap == len(before.text) and "\n" not in after.text):
            kept[-1] = _grown(kept[-1], after, rest)
        else:
            kept.append(rest)
    return kept, [Problem(kind="caption", message=f"滚动字幕：{removed} 处与前一条重复的文字只读一次")]


def _rolls(before: TimedSegment, after: TimedSegment) -> bool:
    """Return whether a cue goes on with the one before; one that only repeats it tells nothing, unless it is a blink."""
    overlap = _overlap(before.text, after.text)
    if overlap < len(after.text):
        return overlap > 0
    return overlap > 0 and any(
        cue.start_ms is not None and cue.end_ms is not None and cue.end_ms - cue.start_ms <= _BLINK_MS
        for cue in (before, after)
    )


def _overlap(before: str, after: str) -> int:
    """Return how many characters at the start of *after* are the end of *before*: whole lines, all of it, or many."""
    longest = len(after) if before == after else _longest_overlap(before[-_LONGEST:], after[:_LONGEST])
    if longest == 0:
        return 0
    whole_lines = before[len(before) - longest - 1 : len(before) - longest] in {"", "\n"} and after[
        longest : longest + 1
    ] in {"", "\n"}
    grows = longest == len(before) and longest >= 2
    return longest if whole_lines or grows or longest >= _LEAST_CHARACTERS else 0


def _longest_overlap(before: str, after: str) -> int:
    """Length of the longest end of *before* that *after* starts with.

    Source: the failure function of Knuth, Morris and Pratt; linear.
    """
    joined = f"{after}\0{before}"
    failure = [0] * len(joined)
    for index in range(1, len(joined)):
        length = failure[index - 1]
        while length and joined[index] != joined[length]:
            length = failure[length - 1]
        failure[index] = length + (joined[index] == joined[length])
    return failure[-1]


def _rest(cue: TimedSegment, overlap: int) -> TimedSegment:
    """The cue without its first characters."""
    start = overlap + (cue.text[overlap : overlap + 1] == "\n")
    times = array("q")
    for index in range(0, len(cue.times), 2):
        if cue.times[index] >= start:
            times.extend((cue.times[index] - start, cue.times[index + 1]))
    return attrs.evolve(cue, text=cue.text[start:], times=times)


def _grown(cue: TimedSegment, after: TimedSegment, rest: TimedSegment) -> TimedSegment:
    """The cue with what the next one adds to it."""
    times = array("q", cue.times)
    for index in range(0, len(rest.times), 2):
        times.extend((len(cue.text) + rest.times[index], rest.times[index + 1]))
    return attrs.evolve(cue, text=cue.text + rest.text, end_ms=after.end_ms or cue.end_ms, times=times)
