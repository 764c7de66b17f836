"""小周, 老何, 阿强: what colleagues call each other, where somebody is so called or spoken of as one who speaks."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from transcript.people.edges import EDGES
from transcript.people.tables import FLOOR_WORDS, ORDINARY_SURNAMES, SURNAMES, TITLES
from transcript.people.values import Mention
from transcript.text import Span
from transcript.words import Words, in_dictionary

_NICKNAME = regex.compile(
    rf"(?P<by>[小老])(?P<surname>[{''.join(s for s, kind in SURNAMES.items() if kind == 'common' and len(s) == 1)}])|阿\p{{Han}}"
)
_TITLES = tuple(TITLES)
_TO_ALL = ("给", "跟", "来", "先", "再", "，", "。")
_BEFORE = regex.compile(r"(?:请|谢谢|感谢|问|问问|听听|刚才|刚刚|然后|下面|先|那|[。！？!?，,]好|^)$")
_BEHIND = regex.compile(
    r"[，,、]?(?:你|您)(?:先|来|这|那|说|讲|怎|觉|看|也|再|把|有|能|们|负责)|[，,]?(?:先|来|再)?(?:说一下|讲一下|介绍一下|汇报一下|补充一下|说说|讲讲|谈谈|汇报)"
    r"|(?:刚才|刚刚|前面)?(?:提|说|讲|谈|问)(?:的|到|得)|[，。！？,!?]"
)


def nicknames(words: Words) -> Iterator[Mention]:
    """All places of the nicknames by which somebody is called, or thanked, at least once."""
    places: dict[str, list[int]] = {}
    called: set[str] = set()
    for match in _NICKNAME.finditer(words.text):
        nickname = match.group()
        if words.begins(match.start()) and words.begins(match.end()) and not _ordinary(nickname):
            places.setdefault(nickname, []).append(match.start())
            if _called(words.text, *match.span()) or _entitled(words.text, *match.span()):
                called.add(nickname)
    for nickname, starts in places.items():
        for start in starts if nickname in called else ():
            span = Span(start, start + 2)
            surname = None if nickname[0] == "阿" else nickname[1]
            yield Mention(
                span=span, form="nickname", name=nickname, pieces=(Span(start + 1, start + 2),), surname=surname
            )


def _ordinary(nickname: str) -> bool:
    """小高 is a word before it is anybody."""
    return (nickname[0] == "阿" or nickname[1] in ORDINARY_SURNAMES) and in_dictionary(nickname)


def _called(text: str, start: int, end: int) -> bool:
    edge = start == 0 or text[start - 1] in EDGES
    behind = _BEHIND.match(text, end)
    if not behind or not (edge or _BEFORE.search(text, max(0, start - 3), start)):
        return False
    return len(behind.group()) > 1 or not edge  # 小高，老李，: of a row of words nothing is known


def _entitled(text: str, start: int, end: int) -> bool:
    """请驻村第一书记小蒋讲讲: behind a title, where somebody is asked."""
    return text.endswith(_TITLES, 0, start) and text.startswith(FLOOR_WORDS + _TO_ALL, end)
