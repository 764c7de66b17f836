"""Where points end: at the next of their level or a higher one, with the paragraph, or where the speaker closes.

The last point of a speech does not hold the farewell: 三是抓好落实。|我就讲到这里，谢谢大家。
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from transcript.outline.candidates import BROKEN, LINE
from transcript.outline.decode import Found

_WORK = "(?:讲|说|汇报|介绍|发言|报告|补充|通报|分享)"
_MEETING = "(?:会|会议|论坛|发布会|座谈会|活动|答辩|讨论)"
_CLOSING = regex.compile(
    r"(?<=[。！？；，\s])(?:"
    rf"以上(?:是|就是|{_WORK}|简要|内容|意见)|我?的?{_WORK}(?:完毕|完了|到此|就到)|我(?:就|先|简单|暂时)+{_WORK}(?:到|这|完)|我?就(?:这些|是这些)|我先{_WORK}"
    rf"|(?<![，；])谢谢(?:大家|各位)?|今天的?{_MEETING}(?:就|到)|散会|(?<=\n)同志们[，：！]"
    r")"
)
_REACH = 70  # letters that a farewell may have
_ADDRESS_REACH = 600  # … and the last paragraphs of a manuscript, from 同志们 on


def ends_of(text: str, found: Sequence[Found], *, recorded: bool) -> list[int]:
    """Where each point ends.

    Args:
        text: The passage.
        found: Its points, in order.
        recorded: Whether its lines are those of a recorder and no paragraphs.
    """
    ends = _by_level(found, _farewell(text, found))
    if not recorded:
        for i, point in enumerate(found):
            if _is_inside(found, i, text):
                ends[i] = min(ends[i], _line_end(text, point.candidate.heading))
    return ends


def _by_level(found: Sequence[Found], last: int) -> list[int]:
    ends = [last] * len(found)
    open_points: list[int] = []
    for i, point in enumerate(found):
        while open_points and found[open_points[-1]].depth >= point.depth:
            ends[open_points.pop()] = point.candidate.start
        open_points.append(i)
    return ends


def _farewell(text: str, found: Sequence[Found]) -> int:
    """Where the words begin that close the passage, after the heading of its last point; its end if nothing closes it."""
    if not found:
        return len(text)
    heading = found[-1].candidate.heading + 1
    for match in _CLOSING.finditer(text, max(heading, len(text) - _ADDRESS_REACH)):
        start: int = match.start()
        if match[0].startswith("同志们") or start >= len(text) - _REACH:
            return start
    return len(text)


def _is_inside(found: Sequence[Found], i: int, text: str) -> bool:
    """Whether a point belongs to a list inside one paragraph, and has no points of its own."""
    depth, start = found[i].depth, found[i].candidate.start
    if found[i].candidate.border in (LINE, BROKEN) or (i + 1 < len(found) and found[i + 1].depth > depth):
        return False
    before = next((found[j] for j in range(i - 1, -1, -1) if found[j].depth <= depth), None)
    return before is not None and before.depth == depth and "\n" not in text[before.candidate.start : start]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
