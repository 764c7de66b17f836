"""One run of number characters in its context: what sort of number it is, and how it is written.

In goes a run, out come the numbers to write or to report; none where the run stays. One function judges one kind of reading. All of
them look at a few characters around the run, so that the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from transcript.cleaning.numerals import (
    CODES_AFTER,
    CUES,
    FIXED,
    KEPT_AFTER,
    KEPT_BEFORE,
    MEASURES,
    NAMES,
    ORDINAL_UNITS,
    Piece,
    goes_past,
    is_clock,
    is_hour,
    read_numeral,
    weekday_length,
)
from transcript.han_numerals import NUMERALS, ONE_TO_NINE, digits_of, value_of
from transcript.people.gazetteer import SURNAMES
from transcript.words import in_dictionary


class Found(NamedTuple):
    """A number at *start* to *end*: written as *text*, or not to be read (None)."""

    start: int
    end: int
    text: str | None
    sort: str


class Run(NamedTuple):
    """A run of number characters from *at* to *to*, with the characters beside it and the whole text."""

    text: str
    folded: str
    at: int
    to: int
    numeral: str
    before: str
    after: str


def run_of(text: str, folded: str, at: int, to: int) -> Run:
    """Cut a run out of a text.

    Args:
        text: The text as it stands.
        folded: The text in simplified script.
        at: Where the run begins.
        to: Where it ends.

    Returns:
        The run with what stands around it.
    """
    return Run(text, folded, at, to, folded[at:to], folded[at - 1 : at], folded[to : to + 1])


_N = f"[{NUMERALS}]"
_ZEROS = frozenset("零〇○")
_CODE_SIGNS = _ZEROS | {"幺"}
_NEAR = frozenset(["一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"])
_SINCE = frozenset("至到自从于在止")
_RANGE_MARKS = frozenset("到至、或")
_METRIC = frozenset("米克瓦伏赫卡帕焦")  # what 千 of 千克, 千瓦 belongs to
_ONE_GOES_ON = frozenset("是定样直般些旦律致贯")
_POINTS = ("·", "‧")
_SHARE_BEFORE = tuple("达到为率占现成例")  # 百分之百 as a share; before other words it means wholly
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PERCENT = {"百": "%", "千": "‰"}

_YEAR_GOES_ON = re.compile(rf"年(?:{_N}{{1,2}}月|[0-9]{{1,2}}月|底|末|初|度|以来|全年|[上下]半年)")
_YEAR_LIKE = re.compile(r"一[八九]..|二[零〇○]..")
_FESTIVAL = re.compile(
    rf"(?:({_N})月(?:\1|初{_N}|十五)|[五七]月半(?![年个月天])|二月二|四月八)(?![{NUMERALS}日号至到、个家户人名次天年月万])"
)
_LUNAR = re.compile("(?:农历|阴历|旧历|夏历|闰|正月|腊月|冬月)[^，。、；\\s]{0,3}$")
_LAST_HOUR = 24  # hours of a day
# reigns whose years stay in Chinese numerals; 绍兴 and 嘉定 are also cities
_ERA = re.compile(
    "(?:顺治|康熙|雍正|[乾干]隆|嘉庆|道光|咸丰|同治|光绪|宣统|洪武|永乐|洪熙|宣德|正统|景泰|天顺|成化|弘治|正德|嘉靖|隆庆|万历|泰昌|天启|崇祯|贞观|开元|天宝|元和"
    "|至元|大德|至正|熙宁|元丰|元祐|崇宁|政和|宣和|靖康|建炎|乾道|淳熙|始皇|[文武幽厉宣平桓庄惠襄昭景灵成康穆][王公帝]|[太高世仁英神徽钦孝光宁理圣玄肃代德][宗祖])$"
)
_AFTER_ORDINAL = re.compile(f"第{_N}{{1,4}}(?:[条款章]、|[条款章]?[至到和及])$")
_HOLIDAY = re.compile("[前后期放假长黄国出返旅回]|之[前后]")
_HOLIDAYS = tuple(day + link for day in ("五一", "国庆", "中秋") for link in ("", "、", "和", "到", "至", "与"))
_MEASURE = re.compile("|".join(MEASURES))
_SYSTEMS = ("安卓", "鸿蒙", "版本")
_CLASSIFIERS = frozenset("个名人家户条项件次天年月页张份台辆种位层套场批版")
_ALIKE = frozenset("票人户家名件起例台辆亩份")  # units whose single counts follow the others of their sentence
_LETTERS = re.compile("[A-Za-z]+$")
_POWERS = frozenset("百千万亿")
_PER = frozenset("斤公平亩吨米人个天月年次张包袋箱瓶桶盒位户晚夜场节趟辆台套间")
_AMOUNT_BEFORE = re.compile("[从到达约花卖买共总价超近增降至要了收付赔欠罚]|大概|差不多|不到$")
_AMOUNT_AFTER = re.compile("[元块斤亩吨人户家台辆平公米多左以的，。A-Za-z]")
_DECADES, _HALVES = frozenset("五六七八九零〇一"), frozenset("零〇○五")
_GENERATION = re.compile("(?:[、和与跟][五六七八九零一][零〇○五])*后(?![面台来期续])")
_GROUPS = re.compile(f"{_N}{{3,4}}(?:[ -]{_N}{{3,4}}){{1,2}}(?!{_N})")
_ADVERB = re.compile(
    "分(?:[重必明清感高困紧严复突有迫满荣激期显不巨宝难积活艰繁熟欢了]|关[键心注切]|可[观喜贵])"
)  # 十分重要, but 四十分就会
_MORE = re.compile("[多余]万")
_DEGREES = re.compile(f"度([{ONE_TO_NINE}])(?![零十百千万分个点])")
_WARMTH = re.compile("[温烧热][^，。；！？]{0,4}$")


def judge_run(run: Run, *, previous: Found | None = None) -> list[Found]:
    """Decide how a run is written.

    Args:
        run: The run.
        previous: The number before it, if any: a telephone number goes on after a space.

    Returns:
        What was found, in order of place.
    """
    days = weekday_length(run.folded, run.at)
    if days:
        return judge_run(run_of(run.text, run.folded, run.at + days, run.to)) if run.to - run.at > days else []
    if run.folded[run.to - 1] == "千" and run.after in _METRIC and not (run.after == "米" and run.to - run.at == 2):
        run = run_of(run.text, run.folded, run.at, run.to - 1)
        if run.numeral == "一":
            return []
    if _is_fixed(run):
        return []
    if run.before == "第":
        return _ordinal(run)
    tenths = _DEGREES.match(run.folded, run.to)
    if tenths and _WARMTH.search(run.folded, max(0, run.at - 6), run.at):
        return _degrees(run, tenths[1])
    if "亿" in run.numeral and _MORE.match(run.folded, run.to):
        return _many_millions(run)
    reading = read_numeral(run.numeral)
    judge = _JUDGES.get(reading.kind)
    sort = judge(run) if judge else None
    if sort is None and reading.kind == "digits" and previous and previous.sort == "digits" and _goes_on(run, previous):
        sort = "digits"
    write = _WRITERS.get(sort or "")
    if write:
        return write(run)
    return _written(run, sort, reading.pieces) if sort else []


def _written(run: Run, sort: str, pieces: tuple[Piece, ...]) -> list[Found]:
    """The run as its reading is written; the sign of the amount is the text's own, 亿 or 億."""
    return [
        Found(
            run.at + piece.start,
            run.at + piece.end,
            piece.text + ("" if piece.scale is None else run.text[run.at + piece.scale]),
            sort,
        )
        for piece in pieces
    ]


