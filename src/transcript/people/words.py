"""Where ordinary words begin and end: what keeps a name from being cut out of the middle of one.

A text is cut once by the dictionary of jieba, without its guesses at unknown words, so that a character that belongs to no word
stands alone. The cuts are kept as flags, one an offset.
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
    """Cut a folded text into dictionary words; a lone surrogate is read as a question mark.

    >>> words = cut("谢谢方校长")
    >>> words.begins(1), words.begins(2)
    (False, True)
    """
    text = without_surrogates(text)
    ends = [0] * len(text)
    at = 0
    for word in rjieba.cut(text, hmm=False):
        ends[at] = at + len(word)
        at += len(word)
    return Words(text, ends)


@lru_cache(maxsize=65536)
def in_dictionary(text: str) -> bool:
    """Whether the dictionary knows *text* at all, be it as a name."""
    return bool(rjieba.has_word(without_surrogates(text)))


@lru_cache(maxsize=65536)
def is_word(text: str) -> bool:
    """Whether the dictionary knows *text* as an ordinary word; the names in it do not count."""
    if not in_dictionary(text):
        return False
    tagged = rjieba.tag(without_surrogates(text))
    return len(tagged) != 1 or not tagged[0][1].startswith("nr")
