"""Tables of surnames, given names, titles and organisations, and readers that find them at a place of a text.

A table holds one fact a row (see its head line). A name is read forwards or backwards from a place, with a score in log odds. A title phrase is a run of title
words, each with what may stand before it (副, 常务, 一级), perhaps joined by 、. An organisation is read backwards from a title or a name to the first word
that cannot belong to it, and must end as organisations do. Whether a name is to be expected at the place at all is the caller's decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

import attrs
from ahocorasick_rs import AhoCorasick, MatchKind

from transcript.words import Words, is_word


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Read a table of this package.

    Args:
        name: File name of the table (`titles.tsv`); lines that begin with # are comments.

    Yields:
        The tab-separated fields of each row.
    """
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


SURNAMES = {row[0]: row[1] for row in rows("surnames.tsv")}
ORDINARY_SURNAMES = frozenset(row[0] for row in rows("surnames.tsv") if row[2:] == ("ordinary",))
TITLES = {row[0]: row[1] for row in rows("titles.tsv")}
SHORT_FORMS = {row[0]: row[2] for row in rows("titles.tsv") if len(row) > 2}
SHORT_TITLES = frozenset(SHORT_FORMS.values())
TITLE_PREFIXES = frozenset(row[0] for row in rows("title_prefixes.tsv"))
PLACES = frozenset(row[0] for row in rows("places.tsv"))
ORGANIZATION_ENDS = frozenset(row[0] for row in rows("organizations.tsv"))
# Characters that foreign names are written with (施密特, 布朗).
TRANSLITERATING = (
    "阿埃艾安昂奥巴白班邦包鲍贝本比彼宾波伯博勃布查茨达戴丹当道德登邓迪蒂丁东杜多顿恩尔法范费芬弗夫福盖冈高戈格古哈海汉豪赫亨胡怀霍基吉加贾杰金卡凯坎康考科克肯库夸拉莱兰朗劳勒雷里"
    "利莉林龙卢鲁路伦罗洛马玛迈曼梅门蒙米密姆摩莫穆纳娜内尼宁纽努诺欧帕派潘佩皮珀普奇齐钦琼丘让热日若萨塞赛桑沙山舍申圣施史舒斯松苏索塔泰坦汤特滕廷图托瓦旺韦维魏温沃乌伍武西希夏谢辛"
    "休许雅亚延扬耶叶伊因英尤约赞泽扎詹朱兹佐卓"
)


@cache
def given_weights() -> dict[str, float]:
    """Weights of characters in given names: log odds against ordinary speech.

    Returns:
        The weight of each character that the table lists (`given.tsv`).
    """
    return {row[0]: float(row[1]) for row in rows("given.tsv")}


@cache
def office_words() -> frozenset[str]:
    """Words that titles are made of.

    Returns:
        Titles that are no mere form of address, what may stand before them, and `office_words.txt`.
    """
    offices = {word for word, kind in TITLES.items() if kind != "address"}
    return frozenset({*offices, *TITLE_PREFIXES, *_words("office_words.txt")})


@cache
def body_words() -> frozenset[str]:
    """Words that the names of organisations end with.

    Returns:
        The endings of `organizations.tsv` and `body_words.txt`.
    """
    return frozenset({*ORGANIZATION_ENDS, *_words("body_words.txt")})