def _is_fixed(run: Run) -> bool:
    """Whether the words around say that the run stays."""
    folded, at, to = run.folded, run.at, run.to
    if run.before.isdecimal() or run.after.isdecimal() or run.before in _POINTS:
        return True
    if folded.endswith(KEPT_BEFORE, 0, at) or KEPT_AFTER.match(folded, to):
        return True
    if to - at > 1 and _ends_in_a_word(folded[to - 1], run.after):
        return True
    if run.before == "、" and folded[at - 2 : at - 1] + folded[at] in _NEAR and not _is_numeral(folded, at - 3):
        return True  # 三、四十年前
    if run.before == "数" and not run.numeral.strip("十百千万亿"):
        return True  # 数十万
    if run.after == "年" and _ERA.search(folded, max(0, at - 6), at):
        return True
    if _AFTER_ORDINAL.search(folded, max(0, at - 8), at):
        return True
    if run.numeral == "十一" and (_HOLIDAY.match(folded, to) or folded.endswith(_HOLIDAYS, 0, at)):
        return True
    if run.after == "班" and run.before in ("高", "初", "级"):
        return True
    if run.before == "月" and _LUNAR.search(folded, max(0, at - 8), at):
        return True
    around = FIXED.get(run.numeral)
    return around is not None and any(folded.endswith(b, 0, at) and folded.startswith(a, to) for b, a in around)


