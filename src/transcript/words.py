"""The words of a text and of the dictionary: the only importer of rjieba.

A text is cut by the dictionary of jieba, mostly without its guesses at unknown words, so that a character that belongs to no word stands
alone. Where ordinary words begin and end is what keeps a name from being cut out of the middle of one. The segmenter cannot take a lone
surrogate; it is read as a question mark.
"""

from __future__ import annotations

from functools import lru_cache

import attrs
import rjieba

from transcript.phonetics.readings import without_surrogates


@attrs.frozen
class Words:
    """A text and the places where its words meet.

    Attributes:
        text: The folded text, without lone surrogates.
        ends: For each offset where a word begins, where it ends; 0 inside a word.
    """

    text: str
    ends: list[int]

    def begins(self, offset: int) -> bool:
        """Whether a word begins at *offset*, or the text ends there."""
        return offset >= len(self.text) or self.ends[offset] > 0

    def end_of(self, offset: int) -> int:
        """Where the word that begins at *offset* ends; *offset* itself inside a word."""
        return self.ends[offset] or offset if offset < len(self.text) else offset

    def start_before(self, offset: int) -> int:
        """Where the word starts that holds the character before *offset*."""
        offset -= 1
        while offset > 0 and not self.ends[offset]:
            offset -= 1
        return max(0, offset)


def cut(text: str) -> Words:
    """Cut a folded text into dictionary words.

    >>> words = cut("谢谢方校长")
    >>> words.begins(1), words.begins(2)
    (False, True)
    """
    text = without_surrogates(text)
    ends = [0] * len(text)
    at = 0
    for size in map(len, rjieba.cut(text, hmm=False)):
        ends[at] = at + size
        at += size
    return Words(text, ends)


def words_in(text: str, *, unknown: str = "apart") -> list[str]:
    """The words of a text, one after the other.

    Args:
        text: In simplified script.
        unknown: "apart" if what the dictionary does not have comes out character by character, "guessed" if as likely words.

    >>> words_in("并按按照要求")
    ['并', '按', '按照', '要求']
    """
    words: list[str] = rjieba.cut(without_surrogates(text), hmm=unknown == "guessed")
    return words


def tagged_words(text: str) -> list[tuple[str, str]]:
    """The words of a text with their parts of speech by jieba's tag set, unknown ones guessed."""
    words: list[tuple[str, str]] = rjieba.tag(without_surrogates(text))
    return words


def frequency(word: str) -> int:
    """How often the dictionary counts a word; of one that it does not have, so often that it would be cut as one word."""
    return int(rjieba.suggest_freq(without_surrogates(word)))


@lru_cache(maxsize=65536)
def in_dictionary(text: str) -> bool:
    """Whether the dictionary knows *text* at all, be it as a name."""
    return bool(rjieba.has_word(without_surrogates(text)))


@lru_cache(maxsize=65536)
def is_word(text: str) -> bool:
    """Whether the dictionary knows *text* as an ordinary word; the names in it do not count."""
    if not in_dictionary(text):
        return False
    tagged = tagged_words(text)
    return len(tagged) != 1 or not tagged[0][1].startswith("nr")
