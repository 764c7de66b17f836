"""Guards: what a change may be taken for although it is likely by its score. It is only suggested then.

A lexicon is often used on texts that hardly speak of it. Guards keep a likely change a suggestion where it may cut a name out of another name
(孟记老师 is no 纪老师) or a short form of address out of a word (流行 is no 刘行长).
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from operator import eq

import numpy as np

from transcript.corrections.document_features import WordPrior, is_particle
from transcript.corrections.features import beside_title, is_title
from transcript.corrections.term_candidates import PhoneticText
from transcript.lexicon.form_keys import is_latin
from transcript.lexicon.index import CALLED, RIGHT, Index
from transcript.people.gazetteer import ORDINARY_SURNAMES, SHORT_TITLES, SURNAMES, TITLES
from transcript.phonetics import character_cost, distance
from transcript.phonetics.phonetic_distance import TONE
from transcript.words import frequency, in_dictionary, is_word

_GIVEN = 2  # characters of a given name
_SHORT = 2  # characters of forms that are easily cut out of other words
_QUOTING = (
    "念成",
    "读成",
    "写成",
    "说成",
    "叫成",
    "听成",
    "念作",
    "写作",
    "不是",
)  # before a wording that is spoken about
# Score that two characters need in place of an ordinary word, or of something that the dictionary lacks if the entry is an ordinary word itself: at
# least; more for each nat of the count of what stands there; more unless both sound the same but for tones; more for each nat by which the lexicon has
# more than a thousand entries of two characters. By hand, judged on made-up mishearings (scripts/misheard_meetings.py), the invented meetings and
# benchmarks/clean_text.py.
_LEAST, _OFTENER, _OTHERWISE, _CROWD = 0.3, 0.35, 1.6, 0.3
# The same where a word within a longer stretch would become another, and where no character stays: of made-up mishearings with such a score 52 of 55
# and 4 of 4 are right.
_WITHIN, _STRANGE = 2.0, 1.0
_TITLES_ALIKE = 0.25  # distance a character up to which titles may be misheard for each other
_APART = 0.2  # the same of a stretch of which no character stays
_ALIKE = 0.1  # distance a character up to which words sound alike
_OFFICES = frozenset("处局部厅室司院校科办委队所站")  # in 国库处处长 one belongs to the office
OFTEN = 3  # places where the same was heard, which is then no slip of the tongue
_TITLE = 8  # characters before a name in which its title stands
_COMMON = 10_000  # the same of one before a name, which may well belong to what stands before it (这个事)
_EVERYDAY = 1_000  # counts of the dictionary above which a character that is no surname is a word of its own (处, 跟)
# What may follow the name of a place or an organisation, and hardly that of a person: 丽园小区 is not 李媛.
_PLACE_ENDS = (
    "小区",
    "社区",
    "花园",
    "大厦",
    "广场",
    "大道",
    "街",
    "路",
    "镇",
    "乡",
    "村",
    "县",
    "市",
    "桥",
    "湖",
    "公司",
    "集团",
    "大学",
    "中学",
    "小学",
    "学校",
    "医院",
    "资管",
    "资本",
    "银行",
    "科技",
)
EASILY = 0.25  # cost of syllables that are easily confused; by hand


def doubt(
    phonetic: PhoneticText,
    index: Index,
    words: WordPrior,
    *,
    start: int,
    end: int,
    form: int,
    known: bool,
    backed: bool = False,
    often: bool = False,
    score: float = 0.0,
) -> str:
    """Say why a form is no more than suggested for a stretch.

    Args:
        phonetic: The text.
        index: The lexicon.
        words: The words of the text.
        start: Where the stretch begins.
        end: Where it ends.
        form: Number of the form.
        known: Whether the text has the entry elsewhere.
        backed: Whether the text has the form elsewhere beside the same neighbours.
        often: Whether the same was heard for it at several places.
        score: Log odds that the form was said; what makes an ordinary word likely must exceed what the word itself weighs.

    Returns:
        A clause in Chinese; empty if nothing speaks against the form.
    """
    before, after = phonetic.folded[start:end], index.simplified(form)
    if is_latin(after.lower()) and not before[0].isascii():
        return "但原文是汉字，未必是在念字母"
    if len(before) == len(after) == _SHORT and (
        why := _short(index, words, before, after, start=start, backed=backed, score=score)
    ):
        return why
    if score < _WITHIN and _another_word(before, after):
        return "但原文本身成词"
    strange = len(before) == len(after) and not any(map(eq, before, after))
    if strange and score < _STRANGE and distance(before, after) > _APART:
        return "但没有一个字相同"
    if phonetic.folded.endswith(_QUOTING, 0, start):
        return "但原文可能正在说这个写法"
    if index.kinds[form] == CALLED:
        return _called(phonetic, index, words, before, after, start=start, form=form, known=known, often=often)
    if (
        index.people[form]
        and before[0] not in SURNAMES
        and frequency(before[0]) > _COMMON
        and character_cost(before[0], after[0]) > TONE
    ):
        return "但原文本身成词"
    if not index.people[form] and len(before) == _SHORT and not _may_be_name(after) and _begins_name(phonetic, start):
        return "但也可能是人名的开头"
    if index.people[form] and phonetic.folded.startswith(_PLACE_ENDS, end):
        return "但也可能是地名或机构名的一部分"
    return "但前面的字可能与它同是一个人名" if _within_name(phonetic, index, words, start, end, form) else ""


def _another_word(before: str, after: str) -> bool:
    """Return whether what would change is a word of its own that sounds otherwise: 服务[体系]建设 is not 服务环境建设."""
    left, right = shared_ends(before, after)
    heard, meant = before[left : len(before) - right], after[left : len(after) - right]
    return len(heard) == len(meant) > 1 and is_word(heard) and distance(heard, meant) > _ALIKE


def _short(index: Index, words: WordPrior, before: str, after: str, *, start: int, backed: bool, score: float) -> str:
    """Explain why two characters are not changed into others: they are an ordinary word, or belong to the words beside them."""
    if not backed and words.cuts(np.array([start, start + _SHORT])).any():
        return "但其中有字属于相邻的词"
    if not backed and in_dictionary(before) and score < _needed(index, before, after):
        return "但原文本身成词"
    if not backed and is_word(after) and score < _needed(index, before, after):
        return "但词条本身也是普通的词"
    particle = is_particle(before[0]) and (before[0] != after[0] or score < _needed(index, before, after))
    if particle or (not backed and is_particle(before[1]) and before[1] != after[1]):
        return "但原文本身成词"
    return ""


def _needed(index: Index, before: str, after: str) -> float:
    """Return the score from which two characters are changed although they, or the entry, are an ordinary word."""
    apart = max(map(character_cost, before, after)) > TONE
    crowd = max(log(max(int(index.crowd[_SHORT]), 1) / 1000), 0.0)
    return _LEAST + _OFTENER * log(max(frequency(before), 1)) + _OTHERWISE * apart + _CROWD * crowd


def _called(
    phonetic: PhoneticText,
    index: Index,
    words: WordPrior,
    before: str,
    after: str,
    *,
    start: int,
    form: int,
    known: bool,
    often: bool,
) -> str:
    """Explain why a form of address is not what was said: somebody else may be meant, or nobody."""
    title = _title_at(after)
    whole = title > _SHORT and after.startswith(index.simplified(int(index.rows[form])))
    if shared_ends(before, after)[0] >= title and not (
        known and len(after) - title > 1 and _sounds_like_title(before[title:], after[title:])
    ):
        return "但名字未变，职务也可能另有所指"
    if len(before) == len(after) and after[-1] in SHORT_TITLES and words.cuts(np.array([start + len(before)])).any():
        return "但其中有字属于相邻的词"
    if before[0] != after[0]:
        if _another_surname(before, after) and (often or not known):
            return "但也可能另有其人"
        if not whole and before[0] in _surnames(index):
            return "但词表中另有此姓的人"
        apart = (often and before[0] not in _OFFICES) or (whole and character_cost(before[0], after[0]) <= TONE)
        if not apart and before[0] not in SURNAMES and frequency(before[0]) > _EVERYDAY:
            return "但原文本身成词"
    if _surname_before(phonetic, words, start, given=1):
        return "但前面的字可能与它同是一个人名"
    return "但原文本身成词" if _short_and_a_word(before, after) else ""


def _may_be_name(form: str) -> bool:
    """Return whether an entry without a type may be a person: 邬朗, but not 成员."""
    return form[0] in SURNAMES and not is_word(form)


def _begins_name(phonetic: PhoneticText, start: int) -> bool:
    """Return whether a name is likely to begin at a place: a surname behind a title, as 陈元 in 局长陈元富."""
    begins, ends = np.array([start]), np.array([start + 1])
    return phonetic.folded[start] in SURNAMES and bool(
        beside_title(
            phonetic.folded[max(0, start - _TITLE) : start + 1],
            begins - max(0, start - _TITLE),
            ends - max(0, start - _TITLE),
        )[0]
    )


def _sounds_like_title(before: str, after: str) -> bool:
    """Return whether a title may have been misheard as another: 局长 for 区长, but no 医生 for 医师."""
    return len(before) == len(after) and is_title(before) and distance(before, after) <= _TITLES_ALIKE


def _title_at(called: str) -> int:
    """Return where the title begins in a way to call somebody: 2 in 若川处长.

    >>> _title_at("若川处长"), _title_at("乔处")
    (2, 1)
    """
    return next(
        (at for at in range(1, len(called)) if called[at:] in TITLES or called[at:] in SHORT_TITLES), len(called)
    )


@lru_cache(maxsize=8)
def _surnames(index: Index) -> frozenset[str]:
    """The surnames, as far as one character tells, of the people of a lexicon."""
    firsts = index.starts[:-1][index.people & (index.kinds == RIGHT)]
    return frozenset(map(chr, np.unique(index.points.take(firsts)).tolist()))


def _another_surname(before: str, after: str) -> bool:
    """Return whether somebody else may be called: by a surname that is not easily mistaken for that of the lexicon."""
    return before[0] in SURNAMES and character_cost(before[0], after[0]) > EASILY


def _short_and_a_word(before: str, after: str) -> bool:
    """Return whether two characters are another word, or sound otherwise: 流行 for 刘行, short for 刘行长."""
    other = before[1:] != after[1:] or character_cost(before[0], after[0]) > EASILY
    return len(after) == 2 and (other or in_dictionary(before))


def _within_name(phonetic: PhoneticText, index: Index, words: WordPrior, start: int, end: int, form: int) -> bool:
    """Return whether a stretch is the given name of somebody whom the form does not name: 宝西 of 陶宝西 for 宝溪."""
    if end - start > _GIVEN or not _surname_before(phonetic, words, start, given=0):
        return False
    before, after = phonetic.folded[start], index.simplified(form)
    if before == after[0] and before in SURNAMES and before not in ORDINARY_SURNAMES:
        return False
    name = index.simplified(int(index.rows[form]))
    return not (index.people[form] and (index.kinds[form] == RIGHT or phonetic.folded[start - 1] == name[0]))


def _surname_before(phonetic: PhoneticText, words: WordPrior, start: int, *, given: int) -> bool:
    """Return whether a surname stands before a stretch, at most so many lone characters of a given name further to the left."""
    if SURNAMES.get(phonetic.folded[max(0, start - _SHORT) : start]) and start >= _SHORT:
        return True  # of two characters: 贺兰 before 周医生
    for place in range(start - 1, start - 2 - given, -1):
        if _lone_surname(phonetic, words, place):
            return True
        if place < 0 or not words.alone(place) or is_particle(phonetic.folded[place]):
            return False
    return False


def _lone_surname(phonetic: PhoneticText, words: WordPrior, place: int) -> bool:
    """Return whether a character is a word of its own, and hardly any other than a surname."""
    if place < 0 or not words.alone(place):
        return False
    character = phonetic.folded[place]
    return SURNAMES.get(character) == "common" and character not in ORDINARY_SURNAMES and not is_particle(character)


def shared_ends(before: str, after: str) -> tuple[int, int]:
    """Count the characters that two texts share at their beginning and at their end.

    Args:
        before: One text.
        after: The other.

    Returns:
        Both counts.

    >>> shared_ends("柳西村", "柳溪村")
    (1, 1)
    """
    most = min(len(before), len(after))
    left = next((i for i in range(most) if before[i] != after[i]), most)
    right = next((i for i in range(most - left) if before[-1 - i] != after[-1 - i]), most - left)
    return left, right
