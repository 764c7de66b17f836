"""The ordinals of official writing: which forms there are, and where a text has them.

Each style is a row of `STYLES`: its name, its rank among the numbering styles of official writing (a lower rank stands higher in the
outline), and the form of its mark. What a mark means is decided later, over the whole passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import regex

from transcript.han_numerals import HAN_DIGITS, ONE_TO_TEN, han_number
from transcript.words import word_class

_N = f"[{ONE_TO_TEN}百千零]{{1,7}}"
# what 第一 may count at the head of a point: 第一个原因, 第二句, 第三户
_COUNTED = (
    "(?:个?大?方面|个?(?:问题|原因|难处|难点|困难|办法|任务|环节|阶段|内容|案例|例子|建议|请求|目标|变化|特点|短板|事情|重点|关键词?)"
    "|件事情?|句话?|回|本账?|张|[点条项件步类层块个户种笔样家桩根关招宗组道把台份段处板])"
)
# … and what makes it a word or an amount: 第一次, 第三方, 第二天, 第一产业
_NO_POINT = "(?:[次届位排名天年月日季代批线手者周的级轮时方国人流等号车眼期章节篇课回任排中集页]|产业|世界|课堂|主持|书记|责任|议程|部分|[一二三四五六七八九十零百])"

# name, rank, form of the mark; the groups of a form hold its number
STYLES: tuple[tuple[str, int, str], ...] = (
    # 第一部分 …
    ("part", 0, rf"第({_N})大?(?:部分|章|节|篇)(?:[，,、：:]|就?是)?"),
    # 第一，… 第一个方面，… 第二个是… 第三要… 头一件是…
    (
        "di",
        1,
        rf"(?:第|头(?=一[个件条项样句本张回步])|(?<=[。；，\n])[地底弟低帝](?=[一二三四五六七八九十](?:[，、]|{_COUNTED})))({_N}){_COUNTED}?(?:工作|内容|任务|意见|建议|考虑)?[呢啊嘛]?(?:[，,、：:\uff0e]|呢|就?是要?|要|[ \t　]+)",
    ),
    # …统一调度第三。|价格联动 at the end of a sentence
    ("di", 1, rf"(?<![排列居占获得])第([一二三四五六七八九十]{{1,2}}){_COUNTED}?。(?=\s*\p{{Han}})"),
    # 二一个，… 三一个…
    (
        "di",
        1,
        r"(?<=[。；，\n])([二三四五六])一[个条件样张](?:\p{Han}{1,3}(?=[，,：:]|就?是))?(?:就?是|呢?[，,：:]|(?=\p{Han}))",
    ),
    # 课题一，… 方案二是…
    ("di", 1, r"(?:课题|方案|问题|案例|场景|目标|任务|建议|观点)([一二三四五六])(?:[，,：:]|就?是)"),
    # 第三就是… 第二句尽职免责… without a separator
    (
        "di",
        1,
        rf"(?:第|(?<=[。；\n])[地底弟](?=[二三四五六七八九]{_COUNTED}))([一二三四五六七八九十]{{1,2}})(?!{_NO_POINT}){_COUNTED}?(?=\p{{Han}})",
    ),
    # 一、…  and 二。 between two stops
    ("dun", 1, rf"({_N})[ 　]?[、\uff0e.，,：:]|(?<=[。；\n])([一二三四五六七八九十]{{1,2}})。(?=\p{{Han}})"),
    # （一）…
    ("paren", 2, rf"[（(][ 　]?({_N})[ 　]?[）)][、，]?"),
    # 1. …
    ("digit", 3, r"(?<![\d.\uff0e])(\d{1,5})[ 　]?[、\uff0e.](?!\d)"),
    # （1）… 1）…
    ("digit_paren", 4, r"[（(][ 　]?(\d{1,5})[ 　]?[）)]"),
    ("digit_paren", 4, r"(?<![\d（(])(\d{1,3})[）)]"),
    # ① …
    ("circled", 5, r"([①-⑳])"),
    # 一是… 二要… 一个是… 其一，…
    ("is", 6, rf"({_N})个?呢?(?:[就才]?是|要|来(?=\p{{Han}}|，))|其([一二三四五六七八九十])(?:[，,、：:]|是)"),
    # 1是… 2要…
    ("is", 6, r"(?<=[。；，：\n])([1-9])(?:就?是|要)(?=\p{Han})"),
    # 首先… 其次… 再次… 最后…; the last one has no number of its own
    ("seq", 6, r"(首先|(?:(?<=[。；，\n])[再在])?其次|再次|最后)(?:是|要|呢)?[，,：:]?"),
    # 一条是… 另一条…, 一个是… 再一个…, 一类缺资金的，… 还有一类…
    (
        "pair",
        7,
        r"(另外?|再|还有|再有|二|最后)?一(部分|[个条种根句件样头项台类块户组本])(?:\p{Han}{1,3}(?=就?是)|\p{Han}{0,6}的(?=[，,]))?(?:就?是|呢?[，,：:])",
    ),
    # a point that goes on with a list: 再就是… 还有一个，…
    (
        "more",
        7,
        r"(?:再|还)有?就是|(?:再|另外?|还有|再有|最后)一(?:个|条|点|件|根|步|样)(?:\p{Han}{1,3})?(?:就?是|呢?[，,：:])",
    ),
    # 一方面… 另一方面…
    ("run", 6, r"(?!)"),  # see _runs
    ("class", 7, r"(?!)"),  # see _classes
    ("item", 8, r"(?!)"),  # see _items
    ("side", 7, r"(另)?一方面(?:[是要呢]|[，,：:])?"),
    # 一侧… 另一侧…
    ("flank", 8, r"(另)?一[侧头边端](?:[是要呢]|[，,：:])?"),
)
STYLE_NAMES = tuple(dict.fromkeys(name for name, _, _ in STYLES))
RANKS = {name: rank for name, rank, _ in STYLES}
_FORMS = tuple((name, regex.compile(form)) for name, _, form in STYLES)
# The number that a word of order stands for; 0 for the last, whichever it is.
_SEQUENCE = {"首先": 1, "其次": 2, "再次": 3, "最后": 0}
# verbs of one character before which a run counts: 一看二查三改
_RUN_VERBS = frozenset("不先没看查抓盯建改补清摸管保促防控强优提推做学练比评树立讲守护稳扩降增减拆修严")
_RUN_SENTENCE = regex.compile(r"[^。！？；\n]+")
_RUN_HEAD = regex.compile(
    r"(?<![一二三四五六七八九十百千万零第每之统唯单专其])[一二三四五六七八九](?=\p{Han})(?![是要个条年月日天级等类]|不[做休])"
)
_LONGEST_RUN = 24  # letters of a point of such a run
_STOP = regex.compile(r"[。！？；\n]")
_CLAUSE = regex.compile(r"[^，,；]+")
# 今天四个事，… before a row of short clauses
_ALONE = regex.compile(r"一个呢?(?:就?是|[，,])")  # the first of several, with or without 二个是
_COUNTED_ITEMS = regex.compile(
    r"(?<!第)(?P<count>[三四五六七八])(?:个|条|项|件|点|大)(?:方面|问题|意见|要求|建议|工作|措施|任务|内容|重点|议程|事情?|题|东西)[，：]"
)
_OTHER = regex.compile(
    r"[一二三四五六七八九十0-9]|第|首先|其[次一二]|最后|另|再|还有|也就是|就是|我们?|你们?|他们?|大家|请"
)
_LEAST_ITEM, _LONGEST_ITEM = 2, 18  # letters of such a clause
_LONGEST_ROW = 180  # letters of a row of them
_CLASS = regex.compile(r"(?<=[。；，：\n])([一二三四五六])(类|组|条|等|档)(?:[，,：:]|就?是|(?=\p{Han}))")
_WITHIN = 800  # letters between two of 首先, 其次, 最后 that belong together
_PAIRED = 400  # … and between 一条是 and 另一条


ORDINAL_SIGNS = frozenset(ONE_TO_TEN + "零百千0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳先次后再另还")
"""A text without any of these has no ordinal: those of `STYLES`, 首先, 其次, 再次, 最后, 另外, 还有."""


@attrs.frozen(slots=True)
class Mark:
    """An ordinal as it stands: of which style and number, from where to where; the number is 0 where only the sequence tells it."""

    style: str
    number: int
    start: int
    end: int


def find_marks(text: str) -> list[Mark]:
    """Every ordinal that stands in *text*, in order; where two overlap the one that starts first (then the longer) stays.

    Args:
        text: A text.

    Returns:
        The ordinals.
    """
    found = sorted(_all_marks(text), key=lambda m: (m.start, m.style != "class", -m.end, m.style != "pair"))
    marks: list[Mark] = []
    for mark in found:
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
    return list(_in_sequence(text, marks))


def _in_sequence(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks without those of 首先 and 一个是 that nothing follows up: 首先请张处长发言 is no list."""
    ordered = [mark for mark in marks if mark.style == "seq"]
    firsts = {a for a, b in pairwise(ordered) if a.number == 1 and b.number != 1 and b.start - a.end < _WITHIN}
    paired = [mark for mark in marks if mark.style == "pair"]
    last = 0
    pairs: dict[Mark, int] = {}
    for a, b in pairwise(paired):
        near = b.start - a.end < _PAIRED and _counted(text, a) == _counted(text, b)
        if near and a not in pairs:
            pairs[a] = 1
        if near:
            pairs[b] = pairs[a] + 1
    for mark in marks:
        if mark.style == "pair":
            yield from _paired(text, mark, pairs.get(mark, 0))
            continue
        if mark.style != "seq":
            yield mark
            continue
        if mark in firsts or (mark.number != 1 and last):
            last = 0 if mark.number == 0 else mark.start + 1
            yield mark


