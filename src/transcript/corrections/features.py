"""Features of each candidate and the score that weighs them.

All candidates of a text are weighed at once, first by themselves and by what the lexicon knows of their entries (the title and the organisation of a
person), then with what the rest of the text says. A score is the logarithm of odds: above 0 the form was more likely said than what stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

import ahocorasick_rs
import attrs
import numpy as np
import regex
from numpy.typing import NDArray

from transcript.corrections.alignment import WAYS, Compared, compare
from transcript.corrections.document_features import (
    WordPrior,
    are_particles,
    behind_best,
    beside_right,
    context_gain,
    pooled,
    same_change,
    same_part,
)
from transcript.corrections.term_candidates import ExactMatches, Hits, PhoneticText
from transcript.lexicon.hash_table import Column, Numbers
from transcript.lexicon.index import ALSO_CALLED, CALLED, RIGHT, Index
from transcript.people.gazetteer import TITLE_PREFIXES, TITLES
from transcript.phonetics.phonetic_distance import GAP
from transcript.phonetics.readings import without_surrogates
from transcript.text import fold

Scores = NDArray[np.float64]
Columns = Mapping[str, Column]

_NEAR = 12  # characters on either side in which a title stands
_ORGANIZATION = 30  # characters before a name in which its organisation is said
_NEUTRAL = ("同志", "老师", "先生", "女士", "朋友", "同学")  # titles that anybody may have
_PARTS = regex.compile(r"[、，,/;；兼和及]+")


@lru_cache(maxsize=1)
def _finder() -> ahocorasick_rs.AhoCorasick:
    words = sorted({*TITLES, *(prefix + title for prefix in TITLE_PREFIXES for title in TITLES)})
    return ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def beside_title(text: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Find the stretches of a text with a title right before or behind them.

    Args:
        text: In simplified script.
        starts: Where each stretch begins.
        ends: Where it ends.

    Returns:
        A flag for each stretch.

    >>> beside_title("请处长乔若川同志讲", np.array([3, 0]), np.array([6, 1])).tolist()
    [True, True]
    """
    begins, closes = np.zeros(len(text) + 1, dtype=np.bool_), np.zeros(len(text) + 1, dtype=np.bool_)
    for _, start, end in _finder().find_matches_as_indexes(without_surrogates(text)):
        begins[start] = closes[end] = True
    beside: NDArray[np.bool_] = begins[ends] | closes[starts]
    return beside


def is_title(text: str) -> bool:
    """Tell whether a text is a title and nothing else.

    Args:
        text: A text in simplified script.

    Returns:
        True if so.

    >>> is_title("副行长"), is_title("付行长")
    (True, False)
    """
    return [(start, end) for _, start, end in _finder().find_matches_as_indexes(without_surrogates(text))] == [
        (0, len(text))
    ]


def entry_features(phonetic: PhoneticText, index: Index, hits: Hits, columns: Columns) -> dict[str, Scores]:
    """Compare what stands beside each candidate for a person with the entry: its title and its organisation.

    Args:
        phonetic: The text.
        index: The lexicon.
        hits: The candidates.
        columns: Those of the lexicon.

    Returns:
        Features by name, with a value for each candidate: the entry's title, another title, the part of the organisation that is said before it.
    """
    title, other, organization = np.zeros(len(hits)), np.zeros(len(hits)), np.zeros(len(hits))
    known = columns.get("title")
    people = np.flatnonzero(index.people[hits.forms] | (index.kinds[hits.forms] == CALLED))
    if known is None or not len(people):
        return {"title": title, "other_title": other, "organization": organization}
    beside = beside_title(phonetic.folded, hits.starts, hits.ends)
    described: dict[int, tuple[tuple[str, ...], frozenset[str]]] = {}
    for i in people.tolist():
        start, end, form = int(hits.starts[i]), int(hits.ends[i]), int(hits.forms[i])
        row = int(index.rows[form])
        if row not in described:
            described[row] = tuple(_titles(known.at(row))), _bigrams(columns, row)
        titles, bigrams = described[row]
        before, after = phonetic.folded[max(0, start - _NEAR) : start], phonetic.folded[end : end + _NEAR]
        agrees = index.kinds[form] == CALLED or any(before.endswith(t) or after.startswith(t) for t in titles)
        title[i] = agrees
        other[i] = bool(titles) and not agrees and beside[i] and not after.startswith(_NEUTRAL)
        if bigrams:
            said = phonetic.folded[max(0, start - _ORGANIZATION) : start]
            organization[i] = sum(bigram in said for bigram in bigrams) / len(bigrams)
    return {"title": title, "other_title": other, "organization": organization}


