"""Sentences in which the pieces of people's names, titles and organisations are marked: what `fit_tagger.py` fits on.

A piece is "n" a name, "s" a surname, "g" a given name, "t" a title, "o" an organisation. In the marked introductions the pieces stand in the
file; in the meetings a mention is marked as a whole, and its pieces are found by aligning it with what is known of the person.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pypinyin import Style, lazy_pinyin

from transcript.people.gazetteer import SURNAMES, office_words
from transcript.readers import read
from transcript.text import fold
from transcript.turns.stream import stream_of

SHORT = dict(
    zip(
        "总工局处科所队院校行部厅县镇乡村区市主董导教会台站司政支连营团巡大",
        [
            "总经理 总裁 总工程师 副总经理 董事长 创始人",
            "工程师 总工程师",
            "局长 副局长",
            "处长 副处长",
            "科长 副科长",
            "所长 副所长",
            "队长 大队长 支队长 中队长",
            "院长 副院长",
            "校长 副校长",
            "行长 副行长",
            "部长 副部长",
            "厅长 副厅长",
            "县长 副县长",
            "镇长 副镇长",
            "乡长 副乡长",
            "村长",
            "区长 副区长",
            "市长 副市长",
            "主任 副主任",
            "董事长 董事",
            "导演 导师",
            "教授 副教授 教练 教导员",
            "会长 副会长",
            "台长",
            "站长",
            "司长",
            "政委",
            "支书 支队长",
            "连长",
            "营长",
            "团长",
            "巡视员",
            "大队长",
        ],
        strict=True,
    )
)
_JOINS = (
    "的",
    "、",
    "，",
    "。",
    ",",
    " ",
    "是",
    "叫",
    "这位",
    "那位",
    "我们",
    "咱们",
    "咱",
    "我",
    "你们",
    "他",
    "她",
    "这个",
    "那个",
    "呃",
    "嗯",
    "\n",
)
_AFFIXES = (
    "老", "小", "阿", "大", "同志", "先生", "女士", "小姐", "哥", "姐", "叔", "婶", "嫂", "嫂子", "爷", "爷爷", "奶奶", "大爷", "大妈", "大娘", "大叔", "大婶", "大姐", "大哥", "伯", "伯伯", "公",
    "婆", "婆婆", "姨", "阿姨", "姑", "妹", "妹妹", "弟", "弟弟", "爸", "妈", "妈妈", "爸爸", "同学", "博士", "儿", "家", "老爹", "二叔", "三叔", "大伯", "兄", "学姐", "学长", "师兄", "师姐", "太太", "夫人", "他们", "本人",
)  # fmt: skip

_NO_TITLES = frozenset(
    [
        "同志",
        "先生",
        "女士",
        "小姐",
        "太太",
        "夫人",
        "同学",
        "博士",
        "阁下",
        "同仁",
        "大哥",
        "大姐",
        "客户",
        "学姐",
        "学长",
        "博士后",
        "座谈",
        "专家组",
    ]
)


# Words that say how somebody is related or what they do: with them a name is no name (我外婆, 那位裁缝, 卖糍粑的姨婆).
_DESCRIBES = re.compile(
    "(?:[的我你您某]|那(?![秀英]))|^(?:前|总|同|二楼|楼[上下]|后排|农资|收|大厨|司机|印刷|台|家长|房东|保安|助理|我們)|(?:妈妈?|爸爸?|爷爷?|奶奶?|外婆|外公|舅舅|姥姥|哥哥|姐姐|女儿|儿子|爱人|客人|男孩|师傅|供应商|作者|译者|中介|编剧|裁判|同学|导播|球童|道长|女的)$"
)


class Sentence(NamedTuple):
    """A stretch of text with its pieces (kind, start, end), stretches of which nobody knows, and where it comes from."""

    text: str
    pieces: tuple[tuple[str, int, int], ...]
    unknown: tuple[tuple[int, int], ...]
    group: str


class Document(NamedTuple):
    """The speech of a meeting with its pieces, stretches of which nobody knows, and its mentions (start, end, person, known)."""

    text: str
    pieces: tuple[tuple[str, int, int], ...]
    unknown: tuple[tuple[int, int], ...]
    mentions: tuple[tuple[int, int, str, bool], ...]
    group: str


def introductions(folder: Path) -> list[Sentence]:
    """The marked introductions; the group is the file."""
    found = []
    with (folder / "introductions" / "introductions.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            marks = [mark.split(":") for mark in row["spans"].split()]
            pieces = tuple(sorted(((kind.lower(), int(a), int(b)) for kind, a, b in marks), key=lambda p: p[1]))
            found.append(Sentence(fold(row["text"]), pieces, (), row["id"].rpartition("-")[0]))
    return found


def meetings(folder: Path) -> list[Document]:
    """The marked meetings; the group is the document."""
    golds = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "meetings").glob("*.turns.json"))
    ]
    titles = known_titles(folder, golds)
    return [_document(folder, gold, titles) for gold in golds]


def known_titles(folder: Path, golds: Iterable[dict]) -> frozenset[str]:
    """All titles of the corpus, whole and in parts."""
    found = {text[a:b] for text, pieces, _, _ in introductions(folder) for kind, a, b in pieces if kind == "t"}
    for gold in golds:
        for person in gold["people"].values():
            found |= {fold(t) for t in re.split("[、，]", person["title"] or "") if t}
    found |= {t for title in found for t in title.split("、")} | office_words() | {"木匠", "师傅", "大师傅"}
    return frozenset(t for t in found if len(t) > 1) - _NO_TITLES


def _document(folder: Path, gold: dict, titles: frozenset[str]) -> Document:
    source, _ = read((folder / "meetings" / gold["file"]).read_text(encoding="utf-8"))
    stream = stream_of(source)
    pieces, unknown, mentions = [], [], []
    for mention in gold["mentions"]:
        start, end = stream.position(mention["start"]), stream.position(mention["end"] - 1) + 1
        words, person = stream.text[start:end], gold["people"][mention["person"]]
        found = pieces_of(words, person, titles)
        if found is None:
            unknown.append((start, end))
        else:
            pieces += [(kind, start + a, start + b) for kind, a, b in found]
        mentions.append((start, end, mention["person"], found is not None))
    return Document(stream.text, tuple(pieces), tuple(unknown), tuple(mentions), gold["file"].removesuffix(".txt"))


def pieces_of(words: str, person: dict, titles: frozenset[str]) -> list[tuple[str, int, int]] | None:
    """The pieces of a mention of *person*; None if they cannot be told, [] if it has none."""
    name, title, body = (fold(person[key] or "") for key in ("name", "title", "organization"))
    name = _bare(name, titles)
    if _DESCRIBES.search(name) or name in titles:
        name = ""
    best: list[tuple[float, tuple]] = [(0.0, ())] + [(float("inf"), ())] * len(words)
    for start in range(len(words)):
        cost, path = best[start]
        for end in range(start + 1, len(words) + 1):
            for kind, more in _readings(words, start, end, name=name, title=title, body=body, titles=titles):
                total = cost + more
                if total < best[end][0]:
                    best[end] = (total, (*path, (kind, start, end)))
    cost, path = best[-1]
    if cost >= 4:
        return None
    joined: list[tuple[str, int, int]] = []
    for kind, a, b in path:
        if kind == "-":
            continue
        if (
            joined
            and joined[-1][0] == kind
            and kind in "ot"
            and (joined[-1][2] == a or (kind == "t" and words[joined[-1][2] : a] == "、"))
        ):
            a = joined.pop()[1]
        elif joined and kind == "g" and joined[-1][0] == "s" and joined[-1][2] == a:
            kind, a = "n", joined.pop()[1]
        joined.append((kind, a, b))
    return joined


def _bare(name: str, titles: frozenset[str]) -> str:
    """The surname alone of somebody of whom no more is known: 连总, 毛教授, 老滑."""
    for size in (1, 2):
        family, rest = name[:size], name[size:]
        if family in SURNAMES and (rest in titles or rest in SHORT or rest in ("老师", "师傅", *_AFFIXES)):
            return family
    if len(name) == 2 and name[0] in "老小" and name[1] in SURNAMES:
        return name[1]
    return name


def _readings(
    words: str, start: int, end: int, *, name: str, title: str, body: str, titles: frozenset[str]
) -> Iterator[tuple[str, float]]:
    word = words[start:end]
    size = len(word)
    if size == 1:
        yield "-", 4.0
    if word in _JOINS:
        yield "-", 0.05
    if word in _AFFIXES:
        yield "-", 0.3 + 0.01 * (2 - size)
    if name:
        yield from _name_readings(word, name)
    yield from _title_readings(words, start, end, title, titles)
    yield from _body_readings(words, start, end, name, body)
    named_else = word in SURNAMES and not (name and name.startswith(word))
    if size <= 2 and named_else and (end < len(words) or words[start - 1 : start] in ("老", "小")):
        yield "s", 0.8
    elif size == 1 and start == 0 and (words[end:] in titles or words[end:] in SHORT):
        yield "s", 1.6
    if size > 2 and word.isascii() and word.isalpha():
        yield "n", 0.8


def _title_readings(
    words: str, start: int, end: int, title: str, titles: frozenset[str]
) -> Iterator[tuple[str, float]]:
    word, size = words[start:end], end - start
    if word == "老师":
        yield "t", 0.2
    if word in titles:
        yield "t", 0.1 + 0.02 * (10 - min(size, 10))
    elif title and size > 1 and (word == title or (size == len(title) and alike(word, title))):
        yield "t", 0.4
    if word in SHORT and start > 0 and end == len(words):
        fits = any(t.endswith(title[-2:]) or title.endswith(t) for t in SHORT[word].split())
        if not title or fits or word in "总工董":
            yield "t", 0.25


def _body_readings(words: str, start: int, end: int, name: str, body: str) -> Iterator[tuple[str, float]]:
    word, size = words[start:end], end - start
    if size < 2:
        return
    if body and word in body:
        yield "o", 0.1 if body.endswith(word) or body.startswith(word) else 0.3
    elif body and size > 2 and alike(word, body):
        yield "o", 0.4
    if end < len(words):
        if word[-1] in "厅局行处科司署部委办室院所站台社会党团队校厂店馆市县区镇乡村组班":
            yield "o", 1.5
    elif word[-1] in "厅局委办" and not name:
        yield "o", 1.5


def _name_readings(word: str, name: str) -> Iterator[tuple[str, float]]:
    size = len(word)
    if word.lower() == name.lower():
        yield ("s" if name in SURNAMES else "n"), 0.0
        return
    if word[0].isascii() or name[0].isascii():
        if size > 2 and (word.lower() in name.lower() or alike(word.lower(), name.lower())):
            yield "n", 0.3
        return
    family = name[:2] if name[:2] in SURNAMES and len(name) > 2 else name[:1]
    given = name[len(family) :]
    if word == family or (size == len(family) and alike(word, family)):
        yield "s", 0.1
    if given and word == given:
        yield "g", 0.12
    elif given and size == len(given) and alike(word, given):
        yield "g", 0.5
    elif size == 1 and word in given:
        yield "g", 0.9
    if size >= 2 and abs(size - len(name)) <= 1 and alike(word, name):
        yield "n", 0.3 + 0.5 * abs(size - len(name))
    if size >= 2 and word in name and word != given and "·" in name:
        yield "n", 0.2
    if size == 2 and word[0] in ("阿", "小", "老") and word[1] in name:
        yield "n", 1.0


def alike(word: str, other: str) -> bool:
    """Whether two words sound nearly alike, or share most of their characters."""
    if abs(len(word) - len(other)) > 1:
        return False
    if len(word) == len(other) and sum(a == b for a, b in zip(word, other, strict=True)) * 3 >= 2 * len(word):
        return True
    return _near(sound(word), sound(other))


@cache
def sound(word: str) -> str:
    """How a word sounds, without what is often confused."""
    said = "".join(lazy_pinyin(word.lower(), style=Style.NORMAL))
    for a, b in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("h", "f"), ("uo", "o"), ("ue", "ve")):
        said = said.replace(a, b)
    return said


def _near(a: str, b: str) -> bool:
    if a == b:
        return True
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1] * 4 <= max(len(a), len(b))
