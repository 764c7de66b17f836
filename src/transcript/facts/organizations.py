"""Which organisations were at a meeting: 市财政局、某行有关负责同志参加会议; 出席的有甲局、乙厅。"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from transcript.people.gazetteer import organization_before
from transcript.words import cut

_HEAD, _TAIL = 2000, 1000
# before the first, after the second stand those who were there
_CAME = regex.compile(
    r"(?:出席|参加|列席)了?(?:本次|此次|今天的?)?(?:会议|大会|推进会|座谈会|活动|论坛)(?=[。，；\n]|$)"
)
_WHO_CAME = regex.compile(r"(?:出席|参加|列席)[^。，\n]{0,10}的(?:还)?有[：:]?")
_STOP = regex.compile(r"[。！？\n]")
_HOW = regex.compile(r"(?:分别|应邀|一同)?(?:在[^。，、\n]{1,12})?$")
_LONGEST_ROW = 200
_SPLIT = regex.compile(r"[、，,；;]|以及")
_AND = regex.compile(r"[和及与]")
# whom an organisation sent, after its name
_SENT = regex.compile(
    r"(?:等(?:单位|部门|机构|地|地区)?)?的?(?:党委|党组|领导|班子|主要|分管|有关|相关|全体|部分|各位|业务|\s)*"
    r"(?:负责同志|负责人|同志|领导|成员|代表|人员|干部|职工|专家|行长|局长|主任|经理|常委|委员|书记)*(?:在(?:会场|主会场|分会场))?$"
)
_LEAD_IN = regex.compile(r"^(?:会上|今天|来自|邀请|有|由|及|与|还有|其中|在主会场|在分会场)+")
_GENERAL = regex.compile(
    r"^(?:各|全[市省县区行系体国]|有关|相关|其他|其它|市直|省直|县直|所属|辖内|辖区|部分|省内|市内|[一二三四五六七八九十\d]+[个家])"
)


def attending_organizations(text: str) -> tuple[str, ...]:
    """The organisations that a folded text names as present, once each, in order; 各部门 and the like name none.

    >>> attending_organizations("市财政局、青河银行有关负责同志，各县分管负责人参加会议。")
    ('市财政局', '青河银行')
    """
    found: dict[str, None] = {}
    for part in (text[:_HEAD], text[_HEAD:][-_TAIL:]):
        for row in _rows(part):
            found |= dict.fromkeys(_named(row))
    return tuple(found)


def _rows(text: str) -> Iterator[str]:
    """The stretches of *text* that list who was there."""
    rows = [(match.start(), _HOW.sub("", _last_sentence(text, match.start()))) for match in _CAME.finditer(text)]
    rows += [
        (match.start(), _STOP.split(text[match.end() : match.end() + _LONGEST_ROW])[0])
        for match in _WHO_CAME.finditer(text)
    ]
    return (row for _, row in sorted(rows))


def _last_sentence(text: str, end: int) -> str:
    """What stands of the sentence before *end*."""
    sentences: list[str] = _STOP.split(text[max(0, end - _LONGEST_ROW) : end])
    return sentences[-1]


def _named(row: str) -> Iterator[str]:
    for item in _SPLIT.split(row):
        for part in _parted(item):
            name = _LEAD_IN.sub("", _SENT.sub("", part)).strip()
            if len(name) > 2 and not _GENERAL.match(name) and _is_organization(name):
                yield name


def _parted(item: str) -> list[str]:
    """The item cut at an “and” that stands between two organisations, not inside the name of one (某某和某某局)."""
    for match in _AND.finditer(item):
        if _is_organization(_LEAD_IN.sub("", item[: match.start()])):
            return [item[: match.start()], item[match.end() :]]
    return [item]


def _is_organization(name: str) -> bool:
    return len(name) > 1 and organization_before(cut(name), len(name)) == 0
