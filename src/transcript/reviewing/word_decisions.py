"""Apply decisions about words: which edits a record has afterwards, and which of them are applied.

The order of the decisions does not matter. Accepted edits and words of one's own are applied, refused edits are not. An applied edit without a decision gives
way to words of one's own that cover it, and to a turn that now begins inside it. A decision that would make edits overlap does not fit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import attrs

from transcript.edits import shortened
from transcript.model import Edit
from transcript.reviewing.decisions import Accept, EditKey, Refuse, Replace
from transcript.reviewing.misfits import ACROSS, BOTH_WAYS, NO_EDIT, NO_SPEECH, OVERLAP, WORDS, UnfitError
from transcript.reviewing.turn_decisions import is_spoken
from transcript.text import SourceText, Span

WordDecision = Accept | Refuse | Replace
Numbered = tuple[int, WordDecision]
Unfit = dict[int, UnfitError]
Wish = int | Replace  # the edit that is to stand: an index of the record's, or a new one
Wishes = dict[Wish, list[int]]  # with the numbers of the decisions that want it

ACCEPTED, REFUSED, WRITTEN = "经人工确认", "经人工否定", "人工改写"
_GAVE_WAY = "让位于人工改写“{before}→{after}”"
_ACROSS = "跨越两位发言人，不作改动"


@attrs.frozen
class _Outcome:
    """An edit as it would be, and the wish that makes it so."""

    edit: Edit
    wish: Wish | None = None


def decide_words(
    source: SourceText,
    edits: Sequence[Edit],
    decisions: Iterable[Numbered],
    *,
    turns: Sequence[Span],
    begun: Iterable[int],
) -> tuple[tuple[Edit, ...], Unfit]:
    """Apply decisions about words to the edits of a record.

    Args:
        source: What the edits are spans of.
        edits: The record's.
        decisions: Each with its number in the list.
        turns: Where the turns stand, all decisions about them carried out.
        begun: Where turns begin that did not begin there before.

    Returns:
        The edits, and why which of the decisions do not fit; those have no effect.
    """
    within = [_within(edit, turns, frozenset(begun)) for edit in edits]
    wanted, refused, unfit = _noted(source, within, decisions, turns)
    unfit |= _contradictions(within, wanted, refused)
    while True:
        outcomes = _outcomes(within, wanted, refused)
        clashes = list(_clashes(outcomes))
        if not clashes:
            return tuple(outcome.edit for outcome in outcomes), unfit
        for wish, clash in clashes:
            unfit |= dict.fromkeys(wanted.pop(wish, ()), clash)


def _within(edit: Edit, turns: Sequence[Span], begun: frozenset[int]) -> Edit:
    """The edit; as a suggestion if a turn now begins inside it."""
    between = not edit.span and edit.span.start in begun
    if edit.applied and (between or _turn_crossed(edit.span, turns) is not None):
        return attrs.evolve(edit, applied=False, reason=_with(edit.reason, _ACROSS))
    return edit


def _turn_crossed(span: Span, turns: Sequence[Span]) -> int | None:
    """Where the turn begins into which *span* reaches from the one before."""
    row = bisect_right(turns, span.start, key=lambda turn: turn.start)
    begins_inside = row < len(turns) and span.end >= turns[row].start
    held = row > 0 and span.end <= turns[row - 1].end
    return turns[row].start if begins_inside and not held else None


def _noted(
    source: SourceText, edits: Sequence[Edit], decisions: Iterable[Numbered], turns: Sequence[Span]
) -> tuple[Wishes, dict[int, list[int]], Unfit]:
    """The decisions by the edit that they speak of: those who want it, those who refuse it, those who speak of none."""
    wanted: Wishes = defaultdict(list)
    refused: dict[int, list[int]] = defaultdict(list)
    unfit: Unfit = {}
    known = _by_words(edits)
    for number, decision in decisions:
        try:
            if isinstance(decision, Refuse):
                refused[_index(decision.edit, edits, known)].append(number)
                continue
            wish = _wish(decision, source, edits, known)
            _check_turn(decision, turns)
            wanted[wish].append(number)
        except UnfitError as misfit:
            unfit[number] = misfit
    return wanted, refused, unfit


_Words = tuple[int, int, str, str]


def _by_words(edits: Sequence[Edit]) -> dict[_Words, list[int]]:
    known: dict[_Words, list[int]] = defaultdict(list)
    for index, edit in enumerate(edits):
        known[edit.span.start, edit.span.end, edit.before, edit.after].append(index)
    return known


def _wish(
    decision: Accept | Replace, source: SourceText, edits: Sequence[Edit], known: dict[_Words, list[int]]
) -> Wish:
    if isinstance(decision, Accept):
        return _index(decision.edit, edits, known)
    found = decision.span.slice(source.text)
    if found != decision.before:
        raise UnfitError(WORDS, at=decision.start, words=decision.before, found=found)
    if not (is_spoken(source, decision.start) and is_spoken(source, decision.end - 1)):
        raise UnfitError(NO_SPEECH, at=decision.start)
    same = known.get((decision.start, decision.end, decision.before, decision.after))
    return same[0] if same else decision


def _index(key: EditKey, edits: Sequence[Edit], known: dict[_Words, list[int]]) -> int:
    """Which edit is meant: the one of its kind, else another that does the same."""
    same = known.get((key.start, key.end, key.before, key.after))
    if not same:
        raise UnfitError(NO_EDIT, before=key.before, after=key.after, start=key.start)
    return next((index for index in same if edits[index].kind == key.kind), same[0])


def _check_turn(decision: Accept | Replace, turns: Sequence[Span]) -> None:
    what = decision.edit if isinstance(decision, Accept) else decision
    crossed = _turn_crossed(Span(what.start, what.end), turns)
    if crossed is not None:
        raise UnfitError(ACROSS, before=what.before, start=what.start, turn=crossed)


def _contradictions(edits: Sequence[Edit], wanted: Wishes, refused: dict[int, list[int]]) -> Unfit:
    """An edit that is accepted and refused is neither."""
    unfit: Unfit = {}
    for index in [index for index in refused if index in wanted]:
        edit = edits[index]
        both = UnfitError(BOTH_WAYS, before=edit.before, after=edit.after, start=edit.span.start)
        unfit |= dict.fromkeys((*wanted.pop(index), *refused.pop(index)), both)
    return unfit


def _outcomes(edits: Sequence[Edit], wanted: Wishes, refused: dict[int, list[int]]) -> list[_Outcome]:
    """Every edit as the decisions make it, in order of place."""
    written = sorted((wish for wish in wanted if isinstance(wish, Replace)), key=lambda wish: wish.span)
    starts = [wish.start for wish in written]
    farthest = list(accumulate(written, _farther))
    outcomes = [_Outcome(_written(wish), wish) for wish in written]
    for index, edit in enumerate(edits):
        row = bisect_right(starts, edit.span.start)
        if index in wanted:
            outcomes.append(_Outcome(_settled(edit, applied=True), index))
        elif index in refused:
            outcomes.append(_Outcome(_settled(edit, applied=False)))
        elif edit.applied and row and farthest[row - 1].span.covers(edit.span) and edit.span:
            outcomes.append(_Outcome(_yielded(edit, farthest[row - 1])))
        else:
            outcomes.append(_Outcome(edit))
    return sorted(outcomes, key=lambda outcome: (outcome.edit.span, not outcome.edit.applied))


def _farther(left: Replace, right: Replace) -> Replace:
    return left if left.end >= right.end else right


def _settled(edit: Edit, *, applied: bool) -> Edit:
    """The edit as somebody decided, who is sure."""
    confidence, word = (1.0, ACCEPTED) if applied else (0.0, REFUSED)
    reason = edit.reason if edit.reason.endswith(word) else _with(edit.reason, word)
    return attrs.evolve(edit, applied=applied, confidence=confidence, reason=reason, yields_to=None)


def _written(wish: Replace) -> Edit:
    return Edit(span=wish.span, before=wish.before, after=wish.after, kind=wish.kind, reason=WRITTEN)


def _yielded(edit: Edit, wish: Replace) -> Edit:
    why = _GAVE_WAY.format(before=shortened(wish.before), after=shortened(wish.after))
    return attrs.evolve(edit, applied=False, yields_to=wish.span, reason=_with(edit.reason, why))


def _clashes(outcomes: Iterable[_Outcome]) -> Iterator[tuple[Wish, UnfitError]]:
    """The wishes that would put one applied edit on another, each with the reason."""
    last: _Outcome | None = None
    for outcome in outcomes:
        if not outcome.edit.applied:
            continue
        if last and (last.edit.span.overlaps(outcome.edit.span) or last.edit.span == outcome.edit.span):
            for one, other in ((last, outcome), (outcome, last)):
                if one.wish is not None:
                    yield one.wish, _overlap(one.edit, other.edit)
        last = outcome if last is None or outcome.edit.span.end >= last.edit.span.end else last


def _overlap(edit: Edit, other: Edit) -> UnfitError:
    return UnfitError(
        OVERLAP,
        before=edit.before,
        after=edit.after,
        start=edit.span.start,
        other_before=other.before,
        other_after=other.after,
        other_start=other.span.start,
    )


def _with(reason: str, more: str) -> str:
    return f"{reason}；{more}" if reason else more
