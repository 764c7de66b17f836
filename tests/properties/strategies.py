"""What the properties are tried on: transcripts put together from pieces that stages react to, sources, edits."""

import attrs
from hypothesis import strategies as st
from opencc import OpenCC

from transcript import MeetingRecord
from transcript.model import EDIT_KINDS, Edit, Person
from transcript.reviewing import (
    Accept,
    Decision,
    Decisions,
    Merge,
    Move,
    Place,
    Refuse,
    RemovePoint,
    Rename,
    Replace,
    Split,
    State,
)
from transcript.text import Segment, SourceText, Span

PIECES = (
    "各位领导下午好",
    "欢迎李明处长发言",
    "谢谢大家",
    "这个这个我们",
    "按按照要求",
    "环境、环境建设",
    "嗯",
    "呃，",
    "就是说",
    "然后呢",
    "高高兴兴",
    "二零二五年",
    "百分之九点五",
    "三千七百七十七七七",
    "三点意见",
    "一是",
    "第二，",
    "歡迎陳處長發言",
    "裡面的後台",
    "ABC 12",
    " ",
    "，",
    ",",
    "。",
    "？",
    "\n",
    "\n\n05:12\n\n",
    "\n\n110:07\n\n",
    "\ud800",
    "\x00",
    "\u200b",
    "①",
)


WRITTEN = (
    "同志们：\n",
    "下面讲三点意见。",
    "5月6日，",
    "2031年青河市水利工作会议在京召开。",
    "青河市水利局召开2031年工作会议，",
    "局长方志明、副局长何一鸣出席会议并讲话，",
    "会议指出，",
    "会议强调，",
    "一是修好水渠，用上清水。",
    "二、加固堤坝。",
    "三筑牢防线，",
    "四是",
    "这是加强管理。",
    "（一）",
    "（而）",
    "第三，",
    "5. ",
    "强化责任担当，推动工作落实。",
    "水位要盯住二。",
    "一方面要快，另一方面要稳。",
    "責任編輯：方志明",
    "<p>",
    "</p>",
    "<br/>",
    "<div class='share'>",
    "</div>",
    "<b>",
    "<",
    "**",
    "# ",
    "---\n",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "&amp;",
    "&nbsp;",
    "\n",
    "\n",
)
HOSTS = ("主持人", "江一帆", "欧阳朔")
GUESTS = (
    ("钱穆之", "县农业农村局", "局长"),
    ("吴可", "省水利厅规划处", "处长"),
    ("阿依古丽·买买提", "青石镇", "副镇长"),
    ("单雪", "青石农商银行", "行长"),
    ("司徒文", "市供销合作社", "主任"),
)
CALLS = (
    "下面请{org}{title}{name}同志发言，大家欢迎。",
    "有请{name}{title}。",
    "接下来，请{org}的{surname}{title}讲几句。",
)
OPENINGS = ("各位领导，大家下午好。", "谢谢主持人。", "好的，我汇报一下。", "")
MATTERS = (
    "今年春耕比去年早了十二天。",
    "我讲三点意见。一是抓好水利，二是选好种子，三是备足化肥。",
    "去年收入三千二百万元，增长百分之九点五。",
    "这个这个水渠的问题，大家都知道。",
    "嗯，种子种子站那边还要再跑一跑。",
    "第一，摸清底数。第二，抓紧落实。",
)
CLOSINGS = ("谢谢大家。", "我就汇报到这里。", "以上。", "")
THANKS = ("谢谢{surname}{title}。", "感谢{name}同志的发言。", "好。", "")
GARBLINGS = (("春耕", "春更"), ("水利", "水力"), ("。", ""), ("，", ""), ("我", "我我"))
SOUND = (("", ""),)
FORMATS = {
    "stamps": "\n\n{stamp}\n\n{words}",
    "lines": "[{stamp}] {words}\n",
    "labels": "发言人{voice} {stamp}\n{words}\n\n",
    "colons": "发言人{voice}：{words}\n",
    "plain": "{words}\n",
}
_TO_TRADITIONAL = OpenCC("s2t").convert


