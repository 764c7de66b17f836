"""From characters to syllables.

A syllable has a number (initial and final), a toned syllable a code: eight times the number, plus the tone. Code 0 is everything that
has no sound: punctuation, space, emoji. A table over the Basic Multilingual Plane gives the code of a character at once; phrases
that read otherwise than their characters (银行) are found by an automaton. Latin letters and digits have the sound of their names.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import ahocorasick_rs
import attrs
import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint16]

_FOLDER = Path(__file__).parent
_PLANE = 0x10000  # code points of the basic plane

# Initial, final, tone of the names of letters and digits; of names with several syllables the loudest.
_NAMES: dict[str, tuple[str, str, int]] = {
    "a": ("", "ei", 1), "b": ("b", "i", 4), "c": ("x", "i", 1), "d": ("d", "i", 4), "e": ("", "i", 1), "f": ("f", "u", 5),
    "g": ("j", "i", 4), "h": ("ch", "-i", 5), "i": ("", "ai", 4), "j": ("zh", "ei", 4), "k": ("k", "ai", 4), "l": ("l", "e", 5),
    "m": ("m", "u", 5), "n": ("", "en", 1), "o": ("", "ou", 1), "p": ("p", "i", 4), "q": ("q", "iou", 4), "r": ("", "er", 5),
    "s": ("s", "-i", 5), "t": ("t", "i", 4), "u": ("", "iou", 1), "v": ("", "uei", 1), "w": ("l", "iou", 5), "x": ("k", "e", 5),
    "y": ("", "uai", 1), "z": ("z", "ei", 4),
    "0": ("l", "ing", 2), "1": ("", "i", 1), "2": ("", "er", 4), "3": ("s", "an", 1), "4": ("s", "-i", 4), "5": ("", "u", 3),
    "6": ("l", "iou", 4), "7": ("q", "i", 1), "8": ("b", "a", 1), "9": ("j", "iou", 3),
}  # fmt: skip


@attrs.frozen(order=True)
class Syllable:
    """A syllable of Standard Chinese.

    Attributes:
        initial: As pinyin spells it; empty where there is none (爱, 一, 五, 鱼).
        final: In full (uei, iou, uen; v for ü); "-i" after z c s zh ch sh r.
        tone: 1 to 4, or 5 for the neutral tone.
    """

    initial: str
    final: str
    tone: int


@attrs.frozen(kw_only=True)
class _Table:
    codes: Codes
    second: dict[str, tuple[int, ...]]
    sounds: tuple[tuple[str, str], ...]
    numbers: dict[tuple[str, str], int]


@lru_cache(maxsize=1)
def _table() -> _Table:
    codes = np.zeros(_PLANE, dtype=np.uint16)
    second: dict[str, tuple[int, ...]] = {}
    numbers: dict[tuple[str, str], int] = {}
    for line in (_FOLDER / "readings.tsv").read_text(encoding="utf-8").split("\n")[1:-1]:
        initial, final, tone, first, at_times = line.split("\t")
        code = numbers.setdefault((initial, final), len(numbers) + 1) * 8 + int(tone)
        codes[np.frombuffer(first.encode("utf-16-le"), dtype="<u2")] = code
        for character in at_times:
            second[character] = (*second.get(character, ()), code)
    for name, (initial, final, tone_of_name) in _NAMES.items():
        code = numbers.setdefault((initial, final), len(numbers) + 1) * 8 + tone_of_name
        codes[[ord(name), ord(name.upper()), ord(name) + 0xFEE0, ord(name.upper()) + 0xFEE0]] = code
    codes.flags.writeable = False
    return _Table(codes=codes, second=second, sounds=tuple(numbers), numbers=numbers)


def sounds() -> tuple[tuple[str, str], ...]:
    """Return the syllables that there are.

    Returns:
        Initial and final of each; a syllable's number is its place, counted from 1.
    """
    return _table().sounds


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text, lone surrogates included.

    Args:
        text: Any text.

    Returns:
        An array with one number a character.
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def character_codes(points: NDArray[np.uint32]) -> Codes:
    """Look up the code of each character by itself.

    Args:
        points: Code points.

    Returns:
        The codes, 0 where a character has no sound.
    """
    table = _table().codes
    if len(points) and points.max() >= _PLANE:
        points = np.where(points < _PLANE, points, 0)
    codes: Codes = table[points]
    return codes


def toned_codes(text: str) -> Codes:
    """Look up the code of each character as its phrase reads it.

    Args:
        text: Any text.

    Returns:
        The codes, 0 where a character has no sound.
    """
    codes = character_codes(code_points(text))
    finder, readings = _phrases()
    found = finder.find_matches_as_indexes(without_surrogates(text))
    if found:
        codes = codes.copy()
    for number, start, end in found:
        codes[start:end] = readings[number]
    return codes


def without_surrogates(text: str) -> str:
    r"""Replace lone surrogates by question marks, for automata and segmenters that need UTF-8.

    Args:
        text: Any text.

    Returns:
        A text of the same length.

    >>> without_surrogates("好\ud800")
    '好?'
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


