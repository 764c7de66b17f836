"""What a change may be taken for although it is likely by all that is weighed: somebody else's name, an ordinary call. It is only suggested.

A lexicon is often used on texts that hardly speak of it. There names are cut out of other names (孟记老师 is no 纪老师), short ways of calling
somebody out of words (流行 is no 刘行长).
"""

from __future__ import annotations

from transcript.corrections.heard import Heard
from transcript.corrections.ordinary import Ordinary, is_particle
from transcript.lexicon.index import CALLED, RIGHT, Index
from transcript.lexicon.latin import is_latin
from transcript.people.tables import ORDINARY_SURNAMES, SURNAMES
from transcript.phonetics import character_cost
from transcript.words import in_dictionary

_GIVEN = 2  # characters of a given name
EASILY = 0.25  # cost of syllables that are easily confused


def doubt(heard: Heard, index: Index, words: Ordinary, *, start: int, end: int, form: int, known: bool) -> str:
    """Why a form is no more than suggested for a stretch, as a clause; empty if nothing speaks against it.

    Args:
        heard: The text.
        index: The lexicon.
        words: The words of the text.
        start: Where the stretch begins.
        end: Where it ends.
        form: Number of the form.
        known: Whether the text has the entry elsewhere.
    """
    before, after = heard.folded[start:end], index.simplified(form)
    if is_latin(after.lower()) and not before[0].isascii():
        return "但原文是汉字，未必是在念字母"
    if index.kinds[form] == CALLED and after[0] in SURNAMES:
        if not known and _another_surname(before, after):
            return "但也可能另有其人"
        if _surname_before(heard, words, start, given=1):
            return "但前面的字可能与它同是一个人名"
        if _short_and_a_word(before, after):
            return "但原文本身成词"
    elif _within_name(heard, index, words, start, end, form):
        return "但前面的字可能与它同是一个人名"
    if len(before) == len(after) == 2 and before[0] == after[0] and is_particle(before[0]):
        return "但原文本身成词"
    return ""


def _another_surname(before: str, after: str) -> bool:
    """Whether somebody else may be called: by a surname that is not easily mistaken for that of the lexicon."""
    return before[0] in SURNAMES and character_cost(before[0], after[0]) > EASILY


def _short_and_a_word(before: str, after: str) -> bool:
    """Whether two characters are another word, or sound otherwise: 流行 for 刘行, short for 刘行长."""
    other = before[1:] != after[1:] or character_cost(before[0], after[0]) > EASILY
    return len(after) == 2 and (other or in_dictionary(before))


def _within_name(heard: Heard, index: Index, words: Ordinary, start: int, end: int, form: int) -> bool:
    """Whether a stretch is the given name of somebody whom the form does not name: 宝西 of 陶宝西 for 宝溪."""
    if end - start > _GIVEN or not _surname_before(heard, words, start, given=0):
        return False
    before, after = heard.folded[start], index.simplified(form)
    if before == after[0] and before in SURNAMES:
        return False
    name = index.simplified(int(index.rows[form]))
    return not (index.people[form] and (index.kinds[form] == RIGHT or heard.folded[start - 1] == name[0]))


def _surname_before(heard: Heard, words: Ordinary, start: int, *, given: int) -> bool:
    """Whether a surname stands before a stretch, at most so many lone characters of a given name further to the left."""
    for place in range(start - 1, start - 2 - given, -1):
        if _lone_surname(heard, words, place):
            return True
        if place < 0 or not words.alone(place) or is_particle(heard.folded[place]):
            return False
    return False


def _lone_surname(heard: Heard, words: Ordinary, place: int) -> bool:
    """Whether a character is a word of its own, and hardly any other than a surname."""
    if place < 0 or not words.alone(place):
        return False
    character = heard.folded[place]
    return SURNAMES.get(character) == "common" and character not in ORDINARY_SURNAMES and not is_particle(character)
