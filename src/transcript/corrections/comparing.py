"""Stretches of text beside the forms they may be, all at once: what each pair costs in sound and where its spellings differ."""

from __future__ import annotations

from itertools import product

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.candidates import Hits, joined, ranges
from transcript.corrections.heard import Heard
from transcript.lexicon.hashing import Places
from transcript.lexicon.index import Index
from transcript.phonetics.alignment import GAP
from transcript.phonetics.confusions import TONE, syllable_costs
from transcript.phonetics.readings import Codes, has_several, other_codes

Costs = NDArray[np.float64]
Points = NDArray[np.uint32]

_AT_ONCE = 1 << 15  # candidates that are compared at a time


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
    head: NDArray[np.bool_]
    tail: NDArray[np.bool_]
    gap: Places

    def where(self, rows: Places) -> Compared:
        """Some of the pairs."""
        return Compared(
            **{name: values.take(rows, axis=-1) for name, values in attrs.asdict(self, recurse=False).items()}
        )


# Ways in which a character may differ, each up to so much cost: read alike, another tone, almost alike, near, far.
WAYS = {"alike": 1e-9, "tone": 0.09, "close": 0.3, "near": 0.5, "part": 0.7, "far": 1.1}


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
    blocks = (np.arange(first, min(first + _AT_ONCE, len(hits))) for first in range(0, max(len(hits), 1), _AT_ONCE))
    parts = [_near(heard, index, hits.where(block), most) for block in blocks]
    if len(parts) == 1:
        return parts[0]
    return joined([hits for hits, _ in parts]), _all([compared for _, compared in parts])


def _near(heard: Heard, index: Index, hits: Hits, most: float) -> tuple[Hits, Compared]:
    beside = _lay(heard, index, hits)
    near = np.flatnonzero(beside.cost <= most * index.sizes(hits.forms))
    hits, beside = hits.where(near), beside.where(near)
    compared = _differences(hits, beside)
    differs = np.flatnonzero((compared.first < compared.past) | (compared.gap > 0))
    return hits.where(differs), compared.where(differs)


def _all(parts: list[Compared]) -> Compared:
    names = attrs.fields_dict(Compared)
    return Compared(**{name: np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in names})


@attrs.frozen(eq=False, kw_only=True)
class _Beside:
    """Stretches laid beside their forms, character by character, from the left and from the right.

    Attributes:
        counts: How many characters of each candidate are compared: as many as the shorter side has.
        gap: How many more the form has.
        left, right: What each pair of characters costs, candidate after candidate.
        left_same, right_same: Whether the two are the same.
        turn: From which character on a candidate is read from the right.
        cost: Of the whole candidate.
    """

    counts: Places
    gap: Places
    left: Costs
    right: Costs
    left_same: NDArray[np.bool_]
    right_same: NDArray[np.bool_]
    turn: Places
    cost: Costs

    def where(self, kept: Places) -> _Beside:
        """Some candidates."""
        rows, offsets = ranges(self.counts[kept])
        pairs = (np.cumsum(self.counts) - self.counts)[kept][rows] + offsets
        return _Beside(
            **{n: getattr(self, n).take(kept) for n in ("counts", "gap", "turn", "cost")},
            **{n: getattr(self, n).take(pairs) for n in ("left", "right", "left_same", "right_same")},
        )


def _lay(heard: Heard, index: Index, hits: Hits) -> _Beside:
    said, meant = hits.ends - hits.starts, index.sizes(hits.forms)
    counts = np.minimum(said, meant)
    rows, offsets = ranges(counts)
    text_at, form_at = hits.starts[rows] + offsets, index.starts[hits.forms[rows]] + offsets
    left, left_same = _pairs(heard, index, text_at, form_at)
    right, right_same = left, left_same
    gap = meant - said
    firsts = np.cumsum(counts) - counts
    cost, turn = _sums(left, firsts), np.zeros(len(hits), dtype=np.int64)
    ragged = np.flatnonzero(gap)
    if len(ragged):
        moved = np.flatnonzero((gap != 0)[rows])
        right, right_same = left.copy(), left_same.copy()
        in_text, in_form = np.maximum(-gap, 0)[rows[moved]], np.maximum(gap, 0)[rows[moved]]
        right[moved], right_same[moved] = _pairs(heard, index, text_at[moved] + in_text, form_at[moved] + in_form)
        cost[ragged], turn[ragged] = _aligned(left[moved], right[moved], counts[ragged])
    return _Beside(
        counts=counts,
        gap=gap,
        left=left,
        right=right,
        left_same=left_same,
        right_same=right_same,
        turn=turn,
        cost=cost + GAP * np.abs(gap),
    )


def _differences(hits: Hits, beside: _Beside) -> Compared:
    counts = beside.counts
    rows, offsets = ranges(counts)
    firsts = np.cumsum(counts) - counts
    left = _run(beside.left_same, firsts, counts)
    right = np.minimum(_run(beside.right_same, firsts, counts, backwards=True), counts - left)
    from_right = offsets >= beside.turn[rows]
    same = np.where(from_right, beside.right_same, beside.left_same)
    steps = np.where(from_right, beside.right, beside.left)
    ragged = GAP * ((beside.gap != 0) & ((left == 0) | (right == 0)))
    return Compared(
        cost=beside.cost,
        steps=_ways(np.where(same, -1.0, steps), firsts),
        first=hits.starts + left,
        past=hits.ends - right,
        kept=_sums(same.astype(np.float64), firsts),
        head=left == 0,
        tail=right == 0,
        edges=steps[firsts] + steps[firsts + counts - 1] + ragged,
        gap=beside.gap,
    )


def _pairs(heard: Heard, index: Index, text_at: Places, form_at: Places) -> tuple[Costs, NDArray[np.bool_]]:
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


def _aligned(left: Costs, right: Costs, counts: Places) -> tuple[Costs, Places]:
    """The cost of each pair, and from which character on it is aligned from the right: where a gap costs least."""
    firsts = np.cumsum(counts) - counts
    totals = _sums(right, firsts)
    gains = np.cumsum(left - right)
    gains -= np.repeat(gains[firsts] - (left - right)[firsts], counts)
    best = np.minimum.reduceat(gains, firsts)
    rows, offsets = ranges(counts)
    from_right = np.minimum.reduceat(np.where(gains == best[rows], offsets + 1, counts[rows]), firsts)
    useful = best < 0
    return totals + np.where(useful, best, 0.0), np.where(useful, from_right, 0)


def _sums(values: Costs, firsts: Places) -> Costs:
    return np.add.reduceat(values, firsts) if len(firsts) else np.zeros(0)


def _ways(steps: Costs, firsts: Places) -> Costs:
    """How many characters of each pair differ in each way; a step below 0 is a character that stays."""
    edges = np.array([-0.5, *WAYS.values()])
    kinds = np.searchsorted(edges, steps, side="left") - 1
    return np.stack([_sums((kinds == kind).astype(np.float64), firsts) for kind in range(len(WAYS))])


def _run(same: NDArray[np.bool_], firsts: Places, counts: Places, *, backwards: bool = False) -> Places:
    """How many characters are the same from the beginning of each row (or from its end) on."""
    rows, offsets = ranges(counts)
    if backwards:
        offsets = counts[rows] - 1 - offsets
    stops = np.where(same, counts[rows], offsets)
    run: Places = np.minimum.reduceat(stops, firsts) if len(firsts) else counts
    return run
