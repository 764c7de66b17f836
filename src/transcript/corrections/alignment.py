"""Align candidates with their forms, all at once: the phonetic cost of each pair and where its spellings differ."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.term_candidates import Hits, PhoneticText
from transcript.lexicon.hash_table import Places
from transcript.lexicon.index import Index
from transcript.phonetics.phonetic_distance import GAP, TONE, syllable_costs
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
        turn: Before which character that is, counted from the first.
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
    turn: Places

    def where(self, rows: Places) -> Compared:
        """Select some of the pairs.

        Args:
            rows: Numbers of the pairs.

        Returns:
            The selected pairs.
        """
        return Compared(**{name: getattr(self, name).take(rows, axis=-1) for name in attrs.fields_dict(Compared)})


# Ways in which a character may differ, each up to so much cost: read alike, another tone, almost alike, near, far.
WAYS = {"alike": 1e-9, "tone": 0.09, "close": 0.3, "near": 0.5, "part": 0.7, "far": 1.1}
_EDGES = np.array(list(WAYS.values())[:-1])
_ONES = 1 << 8 * np.arange(len(WAYS))


def compare(phonetic: PhoneticText, index: Index, hits: Hits, *, most: float) -> tuple[Hits, Compared]:
    """Compare candidates with their forms.

    Args:
        phonetic: The text.
        index: The lexicon.
        hits: The candidates.
        most: What each may cost a character of its form.

    Returns:
        Those that differ from their forms and cost no more, in the same order, and how they differ.
    """
    said, meant = hits.ends - hits.starts, index.sizes(hits.forms)
    order = np.argsort(np.minimum(said, meant).astype(np.int16), kind="stable")
    blocks = [order[first : first + _AT_ONCE] for first in range(0, max(len(order), 1), _AT_ONCE)]
    found = [part for rows in blocks for part in _near(phonetic, index, hits, rows, most)]
    if not found:
        return hits.where(order[:0]), _nothing()
    rows, compared = np.concatenate([rows for rows, _ in found]), _all([compared for _, compared in found])
    differs = np.flatnonzero((compared.first < compared.past) | (compared.gap > 0))
    places = np.full(len(hits), -1)
    places[rows.take(differs)] = differs
    kept = places >= 0
    return hits.where(kept), compared.where(places[kept])


def _near(
    phonetic: PhoneticText, index: Index, hits: Hits, rows: Places, most: float
) -> Iterator[tuple[Places, Compared]]:
    """Those rows of candidates that are near, if any, and how they differ."""
    beside = _lay(phonetic, index, hits.where(rows))
    near = np.flatnonzero(beside.cost <= most * beside.meant)
    if len(near):
        some = rows.take(near)
        yield some, _differences(hits.where(some), beside.where(near))


def _nothing() -> Compared:
    costs, flags, places = np.zeros(0), np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.int64)
    return Compared(
        cost=costs,
        steps=np.zeros((len(WAYS), 0)),
        first=places,
        past=places,
        kept=costs,
        edges=costs,
        head=flags,
        tail=flags,
        gap=places,
        turn=places,
    )


def _all(parts: list[Compared]) -> Compared:
    names = attrs.fields_dict(Compared)
    return Compared(**{name: np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in names})


@attrs.frozen(eq=False, kw_only=True)
class _Beside:
    """Stretches laid beside their forms, from the left and from the right: characters down, candidates across.

    As many characters are compared as the shorter side has; below them all is the same and costs nothing.

    Attributes:
        meant: Characters of the forms.
        gap: How many more these are than those of the stretches.
        count: How many are compared.
        left, right: What each pair of characters costs.
        left_same, right_same: Whether the two are the same.
        turn: From which character on a candidate is read from the right.
        cost: Of the whole candidate.
    """

    meant: Places
    gap: Places
    count: Places
    left: Costs
    right: Costs
    left_same: Flags
    right_same: Flags
    turn: Places
    cost: Costs

    def where(self, kept: Places) -> _Beside:
        """Some candidates."""
        return _Beside(**{name: getattr(self, name).take(kept, axis=-1) for name in attrs.fields_dict(_Beside)})


def _lay(phonetic: PhoneticText, index: Index, hits: Hits) -> _Beside:
    """Candidates beside their forms; best of about one size, for all take as much room as the largest."""
    meant, begins = index.sizes(hits.forms), index.starts.take(hits.forms)
    gap = meant - (hits.ends - hits.starts)
    count = np.minimum(meant, meant - gap)
    ragged = np.flatnonzero(gap)
    twice = np.concatenate([np.arange(len(hits)), ragged])  # all from the left, then those with a gap from the right
    lost = np.concatenate([np.zeros_like(gap), gap.take(ragged)])
    said, meant_at = hits.starts.take(twice) + np.maximum(-lost, 0), begins.take(twice) + np.maximum(lost, 0)
    costs, same = _grids(phonetic, index, said, meant_at, count.take(twice))
    left, left_same = costs[:, : len(hits)], same[:, : len(hits)]
    right, right_same = left.copy(), left_same.copy()
    right[:, ragged], right_same[:, ragged] = costs[:, len(hits) :], same[:, len(hits) :]
    cost, turn = right.sum(axis=0), np.zeros(len(hits), dtype=np.int64)
    gain, turn[ragged] = _aligned(left.take(ragged, axis=1), costs[:, len(hits) :])
    cost[ragged] += gain
    return _Beside(
        meant=meant,
        gap=gap,
        count=count,
        left=left,
        right=right,
        left_same=left_same,
        right_same=right_same,
        turn=turn,
        cost=cost + GAP * np.abs(gap),
    )


def _grids(phonetic: PhoneticText, index: Index, said: Places, meant: Places, count: Places) -> tuple[Costs, Flags]:
    """Return what so many characters from each place on cost beside the others, and which are the same."""
    steps = np.arange(count.max(initial=1))[:, None]
    inside = steps < count
    costs, same = np.zeros(inside.shape), np.ones(inside.shape, dtype=np.bool_)
    costs[inside], same[inside] = _pairs(phonetic, index, (said + steps)[inside], (meant + steps)[inside])
    return costs, same


def _differences(hits: Hits, beside: _Beside) -> Compared:
    below = len(beside.left) - beside.count
    left = np.minimum(_run(beside.left_same), beside.count)
    right = np.minimum(_run(beside.right_same[::-1]) - below, beside.count - left)
    from_right = np.arange(len(beside.left))[:, None] >= beside.turn
    same = np.where(from_right, beside.right_same, beside.left_same)
    steps = np.where(from_right, beside.right, beside.left)
    last = steps[np.maximum(beside.count, 1) - 1, np.arange(len(hits))]
    ragged = GAP * ((beside.gap != 0) & ((left == 0) | (right == 0)))
    return Compared(
        cost=beside.cost,
        steps=_ways(steps, same),
        first=hits.starts + left,
        past=hits.ends - right,
        kept=(same.sum(axis=0) - below).astype(np.float64),
        head=left == 0,
        tail=right == 0,
        edges=steps[0] + last + ragged,
        gap=beside.gap,
        turn=beside.turn,
    )


def _pairs(phonetic: PhoneticText, index: Index, text_at: Places, form_at: Places) -> tuple[Costs, Flags]:
    """Cost of each pair of characters, and whether the two are the same."""
    said, meant = phonetic.points.take(text_at), index.points.take(form_at)
    a, b = phonetic.codes.take(text_at), index.codes.take(form_at)
    costs = _costs(a, b)
    same = said == meant
    costs[same] = 0.0
    _read_otherwise(costs, np.flatnonzero(costs), said=(said, a), meant=(meant, b))
    return costs, same


def _read_otherwise(costs: Costs, rows: Places, *, said: tuple[Points, Codes], meant: tuple[Points, Codes]) -> None:
    """Lower some costs to those of the nearest readings, where a character has several; a neutral tone then is any."""
    several = has_several(said[0].take(rows)) | has_several(meant[0].take(rows))
    rows = rows.take(np.flatnonzero(several))
    if not len(rows):
        return
    heard, known = (
        np.vstack([codes.take(rows), other_codes(points.take(rows), codes=codes.take(rows))])
        for points, codes in (said, meant)
    )
    first, second, at = np.nonzero((heard[:, None] > 0) & (known > 0))
    np.minimum.at(costs, rows.take(at), _costs(heard[first, at], known[second, at], neutral=5))


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
    """Return what each candidate gains if it is aligned from the left at first, and from which character on from the right: where a gap costs least."""
    gains = np.zeros((len(left) + 1, left.shape[1]))
    np.cumsum(left - right, axis=0, out=gains[1:])
    return gains.min(axis=0), gains.argmin(axis=0)


def _ways(steps: Costs, same: Flags) -> Costs:
    """Return how many characters of each pair differ in each way, those that stay aside: counted in one number, eight bits a way."""
    kinds = np.searchsorted(_EDGES, steps)
    ones = (_ONES.take(kinds) * ~same).sum(axis=0)
    return np.stack([(ones >> np.int64(8 * way)) & np.int64(0xFF) for way in range(len(WAYS))]).astype(np.float64)


def _run(same: Flags) -> Places:
    """Return how many characters are the same from the first on."""
    run: Places = np.logical_and.accumulate(same, axis=0).sum(axis=0)
    return run