@lru_cache(maxsize=1)
def _phrases() -> tuple[ahocorasick_rs.AhoCorasick, list[Codes]]:
    numbers = {"".join(sound): number for sound, number in _table().numbers.items()}
    phrases, readings = [], []
    for line in (_FOLDER / "phrases.tsv").read_text(encoding="utf-8").split("\n")[1:-1]:
        phrase, spelled = line.split("\t")
        phrases.append(phrase)
        readings.append(np.array([numbers[s[:-1]] * 8 + int(s[-1]) for s in spelled.split()], dtype=np.uint16))
    return ahocorasick_rs.AhoCorasick(phrases, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), readings


@lru_cache(maxsize=1)
def second_codes() -> Codes:
    """Tabulate the further readings of all characters of the plane.

    Returns:
        Row by row the second, third, … code; 0 where there is none.
    """
    second = _table().second
    codes = np.zeros((max(map(len, second.values())), _PLANE), dtype=np.uint16)
    for character, others in second.items():
        codes[: len(others), ord(character)] = others
    return codes


def has_several(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Find the characters with more than one reading.

    Args:
        points: Code points.

    Returns:
        A flag for each code point.
    """
    several: NDArray[np.bool_] = second_codes()[0].take(np.minimum(points, _PLANE - 1).astype(np.intp)) > 0
    return several


def other_codes(points: NDArray[np.uint32], *, codes: Codes) -> Codes:
    """Look up the further codes of each character beside the one in *codes*.

    Args:
        points: Code points.
        codes: The code of each character.

    Returns:
        Row by row; 0 where there is none.
    """
    known = np.minimum(points, _PLANE - 1).astype(np.intp)
    further = second_codes().take(known, axis=1)
    others: Codes = np.where((further == codes) & (further > 0), _table().codes.take(known), further)
    return others


@lru_cache(maxsize=1 << 15)
def readings_of(character: str) -> tuple[int, ...]:
    """List every code that a character may have.

    Args:
        character: One character.

    Returns:
        The codes, the usual one first; none for what has no sound.
    """
    code = int(character_codes(code_points(character))[0])
    return (code, *_table().second.get(character, ())) if code else ()


def syllables(text: str) -> tuple[Syllable | None, ...]:
    """Return how each character of a text sounds.

    Args:
        text: Any text.

    Returns:
        A syllable for each character; None for what has no sound.

    >>> [s and (s.initial, s.final, s.tone) for s in syllables("银行，")]
    [('', 'in', 2), ('h', 'ang', 2), None]
    """
    return tuple(_syllable(code) if code else None for code in toned_codes(text).tolist())


def _syllable(code: int) -> Syllable:
    initial, final = sounds()[code // 8 - 1]
    return Syllable(initial, final, code % 8)
