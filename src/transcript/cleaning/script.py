"""Script: the whole record in simplified or in traditional characters, by OpenCC.

In goes a source and the edits that are already decided, out come edits of a few characters each. OpenCC knows phrases, so that a
segment is converted whole and the changes are read off by laying the two texts side by side; a phrase may change its length.
What other stages write is converted with it, so that the clean text is in one script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

import attrs
from opencc import OpenCC

from transcript.model import Edit
from transcript.text import SourceText, Span

SCRIPTS = ("keep", "simplified", "traditional")
_CONFIGURATIONS = {"simplified": "t2s", "traditional": "s2t"}
_REASONS = {"simplified": "转为简体", "traditional": "转为繁体"}
_SENTENCE = re.compile(r"[^。！？；，、\r\n]*[。！？；，、\r\n]?")
_TEXT = re.compile(r"[^\x00-\x1f\ud800-\udfff]+")
_LONGEST = 200  # characters of a clause; a longer one is changed whole


def script_edits(source: SourceText, *, script: str) -> tuple[Edit, ...]:
    """Convert the speech to one script.

    Args:
        source: What is read.
        script: One of `SCRIPTS`; "keep" changes nothing.

    Returns:
        Edits of kind "script", one for each stretch that changes.

    Raises:
        ValueError: If *script* is none of them.
    """
    if script == "keep":
        return ()
    changes = (change for segment in source.speech for change in _changes(source.text, segment.span, script))
    return tuple(_edit(source.text, span, after, _REASONS[script]) for span, after in changes)


def in_script(edits: Iterable[Edit], *, script: str) -> tuple[Edit, ...]:
    """Convert what edits write to the chosen script.

    Args:
        edits: The edits.
        script: "simplified", "traditional" or "keep".

    Returns:
        The same edits, rewritten.
    """
    if script == "keep":
        return tuple(edits)
    return tuple(attrs.evolve(edit, after=_convert(edit.after, script)) if edit.after else edit for edit in edits)


@lru_cache(maxsize=2)
def _converter(script: str) -> OpenCC:
    if script not in _CONFIGURATIONS:
        msg = f"script is one of {', '.join(SCRIPTS)}, not {script!r}"
        raise ValueError(msg)
    return OpenCC(_CONFIGURATIONS[script])


def _convert(text: str, script: str) -> str:
    """The text in the script; control characters and lone surrogates, which OpenCC cannot take, stay."""
    convert = _converter(script).convert
    return _TEXT.sub(lambda match: convert(match[0]), text)


def _changes(text: str, span: Span, script: str) -> Iterator[tuple[Span, str]]:
    """Where the converted text of *span* differs."""
    converted = _convert(span.slice(text), script)
    if len(converted) == len(span):
        yield from _side_by_side(text, converted, span)
        return
    for match in _SENTENCE.finditer(text, span.start, span.end):
        piece, written = Span(match.start(), match.end()), _convert(match[0], script)
        if len(written) == len(piece):
            yield from _side_by_side(text, written, piece)
        else:
            yield from _aligned(text, written, piece)


def _side_by_side(text: str, converted: str, span: Span) -> Iterator[tuple[Span, str]]:
    """Runs of changed characters, of two texts of one length."""
    begin = -1
    for at, (sign, written) in enumerate(zip(span.slice(text), converted, strict=True), span.start):
        if sign != written and begin < 0:
            begin = at
        elif sign == written and begin >= 0:
            yield Span(begin, at), converted[begin - span.start : at - span.start]
            begin = -1
    if begin >= 0:
        yield Span(begin, span.end), converted[begin - span.start :]


def _aligned(text: str, converted: str, span: Span) -> Iterator[tuple[Span, str]]:
    """The same of two texts of different lengths; a very long clause is changed whole."""
    if len(span) > _LONGEST:
        yield span, converted
        return
    for tag, start, end, other_start, other_end in SequenceMatcher(
        None, span.slice(text), converted, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield Span(span.start + start, span.start + end), converted[other_start:other_end]


def _edit(text: str, span: Span, after: str, reason: str) -> Edit:
    return Edit(span=span, before=span.slice(text), after=after, kind="script", confidence=0.95, reason=reason)
