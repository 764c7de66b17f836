"""Features of a candidate that come from the text around it: its words, its n-grams, and what else is misheard there.

Words: log probabilities by the dictionary of rjieba (the segmenter's own, shipped with it) protect ordinary words. A stretch is as ordinary as the
words that it lies in, less what is left of them outside: 受[理环]境 takes two ordinary words apart and is very ordinary, 推进[云西]共享 is not.

Other mishearings: twelve times the same mishearing is one question, not twelve; but a phrase that only repeats itself does not speak for itself. So
the same change counts where it mends another stretch: 清→青 in 清石桥 speaks for 清→青 in 清石镇. And who does not know a word mishears it in many
ways: 柳西 and 柳席 for 柳溪 speak for each other.

N-grams: a cache language model, trigrams of characters, each order interpolated with the next lower one. What stands at a place does not support
itself: its own n-grams are left out, and so are those of every other place where the same stretch is a candidate for the same form, so that a term
that is misheard thirty times the same way is judged as one that is misheard once.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from functools import lru_cache
from itertools import chain

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.alignment import Compared
from transcript.corrections.term_candidates import Hits, PhoneticText
from transcript.lexicon.hash_table import Hashes, Numbers, Places, ranges
from transcript.lexicon.index import Index
from transcript.phonetics.readings import code_points
from transcript.words import frequency, in_dictionary, words_in

_TOTAL = 60_000_000  # occurrences in the corpus behind the dictionary
_UNKNOWN = 0.5  # of a word that the dictionary does not have
_DOUBT = 5_000  # words that a text is short of before its own counts say much

# What holds a sentence together; a recogniser that mishears a name seldom hears it begin or end with one of these.
_PARTICLES = (
    "的了着过得地之所个些吗呢吧啊"
    "我你您他她它咱谁这那每各某该本全几另"
    "是有没无会能可要想该应让叫使给"
    "对在从向以为由于把被将和与及并而且或但其"
    "就也都不未还很更最又再却只才已曾正"
)
_BREAK = "\uffff"  # stands for a settled stretch when a text is cut; no character, so that it is a word of its own

Logs = NDArray[np.float64]


@lru_cache(maxsize=1 << 17)
def word_log(word: str) -> float:
    """Return the log probability of a word by the dictionary.

    Args:
        word: A word.

    Returns:
        The probability in nats.

    >>> word_log("其实") > word_log("社员") > word_log("柳溪")
    True
    """
    if len(word) > 1 and not in_dictionary(word):
        return math.log(_UNKNOWN / _TOTAL)
    return math.log(max(1, frequency(word)) / _TOTAL)


@lru_cache(maxsize=1 << 17)
def _expected(word: str) -> float:
    """Return how often a word stands in so much text as `_DOUBT` says."""
    return _DOUBT * math.exp(word_log(word))


def _words(text: str, settled: Sequence[tuple[int, int]]) -> tuple[list[str], set[str]]:
    """The words of a text, and which of them are settled."""
    text_between = text.replace(_BREAK, "?")
    ends = [0, *(end for _, end in settled)]
    starts = [*(start for start, _ in settled), len(text)]
    words = words_in(_BREAK.join(text_between[end:start] for end, start in zip(ends, starts, strict=True)))
    at = -1
    for start, end in settled:
        at = words.index(_BREAK, at + 1)
        words[at] = text[start:end]
    return words, {text[start:end] for start, end in settled}


@lru_cache(maxsize=1)
def _particles() -> NDArray[np.bool_]:
    particles = np.zeros(0x10000, dtype=np.bool_)
    particles[code_points(_PARTICLES)] = True
    return particles


def is_particle(character: str) -> bool:
    """Tell whether a character is a particle, a pronoun or the like.

    Args:
        character: One character, in simplified script.

    Returns:
        True if so.

    >>> is_particle("我"), is_particle("柳")
    (True, False)
    """
    return character in _PARTICLES


def are_particles(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Find particles, pronouns and the like among code points.

    Args:
        points: Code points in simplified script.

    Returns:
        A flag for each code point.
    """
    found: NDArray[np.bool_] = _particles().take(points, mode="clip")
    return found


