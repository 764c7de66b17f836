"""Evidence for and against each candidate, as numbers, and the one score that weighs it.

All candidates of a text are weighed at once. A score is log odds: above 0 the form was more likely said than what stands there.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.candidates import Hits
from transcript.corrections.comparing import WAYS, Compared, compare
from transcript.corrections.heard import Heard
from transcript.corrections.ordinary import Ordinary
from transcript.lexicon.hashing import Places
from transcript.corrections.titles import beside_title
from transcript.lexicon.index import RIGHT, Index

WEIGHTS = {
    "one": -0.546,
    "surprise": 0.215,
    "alike": -1.024,
    "tone": -1.785,
    "close": -1.574,
    "near": -1.408,
    "part": -2.838,
    "far": -4.434,
    "kept": 0.287,
    "crowd": -0.233,
    "attested": 0.058,
    "support": 0.326,
    "left": 1.017,
    "right": 1.148,
    "edges": -2.252,
    "torn": -2.686,
    "untitled": -2.615,
    "lost": -5.969,
    "put_in": -6.864,
}

Scores = NDArray[np.float64]


@attrs.frozen(eq=False, kw_only=True)
class Weighed:
    """Candidates with what speaks for them.

    Attributes:
        hits: The candidates.
        compared: Each beside its form.
        features: A row for each of `WEIGHTS`.
        score: Log odds that the form was said.
    """

    hits: Hits
    compared: Compared
    features: Scores
    score: Scores


def weigh(heard: Heard, index: Index, hits: Hits, *, right: Hits) -> Weighed:
    """Score candidates.

    Args:
        heard: The text.
        index: The lexicon.
        hits: Its candidates.
        right: What is right already.
    """
    compared = compare(heard, index, hits)
    differs = compared.first < np.maximum(compared.past, compared.first + (compared.gap > 0))
    hits, compared = hits.where(differs), compared.where(differs)
    features = _features(heard, index, hits, compared, right)
    first = _first_score(features)
    at = list(WEIGHTS).index("support")
    features[at : at + 3] = _document(heard, hits, right, first)
    return Weighed(hits=hits, compared=compared, features=features, score=np.array(list(WEIGHTS.values())) @ features)


FIRST = {'surprise': .34, 'alike': -.6, 'tone': -1.75, 'close': -1.4, 'near': -2.2,'part': -3.1, 'far': -2.5, 'crowd': -.37, 'attested': .15, 'edges': -1.8, 'cuts': -.8, 'far_surprise': -.14, 'lost': -8.4, 'put_in': -9.0, 'one': -.9}


def _first_score(features):
    return np.array([FIRST.get(n, 0.0) for n in WEIGHTS]) @ features


def _document(heard, hits, right, first):
    out = np.zeros((3, len(hits)))
    if not len(hits):
        return out
    likely = np.flatnonzero(first > -3)
    n = len(heard.text)
    words = heard.spelled.whole(hits.starts[likely], hits.ends[likely])
    forms = hits.forms[likely]
    share = 1 / (1 + np.exp(-first[likely]))
    # distinct wrong forms of each form: the best of each
    order = np.lexsort((-share, words, forms))
    fresh = np.ones(len(order), bool)
    fo, wo = forms[order], words[order]
    fresh[1:] = (fo[1:] != fo[:-1]) | (wo[1:] != wo[:-1])
    best = np.where(fresh, share[order], 0)
    size = int(max(forms.max(initial=0), right.forms.max(initial=0))) + 1
    total = np.bincount(fo, weights=best, minlength=size)
    group = np.cumsum(fresh) - 1
    own = np.zeros(len(order)); own[order] = best[np.flatnonzero(fresh)][group] if len(order) else 0
    out[0, likely] = np.log1p(np.maximum(total[forms] - own, 0))
    for row, side in ((1, -2), (2, 0)):
        def ctx(h):
            s = (h.starts - 2) if side else h.ends
            ok = (s >= 0) & (s + 2 <= n)
            s2 = np.where(ok, s, 0)
            ok &= (heard.reach[np.minimum(s2, n-1)] >= 2)
            return ok, heard.spelled.whole(s2, np.minimum(s2 + 2, n)) * np.uint64(0x9E3779B97F4A7C15) + h.forms.astype(np.uint64)
        ok_r, key_r = ctx(right)
        sub = hits.where(np.isin(np.arange(len(hits)), likely))
        ok_h, key_h = ctx(sub)
        out[row, likely] = np.isin(key_h, key_r[ok_r]) & ok_h
    return out


def _features(heard: Heard, index: Index, hits: Hits, compared: Compared, right: Hits) -> Scores:
    if not len(hits):
        return np.zeros((len(WEIGHTS), 0))
    ordinary = Ordinary.of(heard.folded, settled(right))
    seen = np.bincount(right.forms, minlength=len(index)) if len(right) else np.zeros(len(index), dtype=np.int64)
    times = seen[hits.forms]
    crowd = np.log(np.maximum(index.crowd[index.sizes(hits.forms)], 1))
    rows = {
        "one": np.ones(len(hits)),
        "surprise": -ordinary.log(hits.starts, hits.ends),
        **dict(zip(WAYS, compared.steps, strict=True)),
        "kept": compared.kept,
        "crowd": np.where(times > 0, 0, crowd) - index.weights[hits.forms],
        "attested": np.log1p(times),
        "support": np.zeros(len(hits)),
        "left": np.zeros(len(hits)),
        "right": np.zeros(len(hits)),
        "edges": compared.edges,
        "torn": (ordinary.cuts(hits.starts) & compared.head).astype(int) + (ordinary.cuts(hits.ends) & compared.tail),
        "untitled": index.people[hits.forms] & (index.kinds[hits.forms] == RIGHT) & ~beside_title(heard.folded, hits.starts, hits.ends),
        "lost": compared.gap > 0,
        "put_in": compared.gap < 0,
    }
    return np.stack([rows[name].astype(np.float64) for name in WEIGHTS])


def settled(right: Hits) -> list[tuple[int, int]]:
    """Stretches that are right already, the longest first where they overlap, in order of place."""
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(
        set(zip(right.starts.tolist(), right.ends.tolist(), strict=True)), key=lambda s: (s[0], -s[1])
    ):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end))
    return chosen