def _titles(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        for part in _PARTS.split(fold(text)):
            if len(part) > 1:
                yield part
                yield from (part[at:] for at in range(1, len(part) - 1) if part[at:] in TITLES)
                yield from (said for end, said in ALSO_CALLED.items() if part.endswith(end))


def _bigrams(columns: Columns, row: int) -> frozenset[str]:
    texts = columns["organization"].at(row) if "organization" in columns else ()
    return frozenset(fold(text)[at : at + 2] for text in texts for at in range(len(text) - 1))


LIKELY = -3.0  # by itself; what is below has nothing to do with the rest of the text
FARTHEST = 0.45  # cost a character above which a stretch is no candidate

# One in so many forms has, at one place, a character that differs in each way by chance; or the very same character.
_ONE_IN = np.log([200.0, 80.0, 27.0, 10.0, 3.2, 1.0])
_ONE_IN_KEPT = np.log(500.0)
_LEAST_CHANCE = 1e-3  # keeps the logarithm finite


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Read the weight of each feature.

    Returns:
        Weight by name, in the order of weights.tsv.
    """
    lines = files(__package__).joinpath("weights.tsv").read_text(encoding="utf-8").splitlines()
    return {name: float(weight) for name, weight, _ in (line.split("\t") for line in lines if not line.startswith("#"))}


@attrs.frozen(eq=False, kw_only=True)
class Weighed:
    """Candidates with what speaks for them.

    Attributes:
        hits: The candidates.
        compared: Each beside its form.
        features: A row for each of `weights`.
        score: Log odds that the form was said.
        words: The words of the text.
        right: What is right in it.
    """

    hits: Hits
    compared: Compared
    features: Scores
    score: Scores
    words: WordPrior
    right: ExactMatches

    def feature(self, name: str) -> Scores:
        """Return one feature of every candidate.

        Args:
            name: The name of the feature.

        Returns:
            A value for each candidate.
        """
        row: Scores = self.features[list(weights()).index(name)]
        return row


def weigh(
    phonetic: PhoneticText,
    index: Index,
    hits: Hits,
    *,
    right: ExactMatches,
    columns: Columns | None = None,
    least: float = LIKELY,
) -> Weighed:
    """Score candidates.

    Args:
        phonetic: The text.
        index: The lexicon.
        hits: Its candidates.
        right: What is right already.
        columns: Those of the lexicon, for what it knows of its entries.
        least: Candidates that by themselves cannot score as much, however near they are, are not compared and left out.

    Returns:
        The candidates that may be likely enough, with features and scores.
    """
    ordinary = WordPrior.of(phonetic.folded, right.stretches)
    hopeful = np.flatnonzero(_at_best(index, hits, ordinary, right) > least)
    hits, compared = compare(phonetic, index, hits.where(hopeful), most=FARTHEST)
    if not len(hits):
        features, score = np.zeros((len(weights()), 0)), np.zeros(0)
        return Weighed(hits=hits, compared=compared, features=features, score=score, words=ordinary, right=right)
    names, worth = list(weights()), np.array(list(weights().values()))
    rows = _alone(phonetic, index, hits, compared, ordinary, right)
    nothing = np.zeros(len(hits))
    features = np.stack([rows.get(name, nothing) for name in names])
    alone = _weighted(worth, features)
    likely = np.flatnonzero(alone > LIKELY)
    for name, values in _with_the_rest(phonetic, index, hits, compared, right, columns or {}, likely, alone).items():
        if name in names:
            features[names.index(name), likely] = values
    score = _weighted(worth, features)
    score[likely] = pooled(phonetic, hits.where(likely), score[likely])
    return Weighed(hits=hits, compared=compared, features=features, score=score, words=ordinary, right=right)


def weigh_again(phonetic: PhoneticText, index: Index, weighed: Weighed, *, right: ExactMatches) -> Weighed:
    """Score the likely candidates once more, with more of the text known to be right.

    Args:
        phonetic: The text, prepared for search by sound.
        index: The index of the lexicon.
        weighed: The scored candidates.
        right: The exact matches.

    Returns:
        The candidates with new scores.
    """
    names, worth = list(weights()), np.array(list(weights().values()))
    likely = np.flatnonzero(weighed.score > LIKELY)
    some, compared = weighed.hits.where(likely), weighed.compared.where(likely)
    features = weighed.features.take(likely, axis=1)
    left, after = beside_right(phonetic, some, right.hits)
    rows = {
        "chance": _chance(index, some, compared, right),
        "attested": np.log1p(right.times(some.forms)),
        "left": left,
        "right": after,
    }
    for name, values in rows.items():
        if name in names:
            features[names.index(name)] = values
    score = pooled(phonetic, some, _weighted(worth, features))
    return Weighed(hits=some, compared=compared, features=features, score=score, words=weighed.words, right=right)


def _weighted(worth: Scores, rows: Scores) -> Scores:
    """The rows, each times its weight, added up; not by BLAS, whose threads wait for each other."""
    total: Scores = np.einsum("i,ij->j", worth, rows)
    return total


def _at_best(index: Index, hits: Hits, ordinary: WordPrior, right: ExactMatches) -> Scores:
    """Return what each candidate scores by itself if all of it stays but one character, or that which is lost or put in."""
    worth, times, sizes = weights(), right.times(hits.forms), index.sizes(hits.forms)
    gap = sizes - (hits.ends - hits.starts)
    even = gap == 0
    kept = np.minimum(sizes, sizes - gap) - even
    rivals = _rivals(index, sizes, times, right)
    chance = np.log(rivals * np.exp(-_ONE_IN[0] * even - _ONE_IN_KEPT * kept) + _LEAST_CHANCE)
    best: Scores = worth["one"] + max(worth["begins"], 0.0) + worth["surprise"] * _surprise(hits, ordinary)
    best += max(worth["kept"], 0.0) * kept + max(worth[way] for way in WAYS) * even
    best += worth["chance"] * chance + worth["attested"] * np.log1p(times)
    best += worth["lost"] * (gap > 0) + (worth["put_in"] + max(worth["doubled"], 0.0)) * (gap < 0)
    return best


def _alone(
    phonetic: PhoneticText, index: Index, hits: Hits, compared: Compared, ordinary: WordPrior, right: ExactMatches
) -> dict[str, Scores]:
    doubled = _doubled(phonetic, hits, compared)
    torn = (ordinary.cuts(hits.starts) & compared.head).astype(float) + (ordinary.cuts(hits.ends) & compared.tail)
    return {
        "one": np.ones(len(hits)),
        "surprise": _surprise(hits, ordinary),
        **dict(zip(WAYS, compared.steps, strict=True)),
        "kept": compared.kept,
        "chance": _chance(index, hits, compared, right),
        "attested": np.log1p(right.times(hits.forms)),
        "begins": ((hits.starts == 0) | (phonetic.reach[hits.starts - 1] == 0)).astype(float),
        "edges": compared.edges - GAP * doubled * (compared.head | compared.tail),  # nothing is lost at that edge
        "torn": torn,
        "particle": _held(index, hits, compared, ordinary),
        "untitled": _untitled(phonetic, index, hits),
        "lost": (compared.gap > 0).astype(float),
        "put_in": (compared.gap < 0).astype(float),
        "light": _light(phonetic, index, hits, compared),
        "doubled": doubled,
    }


def _held(index: Index, hits: Hits, compared: Compared, ordinary: WordPrior) -> Scores:
    """Return whether an edge that differs is a particle or the like, as that of the form is not."""
    first, last = index.starts.take(hits.forms), index.starts.take(hits.forms + 1) - 2
    edges = ((hits.starts, compared.head, first), (hits.ends - 1, compared.tail, last))
    held = [ordinary.particles[at] & differs & ~are_particles(index.points.take(form)) for at, differs, form in edges]
    return (held[0] | held[1]).astype(np.float64)


def _light(phonetic: PhoneticText, index: Index, hits: Hits, compared: Compared) -> Scores:
    """Return whether what is lost or put in is a particle or the like: 柳溪的村, as one may well say."""
    last = len(phonetic.points) - 1
    said = are_particles(phonetic.points.take(np.minimum(hits.starts + compared.turn, last)))
    meant = are_particles(index.points.take(index.starts.take(hits.forms) + compared.turn))
    return ((compared.gap < 0) & said | (compared.gap > 0) & meant).astype(np.float64)


def _doubled(phonetic: PhoneticText, hits: Hits, compared: Compared) -> Scores:
    """Return whether what is put in is the character beside it once more, as when somebody stutters: 柳溪镇镇."""
    place = hits.starts + compared.turn
    said, before, behind = (phonetic.points.take(place + step, mode="clip") for step in (0, -1, 1))
    beside = ((place > hits.starts) & (before == said)) | ((place + 1 < hits.ends) & (behind == said))
    doubled: Scores = ((compared.gap < 0) & beside).astype(np.float64)
    return doubled


def _surprise(hits: Hits, ordinary: WordPrior) -> Scores:
    surprise: Scores = np.log1p(np.maximum(-ordinary.log(hits.starts, hits.ends), 0.0))
    return surprise


def _chance(index: Index, hits: Hits, compared: Compared, right: ExactMatches) -> Scores:
    """Log of how many forms as likely as this one sound so near to any stretch by chance."""
    rivals = _rivals(index, index.sizes(hits.forms), right.times(hits.forms), right)
    chance: Scores = rivals * np.exp(-_weighted(_ONE_IN, compared.steps) - _ONE_IN_KEPT * compared.kept)
    return np.log(chance + _LEAST_CHANCE)


def _rivals(index: Index, sizes: Numbers, times: Numbers, right: ExactMatches) -> Numbers:
    """Return how many forms are as likely as each, at least one: those of its size, of an attested one the attested."""
    attested = np.bincount(index.sizes(right.forms), minlength=len(index.crowd))
    return np.maximum(np.where(times > 0, attested.take(sizes), index.crowd.take(sizes)), 1)


def _untitled(phonetic: PhoneticText, index: Index, hits: Hits) -> Scores:
    names = index.people[hits.forms] & (index.kinds[hits.forms] == RIGHT)
    if not names.any():
        return np.zeros(len(hits))
    return np.where(beside_title(phonetic.folded, hits.starts, hits.ends), 0.0, names.astype(np.float64))


def _with_the_rest(
    phonetic: PhoneticText,
    index: Index,
    hits: Hits,
    compared: Compared,
    right: ExactMatches,
    columns: Columns,
    likely: NDArray[np.int64],
    alone: Scores,
) -> dict[str, Scores]:
    """Return what the rest of the text says of the likely candidates."""
    some, near = hits.where(likely), compared.where(likely)
    left, after = beside_right(phonetic, some, right.hits)
    known, of_entry = np.log1p(right.mentions(index, some.forms)), entry_features(phonetic, index, some, columns)
    shares = 1 / (1 + np.exp(-alone[likely]))
    return {
        "same": same_change(phonetic, index, some, near, shares),
        "misheard": same_part(phonetic, index, some, near, shares),
        "left": left,
        "right": after,
        "context": context_gain(phonetic, index, some, near),
        "rival": behind_best(
            some, near, alone[likely] + known + of_entry["title"] - of_entry["other_title"] + of_entry["organization"]
        ),
        "other_title": of_entry["other_title"],
        "organization": of_entry["organization"],
    }
