"""Stretches of text beside the forms they may be, all at once: what each pair costs in sound and where its spellings differ."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.candidates import Hits, ranges
from transcript.corrections.heard import Heard
from transcript.lexicon.hashing import Places
from transcript.lexicon.index import Index
from transcript.phonetics import character_cost
from transcript.phonetics.alignment import GAP
from transcript.phonetics.confusions import TONE, syllable_costs
from transcript.phonetics.readings import has_second

Costs = NDArray[np.float64]


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

    def where(self, rows: NDArray[np.bool_] | Places) -> Compared:
        """The rows that are kept."""
        return Compared(**{name: values[..., rows] for name, values in attrs.asdict(self, recurse=False).items()})


# Ways in which a character may differ, each up to so much cost: read alike, another tone, almost alike, near, far.
WAYS = {"alike": 1e-9, "tone": 0.09, "close": 0.3, "near": 0.5, "part": 0.7, "far": 1.1}


def compare(heard: Heard, index: Index, hits: Hits) -> Compared:
    """Compare all candidates with their forms."""
    said, meant = hits.ends - hits.starts, index.sizes(hits.forms)
    shorter = np.minimum(said, meant)
    rows, offsets = ranges(shorter)
    text_at, form_at = hits.starts[rows] + offsets, index.starts[hits.forms[rows]] + offsets
    left_cost, left_same = _pairs(heard, index, text_at, form_at)
    shift_text, shift_form = (said - shorter)[rows], (meant - shorter)[rows]
    moved = shift_text + shift_form > 0
    right_cost, right_same = left_cost, left_same
    if moved.any():
        right_cost, right_same = left_cost.copy(), left_same.copy()
        right_cost[moved], right_same[moved] = _pairs(
            heard, index, (text_at + shift_text)[moved], (form_at + shift_form)[moved]
        )
    firsts = np.cumsum(shorter) - shorter
    cost, moved_from = _aligned(left_cost, right_cost, firsts, shorter)
    gap = meant - said
    left = _run(left_same, firsts, shorter)
    right = np.minimum(_run(right_same, firsts, shorter, backwards=True), shorter - left)
    from_right = offsets >= moved_from[rows]
    same = np.where(from_right, right_same, left_same)
    steps = np.where(from_right, right_cost, left_cost)
    return Compared(
        cost=cost + GAP * np.abs(gap),
        steps=_ways(np.where(same, -1.0, steps), firsts),
        first=hits.starts + left,
        past=hits.ends - right,
        kept=_sums(same.astype(np.float64), firsts),
        head=left == 0,
        tail=right == 0,
        edges=steps[firsts] + steps[firsts + shorter - 1] + GAP * ((gap != 0) & ((left == 0) | (right == 0))),
        gap=gap,
    )


def _pairs(heard: Heard, index: Index, text_at: Places, form_at: Places) -> tuple[Costs, NDArray[np.bool_]]:
    """Cost of each pair of characters, and whether the two are the same."""
    a, b = heard.codes[text_at], index.codes[form_at]
    costs = syllable_costs()[a >> 3, b >> 3] + np.where((a & 7) != (b & 7), TONE, 0.0)
    costs[a == b] = 0.0
    same = heard.points[text_at] == index.points[form_at]
    costs[same] = 0.0
    for i in np.flatnonzero(
        (costs > 0) & (has_second(heard.points[text_at]) | has_second(index.points[form_at]))
    ).tolist():
        costs[i] = min(costs[i], character_cost(chr(heard.points[text_at[i]]), chr(index.points[form_at[i]])))
    return np.minimum(costs, 1.0), same


def _aligned(left: Costs, right: Costs, firsts: Places, counts: Places) -> tuple[Costs, Places]:
    """The cost of each pair, and from which character on it is aligned from the right: where a gap costs least."""
    totals = _sums(right, firsts)
    if not len(firsts) or left is right:
        return totals, np.zeros(len(firsts), dtype=np.int64)
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
