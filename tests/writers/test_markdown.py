import datetime
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from transcript import (
    AgendaItem,
    Edit,
    Meeting,
    MeetingRecord,
    Person,
    Point,
    Problem,
    Section,
    Segment,
    SourceText,
    Span,
    Speaker,
    Speech,
    Turn,
)
from transcript.edits import with_texts
from transcript.text import Moment
from transcript.writers.markdown import escaped

GOLDEN = Path(__file__).parent / "golden"
MEETING = """春耕推进会

00:10

各位好，现在开会。下面请江一凡局长发言。

00:31

好。我讲两点。一是抓水利。要修渠，*要清淤*。二是抓种子。

要选好种。谢谢大家。

01:02

谢谢江局长。<b>散会</b>。"""
REPORT = """春耕工作会议召开

6月18日，春耕工作会议召开，江一帆讲话。

会议认为，形势很好。一是墒情好。二是种子足。

会议要求，要抓紧。"""


def between(text, start, end=None):
    """The span from where *start* begins to where *end* ends."""
    at = text.index(start)
    return Span(at, text.index(end or start, at) + len(end or start))


def source(text, *, title=True):
    segments, clock, pending = [], [], None
    for match in re.finditer(r"[^\n]+", text):
        span = Span(*match.span())
        stamp = re.fullmatch(r"(\d\d):(\d\d)", match.group())
        kind = "title" if title and not segments else "stamp" if stamp else "speech"
        segments.append(Segment(span=span, kind=kind))
        if kind == "speech" and pending is not None:
            clock.append(Moment(offset=span.start, ms=pending))
        pending = (int(stamp[1]) * 60 + int(stamp[2])) * 1000 if stamp else None
    return SourceText(text=text, segments=tuple(segments), clock=tuple(clock))


def change(before, after, kind, *, applied=True, reason=""):
    return Edit(span=between(MEETING, before), before=before, after=after, kind=kind, applied=applied, reason=reason)


def point(text, depth, ordinal, start, end):
    return Point(span=between(text, start, end), depth=depth, ordinal=ordinal)


@pytest.fixture
def meeting():
    host = Speaker(id="S1", role="host")
    guest = Speaker(id="S2", name="江一帆", surname="江", title="局长", organization="县农业局", role="guest")
    text = source(MEETING)
    edits = (
        change("江一凡", "江一帆", "name", reason="与名单中的“江一帆”同音"),
        change("清淤", "清浴", "term", applied=False, reason="读音相近"),
        change("。\n\n要选", "，要选", "join"),
    )
    turns = (
        Turn(span=between(MEETING, "各位好", "发言。"), speaker=host, start_ms=10_000, end_ms=31_000),
        Turn(span=between(MEETING, "好。我讲", "谢谢大家。"), speaker=guest, start_ms=31_000, end_ms=62_000),
        Turn(span=between(MEETING, "谢谢江局长", "</b>。"), speaker=host, start_ms=62_000, end_ms=65_000),
    )
    return MeetingRecord(
        source=text,
        turns=with_texts(turns, source=text, edits=edits),
        speakers=(host, guest),
        speeches=(Speech(person=Person(name="江一帆"), act="发言", span=turns[1].span, on_behalf_of="县水利局"),),
        edits=edits,
        points=(
            point(MEETING, 1, 1, "一是抓水利", "清淤*。"),
            point(MEETING, 2, None, "要修渠", "清淤*。"),
            point(MEETING, 1, 2, "二是抓种子", "谢谢大家。"),
        ),
        agenda=(AgendaItem(number=1, text="江一帆发言", span=turns[0].span, turns=(1,)),),
        meeting=Meeting(
            title="春耕推进会",
            start_date=datetime.date(2031, 6, 18),
            end_date=datetime.date(2031, 6, 19),
            place="三楼会议室",
            chair=Person(name="吴可", title="副县长"),
            attendees=(Person(name="江一帆", title="局长", organization="县农业局"),),
            organizations=("县农业局", "县水利局"),
        ),
        problems=(Problem(kind="stamp", message="时间戳有误", span=Span(7, 12)),),
    )