@cache
def address_words(kind: str) -> tuple[str, ...]:
    """Forms of address of one kind.

    Args:
        kind: First word of a row of `address_words.txt`: "form" (同志), "kin" (大姐).

    Returns:
        The forms, longer ones first, so that an alternation of them matches the longest.
    """
    text = files(__package__).joinpath("address_words.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines())
    return tuple(sorted((word for row in rows if row[0] == kind for word in row[1:]), key=len, reverse=True))


def _words(name: str) -> Iterator[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()


# Names

NAME = 2.0  # the least score of a name where one is expected; by hand
_NO_GIVEN = frozenset("部局署处厅院校县市省族")  # 卫福部 is no person
UNSEEN = 2.0  # a character that ordinary speech does not know; by hand
# Log odds by the kinds of surnames.tsv; by hand, on one scale with given.tsv.
_SURNAME_SCORE = {"common": 2.0, "known": 0.5, "compound": 3.0}
_ORDINARY = 0.5  # taken off where the surname of a full name is also an everyday word
_WORD_WITHIN = 2.0  # taken off where the given name is a dictionary word
_WORD_ACROSS = 4.0  # taken off where an ordinary word begins with the surname and ends elsewhere than the name: 谢谢徐…
_LONE = 1.0  # taken off for a given name of one character: less evidence


@attrs.frozen
class Reading:
    """A stretch read as a name.

    Attributes:
        start, end: Where it stands.
        surname: Its surname.
        score: Log odds that it is a name.
    """

    start: int
    end: int
    surname: str
    score: float


def surname_at(text: str, offset: int) -> str | None:
    """Find the surname that begins at *offset*; a compound surname is preferred.

    Args:
        text: Text in simplified script.
        offset: Where the surname must begin.

    Returns:
        The surname, or None if none begins there.

    >>> surname_at("欧阳老师", 0), surname_at("的老师", 0)
    ('欧阳', None)
    """
    for length in (2, 1):
        if text[offset : offset + length] in SURNAMES and offset + length <= len(text):
            return text[offset : offset + length]
    return None


def names_from(words: Words, start: int) -> Iterator[Reading]:
    """Read the full names that may begin at *start*.

    Args:
        words: The segmented text.
        start: Offset at which the name must begin; no name begins inside a word.

    Yields:
        Readings with a given name of two characters, then of one.
    """
    surname = surname_at(words.text, start) if words.begins(start) else None
    if surname:
        for length in (2, 1):
            yield from _reading(words, start, start + len(surname) + length, surname)


def names_to(words: Words, end: int) -> Iterator[Reading]:
    """Read the full names that may end at *end*.

    Args:
        words: The segmented text.
        end: Offset at which the name must end.

    Yields:
        Readings, short ones first.
    """
    for length in (2, 3, 4):
        start = end - length
        surname = surname_at(words.text, start) if start >= 0 and words.begins(start) else None
        if surname and len(surname) < length <= len(surname) + 2:
            yield from _reading(words, start, end, surname)


def _reading(words: Words, start: int, end: int, surname: str) -> Iterator[Reading]:
    text = words.text
    given = text[start + len(surname) : end]
    if end > len(text) or not is_han(given) or given in TITLES or given[-1] in _NO_GIVEN:
        return
    first = words.end_of(start)
    if text[start:first] in PLACES or text[start:end] in PLACES:
        return
    score = _SURNAME_SCORE[SURNAMES[surname]] + given_score(given)
    if surname in ORDINARY_SURNAMES:
        score -= _ORDINARY
    if len(surname) == 1 and start + 1 < first != end:
        score -= _WORD_ACROSS
    elif (len(surname) == 1 and first == end) or (len(given) == 2 and is_word(given)):
        score -= _WORD_WITHIN
    if len(given) == 1:
        score -= _LONE
    yield Reading(start, end, surname, score)


def given_score(given: str) -> float:
    """Score a string as a given name: the sum of the weights of its characters.

    Args:
        given: The characters behind the surname.

    Returns:
        Log odds against ordinary speech; a character without a weight adds `UNSEEN`.

    >>> given_score("志明") > 0 > given_score("发言")
    True
    """
    weights = given_weights()
    return sum(weights.get(c, UNSEEN) for c in given)


def is_han(text: str) -> bool:
    """Tell whether *text* consists of Han characters only.

    Args:
        text: Any text.

    Returns:
        True also for the empty text.
    """
    return all("\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf" or ord(c) >= 0x20000 for c in text)


# Titles and organisations

JOINTS = "、"
LONGEST_ORGANIZATION = 30  # characters
_STOPS = frozenset(
    [
        "请",
        "有请",
        "邀请",
        "欢迎",
        "先请",
        "再请",
        "恭请",
        "敬请",
        "由",
        "是",
        "来自",
        "来自于",
        "我们",
        "咱们",
        "我",
        "你",
        "他",
        "她",
        "它",
        "您",
        "的",
        "地",
        "得",
        "了",
        "在",
        "于",
        "位",
        "名",
        "个",
        "有",
        "叫",
        "为",
        "到",
        "从",
        "对",
        "向",
        "跟",
        "让",
        "把",
        "被",
        "将",
        "就",
        "也",
        "都",
        "还有",
        "还是",
        "首先",
        "其次",
        "然后",
        "下面",
        "接下来",
        "最后",
        "今天",
        "现在",
        "刚才",
        "刚刚",
        "昨天",
        "明天",
        "这",
        "那",
        "这个",
        "那个",
        "该",
        "各",
        "各位",
        "当",
        "任",
        "担任",
        "出任",
        "感谢",
        "谢谢",
        "多谢",
        "听",
        "听听",
        "问",
        "请问",
        "想",
        "以及",
        "包括",
        "特别",
        "非常",
        "很",
        "尊敬",
        "代表",
        "因为",
        "所以",
        "那么",
        "好",
        "好的",
        "第一位",
        "第二位",
        "第三位",
        "另",
        "另外",
        "另一位",
        "一位",
        "两位",
        "三位",
        "四位",
        "五位",
        "六位",
        "嘉宾",
        "主持",
        "如",
        "如果",
        "但是",
        "已经",
        "说",
        "讲",
        "到了",
        "同时",
        "尤其",
        "带",
        "分别",
        "并",
        "着",
        "过",
        "使",
        "给",
        "比如",
        "像",
        "作为",
        "以",
        "而",
        "若",
        "之",
        "介绍",
        "成为",
        "认识",
        "时任",
        "曾任",
        "信任",
        "现任",
        "参加",
        "出席",
        "建议",
        "希望",
    ]
)
_OPENERS = ("书记", "委员", "成员", "董事")  # a further title may follow at once: 党委委员副行长
_CONJUNCTIONS = frozenset(["和", "与", "及", "跟", "暨", "并", "或"])


@attrs.frozen
class TitlePhrase:
    """A run of title words.

    Attributes:
        start, end: Where it stands.
        core: Where its last title word begins.
        kind: The kind of its last word, as in titles.tsv.
    """

    start: int
    end: int
    core: int
    kind: str


@lru_cache(maxsize=1)
def _title_words() -> tuple[AhoCorasick, tuple[str, ...]]:
    words = (*TITLES, *(p for p in TITLE_PREFIXES if p not in TITLES))
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def title_phrases(text: str) -> Iterator[TitlePhrase]:
    """Find runs of title words that form one title.

    Args:
        text: Text in simplified script.

    Yields:
        The phrases in order; they do not overlap.

    >>> [text[p.start:p.end] for text in ["请党委委员、副行长讲话"] for p in title_phrases(text)]
    ['党委委员、副行长']
    """
    finder, patterns = _title_words()
    run: list[tuple[int, int, str]] = []
    for index, start, end in finder.find_matches_as_indexes(text):
        word = patterns[index]
        if run and not _joined(text, run[-1], start, word):
            yield from _phrase(run)
            run = []
        run.append((start, end, word))
    yield from _phrase(run)


def _joined(text: str, last: tuple[int, int, str], start: int, word: str) -> bool:
    """Whether two title words are one title: 副|行长, 党委委员|副行长, 党委委员、|副行长, but not 校长|副校长."""
    if TITLES.get(word) == "address":
        return False
    if last[1] == start:
        return last[2] not in TITLES or last[2].endswith(_OPENERS)
    return start == last[1] + 1 and text[last[1]] in JOINTS and last[2] in TITLES


def _phrase(run: list[tuple[int, int, str]]) -> Iterator[TitlePhrase]:
    """The run without prefixes at its end, and without anything before a form of address."""
    while run and run[-1][2] not in TITLES:
        run = run[:-1]
    if run:
        start, end, word = run[-1]
        kind = TITLES[word]
        first = start if kind == "address" else run[0][0]
        yield TitlePhrase(first, end, start, kind)


def organization_before(words: Words, end: int) -> int | None:
    """Find the organisation that ends at *end*, reading words backwards to the first that cannot belong to it.

    Args:
        words: The segmented text.
        end: Offset of the end of the organisation, usually where a title or a name begins.

    Returns:
        Offset of its beginning; None if the text before *end* does not end as organisations do.
    """
    if not _ends_as_organization(words.text, end):
        return None
    at = end
    while at > 0 and end - at <= LONGEST_ORGANIZATION:
        start = words.start_before(at)
        word = words.text[start:at]
        if word in _STOPS or not word.isalnum():
            break
        if word in _CONJUNCTIONS and _ends_as_organization(words.text, start):
            break
        at = start
    while at < end and words.text[at : words.end_of(at)] in _CONJUNCTIONS:
        at = words.end_of(at)
    return at if end - at >= 2 else None


def _ends_as_organization(text: str, end: int) -> bool:
    return any(text[max(0, end - n) : end] in ORGANIZATION_ENDS for n in (1, 2, 3, 4))
