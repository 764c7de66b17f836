"""Entries that ordinary words sound like: what a user should know before the lexicon is used.

A misheard form that is an ordinary word (服务) would rewrite it wherever it is meant. A term that sounds like an ordinary word, or almost, needs
more evidence than its sound, the more so if it has two characters. Neither is an error: both are kept, and every one of them is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product

import numpy as np

from transcript.lexicon.columns import Column
from transcript.model import Problem
from transcript.phonetics.confusions import alike
from transcript.phonetics.readings import character_codes
from transcript.text import fold
from transcript.words import frequency, in_dictionary, is_word

COMMON = 300  # counts of the dictionary from which a word is in everyday use
_MOST = 5_000  # forms that are looked at
_LONGEST = 4  # characters of forms that are looked at; longer ones hardly sound like a word
_HAN = range(0x4E00, 0x9FA6)


def risks(columns: Mapping[str, Column]) -> Iterator[Problem]:
    """What ordinary words the entries of a lexicon might rewrite.

    Args:
        columns: The lexicon's; `Lexicon.columns`.
    """
    heard = list(dict.fromkeys(form for form in columns.get("heard_as", ()) if is_word(fold(form))))
    if heard:
        yield _problem("误听形式本身是常用词，本义使用时也会被改，建议写长一些，或用“不改”列出例外", heard)
    forms = [form for key in ("term", "aliases") for form in columns.get(key, ()) if 1 < len(form) <= _LONGEST]
    looked_at = list(dict.fromkeys(forms))[:_MOST]
    short = list(_beside_words(form for form in looked_at if len(form) == 2))
    if short:
        yield _problem("两字词条与常用词同音，没有旁证时不会自动改，建议写上全称或职务，或用“不改”列出例外", short)
    longer = list(_beside_words(form for form in looked_at if len(form) > 2))
    if longer:
        yield _problem("词条与常用词只差一个音近的字，文中两者都可能是对的，建议用“不改”列出例外", longer)


def _beside_words(forms: Iterable[str]) -> Iterator[str]:
    """The forms that sound like an ordinary word, each with that word; what is an ordinary word itself is not one of them."""
    for form in forms:
        folded = fold(form)
        if all(ord(c) in _HAN for c in folded) and not (len(folded) > 2 and is_word(folded)):
            word = _ordinary_word(folded)
            if word:
                yield f"{form}（{word}）"


def _ordinary_word(term: str) -> str | None:
    """The most common ordinary word that sounds like a term: of two characters but for tones, of a longer one in all but one that is easily confused."""
    sounds = _sounds(term)
    if len(term) == 2:
        return next((word for word in _words_of(*(sound for sound, _ in sounds)) if word != term), None)
    choices = [_characters()[1].get(kind, "") for _, kind in sounds]
    words = (term[:at] + c + term[at + 1 :] for at, some in enumerate(choices) for c in some)
    known = [word for word in words if word != term and in_dictionary(word) and is_word(word)]
    return max(known, key=frequency, default=None)


@lru_cache(maxsize=1 << 14)
def _words_of(first: int, second: int) -> tuple[str, ...]:
    """The two commonest words of two syllables, where they are in everyday use."""
    by_sound = _characters()[0]
    words = ("".join(pair) for pair in product(by_sound.get(first, ""), by_sound.get(second, "")))
    known = [word for word in words if in_dictionary(word) and is_word(word) and frequency(word) >= COMMON]
    return tuple(sorted(known, key=frequency, reverse=True)[:2])


def _sounds(text: str) -> list[tuple[int, int]]:
    """Of each character the syllable and the number of all syllables that sound almost alike."""
    syllables = character_codes(np.array([ord(c) for c in text], dtype=np.uint32)) >> 3
    return list(zip(syllables.tolist(), alike()[syllables].tolist(), strict=True))


@lru_cache(maxsize=1)
def _characters() -> tuple[dict[int, str], dict[int, str]]:
    """The characters of everyday use by syllable, and by all syllables that sound almost alike."""
    found: tuple[defaultdict[int, str], defaultdict[int, str]] = (defaultdict(str), defaultdict(str))
    for character, sound in zip(map(chr, _HAN), _sounds("".join(map(chr, _HAN))), strict=True):
        if all(sound) and frequency(character) >= COMMON:
            for by_sound, key in zip(found, sound, strict=True):
                by_sound[key] += character
    return found


def _problem(rule: str, forms: list[str]) -> Problem:
    return Problem(kind="ordinary", message=f"{rule}：{'、'.join(forms)}。")
