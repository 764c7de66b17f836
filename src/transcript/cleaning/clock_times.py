"""Times of day: whether 九点, 三点二十 and 五点零五 are times, by the words around them.

九点 is also nine items (九点意见) and 五点零五 a decimal. A time needs evidence: a part of the day, a weekday or a date before it, what
people do at a time after it, or another time at the other end of a range.
"""

from __future__ import annotations

import re

from transcript.cleaning.numerals import NUMERALS

_N = f"[{NUMERALS}]"
_HOUR = "(?:二?十?[零一二两三四五六七八九]|二?十)"
# 上午九点, 周三九点, 六号九点, 从八点半到九点
_BEFORE = re.compile(
    "(?:[上下中]午|早上|早晨|清[早晨]|凌晨|傍晚|[晚夜]上|夜里|[夜晚早]|半夜|深夜|今晨|[今明昨当每][早晚天日]|[前后]天|[周期拜][一二三四五六日天末]"
    f"|[{NUMERALS}0-9][日号]|{_HOUR}点[半整钟]?[到至、和或])(?:的|是|在|约|大概|大约|差不多|不到|将近|准时|从)?$"
)
_ACTS = (
    "开[会始门车工业饭课幕庭机盘船馆赛演]|集[合中]|出[发门车港]|例会|散会|闭[馆店园]|[上下到交换接]班|[上下]课|[上下]车|关门|收[工摊]|结束|到[岗齐场]|报到|签到|起床|起飞|发车"
    "|停[水电运窗]|断[水电]|来[水电电]|吃饭|有[个一]?[场个]?[会雨雪课]|[的那这]?(?:会|例会|早班|晚班|班车|航班|飞机|火车|高铁|车票|闹钟|班)(?!议[上要程]|员|干|主任)"
)
# after the hour mark: 钟, 半, 之前, or what is done at a time; 三点整改要求 and 三点前提 are no times
_AFTER = re.compile(
    "点(?:钟|半(?![个数年])|整(?![改治理顿合体])|[一三]刻|以?之?前(?![提期景面列])|以[前后]|之[前后]|后(?!续|期|来|面|果)|左右|准时|多钟|准点"
    f"|(?:就|再|才|要|准备|必须|统一|正式|起)?(?:{_ACTS})|[到至]{_HOUR}点)"
)
_COUNTED = re.compile(
    "点(?:意见|要求|建议|措施|体会|看法|想法|说明|内容|问题|原因|工作|经验|启示|思考|做法|任务|举措|考虑|感受|注意|理由|打算|共识|希望|补充)"
)
_CLOCK_AFTER = re.compile(f"分(?![之钟析数])|(?:就|再|才|要|准时|起)?(?:{_ACTS})|左右|[到至]{_HOUR}点")
_COUNT_AFTER = re.compile("[个名人家户条项件次米元块万亿年月天岁吨亩斤公平分倍份台]|%|多")
_REACH = 9


def is_hour(folded: str, at: int, to: int) -> bool:
    """Whether the numerals from *at* to *to*, with 点 after them, are an hour.

    >>> is_hour("上午九点开会", 2, 3), is_hour("讲九点意见", 1, 2)
    (True, False)
    """
    later = folded[at:to] == "一" and folded[at - 1 : at] in ("早", "晚")  # 晚一点到
    if later or _COUNTED.match(folded, to):
        return False
    return to - at > 1 or bool(_BEFORE.search(folded, max(0, at - _REACH), at) or _AFTER.match(folded, to))


def is_clock(folded: str, at: int, to: int, *, sure: bool) -> bool:
    """Whether 三点二十 or 五点零五 from *at* to *to* is a time.

    Args:
        folded: The text in simplified script.
        at: Where the numerals begin.
        to: Where they end.
        sure: Whether they can be nothing else but two counts (三点二十), and no decimal.
    """
    if _CLOCK_AFTER.match(folded, to) or _BEFORE.search(folded, max(0, at - _REACH), at):
        return True
    return sure and not _COUNT_AFTER.match(folded, to)


def weekday_length(folded: str, at: int) -> int:
    """How many characters from *at* on complete a weekday (周|三十六点 is 周三 and 16点); 0 if none do.

    >>> weekday_length("周三十六点开会", 1), weekday_length("两周三十六人", 2)
    (1, 0)
    """
    if folded[at] not in "一二三四五六":
        return 0
    if folded.endswith(("星期", "礼拜"), 0, at):
        return 1
    counted = folded[max(0, at - 2) : at - 1]
    return int(folded[at - 1 : at] == "周" and not (counted and counted in NUMERALS + "几多每半整本上下"))


def goes_past(folded: str, to: int) -> bool:
    """Whether what was read as 三点一 is an hour that strikes: 三点一到就开始, 五点一过就走."""
    return (
        folded[to - 2 : to] == "点一"
        and folded[to : to + 1] in ("到", "过")
        and folded[to + 1 : to + 2] not in NUMERALS
    )
