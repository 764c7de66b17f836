"""Words of meetings that several rules need (thanks, invitations, kinds of meetings), each group once, in `phrases.tsv`.

A pattern names a group in braces: `{THANK}(?:大家)?` stands for `(?:谢谢|感谢|多谢)(?:大家)?`. Whoever adds a word to a row adds it to every
pattern that names the group. What only one rule needs stands in that rule.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import regex

_GROUP = regex.compile(r"\{([A-Z]+)\}")


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Words of one group.

    Args:
        name: First column of a row of `phrases.tsv`.

    Returns:
        The words, longer ones first, so that an alternation of them matches the longest.

    Raises:
        KeyError: If there is no such group.

    >>> phrases("THANK")
    ('谢谢', '感谢', '多谢')
    """
    return _groups()[name]


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    lines = files(__package__).joinpath("phrases.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {row[0]: tuple(sorted(row[1].split(), key=len, reverse=True)) for row in rows}


def expand(pattern: str) -> str:
    """Replace the names of groups in a pattern by alternations of their words.

    Args:
        pattern: A regular expression; `{THANK}` names a group, other braces are left alone.

    Returns:
        The pattern with a non-capturing group in place of each name.

    Raises:
        KeyError: If there is no such group.

    >>> expand("{THANK}[^。]{0,4}")
    '(?:谢谢|感谢|多谢)[^。]{0,4}'
    """
    return str(_GROUP.sub(lambda match: f"(?:{'|'.join(phrases(match[1]))})", pattern))
