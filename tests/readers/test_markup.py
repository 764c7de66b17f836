from transcript.readers import read
from transcript.readers.markup import entity_edits

PAGE = """---
title: '青河会议'
date: Tue, 06 May 2031 09:00:00 GMT
---
<div>
<p>　　来源：青河日报</p>
<p>　　5月6日，青河市召开<b>水利</b>会议。</p><p>会议指出，R&amp;D&nbsp;要加强。</p>
<script>var a = "<p>不是正文</p>";</script><!-- 注释 -->
<div class="qr_wrap">关注我们</div>
<p class="article-editor">责任编辑：方志明 </p>
</div>"""


def kinds(text: str) -> list[tuple[str, str]]:
    source, _ = read(text)
    return [(s.kind, s.span.slice(text)) for s in source.segments if s.kind != "markup"]


def uncovered(text: str) -> str:
    source, _ = read(text)
    covered = {i for s in source.segments for i in range(s.span.start, s.span.end)}
    return "".join(c for i, c in enumerate(text) if i not in covered).strip()


def test_a_page_is_read_as_what_a_visitor_sees():
    assert kinds(PAGE) == [
        ("boilerplate", "来源：青河日报"),
        ("speech", "5月6日，青河市召开"),
        ("speech", "水利"),
        ("speech", "会议。"),
        ("speech", "会议指出，R&amp;D"),
        ("speech", "要加强。"),
        ("boilerplate", "关注我们"),
        ("boilerplate", "责任编辑：方志明"),
    ]


def test_nothing_of_a_page_is_lost():
    assert uncovered(PAGE) == ""


def test_entities_are_written_out_by_edits():
    source, _ = read(PAGE)
    assert [(e.before, e.after) for e in entity_edits(source)] == [("&amp;", "&")]


def test_marks_of_markdown_are_set_aside():
    text = "# 会议简讯\n\n会议召开。**会议指出，**成绩不小。**一是**修渠。"
    assert kinds(text) == [
        ("title", "会议简讯"),
        ("speech", "会议召开。"),
        ("speech", "会议指出，"),
        ("speech", "成绩不小。"),
        ("speech", "一是"),
        ("speech", "修渠。"),
    ]


def test_an_unclosed_comment_keeps_the_words_after_it_and_is_reported():
    text = "<p>前文。</p><p>又一段。</p><!-- <p>后文。</p>"
    _, problems = read(text)
    assert ("speech", "后文。") in kinds(text)
    assert [p.kind for p in problems] == ["markup"]


def test_a_page_without_text_is_reported():
    _, problems = read("<div><p>责任编辑：方志明</p><p>扫一扫关注</p><br></div>")
    assert [p.kind for p in problems] == ["empty"]


def test_a_lone_angle_bracket_is_a_word():
    assert kinds("<p>如果a<b成立</p><p>就算<3</p><br>") == [("speech", "如果a<b成立"), ("speech", "就算<3")]


def test_hostile_markup_is_read_in_linear_time():
    for text in (
        "<" * 60_000,
        "<p " * 20_000,
        "<script>" * 10_000,
        "<!--" * 15_000,
        '<a b="' * 12_000,
        "<div>" * 12_000,
    ):
        assert uncovered("<p></p><p></p>" + text) == ""