def _is_numeral(folded: str, at: int) -> bool:
    return at >= 0 and folded[at] in NUMERALS


def _ends_in_a_word(last: str, after: str) -> bool:
    """Whether the last numeral may belong to the next word: 增长百分之三十一是…, 这一点一定要…"""
    return (last == "一" and after in _ONE_GOES_ON) or (last in ("二", "三", "四") and after == "是")


def _ordinal(run: Run) -> list[Found]:
    if "点" in run.numeral:  # 第一点二零二五年…
        return _after_point(run)
    if run.to - run.at == 1 or not ORDINAL_UNITS.match(run.folded, run.to):
        return []
    reading = read_numeral(run.numeral)
    return _written(run, "ordinal", reading.pieces) if reading.kind == "cardinal" else []


def _after_point(run: Run) -> list[Found]:
    """What stands after the first 点, where that is no decimal point but 讲四点, 第一点."""
    rest = run_of(run.text, run.folded, run.folded.index("点", run.at) + 1, run.to)
    return judge_run(rest) if rest.to - rest.at > 1 and rest.numeral.count("点") < 2 else []


def _degrees(run: Run, tenths: str) -> list[Found]:
    """体温三十八度六: 38.6度."""
    if read_numeral(run.numeral).kind != "cardinal":
        return []
    return [Found(run.at, run.to + 2, f"{value_of(run.numeral)}.{value_of(tenths)}度", "measure")]


def _many_millions(run: Run) -> list[Found]:
    """三亿四千多万: 34000多万."""
    large, _, small = run.numeral.partition("亿")
    if "万" in run.numeral or {read_numeral(large).kind, read_numeral(small).kind} != {"cardinal"}:
        return []
    return [Found(run.at, run.to, str(value_of(large) * 10_000 + value_of(small)), "cardinal")]


def _clock_digits(run: Run) -> list[Found]:
    """八点零五 before 分."""
    hour, _, minute = run.numeral.partition("点")
    return [
        Found(run.at, run.at + len(hour), str(value_of(hour)), "time"),
        Found(run.to - len(minute), run.to, digits_of(minute), "time"),
    ]


def _quarter(run: Run) -> list[Found]:
    """三点一刻: 3点一刻."""
    whole = run.numeral.partition("点")[0]
    return [Found(run.at, run.at + len(whole), str(value_of(whole)), "time")]


def _per_unit(run: Run) -> list[Found]:
    """八百一斤: 800一斤."""
    return judge_run(run_of(run.text, run.folded, run.at, run.to - 1))


def _unread(run: Run) -> list[Found]:
    return [Found(run.at, run.to, None, "garbled")]


_WRITERS: dict[str, Callable[[Run], list[Found]]] = {
    "garbled": _unread,
    "split": _after_point,
    "clock": _clock_digits,
    "quarter": _quarter,
    "per": _per_unit,
}


def judge_fraction(run: Run, *, base: str, part: str) -> list[Found]:
    """Write a fraction or a percentage: 百分之四十七, 三分之一.

    Args:
        run: The run that holds the fraction.
        base: What stands before 分之.
        part: What stands behind it.

    Returns:
        What was found; nothing if it stays as it is.
    """
    if run.folded.endswith(KEPT_BEFORE, 0, run.at) or KEPT_AFTER.match(run.folded, run.to):
        return []
    if _ends_in_a_word(part[-1], run.after) and len(part) > 1:
        return []
    if base in _PERCENT:
        return judge_percent(run, part=part, sign=_PERCENT[base])
    if base == "万":
        return []
    below, above = read_numeral(base), read_numeral(part)
    if base[-1] in "百千" or {below.kind, above.kind} != {"cardinal"}:
        return _unread(run)
    return [Found(run.at, run.to, f"{value_of(part)}/{value_of(base)}", "fraction")]