@attrs.frozen
class GeneratedMeeting:
    """A made-up meeting as a transcript: its text, its layout, and the words of each turn with the number of the voice."""

    text: str
    layout: str
    turns: tuple[tuple[int, str], ...]


@st.composite
def meetings(
    draw: st.DrawFn,
    *,
    layouts: tuple[str, ...] = tuple(FORMATS),
    max_guests: int = 3,
    garblings: tuple[tuple[str, str], ...] = (("", ""), *GARBLINGS),
) -> GeneratedMeeting:
    """A host who calls guests one after the other, garbled and laid out as recorders do; in either script if garbled."""
    turns = draw(_turns(max_guests=max_guests))
    layout = draw(st.sampled_from(layouts))
    garbling = draw(st.sampled_from(garblings))
    spoil = _TO_TRADITIONAL if garblings != SOUND and draw(st.booleans()) else str
    words = [(voice, spoil(said.replace(*garbling) if garbling[0] else said)) for voice, said in turns]
    seconds, text = draw(st.integers(0, 400)), draw(st.sampled_from(["", "春耕工作推进会\n\n\n\n"]))
    for voice, said in words:
        stamp = f"{seconds // 60:02}:{seconds % 60:02}"
        text += FORMATS[layout].format(stamp=stamp, voice=voice, words=said)
        seconds += max(1, len(said) // 4)
    return GeneratedMeeting(text, layout, tuple(words))


@st.composite
def _turns(draw: st.DrawFn, *, max_guests: int) -> list[tuple[int, str]]:
    turns = [(1, "各位领导、各位同事，现在开会。")]
    guests = draw(st.lists(st.sampled_from(GUESTS), min_size=1, max_size=max_guests, unique=True))
    for voice, (name, organization, title) in enumerate(guests, 2):
        who = {"name": name, "surname": name[0], "org": organization, "title": title}
        said = draw(st.lists(st.sampled_from(MATTERS), min_size=1, max_size=4))
        turns[-1] = (1, turns[-1][1] + draw(st.sampled_from(CALLS)).format(**who))
        turns.append((voice, draw(st.sampled_from(OPENINGS)) + "".join(said) + draw(st.sampled_from(CLOSINGS))))
        turns.append((1, draw(st.sampled_from(THANKS)).format(**who) or "好。"))
    return [*turns[:-1], (1, turns[-1][1] + "今天的会就开到这里。")]


def inputs(max_pieces: int = 30) -> st.SearchStrategy[str]:
    """Anything that somebody may give: meetings, pieces of meetings, any text."""
    return st.one_of(meetings().map(lambda meeting: meeting.text), transcripts(max_pieces=max_pieces))


def transcripts(max_pieces: int = 40) -> st.SearchStrategy[str]:
    """Texts like a machine transcript, and any other text."""
    pieced = st.lists(st.sampled_from(PIECES), max_size=max_pieces).map("".join)
    return st.one_of(pieced, st.text(max_size=80))


def documents(max_pieces: int = 40) -> st.SearchStrategy[str]:
    """Reports, speeches and pages put together from pieces, numbered well and badly."""
    return st.lists(st.sampled_from(WRITTEN), max_size=max_pieces).map("".join)


@st.composite
def structured(draw: st.DrawFn) -> list[dict[str, object]]:
    """Segments as a recogniser writes them, in seconds; some overlap, some are out of order, some have words."""
    segments: list[dict[str, object]] = []
    for _ in range(draw(st.integers(1, 6))):
        said = draw(st.text(alphabet="甲乙丙丁，。三", min_size=1, max_size=12))
        start, length = draw(st.integers(0, 9_000)) / 10, draw(st.integers(0, 300)) / 10
        segment: dict[str, object] = {"text": said, "start": start, "end": start + length}
        segment["speaker"] = draw(st.sampled_from(["SPEAKER_00", "SPEAKER_01", "江一帆"]))
        if draw(st.booleans()):
            step = length / len(said)
            segment["words"] = [{"word": c, "start": start + i * step} for i, c in enumerate(said)]
        segments.append(segment)
    return segments


@st.composite
def sources(draw: st.DrawFn) -> SourceText:
    """A source of some segments, with gaps between them."""
    parts = draw(st.lists(st.text(alphabet="甲乙丙丁，。三", min_size=1, max_size=12), min_size=1, max_size=6))
    segments, at = [], 0
    for part in parts:
        segments.append(Segment(span=Span(at, at + len(part))))
        at += len(part) + 1
    return SourceText(text="\n".join(parts), segments=tuple(segments))


@st.composite
def edits_of(draw: st.DrawFn, source: SourceText) -> list[Edit]:
    """Edits anywhere in a source, of any kind, applied or not."""
    size = len(source.text)
    edits = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, size))
        span = Span(start, draw(st.integers(start, min(size, start + 5))))
        edits.append(
            Edit(
                span=span,
                before=span.slice(source.text),
                after=draw(st.sampled_from(["", "乙", "子丑"])),
                kind=draw(st.sampled_from(EDIT_KINDS)),
                applied=draw(st.booleans()),
                reason="试",
            )
        )
    return edits


