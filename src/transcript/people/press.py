"""Journalists by their medium: 柳溪日报记者, where nobody says a name.

The medium may be called anything (清波财经, 柳溪新闻), so that it is read from the beginning of the clause: 我是柳溪晚报的记者, and what stands between
is the medium unless it says something else (现场的很多记者).
"""

from __future__ import annotations

import regex

from transcript.words import Words

JOURNALISTS = frozenset(("记者", "主编", "编辑", "主播", "评论员", "特派员"))
LONGEST_MEDIUM = 18
_CLAUSE = regex.compile(r"[^。！？!?；;，,、：:\s]*$")
# what may stand before the medium, said by the journalist or by the host
_LEAD = regex.compile(
    r"(?:.*(?:我们?是|我来自|来自|有请|邀请|先请|再请|下面请|接下来请|首先请|最后请|把?机会给|提问的是|交给|感谢|谢谢|问题[是来]自?)|^(?:请|那么?|好的?|来|下面|接下来|首先|最后|再|由))(?:一下|这位|那位|的|到)*"
)
_SAYS_ELSE = regex.compile(
    r"位|们|些|名|个|有|很多|不少|现场|在场|各|每|所有|全体|国内外|媒体|新闻界|刚才|刚刚|前面|后面|那边|这边|跟|和|对|向|问|说|让|给|被|把|不|是|采访|当|作为|一线|首席|资深|年轻|女|男|老|了|我|你|您|他|她|昨|明天|从|在|于|去"
)


def medium_before(words: Words, end: int) -> int | None:
    """Where the medium begins whose journalist is meant by a title that begins at *end*; None if it says no medium.

    >>> from transcript.words import cut
    >>> text = "谢谢主持人，我是柳溪晚报的记者，请问"
    >>> text[medium_before(cut(text), text.index("记者")):][:7]
    '柳溪晚报的记者'
    """
    text = words.text
    clause = _CLAUSE.search(text, max(0, end - 2 * LONGEST_MEDIUM), end)
    start = clause.start() if clause else end
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    medium = text[start:end].removesuffix("的")
    if not 2 <= len(medium) <= LONGEST_MEDIUM or not words.begins(start) or not medium.isalnum():
        return None
    return None if _SAYS_ELSE.search(medium) else start