def judge_percent(run: Run, *, part: str, sign: str) -> list[Found]:
    """Write a percentage: 百分之四十七 is 47%.

    Args:
        run: The run that holds the percentage.
        part: The numeral.
        sign: % or ‰.

    Returns:
        What was found; nothing if it stays as it is.
    """
    minus = "-" if part[0] == "负" else ""
    part = part.removeprefix("负")
    if part == "百":
        is_share = not _HAN.match(run.after) or run.folded.endswith(_SHARE_BEFORE, 0, run.at)
        return [Found(run.at, run.to, "100%", "percent")] if is_share else []
    reading = read_numeral(part)
    if reading.kind in ("cardinal", "decimal", "colloquial") and reading.pieces[0].end == len(part):
        return [Found(run.at, run.to, minus + reading.pieces[0].text + sign, "percent")]
    return _unread(run) if reading.kind == "garbled" else []


def _cardinal(run: Run) -> str | None:
    if run.after == "月":
        return (
            None
            if _is_festival(run.folded, run.at) or _LUNAR.search(run.folded, max(0, run.at - 6), run.at)
            else "date"
        )
    if run.after in ("日", "号") and (run.before in ("月", "、") or run.to - run.at == 1):
        return "date"
    if run.before == "月" and _is_festival(run.folded, max(run.at - 2, 0)):
        return None
    if run.after == "点" and value_of(run.numeral) <= _LAST_HOUR:
        return "time" if is_hour(run.folded, run.at, run.to) else None
    if run.after == "时" and run.to - run.at == 1:
        return "time"
    if run.before.isascii() and run.before.isalpha():
        return "digits" if _is_model(run) else None
    if run.to - run.at == 1:
        return _single(run)
    if run.folded[run.to - 1] == "十" and _ADVERB.match(run.folded, run.to):
        return None  # 这三十分重要
    return "year" if run.after == "年" and run.to - run.at > 4 else "cardinal"


def _single(run: Run) -> str | None:
    """The sort of number that a single numeral is; single counts (三点意见) are not scanned and never come here."""
    folded, after = run.folded, run.after
    if after in ("余", "多", "到", "至", "、"):
        return None if run.before in _RANGE_MARKS else "cardinal"
    if after.isascii() and after.isalpha():
        return "digits"
    if run.before in _RANGE_MARKS:
        is_range = run.before in ("到", "至") and _is_numeral(folded, run.at - 2)
        return "measure" if is_range and _MEASURE.match(folded, run.to) else None
    if after == "斤" and (run.before in SURNAMES or not _HAN.match(run.before)):
        return None  # 九斤 is also a name
    if _MEASURE.match(folded, run.to):
        return "measure"
    if after == "米" or run.before == "米":
        return "measure"
    if folded.endswith(_SYSTEMS, 0, run.at):
        return None if after in _CLASSIFIERS else "digits"
    if after in _ALIKE:
        return None if _is_numeral(folded, run.at - 2) else "counted"  # 一梯两户
    return "measure"


def _is_model(run: Run) -> bool:
    """Whether a number after Latin letters is part of a model: C919, A4; but App一个, PPT三页."""
    letters = _LETTERS.search(run.folded, max(0, run.at - 8), run.at)
    size = len(letters[0]) if letters else 0
    if run.to - run.at > 1:
        return True
    if in_dictionary(run.numeral + run.after):
        return False  # PPT一共
    return size == 1 or (size < 4 and run.after not in _CLASSIFIERS)


def _goes_on(run: Run, previous: Found) -> bool:
    """Whether a string of digits goes on with the number before: 一三九 一二三四 五六七八."""
    return len(run.numeral) > 2 and run.at - previous.end == 1 and run.before in (" ", "-", "转")


def _is_festival(folded: str, month: int) -> bool:
    """Whether the month whose numeral begins at *month* is that of 三月三, 八月十五 or 五月初五, without a year before it."""
    return folded[month - 1 : month] != "年" and bool(_FESTIVAL.match(folded, month))


