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
from transcript.lexicon.index import Index

WEIGHTS = {
    "one": -1.06,
    "surprise": 0.37,
    "hunk": -0.11,
    "alike": -0.6,
    "tone": -1.8,
    "close": -1.4,
    "near": -2.8,
    "part": -3.8,
    "far": -6.0,
    "kept": -0.5,
    "crowd": -0.32,
    "attested": 0.02,
    "edges": 0.0,
    "cuts": 0.0,
    "far_surprise": 0.0,
    "lost": -8.2,
    "put_in": -8.9,
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
    return Weighed(hits=hits, compared=compared, features=features, score=np.array(list(WEIGHTS.values())) @ features)


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
        "hunk": -ordinary.log(*_around(compared)),
        **dict(zip(WAYS, compared.steps, strict=True)),
        "kept": compared.kept,
        "crowd": np.where(times > 0, 0, crowd) - index.weights[hits.forms],
        "attested": np.log1p(times),
        "edges": compared.edges,
        "cuts": ordinary.cuts(hits.starts).astype(int) + ordinary.cuts(hits.ends),
        "far_surprise": -ordinary.log(hits.starts, hits.ends) * (compared.steps[-1] > 0),
        "lost": compared.gap > 0,
        "put_in": compared.gap < 0,
    }
    return np.stack([rows[name].astype(np.float64) for name in WEIGHTS])


def _around(compared: Compared) -> tuple[Places, Places]:
    """Where the spellings differ; of something lost, the character before."""
    first = np.where(compared.past > compared.first, compared.first, np.maximum(compared.first - 1, 0))
    return first, np.maximum(compared.past, first + 1)


def settled(right: Hits) -> list[tuple[int, int]]:
    """Stretches that are right already, the longest first where they overlap, in order of place."""
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(
        set(zip(right.starts.tolist(), right.ends.tolist(), strict=True)), key=lambda s: (s[0], -s[1])
    ):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end))
    return chosen
