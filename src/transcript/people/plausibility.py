"""Whether what was read as a name may be one: everyday words, parts of words and markup must be set off as names are.

Whoever has a title or an organisation beside the name is believed. Otherwise an everyday word (扎实), a stretch that begins inside one (队[伍建设]) or is longer than Chinese
names are counts only where a name may stand: after a mark or a call, before a mark or a word that follows names.
"""

from __future__ import annotations

import regex

from transcript.people.gazetteer import TITLE_PREFIXES, TRANSLITERATING
from transcript.people.names import given_score
from transcript.people.values import Mention
from transcript.words import Words, in_dictionary, is_word

_CALLS = (
    "请", "有请", "谢谢", "感谢", "欢迎", "听听", "问", "问问", "刚才", "刚刚", "我是", "我叫", "叫", "我", "这位是", "就是", "还有", "由", "和", "跟", "让", "给", "像", "主持人", "记者", "好", "来", "那",
)  # fmt: skip
_FOLLOWS = (
    "同志", "先生", "女士", "小姐", "老师", "同学", "博士", "你", "您", "先", "来", "讲", "说", "谈", "发言", "汇报", "报告", "致辞", "致词", "补充", "介绍", "分享", "点评", "总结", "表态", "解读", "通报",
    "到了", "怎么", "刚才", "质询", "答复", "答覆", "回答", "上台",
)  # fmt: skip
_SURE = 0.97  # the confidence that is enough without a place where names stand
_LIKELY = 0.6  # the confidence that is enough where names stand
_SUPPORTED = 0.4  # the same beside a title or an organisation
_MARKUP = regex.compile(r"[^\p{L}\s.'·-]")
_ASCII_MARKS = regex.compile(r"[!-/:-@\[-`{-~0-9A-Za-z]")
_TRANSLITERATED = 2 / 3  # so many of its characters are those that foreign names are written with
_SHORTEST_FOREIGN = 2  # so long may a name be that begins with no surname (听澜)
_LONGEST_GIVEN = 2
_CERTAIN = 1.1  # never


def is_plausible(words: Words, mention: Mention) -> bool:
    """Whether the words may mean a person.

    >>> from transcript.people import find_mentions
    >>> [m.name for m in find_mentions("我们要扎实推进这项工作。谢谢方志明。")]
    ['方志明']
    """
    if mention.form in ("title", "organization"):
        return not (mention.title and _no_title(mention.title) and not mention.organization)
    titled = mention.title is not None and not _no_title(mention.title)
    if not mention.pieces or (titled and mention.confidence >= _SUPPORTED):
        return True
    if mention.form == "latin":
        return _is_latin_name(words.text, mention)
    return mention.confidence >= _least(words, mention)


def _no_title(title: str) -> bool:
    """执行, 首席: what stands before titles is none."""
    return title in TITLE_PREFIXES


def _least(words: Words, mention: Mention) -> float:
    """The least confidence that a name without a title must have."""
    text = words.text
    start, end = mention.pieces[0].start, mention.pieces[-1].end
    if mention.nickname:
        start, end = max(0, start - (text[start - 1 : start] in "老小阿大")), start + len(mention.nickname)
    if not _doubtful(words, mention, start, end):
        return 0.0
    if _counted(text, start):
        return _CERTAIN
    begins = _begins(text, start) or (mention.organization and not _in_a_word(words, start, end))
    return _LIKELY if begins and _ends(text, end) else _SURE


def _doubtful(words: Words, mention: Mention, start: int, end: int) -> bool:
    """Whether the words of a name look like no name."""
    name = words.text[start:end]
    if is_word(name) or (mention.nickname is not None and in_dictionary(name)):
        return True
    if _in_a_word(words, start, end) or _counted(words.text, start):
        return True
    if mention.surname is not None and mention.given:
        long = len(mention.given) > _LONGEST_GIVEN
        return long or (is_word(mention.given) and given_score(mention.given) < 0)
    if mention.form in ("full", "foreign") and len(name) > _SHORTEST_FOREIGN and "·" not in name:
        return sum(letter in TRANSLITERATING for letter in name) < _TRANSLITERATED * len(name)
    return False


def _counted(text: str, start: int) -> bool:
    """Whether a number stands right before: 500|万笔."""
    return start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()


def _in_a_word(words: Words, start: int, end: int) -> bool:
    """Whether an everyday word begins before the name and ends in it, or the other way about."""
    text = words.text
    if not words.begins(start):
        first = words.start_before(start)
        if is_word(text[first : words.end_of(first)]):
            return True
    if not words.begins(end):
        last = words.start_before(end)
        return is_word(text[last : words.end_of(last)])
    return False


def _begins(text: str, start: int) -> bool:
    return start == 0 or not text[start - 1].isalnum() or text.endswith(_CALLS, 0, start)


def _ends(text: str, end: int) -> bool:
    return end >= len(text) or not text[end].isalnum() or text.startswith(_FOLLOWS, end)


def _is_latin_name(text: str, mention: Mention) -> bool:
    start, end = mention.pieces[0].start, mention.pieces[-1].end
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return not _MARKUP.search(text, start, end) and not _ASCII_MARKS.search(around)
