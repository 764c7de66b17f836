"""Readers: a file or a text becomes a `SourceText`.

`READERS` is the table of formats. A format is told by the shape of the text, never by the name of a vendor or a file; the first
row whose shape is there reads. To add one, write a file beside this one and a row here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import attrs

from transcript.errors import FormatError
from transcript.readers import html, plain
from transcript.readers.decoding import load
from transcript.text import SourceText
from transcript.values import Problem


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
        name="html",
        shape="a web page: tags, perhaps with front matter above",
        fits=html.is_page,
        read=html.read_page,
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
        fits=html.is_marked,
        read=html.read_marked,
    ),
    Reader(
        name="text",
        shape="paragraphs; stamps, if any, on lines of their own: 05:19",
        fits=lambda _: True,
        read=plain.read_text,
    ),
)


def read(source: str | bytes | Path, *, format: str = "auto") -> tuple[SourceText, tuple[Problem, ...]]:  # noqa: A002
    """Read a source of any supported format.

    Args:
        source: `str` is the text itself, `bytes` its encoded form, `Path` a file.
        format: Name of a reader, or "auto".

    Returns:
        The source with its segments and clock, and what was odd in it.

    Raises:
        FormatError: If there is no reader of that name, the bytes are no text, or the text has not the shape that was asked for.
        SourceError: If the path cannot be opened.
    """
    chosen = [reader for reader in READERS if format in ("auto", reader.name)]
    if not chosen:
        msg = f"no format {format!r}; expected one of: auto, {', '.join(reader.name for reader in READERS)}"
        raise FormatError(msg)
    decoded = load(source)
    reader = next((reader for reader in chosen if reader.fits(decoded.text)), None)
    if reader is None:
        msg = f"the text has not the shape of format {format!r} ({chosen[0].shape})"
        raise FormatError(msg, source=decoded.name)
    text, problems = reader.read(decoded.text, name=decoded.name)
    return text, (*decoded.problems, *problems)
