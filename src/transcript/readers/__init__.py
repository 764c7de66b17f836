"""Readers: a file or a text becomes a `SourceText`.

`read` decodes the input and hands it to the reader whose layout it has. A reader is told apart by the shape of the text, never by
the name of a vendor or a file.
"""

from __future__ import annotations

from pathlib import Path

from transcript.readers.decoding import load
from transcript.readers.plain import read_plain
from transcript.text import SourceText
from transcript.values import Problem


def read(source: str | bytes | Path, *, format: str = "auto") -> tuple[SourceText, tuple[Problem, ...]]:  # noqa: A002
    """Read a source of any supported format.

    Args:
        source: `str` is the text itself, `bytes` its encoded form, `Path` a file.
        format: Name of a reader, or "auto".

    Returns:
        The source with its segments and clock, and what was odd in it.
    """
    text, name, problems = load(source)
    read_text, more = read_plain(text, name=name)
    return read_text, (*problems, *more)