@lru_cache(maxsize=1 << 16)
def _pieces(word: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Log probability of what stands before and after each place in a word, as words of their own; none begins inside a latin one."""
    if word.isascii():
        return (0.0,) * len(word), (0.0,) * len(word)
    before = tuple(sum(map(word_log, words_in(word[:place]))) for place in range(len(word)))
    after = tuple(sum(map(word_log, words_in(word[place:]))) if place else 0.0 for place in range(len(word)))
    return before, after


@attrs.frozen(eq=False, kw_only=True)
class WordPrior:
    """The words of a text and how ordinary they are.

    Attributes:
        starts, ends: Of the word at each character, and of nothing at the end of the text.
        particles: Whether each character is a particle, a pronoun or the like, and a word of its own.
        words: Log probability of all words that end up to each place.
        before, after: Log probability of what the word at each character has before it, and of the rest from it on if something is
            before it.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    particles: NDArray[np.bool_]
    words: Logs
    before: Logs
    after: Logs

    @classmethod
    def of(cls, text: str, settled: Sequence[tuple[int, int]] = ()) -> WordPrior:
        """Segment a text and look its words up.

        Args:
            text: In simplified script.
            settled: Stretches that are known words here, in order, not overlapping: each is as likely as it is frequent.

        Returns:
            The words, with their probabilities.
        """
        words, known = _words(text, settled)
        counts = Counter(words)
        total = len(words) + _DOUBT
        numbers = {word: number for number, word in enumerate(counts)}
        kinds = np.fromiter(map(numbers.__getitem__, words), dtype=np.int64, count=len(words))
        sizes = np.fromiter(map(len, counts), dtype=np.int64, count=len(counts))
        logs = [math.log((count - (word not in known) + _expected(word)) / total) for word, count in counts.items()]
        lengths = np.append(sizes[kinds], 1)  # the last is of nothing
        begins = np.cumsum(lengths) - lengths
        pieces = [_pieces(word) for word in counts]
        firsts = np.append((np.cumsum(sizes) - sizes)[kinds], sizes.sum())
        within = np.repeat(firsts - begins, lengths) + np.arange(len(text) + 1)
        return cls(
            starts=np.repeat(begins, lengths),
            ends=np.repeat(np.minimum(begins + lengths, len(text)), lengths),
            particles=np.repeat(lengths == 1, lengths)[:-1] & are_particles(code_points(text)),
            words=np.repeat(np.cumsum(np.append(0.0, np.array(logs)[kinds])), lengths),
            before=np.array([*chain.from_iterable(before for before, _ in pieces), 0.0])[within],
            after=np.array([*chain.from_iterable(after for _, after in pieces), 0.0])[within],
        )

    def log(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Logs:
        """Compute the log probability of each stretch where it stands: that of the words it touches, less that of what is left of them.

        Args:
            starts: Where each stretch begins.
            ends: Where each stretch ends.

        Returns:
            A value in nats for each stretch.
        """
        left, right = self.starts[starts], self.ends[ends - 1]
        logs: Logs = self.words[right] - self.words[left] - self.before[starts] - self.after[ends]
        return logs

    def alone(self, place: int) -> bool:
        """Tell whether the character at a place is a word of its own.

        Args:
            place: An offset.

        Returns:
            True if so.
        """
        return bool(self.starts[place] == place and self.ends[place] == place + 1)

    def cuts(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Find the places that lie inside a word.

        Args:
            places: Offsets.

        Returns:
            A flag for each place.
        """
        inside: NDArray[np.bool_] = self.starts[places] < places
        return inside


Scores = NDArray[np.float64]

_DRAWN, _FARTHEST = 0.5, 1.5  # share of the way to the mean of its group that a score is drawn, and how far at most
_MOST_BEHIND = 3.0  # log odds beyond which a candidate lies no farther behind
_SIDE = 2  # characters of context
_MIX = np.uint64(0x9E3779B97F4A7C15)


def same_change(phonetic: PhoneticText, index: Index, hits: Hits, compared: Compared, shares: Scores) -> Scores:
    """Count, for each candidate, the candidates elsewhere that need the same change in another stretch.

    Args:
        phonetic: The text.
        index: The lexicon.
        hits: The candidates.
        compared: Each beside its form.
        shares: How likely each is by itself, between 0 and 1: it counts as so much.

    Returns:
        The log of one plus the count, for each candidate.
    """
    changes = _changes(phonetic, index, hits, compared)
    stretches = [phonetic.folded[s:e] for s, e in zip(hits.starts.tolist(), hits.ends.tolist(), strict=True)]
    return _others(changes, stretches, compared.first, shares)


def same_part(phonetic: PhoneticText, index: Index, hits: Hits, compared: Compared, shares: Scores) -> Scores:
    """Count, for each candidate, the other ways in which the same part of a form is misheard.

    Args:
        phonetic: The text.
        index: The lexicon.
        hits: The candidates.
        compared: Each beside its form.
        shares: How likely each is by itself, between 0 and 1: a way counts as much as the likeliest candidate that is misheard so.

    Returns:
        The log of one plus the count, for each candidate.
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
    """Return what each candidate changes into what; of a single character together with a neighbour that stays."""
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
    """Move the scores of candidates towards the mean of all places where the same stretch is a candidate for the same form.

    A form that was heard for an entry is one question that is asked at several places; a place that scores very differently remains an exception
    (人参 grown in a field among thirty 人参 for 人身).

    Args:
        phonetic: The text, prepared for search by sound.
        hits: The candidates.
        scores: The score of each candidate by itself.

    Returns:
        The pooled scores.
    """
    if not len(hits):
        return scores
    stretches = phonetic.spelled.whole(hits.starts, hits.ends) * _MIX + hits.forms.astype(np.uint64)
    _, group, times = np.unique(stretches, return_inverse=True, return_counts=True)
    mean = np.bincount(group, weights=scores, minlength=len(times)) / times
    drawn: Scores = scores + np.clip((mean.take(group) - scores) * _DRAWN, -_FARTHEST, _FARTHEST)
    return drawn


def places(phonetic: PhoneticText, hits: Hits) -> Places:
    """Count the places where the stretch of each candidate is a candidate for the same form.

    Args:
        phonetic: The text, prepared for search by sound.
        hits: The candidates.

    Returns:
        A count for each candidate.
    """
    stretches = phonetic.spelled.whole(hits.starts, hits.ends) * _MIX + hits.forms.astype(np.uint64)
    _, group, times = np.unique(stretches, return_inverse=True, return_counts=True)
    found: Places = times.take(group)
    return found


def behind_best(hits: Hits, compared: Compared, scores: Scores) -> Scores:
    """Measure how far each candidate lies behind the best one that would change the same place.

    Args:
        hits: The candidates.
        compared: Each beside its form.
        scores: What each scores by itself, together with what the text knows of its entry.

    Returns:
        The difference of the scores, at most `_MOST_BEHIND`.
    """
    if not len(hits):
        return np.zeros(0)
    _, place = np.unique(compared.first, return_inverse=True)
    best = np.full(len(hits), -np.inf)
    np.maximum.at(best, place, scores)
    behind: Scores = np.minimum(best.take(place) - scores, _MOST_BEHIND)
    return behind


def beside_right(phonetic: PhoneticText, hits: Hits, right: Hits) -> tuple[Scores, Scores]:
    """Compare the neighbours of each candidate with those of its form where that is right.

    Args:
        phonetic: The text, prepared for search by sound.
        hits: The candidates.
        right: Where forms stand spelled right.

    Returns:
        Whether the text before is the same, and whether the text behind is, for each candidate.
    """
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


Points = NDArray[np.uint64]

_ORDER = 3  # characters of the longest n-gram
_BACKGROUND = 1 / 4000  # probability of a character that the document does not have
_PRIOR = 2.0  # occurrences that the next lower order counts as
_BITS = 21  # of a code point
_LEAST, _MOST = -2.0, 8.0  # of the difference, in nats: that a form is not in the document yet says little


@attrs.frozen(eq=False, kw_only=True)
class NgramCounts:
    """The counts of the character n-grams of a text, for each order up to `_ORDER`.

    Attributes:
        keys: For each order its n-grams, as numbers, ascending.
        counts: How often each occurs.
    """

    keys: tuple[Points, ...]
    counts: tuple[Numbers, ...]

    @classmethod
    def of(cls, points: Points) -> NgramCounts:
        """Count the n-grams of a text.

        Args:
            points: Code points in simplified script.

        Returns:
            The counts.
        """
        found = [np.unique(_ngrams(points, order), return_counts=True) for order in range(1, _ORDER + 1)]
        return cls(keys=tuple(keys for keys, _ in found), counts=tuple(counts for _, counts in found))

    def times(self, ngrams: Points, order: int) -> Scores:
        """Look up how often each n-gram of one order occurs.

        Args:
            ngrams: The n-grams, as `_ngrams` encodes them.
            order: How many characters an n-gram has.

        Returns:
            The counts.
        """
        keys = self.keys[order - 1]
        if not len(keys):
            return np.zeros(len(ngrams))
        at = np.minimum(np.searchsorted(keys, ngrams), len(keys) - 1)
        return np.where(keys.take(at) == ngrams, self.counts[order - 1].take(at), 0).astype(np.float64)


def _ngrams(points: Points, order: int) -> Points:
    size = max(0, len(points) - order + 1)
    ngrams = np.zeros(size, dtype=np.uint64)
    for step in range(order):
        ngrams = (ngrams << np.uint64(_BITS)) | points[step : step + size]
    return ngrams


def context_gain(phonetic: PhoneticText, index: Index, hits: Hits, compared: Compared) -> Scores:
    """Measure how much better the form of each candidate fits the document than what stands there.

    Args:
        phonetic: The text, prepared for search by sound.
        index: The index of the lexicon.
        hits: The candidates.
        compared: Each candidate beside its form.

    Returns:
        The gain in nats for each candidate, cut at `_LEAST` and `_MOST`.
    """
    if not len(hits):
        return np.zeros(0)
    points = np.where(phonetic.codes == 0, 0, phonetic.points).astype(np.uint64)
    counts = NgramCounts.of(points)
    padded = np.concatenate([np.zeros(2, np.uint64), points, np.zeros(2, np.uint64)])
    first, past = compared.first, np.maximum(compared.past, compared.first)
    meant = index.starts.take(hits.forms) + (first - hits.starts)
    meant_size = index.starts.take(hits.forms + 1) - 1 - (hits.ends - past) - meant
    own = _log_probability(
        counts,
        len(points),
        _joined(padded, padded, first + 2, past - first, first, past),
        past - first,
        places(phonetic, hits).astype(np.float64),
    )
    meant_points = _joined(padded, index.points.astype(np.uint64), meant, meant_size, first, past)
    other = _log_probability(counts, len(points), meant_points, meant_size, None)
    gain: Scores = np.clip(other - own, _LEAST, _MOST)
    return gain


def _joined(padded: Points, source: Points, begins: Numbers, sizes: Numbers, first: Numbers, past: Numbers) -> Points:
    """For each candidate two characters before the change, the characters of *source*, two behind the change; all in a row."""
    lengths = sizes + 4
    row, offset = ranges(np.zeros_like(lengths), lengths)
    size = sizes.take(row)
    inner = (offset >= 2) & (offset < size + 2)
    at = np.where(
        offset < 2, first.take(row) + offset, past.take(row) + offset - size
    )  # in padded, which is two further
    inside = np.where(inner, begins.take(row) + offset - 2, 0)
    return np.where(inner, source.take(inside), padded.take(at))


def _log_probability(counts: NgramCounts, total: int, points: Points, sizes: Numbers, own: Scores | None) -> Scores:
    """Log probability of what is put between the two characters on either side, and of those behind it."""
    lengths = sizes + 4
    begins = np.cumsum(lengths) - lengths
    row, at = ranges(begins + 2, sizes + 2)
    offset = at - begins.take(row) - 2  # of the predicted character, counted from the change
    probability = np.full(len(at), _BACKGROUND)
    ngram = history = np.zeros(len(at), dtype=np.uint64)
    for back in range(_ORDER):
        point = points.take(at - back)
        ngram = ngram | (point << np.uint64(_BITS * back))
        times = counts.times(ngram, back + 1)
        base = np.full(len(at), float(total))
        if back:
            history = history | (point << np.uint64(_BITS * (back - 1)))
            base = counts.times(history, back)
        if own is not None:
            times = times - _own(own, row, offset - back, offset, sizes)
            base = base - (_own(own, row, offset - back, offset - 1, sizes) if back else 0)
        times = np.maximum(times, 0.0)
        probability = (times + _PRIOR * probability) / (np.maximum(base, times) + _PRIOR)
    logs: Scores = np.bincount(row, weights=np.log(probability), minlength=len(sizes)).astype(np.float64)
    return logs


def _own(own: Scores, row: Numbers, first: Numbers, last: Numbers, sizes: Numbers) -> Scores:
    """Return how often the n-grams from *first* to *last* may be those of the stretch itself, at any of its places; 0 of those that do not touch it."""
    return np.where((last >= 0) & (first < sizes.take(row)), own.take(row), 0.0)
