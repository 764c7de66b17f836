"""Names and terms put right with a lexicon: candidates, evidence, decision, edits."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.attested import Attested
from transcript.corrections.candidates import Hits, as_spelled, by_sound, joined
from transcript.corrections.decision import Choice, choose, told_wrong
from transcript.corrections.evidence import Weighed, weigh, weigh_again
from transcript.corrections.heard import Heard
from transcript.corrections.latin import Latin
from transcript.corrections.reasons import confidence, reason
from transcript.edits import apply_edits
from transcript.lexicon import Lexicon
from transcript.lexicon.index import CALLED, HEARD, RIGHT, Index
from transcript.text import SourceText, Span, fold
from transcript.values import Edit

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
    edits = _found(Heard.of(text, folded=fold(text)), lexicon).edits
    return Corrected(text=apply_edits(text, [edit for edit in edits if edit.applied]), edits=edits)


@attrs.frozen(kw_only=True)
class Terms:
    """What a lexicon finds in a source.

    Attributes:
        edits: Applied and suggested, in order of place.
        right: Where names and terms of the lexicon, and words that it wants left alone, stand as they should.
    """

    edits: tuple[Edit, ...] = ()
    right: tuple[Span, ...] = ()


def find_terms(source: SourceText, *, lexicon: Lexicon | None) -> Terms:
    """Find the names and terms of a lexicon in the speech of a source: those that are right and those to be put right."""
    if not lexicon:
        return Terms()
    return _found(Heard.of(source.text, folded=source.folded, closed=_closed(source)), lexicon)


def _closed(source: SourceText) -> NDArray[np.bool_]:
    closed = np.ones(len(source.text), dtype=bool)
    for segment in source.speech:
        closed[segment.span.start : segment.span.end] = False
    return closed


def _found(heard: Heard, lexicon: Lexicon) -> Terms:
    index = lexicon.index
    spelled = as_spelled(heard, index)
    kinds = index.kinds[spelled.forms]
    right = Attested.of(spelled.where((kinds == RIGHT) | (kinds == CALLED)))
    staying = Attested.of(spelled.where(kinds != HEARD))
    owned = staying.owned(len(heard.text))
    told = told_wrong(heard, index, spelled, owned=owned)
    latin = Latin.of(heard, index, owned=owned)
    weighed = weigh(heard, index, latin.spoken(by_sound(heard, index, attested=right.forms)), right=right)
    choices = _settled(heard, index, weighed, latin, owned=owned, told=told, right=right)
    found = [_edit(heard, lexicon, choice) for choice in choices]
    return Terms(
        edits=tuple(sorted(found, key=lambda edit: (edit.span.start, edit.span.end))),
        right=tuple(Span(start, end) for start, end in staying.stretches),
    )


def _settled(
    heard: Heard,
    index: Index,
    weighed: Weighed,
    latin: Latin,
    *,
    owned: NDArray[np.bool_],
    told: list[Choice],
    right: Attested,
) -> list[Choice]:
    """All choices: what is put right speaks for what is not yet, as it would if the text had had it right."""
    choices = [*told, *choose(heard, index, weighed, owned=owned, taken=told, more=latin.choices(right))]
    known = 0
    for _ in range(_ROUNDS):
        sure = [choice for choice in choices if choice.sure]
        if len(sure) == known:
            break
        known = len(sure)
        more = Attested.of(joined([right.hits, _hits(sure)]))
        weighed = weigh_again(heard, index, weighed, right=more)
        kept = [*sure, *(choice for choice in told if not choice.sure)]
        choices = [*kept, *choose(heard, index, weighed, owned=owned, taken=kept, more=latin.choices(more, sure))]
    return choices


def _hits(choices: list[Choice]) -> Hits:
    starts, ends, forms = np.array([(c.start, c.end, c.form) for c in choices], dtype=np.int64).T
    return Hits(starts, ends, forms.astype(np.int32))


def _edit(heard: Heard, lexicon: Lexicon, choice: Choice) -> Edit:
    index = lexicon.index
    entry = lexicon[int(index.rows[choice.form])]
    span = Span(choice.start, choice.end)
    rival = None if choice.rival is None else index.form(choice.rival)
    return Edit(
        span=span,
        before=span.slice(heard.text),
        after=entry.term if index.kinds[choice.form] == HEARD else index.form(choice.form),
        kind="name" if entry.type == "person" else "term",
        applied=choice.sure,
        confidence=confidence(choice.score),
        reason=reason(heard, entry, choice, rival=rival),
        entry=entry.term,
        runner_up=rival,
        margin=None if choice.rival is None else round(choice.margin, 3),
    )
