"""Captions with a head: ASS subtitle scripts, LRC lyrics, and timed text in XML (TTML, YouTube's timedtext and transcript).

Enters a text, leaves the source of its lines. ASS names the speaker in a column of its own; the title of LRC becomes a title, its other
tags are passed over, its `offset` moves every time. Minutes of LRC may run past 59. Of XML every element is read that has a start and words; TTML names the agent who
speaks. A document type is refused, so that no entity expands.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from xml.parsers import expat

import regex

from transcript.errors import FormatError
from transcript.model import Problem
from transcript.readers.subtitles import LINE_END, with_prefixes, without_overlaps
from transcript.readers.timed_segments import CLOCK, Reading, TimedSegment, source_of, tidy, time_words, to_label, to_ms

_SAMPLE = 20_000  # characters that tell the format
_HEADER = regex.compile(r"^\s*\[(?:Script Info|V4\+? Styles|Events)\]", regex.MULTILINE)
_DIALOGUE = regex.compile(r"\s*Dialogue\s*:")
_FIELDS = regex.compile(r"\s*Format\s*:(?P<fields>.*)", regex.IGNORECASE)
_USUAL_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_OVERRIDE = regex.compile(r"\{[^{}]*+\}")
_BREAK = regex.compile(r"\\[Nn]")

_TAG = regex.compile(
    r"\s*\[(?P<key>ti|ar|al|au|by|offset|length|re|ve|tool|id|lr)\s*:(?P<value>[^\]]*+)\]\s*", regex.IGNORECASE
)
_STAMP = regex.compile(rf"\s*[\[【](?P<time>{CLOCK})[\]】]")
_WORD_STAMP = regex.compile(rf"<(?P<time>{CLOCK})>")


_XML_HEAD = regex.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--[^<>]{0,500}-->\s*)?<(?:[a-z]{1,10}:)?(?:tt[\s>]|timedtext[\s>]|transcript\s*>\s*<text\s)"
)
_TIMED = frozenset({"p", "text", "span"})
_STARTS = ("begin", "start", "t")
_METRIC = regex.compile(r"(?P<number>[0-9]{1,15}(?:\.[0-9]{1,9})?)(?P<unit>h|ms|m|s|t|f)")
_DEEPEST = 200  # nested elements


def is_ass(text: str) -> bool:
    """Tell whether *text* has the sections of a subtitle script.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return bool(_HEADER.search(text[:_SAMPLE])) and "Dialogue" in text


def is_lrc(text: str) -> bool:
    """Tell whether *text* has tags of lyrics above lines with stamps.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    lines = [line for line in LINE_END.split(text[:_SAMPLE]) if line.strip()][:20]
    return bool(lines) and bool(_TAG.fullmatch(lines[0])) and any(map(_STAMP.match, lines))


def read_ass(text: str, *, name: str | None = None) -> Reading:
    """Read a subtitle script.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.

    Raises:
        FormatError: If a line of dialogue has fewer fields than the script says.
    """
    return source_of(with_prefixes(list(_dialogue(text))), format_name="ass", name=name)


def _dialogue(text: str) -> Iterator[TimedSegment]:
    fields = list(_USUAL_FIELDS)
    events = False
    for number, line in enumerate(LINE_END.split(text), 1):
        if line.lstrip().startswith("["):
            events = line.strip().lower() == "[events]"
        elif events and (named := _FIELDS.match(line)):
            fields = [field.strip().lower() for field in named["fields"].split(",")]
            _check_fields(fields, number, line)
        elif _DIALOGUE.match(line):
            yield _event(fields, number, line)


def _check_fields(fields: list[str], number: int, line: str) -> None:
    missing = [field for field in ("start", "text") if field not in fields]
    if missing or fields[-1] != "text":
        msg = f"expected the fields Start and Text, Text the last one, found {', '.join(fields)[:80]}"
        raise FormatError(msg, line=number, column=1, text=line[:200])


def _event(fields: list[str], number: int, line: str) -> TimedSegment:
    values = line.partition(":")[2].split(",", len(fields) - 1)
    if len(values) < len(fields):
        msg = f"expected {len(fields)} fields ({', '.join(fields)}), found {len(values)}"
        raise FormatError(msg, line=number, column=1, text=line[:200])
    row = dict(zip(fields, values, strict=True))
    words = _BREAK.sub("\n", _OVERRIDE.sub("", row["text"])).replace("\\h", " ")
    start, end = to_ms(row["start"], unit=1000), to_ms(row.get("end"), unit=1000)
    return TimedSegment(
        text=tidy(words), start_ms=start, end_ms=end, label=to_label(row.get("name") or row.get("actor"))
    )


def read_lrc(text: str, *, name: str | None = None) -> Reading:
    """Read lyrics.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    tags: dict[str, str] = {}
    lines = []
    for line in LINE_END.split(text):
        tag = _TAG.fullmatch(line)
        if tag:
            tags[tag["key"].lower()] = tag["value"].strip()
        elif line.strip():
            lines.append(line)
    shift = _shift(tags.get("offset", ""))
    found = [_line(line, shift) for line in lines]
    problems = _repeated(sum(again for _, again in found))
    cues = with_prefixes([cue for cue, _ in found])
    source, odd = source_of(cues, format_name="lrc", name=name, title=tidy(tags.get("ti", "")) or None)
    return source, (*problems, *odd)


