"""Correct names and terms with a lexicon: candidates, features, decision, edits with their reasons."""

from __future__ import annotations

import math
from functools import lru_cache

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.decision import APPLY, Choice, choose, listed_mishearings
from transcript.corrections.features import Weighed, weigh, weigh_again
from transcript.corrections.latin import Latin
from transcript.corrections.term_candidates import ExactMatches, Hits, PhoneticText, as_spelled, by_sound, joined
from transcript.edits import apply_edits
from transcript.lexicon import Entry, Lexicon
from transcript.lexicon.index import CALLED, HEARD, RIGHT, SHORT, Index
from transcript.model import Edit
from transcript.phonetics import align
from transcript.text import SourceText, Span, fold
from transcript.words import words_in

_ROUNDS = 4  # in which what is put right may speak for more


@attrs.frozen(kw_only=True)
class Corrected:
    """A text with its names and terms put right.

    Attributes:
        text: With the applied edits.
        edits: Applied and suggested, spans over the text that was given.
    """

    text: str
    edits: tuple[Edit, ...]


def correct_terms(text: str, *, lexicon: Lexicon) -> Corrected:
    """Put right the names and terms of a lexicon in any text: a subtitle line, a chat message, a document.

    Args:
        text: As recognised.
        lexicon: What is known to be right.

    Returns:
        The corrected text and the edits, applied and suggested.

    >>> lexicon = Lexicon.from_records([{"term": "青石桥街道", "type": "place"}])
    >>> correct_terms("我们到清石桥街道看了看。", lexicon=lexicon).text
    '我们到青石桥街道看了看。'
    """
    edits = _found(PhoneticText.of(text, folded=fold(text)), lexicon).edits
    return Corrected(text=apply_edits(text, [edit for edit in edits if edit.applied]), edits=edits)


@attrs.frozen(kw_only=True)
class Terms:
    """The names and terms that a lexicon finds in a source.

    Attributes:
        edits: Applied and suggested, in order of place.
        right: Where names and terms of the lexicon, and words that it wants left alone, stand as they should.
    """

    edits: tuple[Edit, ...] = ()
    right: tuple[Span, ...] = ()


def find_terms(source: SourceText, *, lexicon: Lexicon | None) -> Terms:
    """Find the names and terms of a lexicon in the speech of a source: those that are right and those to correct.

    Args:
        source: The source text.
        lexicon: The lexicon; None finds nothing.

    Returns:
        The edits and the right places.
    """
    if not lexicon:
        return Terms()
    return _found(PhoneticText.of(source.text, folded=source.folded, closed=_closed(source)), lexicon)


def _closed(source: SourceText) -> NDArray[np.bool_]:
    closed = np.ones(len(source.text), dtype=bool)
    for segment in source.speech:
        closed[segment.span.start : segment.span.end] = False
    return closed


def _found(phonetic: PhoneticText, lexicon: Lexicon) -> Terms:
    index = lexicon.index
    spelled = as_spelled(phonetic, index)
    kinds = index.kinds[spelled.forms]
    right = ExactMatches.of(spelled.where((kinds == RIGHT) | (kinds == CALLED)), short=spelled.forms[kinds == SHORT])
    staying = ExactMatches.of(spelled.where(kinds != HEARD))
    owned = staying.owned(len(phonetic.text))
    told = listed_mishearings(phonetic, index, spelled, owned=owned)
    latin = Latin.of(phonetic, index, owned=owned)
    weighed = weigh(
        phonetic,
        index,
        latin.spoken(by_sound(phonetic, index, attested=right.forms)),
        right=right,
        columns=lexicon.columns,
    )
    choices = _settled(phonetic, index, weighed, latin, owned=owned, told=told, right=right)
    found = [_edit(phonetic, lexicon, choice) for choice in choices]
    return Terms(
        edits=tuple(sorted(found, key=lambda edit: (edit.span.start, edit.span.end))),
        right=tuple(Span(start, end) for start, end in staying.stretches),
    )