def _paired(text: str, mark: Mark, number: int) -> Iterator[Mark]:
    """一个是 and its like as the *number*th of several; alone 一个是 counts as 一是, and 还有一个 goes on with any list."""
    if number:
        yield attrs.evolve(mark, number=number)
    elif text[mark.start] != "一":
        yield attrs.evolve(mark, style="more")
    elif _ALONE.fullmatch(text, mark.start, mark.end):
        yield attrs.evolve(mark, style="is", number=1)


def _counted(text: str, mark: Mark) -> str:
    """What 一个 or 一条 of a mark counts."""
    at = text.index("一", mark.start, mark.end) + 1
    return text[at]


def _runs(text: str) -> Iterator[Mark]:
    """一看账本二看现场三看人心: numerals before verbs, counting from one in a sentence."""
    for sentence in _RUN_SENTENCE.finditer(text):
        found: list[Mark] = []
        if "一" not in sentence[0] or "二" not in sentence[0]:
            continue
        for match in _RUN_HEAD.finditer(text, sentence.start(), sentence.end()):
            number = HAN_DIGITS[match[0]]
            if number == len(found) + 1 and _is_verb(text, match.end()):
                if found and match.start() - found[-1].end > _LONGEST_RUN:
                    break
                found.append(Mark("run", number, match.start(), match.end()))
        same = len({text[mark.end] for mark in found}) == 1
        long = all(b.start - a.end > 2 for a, b in pairwise(found))
        if long and (len(found) > 2 or (len(found) == 2 and same)):
            yield from found