def _shift(value: str) -> int:
    """Return what `offset` takes from every time."""
    return int(value) if regex.fullmatch(r"[+-]?[0-9]{1,7}", value) else 0


def _line(line: str, shift: int) -> tuple[TimedSegment, bool]:
    """A line as a cue, and whether it has more stamps than one."""
    at, start, stamps = 0, None, 0
    while stamp := _STAMP.match(line, at):
        if stamps == 0:
            start = _moved(stamp["time"], shift)
        at, stamps = stamp.end(), stamps + 1
    words = list(_words(line[at:], shift))
    said = tidy("".join(word for word, _, _ in words))
    return TimedSegment(text=said, start_ms=start, times=time_words(said, words)), stamps > 1


def _words(text: str, shift: int) -> Iterator[tuple[str, int | None, None]]:
    at, start = 0, None
    for stamp in _WORD_STAMP.finditer(text):
        yield text[at : stamp.start()], start, None
        at, start = stamp.end(), _moved(stamp["time"], shift)
    yield text[at:], start, None


def _moved(stamp: str, shift: int) -> int | None:
    time = to_ms(stamp, unit=1)
    return None if time is None else max(0, time - shift)


def _repeated(lines: int) -> tuple[Problem, ...]:
    if not lines:
        return ()
    return (Problem(kind="stamp", message=f"{lines} 行有几个时间戳，只用了第一个"),)


class _TimedXml:
    """The timed elements of a document, as its XML is read."""

    def __init__(self) -> None:
        self.cues: list[TimedSegment] = []
        self.ticks = 10_000_000.0
        self._agents: dict[str, str] = {}
        self._agent: str | None = None
        self._open: list[tuple[str, dict[str, str]]] = []
        self._words: list[tuple[str, int | None, None]] = []
        self._timed = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, text: str) -> list[TimedSegment]:
        """The cues of the document."""
        self._parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - expat takes no keyword
        return self.cues

    def _refuse(self, *_: object) -> None:
        msg = "declares a document type"
        raise ValueError(msg)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        given = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if len(self._open) > _DEEPEST:
            msg = f"is nested more than {_DEEPEST} deep"
            raise ValueError(msg)
        self._open.append((name, given))
        if name == "tt" and given.get("tickRate", "").isdigit():
            self.ticks = float(given["tickRate"][:12]) or self.ticks
        elif name == "agent":
            self._agent = given.get("id")
        elif name == "br" and self._timed:
            self._words.append(("\n", None, None))
        elif name in _TIMED and any(key in given for key in _STARTS):
            self._timed += 1
            self._words = []

    def _end(self, _: str) -> None:
        name, given = self._open.pop()
        if name == "agent":
            self._agent = None
        elif name in _TIMED and any(key in given for key in _STARTS):
            self._timed -= 1
            if self._timed == 0:
                self._close(given)

    def _close(self, given: dict[str, str]) -> None:
        start = self._time(given, _STARTS)
        end, length = self._time(given, ("end",)), self._time(given, ("dur", "d"))
        if end is None and start is not None and length is not None:
            end = start + length
        words = [
            (html.unescape(word), None if at is None or start is None else start + at, None)
            for word, at, _ in self._words
        ]
        said = tidy("".join(word for word, _, _ in words))
        label = self._agents.get(given.get("agent", ""), given.get("agent"))
        if said:
            self.cues.append(
                TimedSegment(
                    text=said, start_ms=start, end_ms=end, label=to_label(label), times=time_words(said, words)
                )
            )

    def _time(self, given: dict[str, str], keys: tuple[str, ...]) -> int | None:
        key = next((key for key in keys if key in given), None)
        if key is None:
            return None
        value = given[key].strip()
        metric = _METRIC.fullmatch(value)
        if metric:
            units = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0, "t": 1000 / self.ticks, "f": 40.0}
            return to_ms(metric["number"], unit=units[metric["unit"]])
        return to_ms(value, unit=1.0 if key in {"t", "d"} else 1000.0)

    def _characters(self, words: str) -> None:
        if self._timed:
            name, given = self._open[-1]
            at = given.get("t", "0") if name == "s" else None
            self._words.append((words, int(at) if at and at.isdigit() and len(at) < 10 else None, None))
        elif self._agent and words.strip() and self._open[-1][0] == "name":
            self._agents[self._agent] = words.strip()


def is_timed_xml(text: str) -> bool:
    """Tell whether *text* is XML whose root holds timed text.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return _XML_HEAD.match(text) is not None


def read_timed_xml(text: str, *, name: str | None = None) -> Reading:
    """Read timed text in XML.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.

    Raises:
        FormatError: If it is no well-formed XML, or declares a document type.
    """
    try:
        cues = _TimedXml().read(text.lstrip())
    except (expat.ExpatError, ValueError) as error:
        msg = f"broken XML: {error}"
        raise FormatError(msg) from None
    kept, overlaps = without_overlaps(cues)
    source, odd = source_of(with_prefixes(kept), format_name="ttml", name=name)
    return source, (*overlaps, *odd)
