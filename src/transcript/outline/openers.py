"""How the first words of a sentence speak for its being the heading of a point."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import regex

# 在落实上下功夫, 在创新方面求突破: a heading, though most sentences that open with 在 are details
_WHEREIN = regex.compile(r"在[^，。；、\n]{2,12}(?:上|方面|中)[^，。；、\n的]{2,5}(?=[，。；\n])")
_WHEREIN_WEIGHT = 1.0
_UNKNOWN_OPENER = -0.3


@cache
def _openers() -> tuple[dict[str, float], int]:
    text = files(__package__).joinpath("openers.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    table = {word: float(weight) for word, weight in rows}
    return table, max(map(len, table))


def opening_weight(text: str, at: int) -> float:
    """How much the words at *at* look like the beginning of a heading, in log odds.

    >>> opening_weight("强化管理", 0) > 0 > opening_weight("同时还要", 0)
    True
    """
    if _WHEREIN.match(text, at):
        return _WHEREIN_WEIGHT
    table, longest = _openers()
    for size in range(longest, 0, -1):
        weight = table.get(text[at : at + size])
        if weight is not None:
            return weight
    return _UNKNOWN_OPENER
