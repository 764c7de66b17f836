"""Stretches of text beside the forms they may be, all at once: what each pair costs in sound and where its spellings differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.candidates import Hits
from transcript.corrections.heard import Heard
from transcript.lexicon.hashing import Places
from transcript.lexicon.index import Index
from transcript.phonetics.alignment import GAP
from transcript.phonetics.confusions import TONE, syllable_costs
from transcript.phonetics.readings import Codes, has_several, other_codes

Costs = NDArray[np.float64]
Flags = NDArray[np.bool_]
Points = NDArray[np.uint32]

_AT_ONCE = 1 << 13  # candidates that are compared at a time


@attrs.frozen(eq=False, kw_only=True)
class Compared:
    """Pairs of a stretch and a form, one a row.

    Attributes:
        cost: Cost of the alignment: syllable by syllable, with one gap where the lengths differ.
        steps: How many characters differ in each way of `WAYS`: rows as in `WAYS`, columns as the pairs.
        first, past: Where the spellings begin and cease to differ, as offsets in the text.
        kept: Characters that stay as they are.
        edges: What the first and the last character cost.
        head, tail: Whether the first and the last character differ.
        gap: Syllables lost (positive) or put in (negative).
    """

    cost: Costs
    steps: Costs
    first: Places
    past: Places
    kept: Costs
    edges: Costs
    head: Flags
    tail: Flags
    gap: Places

    def where(self, rows: Places) -> Compared:
        """Some of the pairs."""
        return Compared(
            **{name: values.take(rows, axis=-1) for name, values in attrs.asdict(self, recurse=False).items()}
        )


# Ways in which a character may differ, each up to so much cost: read alike, another tone, almost alike, near, far.
WAYS = {"alike": 1e-9, "tone": 0.09, "close": 0.3, "near": 0.5, "part": 0.7, "far": 1.1}
_ONES = 1 << 8 * np.arange(len(WAYS))


def compare(heard: Heard, index: Index, hits: Hits, *, most: float) -> tuple[Hits, Compared]:
    """Compare candidates with their forms.

    Args:
        heard: The text.
        index: The lexicon.
        hits: The candidates.
        most: What each may cost a character of its form.

    Returns:
        Those that differ from their forms and cost no more, in the same order, and how they differ.
    """
    said, meant = hits.ends - hits.starts, index.sizes(hits.forms)
    order = np.argsort(2 * np.minimum(said, meant) + (said != meant))
    blocks = [order[first : first + _AT_ONCE] for first in range(0, max(len(order), 1), _AT_ONCE)]
    found = [part for rows in blocks for part in _near(heard, index, hits, rows, most)]
    rows = np.concatenate([rows for rows, _ in found])
    order = np.argsort(rows)
    return hits.where(rows.take(order)), _all([compared for _, compared in found]).where(order)


def _near(heard: Heard, index: Index, hits: Hits, rows: Places, most: float) -> Iterator[tuple[Places, Compared]]:
    """Those rows of candidates that are near and differ, size by size, and how they differ."""
    for first, beside in _lay(heard, index, hits.where(rows)):
        near = np.flatnonzero(beside.cost <= most * beside.meant)
        some = rows[first:].take(near)
        compared = _differences(hits.where(some), beside.where(near))
        differs = np.flatnonzero((compared.first < compared.past) | (compared.gap > 0))
        yield some.take(differs), compared.where(differs)


def _all(parts: list[Compared]) -> Compared:
    names = attrs.fields_dict(Compared)
    return Compared(**{name: np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in names})


@attrs.frozen(eq=False, kw_only=True)
class _Beside:
    """Stretches laid beside their forms, from the left and from the right: characters down, candidates across.

    As many characters are compared as the shorter side has, and all candidates have the same number.

    Attributes:
        meant: Characters of the forms.
        gap: How many more these are than those of the stretches.
        left, right: What each pair of characters costs.
        left_same, right_same: Whether the two are the same.
        turn: From which character on a candidate is read from the right.
        cost: Of the whole candidate.
    """

    meant: Places
    gap: Places
    left: Costs
    right: Costs
    left_same: Flags
    right_same: Flags
    turn: Places
    cost: Costs

    def where(self, kept: Places) -> _Beside:
        """Some candidates."""
        values = attrs.asdict(self, recurse=False)
        return _Beside(**{name: value.take(kept, axis=-1) for name, value in values.items()})


def _lay(heard: Heard, index: Index, hits: Hits) -> Iterator[tuple[int, _Beside]]:
    """Candidates beside their forms: all of one size, then all of another, with the row of the first.

    Args:
        heard: The text.
        index: The lexicon.
        hits: The candidates, by how many characters are compared; of those, the ones without a gap first.
    """
    meant, begins = index.sizes(hits.forms), index.starts.take(hits.forms)
    gap = meant - (hits.ends - hits.starts)
    count = np.minimum(meant, meant - gap)
    firsts = np.flatnonzero(np.diff(count, prepend=0)).tolist()
    groups = [slice(first, past) for first, past in pairwise([*firsts, len(hits)])] or [slice(0)]
    grids = [
        grid
        for group in groups
        for grid in _grids(hits.starts[group], begins[group], gap[group], size=int(count[group].max(initial=1)))
    ]
    laid = _cut(
        _pairs(heard, index, *(np.concatenate([grid[side].ravel() for grid in grids]) for side in (0, 1))), grids
    )
    for group, (left, left_same), (ragged, ragged_same) in zip(groups, laid[::2], laid[1::2], strict=True):
        even = left.shape[1] - ragged.shape[1]
        right = np.concatenate([left[:, :even], ragged], axis=1)
        cost, turn = _aligned(left, right)
        yield (
            group.start or 0,
            _Beside(
                meant=meant[group],
                gap=gap[group],
                left=left,
                right=right,
                left_same=left_same,
                right_same=np.concatenate([left_same[:, :even], ragged_same], axis=1),
                turn=turn,
                cost=cost + GAP * np.abs(gap[group]),
            ),
        )


def _grids(starts: Places, begins: Places, gap: Places, *, size: int) -> Iterator[tuple[Places, Places]]:
    """Where the characters stand that are compared, in text and form: from the left, and with a gap from the right."""
    steps, ragged = np.arange(size)[:, None], np.flatnonzero(gap)
    text_at, form_at = starts + steps, begins + steps
    yield text_at, form_at
    lost = gap.take(ragged)
    yield text_at.take(ragged, axis=1) + np.maximum(-lost, 0), form_at.take(ragged, axis=1) + np.maximum(lost, 0)


def _cut(laid: tuple[Costs, Flags], grids: list[tuple[Places, Places]]) -> list[tuple[Costs, Flags]]:
    """What was found for all grids at once, grid by grid."""
    costs, same = laid
    pasts = np.cumsum([text_at.size for text_at, _ in grids]).tolist()
    cuts = zip([0, *pasts], pasts, [text_at.shape for text_at, _ in grids], strict=False)
    return [(costs[a:b].reshape(shape), same[a:b].reshape(shape)) for a, b, shape in cuts]


def _differences(hits: Hits, beside: _Beside) -> Compared:
    count = len(beside.left)
    left = _run(beside.left_same)
    right = np.minimum(_run(beside.right_same[::-1]), count - left)
    from_right = np.arange(count)[:, None] >= beside.turn
    same = np.where(from_right, beside.right_same, beside.left_same)
    steps = np.where(from_right, beside.right, beside.left)
    ragged = GAP * ((beside.gap != 0) & ((left == 0) | (right == 0)))
    return Compared(
        cost=beside.cost,
        steps=_ways(steps, same),
        first=hits.starts + left,
        past=hits.ends - right,
        kept=same.sum(axis=0).astype(np.float64),
        head=left == 0,
        tail=right == 0,
        edges=steps[0] + steps[-1] + ragged,
        gap=beside.gap,
    )


def _pairs(heard: Heard, index: Index, text_at: Places, form_at: Places) -> tuple[Costs, Flags]:
    """Cost of each pair of characters, and whether the two are the same."""
    said, meant = heard.points.take(text_at), index.points.take(form_at)
    a, b = heard.codes.take(text_at), index.codes.take(form_at)
    costs = _costs(a, b)
    same = said == meant
    costs[same] = 0.0
    _read_otherwise(costs, np.flatnonzero(costs), said=(said, a), meant=(meant, b))
    return costs, same


def _read_otherwise(costs: Costs, rows: Places, *, said: tuple[Points, Codes], meant: tuple[Points, Codes]) -> None:
    """Lower some costs to those of the nearest readings, where a character has several; a neutral tone then is any."""
    several = has_several(said[0].take(rows)) | has_several(meant[0].take(rows))
    rows = rows.take(np.flatnonzero(several))
    heard, known = (
        [codes.take(rows), *other_codes(points.take(rows), codes=codes.take(rows))] for points, codes in (said, meant)
    )
    for a, b in product(heard, known):
        both = np.flatnonzero((a > 0) & (b > 0))
        at = rows.take(both)
        costs[at] = np.minimum(costs.take(at), _costs(a.take(both), b.take(both), neutral=5))


def _costs(a: Codes, b: Codes, *, neutral: int | None = None) -> Costs:
    """The cost of each pair of codes; a tone that is *neutral* differs from none."""
    table = syllable_costs()
    costs: Costs = table.ravel().take((a >> 3).astype(np.intp) * len(table) + (b >> 3))
    tones = (a ^ b) & 7 != 0
    if neutral:
        tones &= (a & 7 != neutral) & (b & 7 != neutral)
    costs += TONE * tones
    return np.minimum(costs, 1.0, out=costs)


def _aligned(left: Costs, right: Costs) -> tuple[Costs, Places]:
    """The cost of each pair, and from which character on it is aligned from the right: where a gap costs least."""
    gain, best = np.zeros(left.shape[1]), np.zeros(left.shape[1])
    turn = np.zeros(left.shape[1], dtype=np.int64)
    for place, gained in enumerate(left - right, start=1):
        gain += gained
        turn[gain < best] = place
        np.minimum(best, gain, out=best)
    return right.sum(axis=0) + best, turn


def _ways(steps: Costs, same: Flags) -> Costs:
    """How many characters of each pair differ in each way, those that stay aside: counted in one number, eight bits a way."""
    kinds = np.add.reduce([steps > edge for edge in list(WAYS.values())[:-1]], axis=0, dtype=np.intp)
    ones = (_ONES.take(kinds) * ~same).sum(axis=0)
    return np.stack([(ones >> np.int64(8 * way)) & np.int64(0xFF) for way in range(len(WAYS))]).astype(np.float64)


def _run(same: Flags) -> Places:
    """How many characters are the same from the first on."""
    run, going = np.zeros(same.shape[1], dtype=np.int64), np.ones(same.shape[1], dtype=np.bool_)
    for here in same:
        going &= here
        run += going
    return run
