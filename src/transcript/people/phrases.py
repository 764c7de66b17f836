"""Titles and organisations as phrases of the text: 党委委员、副行长; 省水利厅信息中心.

A title phrase is a run of title words, each with what may stand before it (副, 常务, 一级), perhaps joined by a comma-like mark. An
organisation is read backwards from a title or a name to the word that cannot belong to it, and must end as organisations do.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import attrs
from ahocorasick_rs import AhoCorasick, MatchKind

from transcript.people.tables import ORGANIZATION_ENDS, TITLE_PREFIXES, TITLES
from transcript.words import Words

JOINTS = "、"
LONGEST_ORGANIZATION = 30
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
    """The title phrases of a folded text, in order.

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
    """Where the organisation begins that ends at *end*; None if no organisation does."""
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
