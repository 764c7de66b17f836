"""Why an edit is made, in a sentence that a clerk understands, and how sure it is."""

from __future__ import annotations

import math
from functools import lru_cache

from transcript.corrections.decision import APPLY, Choice
from transcript.corrections.heard import Heard
from transcript.lexicon import Entry
from transcript.phonetics import align
from transcript.words import words_in

_CONTEXT = 8  # characters on either side with which the words of a stretch are told
TONES, CLOSE = 0.09, 0.3  # cost of a syllable up to which only its tone differs, or it is easily confused


def confidence(score: float) -> float:
    """The share of edits with such a score that are right."""
    return round(1 / (1 + math.exp(-score)), 3)


def reason(heard: Heard, entry: Entry, choice: Choice, *, rival: str | None) -> str:
    """One sentence: what it sounds like, what speaks for it, and why it is only suggested if it is."""
    before = heard.text[choice.start : choice.end]
    if before in entry.heard_as:
        return f"词表注明“{before}”是“{entry.term}”的误听" + ("" if choice.sure else f"，但也是“{rival}”的误听，请核对")
    grounds = choice.grounds
    said = f"与{_named(entry, choice)}{grounds.alike if grounds else _likeness(before, entry.term)}"
    if choice.sure:
        return f"{said}，{grounds.ground if grounds else _instead(heard, choice)}"
    if choice.score >= APPLY and rival:
        return f"{said}，但也可能是“{rival}”，请核对"
    return f"{said}，{grounds.ground if grounds else choice.doubt or '把握不足'}，请核对"


def _named(entry: Entry, choice: Choice) -> str:
    another = choice.grounds is not None and choice.grounds.form != entry.term
    return f"词条“{entry.term}”" + (f"的写法“{choice.grounds.form}”" if another and choice.grounds else "")


def _instead(heard: Heard, choice: Choice) -> str:
    """What the text has there: words, which are less likely, or no words at all."""
    first = max(0, choice.start - _CONTEXT)
    at, pieces = first, []
    for word in words_in(heard.folded[first : choice.end + _CONTEXT]):
        if at < choice.end and choice.start < at + len(word):
            pieces.append(word)
        at += len(word)
    return "原文虽成词，但用在此处可能性小得多" if all(len(word) > 1 for word in pieces) else "原文在此处不成词"


@lru_cache(maxsize=1 << 12)
def _likeness(before: str, term: str) -> str:
    steps = align(before, term)
    if any(not step.heard or not step.meant for step in steps):
        return "读音相近，字数不同"
    worst = max((step.cost for step in steps), default=0.0)
    return (
        "读音相同"
        if worst == 0
        else "声调不同、读音相同"
        if worst <= TONES
        else "读音易混"
        if worst <= CLOSE
        else "读音相近"
    )
