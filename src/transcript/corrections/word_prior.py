"""The prior that protects ordinary words: how probable a span of text is where it stands.

Log probabilities of words by the dictionary of rjieba (the segmenter's own, shipped with it). A stretch is as ordinary as the words that
it lies in, less what is left of them outside: 受[理环]境 takes two ordinary words apart and is very ordinary, 推进[云西]共享 is not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import attrs
import numpy as np
from numpy.typing import NDArray

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
    """Log probability of a word.

    >>> word_log("其实") > word_log("社员") > word_log("柳溪")
    True
    """
    if len(word) > 1 and not in_dictionary(word):
        return math.log(_UNKNOWN / _TOTAL)
    return math.log(max(1, frequency(word)) / _TOTAL)


@lru_cache(maxsize=1 << 17)
def _expected(word: str) -> float:
    """How often a word stands in so much text as `_DOUBT` says."""
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
    """Whether a character is a particle, a pronoun or the like.

    >>> is_particle("我"), is_particle("柳")
    (True, False)
    """
    return character in _PARTICLES


def are_particles(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which code points are particles, pronouns or the like."""
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
        """Log probability of each stretch where it stands: of the words it touches, less that of what is left of them."""
        left, right = self.starts[starts], self.ends[ends - 1]
        logs: Logs = self.words[right] - self.words[left] - self.before[starts] - self.after[ends]
        return logs

    def alone(self, place: int) -> bool:
        """Whether the character at a place is a word of its own."""
        return bool(self.starts[place] == place and self.ends[place] == place + 1)

    def cuts(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each place lies inside a word."""
        inside: NDArray[np.bool_] = self.starts[places] < places
        return inside
