"""Text that Markdown shows as it stands: nothing in it becomes markup, a link or HTML.

Source: CommonMark 0.31 sections 2.4 (backslash escapes), 4 and 6; GitHub's extensions for tables, strikethrough, autolinks and mathematics.
"""

from __future__ import annotations

import regex

# Markup wherever it stands, and what cannot be encoded or shown.
_INLINE = regex.compile(r"[\\`*_\[\]<>|~$&]")
# Markup at the start of a line: headings, lists, quotes, rules.
_LINE_START = regex.compile(r"(?m)^(\s*)(#{1,6}(?=\s|$)|[-+=]|:(?=\s*-)|[0-9]{1,9}(?=[.)](?:\s|$)))")
# GitHub makes links of bare addresses.
_ADDRESS = regex.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)|(?<=\w)(?=@\w)")
_UNSHOWABLE = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def escaped(text: str) -> str:
    r"""*text* for the middle of a document: each line of it shows as it stands.

    >>> print(escaped("1. <b>江一帆</b> [见](http://x)"))
    1\. \<b\>江一帆\</b\> \[见\](http\://x)
    """
    text = _INLINE.sub(lambda mark: "\\" + mark.group(), _UNSHOWABLE.sub("\ufffd", text))
    text = _ADDRESS.sub(lambda start: start.group() + "\\", text)
    text = _LINE_START.sub(_started, text)
    return str(text)


def _started(match: regex.Match[str]) -> str:
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark[0].isdigit() else f"{space}\\{mark}"


def one_line(text: str) -> str:
    """*text* escaped on a single line, for headings, lists and table cells."""
    return escaped(" ".join(text.split()))
