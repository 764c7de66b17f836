"""The meeting as an event (title, dates, place, organiser), from the text and from the lines above it.

A report states it in its lead, in one of two forms: the organiser stands before the verb (某行召开2031年工作会议), or the meeting itself does
(某行2031年工作会议5月6日在京召开). Speakers state it of their own meeting only (今天我们召开……座谈会). A title above the text may state it, too.

The rows 时间, 地点, 主题, 主持人 and 出席人员 of a record are set aside by the reader. Above the salutation of a manuscript stand its title, its day and its
author:

在全市工作会议上的讲话
（2031年5月6日）
市长 方志明
同志们：
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import takewhile

import attrs
import regex

from transcript.facts.dates import DIGIT, YEAR, DateMention, find_dates, iso_date, stamped_year, year_number
from transcript.facts.people_in_rows import People
from transcript.han_numerals import SMALL_NUMERALS
from transcript.model import Person, Speech, Turn
from transcript.people import find_mentions
from transcript.people.gazetteer import names_to, title_phrases
from transcript.readers.boilerplate import head_row
from transcript.text import SPEECH, SourceText, Span
from transcript.words import cut, expand

_PARENS = regex.compile(r"[（(][^（）()]*[）)]")
_APART = regex.compile(r"[、，,；;]")
_UNITS = tuple("镇乡县市区局部厅委处科院所校村社办组队")  # how what looks like a name is a place or an office
_MARKS = "。.；; \u3000"


@attrs.frozen(kw_only=True)
class Head:
    """The rows of a head; what it does not say is None."""

    title: str | None = None
    date: DateMention | None = None
    place: str | None = None
    chair: Person | None = None
    present: tuple[Person, ...] = ()


def read_head(source: SourceText) -> Head:
    """Read the rows above a record, which the reader has set aside.

    Args:
        source: The source text.

    Returns:
        What the rows say.
    """
    told: dict[str, str] = {}
    for segment in takewhile(lambda segment: segment.kind != SPEECH, source.segments):
        row = head_row(segment.span.slice(source.folded)) if segment.kind == "boilerplate" else None
        if row:
            told[row[0]] = f"{told[row[0]]}、{row[1]}" if row[0] == "present" and "present" in told else told.get(*row)
    chairs = tuple(_people(told.get("chair", "")))
    when = told.get("time", "")
    return Head(
        title=told.get("title"),
        date=next(find_dates(when), None) or iso_date(when),
        place=told.get("place", "").strip(_MARKS) or None,
        chair=chairs[0] if chairs else None,
        present=(*chairs[:1], *_people(told.get("present", ""))),
    )


def _people(row: str) -> Iterator[Person]:
    """Those of a row who are named in full, each between two marks."""
    pieces = [piece for item in _APART.split(_PARENS.sub("", row)) for piece in _names_in(item.strip())]
    if not pieces:
        return
    people = People.of("\n".join(pieces))
    start = 0
    for piece in pieces:
        end = start + len(piece)
        found = next((person for _, person in people.row_before(end, start)[-1:]), None) or person_alone(piece)
        if found and not (found.name or "").endswith(_UNITS):
            yield found
        start = end + 1


def _names_in(item: str) -> list[str]:
    """An item of a row: one person with the title set apart (镇长 方志明), or several names with spaces between."""
    return ["".join(item.split())] if person_alone(item) else item.split()


_SALUTATION = regex.compile(r"(?:同志|各位|尊敬|女士|先生|朋友|老师|大家|代表)")
_BRACKETS = "（）()【】[] 　"
_MOST_LINES, _LONGEST_LINE = 6, 60  # lines above a salutation, characters of each
_SPACE = regex.compile(r"[ 　]+")
_ACT = regex.compile(expand(r"上的[^\n]{0,6}?({ADDRESS})"))
_SAME_ACT = {"致词": "致辞", "演讲": "讲话"}
_DEFAULT_ACT = "讲话"
_NAME = -1.0  # the least score of a name on such a line; by hand


def head_lines(source: SourceText) -> list[str]:
    """Find the lines above the salutation of a manuscript, in simplified script; none if the text begins otherwise.

    Args:
        source: The source text.

    Returns:
        The lines, from the top.
    """
    lines: list[str] = []
    for segment in source.segments:
        line = segment.span.slice(source.folded).strip()
        if segment.kind not in ("speech", "title"):
            continue
        if segment.kind == "speech" and _SALUTATION.match(line):
            return lines
        lines.append(line)
        if len(lines) > _MOST_LINES or len(line) > _LONGEST_LINE:
            break
    return []


def head_date(lines: list[str]) -> DateMention | None:
    """Find a date on a line of its own, in parentheses or not.

    Args:
        lines: What `head_lines` found.

    Returns:
        The date, or None.
    """
    for line in lines:
        bare = line.strip(_BRACKETS)
        date = next(find_dates(bare), None)
        if date and date.start == 0 and date.end == len(bare):
            return date
    return None


def find_author(source: SourceText) -> Person | None:
    """Find the author of a manuscript: a line of its head that is a name, with a title or without.

    Args:
        source: The source text.

    Returns:
        The person, or None.
    """
    for line in head_lines(source)[1:]:
        person = person_alone(line.strip(_BRACKETS))
        if person:
            return person
    return None


def own_speech(source: SourceText, *, turns: Sequence[Turn]) -> tuple[Speech, ...]:
    """Make the manuscript a speech of its author, with the act that its title names.

    Args:
        source: The source text.
        turns: The turns.

    Returns:
        One act, or none.
    """
    author = find_author(source)
    if not author or not turns:
        return ()
    act = next((match[1] for line in head_lines(source) if (match := _ACT.search(line))), _DEFAULT_ACT)
    return (Speech(person=author, act=_SAME_ACT.get(act, act), span=turns[0].span),)


def person_alone(line: str) -> Person | None:
    """Read a line that is a name, perhaps after a title: 市长　方志明.

    Args:
        line: A folded line.

    Returns:
        The person; None if the line is anything else.
    """
    title, _, name = _SPACE.sub(" ", line).rpartition(" ")
    mention = next(iter(find_mentions(line)), None) if title else None
    if mention and mention.name == name and mention.title == title and mention.form == "full":
        return Person(name=name, surname=mention.surname, title=title)
    if not name or (title and not any(phrase.end == len(title) for phrase in title_phrases(title))):
        return None
    whole = [reading for reading in names_to(cut(name), len(name)) if reading.start == 0 and reading.score >= _NAME]
    if not whole:
        return None
    return Person(name=name, surname=whole[0].surname, title=title or None)


_MEETING = regex.compile(
    r"(?:会议|大会|全会|年会|例会|现场会|座谈会|推进会|动员会|部署会|调度会|研讨会|交流会|总结会|表彰会|通报会|培训会|促进会|听证会|发布会"
    r"|说明会|对接会|分析会|协调会|启动会|宣讲会|恳谈会|听取会|评审会|答辩会|公听会|听证|报告会|见面会|复盘会|评议会|办公会|常委会|党组会|理事会|董事会|股东会|周会|月会|晨会|(?:家长|生活|班|碰头|联席|专题|通气|议事|院坝|推介|调研|院务|支委)会(?!议)|论坛|沙龙|讲座|仪式)(?![员场室期上中后前])"
)
_HELD = regex.compile(r"(?P<how>组织|联合|主持|隆重|胜利|正式|顺利|成功|共同)*(?:召开|举行|举办)了?")
_RECORD_OF = regex.compile(r"(?:文字|现场|全程)?(?:记录|纪要|实录|录音|文稿|转写稿?)(?:[（(][^（）()]*[）)])?$")
_BREAKS = "，。！？；：\n,!?;:"
_CLAUSE = regex.compile(f"[^{_BREAKS}]*")
_OWN = regex.compile(r"(?:今天|今日|此次|本次|这次|我们|咱们|在这里|在此)")
_N = f"[{SMALL_NUMERALS}]"
_WHEN = regex.compile(
    rf"^(?:近日|日前|今天|今日|昨日|昨天|当天|同日|上午|下午|晚上|{expand('{WEEK}')}{_N}|{_N}{{1,3}}点(?:半|整|钟|{_N}{{1,3}}分?)?|[ 　\t])+"
)
# how a host names the meeting at its opening; the name follows
_OPENING = regex.compile(
    rf"(?:欢迎(?:大家|各位)?[^{_BREAKS}]{{0,12}}?(?:来到|参加|出席|莅临|走进|收看|收听)|(?:这里|这)就?是|今天这?个?会是|(?:我们|咱们)(?:现在|今天)?(?:继续)?(?:进行|开)的?是?|宣布|(?<=[。，\n])(?:参加|出席))"
    rf"(?:我们)?(?:由[^{_BREAKS}]{{2,20}}?(?:主办|举办|承办)的)?(?:今天|本次|此次)?(?:的|举行的|召开的|在这里(?:举行|召开)的)?(?P<name>[^{_BREAKS}]{{2,60}})"
)
_STARTS = regex.compile(
    rf"(?:^|(?<=[{_BREAKS}]))(?P<name>[^{_BREAKS}]{{3,60}}?)(?:(?:现在|正式|马上|即将|这就)+|(?<=[会坛式]))开[始幕]"
)
_ROOM = "(?:室|厅|礼堂|指挥部|活动中心|大院|会场)"
_PLACE = regex.compile(
    rf"(?:会议|开会)?(?:地点|会场)(?:设在|就在|在|是|为|：)(?P<place>(?!老地方)[^{_BREAKS}]{{2,30}})"
    rf"|(?<=[{_BREAKS}](?:我们|咱们|大家)?(?:今天)?)(?:就|都)?在(?P<place>[^{_BREAKS}在到的]{{2,24}}?{_ROOM})(?=[，。](?!里))"
    rf"|(?:地点|会场)[^{_BREAKS}]{{1,8}}，(?P<place>[^{_BREAKS}在]{{2,24}}?{_ROOM})(?=[，。])"  # 地点不变，二楼会议室
)
_OPENING_REACH = 400  # characters in which a host names the meeting
_FIRST_WORDS = 80  # characters in which its name may stand alone
_NO_NAME = regex.compile(r"^(?:一[个场次]|[这那]|[我你他]们?|个)|[ 　]")  # 开一个季度分析会
_SPEECH_TITLE = regex.compile(rf"在(?P<name>[^{_BREAKS}在]{{2,60}})上的(?:总结|重要|动员|主旨)?{expand('{ADDRESS}')}")
_IN = regex.compile(rf"(?:在|于)(?P<place>[^{_BREAKS}在于]{{1,20}}?)(?:以[^{_BREAKS}]{{2,12}}形式)?$")
_HALL = regex.compile(rf"在(?P<place>[^{_BREAKS}在]{{2,30}}?)设(?:立|置)?了?主会场")
_ON_BEHALF = regex.compile(rf"代表(?P<who>[^{_BREAKS}]{{2,30}}?)[，,]?(?:对|向)[^。\n]{{2,40}}欢迎")
_DATELINE = regex.compile(
    r"^[^\n。]{0,40}?(?:讯|日电|日消息|报道)[ 　]*(?:[（(][^）)\n]{0,30}[）)])?[ 　，,：:]*|^[ 　]+"
)
_NEWS = regex.compile(r"\s*(?:讯|电|消息|报道|发布|印发)")
_DAY = regex.compile(rf"(?<![月\d])({DIGIT}{{1,2}})日(?!\s*(?:讯|电|消息|报道))")
_TODAY = regex.compile(r"(?:今天是|时间是|时间为|时间：)(?:农历|公历)?$")
_SCOPE = regex.compile(
    r"(?:(?:\d{4}|[一二][〇零一二三四五六七八九]{3})年(?:度)?|第[一二三四五六七八九十\d]+[次届])*全[国省市县区州旗行系]"
)
# a capital by one character, as in 在京召开
_CAPITALS = {
    "京": "北京",
    "沪": "上海",
    "津": "天津",
    "渝": "重庆",
    "穗": "广州",
    "蓉": "成都",
    "杭": "杭州",
    "筑": "贵阳",
}
_LEAD = 1200  # characters of speech that are searched
_LONGEST = 80  # characters of a name
_SHORTEST = 4  # letters of a name that tells meetings apart
_GENERIC = frozenset(
    [
        "会议",
        "大会",
        "全会",
        "例会",
        "年会",
        "座谈会",
        "论坛",
        "仪式",
        "专题会议",
        "工作会议",
        "视频会议",
        "电视电话会议",
    ]
)


@attrs.frozen(kw_only=True)
class Event:
    """The meeting as an event; what the text does not say is None."""

    title: str | None = None
    start_date: datetime.date | None = None
    end_date: datetime.date | None = None
    place: str | None = None
    organizer: str | None = None


@attrs.frozen(kw_only=True)
class _Naming:
    """Where a text says that a meeting was held.

    Attributes:
        title: Its name, if the clause has one.
        who: Who held it, if the clause says it.
        place: Where, if the clause says it.
        own: Whether the text speaks of its own meeting (今天我们召开…).
        sentence: The sentence around it.
        dated: Whether that sentence has a date.
    """

    title: str | None
    who: str | None
    place: str | None
    own: bool
    sentence: Span = attrs.field(factory=lambda: Span(0, 0))
    dated: bool = False


def find_event(source: SourceText, *, kind: str, above: Head | None = None) -> Event:
    """Find the title, the dates, the place and the organiser of the meeting.

    Args:
        source: The text.
        kind: What sort of document it is; only a report tells of its meeting from outside.
        above: The rows above the text, whose date goes before one that is said.

    Returns:
        What was found; None for what the text does not say.
    """
    above = above or Head()
    text = "\n".join(segment.span.slice(source.folded) for segment in source.speech)[:_LEAD]
    head = head_lines(source) if kind == "speech" else []
    titles = [*_titles(source), *head]
    if kind == "report":
        found = [*_namings(text), *(naming for title in titles for naming in _namings(title))]
        named = [n for n in found if n.title]
        naming = next((n for n in named if n.dated), next(iter(named), None))
        title = naming.title if naming else next(filter(None, map(_plain_title, titles)), None)
    else:
        naming = next((n for n in _namings(text) if n.own), None)
        title = next(filter(None, map(_plain_title, titles)), None) or (naming.title if naming else None) or above.title
        title = title or (_opened(text[:_OPENING_REACH]) if kind == "transcript" else None)
    day = above.date or _day(text, naming, kind) or head_date(head)
    first, last = _dated(source, text, day, title)
    hall, host = _HALL.search(text) or (_PLACE.search(text) if kind == "transcript" else None), _ON_BEHALF.search(text)
    return Event(
        title=title,
        start_date=first,
        end_date=last,
        place=above.place or (naming.place if naming else None) or (hall["place"] if hall else None),
        organizer=(naming.who if naming else None) or (host["who"] if host else None),
    )


def _opened(text: str) -> str | None:
    """The name of the meeting by which it is opened: 欢迎参加某某研讨会, 某某答辩会现在开始."""
    for match in sorted([*_OPENING.finditer(text), *_STARTS.finditer(text)], key=lambda match: match.start()):
        name = _undated(_name_in(match["name"])).removeprefix("是").strip("的")
        name = name.removeprefix("本会")
        if len(name) > _SHORTEST and name not in _GENERIC and not (_OWN.match(name) or _NO_NAME.search(name)):
            return name
    return next(
        (name for name in map(_plain_title, _clauses_of(text[:_FIRST_WORDS])) if name and _is_own_name(name)), None
    )


def _clauses_of(text: str) -> list[str]:
    """The clauses of a text."""
    return [match[0] for match in _CLAUSE.finditer(text) if match[0]]


def _is_own_name(name: str) -> bool:
    return len(name) > _SHORTEST and name not in _GENERIC and not (_OWN.search(name) or _NO_NAME.search(name))


def _titles(source: SourceText) -> list[str]:
    """Lines above the text that may name the meeting: titles, and lines set aside that hold one (原标题：…)."""
    spans = [s.span for s in source.segments if s.kind == "title"]
    spans += [
        s.span for s in source.segments if s.kind == "boilerplate" and s.span.slice(source.folded).startswith("原标题")
    ]
    return [span.slice(source.folded).removeprefix("原标题").lstrip("：: ") for span in spans]


def _namings(text: str) -> Iterator[_Naming]:
    """Every place of *text* that says a meeting was held, in order."""
    for match in _HELD.finditer(text):
        start = max((text.rfind(mark, 0, match.start()) for mark in _BREAKS), default=-1) + 1
        before = text[start : match.start()]
        after = _CLAUSE.match(text, match.end(), match.end() + _LONGEST)
        sentence = Span(
            max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1,
            min((i for i in (text.find(mark, match.end()) for mark in "。\n") if i >= 0), default=len(text)),
        )
        dated = any(not _NEWS.match(text, d.end) for d in find_dates(text[sentence.start : sentence.end]))
        yield attrs.evolve(
            _naming(before, after.group() if after else "", match["how"]), sentence=sentence, dated=dated
        )


def _naming(before: str, after: str, how: str | None) -> _Naming:
    own = bool(_OWN.search(before))
    before = _DATELINE.sub("", before)
    before, place = _placed(_undated(before))
    inside = _name_in(after).removeprefix("的").removeprefix("是")
    if inside and inside not in _GENERIC:
        who = None if own or how == "主持" or before.startswith("我") else before or None
        return _Naming(title=_with_holder(inside, who), who=who, place=place, own=own)
    name = _name_in(before)
    title = None if own or name in _GENERIC else name
    return _Naming(title=title or None, who=None, place=place, own=own)


def _undated(clause: str) -> str:
    """A clause without the date and the words of time at its start."""
    for date in find_dates(clause):
        if not clause[: date.start].strip():
            clause = clause[date.end :]
            break
    rest: str = _WHEN.sub("", clause)
    return rest


def _placed(clause: str) -> tuple[str, str | None]:
    """A clause without the place at its end, and the place."""
    match = _IN.search(clause)
    if not match:
        return clause, None
    place: str = match["place"]
    return clause[: match.start()], _CAPITALS.get(place, place)


def _name_in(clause: str) -> str:
    """The longest stretch from the start of *clause* that ends in a word for a meeting; dates at its end do not belong to it."""
    ends: list[int] = [match.end() for match in _MEETING.finditer(clause)]
    name: str = clause[: ends[-1]] if ends else ""
    return name.strip("“”《》\"' 　的")


def _with_holder(name: str, who: str | None) -> str:
    """人民医院 and 2031年工作会议 make 人民医院2031年工作会议; a name that says whose meeting it is stays as it is."""
    if who is None or who in name or _SCOPE.match(name):
        return name
    return who + name


def _plain_title(title: str) -> str | None:
    """The name of a meeting that a title is, or that it speaks of."""
    speech = _SPEECH_TITLE.search(title)
    name = speech["name"] if speech else title
    held = _HELD.search(name)
    name = name[: held.start()] if held and held.end() == len(name) else name
    name = _RECORD_OF.sub("", name)
    whole = _MEETING.search(name) and _name_in(name) == name.strip("“”《》\"' 　")
    return _undated(name).strip() if whole and len(name) <= _LONGEST else None


def _day(text: str, naming: _Naming | None, kind: str) -> DateMention | None:
    """The date of the meeting: in the sentence that says it was held; else, in a report, the first that is not of the news itself."""
    dates = list(find_dates(text))
    if kind != "report":
        return next((d for d in dates if _TODAY.search(text, max(0, d.start - 8), d.start)), None)
    own = [d for d in dates if not _NEWS.match(text, d.end)]
    inside = [d for d in own if naming and d.start in naming.sentence]
    return next(iter(inside), None) or _day_alone(text, naming, dates) or next(iter(own), None)


def _day_alone(text: str, naming: _Naming | None, dates: list[DateMention]) -> DateMention | None:
    """A day without its month (10日在京召开), of the month that the news names first."""
    day = _DAY.search(text, naming.sentence.start, naming.sentence.end) if naming and dates else None
    if not day:
        return None
    date = (dates[0].first[0], int(day[1]))
    return DateMention(start=day.start(), end=day.end(), year=dates[0].year, first=date, last=date)


def _dated(
    source: SourceText, text: str, day: DateMention | None, title: str | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """The days of the meeting; a year that is not said there is that of the page, of the title, or the first that the text names."""
    if day is None:
        return None, None
    aside = "\n".join(s.span.slice(source.text) for s in source.segments if s.kind != SPEECH)
    spoken = YEAR.search(title or "") or YEAR.search(text)
    year = stamped_year(aside) or (year_number(spoken[1]) if spoken else None)
    days = day.days(year)
    return days or (None, None)