def _settled(
    phonetic: PhoneticText,
    index: Index,
    weighed: Weighed,
    latin: Latin,
    *,
    owned: NDArray[np.bool_],
    told: list[Choice],
    right: ExactMatches,
) -> list[Choice]:
    """All choices: what is put right speaks for what is not yet, as it would if the text had had it right."""
    choices = [*told, *choose(phonetic, index, weighed, owned=owned, taken=told, more=latin.choices(right))]
    known = 0
    for _ in range(_ROUNDS):
        sure = [choice for choice in choices if choice.sure]
        if len(sure) == known:
            break
        known = len(sure)
        more = ExactMatches.of(joined([right.hits, _hits(sure)]), short=right.short)
        weighed = weigh_again(phonetic, index, weighed, right=more)
        kept = [*sure, *(choice for choice in told if not choice.sure)]
        choices = [*kept, *choose(phonetic, index, weighed, owned=owned, taken=kept, more=latin.choices(more, sure))]
    return choices


def _hits(choices: list[Choice]) -> Hits:
    starts, ends, forms = np.array([(c.start, c.end, c.form) for c in choices], dtype=np.int64).T
    return Hits(starts, ends, forms.astype(np.int32))


def _edit(phonetic: PhoneticText, lexicon: Lexicon, choice: Choice) -> Edit:
    index = lexicon.index
    entry = lexicon[int(index.rows[choice.form])]
    span = Span(choice.start, choice.end)
    rival = None if choice.rival is None else index.form(choice.rival)
    return Edit(
        span=span,
        before=span.slice(phonetic.text),
        after=entry.term if index.kinds[choice.form] == HEARD else index.form(choice.form),
        kind="name" if entry.type == "person" else "term",
        applied=choice.sure,
        confidence=confidence(choice.score),
        reason=reason(phonetic, entry, choice, rival=rival),
        entry=entry.term,
        runner_up=rival,
        margin=None if choice.rival is None else round(choice.margin, 3),
    )


_CONTEXT = 8  # characters on either side with which the words of a stretch are told
TONES, CLOSE = 0.09, 0.3  # cost of a syllable up to which only its tone differs, or it is easily confused; by hand


def confidence(score: float) -> float:
    """Convert a score to the expected share of right edits.

    Args:
        score: The score of a candidate, in log odds.

    Returns:
        A probability.
    """
    return round(1 / (1 + math.exp(-score)), 3)


def reason(phonetic: PhoneticText, entry: Entry, choice: Choice, *, rival: str | None) -> str:
    """Explain a choice in one sentence: what it sounds like, what speaks for it, and why it is only suggested if it is.

    Args:
        phonetic: The text, prepared for search by sound.
        entry: The entry of the lexicon.
        choice: The choice.
        rival: The term of the best other candidate, if there is one.

    Returns:
        The sentence, in Chinese.
    """
    before = phonetic.text[choice.start : choice.end]
    if before in entry.heard_as:
        return f"词表注明“{before}”是“{entry.term}”的误听" + ("" if choice.sure else f"，但也是“{rival}”的误听，请核对")
    grounds = choice.grounds
    said = f"与{_named(entry, choice)}{grounds.alike if grounds else _likeness(before, entry.term)}"
    if choice.sure:
        return f"{said}，{grounds.ground if grounds else _instead(phonetic, choice)}"
    if choice.score >= APPLY and rival:
        return f"{said}，但也可能是“{rival}”，请核对"
    return f"{said}，{grounds.ground if grounds else choice.doubt or '把握不足'}，请核对"


def _named(entry: Entry, choice: Choice) -> str:
    another = choice.grounds is not None and choice.grounds.form != entry.term
    return f"词条“{entry.term}”" + (f"的写法“{choice.grounds.form}”" if another and choice.grounds else "")


def _instead(phonetic: PhoneticText, choice: Choice) -> str:
    """Return what the text has there: words, which are less likely, or no words at all."""
    first = max(0, choice.start - _CONTEXT)
    at, pieces = first, []
    for word in words_in(phonetic.folded[first : choice.end + _CONTEXT]):
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
