"""The cues of a change of speaker: a table of patterns, and where they match.

`cues.tsv` holds one cue a row. A cue stands right before a change (a closing formula, an invitation, a question) or right after one (an acknowledgement, a
greeting, an answer). It has a weight for each kind of change: from the host to a guest, from a guest back to the host, between two guests. Cues explain
changes (`Turn.evidence`); they do not decide them. A new cue is a new row with an example.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import attrs
import regex

from transcript.words import expand

PASSINGS = ("host>guest", "guest>host", "guest>guest")
_BEFORE, _AFTER = 70, 50  # so far from the change may a cue reach
_TITLES = (
    "老师|教授|博士|校长|院长|部长|局长|处长|主任|主席|书记|会长|理事长|秘书长|总经理|经理|总裁|总监|董事长|行长|厅长|司长|市长|区长|县长|镇长|所长|馆长|科长|"
    "委员|议员|代表|律师|先生|女士|同志|同学|学长|学姐|总|工|董|导|记者|专委|专员|组长|署长|政委|次长|主委|参事|医生|医师|检察官|法官|巡视员"
)
_MACROS = {
    "{T}": f"(?:{_TITLES})",
    "{P}": f"[^。！？!?，,、；：\\s]{{1,12}}?(?:{_TITLES})",
    "{HM}": "(?:好的?|嗯|呃|啊|对|是|行|OK|那|那么|哦)[，,。！\\s]*",
}


@attrs.frozen(kw_only=True)
class Cue:
    """A row of the table.

    Attributes:
        name: What it is called in `Turn.evidence`.
        place: "before" or "after" the change.
        weights: What it adds for each of `PASSINGS`, in log odds.
        pattern: What it looks like, in simplified script; one that stands before the change is matched backwards from it.
        example: An invented case, with | where the turn changes.
    """

    name: str
    place: str
    weights: tuple[float, float, float]
    pattern: regex.Pattern[str]
    example: str


def find_cues(text: str, at: int) -> list[tuple[Cue, int, int]]:
    """Find the cues around a possible change of speaker.

    Args:
        text: The stream, in simplified script.
        at: Position at which the turn would change.

    Returns:
        Each cue with the start and the end of the words that match it.

    >>> [(cue.name, start, end) for cue, start, end in find_cues("我就讲到这里，谢谢大家。好，", 12)]
    [('close-thanks-all', 7, 12), ('close-so-far', 1, 12), ('host-good', 12, 14)]
    """
    low, high = max(0, at - _BEFORE), at + _AFTER
    return [
        (cue, *match.span())
        for place, start, end in (("before", low, at), ("after", at, high))
        if _any(place).match(text, start, end)
        for cue in _placed(place)
        if (match := cue.pattern.match(text, start, end))
    ]


@lru_cache(maxsize=2)
def _placed(place: str) -> tuple[Cue, ...]:
    return tuple(cue for cue in cues() if cue.place == place)


@lru_cache(maxsize=2)
def _any(place: str) -> regex.Pattern[str]:
    """All cues of a place as one: at most candidates there is none."""
    cues_there = _placed(place)
    return regex.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in cues_there), cues_there[0].pattern.flags)


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """Read the table of cues.

    Returns:
        The cues, in the order of the table.
    """
    table = resources.files("transcript.turns").joinpath("cues.tsv").read_text(encoding="utf-8")
    return tuple(_cue(line.split("\t")) for line in table.splitlines() if line and not line.startswith("#"))


def _cue(row: list[str]) -> Cue:
    name, place, *weights, pattern, example = row
    for macro, meaning in _MACROS.items():
        pattern = pattern.replace(macro, meaning)
    flags = regex.REVERSE if place == "before" else 0
    h_g, g_h, g_g = (float(w) for w in weights)
    return Cue(
        name=name, place=place, weights=(h_g, g_h, g_g), pattern=regex.compile(expand(pattern), flags), example=example
    )
