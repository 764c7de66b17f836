"""Features of a candidate that come from the rest of the text: what else is misheard there, and whether it stands where the right form stands.

Twelve times the same mishearing is one question, not twelve; but a phrase that only repeats itself does not speak for itself. So the same
change counts where it mends another stretch: 清→青 in 清石桥 speaks for 清→青 in 清石镇. And who does not know a word mishears it in many
ways: 柳西 and 柳席 for 柳溪 speak for each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from transcript.corrections.alignment import Compared
from transcript.corrections.candidates import Hits
from transcript.corrections.phonetic_text import PhoneticText
from transcript.lexicon.hash_table import Hashes, Places
from transcript.lexicon.index import Index

Scores = NDArray[np.float64]

_DRAWN, _FARTHEST = 0.5, 1.5  # share of the way to the mean of its group that a score is drawn, and how far at most
_MOST_BEHIND = 3.0
_SIDE = 2  # characters of context
_MIX = np.uint64(0x9E3779B97F4A7C15)


def same_change(phonetic: PhoneticText, index: Index, hits: Hits, compared: Compared, shares: Scores) -> Scores:
    """For each candidate the log of one plus the candidates elsewhere that need the same change in another stretch.

    Args:
        phonetic: The text.
        index: The lexicon.
        hits: The candidates.
        compared: Each beside its form.
        shares: How likely each is by itself, between 0 and 1: it counts as so much.
    """
    changes = _changes(phonetic, index, hits, compared)
    stretches = [phonetic.folded[s:e] for s, e in zip(hits.starts.tolist(), hits.ends.tolist(), strict=True)]
    return _others(changes, stretches, compared.first, shares)


def same_part(phonetic: PhoneticText, index: Index, hits: Hits, compared: Compared, shares: Scores) -> Scores:
    """For each candidate the log of one plus the other ways in which the same part of a form is misheard.

    Args:
        phonetic: The text.
        index: The lexicon.
        hits: The candidates.
        compared: Each beside its form.
        shares: How likely each is by itself, between 0 and 1: a way counts as much as the likeliest candidate that is misheard so.
    """
    parts = [after for _, after in _changes(phonetic, index, hits, compared)]
    ways = [phonetic.folded[s:e] for s, e in zip(compared.first.tolist(), compared.past.tolist(), strict=True)]
    return _others(parts, ways, compared.past, shares)  # where 清石 may be 青石, 石 alone may be one that lost its 青


def _others(keys: Sequence[Hashable], kinds: Sequence[str], places: Places, shares: Scores) -> Scores:
    """For each candidate the log of one plus what the other kinds of its key amount to, each its likeliest candidate.

    Of the candidates at one place that have the same key only the likeliest counts.
    """
    at = places.tolist()
    best: dict[tuple[Hashable, int], tuple[float, str]] = {}
    for key, kind, place, share in zip(keys, kinds, at, shares.tolist(), strict=True):
        best[key, place] = max(best.get((key, place), (0.0, "")), (share, kind))
    amounts: defaultdict[Hashable, dict[str, float]] = defaultdict(dict)
    for (key, _), (share, kind) in best.items():
        amounts[key][kind] = max(amounts[key].get(kind, 0.0), share)
    total = {key: sum(by_kind.values()) for key, by_kind in amounts.items()}
    others = [total[key] - amounts[key][best[key, place][1]] for key, place in zip(keys, at, strict=True)]
    return np.log1p(np.maximum(others, 0.0))


def _changes(phonetic: PhoneticText, index: Index, hits: Hits, compared: Compared) -> list[tuple[str, str]]:
    """What each candidate changes into what; of a single character together with a neighbour that stays."""
    first, past = compared.first, compared.past
    single = past - first < 2
    before = single & (first > hits.starts)
    first = np.where(before, first - 1, first)
    past = np.where(single & ~before & (past < hits.ends), past + 1, past)
    skipped, rest = (first - hits.starts).tolist(), (hits.ends - past).tolist()
    changes = []
    for form, start, end, left, right in zip(
        hits.forms.tolist(), first.tolist(), past.tolist(), skipped, rest, strict=True
    ):
        term = index.simplified(form)
        changes.append((phonetic.folded[start:end], term[left : len(term) - right]))
    return changes


def pooled(phonetic: PhoneticText, hits: Hits, scores: Scores) -> Scores:
    """The scores of candidates, drawn towards the mean of all places where the same stretch is a candidate for the same form.

    A form that was heard for an entry is one question that is asked at several places; a place that scores very differently remains an exception
    (人参 grown in a field among thirty 人参 for 人身).
    """
    if not len(hits):
        return scores
    stretches = phonetic.spelled.whole(hits.starts, hits.ends) * _MIX + hits.forms.astype(np.uint64)
    _, group, times = np.unique(stretches, return_inverse=True, return_counts=True)
    mean = np.bincount(group, weights=scores, minlength=len(times)) / times
    drawn: Scores = scores + np.clip((mean.take(group) - scores) * _DRAWN, -_FARTHEST, _FARTHEST)
    return drawn


def places(phonetic: PhoneticText, hits: Hits) -> Places:
    """At how many places the stretch of each candidate is a candidate for the same form."""
    stretches = phonetic.spelled.whole(hits.starts, hits.ends) * _MIX + hits.forms.astype(np.uint64)
    _, group, times = np.unique(stretches, return_inverse=True, return_counts=True)
    found: Places = times.take(group)
    return found


def behind_best(hits: Hits, compared: Compared, scores: Scores) -> Scores:
    """For each candidate how far it lies behind the best one that would change the same place, at most `_MOST_BEHIND`.

    Args:
        hits: The candidates.
        compared: Each beside its form.
        scores: What each scores by itself, together with what the text knows of its entry.
    """
    if not len(hits):
        return np.zeros(0)
    _, place = np.unique(compared.first, return_inverse=True)
    best = np.full(len(hits), -np.inf)
    np.maximum.at(best, place, scores)
    behind: Scores = np.minimum(best.take(place) - scores, _MOST_BEHIND)
    return behind


def beside_right(phonetic: PhoneticText, hits: Hits, right: Hits) -> tuple[Scores, Scores]:
    """Whether what stands before each candidate also stands before its form where that is right, and the same of what follows."""
    if not len(right):
        return np.zeros(len(hits)), np.zeros(len(hits))
    left = _known(_context(phonetic, hits.starts - _SIDE, hits), _context(phonetic, right.starts - _SIDE, right))
    after = _known(_context(phonetic, hits.ends, hits), _context(phonetic, right.ends, right))
    return left, after


def _context(phonetic: PhoneticText, starts: Places, hits: Hits) -> tuple[Hashes, NDArray[np.bool_]]:
    """A hash of form and context, and where there is one."""
    inside = (starts >= 0) & (starts + _SIDE <= len(phonetic.codes))
    begins = np.where(inside, starts, 0)
    said = inside & (phonetic.reach[np.minimum(begins, len(phonetic.codes) - 1)] >= _SIDE)
    hashes = phonetic.spelled.whole(begins, np.minimum(begins + _SIDE, len(phonetic.codes)))
    return hashes * _MIX + hits.forms.astype(np.uint64), said


def _known(asked: tuple[Hashes, NDArray[np.bool_]], known: tuple[Hashes, NDArray[np.bool_]]) -> Scores:
    hashes, said = known
    return (np.isin(asked[0], hashes[said]) & asked[1]).astype(np.float64)