def _items(text: str) -> Iterator[Mark]:
    """今天四个事，库房清点，冷链验收，夜班排表，门口停车。: as many short clauses as were announced, to the end of the sentence."""
    for match in _COUNTED_ITEMS.finditer(text):
        said = HAN_DIGITS[match["count"]]
        clauses = list(_CLAUSE.finditer(text, match.end(), _sentence_end(text, match.end())))
        row = clauses if len(clauses) == said else clauses[1:]  # 六个问题，我念名字，…
        if len(row) == said and all(
            _LEAST_ITEM <= len(clause[0]) <= _LONGEST_ITEM and not _OTHER.match(clause[0]) for clause in clauses
        ):
            yield from (Mark("item", n, clause.start(), clause.start()) for n, clause in enumerate(row, start=1))


def _classes(text: str) -> Iterator[Mark]:
    """一类，能换的；二类，换不了的: numerals before one and the same noun, counting from one."""
    found: list[tuple[str, Mark]] = []
    for match in _CLASS.finditer(text):
        number = HAN_DIGITS[match[1]]
        if found and (number, match[2]) == (len(found) + 1, found[0][0]) and match.start() - found[-1][1].end < _PAIRED:
            found.append((match[2], Mark("class", number, match.start(), match.end())))
            continue
        if len(found) > 1:
            yield from (mark for _, mark in found)
        found = [(match[2], Mark("class", 1, match.start(), match.end()))] if number == 1 else []
    if len(found) > 1:
        yield from (mark for _, mark in found)


def _sentence_end(text: str, at: int) -> int:
    end = _STOP.search(text, at, at + _LONGEST_ROW)
    return end.start() if end else min(len(text), at + _LONGEST_ROW)


def _is_verb(text: str, at: int) -> bool:
    """Whether what is told to be done stands at *at*: 强化, 看, but no 喜 of 一喜, no 传 of 一传十."""
    word = text[at : at + 2]
    if len(word) < 2 or word[1] in HAN_DIGITS or word[1] == "十":
        return False
    return word[0] in _RUN_VERBS or word_class(word).startswith("v")


def _all_marks(text: str) -> Iterator[Mark]:
    yield from _runs(text)
    yield from _items(text)
    yield from _classes(text)
    for style, form in _FORMS:
        for match in form.finditer(text):
            number = _number(style, match)
            if number is not None:
                yield Mark(style, number, match.start(), match.end())
            elif style == "is" and match[1] and (last := han_number(match[1][-1])):
                yield Mark(style, last, match.end(1) - 1, match.end())  # 增长百分之七二是


def _number(style: str, match: regex.Match[str]) -> int | None:
    if style in ("side", "flank"):
        return 2 if match[1] else 1
    if style == "seq":
        return _SEQUENCE[match[1][-2:]]
    if style in ("pair", "more"):
        return 0
    digits = next(group for group in match.groups() if group)
    if style == "circled":
        return ord(digits) - ord("①") + 1
    return int(digits) if digits.isdecimal() else han_number(digits)