@st.composite
def decisions_about(draw: st.DrawFn, record: MeetingRecord) -> Decisions:
    """Any decisions about a record, most of which fit; some contradict each other."""
    one = st.one_of(_about_words(record), _about_turns(record), _about_facts(record))
    return Decisions.of(record, draw(st.lists(one, max_size=8)))


def _about_words(record: MeetingRecord) -> st.SearchStrategy[Decision]:
    replaced = _replacements(record.source.text)
    if not record.edits:
        return replaced
    edits = st.sampled_from(record.edits)
    return st.one_of(edits.map(lambda edit: Accept(edit=edit)), edits.map(lambda edit: Refuse(edit=edit)), replaced)


@st.composite
def _replacements(draw: st.DrawFn, text: str) -> Decision:
    start = draw(st.integers(0, len(text) - 1))
    before = text[start : draw(st.integers(start + 1, min(len(text), start + 6)))]
    after = draw(st.sampled_from(["", "乙", "子丑", "寅\ud800"]).filter(lambda after: after != before))
    return Replace(start=start, end=start + len(before), before=before, after=after)


def _about_facts(record: MeetingRecord) -> st.SearchStrategy[Decision]:
    text = record.source.text
    points = [point.span.start for point in record.points] or [0]
    return st.one_of(
        st.builds(State, fact=st.sampled_from(["title", "place"]), text=st.sampled_from([None, "青石县"])),
        st.builds(State, fact=st.just("start_date"), text=st.sampled_from([None, "2031-06-18"])),
        st.builds(State, fact=st.just("attendees"), people=st.just((Person(name="江一帆"),))),
        st.sampled_from(points).map(lambda at: RemovePoint(point=Place.of(text, at))),
    )


def _about_turns(record: MeetingRecord) -> st.SearchStrategy[Decision]:
    text = record.source.text
    anywhere = st.integers(0, len(text) - 1).map(lambda at: Place.of(text, at))
    starts = [Place.of(text, turn.span.start) for turn in record.turns if turn.span.start < len(text)]
    turn = st.one_of(st.sampled_from(starts), anywhere) if starts else anywhere
    person = st.builds(Person, name=st.sampled_from([None, "江一帆", "钱穆之"]), title=st.sampled_from([None, "局长"]))
    who = st.one_of(st.fixed_dictionaries({"person": person}), st.fixed_dictionaries({"same_as": turn}))
    where = st.sampled_from(["turn", "everywhere"])
    return st.one_of(
        st.builds(lambda turn, where, who: Rename(turn=turn, where=where, **who), turn, where, who),
        st.builds(Move, turn=turn, to=anywhere),
        st.builds(lambda at, who: Split(at=at, **who), anywhere, who),
        st.builds(Merge, turn=turn),
    )
