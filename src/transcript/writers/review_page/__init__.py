"""The review page: a shell of HTML with style, script and the record inside, which asks nobody for anything.

Words of the record reach the page in two ways: the title, escaped, and one block of JSON, which the script shows as text. A policy in the head lets only
this very script run and nothing be loaded, whatever a record holds.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import lru_cache
from importlib.resources import files
from string import Template
from typing import Any

import regex

from transcript.model import RecordView, View
from transcript.writers.minutes import single_line, title_of, title_on_paper
from transcript.writers.review_page.page_data import page_data

_STYLES = ("page.css", "review.css", "print.css")
# In this order they are one script.
SCRIPTS = (
    "source.js",
    "state.js",
    "turns.js",
    "text.js",
    "blocks.js",
    "timeline.js",
    "contents.js",
    "search.js",
    "review.js",
    "popover.js",
    "selecting.js",
    "dialogs.js",
    "files.js",
    "page.js",
)
# What would end the block of JSON, and what no UTF-8 file can hold.
_UNSAFE = regex.compile(r"[<\ud800-\udfff]")
_LONGEST_TITLE = 200
_BIDI = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")


def write_html(record: RecordView, *, view: View = "clean") -> str:
    """The record as a page that works from a file, without a network.

    Args:
        record: Any record.
        view: The words that it shows first, "clean" or "verbatim"; it can show both.

    Returns:
        The HTML.
    """
    title, on_paper = (_heading(found(record)) for found in (title_of, title_on_paper))
    style, script = _joined(_STYLES), _script()
    return Template(_file("page.html")).substitute(
        title=html.escape(title),
        suffix=html.escape(on_paper.removeprefix(title)),
        policy=_policy(style=style, script=script),
        style=style,
        data=_embedded(page_data(record, view=view)),
        script=script,
    )


def _heading(text: str) -> str:
    line = _BIDI.sub("", single_line(text))
    return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE]}…"


def _embedded(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    safe: str = _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    return safe


def _policy(*, style: str, script: str) -> str:
    """A Content-Security-Policy: this style and this script by their hashes, nothing else.

    Source: W3C Content Security Policy Level 3, sections 6.1 and 8.2.
    """
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@lru_cache(maxsize=1)
def _script() -> str:
    return f'(() => {{\n"use strict";\n{_joined(SCRIPTS)}}})();\n'


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(_file(name) for name in names)


@lru_cache(maxsize=32)
def _file(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")
