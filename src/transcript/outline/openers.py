"""How the first words of a sentence speak for its being the heading of a point."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import regex

# 在落实上下功夫, 在创新方面求突破: a heading, though most sentences that open with 在 are details
_WHEREIN = regex.compile(r"在[^，。；、\n]{2,12}(?:上|方面|中)[^，。；、\n的]{2,5}(?=[，。；\n])")
_WHEREIN_WEIGHT = 1.0
_UNKNOWN_OPENER = -0.3
# the parts that a report has: 基本情况, 主要做法及成效, 下一步工作安排
_PART = "情况|做法|成效|成绩|问题|困难|安排|打算|计划|思路|建议|措施|举措|背景|内容|任务|特点|原因|形势|目标|要求|经验|体会|依据|过程"
_OF_A_PART = "下一步|下一阶段|下步|今后|当前|目前|前期|主要|基本|总体|重点|存在|取得|起草|制定|出台|工作|具体|开展|意见|文件|方案|的|及|和|与"
_TOPIC = regex.compile(rf"(?:{_OF_A_PART})*+(?:{_PART})(?:(?:及|和|与)?(?:{_PART}))?")


@cache
def _openers() -> tuple[dict[str, float], int]:
    text = files(__package__).joinpath("openers.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    table = {word: float(weight) for word, weight in rows}
    return table, max(map(len, table))


def opening_weight(text: str, at: int) -> float:
    """How much the words at *at* look like the beginning of a heading, in log odds.

    >>> opening_weight("强化管理", 0) > 0 > opening_weight("同时还要", 0)
    True
    """
    if _WHEREIN.match(text, at):
        return _WHEREIN_WEIGHT
    table, longest = _openers()
    for size in range(longest, 0, -1):
        weight = table.get(text[at : at + size])
        if weight is not None:
            return weight
    return _UNKNOWN_OPENER


def is_topic(clause: str) -> bool:
    """Whether a clause names a part of a report.

    >>> is_topic("下一步工作安排"), is_topic("工作安排得很好")
    (True, False)
    """
    return _TOPIC.fullmatch(clause) is not None
