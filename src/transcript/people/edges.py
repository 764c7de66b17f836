"""Where a name may begin and end: at marks, behind words that call, before words that follow names."""

from __future__ import annotations

from transcript.people.phrases import organization_before
from transcript.people.tables import FOLLOWERS, ORGANIZATION_ENDS
from transcript.words import Words

EDGES = frozenset("，。、；：！？,.;:!?（）()“”「」《》 \n\t…—\"'")
ADDRESSES = ("同志", "先生", "女士", "小姐")
_FIRST = ("说", "讲", "来", "谈", "汇报", "介绍", "发言", "报告", "开始", "分享", "回答", "补充")
MARK = 2.0  # how well a mark ends a name
LONGEST_SELF = 40  # so far behind 我是 may the name stand


def edge(words: Words, end: int) -> float:
    """How well a name may end at *end*: before a mark or a word that follows names it does, inside a word it does not."""
    text = words.text
    if end >= len(text) or text[end] in EDGES:
        return MARK
    if text[end - 1] == "先" and text.startswith(_FIRST, end):
        return -4.0  # 请方海先说: 先 belongs to what follows
    if text.startswith(ADDRESSES, end):
        return 5.5
    if text.startswith(FOLLOWERS, end):
        return 1.5
    return 0.0 if words.begins(end) and not before_organization(text, end) else -4.0


def before_organization(text: str, end: int) -> bool:
    """Whether what stands before *end* is the name of an organisation: 云山科技."""
    return any(text[end : end + length] in ORGANIZATION_ENDS for length in (2, 3))


def after_call(text: str, start: int) -> bool:
    """Whether a mark, or words that call somebody, stand before *start*."""
    return (
        start == 0
        or text[start - 1] in EDGES
        or text.endswith(("请", "谢谢", "感谢", "欢迎", "问", "尊敬的", "我们", "听听", "刚才", "刚刚"), 0, start)
    )


def employer_before(words: Words, at: int) -> int | None:
    """Where the organisation begins that stands before *at*, with or without 的."""
    return organization_before(words, at - (words.text[at - 1 : at] == "的"))
