"""The words of a text, of the dictionary, and those that several rules share: the only importer of rjieba.

The dictionary is that of jieba, together with the words of today in words.txt (网红, 社保), in a segmenter of its own: what else uses rjieba in
the same process keeps its dictionary.

A text is cut by the dictionary of jieba, mostly without its guesses at unknown words, so that a character that belongs to no word stands
alone. Where ordinary words begin and end is what keeps a name from being cut out of the middle of one. The segmenter cannot take a lone
surrogate; it is read as a question mark.

Groups of words that several rules need (thanks, kinds of meetings) are rows of shared_words.tsv. A pattern names a group in braces: `{THANK}(?:大家)?`
stands for `(?:谢谢|感谢|多谢)(?:大家)?`, and a word that is added to a row is added to every such pattern.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import attrs
import regex
from rjieba import Jieba

from transcript.phonetics.readings import without_surrogates

_TODAY = 140  # occurrences that a word of today is given at least, of the 60 million behind the dictionary: as few as words of a field have

_STEMS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("ly", ""),
)


@lru_cache(maxsize=1)
def _jieba() -> Jieba:
    jieba = Jieba()
    lines = files(__package__).joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    for word in (word for line in lines if not line.startswith("#") for word in line.split()):
        known = jieba.has_word(word)
        jieba.add_word(word, max(_TODAY, jieba.suggest_freq(word) if known else 0), _tag(jieba, word) if known else "n")
    return jieba


def _tag(jieba: Jieba, word: str) -> str:
    """The part of speech of a word of the dictionary."""
    tags = [tag for _, tag in jieba.tag(word, hmm=False)]
    return tags[0] if len(tags) == 1 else "n"


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
        """Tell whether a word begins at *offset*, or the text ends there.

        Args:
            offset: An offset of the text.

        Returns:
            True if so.
        """
        return offset >= len(self.text) or self.ends[offset] > 0

    def end_of(self, offset: int) -> int:
        """Return the end of the word that begins at *offset*.

        Args:
            offset: An offset of the text.

        Returns:
            The offset past its last character; *offset* itself inside a word.
        """
        return self.ends[offset] or offset if offset < len(self.text) else offset

    def start_before(self, offset: int) -> int:
        """Find the word that holds the character before *offset*.

        Args:
            offset: An offset of the text.

        Returns:
            The offset at which it starts.
        """
        offset -= 1
        while offset > 0 and not self.ends[offset]:
            offset -= 1
        return max(0, offset)


def cut(text: str) -> Words:
    """Cut a text into dictionary words.

    Args:
        text: A text in simplified script, folded.

    Returns:
        The words, by their places.

    >>> words = cut("谢谢方校长")
    >>> words.begins(1), words.begins(2)
    (False, True)
    """
    text = without_surrogates(text)
    ends = [0] * len(text)
    at = 0
    for size in map(len, _jieba().cut(text, hmm=False)):
        ends[at] = at + size
        at += size
    return Words(text, ends)


def words_in(text: str, *, unknown: str = "apart") -> list[str]:
    """Cut a text into words.

    Args:
        text: In simplified script.
        unknown: "apart" if what the dictionary does not have comes out character by character, "guessed" if as likely words.

    Returns:
        The words, in order.

    >>> words_in("并按按照要求")
    ['并', '按', '按照', '要求']
    """
    words: list[str] = _jieba().cut(without_surrogates(text), hmm=unknown == "guessed")
    return words


def tagged_words(text: str) -> list[tuple[str, str]]:
    """Cut a text into words and tag their parts of speech with jieba's tag set, guessing unknown words.

    Args:
        text: A text in simplified script.

    Returns:
        Word and tag, in order.
    """
    words: list[tuple[str, str]] = _jieba().tag(without_surrogates(text))
    return words


def frequency(word: str) -> int:
    """Return how often the dictionary counts a word.

    Args:
        word: A word in simplified script.

    Returns:
        The count; for an unknown word, the count at which it would be cut as one word.
    """
    return int(_jieba().suggest_freq(without_surrogates(word)))


@lru_cache(maxsize=65536)
def word_class(word: str) -> str:
    """Return the part of speech of a dictionary word in jieba's tag set.

    Args:
        word: A word in simplified script.

    Returns:
        The tag; "" for an unknown word.

    >>> word_class("七零八落"), word_class("惠民通服务点")
    ('i', '')
    """
    return _tag(_jieba(), word) if in_dictionary(word) else ""


@lru_cache(maxsize=65536)
def in_dictionary(text: str) -> bool:
    """Tell whether the dictionary has *text*, names included.

    Args:
        text: A text in simplified script.

    Returns:
        True if it has.
    """
    return bool(_jieba().has_word(without_surrogates(text)))


@lru_cache(maxsize=65536)
def is_word(text: str) -> bool:
    """Tell whether the dictionary has *text* as an ordinary word, names excluded.

    Args:
        text: A text in simplified script.

    Returns:
        True if it has.
    """
    if not in_dictionary(text):
        return False
    tagged = tagged_words(text)
    return len(tagged) != 1 or not tagged[0][1].startswith("nr")


@lru_cache(maxsize=1 << 14)
def is_english(word: str) -> bool:
    """Tell whether a word in lower case is English as it stands, or a number.

    Args:
        word: A word.

    Returns:
        True if so.

    >>> is_english("planning"), is_english("plannimg")
    (True, False)
    """
    return word in _english() or word.isdigit() or any(stem in _english() for stem in _stems(word))


def _stems(word: str) -> set[str]:
    stems = {word.removesuffix(ending) + base for ending, base in _STEMS if word.endswith(ending)}
    return stems | {stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]}


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    lines = files(__package__).joinpath("english.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def words_of_role(table: Traversable, role: str) -> list[str]:
    """Read the words of a role from a table with rows of a role and its words.

    Args:
        table: The file; a role may have several rows, lines that begin with # are comments.
        role: First field of the rows. Among the words, `{role}` stands for all those of another role.

    Returns:
        The words, in order.
    """
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    def listed(role: str) -> Iterator[str]:
        for word in (word for row in rows if row[0] == role for word in row[1].split()):
            if word.startswith("{"):
                yield from listed(word.strip("{}"))
            else:
                yield word

    return list(listed(role))


_GROUP = regex.compile(r"\{([A-Z]+)\}")


def shared_words(group: str) -> tuple[str, ...]:
    """List the words of a group.

    Args:
        group: First column of a row of shared_words.tsv.

    Returns:
        The words, longer ones first, so that an alternation of them matches the longest.

    Raises:
        KeyError: If there is no such group.

    >>> shared_words("THANK")
    ('谢谢', '感谢', '多谢')
    """
    return _groups()[group]


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    lines = files(__package__).joinpath("shared_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {row[0]: tuple(sorted(row[1].split(), key=len, reverse=True)) for row in rows}


def expand(pattern: str) -> str:
    """Replace the names of groups in a pattern by alternations of their words.

    Args:
        pattern: A regular expression; `{THANK}` names a group, other braces are left alone.

    Returns:
        The pattern with a non-capturing group in place of each name.

    Raises:
        KeyError: If there is no such group.

    >>> expand("{THANK}[^。]{0,4}")
    '(?:谢谢|感谢|多谢)[^。]{0,4}'
    """
    return str(_GROUP.sub(lambda match: f"(?:{'|'.join(shared_words(match[1]))})", pattern))
