"""The words around a number that decide how it is written, read from `number_words.tsv`."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.resources import files

_ROWS = [
    line.split("\t")[:2]
    for line in (files(__package__) / "number_words.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
_KEPT = re.compile(r"(.*)\[(.+)\](.*)")


def _words(role: str) -> tuple[str, ...]:
    """The expressions of one role, long ones first, so that an alternation finds 平方公里 before 公里."""
    return tuple(sorted((word for row, word in _ROWS if row == role), key=len, reverse=True))


def _kept() -> list[tuple[str, str, str]]:
    matches = (_KEPT.fullmatch(word) for word in _words("keep"))
    return [(match[1], match[2], match[3]) for match in matches if match]


def _fixed() -> dict[str, list[tuple[str, str]]]:
    by_run: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for before, run, after in _kept():
        by_run[run].append((before, after))
    return dict(by_run)


FIXED = _fixed()
"""A run that stays, with what must stand before and after it."""
KEPT_AFTER = re.compile("|".join(after for _, after in FIXED["#"] if after))
KEPT_BEFORE = tuple(before for before, _ in FIXED["#"] if before)
MEASURES = _words("measure")
ORDINAL_UNITS = re.compile("|".join(_words("ordinal")))
CUES = re.compile(f"(?:{'|'.join(_words('cue'))})[是为：]?")
CODES_AFTER = re.compile("|".join(_words("code")))
NAMES = frozenset(_words("name"))
