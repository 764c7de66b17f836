"""The fields that a line of a transcript may begin with, as patterns: a time, perhaps with its date, and who speaks.

A time is a clock (`05:19`, `1:02:03.5`, `下午2:05`, `2:05 PM`), a spelled length (`3分20秒`, `1h 2m 3s`) or, in brackets, seconds (`[12.50s]`). A
voice is a number (发言人1, SPEAKER_00, S01), an account or a person, perhaps with what belongs to it in brackets (方志明(柳溪银行)).
Marks of Markdown (`**`, backticks) and brackets around either are dress, and no part of it.
"""

from __future__ import annotations

import regex

_CLOCK = r"(?<![0-9])(?>[0-9]{1,3}[:：][0-9]{2}(?:[:：][0-9]{2})?(?:[.,][0-9]{1,3}(?![0-9])|[:;][0-9]{2}(?![0-9:：]))?)(?![0-9])"
_HALF_DAY = r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|[AaPp]\.?[Mm]\.?)"
_SPELLED = (
    r"(?:(?:[0-9]{1,2}(?:小时|小時|时|時))?[0-9]{1,3}分(?:钟|鐘)?[0-9]{1,2}(?:\.[0-9]{1,3})?秒|[0-9]{1,2}h ?[0-9]{1,2}m ?[0-9]{1,2}s|[0-9]{1,3}m ?[0-9]{1,2}s"
    r"|[0-9]{1,3}['\u2032][0-9]{2}[\"\u2033])"
)
TIME = rf"(?>(?:{_HALF_DAY}\s?)?{_CLOCK}(?:\s?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?|{_SPELLED})"
# Tencent Cloud writes one digit where another would write two.
LOOSE_TIME = r"[0-9]{1,3}[:：][0-9]{1,2}(?:\.[0-9]{1,3})?"
_SECONDS = r"[0-9]{1,6}\.(?:[0-9]{1,3} ?s|[0-9]{2,3})"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
DATE = (
    r"(?:[0-9]{4}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}\s?日?|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}[-/][0-9]{1,2}(?:[-/][0-9]{2,4})?"
    rf"|{_MONTHS}\.? [0-9]{{1,2}}(?:,? [0-9]{{4}})?)"
)
_WEEKDAY = r"(?:[\s　]*[（(]?(?:星期|周|週)[一二三四五六日天][)）]?)?"
_DATED = rf"(?:(?P<date>{DATE}){_WEEKDAY}(?:[\s　,，T]{{1,3}}|(?=[\u4e00-\u9fff])))?"
_TO = r"\s*(?:-{1,2}>|→|--|[-~\uff5e—\u2013至到])\s*"
DRESS = r"[*_`]{0,3}"
_OPEN, _CLOSE = r"[\[【(（<\u3014「『]", r"[\]】)）>\u3015」』]"
BARE_STAMP = rf"{_DATED}(?P<time>{TIME})(?:{_TO}(?:{DATE}[\s　T]{{1,2}})?(?P<until>{TIME}))?"
_IN_BRACKETS = rf"(?P<time>{TIME}|{_SECONDS})(?:{_TO}(?P<until>{TIME}|{_SECONDS}))?"
BRACKET_STAMP = rf"{DRESS}{_OPEN}\s*{_DATED}{_IN_BRACKETS}\s*{_CLOSE}{DRESS}"
# Either of them; the names of groups stand once in a pattern, so that the brackets may be there or not.
STAMP = rf"{DRESS}{_OPEN}?\s?{BARE_STAMP}\s?{_CLOSE}?{DRESS}"

# A number for a voice, not a person: 发言人1, 说话人 2, Speaker 1, SPEAKER_00, S01.
_NUMBERED = r"(?:发言人|發言人|说话人|說話人|讲话人|講話人|发言者|發言者|说话者|說話者|讲话者|講話者|讲者|講者|[Ss]peaker|SPEAKER|[Ss]pk|SPK)(?:[ _\-]|[(（])?"
ANONYMOUS = (
    rf"(?:(?:未知|匿名)?{_NUMBERED}(?:[0-9]{{1,3}}|[A-Z一二三四五六七八九十甲乙丙丁](?![A-Za-z])|\?)[)）]?"
    r"|S[0-9]{1,2}(?![0-9A-Za-z])|(?:未知|匿名)(?:发言人|發言人|说话人|說話人)|(?:Unknown|Unidentified) [Ss]peaker)"
)
# No marks of a sentence and no clock in it.
_BARRED = r"*#`\[\]【】()（）<>:：,，。！？!?；;、“”\"|\r\n"
# 柳溪银行, 行长: what an account or the minutes put in brackets behind a name
_BELONGS = rf"(?:\s?[(（【\[](?!\s?(?:{TIME}|{_SECONDS}))[^()（）【】\[\]:：。！？!?\r\n]{{1,24}}[)）】\]])?"
_NAMED = rf"(?!{_HALF_DAY}\s?[0-9:：]|{_NUMBERED}[0-9])\p{{L}}(?:[^{_BARRED}]|(?<=[A-Za-z])\.){{0,24}}?(?<=[\p{{L}}\p{{M}}\p{{N}}.]){_BELONGS}"
LABEL = rf"(?P<label>{ANONYMOUS}{_BELONGS}|{_NAMED})"
# Recognisers number voices from 0, rooms number accounts, and a telephone has a number: beside a clock or in brackets they are names.
VOICE = rf"(?P<label>{ANONYMOUS}{_BELONGS}|(?<![0-9:：.])[0-9]{{1,2}}(?![0-9.]|[:：][0-9])|[0-9]{{3}}\*{{2,6}}[0-9]{{2,4}}|(?!{TIME})[0-9]{{1,3}}[-_ ]?{_NAMED}|{_NAMED})"

_IS_ANONYMOUS = regex.compile(ANONYMOUS)


def is_anonymous(label: str | None) -> bool:
    """Whether a label numbers a voice instead of naming a person.

    >>> is_anonymous("发言人1"), is_anonymous("SPEAKER_00"), is_anonymous("江一帆")
    (True, True, False)
    """
    return bool(_IS_ANONYMOUS.match(label or "")) and not regex.fullmatch(r"[A-Za-z]{9,}", label or "")