def _decimal(run: Run) -> str | None:
    whole, _, fraction = run.numeral.partition("点")
    if run.after == "刻" and fraction in ("一", "三"):
        return "quarter"
    if goes_past(run.folded, run.to):
        return None
    if run.after == "年" and _YEAR_LIKE.search(fraction):
        return "split"
    if run.after == "点" or (run.after == "是" and len(whole) == len(fraction) == 1):
        return None
    if len(fraction) == 2 and fraction[0] in _ZEROS and is_clock(run.folded, run.at, run.to, sure=False):
        return "clock"
    return "decimal"


def _digits(run: Run) -> str | None:
    numeral = run.numeral
    if len(numeral) < 3:
        return _two_digits(run)
    if len(numeral) == 4 and (run.after == "年" or _YEAR_LIKE.match(numeral)):
        return "year"
    if _is_cut_year(numeral):
        return "garbled"
    if len(numeral) == 3 and run.after == "年":
        return "year" if run.before in ("元", "国") or not _ZEROS.isdisjoint(numeral) else None
    if CUES.search(run.folded, max(0, run.at - 4), run.at) or CODES_AFTER.match(run.folded, run.to):
        return "digits"
    if (run.before.isascii() and run.before.isalpha()) or (run.after.isascii() and run.after.isalpha()):
        return "digits"
    if _GROUPS.match(run.folded, run.at):
        return "digits"
    is_code = len(numeral) > 4 or not _CODE_SIGNS.isdisjoint(numeral)
    return "digits" if is_code and numeral not in ONE_TO_NINE else None


def _is_cut_year(numeral: str) -> bool:
    """Whether the string is years run together or cut, as 零三一二零三三: no telephone starts so."""
    if len(numeral) == 8 and _YEAR_LIKE.match(numeral) and _YEAR_LIKE.match(numeral, 4):
        return True
    starts_a_year = len(numeral) < 8 and numeral[0] == "二" and numeral[1] in _ZEROS
    return 4 < len(numeral) < 10 and (numeral[0] in _ZEROS or starts_a_year)


def _two_digits(run: Run) -> str | None:
    numeral, after = run.numeral, run.after
    if run.before == "米" and _is_numeral(run.folded, run.at - 2):
        return "measure"  # 一米八二
    if after == "年":
        sure = numeral not in _NEAR or run.before in _SINCE or _YEAR_GOES_ON.match(run.folded, run.to)
        return "year" if sure else None
    if after == "月" and numeral in ("一零", "一一"):
        return "date"
    if after in ("日", "号") and run.before == "月" and numeral not in _NEAR:
        return "date"
    if numeral[0] in _DECADES and numeral[1] in _HALVES and _GENERATION.match(run.folded, run.to):
        return "digits"
    if (run.before.isascii() and run.before.isalpha()) or (
        after.isascii() and after.isalpha() and numeral not in _NEAR
    ):
        return "digits"
    is_stutter = numeral[0] == numeral[-1] and run.folded[run.at + 1 : run.to + 1] in NAMES
    return "garbled" if is_stutter else None


def _clock(run: Run) -> str | None:
    return "time" if is_clock(run.folded, run.at, run.to, sure=len(run.numeral.partition("点")[2]) > 1) else None


def _colloquial(run: Run) -> str | None:
    """三万一千六, 一千二: amounts whose last unit is left out; 一百二 alone may be two numbers."""
    if run.numeral[-1] == "一" and run.after in _PER:
        return "per"
    if run.numeral[0] in _POWERS or "亿" in run.numeral[:-2]:
        return None  # 万一, 两亿三千五
    if len(run.numeral) > 3 or "亿" in run.numeral or _AMOUNT_BEFORE.search(run.folded, max(0, run.at - 3), run.at):
        return "cardinal"
    return "cardinal" if _AMOUNT_AFTER.match(run.folded, run.to) else None


def _garbled(run: Run) -> str | None:
    return "split" if run.folded.startswith("一点", run.at) else "garbled"


_JUDGES: dict[str, Callable[[Run], str | None]] = {
    "cardinal": _cardinal,
    "scaled": _cardinal,
    "decimal": _decimal,
    "digits": _digits,
    "time": _clock,
    "colloquial": _colloquial,
    "garbled": _garbled,
}
