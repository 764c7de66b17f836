"""The line layouts of plain transcripts, told apart by shape.

A line may begin with a mark of who speaks, of when, or of both; what follows the mark is speech. A layout is a row of fields (a time, a voice)
with what stands between and after them, and which of the marks found are believed: those of lines that are consistent with each
other. A text has at most one layout of speaker marks and one of stamps, so that a line which happens to look like another layout stays speech.

A time is a clock (`05:19`, `1:02:03.5`, `下午2:05`, `2:05 PM`), a spelled length (`3分20秒`, `1h 2m 3s`) or, in brackets, seconds (`[12.50s]`). A
voice is a number (发言人1, SPEAKER_00, S01), an account or a person, perhaps with what belongs to it in brackets (方志明(柳溪银行)).
Marks of Markdown (`**`, backticks) and brackets around either are dress, and no part of it.

A pattern sees the first `_LONGEST_MARK` characters of a line only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import attrs
import regex

from transcript.readers.clock import milliseconds
from transcript.words import expand

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
_WEEKDAY = expand(r"(?:[\s　]*[（(]?{WEEK}[一二三四五六日天][)）]?)?")
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
_VOICE = expand("{VOICE}")
_NUMBERED = rf"(?:{_VOICE}|[Ss]peaker|SPEAKER|[Ss]pk|SPK)(?:[ _\-]|[(（])?"
ANONYMOUS = (
    rf"(?:(?:未知|匿名)?{_NUMBERED}(?:[0-9]{{1,3}}|[A-Z一二三四五六七八九十甲乙丙丁](?![A-Za-z])|\?)[)）]?"
    rf"|S[0-9]{{1,2}}(?![0-9A-Za-z])|(?:未知|匿名){_VOICE}|(?:Unknown|Unidentified) [Ss]peaker)"
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
    """Tell whether a label numbers a voice instead of naming a person.

    Args:
        label: A label as it is written.

    Returns:
        True if so.

    >>> is_anonymous("发言人1"), is_anonymous("SPEAKER_00"), is_anonymous("江一帆")
    (True, True, False)
    """
    return bool(_IS_ANONYMOUS.match(label or "")) and not regex.fullmatch(r"[A-Za-z]{9,}", label or "")


_LONGEST_MARK = 120  # characters of a line
# Lines that are tried before a layout is given up.
_SAMPLE = 2_000

# What may stand before all fields: a heading, a quote, an item of a list; beside a clock a number, too.
_PREFIX = r"(?:\#{1,6}[ \t]+|>[ \t]*|[-*•·+][ \t]+|[^\p{L}\p{N}\p{P}\s<>*`]{1,2}[ \t]*|@)?"
_NUMBERED_PREFIX = rf"{_PREFIX}(?:[0-9]{{1,4}}[.、)）][ \t]*|\[[0-9]{{1,4}}\][ \t]+)?"
# What may stand between two fields.
_BETWEEN = r"[ \t　]*(?:[-\u2013—|\uff5c·,，/、@]|-?>)?[ \t　]*"
_BEFORE_TIME = r"[ \t　]*(?:[-\u2013—|\uff5c·,，/、@:：]|-?>)?[ \t　]*"
_GAP = r"(?:\t[ \t]*|[ 　]{2,}|[ \t　]*(?:[|\uff5c]|—{1,2}|\u2013|>+|》+|→)[ \t　]*|[ \t]-[ \t])"
_WIDE_GAP = rf"(?:{_GAP}|[ \t]*[/;；][ \t]*)"
_COLON = rf"{DRESS}\s*[:：]\s*{DRESS}\s*"
# Nothing follows: the words are below. Markdown breaks a line with a backslash.
_END = rf"{DRESS}\s*[:：]?\s*{DRESS}\\?\s*$"
_DRESSED = rf"{DRESS}[\[【「『<(（]?{DRESS}{VOICE}{DRESS}[\]】」>)）]?{DRESS}"
_ENCLOSED = rf"{DRESS}(?:\[{VOICE}\]|【{VOICE}】|<{VOICE}>|\({VOICE}\)|（{VOICE}）|「{VOICE}」|『{VOICE}』){DRESS}"
_BEGINS_WITH_TIME = regex.compile(rf"{_NUMBERED_PREFIX}{STAMP}")
# What stands before a colon in prose: 会议指出, 一是, 要求如下.
_PROSE = regex.compile(
    r".*(?:指出|强调|強調|要求|认为|認為|表示|提出|如下|包括|例如|比如|就是|以下|注意|结论|結論|建议|建議|目标|目標|任务|任務|问题|問題|原因|原则|原則|措施|方面|时间|時間|地点|地點)"
    r"|.+(?:说|說|道|问|問|回答|[重难難亮优優缺特要观觀焦]点|[重難亮優缺特要觀焦]點)|[我你他她它咱您].{0,4}"
    r"|(?:第[一二三四五六七八九十0-9]+.{0,4}|[一二三四五六七八九十]+(?:是|要|、.*)?|其[一二三四五六中次他].{0,2}|注|附|图|表|备注|備註|说明|提示|主题|主題|议题|議題|背景|小结|总结"
    r"|收入|支出|产品|產品|服务|服務|优势|劣势|电话|電話|地址|姓名|日期|单位|單位|名称|名稱|来源|來源|作者|编辑|重[点點])"
)
# What a transcript notes in brackets that is no voice.
_SOUNDS = regex.compile(
    r"(?:热烈|長時間|长时间|全场)?(?:音乐|音樂|掌声|掌聲|鼓掌|笑声|笑聲|笑|大笑|众笑|哭声|哭|叹气|咳嗽|静音|靜音|沉默|停顿|停頓|噪音|杂音|铃声|无声|听不清|聽不清|不清|模糊|重叠|背景音.*|Music|Applause|Laughter|Silence|Noise|inaudible|crosstalk)",
    regex.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Mark:
    """The mark at the beginning of a line.

    Attributes:
        end: Where the mark ends in the line, without the white space after it.
        words: Where the words after it start.
        label: Who speaks, as the line says it.
        date, time, until: The date and readings of the clock, as the line says them.
        tail: Where a mark starts that ends the line, if it has one.
    """

    end: int
    words: int
    label: str | None = None
    date: str | None = None
    time: str | None = None
    until: str | None = None
    tail: int | None = None


Labels = Counter[str | None]


@attrs.frozen(kw_only=True)
class Found:
    """The marks of one layout in some lines.

    Attributes:
        labels: How often each label was found; None counts marks without one.
        times: The readings of their clocks, in order.
        lines: All the lines.
        follow: How many marks have a line without one below them.
    """

    labels: Labels
    times: Sequence[int]
    lines: Sequence[str]
    follow: int

    @property
    def total(self) -> int:
        """The number of marks."""
        return self.labels.total()

    @property
    def share(self) -> float:
        """In how many of the lines there is one."""
        return self.total / len(self.lines)

    @property
    def numbered(self) -> bool:
        """True if a label numbers a voice."""
        return any(map(is_anonymous, self.labels))

    @property
    def come_back(self) -> bool:
        """True if labels come back, as speakers do: on average every third mark has a label that was there before."""
        return self.total > 1 and len(self.labels) <= self.total * 2 / 3

    @property
    def rising(self) -> bool:
        """True if no time goes back."""
        return all(before <= after for before, after in pairwise(self.times))


Believed = Callable[[Found], Collection[str | None]]


@attrs.frozen(kw_only=True)
class Layout:
    """One way of marking lines.

    Attributes:
        name: What the layout is called.
        pattern: Matches the mark at the start of a line.
        believed: Which of the labels that were found are marks; none if the layout is not this one.
        timed: Whether the mark has a time.
        tail: Matches a mark at the end of the line, if the layout has one.
    """

    name: str
    pattern: str
    believed: Believed
    timed: bool = True
    tail: str | None = None

    def mark(self, line: str) -> Mark | None:
        """Match the mark at the beginning of a line.

        Args:
            line: A line, without its line end.

        Returns:
            The mark; None if the line does not have this layout.
        """
        match = self._compiled.match(line[:_LONGEST_MARK])
        if not match:
            return None
        fields = {field: value for field, value in match.groupdict().items() if value is not None}
        tail = self._tail.search(line, max(match.end(), len(line) - _LONGEST_MARK)) if self.tail else None
        if tail:
            fields["until"] = tail["until"]
        words, end = match.end(), len(match.group().rstrip())
        return Mark(end=end, words=words, tail=tail.start() if tail else None, **fields)

    @cached_property
    def _compiled(self) -> Any:
        return regex.compile(self.pattern)

    @cached_property
    def _tail(self) -> Any:
        return regex.compile(self.tail or "$")


def find_marks(lines: Sequence[str], *, layouts: Sequence[Layout]) -> list[Mark | None]:
    """Find the mark of each line, in the first of *layouts* that fits them.

    Args:
        lines: The lines, in order.
        layouts: The layouts to try, in order.

    Returns:
        A mark or None for each line; all None if no layout fits.

    >>> lines = ["发言人1：我说三点：", "第一：少说。", "发言人2：好。"]
    >>> [mark.label if mark else None for mark in find_marks(lines, layouts=SPEAKER_LAYOUTS)]
    ['发言人1', None, '发言人2']
    """
    for layout in layouts:
        marks = [layout.mark(line) for line in lines[:_SAMPLE]]
        if not any(marks):
            continue
        marks += [layout.mark(line) for line in lines[_SAMPLE:]]
        believed = layout.believed(_found(marks, lines))
        if believed:
            return [mark if mark and mark.label in believed else None for mark in marks]
    return [None] * len(lines)


def _found(marks: Sequence[Mark | None], lines: Sequence[str]) -> Found:
    times = [milliseconds(mark.time) for mark in marks if mark and mark.time]
    follow = sum(1 for mark, below in pairwise(marks) if mark and not below)
    labels = Counter(mark.label for mark in marks if mark)
    return Found(labels=labels, times=[time for time in times if time is not None], lines=lines, follow=follow)


def _are_points(found: Found) -> bool:
    """Return whether all are bare numbers of which none comes back: a list of points, not voices that take turns."""
    return len(found.labels) == found.total and all(label and label.isdecimal() for label in found.labels)


def _all(found: Found) -> Collection[str | None]:
    return found.labels


def _if_a_third(found: Found) -> Collection[str | None]:
    """Stamps without brackets: an hour of the day may stand at the start of a line too."""
    return found.labels if found.share >= 1 / 3 else ()


def _if_rising(found: Found) -> Collection[str | None]:
    """Seconds in brackets: the numbers of sections look alike."""
    return found.labels if found.rising and found.total > 1 else ()


def _if_marked(found: Found) -> Collection[str | None]:
    """Voices with a number, or names that come back or that most lines have; a caption may have a colon, too."""
    named = found.total > 1 and not _are_points(found) and (found.come_back or found.share >= 0.6)
    return found.labels if found.numbered or named else ()


def _if_most(found: Found) -> Collection[str | None]:
    """Without a colon behind the voice most lines must have it, and names must come back."""
    if any(_SOUNDS.fullmatch(label or "") for label in found.labels):
        return _numbered(found)
    named = found.come_back and len(found.labels) > 1 and not _are_points(found)
    return found.labels if (found.numbered or named) and found.share >= 0.6 else _numbered(found)


def _if_nearly_all(found: Found) -> Collection[str | None]:
    """A blank between fields is no more than a blank between words."""
    named = found.come_back and found.total > 2 and len(found.labels) > 1
    named = named and all(len(label or "") > 1 for label in found.labels)
    return found.labels if named and found.share >= 0.9 else _numbered(found)


def _if_sentences(found: Found) -> Collection[str | None]:
    """A sign that lists have, too: what follows must be sentences."""
    ended = sum(1 for line in found.lines if line.rstrip()[-1:] in "。！？!?…”，")
    return _if_nearly_all(found) if found.total > 3 and ended >= found.total * 0.6 else _numbered(found)


def _numbered(found: Found) -> Collection[str | None]:
    return {label for label in found.labels if is_anonymous(label)}


def _if_headers(found: Found) -> Collection[str | None]:
    """Above lines of speech: no timetable, where each line ends in a time and no line comes back."""
    comes_back = len(found.labels) < found.total <= len(found.lines) / 2 + 1
    return found.labels if comes_back or found.numbered or _above_sentences(found) else ()


def _above_sentences(found: Found) -> bool:
    """Return whether each mark has sentences below it, in a file that is too short for labels to come back."""
    below = [line for line in found.lines if _SENTENCE.search(line)]
    return found.rising and 1 < found.total <= min(4, found.follow, len(below))


_SENTENCE = regex.compile("[。！？]|[，,].{4}")


# What a heading of a chapter says and no name does.
_CHAPTER = regex.compile(r"第.+|.*(?:部分|章|节|節|段|篇|环节|介绍|总结|问答)|\p{Han}{5,}.*")


def _if_all_stamps(found: Found) -> Collection[str | None]:
    """Headers that begin with the time: no captions, where a stamp stands before any words."""
    headings = any(line.startswith("#") for line in found.lines) and (
        len(found.labels) == found.total > 2 or any(_CHAPTER.fullmatch(label or "") for label in found.labels)
    )
    if headings or found.total != sum(1 for line in found.lines if _BEGINS_WITH_TIME.match(line)):
        return _numbered(found)
    marked = all(line.startswith("#") for line in found.lines if _BEGINS_WITH_TIME.match(line))
    return found.labels if marked else _if_headers(found)


def _if_alone(found: Found) -> Collection[str | None]:
    """A voice on a line of its own: a number, or names that come back between lines of speech."""
    labels = {label for label, times in found.labels.items() if times > 1}
    heads = (
        found.total <= found.follow + 1 and found.total >= 4 and len(labels) > 1 and found.total >= len(found.lines) / 4
    )
    ended = sum(1 for line in found.lines if line.rstrip()[-1:] in "。！？!?…”")
    named = heads and len(found.labels) <= found.total / 2 and ended >= found.total / 2
    return labels if named else _numbered(found)


def _if_dialogue(found: Found) -> Collection[str | None]:
    """A colon alone is weak: voices with a number, and names that come back where most lines have one. No list counts from 0, recognisers do."""
    labels = Counter({label: times for label, times in found.labels.items() if not _PROSE.fullmatch(label or "")})
    if "0" not in labels:
        labels = Counter({label: times for label, times in labels.items() if not (label and label.isdecimal())})
    total, lines = labels.total(), len(found.lines)
    voices = {label for label in labels if is_anonymous(label)}
    repeated = {label for label, times in labels.items() if times > 1}
    if voices:
        return voices | repeated if sum(labels[voice] for voice in voices) >= lines / 4 else voices
    if total >= max(3, lines / 2) and repeated and len(labels) <= total * 2 / 3:
        return labels if total >= lines * 0.7 else repeated
    # long turns of many lines
    often = {label for label, times in labels.items() if times > 2 and label and len(label) <= 12}
    return often if len(often) > 1 and sum(labels[label] for label in often) >= lines / 10 else ()


# What the rows below are written with.
_PARTS = {
    "any": _PREFIX,
    "item": _NUMBERED_PREFIX,
    "voice": _DRESSED,
    "[voice]": _ENCLOSED,
    "time": STAMP,
    "[time]": BRACKET_STAMP,
    "clock": BARE_STAMP,
    "loose": rf"(?P<time>{LOOSE_TIME}),(?P<until>{LOOSE_TIME})",
    "to": _BETWEEN,
    "to time": _BEFORE_TIME,
    "gap": _WIDE_GAP,
    "blank": r"[ \t　]+",
    ":": _COLON,
    "end": _END,
    "words": r"(?=\S)",
}


def _layouts(*rows: tuple[str, str, Believed], timed: bool = True) -> tuple[Layout, ...]:
    """A layout for each row: its name, what its marks look like with `_PARTS` between angle brackets, and which of them are believed."""
    parts = regex.compile("<(" + "|".join(map(regex.escape, _PARTS)) + ")>")
    return tuple(
        Layout(name=name, pattern=parts.sub(lambda part: _PARTS[part[1]], shape), believed=believed, timed=timed)
        for name, shape, believed in rows
    )


# Two times: where the words end stands behind them. [0.48][S01]各位好[2.10]
_BETWEEN_TIMES = Layout(
    name="[time][voice]",
    pattern=rf"{BRACKET_STAMP}\s?\[{VOICE}\](?!\s*[:：])\s*",
    believed=_if_most,
    tail=r"\s*\[(?P<until>[0-9]{1,6}\.[0-9]{1,3}|[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]{1,3})?)\]\s*$",
)
# The more a mark says, the earlier it is tried.
SPEAKER_LAYOUTS = (
    _BETWEEN_TIMES,
    *_layouts(
        # [00:00:03] 江一帆：各位好; 00:03 **江一帆**: 各位好
        ("time name:", r"<item><time><to><voice><:>(?![0-9])", _if_marked),
        # [0:3.200,0:24.000,0]  各位好
        ("[from,to,voice]", r"\[<loose>,(?P<label>[0-9]{1,3})\]\s*", _all),
        # 江一帆(00:12)：各位好; 江一帆 [00:12] 各位好
        ("name(time):", rf"<item><voice>\s*<[time]>\s*[:：]?{DRESS}\s*", _if_marked),
        # 江一帆 00:12：各位好
        ("name time:", "<item><voice><to time><time><:><words>", _if_marked),
        # 江一帆 00:00:24.600, the words below
        ("name time", "<item><voice><to time><time><end>", _if_headers),
        # 00:00:05 江一帆, the words below
        ("time name", "<item><time><to><voice><end>", _if_all_stamps),
        # [00:03] (speaker 0) 各位好
        ("time [name]", r"<item><time><to><[voice]>\s*[:：]?\s*<words>", _if_most),
        # 江一帆  00:12  各位好
        ("name | time |", "<item><voice><gap><time><gap><words>", _if_most),
        # 00:12  江一帆  各位好
        ("time | name |", "<item><time><to><voice><gap><words>", _if_most),
        # 江一帆 00:12 各位好
        ("name time words", "<item><voice><blank><time><blank><words>", _if_nearly_all),
        # 00:12 江一帆 各位好
        ("time name words", r"<item><time>[ \t　]*<voice><blank><words>", _if_nearly_all),
    ),
    *_layouts(
        # [SPEAKER_00]: 各位好; 【江一帆】：各位好
        ("[name]:", "<any><[voice]><:>", _if_marked),
        # 发言人1：各位好; **江一帆：** 各位好
        ("name:", "<any><voice><:>(?![0-9])", _if_dialogue),
        # [SPEAKER_00] 各位好; <江一帆> 各位好
        ("[name]", r"<any><[voice]>\s*<words>", _if_most),
        # 江一帆 >> 各位好; 江一帆 | 各位好
        ("name >", rf"<any><voice>{_GAP}<words>", _if_sentences),
        # 发言人1, the words below
        ("name alone", rf"<any>{DRESS}[\[【]?(?:(?P<label>{ANONYMOUS})|{LABEL})[\]】]?<end>", _if_alone),
        timed=False,
    ),
)
STAMP_LAYOUTS = _layouts(
    # [00:03 - 00:24] 各位好
    ("[time]", r"<any>[\[【<\u3014「{]\s*<clock>\s*[\]】>\u3015」}]\s*", _all),
    # [0:3.200,0:24.000]  各位好
    ("[from,to]", r"\[<loose>\]\s*", _all),
    # [0.00s -> 2.50s] 各位好
    ("[seconds]", r"<any><[time]>\s*", _if_rising),
    # (05:19) 各位好
    ("(time)", r"<any>[(（]<clock>[)）]\s*", _if_a_third),
    # 05:19 各位好
    ("time", rf"<item>{DRESS}<clock>{DRESS}(?:{_GAP}|\s*[:：]?\s+<words>|\s*[:：]?(?=\p{{Han}}))", _if_a_third),
)
# A stamp on a line of its own is one in every layout.
STAMP_LINE = _layouts(("time alone", "<any><time><end>", _all))