def report():
    text = source(REPORT)
    points = (point(REPORT, 1, 1, "一是墒情好。", None), point(REPORT, 1, 2, "二是种子足。", None))
    return MeetingRecord(
        source=text,
        kind="report",
        speeches=(Speech(person=Person(name="江一帆", title="县长"), act="讲话", span=between(REPORT, "江一帆讲话")),),
        points=points,
        sections=(
            Section(span=between(REPORT, "会议认为", "种子足。"), heading="会议认为", points=points),
            Section(span=between(REPORT, "会议要求", "抓紧。"), heading="会议要求"),
        ),
    )


def speech():
    text = "同志们：\n第一，抓水利\n要修渠。\n第二，抓种子\n一要早。二要好。"
    return MeetingRecord(
        source=source(text, title=False),
        kind="speech",
        points=(
            point(text, 1, 1, "第一", "修渠。"),
            point(text, 1, 2, "第二", "要好。"),
            point(text, 2, 1, "一要早。", None),
            point(text, 2, 2, "二要好。", None),
        ),
        sections=(
            Section(span=between(text, "第一", "修渠。"), heading="第一，抓水利"),
            Section(span=between(text, "第二", "要好。"), heading="第二，抓种子"),
        ),
    )


@pytest.mark.parametrize("view", ["clean", "verbatim"])
def test_a_meeting(meeting, view, golden):
    golden(meeting.to_markdown(view=view), GOLDEN / f"meeting.{view}.md")


def test_a_report(golden):
    golden(report().to_markdown(), GOLDEN / "report.md")


def test_a_speech(golden):
    golden(speech().to_markdown(), GOLDEN / "speech.md")


def test_the_points_are_nested_lists(meeting):
    html = MarkdownIt().render(meeting.to_markdown())
    assert re.search(r"<li>\s*<p>一是抓水利。</p>\s*<ul>\s*<li>\s*(<p>)?要修渠", html)


def test_all_words_are_there(meeting):
    shown = MarkdownIt().render(meeting.to_markdown(view="verbatim"))
    words = re.sub(r"<[^>]*>|\s", "", shown).replace("&lt;", "<").replace("&gt;", ">")
    for turn in meeting.turns:
        assert re.sub(r"\s", "", turn.raw) in words


def test_a_point_that_begins_inside_an_edit_begins_with_it(meeting):
    inside = point(MEETING, 1, 3, "\n要选", "大家。")
    record = MeetingRecord(source=meeting.source, turns=meeting.turns, edits=meeting.edits, points=(inside,))
    assert "- ，要选好种。谢谢大家。" in record.to_markdown()


def test_a_record_of_nothing():
    assert MeetingRecord(source=SourceText(text="")).to_markdown() == "# 会议记录\n\n## 发言记录\n"


def test_an_unknown_view_is_refused(meeting):
    with pytest.raises(ValueError, match="clean, verbatim"):
        meeting.to_markdown(view="pretty")


@pytest.mark.parametrize(
    "text",
    [
        "# 一",
        "1. 一",
        "1) 一",
        "- 一",
        "+ 一",
        "===",
        "> 一",
        "*一*",
        "__一__",
        "`一`",
        "[一](二)",
        "![一](二)",
        "<b>一</b>",
        "<!-- 一 -->",
        "&amp;",
        "\\*",
        "a|b",
        "| - |",
        "~~一~~",
        "http://一.cn",
        "www.a.cn",
        "a@b.cn",
        "a.b+c-@d.cn",
        "见http://一.cn。",
        "见www.a.cn",
        "见a.cn/b",
        "//a.cn",
        "xmpp:a@b.cn",
        "$x$",
        "***",
        "---",
        "[^1]: 一",
        "    一",
    ],
)
def test_what_looks_like_markup_is_shown(text):
    (paragraph, inline, _) = MarkdownIt("gfm-like").parse(escaped(text.strip()))  # makes links of bare addresses
    assert paragraph.type == "paragraph_open"
    assert {token.type for token in inline.children} == {"text"}
    assert "".join(token.content for token in inline.children) == text.strip()
    assert "http:" not in escaped(text)
