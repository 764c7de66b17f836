"""Which characters an output can hold."""

from __future__ import annotations

import regex

# All but the characters of XML 1.0: controls, lone surrogates, U+FFFE and U+FFFF. Other formats are better off without them, too.
_UNSTORABLE = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storable(text: str) -> str:
    r"""*text* with U+FFFD in place of what no XML and no UTF-8 file can hold.

    Source: XML 1.0 (5th edition), production 2, Char.

    >>> storable("开\x00会\ud800")
    '开\ufffd会\ufffd'
    """
    kept: str = _UNSTORABLE.sub("\ufffd", text)
    return kept


def single_line(text: str) -> str:
    """*text* storable and on one line, runs of white space as one space."""
    return storable(" ".join(text.split()))
